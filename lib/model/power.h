/* The cascade with delays that follow a power law.
 *
 * P(delay > t) = (1 + t/c)^-tail (Lomax; Omori's law in seismology: Ogata 1988, J. Amer. Stat.
 * Assoc. 83:9), a mixture of exponential delays whose rates follow a gamma law of shape `tail`. The
 * mixture is cut at probabilities .04, .2, .5 and .8 into five exponentials, each with the mean
 * rate of its part: P(delay > t) is then wrong by .012 at most for a tail of 1 or more, by .024 at
 * .5 and .045 at .3 (computed). Five states a unit; the bin is the exact linear process of step.h
 * with five rates instead of one. */
#ifndef AWOL_MODEL_POWER_H
#define AWOL_MODEL_POWER_H

#include "model/campaign.h"
#include "model/layout.h"
#include "model/likelihood.h"

enum { AWOL_POWER_PARTS = 5 };

/* Weights (sum 1) and rates a day of the exponentials, for a median delay in days and a tail. */
void awol_power_parts(double median_days, double tail, double weights[static AWOL_POWER_PARTS],
                      double rates[static AWOL_POWER_PARTS]);

/* Parameters: rate with trend, season and effects; eta, median_days, tail; dispersion under nb. As
 * awol_filter_open(). */
enum awol_status awol_power_open(const struct awol_campaign *campaign,
                                 const struct awol_setup *setup, struct awol_layout *ret_layout,
                                 struct awol_likelihood *ret_likelihood,
                                 struct awol_error *opt_error);

#endif
