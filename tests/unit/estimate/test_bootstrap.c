#include "estimate/bootstrap.h"

#include <criterion/criterion.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "estimate/output.h"
#include "estimate/run.h"
#include "support/table_text.h"

TestSuite(bootstrap, .init = awol_numeric_begin);

/* ---- quantiles ---------------------------------------------------------------------------- */

Test(bootstrap, quantiles_by_order)
{
    double x[99];
    for (int i = 0; i < 99; i++)
        x[i] = i + 1;
    /* The (n + 1) p-th: of 99 the 5th and the 95th at 90 per cent. */
    cr_assert_eq(awol_boot_quantile(x, 99, 0, 0.05), 5);
    cr_assert_eq(awol_boot_quantile(x, 99, 0, 0.95), 95);
    cr_assert_float_eq(awol_boot_quantile(x, 99, 0, 0.055), 5.5, 1e-12);
    cr_assert(isnan(awol_boot_quantile(x, 9, 0, 0.05)), "nothing is beyond the smallest");
    cr_assert(isnan(awol_boot_quantile(x, 9, 0, 0.95)));
    cr_assert_eq(awol_boot_quantile(x, 19, 0, 0.05), 1);
    cr_assert_eq(awol_boot_quantile(x, 19, 0, 0.95), 19);
    cr_assert_eq(awol_boot_quantile(x, 19, 0, 0.5 * (1 - 0.9)), 1, "as a level gives it");
    cr_assert(isnan(awol_boot_quantile(x, 0, 0, 0.5)));
}

/* Two of 99 without a value lie beyond both ends: the 5th from below is the third that is known. */
Test(bootstrap, what_failed_counts_against_both_ends)
{
    double x[97];
    for (int i = 0; i < 97; i++)
        x[i] = i + 1;
    cr_assert_eq(awol_boot_quantile(x, 97, 2, 0.05), 3);
    cr_assert_eq(awol_boot_quantile(x, 97, 2, 0.95), 95);
    cr_assert(isnan(awol_boot_quantile(x, 97, 5, 0.05)), "the limit is among those that failed");
    cr_assert(isnan(awol_boot_quantile(x, 97, 6, 0.95)));
}

/* Efron 1987: Phi(2 z0 + z). Without median bias nothing changes; where 60 of 100 lie below, z0 =
 * .2533. */
Test(bootstrap, levels_corrected_for_the_median)
{
    double x[100];
    for (int i = 0; i < 100; i++)
        x[i] = i + 1;
    cr_assert_float_eq(awol_boot_corrected_level(x, 100, 50.5, 0.05), 0.05, 1e-12);
    double z0 = gsl_cdf_ugaussian_Pinv(0.6);
    cr_assert_float_eq(awol_boot_corrected_level(x, 100, 60.5, 0.05),
                       gsl_cdf_ugaussian_P(2 * z0 - 1.6448536269514722), 1e-9);
    double ties[4] = {0, 0, 0, 1};
    /* Three of four are the estimate itself: they count half, 1.5 of 4. */
    z0 = gsl_cdf_ugaussian_Pinv(1.5 / 4);
    cr_assert_float_eq(awol_boot_corrected_level(ties, 4, 0, 0.95),
                       gsl_cdf_ugaussian_P(2 * z0 + 1.6448536269514722), 1e-9);
    cr_assert(isnan(awol_boot_corrected_level(x, 100, 200, 0.05)), "all on one side");
}

Test(bootstrap, what_follows_from_eta_and_the_delay)
{
    cr_assert_eq(awol_boot_multiplier(0.5), 2);
    cr_assert_eq(awol_boot_multiplier(0), 1);
    cr_assert(isnan(awol_boot_multiplier(1)));
    cr_assert_float_eq(awol_boot_half_life(10), 6.931471805599453, 1e-12);
}

/* ---- a fit -------------------------------------------------------------------------------- */

struct fitted {
    struct awol_stream stream;
    struct awol_refit refit;
};

/* Counts of days, the offer on the last ten of twenty; fitted and read back. */
static void make(struct fitted *f, const char *model, enum awol_law law)
{
    static const int counts[] = {3, 5, 2, 4, 6, 1, 3, 4, 2, 5, 9, 6, 4, 8, 7, 5, 9, 6, 3, 8};
    struct awol_text text;
    struct awol_series series;
    struct awol_offers offers;
    struct awol_stream input;
    struct awol_fit fit;
    struct awol_fitted_span *spans;
    struct awol_error e = {0};
    awol_text_init(&text);
    awol_text_append(&text, "start|end|count\n");
    for (int i = 0; i < 20; i++)
        awol_text_append_format(&text, "1800-01-%02d|1800-01-%02d|%d\n", i + 1, i + 2, counts[i]);
    struct awol_table table = test_table("series", awol_text_string(&text));
    struct awol_table offers_table = test_table("offers", "id|kind|start\na|offer|1800-01-11\n");
    cr_assert_eq(awol_series_from_table(&table, 1, &series, &e), AWOL_OK, "%s", e.message);
    cr_assert_eq(awol_offers_from_table(&offers_table, AWOL_OFFERS, &offers, &e), AWOL_OK);
    cr_assert_eq(awol_stream_init(&input, "series", &e), AWOL_OK);
    struct awol_request request = {.series = &series,
                                   .offers = &offers,
                                   .model = awol_model_find(model),
                                   .law = law,
                                   .period_days = 365.25,
                                   .recorded = 1,
                                   .level = 0.9,
                                   .n_threads = 1,
                                   .seed = 4,
                                   .words = {"", "", ""}};
    cr_assert_eq(awol_fit_run(&request, &fit, &spans, &e), AWOL_OK, "%s", e.message);
    struct awol_fit_inputs inputs = {.stream = &input,
                                     .series = &series,
                                     .opt_offers = &offers_table,
                                     .command = "awol-fit",
                                     .level = 0.9};
    cr_assert_eq(awol_fit_output(&inputs, &fit, spans, &f->stream, &e), AWOL_OK);
    cr_assert_eq(awol_refit_init(&f->refit, &f->stream, &e), AWOL_OK, "%s", e.message);
    free(spans);
    awol_fit_release(&fit);
    awol_stream_release(&input);
    awol_offers_release(&offers);
    awol_series_release(&series);
    awol_table_release(&offers_table);
    awol_table_release(&table);
    awol_text_release(&text);
}

static void release(struct fitted *f)
{
    awol_refit_release(&f->refit);
    awol_stream_release(&f->stream);
}

/* A constant Poisson rate: the replicates are totals of a Poisson law of mean 100 over 20 days,
 * whose limits are known; the rate is unbiased. */
Test(bootstrap, a_poisson_rate_spreads_as_poisson)
{
    struct fitted f;
    struct awol_bootstrap b;
    struct awol_boot_interval *intervals;
    struct awol_error e = {0};
    size_t n;
    make(&f, "null", AWOL_LAW_POISSON);
    cr_assert_eq(awol_bootstrap_init(&b, &f.refit, 4, NULL, 0, &e), AWOL_OK, "%s", e.message);
    cr_assert_eq(awol_bootstrap_run(&b, 0, 1999, 1, NULL, &e), AWOL_OK, "%s", e.message);
    cr_assert_eq(awol_boot_intervals(&b, 0.9, &intervals, &n, &e), AWOL_OK);
    cr_assert_eq(n, 1);
    cr_assert_eq(intervals[0].n, 1999);
    cr_assert_float_eq(intervals[0].estimate, 5, 1e-6);
    /* ln of a Poisson total of mean 100: mean ln 100 - 1/200 within 4 se of .1/sqrt(1999). */
    cr_assert_float_eq(log(intervals[0].corrected / 5), 0.005, 0.009);
    /* 5 and 95 per cent of Poisson(100) are 84 and 117; the tail quantile has se 1.1. */
    cr_assert_float_eq(20 * intervals[0].percentile_low, 84, 4);
    cr_assert_float_eq(20 * intervals[0].percentile_high, 117, 4);
    double sum = 0, squares = 0;
    for (size_t i = 0; i < b.n_rows; i++) {
        cr_assert(b.rows[i].converged, "replicate %zu", i);
        sum += 20 * b.rows[i].values[0];
        squares += pow(20 * b.rows[i].values[0] - 100, 2);
    }
    cr_assert_float_eq(sum / 1999, 100, 4 * 10 / sqrt(1999));
    cr_assert_float_eq(squares / 1999, 100, 4 * 100 * sqrt(2.0 / 1999));
    free(intervals);
    awol_bootstrap_release(&b);
    release(&f);
}

/* The likelihood ratio of two Poisson totals has a closed form, and under the null it spreads as
 * chi-square with one degree of freedom. */
Test(bootstrap, the_test_of_an_offer_in_poisson_counts)
{
    static const char *const names[] = {"offer"};
    struct fitted f;
    struct awol_bootstrap b;
    struct awol_boot_outcome o;
    struct awol_error e = {0};
    make(&f, "its", AWOL_LAW_POISSON);
    cr_assert_eq(awol_bootstrap_init(&b, &f.refit, 4, names, 1, &e), AWOL_OK, "%s", e.message);
    cr_assert_str_eq(b.tests[0].name, "offer.a");
    cr_assert_str_eq(b.tests[0].null_text, "offer.a = 1");
    /* 35 before, 65 after, 50 expected in each without the offer. */
    cr_assert_float_eq(b.tests[0].statistic, 2 * (35 * log(35 / 50.0) + 65 * log(65 / 50.0)), 1e-5);
    cr_assert_eq(awol_bootstrap_run(&b, 0, 999, 1, NULL, &e), AWOL_OK, "%s", e.message);
    cr_assert_eq(awol_boot_outcome(&b, 0, &o, &e), AWOL_OK);
    cr_assert_eq(o.n, 999);
    cr_assert_eq(o.not_converged, 0);
    /* 95 % point 3.84, density there .029: se sqrt(.05 .95/999)/.029 = .24. */
    cr_assert_float_eq(o.critical, 3.841459, 1.0, "%g", o.critical);
    /* P(chi-square > 9.14) = .0025: a few of a thousand at most. */
    cr_assert(o.p >= 1.0 / 1000 && o.p < 0.012, "%g", o.p);
    awol_bootstrap_release(&b);
    release(&f);
}

Test(bootstrap, rows_do_not_depend_on_threads_or_parts)
{
    static const char *const names[] = {"dispersion"};
    struct fitted f;
    struct awol_bootstrap whole, part;
    struct awol_error e = {0};
    make(&f, "its", AWOL_LAW_NB);
    cr_assert_eq(awol_bootstrap_init(&whole, &f.refit, 4, names, 1, &e), AWOL_OK, "%s", e.message);
    cr_assert_eq(awol_bootstrap_init(&part, &f.refit, 4, names, 1, &e), AWOL_OK, "%s", e.message);
    cr_assert_eq(awol_bootstrap_run(&whole, 0, 12, 1, NULL, &e), AWOL_OK);
    cr_assert_eq(awol_bootstrap_run(&part, 5, 9, 3, NULL, &e), AWOL_OK);
    size_t n = f.refit.problem.layout.n;
    for (size_t d = 0; d < 2; d++)
        for (size_t k = 5; k < 9; k++) {
            const struct awol_boot_row *x = &whole.rows[d * 12 + k], *y = &part.rows[d * 4 + k - 5];
            cr_assert_eq(x->replicate, y->replicate);
            cr_assert_eq(x->log_likelihood, y->log_likelihood);
            cr_assert(d == 1 || memcmp(x->values, y->values, n * sizeof *x->values) == 0);
        }
    awol_bootstrap_release(&part);
    awol_bootstrap_release(&whole);
    release(&f);
}

/* ---- values that are tried ---------------------------------------------------------------- */

/* Twice the loss of log-likelihood where a Poisson total has the mean mu. */
static double lost(double total, double mu)
{
    return 2 * ((total > 0 ? total * log(total / mu) : 0) - (total - mu));
}

/* Share of Poisson totals of mean mu that fit it as badly as `total`, or worse. */
static double exact_p(double total, double mu)
{
    double p = 0;
    for (unsigned k = 0; k < 400; k++)
        if (lost(k, mu) >= lost(total, mu) - 1e-9)
            p += gsl_ran_poisson_pdf(k, mu);
    return p;
}

static void calibrate(const struct fitted *f, const char *name, struct awol_bootstrap *b)
{
    struct awol_error e = {0};
    cr_assert_eq(awol_bootstrap_init(b, &f->refit, 4, NULL, 0, &e), AWOL_OK, "%s", e.message);
    cr_assert_eq(awol_boot_calibrate(b, name, &e), AWOL_OK, "%s", e.message);
}

/* Where the profile loses .4, 1 and 2.5 times the chi-square point, on either side. */
static void check_points(const struct awol_bootstrap *b)
{
    static const double multiples[] = {0.4, 1, 2.5};
    cr_assert_eq(b->n_tests, 6);
    for (size_t t = 0; t < b->n_tests; t++)
        cr_assert_float_eq(b->tests[t].statistic / gsl_cdf_chisq_Pinv(0.9, 1), multiples[t / 2],
                           1e-4, "%s: %g", b->tests[t].name, b->tests[t].statistic);
}

/* The limits of a Poisson total of 100, by counting all totals: the first mean on either side that
 * 10 per cent of totals do not fit better. With 1999 records the critical value has se
 * sqrt(.09/1999)/.063 = .11, 2 per cent of the half-width of 16; the share moves in steps, of a
 * width of .5. */
Test(bootstrap, calibrated_limits_of_a_poisson_mean)
{
    struct fitted f;
    struct awol_bootstrap b;
    struct awol_boot_interval *intervals;
    struct awol_error e = {0};
    size_t n;
    double low = 100, high = 100;
    make(&f, "null", AWOL_LAW_POISSON);
    calibrate(&f, "rate", &b);
    check_points(&b);
    cr_assert_eq(awol_bootstrap_run(&b, 0, 1999, 1, NULL, &e), AWOL_OK, "%s", e.message);
    cr_assert_eq(awol_boot_intervals(&b, 0.9, &intervals, &n, &e), AWOL_OK, "%s", e.message);
    while (exact_p(100, low) > 0.1)
        low -= 0.01;
    while (exact_p(100, high) > 0.1)
        high += 0.01;
    cr_assert_float_eq(20 * intervals[0].calibrated_low, low, 1.5, "%g for %g",
                       20 * intervals[0].calibrated_low, low);
    cr_assert_float_eq(20 * intervals[0].calibrated_high, high, 1.5, "%g for %g",
                       20 * intervals[0].calibrated_high, high);
    cr_assert_str_eq(intervals[0].calibrated, "calibrated");
    free(intervals);
    awol_bootstrap_release(&b);
    release(&f);
}

/* Nineteen records for each value, of which the 18th has a statistic of `critical` and one could
 * not be fitted: the point of .9. */
static void draw_by_hand(struct awol_bootstrap *b, double critical)
{
    free(b->rows);
    b->n_rows = 19 * b->n_tests;
    b->rows = calloc(b->n_rows, sizeof *b->rows);
    for (size_t i = 0; i < b->n_rows; i++) {
        double statistic = i % 19 == 18 ? NAN : critical * (double)(i % 19 + 1) / 18;
        b->rows[i] = (struct awol_boot_row){.draw = 1 + i / 19,
                                            .replicate = (uint32_t)(i % 19),
                                            .log_likelihood = 0.5 * statistic,
                                            .null_log_likelihood = 0};
    }
}

static void check_limits(struct awol_bootstrap *b, double critical, double level, double low,
                         double high, double tolerance, const char *how)
{
    struct awol_boot_interval i = {.name = b->tests[0].parameter};
    struct awol_error e = {0};
    i.estimate = awol_fit_find(&b->refit->fit, i.name)->estimate;
    draw_by_hand(b, critical);
    cr_assert_eq(awol_boot_calibrated(b, level, &i, &e), AWOL_OK, "%s", e.message);
    cr_assert_str_eq(i.calibrated, how);
    cr_assert(isnan(low) ? isnan(i.calibrated_low) : fabs(i.calibrated_low - low) <= tolerance,
              "critical %g: %g for %g", critical, i.calibrated_low, low);
    cr_assert(isnan(high) ? isnan(i.calibrated_high) : fabs(i.calibrated_high - high) <= tolerance,
              "critical %g: %g for %g", critical, i.calibrated_high, high);
}

/* With the same critical value everywhere the limits are those of the profile at its level; the
 * mean at which 100 lose so much is found by halving. */
Test(bootstrap, limits_between_the_values_that_were_tried)
{
    static const double criticals[] = {0.5, 1.5, 4, 6.5};
    struct fitted f;
    struct awol_bootstrap b;
    make(&f, "null", AWOL_LAW_POISSON);
    calibrate(&f, "rate", &b);
    for (size_t i = 0; i < sizeof criticals / sizeof *criticals; i++) {
        double inside[] = {100, 100}, outside[] = {50, 200};
        for (int k = 0; k < 100; k++)
            for (int side = 0; side < 2; side++) {
                double middle = 0.5 * (inside[side] + outside[side]);
                (lost(100, middle) > criticals[i] ? outside : inside)[side] = middle;
            }
        check_limits(&b, criticals[i], 0.9, inside[0] / 20, inside[1] / 20, 0.005, "calibrated");
    }
    /* Nothing that was tried is refuted; nor can it be, where the point is among those that could
     * not be fitted. */
    check_limits(&b, 7, 0.9, NAN, NAN, 0, "calibrated, open below, open above");
    check_limits(&b, 1, 0.95, NAN, NAN, 0, "calibrated, open below, open above");
    awol_bootstrap_release(&b);
    release(&f);
}

/* A shard may have been edited. */
Test(bootstrap, more_values_than_there_is_room_for)
{
    struct fitted f;
    struct awol_bootstrap b;
    struct awol_error e = {0};
    enum awol_status status = AWOL_OK;
    make(&f, "null", AWOL_LAW_POISSON);
    cr_assert_eq(awol_bootstrap_init(&b, &f.refit, 4, NULL, 0, &e), AWOL_OK);
    for (int i = 0; status == AWOL_OK && i < 100; i++)
        status = awol_boot_point_add(&b, 0, 4 + 0.01 * i, &e);
    cr_assert_eq(status, AWOL_DATA);
    cr_assert(strstr(e.message, "one test too many"), "%s", e.message);
    awol_bootstrap_release(&b);
    release(&f);
}

/* Scatter that may be none: zero is tried, and stands unless the record loses more there than the
 * drawn ones do. */
Test(bootstrap, a_limit_of_zero)
{
    struct fitted f;
    struct awol_bootstrap b;
    make(&f, "its", AWOL_LAW_NB);
    calibrate(&f, "dispersion", &b);
    const struct awol_boot_test *zero = NULL;
    for (size_t t = 0; t < b.n_tests; t++)
        if (b.tests[t].value <= 0)
            zero = &b.tests[t];
    cr_assert(zero, "zero was not tried");
    struct awol_boot_interval i = {.name = "dispersion", .estimate = 0.01};
    struct awol_error e = {0};
    draw_by_hand(&b, zero->statistic + 1e-3);
    cr_assert_eq(awol_boot_calibrated(&b, 0.9, &i, &e), AWOL_OK);
    cr_assert_eq(i.calibrated_low, 0);
    cr_assert(strstr(i.calibrated, "reaches 0"), "%s", i.calibrated);
    awol_bootstrap_release(&b);
    release(&f);
}

/* ---- what is refused ---------------------------------------------------------------------- */

static void check_refused(const struct fitted *f, const char *name, enum awol_status expected,
                          const char *message)
{
    struct awol_bootstrap b;
    struct awol_error e = {0};
    cr_assert_eq(awol_bootstrap_init(&b, &f->refit, 4, &name, 1, &e), expected, "%s: %s", name,
                 e.message);
    cr_assert(strstr(e.message, message), "“%s” is not in “%s”", message, e.message);
    awol_bootstrap_release(&b);
}

Test(bootstrap, tests_that_a_fit_does_not_allow)
{
    struct fitted f;
    make(&f, "its", AWOL_LAW_NB);
    check_refused(&f, "eta", AWOL_UNFIT, "no eta that was estimated");
    check_refused(&f, "offer.b", AWOL_USAGE, "is “offer.a” meant?");
    check_refused(&f, "rate", AWOL_USAGE, "nothing to test that is called “rate”");
    check_refused(&f, "rate=-1", AWOL_DATA, "no value of this fit");
    check_refused(&f, "rate=x", AWOL_DATA, "no value of this fit");
    check_refused(&f, "rat=1", AWOL_DATA, "no value of this fit");
    f.refit.problem.prior = true;
    check_refused(&f, "offer", AWOL_UNFIT, "leans on a prior");
    release(&f);
    make(&f, "null", AWOL_LAW_POISSON);
    check_refused(&f, "offer", AWOL_UNFIT, "no offer has an effect");
    check_refused(&f, "dispersion", AWOL_USAGE, "nothing to test");
    release(&f);
}

/* ---- shards ------------------------------------------------------------------------------- */

static void make_shard(const struct fitted *f, int64_t seed, uint32_t first, uint32_t last,
                       const char *source, struct awol_stream *ret)
{
    static const char *const names[] = {"offer"};
    struct awol_bootstrap b;
    struct awol_error e = {0};
    cr_assert_eq(awol_bootstrap_init(&b, &f->refit, seed, names, 1, &e), AWOL_OK, "%s", e.message);
    cr_assert_eq(awol_bootstrap_run(&b, first, last, 1, NULL, &e), AWOL_OK);
    cr_assert_eq(awol_boot_shard_write(&b, first, last, &f->stream, ret, &e), AWOL_OK, "%s",
                 e.message);
    ret->source = source;
    awol_bootstrap_release(&b);
}

static void check_merge(const struct fitted *f, const struct awol_stream *shards, size_t n,
                        uint32_t expected_n, enum awol_status expected, const char *message)
{
    static const char *const names[] = {"offer"};
    struct awol_bootstrap b;
    const char *other;
    struct awol_error e = {0};
    cr_assert_eq(awol_bootstrap_init(&b, &f->refit, 4, names, 1, &e), AWOL_OK);
    cr_assert_eq(awol_boot_shard_merge(&b, shards, n, expected_n, &other, &e), expected, "%s: %s",
                 message, e.message);
    cr_assert(strstr(e.message, message) || strstr(e.source, message), "“%s” is not in “%s: %s”",
              message, e.source, e.message);
    awol_bootstrap_release(&b);
}

Test(bootstrap, shards_that_do_not_fit_together)
{
    struct fitted f;
    struct awol_stream s[4];
    make(&f, "its", AWOL_LAW_POISSON);
    make_shard(&f, 4, 3, 5, "last.tsv", &s[0]);
    make_shard(&f, 4, 0, 3, "first.tsv", &s[1]);
    make_shard(&f, 4, 2, 4, "both.tsv", &s[2]);
    make_shard(&f, 9, 5, 6, "seed.tsv", &s[3]);
    check_merge(&f, s, 2, 0, AWOL_OK, "");
    check_merge(&f, s, 2, 5, AWOL_OK, "");
    check_merge(&f, s, 1, 0, AWOL_DATA, "replicates 0 to 2 of fit: in none of the shards");
    check_merge(&f, s, 2, 7, AWOL_DATA, "replicates 5 to 6 of fit");
    check_merge(&f, s, 2, 4, AWOL_DATA, "--replicates says 4");
    check_merge(&f, s, 3, 0, AWOL_DATA, "replicate 2 of fit stands in first.tsv too");
    const struct awol_stream mixed[] = {s[0], s[1], s[3]};
    check_merge(&f, mixed, 3, 0, AWOL_DATA, "seed is 9, and in last.tsv 4");
    for (size_t i = 0; i < 4; i++)
        awol_stream_release(&s[i]);
    release(&f);
}

/* A shard carries its fit: one that was changed in it is found by the digest. */
Test(bootstrap, the_fit_in_a_shard)
{
    struct fitted f;
    struct awol_stream shard, fit;
    struct awol_error e = {0};
    make(&f, "its", AWOL_LAW_POISSON);
    make_shard(&f, 4, 0, 2, "shard.tsv", &shard);
    cr_assert_eq(awol_boot_shard_fit(&shard, &fit, &e), AWOL_OK, "%s", e.message);
    cr_assert_eq(fit.n_tables, f.stream.n_tables);
    awol_stream_release(&fit);
    cr_assert_eq(awol_table_set(awol_stream_find(&shard, "parameters"), 0, 1, "7", &e), AWOL_OK);
    cr_assert_eq(awol_boot_shard_fit(&shard, &fit, &e), AWOL_DATA);
    cr_assert(strstr(e.message, "was edited"), "%s", e.message);
    awol_stream_release(&shard);
    release(&f);
}
