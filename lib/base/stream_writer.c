#include "base/stream.h"

#include <errno.h>
#include <string.h>

static void write_cell(FILE *file, const char *cell)
{
    for (;;) {
        size_t plain = strcspn(cell, "\t\n\r\\");
        fwrite(cell, 1, plain, file);
        cell += plain;
        switch (*cell) {
        case '\0':
            return;
        case '\t':
            fputs("\\t", file);
            break;
        case '\n':
            fputs("\\n", file);
            break;
        case '\r':
            fputs("\\r", file);
            break;
        default:
            fputs("\\\\", file);
            break;
        }
        cell++;
    }
}

/* Headers and notes are one line each: a line break inside is escaped like that of a cell. */
static void write_comment(FILE *file, const char *key, const char *value)
{
    fputs("# ", file);
    if (key) {
        write_cell(file, key);
        fputs(": ", file);
    }
    write_cell(file, value);
    putc('\n', file);
}

void awol_stream_writer_begin(struct awol_stream_writer *writer, FILE *file, const char *kind)
{
    *writer = (struct awol_stream_writer){.file = file};
    fprintf(file, "# awol: %s %d\n", kind, AWOL_STREAM_VERSION);
}

void awol_stream_writer_header(struct awol_stream_writer *writer, const char *key,
                               const char *value)
{
    write_comment(writer->file, key, value);
}

void awol_stream_writer_table(struct awol_stream_writer *writer, const char *name,
                              const char *const *opt_notes, size_t n_notes,
                              const char *const *columns, size_t n_columns)
{
    if (writer->n_tables++ > 0)
        fputs("\n\n", writer->file);
    write_comment(writer->file, "table", name);
    for (size_t i = 0; i < n_notes; i++)
        write_comment(writer->file, NULL, opt_notes[i]);
    writer->n_columns = n_columns;
    awol_stream_writer_row(writer, columns);
}

void awol_stream_writer_row(struct awol_stream_writer *writer, const char *const *cells)
{
    for (size_t i = 0; i < writer->n_columns; i++) {
        if (i > 0)
            putc('\t', writer->file);
        /* A line of one empty cell would be the empty line that ends a table. */
        bool ends_table = writer->n_columns == 1 && cells[i][0] == '\0';
        write_cell(writer->file, ends_table ? AWOL_NA : cells[i]);
    }
    putc('\n', writer->file);
}

enum awol_status awol_stream_writer_end(struct awol_stream_writer *writer,
                                        struct awol_error *opt_error)
{
    fputs("# end\n", writer->file);
    errno = 0;
    if (fflush(writer->file) != 0 || ferror(writer->file))
        return awol_error_set(opt_error, AWOL_SYSTEM, "the output could not be written: %s",
                              errno ? strerror(errno) : "write error");
    return AWOL_OK;
}
