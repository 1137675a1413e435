#include <criterion/criterion.h>

#include "count/period.h"
#include "date/span.h"

static int64_t day(const char *text)
{
    int64_t number = 0;

    cr_assert(awol_day_parse(text, &number));
    return number;
}

/* 28 June 1778 was a Sunday (the battle of Monmouth), 9 April 1865 Palm Sunday. */
Test(period, bins_of_the_calendar)
{
    static const struct {
        const char *by, *day, *start, *next;
    } cases[] = {
        {"day", "1778-06-28", "1778-06-28", "1778-06-29"},
        {"week", "1778-06-28", "1778-06-22", "1778-06-29"},
        {"week", "1865-04-09", "1865-04-03", "1865-04-10"},
        {"week", "1865-04-10", "1865-04-10", "1865-04-17"},
        {"month", "1778-12-31", "1778-12-01", "1779-01-01"},
        {"month", "1780-02-29", "1780-02-01", "1780-03-01"},
        {"year", "1778-06-28", "1778-01-01", "1779-01-01"},
        {"10d", "1970-01-10", "1970-01-01", "1970-01-11"},
        {"10d", "1969-12-31", "1969-12-22", "1970-01-01"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_period period;

        cr_assert(awol_period_parse(cases[i].by, &period));
        cr_assert_eq(awol_period_start(&period, day(cases[i].day)), day(cases[i].start), "%zu", i);
        cr_assert_eq(awol_period_next(&period, day(cases[i].day)), day(cases[i].next), "%zu", i);
    }
}

Test(period, words_that_are_none)
{
    static const char *const words[] = {
        "",     "d", "0d", "-3d", "3", "3D", "fortnight", "36526d", "1e2d", "99999999999999999999d",
        "Month"};
    struct awol_period period;

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        cr_assert(!awol_period_parse(words[i], &period), "%s", words[i]);
    cr_assert(awol_period_needs_origin("3d"));
    cr_assert(!awol_period_needs_origin("1d") && !awol_period_needs_origin("week"));
}
