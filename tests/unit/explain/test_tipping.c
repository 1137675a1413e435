#include "explain/tipping.h"

#include <criterion/criterion.h>
#include <math.h>

static const struct awol_thresholds held = {.mean = .25, .sd = .1};

/* Roots of F(r) = r by scipy.optimize.brentq on scipy.stats.norm.cdf. */
Test(tipping, equilibria_of_a_unit_that_is_held)
{
    struct awol_equilibrium found[AWOL_MOST_EQUILIBRIA];
    cr_assert_eq(awol_equilibria_find(&held, 0, found), 3);
    for (size_t i = 0; i < 3; i++) {
        cr_assert_float_eq(awol_threshold_share(&held, found[i].share), found[i].share, 1e-12,
                           "root %zu", i);
        cr_assert_eq(found[i].stable, i != 1, "root %zu", i);
        cr_assert_eq(found[i].stable, found[i].slope < 1, "root %zu", i);
    }
    cr_assert(found[0].share < found[1].share && found[1].share < found[2].share);
}

Test(tipping, extreme_laws_have_their_equilibria_too)
{
    struct awol_equilibrium found[AWOL_MOST_EQUILIBRIA];
    const struct awol_thresholds step = {.mean = .5, .sd = 1e-3};
    cr_assert_eq(awol_equilibria_find(&step, 0, found), 3);
    cr_assert_float_eq(found[0].share, 0, 1e-300);
    cr_assert_float_eq(found[1].share, .5, 1e-3);
    cr_assert_float_eq(found[2].share, 1, 1e-12);
    const struct awol_thresholds nobody = {.mean = .25, .sd = .1, .never = 1};
    cr_assert_eq(awol_equilibria_find(&nobody, 0, found), 1);
    cr_assert_eq(found[0].share, 0);
    const struct awol_thresholds all = {.mean = -1, .sd = 1e-3};
    size_t n = awol_equilibria_find(&all, 0, found);
    cr_assert_eq(n, 1, "%zu", n);
    cr_assert_float_eq(found[0].share, 1, 1e-12);
}

Test(tipping, a_group_below_the_tipping_point_comes_back_and_one_above_does_not)
{
    double point = awol_tipping_point(&held, 0), rest = awol_equilibrium_from(&held, 0, 0);
    cr_assert(point > rest && point < .25, "%g", point);
    cr_assert_float_eq(awol_equilibrium_from(&held, 0, point + 1e-6), 1, 1e-6);
    cr_assert_float_eq(awol_equilibrium_from(&held, 0, point - 1e-6), point - 1e-6, 1e-15,
                       "those who went are gone, and nobody follows");
    cr_assert(isnan(awol_tipping_point(&held, point + 1e-6)), "nothing is left to tip");
}

Test(tipping, the_least_shift_just_carries_it_away)
{
    for (double gone = 0; gone < .13; gone += .04) {
        double shift = awol_tipping_shift(&held, gone);
        cr_assert(shift > 0, "gone %g", gone);
        cr_assert_gt(awol_equilibrium_from(&held, shift + 1e-6, gone), .99, "gone %g", gone);
        cr_assert_lt(awol_equilibrium_from(&held, shift - 1e-6, gone), .2, "gone %g", gone);
    }
    const struct awol_thresholds loose = {.mean = .25, .sd = .2};
    cr_assert(isnan(awol_tipping_shift(&loose, 0)), "it goes by itself");
}

/* Men who never go take their part of everything. */
Test(tipping, critical_spread_with_men_who_never_go)
{
    double share, spread = awol_critical_spread(.2, .2, &share);
    double plain_share, plain = awol_critical_spread(.25, 0, &plain_share);
    cr_assert_float_eq(spread, .8 * plain, 1e-14);
    cr_assert_float_eq(share, .8 * plain_share, 1e-14);
}

Test(tipping, units_settle_between_nobody_and_all)
{
    static const size_t nobody[] = {0, 0, 0, 0, 0}, all[] = {4, 0, 0, 0, 0};
    static const size_t late[] = {0, 2, 0, 2, 0};
    cr_assert_eq(awol_thresholds_settle(nobody, 4, 0), 0);
    cr_assert_eq(awol_thresholds_settle(nobody, 4, 3), 3);
    cr_assert_eq(awol_thresholds_settle(all, 4, 0), 4);
    cr_assert_eq(awol_thresholds_settle(late, 4, 0), 0);
    cr_assert_eq(awol_thresholds_settle(late, 4, 1), 2);
    cr_assert_eq(awol_thresholds_settle(late, 4, 3), 4);
}
