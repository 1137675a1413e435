/* Least squares: each count is normal about the rise of a curve, all with one standard deviation
 * (for Bass: Srinivasan and Mason 1986, Marketing Science 5:169). For comparison with what others
 * print; it takes no notice of what the counts before were. */
#ifndef AWOL_MODEL_SQUARES_H
#define AWOL_MODEL_SQUARES_H

#include <stdbool.h>
#include <stddef.h>

#include "model/campaign.h"
#include "model/layout.h"
#include "model/likelihood.h"
#include "record/fit.h"

struct awol_squares;

/* A curve that a model of one unit follows. */
struct awol_squares_curve {
    /* Departures by a day of the calendar, up to a constant. */
    double (*height)(const struct awol_squares *squares, const double *parameters, int64_t day);
    /* Start number k, but for the standard deviation; false where there are no more. */
    bool (*start)(const struct awol_squares *squares, size_t k, double *ret_parameters);
};

struct awol_squares {
    const struct awol_squares_curve *curve;
    const struct awol_campaign *campaign;
    const struct awol_setup *setup;
    const struct awol_layout *layout;
    double bin_days;
};

/* The parameter residual_sd, for a model's own layout; total: all departures counted. */
struct awol_parameter awol_squares_sd(const struct awol_campaign *campaign, double total);

/* What to know of such a fit, for its table warnings. */
enum awol_status awol_squares_warn(struct awol_fit *fit, struct awol_error *opt_error);

/* Make the likelihood on a layout that has residual_sd. What is pointed at must outlive it.
 * AWOL_MEMORY. */
enum awol_status awol_squares_open(const struct awol_squares_curve *curve,
                                   const struct awol_campaign *campaign,
                                   const struct awol_setup *setup, const struct awol_layout *layout,
                                   struct awol_likelihood *ret_likelihood,
                                   struct awol_error *opt_error);

#endif
