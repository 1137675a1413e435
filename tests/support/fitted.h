/* A simulated campaign of one unit, counted by day, as a fit at its true values: what tests of
 * tools that read a fit begin with where the truth is to be known. */
#ifndef TESTS_SUPPORT_FITTED_H
#define TESTS_SUPPORT_FITTED_H

#include <stdbool.h>

#include "estimate/refit.h"

/* Days from 0; offer “o” on days [from, to). */
struct fitted_plan {
    int days;
    double rate; /* per man and day, per day where men is NaN */
    double eta, tau_days;
    double ratio;
    int from, to;
    double men;
    bool cascade;       /* fit eta even where it is 0 */
    int bin;            /* days a count; 0: one */
    uint32_t replicate; /* of the simulation */
};

struct fitted {
    struct awol_refit refit; /* only what tools need of it: no tables of the stream */
    struct awol_offer offer;
    struct awol_effect effect;
    double because, direct; /* in truth: whom the offer brought; of these at first hand */
    double men;             /* who left in all */
};

/* Draw and count it. Fails the test where it cannot. The caller releases it; it must stay where it
 * is. */
void fitted_make(struct fitted *fitted, const struct fitted_plan *plan);
/* Put the values, and the covariance, of a fit in place of the true ones. False where the search
 * did not come to rest. */
bool fitted_estimate(struct fitted *fitted);
void fitted_release(struct fitted *fitted);

#endif
