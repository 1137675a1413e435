/* Least squares: each count is normal about the rise of a curve, all with one standard deviation
 * (for Bass: Srinivasan and Mason 1986, Marketing Science 5:169). For comparison with what others
 * print; it takes no notice of what the counts before were. */
#ifndef AWOL_MODEL_SQUARES_H
#define AWOL_MODEL_SQUARES_H

#include "model/campaign.h"
#include "model/curve.h"
#include "model/layout.h"
#include "model/likelihood.h"
#include "record/fit.h"

/* The parameter residual_sd, for a model's own layout; total: all departures counted. */
struct awol_parameter awol_squares_sd(const struct awol_campaign *campaign, double total);

/* What to know of such a fit, for its table warnings. */
enum awol_status awol_squares_warn(struct awol_fit *fit, struct awol_error *opt_error);

/* Make the likelihood on a layout of the curve's own parameters and then residual_sd. The curve is
 * copied; what is pointed at must outlive it. AWOL_MEMORY. */
enum awol_status awol_squares_open(const struct awol_curve *curve, const struct awol_layout *layout,
                                   struct awol_likelihood *ret_likelihood,
                                   struct awol_error *opt_error);

#endif
