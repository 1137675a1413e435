#include "record/rate.h"

#include <criterion/criterion.h>
#include <math.h>

/* One month of 1,000 men: the rate per 1,000 men and month is the count itself. */
Test(rate, rates_by_kind)
{
    struct awol_count exact = {10, NAN, NAN, AWOL_KIND_EXACT};
    struct awol_count range = {NAN, 0, 10, AWOL_KIND_RANGE};
    struct awol_count least = {10, NAN, NAN, AWOL_KIND_AT_LEAST};
    struct awol_count most = {10, NAN, NAN, AWOL_KIND_AT_MOST};
    double rate[3];

    awol_rate(&exact, 1000, 365.2425 / 12, 1000, 0.95, rate);
    cr_assert_float_eq(rate[0], 10.0, 1e-12);
    cr_assert_float_eq(rate[1], 4.7954, 6e-5);
    cr_assert_float_eq(rate[2], 18.3904, 6e-5);
    awol_rate(&exact, 500, 2 * 365.2425 / 12, 100, 0.95, rate);
    cr_assert_float_eq(rate[0], 1.0, 1e-12);
    awol_rate(&range, 1000, 365.2425 / 12, 1000, 0.95, rate);
    cr_assert(isnan(rate[0]) && rate[1] == 0.0);
    cr_assert_float_eq(rate[2], 18.3904, 6e-5);
    awol_rate(&least, 1000, 365.2425 / 12, 1000, 0.95, rate);
    cr_assert(isnan(rate[0]) && isnan(rate[2]));
    cr_assert_float_eq(rate[1], 4.7954, 6e-5);
    awol_rate(&most, 1000, 365.2425 / 12, 1000, 0.95, rate);
    cr_assert(isnan(rate[0]) && rate[1] == 0.0);
    cr_assert_float_eq(rate[2], 18.3904, 6e-5);
    for (int i = 0; i < 2; i++) {
        awol_rate(&exact, i == 0 ? 0.0 : (double)NAN, 30, 1000, 0.95, rate);
        cr_assert(isnan(rate[0]) && isnan(rate[1]) && isnan(rate[2]));
    }
}
