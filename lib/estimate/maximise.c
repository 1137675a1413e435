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

/* One run of BFGS from s->best. */
static enum awol_status climb_once(struct search *s, size_t n, struct awol_error *opt_error)
{
    enum { MOST = 200 };
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

/* Newton steps on the working scale with a damped information matrix. */
static enum awol_status polish(struct search *s, size_t n, struct awol_error *opt_error)
{
    const struct awol_layout *layout = &s->problem->layout;
    gsl_matrix *information = gsl_matrix_alloc(n, n), *factor = gsl_matrix_alloc(n, n);
    gsl_vector *step = gsl_vector_alloc(n), *g = gsl_vector_alloc(n), *y = gsl_vector_alloc(n);
    enum awol_status status = AWOL_OK;
    if (!information || !factor || !step || !g || !y)
        status = awol_error_memory(opt_error);
    for (int round = 0; status == AWOL_OK && round < 4; round++) {
        double f, before = s->best_value;
        if (awol_problem_information(s->problem, s->best, information->data, NULL) != AWOL_OK)
            break;
        pack(s, s->best, y);
        objective(y, s, &f, g); /* leaves the gradient by the working values in s->gradient */
        size_t i = 0;
        for (size_t p = 0; p < layout->n; p++)
            if (!s->problem->fixed[p])
                gsl_vector_set(g, i++, s->gradient[p]);
        gsl_matrix_memcpy(factor, information);
        for (size_t d = 0; d < n; d++)
            gsl_matrix_set(factor, d, d, gsl_matrix_get(factor, d, d) + 1e-9);
        if (gsl_linalg_cholesky_decomp1(factor) != GSL_SUCCESS)
            break;
        gsl_linalg_cholesky_solve(factor, g, step);
        if (gsl_blas_dnrm2(step) > 1)
            gsl_vector_scale(step, 1 / gsl_blas_dnrm2(step));
        gsl_vector_add(y, step);
        objective(y, s, &f, NULL);
        if (s->best_value <= before + 1e-12 * (1 + fabs(before)))
            break;
    }
    gsl_vector_free(y);
    gsl_vector_free(g);
    gsl_vector_free(step);
    gsl_matrix_free(factor);
    gsl_matrix_free(information);
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

enum awol_status awol_maximise(struct awol_problem *problem, bool do_polish, double *values,
                               double *ret_value, bool *ret_converged, struct awol_error *opt_error)
{
    size_t n = problem->layout.n, n_free = awol_problem_n_free(problem);
    double *work = calloc(5 * n, sizeof *work);
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
    for (int restart = 0; n_free > 0 && restart < 4; restart++) {
        double before = s.best_value;
        status = climb_once(&s, n_free, opt_error);
        if (status != AWOL_OK)
            goto done;
        if (s.best_value - before < 1e-7 * (1 + fabs(before)) || has_converged(&s, n_free))
            break;
    }
    if (n_free > 0 && do_polish)
        status = polish(&s, n_free, opt_error);
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
