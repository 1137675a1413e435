/* The reader of CSV and TSV. */
#include <stdlib.h>
#include <string.h>

#include "read/csv.h"
#include "read/reader.h"
#include "read/row_events.h"
#include "read/row_map.h"

struct state {
    const char *source;
    struct awol_csv *csv;
    struct awol_row_map *map;
    struct awol_row row;
    struct awol_row_events events;
};

static void close_csv(void *opened)
{
    struct state *const state = opened;

    awol_row_map_free(state->map);
    awol_csv_free(state->csv);
    free(state);
}

/* Columns without a name at the end are no columns where they are empty. */
static enum awol_status look_behind(struct state *state, const struct awol_row *row,
                                    struct awol_error *opt_error)
{
    size_t i = awol_csv_n_named(state->csv);

    while (i < row->n && row->cells[i][0] == '\0')
        i++;
    if (i == row->n)
        return AWOL_OK;
    return awol_row_map_doubt(state->map, row->places[i], "", row->cells[i], awol_row_map_beyond,
                              opt_error);
}

static enum awol_status begin_row(struct state *state, struct awol_error *opt_error)
{
    enum awol_status status;

    if (awol_csv_is_behind_remark(state->csv))
        awol_row_map_forget(state->map);
    status = awol_row_map_begin(state->map, &state->row, awol_csv_line(state->csv), opt_error);
    return status == AWOL_OK ? look_behind(state, &state->row, opt_error) : status;
}

static void settle_csv(void *opened, struct awol_error *reason)
{
    const struct state *const state = opened;

    reason->place = awol_csv_place(state->csv, reason->place);
}

static const char *text_csv(void *opened, size_t *ret_length)
{
    const struct state *const state = opened;

    return awol_csv_text(state->csv, ret_length);
}

static enum awol_status begin_csv(void *opened, enum awol_row_begun *ret_begun,
                                  struct awol_error *reason)
{
    struct state *const state = opened;
    bool found = false;
    enum awol_status status = awol_csv_next(state->csv, &state->row, &found, reason);

    if (status == AWOL_DATA && awol_csv_is_broken(state->csv))
        return status;
    if (status == AWOL_OK && !found) {
        *ret_begun = AWOL_ROW_NONE;
        return awol_csv_n_records(state->csv) > 0
                   ? AWOL_OK
                   : awol_error_at(reason, state->source,
                                   (struct awol_place){awol_csv_line(state->csv), 1},
                                   "the file has a header and no row");
    }
    if (status == AWOL_DATA) /* no whole row: its place is the file's already */
        awol_row_map_forget(state->map);
    else if (status == AWOL_OK && (status = begin_row(state, reason)) == AWOL_DATA)
        settle_csv(state, reason);
    *ret_begun = status == AWOL_OK ? AWOL_ROW_BEGUN : AWOL_ROW_REFUSED;
    return status == AWOL_DATA ? AWOL_OK : status;
}

static const struct awol_row_source rows_csv = {begin_csv, settle_csv, text_csv};

static enum awol_status open_csv(FILE *file, const char *source,
                                 const struct awol_column_map *columns, void **ret_state,
                                 struct awol_error *opt_error)
{
    const struct awol_csv_settings settings = {.separator = columns->separator,
                                               .quote = columns->quote,
                                               .skip_lines = columns->skip_lines,
                                               .header_lines = columns->header_lines,
                                               .names = columns->names,
                                               .n_names = columns->n_names,
                                               .takes_encoding = true,
                                               .opt_encoding = columns->opt_encoding};
    struct state *const state = calloc(1, sizeof *state);
    enum awol_status status;

    if (!state)
        return awol_error_memory(opt_error);
    status = awol_csv_new(file, source, &settings, &state->csv, opt_error);
    if (status == AWOL_OK) {
        struct awol_row header = awol_csv_header(state->csv);

        state->source = awol_csv_source(state->csv);
        header.n = awol_csv_n_named(state->csv);
        status = awol_row_map_new(columns, source, &header, &state->map, opt_error);
        if (status == AWOL_DATA && opt_error)
            opt_error->place = awol_csv_place(state->csv, opt_error->place);
    }
    if (status != AWOL_OK) {
        close_csv(state);
        return status;
    }
    state->events =
        (struct awol_row_events){.source = &rows_csv, .state = state, .map = state->map};
    *ret_state = state;
    return AWOL_OK;
}

static enum awol_status next_csv(void *opened, struct awol_reading *ret_reading,
                                 struct awol_error *opt_error)
{
    struct state *const state = opened;

    return awol_row_events_next(&state->events, ret_reading, opt_error);
}

static const char *remark_csv(void *opened, size_t index)
{
    struct state *const state = opened;

    return awol_row_map_remark(state->map, index);
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

    return awol_csv_head(state->csv, ret_length);
}

/* ---- rows in bulk ------------------------------------------------------------------------- */

static bool layout_csv(const void *opened, struct awol_layout *ret_layout)
{
    const struct state *const state = opened;

    return awol_row_map_is_plain(state->map) && awol_csv_layout(state->csv, ret_layout);
}

static size_t column_csv(const void *opened, size_t event_column)
{
    const struct state *const state = opened;

    return awol_row_map_column(state->map, event_column);
}

static const char *const *missing_csv(const void *opened, size_t column)
{
    const struct state *const state = opened;

    return awol_row_map_missing(state->map, column);
}

static enum awol_status give_csv(void *opened, const struct awol_bytes *record, size_t line,
                                 struct awol_error *opt_error)
{
    struct state *const state = opened;

    state->events.in_row = false;
    return awol_csv_give(state->csv, record->at, record->length, line, opt_error);
}

static const char *const suffixes[] = {".csv", ".tsv", ".tab", ".txt", NULL};

const struct awol_reader_type awol_reader_csv = {
    .name = "csv",
    .summary = "a table with a header, separated by commas, semicolons or tabs",
    .suffixes = suffixes,
    .sniff = NULL,
    .is_text = true,
    .open = open_csv,
    .next = next_csv,
    .close = close_csv,
    .unused = unused_csv,
    .extras = extras_csv,
    .header = header_csv,
    .remark = remark_csv,
    .layout = layout_csv,
    .column = column_csv,
    .missing = missing_csv,
    .give = give_csv,
};
