/* Rows of a large file of delimited text, many at a time, by several threads: some of their cells,
 * as bytes. What a row means is left to the reader of the format; here are only rows that are whole
 * and cells that are text. */
#ifndef AWOL_READ_BULK_H
#define AWOL_READ_BULK_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "read/pieces.h"

/* How the rows of a file are laid out: what its reader knows once it has read the header. */
struct awol_layout {
    char separator, quote;
    size_t n_columns;
    uint64_t offset; /* of the first byte behind the header */
    size_t line;     /* of that byte */
};

/* Bytes in the piece at hand, not terminated; AWOL_MARKS_PADDING more are readable behind them. */
struct awol_bytes {
    const char *at;
    size_t length;
};

/* Where a row stands. */
struct awol_row_place {
    size_t piece; /* index of the piece */
    size_t line;  /* in the piece, from 0 */
};

#define AWOL_BATCH_ROWS 256

/* n rows of n_columns cells each, a row after the other; records hold their line ends. */
struct awol_batch {
    size_t n, n_columns;
    const struct awol_piece *piece;
    const struct awol_bytes *cells;
    const struct awol_bytes *records;
    const uint32_t *lines; /* of the piece, from 0 */
};

/* Who takes the rows; a status other than AWOL_OK ends the run. */
struct awol_bulk_sink {
    enum awol_status (*rows)(void *context, const struct awol_batch *batch,
                             struct awol_error *opt_error);

    /* A record that the reader must see itself: it may be no row at all, or be refused. */
    enum awol_status (*odd)(void *context, const struct awol_piece *piece,
                            const struct awol_bytes *record, size_t line,
                            struct awol_error *opt_error);

    /* A piece is done; it had so many lines. */
    enum awol_status (*piece)(void *context, const struct awol_piece *piece, size_t n_lines,
                              struct awol_error *opt_error);
    void *context;
};

/* Take pieces until there are no more, with the cells of the n columns of the file that stand in
 * columns[n], ascending or not. For each thread that shares `pieces`, called once. AWOL_SYSTEM,
 * AWOL_MEMORY, or what the sink says. */
enum awol_status awol_bulk_run(struct awol_pieces *pieces, const struct awol_layout *layout,
                               const size_t *columns, size_t n, const struct awol_bulk_sink *sink,
                               struct awol_error *opt_error);

#endif
