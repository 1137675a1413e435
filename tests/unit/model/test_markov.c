/* The filter for models of a small state, tried on the cascade itself: written as such a model it
 * must give the printed values of the engine, for it linearises the same two functions. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>

#include "base/random.h"
#include "model/filter.h"
#include "model/markov.h"
#include "model/step.h"
#include "support/bench.h"
#include "support/examples.h"

static const struct {
    const char *name;
    enum awol_law law;
    bool background;
    double l, d[6];
} vectors[] = {
#include "filter_vectors.inc"
};

/* ---- the cascade as a model of one number --------------------------------------------------- */

static struct awol_step step_of(const struct awol_markov *m, size_t t)
{
    struct awol_step step;
    cr_assert_eq(awol_step_init(awol_markov_days(m, t), m->parameters[m->layout->eta],
                                1 / m->parameters[m->layout->tau], &step, NULL),
                 AWOL_OK);
    return step;
}

static void expect(struct awol_markov *m, size_t t, const double *x, struct awol_markov_count *ret)
{
    struct awol_step s = step_of(m, t);
    double a = awol_newcomers_mean(&m->newcomers, m->group, t, NULL, NULL);
    *ret = (struct awol_markov_count){.mean = s.A.value * a + s.B.value * fmax(*x, 0),
                                      .variance = NAN};
}

static void advance(struct awol_markov *m, size_t t, const double *x, const double *y, double *ret)
{
    struct awol_step s = step_of(m, t);
    double a = awol_newcomers_mean(&m->newcomers, m->group, t, NULL, NULL), e = s.decay.value;
    double mean = s.A.value * a + s.B.value * fmax(*x, 0);
    double end = s.E.value * fmax(*x, 0) + s.F.value * a;
    *ret = e * fmax(*x, 0) + (end - e * fmax(*x, 0)) / mean * *y;
}

static const struct awol_markov_type cascade_type = {
    .name = "test", .n_state = 1, .expect = expect, .advance = advance};

static void bench_make(struct bench *b, const struct support_example *example)
{
    struct awol_error error;
    support_series(&b->series, example->spans, example->n);
    cr_assert_eq(awol_campaign_init(&b->campaign, &b->series, "day", 0, NULL, 0, NULL, &error),
                 AWOL_OK, "%s", error.message);
    cr_assert_eq(awol_layout_init(&b->layout, &b->setup, &b->campaign, &error), AWOL_OK);
    cr_assert_eq(awol_markov_open(&cascade_type, NULL, &b->campaign, &b->setup, &b->layout,
                                  &b->likelihood, &error),
                 AWOL_OK);
}

static struct awol_setup setup_of(enum awol_law law, double recorded)
{
    return (struct awol_setup){.law = law,
                               .dispersion = true,
                               .cascade = true,
                               .period_days = 365.25,
                               .recorded = recorded};
}

static const double usual[] = {2.2, 0.5, 1.2, 0.1};

Test(markov, is_the_engine)
{
    int tried = 0;
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        if (vectors[i].background || vectors[i].law == AWOL_LAW_GP)
            continue;
        struct bench b = {.setup = setup_of(vectors[i].law, 1)};
        bench_make(&b, support_example_find(vectors[i].name));
        double l = NAN;
        struct awol_error error;
        cr_assert_eq(b.likelihood.type->evaluate(b.likelihood.state, usual, &l, NULL, NULL, &error),
                     AWOL_OK, "%s: %s", vectors[i].name, error.message);
        /* Differences of 1e-5 leave some 1e-9 of the derivatives. */
        cr_assert_float_eq(l, vectors[i].l, 1e-7, "%s, law %d: %.12g, not %.12g", vectors[i].name,
                           (int)vectors[i].law, l, vectors[i].l);
        bench_free(&b);
        tried++;
    }
    cr_assert_eq(tried, 10);
}

/* Share .8 recorded, nb: printed values. */
Test(markov, recorded)
{
    static const struct {
        const char *name;
        double l;
    } rows[] = {{"nested", -8.47471247317}, {"gap", -8.29546514066}};
    for (size_t i = 0; i < 2; i++) {
        struct bench b = {.setup = setup_of(AWOL_LAW_NB, 0.8)};
        double l = NAN;
        bench_make(&b, support_example_find(rows[i].name));
        b.likelihood.type->evaluate(b.likelihood.state, usual, &l, NULL, NULL, NULL);
        cr_assert_float_eq(l, rows[i].l, 1e-7, "%s: %.12g", rows[i].name, l);
        bench_free(&b);
    }
}

/* ---- what every likelihood owes ------------------------------------------------------------- */

/* Log scores add to the log-likelihood; an exact count's mass is the step of its distribution. */
static void check_predictions(const struct awol_likelihood *likelihood, const double *parameters,
                              const struct awol_series *series, const char *what)
{
    struct awol_prediction p[16];
    double l = NAN, sum = 0;
    size_t scored = 0;
    struct awol_error error;
    cr_assert_eq(likelihood->type->evaluate(likelihood->state, parameters, &l, NULL, NULL, &error),
                 AWOL_OK, "%s: %s", what, error.message);
    cr_assert_eq(likelihood->type->predict(likelihood->state, parameters, p, &error), AWOL_OK);
    for (size_t i = 0; i < series->n_spans; i++) {
        if (!p[i].scored)
            continue;
        scored++;
        sum += p[i].log_score;
        cr_assert_float_eq(p[i].at_most - p[i].below, exp(p[i].log_score), 1e-9, "%s, span %zu",
                           what, i);
    }
    cr_assert_float_eq(sum, l, 1e-10, "%s: %g, not %g", what, sum, l);
    cr_assert_eq(scored, series->n_spans, "%s", what);
}

Test(likelihood, predictions_add_up)
{
    for (size_t i = 0; i < SUPPORT_EXAMPLES; i++)
        for (int law = AWOL_LAW_POISSON; law <= AWOL_LAW_GP; law++) {
            struct bench b = {.setup = setup_of((enum awol_law)law, 1)};
            char what[80];
            snprintf(what, sizeof what, "%s, law %d", support_examples[i].name, law);
            bench_make(&b, &support_examples[i]);
            if (law != AWOL_LAW_GP) /* which is the engine's alone */
                check_predictions(&b.likelihood, usual, &b.series, what);
            awol_likelihood_release(&b.likelihood);
            awol_layout_release(&b.layout);
            awol_filter_open(&b.campaign, &b.setup, &b.layout, &b.likelihood, NULL);
            check_predictions(&b.likelihood, usual, &b.series, what);
            bench_free(&b);
        }
}

/* A drawn record: nested totals hold their parts, a replicate is the same again, and the mean of
 * many is that of the process: a(1 + …) per bin, here by the expectations of the filter. */
Test(likelihood, drawn_records)
{
    enum { MANY = 4000 };
    awol_numeric_begin();
    for (int engine = 0; engine < 2; engine++) {
        struct bench b = {.setup = setup_of(AWOL_LAW_POISSON, 0.8)};
        double counts[8], again[8], total = 0, square = 0;
        bench_make(&b, support_example_find("nested"));
        if (engine) {
            awol_likelihood_release(&b.likelihood);
            awol_layout_release(&b.layout);
            awol_filter_open(&b.campaign, &b.setup, &b.layout, &b.likelihood, NULL);
        }
        for (uint32_t k = 0; k < MANY; k++) {
            struct awol_drawn drawn = {.counts = counts};
            cr_assert_eq(b.likelihood.type->sample(b.likelihood.state, usual, 7, k, &drawn, NULL),
                         AWOL_OK);
            double parts = 0, whole = 0;
            for (size_t i = 0; i < b.series.n_spans; i++)
                *(b.series.spans[i].end - b.series.spans[i].start == 6 ? &whole : &parts) +=
                    counts[i];
            cr_assert(whole >= parts);
            total += whole;
            square += whole * whole;
        }
        struct awol_drawn drawn = {.counts = again};
        b.likelihood.type->sample(b.likelihood.state, usual, 7, MANY - 1, &drawn, NULL);
        for (size_t i = 0; i < b.series.n_spans; i++)
            cr_assert_eq(again[i], counts[i]);
        /* Six days in one step of six: A of step.h times newcomers; four fifths are recorded. */
        struct awol_step step;
        awol_step_init(6, 0.5, 1 / 1.2, &step, NULL);
        double mean = 0.8 * step.A.value * 2.2 * 6;
        double se = sqrt((square / MANY - pow(total / MANY, 2)) / MANY);
        cr_assert_float_eq(total / MANY, mean, 4 * se, "%g, not %g (se %g)", total / MANY, mean,
                           se);
        bench_free(&b);
    }
}
