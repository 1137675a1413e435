#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "estimate/estimate.h"
#include "estimate/replicate.h"

/* Gain of log-likelihood that is not worth another step: of a test it moves no digit that is read.
 */
static const double last_digits = 1e-7;

/* The best point so far. */
struct best {
    struct awol_problem *problem;
    const double *curvature;
    double *values; /* [n] */
    double value;
    bool converged;
};

static bool is_free(const struct awol_problem *problem, size_t index)
{
    return index != SIZE_MAX && !problem->fixed[index];
}

/* Climb from trial[n], which is where it ends afterwards, and keep the end if it is better; give up
 * where it cannot reach `least`. *ret_value is -INFINITY where the start cannot be evaluated. */
static enum awol_status climb(struct best *best, double enough, double least, double *trial,
                              double *ret_value, struct awol_error *opt_error)
{
    const struct awol_near how = {.curvature = best->curvature, .enough = enough, .least = least};
    bool converged;
    *ret_value = -INFINITY;
    enum awol_status status =
        awol_maximise_near(best->problem, &how, trial, ret_value, &converged, opt_error);
    if (status == AWOL_OK && *ret_value > best->value) {
        best->value = *ret_value;
        best->converged = converged;
        memcpy(best->values, trial, best->problem->layout.n * sizeof *trial);
    }
    return status == AWOL_RANGE ? AWOL_OK : status;
}

/* A search cannot begin at a boundary. */
static void leave_zero(const struct awol_problem *problem, double *values)
{
    const struct awol_layout *l = &problem->layout;
    double *start = values + l->n; /* scratch */
    awol_problem_start(problem, start);
    for (size_t p = 0; p < l->n; p++) {
        const struct awol_parameter *parameter = &l->parameters[p];
        if (!problem->fixed[p] && !isfinite(awol_parameter_to_working(parameter, values[p])))
            values[p] = p == l->eta ? 0.1 : start[p];
    }
}

/* Does the likelihood at the trial rise towards delays farther from the best one? Then that way
 * lies another top; the other way leads back. */
static bool leads_away(struct best *best, const double *trial, double *gradient)
{
    size_t tau = best->problem->layout.tau;
    double value;
    if (awol_problem_evaluate(best->problem, trial, &value, gradient, NULL) != AWOL_OK)
        return false;
    return awol_problem_is_moot(best->problem, tau, best->values) ||
           gradient[tau] * (trial[tau] - best->values[tau]) > 0;
}

/* Another delay, held while the rest climbs; then let go, if that may lead to a better top. */
static enum awol_status try_delay(struct best *best, double tau_days, double *trial,
                                  struct awol_error *opt_error)
{
    const double far = 2; /* what another top may be above the delay that is tried */
    struct awol_problem *problem = best->problem;
    const struct awol_layout *l = &problem->layout;
    double value;
    memcpy(trial, best->values, l->n * sizeof *trial);
    leave_zero(problem, trial);
    trial[l->eta] = fmin(fmax(trial[l->eta], 0.1), 0.9);
    awol_problem_fix(problem, l->tau, tau_days);
    struct best held = *best;
    held.value = INFINITY; /* what is found with the delay held is kept only when it is let go */
    enum awol_status status = climb(&held, 1e-3, best->value - far, trial, &value, opt_error);
    awol_problem_free(problem, l->tau);
    double *gradient = trial + l->n; /* scratch */
    if (status == AWOL_OK && value > best->value - far &&
        (value > best->value || leads_away(best, trial, gradient)))
        status = climb(best, last_digits, -INFINITY, trial, &value, opt_error);
    return status;
}

double awol_replicate_next_delay(const struct awol_problem *problem, double found, double last)
{
    /* With curvature of its own a climb comes from farther away. */
    const double factor = awol_problem_has_hessian(problem) ? 4 : 3;
    double bin = awol_campaign_bin_days(problem->campaign),
           longest = fmax(awol_campaign_days(problem->campaign) / 4, bin), delay = last;
    do {
        if (delay == 0)
            delay = problem->layout.parameters[problem->layout.tau].low * 1.05;
        else
            delay = delay < bin / 12 ? bin / 12 : delay * factor;
    } while (delay <= longest && fabs(log(delay / found)) <= log(factor) / 2);
    return delay <= longest ? delay : 0;
}

static enum awol_status try_delays(struct best *best, double *trial, struct awol_error *opt_error)
{
    const struct awol_problem *problem = best->problem;
    size_t tau = problem->layout.tau;
    enum awol_status status = AWOL_OK;
    double delay = 0;
    while (status == AWOL_OK) {
        /* Of no cascade no delay is the one found. */
        bool moot = awol_problem_is_moot(problem, tau, best->values);
        delay =
            awol_replicate_next_delay(problem, moot ? (double)INFINITY : best->values[tau], delay);
        if (!(delay > 0))
            break;
        status = try_delay(best, delay, trial, opt_error);
    }
    return status;
}

/* Is there a delay to be found? Where eta is held at zero it means nothing. */
static bool has_delays(const struct awol_problem *problem)
{
    size_t eta = problem->layout.eta;
    return eta != SIZE_MAX && is_free(problem, problem->layout.tau) &&
           !(problem->fixed[eta] && problem->fixed_values[eta] <= 0);
}

/* As a fit is searched: from everywhere. */
static enum awol_status search(struct best *best, double *trial, struct awol_error *opt_error)
{
    struct awol_estimate estimate;
    size_t n = best->problem->layout.n;
    enum awol_status status = awol_estimate_fit(best->problem, trial, &estimate, opt_error);
    if (status != AWOL_OK)
        return status == AWOL_UNFIT || status == AWOL_RANGE ? AWOL_OK : status;
    if (estimate.log_likelihood >= best->value - 1e-9) {
        best->value = estimate.log_likelihood;
        best->converged = estimate.converged;
        memcpy(best->values, estimate.full, n * sizeof *best->values);
    }
    awol_estimate_release(&estimate);
    return AWOL_OK;
}

enum awol_status awol_replicate_curvature(struct awol_problem *problem, const double *values,
                                          double *ret_curvature, struct awol_error *opt_error)
{
    size_t n = problem->layout.n;
    double *start = calloc(2 * n + 1, sizeof *start);
    if (!start)
        return awol_error_memory(opt_error);
    memcpy(start, values, n * sizeof *start);
    leave_zero(problem, start);
    enum awol_status status = awol_problem_curvature(problem, start, ret_curvature, opt_error);
    free(start);
    return status;
}

enum awol_status awol_replicate_fit(struct awol_problem *problem, const double *curvature,
                                    double *values, double *ret_value, bool *ret_converged,
                                    struct awol_error *opt_error)
{
    const struct awol_layout *l = &problem->layout;
    double *work = calloc(3 * l->n + 1, sizeof *work), value;
    if (!work)
        return awol_error_memory(opt_error);
    double *trial = work + l->n; /* and as much again, for leave_zero() */
    struct best best = {
        .problem = problem, .curvature = curvature, .values = work, .value = -INFINITY};
    memcpy(trial, values, l->n * sizeof *trial);
    leave_zero(problem, trial);
    enum awol_status status = climb(&best, last_digits, -INFINITY, trial, &value, opt_error);
    if (status == AWOL_OK && isfinite(best.value) && has_delays(problem))
        status = try_delays(&best, trial, opt_error);
    if (status == AWOL_OK && !best.converged) {
        memcpy(trial, values, l->n * sizeof *trial);
        leave_zero(problem, trial);
        status = search(&best, trial, opt_error);
    }
    if (status == AWOL_OK && !isfinite(best.value))
        status = awol_error_set(opt_error, AWOL_RANGE,
                                "the model cannot be evaluated on this record at any start");
    if (status == AWOL_OK)
        status = awol_settle_at_zero(problem, curvature, best.values, &best.value, &best.converged,
                                     NULL, opt_error);
    if (status == AWOL_OK) {
        memcpy(values, best.values, l->n * sizeof *values);
        *ret_value = best.value;
        *ret_converged = best.converged;
    }
    free(work);
    return status;
}
