/* What could tell men who follow each other from a change that touched everyone: statistics of
 * counts against what was expected of them without any contagion, with probabilities from the
 * record itself, by flipping signs or by moving windows. Private to check_evidence.c and its test.
 */
#ifndef AWOL_ESTIMATE_EVIDENCE_H
#define AWOL_ESTIMATE_EVIDENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

/* How many counts later what began may still go on. */
enum { AWOL_EVIDENCE_LAGS = 3, AWOL_EVIDENCE_DRAWS = 999 };

struct awol_evidence {
    double statistic; /* NaN where it cannot be told */
    double p;         /* (1 + as large) / (1 + draws) */
    size_t draws;
    size_t n; /* counts of which something is compared */
};

/* Counts y of which m > 0 was expected, by time and unit [n_times * n_units]; NaN where a unit has
 * none. Times i and i + 1 follow each other unless breaks[i]. */
struct awol_evidence_table {
    size_t n_times, n_units;
    const double *counts, *expected;
    const bool *breaks;
};

/* Do a unit's counts, as shares of all units' counts of the same time, lie above (below) what was
 * expected of them together with those of the next three times? A change that touches all units
 * alike, however it lasts, leaves the shares as they are. With neighbours (awol_neighbours_new(),
 * [n_units * n_units]): together with those that the units nearest to it had before.
 *
 * Given the total of a time, shares are multinomial, and their residuals r = (y - N q) / sqrt(N q
 * (1 - q)) know nothing of the total. The statistic is the mean of r at a time times r later over
 * the mean of r squared. Where nothing lasts, the residuals of a whole time may as well have the
 * opposite sign: the probability is over such flips, under `seed`. Ties count as large.
 * AWOL_MEMORY.
 */
enum awol_status awol_evidence_units(const struct awol_evidence_table *table,
                                     const double *opt_neighbours, int64_t seed,
                                     struct awol_evidence *ret_evidence,
                                     struct awol_error *opt_error);

/* Residuals z of one unit in the order of time, those during any push left out; signs[i] is 0, or 1
 * (-1) for those just after a push that raised (lowered) the rate. */
struct awol_evidence_run {
    const double *z;
    const int *signs;
    size_t n;
};

/* Do counts just after the end of pushes lie on the side of the push? The statistic is the mean of
 * sign times z; the probability is over all ways to move the windows together along the record,
 * round its end, so that a background that wanders moves with them. */
void awol_evidence_pushes(const struct awol_evidence_run *runs, size_t n_runs,
                          struct awol_evidence *ret_evidence);

#endif
