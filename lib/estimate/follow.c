/* One value of a profiled parameter after the other: the others climb, each time from where they
 * may be expected. */
#include "estimate/follow.h"

#include <gsl/gsl_linalg.h>
#include <gsl/gsl_matrix.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- making ------------------------------------------------------------------------------- */

enum awol_status awol_follower_init(struct awol_follower *f, struct awol_error *opt_error)
{
    size_t n = f->estimate->n;
    f->values = calloc(10 * n + 3 * n * n + 1, sizeof *f->values);
    f->at_zero = calloc(n + 1, sizeof *f->at_zero);
    if (!f->values || !f->at_zero)
        return awol_error_memory(opt_error);
    f->tangent = f->values + n;
    f->curvature = f->tangent + n;
    f->kept = f->curvature + n * n;
    f->swap = f->kept + 2 * n + n * n;
    f->start = f->swap + 2 * n + n * n;
    f->best = f->start + n;
    f->gradient = f->best + n;
    f->other_end = f->gradient + n;
    for (size_t p = 0; p < n; p++)
        f->other_end[p] = NAN;
    awol_follower_reset(f);
    return AWOL_OK;
}

void awol_follower_release(struct awol_follower *f)
{
    free(f->at_zero);
    free(f->values);
    *f = (struct awol_follower){.problem = NULL};
}

/* Values, tangent and curvature lie one after the other. */
void awol_follower_keep(struct awol_follower *f)
{
    size_t n = f->estimate->n;
    memcpy(f->kept, f->values, (2 * n + n * n) * sizeof *f->kept);
}

void awol_follower_go_back(struct awol_follower *f)
{
    size_t n = f->estimate->n;
    memcpy(f->values, f->kept, (2 * n + n * n) * sizeof *f->kept);
}

/* The inverse of the covariance; of parameters without one (at a boundary, or moot) nothing is
 * known, and one is as good as any other number. Without any it is to be measured. */
static void set_curvature(struct awol_follower *f)
{
    const struct awol_estimate *e = f->estimate;
    size_t n = e->n, n_known = 0;
    gsl_matrix *matrix = n > 0 ? gsl_matrix_alloc(n, n) : NULL;
    size_t *known = calloc(n + 1, sizeof *known);
    for (size_t p = 0; p < n; p++)
        for (size_t q = 0; q < n; q++)
            f->curvature[p * n + q] = NAN;
    if (!matrix || !known)
        goto done;
    gsl_matrix_set_identity(matrix);
    for (size_t p = 0; p < n; p++)
        if (isfinite(e->covariance[p * n + p]))
            known[n_known++] = p;
    for (size_t i = 0; i < n_known; i++)
        for (size_t j = 0; j < n_known; j++)
            gsl_matrix_set(matrix, i, j, e->covariance[known[i] * n + known[j]]);
    if (n_known == 0 || gsl_linalg_cholesky_decomp1(matrix) != GSL_SUCCESS)
        goto done;
    gsl_linalg_cholesky_invert(matrix);
    for (size_t p = 0; p < n; p++)
        for (size_t q = 0; q < n; q++)
            f->curvature[p * n + q] = p == q;
    for (size_t i = 0; i < n_known; i++)
        for (size_t j = 0; j < n_known; j++)
            f->curvature[known[i] * n + known[j]] = gsl_matrix_get(matrix, i, j);
done:
    free(known);
    gsl_matrix_free(matrix);
}

void awol_follower_reset(struct awol_follower *f)
{
    const struct awol_estimate *e = f->estimate;
    size_t n = e->n;
    double variance = e->covariance[f->index * n + f->index];
    memcpy(f->values, e->full, n * sizeof *f->values);
    for (size_t p = 0; p < n; p++) {
        double with = e->covariance[p * n + f->index] / variance;
        f->tangent[p] = isfinite(with) ? with : 0;
        f->at_zero[p] =
            p != f->index && !f->problem->fixed[p] && e->at_boundary[p] && f->values[p] == 0;
    }
    set_curvature(f);
    awol_follower_keep(f);
}

/* ---- climbing ----------------------------------------------------------------------------- */

static double working(const struct awol_follower *f, size_t p, double value)
{
    return awol_parameter_to_working(&f->problem->layout.parameters[p], value);
}

static bool is_free(const struct awol_follower *f, size_t p)
{
    return p != f->index && !f->problem->fixed[p];
}

/* Where the others are thought to be a step of the parameter's working value further on. */
static void predict(const struct awol_follower *f, double step, double *start)
{
    for (size_t p = 0; p < f->estimate->n; p++) {
        const struct awol_parameter *parameter = &f->problem->layout.parameters[p];
        double at = working(f, p, start[p]), to = at + step * f->tangent[p];
        if (is_free(f, p) && isfinite(to) && to > working(f, p, parameter->low) &&
            to < working(f, p, parameter->high))
            start[p] = awol_parameter_to_printed(parameter, to);
    }
}

double awol_follower_near_zero(const struct awol_parameter *parameter)
{
    bool is_share = parameter->scale == AWOL_SCALE_LOGIT;
    bool is_small = is_share || parameter->role == AWOL_ROLE_DISPERSION;
    return is_small ? fmax(parameter->low, 1e-3 * (is_share ? parameter->upper : 1))
                    : parameter->low;
}

/* How the others went over the step that ends in best[]: if they bend evenly, then by this from
 * there on. */
static void turn(struct awol_follower *f, double step)
{
    for (size_t p = 0; p < f->estimate->n; p++) {
        double went = (working(f, p, f->best[p]) - working(f, p, f->values[p])) / step;
        if (is_free(f, p) && isfinite(went))
            f->tangent[p] = 2 * went - f->tangent[p];
    }
}

/* Climb from start[] with the parameter held, to best[] if that is better than *best_l; a start
 * that is not near anything goes the long way. */
static enum awol_status climb(struct awol_follower *f, const struct awol_near *opt_how,
                              double *best_l, struct awol_error *opt_error)
{
    double l;
    bool converged;
    enum awol_status status =
        opt_how ? awol_maximise_near(f->problem, opt_how, f->start, &l, &converged, opt_error)
                : awol_maximise(f->problem, AWOL_EFFORT_FAR, f->start, &l, &converged, opt_error);
    /* Where curvature misleads, as on a ridge between two bounds, the long way is the only one. */
    if (opt_how && status == AWOL_OK && !converged && l >= opt_how->least)
        status = awol_maximise(f->problem, AWOL_EFFORT_NEAR, f->start, &l, &converged, opt_error);
    if (status == AWOL_RANGE)
        return AWOL_OK;
    if (status == AWOL_OK && l > *best_l) {
        *best_l = l;
        memcpy(f->best, f->start, f->estimate->n * sizeof *f->best);
    }
    return status;
}

/* Is the likelihood larger than best_l with a parameter a little above zero, or farther above it?
 * Then that is where start[] is. */
static bool rises_from_zero(struct awol_follower *f, size_t p, double best_l)
{
    double little = awol_follower_near_zero(&f->problem->layout.parameters[p]), best = 0;
    const struct awol_parameter *parameters = f->problem->layout.parameters;
    awol_problem_start(f->problem, f->gradient);
    const double tries[] = {little, fmax(0.3 * f->gradient[p], little)};
    memcpy(f->start, f->best, f->estimate->n * sizeof *f->start);
    for (size_t q = 0; q < f->estimate->n; q++)
        if (is_free(f, q) && parameters[q].moot_without == p) /* where it is says nothing */
            f->start[q] = f->gradient[q];
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        double l;
        f->start[p] = tries[i];
        if (awol_problem_evaluate(f->problem, f->start, &l, NULL, NULL) == AWOL_OK && l > best_l) {
            best_l = l;
            best = tries[i];
        }
    }
    f->start[p] = best;
    return best > 0;
}

/* As climb(), with what was zero in the estimate held there; then let go of what would rather not
 * be zero: from zero itself no search leads away. */
static enum awol_status climb_from_zero(struct awol_follower *f, const struct awol_near *how,
                                        double *best_l, struct awol_error *opt_error)
{
    size_t n = f->estimate->n;
    for (size_t p = 0; p < n; p++)
        if (f->at_zero[p])
            awol_problem_fix(f->problem, p, 0);
    enum awol_status status = climb(f, how, best_l, opt_error);
    for (size_t p = 0; p < n; p++) {
        if (!f->at_zero[p])
            continue;
        awol_problem_free(f->problem, p);
        if (status != AWOL_OK || !isfinite(*best_l))
            continue;
        if (!rises_from_zero(f, p, *best_l))
            continue;
        f->at_zero[p] = false;
        status = climb(f, how, best_l, opt_error);
    }
    return status;
}

/* The slope of the profile is that of the likelihood by the parameter alone: the others are at
 * their top. */
static double slope_at(struct awol_follower *f, const double *values)
{
    struct awol_problem *problem = f->problem;
    size_t n = f->estimate->n;
    double slope = NAN, l;
    bool *keep = malloc((n + 1) * sizeof *keep);
    if (!keep || !isfinite(working(f, f->index, values[f->index]))) {
        free(keep);
        return slope;
    }
    memcpy(keep, problem->fixed, n * sizeof *keep);
    for (size_t p = 0; p < n; p++)
        problem->fixed[p] = p != f->index;
    if (awol_problem_evaluate(problem, values, &l, f->gradient, NULL) == AWOL_OK)
        slope = f->gradient[f->index];
    memcpy(problem->fixed, keep, n * sizeof *keep);
    free(keep);
    return slope;
}

static enum awol_status keep_point(struct awol_follower *f, double value, double l,
                                   struct awol_error *opt_error)
{
    if (!f->points)
        return AWOL_OK;
    if (f->points->n > 0 && f->points->points[2 * f->points->n - 2] == value)
        f->points->n--; /* the same again, higher */
    double *points = realloc(f->points->points, 2 * (f->points->n + 1) * sizeof *points);
    if (!points)
        return awol_error_memory(opt_error);
    f->points->points = points;
    points[2 * f->points->n] = value;
    points[2 * f->points->n + 1] = l;
    f->points->n++;
    return AWOL_OK;
}

enum awol_status awol_follower_arrive(struct awol_follower *f, double l,
                                      struct awol_followed *ret_point, struct awol_error *opt_error)
{
    memcpy(f->values, f->best, f->estimate->n * sizeof *f->values);
    if (l > f->estimate->log_likelihood + 1e-4)
        f->better = true;
    ret_point->working = working(f, f->index, f->values[f->index]);
    ret_point->excess = f->estimate->log_likelihood - l - f->drop;
    ret_point->slope = slope_at(f, f->values);
    return keep_point(f, f->values[f->index], l, opt_error);
}

/* start[] where the others are thought to be at that value, from where the follower stands. */
static void guess(struct awol_follower *f, double value)
{
    double step = working(f, f->index, value) - working(f, f->index, f->values[f->index]);
    memcpy(f->start, f->values, f->estimate->n * sizeof *f->start);
    f->start[f->index] = value;
    if (isfinite(step))
        predict(f, step, f->start);
}

/* The same, and how good it is there. */
static double judge(struct awol_follower *f, double value)
{
    double l;
    guess(f, value);
    bool good = awol_problem_evaluate(f->problem, f->start, &l, NULL, NULL) == AWOL_OK;
    return good ? l : (double)-INFINITY;
}

/* Begin from where the follower stands, or from the place that was kept if that promises more. */
static void choose_start(struct awol_follower *f, double value)
{
    size_t n = f->estimate->n, size = 2 * n + n * n;
    if (memcmp(f->values, f->kept, n * sizeof *f->values) != 0) {
        double here = judge(f, value);
        memcpy(f->swap, f->values, size * sizeof *f->swap);
        awol_follower_go_back(f);
        if (judge(f, value) > here)
            return;
        memcpy(f->values, f->swap, size * sizeof *f->swap);
    }
    guess(f, value);
}

enum awol_status awol_follower_step(struct awol_follower *f, double value,
                                    struct awol_followed *ret_point, struct awol_error *opt_error)
{
    const struct awol_near how = {.curvature = f->curvature,
                                  .enough = AWOL_FOLLOWER_ENOUGH,
                                  .least = f->least,
                                  .opt_learned = f->curvature};
    size_t n = f->estimate->n;
    double l = -INFINITY;
    choose_start(f, value);
    double step = working(f, f->index, value) - working(f, f->index, f->values[f->index]);
    f->values[f->index] = value;
    awol_problem_fix(f->problem, f->index, value);
    enum awol_status status = climb_from_zero(f, &how, &l, opt_error);
    if (status == AWOL_OK && !isfinite(l)) {
        memcpy(f->start, f->values, n * sizeof *f->start);
        status = climb_from_zero(f, &how, &l, opt_error);
    }
    awol_problem_free(f->problem, f->index);
    if (status != AWOL_OK)
        return status;
    if (!isfinite(l)) {
        awol_follower_reset(f);
        *ret_point = (struct awol_followed){working(f, f->index, value), 1e6, NAN};
        return AWOL_OK;
    }
    if (isfinite(step) && step != 0)
        turn(f, step);
    return awol_follower_arrive(f, l, ret_point, opt_error);
}

/* Is anything known to the search as a number between bounds near one of them, or is the model one
 * whose hills are ridges between bounds? */
static bool may_be_pressed(const struct awol_follower *f)
{
    const struct awol_layout *l = &f->problem->layout;
    const double near = 0.05; /* of the way between the bounds */
    if (f->problem->likelihood.type->has_gradient &&
        (l->eta != SIZE_MAX || l->background_sd != SIZE_MAX))
        return true;
    for (size_t p = 0; p < l->n; p++) {
        const struct awol_parameter *parameter = &l->parameters[p];
        double low = working(f, p, parameter->low), high = working(f, p, parameter->high);
        double way = (working(f, p, f->values[p]) - low) / (high - low);
        if (is_free(f, p) && f->values[p] != 0 && (way < near || way > 1 - near))
            return true;
    }
    return false;
}

enum awol_status awol_follower_settle(struct awol_follower *f, struct awol_followed *point,
                                      struct awol_error *opt_error)
{
    double before = f->estimate->log_likelihood - f->drop - point->excess, l = before;
    if (!may_be_pressed(f))
        return AWOL_OK;
    memcpy(f->best, f->values, f->estimate->n * sizeof *f->best);
    awol_problem_fix(f->problem, f->index, f->values[f->index]);
    enum awol_status status =
        awol_maximise_bounded(f->problem, 0.01 * AWOL_FOLLOWER_ENOUGH, f->best, &l, opt_error);
    awol_problem_free(f->problem, f->index);
    return status == AWOL_OK && l > before ? awol_follower_arrive(f, l, point, opt_error) : status;
}
