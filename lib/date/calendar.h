/* Days as numbers, and the calendars that name them.
 *
 * A day is counted from 1970-01-01 of the proleptic Gregorian calendar (day 0); negative before.
 * Years are astronomical: 0 is 1 BCE; those of the French Republic begin with 1
 * (date/republican.h). */
#ifndef AWOL_DATE_CALENDAR_H
#define AWOL_DATE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

enum awol_calendar { AWOL_GREGORIAN, AWOL_JULIAN, AWOL_FRENCH_REPUBLICAN };

/* Years outside this range are refused: the length of a span between its ends must fit 64 bits. */
#define AWOL_YEAR_MIN (-9999999999999999)
#define AWOL_YEAR_MAX 9999999999999999

struct awol_date {
    int64_t year;
    int month; /* 1 to 12; 13 for the complementary days of the French Republic */
    int day;   /* 1 to 31 */
};

/* True if such a day exists in the calendar and its year is in range. */
bool awol_date_is_valid(enum awol_calendar calendar, struct awol_date date);

/* Number of days of a month (month 1 to 12, or 13). */
int awol_date_month_length(enum awol_calendar calendar, int64_t year, int month);

/* The day number of a valid date: 1970-01-01 Gregorian is 0, so that the Julian day number of the
 * astronomers (at noon) is this plus 2440588. */
int64_t awol_day_from_date(enum awol_calendar calendar, struct awol_date date);

/* The date of a day number. The calendar of the French Republic has none outside its years I to
 * XIV: the year is 0 then. */
struct awol_date awol_date_from_day(enum awol_calendar calendar, int64_t day);

/* Name of the calendar as the stream writes it: "gregorian", "julian", "french-republican". */
const char *awol_calendar_name(enum awol_calendar calendar);

/* The calendar of such a name; false, and ret_calendar untouched, if there is none. */
bool awol_calendar_find(const char *name, enum awol_calendar *ret_calendar);

/* Day of the year, 1 to 366, in the proleptic Gregorian calendar. */
int awol_day_of_year(int64_t day);

#endif
