/* The end of a profile interval at once: where the log-likelihood has fallen so far and its slopes
 * by all other parameters vanish is a system of as many equations as there are parameters, solved
 * by Newton's method (Venzon and Moolgavkar 1988, Applied Statistics 37:87). Second derivatives are
 * those of the estimate, corrected by what each step tells (Broyden, Fletcher, Goldfarb, Shanno).
 */
#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "estimate/follow.h"

struct crossing {
    struct awol_arena arena;
    struct awol_follower *f;
    size_t n;      /* parameters that move */
    size_t *index; /* [n] the profiled one first */
    int direction;
    double half;                /* distance to the end by the curvature at the estimate */
    double *origin;             /* [n] working values at the estimate */
    double *s, *step, *tangent; /* [n] from the estimate; what was added last; how the others go */
    double *gradient, *before;  /* [n] of the log-likelihood by working values: here, last time */
    double *values, *working;   /* [layout.n] scratch */
    double *bend;               /* [n * n] minus second derivatives */
    double l;
    gsl_matrix *factor; /* of those of the others */
};

/* ---- making --------------------------------------------------------------------------------- */

static bool is_clear_of_bounds(const struct awol_follower *f, size_t p, double at)
{
    const double near = 0.05; /* of the way between the bounds */
    const struct awol_parameter *parameter = &f->problem->layout.parameters[p];
    if (parameter->role == AWOL_ROLE_RATE)
        return fabs(at - log(f->problem->crude_rate)) < 12;
    double low = awol_parameter_to_working(parameter, parameter->low);
    double high = awol_parameter_to_working(parameter, parameter->high);
    return at > low + near * (high - low) && at < high - near * (high - low);
}

/* Every parameter that is free has a covariance and is inside its bounds. */
static bool take_parameters(struct crossing *c)
{
    const struct awol_follower *f = c->f;
    const struct awol_estimate *e = f->estimate;
    c->index[c->n++] = f->index;
    for (size_t p = 0; p < e->n; p++)
        if (p != f->index && !f->problem->fixed[p])
            c->index[c->n++] = p;
    for (size_t i = 0; i < c->n; i++) {
        size_t p = c->index[i];
        double variance = e->covariance[p * e->n + p];
        c->origin[i] = awol_parameter_to_working(&f->problem->layout.parameters[p], e->full[p]);
        if (!(variance > 0) || !is_clear_of_bounds(f, p, c->origin[i]))
            return false;
        for (size_t j = 0; j < c->n; j++)
            c->bend[i * c->n + j] = f->curvature[p * e->n + c->index[j]];
        c->tangent[i] =
            e->covariance[p * e->n + f->index] / e->covariance[f->index * e->n + f->index];
    }
    return true;
}

static enum awol_status crossing_init(struct crossing *c, struct awol_follower *f, int direction,
                                      struct awol_error *opt_error)
{
    size_t n = f->estimate->n;
    *c = (struct crossing){.f = f, .direction = direction};
    awol_arena_init(&c->arena);
    c->index = awol_arena_alloc(&c->arena, n * sizeof *c->index);
    c->bend = awol_arena_alloc(&c->arena, n * n * sizeof *c->bend);
    bool good = c->index && c->bend;
    double **vectors[] = {&c->origin,   &c->s,      &c->step,   &c->tangent,
                          &c->gradient, &c->before, &c->values, &c->working};
    for (size_t i = 0; good && i < sizeof vectors / sizeof *vectors; i++) {
        *vectors[i] = awol_arena_alloc(&c->arena, n * sizeof **vectors[i]);
        good = *vectors[i] != NULL;
    }
    return good ? AWOL_OK : awol_error_memory(opt_error);
}

static void crossing_release(struct crossing *c)
{
    gsl_matrix_free(c->factor);
    awol_arena_release(&c->arena);
}

/* ---- steps ---------------------------------------------------------------------------------- */

/* Log-likelihood and slopes at the estimate + s; false where that is out of bounds, or higher than
 * the estimate. */
static bool evaluate(struct crossing *c)
{
    const struct awol_follower *f = c->f;
    memcpy(c->values, f->estimate->full, f->estimate->n * sizeof *c->values);
    for (size_t i = 0; i < c->n; i++) {
        size_t p = c->index[i];
        double at = c->origin[i] + c->s[i];
        if (!is_clear_of_bounds(f, p, at))
            return false;
        c->values[p] = awol_parameter_to_printed(&f->problem->layout.parameters[p], at);
    }
    if (awol_problem_evaluate(f->problem, c->values, &c->l, c->working, NULL) != AWOL_OK)
        return false;
    for (size_t i = 0; i < c->n; i++)
        c->gradient[i] = c->working[c->index[i]];
    return c->l <= f->estimate->log_likelihood;
}

/* From the slopes before and after a step. Over a long first step they tell the curvature half way;
 * at its end it has changed by as much again. */
static void learn(struct crossing *c, bool first)
{
    size_t n = c->n;
    double along = 0, was = 0, *old = c->working; /* bend times step */
    for (size_t i = 0; i < n; i++) {
        old[i] = 0;
        for (size_t j = 0; j < n; j++)
            old[i] += c->bend[i * n + j] * c->step[j];
        double change = c->before[i] - c->gradient[i];
        c->before[i] = first ? 2 * change - old[i] : change;
        along += c->before[i] * c->step[i];
        was += old[i] * c->step[i];
    }
    if (!(along > 0.1 * was && was > 0))
        return;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            c->bend[i * n + j] += c->before[i] * c->before[j] / along - old[i] * old[j] / was;
}

/* x = (bend of the others)^-1 x, in place. */
static void solve(const struct crossing *c, double *x)
{
    gsl_vector_view view = gsl_vector_view_array(x, c->n - 1);
    gsl_linalg_cholesky_svx(c->factor, &view.vector);
}

static bool factorise(struct crossing *c)
{
    size_t n = c->n - 1;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            gsl_matrix_set(c->factor, i, j, c->bend[(i + 1) * c->n + j + 1]);
    return gsl_linalg_cholesky_decomp1(c->factor) == GSL_SUCCESS;
}

/* The next step: the others to their top, and all along their tangent to where the log-likelihood
 * is what is asked for, by a parabola. *ret_off is how far that was, *ret_gain what the others had
 * to gain. False where there is no such place. */
static bool advance(struct crossing *c, double *ret_off, double *ret_gain)
{
    size_t n = c->n;
    double gain = 0, slope = c->gradient[0], bend = c->bend[0];
    if (n > 1) {
        if (!factorise(c))
            return false;
        memcpy(c->step + 1, c->gradient + 1, (n - 1) * sizeof *c->step);
        for (size_t i = 1; i < n; i++)
            c->tangent[i] = -c->bend[i * n];
        solve(c, c->step + 1);
        solve(c, c->tangent + 1);
    }
    for (size_t i = 1; i < n; i++) {
        gain += 0.5 * c->gradient[i] * c->step[i];
        slope += c->gradient[i] * c->tangent[i];
        bend += c->bend[i] * c->tangent[i];
    }
    double above = c->l + gain - (c->f->estimate->log_likelihood - c->f->drop);
    double square = slope * slope + 2 * above * bend;
    if (!(c->direction * slope < 0 && square > 0))
        return false;
    double t = c->direction * 2 * above / (sqrt(square) + fabs(slope));
    c->step[0] = t;
    for (size_t i = 1; i < n; i++)
        c->step[i] += t * c->tangent[i];
    for (size_t i = 0; i < n; i++)
        c->s[i] += c->step[i];
    *ret_off = fabs(t);
    *ret_gain = gain;
    return true;
}

/* ---- the whole ------------------------------------------------------------------------------ */

/* By the curvature at the estimate; at the second end, how far the first one was off, mirrored. */
static void begin(struct crossing *c)
{
    const struct awol_follower *f = c->f;
    size_t n = f->estimate->n;
    c->half = sqrt(f->estimate->covariance[f->index * n + f->index] * 2 * f->drop);
    double first = f->other_end[f->index];
    double t = c->direction * c->half;
    if (isfinite(first))
        t = fmax(2 * c->half - fabs(first), 0.3 * c->half) * c->direction;
    for (size_t i = 0; i < c->n; i++) {
        double square = 0;
        if (isfinite(first) && i > 0)
            square = (f->other_end[c->index[i]] - c->tangent[i] * first) / (first * first);
        c->s[i] = c->step[i] = c->tangent[i] * t + square * t * t;
        c->before[i] = 0;
    }
}

/* *ret_found is false where it does not converge cleanly. */
static bool converge(struct crossing *c)
{
    enum { MOST = 8 };
    const double near = 1e-5, little = 1e-10; /* so near what is left is the square of that */
    double last = INFINITY;
    begin(c);
    for (int round = 0; round < MOST; round++) {
        double off, gain;
        if (!evaluate(c))
            return false;
        learn(c, round == 0);
        memcpy(c->before, c->gradient, c->n * sizeof *c->before);
        if (!advance(c, &off, &gain) || !(off < 0.5 * c->half) || !(gain >= 0 && gain < 0.5))
            return false;
        if (off < near * c->half && gain < little)
            return true;
        if (round > 1 && off > 0.5 * last && gain < little)
            return false;
        last = off;
    }
    return false;
}

/* Stand at the end, for a look around. */
static void stand(struct crossing *c)
{
    struct awol_follower *f = c->f;
    for (size_t i = 0; i < c->n; i++) {
        const struct awol_parameter *parameter = &f->problem->layout.parameters[c->index[i]];
        f->values[c->index[i]] = awol_parameter_to_printed(parameter, c->origin[i] + c->s[i]);
    }
}

enum awol_status awol_follower_cross(struct awol_follower *f, int direction, double *ret_value,
                                     bool *ret_found, struct awol_error *opt_error)
{
    struct crossing c;
    *ret_found = false;
    enum awol_status status = crossing_init(&c, f, direction, opt_error);
    if (status != AWOL_OK || !take_parameters(&c))
        goto done;
    if (c.n > 1)
        c.factor = gsl_matrix_alloc(c.n - 1, c.n - 1);
    if (c.n > 1 && !c.factor)
        status = awol_error_memory(opt_error);
    if (status != AWOL_OK || !converge(&c))
        goto done;
    struct awol_followed point = {.working = c.origin[0] + c.s[0]};
    bool other = false;
    stand(&c);
    *ret_value = f->values[f->index];
    for (size_t i = 0; i < c.n; i++)
        f->other_end[c.index[i]] = c.s[i];
    status = awol_follower_look_around(f, AWOL_FOLLOWER_HIGHER, &point, &other, opt_error);
    *ret_found = status == AWOL_OK && !other && !f->better;
    if (!*ret_found && !f->better)
        awol_follower_reset(f);
done:
    crossing_release(&c);
    return status;
}
