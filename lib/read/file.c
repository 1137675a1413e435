#include "read/file.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static const char magic[] = "# awol:";

enum awol_status awol_file_open(const char *path, FILE **ret_file, struct awol_error *opt_error)
{
    FILE *file;

    if (strcmp(path, "-") == 0) {
        *ret_file = stdin;
        return AWOL_OK;
    }
    errno = 0;
    file = fopen(path, "rb");
    if (!file)
        return awol_error_file(opt_error, path, "cannot be opened", errno);
    *ret_file = file;
    return AWOL_OK;
}

static bool find_file(const char *path, struct stat *ret_file)
{
    return strcmp(path, "-") == 0 ? fstat(fileno(stdin), ret_file) == 0 : stat(path, ret_file) == 0;
}

bool awol_file_is_among(const char *path, const char *const *paths, size_t n)
{
    struct stat wanted, other;

    if (stat(path, &wanted) != 0 || !S_ISREG(wanted.st_mode))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (find_file(paths[i], &other) && other.st_dev == wanted.st_dev &&
            other.st_ino == wanted.st_ino)
            return true;
    }
    return false;
}

void awol_file_close(FILE *file)
{
    if (file && file != stdin)
        fclose(file);
}

/* The bytes are pushed back, because standard input cannot be opened twice; ISO C promises one byte
 * of it, glibc and musl hold at least these seven. */
enum awol_status awol_file_is_stream(FILE *file, const char *path, bool *ret_stream,
                                     struct awol_error *opt_error)
{
    const size_t wanted = sizeof magic - 1;
    char bytes[sizeof magic] = {0};
    size_t n = 0;
    bool stream = false;

    errno = 0;
    for (int byte; n < wanted && (byte = getc(file)) != EOF; n++) {
        bytes[n] = (char)byte;
        if (bytes[n] != magic[n]) {
            n++;
            break;
        }
    }
    if (ferror(file))
        return awol_error_file(opt_error, path, "cannot be read", errno);
    stream = n == wanted && memcmp(bytes, magic, wanted) == 0;
    while (n > 0) {
        if (ungetc((unsigned char)bytes[--n], file) == EOF)
            return awol_error_set(opt_error, AWOL_SYSTEM, "%s: cannot be read again", path);
    }
    *ret_stream = stream;
    return AWOL_OK;
}

static size_t peek_pipe(FILE *file, char *bytes)
{
    size_t n = 0;

    for (int byte; n < sizeof magic - 1 && (byte = getc(file)) != EOF;)
        bytes[n++] = (char)byte;
    for (size_t i = n; i > 0; i--) {
        if (ungetc((unsigned char)bytes[i - 1], file) == EOF)
            return 0;
    }
    return n;
}

bool awol_file_peek(FILE *file, char bytes[static AWOL_FILE_PEEKED], size_t *ret_length)
{
    /* Not fseek(), which forgets the bytes that were given back to a pipe. */
    if (file == stdin || ftell(file) < 0) {
        *ret_length = peek_pipe(file, bytes);
        return false;
    }
    rewind(file);
    *ret_length = fread(bytes, 1, AWOL_FILE_PEEKED, file);
    rewind(file);
    return true;
}

const char *awol_file_name(const char *path)
{
    const char *const slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}
