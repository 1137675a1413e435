/* The plan behind datasets/simulated: one place for the program that writes the files and for the
 * test that they are still what it writes. */
#ifndef TESTS_SUPPORT_SIMULATED_PLAN_H
#define TESTS_SUPPORT_SIMULATED_PLAN_H

#include "base/status.h"
#include "base/table.h"
#include "model/simulate.h"

#define SUPPORT_SIMULATED_SEED 2u

/* Make both tables of the dataset. The caller releases them. */
enum awol_status support_simulated(struct awol_table *ret_offers, struct awol_table *ret_series,
                                   struct awol_error *opt_error);

#endif
