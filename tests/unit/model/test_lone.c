/* The filter of a unit by itself against the general one, which is held to a second program
 * elsewhere: random records, one recursion written twice. */
#include <criterion/criterion.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <string.h>

#include "base/random.h"
#include "model/lone.h"
#include "support/series.h"

enum { UNITS = 2, BINS = 24, MOST = 16 };

struct options {
    const char *what;
    enum awol_law law;
    enum awol_kernel kernel;
    bool no_cascade, background, steady, urgency, men, trend;
    double recorded; /* 0: all */
};

struct bench {
    struct awol_series series;
    struct awol_offer offer;
    struct awol_effect effect;
    struct awol_campaign campaign;
    struct awol_setup setup;
    struct awol_layout layout;
    struct awol_filter *filter;
};

/* Four days a bin: exact counts, some bins not recorded, some together, some between bounds. */
static size_t draw_spans(const struct options *o, gsl_rng *generator, struct support_span *rows)
{
    size_t n = 0;
    for (int u = 0; u < UNITS; u++)
        for (int t = 0; t < BINS; t++) {
            double x = gsl_rng_uniform(generator), y = floor(12 * gsl_rng_uniform(generator));
            double high = x < 0.1 ? y + 3 : x < 0.15 ? (double)INFINITY : y;
            int last = x > 0.85 && t + 3 < BINS ? t + 3 : t + 1;
            double men = o->men ? 500 - 3 * t : (double)NAN;
            if (t == 0 || x < 0.75 || x > 0.85)
                rows[n++] = (struct support_span){u, 4 * t, 4 * last, y, high, men};
            t = last - 1;
        }
    return n;
}

static void bench_make(struct bench *b, const struct options *o, gsl_rng *generator)
{
    struct support_span rows[UNITS * BINS];
    struct awol_error error;
    support_series(&b->series, rows, draw_spans(o, generator, rows));
    b->offer = (struct awol_offer){.id = "A",
                                   .kind = "offer",
                                   .label = "",
                                   .unit = "",
                                   .issued = "",
                                   .terms = "",
                                   .source = "",
                                   .start_first = 30,
                                   .start_last = 30,
                                   .end = 70,
                                   .shape = AWOL_SHAPE_DECAY,
                                   .days = 15,
                                   .use = true};
    b->effect = (struct awol_effect){
        .name = "offer.A", .offer = &b->offer, .is_offer = true, .urgency = o->urgency};
    b->setup = (struct awol_setup){.law = o->law,
                                   .dispersion = true,
                                   .cascade = !o->no_cascade,
                                   .kernel = o->kernel,
                                   .background = o->background,
                                   .trend = o->trend,
                                   .harmonics = o->trend,
                                   .period_days = 40,
                                   .steady = o->steady,
                                   .recorded = o->recorded > 0 ? o->recorded : 1};
    cr_assert_eq(awol_campaign_init(&b->campaign, &b->series, "4d", 0, &b->effect, 1, NULL, &error),
                 AWOL_OK, "%s: %s", o->what, error.message);
    cr_assert_eq(awol_layout_init(&b->layout, &b->setup, &b->campaign, NULL), AWOL_OK);
    cr_assert_eq(awol_filter_new(&b->campaign, &b->setup, &b->layout, &b->filter, NULL), AWOL_OK);
}

static void bench_free(struct bench *b)
{
    awol_filter_free(b->filter);
    awol_layout_release(&b->layout);
    awol_campaign_release(&b->campaign);
    awol_series_release(&b->series);
}

static double value_of(const struct options *o, const struct awol_parameter *parameter, double x)
{
    switch ((int)parameter->role) {
    case AWOL_ROLE_RATE:
        return (o->men ? 0.001 : 0.6) * exp(x);
    case AWOL_ROLE_ETA:
        return o->kernel == AWOL_KERNEL_ALL ? 0.01 * x : 0.9 * x;
    case AWOL_ROLE_TAU:
        return exp(4 * x - 1);
    case AWOL_ROLE_BACKGROUND_DAYS:
        return 5 + 30 * x;
    case AWOL_ROLE_TREND:
    case AWOL_ROLE_SINE:
    case AWOL_ROLE_COSINE:
        return x - 0.5;
    case AWOL_ROLE_URGENCY:
        return exp(0.4 * x - 0.2);
    default:
        return 0.05 + x;
    }
}

static double evaluate(struct bench *b, const double *p, double *opt_gradient, const char *what)
{
    double l = NAN;
    struct awol_error error = {.message = ""};
    cr_assert_eq(awol_filter_evaluate(b->filter, p, &l, opt_gradient, NULL, &error), AWOL_OK,
                 "%s: %s", what, error.message);
    return l;
}

static void compare(struct bench *b, const struct options *o, gsl_rng *generator)
{
    double p[MOST], gradient[MOST], general_gradient[MOST];
    for (int round = 0; round < 6; round++) {
        for (size_t i = 0; i < b->layout.n; i++)
            p[i] = value_of(o, &b->layout.parameters[i], gsl_rng_uniform(generator));
        struct awol_lone *lone = b->filter->lone;
        cr_assert(lone, "%s", o->what);
        b->filter->lone = NULL;
        double general = evaluate(b, p, general_gradient, o->what);
        b->filter->lone = lone;
        double l = evaluate(b, p, gradient, o->what);
        cr_assert_float_eq(l, general, 1e-12 * (1 + fabs(general)), "%s: %.17g, not %.17g", o->what,
                           l, general);
        cr_assert_eq(evaluate(b, p, NULL, o->what), l);
        for (size_t i = 0; i < b->layout.n; i++) {
            double size = fabs(general_gradient[i]) + (1 + fabs(l)) / fmax(fabs(p[i]), 1e-3);
            cr_assert_float_eq(gradient[i], general_gradient[i], 1e-11 * size,
                               "%s, by %s: %.17g, not %.17g", o->what, b->layout.parameters[i].name,
                               gradient[i], general_gradient[i]);
        }
    }
}

Test(lone, is_the_general_filter)
{
    static const struct options cases[] = {
        {.what = "nb", .law = AWOL_LAW_NB},
        {.what = "poisson", .law = AWOL_LAW_POISSON, .men = true},
        {.what = "gp", .law = AWOL_LAW_GP, .men = true},
        {.what = "background", .law = AWOL_LAW_NB, .background = true},
        {.what = "background alone", .law = AWOL_LAW_NB, .background = true, .no_cascade = true},
        {.what = "gp with a background", .law = AWOL_LAW_GP, .background = true, .men = true},
        {.what = "no cascade", .law = AWOL_LAW_NB, .no_cascade = true, .trend = true},
        {.what = "recorded", .law = AWOL_LAW_NB, .recorded = 0.7, .background = true},
        {.what = "lag", .law = AWOL_LAW_NB, .kernel = AWOL_KERNEL_LAG},
        {.what = "gp by lag", .law = AWOL_LAW_GP, .kernel = AWOL_KERNEL_LAG, .men = true},
        {.what = "all", .law = AWOL_LAW_NB, .kernel = AWOL_KERNEL_ALL, .men = true},
        {.what = "steady", .law = AWOL_LAW_GP, .steady = true},
        {.what = "urgency", .law = AWOL_LAW_NB, .urgency = true, .background = true},
        {.what = "gp and urgency", .law = AWOL_LAW_GP, .urgency = true, .men = true},
        {.what = "trend and season", .law = AWOL_LAW_NB, .trend = true, .men = true},
    };
    gsl_rng *generator = gsl_rng_alloc(awol_random_philox);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (uint32_t k = 0; k < 4; k++) {
            struct bench b;
            awol_random_at(generator, 11, k, i);
            bench_make(&b, &cases[i], generator);
            compare(&b, &cases[i], generator);
            bench_free(&b);
        }
    gsl_rng_free(generator);
}

/* Spans in spans, and units that prompt each other, are left to the general filter. */
Test(lone, is_not_for)
{
    struct bench b;
    const struct options options = {.what = "nb", .law = AWOL_LAW_NB};
    struct awol_lone *lone = NULL;
    gsl_rng *generator = gsl_rng_alloc(awol_random_philox);
    bench_make(&b, &options, generator);
    b.setup.share_between = true;
    cr_assert_eq(awol_lone_new(&b.campaign, &b.setup, &b.layout, &lone, NULL), AWOL_OK);
    cr_assert_null(lone);
    b.setup.share_between = false;
    b.campaign.units[1].observations[2].bins.first = b.campaign.units[1].observations[1].bins.first;
    cr_assert_eq(awol_lone_new(&b.campaign, &b.setup, &b.layout, &lone, NULL), AWOL_OK);
    cr_assert_null(lone);
    bench_free(&b);
    gsl_rng_free(generator);
}
