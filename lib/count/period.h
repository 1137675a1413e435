/* Bins of the calendar: days, weeks, months, years, so many days. */
#ifndef AWOL_COUNT_PERIOD_H
#define AWOL_COUNT_PERIOD_H

#include <stdbool.h>
#include <stdint.h>

enum awol_period_unit { AWOL_PERIOD_NONE, AWOL_PERIOD_DAYS, AWOL_PERIOD_MONTH, AWOL_PERIOD_YEAR };

/* Zero-initialised it is no binning at all. Bins of `days` days are counted from `origin`. */
struct awol_period {
    enum awol_period_unit unit;
    int64_t days;
    int64_t origin;
};

/* "day", "week" (from Monday), "month", "year", or "Nd" for N days (1 to 36525). False if it is
 * anything else. The origin of Nd is day 0 until the caller sets another. */
bool awol_period_parse(const char *text, struct awol_period *ret_period);

/* True for Nd with N > 1, the only bins that have no natural origin. */
bool awol_period_needs_origin(const char *text);

/* First day of the bin that holds a day, and first day of the bin after it. */
int64_t awol_period_start(const struct awol_period *period, int64_t day);
int64_t awol_period_next(const struct awol_period *period, int64_t day);

#endif
