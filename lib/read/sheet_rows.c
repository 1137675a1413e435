#include "read/sheet_rows.h"

void awol_sheet_rows_init(struct awol_sheet_rows *rows)
{
    *rows = (struct awol_sheet_rows){0};
    awol_arena_init(&rows->arena);
    awol_arena_init(&rows->before);
}

void awol_sheet_rows_release(struct awol_sheet_rows *rows)
{
    awol_arena_release(&rows->before);
    awol_arena_release(&rows->arena);
}

enum awol_status awol_sheet_rows_begin(struct awol_sheet_rows *rows, size_t number,
                                       struct awol_error *error)
{
    if (number <= rows->number)
        return awol_error_set(error, AWOL_DATA, "row %zu stands behind row %zu", number,
                              rows->number);
    if (number > AWOL_SHEET_MAX_ROWS)
        return awol_error_set(error, AWOL_DATA, "row %zu: a sheet has %d rows", number,
                              AWOL_SHEET_MAX_ROWS);
    rows->number = number;
    rows->cells = NULL;
    rows->n_cells = 0;
    return AWOL_OK;
}

enum awol_status awol_sheet_rows_add(struct awol_sheet_rows *rows, struct awol_sheet_cell cell,
                                     struct awol_error *error)
{
    struct awol_sheet_cell *cells;
    size_t length;
    const char *const trimmed = awol_text_trim(cell.text, &length);

    if (length == 0 && !cell.opt_fault)
        return AWOL_OK;
    if (trimmed > cell.text || trimmed[length] != '\0')
        cell.text = awol_arena_copy(&rows->arena, trimmed, length);
    if (!cell.text)
        return awol_error_memory(error);
    if (rows->n_cells > 0 && cell.column <= rows->cells[rows->n_cells - 1].column)
        return awol_error_set(error, AWOL_DATA, "row %zu: its cells are not in order",
                              rows->number);
    if (cell.column >= AWOL_SHEET_MAX_COLUMNS)
        return awol_error_set(error, AWOL_DATA, "row %zu: a sheet has %d columns", rows->number,
                              AWOL_SHEET_MAX_COLUMNS);
    cells = awol_arena_grow(&rows->arena, rows->cells, rows->n_cells, sizeof *cells);
    if (!cells)
        return awol_error_memory(error);
    cells[rows->n_cells++] = cell;
    rows->cells = cells;
    return AWOL_OK;
}

enum awol_status awol_sheet_rows_end(struct awol_sheet_rows *rows, size_t repeat,
                                     struct awol_error *error)
{
    struct awol_sheet_row *grown;

    if (rows->n_cells == 0)
        return AWOL_OK;
    if (repeat > AWOL_SHEET_MAX_ROWS - rows->number + 1)
        return awol_error_set(error, AWOL_DATA,
                              "row %zu stands there %zu times: a sheet has %d "
                              "rows",
                              rows->number, repeat, AWOL_SHEET_MAX_ROWS);
    grown = awol_arena_grow(&rows->arena, rows->rows, rows->n, sizeof *grown);
    if (!grown)
        return awol_error_memory(error);
    grown[rows->n++] = (struct awol_sheet_row){
        .number = rows->number, .repeat = repeat, .cells = rows->cells, .n = rows->n_cells};
    rows->rows = grown;
    rows->number += repeat - 1;
    return AWOL_OK;
}

/* A row may be half filled when those before it are taken, and has begun behind the last of them:
 * so it stands in `arena`, and nothing in `before` is needed any more. */
const struct awol_sheet_row *awol_sheet_rows_take(struct awol_sheet_rows *rows)
{
    if (rows->taken < rows->n)
        return &rows->rows[rows->taken++];
    if (rows->n > 0) {
        awol_arena_release(&rows->before);
        rows->before = rows->arena;
        awol_arena_init(&rows->arena);
        rows->rows = NULL;
        rows->n = 0;
        rows->taken = 0;
    }
    return NULL;
}
