#include "read/made_row.h"

#include <stdlib.h>
#include <string.h>

#include "read/made_memo.h"
#include "read/row_map.h"

enum {
#define MADE_INDEX(name) MADE_##name,
    AWOL_MADE_CELLS(MADE_INDEX)
#undef MADE_INDEX
        N_MADE
};

static const char *const made[N_MADE] = {
#define MADE_NAME(name) #name,
    AWOL_MADE_CELLS(MADE_NAME)
#undef MADE_NAME
};

struct awol_made_rows {
    const char *source;
    struct awol_row_map *map; /* of a table whose columns are those of the events */
    const char *cells[AWOL_EVENT_MAX_COLUMNS];
    struct awol_place places[AWOL_EVENT_MAX_COLUMNS];
    size_t columns[N_MADE]; /* in awol_event_columns */
    struct awol_made_memo memo;
};

void awol_made_rows_free(struct awol_made_rows *rows)
{
    if (!rows)
        return;
    awol_made_memo_release(&rows->memo);
    awol_row_map_free(rows->map);
    free(rows);
}

enum awol_status awol_made_rows_new(const char *source, const struct awol_column_map *columns,
                                    int64_t about_days, struct awol_made_rows **ret_rows,
                                    struct awol_error *opt_error)
{
    const struct awol_column_map plain = {.is_strict = columns->is_strict,
                                          .about_days = about_days};
    struct awol_made_rows *const rows = calloc(1, sizeof *rows);
    const struct awol_row header = {awol_event_columns, rows ? rows->places : NULL,
                                    awol_event_n_columns};
    enum awol_status status;

    if (!rows)
        return awol_error_memory(opt_error);
    rows->source = source;
    for (size_t i = 0; i < awol_event_n_columns; i++) {
        rows->cells[i] = "";
        for (size_t f = 0; f < N_MADE; f++) {
            if (strcmp(awol_event_columns[i], made[f]) == 0)
                rows->columns[f] = i;
        }
    }
    status = awol_row_map_new(&plain, source, &header, &rows->map, opt_error);
    if (status != AWOL_OK) {
        awol_made_rows_free(rows);
        return status;
    }
    *ret_rows = rows;
    return AWOL_OK;
}

static void fill_cells(struct awol_made_rows *rows, const struct awol_made_row *row)
{
#define MADE_TEXT(name) row->name,
    const char *const texts[N_MADE] = {AWOL_MADE_CELLS(MADE_TEXT)};
#undef MADE_TEXT

    for (size_t i = 0; i < awol_event_n_columns; i++)
        rows->places[i] = row->where;
    for (size_t i = 0; i < N_MADE; i++)
        rows->cells[rows->columns[i]] = texts[i] ? texts[i] : "";
    if (!row->count || row->count[0] == '\0')
        rows->cells[rows->columns[MADE_count]] = "1";
    rows->places[rows->columns[MADE_date]] = row->date_where;
}

static enum awol_status doubt(struct awol_made_rows *rows, const struct awol_made_row *row,
                              struct awol_error *opt_error)
{
    static const char several[] = "of several pointers the first that is declared is taken, or the "
                                  "first";
    enum awol_status status = AWOL_OK;

    if (row->opt_several)
        status =
            awol_row_map_doubt(rows->map, row->where, "", row->opt_several, several, opt_error);
    if (status != AWOL_OK || !row->opt_doubt)
        return status;
    return awol_row_map_doubt(rows->map, row->date_where, "date",
                              row->text && row->text[0] != '\0' ? row->text : row->date,
                              row->opt_doubt, opt_error);
}

const char *awol_made_rows_remark(struct awol_made_rows *rows, size_t index)
{
    return awol_row_map_remark(rows->map, index);
}

/* The event of a row. What raised a doubt is read again each time, for the doubts are counted. */
static enum awol_status read_event(struct awol_made_rows *rows, const struct awol_made_row *row,
                                   struct awol_event *ret_event, struct awol_error *opt_error)
{
    const struct awol_row cells = {rows->cells, rows->places, awol_event_n_columns};
    const size_t n_doubts = awol_row_map_n_doubts(rows->map);
    struct awol_made_key key;
    enum awol_status status;

    awol_made_key_init(&key, row);
    if (awol_made_memo_recall(&rows->memo, &key, row, ret_event))
        return AWOL_OK;
    fill_cells(rows, row);
    status = awol_row_map_event(rows->map, &cells, row->where.line, ret_event, opt_error);
    if (status == AWOL_OK && awol_row_map_n_doubts(rows->map) == n_doubts)
        status = awol_made_memo_keep(&rows->memo, &key, row, ret_event, opt_error);
    return status;
}

enum awol_status awol_made_rows_read(struct awol_made_rows *rows, const struct awol_made_row *row,
                                     struct awol_reading *ret_reading, struct awol_error *opt_error)
{
    enum awol_status status;

    ret_reading->kind = AWOL_READING_REFUSED;
    ret_reading->text = row->raw;
    ret_reading->length = row->raw_length;
    if (row->opt_refusal) {
        awol_error_at(&ret_reading->reason, rows->source, row->refusal_where, "%s",
                      row->opt_refusal);
        return AWOL_OK;
    }
    status = read_event(rows, row, &ret_reading->event, &ret_reading->reason);
    if (status == AWOL_OK)
        status = doubt(rows, row, &ret_reading->reason);
    if (status == AWOL_DATA)
        return AWOL_OK;
    if (status != AWOL_OK) {
        if (opt_error)
            *opt_error = ret_reading->reason;
        return status;
    }
    ret_reading->kind = AWOL_READING_EVENT;
    ret_reading->event.calendar = row->calendar;
    if (row->opt_when)
        ret_reading->event.when = *row->opt_when;
    return AWOL_OK;
}

enum awol_status awol_made_rows_refuse_columns(const char *source, const char *format,
                                               const struct awol_column_map *columns,
                                               struct awol_error *opt_error)
{
    if (columns->has_compact_dates)
        return awol_error_set(opt_error, AWOL_USAGE,
                              "%.200s is %s, whose dates are not compact ones",
                              strcmp(source, "-") == 0 ? "standard input" : source, format);
    if (columns->counts != AWOL_MEASURE_MEN)
        return awol_error_set(opt_error, AWOL_USAGE,
                              "%.200s is %s, whose events are not counts that are %s",
                              strcmp(source, "-") == 0 ? "standard input" : source, format,
                              awol_measure_names[columns->counts]);
    if (columns->n_fill > 0)
        return awol_error_set(opt_error, AWOL_USAGE,
                              "%.200s is %s, which has no columns to be filled",
                              strcmp(source, "-") == 0 ? "standard input" : source, format);
    if (columns->n_keep > 0)
        return awol_error_set(opt_error, AWOL_USAGE,
                              "%.200s is %s, which has no columns to be kept",
                              strcmp(source, "-") == 0 ? "standard input" : source, format);
    if (columns->opt_codes)
        return awol_error_set(opt_error, AWOL_USAGE,
                              "%.200s is %s, which has no columns with codes (--types says which "
                              "events are read)",
                              strcmp(source, "-") == 0 ? "standard input" : source, format);
    for (size_t i = 0; i < columns->n_wishes; i++) {
        if (columns->wishes[i].must)
            return awol_error_set(opt_error, AWOL_USAGE,
                                  "%.200s is %s, which has no columns to be named",
                                  strcmp(source, "-") == 0 ? "standard input" : source, format);
    }
    return AWOL_OK;
}

enum awol_status awol_made_rows_refuse_file(const char *source, const char *others,
                                            const char *reason, struct awol_error *opt_error)
{
    const struct awol_place whole = {0, 0};

    if (others[0] == '\0')
        return awol_error_at(opt_error, source, whole, "%s", reason);
    return awol_error_at(opt_error, source, whole,
                         "no event has a type that is read (--types says which are); the types "
                         "are %s",
                         others);
}
