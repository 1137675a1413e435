#include "count/net.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "support/table_text.h"

static void read(const char *lines, struct awol_series *series)
{
    struct awol_table table = test_table("series", lines);
    struct awol_error error;

    cr_assert_eq(awol_series_from_table(&table, 0, series, &error), AWOL_OK, "%s", error.message);
    awol_table_release(&table);
}

#define HEAD "unit|start|end|count|count_low|count_high|kind\n"
#define DAYS "A|1778-06-01|1778-07-01|"

Test(net, counts_of_every_kind)
{
    static const struct {
        const char *left, *back;
        enum awol_kind kind;
        double low, high;
    } cases[] = {
        {"5|||", "2|||", AWOL_KIND_EXACT, 3, 3},
        {"5|||", "5|||", AWOL_KIND_EXACT, 0, 0},
        {"5|||at-least", "2|||", AWOL_KIND_AT_LEAST, 3, INFINITY},
        {"5|||at-least", "8|||", AWOL_KIND_AT_LEAST, 0, INFINITY},
        {"5|||", "2|||at-least", AWOL_KIND_RANGE, 0, 3},
        {"|5|9|range", "2|||", AWOL_KIND_RANGE, 3, 7},
        {"5|||at-most", "2|||", AWOL_KIND_RANGE, 0, 3},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[2][256];
        struct awol_series series, returns;
        double low, high;

        snprintf(text[0], sizeof text[0], HEAD DAYS "%s\n", cases[i].left);
        snprintf(text[1], sizeof text[1], HEAD DAYS "%s\n", cases[i].back);
        read(text[0], &series);
        read(text[1], &returns);
        cr_assert_eq(awol_net(&series, &returns, NULL), AWOL_OK, "case %zu", i);
        awol_count_bounds(&series.spans[0].count, &low, &high);
        cr_assert_eq(series.spans[0].count.kind, cases[i].kind, "case %zu", i);
        cr_assert(low == cases[i].low && high == cases[i].high, "case %zu: %g %g", i, low, high);
        awol_series_release(&returns);
        awol_series_release(&series);
    }
}

Test(net, totals_and_the_days_in_them)
{
    struct awol_series series, returns;
    double low, high;

    read(HEAD "A|1778-06-01|1778-08-01|5|||\nA|1778-06-01|1778-07-01|3|||at-least\n"
              "A|1778-07-01|1778-08-01|2|||\n",
         &series);
    read(HEAD "A|1778-06-01|1778-08-01|2|||\nA|1778-06-01|1778-07-01|1|||at-least\n", &returns);
    cr_assert_eq(awol_net(&series, &returns, NULL), AWOL_OK);
    cr_assert_eq(series.spans[0].count.kind, AWOL_KIND_EXACT);
    cr_assert_eq(series.spans[0].count.count, 3.0);
    cr_assert_eq(series.spans[1].count.kind, AWOL_KIND_AT_LEAST);
    cr_assert_eq(series.spans[1].count.count, 0.0);
    awol_count_bounds(&series.spans[2].count, &low, &high);
    cr_assert(low == 0.0 && high == 2.0, "%g %g", low, high);
    awol_series_release(&returns);
    awol_series_release(&series);
}

Test(net, more_that_came_back_than_left_is_refused)
{
    static const struct {
        const char *returns;
        const char *message;
    } cases[] = {
        {HEAD DAYS "6|||\n", "A, 1778-06-01 to 1778-06-30: 5 left and 6 came back"},
        {HEAD "A|1778-07-01|1778-08-01|1|||\n", "nobody is counted as having left"},
        {HEAD "B|1778-06-01|1778-07-01|1|||\n", "B, 1778-06-01 to 1778-06-30: 1 came back"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_series series, returns;
        struct awol_error error;

        read(HEAD DAYS "5|||\n", &series);
        read(cases[i].returns, &returns);
        cr_assert_eq(awol_net(&series, &returns, &error), AWOL_DATA, "case %zu", i);
        cr_assert(strstr(error.message, cases[i].message) != NULL, "%s", error.message);
        cr_assert_eq(error.place.line, 2);
        awol_series_release(&returns);
        awol_series_release(&series);
    }
}

Test(net, the_gone_are_counted_once_from_the_day_of_the_return)
{
    struct awol_series series;

    read(HEAD "A|1778-05-01|1778-06-01|9|||\nA|1778-06-01|1778-08-01|5|||\n"
              "A|1778-06-01|1778-07-01|3|||\nA|1778-08-01|1778-09-01|1|||\n"
              "B|1778-06-01|1778-07-01|8|||\n",
         &series);
    const struct awol_series_span *august = &series.spans[3];

    cr_assert_eq(august->count.count, 1.0);
    cr_assert_eq(awol_net_gone(&series, august, series.spans[1].start), 5.0);
    cr_assert_eq(awol_net_gone(&series, august, series.spans[0].start), 14.0);
    cr_assert_eq(awol_net_gone(&series, august, august->start), 0.0);
    awol_series_release(&series);
}
