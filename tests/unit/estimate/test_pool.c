#include "estimate/pool.h"

#include <criterion/criterion.h>
#include <math.h>

static void near(const char *what, double got, double expected, double tolerance)
{
    cr_assert(fabs(got - expected) <= tolerance, "%s: %.12g, not %.12g", what, got, expected);
}

/* Thirteen trials of BCG vaccine (Colditz and others 1994, JAMA 271:698): cases and others, with
 * the vaccine and without. The numbers to be met are of R 4.2's metafor 3.8-1,
 *     rma(yi, vi, data = escalc("RR", tpos, tneg, cpos, cneg, data = dat.bcg), test = "knha",
 *         level = 90, control = list(threshold = 1e-12)), confint(), predict(), blup(). */
static const double trials[13][4] = {
    {4, 119, 11, 128},       {6, 300, 29, 274},        {3, 228, 11, 209},
    {62, 13536, 248, 12619}, {33, 5036, 47, 5761},     {180, 1361, 372, 1079},
    {8, 2537, 10, 619},      {505, 87886, 499, 87892}, {29, 7470, 45, 7232},
    {17, 1699, 65, 1600},    {186, 50448, 141, 27197}, {5, 2493, 3, 2338},
    {27, 16886, 29, 17825}};

static void log_ratios(struct awol_pool_study studies[static 13])
{
    for (size_t i = 0; i < 13; i++) {
        const double *t = trials[i];
        double with = t[0] + t[1], without = t[2] + t[3];
        studies[i].estimate = log(t[0] / with) - log(t[2] / without);
        studies[i].se = sqrt(1 / t[0] - 1 / with + 1 / t[2] - 1 / without);
    }
}

Test(pool, thirteen_trials)
{
    struct awol_pool_study studies[13];
    struct awol_pool_shrunken shrunken[13];
    struct awol_pool pool;
    log_ratios(studies);
    near("first log ratio", studies[0].estimate, -0.8893113339, 1e-10);
    near("its variance", studies[0].se * studies[0].se, 0.3255847650, 1e-10);
    cr_assert_eq(awol_pool_fit(studies, 13, 0.9, &pool, shrunken, NULL), AWOL_OK);
    near("mean", pool.mean, -7.14532342158e-01, 1e-10);
    near("se", pool.se, 1.80791744093e-01, 1e-10);
    near("low", pool.low, -1.03675521782, 1e-10);
    near("high", pool.high, -3.92309466497e-01, 1e-10);
    near("tau2", pool.tau2, 3.13243258136e-01, 1e-10);
    near("tau2 low", pool.tau2_low, 0.141010011179, 1e-5);
    near("tau2 high", pool.tau2_high, 0.909807431787, 1e-4);
    near("prediction low", pool.prediction_low, -1.7628, 1e-4);
    near("prediction high", pool.prediction_high, 0.3337, 1e-4);
    near("Q", pool.q, 152.233008082, 1e-8);
    near("p of Q", pool.q_p / 1.99676459085e-26, 1, 1e-9);
    near("I2", pool.i2, 0.922213845213, 1e-10);
    near("shrunken 1", shrunken[0].estimate, -0.8002, 1e-4);
    near("shrunken 12", shrunken[11].estimate, -0.2847, 1e-4);
    near("its se", shrunken[11].se, 0.4585, 1e-4);
}

/* Equal values: nothing between the campaigns, whose common mean is the weighted one. */
Test(pool, nothing_between)
{
    struct awol_pool_study studies[] = {{0.4, 0.2}, {0.5, 0.1}, {0.45, 0.3}};
    struct awol_pool pool;
    cr_assert_eq(awol_pool_fit(studies, 3, 0.9, &pool, NULL, NULL), AWOL_OK);
    cr_assert_eq(pool.tau2, 0);
    cr_assert_eq(pool.tau2_low, 0);
    double weight = 25 + 100 + 1 / 0.09;
    near("mean", pool.mean, (0.4 * 25 + 0.5 * 100 + 0.45 / 0.09) / weight, 1e-14);
    near("se, as if the variance were known", pool.se, sqrt(1 / weight), 1e-14);
}

/* Whatever the unit of measurement, the answer is the same in that unit. */
Test(pool, units)
{
    struct awol_pool_study studies[13], large[13];
    struct awol_pool a, b;
    log_ratios(studies);
    for (size_t i = 0; i < 13; i++)
        large[i] = (struct awol_pool_study){1e4 * studies[i].estimate, 1e4 * studies[i].se};
    cr_assert_eq(awol_pool_fit(studies, 13, 0.9, &a, NULL, NULL), AWOL_OK);
    cr_assert_eq(awol_pool_fit(large, 13, 0.9, &b, NULL, NULL), AWOL_OK);
    near("mean", b.mean, 1e4 * a.mean, 1e-6);
    near("tau2", b.tau2 / 1e8, a.tau2, 1e-10);
    near("high", b.high, 1e4 * a.high, 1e-6);
}

Test(pool, refuses)
{
    struct awol_pool_study studies[] = {{0.4, 0.2}, {NAN, 0.1}, {0.1, 0}};
    struct awol_pool pool;
    cr_assert_eq(awol_pool_fit(studies, 1, 0.9, &pool, NULL, NULL), AWOL_UNFIT);
    cr_assert_eq(awol_pool_fit(studies, 2, 0.9, &pool, NULL, NULL), AWOL_USAGE);
    studies[1] = studies[2];
    cr_assert_eq(awol_pool_fit(studies, 2, 0.9, &pool, NULL, NULL), AWOL_USAGE);
}
