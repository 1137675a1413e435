/* Closed forms of cascades from first deserters, of windows and of thresholds: by formula, and by
 * simulation within its error. README.md names the sources. */
#include <criterion/criterion.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "explain/borel.h"
#include "explain/spread.h"
#include "explain/tipping.h"
#include "model/step.h"

/* Borel 1942: probabilities of 1 to 5 departures in all from one, to the digits computed with it.
 */
static const struct {
    double eta, p[5], mean, variance;
} borel[] = {
    {0.5, {.60653066, .18393972, .08367381, .04511176, .02672038}, 2, 4},
    {0.8, {.44932896, .16151721, .08708924, .05565400, .03907336}, 5, 100},
};

Test(scenario, borel_by_formula)
{
    for (size_t i = 0; i < 2; i++) {
        double sum = 0, mean = 0, variance = 0;
        for (size_t n = 1; n <= 5; n++)
            cr_assert_float_eq(exp(awol_borel_log(1, borel[i].eta, (double)n)), borel[i].p[n - 1],
                               5e-9, "eta %g, size %zu", borel[i].eta, n);
        for (double n = 1; n < 5000; n++) {
            double p = exp(awol_borel_log(1, borel[i].eta, n));
            sum += p;
            mean += n * p;
            variance += (n - borel[i].mean) * (n - borel[i].mean) * p;
        }
        cr_assert_float_eq(sum, 1, 1e-10, "eta %g", borel[i].eta);
        cr_assert_float_eq(mean, borel[i].mean, 1e-7, "eta %g", borel[i].eta);
        cr_assert_float_eq(variance, borel[i].variance, 1e-5, "eta %g", borel[i].eta);
    }
}

/* P(1 + 1 + n - 2) from two is the convolution of two from one. */
Test(scenario, borel_tanner_is_a_sum_of_borels)
{
    for (double n = 2; n <= 12; n++) {
        double sum = 0;
        for (double a = 1; a < n; a++)
            sum += exp(awol_borel_log(1, 0.7, a) + awol_borel_log(1, 0.7, n - a));
        cr_assert_float_eq(exp(awol_borel_log(2, 0.7, n)), sum, 1e-14, "size %g", n);
    }
}

/* The tail added from its small end against 1 less the rest, where both keep digits. */
Test(scenario, tails_agree_where_both_can_be_had)
{
    double below = 0;
    for (double n = 1; n <= 60; n++)
        below += exp(awol_borel_log(1, 0.6, n));
    cr_assert_float_eq(awol_borel_at_least(1, 0.6, 60), 1 - below, 1e-14);
    cr_assert(awol_borel_at_least(1, 0.5, 400) > 0, "a tail below the last digit of 1");
    cr_assert_float_eq(awol_borel_at_least(3, 0.5, 0), 1, 1e-15);
    cr_assert_float_eq(awol_borel_at_least(1, 0, 1), 0, 1e-15);
}

/* eta/(1-eta) (1 - e^-((1-eta)T/tau)) and its variance, eta .5, tau 1, T 1. */
Test(scenario, truncation_by_formula)
{
    cr_assert_float_eq(awol_followers_within(0.5, 1, 1), .3934693403, 5e-11);
    cr_assert_float_eq(awol_followers_variance(0.5, 1, 1), .5994672603, 5e-11);
    cr_assert_float_eq(awol_followers_within(.8, 2, 5), 1.57387736115, 5e-12);
    cr_assert_float_eq(awol_followers_within(.3, 1, 10), .428180622015, 5e-13);
    cr_assert_float_eq(awol_followers_within(1, 2, 3), 1.5, 1e-14); /* eta T/tau */
    cr_assert_float_eq(awol_followers_within(1.3, 2, 3), 2.46268613712, 5e-12);
    cr_assert_float_eq(awol_followers_within(0.8, 3, INFINITY), 4, 1e-14);
    cr_assert_float_eq(awol_followers_within(0.8, 3, 36525), 4, 1e-12);
}

/* Newcomers who come evenly over a window: the share of its departures that they are, 1/A; the 18
 * days to the end of August 1776 with delays of a week, where a seed on the first day would give
 * 1 - eta. */
Test(scenario, windows_by_formula)
{
    struct awol_step step;
    cr_assert_eq(awol_step_init(18, 0.5, 1.0 / 7, &step, NULL), AWOL_OK);
    cr_assert_float_eq(1 / step.A.value, .70, .005);
    cr_assert_eq(awol_step_init(18, 0.8, 1.0 / 7, &step, NULL), AWOL_OK);
    cr_assert_float_eq(1 / step.A.value, .53, .005);
}

enum { REPLICATES = 20000 };

static void simulate(const struct awol_spread *spread, struct awol_spread_means *means)
{
    const struct awol_spread_draws draws = {REPLICATES, 1776, 2};
    cr_assert_eq(awol_spread_simulate(spread, &draws, means, NULL), AWOL_OK);
}

/* Four standard errors: one false alarm in 16,000 for each of the comparisons, and the seed is
 * fixed. */
Test(scenario, borel_by_simulation)
{
    static const double at_least[] = {1, 2, 3, 4, 5, 10, 50};
    for (size_t i = 0; i < 2; i++) {
        double p[7], se[7];
        const struct awol_spread spread = {.first = 1,
                                           .eta = borel[i].eta,
                                           .tau_days = 3,
                                           .men = INFINITY,
                                           .at_least = at_least,
                                           .n_at_least = 7};
        struct awol_spread_means means = {.at_least = p, .at_least_se = se};
        simulate(&spread, &means);
        for (size_t k = 0; k < 7; k++)
            cr_assert_float_eq(p[k], awol_borel_at_least(1, borel[i].eta, at_least[k]),
                               4 * se[k] + 1e-4, "eta %g, at least %g: %g", borel[i].eta,
                               at_least[k], p[k]);
    }
}

Test(scenario, truncation_by_simulation)
{
    static const double days[] = {0.25, 1, 3, 1000};
    double mean[4], se[4];
    const struct awol_spread spread = {
        .first = 2, .eta = 0.5, .tau_days = 1, .men = INFINITY, .days = days, .n_days = 4};
    struct awol_spread_means means = {.by_day = mean, .by_day_se = se};
    simulate(&spread, &means);
    for (size_t i = 0; i < 4; i++) {
        double sd = sqrt(2 * awol_followers_variance(0.5, 1, days[i]));
        cr_assert_float_eq(mean[i], 2 * awol_followers_within(0.5, 1, days[i]), 4 * se[i],
                           "by day %g: %g", days[i], mean[i]);
        /* the scatter too: the error of an sd from so many is below 3 per cent here */
        cr_assert_float_eq(se[i] * sqrt(REPLICATES), sd, 0.06 * sd, "sd by day %g", days[i]);
    }
}

/* Granovetter 1978: mean .25, the spread at which the riot breaks out (12.2 of 100 in print). */
Test(scenario, critical_spread_by_formula)
{
    double share;
    cr_assert_float_eq(awol_critical_spread(0.25, 0, &share), .1222208683, 5e-11);
    cr_assert_float_eq(share, .0620032, 1e-7); /* printed cut off, not rounded */
    cr_assert(isnan(awol_critical_spread(0.6, 0, NULL)), "no such fold about a mean above a half");
}

/* The same two sides of it by following a unit from nobody up. */
Test(scenario, critical_spread_by_following_a_unit)
{
    const struct awol_thresholds below = {.mean = .25, .sd = .1222208683 - 1e-6};
    const struct awol_thresholds above = {.mean = .25, .sd = .1222208683 + 1e-6};
    struct awol_equilibrium found[AWOL_MOST_EQUILIBRIA];
    double r = 0, s = 0;
    for (int i = 0; i < 100000; i++) {
        r = awol_threshold_share(&below, r);
        s = awol_threshold_share(&above, s);
    }
    cr_assert_float_eq(r, .062, .001);
    cr_assert_gt(s, .99);
    cr_assert_eq(awol_equilibria_find(&below, 0, found), 3);
    cr_assert_eq(awol_equilibria_find(&above, 0, found), 1);
}

/* Units of 20,000 men drawn by chance: a tenth below the critical spread none of them is carried
 * away, a tenth above all are. (The share gone scatters by a few thousandths from unit to unit.) */
Test(scenario, critical_spread_by_simulation)
{
    enum { MEN = 20000, UNITS = 20 };
    gsl_rng *generator = gsl_rng_alloc(awol_random_philox);
    size_t *how_many = calloc(MEN + 1, sizeof *how_many);
    for (int side = -1; side <= 1; side += 2) {
        double sd = .1222208683 * (1 + .1 * side);
        for (uint32_t unit = 0; unit < UNITS; unit++) {
            awol_random_at(generator, 1978, unit, (uint64_t)(side + 1));
            memset(how_many, 0, (MEN + 1) * sizeof *how_many);
            for (size_t i = 0; i < MEN; i++) {
                double men = ceil((.25 + gsl_ran_gaussian(generator, sd)) * MEN);
                if (men <= MEN)
                    how_many[men > 0 ? (size_t)men : 0]++;
            }
            size_t gone = awol_thresholds_settle(how_many, MEN, 0);
            cr_assert(side < 0 ? gone < MEN / 10 : gone > MEN * 9 / 10, "spread %g, unit %u: %zu",
                      sd, unit, gone);
        }
    }
    free(how_many);
    gsl_rng_free(generator);
}

/* Granovetter 1978, p. 1424: thresholds 0 to 99 make a riot of 100; with a 2 for the 1, of one. */
Test(scenario, hundred_rioters)
{
    size_t how_many[101];
    for (size_t i = 0; i <= 100; i++)
        how_many[i] = i < 100;
    cr_assert_eq(awol_thresholds_settle(how_many, 100, 0), 100);
    how_many[1] = 0;
    how_many[2] = 2;
    cr_assert_eq(awol_thresholds_settle(how_many, 100, 0), 1);
    cr_assert_eq(awol_thresholds_settle(how_many, 100, 2), 100, "one more, and all go");
}
