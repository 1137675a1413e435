/* A campaign that nobody recorded: the units, the days and the parameters from which one is drawn.
 */
#ifndef AWOL_ESTIMATE_OUTLINE_H
#define AWOL_ESTIMATE_OUTLINE_H

#include <stddef.h>
#include <stdint.h>

#include "base/setting.h"
#include "base/status.h"
#include "estimate/refit.h"
#include "model/simulate.h"

/* Owns nothing. */
struct awol_outline {
    const struct awol_plan_unit *units; /* name; men at the start, NaN unknown */
    size_t n_units;
    int64_t first_day, end_day; /* [first_day, end_day) */
    const char *by;             /* day, week, month, year, Nd: length of a span, and of a bin */
    double first_count;         /* departures in the first span of models that take it as given */
};

/* The spans of an outline, all with no departure and, in the first of each unit, its men (in all of
 * them, so that what is drawn takes them off one by one). A rest that is shorter than a span is
 * left out. AWOL_USAGE for what is no such length, for months or years that do not begin on the
 * first of one, for more spans than can be kept, for days after the year 9999. The caller releases
 * it. */
enum awol_status awol_outline_series(const struct awol_outline *outline,
                                     struct awol_series *ret_series, struct awol_error *opt_error);

/* Make of refit->request (its model and switches; the tables of the refit that they need) and of an
 * outline what awol_refit_init() makes of a fit: the model at the values, with the men at risk
 * growing fewer as they are drawn. What the names of the values ask for is switched on: trend,
 * season, urgency, offers, covariates, rates of units, a wandering background, dispersion.
 * AWOL_USAGE for a parameter that the model has not (with the nearest), one that is missing (with
 * all that are), one outside what it can be; for eta of 1 or more where nothing ends the cascade;
 * and for what the model does not take. The caller releases *refit, also after a failure. */
enum awol_status awol_outline_open(const struct awol_outline *outline,
                                   const struct awol_settings *values, struct awol_refit *refit,
                                   struct awol_error *opt_error);

/* Put values in the place of estimates of a fit. AWOL_USAGE as above. */
enum awol_status awol_outline_replace(const struct awol_settings *values, struct awol_refit *refit,
                                      struct awol_error *opt_error);

#endif
