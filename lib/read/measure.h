/* What the counts of a table are: men, or something from which men follow only with the row before,
 * the length of the time, or the strength. */
#ifndef AWOL_READ_MEASURE_H
#define AWOL_READ_MEASURE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "base/text.h"
#include "record/event.h"

enum awol_measure_kind {
    AWOL_MEASURE_MEN,
    AWOL_MEASURE_CUMULATIVE,   /* all since some day, up to the end of the date */
    AWOL_MEASURE_STOCK,        /* men still away at the end of the date */
    AWOL_MEASURE_MONTHLY_MEAN, /* men a month, over the date */
    AWOL_MEASURE_RATE          /* men of each `per` of the strength, over the date */
};

/* Their names as options have them, in that order, NULL-terminated. */
extern const char *const awol_measure_names[];

/* The total or stock of one unit, event and reporter that was read last. */
struct awol_measure_last {
    const char *unit, *event, *reported_by;
    bool preferred;
    int64_t latest; /* day */
    double count;
    size_t line;
};

/* Zero-initialise, set kind and per; memory grows with the units alone. */
struct awol_measure {
    enum awol_measure_kind kind;
    double per;
    struct awol_arena arena;
    struct awol_measure_last *last;
    size_t n, capacity;
    size_t n_first, first_line; /* totals and stocks that nothing stands before */
    size_t n_falls, fall_line;  /* stocks that did not rise */
    struct awol_text date, rule, remark;
};

void awol_measure_release(struct awol_measure *measure);

/* True if the count may have a fraction: then it is not read as men, and given to
 * awol_measure_apply() as `number`. */
bool awol_measure_takes_fractions(const struct awol_measure *measure);

/* Make the count of an event one of men.
 *
 * cumulative: the difference from the total before, over the days after its date up to the end of
 * this one. stock: the same where it rose, as a lower bound, because men may have come back; else
 * no event. The first of a unit is counted over its own days where its date has two ends
 * (1777-01-22/1777-03-05), and else only what the next one is compared with: *ret_keep is false.
 * monthly-mean, rate: the men to the nearest, as kind about, with the bounds that the rounding of
 * the printed number leaves: `number`, of so many decimals. They keep their days.
 *
 * The event's date and rule live until the next call. AWOL_DATA, without a place: a count that is
 * no number, a total that falls, a row that is not behind the one before, an open date, days that
 * are not whole months, a strength that is missing; the message names the line of the row before.
 */
enum awol_status awol_measure_apply(struct awol_measure *measure, double number, int decimals,
                                    bool has_count, struct awol_event *event, bool *ret_keep,
                                    struct awol_error *opt_error);

/* What is to be told, by its index; NULL behind the last. Lives until the next call. */
const char *awol_measure_remark(struct awol_measure *measure, size_t index);

#endif
