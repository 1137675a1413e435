#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "estimate/estimate.h"

const char *awol_interval_describe(const struct awol_interval *interval, char *text, size_t size)
{
    if (interval->by_curvature) {
        snprintf(text, size, "curvature");
        return text;
    }
    snprintf(text, size, "profile%s%s",
             interval->low_side == AWOL_SIDE_ZERO   ? ", reaches 0"
             : interval->low_side == AWOL_SIDE_OPEN ? ", open below"
                                                    : "",
             interval->high_side == AWOL_SIDE_OPEN ? ", open above" : "");
    return text;
}

struct awol_interval awol_interval_by_curvature(const struct awol_problem *problem,
                                                const struct awol_estimate *estimate, size_t index,
                                                double level)
{
    const struct awol_parameter *parameter = &problem->layout.parameters[index];
    double variance = estimate->covariance[index * estimate->n + index];
    struct awol_interval open = {NAN, NAN, AWOL_SIDE_OPEN, AWOL_SIDE_OPEN, false};
    if (!estimate->defined[index] || !(variance > 0))
        return open;
    double working = awol_parameter_to_working(parameter, estimate->values[index]);
    double half = gsl_cdf_ugaussian_Qinv(0.5 * (1 - level)) * sqrt(variance);
    return (struct awol_interval){awol_parameter_to_printed(parameter, working - half),
                                  awol_parameter_to_printed(parameter, working + half),
                                  AWOL_SIDE_FOUND, AWOL_SIDE_FOUND, true};
}

/* The profile of one parameter while it is being followed. */
struct follower {
    struct awol_problem *problem;
    struct awol_estimate *estimate;
    const struct awol_parameter *parameter;
    size_t index;
    double drop;    /* loss of log-likelihood at the end of the interval */
    double *values; /* where the others were last, printed scale */
    struct awol_profile_points *points;
    bool thorough; /* try other delays too */
    bool better;   /* a better maximum turned up; values holds it */
};

static enum awol_status keep_point(struct follower *f, double value, double l,
                                   struct awol_error *opt_error)
{
    if (!f->points)
        return AWOL_OK;
    double *points = realloc(f->points->points, 2 * (f->points->n + 1) * sizeof *points);
    if (!points)
        return awol_error_memory(opt_error);
    f->points->points = points;
    points[2 * f->points->n] = value;
    points[2 * f->points->n + 1] = l;
    f->points->n++;
    return AWOL_OK;
}

/* Climb from f->values with the parameter held; keep the result if it beats *best. */
static enum awol_status climb(struct follower *f, enum awol_effort effort, double *start,
                              double *best, double *best_l, struct awol_error *opt_error)
{
    double l;
    bool converged;
    enum awol_status status = awol_maximise(f->problem, effort, start, &l, &converged, opt_error);
    if (status == AWOL_RANGE)
        return AWOL_OK;
    if (status == AWOL_OK && l > *best_l) {
        *best_l = l;
        memcpy(best, start, f->estimate->n * sizeof *best);
    }
    return status;
}

/* Where else the others may be best, beside where they were last: the default start, a second mode,
 * and, along eta, other delays and another background, for there the best may jump from one mode to
 * another. Start number k; false if there are no more. */
static bool other_start(const struct follower *f, size_t k, double *start)
{
    const struct awol_layout *l = &f->problem->layout;
    double bin = awol_campaign_bin_days(f->problem->campaign);
    const double delays[] = {bin / 2, 3 * bin, awol_campaign_days(f->problem->campaign) / 12};
    size_t n_delays = sizeof delays / sizeof *delays, n = f->estimate->n;
    bool along_eta = f->parameter->role == AWOL_ROLE_ETA && l->tau != SIZE_MAX &&
                     !f->problem->fixed[l->tau] && f->values[f->index] > 0;
    size_t n_jumps = !along_eta ? 0 : l->background_sd == SIZE_MAX ? n_delays : 2 * n_delays;
    if (f->problem->likelihood.type->start)
        return k < 4 && awol_problem_other_start(f->problem, k, start);
    if (l->eta == SIZE_MAX || k >= 2 + n_jumps)
        return false; /* without a cascade there is one mode */
    memcpy(start, f->values, n * sizeof *start);
    if (k == 0) {
        awol_problem_start(f->problem, start);
    } else if (k == 1) {
        memcpy(start, f->estimate->second_mode ? f->estimate->second : f->estimate->full,
               n * sizeof *start);
    } else {
        start[l->tau] = delays[(k - 2) % n_delays];
        if (k - 2 >= n_delays) {
            start[l->background_sd] = 0.2;
            start[l->background_days] = 8 * bin;
        }
    }
    return true;
}

/* The largest likelihood with the parameter held. */
static enum awol_status climb_all(struct follower *f, double *ret_l, struct awol_error *opt_error)
{
    size_t n = f->estimate->n;
    double *start = calloc(2 * n + 1, sizeof *start), l = -INFINITY;
    if (!start)
        return awol_error_memory(opt_error);
    double *best = start + n;
    memcpy(start, f->values, n * sizeof *start);
    enum awol_status status = climb(f, AWOL_EFFORT_NEAR, start, best, &l, opt_error);
    for (size_t k = 0; f->thorough && status == AWOL_OK && other_start(f, k, start); k++)
        status = climb(f, AWOL_EFFORT_FAR, start, best, &l, opt_error);
    if (status == AWOL_OK && isfinite(l))
        memcpy(f->values, best, n * sizeof *best);
    *ret_l = l;
    free(start);
    return status;
}

/* How much is lost at a printed value of the parameter, beyond the drop: negative inside. A value
 * at which nothing can be evaluated is outside. */
static enum awol_status excess(struct follower *f, double value, double *ret_excess,
                               struct awol_error *opt_error)
{
    double l = NAN;
    f->values[f->index] = value;
    awol_problem_fix(f->problem, f->index, value);
    enum awol_status status = climb_all(f, &l, opt_error);
    awol_problem_free(f->problem, f->index);
    if (status != AWOL_OK)
        return status;
    if (!isfinite(l)) {
        memcpy(f->values, f->estimate->full, f->estimate->n * sizeof *f->values);
        *ret_excess = 1e6;
        return AWOL_OK;
    }
    if (l > f->estimate->log_likelihood + 1e-4)
        f->better = true;
    *ret_excess = f->estimate->log_likelihood - l - f->drop;
    return keep_point(f, value, l, opt_error);
}

static double printed(const struct follower *f, double working)
{
    return awol_parameter_to_printed(f->parameter, working);
}

/* First step: what the curvature says, or something moderate. */
static double first_step(const struct follower *f)
{
    size_t n = f->estimate->n;
    double variance = f->estimate->covariance[f->index * n + f->index];
    double sd = variance > 0 ? sqrt(variance) : 0.5;
    return fmin(fmax(sd * sqrt(2 * f->drop), 1e-3), 2);
}

/* The crossing between working values inside (excess < 0) and outside (> 0): the root of the excess
 * by regula falsi on its square-root scale, where a profile is nearly straight (Illinois rule). */
static enum awol_status find_crossing(struct follower *f, double inside, double excess_inside,
                                      double outside, double excess_outside, double *ret_working,
                                      struct awol_error *opt_error)
{
    double a = sqrt(fmax(excess_inside + f->drop, 0)) - sqrt(f->drop);
    double b = sqrt(excess_outside + f->drop) - sqrt(f->drop);
    for (int i = 0; i < 30 && fabs(outside - inside) > 1e-5 * (1 + fabs(inside)); i++) {
        double middle = inside + (outside - inside) * (-a) / (b - a), e;
        if (!(fabs(middle - inside) > 0) || i % 5 == 4)
            middle = 0.5 * (inside + outside);
        enum awol_status status = excess(f, printed(f, middle), &e, opt_error);
        if (status != AWOL_OK || f->better)
            return status;
        double root = sqrt(fmax(e + f->drop, 0)) - sqrt(f->drop);
        if (fabs(root) < 1e-4 * sqrt(f->drop)) {
            *ret_working = middle;
            return AWOL_OK;
        }
        if (root > 0) {
            outside = middle;
            b = root;
            a /= 2;
        } else {
            inside = middle;
            a = root;
            b /= 2;
        }
    }
    *ret_working = 0.5 * (inside + outside);
    return AWOL_OK;
}

/* Where a profile leaves an estimate of zero: a number that is small for what the parameter counts,
 * or the least that the search knows. */
static double near_zero(const struct awol_parameter *parameter)
{
    bool is_share = parameter->scale == AWOL_SCALE_LOGIT;
    bool is_small = is_share || parameter->role == AWOL_ROLE_DISPERSION;
    return is_small ? fmax(parameter->low, 1e-3 * (is_share ? parameter->upper : 1))
                    : parameter->low;
}

/* Follow one side: direction -1 or +1. */
static enum awol_status follow(struct follower *f, int direction, double *ret_value,
                               enum awol_side *ret_side, struct awol_error *opt_error)
{
    const struct awol_parameter *parameter = f->parameter;
    double start = f->estimate->full[f->index], e;
    double limit =
        awol_parameter_to_working(parameter, direction < 0 ? parameter->low : parameter->high);
    enum awol_status status = AWOL_OK;
    f->thorough = false;
    memcpy(f->values, f->estimate->full, f->estimate->n * sizeof *f->values);
    if (direction < 0 && parameter->zero_allowed) {
        status = excess(f, 0, &e, opt_error);
        if (status != AWOL_OK || f->better)
            return status;
        if (e <= 0) {
            *ret_value = 0;
            *ret_side = AWOL_SIDE_ZERO;
            return AWOL_OK;
        }
        memcpy(f->values, f->estimate->full, f->estimate->n * sizeof *f->values);
    }
    double inside = start > 0 || !parameter->zero_allowed
                        ? awol_parameter_to_working(parameter, start)
                        : awol_parameter_to_working(parameter, near_zero(parameter));
    double e_inside = -f->drop, step = first_step(f);
    for (int i = 0; i < 40; i++, step *= 1.6) {
        double outside = inside + direction * step;
        bool last = direction * (outside - limit) >= 0;
        outside = last ? limit : outside;
        status = excess(f, printed(f, outside), &e, opt_error);
        if (status != AWOL_OK || f->better)
            return status;
        if (e > 0) {
            double working = outside;
            status = find_crossing(f, inside, e_inside, outside, e, &working, opt_error);
            if (status != AWOL_OK || f->better)
                return status;
            bool was_thorough = f->thorough;
            f->thorough = true;
            status = excess(f, printed(f, working), &e, opt_error);
            f->thorough = was_thorough;
            if (status != AWOL_OK || f->better)
                return status;
            outside = working;
            last = false;
            if (e > -0.01) { /* no other mode reaches further */
                *ret_value = printed(f, working);
                *ret_side = AWOL_SIDE_FOUND;
                return AWOL_OK;
            }
            f->thorough = true; /* one does: from here on look everywhere */
        }
        if (last)
            break;
        inside = outside;
        e_inside = e;
    }
    *ret_value = NAN;
    *ret_side = AWOL_SIDE_OPEN;
    return AWOL_OK;
}

/* A better maximum: climb it to the top and take it for the estimate. */
static enum awol_status replace_estimate(struct follower *f, struct awol_error *opt_error)
{
    struct awol_estimate better;
    enum awol_status status = awol_estimate_fit(f->problem, f->values, &better, opt_error);
    if (status != AWOL_OK)
        return status;
    if (better.log_likelihood > f->estimate->log_likelihood) {
        awol_estimate_release(f->estimate);
        *f->estimate = better;
    } else {
        awol_estimate_release(&better);
    }
    return AWOL_OK;
}

enum awol_status awol_profile(struct awol_problem *problem, struct awol_estimate *estimate,
                              size_t index, double level, struct awol_interval *ret_interval,
                              struct awol_profile_points *opt_points, struct awol_error *opt_error)
{
    struct awol_interval interval = {NAN, NAN, AWOL_SIDE_OPEN, AWOL_SIDE_OPEN, false};
    struct follower f = {.problem = problem,
                         .estimate = estimate,
                         .parameter = &problem->layout.parameters[index],
                         .index = index,
                         .drop = 0.5 * gsl_cdf_chisq_Pinv(level, 1),
                         .points = opt_points};
    f.values = calloc(estimate->n + 1, sizeof *f.values);
    if (!f.values)
        return awol_error_memory(opt_error);
    enum awol_status status = AWOL_OK;
    for (int round = 0; round < 3; round++) {
        f.better = false;
        if (opt_points)
            opt_points->n = 0;
        status = follow(&f, -1, &interval.low, &interval.low_side, opt_error);
        if (status == AWOL_OK && !f.better)
            status = follow(&f, +1, &interval.high, &interval.high_side, opt_error);
        if (status != AWOL_OK || !f.better)
            break;
        status = replace_estimate(&f, opt_error);
        if (status != AWOL_OK)
            break;
    }
    free(f.values);
    if (status == AWOL_OK)
        *ret_interval = interval;
    return status;
}
