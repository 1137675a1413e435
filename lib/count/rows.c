#include "count/rows.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Columns by which a row of a man may stand without an event. */
struct undated {
    size_t date, earliest, event, enter, leave;
};

/* The column whose date stands for that of a row without an event; AWOL_NO_COLUMN where it has one,
 * or no date at all. */
static size_t find_stand_in(const struct awol_table *table, const struct undated *columns,
                            size_t row)
{
    if (columns->date == AWOL_NO_COLUMN || !awol_table_is_missing(table, row, columns->date) ||
        !awol_table_is_missing(table, row, columns->earliest) ||
        !awol_table_is_missing(table, row, columns->event))
        return AWOL_NO_COLUMN;
    if (!awol_table_is_missing(table, row, columns->enter))
        return columns->enter;
    return awol_table_is_missing(table, row, columns->leave) ? AWOL_NO_COLUMN : columns->leave;
}

static enum awol_status read_row(const struct awol_table *table, const struct awol_event_map *map,
                                 size_t row, const struct undated *opt_undated, const char **cells,
                                 struct awol_event *ret_event, struct awol_error *opt_error)
{
    const struct awol_row at = {cells, awol_table_row(table, row).places, table->n_columns};
    size_t stand_in = opt_undated == NULL ? AWOL_NO_COLUMN : find_stand_in(table, opt_undated, row);
    enum awol_status status;

    memcpy(cells, table->cells + row * table->n_columns, table->n_columns * sizeof cells[0]);
    if (stand_in != AWOL_NO_COLUMN)
        cells[opt_undated->date] = cells[stand_in];
    status = awol_event_from_row(map, table->source, &at, ret_event, opt_error);
    if (status == AWOL_OK && stand_in != AWOL_NO_COLUMN)
        ret_event->count = (struct awol_count){0.0, (double)NAN, (double)NAN, AWOL_KIND_EXACT};
    return status;
}

enum awol_status awol_event_rows_read(const struct awol_table *table, enum awol_rows_of of,
                                      struct awol_event_rows *ret_rows,
                                      struct awol_error *opt_error)
{
    const struct undated undated = {
        awol_table_find(table, "date"), awol_table_find(table, "earliest"),
        awol_table_find(table, "event"), awol_table_find(table, "enter"),
        awol_table_find(table, "leave")};
    const bool is_of_men = of == AWOL_ROWS_OF_MEN;
    struct awol_event_rows rows = {.n = table->n_rows};
    struct awol_event_map map;
    const char **cells;
    enum awol_status status = is_of_men ? awol_event_map_find(table, &map, opt_error)
                                        : awol_event_map_init(table, &map, opt_error);

    if (status != AWOL_OK)
        return status;
    cells = malloc((table->n_columns + 1) * sizeof cells[0]);
    rows.events = calloc(rows.n + 1, sizeof rows.events[0]);
    if (cells == NULL || rows.events == NULL)
        status = awol_error_memory(opt_error);
    for (size_t i = 0; i < rows.n && status == AWOL_OK; i++)
        status = read_row(table, &map, i, is_of_men ? &undated : NULL, cells, &rows.events[i],
                          opt_error);
    free(cells);
    if (status == AWOL_OK)
        *ret_rows = rows;
    else
        awol_event_rows_release(&rows);
    return status;
}

void awol_event_rows_release(struct awol_event_rows *rows)
{
    free(rows->events);
    *rows = (struct awol_event_rows){.n = 0};
}

struct numbered {
    const char *text;
    size_t index;
};

static int compare(const void *left, const void *right)
{
    const struct numbered *a = left;
    const struct numbered *b = right;
    int order = strcmp(a->text, b->text);

    return order != 0 ? order : (a->index > b->index) - (a->index < b->index);
}

enum awol_status awol_texts_number(const char *const *texts, size_t n, size_t *ret_numbers,
                                   struct awol_error *opt_error)
{
    struct numbered *sorted = malloc((n + 1) * sizeof sorted[0]);
    size_t number = 0;

    if (sorted == NULL)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < n; i++)
        sorted[i] = (struct numbered){texts[i], i};
    if (n > 1)
        qsort(sorted, n, sizeof sorted[0], compare);
    for (size_t i = 0; i < n; i++) {
        number += i > 0 && strcmp(sorted[i - 1].text, sorted[i].text) != 0;
        ret_numbers[sorted[i].index] = number;
    }
    free(sorted);
    return AWOL_OK;
}
