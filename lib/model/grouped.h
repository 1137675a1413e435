/* Counts that follow from nothing but their own bin: no cascade, no wandering background, every
 * count exact and of one bin. Then counts of one mean count together, and the likelihood costs what
 * the distinct means and counts cost. The same likelihood as the filter's (filter.h), by other
 * sums. */
#ifndef AWOL_MODEL_GROUPED_H
#define AWOL_MODEL_GROUPED_H

#include <stdbool.h>

#include "model/campaign.h"
#include "model/layout.h"

struct awol_grouped;

/* Is the record of that kind, and the law one that it can be done for? */
bool awol_grouped_is(const struct awol_campaign *campaign, const struct awol_setup *setup);

/* The counts are copied; what else is pointed at must outlive the result. AWOL_MEMORY. */
enum awol_status awol_grouped_new(const struct awol_campaign *campaign,
                                  const struct awol_setup *setup, const struct awol_layout *layout,
                                  struct awol_grouped **ret_grouped, struct awol_error *opt_error);
void awol_grouped_free(struct awol_grouped *grouped);

/* As in likelihood.h. False where something leaves its range: the filter says what. */
bool awol_grouped_evaluate(struct awol_grouped *grouped, const double *parameters,
                           double *ret_log_likelihood, double *opt_gradient);

#endif
