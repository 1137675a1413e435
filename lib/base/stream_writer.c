#include "base/stream.h"

#include <errno.h>
#include <string.h>

/* The letter of the escape of a byte that would end a cell or a line, or '\0'. */
static char escape_of(char byte)
{
    switch (byte) {
    case '\t':
        return 't';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\\':
        return '\\';
    default:
        return '\0';
    }
}

/* Bytes on their way to a file: most cells have a few, and a call of stdio for each cost more than
 * they do. */
struct line {
    FILE *file;
    size_t length;
    char bytes[1024];
};

static void flush_line(struct line *line)
{
    fwrite(line->bytes, 1, line->length, line->file);
    line->length = 0;
}

static void add_byte(struct line *line, char byte)
{
    if (line->length == sizeof line->bytes)
        flush_line(line);
    line->bytes[line->length++] = byte;
}

static void add_cell(struct line *line, const char *cell)
{
    for (; *cell; cell++) {
        const char letter = escape_of(*cell);
        if (letter)
            add_byte(line, '\\');
        add_byte(line, letter ? letter : *cell);
    }
}

/* Headers and notes are one line each: a line break inside is escaped like that of a cell. */
static void write_comment(FILE *file, const char *key, const char *value)
{
    struct line line;
    line.file = file;
    line.length = 0;
    add_byte(&line, '#');
    add_byte(&line, ' ');
    if (key) {
        add_cell(&line, key);
        add_byte(&line, ':');
        add_byte(&line, ' ');
    }
    add_cell(&line, value);
    add_byte(&line, '\n');
    flush_line(&line);
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
    struct line line;
    line.file = writer->file;
    line.length = 0;
    for (size_t i = 0; i < writer->n_columns; i++) {
        if (i > 0)
            add_byte(&line, '\t');
        /* A line of one empty cell would be the empty line that ends a table. */
        bool ends_table = writer->n_columns == 1 && cells[i][0] == '\0';
        add_cell(&line, ends_table ? AWOL_NA : cells[i]);
    }
    add_byte(&line, '\n');
    flush_line(&line);
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
