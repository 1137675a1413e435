#include "base/stream.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct awol_stream_reader {
    FILE *file;
    struct awol_arena arena;
    const char *source;
    const char *kind;
    struct awol_header *headers;
    size_t n_headers;
    char *line; /* the line at hand, without its newline */
    size_t capacity;
    size_t length;
    size_t number;
    bool has_line; /* the line at hand has not been used */
    bool at_end;   /* "# end" was seen */
    bool in_table;
    const char **cells;
    struct awol_place *places;
    size_t n_columns;
};

static enum awol_status fail(const struct awol_stream_reader *reader, size_t column,
                             struct awol_error *opt_error, const char *what)
{
    return awol_error_at(opt_error, reader->source, (struct awol_place){reader->number, column},
                         "%s", what);
}

static enum awol_status fail_escape(const struct awol_stream_reader *reader, const char *bad,
                                    struct awol_error *opt_error)
{
    return fail(reader, (size_t)(bad - reader->line) + 1, opt_error,
                "a backslash must be followed by t, n, r or another backslash");
}

static enum awol_status fail_cut(const struct awol_stream_reader *reader,
                                 struct awol_error *opt_error)
{
    return fail(reader, 0, opt_error,
                "the stream ends without its last line “# end”: the tool before it in the pipe "
                "failed, or the file was cut");
}

/* Put the next line at hand. End of file before "# end" is an error. */
static enum awol_status next_line(struct awol_stream_reader *reader, struct awol_error *opt_error)
{
    if (reader->has_line)
        return AWOL_OK;
    errno = 0;
    ssize_t length = getline(&reader->line, &reader->capacity, reader->file);
    if (length < 0) {
        if (ferror(reader->file))
            return awol_error_file(opt_error, reader->source, "cannot be read", errno);
        if (errno == ENOMEM)
            return awol_error_memory(opt_error);
        return fail_cut(reader, opt_error);
    }
    reader->number++;
    if (length > 0 && reader->line[length - 1] == '\n')
        reader->line[--length] = '\0';
    reader->length = (size_t)length;
    if ((size_t)length > AWOL_STREAM_MAX_LINE)
        return fail(reader, 0, opt_error, "the line is longer than 64 MiB");
    const char *nul = memchr(reader->line, '\0', reader->length);
    if (nul)
        return fail(reader, (size_t)(nul - reader->line) + 1, opt_error,
                    "the line holds a NUL byte: this is not text");
    size_t bad = awol_text_find_invalid_utf8(reader->line, reader->length);
    if (bad < reader->length)
        return fail(reader, bad + 1, opt_error, "the line is not valid UTF-8");
    reader->has_line = true;
    return AWOL_OK;
}

/* Undo the escapes of one cell in place. Returns NULL, or the byte at fault. */
static const char *unescape(char *cell)
{
    char *from = strchr(cell, '\\'), *to = from;
    if (!from)
        return NULL;
    for (; *from; from++) {
        if (*from != '\\') {
            *to++ = *from;
            continue;
        }
        switch (*++from) {
        case 't':
            *to++ = '\t';
            break;
        case 'n':
            *to++ = '\n';
            break;
        case 'r':
            *to++ = '\r';
            break;
        case '\\':
            *to++ = '\\';
            break;
        default:
            return from - 1;
        }
    }
    *to = '\0';
    return NULL;
}

/* Cut the line at hand into cells, in place. */
static enum awol_status split(struct awol_stream_reader *reader, size_t n, const char **cells,
                              struct awol_place *places, struct awol_error *opt_error)
{
    char *cell = reader->line;
    size_t i = 0, beyond = 0;
    for (;; i++) {
        char *tab = strchr(cell, '\t');
        size_t column = (size_t)(cell - reader->line) + 1;
        if (i == n)
            beyond = column;
        if (i < n) {
            if (tab)
                *tab = '\0';
            const char *bad = unescape(cell);
            if (bad)
                return fail_escape(reader, bad, opt_error);
            cells[i] = cell;
            places[i] = (struct awol_place){reader->number, column};
        }
        if (!tab)
            break;
        cell = tab + 1;
    }
    if (i + 1 == n)
        return AWOL_OK;
    struct awol_place place = {reader->number, 0};
    if (i + 1 > n)
        place.column = beyond;
    return awol_error_at(opt_error, reader->source, place,
                         "the row has %zu %s where the header has %zu", i + 1,
                         i == 0 ? "cell" : "cells", n);
}

static bool is_comment(const struct awol_stream_reader *reader)
{
    return reader->line[0] == '#';
}

/* "# key: value" in place; false if the comment has no key. A broken escape is not undone, and
 * *ret_bad is its place. */
static bool parse_comment(char *line, char **ret_key, char **ret_value, const char **ret_bad)
{
    char *key = line + 1;
    while (*key == ' ')
        key++;
    char *colon = strstr(key, ": ");
    if (!colon)
        return false;
    *colon = '\0';
    *ret_key = key;
    *ret_value = colon + 2;
    const char *bad = unescape(key);
    *ret_bad = bad ? bad : unescape(*ret_value);
    return true;
}

/* "# awol: KIND VERSION" */
static enum awol_status read_first_line(struct awol_stream_reader *reader,
                                        struct awol_error *opt_error)
{
    static const char magic[] = "# awol: ";
    if (strncmp(reader->line, magic, sizeof magic - 1) != 0)
        return fail(reader, 1, opt_error,
                    "this is not an awol stream: it does not begin with "
                    "“# awol: ”");
    if (reader->line[reader->length - 1] == '\r')
        return fail(reader, reader->length, opt_error,
                    "the line ends in a carriage return: an editor changed the stream; keep its "
                    "line ends (or, tr -d '\\r')");
    char *kind = reader->line + sizeof magic - 1, *version = strchr(kind, ' ');
    if (!version || version == kind || version[1] == '\0' ||
        version[1 + strspn(version + 1, "0123456789")] != '\0')
        return fail(reader, sizeof magic, opt_error,
                    "“# awol: ” must be followed by a kind and a version, as in “# awol: fit 1”");
    *version++ = '\0';
    unsigned long number = strtoul(version, NULL, 10);
    if (number > AWOL_STREAM_VERSION)
        return awol_error_at(opt_error, reader->source,
                             (struct awol_place){1, (size_t)(version - reader->line) + 1},
                             "the stream has version %lu, and this awol reads up to version %d: "
                             "a newer awol wrote it",
                             number, AWOL_STREAM_VERSION);
    reader->kind = awol_arena_string(&reader->arena, kind);
    reader->has_line = false;
    return reader->kind ? AWOL_OK : awol_error_memory(opt_error);
}

/* Headers up to the first table or the end. */
static enum awol_status read_headers(struct awol_stream_reader *reader,
                                     struct awol_error *opt_error)
{
    for (;;) {
        enum awol_status status = next_line(reader, opt_error);
        if (status != AWOL_OK)
            return status;
        if (reader->length > 0 && !is_comment(reader))
            return fail(reader, 1, opt_error,
                        "a line “# table: NAME” was expected before the "
                        "first row");
        if (strncmp(reader->line, "# table: ", 9) == 0 || strcmp(reader->line, "# end") == 0)
            return AWOL_OK;
        char *key, *value;
        const char *bad = NULL;
        if (reader->length > 0 && parse_comment(reader->line, &key, &value, &bad))
            status = bad ? fail_escape(reader, bad, opt_error)
                         : awol_stream_append_header(&reader->arena, &reader->headers,
                                                     &reader->n_headers, key, value, opt_error);
        if (status != AWOL_OK)
            return status;
        reader->has_line = false;
    }
}

enum awol_status awol_stream_reader_new(FILE *file, const char *source,
                                        struct awol_stream_reader **ret_reader,
                                        struct awol_error *opt_error)
{
    struct awol_stream_reader *reader = calloc(1, sizeof *reader);
    if (!reader)
        return awol_error_memory(opt_error);
    awol_arena_init(&reader->arena);
    reader->file = file;
    reader->source = awol_arena_string(&reader->arena, source);
    enum awol_status status = reader->source ? AWOL_OK : awol_error_memory(opt_error);
    if (status == AWOL_OK)
        status = next_line(reader, opt_error);
    if (status == AWOL_DATA && reader->number == 0)
        status = fail(reader, 0, opt_error,
                      "it is empty: the tool before it in the pipe failed, or the file is empty");
    if (status == AWOL_OK)
        status = read_first_line(reader, opt_error);
    if (status == AWOL_OK)
        status = read_headers(reader, opt_error);
    if (status != AWOL_OK) {
        awol_stream_reader_free(reader);
        return status;
    }
    *ret_reader = reader;
    return AWOL_OK;
}

void awol_stream_reader_free(struct awol_stream_reader *reader)
{
    if (!reader)
        return;
    free(reader->places);
    free(reader->cells);
    free(reader->line);
    free(reader->headers);
    awol_arena_release(&reader->arena);
    free(reader);
}

const char *awol_stream_reader_kind(const struct awol_stream_reader *reader)
{
    return reader->kind;
}

size_t awol_stream_reader_n_headers(const struct awol_stream_reader *reader)
{
    return reader->n_headers;
}

const char *awol_stream_reader_header_key(const struct awol_stream_reader *reader, size_t index)
{
    return reader->headers[index].key;
}

const char *awol_stream_reader_header_value(const struct awol_stream_reader *reader, size_t index)
{
    return reader->headers[index].value;
}

size_t awol_stream_reader_line(const struct awol_stream_reader *reader)
{
    return reader->number;
}

/* Pass over the rest of the table at hand, and over empty lines, to "# table:" or "# end". */
static enum awol_status skip_to_table(struct awol_stream_reader *reader,
                                      struct awol_error *opt_error)
{
    struct awol_row row;
    bool found = reader->in_table;
    enum awol_status status = AWOL_OK;
    while (status == AWOL_OK && found)
        status = awol_stream_reader_next_row(reader, &row, &found, opt_error);
    while (status == AWOL_OK) {
        status = next_line(reader, opt_error);
        if (status != AWOL_OK || is_comment(reader))
            break;
        if (reader->length > 0)
            return fail(reader, 1, opt_error, "a line “# table: NAME” or “# end” was expected");
        reader->has_line = false;
    }
    return status;
}

/* Nothing follows "# end": two streams one after the other are not one, and the second would be
 * lost. */
static enum awol_status read_end(struct awol_stream_reader *reader, struct awol_error *opt_error)
{
    errno = 0;
    int byte = getc(reader->file);
    reader->at_end = true;
    if (byte == EOF && ferror(reader->file))
        return awol_error_file(opt_error, reader->source, "cannot be read", errno);
    if (byte == EOF)
        return AWOL_OK;
    return awol_error_at(opt_error, reader->source, (struct awol_place){reader->number + 1, 1},
                         "the file goes on after “# end”: one stream at a time is read");
}

/* Count the cells of the header line at hand and make room for as many. */
static enum awol_status prepare_columns(struct awol_stream_reader *reader,
                                        struct awol_error *opt_error)
{
    size_t n = 1;
    for (const char *tab = reader->line; (tab = strchr(tab, '\t')); tab++)
        n++;
    const char **cells = realloc(reader->cells, n * sizeof *cells);
    if (cells)
        reader->cells = cells;
    struct awol_place *places = realloc(reader->places, n * sizeof *places);
    if (places)
        reader->places = places;
    if (!cells || !places)
        return awol_error_memory(opt_error);
    reader->n_columns = n;
    return AWOL_OK;
}

static enum awol_status read_column_names(struct awol_stream_reader *reader,
                                          struct awol_table *table, struct awol_error *opt_error)
{
    enum awol_status status = prepare_columns(reader, opt_error);
    if (status == AWOL_OK)
        status = split(reader, reader->n_columns, reader->cells, reader->places, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < reader->n_columns; i++) {
        if (reader->cells[i][0] == '\0')
            status = fail(reader, reader->places[i].column, opt_error, "a column has no name");
        else if (awol_table_find(table, reader->cells[i]) != AWOL_NO_COLUMN)
            status = awol_error_at(opt_error, reader->source, reader->places[i],
                                   "the column “%.60s” stands there twice", reader->cells[i]);
        else
            status = awol_table_add_column(table, reader->cells[i], opt_error);
    }
    reader->has_line = false;
    return status;
}

enum awol_status awol_stream_reader_next_table(struct awol_stream_reader *reader,
                                               struct awol_table *ret_table, bool *ret_found,
                                               struct awol_error *opt_error)
{
    enum awol_status status = reader->at_end ? AWOL_OK : skip_to_table(reader, opt_error);
    if (status != AWOL_OK)
        return status;
    if (!reader->at_end && strcmp(reader->line, "# end") == 0 &&
        (status = read_end(reader, opt_error)) != AWOL_OK)
        return status;
    if (reader->at_end) {
        *ret_found = false;
        return AWOL_OK;
    }
    char *key, *value;
    const char *bad = NULL;
    if (!parse_comment(reader->line, &key, &value, &bad) || strcmp(key, "table") != 0)
        return fail(reader, 1, opt_error, "a line “# table: NAME” or “# end” was expected");
    if (bad)
        return fail_escape(reader, bad, opt_error);
    struct awol_table table;
    status = awol_table_init(&table, value, reader->source, opt_error);
    if (status != AWOL_OK)
        return status;
    do {
        reader->has_line = false;
        status = next_line(reader, opt_error);
        if (status == AWOL_OK && strcmp(reader->line, "# end") == 0)
            status = fail(reader, 1, opt_error, "the table has no header row");
        if (status == AWOL_OK && is_comment(reader) && reader->length > 2) {
            const char *broken = unescape(reader->line);
            status = broken ? fail_escape(reader, broken, opt_error)
                            : awol_table_add_note(&table, reader->line + 2, opt_error);
        }
    } while (status == AWOL_OK && is_comment(reader));
    if (status == AWOL_OK && reader->length == 0)
        status = fail(reader, 1, opt_error, "the table has no header row");
    if (status == AWOL_OK)
        status = read_column_names(reader, &table, opt_error);
    if (status != AWOL_OK) {
        awol_table_release(&table);
        return status;
    }
    reader->in_table = true;
    *ret_table = table;
    *ret_found = true;
    return AWOL_OK;
}

enum awol_status awol_stream_reader_next_row(struct awol_stream_reader *reader,
                                             struct awol_row *ret_row, bool *ret_found,
                                             struct awol_error *opt_error)
{
    enum awol_status status = next_line(reader, opt_error);
    if (status != AWOL_OK)
        return status;
    if (reader->length == 0 || strcmp(reader->line, "# end") == 0) {
        reader->in_table = false;
        *ret_found = false;
        return AWOL_OK;
    }
    status = split(reader, reader->n_columns, reader->cells, reader->places, opt_error);
    if (status != AWOL_OK)
        return status;
    reader->has_line = false;
    *ret_row = (struct awol_row){reader->cells, reader->places, reader->n_columns};
    *ret_found = true;
    return AWOL_OK;
}
