#include "estimate/bootstrap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "estimate/replicate.h"

enum awol_status awol_bootstrap_init(struct awol_bootstrap *bootstrap,
                                     const struct awol_refit *refit, int64_t seed,
                                     const char *const *tests, size_t n_tests,
                                     struct awol_error *opt_error)
{
    *bootstrap = (struct awol_bootstrap){.refit = refit, .seed = seed};
    awol_arena_init(&bootstrap->arena);
    /* A problem must not move: room for all tests that there can be. */
    bootstrap->most_tests = (1 + AWOL_BOOT_POINTS) * refit->problem.layout.n + 3;
    bootstrap->tests = calloc(bootstrap->most_tests, sizeof *bootstrap->tests);
    size_t n = refit->problem.layout.n;
    struct awol_problem problem = {0};
    bootstrap->curvature = calloc(n * n + 1, sizeof *bootstrap->curvature);
    enum awol_status status =
        bootstrap->tests && bootstrap->curvature ? AWOL_OK : awol_error_memory(opt_error);
    if (status == AWOL_OK)
        status = awol_problem_copy(&refit->problem, &problem, opt_error);
    if (status == AWOL_OK)
        status = awol_replicate_curvature(&problem, refit->values, bootstrap->curvature, opt_error);
    awol_problem_release(&problem);
    for (size_t i = 0; status == AWOL_OK && i < n_tests; i++)
        status = awol_boot_test_add(bootstrap, tests[i], opt_error);
    return status;
}

void awol_bootstrap_release(struct awol_bootstrap *bootstrap)
{
    for (size_t t = 0; t < bootstrap->n_tests; t++)
        awol_boot_test_release(&bootstrap->tests[t]);
    free(bootstrap->tests);
    free(bootstrap->curvature);
    free(bootstrap->rows);
    awol_arena_release(&bootstrap->arena);
    *bootstrap = (struct awol_bootstrap){.refit = NULL};
}

/* ---- one replicate ------------------------------------------------------------------------ */

/* Draw from the fit, fit again, and put the values into row->values. */
static enum awol_status draw_fit(const struct awol_bootstrap *b, struct awol_boot_row *row,
                                 double *values, struct awol_error *opt_error)
{
    const struct awol_refit *refit = b->refit;
    size_t n = refit->problem.layout.n;
    struct awol_problem source = {0}, problem = {0};
    struct awol_replicate replicate;
    enum awol_status status = awol_replicate_init(&replicate, &refit->campaign, opt_error);
    if (status == AWOL_OK)
        status = awol_problem_copy(&refit->problem, &source, opt_error);
    if (status == AWOL_OK)
        status = awol_replicate_draw(&replicate, &source, refit->values, (uint64_t)b->seed,
                                     row->replicate, opt_error);
    if (status == AWOL_OK)
        status = awol_replicate_problem(&replicate, &refit->problem, &problem, opt_error);
    memcpy(values, refit->values, n * sizeof *values);
    if (status == AWOL_OK)
        status = awol_replicate_fit(&problem, b->curvature, values, &row->log_likelihood,
                                    &row->converged, opt_error);
    for (size_t p = 0; p < n; p++)
        if (status != AWOL_OK || awol_problem_is_moot(&problem, p, values))
            values[p] = NAN;
    awol_problem_release(&problem);
    awol_problem_release(&source);
    awol_replicate_release(&replicate);
    return status;
}

struct work {
    struct awol_bootstrap *bootstrap;
    size_t first; /* row of the first task */
    double **values;
    const struct awol_boot_progress *progress;
};

static enum awol_status run_row(void *context, size_t index, struct awol_error *error)
{
    struct work *work = context;
    struct awol_bootstrap *b = work->bootstrap;
    struct awol_boot_row *row = &b->rows[work->first + index];
    enum awol_status status = row->draw == 0
                                  ? draw_fit(b, row, work->values[work->first + index], error)
                                  : awol_boot_test_draw(b, &b->tests[row->draw - 1], row, error);
    if (status == AWOL_RANGE || status == AWOL_DATA) { /* a record that no search can bear */
        row->converged = false;
        row->log_likelihood = row->null_log_likelihood = NAN;
        status = AWOL_OK;
    }
    if (work->progress)
        work->progress->done_one(work->progress->context);
    return status;
}

/* ---- all of them -------------------------------------------------------------------------- */

size_t awol_bootstrap_n_tasks(const struct awol_bootstrap *bootstrap, uint32_t first, uint32_t last)
{
    return (size_t)(last - first) * (1 + bootstrap->n_tests);
}

static enum awol_status make_rows(struct awol_bootstrap *b, uint32_t first, uint32_t last,
                                  double ***ret_values, struct awol_error *opt_error)
{
    size_t n = awol_bootstrap_n_tasks(b, first, last), n_each = last - first;
    double **values = calloc(n + 1, sizeof *values);
    free(b->rows);
    b->n_rows = 0;
    b->rows = calloc(n + 1, sizeof *b->rows);
    if (!values || !b->rows) {
        free(values);
        return awol_error_memory(opt_error);
    }
    for (size_t i = 0; i < n; i++) {
        b->rows[i] = (struct awol_boot_row){.draw = i / n_each,
                                            .replicate = first + (uint32_t)(i % n_each),
                                            .log_likelihood = NAN,
                                            .null_log_likelihood = NAN};
        if (i >= n_each)
            continue;
        values[i] = awol_arena_alloc(&b->arena, (b->refit->problem.layout.n + 1) * sizeof **values);
        if (!values[i]) {
            free(values);
            return awol_error_memory(opt_error);
        }
        b->rows[i].values = values[i];
    }
    b->n_rows = n;
    *ret_values = values;
    return AWOL_OK;
}

enum awol_status awol_bootstrap_run(struct awol_bootstrap *bootstrap, uint32_t first, uint32_t last,
                                    size_t n_threads, const struct awol_boot_progress *opt_progress,
                                    struct awol_error *opt_error)
{
    enum { AT_ONCE = 8192 }; /* a message is kept for each task that runs */
    struct work work = {.bootstrap = bootstrap, .progress = opt_progress};
    enum awol_status status = make_rows(bootstrap, first, last, &work.values, opt_error);
    if (status != AWOL_OK)
        return status;
    while (status == AWOL_OK && work.first < bootstrap->n_rows) {
        size_t left = bootstrap->n_rows - work.first, n = left < AT_ONCE ? left : AT_ONCE;
        status = awol_parallel_run(n, n_threads, run_row, &work, opt_error);
        work.first += n;
    }
    free(work.values);
    return status;
}
