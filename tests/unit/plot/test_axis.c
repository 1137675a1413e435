#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "date/calendar.h"
#include "plot/axis.h"

static int64_t day_of(int64_t year, int month, int day)
{
    struct awol_date date = {year, month, day};
    return awol_day_from_date(AWOL_GREGORIAN, date);
}

/* date -u -d 1776-08-27 +%s: the value that gnuplot's own strptime gives too. */
Test(axis, counts_seconds_before_1970)
{
    cr_assert_float_eq(awol_axis_seconds(day_of(1776, 8, 27)), -6101395200.0, 0.0);
}

Test(axis, puts_days_at_noon_under_their_month)
{
    struct awol_time_axis axis;
    awol_axis_time(day_of(1865, 2, 19), day_of(1865, 3, 4), 500.0, 10.0, AWOL_ENGLISH, &axis);
    cr_assert_eq(axis.n_labels, 13);
    cr_assert_str_eq(axis.labels[0].text, "19");
    cr_assert_float_eq(axis.ticks[0], awol_axis_seconds(day_of(1865, 2, 19)) + 43200.0, 0.0);
    cr_assert_str_eq(axis.labels[10].text, "1", "1865 is no leap year");
    cr_assert_eq(axis.n_contexts, 2);
    cr_assert_str_eq(axis.contexts[0].text, "Feb 1865");
    cr_assert_eq(axis.n_borders, 1);
    cr_assert_float_eq(axis.borders[0], awol_axis_seconds(day_of(1865, 3, 1)), 0.0);
}

Test(axis, puts_months_between_their_ticks_over_the_year)
{
    struct awol_time_axis axis;
    awol_axis_time(day_of(1864, 6, 1), day_of(1865, 5, 1), 500.0, 10.0, AWOL_ENGLISH, &axis);
    cr_assert_eq(axis.n_labels, 11);
    cr_assert_str_eq(axis.labels[0].text, "Jun");
    cr_assert_float_eq(axis.labels[0].place, awol_axis_seconds(day_of(1864, 6, 16)), 0.0,
                       "the middle of 30 days");
    cr_assert_eq(axis.n_contexts, 2);
    cr_assert_str_eq(axis.contexts[1].text, "1865");
}

Test(axis, names_years_over_long_times)
{
    struct awol_time_axis axis;
    awol_axis_time(day_of(1776, 1, 1), day_of(1984, 1, 1), 500.0, 10.0, AWOL_ENGLISH, &axis);
    cr_assert_str_eq(axis.labels[0].text, "1780");
    cr_assert_str_eq(axis.labels[1].text, "1800", "by twenties");
    cr_assert_eq(axis.n_contexts, 0);
}

/* Whatever the time, ticks lie in it, in order, and labels do not touch by more than a guess. */
Test(axis, holds_its_ticks_for_any_length)
{
    for (int64_t days = 1; days < 400000; days = days + days / 7 + 1) {
        struct awol_time_axis axis;
        int64_t from = day_of(1700, 3, 15);
        awol_axis_time(from, from + days, 450.0, 10.0, AWOL_ENGLISH, &axis);
        cr_assert(axis.n_labels < 60, "%lld days: %zu labels", (long long)days, axis.n_labels);
        cr_assert(axis.n_labels + axis.n_contexts > 0, "%lld days", (long long)days);
        for (size_t i = 0; i < axis.n_ticks; i++) {
            cr_assert(axis.ticks[i] >= awol_axis_seconds(from));
            cr_assert(axis.ticks[i] <= awol_axis_seconds(from + days));
            cr_assert(i == 0 || axis.ticks[i] > axis.ticks[i - 1]);
        }
        double px_per_second = 450.0 / awol_axis_seconds(days);
        for (size_t i = 1; i < axis.n_labels; i++) {
            double gap = (axis.labels[i].place - axis.labels[i - 1].place) * px_per_second;
            cr_assert(gap > 9.0, "%lld days: %g px between labels", (long long)days, gap);
        }
    }
}

Test(axis, takes_round_steps_from_zero)
{
    for (double high = 1e-4; high < 1e6; high *= 1.37) {
        for (double height = 25.0; height < 300.0; height *= 1.6) {
            struct awol_number_axis axis;
            awol_axis_linear(0.0, high, height, 28.0, AWOL_ENGLISH, &axis);
            cr_assert(axis.n >= 2, "high %g on %g px", high, height);
            cr_assert((double)axis.n * 11.0 <= height * 1.2 + 22.0, "high %g on %g px: %zu ticks",
                      high, height, axis.n);
            cr_assert_float_eq(axis.ticks[0], 0.0, 0.0);
            cr_assert(axis.ticks[axis.n - 1] <= axis.high * (1.0 + 1e-9));
        }
    }
}

Test(axis, takes_powers_of_ten_on_a_log_scale)
{
    struct awol_number_axis axis;
    awol_axis_log(0.5, 2000.0, 100.0, AWOL_ENGLISH, &axis);
    cr_assert_eq(axis.n, 4);
    cr_assert_str_eq(axis.labels[0], "1");
    cr_assert_str_eq(axis.labels[3], "1,000");
    awol_axis_log(3.0, 30.0, 100.0, AWOL_ENGLISH, &axis);
    cr_assert_eq(axis.n, 3);
    cr_assert_str_eq(axis.labels[0], "5");
    cr_assert_str_eq(axis.labels[2], "20");
}

/* Steps are round below zero too, and zero has no sign. */
Test(axis, holds_negative_numbers)
{
    struct awol_number_axis axis;
    awol_axis_linear(-0.42, 0.31, 140.0, 28.0, AWOL_ENGLISH, &axis);
    cr_assert_eq(axis.n, 4);
    cr_assert_str_eq(axis.labels[0], "-0.4");
    cr_assert_str_eq(axis.labels[2], "0");
    cr_assert_str_eq(axis.labels[3], "0.2");
}

Test(axis, names_months_in_the_language)
{
    struct awol_time_axis axis;
    awol_axis_time(day_of(1865, 2, 19), day_of(1865, 3, 20), 500.0, 10.0, AWOL_GERMAN, &axis);
    cr_assert_str_eq(axis.contexts[1].text, "März 1865");
}
