/* Statistics that ask whether a model's predictions can be believed. */
#ifndef AWOL_ESTIMATE_GOODNESS_H
#define AWOL_ESTIMATE_GOODNESS_H

#include <stddef.h>

#include "base/status.h"

/* A statistic and the probability of one as large where the model is true. */
struct awol_goodness {
    double statistic;
    double p; /* NaN where there are too few numbers to say */
};

/* Kolmogorov and Smirnov: the largest distance of n >= 1 numbers from the uniform law on [0,1]. p
 * is exact up to 200 numbers (Marsaglia, Tsang, Wang 2003, J. Stat. Softw. 8(18)), beyond by the
 * limit law with Stephens' correction (1970, J. R. Stat. Soc. B 32:115). AWOL_MEMORY; AWOL_USAGE
 * for n = 0 or a number outside [0,1]. */
enum awol_status awol_goodness_uniform(const double *values, size_t n,
                                       struct awol_goodness *ret_goodness,
                                       struct awol_error *opt_error);

/* Correlation of a series with itself `lag` steps on, 0 < lag < n; 0 for a constant series. */
double awol_autocorrelation(const double *values, size_t n, size_t lag);

/* Ljung and Box 1978, Biometrika 65:297: are the correlations up to `lags` more than chance? The
 * chi-square has lags - n_fitted degrees of freedom, at least one; 0 < lags < n. */
struct awol_goodness awol_ljung_box(const double *values, size_t n, size_t lags, size_t n_fitted);

/* Mean of a series of differences and its standard error where neighbours may be correlated (Newey
 * and West 1987, Econometrica 55:703; Bartlett weights up to the lag 4 (n/100)^(2/9)). n >= 2. */
struct awol_mean {
    double mean, se;
};
struct awol_mean awol_mean_of_series(const double *values, size_t n);

#endif
