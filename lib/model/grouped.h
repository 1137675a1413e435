/* Counts that follow from nothing but their own bin: no cascade, no wandering background, every
 * count exact and of one bin. Then counts of one mean count together, and the likelihood costs what
 * the distinct means and counts cost. The same likelihood as that of the filters (filter.h,
 * markov.h), by other sums. */
#ifndef AWOL_MODEL_GROUPED_H
#define AWOL_MODEL_GROUPED_H

#include <stdbool.h>

#include "model/campaign.h"
#include "model/layout.h"
#include "model/likelihood.h"
#include "model/rate_rows.h"

/* Is the record of that kind, and the law one that it can be done for? */
bool awol_grouped_is(const struct awol_campaign *campaign, const struct awol_setup *setup);

/* Put such a likelihood in the place of *likelihood, which it asks for all but the value and the
 * gradient, and where something leaves its range. Takes the rows also where it fails; then
 * *likelihood is as before. The counts are copied; what else is pointed at must outlive it.
 * AWOL_MEMORY. */
enum awol_status awol_grouped_open(const struct awol_campaign *campaign,
                                   const struct awol_layout *layout, struct awol_rate_rows *rows,
                                   struct awol_likelihood *likelihood,
                                   struct awol_error *opt_error);

#endif
