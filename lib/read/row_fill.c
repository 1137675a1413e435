#include "read/row_fill.h"

#include <stdlib.h>
#include <string.h>

static enum awol_status add(struct awol_row_fill *fill, struct awol_row_columns *columns,
                            const struct awol_row *header, const char *name,
                            struct awol_error *opt_error)
{
    const size_t column = awol_row_columns_index(name);
    size_t from = awol_row_columns_find(header, name);
    struct awol_fill_column *larger;
    char shown[AWOL_SHOWN_SIZE], what[2 * AWOL_SHOWN_SIZE];

    if (from == AWOL_NO_COLUMN && column != AWOL_NO_COLUMN)
        from = columns->base.from[column];
    if (from == AWOL_NO_COLUMN) {
        snprintf(what, sizeof what, "there is no column %s to be filled",
                 awol_text_show(name, shown, sizeof shown));
        return awol_row_columns_refuse(columns, header, what, name, opt_error);
    }
    larger = awol_arena_grow(&columns->arena, fill->columns, fill->n, sizeof *larger);
    if (!larger)
        return awol_error_memory(opt_error);
    fill->columns = larger;
    larger[fill->n] = (struct awol_fill_column){
        .from = from, .name = awol_arena_string(&columns->arena, header->cells[from])};
    awol_text_init(&larger[fill->n].last);
    return larger[fill->n++].name ? AWOL_OK : awol_error_memory(opt_error);
}

static enum awol_status add_list(struct awol_row_fill *fill, struct awol_row_columns *columns,
                                 const struct awol_row *header, const char *text,
                                 struct awol_error *opt_error)
{
    char *const list = awol_arena_string(&columns->arena, text);
    enum awol_status status = list ? AWOL_OK : awol_error_memory(opt_error);

    if (status == AWOL_OK && awol_row_columns_find(header, text) != AWOL_NO_COLUMN)
        return add(fill, columns, header, text, opt_error);
    for (char *at = list; at && status == AWOL_OK;) {
        char *const comma = strchr(at, ',');

        if (comma)
            *comma = '\0';
        status = add(fill, columns, header, at, opt_error);
        at = comma ? comma + 1 : NULL;
    }
    return status;
}

enum awol_status awol_row_fill_init(struct awol_row_fill *fill, struct awol_row_columns *columns,
                                    const struct awol_row *header, const char *const *texts,
                                    size_t n_texts, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;

    for (size_t i = 0; i < n_texts && status == AWOL_OK; i++)
        status = add_list(fill, columns, header, texts[i], opt_error);
    return status;
}

void awol_row_fill_release(struct awol_row_fill *fill)
{
    for (size_t i = 0; i < fill->n; i++)
        awol_text_release(&fill->columns[i].last);
    free(fill->cells);
}

static enum awol_status fill_cell(struct awol_row_fill *fill, struct awol_fill_column *column,
                                  const char *source, const struct awol_row *row,
                                  struct awol_error *opt_error)
{
    const char *const cell = row->cells[column->from];

    if (cell[0] == '\0' && column->is_lost)
        return awol_error_at(opt_error, source, row->places[column->from],
                             "%.100s is empty, and the row that it would be filled from was "
                             "refused or is not here: write it",
                             column->name);
    if (cell[0] == '\0') {
        fill->cells[column->from] = awol_text_string(&column->last);
        return AWOL_OK;
    }
    column->is_lost = false;
    awol_text_clear(&column->last);
    awol_text_append(&column->last, cell);
    return awol_text_check(&column->last, opt_error);
}

enum awol_status awol_row_fill_apply(struct awol_row_fill *fill, const char *source,
                                     const struct awol_row **row, struct awol_error *opt_error)
{
    const struct awol_row *const from = *row;
    enum awol_status status = AWOL_OK;

    if (fill->n == 0)
        return AWOL_OK;
    if (from->n > fill->capacity) {
        const char **const cells = realloc(fill->cells, from->n * sizeof *cells);

        if (!cells)
            return awol_error_memory(opt_error);
        fill->cells = cells;
        fill->capacity = from->n;
    }
    memcpy(fill->cells, from->cells, from->n * sizeof *fill->cells);
    for (size_t i = 0; i < fill->n; i++) {
        struct awol_error *const first = status == AWOL_OK ? opt_error : NULL;
        const enum awol_status one = fill_cell(fill, &fill->columns[i], source, from, first);

        if (status == AWOL_OK)
            status = one;
    }
    fill->row = (struct awol_row){fill->cells, from->places, from->n};
    *row = &fill->row;
    return status;
}

void awol_row_fill_forget(struct awol_row_fill *fill)
{
    for (size_t i = 0; i < fill->n; i++) {
        fill->columns[i].is_lost = true;
        awol_text_clear(&fill->columns[i].last);
    }
}
