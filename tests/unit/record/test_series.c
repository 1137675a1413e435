#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/digest.h"
#include "date/edtf.h"
#include "date/span.h"
#include "record/cell.h"
#include "record/series.h"
#include "support/table_text.h"

static int64_t day(const char *text)
{
    int64_t number = 0;

    cr_assert(awol_day_parse(text, &number));
    return number;
}

Test(series, first_and_last_are_both_included_and_months_have_their_length)
{
    struct awol_table table = test_table("series", "unit|first|last|count|cold\n"
                                                   "b|1778-06-18|1778-07-05|236|0.5\n"
                                                   "a|1778-02|1778-03|3|\n");
    struct awol_series series;

    cr_assert_eq(awol_series_from_table(&table, 0, &series, NULL), AWOL_OK);
    cr_assert_eq(awol_series_validate(&series, NULL), AWOL_OK);
    cr_assert_eq(series.n_spans, 2u);
    cr_assert_eq(series.spans[0].start, day("1778-06-18"));
    cr_assert_eq(series.spans[0].end, day("1778-07-06"));
    cr_assert_eq(series.spans[1].start, day("1778-02-01"));
    cr_assert_eq(series.spans[1].end, day("1778-04-01"));
    cr_assert_eq(series.n_covariates, 1u);
    cr_assert_str_eq(series.covariates[0], "cold");
    cr_assert_eq(series.spans[0].covariates[0], 0.5);
    cr_assert(isnan(series.spans[1].covariates[0]));
    awol_series_release(&series);
    awol_table_release(&table);
}

Test(series, a_date_alone_is_a_day_or_days_per_row_or_its_own_month)
{
    struct awol_table table =
        test_table("series", "date|count|page|fitted\n1778-06-01|2|p. 3|1.5\n1778-08|9|x|NA\n");
    struct awol_series series;

    cr_assert_eq(awol_series_from_table(&table, 7, &series, NULL), AWOL_OK);
    cr_assert_str_eq(series.units[0], "all");
    cr_assert_eq(series.n_covariates, 0u);
    cr_assert_eq(series.spans[0].end - series.spans[0].start, 7);
    cr_assert_eq(series.spans[1].end - series.spans[1].start, 31);
    awol_series_release(&series);
    cr_assert_eq(awol_series_from_table(&table, 0, &series, NULL), AWOL_OK);
    cr_assert_eq(series.spans[0].end - series.spans[0].start, 1);
    awol_series_release(&series);
    awol_table_release(&table);
}

Test(series, sorted_by_start_longest_first_and_written_back_the_same)
{
    struct awol_table table =
        test_table("series", "start|end|count|count_low|count_high|kind|basis|at_risk\n"
                             "1778-06-02|1778-06-03|2||||present|100\n"
                             "1778-06-01|1778-06-03||4|6||present|100\n"
                             "1778-06-01|1778-06-02|3|||at-least||\n"
                             "1778-06-01|1778-07-01|30|||about||\n");
    struct awol_table written;
    struct awol_series series;
    struct awol_series again;

    cr_assert_eq(awol_series_from_table(&table, 0, &series, NULL), AWOL_OK);
    cr_assert_eq(series.spans[0].count.kind, AWOL_KIND_ABOUT);
    cr_assert_eq(series.spans[1].count.kind, AWOL_KIND_RANGE);
    cr_assert_eq(series.spans[2].count.kind, AWOL_KIND_AT_LEAST);
    cr_assert_eq(series.spans[3].count.kind, AWOL_KIND_EXACT);
    cr_assert_eq(awol_series_validate(&series, NULL), AWOL_OK);

    cr_assert_eq(awol_table_init(&written, "series", "", NULL), AWOL_OK);
    cr_assert_eq(awol_series_to_table(&series, NULL, NULL, &written, NULL), AWOL_OK);
    cr_assert_eq(awol_series_from_table(&written, 0, &again, NULL), AWOL_OK);
    cr_assert_eq(again.n_spans, series.n_spans);
    for (size_t i = 0; i < series.n_spans; i++) {
        cr_assert_eq(again.spans[i].start, series.spans[i].start);
        cr_assert_eq(again.spans[i].end, series.spans[i].end);
        cr_assert_eq(again.spans[i].count.kind, series.spans[i].count.kind);
        cr_assert_str_eq(again.spans[i].basis, series.spans[i].basis);
    }
    awol_series_release(&again);
    awol_table_release(&written);
    awol_series_release(&series);
    awol_table_release(&table);
}

#define HEAD "unit|start|end|count|count_low|count_high|kind|at_risk|basis|preferred\n"

Test(series, refusals)
{
    static const struct {
        const char *lines;
        size_t line, column;
        const char *message;
    } cases[] = {
        {"first|last|count\n1778-06-02|1778-06-01|3\n", 2, 2,
         "last “1778-06-01” is before first “1778-06-02”"},
        {"start|end|count\n1778-06-02|1778-06-02|3\n", 2, 2,
         "end “1778-06-02” is not after start “1778-06-02”"},
        {"start|end|count\n1778-06-02|1778-06-31|3\n", 2, 2, "end “1778-06-31” is not a date"},
        {"start|end|count\n1778-06-02|1778-06-03|-3\n", 2, 3, "count “-3” is negative"},
        {"start|end|count\n1778-06-02|1778-06-03|1.000\n", 2, 3, "may be thousands"},
        {"start|end|count\n1778-06-02|1778-06-03|many\n", 2, 3, "many"},
        {"start|end|count\n1778-06-02|1778-06-03|\n", 2, 3, "no count"},
        {"start|end|count|kind\n1778-06-02|1778-06-03|3|circa\n", 2, 4, "kind “circa” is not"},
        {"start|end|count|notes\n1778-06-02|1778-06-03|3|12\n1778-06-03|1778-06-04|3|rain\n", 3, 4,
         "column “notes” is not one of a series, and “rain” in it is not a number"},
        {"start|date|count\n1778-06-02|1778-06-03|3\n", 1, 0, "two kinds of dates"},
        {"start|count\n1778-06-02|3\n", 0, 0, "end"},
        {"start|end|number\n1778-06-02|1778-06-03|3\n", 0, 0, "count"},
        {HEAD "a|1778-06-01|1778-06-11|3||||||\na|1778-06-05|1778-06-15|3||||||\n", 3, 2,
         "a, 1778-06-05 to 1778-06-14 crosses a, 1778-06-01 to 1778-06-10 (line 2)"},
        {HEAD "a|1778-06-01|1778-06-11|3||||||\na|1778-06-01|1778-06-11|4||||||\n", 3, 2,
         "a, 1778-06-01 to 1778-06-10 is counted twice (the other is in line 2)"},
        {HEAD "a|1778-06-01|1778-06-11|9||||||\na|1778-06-01|1778-06-03|6||||||\n"
              "a|1778-06-03|1778-06-05|5||||||\n",
         2, 2,
         "the total disagrees with its parts: a, 1778-06-01 to 1778-06-10 gives 9 men, the counts "
         "inside it add to 11"},
        {HEAD "a|1778-06-01|1778-06-03|9||||||\na|1778-06-01|1778-06-02|6||||||\n"
              "a|1778-06-02|1778-06-03|2||||||\n",
         2, 2, "gives at least 9 men, the counts inside it add to 8"},
        {HEAD "a|1778-06-01|1778-06-11||4|6||||\na|1778-06-03|1778-06-05|7|||at-least|||\n", 2, 2,
         "gives 6 men, the counts inside it add to at least 7"},
        {HEAD "a|1778-06-01|1778-06-11|30||||29|present|\n", 2, 2,
         "30 men counted, but only 29 at risk, basis present"},
        {HEAD "a|1778-06-01|1778-06-02|3||||100|present|\nb|1778-06-01|1778-06-02|3||||90|sent|\n",
         3, 2, "two bases, “sent” and (line 2) “present”: choose one (awol-count --basis)"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_table table = test_table("series", cases[i].lines);
        struct awol_series series;
        struct awol_error error = {0};
        enum awol_status status = awol_series_from_table(&table, 0, &series, &error);

        if (status == AWOL_OK) {
            status = awol_series_validate(&series, &error);
            awol_series_release(&series);
        }
        cr_assert_eq(status, AWOL_DATA, "case %zu", i);
        cr_assert(strstr(error.message, cases[i].message) != NULL, "case %zu: %s", i,
                  error.message);
        if (cases[i].line > 0) {
            cr_assert_eq(error.place.line, cases[i].line, "case %zu: %zu", i, error.place.line);
            cr_assert_eq(error.place.column, cases[i].column, "case %zu: %zu", i,
                         error.place.column);
        }
        awol_table_release(&table);
    }
}

Test(series, rivals_and_nested_totals_are_accepted)
{
    struct awol_table table = test_table("series", HEAD "a|1778-06-01|1778-06-11|9||||||\n"
                                                        "a|1778-06-05|1778-06-15|3||||||no\n"
                                                        "a|1778-06-01|1778-06-03|6||||||\n"
                                                        "a|1778-06-01|1778-06-02|1||||||\n"
                                                        "a|1778-06-03|1778-06-11|3||||||\n"
                                                        "b|1778-06-05|1778-06-15|3||||||\n");
    struct awol_series series;
    struct awol_error error = {0};

    cr_assert_eq(awol_series_from_table(&table, 0, &series, NULL), AWOL_OK);
    cr_assert_eq(awol_series_validate(&series, &error), AWOL_OK, "%s", error.message);
    awol_series_release(&series);
    awol_table_release(&table);
}

/* Columns become steps; in a gap the last value goes on, and what awol-count joined keeps its days.
 */
Test(series, covariates_as_steps)
{
    struct awol_table table = test_table("series", "start|end|count|frost|pay\n"
                                                   "1778-06-01|1778-06-08|1|2|5\n"
                                                   "1778-06-08|1778-06-15|1|2|6\n"
                                                   "1778-07-01|1778-07-08|1|3|6\n");
    struct awol_table joined = test_table("covariates", "name|value|date\npay|6|1778-06-11\n");
    static const char *const expected[] = {"1778-06-11 pay 6 NA", "1778-06-01 frost 2 all",
                                           "1778-07-01 frost 3 all"};
    struct awol_series series;
    struct awol_table steps;

    cr_assert_eq(awol_series_from_table(&table, 0, &series, NULL), AWOL_OK);
    cr_assert_eq(awol_series_covariate_table(&series, &joined, &steps, NULL), AWOL_OK);
    cr_assert_eq(steps.n_rows, 3u);
    for (size_t row = 0; row < 3; row++) {
        char seen[80];
        snprintf(seen, sizeof seen, "%s %s %s %s", awol_table_cell(&steps, row, 0),
                 awol_table_cell(&steps, row, 1), awol_table_cell(&steps, row, 2),
                 awol_table_cell(&steps, row, 3));
        cr_assert_str_eq(seen, expected[row], "row %zu: %s", row, seen);
    }
    awol_table_release(&steps);
    cr_assert_eq(awol_series_covariate_table(&series, NULL, &steps, NULL), AWOL_OK);
    cr_assert_eq(steps.n_rows, 4u, "two of each column");
    awol_table_release(&steps);
    awol_series_release(&series);
    awol_table_release(&joined);
    awol_table_release(&table);
}

Test(series, texts_and_units_are_copied_though_rows_share_them)
{
    struct awol_series series;
    char name[] = "Rall", basis[] = "present", source[] = "Journal";
    struct awol_series_span span = {.end = 1, .basis = basis, .source = source, .preferred = true};

    awol_series_init(&series, "s.tsv");
    for (size_t i = 0; i < 40; i++) {
        name[3] = i % 10 < 5 ? 'l' : 'x';
        basis[0] = i % 10 < 3 ? 'p' : 'P';
        cr_assert_eq(awol_series_unit(&series, name, &span.unit, NULL), AWOL_OK);
        span.start = (int64_t)i;
        span.end = span.start + 1;
        span.source = i % 2 == 0 ? source : NULL;
        cr_assert_eq(awol_series_append(&series, &span, NULL), AWOL_OK);
    }
    memset(basis, 'y', sizeof basis - 1);
    memset(source, 'z', sizeof source - 1);
    cr_assert_eq(series.n_units, 2u);
    for (size_t i = 0; i < 40; i++) {
        cr_assert_eq(series.spans[i].unit, i % 10 < 5 ? 0u : 1u, "span %zu", i);
        cr_assert_str_eq(series.spans[i].basis, i % 10 < 3 ? "present" : "Present", "span %zu", i);
        cr_assert_str_eq(series.spans[i].source, i % 2 == 0 ? "Journal" : "", "span %zu", i);
    }
    awol_series_release(&series);
}

Test(series, room_is_made_at_once_and_kept)
{
    struct awol_series series;
    const struct awol_series_span span = {.end = 1, .basis = "", .source = ""};

    awol_series_init(&series, "s.tsv");
    cr_assert_eq(awol_series_append(&series, &span, NULL), AWOL_OK);
    cr_assert_eq(awol_series_reserve(&series, 3, NULL), AWOL_OK); /* there already */
    cr_assert_eq(awol_series_reserve(&series, 1000, NULL), AWOL_OK);
    const struct awol_series_span *reserved = series.spans;
    for (size_t i = 0; i < 1000; i++)
        cr_assert_eq(awol_series_append(&series, &span, NULL), AWOL_OK);
    cr_assert_eq(series.spans, reserved);
    cr_assert_eq(awol_series_append(&series, &span, NULL), AWOL_OK);
    cr_assert_eq(series.spans[1001].end, 1);
    cr_assert_eq(awol_series_reserve(&series, SIZE_MAX / 8, NULL), AWOL_MEMORY);
    cr_assert_eq(series.n_spans, 1002u);
    awol_series_release(&series);
}

/* A plain day is read without the parser of EDTF: whatever is a day must be the same to both. */
Test(series, plain_days_are_those_of_edtf)
{
    static const int years[] = {0, 1, 4, 100, 1581, 1582, 1700, 1752, 1776, 2000, 9999};
    struct awol_table table;
    const char *cell = NULL;

    cr_assert_eq(awol_table_init(&table, "series", "", NULL), AWOL_OK);
    cr_assert_eq(awol_table_add_column(&table, "date", NULL), AWOL_OK);
    cr_assert_eq(awol_table_append(&table, &cell, NULL, NULL), AWOL_OK);
    for (size_t i = 0; i < sizeof years / sizeof years[0] * 14 * 33; i++) {
        const int year = years[i / (14 * 33)], month = (int)(i / 33 % 14), number = (int)(i % 33);
        char text[24];
        struct awol_edtf edtf;
        struct awol_span span;

        snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, number);
        cr_assert_eq(awol_table_set(&table, 0, 0, text, NULL), AWOL_OK);
        const bool is_date = awol_edtf_parse(text, &edtf, NULL) == AWOL_OK;
        cr_assert_eq(awol_cell_closed_span(&table, 0, 0, &span, NULL) == AWOL_OK, is_date, "%s",
                     text);
        if (is_date) {
            cr_assert_eq(span.earliest, edtf.span.earliest, "%s", text);
            cr_assert_eq(span.latest, edtf.span.latest, "%s", text);
        }
    }
    awol_table_release(&table);
}

/* Day numbers from 1970-01-01 by datetime of Python. */
Test(series, digest_is_of_units_days_counts_and_men)
{
    static const char expected[] =
        "Leib-Infanterie\t-69964\t-69963\texact\t2\tNA\tNA\t100\n"
        "Leib-Infanterie\t-69963\t-69961\trange\tNA\t3\t1000000000\tNA\n";
    struct awol_table table =
        test_table("series", "unit|start|end|count|count_low|count_high|preferred|at_risk|source\n"
                             "Leib-Infanterie|1778-06-13|1778-06-15||3|1000000000|yes||x\n"
                             "Leib-Infanterie|1778-06-12|1778-06-13|2|||yes|100|\n"
                             "Leib-Infanterie|1778-06-12|1778-06-13|9|||no|100|\n");
    char full[AWOL_DIGEST_SIZE], digest[AWOL_SERIES_DIGEST_SIZE];
    struct awol_series series;
    struct awol_error error = {.message = ""};

    cr_assert_eq(awol_series_from_table(&table, 0, &series, &error), AWOL_OK, "%s", error.message);
    cr_assert_eq(awol_series_digest(&series, digest, NULL), AWOL_OK);
    awol_digest(expected, sizeof expected - 1, full);
    full[AWOL_SERIES_DIGEST_SIZE - 1] = '\0';
    cr_assert_str_eq(digest, full);
    awol_series_release(&series);
    awol_table_release(&table);
}
