/* Men who are received, and what that costs, shared out over countries. */
#ifndef AWOL_EXPLAIN_BURDEN_H
#define AWOL_EXPLAIN_BURDEN_H

#include "base/status.h"
#include "base/table.h"
#include "explain/scenario.h"

/* Append the table `burden` to the scenario: for each key (a column of numbers of `countries`
 * beside `country`, or `equal`; all where opt_key is NULL) each country's share of `men` and of
 * `cost`, and a sentence. AWOL_DATA with its place: no column country or of that name, a cell that
 * is no number or is negative, a column that adds to nothing. */
enum awol_status awol_burden_write(struct awol_scenario *scenario,
                                   const struct awol_table *countries, const char *opt_key,
                                   double men, double cost, struct awol_error *opt_error);

#endif
