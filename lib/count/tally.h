/* Events added up: so many men of a unit in a stretch of days. */
#ifndef AWOL_COUNT_TALLY_H
#define AWOL_COUNT_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/memo.h"
#include "base/status.h"
#include "count/period.h"
#include "count/report.h"
#include "count/sources.h"
#include "record/event.h"
#include "record/series.h"

enum awol_prefer { AWOL_PREFER_PREFERRED, AWOL_PREFER_OWN, AWOL_PREFER_ENEMY, AWOL_PREFER_ALL };

struct awol_tally_options {
    struct awol_period by;
    bool origin_is_first; /* bins of Nd begin at `from`, or at the first day counted */
    bool has_from, has_to;
    int64_t from, to; /* both included */
    bool is_complete;
    int64_t complete_first, complete_last; /* both included */
    const char *const *events;             /* words of the column `event` that are counted */
    size_t n_events;
    bool count_rows; /* rows instead of men */
    enum awol_prefer prefer;
    const char *opt_basis; /* men at risk of an event on another basis are passed over */
};

/* One row, or several that were added. The span is what it will be in the series, own_start and
 * own_end are the days that the record gives. Person rows are of named or single men: one whose
 * days do not fit a bin, or hold or cross other men's days, makes a floating total. `sources` are
 * in the order of their lines; span.source is set at the end. */
struct awol_item {
    struct awol_series_span span;
    struct awol_source *sources;
    int64_t own_start, own_end;
    bool is_person;
    bool is_named;
    bool is_floating;
};

/* Rows at once on their way to the index, which is too large to be at hand. */
#define AWOL_TALLY_WAITING 16

/* Rows that wait to be added. Zero-initialise. */
struct awol_tally {
    struct awol_item *items;
    size_t n;
    size_t capacity;
    size_t *places; /* while rows are taken up: by unit and days, an item's number plus one */
    size_t n_places;
    struct awol_item waiting[AWOL_TALLY_WAITING]; /* behind the items */
    size_t n_waiting;
    struct awol_words words; /* bases */
    struct awol_words units; /* by their names, to numbers in the series */
    size_t *unit_numbers;
    size_t n_unit_numbers;
    struct awol_sources sources;
};

void awol_tally_release(struct awol_tally *tally);

/* True if the options count such an event, by its word and by who reported it. */
bool awol_tally_wants(const struct awol_tally_options *options, const struct awol_event *event);

/* How far rows that say the same can be counted before they are taken up. */
enum awol_tally_grade {
    AWOL_TALLY_PASSED, /* it is not counted, and leaves no trace */
    AWOL_TALLY_MAN,    /* a man in one bin: where a unit has no other rows, only the bin matters */
    AWOL_TALLY_DAYS,   /* rows of the same days and numbers are so many times the one */
    AWOL_TALLY_ROW     /* each row stands for itself */
};

/* The grade of an event; *ret_bin is the first day of its bin where it is AWOL_TALLY_MAN. */
enum awol_tally_grade awol_tally_grade(const struct awol_tally_options *options,
                                       const struct awol_event *event, int64_t *ret_bin);

/* Take up one event if the options count it (a unit is added to the series where new). Nothing of
 * the event is kept, and memory grows with the units and their different days, not with the rows
 * (but for rivals). */
enum awol_status awol_tally_add(struct awol_tally *tally, const struct awol_tally_options *options,
                                const struct awol_event *event, struct awol_series *series,
                                struct awol_count_report *report, struct awol_error *opt_error);

/* The same n times, for rows that differ in nothing that is counted; 0 times, only the source is
 * noted. */
enum awol_status awol_tally_add_times(struct awol_tally *tally,
                                      const struct awol_tally_options *options,
                                      const struct awol_event *event, uint64_t n,
                                      struct awol_series *series, struct awol_count_report *report,
                                      struct awol_error *opt_error);

/* True if nothing was taken up. */
bool awol_tally_is_empty(const struct awol_tally *tally);

/* Let bins that have no origin of their own begin at `from`, or at the first day taken up. */
void awol_tally_set_origin(const struct awol_tally *tally, struct awol_tally_options *options);

/* Add up what was taken up, bin by bin if the options say so, and append it to the series, sorted.
 * Rows of one unit and the same days add; with bins, reports that do not fill a bin make a lower
 * bound of it, and floating men make a total over the bins that they touch (over their own days if
 * these hold whole bins), those bins being lower bounds then. */
enum awol_status awol_tally_finish(struct awol_tally *tally,
                                   const struct awol_tally_options *options,
                                   struct awol_series *series, struct awol_count_report *report,
                                   struct awol_error *opt_error);

/* Sum of two counts: exact ones add, bounds add; a part that is about makes it about, a part with
 * two bounds a range, a lower bound a lower bound. */
struct awol_count awol_count_add(const struct awol_count *a, const struct awol_count *b);

#endif
