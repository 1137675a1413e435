/* Maximum likelihood of one model of one campaign: starts, modes, boundaries, covariance, profiles.
 */
#ifndef AWOL_ESTIMATE_ESTIMATE_H
#define AWOL_ESTIMATE_ESTIMATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "estimate/problem.h"

/* An estimate. Arrays have one element a parameter; the caller releases it. */
struct awol_estimate {
    size_t n;
    double *values;     /* printed scale; NaN where not defined (tau_days at eta = 0, …) */
    double *full;       /* the same with a usable number everywhere, to evaluate at */
    bool *at_boundary;  /* the estimate is exactly zero */
    bool *defined;      /* values[i] is not NaN and not fixed by a boundary */
    double *covariance; /* n by n, working scale; NaN rows where not estimated */
    double log_likelihood;
    bool converged;
    bool second_mode;
    double second_log_likelihood;
    double *second; /* printed values of the second mode, where there is one */
    /* The direction in which the record says least, as a weight a parameter (length 1), and the
     * ratio of its standard deviation to the best-known direction's; NaN if not known. */
    double *sloppy;
    double sloppiness;
    bool singular; /* the information has no inverse: something is not identified */
};

/* Room for n parameters, all NaN or false. The caller releases it. AWOL_MEMORY. */
enum awol_status awol_estimate_init(struct awol_estimate *estimate, size_t n,
                                    struct awol_error *opt_error);

/* A copy that is released by itself. */
enum awol_status awol_estimate_copy(const struct awol_estimate *estimate,
                                    struct awol_estimate *ret_copy, struct awol_error *opt_error);
void awol_estimate_release(struct awol_estimate *estimate);

/* Fit. Fixed parameters of the problem stay fixed. opt_start (printed values, NaN = default) joins
 * the default starts. A cascade is started from 12 values of tau between a quarter of a bin and a
 * quarter of the record; a wandering background from the fit without it and from the fit without
 * cascade, so that the result is never below either. AWOL_UNFIT if no start can be evaluated. */
enum awol_status awol_estimate_fit(struct awol_problem *problem, const double *opt_start,
                                   struct awol_estimate *ret_estimate,
                                   struct awol_error *opt_error);

/* One side of a profile interval. */
enum awol_side {
    AWOL_SIDE_FOUND, /* the profile crosses there */
    AWOL_SIDE_ZERO,  /* it reaches zero without crossing */
    AWOL_SIDE_OPEN   /* it never crosses inside the bounds of the search */
};

struct awol_interval {
    double low, high; /* printed scale; NaN where open */
    enum awol_side low_side, high_side;
    bool by_curvature;
};

/* From the curvature at the estimate alone, on the working scale: what a long record comes to. Open
 * where there is no covariance. */
struct awol_interval awol_interval_by_curvature(const struct awol_problem *problem,
                                                const struct awol_estimate *estimate, size_t index,
                                                double level);

/* How it was made, for the column `method`: "profile", "profile, reaches 0", "profile, open above",
 * "curvature".
 * Returns text. */
const char *awol_interval_describe(const struct awol_interval *interval, char *text, size_t size);

/* Points of a profile, in the order in which they were tried. */
struct awol_profile_points {
    double *points; /* pairs: printed value, log-likelihood */
    size_t n;
};

/* Profile-likelihood interval of parameter `index`: where twice the loss of log-likelihood, the
 * others re-estimated, reaches the chi-square point of `level` (0 < level < 1). If a better maximum
 * turns up on the way, the estimate is replaced by it and the profile begun anew. opt_points, empty
 * or with points already, gets the points tried and is grown by realloc; the caller frees it. */
enum awol_status awol_profile(struct awol_problem *problem, struct awol_estimate *estimate,
                              size_t index, double level, struct awol_interval *ret_interval,
                              struct awol_profile_points *opt_points, struct awol_error *opt_error);

#endif
