/* The likelihood of counts taken together against the filter's, which takes them one by one: two
 * ways of writing one sum. */
#include <criterion/criterion.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/random.h"
#include "model/filter.h"
#include "model/grouped.h"
#include "model/model.h"
#include "model/piecewise.h"
#include "support/series.h"

enum { UNITS = 3, BINS = 30, MOST = 16 };

/* What a record is made of. */
struct options {
    enum awol_law law;
    bool men, gaps, large, trend, levels;
    enum awol_shape shape;
};

struct bench {
    struct options options;
    struct awol_series series;
    struct awol_offer offers[2];
    struct awol_effect effects[2];
    struct awol_campaign campaign;
    struct awol_setup setup;
    struct awol_layout layout;
    struct awol_likelihood likelihood;
    struct awol_filter *filter;
};

static struct awol_offer offer(const char *id, enum awol_shape shape, int first, int last)
{
    return (struct awol_offer){.id = id,
                               .kind = "offer",
                               .label = "",
                               .unit = "",
                               .issued = "",
                               .terms = "",
                               .source = "",
                               .start_first = first,
                               .start_last = last,
                               .open = shape != AWOL_SHAPE_RUSH,
                               .end = 160,
                               .shape = shape,
                               .days = 20,
                               .use = true};
}

static void set_up(struct bench *b)
{
    const struct options *o = &b->options;
    b->offers[0] = offer("A", o->shape, 65, 65); /* in the middle of a bin */
    b->offers[1] = offer("B", AWOL_SHAPE_FLAT, 101, 110);
    for (size_t i = 0; i < 2; i++)
        b->effects[i] = (struct awol_effect){
            .name = i ? "offer.B" : "offer.A", .offer = &b->offers[i], .is_offer = true};
    b->setup = (struct awol_setup){.law = o->law,
                                   .dispersion = true,
                                   .levels = o->levels,
                                   .trend = o->trend,
                                   .harmonics = o->trend ? 2 : 0,
                                   .period_days = 90,
                                   .recorded = 1};
}

/* Weeks of three units, each with counts of its own. */
static void bench_make(struct bench *b, const struct options *options, gsl_rng *generator)
{
    struct support_span rows[UNITS * BINS];
    struct awol_error error;
    size_t n = 0;
    b->options = *options;
    for (int u = 0; u < UNITS; u++)
        for (int t = 0; t < BINS; t++) {
            double most = options->large && t % 7 == 0 ? 5000 : 20;
            double y = floor(most * gsl_rng_uniform(generator));
            double men = t < 10 ? 300 : 300 - t;
            if (!(options->gaps && gsl_rng_uniform(generator) < 0.2))
                rows[n++] = (struct support_span){u, 7 * t, 7 * (t + 1),
                                                  y, y,     options->men ? men : (double)NAN};
        }
    support_series(&b->series, rows, n);
    set_up(b);
    cr_assert_eq(
        awol_campaign_init(&b->campaign, &b->series, "week", 0, b->effects, 2, NULL, &error),
        AWOL_OK, "%s", error.message);
    cr_assert_eq(awol_filter_open(&b->campaign, &b->setup, &b->layout, &b->likelihood, NULL),
                 AWOL_OK);
    cr_assert_eq(awol_filter_new(&b->campaign, &b->setup, &b->layout, &b->filter, NULL), AWOL_OK);
}

static void bench_free(struct bench *b)
{
    awol_filter_free(b->filter);
    awol_likelihood_release(&b->likelihood);
    awol_layout_release(&b->layout);
    awol_campaign_release(&b->campaign);
    awol_series_release(&b->series);
}

static void draw_parameters(const struct bench *b, double phi, gsl_rng *generator, double *p)
{
    const struct awol_layout *l = &b->layout;
    for (size_t i = 0; i < l->n; i++) {
        double x = gsl_rng_uniform(generator);
        enum awol_role role = l->parameters[i].role;
        if (role == AWOL_ROLE_DISPERSION)
            p[i] = phi;
        else if (role == AWOL_ROLE_RATE)
            p[i] = (b->options.men ? 0.005 : 1) * exp(x);
        else
            p[i] = l->parameters[i].scale == AWOL_SCALE_LOG ? exp(2 * x - 1) : x - 0.5;
    }
}

static double evaluate(struct awol_likelihood *likelihood, const double *p, double *opt_gradient)
{
    double l = NAN;
    struct awol_error error = {.message = ""};
    cr_assert_eq(likelihood->type->evaluate(likelihood->state, p, &l, opt_gradient, NULL, &error),
                 AWOL_OK, "%s", error.message);
    return l;
}

static void compare(struct bench *b, double phi, gsl_rng *generator, const char *what)
{
    double p[MOST], l_filter, gradient[MOST], gradient_filter[MOST];
    cr_assert_str_eq(b->likelihood.type->name, "grouped");
    for (int round = 0; round < 3; round++) {
        draw_parameters(b, phi, generator, p);
        cr_assert_eq(awol_filter_evaluate(b->filter, p, &l_filter, gradient_filter, NULL, NULL),
                     AWOL_OK);
        double l = evaluate(&b->likelihood, p, gradient);
        /* The filter takes phi from mean and variance, and so loses digits of a small one. */
        double loses = phi > 0 ? 1e-15 / phi : 0;
        cr_assert_float_eq(l, l_filter, 1e-12 * (1 + fabs(l)), "%s, phi %g: %.17g, not %.17g", what,
                           phi, l, l_filter);
        for (size_t i = 0; i < b->layout.n; i++)
            cr_assert_float_eq(gradient[i], gradient_filter[i],
                               (1e-11 + loses) * (1 + fabs(gradient_filter[i])),
                               "%s, phi %g, %s: %.17g, not %.17g", what, phi,
                               b->layout.parameters[i].name, gradient[i], gradient_filter[i]);
        cr_assert_eq(evaluate(&b->likelihood, p, NULL), l);
    }
}

Test(grouped, is_the_filter)
{
    static const double phis[] = {0, 1e-7, 0.01, 0.3, 4};
    static const struct {
        const char *what;
        struct options options;
    } cases[] = {
        {"plain", {.law = AWOL_LAW_NB}},
        {"poisson", {.law = AWOL_LAW_POISSON, .men = true}},
        {"gp", {.law = AWOL_LAW_GP}},
        {"men", {.law = AWOL_LAW_NB, .men = true}},
        {"gaps", {.law = AWOL_LAW_NB, .gaps = true}},
        {"large counts", {.law = AWOL_LAW_NB, .large = true}},
        {"trend and season", {.law = AWOL_LAW_NB, .trend = true, .gaps = true}},
        {"levels", {.law = AWOL_LAW_NB, .levels = true, .men = true}},
        {"a shape that fades", {.law = AWOL_LAW_NB, .shape = AWOL_SHAPE_DECAY}},
        {"a rush", {.law = AWOL_LAW_NB, .shape = AWOL_SHAPE_RUSH, .levels = true, .trend = true}},
    };
    gsl_rng *generator = gsl_rng_alloc(awol_random_philox);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t k = 0; k < sizeof phis / sizeof *phis; k++) {
            struct bench b = {.filter = NULL};
            awol_random_at(generator, 7, (uint32_t)k, i);
            bench_make(&b, &cases[i].options, generator);
            compare(&b, phis[k], generator, cases[i].what);
            bench_free(&b);
        }
    gsl_rng_free(generator);
}

/* What needs the past, or is no exact count of one bin, is left to the filter. */
Test(grouped, is_not_for)
{
    struct bench b = {.filter = NULL};
    const struct options options = {.law = AWOL_LAW_NB};
    gsl_rng *generator = gsl_rng_alloc(awol_random_philox);
    bench_make(&b, &options, generator);
    struct awol_setup others[] = {b.setup, b.setup, b.setup, b.setup};
    others[0].cascade = true;
    others[1].background = true;
    others[2].recorded = 0.9;
    others[3].law = AWOL_LAW_BINOMIAL;
    for (size_t i = 0; i < 4; i++)
        cr_assert_not(awol_grouped_is(&b.campaign, &others[i]), "setup %zu", i);
    struct awol_observation *o = &b.campaign.units[1].observations[3], keep = *o;
    o->high = o->low + 2;
    cr_assert_not(awol_grouped_is(&b.campaign, &b.setup), "a range");
    *o = keep;
    o->bins.last++;
    cr_assert_not(awol_grouped_is(&b.campaign, &b.setup), "a total of two bins");
    *o = keep;
    o->bins.first--;
    o->bins.last--;
    cr_assert_not(awol_grouped_is(&b.campaign, &b.setup), "two counts of one bin");
    *o = keep;
    cr_assert(awol_grouped_is(&b.campaign, &b.setup));
    bench_free(&b);
    gsl_rng_free(generator);
}

/* A mean of zero where men left, and one beyond all numbers: the filter says so. */
Test(grouped, out_of_range)
{
    struct bench b = {.filter = NULL};
    const struct options options = {.law = AWOL_LAW_NB};
    gsl_rng *generator = gsl_rng_alloc(awol_random_philox);
    static const double rates[] = {5e-324, 1e308, -1};
    double p[MOST], l, gradient[MOST];
    bench_make(&b, &options, generator);
    for (size_t i = 0; i < 3; i++) {
        struct awol_error error = {.message = ""};
        draw_parameters(&b, 0.1, generator, p);
        p[b.layout.rate] = rates[i];
        cr_assert_eq(b.likelihood.type->evaluate(b.likelihood.state, p, &l, gradient, NULL, &error),
                     AWOL_RANGE, "rate %g", rates[i]);
    }
    bench_free(&b);
    gsl_rng_free(generator);
}

/* Rates of stretches, one cut inside a bin: the log scores that the filter of small states predicts
 * add up to the likelihood, and its slopes are those of differences. */
Test(grouped, piecewise)
{
    struct bench b = {.filter = NULL};
    const struct options options = {.law = AWOL_LAW_NB, .men = true, .gaps = true};
    const int64_t cuts[] = {30, 70, 140};
    struct awol_prediction predictions[UNITS * BINS];
    struct awol_likelihood likelihood;
    struct awol_layout layout;
    double p[5] = {0.002, 0.004, 0.003, 0.006, 0.3}, gradient[5], sum = 0;
    gsl_rng *generator = gsl_rng_alloc(awol_random_philox);
    bench_make(&b, &options, generator);
    b.setup.cuts = cuts;
    b.setup.n_cuts = 3;
    cr_assert_eq(awol_piecewise_open(&b.campaign, &b.setup, &layout, &likelihood, NULL), AWOL_OK);
    cr_assert_str_eq(likelihood.type->name, "grouped");
    cr_assert_eq(layout.n, 5);
    cr_assert_eq(likelihood.type->predict(likelihood.state, p, predictions, NULL), AWOL_OK);
    for (size_t i = 0; i < b.series.n_spans; i++)
        sum += predictions[i].scored ? predictions[i].log_score : 0;
    double l = evaluate(&likelihood, p, gradient);
    cr_assert_float_eq(l, sum, 1e-12 * fabs(l), "%.17g, not %.17g", l, sum);
    for (size_t i = 0; i < 5; i++) {
        double keep = p[i], h = 1e-5 * keep, up, down;
        p[i] = keep + h;
        up = evaluate(&likelihood, p, NULL);
        p[i] = keep - h;
        down = evaluate(&likelihood, p, NULL);
        p[i] = keep;
        double slope = (up - down) / (2 * h);
        cr_assert_float_eq(gradient[i], slope, 1e-6 * fabs(slope), "%s: %g, not %g",
                           layout.parameters[i].name, gradient[i], slope);
    }
    awol_likelihood_release(&likelihood);
    awol_layout_release(&layout);
    bench_free(&b);
    gsl_rng_free(generator);
}
