/* The end of a climb where bounds are near. The scale without bounds of the search is flat there,
 * and a climb on it may stop before the top. Here the bounds are walls: Newton steps among the
 * parameters that are not pressed against one (projected Newton; Bertsekas 1982, SIAM J. Control
 * Optim. 20:221). */
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "estimate/problem.h"

struct walls {
    struct awol_arena arena;
    struct awol_problem *problem;
    size_t n;      /* parameters that move: free, and not zero */
    size_t *index; /* [n] */
    bool *as_printed, *pinned, *pressed;
    double *low, *high;                     /* [n] on the scale of the walls */
    double *u, *gradient, *trial, *g_trial; /* [n] */
    double *hessian;                        /* [n * n] */
    double *values, *working;               /* [layout.n] scratch */
    double *kept_u, *kept_gradient;         /* [n] */
    double l;
    gsl_matrix *factor;
    gsl_vector *step;
};

/* ---- scale ---------------------------------------------------------------------------------- */

/* Shares, and what is near zero, as they are printed; the rest by logarithm. */
static bool is_as_printed(const struct awol_parameter *parameter, double value)
{
    const double small = 0.01;
    return parameter->scale != AWOL_SCALE_LOG || (parameter->zero_allowed && value < small);
}

static void take_parameter(struct walls *w, size_t p, double value)
{
    const struct awol_parameter *parameter = &w->problem->layout.parameters[p];
    double low = parameter->low, high = parameter->high;
    size_t i = w->n++;
    if (parameter->role == AWOL_ROLE_RATE) { /* as the search has it */
        low = w->problem->crude_rate * exp(-15);
        high = w->problem->crude_rate * exp(15);
    }
    w->index[i] = p;
    w->as_printed[i] = is_as_printed(parameter, value);
    w->low[i] = w->as_printed[i] ? low : log(low);
    w->high[i] = w->as_printed[i] ? high : log(high);
    w->u[i] = fmin(fmax(w->as_printed[i] ? value : log(value), w->low[i]), w->high[i]);
}

static void put(const struct walls *w, const double *u, double *values)
{
    for (size_t i = 0; i < w->n; i++)
        values[w->index[i]] = w->as_printed[i] ? u[i] : exp(u[i]);
}

/* Log-likelihood at u and its gradient; -INFINITY where it cannot be evaluated. */
static double evaluate(struct walls *w, const double *u, double *gradient)
{
    double l;
    put(w, u, w->values);
    if (awol_problem_evaluate(w->problem, w->values, &l, w->working, NULL) != AWOL_OK)
        return -INFINITY;
    for (size_t i = 0; i < w->n; i++) {
        size_t p = w->index[i];
        const struct awol_parameter *parameter = &w->problem->layout.parameters[p];
        bool stretched = w->as_printed[i] && parameter->scale != AWOL_SCALE_IDENTITY;
        double at = stretched ? awol_parameter_to_working(parameter, w->values[p]) : 0;
        gradient[i] = w->working[p] / (stretched ? awol_parameter_slope(parameter, at) : 1);
    }
    return l;
}

/* ---- steps ---------------------------------------------------------------------------------- */

/* By forward differences, away from the nearer wall; false where it cannot be had. */
static bool measure(struct walls *w)
{
    size_t n = w->n;
    for (size_t j = 0; j < n; j++) {
        double length = 1e-5 * fmin(1, w->high[j] - w->low[j]);
        double step = w->u[j] + length > w->high[j] ? -length : length;
        memcpy(w->trial, w->u, n * sizeof *w->trial);
        w->trial[j] += step;
        if (!isfinite(evaluate(w, w->trial, w->g_trial)))
            return false;
        for (size_t i = 0; i < n; i++)
            w->hessian[i * n + j] = (w->g_trial[i] - w->gradient[i]) / step;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++)
            w->hessian[i * n + j] = w->hessian[j * n + i] =
                0.5 * (w->hessian[i * n + j] + w->hessian[j * n + i]);
    return true;
}

static void press(struct walls *w)
{
    for (size_t i = 0; i < w->n; i++)
        w->pressed[i] = w->pinned[i] || (w->u[i] >= w->high[i] && w->gradient[i] >= 0) ||
                        (w->u[i] <= w->low[i] && w->gradient[i] <= 0);
}

/* Into step: nothing for what is pressed, to its wall for what would cross it, and the best for the
 * others then. False where the curvature bends the wrong way. */
static bool newton(struct walls *w, double damping)
{
    size_t n = w->n;
    for (size_t i = 0; i < n; i++)
        w->trial[i] = w->pressed[i] ? 0 : NAN; /* how far, where that is settled */
    for (bool crossed = true; crossed;) {
        for (size_t i = 0; i < n; i++) {
            double rest = isnan(w->trial[i]) ? w->gradient[i] : w->trial[i];
            for (size_t j = 0; j < n; j++) {
                double h = -w->hessian[i * n + j];
                bool moves = isnan(w->trial[i]) && isnan(w->trial[j]);
                if (isnan(w->trial[i]) && !moves)
                    rest -= h * w->trial[j];
                if (i == j)
                    h = moves ? h + damping * (fabs(h) + 1e-3) : 1;
                gsl_matrix_set(w->factor, i, j, moves || i == j ? h : 0);
            }
            gsl_vector_set(w->step, i, rest);
        }
        if (gsl_linalg_cholesky_decomp1(w->factor) != GSL_SUCCESS)
            return false;
        gsl_linalg_cholesky_svx(w->factor, w->step);
        crossed = false;
        for (size_t i = 0; i < n; i++) {
            double to = w->u[i] + gsl_vector_get(w->step, i);
            if (isnan(w->trial[i]) && (to > w->high[i] || to < w->low[i])) {
                w->trial[i] = (to > w->high[i] ? w->high[i] : w->low[i]) - w->u[i];
                crossed = true;
            }
        }
    }
    return true;
}

/* What the curvature says that the step gains. */
static double promise(const struct walls *w)
{
    double sum = 0;
    for (size_t i = 0; i < w->n; i++) {
        double bend = 0, step = gsl_vector_get(w->step, i);
        for (size_t j = 0; j < w->n; j++)
            bend += w->hessian[i * w->n + j] * gsl_vector_get(w->step, j);
        sum += step * (w->gradient[i] + 0.5 * bend);
    }
    return sum;
}

/* One step uphill; what it gained, 0 where there is none, and what was promised. */
static double advance(struct walls *w, double *ret_promise)
{
    enum { MOST = 12 };
    double damping = 0;
    *ret_promise = 0;
    for (int attempt = 0; attempt < MOST; attempt++, damping = fmax(10 * damping, 1e-6)) {
        if (!newton(w, damping))
            continue;
        *ret_promise = fmax(*ret_promise, promise(w));
        for (size_t i = 0; i < w->n; i++)
            w->trial[i] = fmin(fmax(w->u[i] + gsl_vector_get(w->step, i), w->low[i]), w->high[i]);
        double l = evaluate(w, w->trial, w->g_trial);
        if (!(l > w->l))
            continue;
        double gain = l - w->l;
        memcpy(w->u, w->trial, w->n * sizeof *w->u);
        memcpy(w->gradient, w->g_trial, w->n * sizeof *w->gradient);
        w->l = l;
        return gain;
    }
    return 0;
}

/* ---- the whole ------------------------------------------------------------------------------ */

static void walls_release(struct walls *w)
{
    gsl_vector_free(w->step);
    gsl_matrix_free(w->factor);
    awol_arena_release(&w->arena);
}

static enum awol_status walls_init(struct walls *w, struct awol_problem *problem,
                                   const double *values, struct awol_error *opt_error)
{
    size_t n = problem->layout.n;
    *w = (struct walls){.problem = problem};
    awol_arena_init(&w->arena);
    w->index = awol_arena_alloc(&w->arena, n * sizeof *w->index);
    w->hessian = awol_arena_alloc(&w->arena, n * n * sizeof *w->hessian);
    bool good = w->index && w->hessian;
    bool **flags[] = {&w->as_printed, &w->pinned, &w->pressed};
    double **vectors[] = {&w->low,     &w->high,   &w->u,       &w->gradient, &w->trial,
                          &w->g_trial, &w->values, &w->working, &w->kept_u,   &w->kept_gradient};
    for (size_t i = 0; good && i < sizeof flags / sizeof *flags; i++) {
        *flags[i] = awol_arena_alloc(&w->arena, n * sizeof **flags[i]);
        good = *flags[i] != NULL;
    }
    for (size_t i = 0; good && i < sizeof vectors / sizeof *vectors; i++) {
        *vectors[i] = awol_arena_alloc(&w->arena, n * sizeof **vectors[i]);
        good = *vectors[i] != NULL;
    }
    if (!good)
        return awol_error_memory(opt_error);
    memset(w->pinned, 0, n * sizeof *w->pinned);
    memcpy(w->values, values, n * sizeof *w->values);
    for (size_t p = 0; p < n; p++)
        if (!problem->fixed[p] && (values[p] > 0 || !problem->layout.parameters[p].zero_allowed))
            take_parameter(w, p, values[p]);
    if (w->n == 0)
        return AWOL_OK;
    w->factor = gsl_matrix_alloc(w->n, w->n);
    w->step = gsl_vector_alloc(w->n);
    return w->factor && w->step ? AWOL_OK : awol_error_memory(opt_error);
}

static void climb(struct walls *w, int most, double enough)
{
    bool known = false;
    for (int round = 0; round < most; round++) {
        bool fresh = !known;
        if (fresh && !measure(w))
            return;
        press(w);
        double expected, gain = advance(w, &expected);
        if (expected < enough || (fresh && gain < enough))
            return;
        known = gain > 0.5 * expected && gain < 2 * expected;
    }
}

/* Along a narrow ridge that leads to a wall steps are short: see at once how high it is there. */
static void try_wall(struct walls *w, size_t i, double enough)
{
    enum { MOST = 8 };
    const double near = 0.1; /* of the way between the walls */
    double wall = w->gradient[i] > 0 ? w->high[i] : w->low[i], l = w->l;
    size_t size = w->n * sizeof *w->u;
    if (fabs(w->u[i] - wall) > near * (w->high[i] - w->low[i]) || w->u[i] == wall)
        return;
    memcpy(w->kept_u, w->u, size);
    memcpy(w->kept_gradient, w->gradient, size);
    w->u[i] = wall;
    w->pinned[i] = true;
    w->l = evaluate(w, w->u, w->gradient);
    if (isfinite(w->l))
        climb(w, MOST, enough);
    w->pinned[i] = false;
    if (w->l > l)
        return;
    w->l = l;
    memcpy(w->u, w->kept_u, size);
    memcpy(w->gradient, w->kept_gradient, size);
}

enum awol_status awol_maximise_bounded(struct awol_problem *problem, double enough, double *values,
                                       double *value, struct awol_error *opt_error)
{
    enum { MOST = 20 };
    struct walls w;
    enum awol_status status = walls_init(&w, problem, values, opt_error);
    if (status == AWOL_OK && w.n > 0) {
        w.l = evaluate(&w, w.u, w.gradient);
        for (size_t i = 0; isfinite(w.l) && i < w.n; i++)
            try_wall(&w, i, enough);
        if (isfinite(w.l))
            climb(&w, MOST, enough);
        if (w.l > *value) {
            put(&w, w.u, values);
            *value = w.l;
        }
    }
    walls_release(&w);
    return status;
}
