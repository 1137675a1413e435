/* What the README says of step regressions of counts in which departures prompt departures. */
#include <criterion/criterion.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "model/simulate.h"

enum { BINS = 130, FIRST = 60, LAST = 70, RECORDS = 2000 };

struct shares {
    double poisson, quasi;
};

/* A log-linear regression on one step has closed forms: the fitted means are those of the two
 * parts, the variance of the log ratio is 1/n1 + 1/n0 (Poisson), times Pearson's X2/df (quasi). */
static void regress(const double *counts, bool *ret_poisson, bool *ret_quasi)
{
    double n[2] = {0, 0}, pearson = 0;
    for (int t = 0; t < BINS; t++)
        n[t >= FIRST && t < LAST] += counts[t];
    const double mean[2] = {n[0] / (BINS - (LAST - FIRST)), n[1] / (LAST - FIRST)};
    for (int t = 0; t < BINS; t++) {
        const double m = mean[t >= FIRST && t < LAST];
        pearson += (counts[t] - m) * (counts[t] - m) / m;
    }
    const double z = fabs(log(mean[1] / mean[0])) / sqrt(1 / n[0] + 1 / n[1]);
    *ret_poisson = 2 * gsl_cdf_ugaussian_Q(z) < 0.05;
    *ret_quasi = 2 * gsl_cdf_tdist_Q(z / sqrt(pearson / (BINS - 2)), BINS - 2) < 0.05;
}

/* How often the step is found at the 5 per cent level although there is none. */
static struct shares false_positives(double eta)
{
    const struct awol_plan_unit unit = {"all", NAN};
    const struct awol_plan plan = {
        .units = &unit, .n_units = 1, .n_days = BINS, .rate = 5, .eta = eta, .tau_days = 1};
    struct shares found = {0, 0};
    for (uint32_t k = 0; k < RECORDS; k++) {
        struct awol_departures departures;
        double counts[BINS] = {0};
        bool poisson, quasi;
        cr_assert_eq(awol_simulate(&plan, 1776, k, &departures, NULL), AWOL_OK, "record %u", k);
        for (size_t i = 0; i < departures.n; i++)
            counts[(int)departures.departures[i].time]++;
        regress(counts, &poisson, &quasi);
        found.poisson += poisson;
        found.quasi += quasi;
        awol_departures_release(&departures);
    }
    found.poisson /= RECORDS;
    found.quasi /= RECORDS;
    return found;
}

/* Expected shares: the same simulated by a separate program (numpy, 2,000 records) gave .357 and
 * .213 with prompting, .050 and .049 without. A share of .36 of 2,000 has a standard error of .011;
 * the bounds are four of them for the difference of two such shares, and less for the smaller. */
Test(regression, misleads_where_departures_prompt_departures)
{
    const struct shares prompted = false_positives(0.6), alone = false_positives(0);
    cr_assert_float_eq(prompted.poisson, 0.357, 0.06, "Poisson %g", prompted.poisson);
    cr_assert_float_eq(prompted.quasi, 0.213, 0.052, "quasi-Poisson %g", prompted.quasi);
    cr_assert_float_eq(alone.poisson, 0.05, 0.027, "Poisson, none prompted: %g", alone.poisson);
    cr_assert_float_eq(alone.quasi, 0.049, 0.027, "quasi, none prompted: %g", alone.quasi);
}
