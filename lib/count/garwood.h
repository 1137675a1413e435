/* Exact limits of a Poisson mean, and rates per men and month. */
#ifndef AWOL_COUNT_GARWOOD_H
#define AWOL_COUNT_GARWOOD_H

#include "record/kind.h"

/* Mean length of a Gregorian month: 365.2425 / 12 days. */
#define AWOL_DAYS_PER_MONTH 30.436875

/* Limits of the mean of which `count` (0 or more, whole) was seen, at a level in (0,1), equal
 * tails: half the quantiles of chi-square with 2 count and 2 count + 2 degrees of freedom (Garwood
 * 1936, Biometrika 28:437). */
double awol_garwood_low(double count, double level);
double awol_garwood_high(double count, double level);

/* Departures per `per` men and month, of which `count` were seen among men_at_risk men in so many
 * days: {rate, lower, upper limit}. A bound gives the limit on its own side and no rate; all three
 * are NaN where the men are unknown or none. */
void awol_rate(const struct awol_count *count, double men_at_risk, double days, double per,
               double level, double ret_rate[static 3]);

#endif
