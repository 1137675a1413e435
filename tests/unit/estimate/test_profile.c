/* Limits of profiles against a search by force, on records drawn at random (tests/support): those
 * where another hill, a ridge or a bound misled an earlier way of following a profile, and a few
 * plain ones. The program tests/support/programs/profiles does so for as many as one likes. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

#include "base/random.h"
#include "support/profiles.h"

static const double level = 0.9;

static void check_within(uint32_t k, const char *name, int side, double most)
{
    struct profiles_record r;
    struct awol_estimate e = {0};
    struct awol_interval interval;
    struct profiles_verdict v = {0};
    struct awol_error error = {0};
    awol_numeric_begin();
    const struct profiles_plan plan = profiles_plan(k);
    cr_assert_eq(profiles_draw(&r, &plan, k, &error), AWOL_OK, "%s", error.message);
    cr_assert_eq(awol_estimate_fit(&r.problem, NULL, &e, &error), AWOL_OK, "%s", error.message);
    size_t p = awol_layout_find(&r.problem.layout, name);
    cr_assert_neq(p, SIZE_MAX, "record %u has no %s", (unsigned)k, name);
    cr_assert_eq(awol_profile(&r.problem, &e, p, level, &interval, NULL, &error), AWOL_OK);
    cr_assert_eq(profiles_judge(&r.problem, &e, p, level, &interval, side, 3, 1, &v, &error),
                 AWOL_OK);
    cr_assert_lt(fabs(v.error), most, "record %u, %s: the limit %g is off by %g", (unsigned)k, name,
                 v.limit, v.printed);
    cr_assert_lt(v.outside, 1e-4, "record %u, %s: a gap inside the interval", (unsigned)k, name);
    cr_assert_lt(v.better, 1e-4, "record %u, %s: a better maximum", (unsigned)k, name);
    awol_estimate_release(&e);
    profiles_release(&r);
}

static void check(uint32_t k, const char *name, int side)
{
    check_within(k, name, side, 1e-6);
}

Test(profile, finds_the_other_hill)
{
    check(1, "rate", -1);
    check(10, "rate", -1);
    check(748, "offer.o", -1); /* three units with levels that prompt each other, gp */
}

Test(profile, to_the_last_digit_at_a_bound)
{
    check(12, "offer.o", +1);
    check(31, "rate", -1);
}

Test(profile, plain_records)
{
    check(0, "offer.o", +1);
    check(5, "eta", -1);
    check(13, "eta", +1);
}

/* Without a cascade the ends are found by Newton's method, without following the profile: on both
 * sides, the second from what the first has taught. */
Test(profile, at_once)
{
    const double most = 1e-9;
    for (int side = -1; side <= 1; side += 2) {
        check_within(28, "rate.u1", side, most);
        check_within(29, "rate", side, most);
        check_within(29, "offer.o", side, most);
        check_within(29, "dispersion", side, most);
    }
}
