#include "read/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define PIECE ((size_t)64 << 10)
#define LONGEST_CHARACTER 16 /* bytes that a call of iconv may need at least, in any encoding */

struct encoding {
    FILE *file;
    iconv_t converter;
    size_t unit; /* bytes that are passed over where they mean nothing */
    bool at_eof;
    char *in;
    size_t n_in;
    char raw[PIECE];
};

static const struct {
    const char *mark;
    size_t length;
    const char *name; /* NULL: UTF-8 */
} marks[] = {{"\xFF\xFE\0\0", 4, "UTF-32LE"},
             {"\0\0\xFE\xFF", 4, "UTF-32BE"},
             {"\xEF\xBB\xBF", 3, NULL},
             {"\xFF\xFE", 2, "UTF-16LE"},
             {"\xFE\xFF", 2, "UTF-16BE"}};

enum { N_MARKS = sizeof marks / sizeof marks[0], LONGEST_MARK = 4 };

static bool is_utf8(const char *name)
{
    return strcasecmp(name, "UTF-8") == 0 || strcasecmp(name, "UTF8") == 0;
}

/* The first bytes; ungetc gives them back, of which glibc and musl hold these four. */
static size_t peek(FILE *file, char bytes[static LONGEST_MARK])
{
    size_t n = 0;

    for (int byte; n < LONGEST_MARK && (byte = getc(file)) != EOF;)
        bytes[n++] = (char)byte;
    for (size_t i = n; i > 0; i--)
        ungetc((unsigned char)bytes[i - 1], file);
    return n;
}

const char *awol_encoding_find(FILE *file, const char *opt_named)
{
    char bytes[LONGEST_MARK];
    const size_t n = peek(file, bytes);

    for (size_t i = 0; i < N_MARKS; i++) {
        if (n >= marks[i].length && memcmp(bytes, marks[i].mark, marks[i].length) == 0)
            return marks[i].name;
    }
    return opt_named && !is_utf8(opt_named) ? opt_named : NULL;
}

/* "//TRANSLIT" behind a name would let iconv guess. */
static enum awol_status open_converter(const char *name, iconv_t *ret_converter,
                                       struct awol_error *opt_error)
{
    const iconv_t converter =
        name[0] == '\0' || strchr(name, '/') ? (iconv_t)-1 : iconv_open("UTF-8", name);

    if (converter == (iconv_t)-1 && errno == ENOMEM)
        return awol_error_memory(opt_error);
    if (converter == (iconv_t)-1)
        return awol_error_set(opt_error, AWOL_USAGE,
                              "the encoding “%.40s” is not known (iconv -l lists those that are, "
                              "CP1252 and UTF-16LE among them)",
                              name);
    *ret_converter = converter;
    return AWOL_OK;
}

enum awol_status awol_encoding_check(const char *name, struct awol_error *opt_error)
{
    iconv_t converter;
    const enum awol_status status = open_converter(name, &converter, opt_error);

    if (status == AWOL_OK)
        iconv_close(converter);
    return status;
}

static bool refill(struct encoding *encoding)
{
    memmove(encoding->raw, encoding->in, encoding->n_in);
    encoding->in = encoding->raw;
    encoding->n_in +=
        fread(encoding->raw + encoding->n_in, 1, PIECE - encoding->n_in, encoding->file);
    encoding->at_eof = encoding->n_in < PIECE;
    return !ferror(encoding->file);
}

/* Bytes that are not of the encoding, or a character that the end of the file cuts. */
static void mark_fault(struct encoding *encoding, char **out, size_t *room)
{
    const size_t n = encoding->n_in < encoding->unit ? encoding->n_in : encoding->unit;

    encoding->in += n;
    encoding->n_in -= n;
    *(*out)++ = '\xFF';
    --*room;
    iconv(encoding->converter, NULL, NULL, NULL, NULL);
}

/* stdio asks for a buffer at a time: `size` is never near LONGEST_CHARACTER. */
static ssize_t read_encoding(void *cookie, char *buffer, size_t size)
{
    struct encoding *const encoding = cookie;
    char *out = buffer;
    size_t room = size;

    while (room > LONGEST_CHARACTER) {
        if (encoding->n_in == 0 && encoding->at_eof)
            break;
        if (encoding->n_in < LONGEST_CHARACTER && !encoding->at_eof && !refill(encoding))
            return -1;
        if (iconv(encoding->converter, &encoding->in, &encoding->n_in, &out, &room) != (size_t)-1)
            continue;
        if (errno == EILSEQ || (errno == EINVAL && encoding->at_eof))
            mark_fault(encoding, &out, &room);
        else if (errno == E2BIG)
            break;
    }
    return (ssize_t)(size - room);
}

static int close_encoding(void *cookie)
{
    struct encoding *const encoding = cookie;

    iconv_close(encoding->converter);
    free(encoding);
    return 0;
}

static size_t unit_of(const char *name)
{
    if (strncasecmp(name, "UTF-32", 6) == 0 || strncasecmp(name, "UCS-4", 5) == 0)
        return 4;
    return strncasecmp(name, "UTF-16", 6) == 0 || strncasecmp(name, "UCS-2", 5) == 0 ? 2 : 1;
}

static void pass_mark(FILE *file)
{
    char bytes[LONGEST_MARK];
    const size_t n = peek(file, bytes);

    for (size_t i = 0; i < N_MARKS; i++) {
        if (n < marks[i].length || memcmp(bytes, marks[i].mark, marks[i].length) != 0)
            continue;
        for (size_t k = 0; k < marks[i].length; k++)
            getc(file);
        return;
    }
}

enum awol_status awol_encoding_open(FILE *file, const char *name, FILE **ret_file,
                                    struct awol_error *opt_error)
{
    static const cookie_io_functions_t functions = {.read = read_encoding, .close = close_encoding};
    struct encoding *const encoding = calloc(1, sizeof *encoding);
    enum awol_status status;
    FILE *converted;

    if (!encoding)
        return awol_error_memory(opt_error);
    encoding->file = file;
    encoding->unit = unit_of(name);
    encoding->in = encoding->raw;
    status = open_converter(name, &encoding->converter, opt_error);
    if (status != AWOL_OK) {
        free(encoding);
        return status;
    }
    pass_mark(file);
    converted = fopencookie(encoding, "rb", functions);
    if (!converted) {
        close_encoding(encoding);
        return awol_error_memory(opt_error);
    }
    *ret_file = converted;
    return AWOL_OK;
}
