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

/* What the filter holds of one bin of one unit, given the record up to it. */
struct awol_path_bin {
    double state;      /* what past departures still prompt at its start */
    double mean;       /* departures expected in it */
    double background; /* the wandering background's multiplier, the bin seen; 1 without one */
};

/* The way of the filter through a record. Arrays are the caller's. */
struct awol_path {
    struct awol_path_bin *bins; /* [awol_campaign_n_bins()] unit after unit */
    double *totals; /* [spans of the series] departures recorded in a span beyond those of its exact
                       parts: as stated, or as expected where only bounds are; untouched for spans
                       that are not scored */
};

/* Follow the record at the parameters. AWOL_RANGE as above; *path is then not to be used. */
enum awol_status awol_filter_path(struct awol_filter *filter, const double *parameters,
                                  struct awol_path *path, struct awol_error *opt_error);

/* The engine as a likelihood: lay out the setup's parameters and make a filter. The campaign, the
 * setup and the layout must outlive it. */
enum awol_status awol_filter_open(const struct awol_campaign *campaign,
                                  const struct awol_setup *setup, struct awol_layout *ret_layout,
                                  struct awol_likelihood *ret_likelihood,
                                  struct awol_error *opt_error);

#endif
