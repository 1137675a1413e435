/* Predictions of what a fit has not seen. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "estimate/check.h"

struct work {
    const struct awol_refit *refit;
    int64_t
        cuts[AWOL_CHECK_PARTS + 1]; /* days: part k ends after cuts[k] and not after cuts[k + 1] */
    double *scores;                 /* AWOL_CHECK_PARTS arrays of one a span */
    const struct awol_check_progress *progress;
};

static int ascending(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* Cuts at even numbers of counts over the second half. */
static enum awol_status set_cuts(struct work *work, struct awol_error *opt_error)
{
    const struct awol_series *series = &work->refit->series;
    int64_t *ends = calloc(series->n_spans + 1, sizeof *ends);
    size_t n = 0;
    if (!ends)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < series->n_spans; i++)
        if (series->spans[i].preferred)
            ends[n++] = series->spans[i].end;
    qsort(ends, n, sizeof *ends, ascending);
    for (size_t k = 0; k <= AWOL_CHECK_PARTS; k++) {
        size_t at = n / 2 + (n - n / 2) * k / AWOL_CHECK_PARTS;
        work->cuts[k] = n > 0 ? ends[at > 0 ? at - 1 : 0] : 0;
    }
    free(ends);
    return AWOL_OK;
}

/* The values of the smaller fit where it has them; what it had not seen has no effect. */
static void take_by_name(const struct awol_variant *variant, const struct awol_problem *full,
                         double *values)
{
    awol_problem_start(full, values);
    for (size_t p = 0; p < full->layout.n; p++) {
        double value = awol_variant_value(variant, full->layout.parameters[p].name);
        if (!isnan(value))
            values[p] = value;
        else if (full->layout.parameters[p].role != AWOL_ROLE_EFFECT)
            values[p] = variant->refit->values[p];
    }
}

static enum awol_status score_part(const struct work *work, size_t part,
                                   const struct awol_variant *variant, struct awol_error *error)
{
    const struct awol_refit *refit = work->refit;
    const struct awol_series *series = &refit->series;
    double *scores = work->scores + part * series->n_spans;
    struct awol_residual *residuals = NULL;
    struct awol_problem full;
    size_t n;
    enum awol_status status = awol_problem_copy(&refit->problem, &full, error);
    if (status != AWOL_OK)
        return status;
    double *values = malloc((full.layout.n + 1) * sizeof *values);
    if (!values) {
        status = awol_error_memory(error);
        goto done;
    }
    take_by_name(variant, &full, values);
    status = awol_residuals(&full, values, 0, 0, &residuals, &n, error);
    for (size_t i = 0; status == AWOL_OK && i < n; i++) {
        int64_t end = series->spans[residuals[i].span].end;
        if (end > work->cuts[part] && end <= work->cuts[part + 1])
            scores[residuals[i].span] = residuals[i].log_score;
    }
done:
    free(residuals);
    free(values);
    awol_problem_release(&full);
    return status;
}

static enum awol_status run_part(void *context, size_t part, struct awol_error *error)
{
    const struct work *work = context;
    struct awol_variant variant;
    enum awol_status status = awol_variant_init(&variant, work->refit, error);
    for (size_t i = 0; status == AWOL_OK && i < variant.series.n_spans; i++)
        if (variant.series.spans[i].end > work->cuts[part])
            variant.series.spans[i].preferred = false;
    if (status == AWOL_OK)
        status = awol_variant_open(&variant, error);
    if (status == AWOL_OK)
        status = awol_variant_search(&variant, error);
    if (status == AWOL_OK)
        status = score_part(work, part, &variant, error);
    awol_variant_release(&variant);
    awol_check_tell_done(work->progress);
    /* A part before which there is too little to fit is not predicted. */
    bool unfit = status == AWOL_RANGE || status == AWOL_UNFIT || status == AWOL_DATA;
    return unfit ? AWOL_OK : status;
}

enum awol_status awol_predict_ahead(const struct awol_refit *refit, size_t n_threads,
                                    const struct awol_check_progress *opt_progress, double *scores,
                                    struct awol_error *opt_error)
{
    size_t n = refit->series.n_spans;
    struct work work = {.refit = refit, .progress = opt_progress};
    work.scores = malloc((AWOL_CHECK_PARTS * n + 1) * sizeof *work.scores);
    if (!work.scores)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < AWOL_CHECK_PARTS * n; i++)
        work.scores[i] = NAN;
    enum awol_status status = set_cuts(&work, opt_error);
    if (status == AWOL_OK)
        status = awol_parallel_run(AWOL_CHECK_PARTS, n_threads, run_part, &work, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < n; i++) {
        scores[i] = NAN;
        for (size_t k = 0; k < AWOL_CHECK_PARTS; k++)
            if (!isnan(work.scores[k * n + i]))
                scores[i] = work.scores[k * n + i];
    }
    free(work.scores);
    return status;
}
