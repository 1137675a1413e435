#include "estimate/replicate.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "support/table_text.h"

TestSuite(replicate, .init = awol_numeric_begin);

/* Ten counts of a day at a Poisson rate of three a day: a range (4 to 9 in two days), a lower bound
 * (at least 40 in four days, which never comes true), an upper one (at most 30 in one), a total
 * over all, and days on which nobody counted. */
struct record {
    struct awol_table table;
    struct awol_series series;
    struct awol_campaign campaign;
    struct awol_problem problem;
    struct awol_replicate replicate;
};

static void make(struct record *r, const char *rows)
{
    struct awol_error e = {0};
    struct awol_text text;
    awol_text_init(&text);
    awol_text_append(&text, "start|end|count|count_low|count_high|kind\n");
    awol_text_append(&text, rows);
    r->table = test_table("series", awol_text_string(&text));
    awol_text_release(&text);
    cr_assert_eq(awol_series_from_table(&r->table, 1, &r->series, &e), AWOL_OK, "%s", e.message);
    cr_assert_eq(awol_series_validate(&r->series, &e), AWOL_OK, "%s", e.message);
    cr_assert_eq(awol_campaign_init(&r->campaign, &r->series, "day", 0, NULL, 0, NULL, &e), AWOL_OK,
                 "%s", e.message);
    struct awol_setup setup = {.law = AWOL_LAW_POISSON, .recorded = 1, .period_days = 365.25};
    cr_assert_eq(awol_problem_init(&r->problem, &r->campaign, &setup, false, &e), AWOL_OK);
    cr_assert_eq(awol_replicate_init(&r->replicate, &r->campaign, &e), AWOL_OK);
}

static void release(struct record *r)
{
    awol_replicate_release(&r->replicate);
    awol_problem_release(&r->problem);
    awol_campaign_release(&r->campaign);
    awol_series_release(&r->series);
    awol_table_release(&r->table);
}

static const char mixed[] = "1800-01-01|1800-01-11|20|NA|NA|exact\n"
                            "1800-01-01|1800-01-02|2|NA|NA|exact\n"
                            "1800-01-02|1800-01-04|NA|4|9|range\n"
                            "1800-01-04|1800-01-05|1|NA|NA|exact\n"
                            "1800-01-13|1800-01-17|40|NA|NA|at-least\n"
                            "1800-01-20|1800-01-21|30|NA|NA|at-most\n";

static const struct awol_observation *find(const struct record *r, size_t first, size_t last)
{
    const struct awol_campaign_unit *unit = &r->replicate.campaign.units[0];
    for (size_t i = 0; i < unit->n_observations; i++)
        if (unit->observations[i].bins.first == first && unit->observations[i].bins.last == last)
            return &unit->observations[i];
    cr_assert(false, "no observation of bins %zu to %zu", first, last);
    return NULL;
}

Test(replicate, each_kind_of_count_stays_what_it_is)
{
    struct record r;
    struct awol_error e = {0};
    const double rate = 3;
    double places[6] = {0};
    make(&r, mixed);
    for (uint32_t k = 0; k < 600; k++) {
        cr_assert_eq(awol_replicate_draw(&r.replicate, &r.problem, &rate, 5, k, &e), AWOL_OK, "%s",
                     e.message);
        const struct awol_observation *all = find(&r, 0, 10), *range = find(&r, 1, 3),
                                      *low = find(&r, 12, 16), *high = find(&r, 19, 20);
        const double *drawn = r.replicate.drawn.counts;
        cr_assert_eq(all->low, all->high, "a total is one number");
        cr_assert_eq(all->low + all->known, drawn[all->row]);
        cr_assert_eq(all->known, find(&r, 0, 1)->low + find(&r, 3, 4)->low,
                     "what is known of a total are its exact days");
        cr_assert(range->low <= drawn[range->row] && drawn[range->row] <= range->high,
                  "the number drawn lies in its range");
        cr_assert(range->high - range->low == 5 || range->low == 0, "it keeps its width");
        cr_assert(low->low == low->high && low->low == drawn[low->row],
                  "12 on average are never 40: they are known");
        cr_assert(high->low == 0 && high->high == 30, "3 on average are at most 30");
        places[(size_t)(range->high - drawn[range->row])]++;
    }
    /* Each of the six places of the number in its range comes up alike: 100 +- 5 sd of 9.1. */
    for (size_t i = 0; i < 6; i++)
        cr_assert_float_eq(places[i], 100, 46, "place %zu: %g", i, places[i]);
    release(&r);
}

/* A bound of 10 in four days at 12 on average holds in some records and not in others. */
Test(replicate, a_bound_that_does_not_hold_is_a_count)
{
    struct record r;
    struct awol_error e = {0};
    const double rate = 3;
    size_t held = 0;
    make(&r, "1800-01-01|1800-01-05|10|NA|NA|at-least\n1800-01-05|1800-01-06|1|NA|NA|exact\n");
    for (uint32_t k = 0; k < 400; k++) {
        cr_assert_eq(awol_replicate_draw(&r.replicate, &r.problem, &rate, 5, k, &e), AWOL_OK);
        const struct awol_observation *o = find(&r, 0, 4);
        double drawn = r.replicate.drawn.counts[o->row];
        cr_assert_eq(isinf(o->high) != 0, drawn >= 10);
        cr_assert_eq(o->low, fmin(drawn, 10));
        held += drawn >= 10;
    }
    /* P(Poisson(12) >= 10) = 0.75761; 303 +- 5 sd of 8.6. */
    cr_assert_float_eq((double)held, 303, 43, "%zu", held);
    release(&r);
}

Test(replicate, the_same_number_is_the_same_record)
{
    struct record r;
    struct awol_error e = {0};
    const double rate = 3;
    double first[6];
    make(&r, mixed);
    cr_assert_eq(awol_replicate_draw(&r.replicate, &r.problem, &rate, 5, 7, &e), AWOL_OK);
    memcpy(first, r.replicate.drawn.counts, sizeof first);
    cr_assert_eq(awol_replicate_draw(&r.replicate, &r.problem, &rate, 5, 8, &e), AWOL_OK);
    cr_assert(memcmp(first, r.replicate.drawn.counts, sizeof first) != 0, "another record");
    cr_assert_eq(awol_replicate_draw(&r.replicate, &r.problem, &rate, 5, 7, &e), AWOL_OK);
    cr_assert(memcmp(first, r.replicate.drawn.counts, sizeof first) == 0, "the same record");
    release(&r);
}

/* Counts of days at a constant Poisson rate: the best rate is their mean. */
Test(replicate, a_replicate_is_fitted)
{
    struct record r;
    struct awol_error e = {0};
    double rate = 3, curvature, l;
    bool converged;
    struct awol_problem problem;
    make(&r, "1800-01-01|1800-01-02|2|NA|NA|exact\n1800-01-02|1800-01-03|4|NA|NA|exact\n"
             "1800-01-03|1800-01-06|9|NA|NA|exact\n");
    cr_assert_eq(awol_replicate_curvature(&r.problem, &rate, &curvature, &e), AWOL_OK);
    for (uint32_t k = 0; k < 20; k++) {
        double value = 3, total = 0;
        cr_assert_eq(awol_replicate_draw(&r.replicate, &r.problem, &rate, 5, k, &e), AWOL_OK);
        cr_assert_eq(awol_replicate_problem(&r.replicate, &r.problem, &problem, &e), AWOL_OK);
        cr_assert_eq(awol_replicate_fit(&problem, &curvature, &value, &l, &converged, &e), AWOL_OK);
        for (size_t i = 0; i < 3; i++)
            total += r.replicate.drawn.counts[i];
        cr_assert(converged);
        cr_assert_float_eq(value, total / 5, 1e-3 * value, "%g, expected %g", value, total / 5);
        awol_problem_release(&problem);
    }
    release(&r);
}
