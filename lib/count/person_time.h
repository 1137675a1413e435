/* The time that men were at risk: from the events of each man to one spell for each time he was
 * there. */
#ifndef AWOL_COUNT_PERSON_TIME_H
#define AWOL_COUNT_PERSON_TIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/stream.h"
#include "base/table.h"
#include "count/choose.h"
#include "count/count.h"
#include "record/event.h"

/* X(name, text), as AWOL_REMARK_LIST. */
#define AWOL_WATCH_REMARK_LIST(X)                                                                  \
    X(MIDDLE, "dates known only as windows stand at the middle of them (columns "                  \
              "enter_earliest to leave_latest hold the windows)")                                  \
    X(UNDATED, "men with an event whose date has an open end are left out")                        \
    X(AWAY, "events of men who had left already are passed over, for no return is recorded")       \
    X(PRESENT, "returns of men who had not left are passed over")                                  \
    X(OUTSIDE, "spells that lie wholly outside --from and --to are left out")                      \
    X(DIFFERS, "men whose rows differ in a column: the row that ends the spell counts, else the "  \
               "first that says anything")

enum awol_watch_remark {
#define AWOL_WATCH_ENUM(name, text) AWOL_WATCH_##name,
    AWOL_WATCH_REMARK_LIST(AWOL_WATCH_ENUM)
#undef AWOL_WATCH_ENUM
        AWOL_N_WATCH_REMARKS
};

const char *awol_watch_remark_text(enum awol_watch_remark remark);

struct awol_watch_report {
    size_t n[AWOL_N_WATCH_REMARKS];
    char examples[AWOL_N_WATCH_REMARKS][AWOL_EXAMPLE_SIZE];
    struct awol_count_report choices; /* remarks of awol_choose() */
    size_t n_men, n_spells, n_events;
    double days;      /* at risk, by all */
    char carried[96]; /* names of the further columns, cut where they are many */
};

/* A time in which a man was at risk, both days included. */
struct awol_watch {
    size_t row;                    /* the row that ends it, SIZE_MAX if none does */
    struct awol_span enter, leave; /* the days that the record leaves possible */
    int64_t enter_day, leave_day;  /* the middle of them */
    bool event;                    /* one of those counted ended it */
    const char *ended; /* the word of the event; "leave": the watch ended; "end": --to */
};

/* What happens to a man, in the order of days. */
enum awol_point_kind { AWOL_POINT_ENTER, AWOL_POINT_BACK, AWOL_POINT_EVENT, AWOL_POINT_LEAVE };

struct awol_point {
    enum awol_point_kind kind;
    struct awol_span when;
    int64_t day; /* the middle of when */
    const struct awol_event *event;
    size_t row;
};

struct awol_watch_options {
    const struct awol_tally_options *tally; /* events, prefer, from and to */
    bool refuse_windows;                    /* instead of taking their middle */
};

/* The spells of one man from his points, which are put in order; ret_watches has room for n_points.
 * `who` and `source` stand in messages. AWOL_DATA: it is not known when he came, or until when he
 * was watched; a date has an open end; he left before he came. */
enum awol_status awol_watch_man(struct awol_point *points, size_t n_points,
                                const struct awol_watch_options *options, const char *who,
                                const char *source, struct awol_watch *ret_watches, size_t *ret_n,
                                struct awol_watch_report *report, struct awol_error *opt_error);

/* Person records as a stream of kind "person-time". A man enters by the column enter, else at
 * --from, and again where he rejoined; he leaves by an event, by the column leave, or at --to. Rows
 * without date and event say only enter and leave. Columns that are not of events are carried. */
enum awol_status awol_person_time_run(const struct awol_stream *events,
                                      const struct awol_count_options *options, bool refuse_windows,
                                      struct awol_stream *ret_stream,
                                      struct awol_watch_report *ret_report,
                                      struct awol_error *opt_error);

#endif
