/* Rows that hold several events: which columns make each of them. */
#ifndef AWOL_READ_WIDE_H
#define AWOL_READ_WIDE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "base/stream.h"
#include "base/text.h"
#include "read/column_map.h"
#include "record/event.h"

/* One event that a row may hold. */
struct awol_row_layout {
    const char *word; /* of the event; "" = what the row says */
    const char *name; /* header text of its date */
    /* The column of the file, by the index in awol_event_columns; AWOL_NO_COLUMN: none. */
    size_t from[AWOL_EVENT_MAX_COLUMNS];
};

/* True if a wish is for one event of several: it names the event, or its header text has a number
 * in it and is none of the header by itself. */
bool awol_wide_is_wanted(const struct awol_column_wish *wish, const struct awol_row *header);

/* The number that stands for AWOL_COLUMN_NUMBER where `text` is such a header text; false if it is
 * none: dsrtdt07 of dsrtdt# is 7. */
bool awol_wide_number(const char *pattern, const char *text, size_t *ret_number);

/* The events of a row, in the order of the wishes and then of the numbers: those that the wishes
 * name, each with what `base` has and they do not say; and that of `base` if keep_base. The array
 * lives in the arena.
 *
 * AWOL_DATA, without a place: a column is not there (*ret_wanted is its text, else NULL), a number
 * stands twice, an event has no date. */
enum awol_status awol_wide_layouts(const struct awol_column_map *wishes,
                                   const struct awol_row *header,
                                   const struct awol_row_layout *base, bool keep_base,
                                   struct awol_arena *arena, struct awol_row_layout **ret_layouts,
                                   size_t *ret_n, const char **ret_wanted,
                                   struct awol_error *opt_error);

#endif
