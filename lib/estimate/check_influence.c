/* Which counts carry the answer: each left out in turn. */
#include <math.h>
#include <stdlib.h>

#include "estimate/cells.h"
#include "estimate/check.h"
#include "estimate/trials.h"

struct candidate {
    size_t span;
    double size;
};

static int by_size(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (x->size != y->size)
        return x->size > y->size ? -1 : 1;
    return (x->span > y->span) - (x->span < y->span);
}

static int by_span(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    return (x->span > y->span) - (x->span < y->span);
}

size_t awol_check_n_left_out(size_t n_residuals)
{
    enum { MOST = 400 };
    return n_residuals < MOST ? n_residuals : MOST;
}

static enum awol_status choose(const struct awol_residual *residuals, size_t n,
                               struct candidate **ret_chosen, size_t *ret_n,
                               struct awol_error *opt_error)
{
    struct candidate *chosen = calloc(n + 1, sizeof *chosen);
    if (!chosen)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < n; i++)
        chosen[i] = (struct candidate){residuals[i].span, fabs(residuals[i].z)};
    qsort(chosen, n, sizeof *chosen, by_size);
    n = awol_check_n_left_out(n);
    qsort(chosen, n, sizeof *chosen, by_span);
    *ret_chosen = chosen;
    *ret_n = n;
    return AWOL_OK;
}

static enum awol_status leave_out(struct awol_variant *variant, const void *context, size_t index,
                                  struct awol_error *error)
{
    const struct candidate *chosen = context;
    (void)error;
    variant->series.spans[chosen[index].span].preferred = false;
    return AWOL_OK;
}

/* The change of a parameter in standard errors of the fit; NaN where it has none. */
static double shift(const struct awol_refit *refit, size_t p, double without)
{
    const struct awol_parameter *parameter = &refit->problem.layout.parameters[p];
    const struct awol_fit_parameter *row = awol_fit_find(&refit->fit, parameter->name);
    double se = row ? row->se : (double)NAN;
    return (without - refit->values[p]) / se;
}

struct most {
    size_t span;
    double without, shift;
};

static enum awol_status write_parameter(const struct awol_refit *refit,
                                        const struct candidate *chosen,
                                        const struct awol_trials *trials, size_t p,
                                        struct awol_table *table, struct most *most,
                                        struct awol_error *opt_error)
{
    struct awol_cells row = {.n = 0};
    enum awol_status status = AWOL_OK;
    for (size_t i = 0; status == AWOL_OK && i < trials->n; i++) {
        const struct awol_series_span *span = &refit->series.spans[chosen[i].span];
        const struct awol_trial *trial = &trials->trials[i];
        double without = trial->values[p], by = shift(refit, p, without);
        awol_cells_text(&row, refit->series.units[span->unit]);
        awol_cells_day(&row, span->start);
        awol_cells_day(&row, span->end);
        awol_cells_number(&row, span->count.count);
        awol_cells_text(&row, refit->problem.layout.parameters[p].name);
        awol_cells_number(&row, refit->values[p]);
        awol_cells_number(&row, without);
        awol_cells_number(&row, by);
        awol_cells_text(&row, trial->reason);
        status = awol_cells_append(&row, table, opt_error);
        if (fabs(without - refit->values[p]) > fabs(most->without - refit->values[p]))
            *most = (struct most){chosen[i].span, without, by};
    }
    return status;
}

static enum awol_status say(const struct awol_refit *refit, const struct most *most, size_t p,
                            struct awol_stream *stream, struct awol_error *opt_error)
{
    const struct awol_series_span *span = &refit->series.spans[most->span];
    char days[80], from[AWOL_NUMBER_SIZE], to[AWOL_NUMBER_SIZE];
    awol_number_format_short(refit->values[p], 3, from);
    awol_number_format_short(most->without, 3, to);
    return awol_cells_say(
        stream, opt_error, "influence",
        "No count carries %s as much as that of %s (%s): without it, %s is %s instead of %s%s.",
        refit->problem.layout.parameters[p].name, awol_cells_days(span, days),
        refit->series.units[span->unit], refit->problem.layout.parameters[p].name, to, from,
        fabs(most->shift) > 1 ? ", a change of more than its standard error" : "");
}

static enum awol_status write(const struct awol_refit *refit, const struct candidate *chosen,
                              const struct awol_trials *trials, struct awol_stream *stream,
                              struct awol_error *opt_error)
{
    static const char *const columns[] = {"unit",     "start",   "end",   "count",  "name",
                                          "estimate", "without", "shift", "reason", NULL};
    struct awol_table *table;
    enum awol_status status = awol_cells_table(stream, "influence", columns, &table, opt_error);
    for (size_t p = 0; status == AWOL_OK && p < refit->problem.layout.n; p++) {
        if (refit->problem.fixed[p] || !awol_trial_follows(&refit->problem, p))
            continue;
        struct most most = {SIZE_MAX, refit->values[p], 0};
        table = awol_stream_find(stream, "influence");
        status = write_parameter(refit, chosen, trials, p, table, &most, opt_error);
        if (status == AWOL_OK && most.span != SIZE_MAX)
            status = say(refit, &most, p, stream, opt_error);
    }
    return status;
}

enum awol_status awol_check_influence(const struct awol_refit *refit,
                                      const struct awol_check_settings *settings,
                                      struct awol_stream *stream, struct awol_error *opt_error)
{
    struct awol_residual *residuals = NULL;
    struct candidate *chosen = NULL;
    struct awol_trials trials = {.n = 0};
    struct awol_hill hill = {.refit = refit};
    struct awol_problem problem;
    size_t n, n_chosen = 0;
    enum awol_status status = awol_problem_copy(&refit->problem, &problem, opt_error);
    if (status != AWOL_OK)
        return status;
    status = awol_residuals(&problem, refit->values, settings->seed, 0, &residuals, &n, opt_error);
    if (status == AWOL_OK)
        status = choose(residuals, n, &chosen, &n_chosen, opt_error);
    if (status == AWOL_OK)
        status = awol_hill_init(&hill, refit, opt_error);
    const struct awol_trials_plan plan = {.refit = refit,
                                          .n = n_chosen,
                                          .n_threads = settings->n_threads,
                                          .alter = leave_out,
                                          .context = chosen,
                                          .opt_hill = &hill,
                                          .opt_progress = settings->opt_progress};
    if (status == AWOL_OK)
        status = awol_trials_run(&plan, &trials, opt_error);
    if (status == AWOL_OK)
        status = write(refit, chosen, &trials, stream, opt_error);
    awol_trials_release(&trials);
    awol_hill_release(&hill);
    free(chosen);
    free(residuals);
    awol_problem_release(&problem);
    return status;
}
