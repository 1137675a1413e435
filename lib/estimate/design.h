/* What the counts of a campaign see of its effects: which of these they can tell apart. */
#ifndef AWOL_ESTIMATE_DESIGN_H
#define AWOL_ESTIMATE_DESIGN_H

#include <stddef.h>

#include "base/status.h"
#include "base/text.h"
#include "estimate/request.h"
#include "model/campaign.h"

/* One row a count (see awol_observation_is_count()), in the order of units and of their
 * observations. */
struct awol_design {
    double *weights;   /* [n * n_effects] mean weight of each effect over the days of the count */
    double *midpoints; /* [n] day */
    size_t n, n_effects;
};

/* The caller releases it. Days that a part of a total already accounts for are left out. */
enum awol_status awol_design_init(struct awol_design *ret_design,
                                  const struct awol_campaign *campaign,
                                  struct awol_error *opt_error);
void awol_design_release(struct awol_design *design);

/* Weight of an effect (by its index in the campaign) over the count of a row. */
double awol_design_weight(const struct awol_design *design, size_t row, size_t effect);

/* Condition number (largest by smallest singular value) of the matrix of level, trend, season and
 * effects over the counts, each column scaled to length 1; names of the columns that the worst
 * direction mixes are appended to `mixed`. Infinite where there are fewer counts than columns. */
enum awol_status awol_design_condition(const struct awol_request *request,
                                       const struct awol_campaign *campaign, double *ret_condition,
                                       struct awol_text *mixed, struct awol_error *opt_error);

#endif
