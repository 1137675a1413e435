/* Departures at exact times: the likelihood of a self-exciting (Hawkes) process in one pass.
 *
 * Intensity at time t, given the departures before it:
 *     r(t) * [ rate * level(t) + eta * sum over t_j < t of w_j g(t - t_j) ]
 * g is a mixture of exponential densities, w_j = mark_j ^ exponent (a party prompts more than a
 * man), and r(t) is the share of the pool that is left (1 for a pool without end). Hawkes 1971,
 * Biometrika 58:83; the recursion in time proportional to the number of departures: Ogata 1981,
 * IEEE Trans. Inf. Theory 27:23; the finite pool: Rizoiu and others 2018, WWW '18 (HawkesN, which
 * agrees with an SIR epidemic in its mean, not in its law). */
#ifndef AWOL_MODEL_HAWKES_H
#define AWOL_MODEL_HAWKES_H

#include <stddef.h>

#include "base/status.h"

/* Watched from `start` to `end` (days). Times ascend; the first n_before lie before the start, and
 * prompt others without being scored; the others are all different, start <= t <= end. opt_marks
 * are men a departure, > 0 (NULL: one each). Owns nothing. */
struct awol_hawkes_record {
    const double *times;
    const double *opt_marks;
    size_t n;
    double start, end;
    size_t n_before;
};

/* The log-likelihood of a constant baseline and one exponential kernel, w_j = mark_j, with
 * derivatives in the order rate, eta, beta (= 1/tau; per day): what a search by Newton steps needs
 * from one pass. rate > 0, eta >= 0, beta > 0. */
struct awol_hawkes_curvature {
    double log_likelihood;
    double gradient[3];
    double hessian[3][3];
};

/* AWOL_RANGE where the parameters lie outside their ranges or the numbers leave theirs. */
enum awol_status awol_hawkes_exponential(const struct awol_hawkes_record *record, double rate,
                                         double eta, double beta,
                                         struct awol_hawkes_curvature *ret_value,
                                         struct awol_error *opt_error);

enum { AWOL_HAWKES_COMPONENTS = 16 };

/* A mixture: shares (which add to 1) of exponentials that decay `speed` times as fast as 1/tau. */
struct awol_hawkes_kernel {
    size_t n;
    double share[AWOL_HAWKES_COMPONENTS];
    double speed[AWOL_HAWKES_COMPONENTS];
};

struct awol_hawkes_terms {
    double rate, eta, tau_days;
    double exponent; /* of the marks */
    double pool;     /* men at the start, more than all that left; INFINITY: without end */
    struct awol_hawkes_kernel kernel;
    const double *opt_level; /* [n] level(t_i); NULL: 1 everywhere */
    const double *opt_area;  /* [n + 1] integral of level up to t_i from the departure before it (or
                                from the start), and last up to the end */
};

/* w_j: mark ^ exponent. */
double awol_hawkes_weight(double mark, double exponent);

/* Derivatives of the log-likelihood. The last two are arrays of the caller, [n] and [n + 1], or
 * NULL: by each level(t_i) and by each area, from which those of the effects follow. */
struct awol_hawkes_slopes {
    double rate, eta, tau_days, exponent;
    double *opt_level, *opt_area;
};

/* The log-likelihood in general, opt_slopes, and the integral of the intensity from the start to
 * each departure (opt_residual_times, [n]: of unit rate if the model is true; Ogata 1988, J. Am.
 * Stat. Assoc. 83:9). AWOL_RANGE as above, or where more men leave than the pool holds. */
enum awol_status awol_hawkes_evaluate(const struct awol_hawkes_record *record,
                                      const struct awol_hawkes_terms *terms,
                                      double *ret_log_likelihood,
                                      struct awol_hawkes_slopes *opt_slopes,
                                      double *opt_residual_times, struct awol_error *opt_error);

/* A record in which some rows are stretches of which only the number of departures is known. Row i
 * begins at times[i]; opt_marks is the mean of a stretch; inside[i] is the integral of level over a
 * stretch. Areas of the terms run from the end of the row before to the start of the row. */
struct awol_hawkes_stretches {
    const double *widths; /* days; 0: an exact time */
    const double *counts;
    const double *inside;
};

/* The log-likelihood, one exponential alone. A stretch is a bin of model/step.h: whether anyone
 * left in it is scored exactly, how many by the generalised Poisson law of the bin's mean and
 * variance, and it leaves the mean state that such a bin leaves. AWOL_RANGE as above. */
enum awol_status awol_hawkes_mixed(const struct awol_hawkes_record *record,
                                   const struct awol_hawkes_stretches *stretches,
                                   const struct awol_hawkes_terms *terms,
                                   double *ret_log_likelihood, struct awol_error *opt_error);

#endif
