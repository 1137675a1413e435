#include "count/tally.h"

#include <criterion/criterion.h>
#include <math.h>

#define NONE (double)NAN

static bool same(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

Test(tally, counts_of_every_kind_add_in_either_order)
{
    static const struct {
        struct awol_count a, b, sum;
    } cases[] = {
        {{2, NONE, NONE, AWOL_KIND_EXACT},
         {3, NONE, NONE, AWOL_KIND_EXACT},
         {5, NONE, NONE, AWOL_KIND_EXACT}},
        {{2, NONE, NONE, AWOL_KIND_EXACT},
         {3, NONE, NONE, AWOL_KIND_ABOUT},
         {5, NONE, NONE, AWOL_KIND_ABOUT}},
        {{2, NONE, NONE, AWOL_KIND_EXACT},
         {8, 6, 9, AWOL_KIND_ABOUT},
         {10, 8, 11, AWOL_KIND_ABOUT}},
        {{2, NONE, NONE, AWOL_KIND_EXACT},
         {NONE, 6, 9, AWOL_KIND_RANGE},
         {NONE, 8, 11, AWOL_KIND_RANGE}},
        {{8, 6, 9, AWOL_KIND_ABOUT}, {7, 6, 9, AWOL_KIND_RANGE}, {15, 12, 18, AWOL_KIND_RANGE}},
        {{2, NONE, NONE, AWOL_KIND_EXACT},
         {4, NONE, NONE, AWOL_KIND_AT_LEAST},
         {6, NONE, NONE, AWOL_KIND_AT_LEAST}},
        {{NONE, 6, 9, AWOL_KIND_RANGE},
         {4, NONE, NONE, AWOL_KIND_AT_LEAST},
         {10, NONE, NONE, AWOL_KIND_AT_LEAST}},
        {{4, NONE, NONE, AWOL_KIND_AT_MOST},
         {3, NONE, NONE, AWOL_KIND_AT_LEAST},
         {3, NONE, NONE, AWOL_KIND_AT_LEAST}},
        {{4, NONE, NONE, AWOL_KIND_AT_MOST},
         {3, NONE, NONE, AWOL_KIND_AT_MOST},
         {7, NONE, NONE, AWOL_KIND_AT_MOST}},
        {{4, NONE, NONE, AWOL_KIND_AT_MOST},
         {3, NONE, NONE, AWOL_KIND_EXACT},
         {NONE, 3, 7, AWOL_KIND_RANGE}},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (int swap = 0; swap < 2; swap++) {
            struct awol_count sum = swap ? awol_count_add(&cases[i].b, &cases[i].a)
                                         : awol_count_add(&cases[i].a, &cases[i].b);

            cr_assert_eq(sum.kind, cases[i].sum.kind, "case %zu", i);
            cr_assert(same(sum.count, cases[i].sum.count), "case %zu: %g", i, sum.count);
            cr_assert(same(sum.low, cases[i].sum.low), "case %zu: %g", i, sum.low);
            cr_assert(same(sum.high, cases[i].sum.high), "case %zu: %g", i, sum.high);
            cr_assert_eq(awol_count_validate(&sum, NULL), AWOL_OK, "case %zu", i);
        }
    }
}
