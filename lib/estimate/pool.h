/* Several campaigns pooled: what their effects have in common, how far they lie apart, and what
 * another campaign may be expected to show (random-effects meta-analysis).
 *
 * Effect i is normal about a campaign's own value with standard error se_i; the campaigns' own
 * values are normal about a common mean with variance tau2. tau2 by restricted maximum likelihood
 * (Viechtbauer 2005, J. Educ. Behav. Stat. 30:261); limits of the mean by Hartung and Knapp (2001,
 * Stat. Med. 20:3875), which do not take tau2 for known, but never narrower than if it were, which
 * happens where a few campaigns agree by chance (Röver, Knapp, Friede 2015, BMC Med. Res. Methodol.
 * 15:99); limits of tau2 by the Q profile (Viechtbauer 2007, Stat. Med. 26:37). */
#ifndef AWOL_ESTIMATE_POOL_H
#define AWOL_ESTIMATE_POOL_H

#include <stddef.h>

#include "base/status.h"

/* An effect on a scale on which its estimate is nearly normal (a logarithm, a logit). */
struct awol_pool_study {
    double estimate;
    double se; /* > 0 */
};

struct awol_pool {
    size_t n;
    double mean, se;
    double low, high;                       /* of the mean */
    double tau2, tau2_low, tau2_high;       /* tau2_high is INFINITY where nothing bounds it */
    double prediction_low, prediction_high; /* of the value of a campaign not seen yet */
    double q, q_p;                          /* Cochran's test that all values are the same */
    double i2;                              /* share of the scatter that is between campaigns */
};

/* A campaign's own value, drawn towards the mean by as much as its record is thin. */
struct awol_pool_shrunken {
    double estimate, se;
};

/* Pool n >= 2 studies at a level in (0,1). opt_shrunken has room for n. Limits of the mean and of a
 * prediction are of Student's t with n - 1 degrees of freedom. AWOL_UNFIT for fewer than two
 * studies; AWOL_USAGE for a number that is not finite or a standard error that is not positive. */
enum awol_status awol_pool_fit(const struct awol_pool_study *studies, size_t n, double level,
                               struct awol_pool *ret_pool, struct awol_pool_shrunken *opt_shrunken,
                               struct awol_error *opt_error);

#endif
