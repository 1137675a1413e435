#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "estimate/follow.h"

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

static double printed(const struct awol_follower *f, double working)
{
    return awol_parameter_to_printed(f->parameter, working);
}

/* How far the end is by the curvature; NaN where that is not known. */
static double known_step(const struct awol_follower *f)
{
    double variance = f->estimate->covariance[f->index * f->estimate->n + f->index];
    return variance > 0 ? sqrt(variance * 2 * f->drop) : (double)NAN;
}

/* First step: what the curvature says, or something moderate. */
static double first_step(const struct awol_follower *f)
{
    double known = known_step(f);
    return isnan(known) ? 0.5 * sqrt(2 * f->drop) : fmin(fmax(known, 1e-3), 2);
}

/* ---- one side ----------------------------------------------------------------------------- */

/* The square root of the loss, in which a profile is nearly straight: 0 at the estimate, 1 at the
 * end of the interval. Distances grow away from the estimate. */
struct node {
    double root, distance;
    double slope; /* of the distance by the root; NaN: not known */
};

struct side {
    struct awol_follower *f;
    int direction;       /* -1 or +1 */
    double origin;       /* working value at the estimate */
    double limit;        /* farthest distance of the search */
    double stride;       /* how far to go without other advice */
    struct node last[2]; /* the nearest to the end and that before; [1] may be unknown (NaN) */
    int n_doubts;
    struct node inside, outside; /* outside.distance INFINITY: nothing there yet */
};

static struct node node_of(const struct side *s, const struct awol_followed *point, double distance)
{
    double drop = s->f->drop, root = sqrt(fmax(point->excess + drop, 0) / drop);
    double rise = -s->direction * point->slope / (2 * drop * root); /* of the root by distance */
    return (struct node){root, distance, rise > 0 && isfinite(rise) ? 1 / rise : (double)NAN};
}

/* What lies far outside may be a lower hill on which the climb has ended: no place to come back
 * from, and no bound either, but the strides become shorter. */
static const double far_outside = 1.5;

static const struct node nowhere = {INFINITY, INFINITY, NAN};

static void take(struct side *s, struct node node)
{
    if (node.root < 1) {
        s->stride = fmax(1.6 * s->stride, node.distance - s->inside.distance);
        s->inside = node;
        awol_follower_keep(s->f);
    } else if (node.root < far_outside) {
        s->outside = node;
    } else {
        s->stride = 0.5 * (node.distance - s->inside.distance);
        s->outside = nowhere;
        awol_follower_go_back(s->f);
    }
    bool nearer = fabs(node.root - 1) <= fabs(s->last[0].root - 1);
    if (nearer)
        s->last[1] = s->last[0];
    s->last[nearer ? 0 : 1] = node;
}

/* The distance at root 1 by the cubic through two nodes with their slopes (Hermite), or by what
 * less is known; NaN where nothing is. */
static double interpolate(const struct side *s)
{
    const struct node *a = &s->last[0], *b = &s->last[1];
    double h = b->root - a->root, u = (1 - a->root) / h;
    if (!(fabs(h) > 1e-12))
        return a->distance + (1 - a->root) * a->slope;
    double line = (b->distance - a->distance) / h;
    if (isnan(a->slope) && isnan(b->slope))
        return a->distance + (1 - a->root) * line;
    double at_a = isnan(a->slope) ? 2 * line - b->slope : a->slope;
    double at_b = isnan(b->slope) ? 2 * line - a->slope : b->slope;
    double square = 3 * line - 2 * at_a - at_b, cube = at_a + at_b - 2 * line;
    return a->distance + h * u * (at_a + u * (square + u * cube));
}

/* The same by the nearest node alone. */
static double extrapolate(const struct side *s)
{
    const struct node *a = &s->last[0];
    return a->distance + (1 - a->root) * a->slope;
}

/* So near the cubic is exact to eight digits, unless the profile has a kink between its nodes, as
 * where another parameter comes to its bound: then the nearest node alone says another thing. */
static bool is_near(const struct side *s)
{
    const double near = 2e-3, exact = 1e-9;
    double off = fabs(s->last[0].root - 1), scale = 1 + fabs(s->origin);
    return off < near && s->last[0].slope > 0 &&
           fabs(interpolate(s) - extrapolate(s)) < 3 * off * off * s->last[0].slope + exact * scale;
}

/* Where to look next: as the nodes say, but inside the bracket, and outward in strides. */
static double next_distance(const struct side *s, int round)
{
    double low = s->inside.distance, high = s->outside.distance, at = interpolate(s);
    if (isinf(high)) {
        double most = fmin(low + s->stride, s->limit);
        return at > low + 0.05 * (most - low) ? fmin(at, most) : most;
    }
    double margin = 1e-3 * (high - low);
    /* Where a jump from one mode to another lies between, no curve helps: halve now and then. */
    if (!(at > low + margin && at < high - margin) || round % 5 == 4)
        return 0.5 * (low + high);
    return at;
}

/* For a table of the profile, some points inside what was found. */
static enum awol_status fill(struct side *s, double end, struct awol_error *opt_error)
{
    enum { POINTS = 4 };
    struct awol_follower *f = s->f;
    enum awol_status status = AWOL_OK;
    struct awol_followed point;
    bool found;
    for (int i = 1; f->points && status == AWOL_OK && !f->better && i < POINTS; i++) {
        status = awol_follower_step(f, printed(f, s->origin + s->direction * end * i / POINTS),
                                    &point, opt_error);
        if (status == AWOL_OK && !f->better) /* on the way back from another hill, perhaps */
            status = awol_follower_look_around(f, 1e-3, &point, &found, opt_error);
    }
    return status;
}

/* A search along the side begins: at the estimate, or at what was found on another hill. */
static void begin(struct side *s, struct node node)
{
    s->inside = s->last[0] = node;
    s->last[1] = (struct node){NAN, NAN, NAN};
    s->outside = nowhere;
}

/* One point further. *ret_moved is true where it turned out to lie below another hill: the search
 * goes on from there, and looks everywhere from now on. */
static enum awol_status advance(struct side *s, double distance, bool *ret_close, bool *ret_moved,
                                struct awol_error *opt_error)
{
    enum { MOST_DOUBTS = 3 };
    const double near = 2e-3; /* of the root: so near the cubic is exact to eight digits */
    struct awol_follower *f = s->f;
    struct awol_followed point;
    *ret_moved = false;
    enum awol_status status =
        awol_follower_step(f, printed(f, s->origin + s->direction * distance), &point, opt_error);
    if (status == AWOL_OK && f->thorough && !f->better)
        status = awol_follower_look_around(f, 1e-3, &point, ret_moved, opt_error);
    *ret_moved = false;
    if (status != AWOL_OK || f->better)
        return status;
    struct node node = node_of(s, &point, distance);
    if (fabs(node.root - 1) < near) {
        status = awol_follower_settle(f, &point, opt_error);
        if (status != AWOL_OK || f->better)
            return status;
        node = node_of(s, &point, distance);
    }
    take(s, node);
    bool narrow = fmin(s->outside.distance - s->inside.distance, s->stride) <
                  1e-7 * (1 + fabs(s->origin) + s->inside.distance);
    if (narrow && fabs(node.root - 1) > near && s->n_doubts < MOST_DOUBTS) {
        /* A cliff, or the far side lies on a lower hill than it need: see again, from here. */
        s->n_doubts++;
        s->outside = nowhere;
        s->stride = 0.03 * first_step(f);
        awol_follower_go_back(f);
        return AWOL_OK;
    }
    *ret_close = narrow || (fabs(node.root - 1) < near && is_near(s));
    if (!*ret_close || f->thorough)
        return AWOL_OK;
    status = awol_follower_look_around(f, AWOL_FOLLOWER_HIGHER, &point, ret_moved, opt_error);
    if (status != AWOL_OK || f->better || !*ret_moved)
        return status;
    f->thorough = true;
    *ret_close = false;
    node = node_of(s, &point, distance);
    if (node.root < 1)
        begin(s, node);
    else
        take(s, node);
    return AWOL_OK;
}

/* To the crossing. *ret_distance is NaN if there is none before the limit, or a better maximum
 * turned up. */
static enum awol_status cross(struct side *s, double *ret_distance, struct awol_error *opt_error)
{
    enum { MOST = 80 };
    *ret_distance = NAN;
    for (int round = 0; round < MOST; round++) {
        bool close = false, moved;
        double distance = next_distance(s, round);
        enum awol_status status = advance(s, distance, &close, &moved, opt_error);
        if (status != AWOL_OK || s->f->better)
            return status;
        if (moved)
            continue;
        if (close) {
            double exact = interpolate(s);
            *ret_distance = fabs(exact - distance) < 0.1 * distance ? exact : distance;
            return fill(s, *ret_distance, opt_error);
        }
        if (s->inside.distance >= s->limit)
            return AWOL_OK;
    }
    *ret_distance = s->inside.distance;
    return AWOL_OK;
}

/* Does the interval reach down to zero, where that is a value of the parameter? */
static enum awol_status reaches_zero(struct awol_follower *f, bool *ret_reaches,
                                     struct awol_error *opt_error)
{
    struct awol_followed point;
    if (!f->points)
        f->least = f->estimate->log_likelihood - f->drop - 2;
    enum awol_status status = awol_follower_step(f, 0, &point, opt_error);
    f->least = -INFINITY;
    /* Zero is far from most estimates: a climb that comes from there may end on a lower hill, and
     * “above zero” is no small claim. */
    bool found;
    if (status == AWOL_OK && !f->better && point.excess > 0 && point.excess < 0.1)
        status = awol_follower_settle(f, &point, opt_error);
    if (status == AWOL_OK && !f->better && point.excess > 0)
        status = awol_follower_look_around(f, 1e-3, &point, &found, opt_error);
    *ret_reaches = status == AWOL_OK && !f->better && point.excess <= 0;
    if (!f->better)
        awol_follower_reset(f);
    return status;
}

/* Follow one side: direction -1 or +1. */
static enum awol_status follow(struct awol_follower *f, int direction, double *ret_value,
                               enum awol_side *ret_side, struct awol_error *opt_error)
{
    const struct awol_parameter *parameter = f->parameter;
    double start = f->estimate->full[f->index], distance;
    double limit =
        awol_parameter_to_working(parameter, direction < 0 ? parameter->low : parameter->high);
    f->thorough = false;
    awol_follower_reset(f);
    if (direction < 0 && parameter->zero_allowed) {
        bool reaches;
        enum awol_status status = reaches_zero(f, &reaches, opt_error);
        if (reaches) {
            *ret_value = 0;
            *ret_side = AWOL_SIDE_ZERO;
        }
        if (status != AWOL_OK || f->better || reaches)
            return status;
    }
    bool found = false;
    /* For a table of the profile the way there is wanted; and a cascade has many hills. */
    if (!f->points && f->problem->layout.eta == SIZE_MAX) {
        enum awol_status status = awol_follower_cross(f, direction, ret_value, &found, opt_error);
        if (found)
            *ret_side = AWOL_SIDE_FOUND;
        if (status != AWOL_OK || f->better || found)
            return status;
    }
    double origin = awol_parameter_to_working(parameter, start > 0 || !parameter->zero_allowed
                                                             ? start
                                                             : awol_follower_near_zero(parameter));
    struct side side = {.f = f,
                        .direction = direction,
                        .origin = origin,
                        .limit = fmax(direction * (limit - origin), 0),
                        .stride = first_step(f)};
    begin(&side, (struct node){0, 0, known_step(f)});
    enum awol_status status = cross(&side, &distance, opt_error);
    if (status != AWOL_OK || f->better)
        return status;
    *ret_value = isnan(distance) ? (double)NAN : printed(f, origin + direction * distance);
    *ret_side = isnan(distance) ? AWOL_SIDE_OPEN : AWOL_SIDE_FOUND;
    return AWOL_OK;
}

/* A better maximum: climb it to the top and take it for the estimate. */
static enum awol_status replace_estimate(struct awol_follower *f, struct awol_error *opt_error)
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
    struct awol_follower f = {.problem = problem,
                              .estimate = estimate,
                              .parameter = &problem->layout.parameters[index],
                              .index = index,
                              .drop = 0.5 * gsl_cdf_chisq_Pinv(level, 1),
                              .least = -INFINITY,
                              .points = opt_points};
    enum awol_status status = awol_follower_init(&f, opt_error);
    for (int round = 0; status == AWOL_OK && round < 3; round++) {
        f.better = false;
        if (opt_points)
            opt_points->n = 0;
        status = follow(&f, -1, &interval.low, &interval.low_side, opt_error);
        if (status == AWOL_OK && !f.better)
            status = follow(&f, +1, &interval.high, &interval.high_side, opt_error);
        if (status != AWOL_OK || !f.better)
            break;
        status = replace_estimate(&f, opt_error);
    }
    awol_follower_release(&f);
    if (status == AWOL_OK)
        *ret_interval = interval;
    return status;
}
