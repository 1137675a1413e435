#include "estimate/hill.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "estimate/replicate.h"

/* Gains of log-likelihood: what is not worth another step, here and with the delay held. */
static const double last_digits = 1e-9, roughly = 1e-3;

/* What another top may lie below the best point with its delay held; what one count may lift a
 * point with the delay held, and a top. */
static const double far = 2, lifted = 0.1, lifted_top = 0.5;

/* Less than this is no cascade that another delay could bring forth. */
static const double least_eta = 0.01;

/* ---- looking around ------------------------------------------------------------------------ */

static bool may_be_zero(const struct awol_layout *l, size_t p)
{
    return p == l->eta || p == l->background_sd || p == l->dispersion ||
           (l->parameters[p].role == AWOL_ROLE_OWN && l->parameters[p].zero_allowed);
}

static void place(struct awol_hill *hill)
{
    const struct awol_problem *problem = &hill->refit->problem;
    const struct awol_layout *l = &problem->layout;
    awol_problem_start(problem, hill->values);
    for (size_t p = 0; p < l->n; p++) {
        double value = hill->refit->values[p];
        if (awol_problem_is_moot(problem, p, hill->refit->values))
            continue;
        hill->values[p] = value;
        if (problem->fixed[p])
            continue;
        hill->at_zero[p] = value <= 0 && may_be_zero(l, p);
        if (!hill->at_zero[p] && !isfinite(awol_parameter_to_working(&l->parameters[p], value)))
            hill->cornered = true;
    }
}

/* Hold what is zero, and the delay of no cascade. */
static void hold_zeros(const struct awol_hill *hill, struct awol_problem *problem, bool hold)
{
    const struct awol_problem *fitted = &hill->refit->problem;
    for (size_t p = 0; p < problem->layout.n; p++)
        if (!fitted->fixed[p] &&
            (hill->at_zero[p] || awol_problem_is_moot(fitted, p, hill->values))) {
            if (hold)
                awol_problem_fix(problem, p, hill->values[p]);
            else
                awol_problem_free(problem, p);
        }
}

static bool has_delays(const struct awol_problem *problem)
{
    size_t eta = problem->layout.eta, tau = problem->layout.tau;
    return eta != SIZE_MAX && tau != SIZE_MAX && !problem->fixed[tau] && !problem->fixed[eta];
}

/* Climb with the delay held; zeros but eta's stay. */
static enum awol_status climb_held(const struct awol_hill *hill, struct awol_problem *problem,
                                   double *trial, double *ret_value, struct awol_error *opt_error)
{
    const struct awol_near how = {
        .curvature = hill->curvature, .enough = roughly, .least = -INFINITY};
    const struct awol_layout *l = &problem->layout;
    bool converged;
    hold_zeros(hill, problem, true);
    awol_problem_free(problem, l->eta);
    awol_problem_fix(problem, l->tau, trial[l->tau]);
    *ret_value = -INFINITY;
    enum awol_status status =
        awol_maximise_near(problem, &how, trial, ret_value, &converged, opt_error);
    awol_problem_free(problem, l->tau);
    hold_zeros(hill, problem, false);
    return status == AWOL_RANGE ? AWOL_OK : status;
}

/* Climb with everything free but what is zero. */
static enum awol_status climb_free(const struct awol_hill *hill, struct awol_problem *problem,
                                   double *trial, double *ret_value, bool *ret_converged,
                                   struct awol_error *opt_error)
{
    const struct awol_near how = {
        .curvature = hill->curvature, .enough = last_digits, .least = -INFINITY};
    *ret_value = -INFINITY;
    *ret_converged = false;
    enum awol_status status =
        awol_maximise_near(problem, &how, trial, ret_value, ret_converged, opt_error);
    return status == AWOL_RANGE ? AWOL_OK : status;
}

static enum awol_status add_top(struct awol_hill *hill, const double *values, bool is_free,
                                bool away, struct awol_error *opt_error)
{
    size_t n = hill->refit->problem.layout.n;
    struct awol_hill_top *grown = realloc(hill->tops, (hill->n_tops + 1) * sizeof *grown);
    if (!grown)
        return awol_error_memory(opt_error);
    hill->tops = grown;
    struct awol_hill_top top = {malloc((n + 1) * sizeof *top.values), is_free, away};
    if (!top.values)
        return awol_error_memory(opt_error);
    memcpy(top.values, values, n * sizeof *values);
    grown[hill->n_tops++] = top;
    return AWOL_OK;
}

/* True if the likelihood at the trial rises towards delays farther from the best one. */
static bool leads_away(struct awol_problem *problem, const double *best, const double *trial,
                       double *gradient, double *ret_value)
{
    size_t tau = problem->layout.tau;
    *ret_value = -INFINITY;
    return awol_problem_evaluate(problem, trial, ret_value, gradient, NULL) == AWOL_OK &&
           gradient[tau] * (trial[tau] - best[tau]) > 0;
}

/* The best with one delay held, and the top that lies on the way from there, if there is one. */
static enum awol_status look_at_delay(struct awol_hill *hill, struct awol_problem *problem,
                                      double delay, double *trial, struct awol_error *opt_error)
{
    const struct awol_layout *l = &problem->layout;
    double value, *gradient = trial + l->n;
    bool converged, none = hill->at_zero[l->eta];
    memcpy(trial, hill->values, l->n * sizeof *trial);
    trial[l->eta] = fmin(fmax(trial[l->eta], 0.1), 0.9);
    trial[l->tau] = delay;
    enum awol_status status = climb_held(hill, problem, trial, &value, opt_error);
    if (status != AWOL_OK || !isfinite(value))
        return status;
    bool away = leads_away(problem, hill->values, trial, gradient, &value);
    status = add_top(hill, trial, false, away, opt_error);
    if (status != AWOL_OK || trial[l->eta] < least_eta || !(away || none))
        return status;
    status = climb_free(hill, problem, trial, &value, &converged, opt_error);
    bool is_other = none || fabs(log(trial[l->tau] / hill->values[l->tau])) > 0.05;
    if (status == AWOL_OK && isfinite(value) && trial[l->eta] >= least_eta && is_other)
        status = add_top(hill, trial, true, true, opt_error);
    return status;
}

static enum awol_status look_around(struct awol_hill *hill, struct awol_problem *problem,
                                    struct awol_error *opt_error)
{
    const struct awol_layout *l = &problem->layout;
    double found = hill->at_zero[l->eta] ? (double)INFINITY : hill->values[l->tau], delay = 0;
    double *trial = calloc(2 * l->n + 1, sizeof *trial);
    enum awol_status status = trial ? AWOL_OK : awol_error_memory(opt_error);
    while (status == AWOL_OK && (delay = awol_replicate_next_delay(problem, found, delay)) > 0)
        status = look_at_delay(hill, problem, delay, trial, opt_error);
    free(trial);
    return status;
}

enum awol_status awol_hill_init(struct awol_hill *hill, const struct awol_refit *refit,
                                struct awol_error *opt_error)
{
    struct awol_problem problem;
    size_t n = refit->problem.layout.n;
    *hill = (struct awol_hill){.refit = refit};
    hill->values = calloc(n + 1, sizeof *hill->values);
    hill->curvature = calloc(n * n + 1, sizeof *hill->curvature);
    hill->at_zero = calloc(n + 1, sizeof *hill->at_zero);
    if (!hill->values || !hill->curvature || !hill->at_zero)
        return awol_error_memory(opt_error);
    place(hill);
    enum awol_status status = awol_problem_copy(&refit->problem, &problem, opt_error);
    if (status != AWOL_OK)
        return status;
    status = awol_replicate_curvature(&problem, hill->values, hill->curvature, opt_error);
    if (status == AWOL_OK && !hill->cornered && has_delays(&problem))
        status = look_around(hill, &problem, opt_error);
    awol_problem_release(&problem);
    return status;
}

void awol_hill_release(struct awol_hill *hill)
{
    for (size_t k = 0; k < hill->n_tops; k++)
        free(hill->tops[k].values);
    free(hill->tops);
    free(hill->at_zero);
    free(hill->curvature);
    free(hill->values);
    *hill = (struct awol_hill){.refit = NULL};
}

/* ---- a record that is nearly the same ------------------------------------------------------ */

/* The best point so far, and scratch. */
struct best {
    const struct awol_hill *hill;
    struct awol_problem *problem;
    double *values, *trial, *gradient;
    double value;
    bool converged;
};

/* Climb from the trial, and keep the end if it is better. */
static enum awol_status climb(struct best *best, struct awol_error *opt_error)
{
    double value;
    bool converged;
    enum awol_status status =
        climb_free(best->hill, best->problem, best->trial, &value, &converged, opt_error);
    if (status == AWOL_OK && value > best->value) {
        best->value = value;
        best->converged = converged;
        memcpy(best->values, best->trial, best->problem->layout.n * sizeof *best->values);
    }
    return status;
}

/* Does the likelihood rise from a parameter that is zero in the best point, with this delay? */
static bool rises(struct best *best, size_t p, double delay)
{
    const struct awol_layout *l = &best->problem->layout;
    double value;
    memcpy(best->trial, best->values, l->n * sizeof *best->trial);
    if (l->tau != SIZE_MAX)
        best->trial[l->tau] = delay;
    return awol_problem_log_likelihood(best->problem, best->trial, &value, best->gradient, NULL) ==
               AWOL_OK &&
           best->gradient[p] > 0;
}

/* What was zero in the fit may be more without the count that made it so. */
static enum awol_status leave_zeros(struct best *best, struct awol_error *opt_error)
{
    const struct awol_layout *l = &best->problem->layout;
    double start = 0.02;
    enum awol_status status = AWOL_OK;
    for (size_t p = 0; status == AWOL_OK && p < l->n; p++) {
        if (!best->hill->at_zero[p] || p == l->eta ||
            !rises(best, p, l->tau == SIZE_MAX ? 0 : best->values[l->tau]))
            continue;
        hold_zeros(best->hill, best->problem, true);
        awol_problem_free(best->problem, p);
        best->trial[p] = start;
        status = climb(best, opt_error);
        hold_zeros(best->hill, best->problem, false);
    }
    return status;
}

/* Another delay, from where the fit is best with it. */
static enum awol_status try_delay(struct best *best, const struct awol_hill_top *top,
                                  struct awol_error *opt_error)
{
    const struct awol_layout *l = &best->problem->layout;
    bool none = best->values[l->eta] <= 0;
    double value;
    if (none && top->values[l->eta] < least_eta) {
        if (!rises(best, l->eta, top->values[l->tau]))
            return AWOL_OK;
        best->trial[l->eta] = 0.05;
    } else {
        bool away = leads_away(best->problem, best->values, top->values, best->gradient, &value);
        if (value < best->value - lifted &&
            (none || !away || top->away || value < best->value - far))
            return AWOL_OK;
        memcpy(best->trial, top->values, l->n * sizeof *best->trial);
    }
    enum awol_status status = climb_held(best->hill, best->problem, best->trial, &value, opt_error);
    if (status != AWOL_OK || !isfinite(value))
        return status;
    bool away = leads_away(best->problem, best->values, best->trial, best->gradient, &value);
    bool leads = away && !top->away && !none && value > best->value - far;
    return value > best->value + last_digits || leads ? climb(best, opt_error) : AWOL_OK;
}

static enum awol_status try_top(struct best *best, const struct awol_hill_top *top,
                                struct awol_error *opt_error)
{
    double value;
    if (!top->free)
        return try_delay(best, top, opt_error);
    if (awol_problem_evaluate(best->problem, top->values, &value, NULL, NULL) != AWOL_OK ||
        value < best->value - lifted_top)
        return AWOL_OK;
    memcpy(best->trial, top->values, best->problem->layout.n * sizeof *best->trial);
    return climb(best, opt_error);
}

static enum awol_status search(struct best *best, struct awol_error *opt_error)
{
    const struct awol_hill *hill = best->hill;
    size_t n = best->problem->layout.n;
    memcpy(best->trial, hill->values, n * sizeof *best->trial);
    hold_zeros(hill, best->problem, true);
    enum awol_status status = climb(best, opt_error);
    hold_zeros(hill, best->problem, false);
    if (status == AWOL_OK && isfinite(best->value))
        status = leave_zeros(best, opt_error);
    for (size_t k = 0; status == AWOL_OK && isfinite(best->value) && k < hill->n_tops; k++)
        status = try_top(best, &hill->tops[k], opt_error);
    if (status == AWOL_OK && best->converged)
        status = awol_settle_at_zero(best->problem, hill->curvature, best->values, &best->value,
                                     &best->converged, NULL, opt_error);
    return status;
}

static bool is_like(const struct awol_layout *a, const struct awol_layout *b)
{
    bool like = a->n == b->n;
    for (size_t p = 0; like && p < a->n; p++)
        like = strcmp(a->parameters[p].name, b->parameters[p].name) == 0;
    return like;
}

/* As if nothing were known. */
static enum awol_status fit_anew(struct awol_problem *problem, double *values, double *ret_value,
                                 bool *ret_converged, struct awol_error *opt_error)
{
    size_t n = problem->layout.n;
    double *curvature = calloc(n * n + 1, sizeof *curvature);
    enum awol_status status = curvature ? AWOL_OK : awol_error_memory(opt_error);
    if (status == AWOL_OK)
        status = awol_replicate_curvature(problem, values, curvature, opt_error);
    if (status == AWOL_OK)
        status =
            awol_replicate_fit(problem, curvature, values, ret_value, ret_converged, opt_error);
    free(curvature);
    return status;
}

enum awol_status awol_hill_fit(const struct awol_hill *hill, struct awol_problem *problem,
                               double *values, double *ret_value, bool *ret_converged,
                               struct awol_error *opt_error)
{
    size_t n = problem->layout.n;
    if (hill->cornered || !is_like(&problem->layout, &hill->refit->problem.layout))
        return fit_anew(problem, values, ret_value, ret_converged, opt_error);
    double *work = calloc(3 * n + 1, sizeof *work);
    if (!work)
        return awol_error_memory(opt_error);
    struct best best = {.hill = hill,
                        .problem = problem,
                        .values = work,
                        .trial = work + n,
                        .gradient = work + 2 * n,
                        .value = -INFINITY};
    enum awol_status status = search(&best, opt_error);
    if (status == AWOL_OK && best.converged) {
        memcpy(values, best.values, n * sizeof *values);
        *ret_value = best.value;
        *ret_converged = true;
    } else if (status == AWOL_OK) {
        status = fit_anew(problem, values, ret_value, ret_converged, opt_error);
    }
    free(work);
    return status;
}
