#include "model/wander.h"

#include <gsl/gsl_randist.h>
#include <math.h>

/* Gourieroux and Jasiak (2006): given g, a gamma variable whose shape is raised by a Poisson count
 * of mean rho g / scale. Its mean is 1 + rho (g - 1), its variance
 * sd^2 (1 - rho)(1 - rho + 2 rho g). */
double awol_wander_gamma(gsl_rng *generator, double g, double sd, double rho)
{
    double scale = sd * sd * (1 - rho);
    double extra = rho > 0 ? (double)gsl_ran_poisson(generator, rho * g / scale) : 0;
    return gsl_ran_gamma(generator, 1 / (sd * sd) + extra, scale);
}

/* The logarithm has standard deviation sigma and correlation r such that the multiplier itself has
 * standard deviation sd and correlation rho from one bin to the next. */
struct lognormal {
    double sigma, r, z;
};

static double next_lognormal(struct lognormal *state, gsl_rng *generator)
{
    double noise = gsl_ran_gaussian(generator, 1);
    state->z = state->r * state->z + sqrt(1 - state->r * state->r) * noise;
    return exp(state->sigma * state->z - state->sigma * state->sigma / 2);
}

static void fill(const struct awol_plan *plan, gsl_rng *generator, double *ret_values)
{
    double sd = plan->background_sd, g = 1;
    double rho = exp(-(double)plan->background_bin / plan->background_days);
    double sigma = sqrt(log1p(sd * sd));
    struct lognormal state = {sigma, log1p(sd * sd * rho) / (sigma * sigma),
                              gsl_ran_gaussian(generator, 1)};
    for (int64_t day = 0; day < plan->n_days; day++) {
        if (day % plan->background_bin == 0)
            g = plan->wander == AWOL_WANDER_LOGNORMAL
                    ? next_lognormal(&state, generator)
                    : awol_wander_gamma(generator, g, sd, day == 0 ? 0 : rho);
        ret_values[day] = g;
    }
}

void awol_wander_fill(const struct awol_plan *plan, gsl_rng *generator, double *ret_values)
{
    for (int64_t day = 0; day < plan->n_days; day++)
        ret_values[day] = 1;
    if (plan->wander != AWOL_WANDER_NONE)
        fill(plan, generator, ret_values);
}
