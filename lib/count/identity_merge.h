/* The step of awol_identity_find() that lets one row stand for several. */
#ifndef AWOL_COUNT_IDENTITY_MERGE_H
#define AWOL_COUNT_IDENTITY_MERGE_H

#include "count/identity.h"

/* Fill merged_into, n_merged and the `kept` of pairs that are sorted, best first. */
enum awol_status awol_identity_merge(const struct awol_event_rows *rows, struct awol_pairs *pairs,
                                     struct awol_error *opt_error);

#endif
