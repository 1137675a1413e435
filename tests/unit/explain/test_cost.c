/* Costs by hand. */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "explain/cost.h"

/* 100 + 10 * 40 for 40 men, of whom 25 (20 to 50) were brought: 500 in all, 12.5 for each who came,
 * 20 (10 to 25) for each of the 25; against 50 it is 2.5 (2 to 5) times cheaper; ten men make it
 * even, a quarter of 40; (50 * 25 - 100) / 40 = 28.75 could have been paid to each. */
Test(cost, by_hand)
{
    const struct awol_cost_terms terms = {
        .fixed = 100, .per_man = 10, .alternative = 50, .replacement = 8, .currency = "pounds"};
    const struct awol_amount brought = {25, 20, 50};
    const struct awol_cost c = awol_cost_of(&terms, 40, &brought);
    cr_assert_float_eq(c.total, 500, 1e-12);
    cr_assert_float_eq(c.per_man_who_came, 12.5, 1e-12);
    cr_assert_float_eq(c.per_brought.estimate, 20, 1e-12);
    cr_assert_float_eq(c.per_brought.low, 10, 1e-12);
    cr_assert_float_eq(c.per_brought.high, 25, 1e-12);
    cr_assert_float_eq(c.times_cheaper.estimate, 2.5, 1e-12);
    cr_assert_float_eq(c.times_cheaper.high, 5, 1e-12);
    cr_assert_float_eq(c.break_even_men, 10, 1e-12);
    cr_assert_float_eq(c.break_even_share, 0.25, 1e-12);
    cr_assert_float_eq(c.break_even_payment.estimate, 28.75, 1e-12);
    cr_assert_float_eq(c.replaced.low, 160, 1e-12);
    cr_assert_float_eq(c.replaced_ratio.estimate, 0.4, 1e-12);
}

/* 125.12 dollars against 322,000: 2573.5 times (computed from the printed figures), if all 20,242
 * men of 1966 count; 7.87 of them would do. */
Test(cost, chieu_hoi)
{
    const struct awol_cost_terms terms = {.fixed = NAN,
                                          .per_man = 125.12,
                                          .alternative = 322000,
                                          .replacement = NAN,
                                          .currency = "dollars"};
    const struct awol_amount all = {20242, NAN, NAN}, tenth = {2024.2, NAN, NAN};
    const struct awol_cost c = awol_cost_of(&terms, 20242, &all);
    cr_assert_float_eq(c.times_cheaper.estimate, 2573.5, 0.05);
    cr_assert_float_eq(c.break_even_men, 7.87, 0.005);
    cr_assert_float_eq(awol_cost_of(&terms, 20242, &tenth).per_brought.estimate, 1251.2, 1e-9);
    cr_assert(isnan(c.replaced.estimate));
}

/* Where it may have brought nobody there is no upper limit; where it brought nobody no number. */
Test(cost, nobody_brought)
{
    const struct awol_cost_terms terms = {
        .fixed = 100, .per_man = NAN, .alternative = NAN, .replacement = NAN, .currency = "pounds"};
    const struct awol_amount few = {5, -3, 10}, none = {-1, -4, 2};
    struct awol_cost c = awol_cost_of(&terms, 40, &few);
    cr_assert_float_eq(c.per_brought.low, 10, 1e-12);
    cr_assert(isnan(c.per_brought.high));
    c = awol_cost_of(&terms, 40, &none);
    cr_assert(isinf(c.per_brought.estimate));
    cr_assert_float_eq(c.per_brought.low, 50, 1e-12);
}

Test(cost, comparison_without_costs)
{
    struct awol_error error = {0};
    struct awol_cost_terms terms = {
        .fixed = NAN, .per_man = NAN, .alternative = 5, .replacement = NAN, .currency = "pounds"};
    cr_assert_eq(awol_cost_check(&terms, &error), AWOL_USAGE);
    cr_assert(strstr(error.message, "--fixed or --per-man"), "%s", error.message);
    terms.fixed = 0;
    cr_assert_eq(awol_cost_check(&terms, &error), AWOL_OK);
}
