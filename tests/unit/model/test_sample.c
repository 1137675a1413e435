/* Drawn counts against their laws and against exact clusters. Seeds are fixed; tolerances are four
 * and a half standard errors of the mean or frequency. */
#include <criterion/criterion.h>
#include <gsl/gsl_rng.h>
#include <math.h>

#include "base/random.h"
#include "model/sample.h"
#include "model/step.h"
#include "support/series.h"

Test(sample, counts_follow_their_laws)
{
    enum { DRAWS = 40000, MOST = 12 };
    struct {
        const char *name;
        enum awol_law law;
        double mean, variance;
    } cases[] = {{"poisson", AWOL_LAW_POISSON, 2.5, 2.5},
                 {"nb", AWOL_LAW_NB, 2.5, 3.75},
                 {"gp", AWOL_LAW_GP, 2.5, 2.5 / 0.49},
                 {"gp at its boundary", AWOL_LAW_GP, 0.8, 0.8},
                 {"nb below its boundary", AWOL_LAW_NB, 4, 3}};
    gsl_rng *generator = gsl_rng_alloc(awol_random_philox);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double seen[MOST] = {0}, mean = cases[i].mean, variance = cases[i].variance;
        awol_random_at(generator, 11, 0, i);
        for (size_t k = 0; k < DRAWS; k++) {
            double y = awol_sample_count(cases[i].law, mean, variance, generator);
            if (y < MOST)
                seen[(size_t)y]++;
        }
        for (size_t y = 0; y < MOST; y++) {
            double theta = 1 - sqrt(mean / variance);
            double log_p =
                variance <= mean ? awol_law_log_poisson((double)y, mean)
                : cases[i].law == AWOL_LAW_GP
                    ? awol_law_log_gp((double)y, mean * (1 - theta), theta)
                    : awol_law_log_nb((double)y, mean, (variance - mean) / (mean * mean));
            double p = exp(log_p), se = sqrt(p * (1 - p) / DRAWS);
            cr_assert(fabs(seen[y] / DRAWS - p) < 4.5 * se, "%s, %zu: %g, expected %g",
                      cases[i].name, y, seen[y] / DRAWS, p);
        }
    }
    cr_assert_eq(awol_sample_count(AWOL_LAW_NB, 0, 0, generator), 0);
    gsl_rng_free(generator);
}

struct bench {
    struct awol_series series;
    struct awol_campaign campaign;
    struct awol_setup setup;
    struct awol_layout layout;
    struct awol_filter *filter;
};

/* Ten days of one unit, as a record of which only the frame matters. */
static void bench_make(struct bench *b, double at_risk)
{
    struct support_span spans[10];
    struct awol_error error;
    for (int i = 0; i < 10; i++)
        spans[i] = (struct support_span){0, i, i + 1, 1, 1, at_risk};
    support_series(&b->series, spans, 10);
    b->setup.cascade = true;
    b->setup.dispersion = b->setup.law == AWOL_LAW_NB;
    b->setup.recorded = 1;
    cr_assert_eq(awol_campaign_init(&b->campaign, &b->series, NULL, false, NULL, 0, NULL, &error),
                 AWOL_OK, "%s", error.message);
    cr_assert_eq(awol_layout_init(&b->layout, &b->setup, &b->campaign, &error), AWOL_OK);
    cr_assert_eq(awol_filter_new(&b->campaign, &b->setup, &b->layout, &b->filter, &error), AWOL_OK);
}

static void bench_free(struct bench *b)
{
    awol_filter_free(b->filter);
    awol_layout_release(&b->layout);
    awol_campaign_release(&b->campaign);
    awol_series_release(&b->series);
}

/* Means and variances of totals of ten days, drawn day by day, against the exact ones of one step
 * of ten days (the cascade is the same process on any grid). The law's shape and the weight left
 * inside a bin are approximations: 3 % on the variance. */
Test(sample, bins_add_up_to_the_exact_total)
{
    struct bench b = {.setup = {.law = AWOL_LAW_GP}};
    enum { DRAWS = 20000 };
    double parameters[3], counts[10], sum = 0, squares = 0;
    struct awol_step step;
    struct awol_step_variance v;
    bench_make(&b, NAN);
    cr_assert_eq(b.layout.n, 3);
    parameters[b.layout.rate] = 4;
    parameters[b.layout.eta] = 0.6;
    parameters[b.layout.tau] = 1.5;
    for (uint32_t k = 0; k < DRAWS; k++) {
        double total = 0;
        cr_assert_eq(awol_sample_bins(b.filter, parameters, 3, k, counts, NULL), AWOL_OK);
        for (size_t t = 0; t < 10; t++)
            total += counts[t];
        sum += total;
        squares += total * total;
    }
    awol_step_init(10, 0.6, 1 / 1.5, &step, NULL);
    awol_step_variance_init(10, 0.6, 1 / 1.5, &v);
    double mean = sum / DRAWS, variance = squares / DRAWS - mean * mean;
    double exact = v.from_a.value * 40;
    cr_assert_float_eq(mean, step.A.value * 40, 4.5 * sqrt(exact / DRAWS), "mean %g of %g", mean,
                       step.A.value * 40);
    cr_assert_float_eq(variance / exact, 1, 0.03 + 4.5 * sqrt(2.0 / DRAWS), "variance %g of %g",
                       variance, exact);
    bench_free(&b);
}

Test(sample, no_more_go_than_there_are)
{
    struct bench b = {.setup = {.law = AWOL_LAW_NB}};
    double parameters[4], counts[10], again[10], sum = 0;
    enum { DRAWS = 4000 };
    bench_make(&b, 20);
    cr_assert_eq(b.layout.n, 4);
    parameters[b.layout.rate] = 0.4;
    parameters[b.layout.eta] = 0.5;
    parameters[b.layout.tau] = 2;
    parameters[b.layout.dispersion] = 0.5;
    for (uint32_t k = 0; k < DRAWS; k++) {
        cr_assert_eq(awol_sample_bins(b.filter, parameters, 3, k, counts, NULL), AWOL_OK);
        for (size_t t = 0; t < 10; t++)
            cr_assert(counts[t] >= 0 && counts[t] <= 20, "replicate %u: %g", k, counts[t]);
        sum += counts[0];
    }
    /* First day: binomial of 20 with mean m = 8 A, A = 1 + (eta D/tau) phi2((1 - eta) D/tau). */
    double z = 0.25, A = 1 + 0.25 * (exp(-z) - 1 + z) / (z * z), p = -expm1(-8 * A / 20);
    cr_assert_float_eq(sum / DRAWS, 20 * p, 4.5 * sqrt(20 * p * (1 - p) / DRAWS));
    awol_sample_bins(b.filter, parameters, 3, 7, counts, NULL);
    awol_sample_bins(b.filter, parameters, 3, 8, again, NULL);
    awol_sample_bins(b.filter, parameters, 3, 7, again, NULL);
    cr_assert_arr_eq(counts, again, sizeof counts);
    parameters[b.layout.rate] = -1;
    cr_assert_neq(awol_sample_bins(b.filter, parameters, 3, 7, counts, NULL), AWOL_OK);
    bench_free(&b);
}
