/* Profile limits of a fit once more. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/parallel.h"
#include "estimate/bootstrap.h"
#include "estimate/estimate.h"

struct work {
    const struct awol_refit *refit;
    const struct awol_estimate *estimate;
    double level;
    struct awol_boot_interval *intervals;
};

static enum awol_status run_profile(void *context, size_t index, struct awol_error *error)
{
    struct work *work = context;
    struct awol_boot_interval *interval = &work->intervals[index];
    struct awol_problem problem;
    struct awol_estimate estimate;
    struct awol_interval found;
    size_t p = awol_layout_find(&work->refit->problem.layout, interval->name);
    if (p == SIZE_MAX || work->refit->problem.fixed[p] || isnan(interval->estimate))
        return AWOL_OK;
    enum awol_status status = awol_problem_copy(&work->refit->problem, &problem, error);
    if (status != AWOL_OK)
        return status;
    status = awol_estimate_copy(work->estimate, &estimate, error);
    if (status == AWOL_OK) {
        status = awol_profile(&problem, &estimate, p, work->level, &found, NULL, error);
        awol_estimate_release(&estimate);
    }
    if (status == AWOL_OK) {
        interval->profile_low = found.low;
        interval->profile_high = found.high;
        awol_interval_describe(&found, interval->profile, sizeof interval->profile);
    }
    awol_problem_release(&problem);
    return status;
}

enum awol_status awol_boot_profiles(const struct awol_refit *refit, double level, size_t n_threads,
                                    struct awol_boot_interval *intervals, size_t n,
                                    struct awol_error *opt_error)
{
    struct awol_estimate estimate;
    struct awol_problem problem;
    enum awol_status status = awol_problem_copy(&refit->problem, &problem, opt_error);
    if (status != AWOL_OK)
        return status;
    status = awol_estimate_fit(&problem, refit->values, &estimate, opt_error);
    if (status == AWOL_OK) {
        struct work work = {refit, &estimate, level, intervals};
        status = awol_parallel_run(n, n_threads, run_profile, &work, opt_error);
        awol_estimate_release(&estimate);
    }
    awol_problem_release(&problem);
    return status;
}
