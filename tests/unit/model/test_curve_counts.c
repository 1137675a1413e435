/* Curves scored as counts: derivatives of each likelihood against differences of its value. */
#include <criterion/criterion.h>
#include <math.h>

#include "base/random.h"
#include "support/bench.h"

TestSuite(curve_counts, .init = awol_numeric_begin);

enum { DAYS = 10, MOST = 5 };

static const struct row {
    const char *model;
    enum awol_bass bass;
    enum awol_law law;
    size_t n;
    double at[MOST];
} rows[] = {{"bass", AWOL_BASS_HISTORY, AWOL_LAW_NB, 3, {.02, .9, 330}},
            {"bass", AWOL_BASS_HISTORY, AWOL_LAW_NB, 3, {.02, .9, 312.01}},
            {"bass", AWOL_BASS_BINOMIAL, AWOL_LAW_NB, 3, {.02, .9, 330}},
            {"bass", AWOL_BASS_MULTINOMIAL, AWOL_LAW_NB, 3, {.02, .9, 330}},
            {"logistic", 0, AWOL_LAW_POISSON, 3, {320, 4, .8}},
            {"logistic", 0, AWOL_LAW_NB, 4, {320, 4, .8, .05}},
            {"gompertz", 0, AWOL_LAW_NB, 4, {320, 4, .8, .05}},
            {"richards", 0, AWOL_LAW_NB, 5, {320, 4, .8, .7, .05}}};

static void bench_make(struct bench *b, const struct row *row)
{
    static const double counts[DAYS] = {4, 13, 41, 80, 90, 50, 21, 9, 4, 0};
    struct support_span spans[DAYS];
    struct awol_setup setup = {.model = awol_model_find(row->model),
                               .law = row->law,
                               .dispersion = row->law == AWOL_LAW_NB,
                               .recorded = 1,
                               .bass = row->bass};
    for (int i = 0; i < DAYS; i++)
        spans[i] = (struct support_span){0, i, i + 1, counts[i], counts[i], 400};
    bench_open(b, &setup, spans, DAYS);
    cr_assert_eq(b->layout.n, row->n, "%s has %zu parameters", row->model, b->layout.n);
}

Test(curve_counts, derivatives)
{
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        struct bench b;
        double p[MOST], gradient[MOST], up[MOST], down[MOST], hessian[MOST * MOST] = {0};
        size_t n = rows[r].n;
        bench_make(&b, &rows[r]);
        const struct awol_likelihood_type *type = b.likelihood.type;
        cr_assert(type->has_gradient);
        cr_assert_eq(type->hessian != NULL, rows[r].model[0] != 'b');
        for (size_t i = 0; i < n; i++)
            p[i] = rows[r].at[i];
        bench_value(&b, p, gradient);
        if (type->hessian)
            cr_assert_eq(type->hessian(b.likelihood.state, p, hessian, NULL), AWOL_OK);
        for (size_t i = 0; i < n; i++) {
            double keep = p[i], h = 1e-6 * keep;
            p[i] = keep + h;
            double above = bench_value(&b, p, up);
            p[i] = keep - h;
            double below = bench_value(&b, p, down);
            p[i] = keep;
            double slope = (above - below) / (2 * h);
            cr_assert(fabs(gradient[i] - slope) * keep <= 2e-6 * (10 + fabs(slope * keep)),
                      "row %zu, gradient %zu: %.12g, not %.12g", r, i, gradient[i], slope);
            for (size_t j = 0; type->hessian && j < n; j++) {
                double bend = (up[j] - down[j]) / (2 * h), scale = keep * p[j];
                cr_assert(fabs(hessian[i * n + j] - bend) * scale <=
                              2e-6 * (10 + fabs(bend * scale)),
                          "row %zu, hessian %zu %zu: %.12g, not %.12g", r, i, j, hessian[i * n + j],
                          bend);
            }
        }
        bench_free(&b);
    }
}

/* Where everybody has gone the likelihood is still a number, and so is its slope, at the least men
 * that the search looks at. */
Test(curve_counts, all_gone)
{
    for (size_t r = 0; r < 4; r++) {
        struct bench b;
        double p[MOST], gradient[MOST];
        bench_make(&b, &rows[r]);
        for (size_t i = 0; i < 3; i++)
            p[i] = rows[r].at[i];
        p[2] = b.layout.parameters[2].low;
        bench_value(&b, p, gradient);
        for (size_t i = 0; i < 3; i++)
            cr_assert(isfinite(gradient[i]), "row %zu, gradient %zu: %g", r, i, gradient[i]);
        size_t k = 0;
        while (b.likelihood.type->start(b.likelihood.state, k, p)) {
            bench_value(&b, p, NULL);
            k++;
        }
        cr_assert(k > 0);
        bench_free(&b);
    }
}
