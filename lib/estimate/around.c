/* Other tops of a profile at one value of its parameter. What a departure prompts can follow soon
 * or late, in the unit or in others, beside a quick or a slow background: each may have a hill of
 * its own, and which is the highest changes along the profile. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "estimate/follow.h"

/* ---- along one parameter -------------------------------------------------------------------- */

/* Does a parameter say how departures are prompted, or how the background wanders, but not how
 * much? eta stands for itself where nothing is left to be said of it. */
static bool has_hills(const struct awol_follower *f, size_t p)
{
    const struct awol_layout *l = &f->problem->layout;
    const struct awol_parameter *parameter = &l->parameters[p];
    if (p == f->index || f->problem->fixed[p] || f->problem->likelihood.type->start)
        return false;
    if (p == l->eta) {
        for (size_t q = 0; q < l->n; q++)
            if (l->parameters[q].moot_without == p && l->parameters[q].role != AWOL_ROLE_URGENCY &&
                l->parameters[q].role != AWOL_ROLE_SHARE)
                return f->problem->fixed[q];
        return true;
    }
    if (parameter->moot_without == SIZE_MAX)
        return false;
    size_t needed = parameter->moot_without;
    return !(f->problem->fixed[needed] && f->problem->fixed_values[needed] <= 0) &&
           !(needed == f->index && f->values[needed] <= 0);
}

enum { STEPS = 10 };

/* Step i of a scan, from one end of what may be to the other. */
static double step_value(const struct awol_parameter *parameter, int i)
{
    const double far = 5; /* a share of one in a hundred and fifty is as good as none */
    double low = awol_parameter_to_working(parameter, parameter->low);
    double high = awol_parameter_to_working(parameter, parameter->high);
    if (parameter->scale == AWOL_SCALE_LOGIT) {
        low = fmax(low, -far);
        high = fmin(high, far);
    }
    return low + (high - low) * i / (STEPS - 1);
}

struct scan {
    struct awol_follower *f;
    size_t along;
    double here, by;   /* the top that is known, and by how much another must be higher */
    double *curvature; /* [n * n] brought along */
    double *last;      /* [n] where the scan is */
    double *crest;     /* [n] where it was the step before */
    double l_last;
    bool rising; /* the last step was higher than the one before */
    double best_l;
};

static enum awol_status scan_init(struct scan *s, struct awol_follower *f, double here, double by,
                                  struct awol_error *opt_error)
{
    size_t n = f->estimate->n;
    double *work = calloc(n * n + 2 * n + 1, sizeof *work);
    if (!work)
        return awol_error_memory(opt_error);
    *s = (struct scan){.f = f,
                       .here = here,
                       .by = by,
                       .best_l = here + by,
                       .curvature = work,
                       .last = work + n * n,
                       .crest = work + n * n + n};
    return AWOL_OK;
}

/* Climb from start[]; -INFINITY where that cannot be evaluated. */
static enum awol_status climb(struct scan *s, const struct awol_near *how, double *ret_l,
                              struct awol_error *opt_error)
{
    bool converged;
    *ret_l = -INFINITY;
    enum awol_status status =
        awol_maximise_near(s->f->problem, how, s->f->start, ret_l, &converged, opt_error);
    if (status == AWOL_OK && *ret_l > s->best_l) {
        s->best_l = *ret_l;
        memcpy(s->f->best, s->f->start, s->f->estimate->n * sizeof *s->f->best);
    }
    return status == AWOL_RANGE ? AWOL_OK : status;
}

/* A crest of the scan: is it the side of a higher hill? */
static enum awol_status try_crest(struct scan *s, const double *crest, double l,
                                  struct awol_error *opt_error)
{
    const double foothill = 2;
    const struct awol_near rough = {.enough = 1e-3 * s->by, .least = s->best_l, .curvature = NULL};
    if (l < s->here - foothill)
        return AWOL_OK;
    memcpy(s->f->start, crest, s->f->estimate->n * sizeof *s->f->start);
    return climb(s, &rough, &l, opt_error);
}

static void begin(struct scan *s)
{
    struct awol_follower *f = s->f;
    const struct awol_layout *l = &f->problem->layout;
    size_t n = f->estimate->n;
    memcpy(s->curvature, f->curvature, n * n * sizeof *s->curvature);
    memcpy(s->last, f->values, n * sizeof *s->last);
    /* What is to be scanned needs more than nothing of what it is about. */
    size_t needed = l->parameters[s->along].moot_without;
    if (needed != SIZE_MAX && needed != f->index && !(s->last[needed] > 0.02)) {
        awol_problem_start(f->problem, f->gradient);
        s->last[needed] = f->gradient[needed];
        for (size_t q = 0; q < n; q++)
            if (q != f->index && l->parameters[q].moot_without == needed)
                s->last[q] = f->gradient[q];
    }
    s->l_last = s->here;
    s->rising = false;
}

/* From the top that is known towards one end; what is higher than all beside it is looked at. */
static enum awol_status scan_side(struct scan *s, int first, int direction,
                                  struct awol_error *opt_error)
{
    struct awol_follower *f = s->f;
    size_t n = f->estimate->n;
    const struct awol_parameter *parameter = &f->problem->layout.parameters[s->along];
    const struct awol_near rough = {
        .curvature = s->curvature, .enough = 1e-2, .least = -INFINITY, .opt_learned = s->curvature};
    enum awol_status status = AWOL_OK;
    begin(s);
    for (int i = first; status == AWOL_OK && i >= 0 && i < STEPS; i += direction) {
        double l;
        memcpy(f->start, s->last, n * sizeof *f->start);
        awol_problem_fix(f->problem, s->along,
                         awol_parameter_to_printed(parameter, step_value(parameter, i)));
        status = climb(s, &rough, &l, opt_error);
        awol_problem_free(f->problem, s->along);
        bool crest = status == AWOL_OK && s->rising && l < s->l_last;
        if (crest)
            memcpy(s->crest, s->last, n * sizeof *s->crest);
        if (isfinite(l))
            memcpy(s->last, f->start, n * sizeof *s->last);
        if (crest)
            status = try_crest(s, s->crest, s->l_last, opt_error);
        s->rising = l > s->l_last;
        s->l_last = l;
    }
    return status == AWOL_OK && s->rising ? try_crest(s, s->last, s->l_last, opt_error) : status;
}

static enum awol_status scan(struct scan *s, struct awol_error *opt_error)
{
    const struct awol_parameter *parameter = &s->f->problem->layout.parameters[s->along];
    double at = awol_parameter_to_working(parameter, s->f->values[s->along]);
    int above = 0;
    while (above < STEPS && !(step_value(parameter, above) > at))
        above++;
    enum awol_status status = scan_side(s, above, +1, opt_error);
    return status == AWOL_OK ? scan_side(s, above - 1, -1, opt_error) : status;
}

/* ---- all of them ---------------------------------------------------------------------------- */

/* Start number k that is not found by scanning: the default one, a second mode, a model's own. */
static bool other_start(const struct awol_follower *f, size_t k, double *start)
{
    const struct awol_layout *l = &f->problem->layout;
    size_t n = f->estimate->n;
    if (f->problem->likelihood.type->start)
        return k < 4 && awol_problem_other_start(f->problem, k, start);
    if (l->eta == SIZE_MAX || k >= 2)
        return false; /* without a cascade there is one mode */
    awol_problem_start(f->problem, f->gradient);
    if (k == 0) {
        memcpy(start, f->gradient, n * sizeof *start);
        return true;
    }
    const double *at = f->estimate->second_mode ? f->estimate->second : f->estimate->full;
    for (size_t p = 0; p < n; p++) /* from zero no search leads away */
        start[p] = (at[p] > 0 || !l->parameters[p].zero_allowed) &&
                           !awol_problem_is_moot(f->problem, p, at)
                       ? at[p]
                       : f->gradient[p];
    return true;
}

static enum awol_status try_starts(struct scan *s, struct awol_error *opt_error)
{
    struct awol_follower *f = s->f;
    const struct awol_near rough = {.enough = 1e-3 * s->by, .least = s->here - 1};
    enum awol_status status = AWOL_OK;
    for (size_t k = 0; status == AWOL_OK && other_start(f, k, f->start); k++) {
        bool converged;
        double l = -INFINITY;
        if (k > 0) {
            status = climb(s, &rough, &l, opt_error);
            continue;
        }
        status = awol_maximise(f->problem, AWOL_EFFORT_FAR, f->start, &l, &converged, opt_error);
        if (status == AWOL_OK && l > s->best_l) {
            s->best_l = l;
            memcpy(f->best, f->start, f->estimate->n * sizeof *f->best);
        }
        status = status == AWOL_RANGE ? AWOL_OK : status;
    }
    return status;
}

enum awol_status awol_follower_look_around(struct awol_follower *f, double by,
                                           struct awol_followed *point, bool *ret_found,
                                           struct awol_error *opt_error)
{
    const struct awol_near fine = {.enough = AWOL_FOLLOWER_ENOUGH, .least = -INFINITY};
    size_t n = f->estimate->n;
    double here = f->estimate->log_likelihood - f->drop - point->excess, l = 0;
    struct scan s = {0};
    enum awol_status status = scan_init(&s, f, here, by, opt_error);
    if (status != AWOL_OK)
        return status;
    awol_problem_fix(f->problem, f->index, f->values[f->index]);
    status = try_starts(&s, opt_error);
    for (size_t p = 0; status == AWOL_OK && p < n; p++)
        if (has_hills(f, p)) {
            s.along = p;
            status = scan(&s, opt_error);
        }
    *ret_found = status == AWOL_OK && s.best_l > here + by;
    if (*ret_found) {
        memcpy(f->start, f->best, n * sizeof *f->start);
        status = climb(&s, &fine, &l, opt_error);
        /* Another hill: nothing is known of it. */
        for (size_t i = 0; i < n * n; i++)
            f->curvature[i] = NAN;
        memset(f->tangent, 0, n * sizeof *f->tangent);
    }
    awol_problem_free(f->problem, f->index);
    if (status == AWOL_OK && *ret_found)
        status = awol_follower_arrive(f, s.best_l, point, opt_error);
    free(s.curvature);
    return status;
}
