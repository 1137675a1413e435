/* Least squares: value by the definition, derivatives by differences, starts, odd records. */
#include "model/squares.h"

#include <criterion/criterion.h>
#include <math.h>

#include "base/random.h"
#include "support/bench.h"

TestSuite(squares, .init = awol_numeric_begin);

enum { MOST = 12, MOST_PARAMETERS = 5 };

/* A year is a day: sales of video recorders, Cowpertwait and Metcalfe 2009. */
static const double sales[] = {840, 1470, 2110, 4000, 7590, 10950, 10530, 9470, 7790, 5890};

static void bench_make(struct bench *b, const char *model, const struct support_span *spans,
                       size_t n)
{
    struct awol_setup setup = {.model = awol_model_find(model),
                               .recorded = 1,
                               .bass = AWOL_BASS_LEAST_SQUARES,
                               .least_squares = true};
    bench_open(b, &setup, spans, n);
}

static size_t daily(struct support_span *spans)
{
    for (int i = 0; i < 10; i++)
        spans[i] = (struct support_span){0, i, i + 1, sales[i], sales[i], NAN};
    return 10;
}

/* A total of all, of which days are known, two days together, a range and a lower bound. */
static size_t mixed(struct support_span *spans)
{
    size_t n = 0;
    spans[n++] = (struct support_span){0, 0, 10, 60640, 60640, NAN};
    spans[n++] = (struct support_span){0, 0, 1, 840, 840, NAN};
    spans[n++] = (struct support_span){0, 1, 3, 3580, 3580, NAN};
    spans[n++] = (struct support_span){0, 3, 4, 3500, 4500, NAN};
    spans[n++] = (struct support_span){0, 5, 6, 10950, 10950, NAN};
    spans[n++] = (struct support_span){0, 6, 7, 10530, 10530, NAN};
    spans[n++] = (struct support_span){0, 8, 9, 7000, INFINITY, NAN};
    return n;
}

/* Ten counts about a logistic curve, by the definition. */
Test(squares, definition)
{
    struct support_span spans[MOST];
    struct bench b;
    const double p[] = {68000, 6.6, 1.5, 600};
    bench_make(&b, "logistic", spans, daily(spans));
    double l = 0;
    for (int i = 0; i < 10; i++) {
        double rise = 1 / (1 + exp(-(i + 1 - 6.6) / 1.5)) - 1 / (1 + exp(-(i - 6.6) / 1.5));
        double z = (sales[i] - 68000 * rise) / 600;
        l -= z * z / 2 + log(600) + 0.91893853320467274178;
    }
    cr_assert_float_eq(bench_value(&b, p, NULL), l, 1e-9);
    bench_free(&b);
}

static void check_derivatives(struct bench *b, const double *at, const char *what)
{
    double p[MOST_PARAMETERS], gradient[MOST_PARAMETERS], up[MOST_PARAMETERS],
        down[MOST_PARAMETERS], hessian[MOST_PARAMETERS * MOST_PARAMETERS];
    size_t n = b->layout.n;
    for (size_t i = 0; i < n; i++)
        p[i] = at[i];
    bench_value(b, p, gradient);
    cr_assert_eq(b->likelihood.type->hessian(b->likelihood.state, p, hessian, NULL), AWOL_OK);
    for (size_t i = 0; i < n; i++) {
        double h = 1e-5 * at[i];
        p[i] = at[i] + h;
        double above = bench_value(b, p, up);
        p[i] = at[i] - h;
        double below = bench_value(b, p, down);
        p[i] = at[i];
        double slope = (above - below) / (2 * h);
        cr_assert(fabs(gradient[i] - slope) * at[i] <= 1e-5 * (1 + fabs(slope * at[i])),
                  "%s, gradient %zu: %.12g, not %.12g", what, i, gradient[i], slope);
        for (size_t j = 0; j < n; j++) {
            double bend = (up[j] - down[j]) / (2 * h), scale = at[i] * at[j];
            cr_assert(fabs(hessian[i * n + j] - bend) * scale <= 1e-6 * (1 + fabs(bend * scale)),
                      "%s, hessian %zu %zu: %.12g, not %.12g", what, i, j, hessian[i * n + j],
                      bend);
        }
    }
}

Test(squares, derivatives)
{
    static const struct {
        const char *model;
        double at[MOST_PARAMETERS];
    } cases[] = {{"bass", {.009, .6, 66000, 700}},
                 {"logistic", {68000, 6.6, 1.5, 600}},
                 {"gompertz", {73000, 6.2, 2.5, 560}},
                 {"richards", {70000, 6.4, 2, .4, 450}}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct support_span spans[MOST];
        struct bench b;
        bench_make(&b, cases[i].model, spans, daily(spans));
        check_derivatives(&b, cases[i].at, cases[i].model);
        bench_free(&b);
        bench_make(&b, cases[i].model, spans, mixed(spans));
        check_derivatives(&b, cases[i].at, "mixed");
        bench_free(&b);
    }
}

/* The best knot of the net is near the best fit (m 67644, p .0088, q .642; logistic 68586, 6.59,
 * 1.54, by nls and optim of R). */
Test(squares, starts_near_the_best)
{
    struct support_span spans[MOST];
    struct bench b;
    double p[MOST_PARAMETERS];
    bench_make(&b, "bass", spans, daily(spans));
    cr_assert(b.likelihood.type->start(b.likelihood.state, 0, p));
    cr_assert(fabs(log(p[1] / .642)) < 0.5 && fabs(log(p[2] / 67644)) < 0.3, "p %g q %g m %g", p[0],
              p[1], p[2]);
    bench_free(&b);
    bench_make(&b, "logistic", spans, daily(spans));
    cr_assert(b.likelihood.type->start(b.likelihood.state, 0, p));
    cr_assert(fabs(p[1] - 6.59) < 1 && fabs(log(p[2] / 1.54)) < 0.5, "m %g at %g, %g", p[0], p[1],
              p[2]);
    bench_free(&b);
}

/* Every start of every odd record can be evaluated, and its derivatives are numbers. */
Test(squares, odd_records)
{
    static const double counts[][6] = {
        {0, 0, 0, 0, 0, 0},   {0, 0, 1, 0, 0, 0},   {7, 7, 7, 7, 7, 7},   {9, 5, 3, 2, 1, 1},
        {1, 2, 4, 8, 16, 32}, {1e9, 0, 0, 0, 0, 0}, {0, 0, 0, 0, 0, 1e15}};
    static const char *const models[] = {"bass", "logistic", "gompertz", "richards"};
    for (size_t m = 0; m < 4; m++)
        for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
            struct support_span spans[6];
            struct bench b;
            double p[MOST_PARAMETERS], gradient[MOST_PARAMETERS],
                hessian[MOST_PARAMETERS * MOST_PARAMETERS];
            size_t k = 0;
            for (int t = 0; t < 6; t++)
                spans[t] = (struct support_span){0, t, t + 1, counts[i][t], counts[i][t], NAN};
            bench_make(&b, models[m], spans, 6);
            for (; b.likelihood.type->start(b.likelihood.state, k, p); k++) {
                bench_value(&b, p, gradient);
                cr_assert_eq(b.likelihood.type->hessian(b.likelihood.state, p, hessian, NULL),
                             AWOL_OK, "%s, record %zu, start %zu", models[m], i, k);
                for (size_t j = 0; j < b.layout.n; j++)
                    cr_assert(p[j] > b.layout.parameters[j].low &&
                                  p[j] < b.layout.parameters[j].high && isfinite(gradient[j]),
                              "%s, record %zu, start %zu, %zu: %g", models[m], i, k, j, p[j]);
            }
            cr_assert(k > 0, "%s, record %zu", models[m], i);
            bench_free(&b);
        }
}
