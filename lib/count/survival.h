/* How many are still there after so much time: curves of Kaplan and Meier, and the log-rank test of
 * whether they differ. */
#ifndef AWOL_COUNT_SURVIVAL_H
#define AWOL_COUNT_SURVIVAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

/* One man, or one of his spells: at risk from just after `enter` up to and including `leave`, in
 * days of the clock; enter < leave, both finite. */
struct awol_spell {
    size_t group;
    double enter;
    double leave;
    bool event; /* he left by the event; else he was watched no longer */
};

/* A time at which some spell of the group ends. */
struct awol_survival_row {
    double time_days;
    size_t at_risk; /* just before */
    size_t events;
    size_t censored;
    double survival; /* share that is still there just after */
    double se;       /* standard error of survival */
    double low, high;
};

struct awol_survival_curve {
    struct awol_survival_row *rows; /* by time */
    size_t n;
    size_t n_spells;
    size_t n_events;
    double days;        /* spent at risk by all */
    double median_days; /* first time at which half are gone or more; NaN if never */
};

/* The product-limit curve of the spells of one group (Kaplan and Meier 1958, J. Am. Stat. Assoc.
 * 53:457), with late entry as in Andersen and others 1993, Statistical Models Based on Counting
 * Processes, IV.3. Standard error by Greenwood 1926; limits at `level` on the scale of
 * log(-log(survival)) (Kalbfleisch and Prentice 1980, section 1.3), which stay within 0 and 1: as
 * survfit(conf.type = "log-log") of R. Limits are NaN where the survival is 0 or 1. The caller
 * releases the curve. AWOL_MEMORY. */
enum awol_status awol_survival_estimate(const struct awol_spell *spells, size_t n, size_t group,
                                        double level, struct awol_survival_curve *ret_curve,
                                        struct awol_error *opt_error);
void awol_survival_release(struct awol_survival_curve *curve);

#define AWOL_LOG_RANK_MAX_GROUPS 100

struct awol_log_rank {
    double expected[AWOL_LOG_RANK_MAX_GROUPS]; /* events, were all groups alike */
    double chi_square;
    size_t df; /* 0: there is nothing to compare, and the other two are NaN */
    double p;
};

/* The log-rank test of n_groups groups, at most AWOL_LOG_RANK_MAX_GROUPS (Mantel 1966, Cancer
 * Chemother. Rep. 50:163; Peto and Peto 1972, J. R. Stat. Soc. A 135:185), with the
 * hypergeometric variance: as survdiff() of R. Groups in which no event is expected are left out.
 */
enum awol_status awol_log_rank_test(const struct awol_spell *spells, size_t n, size_t n_groups,
                                    struct awol_log_rank *ret_test, struct awol_error *opt_error);

/* Spells in the order of both ends: the indices of `spells` by enter and by leave. The caller frees
 * both. AWOL_MEMORY. */
enum awol_status awol_spells_order(const struct awol_spell *spells, size_t n, size_t **ret_by_enter,
                                   size_t **ret_by_leave, struct awol_error *opt_error);

#endif
