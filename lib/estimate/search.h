/* The search for a maximum on a scale without bounds: private to maximise.c and nearby.c.
 *
 * The search runs on y, with the working value w = middle + half tanh((y - middle)/half): nearly
 * the identity inside the bounds, so that nothing has to be known about them by the minimiser. */
#ifndef AWOL_ESTIMATE_SEARCH_H
#define AWOL_ESTIMATE_SEARCH_H

#include <gsl/gsl_matrix.h>
#include <gsl/gsl_vector.h>
#include <stdbool.h>

#include "estimate/problem.h"

/* So much of the way from the middle to a bound the scale ends. */
#define AWOL_SEARCH_END (1 - 1e-9)

struct awol_search {
    struct awol_problem *problem;
    double *values;   /* printed, all parameters */
    double *gradient; /* working, all parameters */
    double *middle, *half;
    double *best;      /* printed values of the best point */
    double best_value; /* of the objective (to be maximised) */
    bool any;
};

/* Begin at printed values; what is held is put at its value. The caller releases it. */
enum awol_status awol_search_init(struct awol_search *search, struct awol_problem *problem,
                                  const double *values, struct awol_error *opt_error);
void awol_search_release(struct awol_search *search);

/* Free parameters of printed values as a point of the search. */
void awol_search_pack(const struct awol_search *search, const double *values, gsl_vector *y);

/* What is minimised, and its gradient (may be NULL), at y; the best point is kept. GSL's callbacks
 * cannot fail: a point that cannot be evaluated is a wall, high but finite, with no slope. */
void awol_search_objective(const gsl_vector *y, void *search, double *ret_f,
                           gsl_vector *opt_gradient);

/* True if the gradient vanishes where the objective is f. */
bool awol_search_is_flat(const gsl_vector *gradient, double f);

/* Second derivatives of the objective by y: as the likelihood gives them, or as forward differences
 * of its gradient g at y, or of its values where it has no gradient of its own; shifted is scratch.
 */
void awol_search_hessian(struct awol_search *search, gsl_vector *y, const gsl_vector *g,
                         gsl_vector *shifted, gsl_matrix *hessian);

/* step = -(H + damping D)^-1 g, D the size of the diagonal, shortened to what may be taken at once;
 * false if the matrix is not positive. factor is scratch. */
bool awol_search_step(const struct awol_search *search, const gsl_matrix *hessian, double damping,
                      const gsl_vector *g, gsl_matrix *factor, gsl_vector *step);

#endif
