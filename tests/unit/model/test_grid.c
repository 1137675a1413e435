#include "model/grid.h"

#include <criterion/criterion.h>
#include <math.h>

#include "date/calendar.h"
#include "support/series.h"

static int day(int64_t year, int month, int of_month)
{
    return (int)awol_day_from_date(AWOL_GREGORIAN, (struct awol_date){year, month, of_month});
}

static struct awol_series series_of(const int (*spans)[2], size_t n)
{
    struct support_span rows[8];
    struct awol_series series;
    for (size_t i = 0; i < n; i++)
        rows[i] = (struct support_span){(int)i % 2, spans[i][0], spans[i][1], 1, 1, NAN};
    support_series(&series, rows, n);
    for (size_t i = 0; i < n; i++)
        series.spans[i].place = (struct awol_place){i + 2, 1};
    return series;
}

static struct awol_grid choose(const struct awol_series *series, const char *by)
{
    struct awol_grid grid;
    struct awol_error error;
    cr_assert_eq(awol_grid_choose(series, by, &grid, &error), AWOL_OK, "%s", error.message);
    return grid;
}

Test(grid, widest_that_holds_every_span)
{
    const struct {
        int spans[3][2];
        const char *expected;
    } rows[] = {
        {{{day(1776, 1, 1), day(1777, 1, 1)}, {day(1778, 1, 1), day(1780, 1, 1)}, {0, 0}}, "year"},
        {{{day(1776, 1, 1), day(1776, 2, 1)}, {day(1778, 1, 1), day(1780, 1, 1)}, {0, 0}}, "month"},
        {{{day(1776, 2, 1), day(1776, 3, 1)}, {day(1776, 3, 1), day(1776, 5, 1)}, {0, 0}}, "month"},
        {{{-14, -7}, {0, 21}, {0, 0}}, "week"},
        {{{3, 13}, {13, 33}, {53, 63}}, "10d"},
        {{{3, 13}, {13, 33}, {53, 62}}, "day"},
        {{{4, 10}, {14, 20}, {-4, 4}}, "2d"},
        {{{5, 35}, {0, 0}, {0, 0}}, "30d"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t n = rows[i].spans[1][1] == 0 ? 1 : rows[i].spans[2][1] == 0 ? 2 : 3;
        struct awol_series series = series_of(rows[i].spans, n);
        struct awol_grid grid = choose(&series, NULL);
        cr_assert_str_eq(grid.text, rows[i].expected, "row %zu: %s", i, grid.text);
        awol_series_release(&series);
    }
}

/* A span that is carried but not preferred decides nothing. */
Test(grid, rivals_do_not_count)
{
    static const int spans[][2] = {{0, 7}, {3, 5}, {7, 21}};
    struct awol_series series = series_of(spans, 3);
    for (size_t i = 0; i < 3; i++)
        series.spans[i].preferred = series.spans[i].start != 3;
    struct awol_grid grid = choose(&series, NULL);
    cr_assert_str_eq(grid.text, "week");
    choose(&series, "week");
    awol_series_release(&series);
}

Test(grid, words)
{
    static const int spans[][2] = {{10, 24}, {24, 38}};
    static const struct {
        const char *by;
        enum awol_grid_kind kind;
        int64_t days;
    } rows[] = {{"day", AWOL_GRID_DAYS, 1}, {"week", AWOL_GRID_DAYS, 7},
                {"2d", AWOL_GRID_DAYS, 2},  {"14d", AWOL_GRID_DAYS, 14},
                {"1d", AWOL_GRID_DAYS, 1},  {"spans", AWOL_GRID_SPANS, 0}};
    static const char *const wrong[] = {"",     "d",      "days", "0d",
                                        "-7d",  "7 d",    "7D",   "1.5d",
                                        "Week", "36526d", "xd",   "99999999999999999999d"};
    struct awol_series series = series_of(spans, 2);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct awol_grid grid = choose(&series, rows[i].by);
        cr_assert_eq(grid.kind, rows[i].kind, "%s", rows[i].by);
        cr_assert_eq(grid.days, rows[i].days, "%s", rows[i].by);
        cr_assert_str_eq(grid.text, rows[i].by);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct awol_grid grid = {.days = 42};
        struct awol_error error;
        cr_assert_eq(awol_grid_choose(&series, wrong[i], &grid, &error), AWOL_USAGE, "“%s”",
                     wrong[i]);
        cr_assert_eq(grid.days, 42);
        cr_assert(strstr(error.message, "--by") != NULL);
    }
    awol_series_release(&series);
}

/* The span that is not on the grid is named, with its place and what would do. */
Test(grid, refusals)
{
    static const int spans[][2] = {{0, 7}, {7, 17}, {17, 31}};
    static const char *const words[] = {"week", "month", "year", "4d"};
    struct awol_series series = series_of(spans, 3);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct awol_grid grid = {.days = 42};
        struct awol_error error;
        cr_assert_eq(awol_grid_choose(&series, words[i], &grid, &error), AWOL_DATA, "%s", words[i]);
        cr_assert_eq(grid.days, 42);
        cr_assert_str_eq(error.source, "test");
        cr_assert_gt(error.place.line, 1, "%s", words[i]);
        cr_assert(strstr(error.message, "the widest grid that holds every span is “day”") != NULL,
                  "%s", error.message);
        cr_assert(strstr(error.message, words[i]) != NULL);
    }
    struct awol_error error;
    struct awol_grid grid;
    awol_grid_choose(&series, "week", &grid, &error);
    cr_assert(strstr(error.message, "from 1970-01-08 to before 1970-01-18") ||
                  strstr(error.message, "from 1970-01-18 to before 1970-02-01"),
              "%s", error.message);
    awol_series_release(&series);
}

static void expect_edges(const struct awol_series *series, const char *by, size_t unit,
                         const int64_t *expected, size_t n)
{
    struct awol_grid grid = choose(series, by);
    int64_t *edges;
    size_t n_bins;
    cr_assert_eq(awol_grid_edges(&grid, series, unit, &edges, &n_bins, NULL), AWOL_OK);
    cr_assert_eq(n_bins, n, "by %s: %zu bins", by, n_bins);
    for (size_t i = 0; i <= n; i++)
        cr_assert_eq(edges[i], expected[i], "by %s, edge %zu: %lld", by, i, (long long)edges[i]);
    free(edges);
}

/* The first unit has spans 0 and 2, the second span 1. */
Test(grid, edges)
{
    const int spans[][2] = {{day(1776, 1, 1), day(1776, 4, 1)},
                            {day(1775, 12, 1), day(1776, 2, 1)},
                            {day(1776, 5, 1), day(1776, 6, 1)}};
    const int64_t first[] = {day(1776, 1, 1), day(1776, 2, 1), day(1776, 3, 1),
                             day(1776, 4, 1), day(1776, 5, 1), day(1776, 6, 1)};
    const int64_t all[] = {day(1775, 12, 1), day(1776, 1, 1), day(1776, 2, 1), day(1776, 3, 1),
                           day(1776, 4, 1),  day(1776, 5, 1), day(1776, 6, 1)};
    const int64_t bounds[] = {day(1776, 1, 1), day(1776, 4, 1), day(1776, 5, 1), day(1776, 6, 1)};
    const int64_t second[] = {day(1775, 12, 1), day(1776, 2, 1)};
    struct awol_series series = series_of(spans, 3);
    expect_edges(&series, "month", 0, first, 5);
    expect_edges(&series, "month", SIZE_MAX, all, 6);
    expect_edges(&series, NULL, SIZE_MAX, all, 6);
    expect_edges(&series, "spans", 0, bounds, 3);
    expect_edges(&series, "spans", 1, second, 1);
    awol_series_release(&series);

    static const int weeks[][2] = {{-7, 0}, {0, 7}, {14, 21}};
    static const int64_t expected[] = {-7, 0, 7, 14, 21};
    series = series_of(weeks, 3);
    expect_edges(&series, "week", SIZE_MAX, expected, 4);
    awol_series_release(&series);

    const int years[][2] = {{day(1776, 1, 1), day(1777, 1, 1)}, {day(1776, 1, 1), day(1779, 1, 1)}};
    const int64_t leap[] = {day(1776, 1, 1), day(1776, 1, 1) + 366, day(1778, 1, 1),
                            day(1779, 1, 1)};
    series = series_of(years, 2);
    expect_edges(&series, "year", SIZE_MAX, leap, 3);
    awol_series_release(&series);
}

Test(grid, a_record_of_geological_length)
{
    static const int spans[][2] = {{0, 1}, {60000000, 60000001}};
    struct awol_series series = series_of(spans, 2);
    struct awol_grid grid = choose(&series, "day");
    struct awol_error error;
    int64_t *edges = NULL;
    size_t n_bins;
    cr_assert_eq(awol_grid_edges(&grid, &series, SIZE_MAX, &edges, &n_bins, &error), AWOL_DATA);
    cr_assert_null(edges);
    cr_assert(strstr(error.message, "is a date wrong?") != NULL);
    awol_series_release(&series);
}

Test(grid, days_in_a_bin)
{
    static const struct {
        const char *by;
        int64_t days;
    } rows[] = {{"day", 1},   {"week", 7}, {"10d", 10},  {"month", 0}, {"year", 0},
                {"spans", 0}, {"0d", 0},   {"weeks", 0}, {NULL, 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_assert_eq(awol_grid_days(rows[i].by), rows[i].days, "%s", rows[i].by);
}
