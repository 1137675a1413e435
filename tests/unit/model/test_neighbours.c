/* Who is nearest to whom, and the engine's further switches against closed forms. */
#include <criterion/criterion.h>
#include <math.h>

#include "model/filter.h"
#include "model/neighbours.h"
#include "support/series.h"
#include "support/table_text.h"

/* Two companies of one regiment, one of another, a battery of the army alone, and a stranger. */
Test(neighbours, the_smallest_common_superior)
{
    static const struct support_span spans[] = {{0, 0, 1, 1, 1, NAN},
                                                {1, 0, 1, 1, 1, NAN},
                                                {2, 0, 1, 1, 1, NAN},
                                                {3, 0, 1, 1, 1, NAN},
                                                {4, 0, 1, 1, 1, NAN}};
    struct awol_table table;
    struct awol_units units;
    struct awol_series series;
    struct awol_campaign campaign;
    struct awol_error error;
    double *w;
    table =
        test_table("units", "unit|parent\nu0|r1\nu1|r1\nu2|r2\nu3|army\nr1|army\nr2|army\narmy|\n");
    cr_assert_eq(awol_units_from_table(&table, &units, &error), AWOL_OK, "%s", error.message);
    support_series(&series, spans, 5);
    awol_campaign_init(&campaign, &series, "day", AWOL_CAMPAIGN_TOGETHER, NULL, 0, NULL, NULL);
    cr_assert_eq(awol_neighbours_new(&campaign, &units, &w, NULL), AWOL_OK);
    const double third = 1.0 / 3,
                 expected[25] = {0,     1,     0,     0,     0,  /* u0: the other company of r1 */
                                 1,     0,     0,     0,     0,  /* u1 */
                                 third, third, 0,     third, 0,  /* u2: the army is all it shares */
                                 third, third, third, 0,     0,  /* u3 */
                                 .25,   .25,   .25,   .25,   0}; /* u4 is in no table: all alike */
    for (size_t i = 0; i < 25; i++)
        cr_assert_float_eq(w[i], expected[i], 1e-15, "%zu, %zu: %g", i / 5, i % 5, w[i]);
    free(w);
    awol_campaign_release(&campaign);
    awol_series_release(&series);
    awol_units_release(&units);
    awol_table_release(&table);
}

/* Without an end to it the expected count is that of a birth process with immigration (q a day, a/D
 * a day): (a/(q D) + x)(exp(q D) - 1), and x is everybody who has left. */
Test(filter, endless_kernel)
{
    static const struct support_span spans[] = {{0, 0, 2, 7, 7, NAN}, {0, 2, 4, 9, 9, NAN}};
    const struct awol_setup setup = {.law = AWOL_LAW_POISSON,
                                     .cascade = true,
                                     .kernel = AWOL_KERNEL_ALL,
                                     .period_days = 365.25,
                                     .recorded = 1};
    struct awol_series series;
    struct awol_campaign campaign;
    struct awol_layout layout;
    struct awol_filter *filter;
    support_series(&series, spans, 2);
    awol_campaign_init(&campaign, &series, NULL, 0, NULL, 0, NULL, NULL);
    awol_layout_init(&layout, &setup, &campaign, NULL);
    awol_filter_new(&campaign, &setup, &layout, &filter, NULL);
    cr_assert_eq(layout.n, 2);
    cr_assert_str_eq(layout.parameters[1].name, "eta_per_day");
    const double rate = 2.5, q = 0.11, values[] = {rate, q};
    double l = NAN, grow = expm1(2 * q), m1 = rate / q * grow, m2 = (rate / q + 7) * grow;
    double expected = 7 * log(m1) - m1 - lgamma(8) + 9 * log(m2) - m2 - lgamma(10);
    cr_assert_eq(awol_filter_evaluate(filter, values, &l, NULL, NULL, NULL), AWOL_OK);
    cr_assert_float_eq(l, expected, 1e-9, "%.14g, not %.14g", l, expected);
    awol_filter_free(filter);
    awol_layout_release(&layout);
    awol_campaign_release(&campaign);
    awol_series_release(&series);
}
