#include "count/tally.h"

#include <criterion/criterion.h>
#include <math.h>

#define NONE (double)NAN

static bool same(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

Test(tally, counts_of_every_kind_add_in_either_order)
{
    static const struct {
        struct awol_count a, b, sum;
    } cases[] = {
        {{2, NONE, NONE, AWOL_KIND_EXACT},
         {3, NONE, NONE, AWOL_KIND_EXACT},
         {5, NONE, NONE, AWOL_KIND_EXACT}},
        {{2, NONE, NONE, AWOL_KIND_EXACT},
         {3, NONE, NONE, AWOL_KIND_ABOUT},
         {5, NONE, NONE, AWOL_KIND_ABOUT}},
        {{2, NONE, NONE, AWOL_KIND_EXACT},
         {8, 6, 9, AWOL_KIND_ABOUT},
         {10, 8, 11, AWOL_KIND_ABOUT}},
        {{2, NONE, NONE, AWOL_KIND_EXACT},
         {NONE, 6, 9, AWOL_KIND_RANGE},
         {NONE, 8, 11, AWOL_KIND_RANGE}},
        {{8, 6, 9, AWOL_KIND_ABOUT}, {7, 6, 9, AWOL_KIND_RANGE}, {15, 12, 18, AWOL_KIND_RANGE}},
        {{2, NONE, NONE, AWOL_KIND_EXACT},
         {4, NONE, NONE, AWOL_KIND_AT_LEAST},
         {6, NONE, NONE, AWOL_KIND_AT_LEAST}},
        {{NONE, 6, 9, AWOL_KIND_RANGE},
         {4, NONE, NONE, AWOL_KIND_AT_LEAST},
         {10, NONE, NONE, AWOL_KIND_AT_LEAST}},
        {{4, NONE, NONE, AWOL_KIND_AT_MOST},
         {3, NONE, NONE, AWOL_KIND_AT_LEAST},
         {3, NONE, NONE, AWOL_KIND_AT_LEAST}},
        {{4, NONE, NONE, AWOL_KIND_AT_MOST},
         {3, NONE, NONE, AWOL_KIND_AT_MOST},
         {7, NONE, NONE, AWOL_KIND_AT_MOST}},
        {{4, NONE, NONE, AWOL_KIND_AT_MOST},
         {3, NONE, NONE, AWOL_KIND_EXACT},
         {NONE, 3, 7, AWOL_KIND_RANGE}},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (int swap = 0; swap < 2; swap++) {
            struct awol_count sum = swap ? awol_count_add(&cases[i].b, &cases[i].a)
                                         : awol_count_add(&cases[i].a, &cases[i].b);

            cr_assert_eq(sum.kind, cases[i].sum.kind, "case %zu", i);
            cr_assert(same(sum.count, cases[i].sum.count), "case %zu: %g", i, sum.count);
            cr_assert(same(sum.low, cases[i].sum.low), "case %zu: %g", i, sum.low);
            cr_assert(same(sum.high, cases[i].sum.high), "case %zu: %g", i, sum.high);
            cr_assert_eq(awol_count_validate(&sum, NULL), AWOL_OK, "case %zu", i);
        }
    }
}

/* A row of a man, or of so many, on one day. */
static struct awol_event row_of(const char *unit, int64_t day, double count, enum awol_kind kind,
                                size_t line)
{
    return (struct awol_event){.id = "",
                               .person = "",
                               .unit = unit,
                               .event = "deserted",
                               .to = "",
                               .reported_by = "",
                               .basis = "",
                               .source = line % 2 ? "A" : "B",
                               .when = {.earliest = day, .latest = day},
                               .count = {count, NONE, NONE, kind},
                               .at_risk = NONE,
                               .party = NONE,
                               .preferred = true,
                               .where = {line, 1}};
}

static const char *const deserted[] = {"deserted"};

static void finish(struct awol_tally *tally, const struct awol_tally_options *options,
                   struct awol_series *series)
{
    struct awol_count_report report = {.basis = ""};

    cr_assert_eq(awol_tally_finish(tally, options, series, &report, NULL), AWOL_OK);
}

Test(tally, n_times_is_n_rows)
{
    static const struct awol_count counts[] = {
        {1, NONE, NONE, AWOL_KIND_EXACT},    {0.1, NONE, NONE, AWOL_KIND_EXACT},
        {8, 6, 9, AWOL_KIND_ABOUT},          {NONE, 6, 9, AWOL_KIND_RANGE},
        {4, NONE, NONE, AWOL_KIND_AT_LEAST}, {4, NONE, NONE, AWOL_KIND_AT_MOST}};
    const struct awol_tally_options options = {.events = deserted, .n_events = 1};

    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        struct awol_count sums[2];

        for (size_t many = 0; many < 2; many++) {
            struct awol_tally tally = {.n = 0};
            struct awol_series series;
            struct awol_count_report report = {.basis = ""};
            struct awol_event event = row_of("u", 0, 0, AWOL_KIND_EXACT, 2);

            event.count = counts[i];
            awol_series_init(&series, "x");
            for (size_t n = 0; n < (many ? 1 : 7); n++)
                cr_assert_eq(awol_tally_add_times(&tally, &options, &event, many ? 7 : 1, &series,
                                                  &report, NULL),
                             AWOL_OK);
            cr_assert_eq(report.n_rows, 7);
            finish(&tally, &options, &series);
            cr_assert_eq(series.n_spans, 1);
            sums[many] = series.spans[0].count;
            awol_tally_release(&tally);
            awol_series_release(&series);
        }
        cr_assert_eq(sums[0].kind, sums[1].kind, "case %zu", i);
        cr_assert(same(sums[0].count, sums[1].count), "case %zu: %.17g", i, sums[1].count);
        cr_assert(same(sums[0].low, sums[1].low), "case %zu", i);
        cr_assert(same(sums[0].high, sums[1].high), "case %zu", i);
    }
}

Test(tally, rows_are_added_up_as_they_come)
{
    enum { N = 100000, DAYS = 50 };
    const struct awol_tally_options options = {.events = deserted, .n_events = 1};
    struct awol_tally tally = {.n = 0};
    struct awol_series series;
    struct awol_count_report report = {.basis = ""};

    awol_series_init(&series, "x");
    for (size_t i = 0; i < N; i++) {
        const struct awol_event event =
            row_of(i % 3 ? "u" : "v", (int64_t)(i % DAYS), 1, AWOL_KIND_EXACT, i + 2);

        cr_assert_eq(awol_tally_add(&tally, &options, &event, &series, &report, NULL), AWOL_OK);
        cr_assert_lt(tally.n, 10000, "%zu items", tally.n);
    }
    finish(&tally, &options, &series);
    cr_assert_eq(report.n_rows, N);
    cr_assert_eq(series.n_spans, 2 * DAYS);
    cr_assert_str_eq(series.units[0], "v");
    for (size_t i = 0; i < series.n_spans; i++) {
        const struct awol_series_span *const span = &series.spans[i];
        size_t expected = 0;

        for (size_t row = 0; row < N; row++)
            expected += (row % 3 == 0) == (span->unit == 0) && (int64_t)(row % DAYS) == span->start;
        cr_assert_eq(span->count.count, (double)expected, "span %zu", i);
    }
    awol_tally_release(&tally);
    awol_series_release(&series);
}

Test(tally, how_far_rows_can_be_counted_together)
{
    struct awol_tally_options options = {.events = deserted, .n_events = 1};
    struct awol_event event = row_of("u", 33, 1, AWOL_KIND_EXACT, 2);
    int64_t bin = 0;

    cr_assert_eq(awol_tally_grade(&options, &event, &bin), AWOL_TALLY_DAYS, "there are no bins");
    cr_assert(awol_period_parse("month", &options.by));
    cr_assert_eq(awol_tally_grade(&options, &event, &bin), AWOL_TALLY_MAN);
    cr_assert_eq(bin, 31, "1 February 1970");
    event.when.latest = 60;
    cr_assert_eq(awol_tally_grade(&options, &event, &bin), AWOL_TALLY_DAYS, "wider than a month");
    event = row_of("u", 33, 12, AWOL_KIND_EXACT, 2);
    cr_assert_eq(awol_tally_grade(&options, &event, &bin), AWOL_TALLY_DAYS, "a report");
    event.party = 12;
    cr_assert_eq(awol_tally_grade(&options, &event, &bin), AWOL_TALLY_DAYS, "a party");
    event = row_of("u", 33, 1, AWOL_KIND_EXACT, 2);
    event.preferred = false;
    cr_assert_eq(awol_tally_grade(&options, &event, &bin), AWOL_TALLY_PASSED);
    options.prefer = AWOL_PREFER_ALL;
    cr_assert_eq(awol_tally_grade(&options, &event, &bin), AWOL_TALLY_ROW);
    event.event = "captured";
    cr_assert_eq(awol_tally_grade(&options, &event, &bin), AWOL_TALLY_PASSED);
    event = row_of("u", 33, 1, AWOL_KIND_EXACT, 2);
    options.has_from = true;
    options.from = 34;
    cr_assert_eq(awol_tally_grade(&options, &event, &bin), AWOL_TALLY_PASSED, "before --from");
    event.when.latest = 34;
    cr_assert_eq(awol_tally_grade(&options, &event, &bin), AWOL_TALLY_DAYS, "partly before it");
}
