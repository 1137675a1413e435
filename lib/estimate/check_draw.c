/* Probabilities of the checks' statistics: the same statistics of records drawn from the model and
 * fitted again, so that what fitting takes out of the residuals is taken out there too. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "estimate/check.h"
#include "estimate/replicate.h"

struct drawn {
    double statistics[AWOL_CHECK_STATISTICS];
    bool converged, failed;
};

struct work {
    const struct awol_refit *refit;
    const struct awol_check_settings *settings;
    const double *curvature; /* of the fit, with which each search begins */
    struct drawn *drawn;
};

/* The statistics of the record that was drawn last. */
static enum awol_status measure(const struct work *work, const struct awol_replicate *replicate,
                                uint32_t number, struct drawn *drawn, struct awol_error *error)
{
    const struct awol_refit *refit = work->refit;
    struct awol_problem problem;
    struct awol_residual *residuals = NULL;
    size_t n = refit->problem.layout.n, n_residuals;
    double value;
    enum awol_status status = awol_replicate_problem(replicate, &refit->problem, &problem, error);
    if (status != AWOL_OK)
        return status;
    double *values = malloc((n + 1) * sizeof *values);
    if (!values) {
        status = awol_error_memory(error);
        goto done;
    }
    memcpy(values, refit->values, n * sizeof *values);
    status =
        awol_replicate_fit(&problem, work->curvature, values, &value, &drawn->converged, error);
    if (status == AWOL_OK)
        status = awol_residuals(&problem, values, work->settings->seed, number + 1, &residuals,
                                &n_residuals, error);
    if (status == AWOL_OK)
        status = awol_check_statistics(refit, residuals, n_residuals, drawn->statistics, error);
done:
    free(residuals);
    free(values);
    awol_problem_release(&problem);
    return status;
}

static enum awol_status draw_one(void *context, size_t index, struct awol_error *error)
{
    const struct work *work = context;
    const struct awol_refit *refit = work->refit;
    struct drawn *drawn = &work->drawn[index];
    struct awol_replicate replicate;
    struct awol_problem source;
    enum awol_status status = awol_problem_copy(&refit->problem, &source, error);
    if (status != AWOL_OK)
        return status;
    status = awol_replicate_init(&replicate, &refit->campaign, error);
    if (status == AWOL_OK)
        status = awol_replicate_draw(&replicate, &source, refit->values,
                                     (uint64_t)work->settings->seed, (uint32_t)index, error);
    if (status == AWOL_OK)
        status = measure(work, &replicate, (uint32_t)index, drawn, error);
    awol_replicate_release(&replicate);
    awol_problem_release(&source);
    awol_check_tell_done(work->settings->opt_progress);
    if (status == AWOL_RANGE || status == AWOL_UNFIT) {
        drawn->failed = true;
        return AWOL_OK;
    }
    return status;
}

static enum awol_status curvature_of(const struct awol_refit *refit, double **ret_curvature,
                                     struct awol_error *opt_error)
{
    struct awol_problem problem;
    size_t n = refit->problem.layout.n;
    double *made = calloc(n * n + 1, sizeof *made);
    if (!made)
        return awol_error_memory(opt_error);
    enum awol_status status = awol_problem_copy(&refit->problem, &problem, opt_error);
    if (status == AWOL_OK) {
        status = awol_replicate_curvature(&problem, refit->values, made, opt_error);
        awol_problem_release(&problem);
    }
    if (status == AWOL_OK)
        *ret_curvature = made;
    else
        free(made);
    return status;
}

static double probability(const struct drawn *drawn, size_t n, size_t k, double statistic)
{
    size_t as_large = 0;
    if (isnan(statistic) || n == 0)
        return NAN;
    for (size_t i = 0; i < n; i++)
        as_large += drawn[i].failed || !(drawn[i].statistics[k] < statistic);
    return (1 + (double)as_large) / (1 + (double)n);
}

enum awol_status awol_check_draw(const struct awol_refit *refit,
                                 const struct awol_check_settings *settings,
                                 const double statistics[static AWOL_CHECK_STATISTICS],
                                 struct awol_check_draws *ret_draws, struct awol_error *opt_error)
{
    struct awol_check_draws draws = {.n = settings->replicates};
    struct work work = {.refit = refit, .settings = settings};
    double *curvature = NULL;
    work.drawn = calloc(draws.n + 1, sizeof *work.drawn);
    enum awol_status status = work.drawn ? AWOL_OK : awol_error_memory(opt_error);
    if (status == AWOL_OK && draws.n > 0)
        status = curvature_of(refit, &curvature, opt_error);
    work.curvature = curvature;
    if (status == AWOL_OK)
        status = awol_parallel_run(draws.n, settings->n_threads, draw_one, &work, opt_error);
    for (size_t k = 0; status == AWOL_OK && k < AWOL_CHECK_STATISTICS; k++)
        draws.p[k] = probability(work.drawn, draws.n, k, statistics[k]);
    for (size_t i = 0; status == AWOL_OK && i < draws.n; i++) {
        draws.failed += work.drawn[i].failed;
        draws.not_converged += !work.drawn[i].failed && !work.drawn[i].converged;
    }
    free(curvature);
    free(work.drawn);
    if (status == AWOL_OK)
        *ret_draws = draws;
    return status;
}
