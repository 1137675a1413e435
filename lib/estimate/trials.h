/* Many variants of one fit, on several threads. */
#ifndef AWOL_ESTIMATE_TRIALS_H
#define AWOL_ESTIMATE_TRIALS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "estimate/hill.h"
#include "estimate/variant.h"

/* Who is told how far the checks are: how many fits come next, and that one is done, by several
 * threads at once. */
struct awol_check_progress {
    void (*more)(void *context, size_t n);
    void (*done_one)(void *context);
    void *context;
};
void awol_check_tell_more(const struct awol_check_progress *opt_progress, size_t n);
void awol_check_tell_done(const struct awol_check_progress *opt_progress);

/* How one variant came out. */
struct awol_trial {
    bool fitted;
    bool converged;
    char reason[256]; /* why not, where it was not fitted */
    double log_likelihood;
    double *values; /* [parameters of the fit], by name; NaN where the variant has none */
    double extra;   /* the parameter that was asked for besides */
};

struct awol_trials {
    struct awol_trial *trials;
    size_t n;
    double *storage;
};

/* Alters a variant before it is opened: trial number `index`. */
typedef enum awol_status awol_trial_alter(struct awol_variant *variant, const void *context,
                                          size_t index, struct awol_error *error);

/* What is tried. opt_extra is the name of one parameter more, which the fit itself may not have.
 * With a hill of the fit each variant is taken to be nearly its record. */
struct awol_trials_plan {
    const struct awol_refit *refit;
    size_t n, n_threads;
    awol_trial_alter *alter;
    const void *context;
    const char *opt_extra;
    const struct awol_hill *opt_hill;
    const struct awol_check_progress *opt_progress;
};

/* Alter and fit the variants; one that cannot bear the model is a trial that says so. The caller
 * releases them. */
enum awol_status awol_trials_run(const struct awol_trials_plan *plan,
                                 struct awol_trials *ret_trials, struct awol_error *opt_error);
void awol_trials_release(struct awol_trials *trials);

/* True for what the checks follow: eta, the ratios of offers, a model's own parameters; the rate
 * where there is neither eta nor an offer. */
bool awol_trial_follows(const struct awol_problem *problem, size_t parameter);

#endif
