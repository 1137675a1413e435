#include "estimate/trials.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/parallel.h"

struct work {
    const struct awol_refit *refit;
    awol_trial_alter *alter;
    const void *context;
    const char *opt_extra;
    struct awol_trials *trials;
};

static bool is_offer(const struct awol_problem *problem, const struct awol_parameter *p)
{
    return p->role == AWOL_ROLE_EFFECT && problem->campaign->effects[p->index].is_offer;
}

bool awol_trial_follows(const struct awol_problem *problem, size_t parameter)
{
    const struct awol_layout *l = &problem->layout;
    const struct awol_parameter *p = &l->parameters[parameter];
    if (p->role != AWOL_ROLE_RATE)
        return p->role == AWOL_ROLE_ETA || p->role == AWOL_ROLE_OWN || is_offer(problem, p);
    for (size_t q = 0; q < l->n; q++)
        if (l->parameters[q].role == AWOL_ROLE_ETA || is_offer(problem, &l->parameters[q]))
            return false;
    return true;
}

static void take(const struct work *work, const struct awol_variant *variant,
                 struct awol_trial *trial)
{
    const struct awol_layout *layout = &work->refit->problem.layout;
    trial->fitted = true;
    trial->converged = variant->converged;
    trial->log_likelihood = variant->log_likelihood;
    for (size_t p = 0; p < layout->n; p++)
        trial->values[p] = awol_variant_value(variant, layout->parameters[p].name);
    if (work->opt_extra)
        trial->extra = awol_variant_value(variant, work->opt_extra);
}

static enum awol_status run_one(void *context, size_t index, struct awol_error *error)
{
    const struct work *work = context;
    struct awol_trial *trial = &work->trials->trials[index];
    struct awol_variant variant;
    struct awol_error inner = {.message = ""};
    enum awol_status status = awol_variant_init(&variant, work->refit, &inner);
    if (status == AWOL_OK)
        status = work->alter(&variant, work->context, index, &inner);
    if (status == AWOL_OK)
        status = awol_variant_open(&variant, &inner);
    if (status == AWOL_OK)
        status = awol_variant_fit(&variant, &inner);
    if (status == AWOL_OK)
        take(work, &variant, trial);
    awol_variant_release(&variant);
    if (status == AWOL_RANGE || status == AWOL_UNFIT || status == AWOL_DATA) {
        snprintf(trial->reason, sizeof trial->reason, "%.255s", inner.message);
        return AWOL_OK;
    }
    if (status != AWOL_OK && error)
        *error = inner;
    return status;
}

enum awol_status awol_trials_run(const struct awol_refit *refit, size_t n, size_t n_threads,
                                 awol_trial_alter *alter, const void *context,
                                 const char *opt_extra, struct awol_trials *ret_trials,
                                 struct awol_error *opt_error)
{
    size_t n_parameters = refit->problem.layout.n;
    struct awol_trials trials = {.n = n};
    struct work work = {refit, alter, context, opt_extra, &trials};
    trials.trials = calloc(n + 1, sizeof *trials.trials);
    trials.storage = calloc(n * n_parameters + 1, sizeof *trials.storage);
    if (!trials.trials || !trials.storage) {
        awol_trials_release(&trials);
        return awol_error_memory(opt_error);
    }
    for (size_t i = 0; i < n; i++) {
        trials.trials[i].values = trials.storage + i * n_parameters;
        trials.trials[i].log_likelihood = trials.trials[i].extra = NAN;
        for (size_t p = 0; p < n_parameters; p++)
            trials.trials[i].values[p] = NAN;
    }
    enum awol_status status = awol_parallel_run(n, n_threads, run_one, &work, opt_error);
    if (status == AWOL_OK)
        *ret_trials = trials;
    else
        awol_trials_release(&trials);
    return status;
}

void awol_trials_release(struct awol_trials *trials)
{
    free(trials->storage);
    free(trials->trials);
    *trials = (struct awol_trials){0};
}
