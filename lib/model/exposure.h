/* How dated pushes raise or lower the rate inside a bin: exact integrals of exp(sum of effects).
 *
 * For one bin [0, D): M = (1/D) integral of exp( sum_i coefficient_i o_i(s) ) ds, where o_i is the
 * shape of an offer or circumstance (1; decaying from its start; rising to its deadline) or the
 * value of a covariate. An offer whose first day is itself uncertain is averaged over its possible
 * first days. */
#ifndef AWOL_MODEL_EXPOSURE_H
#define AWOL_MODEL_EXPOSURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "record/covariate.h"
#include "record/offer.h"

/* One effect on the log rate. Exactly one of offer and covariate is set. Owns nothing. */
struct awol_effect {
    const char *name;               /* parameter name, e.g. offer.HANDBILL or cov.rain */
    const struct awol_offer *offer; /* an offer or a circumstance */
    bool is_offer;                  /* an offer of refuge, not a circumstance */
    const char *covariate;          /* its name in `covariates` */
    const char *opt_also;           /* “A”, or “A” and “B”: what else it stands for */
    bool urgency;                   /* it also multiplies what one departure prompts */
    bool after;                     /* the days behind the end of the offer of that id */
};

struct awol_exposure;

/* Cut the bins of one unit (edges[0..n_bins], days) at every day on which an effect changes. The
 * effects, covariates and unit must outlive the result. AWOL_DATA if a covariate has no value on a
 * day of the bins. */
enum awol_status awol_exposure_new(const struct awol_effect *effects, size_t n_effects,
                                   const struct awol_covariates *opt_covariates, const char *unit,
                                   const int64_t *edges, size_t n_bins,
                                   struct awol_exposure **ret_exposure,
                                   struct awol_error *opt_error);
void awol_exposure_free(struct awol_exposure *exposure);

/* M of one bin at the coefficients (log ratio, or slope of a covariate); by_coefficient[n_effects]
 * gets its derivatives (NULL = not wanted). without_offers leaves out the effects of offers. */
double awol_exposure_mean(const struct awol_exposure *exposure, size_t bin,
                          const double *coefficients, bool without_offers,
                          double *opt_by_coefficient);

/* True if M of two bins, perhaps of two units under the same effects, is the same whatever the
 * coefficients. It may be so where this says false. */
bool awol_exposure_same(const struct awol_exposure *a, size_t bin_a, const struct awol_exposure *b,
                        size_t bin_b);

/* Mean weight of one effect over a bin (the mean of o_i; the mean value of a covariate). */
double awol_exposure_weight(const struct awol_exposure *exposure, size_t bin, size_t effect);

/* S(x) = sum over k >= 1 of x^k / (k k!), and for a shape that runs from weight z1 down to z2 over
 * `length` days with time constant T: the integral of exp(delta o), and its derivative by delta. */
double awol_exposure_series(double x);
double awol_exposure_smooth(double length, double time_constant, double z1, double z2, double delta,
                            double *ret_by_delta);

#endif
