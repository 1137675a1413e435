/* The steps of awol_tally_finish(). */
#ifndef AWOL_COUNT_BINS_H
#define AWOL_COUNT_BINS_H

#include "count/tally.h"

/* Sort by unit, start, longest first, and add the rows of one unit and the same days. A row that is
 * not preferred is dropped beside another of its days, or kept apart if keep_rivals. */
enum awol_status awol_tally_merge(struct awol_tally *tally, bool keep_rivals,
                                  struct awol_series *series, struct awol_count_report *report,
                                  struct awol_error *opt_error);

bool awol_item_same_days(const struct awol_item *a, const struct awol_item *b);

/* Add one row to another of the same unit and days. AWOL_DATA: men at risk on two bases. */
enum awol_status awol_item_join(struct awol_sources *sources, struct awol_item *into,
                                struct awol_item *from, const struct awol_series *series,
                                struct awol_error *opt_error);

/* Append one row as it is. */
enum awol_status awol_tally_append(struct awol_tally *tally, const struct awol_item *item,
                                   struct awol_error *opt_error);

/* Take the floating rows out of a merged tally and make totals of them: each holds all men whose
 * own days lie within it, and totals that cross one another or another row grow together. */
enum awol_status awol_tally_float(struct awol_tally *tally, struct awol_tally *ret_totals,
                                  const struct awol_tally_options *options,
                                  struct awol_series *series, struct awol_count_report *report,
                                  struct awol_error *opt_error);

/* Give rows that fit into a bin the days of the bin. Needs a merged tally without floating rows,
 * leaves it unsorted. */
void awol_tally_bin(struct awol_tally *tally, const struct awol_tally_options *options,
                    struct awol_series *series, struct awol_count_report *report);

/* Append floating totals. Any of their men can have left in a row that they touch, so that its
 * count is a lower bound; a row of a total's very days is part of it and dropped. */
enum awol_status awol_tally_put_totals(struct awol_tally *tally, const struct awol_tally *totals,
                                       struct awol_error *opt_error);

#endif
