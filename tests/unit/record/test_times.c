#include "record/times.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "support/table_text.h"

static void near(const char *what, double got, double expected)
{
    cr_assert(fabs(got - expected) < 1e-9, "%s: %.15g, not %.15g", what, got, expected);
}

static struct awol_times read_times(const char *text, const char *observed)
{
    struct awol_table table = test_table("times", text);
    struct awol_window window;
    struct awol_times times;
    struct awol_error e = {0};
    size_t n_after;
    cr_assert_eq(awol_window_parse(observed, 0, &window, &e), AWOL_OK, "%s", e.message);
    cr_assert_eq(awol_times_from_table(&table, 0, &window, &times, &n_after, &e), AWOL_OK, "%s",
                 e.message);
    awol_table_release(&table);
    return times;
}

Test(times, windows)
{
    static const struct {
        const char *text;
        double from, to;
    } cases[] = {{"0/41.5", 0, 41.5},
                 {"1970-01-02/1970-01-03", 1, 3}, /* the last day is included */
                 {"1970-01-02T06:00/1970-01-03T12:00:00", 1.25, 2.5}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct awol_window w;
        cr_assert_eq(awol_window_parse(cases[i].text, 0, &w, NULL), AWOL_OK, "%s", cases[i].text);
        near(cases[i].text, w.from, cases[i].from);
        near(cases[i].text, w.to, cases[i].to);
    }
    struct awol_window w;
    cr_assert_eq(awol_window_parse("0/2", 100, &w, NULL), AWOL_OK);
    near("counted from day 100", w.from, 100);
    static const char *const bad[] = {"", "3", "3/1", "a/b", "1970-01/", "0/1e9"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        cr_assert_eq(awol_window_parse(bad[i], 0, &w, NULL), AWOL_USAGE, "%s", bad[i]);
}

/* Two men at 2.50 in a record of hundredths: within a hundredth around it. What lies before the
 * window stays as it is. */
Test(times, ties_are_stretches)
{
    struct awol_times t = read_times("time\n2.50\n0.5\n2.5\n0.5\n1.25\n", "1/4");
    cr_assert_eq(t.n, 4);
    near("history", t.times[0], 0.5);
    near("history too", t.times[1], 0.5);
    near("exact", t.times[2], 1.25);
    near("exact width", t.widths[2], 0);
    near("start", t.times[3], 2.495);
    near("width", t.widths[3], 0.01);
    near("two", t.counts[3], 2);
    cr_assert_eq(awol_times_n_before(&t, 1), 2);
    near("departures", awol_times_departures(&t, 1), 3);
    awol_times_release(&t);
}

/* A day on which anything has no time is a stretch as a whole; parties count as men there. */
Test(times, days_are_stretches)
{
    struct awol_times t = read_times("date|men\n1970-01-03|2\n1970-01-03T12:00|3\n"
                                     "1970-01-05T06:00|4\n1970-01-06T00:00|1\n",
                                     "1970-01-02/1970-01-08");
    cr_assert_eq(t.n, 3);
    near("day", t.times[0], 2);
    near("a day wide", t.widths[0], 1);
    near("five men", t.counts[0], 5);
    near("one each", t.marks[0], 1);
    near("a party", t.marks[1], 4);
    near("at its time", t.times[1], 4.25);
    near("midnight is a time", t.widths[2], 0);
    near("men", awol_times_men(&t, 1), 10);
    awol_times_release(&t);
}

Test(times, as_a_series)
{
    struct awol_times t = read_times("time|men\n0.5|1\n1.5|2\n1.75|1\n3.9|1\n4|7\n", "1/4");
    const struct awol_window window = {1, 4};
    struct awol_series s;
    struct awol_error e = {0};
    static const double men[] = {3, 0, 8}, at_risk[] = {20, 17, 17};
    cr_assert_eq(awol_times_series(&t, &window, 1, 20, "x", &s, &e), AWOL_OK, "%s", e.message);
    cr_assert_eq(s.n_spans, 3);
    for (size_t i = 0; i < 3; i++) {
        near("men", s.spans[i].count.count, men[i]);
        near("at risk", s.spans[i].at_risk, at_risk[i]);
    }
    awol_series_release(&s);
    cr_assert_eq(awol_times_series(&t, &window, 1, 10, "x", &s, NULL), AWOL_DATA);
    awol_times_release(&t);
}

/* The digest sees the order of the day, not of the rows. */
Test(times, digest)
{
    const struct awol_window window = {0, 4};
    char a[AWOL_SERIES_DIGEST_SIZE], b[AWOL_SERIES_DIGEST_SIZE], c[AWOL_SERIES_DIGEST_SIZE];
    struct awol_times x = read_times("time\n1\n2.5\n", "0/4"),
                      y = read_times("time\n2.5\n1\n", "0/4"),
                      z = read_times("time\n1\n2.4\n", "0/4");
    cr_assert_eq(awol_times_digest(&x, &window, a, NULL), AWOL_OK);
    cr_assert_eq(awol_times_digest(&y, &window, b, NULL), AWOL_OK);
    cr_assert_eq(awol_times_digest(&z, &window, c, NULL), AWOL_OK);
    cr_assert_str_eq(a, b);
    cr_assert_neq(strcmp(a, c), 0);
    awol_times_release(&z);
    awol_times_release(&y);
    awol_times_release(&x);
}
