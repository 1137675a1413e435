/* One event: so many men, of such a unit, did this, between such days. */
#ifndef AWOL_RECORD_EVENT_H
#define AWOL_RECORD_EVENT_H

#include <stdbool.h>

#include "base/status.h"
#include "base/stream.h"
#include "base/table.h"
#include "date/edtf.h"
#include "date/span.h"
#include "record/kind.h"

/* Text fields of an event, in the order of the stream's columns: X(field). */
#define AWOL_EVENT_TEXTS(X)                                                                        \
    X(id)                                                                                          \
    X(person)                                                                                      \
    X(unit)                                                                                        \
    X(received_by)                                                                                 \
    X(date)                                                                                        \
    X(qualifier)                                                                                   \
    X(event)                                                                                       \
    X(to)                                                                                          \
    X(status)                                                                                      \
    X(place)                                                                                       \
    X(reported_by)                                                                                 \
    X(basis)                                                                                       \
    X(source)                                                                                      \
    X(page)                                                                                        \
    X(seen_in)                                                                                     \
    X(text)                                                                                        \
    X(rule)                                                                                        \
    X(name)                                                                                        \
    X(rank)                                                                                        \
    X(enter)                                                                                       \
    X(leave)

/* Texts are "" where the record says nothing; they belong to whoever filled the struct. */
struct awol_event {
#define AWOL_EVENT_TEXT_FIELD(name) const char *name;
    AWOL_EVENT_TEXTS(AWOL_EVENT_TEXT_FIELD)
#undef AWOL_EVENT_TEXT_FIELD
    struct awol_span when;
    struct awol_span entered; /* the days of `enter` and `leave`; open at both ends where "" */
    struct awol_span left;
    enum awol_calendar calendar;
    struct awol_count count;
    double at_risk; /* NaN unknown */
    double party;   /* men who left together; NaN unknown */
    bool preferred;
    const char *const *kept; /* n_kept texts of columns that are none of these, "" unknown */
    size_t n_kept;
    const char *file; /* where it was read, for messages */
    struct awol_place where;
};

#define AWOL_EVENT_MAX_COLUMNS 48

/* Columns of a file that are kept beside those. */
#define AWOL_EVENT_MAX_KEPT 16

/* The columns of table `events`, in order. The first awol_event_n_common are in every stream; each
 * of the others, the extras, only where some file has it: a set of them is bits, 1 for the first.
 */
extern const char *const awol_event_columns[];
extern const size_t awol_event_n_columns;
extern const size_t awol_event_n_common;

/* The bit of a column in a set of extras; 0 if it is none. */
unsigned awol_event_extra(const char *column);

/* The columns of a stream with those extras into ret_columns; returns their number. */
size_t awol_event_layout(unsigned extras, const char *ret_columns[static AWOL_EVENT_MAX_COLUMNS]);

/* Words that the columns event, to, status, reported_by may hold (NULL-terminated). */
extern const char *const awol_event_words[];
extern const char *const awol_event_to_words[];
extern const char *const awol_event_status_words[];
extern const char *const awol_event_reporter_words[];

/* Columns of an events table found once, so that rows need no look-up by name. */
struct awol_event_map {
    size_t index[AWOL_EVENT_MAX_COLUMNS]; /* AWOL_NO_COLUMN where absent; in the order of
                                             awol_event_columns */
};

/* Find the columns of a table, whatever others it has. AWOL_DATA if the dates are absent. */
enum awol_status awol_event_map_find(const struct awol_table *table, struct awol_event_map *ret_map,
                                     struct awol_error *opt_error);

/* Find the columns of a table. AWOL_DATA if `date` is absent, or if a column that is not of the
 * list looks like a misspelt one, or like the men in a table without `count`, `person` and `name`;
 * others are passed over. */
enum awol_status awol_event_map_init(const struct awol_table *table, struct awol_event_map *ret_map,
                                     struct awol_error *opt_error);

/* Fill an event from a row of the events table of a stream. Texts point into the row. AWOL_DATA
 * with file:line:column for a bad date, number or word. */
enum awol_status awol_event_from_row(const struct awol_event_map *map, const char *source,
                                     const struct awol_row *row, struct awol_event *ret_event,
                                     struct awol_error *opt_error);

/* Write an event as a row of a table with those extras, and behind them what is kept. */
void awol_event_write(const struct awol_event *event, unsigned extras,
                      struct awol_stream_writer *writer);

#endif
