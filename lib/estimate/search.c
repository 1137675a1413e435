#include "estimate/search.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static double to_working(const struct awol_search *s, size_t p, double y)
{
    return s->middle[p] + s->half[p] * tanh((y - s->middle[p]) / s->half[p]);
}

static double to_search(const struct awol_search *s, size_t p, double working)
{
    double z = (working - s->middle[p]) / s->half[p];
    z = fmin(fmax(z, -AWOL_SEARCH_END), AWOL_SEARCH_END);
    return s->middle[p] + s->half[p] * atanh(z);
}

/* Put a point of the search into s->values; slopes d working / d y into slope (may be NULL). */
static void unpack(struct awol_search *s, const gsl_vector *y, gsl_vector *opt_slope)
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

void awol_search_pack(const struct awol_search *s, const double *values, gsl_vector *y)
{
    size_t i = 0;
    for (size_t p = 0; p < s->problem->layout.n; p++)
        if (!s->problem->fixed[p])
            gsl_vector_set(
                y, i++,
                to_search(s, p,
                          awol_parameter_to_working(&s->problem->layout.parameters[p], values[p])));
}

void awol_search_objective(const gsl_vector *y, void *params, double *ret_f, gsl_vector *ret_g)
{
    struct awol_search *s = params;
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

bool awol_search_is_flat(const gsl_vector *gradient, double f)
{
    return gsl_blas_dnrm2(gradient) <= 1e-5 * (1 + fabs(f));
}

static double value_at(struct awol_search *s, const gsl_vector *y)
{
    double f;
    awol_search_objective(y, s, &f, NULL);
    return f;
}

static double value_beside(struct awol_search *s, gsl_vector *y, size_t i, size_t j, double step)
{
    double keep_i = gsl_vector_get(y, i), keep_j = gsl_vector_get(y, j);
    gsl_vector_set(y, i, keep_i + step);
    gsl_vector_set(y, j, gsl_vector_get(y, j) + step);
    double f = value_at(s, y);
    gsl_vector_set(y, j, keep_j);
    gsl_vector_set(y, i, keep_i);
    return f;
}

/* From values alone: where a gradient is itself a difference, differences of it cost far more. */
static void hessian_by_values(struct awol_search *s, gsl_vector *y, gsl_vector *single,
                              gsl_matrix *hessian)
{
    const double step = 1e-3;
    size_t n = y->size;
    double here = value_at(s, y);
    for (size_t i = 0; i < n; i++) {
        double keep = gsl_vector_get(y, i);
        gsl_vector_set(y, i, keep + step);
        gsl_vector_set(single, i, value_at(s, y));
        gsl_vector_set(y, i, keep);
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++) {
            double both = value_beside(s, y, i, j, step);
            double value = both - gsl_vector_get(single, i) - gsl_vector_get(single, j) + here;
            gsl_matrix_set(hessian, i, j, value / (step * step));
            gsl_matrix_set(hessian, j, i, value / (step * step));
        }
}

/* As the likelihood gives it; false if it cannot there. */
static bool hessian_itself(struct awol_search *s, const gsl_vector *y, gsl_vector *slope,
                           gsl_matrix *hessian)
{
    size_t n = s->problem->layout.n, row = 0;
    double *gradient = calloc(n * n + n, sizeof *gradient);
    if (!gradient)
        return false;
    double *h = gradient + n;
    unpack(s, y, slope);
    bool done = awol_problem_hessian(s->problem, s->values, gradient, h, NULL) == AWOL_OK;
    for (size_t p = 0; done && p < n; p++) {
        size_t column = 0;
        if (s->problem->fixed[p])
            continue;
        for (size_t q = 0; q < n; q++) {
            if (s->problem->fixed[q])
                continue;
            gsl_matrix_set(hessian, row, column,
                           -h[p * n + q] * gsl_vector_get(slope, row) *
                               gsl_vector_get(slope, column));
            column++;
        }
        double z = tanh((gsl_vector_get(y, row) - s->middle[p]) / s->half[p]);
        double bend = -2 * z * gsl_vector_get(slope, row) / s->half[p];
        gsl_matrix_set(hessian, row, row, gsl_matrix_get(hessian, row, row) - gradient[p] * bend);
        row++;
    }
    free(gradient);
    return done;
}

void awol_search_hessian(struct awol_search *s, gsl_vector *y, const gsl_vector *g,
                         gsl_vector *shifted, gsl_matrix *hessian)
{
    const double step = 1e-4;
    size_t n = y->size;
    if (awol_problem_has_hessian(s->problem) && hessian_itself(s, y, shifted, hessian))
        return;
    if (!s->problem->likelihood.type->has_gradient) {
        hessian_by_values(s, y, shifted, hessian);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        double f, keep = gsl_vector_get(y, i);
        gsl_vector_set(y, i, keep + step);
        awol_search_objective(y, s, &f, shifted);
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
static double longest_step(const struct awol_search *s, size_t free_index)
{
    size_t i = 0;
    for (size_t p = 0; p < s->problem->layout.n; p++)
        if (!s->problem->fixed[p] && i++ == free_index)
            return s->problem->layout.parameters[p].scale == AWOL_SCALE_IDENTITY ? 200 : 2;
    return 2;
}

bool awol_search_step(const struct awol_search *s, const gsl_matrix *hessian, double damping,
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

static void set_limits(struct awol_search *s)
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

enum awol_status awol_search_init(struct awol_search *s, struct awol_problem *problem,
                                  const double *values, struct awol_error *opt_error)
{
    size_t n = problem->layout.n;
    double *work = calloc(5 * n + 1, sizeof *work);
    if (!work)
        return awol_error_memory(opt_error);
    *s = (struct awol_search){.problem = problem,
                              .values = work,
                              .gradient = work + n,
                              .middle = work + 2 * n,
                              .half = work + 3 * n,
                              .best = work + 4 * n};
    set_limits(s);
    memcpy(s->best, values, n * sizeof *values);
    for (size_t p = 0; p < n; p++)
        if (problem->fixed[p])
            s->best[p] = problem->fixed_values[p];
    return AWOL_OK;
}

void awol_search_release(struct awol_search *search)
{
    free(search->values);
    *search = (struct awol_search){.values = NULL};
}
