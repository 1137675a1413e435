/* The endemic-epidemic model against hhh4() of the R package surveillance 1.20.3 on the same
 * counts. README.md names the sources. hhh4 gives logarithms: estimates are compared as such. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/random.h"
#include "estimate/run.h"
#include "model/model.h"
#include "support/series.h"

/* Cases of meningococcal disease in Germany by week, 2001 to 2006, as the Robert Koch Institute has
 * them in SurvStat: column meningococcus of influMen in the R package surveillance. */
static const int meningococci[] = {
    4,  8,  9,  10, 6,  12, 15, 11, 10, 13, 4,  6,  14, 16, 8,  6,  4,  6,  7,  8,  6,  11, 7,  5,
    10, 3,  14, 10, 3,  3,  2,  8,  12, 4,  3,  3,  5,  7,  5,  13, 8,  4,  8,  7,  3,  5,  7,  6,
    7,  9,  11, 9,  16, 15, 17, 17, 12, 7,  14, 16, 15, 16, 13, 12, 14, 20, 11, 14, 21, 9,  10, 15,
    13, 13, 9,  16, 11, 8,  10, 7,  5,  10, 8,  8,  3,  11, 10, 5,  8,  4,  6,  7,  10, 9,  7,  13,
    7,  13, 14, 8,  10, 12, 19, 15, 17, 18, 15, 13, 12, 12, 14, 19, 27, 21, 38, 37, 16, 18, 8,  10,
    11, 8,  15, 6,  14, 11, 11, 10, 6,  12, 4,  6,  5,  6,  3,  7,  7,  12, 2,  9,  5,  6,  10, 6,
    12, 12, 16, 14, 7,  6,  10, 8,  12, 8,  13, 6,  17, 18, 13, 9,  7,  11, 14, 10, 14, 19, 13, 17,
    10, 12, 15, 12, 9,  10, 8,  10, 7,  15, 5,  11, 13, 7,  9,  8,  9,  4,  13, 12, 6,  7,  7,  2,
    8,  1,  6,  3,  10, 10, 5,  5,  8,  12, 10, 7,  9,  10, 7,  6,  24, 15, 8,  11, 7,  15, 35, 18,
    24, 22, 12, 16, 15, 22, 10, 10, 6,  9,  11, 10, 14, 11, 7,  6,  9,  7,  6,  9,  3,  5,  3,  8,
    1,  2,  5,  8,  8,  5,  9,  6,  9,  6,  8,  12, 6,  13, 9,  9,  9,  10, 8,  16, 14, 16, 12, 18,
    10, 16, 17, 10, 13, 12, 12, 22, 16, 13, 12, 20, 10, 12, 11, 10, 9,  9,  7,  7,  9,  11, 7,  4,
    12, 3,  5,  8,  3,  8,  5,  2,  8,  5,  3,  9,  1,  5,  10, 2,  13, 9,  5,  9,  8,  11, 12, 6,
};
enum { WEEKS = sizeof meningococci / sizeof *meningococci };

struct fitted {
    struct awol_series series;
    struct awol_fit fit;
    struct awol_fitted_span *spans;
};

static void fit_rows(const struct support_span *rows, size_t n, struct awol_request request,
                     struct fitted *ret)
{
    struct awol_error error;
    support_series(&ret->series, rows, n);
    request.series = &ret->series;
    request.model = awol_model_find("endemic-epidemic");
    request.recorded = 1;
    request.level = 0.9;
    request.words = (struct awol_record_words){"", "", ""};
    awol_numeric_begin();
    cr_assert_eq(awol_fit_run(&request, &ret->fit, &ret->spans, &error), AWOL_OK, "%s",
                 error.message);
}

static void release(struct fitted *f)
{
    free(f->spans);
    awol_fit_release(&f->fit);
    awol_series_release(&f->series);
}

static double number_of(const struct fitted *f, const char *key)
{
    const char *text = awol_fit_model(&f->fit, key);
    double value = NAN;
    cr_assert(text && awol_number_parse(text, &value), "no %s", key);
    return value;
}

/* A maximiser stops within 1e-10 of the log-likelihood, which leaves 1e-6 of a standard error. */
static void check_log(const struct fitted *f, const char *name, double log_estimate, double se)
{
    const struct awol_fit_parameter *p = awol_fit_find(&f->fit, name);
    cr_assert(p, "no %s", name);
    cr_assert_float_eq(log(p->estimate), log_estimate, 2e-6, "%s: %.9g", name, log(p->estimate));
    if (se > 0)
        cr_assert_float_eq(p->se / p->estimate, se, 2e-6, "se of %s: %.9g", name,
                           p->se / p->estimate);
}

/* ---- one unit: the season of hhh4 is zero in the middle of the first bin -------------------- */

static void fit_meningococci(enum awol_law law, bool endemic_only, struct fitted *ret)
{
    struct support_span rows[WEEKS];
    struct awol_setting zero = {.name = "ar", .value = 0};
    struct awol_request request = {.law = law, .harmonics = 1, .period_days = 52};
    if (endemic_only) {
        request.fix.settings = &zero;
        request.fix.n = 1;
    }
    for (int i = 0; i < WEEKS; i++)
        rows[i] = (struct support_span){0, i, i + 1, meningococci[i], meningococci[i], NAN};
    fit_rows(rows, WEEKS, request, ret);
    cr_assert_eq(number_of(ret, "n_observations"), WEEKS - 1);
}

/* Sine and cosine there, from those whose zero is half a bin earlier. */
static void check_season(const struct fitted *f, double sine, double cosine)
{
    double a = awol_fit_find(&f->fit, "sin1")->estimate,
           b = awol_fit_find(&f->fit, "cos1")->estimate;
    double shift = 2 * acos(-1.0) * 0.5 / 52;
    cr_assert_float_eq(a * cos(shift) - b * sin(shift), sine, 2e-6);
    cr_assert_float_eq(a * sin(shift) + b * cos(shift), cosine, 2e-6);
}

Test(endemic_reference, counts_are_those_of_the_package)
{
    int sum = 0;
    for (int i = 0; i < WEEKS; i++)
        sum += meningococci[i];
    cr_assert_eq(WEEKS, 312);
    cr_assert_eq(sum, 3147);
}

Test(endemic_reference, endemic_poisson)
{
    struct fitted f;
    fit_meningococci(AWOL_LAW_POISSON, true, &f);
    cr_assert_float_eq(number_of(&f, "log_likelihood"), -872.093744249, 1e-8);
    double aic = 2 * number_of(&f, "n_parameters") - 2 * number_of(&f, "log_likelihood");
    cr_assert_float_eq(aic, 1750.187, 5e-4);
    check_log(&f, "rate", 2.2647793370, 0.0187103206);
    check_season(&f, 0.3619477503, 0.2605483328);
    release(&f);
}

Test(endemic_reference, endemic_nb)
{
    struct fitted f;
    fit_meningococci(AWOL_LAW_NB, true, &f);
    cr_assert_float_eq(number_of(&f, "log_likelihood"), -850.172241328, 1e-8);
    check_log(&f, "rate", 2.2650062366, 0.0230093230);
    check_log(&f, "dispersion", log(0.0557905551), 0.0120901515 / 0.0557905551);
    check_season(&f, 0.3598306691, 0.2603063238);
    release(&f);
}

Test(endemic_reference, epidemic_poisson)
{
    struct fitted f;
    fit_meningococci(AWOL_LAW_POISSON, false, &f);
    cr_assert_float_eq(number_of(&f, "log_likelihood"), -862.679780638, 1e-8);
    check_log(&f, "rate", 2.0563663454, 0.0576362958);
    check_log(&f, "ar", -1.6594357895, 0.2354477319);
    check_season(&f, 0.3450250375, 0.2643165670);
    release(&f);
}

Test(endemic_reference, epidemic_nb)
{
    struct fitted f;
    fit_meningococci(AWOL_LAW_NB, false, &f);
    cr_assert_float_eq(number_of(&f, "log_likelihood"), -845.613939379, 1e-8);
    check_log(&f, "rate", 2.0863569455, 0.0686123418);
    check_log(&f, "ar", -1.8035511303, 0.3347221495);
    check_log(&f, "dispersion", log(0.0491729866), 0.0116815139 / 0.0491729866);
    check_season(&f, 0.3432850128, 0.2615600168);
    release(&f);
}

/* ---- three units, counts by a rule that R ran too ------------------------------------------- */

enum { UNITS = 3, BINS = 60, ROWS = UNITS * BINS };

/* y = floor(2 m x / (2^31 - 1) + 1/2), m = 1.5 + u + .4 of the own count before + .3 of the mean of
 * the others', x the minimal standard generator from 1776. */
static void make_rows(struct support_span *rows)
{
    double x = 1776, y[UNITS] = {3, 5, 8}, next[UNITS];
    for (int t = 0; t < BINS; t++) {
        for (int u = 0; u < UNITS && t > 0; u++) {
            x = fmod(x * 16807, 2147483647);
            double others = (y[0] + y[1] + y[2] - y[u]) / 2;
            next[u] = floor(2 * (1.5 + u + 1 + .4 * y[u] + .3 * others) * x / 2147483647 + .5);
        }
        for (int u = 0; u < UNITS; u++) {
            y[u] = t > 0 ? next[u] : y[u];
            rows[t * UNITS + u] = (struct support_span){u, t, t + 1, y[u], y[u], NAN};
        }
    }
}

Test(endemic_reference, three_units)
{
    struct support_span rows[ROWS];
    struct fitted f;
    double sums[UNITS] = {0};
    make_rows(rows);
    for (int i = 0; i < ROWS; i++)
        sums[rows[i].unit] += rows[i].low;
    cr_assert(sums[0] == 664 && sums[1] == 717 && sums[2] == 623);
    fit_rows(
        rows, ROWS,
        (struct awol_request){.law = AWOL_LAW_NB, .share_between = true, .period_days = 365.25},
        &f);
    cr_assert_eq(number_of(&f, "n_observations"), ROWS - UNITS);
    cr_assert_float_eq(number_of(&f, "log_likelihood"), -580.814437418, 1e-8);
    check_log(&f, "rate", 0.992012038, 0.352565301);
    check_log(&f, "ar", -0.618154306, 0.151736469);
    check_log(&f, "ne", -1.448621396, 0.366397135);
    check_log(&f, "dispersion", log(0.466788704), 0.064221152 / 0.466788704);
    release(&f);
}

/* The trend of hhh4 is by bin and zero in the first; here by year of 365.25 days from its start. */
Test(endemic_reference, three_units_own_rates_and_trend)
{
    struct support_span rows[ROWS];
    struct fitted f;
    make_rows(rows);
    fit_rows(rows, ROWS,
             (struct awol_request){.law = AWOL_LAW_POISSON,
                                   .share_between = true,
                                   .levels = true,
                                   .trend = true,
                                   .period_days = 365.25},
             &f);
    const double slope = 0.00329995773512;
    cr_assert_float_eq(number_of(&f, "log_likelihood"), -783.19814403, 1e-8);
    check_log(&f, "ar", -0.636908169, 0.058777474);
    check_log(&f, "ne", -1.556968512, 0.179155755);
    check_log(&f, "rate.u0", 0.912847656 - slope / 2, 0);
    check_log(&f, "rate.u1", 1.168902173 - slope / 2, 0);
    check_log(&f, "rate.u2", 0.909257464 - slope / 2, 0);
    const struct awol_fit_parameter *trend = awol_fit_find(&f.fit, "trend");
    cr_assert_float_eq(trend->estimate / 365.25, slope, 2e-7, "%.9g", trend->estimate / 365.25);
    cr_assert_float_eq(trend->se / 365.25, 0.00514901104, 2e-7);
    release(&f);
}

Test(endemic_reference, three_units_apart)
{
    struct support_span rows[ROWS];
    struct fitted f;
    make_rows(rows);
    fit_rows(rows, ROWS,
             (struct awol_request){.law = AWOL_LAW_NB, .levels = true, .period_days = 365.25}, &f);
    cr_assert_float_eq(number_of(&f, "log_likelihood"), -584.729331715, 1e-8);
    check_log(&f, "ar", -0.605043295, 0.154438948);
    check_log(&f, "rate.u1", 1.742734844, 0.192343909);
    release(&f);
}
