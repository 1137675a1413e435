/* The steps of awol_tally_finish(). */
#ifndef AWOL_COUNT_BINS_H
#define AWOL_COUNT_BINS_H

#include "count/tally.h"

/* Sort by unit, start, longest first, and add the rows of one unit and the same days. A row that is
 * not preferred is dropped beside another of its days, or kept apart if keep_rivals. */
enum awol_status awol_tally_merge(struct awol_tally *tally, bool keep_rivals,
                                  struct awol_series *series, struct awol_count_report *report,
                                  struct awol_error *opt_error);

/* Give rows that fit into a bin the days of the bin, and persons that do not the days of all bins
 * that they touch. Needs a merged tally; leaves it unsorted. */
void awol_tally_bin(struct awol_tally *tally, const struct awol_tally_options *options,
                    struct awol_series *series, struct awol_count_report *report);

/* Make totals of persons whose days hold or cross those of others. Needs a merged tally and leaves
 * one. */
enum awol_status awol_tally_float(struct awol_tally *tally,
                                  const struct awol_tally_options *options,
                                  struct awol_series *series, struct awol_count_report *report,
                                  struct awol_error *opt_error);

#endif
