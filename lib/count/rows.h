/* All events of a table in memory, for what must see them together. */
#ifndef AWOL_COUNT_ROWS_H
#define AWOL_COUNT_ROWS_H

#include <stddef.h>

#include "base/status.h"
#include "base/table.h"
#include "record/event.h"

/* Texts belong to the table, which must outlive it. Event i is row i of the table. */
struct awol_event_rows {
    struct awol_event *events;
    size_t n;
};

enum awol_rows_of {
    AWOL_ROWS_OF_EVENTS,
    AWOL_ROWS_OF_MEN /* columns that are not of events are passed over without a word; a row without
                        date and event, but with enter or leave, is an event of no men (count 0) */
};

/* Read every row. AWOL_DATA with its place for the first that is none. */
enum awol_status awol_event_rows_read(const struct awol_table *table, enum awol_rows_of of,
                                      struct awol_event_rows *ret_rows,
                                      struct awol_error *opt_error);
void awol_event_rows_release(struct awol_event_rows *rows);

/* Number texts so that equal ones have equal numbers: ret_numbers[i] < n, in byte order of the
 * texts. */
enum awol_status awol_texts_number(const char *const *texts, size_t n, size_t *ret_numbers,
                                   struct awol_error *opt_error);

#endif
