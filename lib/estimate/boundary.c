/* Parameters that may be zero: no cascade, no scatter, no wandering background. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "estimate/problem.h"

bool awol_problem_is_moot(const struct awol_problem *problem, size_t index, const double *values)
{
    size_t needed = problem->layout.parameters[index].moot_without;
    return needed != SIZE_MAX && values[needed] <= 0;
}

/* A point of the search. */
struct point {
    double *values, *value;
    bool *converged;
};

/* True if zero is so much worse with all else as it is that climbing there is a waste. */
static bool is_hopeless(struct awol_problem *problem, double *trial, size_t index,
                        const struct point *point)
{
    double keep = trial[index], value;
    trial[index] = 0;
    bool hopeless = awol_problem_evaluate(problem, trial, &value, NULL, NULL) != AWOL_OK ||
                    value < *point->value - 1e-3;
    trial[index] = keep;
    return hopeless;
}

static enum awol_status settle(struct awol_problem *problem, const double *opt_curvature,
                               size_t index, double *trial, struct point *point, bool *ret_settled,
                               struct awol_error *opt_error)
{
    size_t n = problem->layout.n;
    double value;
    bool converged;
    *ret_settled = false;
    memcpy(trial, point->values, n * sizeof *trial);
    if (opt_curvature && is_hopeless(problem, trial, index, point))
        return AWOL_OK;
    const struct awol_near how = {.curvature = opt_curvature, .enough = 1e-8, .least = -INFINITY};
    awol_problem_fix(problem, index, 0);
    enum awol_status status =
        opt_curvature
            ? awol_maximise_near(problem, &how, trial, &value, &converged, opt_error)
            : awol_maximise(problem, AWOL_EFFORT_FULL, trial, &value, &converged, opt_error);
    awol_problem_free(problem, index);
    if (status == AWOL_OK && value >= *point->value - 1e-6) {
        memcpy(point->values, trial, n * sizeof *trial);
        *point->value = value;
        *point->converged = converged;
        *ret_settled = true;
    }
    return status == AWOL_RANGE ? AWOL_OK : status;
}

enum awol_status awol_settle_at_zero(struct awol_problem *problem, const double *opt_curvature,
                                     double *values, double *value, bool *converged,
                                     bool *opt_at_zero, struct awol_error *opt_error)
{
    const struct awol_layout *l = &problem->layout;
    const size_t first[] = {l->eta, l->background_sd, l->dispersion};
    enum { N_FIRST = sizeof first / sizeof *first };
    struct point point = {values, value, converged};
    double *trial = calloc(l->n + 1, sizeof *trial);
    enum awol_status status = trial ? AWOL_OK : awol_error_memory(opt_error);
    for (size_t i = 0; status == AWOL_OK && i < N_FIRST + l->n; i++) {
        size_t p = i < N_FIRST ? first[i] : i - N_FIRST;
        bool settled = false;
        if (p == SIZE_MAX || problem->fixed[p] || values[p] > 0.05 ||
            awol_problem_leans(problem, p))
            continue;
        if (i >= N_FIRST &&
            (l->parameters[p].role != AWOL_ROLE_OWN || !l->parameters[p].zero_allowed))
            continue;
        status = settle(problem, opt_curvature, p, trial, &point, &settled, opt_error);
        if (settled && opt_at_zero)
            opt_at_zero[p] = true;
    }
    free(trial);
    return status;
}
