/* Zeros, where it is stated that nothing went unrecorded. */
#ifndef AWOL_COUNT_COMPLETE_H
#define AWOL_COUNT_COMPLETE_H

#include "base/status.h"
#include "count/tally.h"
#include "record/series.h"

/* For every unit that has a preferred count, append a count of 0 for each bin (day without bins) of
 * the stated time that no preferred span touches. The series is sorted before and after. */
enum awol_status awol_complete(struct awol_series *series, const struct awol_tally_options *options,
                               struct awol_error *opt_error);

#endif
