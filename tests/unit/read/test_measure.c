#include "read/measure.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "date/edtf.h"

/* An event of one unit, whose date is EDTF. */
static struct awol_event event_of(const char *date, double count, size_t line)
{
    struct awol_event event = {.unit = "A",
                               .event = "",
                               .reported_by = "",
                               .date = date,
                               .rule = "edtf-0",
                               .count = {count, NAN, NAN, AWOL_KIND_EXACT},
                               .at_risk = NAN,
                               .preferred = true,
                               .where = {line, 1}};
    struct awol_edtf edtf;

    cr_assert_eq(awol_edtf_parse(date, &edtf, NULL), AWOL_OK, "%s", date);
    event.when = edtf.span;
    return event;
}

static void check_total(struct awol_measure *measure, struct awol_event event, double count,
                        enum awol_kind kind, const char *date)
{
    struct awol_error error = {0};
    bool keep = false;

    cr_assert_eq(awol_measure_apply(measure, 0.0, 0, true, &event, &keep, &error), AWOL_OK, "%s",
                 error.message);
    cr_assert(keep, "%s", date);
    cr_assert_eq(event.count.count, count, "%s: %g", date, event.count.count);
    cr_assert_eq(event.count.kind, kind, "%s", date);
    cr_assert_str_eq(event.date, date);
}

static void check_refused(struct awol_measure *measure, struct awol_event event, bool has_count,
                          const char *message)
{
    struct awol_error error = {0};
    bool keep = false;

    cr_assert_eq(awol_measure_apply(measure, NAN, 0, has_count, &event, &keep, &error), AWOL_DATA,
                 "%s", message);
    cr_assert_not_null(strstr(error.message, message), "%s", error.message);
}

Test(measure, days_that_edtf_cannot_write)
{
    struct awol_measure measure = {.kind = AWOL_MEASURE_CUMULATIVE};

    check_total(&measure, event_of("9999-12-01/9999-12-31", 12, 2), 12, AWOL_KIND_EXACT,
                "9999-12-01/9999-12-31");
    check_refused(&measure, event_of("Y10000", 13, 3), true, "more than four digits");
    awol_measure_release(&measure);
}

/* 12 from 22 to 31 January, 15 at the end of February, 15 of March, 21 of May. */
Test(measure, totals_are_differenced)
{
    struct awol_measure measure = {.kind = AWOL_MEASURE_CUMULATIVE};

    check_total(&measure, event_of("1777-01-22/1777-01-31", 12, 2), 12, AWOL_KIND_EXACT,
                "1777-01-22/1777-01-31");
    check_total(&measure, event_of("1777-02-28", 15, 3), 3, AWOL_KIND_EXACT,
                "1777-02-01/1777-02-28");
    check_total(&measure, event_of("1777-03", 15, 4), 0, AWOL_KIND_EXACT, "1777-03-01/1777-03-31");
    check_refused(&measure, event_of("1777-04", 14, 5), true, "falls from 15 in line 4 to 14");
    check_refused(&measure, event_of("1777-03-15", 20, 6), true,
                  "ends on 1777-03-15, not after that of line 4 (1777-03-31)");
    check_refused(&measure, event_of("1777-04/..", 20, 7), true, "needs a date with an end");
    check_refused(&measure, event_of("1777-04", 20, 8), false, "must be a number, not empty");
    check_total(&measure, event_of("1777-05", 21, 9), 6, AWOL_KIND_EXACT, "1777-04-01/1777-05-31");
    cr_assert_null(awol_measure_remark(&measure, 0));
    awol_measure_release(&measure);
}

Test(measure, the_first_total_may_have_no_beginning)
{
    struct awol_measure measure = {.kind = AWOL_MEASURE_CUMULATIVE};
    struct awol_event first = event_of("1777-01", 12, 2), other = event_of("1777-02", 5, 3);
    bool keep = true;

    other.unit = "B";
    cr_assert_eq(awol_measure_apply(&measure, 0.0, 0, true, &first, &keep, NULL), AWOL_OK);
    cr_assert_not(keep);
    cr_assert_eq(awol_measure_apply(&measure, 0.0, 0, true, &other, &keep, NULL), AWOL_OK);
    cr_assert_not(keep, "another unit is no row before");
    check_total(&measure, event_of("1777-02-28", 14, 4), 2, AWOL_KIND_EXACT,
                "1777-02-01/1777-02-28");
    cr_assert_not_null(strstr(awol_measure_remark(&measure, 0), "2 totals are the first"));
    cr_assert_null(awol_measure_remark(&measure, 1));
    awol_measure_release(&measure);
}

Test(measure, stocks_are_bounds_where_they_rise)
{
    struct awol_measure measure = {.kind = AWOL_MEASURE_STOCK};
    struct awol_event fall = event_of("1777-03", 10, 4);
    bool keep = true;

    check_total(&measure, event_of("1777-01-22/1777-01-31", 12, 2), 12, AWOL_KIND_AT_LEAST,
                "1777-01-22/1777-01-31");
    check_total(&measure, event_of("1777-02", 15, 3), 3, AWOL_KIND_AT_LEAST,
                "1777-02-01/1777-02-28");
    cr_assert_eq(awol_measure_apply(&measure, 0.0, 0, true, &fall, &keep, NULL), AWOL_OK);
    cr_assert_not(keep);
    check_total(&measure, event_of("1777-04", 11, 5), 1, AWOL_KIND_AT_LEAST,
                "1777-04-01/1777-04-30");
    cr_assert_not_null(strstr(awol_measure_remark(&measure, 0), "1 stock did not rise"));
    awol_measure_release(&measure);
}

/* 4.5 a month over six months are 27 men; 4.45 and 4.55 would be 26.7 and 27.3. 37 a month over
 * twelve are 444; 36.5 and 37.5 would be 438 and 450. */
Test(measure, means_and_rates_have_the_bounds_of_their_last_figure)
{
    static const struct {
        enum awol_measure_kind kind;
        const char *date;
        double number, at_risk, count, low, high;
        int decimals;
    } cases[] = {
        {AWOL_MEASURE_MONTHLY_MEAN, "1778-03/1778-08", 4.5, NAN, 27, 27, 27, 1},
        {AWOL_MEASURE_MONTHLY_MEAN, "1778", 37, NAN, 444, 438, 450, 0},
        {AWOL_MEASURE_RATE, "1778-03", 4.5, 8000, 36, 36, 36, 1},
        {AWOL_MEASURE_RATE, "1778-03", 0, 8000, 0, 0, 4, 0},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_measure measure = {.kind = cases[i].kind, .per = 1000.0};
        struct awol_event event = event_of(cases[i].date, 1, 2);
        bool keep = false;

        event.at_risk = cases[i].at_risk;
        cr_assert_eq(awol_measure_apply(&measure, cases[i].number, cases[i].decimals, true, &event,
                                        &keep, NULL),
                     AWOL_OK, "case %zu", i);
        cr_assert(keep);
        cr_assert_eq(event.count.count, cases[i].count, "case %zu: %g", i, event.count.count);
        cr_assert_eq(event.count.low, cases[i].low, "case %zu: %g", i, event.count.low);
        cr_assert_eq(event.count.high, cases[i].high, "case %zu: %g", i, event.count.high);
        cr_assert_eq(event.count.kind, AWOL_KIND_ABOUT);
        cr_assert_eq(awol_count_validate(&event.count, NULL), AWOL_OK, "case %zu", i);
        awol_measure_release(&measure);
    }
}

Test(measure, means_and_rates_that_are_refused)
{
    struct awol_measure mean = {.kind = AWOL_MEASURE_MONTHLY_MEAN};
    struct awol_measure rate = {.kind = AWOL_MEASURE_RATE, .per = 1000.0};
    struct awol_event days = event_of("1778-03-02/1778-04", 1, 2);
    struct awol_event month = event_of("1778-03", 1, 2);
    struct awol_error error = {0};
    bool keep;

    check_refused(&mean, month, true, "must be a number");
    cr_assert_eq(awol_measure_apply(&mean, 3.0, 0, true, &days, &keep, &error), AWOL_DATA);
    cr_assert_not_null(strstr(error.message, "whole months"), "%s", error.message);
    cr_assert_eq(awol_measure_apply(&rate, 3.0, 0, true, &month, &keep, &error), AWOL_DATA);
    cr_assert_not_null(strstr(error.message, "at_risk"), "%s", error.message);
    awol_measure_release(&mean);
    awol_measure_release(&rate);
}
