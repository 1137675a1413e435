#include "base/stream.h"

#include <stdlib.h>
#include <string.h>

enum awol_status awol_stream_init(struct awol_stream *stream, const char *kind,
                                  struct awol_error *opt_error)
{
    struct awol_stream made = {.source = ""};
    awol_arena_init(&made.arena);
    made.kind = awol_arena_string(&made.arena, kind);
    if (!made.kind)
        return awol_error_memory(opt_error);
    *stream = made;
    return AWOL_OK;
}

void awol_stream_release(struct awol_stream *stream)
{
    for (size_t i = 0; i < stream->n_tables; i++)
        awol_table_release(&stream->tables[i]);
    free(stream->tables);
    free(stream->headers);
    awol_arena_release(&stream->arena);
    *stream = (struct awol_stream){0};
}

enum awol_status awol_stream_append_header(struct awol_arena *arena, struct awol_header **headers,
                                           size_t *n, const char *key, const char *value,
                                           struct awol_error *opt_error)
{
    struct awol_header *longer = realloc(*headers, (*n + 1) * sizeof *longer);
    if (!longer)
        return awol_error_memory(opt_error);
    *headers = longer;
    longer[*n].key = awol_arena_string(arena, key);
    longer[*n].value = awol_arena_string(arena, value);
    if (!longer[*n].key || !longer[*n].value)
        return awol_error_memory(opt_error);
    (*n)++;
    return AWOL_OK;
}

enum awol_status awol_stream_add_header(struct awol_stream *stream, const char *key,
                                        const char *value, struct awol_error *opt_error)
{
    return awol_stream_append_header(&stream->arena, &stream->headers, &stream->n_headers, key,
                                     value, opt_error);
}

const char *awol_stream_header(const struct awol_stream *stream, const char *key)
{
    for (size_t i = 0; i < stream->n_headers; i++)
        if (strcmp(stream->headers[i].key, key) == 0)
            return stream->headers[i].value;
    return NULL;
}

/* Room for one more table; the slot is not yet counted. */
static enum awol_status reserve_table(struct awol_stream *stream, struct awol_table **ret_slot,
                                      struct awol_error *opt_error)
{
    struct awol_table *tables =
        realloc(stream->tables, (stream->n_tables + 1) * sizeof *stream->tables);
    if (!tables)
        return awol_error_memory(opt_error);
    stream->tables = tables;
    *ret_slot = &tables[stream->n_tables];
    return AWOL_OK;
}

enum awol_status awol_stream_add_table(struct awol_stream *stream, const char *name,
                                       struct awol_table **ret_table, struct awol_error *opt_error)
{
    struct awol_table *slot = NULL;
    enum awol_status status = reserve_table(stream, &slot, opt_error);
    if (status == AWOL_OK)
        status = awol_table_init(slot, name, stream->source, opt_error);
    if (status != AWOL_OK)
        return status;
    stream->n_tables++;
    *ret_table = slot;
    return AWOL_OK;
}

enum awol_status awol_stream_add_copy(struct awol_stream *stream, const struct awol_table *table,
                                      const char *name, struct awol_error *opt_error)
{
    struct awol_table *copy = NULL;
    enum awol_status status = awol_stream_add_table(stream, name, &copy, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < table->n_notes; i++)
        status = awol_table_add_note(copy, table->notes[i], opt_error);
    for (size_t i = 0; status == AWOL_OK && i < table->n_columns; i++)
        status = awol_table_add_column(copy, table->columns[i], opt_error);
    if (status == AWOL_OK)
        status = awol_table_reserve(copy, table->n_rows, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < table->n_rows; i++) {
        const struct awol_row row = awol_table_row(table, i);
        status = awol_table_append(copy, row.cells, row.places, opt_error);
    }
    return status;
}

struct awol_table *awol_stream_find(const struct awol_stream *stream, const char *name)
{
    for (size_t i = 0; i < stream->n_tables; i++)
        if (strcmp(stream->tables[i].name, name) == 0)
            return &stream->tables[i];
    return NULL;
}

static enum awol_status read_table(struct awol_stream_reader *reader, struct awol_stream *stream,
                                   bool *ret_found, struct awol_error *opt_error)
{
    struct awol_table *table = NULL;
    enum awol_status status = reserve_table(stream, &table, opt_error);
    if (status == AWOL_OK)
        status = awol_stream_reader_next_table(reader, table, ret_found, opt_error);
    if (status != AWOL_OK || !*ret_found)
        return status;
    bool is_second = awol_stream_find(stream, table->name) != NULL;
    stream->n_tables++;
    if (is_second)
        return awol_error_at(opt_error, stream->source,
                             (struct awol_place){awol_stream_reader_line(reader), 1},
                             "this table stands in the stream twice");
    for (;;) {
        struct awol_row row;
        bool found;
        status = awol_stream_reader_next_row(reader, &row, &found, opt_error);
        if (status != AWOL_OK || !found)
            return status;
        status = awol_table_append(table, row.cells, row.places, opt_error);
        if (status != AWOL_OK)
            return status;
    }
}

enum awol_status awol_stream_read(FILE *file, const char *source, struct awol_stream *ret_stream,
                                  struct awol_error *opt_error)
{
    struct awol_stream_reader *reader;
    struct awol_stream stream;
    enum awol_status status = awol_stream_reader_new(file, source, &reader, opt_error);
    if (status != AWOL_OK)
        return status;
    status = awol_stream_init(&stream, awol_stream_reader_kind(reader), opt_error);
    if (status != AWOL_OK)
        goto done;
    stream.source = awol_arena_string(&stream.arena, source);
    if (!stream.source)
        status = awol_error_memory(opt_error);
    for (size_t i = 0; status == AWOL_OK && i < awol_stream_reader_n_headers(reader); i++)
        status = awol_stream_add_header(&stream, awol_stream_reader_header_key(reader, i),
                                        awol_stream_reader_header_value(reader, i), opt_error);
    bool found = true;
    while (status == AWOL_OK && found)
        status = read_table(reader, &stream, &found, opt_error);
    if (status == AWOL_OK)
        *ret_stream = stream;
    else
        awol_stream_release(&stream);
done:
    awol_stream_reader_free(reader);
    return status;
}

enum awol_status awol_stream_write(const struct awol_stream *stream, FILE *file,
                                   struct awol_error *opt_error)
{
    struct awol_stream_writer writer;
    awol_stream_writer_begin(&writer, file, stream->kind);
    for (size_t i = 0; i < stream->n_headers; i++)
        awol_stream_writer_header(&writer, stream->headers[i].key, stream->headers[i].value);
    for (size_t i = 0; i < stream->n_tables; i++) {
        const struct awol_table *table = &stream->tables[i];
        awol_stream_writer_table(&writer, table->name, table->notes, table->n_notes, table->columns,
                                 table->n_columns);
        for (size_t row = 0; row < table->n_rows; row++)
            awol_stream_writer_row(&writer, table->cells + row * table->n_columns);
    }
    return awol_stream_writer_end(&writer, opt_error);
}
