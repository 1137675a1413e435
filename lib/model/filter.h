/* The likelihood of a campaign: one pass that takes exact days, totals, gaps, nested totals,
 * ranges, bounds, men at risk, dated pushes, contagion and a wandering background together.
 *
 * Between observations the state of each unit (what past departures still prompt; the background's
 * multiplier; the running count of each open span) is predicted by mean and covariance; when a span
 * ends, its count is scored by a law matched to its predicted mean and variance, and the state is
 * corrected (an assumed-density filter). Where every bin is counted this is the exact conditional
 * likelihood. Derivatives are carried along (forward sensitivities). */
#ifndef AWOL_MODEL_FILTER_H
#define AWOL_MODEL_FILTER_H

#include <stddef.h>

#include "base/status.h"
#include "model/campaign.h"
#include "model/layout.h"
#include "model/likelihood.h"

struct awol_filter;

/* campaign, setup and layout must outlive the filter. A filter is a workspace: one per thread. */
enum awol_status awol_filter_new(const struct awol_campaign *campaign,
                                 const struct awol_setup *setup, const struct awol_layout *layout,
                                 struct awol_filter **ret_filter, struct awol_error *opt_error);
void awol_filter_free(struct awol_filter *filter);

/* Log-likelihood at the parameters (printed scale, in the order of the layout), its gradient on the
 * printed scale (may be NULL), and the expectation of each observation (may be NULL): an array with
 * one element a span of the series, untouched for spans that the campaign does not score.
 * AWOL_RANGE where the numbers leave the range of the model; ret_ outputs are then untouched. */
enum awol_status awol_filter_evaluate(struct awol_filter *filter, const double *parameters,
                                      double *ret_log_likelihood, double *opt_gradient,
                                      struct awol_expectation *opt_expectations,
                                      struct awol_error *opt_error);

/* How each observation lies in its law given all before it: one element a span of the series, all
 * set. AWOL_RANGE as above. */
enum awol_status awol_filter_predict(struct awol_filter *filter, const double *parameters,
                                     struct awol_prediction *ret_predictions,
                                     struct awol_error *opt_error);

/* The engine as a likelihood: lay out the setup's parameters and make a filter. The campaign, the
 * setup and the layout must outlive it. */
enum awol_status awol_filter_open(const struct awol_campaign *campaign,
                                  const struct awol_setup *setup, struct awol_layout *ret_layout,
                                  struct awol_likelihood *ret_likelihood,
                                  struct awol_error *opt_error);

#endif
