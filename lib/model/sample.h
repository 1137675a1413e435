/* Counts drawn as a fitted model has them, bin by bin, each given those before it: what a
 * parametric bootstrap and a forecast draw from. simulate.h draws the process itself. */
#ifndef AWOL_MODEL_SAMPLE_H
#define AWOL_MODEL_SAMPLE_H

#include <gsl/gsl_rng.h>
#include <stdint.h>

#include "base/status.h"
#include "model/filter.h"
#include "model/law.h"

/* One count of the law with that mean (>= 0) and variance: nb as a Poisson count of a gamma mean,
 * gp as the total progeny of Poisson newcomers (Consul and Jain 1973, Technometrics 15:791). As in
 * law.h, a variance at or below the mean is Poisson, and Poisson with one above is nb. */
double awol_sample_count(enum awol_law law, double mean, double variance, gsl_rng *generator);

/* The same out of `men` at risk (INFINITY: unknown): where more than one in twenty of them is
 * expected to go the count is binomial, so that no more go than are there. */
double awol_sample_men(enum awol_law law, double mean, double variance, double men,
                       gsl_rng *generator);

/* One count out of a pool, binomial or, with a correlation, beta-binomial (law.h). */
double awol_sample_pool(double pool, double p, double correlation, gsl_rng *generator);

/* Draw every bin of every unit of the filter's campaign at the parameters (printed scale):
 * ret_counts has one element a bin, unit after unit in the order of the campaign. The men at risk
 * are those of the record; where more than one in twenty of them is expected to go in one bin, the
 * count is binomial, so that no more go than are there. Counts are departures, recorded or not. A
 * wandering background follows the autoregressive gamma process. Replicates are the same anywhere.
 * AWOL_RANGE where a number leaves its range; ret_counts is then not to be used. */
enum awol_status awol_sample_bins(struct awol_filter *filter, const double *parameters,
                                  uint64_t seed, uint32_t replicate, double *ret_counts,
                                  struct awol_error *opt_error);

/* Counts of the spans of a series from those of the bins: each departure is recorded with
 * probability `recorded`, and a span holds what was recorded in its bins. ret_counts has one
 * element a span, untouched for spans that the campaign leaves out. */
enum awol_status awol_sample_spans(const struct awol_campaign *campaign, double recorded,
                                   uint64_t seed, uint32_t replicate, const double *bins,
                                   double *ret_counts, struct awol_error *opt_error);

#endif
