/* The calendar of the French Republic, years I to XIV.
 *
 * Year I began on 22 September 1792. Twelve months of thirty days are followed by five
 * complementary days, six in the leap years III, VII and XI; here they are month 13. The calendar
 * was given up on 1 January 1806 (11 nivôse XIV): a later year was never counted, and what would be
 * leap among them was never settled, so they are refused. */
#ifndef AWOL_DATE_REPUBLICAN_H
#define AWOL_DATE_REPUBLICAN_H

#include <stdbool.h>
#include <stdint.h>

#include "date/calendar.h"

#define AWOL_REPUBLICAN_YEAR_MAX 14
#define AWOL_REPUBLICAN_MONTHS 13

/* True if the calendar has such a day: year 1 to 14, month 1 to 12 with days 1 to 30, month 13 with
 * days 1 to 5 or 6. */
bool awol_republican_is_valid(struct awol_date date);

/* Days of a month (1 to 13) of a year (1 to 14). */
int awol_republican_month_length(int64_t year, int month);

/* The day number of a valid date. */
int64_t awol_republican_day(struct awol_date date);

/* The date of a day number; false, and ret_date untouched, before year I and after year XIV. */
bool awol_republican_date(int64_t day, struct awol_date *ret_date);

/* "vendémiaire" to "fructidor", "jours complémentaires" for 13. */
const char *awol_republican_month_name(int month);

/* Name of a complementary day 1 to 6: "jour de la Vertu" to "jour de la Révolution" (decree of
 * 4 frimaire II, article 9; the fourth is that of Opinion there). */
const char *awol_republican_day_name(int day);

#endif
