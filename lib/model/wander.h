/* The wandering background of a simulated campaign: private to the room. */
#ifndef AWOL_MODEL_WANDER_H
#define AWOL_MODEL_WANDER_H

#include <gsl/gsl_rng.h>

#include "model/simulate.h"

/* The multiplier of the newcomers' rate on each day of the plan, all 1 without a background.
 * ret_values[n_days]. */
void awol_wander_fill(const struct awol_plan *plan, gsl_rng *generator, double *ret_values);

/* The next value of the autoregressive gamma process after g, mean 1, standard deviation sd,
 * correlation rho; stationary law: gamma of shape 1/sd^2. */
double awol_wander_gamma(gsl_rng *generator, double g, double sd, double rho);

#endif
