/* The likelihood around a fit, as it helps to fit records that differ from its own by one count. */
#ifndef AWOL_ESTIMATE_HILL_H
#define AWOL_ESTIMATE_HILL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "estimate/refit.h"

/* Where another top is, or with another record might be. */
struct awol_hill_top {
    double *values; /* [n] the best with its delay held, or the top of all */
    bool free;      /* the latter */
    bool away;      /* from there the likelihood rises away from the fit's estimates */
};

struct awol_hill {
    const struct awol_refit *refit;
    double *values;    /* [n] the fit's; a default where one means nothing */
    double *curvature; /* [n * n], as in awol_replicate_curvature() */
    struct awol_hill_top *tops;
    size_t n_tops;
    bool *at_zero; /* [n] estimates that may be zero, and are */
    bool cornered; /* an estimate lies at another bound: nothing here helps */
};

/* Look around a fit. AWOL_MEMORY; AWOL_RANGE if it cannot be evaluated. The refit must outlive the
 * hill, which the caller releases, also after a failure. */
enum awol_status awol_hill_init(struct awol_hill *hill, const struct awol_refit *refit,
                                struct awol_error *opt_error);
void awol_hill_release(struct awol_hill *hill);

/* Fit a problem with the fit's parameters, of a record that is nearly its own: Newton steps from
 * the fit's estimates with the exact gradient and the fit's curvature, corrected on the way, until
 * nothing is to be gained. What was zero stays so unless the likelihood rises from there; another
 * delay is climbed from the best point that the fit has with it, where that now comes near, or the
 * likelihood rises away from it that did not. Outputs, and
 * values[n] where the steps do not end, are those of awol_replicate_fit(). */
enum awol_status awol_hill_fit(const struct awol_hill *hill, struct awol_problem *problem,
                               double *values, double *ret_value, bool *ret_converged,
                               struct awol_error *opt_error);

#endif
