/* A campaign as cells in a row: stretches of days that no count crosses. */
#ifndef AWOL_MODEL_CELLS_H
#define AWOL_MODEL_CELLS_H

#include "model/campaign.h"

struct awol_cells {
    size_t n;
    int64_t *starts;   /* [n + 1] first days; gaps belong to the cell before them */
    double *counts;    /* [n] departures of all units; the middle of a range */
    double *exposures; /* [n] men times days, or days: above 0 */
    size_t n_parted;   /* totals left out because their parts are known */
    size_t n_bounds;   /* “at least”, “at most”: left out */
    size_t n_ranges;   /* counts between two numbers */
};

/* Totals that hold other counts are left out, with what they say beyond these: their parts say
 * when. The caller releases it. AWOL_MEMORY. */
enum awol_status awol_cells_init(struct awol_cells *cells, const struct awol_campaign *campaign,
                                 struct awol_error *opt_error);
void awol_cells_release(struct awol_cells *cells);

#endif
