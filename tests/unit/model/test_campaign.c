#include "model/campaign.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "support/series.h"

static void make(struct awol_campaign *campaign, struct awol_series *series,
                 const struct support_span *spans, size_t n, bool together)
{
    struct awol_error error;
    support_series(series, spans, n);
    cr_assert_eq(awol_campaign_init(campaign, series, "day", together, NULL, 0, NULL, &error),
                 AWOL_OK, "%s", error.message);
}

static void release(struct awol_campaign *campaign, struct awol_series *series)
{
    awol_campaign_release(campaign);
    awol_series_release(series);
}

/* The observation of unit u over days [first, last) of the record. */
static const struct awol_observation *find(const struct awol_campaign *campaign, size_t u,
                                           size_t first, size_t last)
{
    for (size_t i = 0; i < campaign->units[u].n_observations; i++) {
        const struct awol_observation *o = &campaign->units[u].observations[i];
        if (o->bins.first == first && o->bins.last == last)
            return o;
    }
    cr_assert(0, "no observation of %zu to %zu", first, last);
    return NULL;
}

/* A war total, two months in it, days in one of those: each total knows only its largest parts. */
Test(campaign, what_is_known_of_a_total)
{
    static const struct support_span spans[] = {
        {0, 0, 12, 60, 60, NAN}, {0, 0, 4, 10, 10, NAN},      {0, 0, 1, 3, 3, NAN},
        {0, 1, 2, 2, 2, NAN},    {0, 4, 8, 15, 25, NAN},      {0, 5, 6, 7, 7, NAN},
        {0, 8, 9, 4, 4, NAN},    {0, 9, 11, 6, INFINITY, NAN}};
    struct awol_series series;
    struct awol_campaign c;
    make(&c, &series, spans, 8, false);
    cr_assert_eq(c.n_units, 1);
    cr_assert_eq(c.units[0].n_bins, 12);
    const struct awol_observation *war = find(&c, 0, 0, 12);
    /* 10 of the first month, 7 of the day in the range, 4; not again the days of the first month */
    cr_assert_eq(war->known, 21);
    cr_assert_eq(war->low, 39);
    cr_assert_eq(war->high, 39);
    cr_assert_eq(war->n_masks, 3);
    cr_assert_eq(war->masks[0].first, 0);
    cr_assert_eq(war->masks[0].last, 4);
    cr_assert_eq(war->masks[1].first, 5);
    cr_assert_eq(war->masks[2].first, 8);
    cr_assert_not(war->sealed);
    const struct awol_observation *month = find(&c, 0, 0, 4);
    cr_assert_eq(month->known, 5);
    cr_assert_eq(month->low, 5);
    cr_assert_eq(month->n_masks, 2);
    const struct awol_observation *range = find(&c, 0, 4, 8);
    cr_assert_eq(range->known, 7);
    cr_assert_eq(range->low, 8);
    cr_assert_eq(range->high, 18);
    const struct awol_observation *least = find(&c, 0, 9, 11);
    cr_assert_eq(least->low, 6);
    cr_assert(isinf(least->high));
    cr_assert_eq(find(&c, 0, 0, 1)->n_masks, 0);
    /* all but the at-least */
    cr_assert_eq(c.n_observations, 7);
    cr_assert_str_eq(c.grid.text, "day");
    cr_assert_eq(c.first_day, 0);
    cr_assert_eq(c.last_day, 12);
    release(&c, &series);
}

Test(campaign, sealed_totals)
{
    static const struct support_span spans[] = {
        {0, 0, 3, 6, 6, NAN}, {0, 0, 1, 1, 1, NAN}, {0, 1, 2, 2, 2, NAN}, {0, 2, 3, 3, 3, NAN},
        {0, 3, 5, 1, 9, NAN}, {0, 3, 4, 2, 2, NAN}, {0, 4, 5, 0, 0, NAN}};
    struct awol_series series;
    struct awol_campaign c;
    make(&c, &series, spans, 7, false);
    cr_assert(find(&c, 0, 0, 3)->sealed);
    cr_assert_eq(find(&c, 0, 0, 3)->low, 0);
    cr_assert(find(&c, 0, 3, 5)->sealed);
    cr_assert_not(find(&c, 0, 0, 1)->sealed);
    cr_assert_eq(c.n_observations, 5);
    release(&c, &series);
}

Test(campaign, contradictions_are_refused_with_their_place)
{
    static const struct {
        struct support_span spans[3];
        const char *message;
    } rows[] = {
        {{{0, 0, 3, 4, 4, NAN}, {0, 0, 1, 3, 3, NAN}, {0, 1, 2, 2, 2, NAN}},
         "the total is smaller than its parts: 4 at most, and the counts inside it add to 5"},
        {{{0, 0, 3, 1, 4, NAN}, {0, 0, 1, 3, 3, NAN}, {0, 1, 2, 2, 2, NAN}},
         "the total is smaller than its parts: 4 at most"},
        {{{0, 0, 2, 6, 6, NAN}, {0, 0, 1, 3, 3, NAN}, {0, 1, 2, 2, 2, NAN}},
         "the total disagrees with its parts: 6 at least"},
        {{{0, 0, 2, 7, INFINITY, NAN}, {0, 0, 1, 3, 3, NAN}, {0, 1, 2, 2, 2, NAN}},
         "the total disagrees with its parts: 7 at least"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct awol_series series;
        struct awol_campaign c = {.n_units = 42};
        struct awol_error error;
        support_series(&series, rows[i].spans, 3);
        for (size_t k = 0; k < 3; k++)
            if (series.spans[k].start == 0 && series.spans[k].end > 1)
                series.spans[k].place = (struct awol_place){17, 3};
        cr_assert_eq(awol_campaign_init(&c, &series, NULL, false, NULL, 0, NULL, &error), AWOL_DATA,
                     "row %zu", i);
        cr_assert(strstr(error.message, rows[i].message) != NULL, "%s", error.message);
        cr_assert_str_eq(error.source, "test");
        cr_assert_eq(error.place.line, 17);
        cr_assert_eq(error.place.column, 3);
        cr_assert_eq(c.n_units, 42);
        awol_series_release(&series);
    }
}

/* The shortest span that states the men holds; a gap keeps the last, the time before takes the
 * first; N is the first. */
Test(campaign, men_at_risk)
{
    static const struct support_span spans[] = {
        {0, 0, 2, 1, 1, NAN}, {0, 2, 8, 9, 9, 500}, {0, 3, 4, 1, 1, 480},   {0, 4, 5, 1, 1, NAN},
        {0, 5, 7, 2, 2, 450}, {0, 5, 6, 1, 1, 440}, {0, 10, 11, 1, 1, 400}, {0, 11, 12, 0, 0, NAN}};
    static const double expected[] = {500, 500, 500, 480, 500, 440, 450, 500, 500, 500, 400, 400};
    struct awol_series series;
    struct awol_campaign c;
    make(&c, &series, spans, 8, false);
    cr_assert(c.per_man);
    for (size_t t = 0; t < 12; t++) {
        cr_assert_eq(c.units[0].at_risk[t], expected[t], "bin %zu: %g", t, c.units[0].at_risk[t]);
        cr_assert_float_eq(c.units[0].ratio[t], expected[t] / 500, 1e-15, "bin %zu", t);
    }
    release(&c, &series);
}

Test(campaign, men_unknown)
{
    static const struct support_span spans[] = {{0, 0, 1, 1, 1, NAN}, {1, 3, 4, 1, 1, NAN}};
    struct awol_series series;
    struct awol_campaign c;
    make(&c, &series, spans, 2, false);
    cr_assert_not(c.per_man);
    cr_assert_eq(c.n_units, 2);
    cr_assert_eq(c.n_left_out, 0);
    /* Both units have the bins of the whole record. */
    cr_assert_eq(c.units[1].n_bins, 4);
    cr_assert_eq(c.units[1].edges[0], 0);
    cr_assert_eq(c.units[1].observations[0].bins.first, 3);
    cr_assert_eq(c.units[0].at_risk[0], 1);
    cr_assert_eq(c.units[0].ratio[0], 1);
    cr_assert_eq(c.first_day, 0);
    cr_assert_eq(c.last_day, 4);
    release(&c, &series);
}

/* A rate per man and one per day are no common rate. */
Test(campaign, units_without_men_are_left_out)
{
    static const struct support_span spans[] = {
        {0, 0, 1, 1, 1, NAN}, {1, 0, 1, 1, 1, 300}, {2, 0, 1, 1, 1, NAN}};
    struct awol_series series;
    struct awol_campaign c;
    make(&c, &series, spans, 3, false);
    cr_assert_eq(c.n_units, 1);
    cr_assert_str_eq(c.units[0].name, "u1");
    cr_assert_eq(c.units[0].index, 1);
    cr_assert_eq(c.n_left_out, 2);
    cr_assert_eq(c.left_out[0], 0);
    cr_assert_eq(c.left_out[1], 2);
    cr_assert_eq(c.n_observations, 1);
    release(&c, &series);
}

Test(campaign, together_on_one_set_of_bins)
{
    static const struct support_span spans[] = {
        {0, 0, 1, 1, 1, NAN}, {0, 1, 2, 1, 1, NAN}, {1, 5, 8, 1, 1, NAN}};
    struct awol_series series;
    struct awol_campaign c;
    make(&c, &series, spans, 3, true);
    for (size_t u = 0; u < 2; u++) {
        cr_assert_eq(c.units[u].n_bins, 8);
        cr_assert_eq(c.units[u].edges[0], 0);
        cr_assert_eq(c.units[u].edges[8], 8);
    }
    cr_assert_eq(find(&c, 1, 5, 8)->low, 1);
    release(&c, &series);
}

Test(campaign, rivals_and_kinds)
{
    static const struct support_span spans[] = {
        {0, 0, 2, 4, 4, NAN}, {0, 2, 4, 9, 9, NAN}, {0, 4, 5, 0, 3, NAN}, {0, 5, 6, 7, 7, NAN}};
    struct awol_series series;
    struct awol_campaign c;
    struct awol_error error;
    support_series(&series, spans, 4);
    series.spans[0].count.kind = AWOL_KIND_ABOUT;
    series.spans[1].preferred = false;
    series.spans[3].count.kind = AWOL_KIND_AT_MOST;
    cr_assert_eq(awol_campaign_init(&c, &series, "day", false, NULL, 0, NULL, &error), AWOL_OK);
    cr_assert_eq(c.n_about, 1);
    cr_assert_eq(c.units[0].n_observations, 3);
    cr_assert_eq(find(&c, 0, 0, 2)->low, 4);
    cr_assert_eq(find(&c, 0, 0, 2)->high, 4);
    cr_assert_eq(find(&c, 0, 5, 6)->low, 0);
    cr_assert_eq(find(&c, 0, 5, 6)->high, 7);
    cr_assert_eq(find(&c, 0, 5, 6)->row, 3);
    /* A range from 0 and an at-most are bounds, no counts. */
    cr_assert_eq(c.n_observations, 1);
    awol_campaign_release(&c);

    for (size_t i = 0; i < 4; i++)
        series.spans[i].preferred = false;
    cr_assert_eq(awol_campaign_init(&c, &series, NULL, false, NULL, 0, NULL, &error), AWOL_DATA);
    cr_assert_str_eq(error.message, "there is no preferred count to fit");
    awol_series_release(&series);
}

Test(campaign, off_the_grid)
{
    static const struct support_span spans[] = {{0, 0, 7, 4, 4, NAN}, {0, 7, 9, 9, 9, NAN}};
    struct awol_series series;
    struct awol_campaign c;
    struct awol_error error;
    support_series(&series, spans, 2);
    cr_assert_eq(awol_campaign_init(&c, &series, "week", false, NULL, 0, NULL, &error), AWOL_DATA);
    cr_assert_eq(awol_campaign_init(&c, &series, "fortnight", false, NULL, 0, NULL, &error),
                 AWOL_USAGE);
    awol_series_release(&series);
}

/* The rows of two units that take turns, and of one that begins later than the campaign. */
Test(campaign, units_need_not_stand_together)
{
    static const struct support_span spans[] = {{0, 0, 1, 3, 3, 50},
                                                {0, 2, 4, 4, 4, 40},
                                                {0, 4, 5, 5, 5, NAN},
                                                {1, 4, 5, 7, 7, NAN},
                                                {1, 5, 6, 8, 8, 30}};
    static const size_t turns[] = {0, 3, 1, 4, 2};
    struct awol_series series;
    struct awol_series_span sorted[5];
    struct awol_campaign c;
    struct awol_error error;
    support_series(&series, spans, 5);
    memcpy(sorted, series.spans, sizeof sorted);
    for (size_t i = 0; i < 5; i++)
        series.spans[i] = sorted[turns[i]];
    cr_assert_eq(series.spans[1].unit, 1);
    cr_assert_eq(awol_campaign_init(&c, &series, "day", 0, NULL, 0, NULL, &error), AWOL_OK, "%s",
                 error.message);
    cr_assert_eq(c.n_units, 2);
    for (size_t u = 0; u < 2; u++) {
        cr_assert_eq(c.units[u].n_bins, 6, "unit %zu", u);
        cr_assert_eq(c.units[u].edges[0], c.first_day, "unit %zu", u);
        cr_assert_eq(c.units[u].edges[6], c.last_day, "unit %zu", u);
    }
    cr_assert_eq(c.units[0].n_observations, 3);
    cr_assert_eq(c.units[1].n_observations, 2);
    cr_assert_eq(find(&c, 0, 2, 4)->low, 4);
    cr_assert_eq(find(&c, 1, 5, 6)->row, 3);
    cr_assert_eq(c.units[0].at_risk[1], 50);
    cr_assert_eq(c.units[0].at_risk[5], 40);
    cr_assert_eq(c.units[1].at_risk[0], 30);
    release(&c, &series);
}
