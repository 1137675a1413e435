/* Published closed forms of cascades, by formula and by simulation. */
#include <criterion/criterion.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

#include "base/random.h"
#include "model/network.h"
#include "model/simulate.h"

/* Watts 2002: the windows of mean ties for one threshold, solved independently with mpmath. */
Test(networks, windows_of_watts)
{
    static const struct {
        double threshold, low, high;
    } rows[] = {{0.18, 1.0207039, 5.7646771}, {0.24, 1.11414, 3.86307}, {0.25, 1.11414, 3.86307}};
    double low, high;
    awol_numeric_begin();
    for (size_t i = 0; i < 3; i++) {
        cr_assert(awol_network_window(rows[i].threshold, &low, &high));
        cr_assert_float_eq(low, rows[i].low, i ? 5e-6 : 5e-8, "%g: %.9g", rows[i].threshold, low);
        cr_assert_float_eq(high, rows[i].high, i ? 5e-6 : 5e-8, "%g: %.9g", rows[i].threshold,
                           high);
    }
    cr_assert(!awol_network_window(0.30, &low, &high));
    cr_assert(!awol_network_window(0.51, &low, &high));
}

/* One first man in 10,000, threshold .18: outside the window hardly a cascade reaches a tenth of
 * the men; inside, as many as the giant cluster of vulnerable men has in its reach, within four
 * standard errors and what the finite network leaves over. */
Test(networks, cascades_of_watts)
{
    enum { N = 10000, DRAWS = 300 };
    static const double ties[] = {0.9, 2, 3, 4.5, 6.6};
    const struct awol_thresholds t = {.mean = 0.18};
    gsl_rng *generator = gsl_rng_alloc(awol_random_philox);
    awol_numeric_begin();
    for (size_t i = 0; i < 5; i++) {
        struct awol_vulnerable v;
        double large = 0;
        awol_network_poisson(ties[i], &t, &v);
        cr_assert_eq(v.branching > 1, i > 0 && i < 4, "ties %g: %g", ties[i], v.branching);
        for (uint32_t k = 0; k < DRAWS; k++) {
            struct awol_network network;
            struct awol_network_cascade cascade;
            awol_random_at(generator, 1776, k, i);
            awol_network_random(N, ties[i], generator, &network, NULL);
            awol_network_cascade_init(&cascade, N, NULL);
            awol_network_cascade_begin(&cascade, &network, &t, NULL, generator);
            awol_network_cascade_seed(&cascade, (uint32_t)gsl_rng_uniform_int(generator, N));
            awol_network_cascade_run(&cascade, &network);
            large += (double)cascade.n_left > 0.1 * N;
            awol_network_cascade_release(&cascade);
            awol_network_release(&network);
        }
        double se = sqrt(fmax(v.chance * (1 - v.chance), 0.01) / DRAWS);
        cr_assert_float_eq(large / DRAWS, v.chance, 4 * se, "ties %g: %g, expected %g", ties[i],
                           large / DRAWS, v.chance);
    }
    gsl_rng_free(generator);
}

/* Granovetter 1978: thresholds of mean .25; the spread at which a unit is carried away is
 * .1222208683 (solved independently), where it had come to rest at a share of .0620032. By
 * simulation of units of 4e9 men, found by halving; a unit that is not endless is carried away a
 * little before, by chance. */
Test(networks, critical_spread_of_granovetter)
{
    gsl_rng *generator = gsl_rng_alloc(awol_random_philox);
    double below = 0.11, above = 0.13, rest = 0;
    awol_numeric_begin();
    for (uint32_t k = 0; k < 24; k++) {
        const struct awol_thresholds t = {.mean = 0.25, .sd = 0.5 * (below + above)};
        awol_random_at(generator, 1776, k, 0);
        double share = awol_thresholds_cascade(&t, 4e9, 0, 0, generator, NULL) / 4e9;
        if (share < 0.5) {
            below = t.sd;
            rest = share;
        } else {
            above = t.sd;
        }
    }
    cr_assert_float_eq(0.5 * (below + above), 0.1222208683, 1e-5, "%.9g", below);
    cr_assert_float_eq(rest, 0.0620032, 2e-3, "%.7g", rest);
    gsl_rng_free(generator);
}

/* A cascade from one departure has Borel's law, and all who leave after Poisson(1) newcomers the
 * generalised Poisson law that comes of it (Consul and Jain 1973): P(n) = (1 + eta n)^(n-1)
 * exp(-1 - eta n) / n!. Delays are so short that no cascade is cut off. */
Test(networks, borel_by_simulation)
{
    enum { DRAWS = 40000, MOST = 6 };
    const struct awol_plan_unit unit = {"all", NAN};
    const struct awol_plan plan = {
        .units = &unit, .n_units = 1, .n_days = 100, .rate = 0.01, .eta = 0.5, .tau_days = 1e-3};
    size_t how_many[MOST + 1] = {0};
    awol_numeric_begin();
    for (uint32_t k = 0; k < DRAWS; k++) {
        struct awol_departures departures;
        cr_assert_eq(awol_simulate(&plan, 1, k, &departures, NULL), AWOL_OK);
        how_many[departures.n < MOST ? departures.n : MOST]++;
        awol_departures_release(&departures);
    }
    for (int n = 0; n < MOST; n++) {
        double p =
            exp((n ? (n - 1) * log(1 + 0.5 * n) : 0) - 1 - 0.5 * n - gsl_sf_lnfact((unsigned)n));
        cr_assert_float_eq(how_many[n] / (double)DRAWS, p, 4 * sqrt(p / DRAWS),
                           "%d: %g, expected %g", n, how_many[n] / (double)DRAWS, p);
    }
}
