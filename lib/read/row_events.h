/* The events of rows, one after the other, for readers whose format has rows and a header: a row
 * may hold none, one or several. */
#ifndef AWOL_READ_ROW_EVENTS_H
#define AWOL_READ_ROW_EVENTS_H

#include <stdbool.h>

#include "base/status.h"
#include "read/reader.h"
#include "read/row_map.h"

enum awol_row_begun { AWOL_ROW_BEGUN, AWOL_ROW_REFUSED, AWOL_ROW_NONE };

/* What is a format's own; `state` is the reader's. */
struct awol_row_source {
    /* Begin the next row with the map (awol_row_map_begin()). *reason is filled where it is
     * refused, and where a status that is not AWOL_OK ends the reading. */
    enum awol_status (*begin)(void *state, enum awol_row_begun *ret_begun,
                              struct awol_error *reason);
    /* Turn the place of a fault that the map found into that of the file. */
    void (*settle)(void *state, struct awol_error *reason);
    /* The row as it stands in the file; not terminated. */
    const char *(*text)(void *state, size_t *ret_length);
};

/* Where the reading of rows stands. Owns nothing; zero-initialise, then set the first three. */
struct awol_row_events {
    const struct awol_row_source *source;
    void *state;
    struct awol_row_map *map;
    bool in_row; /* it may hold more events */
    bool gave;   /* it held one */
};

/* As next() of struct awol_reader_type. */
enum awol_status awol_row_events_next(struct awol_row_events *events,
                                      struct awol_reading *ret_reading,
                                      struct awol_error *opt_error);

#endif
