/* One model of one campaign, to be maximised: which parameters are free, on which scale they are
 * searched, and what is added to the likelihood. */
#ifndef AWOL_ESTIMATE_PROBLEM_H
#define AWOL_ESTIMATE_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "estimate/request.h"
#include "model/campaign.h"
#include "model/layout.h"
#include "model/likelihood.h"

/* Owns the layout and the likelihood; the campaign must outlive it, and it must stay where it is.
 * Not to be shared by threads. */
struct awol_problem {
    const struct awol_campaign *campaign;
    struct awol_setup setup;
    struct awol_layout layout;
    struct awol_likelihood likelihood;
    bool *fixed;          /* [n] */
    double *fixed_values; /* [n] printed scale */
    bool prior;
    const struct awol_listener *listener; /* NULL after _init */
    double crude_rate;   /* departures per man and day (or per day) in the record as it stands */
    double *crude_rates; /* the same for each unit with a rate of its own, else the one */
};

/* Open a setup, all its parameters free. The caller releases it. AWOL_MEMORY, or what the model
 * says. */
enum awol_status awol_problem_init(struct awol_problem *problem,
                                   const struct awol_campaign *campaign,
                                   const struct awol_setup *setup, bool prior,
                                   struct awol_error *opt_error);
void awol_problem_release(struct awol_problem *problem);

/* The same problem with a workspace of its own, for another thread. */
enum awol_status awol_problem_copy(const struct awol_problem *problem,
                                   struct awol_problem *ret_copy, struct awol_error *opt_error);

/* True for eta where a prior stands beside it: zero is then no model of its own. */
bool awol_problem_leans(const struct awol_problem *problem, size_t index);

/* Hold a parameter at a value, or let it go. Zero is allowed for eta, dispersion, background_sd. */
void awol_problem_fix(struct awol_problem *problem, size_t index, double value);
void awol_problem_free(struct awol_problem *problem, size_t index);

/* Default start: rate from the record, no effects, a middling cascade; what the layout says for a
 * model's own parameters. values[n], printed scale. */
void awol_problem_start(const struct awol_problem *problem, double *ret_values);

/* The model's own start number k; false where there are no more. */
bool awol_problem_other_start(const struct awol_problem *problem, size_t k, double *ret_values);

/* Log-likelihood (plus log prior) at printed values; working_gradient[n] (may be NULL) is by the
 * working values, 0 for fixed parameters. A likelihood without a gradient is differenced on the
 * working scale (central, four points). */
enum awol_status awol_problem_evaluate(struct awol_problem *problem, const double *values,
                                       double *ret_value, double *opt_working_gradient,
                                       struct awol_error *opt_error);

/* Log-likelihood alone, without prior, and its gradient by the printed values of all parameters
 * (may be NULL); as above. */
enum awol_status awol_problem_log_likelihood(struct awol_problem *problem, const double *values,
                                             double *ret_value, double *opt_gradient,
                                             struct awol_error *opt_error);

/* One line to whoever follows the search, if anybody does. */
void awol_listener_tell(const struct awol_listener *opt_listener, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* How hard to climb: from a start that is near the top (Newton steps alone), from anywhere, or from
 * anywhere and to the last digits. */
enum awol_effort { AWOL_EFFORT_NEAR, AWOL_EFFORT_FAR, AWOL_EFFORT_FULL };

/* Climb from values[n] (printed scale; fixed parameters are put at their values) to a maximum: a
 * short run of BFGS (gsl_multimin vector_bfgs2), then damped Newton steps with a Hessian by
 * differences of the gradient, until a step gains less than 1e-6 (full: 1e-10). On success values
 * and ret_value are the best point seen; *ret_converged tells whether the gradient vanishes there.
 * AWOL_RANGE if the start cannot be evaluated. */
enum awol_status awol_maximise(struct awol_problem *problem, enum awol_effort effort,
                               double *values, double *ret_value, bool *ret_converged,
                               struct awol_error *opt_error);

/* nearby.c: second derivatives of what is minimised by the search scale, n by n of all parameters,
 * NaN for those that are held. AWOL_RANGE if it cannot be evaluated there. */
enum awol_status awol_problem_curvature(struct awol_problem *problem, const double *values,
                                        double *ret_curvature, struct awol_error *opt_error);

/* How to climb a hill whose like is known. */
struct awol_near {
    const double *curvature; /* like that of this problem: of the record from which a replicate was
                                drawn. NULL, or NaN for a parameter that is free: it is measured at
                                the start. */
    double enough;           /* done when no more than that is to be gained */
    double least;            /* given up where the top cannot reach that; -INFINITY: never */
    double *opt_learned; /* [n * n] gets the curvature as the climb has corrected it, for the free
                            parameters; may be the same as `curvature` */
};

/* nearby.c: climb from values[n] that are near a maximum; the curvature is corrected on the way
 * (BFGS). It takes a few evaluations, where awol_maximise() takes dozens. Outputs as there. */
enum awol_status awol_maximise_near(struct awol_problem *problem, const struct awol_near *how,
                                    double *values, double *ret_value, bool *ret_converged,
                                    struct awol_error *opt_error);

/* bounded.c: climb on from values[n] (printed scale) with log-likelihood *value, which are a top or
 * near one, to the last digits, where bounds of the search may be near; until no more than `enough`
 * is to be gained. What is zero stays. Both are left alone where nothing better is found.
 * AWOL_MEMORY. */
enum awol_status awol_maximise_bounded(struct awol_problem *problem, double enough, double *values,
                                       double *value, struct awol_error *opt_error);

/* boundary.c: put each free parameter that may as well be zero at zero (an estimate at its boundary
 * has no standard error, and a small positive number would be mistaken for a finding), climbing on
 * from values[n] with the others; *value and *converged are those of the point. With curvature, as
 * above, the climb is short, and spared where zero is clearly worse. opt_at_zero[n] gets true for
 * those put there. */
enum awol_status awol_settle_at_zero(struct awol_problem *problem, const double *opt_curvature,
                                     double *values, double *value, bool *converged,
                                     bool *opt_at_zero, struct awol_error *opt_error);

/* True if a parameter means nothing because another is zero (the delay of no cascade). */
bool awol_problem_is_moot(const struct awol_problem *problem, size_t index, const double *values);

/* Negative Hessian of the objective by the working values of the free parameters, row-major
 * n_free by n_free, in their order. */
enum awol_status awol_problem_information(struct awol_problem *problem, const double *values,
                                          double *ret_information, struct awol_error *opt_error);

/* second.c: true if the likelihood gives its second derivatives itself, and nothing is added to it.
 */
bool awol_problem_has_hessian(const struct awol_problem *problem);

/* second.c: gradient[n] and Hessian[n * n] of the objective by the working values, as the
 * likelihood gives them; 0 for parameters that are held. */
enum awol_status awol_problem_hessian(struct awol_problem *problem, const double *values,
                                      double *ret_gradient, double *ret_hessian,
                                      struct awol_error *opt_error);

/* Number of free parameters. */
size_t awol_problem_n_free(const struct awol_problem *problem);

#endif
