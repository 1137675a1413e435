#include "date/easter.h"

#include <criterion/criterion.h>

static int64_t days_after_21_march(enum awol_calendar calendar, int64_t year)
{
    return awol_easter_day(calendar, year) -
           awol_day_from_date(calendar, (struct awol_date){year, 3, 21});
}

/* From almanacs; 22 March and 25 April are the first and the last day that there can be. */
Test(easter, known_years)
{
    static const struct {
        enum awol_calendar calendar;
        struct awol_date date;
    } rows[] = {
        {AWOL_GREGORIAN, {1776, 4, 7}},  {AWOL_GREGORIAN, {1777, 3, 30}},
        {AWOL_GREGORIAN, {1778, 4, 19}}, {AWOL_GREGORIAN, {1818, 3, 22}},
        {AWOL_GREGORIAN, {1943, 4, 25}}, {AWOL_GREGORIAN, {1954, 4, 18}},
        {AWOL_JULIAN, {1700, 3, 31}},    {AWOL_JULIAN, {1492, 4, 22}},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        cr_expect_eq(awol_easter_day(rows[i].calendar, rows[i].date.year),
                     awol_day_from_date(rows[i].calendar, rows[i].date), "%lld",
                     (long long)rows[i].date.year);
}

/* php -r '$s=0; for ($y=1583; $y<=1900; $y++)
 * $s=($s*31+easter_days($y, CAL_EASTER_ALWAYS_GREGORIAN))%1000003; echo $s;' and
 * CAL_EASTER_ALWAYS_JULIAN. */
Test(easter, every_year_as_in_php)
{
    static const enum awol_calendar calendars[] = {AWOL_GREGORIAN, AWOL_JULIAN};
    static const int64_t sums[] = {586413, 888942};

    for (int i = 0; i < 2; i++) {
        int64_t sum = 0;

        for (int64_t year = 1583; year <= 1900; year++)
            sum = (sum * 31 + days_after_21_march(calendars[i], year)) % 1000003;
        cr_expect_eq(sum, sums[i], "%lld", (long long)sum);
    }
}
