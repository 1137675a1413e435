/* Published and closed-form values that the models must give. README.md names each source. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/random.h"
#include "estimate/run.h"
#include "model/law.h"
#include "model/model.h"
#include "model/step.h"
#include "support/series.h"

/* British coal-mining disasters by year, 1851 to 1962, in the version of 188 disasters. Another
 * version in print has 191 and another answer. */
static const int coal[] = {4, 5, 4, 1, 0, 4, 3, 4, 0, 6, 3, 3, 4, 0, 2, 6, 3, 3, 5, 4, 5, 3, 1,
                           4, 4, 1, 5, 5, 3, 4, 2, 5, 2, 2, 3, 4, 2, 1, 3, 2, 1, 1, 1, 1, 1, 3,
                           0, 0, 1, 0, 1, 1, 0, 0, 3, 1, 0, 3, 2, 2, 0, 1, 1, 1, 0, 1, 0, 1, 0,
                           0, 0, 2, 1, 0, 0, 0, 1, 1, 0, 2, 2, 3, 1, 1, 2, 1, 1, 1, 1, 2, 4, 2,
                           0, 0, 0, 1, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0};
enum { YEARS = sizeof coal / sizeof *coal };

static double number_of(const struct awol_fit *fit, const char *key)
{
    const char *text = awol_fit_model(fit, key);
    double value = NAN;
    cr_assert(text && awol_number_parse(text, &value), "no %s", key);
    return value;
}

/* Fit the coal series, a year a bin, with a change after its first k years (0: none). */
static double fit_coal(int k, double *opt_rate, double *opt_ratio)
{
    struct support_span rows[YEARS];
    struct awol_series series;
    struct awol_fit fit;
    struct awol_fitted_span *spans;
    struct awol_error error;
    struct awol_offer offer = {.id = "step",
                               .kind = "offer",
                               .label = "step",
                               .unit = "",
                               .issued = "",
                               .terms = "",
                               .source = "",
                               .start_first = k,
                               .start_last = k,
                               .open = true,
                               .use = true};
    const struct awol_offers offers = {.source = "test", .offers = &offer, .n = 1};
    for (int i = 0; i < YEARS; i++)
        rows[i] = (struct support_span){0, i, i + 1, coal[i], coal[i], NAN};
    support_series(&series, rows, YEARS);
    const struct awol_request request = {.series = &series,
                                         .offers = k ? &offers : NULL,
                                         .model = awol_model_find(k ? "its" : "null"),
                                         .law = AWOL_LAW_POISSON,
                                         .period_days = 365.25,
                                         .recorded = 1,
                                         .level = 0.9,
                                         .words = {"", "", ""}};
    awol_numeric_begin();
    cr_assert_eq(awol_fit_run(&request, &fit, &spans, &error), AWOL_OK, "%s", error.message);
    double l = number_of(&fit, "log_likelihood");
    if (opt_rate)
        *opt_rate = awol_fit_find(&fit, "rate")->estimate;
    if (opt_ratio)
        *opt_ratio = awol_fit_find(&fit, "offer.step")->estimate;
    free(spans);
    awol_fit_release(&fit);
    awol_series_release(&series);
    return l;
}

Test(reference, coal_without_a_change)
{
    double rate, l = fit_coal(0, &rate, NULL);
    cr_assert_float_eq(rate, 188.0 / 112, 1e-6, "%.9g", rate);
    cr_assert_float_eq(l, -203.64373, 6e-6, "%.9g", l);
}

Test(reference, coal_with_a_change_after_1890)
{
    double rate, ratio, l = fit_coal(40, &rate, &ratio);
    cr_assert_float_eq(rate, 3.125, 1e-5, "%.9g", rate);
    cr_assert_float_eq(ratio * rate, 0.875, 1e-5, "%.9g", ratio * rate);
    cr_assert_float_eq(l, -167.00022, 6e-6, "%.9g", l);
}

/* Every year of change: the best, and those within 1.92 of it, are 1890 and 1886 to 1892. */
Test(reference, coal_years_of_change)
{
    double l[61], best = -INFINITY;
    int at = 0;
    for (int k = 20; k <= 60; k++) {
        l[k] = fit_coal(k, NULL, NULL);
        if (l[k] > best) {
            best = l[k];
            at = k;
        }
    }
    cr_assert_eq(at + 1850, 1890, "%d", at + 1850);
    for (int k = 20; k <= 60; k++)
        cr_assert_eq(l[k] > best - 1.92, k + 1850 >= 1886 && k + 1850 <= 1892, "%d: %.9g", k + 1850,
                     l[k]);
}

/* Changes of any number in the coal series, a year a bin. Evidence by sums over all ways to cut,
 * computed apart from awol. */
Test(reference, coal_change_points)
{
    static const double evidence[] = {-206.34522532, -175.51431583, -173.42516520};
    struct support_span rows[YEARS];
    struct awol_series series;
    struct awol_fit fit;
    struct awol_fitted_span *spans;
    struct awol_error error;
    for (int i = 0; i < YEARS; i++)
        rows[i] = (struct support_span){0, i, i + 1, coal[i], coal[i], NAN};
    support_series(&series, rows, YEARS);
    const struct awol_request request = {.series = &series,
                                         .model = awol_model_find("change-points"),
                                         .law = AWOL_LAW_POISSON,
                                         .period_days = 365.25,
                                         .recorded = 1,
                                         .level = 0.9,
                                         .words = {"", "", ""}};
    awol_numeric_begin();
    cr_assert_eq(awol_fit_run(&request, &fit, &spans, &error), AWOL_OK, "%s", error.message);
    for (size_t k = 0; k < sizeof evidence / sizeof *evidence; k++)
        cr_assert_float_eq(fit.changes.points[k].value, evidence[k], 1e-7, "%zu: %.12g", k,
                           fit.changes.points[k].value);
    const struct awol_fit_point *points = fit.change_points.points;
    cr_assert_eq(fit.change_points.n, YEARS);
    cr_assert_float_eq(points[0].slope, -203.64373, 6e-6);
    cr_assert_float_eq(points[40].slope, -167.00022, 6e-6);
    for (int j = 1; j < YEARS; j++)
        cr_assert_eq(points[j].slope > points[40].slope - 1.92, j >= 36 && j <= 42, "%d", j);
    /* Two changes: the last years before them are 1890 and 1947; the log-likelihood is
     * -160.33846315 by trying every pair. */
    cr_assert_str_eq(awol_fit_model(&fit, "cuts"), "1970-02-10,1970-04-08");
    cr_assert_float_eq(number_of(&fit, "log_likelihood"), -160.338463148, 1e-6);
    free(spans);
    awol_fit_release(&fit);
    awol_series_release(&series);
}

/* Ten men in ten days: Garwood's limits of 10 as Ulm 1990 prints them. */
Test(reference, lone_total_has_garwood_limits)
{
    const struct support_span total = {0, 0, 10, 10, 10, NAN};
    struct awol_series series;
    struct awol_fit fit;
    struct awol_fitted_span *spans;
    struct awol_error error;
    support_series(&series, &total, 1);
    const struct awol_request request = {.series = &series,
                                         .law = AWOL_LAW_NB,
                                         .period_days = 365.25,
                                         .recorded = 1,
                                         .level = 0.95,
                                         .words = {"", "", ""}};
    awol_numeric_begin();
    cr_assert_eq(awol_fit_run(&request, &fit, &spans, &error), AWOL_OK, "%s", error.message);
    cr_assert_str_eq(awol_fit_model(&fit, "model"), "null");
    const struct awol_fit_parameter *rate = awol_fit_find(&fit, "rate");
    cr_assert_float_eq(rate->estimate, 1, 1e-6, "%.9g", rate->estimate);
    cr_assert_float_eq(rate->low, 0.47954, 6e-6, "%.9g", rate->low);
    cr_assert_float_eq(rate->high, 1.83904, 6e-6, "%.9g", rate->high);
    free(spans);
    awol_fit_release(&fit);
    awol_series_release(&series);
}

/* Borel's law is what a generalised Poisson count is made of: P(n)/lambda as lambda vanishes. */
Test(reference, borel)
{
    static const struct {
        double eta, mean, variance, p[5];
    } rows[] = {{0.5, 2, 4, {.60653066, .18393972, .08367381, .04511176, .02672038}},
                {0.8, 5, 100, {.44932896, .16151721, .08708924, .05565400, .03907336}}};
    const double lambda = 1e-12;
    for (size_t i = 0; i < 2; i++) {
        double mean = 0, square = 0;
        for (int n = 5000; n > 0; n--) {
            double p = exp(awol_law_log_gp(n, lambda, rows[i].eta) - log(lambda));
            mean += n * p;
            square += (double)n * n * p;
            if (n <= 5)
                cr_assert_float_eq(p, rows[i].p[n - 1], 6e-9, "eta %g, %d: %.9g", rows[i].eta, n,
                                   p);
        }
        cr_assert_float_eq(mean, rows[i].mean, 1e-7, "eta %g: mean %.9g", rows[i].eta, mean);
        cr_assert_float_eq(square - mean * mean, rows[i].variance, 1e-6, "eta %g: variance %.9g",
                           rows[i].eta, square - mean * mean);
    }
}

/* Followers of one man by day T: eta/(1-eta) (1 - e^{-(1-eta)T/tau}), T/tau at eta = 1. */
Test(reference, followers_of_one_man)
{
    static const struct {
        double eta, tau, days, expected;
    } rows[] = {{.5, 1, 1, .3934693403},
                {.8, 2, 5, 1.57387736115},
                {.3, 1, 10, .428180622015},
                {1, 2, 3, 1.5},
                {1.3, 2, 3, 2.46268613712}};
    struct awol_step step;
    struct awol_step_variance variance;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_assert_eq(awol_step_init(rows[i].days, rows[i].eta, 1 / rows[i].tau, &step, NULL),
                     AWOL_OK);
        cr_assert_float_eq(step.B.value / rows[i].expected, 1, 2e-10, "row %zu: %.12g", i,
                           step.B.value);
    }
    awol_step_variance_init(1, 0.5, 1, &variance);
    cr_assert_float_eq(variance.from_x.value, .5994672603, 6e-11, "%.12g", variance.from_x.value);
}
