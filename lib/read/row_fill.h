/* Cells that were merged over several rows are exported as one with empty ones below: these take
 * what stands above them, in the columns that the user names. */
#ifndef AWOL_READ_ROW_FILL_H
#define AWOL_READ_ROW_FILL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "base/stream.h"
#include "base/text.h"
#include "read/row_columns.h"

struct awol_fill_column {
    size_t from;      /* column of the file */
    const char *name; /* of it */
    struct awol_text last;
    bool is_lost; /* what stands above may have been in a row that is not here */
};

/* Zero-initialise. */
struct awol_row_fill {
    struct awol_fill_column *columns;
    size_t n;
    const char **cells;
    size_t capacity;
    struct awol_row row;
};

/* Find the columns, by their header texts, else as the columns of the events that they are; several
 * may stand in one text, with commas between. AWOL_DATA at the header where there is none.
 * Whatever is returned, the caller releases. */
enum awol_status awol_row_fill_init(struct awol_row_fill *fill, struct awol_row_columns *columns,
                                    const struct awol_row *header, const char *const *texts,
                                    size_t n_texts, struct awol_error *opt_error);
void awol_row_fill_release(struct awol_row_fill *fill);

/* *row with its empty cells filled; it lives until the next call. A cell with nothing above it from
 * the beginning of the file on stays empty. AWOL_DATA with its place where what is above is lost.
 */
enum awol_status awol_row_fill_apply(struct awol_row_fill *fill, const char *source,
                                     const struct awol_row **row, struct awol_error *opt_error);

/* A row was lost: nothing is above the next one. */
void awol_row_fill_forget(struct awol_row_fill *fill);

#endif
