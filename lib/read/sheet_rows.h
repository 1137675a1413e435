/* Rows of a sheet that were parsed and are not yet taken. Empty cells, blanks around a text and
 * empty rows are not in it, and a row that stands there a thousand times is in it once. */
#ifndef AWOL_READ_SHEET_ROWS_H
#define AWOL_READ_SHEET_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "base/text.h"

/* As large as Excel's and LibreOffice's sheets can be. */
#define AWOL_SHEET_MAX_ROWS 1048576
#define AWOL_SHEET_MAX_COLUMNS 16384
#define AWOL_SHEET_MAX_CELL (1u << 20) /* bytes: Excel's cells hold 32,767 characters */

struct awol_sheet_cell {
    size_t column; /* from 0 */
    const char *text;
    const char *opt_fault; /* why the text is no value; static */
};

struct awol_sheet_row {
    size_t number; /* from 1 */
    size_t repeat; /* how often it stands there, from that number on */
    const struct awol_sheet_cell *cells;
    size_t n;
};

struct awol_sheet_rows {
    struct awol_arena arena;  /* of the rows, their cells, and texts that nobody else keeps */
    struct awol_arena before; /* of rows that were taken, and the beginning of the one after */
    struct awol_sheet_row *rows;
    size_t n, taken;
    struct awol_sheet_cell *cells; /* of the row that is being filled */
    size_t n_cells;
    size_t number; /* of that row, or the last */
};

void awol_sheet_rows_init(struct awol_sheet_rows *rows);
void awol_sheet_rows_release(struct awol_sheet_rows *rows);

/* A row begins; its number is above that of the last. AWOL_DATA (without a source): it is not, or
 * is beyond the last that a sheet has; the same for the columns of cells. */
enum awol_status awol_sheet_rows_begin(struct awol_sheet_rows *rows, size_t number,
                                       struct awol_error *error);
enum awol_status awol_sheet_rows_add(struct awol_sheet_rows *rows, struct awol_sheet_cell cell,
                                     struct awol_error *error);
enum awol_status awol_sheet_rows_end(struct awol_sheet_rows *rows, size_t repeat,
                                     struct awol_error *error);

/* The next row, valid until the next call; NULL if there is none: then those that were taken are
 * forgotten. */
const struct awol_sheet_row *awol_sheet_rows_take(struct awol_sheet_rows *rows);

#endif
