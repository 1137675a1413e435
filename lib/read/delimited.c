/* The reader of CSV and TSV. */
#include <stdlib.h>
#include <string.h>

#include "read/csv.h"
#include "read/reader.h"
#include "read/row_map.h"

struct state {
    const char *source;
    struct awol_csv *csv;
    struct awol_row_map *map;
    struct awol_text header; /* as it stands in the file */
};

static void close_csv(void *opened)
{
    struct state *const state = opened;

    awol_text_release(&state->header);
    awol_row_map_free(state->map);
    awol_csv_free(state->csv);
    free(state);
}

static enum awol_status open_csv(FILE *file, const char *source,
                                 const struct awol_column_map *columns, void **ret_state,
                                 struct awol_error *opt_error)
{
    const struct awol_csv_settings settings = {columns->separator, columns->quote};
    struct state *const state = calloc(1, sizeof *state);
    enum awol_status status;

    if (!state)
        return awol_error_memory(opt_error);
    status = awol_csv_new(file, source, &settings, &state->csv, opt_error);
    if (status == AWOL_OK) {
        const struct awol_row header = awol_csv_header(state->csv);
        size_t length;
        const char *const text = awol_csv_text(state->csv, &length);

        state->source = awol_csv_source(state->csv);
        awol_text_append_bytes(&state->header, text, length);
        status = awol_text_check(&state->header, opt_error);
        if (status == AWOL_OK)
            status = awol_row_map_new(columns, source, &header, &state->map, opt_error);
    }
    if (status != AWOL_OK) {
        close_csv(state);
        return status;
    }
    *ret_state = state;
    return AWOL_OK;
}

static void refuse(struct state *state, struct awol_reading *reading)
{
    reading->kind = AWOL_READING_REFUSED;
    reading->text = awol_csv_text(state->csv, &reading->length);
}

static enum awol_status next_csv(void *opened, struct awol_reading *ret_reading,
                                 struct awol_error *opt_error)
{
    struct state *const state = opened;
    struct awol_row row = {0};
    bool found = false;
    enum awol_status status = awol_csv_next(state->csv, &row, &found, &ret_reading->reason);

    if (status != AWOL_OK && (status != AWOL_DATA || awol_csv_is_broken(state->csv))) {
        if (opt_error)
            *opt_error = ret_reading->reason;
        return status;
    }
    if (status == AWOL_DATA) {
        refuse(state, ret_reading);
        return AWOL_OK;
    }
    if (!found) {
        ret_reading->kind = AWOL_READING_END;
        if (awol_csv_n_records(state->csv) > 0)
            return AWOL_OK;
        return awol_error_at(opt_error, state->source, (struct awol_place){0, 0},
                             "the file has a header and no row");
    }
    status = awol_row_map_event(state->map, &row, awol_csv_line(state->csv), &ret_reading->event,
                                &ret_reading->reason);
    ret_reading->kind = AWOL_READING_EVENT;
    if (status == AWOL_DATA)
        refuse(state, ret_reading);
    else if (status != AWOL_OK && opt_error)
        *opt_error = ret_reading->reason;
    return status == AWOL_DATA ? AWOL_OK : status;
}

static const char *unused_csv(const void *opened)
{
    const struct state *const state = opened;

    return awol_row_map_unused(state->map);
}

static unsigned extras_csv(const void *opened)
{
    const struct state *const state = opened;

    return awol_row_map_extras(state->map);
}

static const char *header_csv(const void *opened, size_t *ret_length)
{
    const struct state *const state = opened;

    *ret_length = state->header.length;
    return awol_text_string(&state->header);
}

static const char *const suffixes[] = {".csv", ".tsv", ".tab", ".txt", NULL};

const struct awol_reader_type awol_reader_csv = {
    .name = "csv",
    .summary = "a table with a header, separated by commas, semicolons or tabs",
    .suffixes = suffixes,
    .sniff = NULL,
    .open = open_csv,
    .next = next_csv,
    .close = close_csv,
    .unused = unused_csv,
    .extras = extras_csv,
    .header = header_csv,
};
