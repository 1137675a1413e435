/* Rows that are added up as they come. Used by tally.c alone. */
#ifndef AWOL_COUNT_TALLY_TAKE_H
#define AWOL_COUNT_TALLY_TAKE_H

#include "count/tally.h"

/* The number of a unit in the series, to which it is added where it is new; it is looked for by its
 * letters only once. AWOL_MEMORY. */
enum awol_status awol_tally_unit(struct awol_tally *tally, const char *name,
                                 struct awol_series *series, size_t *ret_unit,
                                 struct awol_error *opt_error);

/* Take up a row, or let it wait until others have come, so that what lies far away in memory can be
 * asked for before it is looked at. Rows with men at risk, which others may contradict, do not
 * wait. AWOL_DATA: men at risk on two bases. AWOL_MEMORY. */
enum awol_status awol_tally_take(struct awol_tally *tally, struct awol_item *item,
                                 const struct awol_series *series, struct awol_error *opt_error);

/* Take up all that wait. */
enum awol_status awol_tally_take_waiting(struct awol_tally *tally, const struct awol_series *series,
                                         struct awol_error *opt_error);

#endif
