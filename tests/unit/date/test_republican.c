#include "date/republican.h"

#include <criterion/criterion.h>
#include <inttypes.h>

static void check_same_day(struct awol_date republican, struct awol_date gregorian)
{
    const int64_t day = awol_day_from_date(AWOL_GREGORIAN, gregorian);
    struct awol_date date = {0};

    cr_assert(awol_republican_is_valid(republican));
    cr_assert_eq(awol_republican_day(republican), day, "%d %s %" PRId64, republican.day,
                 awol_republican_month_name(republican.month), republican.year);
    cr_assert(awol_republican_date(day, &date));
    cr_assert_eq(date.year, republican.year);
    cr_assert_eq(date.month, republican.month);
    cr_assert_eq(date.day, republican.day);
}

/* Days that every history gives in both calendars: the Republic (1 vendémiaire I), the fall of
 * Robespierre (9 thermidor II), the coup of 18 brumaire VIII, the law on conscription (19 fructidor
 * VI), Austerlitz (11 frimaire XIV), the last day of the calendar (10 nivôse XIV). */
Test(republican, days_known_in_both_calendars)
{
    check_same_day((struct awol_date){1, 1, 1}, (struct awol_date){1792, 9, 22});
    check_same_day((struct awol_date){2, 11, 9}, (struct awol_date){1794, 7, 27});
    check_same_day((struct awol_date){8, 2, 18}, (struct awol_date){1799, 11, 9});
    check_same_day((struct awol_date){6, 12, 19}, (struct awol_date){1798, 9, 5});
    check_same_day((struct awol_date){14, 3, 11}, (struct awol_date){1805, 12, 2});
    check_same_day((struct awol_date){14, 4, 10}, (struct awol_date){1805, 12, 31});
}

Test(republican, the_years_iii_vii_and_xi_are_leap)
{
    for (int year = 1; year <= AWOL_REPUBLICAN_YEAR_MAX; year++) {
        const bool leap = year == 3 || year == 7 || year == 11;

        cr_assert_eq(awol_republican_month_length(year, 13), leap ? 6 : 5, "year %d", year);
        cr_assert_eq(awol_republican_is_valid((struct awol_date){year, 13, 6}), leap, "year %d",
                     year);
    }
}

Test(republican, days_that_do_not_exist)
{
    static const struct awol_date none[] = {
        {0, 1, 1}, {15, 1, 1}, {79, 1, 1},  {1, 0, 1},  {1, 14, 1},
        {1, 1, 0}, {1, 1, 31}, {14, 13, 6}, {3, 13, 7}, {-1, 1, 1},
    };

    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        cr_assert_not(awol_republican_is_valid(none[i]), "case %zu", i);
        cr_assert_not(awol_date_is_valid(AWOL_FRENCH_REPUBLICAN, none[i]), "case %zu", i);
    }
}

Test(republican, days_before_and_after_the_calendar_have_no_date)
{
    const int64_t first = awol_republican_day((struct awol_date){1, 1, 1});
    const int64_t last = awol_republican_day((struct awol_date){14, 13, 5});
    const int64_t outside[] = {first - 1, last + 1, INT64_MIN, INT64_MAX};
    struct awol_date date = {77, 77, 77};

    for (size_t i = 0; i < 4; i++) {
        cr_assert_not(awol_republican_date(outside[i], &date), "case %zu", i);
        cr_assert_eq(date.year, 77, "case %zu", i);
        cr_assert_eq(awol_date_from_day(AWOL_FRENCH_REPUBLICAN, outside[i]).year, 0, "case %zu", i);
    }
    cr_assert(awol_republican_date(last, &date));
    cr_assert_eq(date.month, 13);
    cr_assert_eq(date.day, 5);
}

/* The decree of 4 frimaire II (24 November 1793). */
Test(republican, names)
{
    cr_assert_str_eq(awol_republican_month_name(1), "vendémiaire");
    cr_assert_str_eq(awol_republican_month_name(3), "frimaire");
    cr_assert_str_eq(awol_republican_month_name(12), "fructidor");
    cr_assert_str_eq(awol_republican_month_name(13), "jours complémentaires");
    cr_assert_str_eq(awol_republican_day_name(1), "jour de la Vertu");
    cr_assert_str_eq(awol_republican_day_name(4), "jour de l’Opinion");
    cr_assert_str_eq(awol_republican_day_name(6), "jour de la Révolution");
}
