/* Many variants of one fit, on several threads. */
#ifndef AWOL_ESTIMATE_TRIALS_H
#define AWOL_ESTIMATE_TRIALS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "estimate/variant.h"

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

/* Alter and fit n variants; one that cannot bear the model is a trial that says so. opt_extra is
 * the name of one parameter more, which the fit itself may not have. The caller releases them. */
enum awol_status awol_trials_run(const struct awol_refit *refit, size_t n, size_t n_threads,
                                 awol_trial_alter *alter, const void *context,
                                 const char *opt_extra, struct awol_trials *ret_trials,
                                 struct awol_error *opt_error);
void awol_trials_release(struct awol_trials *trials);

/* True for what the checks follow: eta, the ratios of offers, a model's own parameters; the rate
 * where there is neither eta nor an offer. */
bool awol_trial_follows(const struct awol_problem *problem, size_t parameter);

#endif
