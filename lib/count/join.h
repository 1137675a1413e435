/* Counts meet the men at risk and the covariates. */
#ifndef AWOL_COUNT_JOIN_H
#define AWOL_COUNT_JOIN_H

#include <stdbool.h>

#include "base/status.h"
#include "count/report.h"
#include "record/covariate.h"
#include "record/series.h"
#include "record/strength.h"

/* Fill at_risk and basis of each span that has none from the returns of its own unit in force on
 * its first day. Returns without a unit are used only where a single unit is counted: nobody knows
 * how a whole divides. AWOL_DATA if the returns in force stand on two bases and opt_basis names
 * none, or if no return is on opt_basis. With less_gone the men who went for good since the return
 * (awol_net_gone()) are no longer at risk; those who came back are. */
enum awol_status awol_join_strength(struct awol_series *series,
                                    const struct awol_strength *strength, const char *opt_basis,
                                    bool less_gone, struct awol_count_report *report,
                                    struct awol_error *opt_error);

/* Add a column for each covariate: its mean over the days of the span, NaN where it is not known
 * from the first day on. */
enum awol_status awol_join_covariates(struct awol_series *series,
                                      const struct awol_covariates *covariates,
                                      struct awol_error *opt_error);

#endif
