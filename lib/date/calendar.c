#include "date/calendar.h"

#include <string.h>

#include "date/republican.h"

/* Day numbers of 1 March of year 0: years that begin in March end with the leap day, so that the
 * length of a year and the days before a month need no exception. Arithmetic after E. G. Richards,
 * Mapping Time (1998), chapter 25, and H. Hinnant, "chrono-compatible low-level date algorithms".
 */
#define GREGORIAN_EPOCH (-719468)
#define JULIAN_EPOCH (-719470)
#define GREGORIAN_CYCLE_YEARS 400
#define GREGORIAN_CYCLE_DAYS 146097
#define JULIAN_CYCLE_YEARS 4
#define JULIAN_CYCLE_DAYS 1461

/* C truncates towards zero; the cycles before the epoch must not. */
static int64_t divide_down(int64_t numerator, int64_t denominator)
{
    int64_t quotient = numerator / denominator;

    if (numerator % denominator < 0)
        quotient--;
    return quotient;
}

static bool is_leap(enum awol_calendar calendar, int64_t year)
{
    if (year % 4 != 0)
        return false;
    return calendar == AWOL_JULIAN || year % 100 != 0 || year % 400 == 0;
}

int awol_date_month_length(enum awol_calendar calendar, int64_t year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    if (calendar == AWOL_FRENCH_REPUBLICAN)
        return awol_republican_month_length(year, month);
    if (month == 2 && is_leap(calendar, year))
        return 29;
    return lengths[month - 1];
}

bool awol_date_is_valid(enum awol_calendar calendar, struct awol_date date)
{
    if (calendar == AWOL_FRENCH_REPUBLICAN)
        return awol_republican_is_valid(date);
    if (date.year < AWOL_YEAR_MIN || date.year > AWOL_YEAR_MAX)
        return false;
    if (date.month < 1 || date.month > 12 || date.day < 1)
        return false;
    return date.day <= awol_date_month_length(calendar, date.year, date.month);
}

/* Days from 1 March to the first of a month counted from March (0 to 11). */
static int64_t days_before_month(int64_t month_from_march)
{
    return (153 * month_from_march + 2) / 5;
}

static int64_t day_from_roman_date(enum awol_calendar calendar, struct awol_date date)
{
    const bool gregorian = calendar == AWOL_GREGORIAN;
    const int64_t cycle_years = gregorian ? GREGORIAN_CYCLE_YEARS : JULIAN_CYCLE_YEARS;
    const int64_t cycle_days = gregorian ? GREGORIAN_CYCLE_DAYS : JULIAN_CYCLE_DAYS;
    const int64_t year = date.month > 2 ? date.year : date.year - 1;
    const int64_t month = date.month > 2 ? date.month - 3 : date.month + 9;
    const int64_t cycle = divide_down(year, cycle_years);
    const int64_t year_of_cycle = year - cycle * cycle_years;
    int64_t day = year_of_cycle * 365 + days_before_month(month) + date.day - 1;

    if (gregorian)
        day += year_of_cycle / 4 - year_of_cycle / 100;
    return (gregorian ? GREGORIAN_EPOCH : JULIAN_EPOCH) + cycle * cycle_days + day;
}

int64_t awol_day_from_date(enum awol_calendar calendar, struct awol_date date)
{
    return calendar == AWOL_FRENCH_REPUBLICAN ? awol_republican_day(date)
                                              : day_from_roman_date(calendar, date);
}

/* Year of the cycle, from the day of the cycle: the leap days before it are taken off first. The
 * last day of the cycle is a leap day of its own, hence the terms with the whole cycle less one. */
static int64_t year_of_cycle_from_day(bool gregorian, int64_t day)
{
    if (gregorian)
        day -= day / 1460 - day / 36524 + day / (GREGORIAN_CYCLE_DAYS - 1);
    else
        day -= day / (JULIAN_CYCLE_DAYS - 1);
    return day / 365;
}

static struct awol_date roman_date_from_day(enum awol_calendar calendar, int64_t day)
{
    const bool gregorian = calendar == AWOL_GREGORIAN;
    const int64_t cycle_years = gregorian ? GREGORIAN_CYCLE_YEARS : JULIAN_CYCLE_YEARS;
    const int64_t cycle_days = gregorian ? GREGORIAN_CYCLE_DAYS : JULIAN_CYCLE_DAYS;
    const int64_t since = day - (gregorian ? GREGORIAN_EPOCH : JULIAN_EPOCH);
    const int64_t cycle = divide_down(since, cycle_days);
    const int64_t day_of_cycle = since - cycle * cycle_days;
    const int64_t year_of_cycle = year_of_cycle_from_day(gregorian, day_of_cycle);
    int64_t day_of_year = day_of_cycle - year_of_cycle * 365;
    int64_t month;
    struct awol_date date;

    if (gregorian)
        day_of_year -= year_of_cycle / 4 - year_of_cycle / 100;
    month = (5 * day_of_year + 2) / 153;
    date.day = (int)(day_of_year - days_before_month(month)) + 1;
    date.month = (int)(month < 10 ? month + 3 : month - 9);
    date.year = cycle * cycle_years + year_of_cycle + (date.month <= 2 ? 1 : 0);
    return date;
}

struct awol_date awol_date_from_day(enum awol_calendar calendar, int64_t day)
{
    struct awol_date date = {0};

    if (calendar != AWOL_FRENCH_REPUBLICAN)
        return roman_date_from_day(calendar, day);
    awol_republican_date(day, &date);
    return date;
}

static const char *const calendar_names[] = {"gregorian", "julian", "french-republican"};

const char *awol_calendar_name(enum awol_calendar calendar)
{
    return calendar_names[calendar];
}

bool awol_calendar_find(const char *name, enum awol_calendar *ret_calendar)
{
    for (size_t i = 0; i < sizeof calendar_names / sizeof calendar_names[0]; i++) {
        if (strcmp(name, calendar_names[i]) == 0) {
            *ret_calendar = (enum awol_calendar)i;
            return true;
        }
    }
    return false;
}

int awol_day_of_year(int64_t day)
{
    struct awol_date first = awol_date_from_day(AWOL_GREGORIAN, day);

    first.month = 1;
    first.day = 1;
    return (int)(day - awol_day_from_date(AWOL_GREGORIAN, first)) + 1;
}
