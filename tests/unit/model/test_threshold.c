#include "model/threshold.h"

#include <criterion/criterion.h>
#include <math.h>

#include "support/bench.h"

static void near(const char *what, double got, double expected, double tolerance)
{
    cr_assert(fabs(got - expected) <= tolerance, "%s: %.15g, not %.15g", what, got, expected);
}

static const struct awol_thresholds laws[] = {
    {0.25, 0.13, 0.2, 0.0015, 0.25}, /* touches the diagonal: creeps, is carried, creeps again */
    {0.3, 0.05, 0.2, 0.01, 0.3},     /* never reaches its thresholds */
    {-0.1, 0.5, 0.5, 0.002, 0.1},    /* one turn */
    {0.25, 0.1222, 0, 0.001, 0.4},
};
enum { LAWS = sizeof laws / sizeof *laws };

/* The definition, with the positive part taken at every one of very many steps. */
static double flow_by_definition(const struct awol_thresholds *t, double r, double shift,
                                 double days)
{
    enum { STEPS = 4000 };
    double h = days / STEPS;
    for (int i = 0; i < STEPS; i++) {
        double k[3] = {0, 0, 0}, at[3];
        for (int j = 0; j < 3; j++) { /* Heun's method of the third order */
            at[j] = j == 0 ? r : r + h * (j == 1 ? 1.0 / 3 : 2.0 / 3) * k[j - 1];
            k[j] = t->rate * (1 - at[j]) +
                   t->kappa * fmax(0, awol_threshold_share(t, at[j] + shift) - at[j]);
        }
        r += h * (k[0] + 3 * k[2]) / 4;
    }
    return r;
}

/* Sixteen steps are that good where the share runs away at 1.3 a day. */
Test(threshold, flow)
{
    for (size_t i = 0; i < LAWS; i++)
        for (double r = 0; r < 0.95; r += 0.037)
            near("flow", awol_threshold_flow(&laws[i], r, 0.01, 1.5, NULL),
                 flow_by_definition(&laws[i], r, 0.01, 1.5), 1e-6);
}

Test(threshold, flow_from_all_gone)
{
    double by[AWOL_THRESHOLD_DERIVATIVES];
    near("all", awol_threshold_flow(&laws[0], 1, 0, 3, by), 1, 0);
    near("none are left to go", by[AWOL_THRESHOLD_BY_RATE], 0, 0);
}

Test(threshold, derivatives)
{
    for (size_t i = 0; i < LAWS; i++)
        for (double r = 0; r < 0.95; r += 0.037) {
            struct awol_thresholds t = laws[i];
            double by[AWOL_THRESHOLD_DERIVATIVES], shift = 0.01;
            double *const at[] = {&t.mean, &t.sd, &t.never, &t.rate, &t.kappa, &shift};
            awol_threshold_flow(&t, r, shift, 2, by);
            for (size_t p = 0; p < AWOL_THRESHOLD_DERIVATIVES; p++) {
                double keep = *at[p], h = 1e-6, up, down;
                *at[p] = keep + h;
                up = awol_threshold_flow(&t, r, shift, 2, NULL);
                *at[p] = keep - h;
                down = awol_threshold_flow(&t, r, shift, 2, NULL);
                *at[p] = keep;
                near("derivative", by[p], (up - down) / (2 * h), 1e-5 * (1 + fabs(by[p])));
            }
        }
}

/* Where nobody leaves by himself, the men who are moved and still there are the state of the
 * cascade: they become fewer as exp(-kappa (1 - eta) days) with eta = F'. At its mean the normal
 * law is straight to the second order. */
Test(threshold, slope_is_eta)
{
    struct awol_thresholds t = {0.3, 0.6, 0.1, 0, 0.7};
    double eta = awol_threshold_slope(&t, 0.3), days = 0.2;
    double r = 0.3, after = awol_threshold_flow(&t, r, 0, days, NULL);
    double waiting = awol_threshold_share(&t, r) - r,
           left = awol_threshold_share(&t, after) - after;
    near("eta", eta, (awol_threshold_share(&t, 0.301) - awol_threshold_share(&t, 0.299)) / 0.002,
         1e-6);
    near("decay", left / waiting, exp(-t.kappa * (1 - eta) * days), 5e-5);
}

/* Granovetter 1978, p. 1427: thresholds of mean .25 tip at a standard deviation of about .12; the
 * share at which F(r) = r and F'(r) = 1 there, by Newton's method in 20 digits: .0620032 at
 * .1222208683. */
Test(threshold, tipping)
{
    struct awol_thresholds t = {0.25, 0.1222208683, 0, 0, 1};
    near("on the diagonal", awol_threshold_share(&t, 0.0620032), 0.0620032, 1e-7);
    near("slope", awol_threshold_slope(&t, 0.0620032), 1, 1e-6);
}

/* ---- likelihood ------------------------------------------------------------------------------ */

static void bench_make(struct bench *b, size_t total_from)
{
    static const double counts[] = {12, 14, 7, 7, 10, 7, 6, 4, 1, 8, 2, 6};
    enum { N = sizeof counts / sizeof *counts };
    struct support_span spans[N];
    size_t n = 0;
    struct awol_setup setup = {.model = awol_model_find("threshold"), .recorded = 1};
    for (size_t i = 0; i < N && i < total_from; i++)
        spans[n++] = (struct support_span){0,         (int)i,    (int)i + 1,
                                           counts[i], counts[i], i == 0 ? 2000 : (double)NAN};
    if (total_from < N) {
        double sum = 0;
        for (size_t i = total_from; i < N; i++)
            sum += counts[i];
        spans[n++] = (struct support_span){0, (int)total_from, N, sum, sum, NAN};
    }
    bench_open(b, &setup, spans, n);
}

/* Expected: the definition in Python (lgamma, erfc; 400 steps of Runge and Kutta a day). */
Test(threshold, likelihood)
{
    struct bench b;
    double gradient[5], p[5] = {0.25, 0.13, 0.2, 0.0015, 0.25};
    bench_make(&b, 12);
    cr_assert(b.likelihood.type->has_gradient);
    near("likelihood", bench_value(&b, p, gradient), -27.4717772740, 1e-8);
    for (size_t i = 0; i < 5; i++) {
        double keep = p[i], h = 1e-5 * keep;
        p[i] = keep + h;
        double up = bench_value(&b, p, NULL);
        p[i] = keep - h;
        double down = bench_value(&b, p, NULL);
        p[i] = keep;
        near("gradient", gradient[i] / (up - down) * 2 * h, 1, 1e-5);
    }
    bench_free(&b);
}

/* A total at the end goes through the filter. Expected: the chance of every way to share it out
 * over the two days, each way by the definition, added up in Python; the filter approximates. */
Test(threshold, total)
{
    struct bench b;
    double p[5] = {0.25, 0.13, 0.2, 0.0015, 0.25};
    bench_make(&b, 10);
    cr_assert_not(b.likelihood.type->has_gradient);
    near("likelihood", bench_value(&b, p, NULL), -25.131049, 0.05);
    bench_free(&b);
}
