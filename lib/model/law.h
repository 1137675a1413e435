/* The laws of a count, each given by its mean and variance, and what a set of counts tells.
 *
 * nb: negative binomial, variance mean + phi mean^2. gp: generalised Poisson (Consul and Jain 1973,
 * Technometrics 15:791), mean lambda/(1-theta), variance lambda/(1-theta)^3. A variance at or below
 * the mean is scored as Poisson: never more precise than that. */
#ifndef AWOL_MODEL_LAW_H
#define AWOL_MODEL_LAW_H

#include "base/status.h"

enum awol_law { AWOL_LAW_POISSON, AWOL_LAW_NB, AWOL_LAW_GP, AWOL_LAW_BINOMIAL };

/* AWOL_LAW_BINOMIAL is a law of a pool of men and is scored by the functions named so below; by
 * mean and variance alone it counts as Poisson, or as nb where its variance has grown above the
 * mean. */

/* What an observation tells, with derivatives by the mean c and the variance V of the law. */
struct awol_scored {
    double log_probability, by_mean, by_variance;
    double mean, mean_by_mean, mean_by_variance;             /* E[Y | the observation] */
    double variance, variance_by_mean, variance_by_variance; /* Var[Y | the observation] */
};

/* ln P(Y = y) of each law, y a whole number >= 0. */
double awol_law_log_poisson(double y, double mean);
double awol_law_log_nb(double y, double mean, double phi);
double awol_law_log_gp(double y, double lambda, double theta);

/* Out of `pool` men (a real number above 0), each with probability p: ln P(Y = y), -INFINITY for y
 * above the pool. Beta-binomial where men of a pool are alike by `correlation` (0 <= correlation <
 * 1; below 1e-9/pool binomial): variance pool p (1-p) (1 + (pool - 1) correlation). P(Y <= y)
 * likewise.
 */
double awol_law_log_binomial(double y, double pool, double p);
double awol_law_log_beta_binomial(double y, double pool, double p, double correlation);
double awol_law_pool_at_most(double y, double pool, double p, double correlation);

/* The same with its derivatives, 0 < mean < pool. */
struct awol_pool_scored {
    double log_probability, by_mean, by_pool, by_correlation;
};
void awol_law_score_pool(double mean, double pool, double correlation, double y,
                         struct awol_pool_scored *ret_scored);

/* Score y of `men` at risk, each of whom goes with probability 1 - exp(-mean/men): derivatives by
 * that mean, which is no expectation of the count; none by a variance. */
void awol_law_score_binomial(double mean, double men, double y, struct awol_scored *ret_scored);

/* Score the exact count y. The law is `law` with that mean (> 0) and variance; AWOL_LAW_POISSON
 * with a variance above the mean is scored as nb. */
void awol_law_score_exact(enum awol_law law, double mean, double variance, double y,
                          struct awol_scored *ret_scored);

/* Score "between low and high", both included; high = INFINITY for "at least". Mass is summed
 * directly, or over the complement where that is shorter; that of large counts by a few nodes for
 * each stretch in which it hardly bends. AWOL_RANGE if nothing of the mass can be represented, or
 * if it takes more than a million terms. */
enum awol_status awol_law_score_set(enum awol_law law, double mean, double variance, double low,
                                    double high, struct awol_scored *ret_scored,
                                    struct awol_error *opt_error);

/* P(Y <= y); 0 below 0, 1 at INFINITY. */
double awol_law_at_most(enum awol_law law, double mean, double variance, double y);

/* Smallest y with P(Y <= y) >= p, for 0 < p < 1. Where that lies more than 8192 above the least y
 * that has any mass, it is found to within a 4096th of this distance. */
double awol_law_quantile(enum awol_law law, double mean, double variance, double p);

#endif
