/* Quantiles and tails of the laws that tests and limits stand on. */
#ifndef AWOL_BASE_QUANTILE_H
#define AWOL_BASE_QUANTILE_H

/* The value that a standard normal variate exceeds with probability 1 - p, p in (0,1). */
double awol_normal_quantile(double p);

/* Probability that a chi-square variate of df > 0 degrees of freedom exceeds x >= 0. */
double awol_chi_square_tail(double x, double df);

#endif
