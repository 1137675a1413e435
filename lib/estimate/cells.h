/* Rows of result tables, and the sentences about them. */
#ifndef AWOL_ESTIMATE_CELLS_H
#define AWOL_ESTIMATE_CELLS_H

#include "base/number.h"
#include "base/status.h"
#include "base/stream.h"
#include "record/series.h"

enum { AWOL_CELLS = 20 };

/* A row in the making: numbers are written into room of its own. */
struct awol_cells {
    const char *cells[AWOL_CELLS];
    char room[AWOL_CELLS][64];
    size_t n;
};

void awol_cells_text(struct awol_cells *row, const char *text);
void awol_cells_number(struct awol_cells *row, double value);
void awol_cells_day(struct awol_cells *row, int64_t day);

/* Append it to a table of as many columns, and begin anew. */
enum awol_status awol_cells_append(struct awol_cells *row, struct awol_table *table,
                                   struct awol_error *opt_error);

/* A new table of the stream; columns is NULL-terminated. A later table may move it. */
enum awol_status awol_cells_table(struct awol_stream *stream, const char *name,
                                  const char *const *columns, struct awol_table **ret_table,
                                  struct awol_error *opt_error);

/* Append a sentence to the table summary (made if it is not there). */
enum awol_status awol_cells_say(struct awol_stream *stream, struct awol_error *opt_error,
                                const char *topic, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* "1777-06-03 to 1777-06-09": first and last day of a span. */
const char *awol_cells_days(const struct awol_series_span *span, char buffer[static 80]);

#endif
