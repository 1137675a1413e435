/* The readers of spreadsheets. Which of both a file is stands in the file: either reads both. */
#include <stdlib.h>
#include <string.h>

#include "read/reader.h"
#include "read/row_events.h"
#include "read/row_map.h"
#include "read/sheet_table.h"

struct state {
    const char *source;
    struct awol_sheet_table *table;
    struct awol_row_map *map;
    size_t n_rows;
    struct awol_row row;
    struct awol_row_events events;
};

static void close_sheet(void *opened)
{
    struct state *const state = opened;

    awol_row_map_free(state->map);
    awol_sheet_table_close(state->table);
    free(state);
}

static bool is_read(const void *context, size_t column)
{
    return awol_row_map_reads(context, column);
}

static enum awol_status begin_row(struct state *state, struct awol_error *opt_error)
{
    enum awol_status status = awol_sheet_table_check(state->table, is_read, state->map, opt_error);
    struct awol_place place;
    const char *beyond;

    if (status == AWOL_DATA)
        awol_row_map_forget(state->map);
    if (status == AWOL_OK)
        status = awol_row_map_begin(state->map, &state->row, awol_sheet_table_line(state->table),
                                    opt_error);
    beyond = awol_sheet_table_beyond(state->table, &place);
    if (status == AWOL_OK && beyond)
        status = awol_row_map_doubt(state->map, place, "", beyond, awol_row_map_beyond, opt_error);
    return status;
}

static void settle_sheet(void *opened, struct awol_error *reason)
{
    (void)opened;
    awol_sheet_table_settle(reason);
}

static const char *text_sheet(void *opened, size_t *ret_length)
{
    const struct state *const state = opened;

    return awol_sheet_table_text(state->table, ret_length);
}

static enum awol_status begin_sheet(void *opened, enum awol_row_begun *ret_begun,
                                    struct awol_error *reason)
{
    struct state *const state = opened;
    bool found = false;
    enum awol_status status = awol_sheet_table_next(state->table, &state->row, &found, reason);

    if (status != AWOL_OK)
        return status;
    if (!found) {
        *ret_begun = AWOL_ROW_NONE;
        return state->n_rows > 0 ? AWOL_OK
                                 : awol_error_at(reason, state->source, (struct awol_place){0, 0},
                                                 "the sheet has a header and no row");
    }
    state->n_rows++;
    status = begin_row(state, reason);
    if (status == AWOL_DATA)
        awol_sheet_table_settle(reason);
    *ret_begun = status == AWOL_OK ? AWOL_ROW_BEGUN : AWOL_ROW_REFUSED;
    return status == AWOL_DATA ? AWOL_OK : status;
}

static const struct awol_row_source rows_sheet = {begin_sheet, settle_sheet, text_sheet};

static enum awol_status open_sheet(FILE *file, const char *source,
                                   const struct awol_column_map *columns, void **ret_state,
                                   struct awol_error *opt_error)
{
    const struct awol_sheet_settings settings = {columns->opt_sheet, columns->skip_lines,
                                                 columns->header_lines};
    struct state *const state = calloc(1, sizeof *state);
    enum awol_status status;

    if (!state)
        return awol_error_memory(opt_error);
    state->source = source;
    status = columns->n_names > 0
                 ? awol_error_at(opt_error, source, (struct awol_place){0, 0},
                                 "the package says that there is no header, which a sheet needs")
                 : awol_sheet_table_open(file, source, &settings, &state->table, opt_error);
    if (status == AWOL_OK) {
        const struct awol_row header = awol_sheet_table_header(state->table);

        status = awol_row_map_new(columns, source, &header, &state->map, opt_error);
        if (status == AWOL_DATA)
            awol_sheet_table_hint(state->table, opt_error);
    }
    if (status != AWOL_OK) {
        close_sheet(state);
        return status;
    }
    state->events =
        (struct awol_row_events){.source = &rows_sheet, .state = state, .map = state->map};
    *ret_state = state;
    return AWOL_OK;
}

static enum awol_status next_sheet(void *opened, struct awol_reading *ret_reading,
                                   struct awol_error *opt_error)
{
    struct state *const state = opened;

    return awol_row_events_next(&state->events, ret_reading, opt_error);
}

static const char *unused_sheet(const void *opened)
{
    const struct state *const state = opened;

    return awol_row_map_unused(state->map);
}

static unsigned extras_sheet(const void *opened)
{
    const struct state *const state = opened;

    return awol_row_map_extras(state->map);
}

static const char *header_sheet(const void *opened, size_t *ret_length)
{
    const struct state *const state = opened;

    return awol_sheet_table_head(state->table, ret_length);
}

static const char *remark_sheet(void *opened, size_t index)
{
    struct state *const state = opened;
    const char *const note = awol_sheet_table_note(state->table);

    if (note[0] != '\0' && index-- == 0)
        return note;
    return awol_row_map_remark(state->map, index);
}

/* ---- which files -------------------------------------------------------------------------- */

static bool sniff_zip(const char *bytes, size_t length)
{
    return length >= 4 && memcmp(bytes, "PK\3\4", 4) == 0;
}

/* OpenDocument has its type as the first part of the archive, not packed (ODF 1.2 part 3, 3.3). */
static bool sniff_ods(const char *bytes, size_t length)
{
    static const char type[] = "mimetypeapplication/vnd.oasis.opendocument.spreadsheet";

    return sniff_zip(bytes, length) && length > 30 + sizeof type &&
           memcmp(bytes + 30, type, sizeof type - 1) == 0;
}

static const char *const no_suffixes[] = {NULL};

const struct awol_reader_type awol_reader_ods = {
    .name = "ods",
    .summary = "a sheet of an OpenDocument spreadsheet",
    .suffixes = no_suffixes,
    .sniff = sniff_ods,
    .open = open_sheet,
    .next = next_sheet,
    .close = close_sheet,
    .unused = unused_sheet,
    .extras = extras_sheet,
    .header = header_sheet,
    .remark = remark_sheet,
    .has_sheets = true,
};

const struct awol_reader_type awol_reader_xlsx = {
    .name = "xlsx",
    .summary = "a sheet of an Excel workbook",
    .suffixes = no_suffixes,
    .sniff = sniff_zip,
    .open = open_sheet,
    .next = next_sheet,
    .close = close_sheet,
    .unused = unused_sheet,
    .extras = extras_sheet,
    .header = header_sheet,
    .remark = remark_sheet,
    .has_sheets = true,
};
