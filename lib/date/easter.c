#include "date/easter.h"

static struct awol_date gregorian(int64_t year)
{
    const int64_t a = year % 19, b = year / 100, c = year % 100;
    const int64_t f = (b + 8) / 25, g = (b - f + 1) / 3;
    const int64_t h = (19 * a + b - b / 4 - g + 15) % 30;
    const int64_t l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    const int64_t m = (a + 11 * h + 22 * l) / 451;
    const int64_t n = h + l - 7 * m + 114;

    return (struct awol_date){year, (int)(n / 31), (int)(n % 31) + 1};
}

static struct awol_date julian(int64_t year)
{
    const int64_t a = year % 4, b = year % 7, c = year % 19;
    const int64_t d = (19 * c + 15) % 30;
    const int64_t e = (2 * a + 4 * b - d + 34) % 7;
    const int64_t n = d + e + 114;

    return (struct awol_date){year, (int)(n / 31), (int)(n % 31) + 1};
}

int64_t awol_easter_day(enum awol_calendar calendar, int64_t year)
{
    return awol_day_from_date(calendar, calendar == AWOL_JULIAN ? julian(year) : gregorian(year));
}
