#include "count/period.h"

#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "date/calendar.h"

#define MONDAY (-3) /* 1969-12-29 */
#define MAX_DAYS 36525

static bool parse_days(const char *text, int64_t *ret_days)
{
    size_t length = strlen(text);
    char digits[8];

    if (length < 2 || length > sizeof digits || text[length - 1] != 'd')
        return false;
    memcpy(digits, text, length - 1);
    digits[length - 1] = '\0';
    return awol_number_parse_integer(digits, ret_days) && *ret_days >= 1 && *ret_days <= MAX_DAYS;
}

bool awol_period_parse(const char *text, struct awol_period *ret_period)
{
    struct awol_period period = {.unit = AWOL_PERIOD_DAYS, .days = 1};

    if (awol_text_equal(text, "week"))
        period = (struct awol_period){AWOL_PERIOD_DAYS, 7, MONDAY};
    else if (awol_text_equal(text, "month"))
        period.unit = AWOL_PERIOD_MONTH;
    else if (awol_text_equal(text, "year"))
        period.unit = AWOL_PERIOD_YEAR;
    else if (!awol_text_equal(text, "day") && !parse_days(text, &period.days))
        return false;
    *ret_period = period;
    return true;
}

bool awol_period_needs_origin(const char *text)
{
    int64_t days;

    return parse_days(text, &days) && days > 1;
}

int64_t awol_period_start(const struct awol_period *period, int64_t day)
{
    struct awol_date date;
    int64_t past;

    if (period->unit == AWOL_PERIOD_NONE)
        return day;
    if (period->unit == AWOL_PERIOD_DAYS) {
        past = (day - period->origin) % period->days;
        return day - (past < 0 ? past + period->days : past);
    }
    date = awol_date_from_day(AWOL_GREGORIAN, day);
    date.day = 1;
    if (period->unit == AWOL_PERIOD_YEAR)
        date.month = 1;
    return awol_day_from_date(AWOL_GREGORIAN, date);
}

int64_t awol_period_next(const struct awol_period *period, int64_t day)
{
    int64_t start = awol_period_start(period, day);
    struct awol_date date;

    if (period->unit == AWOL_PERIOD_NONE)
        return start + 1;
    if (period->unit == AWOL_PERIOD_DAYS)
        return start + period->days;
    date = awol_date_from_day(AWOL_GREGORIAN, start);
    if (period->unit == AWOL_PERIOD_YEAR || date.month == 12) {
        date.year++;
        date.month = 1;
    } else {
        date.month++;
    }
    return awol_day_from_date(AWOL_GREGORIAN, date);
}
