/* Who prompts whom between units: mess, company, regiment, army. */
#ifndef AWOL_MODEL_NEIGHBOURS_H
#define AWOL_MODEL_NEIGHBOURS_H

#include "model/campaign.h"
#include "record/unit.h"

/* How what a unit gets from others is divided among the units of a campaign: evenly among those
 * nearest to it, which are the ones whose smallest common superior is the smallest; evenly among
 * all where it has a superior in common with none. ret_neighbours[n * n] by row, freed by the
 * caller; rows have sum 1 and a diagonal of 0 (a lone unit has the row 0). AWOL_MEMORY. */
enum awol_status awol_neighbours_new(const struct awol_campaign *campaign,
                                     const struct awol_units *units, double **ret_neighbours,
                                     struct awol_error *opt_error);

#endif
