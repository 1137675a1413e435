/* What was expected of each count against what came. */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>

#include "base/random.h"
#include "estimate/check.h"
#include "estimate/goodness.h"

const char *const awol_check_names[AWOL_CHECK_STATISTICS] = {"pit", "correlation", "scatter"};

enum { LAGS = 4, LEAST = 8 };

/* Keeps the normal quantile finite; no series is long enough to tell the difference. */
static const double smallest = 1e-12;

struct ordered {
    struct awol_residual residual;
    size_t unit, order;
};

static int by_unit_and_order(const void *a, const void *b)
{
    const struct ordered *x = a, *y = b;
    if (x->unit != y->unit)
        return x->unit < y->unit ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

static struct awol_residual residual_of(const struct awol_prediction *p, size_t span, double v)
{
    struct awol_residual r = {.span = span,
                              .u = p->below + v * fmax(0, p->at_most - p->below),
                              .mean = p->mean,
                              .variance = p->variance,
                              .pearson = NAN,
                              .log_score = p->log_score};
    r.u = fmin(1, fmax(0, r.u));
    r.z = gsl_cdf_ugaussian_Pinv(fmin(1 - smallest, fmax(smallest, r.u)));
    if (p->low == p->high && p->variance > 0)
        r.pearson = (p->low - p->mean) / sqrt(p->variance);
    return r;
}

static enum awol_status predict(struct awol_problem *problem, const double *values,
                                struct awol_prediction **ret_predictions,
                                struct awol_error *opt_error)
{
    const struct awol_likelihood *likelihood = &problem->likelihood;
    if (!likelihood->type->predict)
        return awol_error_set(opt_error, AWOL_UNFIT,
                              "the model “%s” predicts no counts that could be checked",
                              problem->setup.model ? problem->setup.model->name : "");
    struct awol_prediction *made = calloc(problem->campaign->series->n_spans + 1, sizeof *made);
    if (!made)
        return awol_error_memory(opt_error);
    enum awol_status status = likelihood->type->predict(likelihood->state, values, made, opt_error);
    if (status != AWOL_OK) {
        free(made);
        return status;
    }
    *ret_predictions = made;
    return AWOL_OK;
}

enum awol_status awol_residuals(struct awol_problem *problem, const double *values, int64_t seed,
                                uint32_t replicate, struct awol_residual **ret_residuals,
                                size_t *ret_n, struct awol_error *opt_error)
{
    const struct awol_series *series = problem->campaign->series;
    struct awol_prediction *predictions = NULL;
    enum awol_status status = predict(problem, values, &predictions, opt_error);
    if (status != AWOL_OK)
        return status;
    size_t n = 0;
    gsl_rng *generator = gsl_rng_alloc(awol_random_philox);
    struct ordered *ordered = calloc(series->n_spans + 1, sizeof *ordered);
    struct awol_residual *residuals = calloc(series->n_spans + 1, sizeof *residuals);
    if (!generator || !ordered || !residuals) {
        status = awol_error_memory(opt_error);
        goto done;
    }
    awol_random_at(generator, (uint64_t)seed, replicate, awol_random_stream("check/residuals"));
    for (size_t i = 0; i < series->n_spans; i++) {
        double v = gsl_rng_uniform(generator); /* one a span, scored or not */
        if (predictions[i].scored)
            ordered[n++] = (struct ordered){residual_of(&predictions[i], i, v),
                                            series->spans[i].unit, predictions[i].order};
    }
    qsort(ordered, n, sizeof *ordered, by_unit_and_order);
    for (size_t i = 0; i < n; i++)
        residuals[i] = ordered[i].residual;
    *ret_residuals = residuals;
    *ret_n = n;
    residuals = NULL;
done:
    free(residuals);
    free(ordered);
    if (generator)
        gsl_rng_free(generator);
    free(predictions);
    return status;
}

/* ---- statistics --------------------------------------------------------------------------- */

static double scatter(const struct awol_residual *residuals, size_t n)
{
    double x2 = 0;
    size_t exact = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(residuals[i].pearson)) {
            x2 += residuals[i].pearson * residuals[i].pearson;
            exact++;
        }
    if (exact < LEAST || !(x2 > 0))
        return NAN;
    return fmax(x2 / (double)exact, (double)exact / x2);
}

/* Added over the units that have enough counts; NaN if none has. */
static double correlation(const struct awol_refit *refit, const struct awol_residual *residuals,
                          const double *z, size_t n)
{
    const struct awol_series_span *spans = refit->series.spans;
    double sum = 0;
    bool any = false;
    for (size_t first = 0, last; first < n; first = last) {
        for (last = first + 1; last < n; last++)
            if (spans[residuals[last].span].unit != spans[residuals[first].span].unit)
                break;
        if (last - first < (size_t)2 * LEAST)
            continue;
        sum += awol_ljung_box(z + first, last - first, LAGS, 0).statistic;
        any = true;
    }
    return any ? sum : (double)NAN;
}

enum awol_status awol_check_statistics(const struct awol_refit *refit,
                                       const struct awol_residual *residuals, size_t n,
                                       double ret_statistics[static AWOL_CHECK_STATISTICS],
                                       struct awol_error *opt_error)
{
    struct awol_goodness pit = {NAN, NAN};
    double *numbers = calloc(2 * n + 1, sizeof *numbers);
    if (!numbers)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < n; i++) {
        numbers[i] = residuals[i].u;
        numbers[n + i] = residuals[i].z;
    }
    enum awol_status status =
        n < LEAST ? AWOL_OK : awol_goodness_uniform(numbers, n, &pit, opt_error);
    if (status == AWOL_OK) {
        ret_statistics[AWOL_CHECK_PIT] = pit.statistic;
        ret_statistics[AWOL_CHECK_CORRELATION] = correlation(refit, residuals, numbers + n, n);
        ret_statistics[AWOL_CHECK_SCATTER] = scatter(residuals, n);
    }
    free(numbers);
    return status;
}
