#include <criterion/criterion.h>
#include <math.h>

#include "record/kind.h"

Test(kind, names_and_parsing_agree)
{
    static const char *const words[] = {"exact", "about", "range", "at-least", "at-most"};

    for (size_t i = 0; i < 5; i++) {
        enum awol_kind kind;

        cr_assert(awol_kind_parse(words[i], &kind), "%s", words[i]);
        cr_assert_str_eq(awol_kind_name(kind), words[i]);
    }
    enum awol_kind kind = AWOL_KIND_RANGE;
    cr_assert(!awol_kind_parse("Exact", &kind));
    cr_assert_eq(kind, AWOL_KIND_RANGE);
}

Test(kind, bounds_that_a_likelihood_scores)
{
    static const struct {
        struct awol_count count;
        double low, high;
    } cases[] = {
        {{7, NAN, NAN, AWOL_KIND_EXACT}, 7, 7},
        {{7, NAN, NAN, AWOL_KIND_ABOUT}, 7, 7},
        {{7, 5, 9, AWOL_KIND_ABOUT}, 5, 9},
        {{NAN, 5, 9, AWOL_KIND_RANGE}, 5, 9},
        {{7, NAN, NAN, AWOL_KIND_AT_LEAST}, 7, INFINITY},
        {{7, NAN, NAN, AWOL_KIND_AT_MOST}, 0, 7},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double low;
        double high;

        awol_count_bounds(&cases[i].count, &low, &high);
        cr_assert_eq(low, cases[i].low, "case %zu", i);
        cr_assert_eq(high, cases[i].high, "case %zu", i);
    }
}

Test(kind, a_count_that_names_no_kind)
{
    cr_assert_eq(awol_count_default_kind(&(struct awol_count){3, NAN, NAN, 0}), AWOL_KIND_EXACT);
    cr_assert_eq(awol_count_default_kind(&(struct awol_count){3, 2, 4, 0}), AWOL_KIND_ABOUT);
    cr_assert_eq(awol_count_default_kind(&(struct awol_count){NAN, 2, 4, 0}), AWOL_KIND_RANGE);
}

Test(kind, refusals)
{
    static const struct {
        struct awol_count count;
        const char *message;
    } cases[] = {
        {{-3, NAN, NAN, AWOL_KIND_EXACT}, "count “-3” is negative"},
        {{2.5, NAN, NAN, AWOL_KIND_EXACT}, "count “2.5” is not a whole number of men"},
        {{NAN, 1.5, 4, AWOL_KIND_RANGE}, "count_low “1.5” is not a whole number of men"},
        {{NAN, 1, -4, AWOL_KIND_RANGE}, "count_high “-4” is negative"},
        {{NAN, 5, NAN, AWOL_KIND_RANGE},
         "a range needs both count_low and count_high (seen “5” and “NA”)"},
        {{NAN, 9, 5, AWOL_KIND_RANGE}, "count_low “9” is above count_high “5”"},
        {{4, 5, 9, AWOL_KIND_RANGE}, "count “4” lies outside “5” to “9”"},
        {{10, 5, 9, AWOL_KIND_ABOUT}, "count “10” lies outside “5” to “9”"},
        {{NAN, NAN, NAN, AWOL_KIND_EXACT}, "kind exact needs a count"},
        {{NAN, NAN, NAN, AWOL_KIND_AT_LEAST}, "kind at-least needs a count"},
        {{7, 5, NAN, AWOL_KIND_ABOUT},
         "count_low and count_high go together (seen “5” and “NA”); a bound on one side is kind "
         "at-least or at-most"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_error error = {0};

        cr_assert_eq(awol_count_validate(&cases[i].count, &error), AWOL_DATA, "case %zu", i);
        cr_assert_str_eq(error.message, cases[i].message);
    }
    cr_assert_eq(awol_count_validate(&(struct awol_count){0, NAN, NAN, AWOL_KIND_EXACT}, NULL),
                 AWOL_OK);
}
