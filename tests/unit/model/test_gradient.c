/* The filter and its derivatives against a second, complex transcription of the same recursion
 * (support/complex_filter.h): l by value, every derivative by a complex step of 1e-100, which is
 * exact to rounding. Several units at once have no such second program: central differences. */
#include <criterion/criterion.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdio.h>

#include "base/random.h"
#include "model/filter.h"
#include "support/complex_filter.h"
#include "support/series.h"

enum { MOST_BINS = 40, MOST_SPANS = 80 };

/* One record in both forms; the days of the bins, the spans by bins. */
struct both {
    size_t n_bins, n_spans;
    double days[MOST_BINS], at_risk[MOST_BINS];
    struct complex_span spans[MOST_SPANS]; /* by first bin, longest first */
    bool has_men;
    bool has_offer;
    size_t offer_from, offer_to; /* days, to excluded */
};

struct options {
    enum awol_law law;
    bool background, steady, urgency;
    double recorded;
};

static double day_of(const struct both *r, size_t bin)
{
    double day = 0;
    for (size_t t = 0; t < bin; t++)
        day += r->days[t];
    return day;
}

/* Each span states the men of its first bin; so does every bin, by a span "at least 0" that tells
 * the likelihood nothing, where none of one bin is there. */
static size_t to_spans(const struct both *r, struct support_span *spans)
{
    size_t n = 0;
    for (size_t i = 0; i < r->n_spans; i++) {
        const struct complex_span *s = &r->spans[i];
        bool one_bin = s->last == s->first + 1;
        spans[n++] = (struct support_span){0,
                                           (int)day_of(r, s->first),
                                           (int)day_of(r, s->last),
                                           s->low,
                                           s->high,
                                           r->has_men && one_bin ? r->at_risk[s->first] : NAN};
    }
    for (size_t t = 0; t < r->n_bins; t++) {
        bool stated = false;
        for (size_t i = 0; i < r->n_spans; i++)
            stated = stated || (r->spans[i].first == t && r->spans[i].last == t + 1);
        if (!stated)
            spans[n++] =
                (struct support_span){0, (int)day_of(r, t), (int)day_of(r, t + 1),
                                      0, INFINITY,          r->has_men ? r->at_risk[t] : NAN};
    }
    return n;
}

static void offer_days(const struct both *r, double *inside)
{
    for (size_t t = 0; t < r->n_bins; t++) {
        double from = fmax(day_of(r, t), (double)r->offer_from),
               to = fmin(day_of(r, t + 1), (double)r->offer_to);
        inside[t] = fmax(to - from, 0);
    }
}

/* The parameter of the second program that a name of the layout stands for. */
static double complex *parameter_of(struct complex_parameters *p, const char *name)
{
    const struct {
        const char *name;
        double complex *at;
    } names[] = {{"rate", &p->rate},
                 {"eta", &p->eta},
                 {"tau_days", &p->tau_days},
                 {"dispersion", &p->dispersion},
                 {"background_sd", &p->background_sd},
                 {"background_days", &p->background_days},
                 {"offer.A", &p->ratio},
                 {"urgency.A", &p->urgency}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].name, name) == 0)
            return names[i].at;
    cr_assert(0, "no parameter %s", name);
    return NULL;
}

/* Compare value and derivatives; false if the second program has no answer. */
static bool compare(const struct both *r, const struct options *o,
                    const struct complex_parameters *parameters, const char *what)
{
    static const enum complex_counts counts[] = {[AWOL_LAW_POISSON] = COMPLEX_POISSON,
                                                 [AWOL_LAW_NB] = COMPLEX_NB,
                                                 [AWOL_LAW_GP] = COMPLEX_GP};
    double inside[MOST_BINS] = {0};
    offer_days(r, inside);
    struct complex_case second = {.n_bins = r->n_bins,
                                  .days = r->days,
                                  .at_risk = r->has_men ? r->at_risk : NULL,
                                  .men = r->at_risk[0],
                                  .offer_days = r->has_offer ? inside : NULL,
                                  .n_spans = r->n_spans,
                                  .spans = r->spans,
                                  .counts = counts[o->law],
                                  .recorded = o->recorded,
                                  .steady = o->steady,
                                  .parameters = *parameters};
    if (!o->background)
        second.parameters.background_sd = 0;
    double expected = creal(complex_loglik(&second));

    const struct awol_offer offer = {.id = "A",
                                     .unit = "",
                                     .start_first = (int64_t)r->offer_from,
                                     .start_last = (int64_t)r->offer_from,
                                     .end = (int64_t)r->offer_to - 1,
                                     .shape = AWOL_SHAPE_FLAT};
    const struct awol_effect effect = {
        .name = "offer.A", .offer = &offer, .is_offer = true, .urgency = o->urgency};
    struct support_span spans[MOST_SPANS + MOST_BINS];
    struct awol_series series;
    struct awol_campaign campaign;
    struct awol_layout layout;
    struct awol_filter *filter;
    struct awol_error error;
    const struct awol_setup setup = {.law = o->law,
                                     .dispersion = true,
                                     .cascade = true,
                                     .background = o->background,
                                     .period_days = 365.25,
                                     .steady = o->steady,
                                     .recorded = o->recorded};
    support_series(&series, spans, to_spans(r, spans));
    cr_assert_eq(
        awol_campaign_init(&campaign, &series, "spans", false, &effect, r->has_offer, NULL, &error),
        AWOL_OK, "%s: %s", what, error.message);
    awol_layout_init(&layout, &setup, &campaign, NULL);
    awol_filter_new(&campaign, &setup, &layout, &filter, NULL);
    double values[16], gradient[16], l = NAN, plain = NAN;
    for (size_t p = 0; p < layout.n; p++)
        values[p] = creal(*parameter_of(&second.parameters, layout.parameters[p].name));
    if (isfinite(expected)) {
        cr_assert_eq(awol_filter_evaluate(filter, values, &l, gradient, NULL, &error), AWOL_OK,
                     "%s: %s", what, error.message);
        cr_assert_eq(awol_filter_evaluate(filter, values, &plain, NULL, NULL, &error), AWOL_OK);
        cr_assert_eq(l, plain, "%s: l depends on whether the gradient is wanted", what);
        cr_assert(fabs(l - expected) <= 1e-9 * (1 + fabs(expected)), "%s: l %.15g, not %.15g", what,
                  l, expected);
        for (size_t p = 0; p < layout.n; p++) {
            double complex *at = parameter_of(&second.parameters, layout.parameters[p].name);
            *at += 1e-100 * I;
            double slope = cimag(complex_loglik(&second)) / 1e-100;
            *at = creal(*at);
            /* Relative to what the parameter's own size makes of it: sums of terms of l's order. */
            double size = fabs(slope) + (1 + fabs(expected)) / fmax(fabs(values[p]), 1e-3);
            cr_assert(fabs(gradient[p] - slope) <= 1e-9 * size, "%s, by %s: %.14g, not %.14g", what,
                      layout.parameters[p].name, gradient[p], slope);
        }
    }
    awol_filter_free(filter);
    awol_layout_release(&layout);
    awol_campaign_release(&campaign);
    awol_series_release(&series);
    return isfinite(expected);
}

static const struct complex_parameters usual = {.rate = 2.2,
                                                .eta = .5,
                                                .tau_days = 1.2,
                                                .dispersion = .1,
                                                .background_sd = .4,
                                                .background_days = 5,
                                                .ratio = 3,
                                                .urgency = 1};

/* ---- the five records of the printed vectors ------------------------------------------------ */

static const struct {
    const char *name;
    size_t n;
    struct complex_span spans[6];
} examples[] = {
    {"full",
     6,
     {{0, 1, 3, 3, true},
      {1, 2, 5, 5, true},
      {2, 3, 2, 2, true},
      {3, 4, 4, 4, true},
      {4, 5, 6, 6, true},
      {5, 6, 1, 1, true}}},
    {"gap", 4, {{0, 1, 3, 3, true}, {1, 2, 5, 5, true}, {3, 4, 4, 4, true}, {4, 6, 7, 7, true}}},
    {"nested",
     4,
     {{0, 6, 21, 21, true}, {0, 1, 3, 3, true}, {1, 2, 5, 5, true}, {3, 4, 4, 4, true}}},
    {"three-level", 3, {{0, 6, 24, 24, true}, {0, 1, 3, 3, true}, {2, 4, 9, 9, true}}},
    {"censored",
     4,
     {{0, 1, 3, 3, true}, {1, 3, 6, 12, false}, {3, 4, 4, 4, true}, {4, 6, 3, INFINITY, false}}},
};

static struct both example(size_t which)
{
    static const double men[] = {500, 470, 455, 430, 400, 390};
    struct both r = {.n_bins = 6, .n_spans = examples[which].n, .offer_from = 2, .offer_to = 4};
    memcpy(r.spans, examples[which].spans, sizeof examples[which].spans);
    for (size_t t = 0; t < 6; t++) {
        r.days[t] = 1;
        r.at_risk[t] = men[t];
    }
    return r;
}

Test(gradient, examples_in_every_setting)
{
    size_t answers = 0;
    for (size_t which = 0; which < 5; which++)
        for (int law = 0; law < 3; law++)
            for (unsigned bits = 0; bits < 64; bits++) {
                struct both r = example(which);
                struct options o = {.law = (enum awol_law)law,
                                    .background = bits & 1,
                                    .steady = bits & 2,
                                    .urgency = bits & 32,
                                    .recorded = bits & 4 ? .8 : 1};
                struct complex_parameters p = usual;
                char what[64];
                r.has_offer = bits & 8;
                r.has_men = bits & 16;
                if (o.urgency)
                    p.urgency = 1.7;
                if (r.has_men)
                    p.rate = .0047;
                snprintf(what, sizeof what, "%s, law %d, switches %u", examples[which].name, law,
                         bits);
                answers += compare(&r, &o, &p, what);
            }
    cr_assert_eq(answers, 5 * 3 * 64);
}

/* ---- made-up records ------------------------------------------------------------------------ */

static size_t pick(gsl_rng *g, size_t below)
{
    return (size_t)(gsl_rng_uniform(g) * (double)below);
}

static void add_span(struct both *r, size_t first, size_t last, double low, double high)
{
    r->spans[r->n_spans++] = (struct complex_span){first, last, low, high, low == high};
}

/* Single bins, gaps, totals over a few bins with some of them known, ranges and bounds; and a total
 * of everything. Counts are made so that no total contradicts its parts. */
static struct both made_up(gsl_rng *g, size_t n_bins)
{
    struct both r = {.n_bins = n_bins, .has_offer = true};
    size_t y[MOST_BINS], all = 0, men = 900;
    for (size_t t = 0; t < n_bins; t++) {
        static const double lengths[] = {1, 1, 1, 2, 7};
        r.days[t] = lengths[pick(g, 5)];
        y[t] = pick(g, 9);
        all += y[t];
        r.at_risk[t] = (double)men;
        men -= y[t];
    }
    add_span(&r, 0, n_bins, (double)all, (double)all);
    for (size_t t = 0; t < n_bins;) {
        size_t kind = pick(g, 8), length = 2 + pick(g, 4);
        if (kind < 3 || t + length >= n_bins) {
            if (kind != 1)
                add_span(&r, t, t + 1, (double)y[t], (double)y[t]);
            t++;
            continue;
        }
        double sum = 0;
        for (size_t s = t; s < t + length; s++)
            sum += (double)y[s];
        if (kind == 3)
            add_span(&r, t, t + length, fmax(sum - 3, 0), sum + 4);
        else if (kind == 4)
            add_span(&r, t, t + length, sum, INFINITY);
        else if (kind == 5)
            add_span(&r, t, t + length, 0, sum + 2);
        else
            add_span(&r, t, t + length, sum, sum);
        if (pick(g, 2))
            add_span(&r, t + 1, t + 2, (double)y[t + 1], (double)y[t + 1]);
        t += length;
    }
    r.offer_from = (size_t)day_of(&r, n_bins / 3) + 1;
    r.offer_to = r.offer_from + 9;
    return r;
}

Test(gradient, made_up_records)
{
    gsl_rng *g = gsl_rng_alloc(awol_random_philox);
    size_t answers = 0, tried = 0;
    for (uint32_t replicate = 0; replicate < 40; replicate++) {
        awol_random_at(g, 1777, replicate, 0);
        struct both r = made_up(g, 12 + pick(g, 12));
        struct complex_parameters p = usual;
        r.has_men = pick(g, 2);
        p.rate = (r.has_men ? .002 : 1.5) * (.5 + gsl_rng_uniform(g));
        p.eta = .05 + .85 * gsl_rng_uniform(g);
        p.tau_days = exp(4 * gsl_rng_uniform(g) - 1.5);
        p.dispersion = exp(-4 * gsl_rng_uniform(g));
        p.ratio = .3 + 3 * gsl_rng_uniform(g);
        p.background_sd = .1 + .6 * gsl_rng_uniform(g);
        bool urgency = replicate % 5 < 2;
        p.urgency = urgency ? .4 + 2 * gsl_rng_uniform(g) : 1;
        for (int law = 0; law < 3; law++)
            for (int background = 0; background < 2; background++) {
                struct options o = {.law = (enum awol_law)law,
                                    .background = background,
                                    .steady = replicate % 3 == 1,
                                    .urgency = urgency,
                                    .recorded = replicate % 4 == 2 ? .7 : 1};
                char what[64];
                snprintf(what, sizeof what, "record %u, law %d, background %d", replicate, law,
                         background);
                answers += compare(&r, &o, &p, what);
                tried++;
            }
    }
    gsl_rng_free(g);
    cr_assert_gt(answers, tried * 9 / 10, "only %zu of %zu could be compared", answers, tried);
}

/* ---- several units --------------------------------------------------------------------------- */

struct world {
    struct awol_series series;
    struct awol_campaign campaign;
    struct awol_setup setup;
    struct awol_layout layout;
    struct awol_filter *filter;
};

static void world_make(struct world *w, const struct support_span *spans, size_t n)
{
    struct awol_error error;
    support_series(&w->series, spans, n);
    cr_assert_eq(awol_campaign_init(&w->campaign, &w->series, "day", w->setup.share_between, NULL,
                                    0, NULL, &error),
                 AWOL_OK, "%s", error.message);
    awol_layout_init(&w->layout, &w->setup, &w->campaign, NULL);
    awol_filter_new(&w->campaign, &w->setup, &w->layout, &w->filter, NULL);
}

static void world_free(struct world *w)
{
    awol_filter_free(w->filter);
    awol_layout_release(&w->layout);
    awol_campaign_release(&w->campaign);
    awol_series_release(&w->series);
}

static double evaluate(struct world *w, const double *values, double *gradient)
{
    struct awol_error error;
    double l = NAN;
    cr_assert_eq(awol_filter_evaluate(w->filter, values, &l, gradient, NULL, &error), AWOL_OK, "%s",
                 error.message);
    return l;
}

/* Two units over the same eight days, one of them with a total, a gap and a bound. */
static const struct support_span two_units[] = {
    {0, 0, 1, 3, 3, 300}, {0, 1, 2, 5, 5, NAN}, {0, 2, 3, 2, 2, NAN}, {0, 3, 4, 4, 4, 290},
    {0, 4, 5, 6, 6, NAN}, {0, 5, 6, 1, 1, NAN}, {0, 6, 7, 0, 0, NAN}, {0, 7, 8, 3, 3, 280},
    {1, 0, 1, 1, 1, 400}, {1, 1, 4, 9, 9, NAN}, {1, 2, 3, 4, 4, NAN}, {1, 5, 6, 2, 2, 380},
    {1, 6, 8, 2, 9, NAN},
};
enum { N_TWO = sizeof two_units / sizeof *two_units };

static struct awol_setup setup_of(int law, bool background, bool share)
{
    return (struct awol_setup){.law = (enum awol_law)law,
                               .dispersion = true,
                               .cascade = true,
                               .share_between = share,
                               .background = background,
                               .trend = true,
                               .harmonics = 1,
                               .period_days = 20,
                               .recorded = 1};
}

static size_t fill(const struct awol_layout *layout, double *values)
{
    static const double by_role[] = {
        [AWOL_ROLE_RATE] = .008,        [AWOL_ROLE_TREND] = 1.5,
        [AWOL_ROLE_SINE] = .3,          [AWOL_ROLE_COSINE] = -.2,
        [AWOL_ROLE_ETA] = .6,           [AWOL_ROLE_TAU] = 1.7,
        [AWOL_ROLE_SHARE] = .35,        [AWOL_ROLE_DISPERSION] = .15,
        [AWOL_ROLE_BACKGROUND_SD] = .4, [AWOL_ROLE_BACKGROUND_DAYS] = 4,
        [AWOL_ROLE_EFFECT] = 2,         [AWOL_ROLE_URGENCY] = 1.4};
    for (size_t p = 0; p < layout->n; p++)
        values[p] = by_role[layout->parameters[p].role];
    return layout->n;
}

/* Gradient of everything against central differences. */
static void differ(struct world *w, const char *what)
{
    double values[24], gradient[24];
    size_t n = fill(&w->layout, values);
    for (size_t p = 0; p < n; p++) /* no two rates alike */
        if (w->layout.parameters[p].role == AWOL_ROLE_RATE)
            values[p] *= 1 + .4 * (double)w->layout.parameters[p].index;
    if (w->setup.kernel == AWOL_KERNEL_ALL)
        values[w->layout.eta] = .05;
    evaluate(w, values, gradient);
    for (size_t p = 0; p < n; p++) {
        double keep = values[p], h = 1e-5 * fabs(keep);
        values[p] = keep + h;
        double plus = evaluate(w, values, NULL);
        values[p] = keep - h;
        double minus = evaluate(w, values, NULL);
        values[p] = keep;
        double difference = (plus - minus) / (2 * h);
        cr_assert(fabs(gradient[p] - difference) <= 3e-8 * (1 + fabs(difference) + 1 / fabs(keep)),
                  "%s, by %s: %.12g, difference %.12g", what, w->layout.parameters[p].name,
                  gradient[p], difference);
    }
}

/* Kernels, urgencies, levels and neighbours of three units that prompt each other or do not. */
Test(gradient, switches_by_differences)
{
    static const struct support_span spans[] = {
        {0, 0, 1, 3, 3, 300}, {0, 1, 2, 5, 5, NAN}, {0, 2, 3, 2, 2, NAN}, {0, 3, 4, 4, 4, 290},
        {0, 4, 5, 6, 6, NAN}, {0, 5, 6, 1, 1, NAN}, {0, 6, 7, 0, 0, NAN}, {0, 7, 8, 3, 3, 280},
        {1, 0, 1, 1, 1, 400}, {1, 1, 4, 9, 9, NAN}, {1, 2, 3, 4, 4, NAN}, {1, 5, 6, 2, 2, 380},
        {1, 6, 8, 2, 9, NAN}, {2, 0, 2, 5, 5, 200}, {2, 2, 3, 1, 1, NAN}, {2, 4, 8, 7, 7, 190}};
    static const double neighbours[] = {0, .7, .3, 1, 0, 0, .5, .5, 0};
    const struct awol_offer all = {.id = "A",
                                   .unit = "",
                                   .start_first = 2,
                                   .start_last = 2,
                                   .end = 4,
                                   .shape = AWOL_SHAPE_FLAT};
    struct awol_offer one = all;
    one.id = "B";
    one.unit = "u1";
    one.start_first = one.start_last = 4;
    one.end = 7;
    one.shape = AWOL_SHAPE_RUSH;
    one.days = 2;
    const struct awol_effect effects[] = {
        {.name = "offer.A", .offer = &all, .is_offer = true, .urgency = true},
        {.name = "offer.B", .offer = &one, .is_offer = true, .urgency = true}};
    for (unsigned bits = 0; bits < 3 * 3 * 16; bits++) {
        struct world w = {.setup = setup_of((int)(bits / 16 % 3), bits & 1, bits & 2)};
        char what[64];
        w.setup.kernel = (enum awol_kernel)(bits / 48);
        w.setup.levels = bits & 4;
        w.setup.neighbours = bits & 2 ? neighbours : NULL;
        w.setup.steady = (bits & 8) && w.setup.kernel != AWOL_KERNEL_ALL;
        struct awol_error error;
        support_series(&w.series, spans, sizeof spans / sizeof *spans);
        cr_assert_eq(awol_campaign_init(&w.campaign, &w.series, "day", w.setup.share_between,
                                        effects, 2, NULL, &error),
                     AWOL_OK, "%s", error.message);
        awol_layout_init(&w.layout, &w.setup, &w.campaign, NULL);
        awol_filter_new(&w.campaign, &w.setup, &w.layout, &w.filter, NULL);
        snprintf(what, sizeof what, "kernel %u, law %u, switches %u", bits / 48, bits / 16 % 3,
                 bits % 16);
        differ(&w, what);
        world_free(&w);
    }
}

Test(gradient, shared_between_units_by_differences)
{
    for (int law = 0; law < 3; law++)
        for (int background = 0; background < 2; background++)
            for (int steady = 0; steady < 2; steady++) {
                struct world w = {.setup = setup_of(law, background, true)};
                double values[16], gradient[16];
                w.setup.steady = steady;
                world_make(&w, two_units, N_TWO);
                size_t n = fill(&w.layout, values);
                evaluate(&w, values, gradient);
                for (size_t p = 0; p < n; p++) {
                    double keep = values[p], h = 1e-5 * fabs(keep);
                    values[p] = keep + h;
                    double plus = evaluate(&w, values, NULL);
                    values[p] = keep - h;
                    double minus = evaluate(&w, values, NULL);
                    values[p] = keep;
                    double difference = (plus - minus) / (2 * h);
                    cr_assert(fabs(gradient[p] - difference) <=
                                  3e-8 * (1 + fabs(difference) + 1 / fabs(keep)),
                              "law %d, background %d, steady %d, by %s: %.12g, difference %.12g",
                              law, background, steady, w.layout.parameters[p].name, gradient[p],
                              difference);
                }
                world_free(&w);
            }
}

/* If nothing goes to other units, the likelihood is the product of the units' own. */
Test(gradient, share_of_nothing)
{
    for (int law = 0; law < 3; law++)
        for (int background = 0; background < 2; background++) {
            struct world together = {.setup = setup_of(law, background, true)},
                         apart = {.setup = setup_of(law, background, false)};
            double values[16], gradient[16], apart_gradient[16];
            world_make(&together, two_units, N_TWO);
            world_make(&apart, two_units, N_TWO);
            fill(&together.layout, values);
            values[together.layout.share] = 0;
            double l = evaluate(&together, values, gradient);
            fill(&apart.layout, values);
            double expected = evaluate(&apart, values, apart_gradient);
            cr_assert_float_eq(l, expected, 1e-11, "law %d, background %d: %.15g, %.15g", law,
                               background, l, expected);
            for (size_t p = 0; p < apart.layout.n; p++) {
                size_t q = awol_layout_find(&together.layout, apart.layout.parameters[p].name);
                cr_assert(fabs(gradient[q] - apart_gradient[p]) <=
                              1e-9 * (1 + fabs(apart_gradient[p])),
                          "by %s", apart.layout.parameters[p].name);
            }
            world_free(&apart);
            world_free(&together);
        }
}

/* Two units together and each one by itself: sums of l. */
Test(gradient, units_apart_add_up)
{
    for (int law = 0; law < 3; law++) {
        struct world both = {.setup = setup_of(law, false, false)},
                     first = {.setup = setup_of(law, false, false)},
                     second = {.setup = setup_of(law, false, false)};
        double values[16];
        world_make(&both, two_units, N_TWO);
        world_make(&first, two_units, 8);
        world_make(&second, two_units + 8, N_TWO - 8);
        fill(&both.layout, values);
        cr_assert_float_eq(evaluate(&both, values, NULL),
                           evaluate(&first, values, NULL) + evaluate(&second, values, NULL), 1e-11);
        world_free(&second);
        world_free(&first);
        world_free(&both);
    }
}

/* A steady record of units that prompt each other begins where it would stay. */
Test(gradient, steady_start_stays)
{
    const struct support_span spans[] = {
        {0, 0, 1, 2, 2, 100}, {0, 1, 2, 2, 2, NAN}, {1, 0, 1, 2, 2, 900}, {1, 1, 2, 2, 2, NAN}};
    struct world w = {.setup = {.law = AWOL_LAW_POISSON,
                                .cascade = true,
                                .share_between = true,
                                .steady = true,
                                .recorded = 1}};
    struct awol_expectation seen[4];
    double l, values[] = {.01, .6, 2, .3}; /* rate, eta, tau, share */
    world_make(&w, spans, 4);
    cr_assert_eq(awol_filter_evaluate(w.filter, values, &l, NULL, seen, NULL), AWOL_OK);
    /* m = a + eta W m with a = (1, 9): .58 m0 - .18 m1 = 1, .58 m1 - .18 m0 = 9. */
    double determinant = .58 * .58 - .18 * .18;
    cr_assert_float_eq(seen[0].expected, (.58 * 1 + .18 * 9) / determinant, 1e-9, "%g",
                       seen[0].expected);
    cr_assert_float_eq(seen[2].expected, (.58 * 9 + .18 * 1) / determinant, 1e-9, "%g",
                       seen[2].expected);
    world_free(&w);
}

/* ---- whatever the parameters ----------------------------------------------------------------- */

/* In range: finite numbers. Out of it: a status and untouched outputs. Never NaN. */
Test(gradient, extreme_parameters)
{
    static const double values_of[] = {NAN,    -INFINITY, INFINITY, -1,      0, 5e-324,
                                       1e-300, 1e-12,     1e-6,     .999999, 1, 1.001,
                                       2.99,   50,        1e6,      1e300};
    enum { N = sizeof values_of / sizeof *values_of };
    awol_numeric_begin();
    size_t answers = 0;
    for (int law = 0; law < 3; law++)
        for (int kind = 0; kind < 4; kind++) {
            struct world w = {.setup = setup_of(law, kind & 1, kind & 2)};
            world_make(&w, two_units, N_TWO);
            double values[16], gradient[16];
            size_t n = fill(&w.layout, values);
            for (size_t p = 0; p < n; p++)
                for (size_t q = p; q < n; q++)
                    for (size_t i = 0; i < (p == q ? N : 9); i++) {
                        double l = 42, keep[2] = {values[p], values[q]};
                        struct awol_error error = {.message = ""};
                        gradient[0] = 42;
                        values[p] = values_of[p == q ? i : 7 + 3 * (i % 3)];
                        values[q] = values_of[p == q ? i : 7 + 3 * (i / 3)];
                        enum awol_status status =
                            awol_filter_evaluate(w.filter, values, &l, gradient, NULL, &error);
                        if (status != AWOL_OK) {
                            cr_assert_eq(status, AWOL_RANGE);
                            cr_assert(l == 42 && gradient[0] == 42 && error.message[0] != '\0');
                        } else {
                            answers++;
                            cr_assert(isfinite(l), "%s %g, %s %g", w.layout.parameters[p].name,
                                      values[p], w.layout.parameters[q].name, values[q]);
                            for (size_t k = 0; k < n; k++)
                                cr_assert(isfinite(gradient[k]));
                        }
                        if (p == q && awol_parameter_check(&w.layout.parameters[p], values[p],
                                                           NULL) != AWOL_OK)
                            cr_assert_eq(status, AWOL_RANGE, "%s %g was taken",
                                         w.layout.parameters[p].name, values[p]);
                        values[p] = keep[0];
                        values[q] = keep[1];
                    }
            /* A refusal leaves nothing behind. */
            double l = evaluate(&w, values, gradient);
            cr_assert(isfinite(l));
            world_free(&w);
        }
    cr_assert_gt(answers, 500);
}

/* As many days as a record of centuries has are made ready in no time. */
Test(gradient, a_long_record, .timeout = 20)
{
    enum { N = 100000 };
    struct support_span *spans = malloc(N * sizeof *spans);
    struct world w = {.setup = {.law = AWOL_LAW_POISSON, .recorded = 1}};
    double l, rate = 2;
    cr_assert_not_null(spans);
    for (int i = 0; i < N; i++)
        spans[i] = (struct support_span){0, i, i + 1, 2, 2, NAN};
    world_make(&w, spans, N);
    cr_assert_eq(awol_filter_evaluate(w.filter, &rate, &l, NULL, NULL, NULL), AWOL_OK);
    /* ln P(2) of Poisson(2) is 2 ln 2 - 2 - ln 2. */
    cr_assert_float_eq(l / N, log(2) - 2, 1e-12);
    world_free(&w);
    free(spans);
}
