/* Rates per men and month. */
#ifndef AWOL_RECORD_RATE_H
#define AWOL_RECORD_RATE_H

#include "record/kind.h"

/* Departures per `per` men and month, of which `count` were seen among men_at_risk men in so many
 * days: {rate, lower, upper limit}. A bound gives the limit on its own side and no rate; all three
 * are NaN where the men are unknown or none. */
void awol_rate(const struct awol_count *count, double men_at_risk, double days, double per,
               double level, double ret_rate[static 3]);

#endif
