/* Inside of record/event.c and record/event_columns.c: the columns of events by their numbers. */
#ifndef AWOL_RECORD_EVENT_COLUMNS_H
#define AWOL_RECORD_EVENT_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

/* X(enumerator, column) */
#define AWOL_EVENT_COLUMNS(X)                                                                      \
    X(ID, "id")                                                                                    \
    X(PERSON, "person")                                                                            \
    X(UNIT, "unit")                                                                                \
    X(RECEIVED_BY, "received_by")                                                                  \
    X(DATE, "date")                                                                                \
    X(EARLIEST, "earliest")                                                                        \
    X(LATEST, "latest")                                                                            \
    X(CALENDAR, "calendar")                                                                        \
    X(QUALIFIER, "qualifier")                                                                      \
    X(COUNT, "count")                                                                              \
    X(LOW, "count_low")                                                                            \
    X(HIGH, "count_high")                                                                          \
    X(KIND, "kind")                                                                                \
    X(AT_RISK, "at_risk")                                                                          \
    X(BASIS, "basis")                                                                              \
    X(PARTY, "party")                                                                              \
    X(EVENT, "event")                                                                              \
    X(TO, "to")                                                                                    \
    X(STATUS, "status")                                                                            \
    X(PLACE, "place")                                                                              \
    X(REPORTED_BY, "reported_by")                                                                  \
    X(PREFERRED, "preferred")                                                                      \
    X(SOURCE, "source")                                                                            \
    X(PAGE, "page")                                                                                \
    X(SEEN_IN, "seen_in")                                                                          \
    X(TEXT, "text")                                                                                \
    X(RULE, "rule")                                                                                \
    X(NAME, "name")                                                                                \
    X(RANK, "rank")                                                                                \
    X(ENTER, "enter")                                                                              \
    X(LEAVE, "leave")

enum {
#define COLUMN_ENUM(name, column) name,
    AWOL_EVENT_COLUMNS(COLUMN_ENUM)
#undef COLUMN_ENUM
        N_COLUMNS
};

/* True if a stream with those extras has the column. */
bool awol_event_is_written(size_t column, unsigned extras);

#endif
