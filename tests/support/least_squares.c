#include "support/least_squares.h"

#include <criterion/criterion.h>
#include <gsl/gsl_blas.h>
#include <gsl/gsl_multifit_nlinear.h>
#include <math.h>
#include <stdlib.h>

static int residuals(const gsl_vector *at, void *context, gsl_vector *ret)
{
    const struct least_squares *problem = context;
    double parameters[LEAST_SQUARES_MOST], *fitted = calloc(problem->n, sizeof *fitted);
    if (!fitted)
        return GSL_ENOMEM;
    for (size_t p = 0; p < problem->n_parameters; p++)
        parameters[p] = gsl_vector_get(at, p);
    problem->curve(problem, parameters, fitted);
    for (size_t i = 0; i < problem->n; i++)
        gsl_vector_set(ret, i, fitted[i] - problem->y[i]);
    free(fitted);
    return GSL_SUCCESS;
}

struct least_squares_result least_squares_fit(const struct least_squares *problem,
                                              const double *start)
{
    struct least_squares_result result = {.sum = 0};
    struct least_squares copy = *problem;
    size_t n = problem->n, k = problem->n_parameters;
    gsl_multifit_nlinear_fdf fdf = {.f = residuals, .n = n, .p = k, .params = &copy};
    gsl_multifit_nlinear_parameters settings = gsl_multifit_nlinear_default_parameters();
    settings.fdtype = GSL_MULTIFIT_NLINEAR_CTRDIFF;
    settings.h_df = 6e-6; /* the cube root of the rounding of a double */
    gsl_multifit_nlinear_workspace *w =
        gsl_multifit_nlinear_alloc(gsl_multifit_nlinear_trust, &settings, n, k);
    gsl_matrix *covariance = gsl_matrix_alloc(k, k);
    const gsl_vector_const_view from = gsl_vector_const_view_array(start, k);
    int info = 0;
    cr_assert(w && covariance);
    cr_assert_eq(gsl_multifit_nlinear_init(&from.vector, &fdf, w), GSL_SUCCESS);
    cr_assert_eq(gsl_multifit_nlinear_driver(400, 1e-12, 1e-15, 0, NULL, NULL, &info, w),
                 GSL_SUCCESS, "the search has not ended");
    gsl_blas_ddot(gsl_multifit_nlinear_residual(w), gsl_multifit_nlinear_residual(w), &result.sum);
    result.residual_sd = sqrt(result.sum / (double)(n - k));
    gsl_multifit_nlinear_covar(gsl_multifit_nlinear_jac(w), 0, covariance);
    for (size_t p = 0; p < k; p++) {
        result.parameters[p] = gsl_vector_get(gsl_multifit_nlinear_position(w), p);
        result.sd[p] = result.residual_sd * sqrt(gsl_matrix_get(covariance, p, p));
    }
    gsl_matrix_free(covariance);
    gsl_multifit_nlinear_free(w);
    return result;
}
