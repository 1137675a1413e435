/* The step of one bin and the laws of counts in complex arithmetic, by the plainest means (series,
 * quadrature, summation): something to compare with, not to be fast. */
#ifndef TESTS_SUPPORT_COMPLEX_LAW_H
#define TESTS_SUPPORT_COMPLEX_LAW_H

#include <complex.h>

enum complex_counts { COMPLEX_POISSON, COMPLEX_NB, COMPLEX_GP };

/* The step of one bin: means and weights given newcomers a and state x. */
struct complex_step {
    double complex A;
    double complex B;
    double complex E;
    double complex e;
    double complex phi1;
    double complex m;
    double complex xb;
    double complex w;
};

struct complex_moments {
    double complex ln_p;
    double complex mean;
    double complex variance;
};

struct complex_step complex_step_of(double days, double complex tau, double complex eta,
                                    double complex a, double complex x);

/* Variance of a bin's count given the past, by quadrature of its integral. */
double complex complex_step_variance(double days, double complex tau, double complex eta,
                                     double complex a, double complex x);

/* ln P(y) of the law of this mean and variance (Poisson where the variance is no larger). */
double complex complex_ln_mass(enum complex_counts counts, double complex mean,
                               double complex variance, double y);

/* ln P, mean and variance of low <= Y <= high under the same law. */
struct complex_moments complex_set(enum complex_counts counts, double complex mean,
                                   double complex variance, double low, double high);

#endif
