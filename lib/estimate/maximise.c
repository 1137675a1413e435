#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_multimin.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "estimate/search.h"

static double objective_f(const gsl_vector *y, void *params)
{
    double f;
    awol_search_objective(y, params, &f, NULL);
    return f;
}

static void objective_df(const gsl_vector *y, void *params, gsl_vector *g)
{
    double f;
    awol_search_objective(y, params, &f, g);
}

static void objective_fdf(const gsl_vector *y, void *params, double *f, gsl_vector *g)
{
    awol_search_objective(y, params, f, g);
}

/* A short run of BFGS from s->best: it comes near, Newton's method goes on. */
static enum awol_status climb_once(struct awol_search *s, size_t n, struct awol_error *opt_error)
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
    awol_search_pack(s, s->best, y);
    gsl_multimin_fdfminimizer_set(minimiser, &function, y, 0.1, 0.1);
    for (int i = 0; i < MOST; i++) {
        /* ENOPROG near an optimum is no failure: the best point is kept, and judged afterwards. */
        if (gsl_multimin_fdfminimizer_iterate(minimiser) != GSL_SUCCESS)
            break;
        if (awol_search_is_flat(minimiser->gradient, 0.1 * minimiser->f))
            break;
    }
done:
    if (minimiser)
        gsl_multimin_fdfminimizer_free(minimiser);
    if (y)
        gsl_vector_free(y);
    return status;
}

/* Scratch of the Newton steps. */
struct newton {
    gsl_matrix *hessian, *factor;
    gsl_vector *y, *trial, *g, *shifted, *step;
};

/* One accepted step; returns by how much the objective fell, 0 if no step was found. */
static double newton_step(struct awol_search *s, struct newton *w, double *damping)
{
    double f, f_new;
    awol_search_objective(w->y, s, &f, w->g);
    awol_search_hessian(s, w->y, w->g, w->shifted, w->hessian);
    for (int attempt = 0; attempt < 10; attempt++, *damping = fmax(10 * *damping, 1e-4)) {
        if (!awol_search_step(s, w->hessian, *damping, w->g, w->factor, w->step))
            continue;
        gsl_vector_memcpy(w->trial, w->y);
        gsl_vector_add(w->trial, w->step);
        awol_search_objective(w->trial, s, &f_new, NULL);
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
static enum awol_status polish(struct awol_search *s, size_t n, double least,
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
    awol_search_pack(s, s->best, w.y);
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

/* Is nothing to be gained from the best point by a Newton step? Where the hill is a thousand times
 * steeper along one scale than along another no gradient gets as small as is_flat() asks for. */
static bool is_top(struct awol_search *s, gsl_vector *y, const gsl_vector *g)
{
    double gain = INFINITY;
    size_t n = g->size;
    gsl_matrix *hessian = gsl_matrix_alloc(n, n), *factor = gsl_matrix_alloc(n, n);
    gsl_vector *step = gsl_vector_alloc(n);
    if (hessian && factor && step) {
        awol_search_hessian(s, y, g, step, hessian);
        if (awol_search_step(s, hessian, 0, g, factor, step))
            gsl_blas_ddot(g, step, &gain);
    }
    gsl_vector_free(step);
    gsl_matrix_free(factor);
    gsl_matrix_free(hessian);
    return fabs(gain) < 1e-9;
}

/* Is the best point a maximum? */
static bool has_converged(struct awol_search *s, size_t n)
{
    double f;
    gsl_vector *y = gsl_vector_alloc(n), *g = gsl_vector_alloc(n);
    bool converged = false;
    if (y && g) {
        awol_search_pack(s, s->best, y);
        awol_search_objective(y, s, &f, g);
        converged = awol_search_is_flat(g, f) ||
                    (s->problem->likelihood.type->has_gradient && is_top(s, y, g));
    }
    if (y)
        gsl_vector_free(y);
    if (g)
        gsl_vector_free(g);
    return converged;
}

/* Is the start the top, as far as rounding lets one see? Some models know theirs in closed form. */
static bool is_there(const struct awol_search *s)
{
    double square = 0;
    for (size_t p = 0; p < s->problem->layout.n; p++)
        square += s->gradient[p] * s->gradient[p];
    return sqrt(square) <= 1e-13 * (1 + fabs(s->best_value));
}

enum awol_status awol_maximise(struct awol_problem *problem, enum awol_effort effort,
                               double *values, double *ret_value, bool *ret_converged,
                               struct awol_error *opt_error)
{
    size_t n = problem->layout.n, n_free = awol_problem_n_free(problem);
    struct awol_search s;
    enum awol_status status = awol_search_init(&s, problem, values, opt_error);
    if (status != AWOL_OK)
        return status;
    status = awol_problem_evaluate(problem, s.best, &s.best_value, s.gradient, opt_error);
    if (status != AWOL_OK)
        goto done;
    s.any = true;
    bool converged = n_free == 0 || is_there(&s);
    if (!converged && effort != AWOL_EFFORT_NEAR && !awol_problem_has_hessian(problem))
        status = climb_once(&s, n_free, opt_error);
    if (status == AWOL_OK && !converged)
        status = polish(&s, n_free, effort == AWOL_EFFORT_FULL ? 1e-10 : 1e-6, opt_error);
    if (status != AWOL_OK)
        goto done;
    if (!converged)
        converged = has_converged(&s, n_free);
    memcpy(values, s.best, n * sizeof *values);
    *ret_value = s.best_value;
    *ret_converged = converged;
done:
    awol_search_release(&s);
    return status;
}
