#include "date/edtf_parser.h"

#define MONTHS 12
#define LONGEST_MONTH 31

bool awol_edtf_pair_matches(int value, int pattern, unsigned mask)
{
    return ((mask & 2u) != 0 || value / 10 == pattern / 10) &&
           ((mask & 1u) != 0 || value % 10 == pattern % 10);
}

static bool year_matches(int64_t value, int64_t pattern, unsigned mask)
{
    for (; mask != 0 || value != pattern; mask >>= 1) {
        if ((mask & 1u) == 0 && value % 10 != pattern % 10)
            return false;
        value /= 10;
        pattern /= 10;
    }
    return true;
}

/* ---- the years ---------------------------------------------------------------------------- */

struct years {
    int64_t first, last;
};

/* Digits that are not significant may be any: 1950S2 is a year of 1900 to 1999. They are counted
 * from the left (4.4.3; example 2 of A.6.3 contradicts it and is an error). */
static struct years significant_years(int64_t year, int n_significant)
{
    const int64_t magnitude = year < 0 ? -year : year;
    int64_t width = 1, rest = magnitude;
    int n_digits = 1;
    struct years years;

    for (; rest >= 10; rest /= 10)
        n_digits++;
    for (; n_digits > n_significant; n_digits--)
        width *= 10;
    years.first = magnitude / width * width;
    years.last = years.first + width - 1;
    return year < 0 ? (struct years){-years.last, -years.first} : years;
}

static struct years years_of(const struct awol_edtf_date *date)
{
    struct years years = {date->year, date->year};
    int64_t unit = 9;

    if (date->significant_digits > 0)
        return significant_years(date->year, date->significant_digits);
    for (unsigned mask = date->masks[AWOL_EDTF_YEAR]; mask != 0; mask >>= 1, unit *= 10) {
        if ((mask & 1u) != 0)
            years.last += unit;
    }
    return years;
}

/* ---- parts of a year ---------------------------------------------------------------------- */

/* The standard leaves to the reader which days a season holds. The campaigns that awol is made for
 * were north of the equator, and their records go by months: spring is March to May, summer June to
 * August, autumn September to November, and winter December to February of the next year, because
 * "the winter of 1777" is the one that began then. South of it spring begins in September. */
static void part_of_year(int code, int *ret_first_month, int *ret_n_months)
{
    if (code <= 28) { /* 21 to 24 of no hemisphere, 25 to 28 northern: from March */
        *ret_first_month = 3 * ((code - 21) % 4) + 3;
        *ret_n_months = 3;
    } else if (code <= 32) { /* southern: from September */
        *ret_first_month = (3 * (code - 29) + 8) % MONTHS + 1;
        *ret_n_months = 3;
    } else if (code <= 36) {
        *ret_first_month = 3 * (code - 33) + 1;
        *ret_n_months = 3;
    } else if (code <= 39) {
        *ret_first_month = 4 * (code - 37) + 1;
        *ret_n_months = 4;
    } else {
        *ret_first_month = 6 * (code - 40) + 1;
        *ret_n_months = 6;
    }
}

static struct awol_span span_between(enum awol_calendar calendar, struct awol_date first,
                                     struct awol_date last)
{
    return (struct awol_span){
        .earliest = awol_day_from_date(calendar, first),
        .latest = awol_day_from_date(calendar, last),
    };
}

static struct awol_span part_of_years(enum awol_calendar calendar, struct years years, int code)
{
    int first = 0, n = 0, last;
    int64_t last_year = years.last;

    part_of_year(code, &first, &n);
    last = first + n - 1;
    if (last > MONTHS) {
        last -= MONTHS;
        last_year++;
    }
    return span_between(
        calendar, (struct awol_date){years.first, first, 1},
        (struct awol_date){last_year, last, awol_date_month_length(calendar, last_year, last)});
}

/* ---- months and days ---------------------------------------------------------------------- */

/* The first (step 1) or last (step -1) day of a month that agrees with the date; 0: none. */
static int day_of_month(const struct awol_edtf_date *date, int length, int step)
{
    const bool has_day = date->precision >= AWOL_PRECISION_DAY;

    if (has_day && date->masks[AWOL_EDTF_DAY] == 0)
        return date->day >= 1 && date->day <= length ? date->day : 0;
    for (int day = step > 0 ? 1 : length; day >= 1 && day <= length; day += step) {
        if (!has_day || awol_edtf_pair_matches(day, date->day, date->masks[AWOL_EDTF_DAY]))
            return day;
    }
    return 0;
}

/* The first or last day of a year that agrees with the date. */
static bool day_of_year(enum awol_calendar calendar, const struct awol_edtf_date *date,
                        int64_t year, int step, int64_t *ret_day)
{
    const bool is_known = date->masks[AWOL_EDTF_MONTH] == 0;
    const int first = is_known ? date->month : step > 0 ? 1 : MONTHS;

    for (int month = first; month >= 1 && month <= MONTHS; month += step) {
        int day;

        if (is_known && month != first)
            break;
        if (!awol_edtf_pair_matches(month, date->month, date->masks[AWOL_EDTF_MONTH]))
            continue;
        day = day_of_month(date, awol_date_month_length(calendar, year, month), step);
        if (day > 0) {
            *ret_day = awol_day_from_date(calendar, (struct awol_date){year, month, day});
            return true;
        }
    }
    return false;
}

static bool find_day(enum awol_calendar calendar, const struct awol_edtf_date *date,
                     struct years years, int step, int64_t *ret_day)
{
    for (int64_t year = step > 0 ? years.first : years.last;
         year >= years.first && year <= years.last; year += step) {
        if ((date->masks[AWOL_EDTF_YEAR] == 0 ||
             year_matches(year, date->year, date->masks[AWOL_EDTF_YEAR])) &&
            day_of_year(calendar, date, year, step, ret_day))
            return true;
    }
    return false;
}

bool awol_edtf_days(enum awol_calendar calendar, const struct awol_edtf_date *date,
                    struct awol_span *ret_span)
{
    const struct years years = years_of(date);
    struct awol_span span = {0};

    if (date->month == 0 && date->masks[AWOL_EDTF_MONTH] == 0)
        span = span_between(calendar, (struct awol_date){years.first, 1, 1},
                            (struct awol_date){years.last, MONTHS, LONGEST_MONTH});
    else if (date->month > MONTHS)
        span = part_of_years(calendar, years, date->month);
    else if (!find_day(calendar, date, years, 1, &span.earliest) ||
             !find_day(calendar, date, years, -1, &span.latest))
        return false;
    *ret_span = span;
    return true;
}
