/* What the codes of a database mean: a table of the user's, because no database's own list is known
 * here. */
#ifndef AWOL_READ_CODES_H
#define AWOL_READ_CODES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "base/stream.h"
#include "base/table.h"

/* In place of an event: rows with this code are none. */
#define AWOL_CODE_NO_EVENT "-"

/* A row says: where the file's column `column` holds `code`, the columns of the events that stand
 * beside it have these values. */
struct awol_codes {
    struct awol_table table;
    size_t column, code; /* columns of the table */
    size_t *targets;     /* of each of its columns, in awol_event_columns; AWOL_NO_COLUMN */
};

/* Read a table with the columns column and code, and any columns of the events: event, to, status,
 * reported_by … An empty code is that of an empty cell. AWOL_DATA with the place: one of the two is
 * absent, another column is none of the events', a word that they do not know, a code twice. */
enum awol_status awol_codes_read(struct awol_codes *codes, const char *path,
                                 struct awol_error *opt_error);
void awol_codes_release(struct awol_codes *codes);

/* The name of the index-th column that has codes, NULL behind the last. */
const char *awol_codes_column(const struct awol_codes *codes, size_t index);

/* Let the cells of an event, by the index in awol_event_columns, say what a code means. *ret_none
 * becomes true where it means no event. AWOL_DATA, without a place, for a code that the table lacks
 * (with the nearest, or all of them), or that contradicts what a cell says already. */
enum awol_status awol_codes_apply(const struct awol_codes *codes, const char *column,
                                  const char *code, const char **cells, bool *ret_none,
                                  struct awol_error *opt_error);

#endif
