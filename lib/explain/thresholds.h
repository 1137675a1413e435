/* Inside of explain: the question about thresholds, and how its parts share it. */
#ifndef AWOL_EXPLAIN_THRESHOLDS_H
#define AWOL_EXPLAIN_THRESHOLDS_H

#include "explain/scenario.h"
#include "model/threshold.h"

/* What the question stands on. NaN where nobody said: men, seen (share up to which a record has
 * seen the law of thresholds). */
struct awol_thresholds_given {
    struct awol_thresholds thresholds;
    double gone, shift, step, men, seen;
};

/* thresholds_units.c: units of so many men, drawn man by man: the table `units_at_rest` and what it
 * says of a unit's being carried past `tipping` (NaN: nothing). Nothing where the men are not known
 * or too many. */
enum awol_status awol_thresholds_simulate(struct awol_scenario *scenario,
                                          const struct awol_thresholds_given *given, double tipping,
                                          struct awol_error *opt_error);

#endif
