#include "model/chain.h"

#include <criterion/criterion.h>
#include <math.h>

static void near(const char *what, double got, double expected, double tolerance)
{
    cr_assert(fabs(got - expected) <= tolerance, "%s: %.15g, not %.15g", what, got, expected);
}

static double binomial(int y, int n, double p)
{
    double coefficient = 1;
    for (int i = 0; i < y; i++)
        coefficient *= (double)(n - i) / (i + 1);
    return coefficient * pow(p, y) * pow(1 - p, n - y);
}

/* The chance of a chain in a household of three where one brought the measles in. */
static double chain(double p, int second, int third)
{
    double chance = binomial(second, 2, awol_chain_reed_frost(0, p, 1));
    if (second == 1)
        chance *= binomial(third, 1, awol_chain_reed_frost(0, p, 1));
    return chance;
}

/* Measles in Providence, 334 households of three (Bailey 1975, The Mathematical Theory of
 * Infectious Diseases, ch. 14): 34 of one case, 25 of 1-1, 36 of 1-1-1, 239 of 1-2. The likelihood
 * is that of 575 drawn in 729 trials, so that p = 575/729, with the standard error below. */
Test(chain, providence)
{
    static const int counts[4] = {34, 25, 36, 239}, chains[4][2] = {{0, 0}, {1, 0}, {1, 1}, {2, 0}};
    double best = 0, l[3];
    for (int k = -1; k <= 1; k++) {
        double p = 575.0 / 729 + k * 1e-4;
        l[k + 1] = 0;
        for (int i = 0; i < 4; i++)
            l[k + 1] += counts[i] * log(chain(p, chains[i][0], chains[i][1]));
    }
    best = 575.0 / 729 + 1e-4 * 0.5 * (l[0] - l[2]) / (l[0] - 2 * l[1] + l[2]);
    near("p", best, .788752, 1e-6);
    near("se", 1e-4 / sqrt(-(l[0] - 2 * l[1] + l[2])), .015118, 2e-6);
    static const double expected[4] = {14.905, 23.513, 87.791, 207.791};
    for (int i = 0; i < 4; i++)
        near("households", 334 * chain(best, chains[i][0], chains[i][1]), expected[i], 6e-4);
}

Test(chain, tsir)
{
    near("alone", awol_chain_tsir(.02, .5, 0, .9, 100), -expm1(-.02), 1e-15);
    near("mass action", awol_chain_tsir(.02, .5, 8, 1, 100), -expm1(-.06), 1e-15);
    near("mixing", awol_chain_tsir(0, .5, 8, .9, 100), -expm1(-.5 * pow(8, .9) / 100), 1e-15);
}

/* z solves z = 1 - exp(-r z); at r = 2 by fixed-point iteration in mpmath, 20 digits. */
Test(chain, final_share)
{
    near("1", awol_chain_final_share(1), 0, 0);
    near("0.4", awol_chain_final_share(0.4), 0, 0);
    near("2", awol_chain_final_share(2), 0.79681213002002, 1e-13);
    for (double r = 1.01; r < 6; r += 0.37) {
        double z = awol_chain_final_share(r);
        near("fixed point", 1 - exp(-r * z), z, 1e-13);
    }
}
