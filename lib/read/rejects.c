#include "read/rejects.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "read/file.h"

struct awol_rejects {
    const char *path;
    FILE *file;
    bool begun;
};

enum awol_status awol_rejects_open(const char *path, const char *const *inputs, size_t n_inputs,
                                   struct awol_rejects **ret_rejects, struct awol_error *opt_error)
{
    struct awol_rejects *rejects;

    if (awol_file_is_among(path, inputs, n_inputs))
        return awol_error_set(opt_error, AWOL_USAGE, "%.200s is one of the files to be read", path);
    rejects = calloc(1, sizeof *rejects);
    if (!rejects)
        return awol_error_memory(opt_error);
    rejects->path = path;
    rejects->file = fopen(path, "wb");
    if (!rejects->file) {
        free(rejects);
        return awol_error_file(opt_error, path, "cannot be written", errno);
    }
    *ret_rejects = rejects;
    return AWOL_OK;
}

void awol_rejects_write(struct awol_rejects *rejects, const struct awol_reader *reader,
                        bool first_of_reader, const struct awol_reading *reading)
{
    char reason[1200];
    size_t length;
    const char *const header = awol_reader_header(reader, &length);

    /* Rows of any encoding stand here in UTF-8: when they are read again, the mark says so. */
    if (!rejects->begun && awol_reader_needs_mark(reader))
        fputs("\xEF\xBB\xBF", rejects->file);
    rejects->begun = true;
    if (first_of_reader && length > 0) {
        fwrite(header, 1, length, rejects->file);
        putc('\n', rejects->file);
    }
    awol_error_format(&reading->reason, reason, sizeof reason);
    fprintf(rejects->file, "#! %s\n", reason);
    fwrite(reading->text, 1, reading->length, rejects->file);
    putc('\n', rejects->file);
}

enum awol_status awol_rejects_close(struct awol_rejects *rejects, struct awol_error *opt_error)
{
    const char *const path = rejects->path;
    bool failed;

    errno = 0;
    failed = ferror(rejects->file) != 0;
    failed = fclose(rejects->file) != 0 || failed;
    free(rejects);
    if (failed)
        return awol_error_file(opt_error, path, "cannot be written", errno != 0 ? errno : EIO);
    return AWOL_OK;
}

void awol_rejects_drop(struct awol_rejects *rejects)
{
    struct stat opened;

    if (!rejects)
        return;
    if (fstat(fileno(rejects->file), &opened) == 0 && S_ISREG(opened.st_mode))
        remove(rejects->path);
    fclose(rejects->file);
    free(rejects);
}
