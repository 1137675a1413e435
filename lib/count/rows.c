#include "count/rows.h"

#include <stdlib.h>
#include <string.h>

enum awol_status awol_event_rows_read(const struct awol_table *table,
                                      struct awol_event_rows *ret_rows,
                                      struct awol_error *opt_error)
{
    struct awol_event_rows rows = {.n = table->n_rows};
    struct awol_event_map map;
    enum awol_status status = awol_event_map_init(table, &map, opt_error);

    if (status != AWOL_OK)
        return status;
    if ((rows.events = calloc(rows.n + 1, sizeof rows.events[0])) == NULL)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < rows.n && status == AWOL_OK; i++) {
        const struct awol_row cells = {table->cells + i * table->n_columns,
                                       table->places + i * table->n_columns, table->n_columns};

        status = awol_event_from_row(&map, table->source, &cells, &rows.events[i], opt_error);
    }
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
