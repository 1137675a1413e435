#include "model/layout.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>

#include "support/series.h"

static const struct awol_offer offer = {.id = "H", .unit = "", .start_last = 0, .open = true};
static struct awol_covariate_step steps[] = {{"rain", "", 0, 1, {0, 0}}};
static const struct awol_covariates covariates = {.steps = steps, .n = 1};
static const struct awol_effect effects[] = {{.name = "offer.H", .offer = &offer, .is_offer = true},
                                             {.name = "circumstance.B", .offer = &offer},
                                             {.name = "cov.rain", .covariate = "rain"}};

static void make(struct awol_campaign *campaign, struct awol_series *series, bool men)
{
    const struct support_span spans[] = {{0, 0, 7, 3, 3, men ? 100 : NAN},
                                         {0, 7, 14, 3, 3, NAN},
                                         {1, 70, 77, 3, 3, men ? 100 : NAN}};
    support_series(series, spans, 3);
    cr_assert_eq(awol_campaign_init(campaign, series, NULL, false, effects, 3, &covariates, NULL),
                 AWOL_OK);
}

static const struct awol_setup everything = {.law = AWOL_LAW_NB,
                                             .dispersion = true,
                                             .cascade = true,
                                             .share_between = true,
                                             .background = true,
                                             .trend = true,
                                             .harmonics = 2,
                                             .period_days = 365.25,
                                             .recorded = 1};

Test(layout, names_in_order)
{
    static const char *const names[] = {
        "rate",     "trend",         "sin1",           "cos1",          "sin2",
        "cos2",     "offer.H",       "circumstance.B", "cov.rain",      "eta",
        "tau_days", "share_between", "dispersion",     "background_sd", "background_days"};
    struct awol_series series;
    struct awol_campaign campaign;
    struct awol_layout layout;
    make(&campaign, &series, false);
    cr_assert_eq(awol_layout_init(&layout, &everything, &campaign, NULL), AWOL_OK);
    cr_assert_eq(layout.n, 15);
    for (size_t i = 0; i < 15; i++) {
        cr_assert_str_eq(layout.parameters[i].name, names[i]);
        cr_assert_eq(awol_layout_find(&layout, names[i]), i);
        cr_assert(layout.parameters[i].measure && layout.parameters[i].meaning, "%s", names[i]);
        cr_assert(layout.parameters[i].low < layout.parameters[i].high, "%s", names[i]);
    }
    cr_assert_eq(awol_layout_find(&layout, "Eta"), SIZE_MAX);
    cr_assert_eq(layout.trend, 1);
    cr_assert_eq(layout.harmonic, 2);
    cr_assert_eq(layout.effect, 6);
    cr_assert_eq(layout.parameters[5].index, 1);
    cr_assert_eq(layout.parameters[8].index, 2);
    cr_assert_eq(layout.parameters[layout.share].role, AWOL_ROLE_SHARE);
    awol_layout_release(&layout);
    awol_campaign_release(&campaign);
    awol_series_release(&series);
}

Test(layout, what_is_absent)
{
    struct awol_series series;
    struct awol_campaign campaign;
    struct awol_layout layout;
    struct awol_setup setup = {.law = AWOL_LAW_GP, .dispersion = true, .share_between = true};
    make(&campaign, &series, false);
    campaign.n_effects = 0;
    cr_assert_eq(awol_layout_init(&layout, &setup, &campaign, NULL), AWOL_OK);
    cr_assert_eq(layout.n, 1); /* gp has no dispersion, and no cascade nothing to share */
    cr_assert_eq(layout.rate, 0);
    const size_t absent[] = {layout.trend,      layout.harmonic,      layout.effect,
                             layout.eta,        layout.tau,           layout.share,
                             layout.dispersion, layout.background_sd, layout.background_days};
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
        cr_assert_eq(absent[i], SIZE_MAX, "%zu", i);
    awol_layout_release(&layout);
    campaign.n_effects = 3;
    awol_campaign_release(&campaign);
    awol_series_release(&series);
}

/* ln tau in [ln D/50, ln 2T], ln background_days in [ln D/2, ln T]; eta to 1, or to 3 where the men
 * are known. */
Test(layout, bounds)
{
    for (int men = 0; men < 2; men++) {
        struct awol_series series;
        struct awol_campaign campaign;
        struct awol_layout layout;
        make(&campaign, &series, men);
        cr_assert_eq(awol_layout_init(&layout, &everything, &campaign, NULL), AWOL_OK);
        cr_assert_eq(awol_campaign_bin_days(&campaign), 7);
        cr_assert_eq(awol_campaign_days(&campaign), 77);
        cr_assert_float_eq(layout.parameters[layout.tau].low, 7 / 50.0, 1e-15);
        cr_assert_eq(layout.parameters[layout.tau].high, 154);
        cr_assert_eq(layout.parameters[layout.background_days].low, 3.5);
        cr_assert_eq(layout.parameters[layout.background_days].high, 77);
        cr_assert_eq(layout.parameters[layout.eta].upper, men ? 3 : 1);
        cr_assert_lt(layout.parameters[layout.eta].high, men ? 3 : 1);
        cr_assert_str_eq(layout.parameters[0].measure, men ? "per man and day" : "per day");
        awol_layout_release(&layout);
        awol_campaign_release(&campaign);
        awol_series_release(&series);
    }
}

Test(layout, scales)
{
    struct awol_series series;
    struct awol_campaign campaign;
    struct awol_layout layout;
    make(&campaign, &series, true);
    awol_layout_init(&layout, &everything, &campaign, NULL);
    for (size_t i = 0; i < layout.n; i++) {
        const struct awol_parameter *p = &layout.parameters[i];
        for (int k = 0; k <= 20; k++) {
            double low = awol_parameter_to_working(p, p->low),
                   high = awol_parameter_to_working(p, p->high), h = 1e-5;
            double working = low + (high - low) * k / 20;
            double value = awol_parameter_to_printed(p, working);
            cr_assert(isfinite(working) && isfinite(value));
            cr_assert(value >= p->low - 1e-12 * fabs(p->low) &&
                          value <= p->high + 1e-12 * fabs(p->high),
                      "%s: %g", p->name, value);
            double again = awol_parameter_to_working(p, value);
            cr_assert(fabs(again - working) <= 1e-9 * (1 + fabs(working)), "%s: %.15g, not %.15g",
                      p->name, again, working);
            double slope = awol_parameter_slope(p, working);
            double difference = (awol_parameter_to_printed(p, working + h) -
                                 awol_parameter_to_printed(p, working - h)) /
                                (2 * h);
            cr_assert(fabs(slope - difference) <= 1e-8 * (fabs(slope) + fabs(value)), "%s: %g, %g",
                      p->name, slope, difference);
            cr_assert_eq(awol_parameter_check(p, value, NULL), AWOL_OK);
        }
    }
    /* logit(.75 of 3) = ln 3; ln; itself */
    cr_assert_float_eq(awol_parameter_to_working(&layout.parameters[layout.eta], 2.25), log(3),
                       1e-15);
    cr_assert_float_eq(awol_parameter_to_working(&layout.parameters[0], 2), log(2), 1e-15);
    cr_assert_eq(awol_parameter_to_working(&layout.parameters[layout.trend], -2), -2);
    awol_layout_release(&layout);
    awol_campaign_release(&campaign);
    awol_series_release(&series);
}

Test(layout, what_a_parameter_can_be)
{
    static const struct {
        const char *name;
        double good[3], bad[3];
    } rows[] = {{"rate", {1e-300, 1, 1e300}, {0, -1, INFINITY}},
                {"trend", {-600, 0, 600}, {NAN, INFINITY, -INFINITY}},
                {"sin1", {-1, 0, 1}, {NAN, INFINITY, -INFINITY}},
                {"offer.H", {1e-9, 1, 1e9}, {0, -1, NAN}},
                {"circumstance.B", {1e-9, 1, 1e9}, {0, -1, NAN}},
                {"cov.rain", {-3, 0, 3}, {NAN, INFINITY, -INFINITY}},
                {"eta", {0, .5, 2}, {-1e-9, NAN, INFINITY}},
                {"tau_days", {1e-3, 1, 1e5}, {0, -1, NAN}},
                {"share_between", {0, .5, 1}, {-.1, 1.1, NAN}},
                {"dispersion", {0, .5, 1e5}, {-1e-9, INFINITY, NAN}},
                {"background_sd", {0, .5, 3}, {-1e-9, INFINITY, NAN}},
                {"background_days", {1e-3, 1, 1e5}, {0, -1, NAN}}};
    struct awol_series series;
    struct awol_campaign campaign;
    struct awol_layout layout;
    make(&campaign, &series, false);
    awol_layout_init(&layout, &everything, &campaign, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct awol_parameter *p =
            &layout.parameters[awol_layout_find(&layout, rows[i].name)];
        for (size_t k = 0; k < 3; k++) {
            struct awol_error error;
            cr_assert_eq(awol_parameter_check(p, rows[i].good[k], &error), AWOL_OK, "%s %g",
                         p->name, rows[i].good[k]);
            cr_assert_eq(awol_parameter_check(p, rows[i].bad[k], &error), AWOL_RANGE, "%s %g",
                         p->name, rows[i].bad[k]);
            cr_assert_eq(strncmp(error.message, p->name, strlen(p->name)), 0, "%s", error.message);
        }
    }
    awol_layout_release(&layout);
    awol_campaign_release(&campaign);
    awol_series_release(&series);
}
