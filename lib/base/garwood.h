/* Exact limits of a Poisson mean. */
#ifndef AWOL_BASE_GARWOOD_H
#define AWOL_BASE_GARWOOD_H

/* Mean length of a Gregorian month: 365.2425 / 12 days. */
#define AWOL_DAYS_PER_MONTH 30.436875

/* Limits of the mean of which `count` (0 or more, whole) was seen, at a level in (0,1), equal
 * tails: half the quantiles of chi-square with 2 count and 2 count + 2 degrees of freedom (Garwood
 * 1936, Biometrika 28:437). */
double awol_garwood_low(double count, double level);
double awol_garwood_high(double count, double level);

#endif
