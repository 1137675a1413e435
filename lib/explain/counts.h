/* The numbers of a record bin by bin: totals shared out as a model expects. */
#ifndef AWOL_EXPLAIN_COUNTS_H
#define AWOL_EXPLAIN_COUNTS_H

#include "base/status.h"
#include "explain/genealogy.h"
#include "model/campaign.h"
#include "model/filter.h"

/* Fill `counted` and `party` of the lines of one unit's bins, and ret_counts[n_bins]: recorded
 * departures (parties, where they are counted). `path` is of that unit. What several spans say of a
 * bin is taken from the shortest; a longer one has the rest of its total for its other bins. */
enum awol_status awol_counts_share(const struct awol_campaign *campaign,
                                   const struct awol_campaign_unit *unit,
                                   const struct awol_path_bin *path, const double *totals,
                                   struct awol_line *lines, double *ret_counts,
                                   struct awol_error *opt_error);

#endif
