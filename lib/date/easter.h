/* The day of Easter, from which the movable feasts are counted. */
#ifndef AWOL_DATE_EASTER_H
#define AWOL_DATE_EASTER_H

#include <stdint.h>

#include "date/calendar.h"

/* Before the council of Nicaea (325) Easter was not kept by this rule. */
#define AWOL_EASTER_YEAR_MIN 326

/* The day number of Easter Sunday in a year AWOL_EASTER_YEAR_MIN to AWOL_YEAR_MAX of the Gregorian
 * or the Julian calendar, by the computus of that calendar: J. Meeus, Astronomical Algorithms,
 * chapter 8. */
int64_t awol_easter_day(enum awol_calendar calendar, int64_t year);

#endif
