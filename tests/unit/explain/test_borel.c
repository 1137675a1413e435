/* What tests/reference/test_scenario.c does not say of borel.h. */
#include "explain/borel.h"

#include <criterion/criterion.h>
#include <math.h>

/* Multiplying eta by the answer gives the followers of the standing offer, within the time. */
Test(borel, urgency_makes_up_for_a_deadline)
{
    for (double eta = .1; eta < 1; eta += .2)
        for (double days = 1; days < 200; days *= 3) {
            double times = awol_urgency_needed(eta, 7, days, INFINITY);
            cr_assert_geq(times, 1, "eta %g, %g days", eta, days);
            cr_assert_float_eq(awol_followers_within(eta * times, 7, days), eta / (1 - eta),
                               1e-9 * eta / (1 - eta), "eta %g, %g days", eta, days);
        }
    cr_assert_float_eq(awol_urgency_needed(.5, 7, 30, 30), 1, 1e-15, "no shorter");
    cr_assert_float_eq(awol_urgency_needed(0, 7, 3, INFINITY), 1, 1e-15, "nobody follows");
}

Test(borel, extremes_are_numbers)
{
    cr_assert(isfinite(awol_followers_within(10, 1e-3, 1)) ||
              isinf(awol_followers_within(10, 1e-3, 1)));
    cr_assert(isinf(awol_followers_variance(10, 1e-3, 1)));
    cr_assert_float_eq(awol_followers_within(.5, 36525, 1e-3), .5e-3 / 36525, 1e-12);
    double p = awol_borel_at_least(1, .99, 1e5);
    cr_assert(p > 0 && p < 1, "%g", p);
}
