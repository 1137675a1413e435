#include "estimate/trials.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/parallel.h"

struct work {
    const struct awol_trials_plan *plan;
    struct awol_trials *trials;
};

void awol_check_tell_more(const struct awol_check_progress *opt_progress, size_t n)
{
    if (opt_progress)
        opt_progress->more(opt_progress->context, n);
}

void awol_check_tell_done(const struct awol_check_progress *opt_progress)
{
    if (opt_progress)
        opt_progress->done_one(opt_progress->context);
}

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
    const struct awol_layout *layout = &work->plan->refit->problem.layout;
    trial->fitted = true;
    trial->converged = variant->converged;
    trial->log_likelihood = variant->log_likelihood;
    for (size_t p = 0; p < layout->n; p++)
        trial->values[p] = awol_variant_value(variant, layout->parameters[p].name);
    if (work->plan->opt_extra)
        trial->extra = awol_variant_value(variant, work->plan->opt_extra);
}

static enum awol_status run_one(void *context, size_t index, struct awol_error *error)
{
    const struct work *work = context;
    const struct awol_trials_plan *plan = work->plan;
    struct awol_trial *trial = &work->trials->trials[index];
    struct awol_variant variant;
    struct awol_error inner = {.message = ""};
    enum awol_status status = awol_variant_init(&variant, plan->refit, &inner);
    if (status == AWOL_OK)
        status = plan->alter(&variant, plan->context, index, &inner);
    if (status == AWOL_OK)
        status = awol_variant_open(&variant, &inner);
    if (status == AWOL_OK)
        status = plan->opt_hill ? awol_hill_fit(plan->opt_hill, &variant.problem, variant.values,
                                                &variant.log_likelihood, &variant.converged, &inner)
                                : awol_variant_fit(&variant, &inner);
    if (status == AWOL_OK)
        take(work, &variant, trial);
    awol_variant_release(&variant);
    awol_check_tell_done(plan->opt_progress);
    if (status == AWOL_RANGE || status == AWOL_UNFIT || status == AWOL_DATA) {
        snprintf(trial->reason, sizeof trial->reason, "%.255s", inner.message);
        return AWOL_OK;
    }
    if (status != AWOL_OK && error)
        *error = inner;
    return status;
}

enum awol_status awol_trials_run(const struct awol_trials_plan *plan,
                                 struct awol_trials *ret_trials, struct awol_error *opt_error)
{
    size_t n = plan->n, n_parameters = plan->refit->problem.layout.n;
    struct awol_trials trials = {.n = n};
    struct work work = {plan, &trials};
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
    enum awol_status status = awol_parallel_run(n, plan->n_threads, run_one, &work, opt_error);
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
