#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_multimin.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "estimate/problem.h"

/* The search runs on y, with the working value w = middle + half tanh((y - middle)/half): nearly
 * the identity inside the bounds, so that nothing has to be known about them by the minimiser. */
struct search {
    struct awol_problem *problem;
    double *values;   /* printed, all parameters */
    double *gradient; /* working, all parameters */
    double *middle, *half;
    double *best;      /* printed values of the best point */
    double best_value; /* of the objective (to be maximised) */
    bool any;
};

static double to_working(const struct search *s, size_t p, double y)
{
    return s->middle[p] + s->half[p] * tanh((y - s->middle[p]) / s->half[p]);
}

static double to_search(const struct search *s, size_t p, double working)
{
    double z = (working - s->middle[p]) / s->half[p];
    z = fmin(fmax(z, -0.999999), 0.999999);
    return s->middle[p] + s->half[p] * atanh(z);
}

/* Put a point of the search into s->values; slopes d working / d y into slope (may be NULL). */
static void unpack(struct search *s, const gsl_vector *y, gsl_vector *opt_slope)
{
    size_t i = 0;
    for (size_t p = 0; p < s->problem->layout.n; p++) {
        const struct awol_parameter *parameter = &s->problem->layout.parameters[p];
        if (s->problem->fixed[p]) {
            s->values[p] = s->problem->fixed_values[p];
            continue;
        }
        double at = gsl_vector_get(y, i), z = tanh((at - s->middle[p]) / s->half[p]);
        s->values[p] = awol_parameter_to_printed(parameter, to_working(s, p, at));
        if (opt_slope)
            gsl_vector_set(opt_slope, i, 1 - z * z);
        i++;
    }
}

static void pack(const struct search *s, const double *values, gsl_vector *y)
{
    size_t i = 0;
    for (size_t p = 0; p < s->problem->layout.n; p++)
        if (!s->problem->fixed[p])
            gsl_vector_set(
                y, i++,
                to_search(s, p,
                          awol_parameter_to_working(&s->problem->layout.parameters[p], values[p])));
}

/* GSL's callbacks cannot fail: a point that cannot be evaluated is a wall, high but finite. */
static void objective(const gsl_vector *y, void *params, double *ret_f, gsl_vector *ret_g)
{
    struct search *s = params;
    double value;
    unpack(s, y, ret_g);
    enum awol_status status =
        awol_problem_evaluate(s->problem, s->values, &value, ret_g ? s->gradient : NULL, NULL);
    if (status != AWOL_OK) {
        *ret_f = s->any ? -s->best_value + 1e3 * (1 + fabs(s->best_value)) : 1e12;
        if (ret_g)
            gsl_vector_set_zero(ret_g);
        return;
    }
    *ret_f = -value;
    size_t i = 0;
    for (size_t p = 0; ret_g && p < s->problem->layout.n; p++)
        if (!s->problem->fixed[p]) {
            gsl_vector_set(ret_g, i, -s->gradient[p] * gsl_vector_get(ret_g, i));
            i++;
        }
    if (!s->any || value > s->best_value) {
        s->any = true;
        s->best_value = value;
        memcpy(s->best, s->values, s->problem->layout.n * sizeof *s->best);
    }
}

static double objective_f(const gsl_vector *y, void *params)
{
    double f;
    objective(y, params, &f, NULL);
    return f;
}

static void objective_df(const gsl_vector *y, void *params, gsl_vector *g)
{
    double f;
    objective(y, params, &f, g);
}

static void objective_fdf(const gsl_vector *y, void *params, double *f, gsl_vector *g)
{
    objective(y, params, f, g);
}

static bool is_flat(const gsl_vector *gradient, double f)
{
    return gsl_blas_dnrm2(gradient) <= 1e-5 * (1 + fabs(f));
}

/* A short run of BFGS from s->best: it comes near, Newton's method goes on. */
static enum awol_status climb_once(struct search *s, size_t n, struct awol_error *opt_error)
{
    enum { MOST = 12 };
    enum awol_status status = AWOL_OK;
    gsl_multimin_function_fdf function = {objective_f, objective_df, objective_fdf, n, s};
    gsl_vector *y = gsl_vector_alloc(n);
    gsl_multimin_fdfminimizer *minimiser =
        gsl_multimin_fdfminimizer_alloc(gsl_multimin_fdfminimizer_vector_bfgs2, n);
    if (!y || !minimiser) {
        status = awol_error_memory(opt_error);
        goto done;
    }
    pack(s, s->best, y);
    gsl_multimin_fdfminimizer_set(minimiser, &function, y, 0.1, 0.1);
    for (int i = 0; i < MOST; i++) {
        /* ENOPROG near an optimum is no failure: the best point is kept, and judged afterwards. */
        if (gsl_multimin_fdfminimizer_iterate(minimiser) != GSL_SUCCESS)
            break;
        if (is_flat(minimiser->gradient, 0.1 * minimiser->f))
            break;
    }
done:
    if (minimiser)
        gsl_multimin_fdfminimizer_free(minimiser);
    if (y)
        gsl_vector_free(y);
    return status;
}

/* Second derivatives of the objective by y, as forward differences of its gradient g at y. */
static void set_hessian(struct search *s, gsl_vector *y, const gsl_vector *g, gsl_vector *shifted,
                        gsl_matrix *hessian)
{
    const double step = s->problem->likelihood.type->has_gradient ? 1e-4 : 1e-3;
    size_t n = y->size;
    for (size_t i = 0; i < n; i++) {
        double f, keep = gsl_vector_get(y, i);
        gsl_vector_set(y, i, keep + step);
        objective(y, s, &f, shifted);
        gsl_vector_set(y, i, keep);
        for (size_t j = 0; j < n; j++)
            gsl_matrix_set(hessian, j, i,
                           (gsl_vector_get(shifted, j) - gsl_vector_get(g, j)) / step);
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++) {
            double mean = 0.5 * (gsl_matrix_get(hessian, i, j) + gsl_matrix_get(hessian, j, i));
            gsl_matrix_set(hessian, i, j, mean);
            gsl_matrix_set(hessian, j, i, mean);
        }
}

/* The longest step that a free parameter may take at once: on a log scale a factor of seven, on a
 * scale of its own far enough for any trend. */
static double longest_step(const struct search *s, size_t free_index)
{
    size_t i = 0;
    for (size_t p = 0; p < s->problem->layout.n; p++)
        if (!s->problem->fixed[p] && i++ == free_index)
            return s->problem->layout.parameters[p].scale == AWOL_SCALE_IDENTITY ? 200 : 2;
    return 2;
}

/* step = -(H + damping D)^-1 g, D the size of the diagonal, shortened to what may be taken at once;
 * false if the matrix is not positive. */
static bool damped_step(const struct search *s, const gsl_matrix *hessian, double damping,
                        const gsl_vector *g, gsl_matrix *factor, gsl_vector *step)
{
    size_t n = g->size;
    gsl_matrix_memcpy(factor, hessian);
    for (size_t i = 0; i < n; i++) {
        double diagonal = gsl_matrix_get(hessian, i, i);
        gsl_matrix_set(factor, i, i, diagonal + damping * fmax(fabs(diagonal), 1e-3));
    }
    if (gsl_linalg_cholesky_decomp1(factor) != GSL_SUCCESS)
        return false;
    gsl_linalg_cholesky_solve(factor, g, step);
    double scale = 1;
    for (size_t i = 0; i < n; i++)
        scale = fmin(scale, longest_step(s, i) / fmax(fabs(gsl_vector_get(step, i)), 1e-300));
    gsl_vector_scale(step, -scale);
    return true;
}

/* Scratch of the Newton steps. */
struct newton {
    gsl_matrix *hessian, *factor;
    gsl_vector *y, *trial, *g, *shifted, *step;
};

/* One accepted step; returns by how much the objective fell, 0 if no step was found. */
static double newton_step(struct search *s, struct newton *w, double *damping)
{
    double f, f_new;
    objective(w->y, s, &f, w->g);
    set_hessian(s, w->y, w->g, w->shifted, w->hessian);
    for (int attempt = 0; attempt < 10; attempt++, *damping = fmax(10 * *damping, 1e-4)) {
        if (!damped_step(s, w->hessian, *damping, w->g, w->factor, w->step))
            continue;
        gsl_vector_memcpy(w->trial, w->y);
        gsl_vector_add(w->trial, w->step);
        objective(w->trial, s, &f_new, NULL);
        if (f_new < f) {
            gsl_vector_memcpy(w->y, w->trial);
            *damping /= 30;
            return f - f_new;
        }
    }
    return 0;
}

/* Newton's method with a damped Hessian (Levenberg and Marquardt) from s->best, until a step gains
 * less than `least`. On the ridges of this likelihood it takes a tenth of the evaluations of BFGS.
 */
static enum awol_status polish(struct search *s, size_t n, double least,
                               struct awol_error *opt_error)
{
    enum { MOST = 40 };
    struct newton w = {gsl_matrix_alloc(n, n), gsl_matrix_alloc(n, n), gsl_vector_alloc(n),
                       gsl_vector_alloc(n),    gsl_vector_alloc(n),    gsl_vector_alloc(n),
                       gsl_vector_alloc(n)};
    enum awol_status status = AWOL_OK;
    double damping = 1e-6;
    if (!w.hessian || !w.factor || !w.y || !w.trial || !w.g || !w.shifted || !w.step) {
        status = awol_error_memory(opt_error);
        goto done;
    }
    pack(s, s->best, w.y);
    for (int round = 0; round < MOST && newton_step(s, &w, &damping) >= least; round++)
        continue;
done:
    gsl_vector_free(w.step);
    gsl_vector_free(w.shifted);
    gsl_vector_free(w.g);
    gsl_vector_free(w.trial);
    gsl_vector_free(w.y);
    gsl_matrix_free(w.factor);
    gsl_matrix_free(w.hessian);
    return status;
}

/* Does the gradient vanish at the best point? */
static bool has_converged(struct search *s, size_t n)
{
    double f;
    gsl_vector *y = gsl_vector_alloc(n), *g = gsl_vector_alloc(n);
    bool flat = false;
    if (y && g) {
        pack(s, s->best, y);
        objective(y, s, &f, g);
        flat = is_flat(g, f);
    }
    if (y)
        gsl_vector_free(y);
    if (g)
        gsl_vector_free(g);
    return flat;
}

static void set_limits(struct search *s)
{
    for (size_t p = 0; p < s->problem->layout.n; p++) {
        const struct awol_parameter *parameter = &s->problem->layout.parameters[p];
        double low = awol_parameter_to_working(parameter, parameter->low);
        double high = awol_parameter_to_working(parameter, parameter->high);
        if (parameter->role == AWOL_ROLE_RATE) { /* centred: its unit may be anything */
            low = log(s->problem->crude_rate) - 15;
            high = log(s->problem->crude_rate) + 15;
        }
        s->middle[p] = 0.5 * (low + high);
        s->half[p] = fmax(0.5 * (high - low), 1e-6);
    }
}

enum awol_status awol_maximise(struct awol_problem *problem, enum awol_effort effort,
                               double *values, double *ret_value, bool *ret_converged,
                               struct awol_error *opt_error)
{
    size_t n = problem->layout.n, n_free = awol_problem_n_free(problem);
    double *work = calloc(5 * n + 1, sizeof *work);
    if (!work)
        return awol_error_memory(opt_error);
    struct search s = {.problem = problem,
                       .values = work,
                       .gradient = work + n,
                       .middle = work + 2 * n,
                       .half = work + 3 * n,
                       .best = work + 4 * n};
    enum awol_status status = AWOL_OK;
    set_limits(&s);
    memcpy(s.best, values, n * sizeof *values);
    for (size_t p = 0; p < n; p++)
        if (problem->fixed[p])
            s.best[p] = problem->fixed_values[p];
    status = awol_problem_evaluate(problem, s.best, &s.best_value, s.gradient, opt_error);
    if (status != AWOL_OK)
        goto done;
    s.any = true;
    bool converged = n_free == 0;
    if (n_free > 0 && effort != AWOL_EFFORT_NEAR)
        status = climb_once(&s, n_free, opt_error);
    if (status == AWOL_OK && n_free > 0)
        status = polish(&s, n_free, effort == AWOL_EFFORT_FULL ? 1e-10 : 1e-6, opt_error);
    if (status != AWOL_OK)
        goto done;
    if (n_free > 0)
        converged = has_converged(&s, n_free);
    memcpy(values, s.best, n * sizeof *values);
    *ret_value = s.best_value;
    *ret_converged = converged;
done:
    free(work);
    return status;
}
