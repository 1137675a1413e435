#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "model/hawkes.h"
#include "model/model.h"

TestSuite(hawkes_model, .init = awol_numeric_begin);

static void near(const char *what, double got, double expected, double tolerance)
{
    cr_assert(fabs(got - expected) <= tolerance * fmax(1, fabs(expected)), "%s: %.15g, not %.15g",
              what, got, expected);
}

static double departures[] = {0.4, 1, 2, 2.5, 7}, men[] = {1, 1, 3, 1, 2};

struct record {
    struct awol_times times;
    struct awol_window window;
    struct awol_series series;
    struct awol_campaign campaign;
    struct awol_setup setup;
    struct awol_layout layout;
    struct awol_likelihood likelihood;
};

static void make(struct record *r, const char *model, struct awol_times times, double from,
                 double to, double at_risk, bool trend)
{
    struct awol_error e = {0};
    r->times = times;
    r->window = (struct awol_window){from, to};
    cr_assert_eq(awol_times_series(&r->times, &r->window, 1, at_risk, "", &r->series, &e), AWOL_OK,
                 "%s", e.message);
    cr_assert_eq(awol_campaign_init(&r->campaign, &r->series, "day", 0, NULL, 0, NULL, &e), AWOL_OK,
                 "%s", e.message);
    r->setup = (struct awol_setup){.model = awol_model_find(model),
                                   .law = AWOL_LAW_POISSON,
                                   .recorded = 1,
                                   .period_days = 365.25,
                                   .trend = trend,
                                   .opt_times = &r->times,
                                   .times_from = from,
                                   .times_to = to};
    cr_assert_eq(awol_model_open(&r->campaign, &r->setup, &r->layout, &r->likelihood, &e), AWOL_OK,
                 "%s", e.message);
}

static void release(struct record *r)
{
    awol_likelihood_release(&r->likelihood);
    awol_layout_release(&r->layout);
    awol_campaign_release(&r->campaign);
    awol_series_release(&r->series);
}

static double value_at(struct record *r, const double *parameters)
{
    double l;
    struct awol_error e = {0};
    const struct awol_likelihood_type *type = r->likelihood.type;
    cr_assert_eq(type->evaluate(r->likelihood.state, parameters, &l, NULL, NULL, &e), AWOL_OK, "%s",
                 e.message);
    return l;
}

/* Derivatives against differences of the values. */
static void check_gradient(const char *what, struct record *r, const double *parameters)
{
    double l, gradient[8], at[8];
    const struct awol_likelihood_type *type = r->likelihood.type;
    size_t n = r->layout.n;
    cr_assert_eq(type->evaluate(r->likelihood.state, parameters, &l, gradient, NULL, NULL),
                 AWOL_OK);
    for (size_t p = 0; p < n; p++) {
        double h = 1e-5;
        memcpy(at, parameters, n * sizeof *at);
        at[p] += h;
        double up = value_at(r, at);
        at[p] -= 2 * h;
        near(what, gradient[p], (up - value_at(r, at)) / (2 * h), 1e-6);
    }
}

Test(hawkes_model, gradients)
{
    struct record r;
    const double plain[] = {0.3, 0.5, 2}, parties[] = {0.3, 0.4, 2, 0.5, 0.7},
                 pool[] = {0.01, 0.5, 2, 0.7};
    struct awol_times times = {.times = departures, .n = 5}, marked = times;
    marked.marks = men;
    make(&r, "hawkes", times, 0.5, 10, NAN, false);
    cr_assert_str_eq(r.likelihood.type->name, "hawkes, plain");
    check_gradient("plain", &r, plain);
    release(&r);
    make(&r, "hawkes", marked, 0.5, 9.5, NAN, true);
    check_gradient("parties and a trend", &r, parties);
    release(&r);
    make(&r, "hawkes-n", marked, 0.5, 9.5, 40, false);
    check_gradient("a pool", &r, pool);
    release(&r);
}

/* The plain pass and the general one, with history, are the same function; so is its curvature. */
Test(hawkes_model, curvature)
{
    struct record r;
    struct awol_times times = {.times = departures, .n = 5};
    const double at[] = {0.3, 0.5, 2};
    double hessian[9], up[3], down[3], l;
    make(&r, "hawkes", times, 0.5, 10, NAN, false);
    struct awol_hawkes_record record = {departures, NULL, 5, 0.5, 10, 1};
    struct awol_hawkes_terms terms = {
        .rate = 0.3, .eta = 0.5, .tau_days = 2, .pool = INFINITY, .kernel = {1, {1}, {1}}};
    cr_assert_eq(awol_hawkes_evaluate(&record, &terms, &l, NULL, NULL, NULL), AWOL_OK);
    near("both ways", value_at(&r, at), l, 1e-13);
    const struct awol_likelihood_type *type = r.likelihood.type;
    cr_assert_eq(type->hessian(r.likelihood.state, at, hessian, NULL), AWOL_OK);
    for (size_t p = 0; p < 3; p++) {
        double moved[3];
        memcpy(moved, at, sizeof moved);
        moved[p] += 1e-5;
        cr_assert_eq(type->evaluate(r.likelihood.state, moved, &l, up, NULL, NULL), AWOL_OK);
        moved[p] -= 2e-5;
        cr_assert_eq(type->evaluate(r.likelihood.state, moved, &l, down, NULL, NULL), AWOL_OK);
        for (size_t q = 0; q < 3; q++)
            near("second derivative", hessian[p * 3 + q], (up[q] - down[q]) / 2e-5, 1e-6);
    }
    release(&r);
}

/* One departure within so short a time is one at a time, whose probability is its density times the
 * length. */
Test(hawkes_model, a_short_stretch_is_a_time)
{
    const double width = 1e-7;
    double starts[5], widths[5], counts[5] = {1, 1, 1, 1, 1}, inside[5], l, exact;
    struct awol_hawkes_record record = {departures, NULL, 5, 0.5, 10, 1};
    struct awol_hawkes_terms terms = {
        .rate = 0.3, .eta = 0.5, .tau_days = 2, .pool = INFINITY, .kernel = {1, {1}, {1}}};
    cr_assert_eq(awol_hawkes_evaluate(&record, &terms, &exact, NULL, NULL, NULL), AWOL_OK);
    for (size_t i = 0; i < 5; i++) {
        starts[i] = departures[i] - (i > 0 ? width / 2 : 0);
        widths[i] = inside[i] = i > 0 ? width : 0;
    }
    struct awol_hawkes_stretches stretches = {widths, counts, inside};
    record.times = starts;
    cr_assert_eq(awol_hawkes_mixed(&record, &stretches, &terms, &l, NULL), AWOL_OK);
    near("density", l - 4 * log(width), exact, 1e-6);
    memset(widths, 0, sizeof widths);
    record.times = departures;
    cr_assert_eq(awol_hawkes_mixed(&record, &stretches, &terms, &l, NULL), AWOL_OK);
    near("no stretch", l, exact, 1e-13);
}

/* Mean of a process from rest: rate/(1-eta) a day, less what has not yet come (rate 4, eta .5, tau
 * 1, 50 days: 4 * (100 - 2 * (1 - exp(-25)))). 200 records have a standard error of 1.4; the bounds
 * are four of them. The rescaled gaps are exponential with mean 1. */
Test(hawkes_model, drawn_records)
{
    struct record r;
    struct awol_times times = {.times = departures, .n = 0};
    const double at[] = {4, 0.5, 1};
    double sum = 0, gaps = 0, squares = 0;
    size_t n_gaps = 0;
    make(&r, "hawkes", times, 0, 50, NAN, false);
    for (uint32_t k = 0; k < 200; k++) {
        struct awol_drawn drawn = {.counts = NULL};
        struct record again;
        double *residuals;
        size_t n;
        cr_assert_eq(r.likelihood.type->sample(r.likelihood.state, at, 1, k, &drawn, NULL),
                     AWOL_OK);
        sum += (double)drawn.times.n;
        make(&again, "hawkes", drawn.times, 0, 50, NAN, false);
        cr_assert_eq(
            again.likelihood.type->residuals(again.likelihood.state, at, &residuals, &n, NULL),
            AWOL_OK);
        for (size_t i = 0; i < n; i++) {
            gaps += residuals[i];
            squares += residuals[i] * residuals[i];
        }
        n_gaps += n;
        free(residuals);
        release(&again);
        awol_times_release(&drawn.times);
    }
    cr_assert(fabs(sum / 200 - 392) < 8, "%g departures", sum / 200);
    cr_assert(fabs(gaps / (double)n_gaps - 1) < 0.02, "mean gap %g", gaps / (double)n_gaps);
    cr_assert(fabs(squares / (double)n_gaps - 2) < 0.1, "squares %g", squares / (double)n_gaps);
    release(&r);
}

/* Nobody leaves a pool twice. */
Test(hawkes_model, a_pool_is_emptied_once)
{
    struct record r;
    struct awol_times times = {.times = departures, .n = 0};
    const double at[] = {0.5, 2, 1};
    struct awol_drawn drawn = {.counts = NULL};
    make(&r, "hawkes-n", times, 0, 50, 30, false);
    cr_assert_eq(r.likelihood.type->sample(r.likelihood.state, at, 1, 0, &drawn, NULL), AWOL_OK);
    cr_assert_eq(drawn.times.n, 30);
    awol_times_release(&drawn.times);
    release(&r);
}
