#include "explain/spread.h"

#include <criterion/criterion.h>
#include <math.h>

/* A force of 3 with one first deserter, eta e: each of the other two escapes a deserter with
 * probability q = exp(-e/3) (Reed and Frost). P(nobody) = q^2; P(one) = 2 (1-q) q q; else both. */
Test(spread, three_men_by_hand)
{
    double q = exp(-.9 / 3), nobody = q * q, one = 2 * (1 - q) * q * q;
    static const double at_least[] = {1, 2, 3};
    const struct awol_spread_draws draws = {40000, 7, 2};
    double p[3], se[3], share;
    const struct awol_spread spread = {
        .first = 1, .eta = .9, .tau_days = 2, .men = 3, .at_least = at_least, .n_at_least = 3};
    struct awol_spread_means means = {.at_least = p, .at_least_se = se};
    cr_assert_eq(awol_spread_simulate(&spread, &draws, &means, NULL), AWOL_OK);
    cr_assert_float_eq(p[0], 1 - nobody, 4 * se[0]);
    cr_assert_float_eq(p[1], 1 - nobody - one, 4 * se[1]);
    cr_assert_eq(p[2], 0, "there are two others only");
    cr_assert_eq(awol_spread_at_least(1, .9, 3, 1, &draws, &share, NULL), AWOL_OK);
    cr_assert_float_eq(share, 1 - nobody, 4 * se[0]);
    cr_assert_eq(awol_spread_at_least(1, .9, 3, 2, &draws, &share, NULL), AWOL_OK);
    cr_assert_float_eq(share, 1 - nobody - one, 4 * se[1]);
}

Test(spread, threads_change_no_bit)
{
    static const double days[] = {1, 5};
    double one[4], three[4];
    const struct awol_spread spread = {
        .first = 2, .eta = 1.2, .tau_days = 2, .men = 200, .days = days, .n_days = 2};
    struct awol_spread_means means = {.by_day = one, .by_day_se = one + 2};
    cr_assert_eq(
        awol_spread_simulate(&spread, &(struct awol_spread_draws){500, 1, 1}, &means, NULL),
        AWOL_OK);
    means = (struct awol_spread_means){.by_day = three, .by_day_se = three + 2};
    cr_assert_eq(
        awol_spread_simulate(&spread, &(struct awol_spread_draws){500, 1, 3}, &means, NULL),
        AWOL_OK);
    for (int i = 0; i < 4; i++)
        cr_assert_eq(one[i], three[i], "number %d", i);
}

Test(spread, without_end_is_refused)
{
    const struct awol_spread spread = {.first = 1, .eta = 1, .tau_days = 2, .men = INFINITY};
    struct awol_spread_means means = {0};
    cr_assert_eq(
        awol_spread_simulate(&spread, &(struct awol_spread_draws){100, 1, 1}, &means, NULL),
        AWOL_USAGE);
}
