#include "date/calendar.h"

#include <criterion/criterion.h>
#include <inttypes.h>

/* The day numbers of the library begin at 1970-01-01, whose Julian day number is 2440588 (Meeus,
 * Astronomical Algorithms, 2nd ed. 1998, chapter 7; also 2440587.5 at midnight, U.S. Naval
 * Observatory). */
#define JULIAN_DAY_OF_DAY_0 2440588

static int64_t julian_day_number(enum awol_calendar calendar, int64_t year, int month, int day)
{
    return awol_day_from_date(calendar, (struct awol_date){year, month, day}) + JULIAN_DAY_OF_DAY_0;
}

Test(calendar, day_0_is_the_first_of_january_1970)
{
    cr_assert_eq(awol_day_from_date(AWOL_GREGORIAN, (struct awol_date){1970, 1, 1}), 0);
}

/* Meeus, chapter 7, example 7.a and the table on page 62; his days begin at noon, so that "12.5"
 * is the number itself and "12.0" or "12.9" is rounded to the noon of that day. */
Test(calendar, julian_day_numbers_of_meeus)
{
    static const struct {
        enum awol_calendar calendar;
        int64_t year;
        int month, day;
        int64_t number;
    } cases[] = {
        {AWOL_GREGORIAN, 1957, 10, 4, 2436116}, {AWOL_JULIAN, 333, 1, 27, 1842713},
        {AWOL_GREGORIAN, 2000, 1, 1, 2451545},  {AWOL_GREGORIAN, 1987, 1, 27, 2446823},
        {AWOL_GREGORIAN, 1988, 6, 19, 2447332}, {AWOL_GREGORIAN, 1900, 1, 1, 2415021},
        {AWOL_GREGORIAN, 1600, 1, 1, 2305448},  {AWOL_GREGORIAN, 1600, 12, 31, 2305813},
        {AWOL_JULIAN, 837, 4, 10, 2026872},     {AWOL_JULIAN, -123, 12, 31, 1676497},
        {AWOL_JULIAN, -122, 1, 1, 1676498},     {AWOL_JULIAN, -1000, 7, 12, 1356001},
        {AWOL_JULIAN, -1000, 2, 29, 1355867},   {AWOL_JULIAN, -1001, 8, 17, 1355671},
        {AWOL_JULIAN, -4712, 1, 1, 0},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const int64_t seen =
            julian_day_number(cases[i].calendar, cases[i].year, cases[i].month, cases[i].day);

        cr_assert_eq(seen, cases[i].number, "%" PRId64 "-%02d-%02d: %" PRId64, cases[i].year,
                     cases[i].month, cases[i].day, seen);
    }
}

/* The reform (bull Inter gravissimas: Thursday 4 October 1582 was followed by Friday 15 October,
 * JDN 2299161); Washington's birthday (Family Bible: "11th day of February 1731/2", kept on the
 * 22nd); the British reform (24 Geo. II c. 23: 2 September 1752 was followed by the 14th); the
 * October revolution (25 October old style, 7 November). */
Test(calendar, dates_known_in_both_calendars)
{
    static const struct {
        struct awol_date gregorian;
        struct awol_date julian;
    } cases[] = {
        {{1582, 10, 15}, {1582, 10, 5}}, {{1582, 10, 14}, {1582, 10, 4}},
        {{1732, 2, 22}, {1732, 2, 11}},  {{1752, 9, 14}, {1752, 9, 3}},
        {{1917, 11, 7}, {1917, 10, 25}}, {{1700, 2, 28}, {1700, 2, 18}},
        {{1700, 3, 11}, {1700, 2, 29}},  {{1800, 3, 12}, {1800, 2, 29}},
        {{1900, 3, 13}, {1900, 2, 29}},
    };

    cr_assert_eq(julian_day_number(AWOL_GREGORIAN, 1582, 10, 15), 2299161);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const int64_t day = awol_day_from_date(AWOL_GREGORIAN, cases[i].gregorian);
        const struct awol_date julian = awol_date_from_day(AWOL_JULIAN, day);

        cr_assert_eq(awol_day_from_date(AWOL_JULIAN, cases[i].julian), day, "case %zu", i);
        cr_assert_eq(julian.year, cases[i].julian.year, "case %zu", i);
        cr_assert_eq(julian.month, cases[i].julian.month, "case %zu", i);
        cr_assert_eq(julian.day, cases[i].julian.day, "case %zu", i);
    }
}

/* H. F. Fliegel and T. C. Van Flandern, "A machine algorithm for processing calendar dates",
 * Communications of the ACM 11 (1968), 657: another arithmetic than the library's. */
static int64_t fliegel_van_flandern(int64_t i, int64_t j, int64_t k)
{
    return k - 32075 + 1461 * (i + 4800 + (j - 14) / 12) / 4 +
           367 * (j - 2 - (j - 14) / 12 * 12) / 12 - 3 * ((i + 4900 + (j - 14) / 12) / 100) / 4;
}

/* Explanatory Supplement to the Astronomical Almanac (1992), section 12.92, Julian calendar. */
static int64_t julian_of_supplement(int64_t y, int64_t m, int64_t d)
{
    return 367 * y - (7 * (y + 5001 + (m - 9) / 7)) / 4 + (275 * m) / 9 + d + 1729777;
}

Test(calendar, every_day_from_1500_to_1900_agrees_with_published_algorithms)
{
    const int64_t first = awol_day_from_date(AWOL_GREGORIAN, (struct awol_date){1500, 1, 1});
    const int64_t last = awol_day_from_date(AWOL_GREGORIAN, (struct awol_date){1900, 12, 31});

    cr_assert_eq(last - first + 1, 401 * 365 + 97,
                 "of 101 years divisible by 4, 1500, 1700, 1800 and 1900 are not leap");
    for (int64_t day = first; day <= last; day++) {
        const struct awol_date gregorian = awol_date_from_day(AWOL_GREGORIAN, day);
        const struct awol_date julian = awol_date_from_day(AWOL_JULIAN, day);

        cr_assert(awol_date_is_valid(AWOL_GREGORIAN, gregorian));
        cr_assert(awol_date_is_valid(AWOL_JULIAN, julian));
        cr_assert_eq(fliegel_van_flandern(gregorian.year, gregorian.month, gregorian.day),
                     day + JULIAN_DAY_OF_DAY_0, "day %" PRId64, day);
        cr_assert_eq(julian_of_supplement(julian.year, julian.month, julian.day),
                     day + JULIAN_DAY_OF_DAY_0, "day %" PRId64, day);
        cr_assert_eq(awol_day_from_date(AWOL_GREGORIAN, gregorian), day, "day %" PRId64, day);
        cr_assert_eq(awol_day_from_date(AWOL_JULIAN, julian), day, "day %" PRId64, day);
    }
}

static void check_days_follow_each_other(enum awol_calendar calendar, int64_t from, int64_t to)
{
    struct awol_date before = awol_date_from_day(calendar, from - 1);

    for (int64_t day = from; day <= to; day++) {
        const struct awol_date date = awol_date_from_day(calendar, day);
        const bool same_month = date.month == before.month;

        cr_assert(awol_date_is_valid(calendar, date), "day %" PRId64, day);
        cr_assert_eq(awol_day_from_date(calendar, date), day, "day %" PRId64, day);
        if (same_month)
            cr_assert_eq(date.day, before.day + 1, "day %" PRId64, day);
        else
            cr_assert_eq(date.day, 1, "day %" PRId64, day);
        cr_assert_eq(date.year - before.year, !same_month && date.month == 1, "day %" PRId64, day);
        before = date;
    }
}

Test(calendar, days_follow_each_other_across_year_0)
{
    for (int calendar = AWOL_GREGORIAN; calendar <= AWOL_JULIAN; calendar++) {
        const int64_t first = awol_day_from_date(calendar, (struct awol_date){-405, 1, 1});
        const int64_t last = awol_day_from_date(calendar, (struct awol_date){405, 12, 31});

        check_days_follow_each_other(calendar, first, last);
    }
}

Test(calendar, days_follow_each_other_at_the_ends_of_the_range)
{
    for (int calendar = AWOL_GREGORIAN; calendar <= AWOL_JULIAN; calendar++) {
        const int64_t first = awol_day_from_date(calendar, (struct awol_date){AWOL_YEAR_MIN, 1, 1});
        const int64_t last =
            awol_day_from_date(calendar, (struct awol_date){AWOL_YEAR_MAX, 12, 31});

        check_days_follow_each_other(calendar, first + 1, first + 800);
        check_days_follow_each_other(calendar, last - 800, last);
    }
}

/* ISO 8601-1:2019, 3.1.1.21; Julian years divisible by 4 are leap, also before year 0. */
Test(calendar, leap_years)
{
    static const struct {
        int64_t year;
        bool gregorian, julian;
    } cases[] = {
        {1600, true, true},  {1700, false, true}, {1776, true, true}, {1777, false, false},
        {1800, false, true}, {1900, false, true}, {2000, true, true}, {0, true, true},
        {-4, true, true},    {-100, false, true}, {-400, true, true}, {-1, false, false},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct awol_date leap_day = {cases[i].year, 2, 29};

        cr_assert_eq(awol_date_is_valid(AWOL_GREGORIAN, leap_day), cases[i].gregorian,
                     "Gregorian %" PRId64, cases[i].year);
        cr_assert_eq(awol_date_is_valid(AWOL_JULIAN, leap_day), cases[i].julian, "Julian %" PRId64,
                     cases[i].year);
    }
}

Test(calendar, days_that_do_not_exist)
{
    static const struct awol_date none[] = {
        {1776, 0, 1},
        {1776, 13, 1},
        {1776, 1, 0},
        {1776, 1, 32},
        {1776, 2, 30},
        {1776, 4, 31},
        {1776, 6, 31},
        {1776, 9, 31},
        {1776, 11, 31},
        {AWOL_YEAR_MAX + 1LL, 1, 1},
        {AWOL_YEAR_MIN - 1LL, 1, 1},
    };

    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        cr_assert_not(awol_date_is_valid(AWOL_GREGORIAN, none[i]), "case %zu", i);
}

Test(calendar, day_of_the_year)
{
    cr_assert_eq(
        awol_day_of_year(awol_day_from_date(AWOL_GREGORIAN, (struct awol_date){1777, 1, 1})), 1);
    /* 1776 is a leap year: 31 + 29 + 1. */
    cr_assert_eq(
        awol_day_of_year(awol_day_from_date(AWOL_GREGORIAN, (struct awol_date){1776, 3, 1})), 61);
    cr_assert_eq(
        awol_day_of_year(awol_day_from_date(AWOL_GREGORIAN, (struct awol_date){1776, 12, 31})),
        366);
    cr_assert_eq(
        awol_day_of_year(awol_day_from_date(AWOL_GREGORIAN, (struct awol_date){-1, 12, 31})), 365);
}

Test(calendar, names)
{
    cr_assert_str_eq(awol_calendar_name(AWOL_GREGORIAN), "gregorian");
    cr_assert_str_eq(awol_calendar_name(AWOL_JULIAN), "julian");
    cr_assert_str_eq(awol_calendar_name(AWOL_FRENCH_REPUBLICAN), "french-republican");
}

Test(calendar, names_are_found)
{
    enum awol_calendar calendar = AWOL_JULIAN;

    cr_assert(awol_calendar_find("french-republican", &calendar));
    cr_assert_eq(calendar, AWOL_FRENCH_REPUBLICAN);
    cr_assert_not(awol_calendar_find("hebrew", &calendar));
    cr_assert_not(awol_calendar_find("", &calendar));
    cr_assert_eq(calendar, AWOL_FRENCH_REPUBLICAN);
}
