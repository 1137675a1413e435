/* Counts cut into stretches of one rate each: every way to cut, weighed.
 *
 * Cells 0..n-1 have counts y and exposures e (men times days); within a stretch the counts are
 * Poisson with one rate. Rates have the prior Gamma(1, b), an exponential one whose mean is the
 * rate of the whole; so a stretch with the sums Y and E has the evidence
 *     b Gamma(1 + Y) / (b + E)^(1 + Y)   times what no cut changes,
 * and sums over all ways to cut are had by recursion over the cells (Fearnhead 2006, Statistics and
 * Computing 16:203). Beforehand each further change, up to `most`, halves the probability, and
 * given the number every set of bounds is as likely. With a dispersion above 1 all log-likelihoods
 * are divided by it: Y and E above stand for Y and E over the dispersion (quasi-likelihood). */
#ifndef AWOL_MODEL_SEGMENTS_H
#define AWOL_MODEL_SEGMENTS_H

#include <stddef.h>

#include "base/status.h"

struct awol_segments {
    size_t n, most;
    double *counts, *exposures; /* [n + 1] running sums */
    double *cell_counts, *cell_exposures;
    double dispersion;
    double *log_evidence;       /* [most + 1] by number of changes; up to a constant if dispersed */
    double *number;             /* [most + 1] probability of each number */
    double *forward, *backward; /* [most + 1][n + 1] */
    double *best;               /* [most + 1][n + 1] greatest log-likelihood */
    size_t *back;               /* where its last stretch begins */
    double *scratch;            /* [n + 1] */
};

/* Take the cells (exposures above 0, n >= 1, at least one departure) and find the greatest
 * likelihoods; most < n. The caller releases it. AWOL_MEMORY. */
enum awol_status awol_segments_init(struct awol_segments *segments, const double *counts,
                                    const double *exposures, size_t n, size_t most,
                                    struct awol_error *opt_error);
void awol_segments_release(struct awol_segments *segments);

/* Weigh all ways to cut at a dispersion >= 1. Time most n^2. */
void awol_segments_weigh(struct awol_segments *segments, double dispersion);

/* The number of changes that is most probable. */
size_t awol_segments_number(const struct awol_segments *segments);

/* Poisson log-likelihood of the best way to cut with so many changes, and before which cells
 * (ret_cells[changes], ascending). Every stretch has a departure, for where nobody left there is no
 * rate to estimate; -INFINITY where that cannot be. */
double awol_segments_best(const struct awol_segments *segments, size_t changes, size_t *ret_cells);

/* Pearson's statistic over its degrees of freedom, about the best way to cut. */
double awol_segments_scatter(const struct awol_segments *segments, size_t changes);

/* Probability that change number k (from 1) of `changes` is before cell j (0 < j < n); and of any
 * change there, whatever their number. After awol_segments_weigh(). */
double awol_segments_at(const struct awol_segments *segments, size_t changes, size_t k, size_t j);
double awol_segments_any(const struct awol_segments *segments, size_t j);

/* Poisson log-likelihood of one change, before cell j; without one for j = 0. */
double awol_segments_single(const struct awol_segments *segments, size_t j);

#endif
