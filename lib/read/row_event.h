/* One event of a row: the cells that make it, read. */
#ifndef AWOL_READ_ROW_EVENT_H
#define AWOL_READ_ROW_EVENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "base/stream.h"
#include "base/text.h"
#include "read/row_caution.h"
#include "read/row_columns.h"
#include "read/row_date.h"
#include "record/event.h"

/* Event columns that are numbers. */
enum { AWOL_ROW_N_NUMBERS = 5 };

/* Event columns that are looked at by name, by their index in awol_event_columns. */
struct awol_row_known {
    size_t id, person, date, document, earliest, latest, calendar, count, event, bound[2];
    size_t numbers[AWOL_ROW_N_NUMBERS];
};

struct awol_row_event {
    const char *source; /* the caller's, as are the next three */
    const struct awol_row_columns *columns;
    const struct awol_row *from;
    size_t line;                    /* where that row begins */
    struct awol_event_map identity; /* the cells have every event column, in order */
    struct awol_row_known known;
    const char *cells[AWOL_EVENT_MAX_COLUMNS];
    struct awol_place places[AWOL_EVENT_MAX_COLUMNS];
    const char *kept[AWOL_EVENT_MAX_KEPT];
    struct awol_text id;
    struct awol_row_date date;
    const char *opt_calendar; /* of dates whose row says none */
    struct awol_cautions cautions;
    struct awol_numerals numerals;
    struct awol_text numbers[AWOL_ROW_N_NUMBERS]; /* written plainly */
    bool has_fractions; /* the count is no number of men: it is kept here, and not in the event */
    double number;      /* NaN where it is none */
    int decimals;
    bool has_count;
};

/* `source` and `columns` must outlive it; `from` and `line` are set before each row. */
void awol_row_event_init(struct awol_row_event *row, const struct awol_column_map *opt_wishes,
                         const char *source, const struct awol_row_columns *columns);
void awol_row_event_release(struct awol_row_event *row);

/* Let the cells be those of a layout, "" where the file says nothing. */
void awol_row_event_project(struct awol_row_event *row, const struct awol_row_layout *layout);

/* Let the codes of the row say what they mean, in the cells. *ret_none is true where they say that
 * it is no event. AWOL_DATA with the place of the code. */
enum awol_status awol_row_event_decode(struct awol_row_event *row, bool *ret_none,
                                       struct awol_error *opt_error);

/* True if the cells tell of a man who was there, by enter or leave, and of nothing that he did: no
 * date, no event. Such a row is an event of no men (count 0, at no known time), which gives
 * awol-count --person-time the time that he was at risk. */
bool awol_row_event_stays(const struct awol_row_event *row);

/* Pass over a row that is no event: its date may be that of the next one. */
void awol_row_event_pass(struct awol_row_event *row);

/* "FILE:LINE", for a row without an id. */
void awol_row_event_append_name(const struct awol_row_event *row, struct awol_text *text);

/* The event that the cells make, which live as long as it. AWOL_DATA with the place of the cell at
 * fault. */
enum awol_status awol_row_event_read(struct awol_row_event *row, struct awol_event *ret_event,
                                     struct awol_error *opt_error);

#endif
