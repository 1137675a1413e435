#include "date/span.h"

#include <stddef.h>

/* Writes at least `width` digits of a number that is not negative; returns the end. */
static char *write_digits(char *at, int64_t value, int width)
{
    char reversed[20];
    int n = 0;

    do {
        reversed[n++] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0 || n < width);
    while (n > 0)
        *at++ = reversed[--n];
    return at;
}

/* By hand, because a stream of ten million events writes twenty million of them. */
const char *awol_day_format(int64_t day, char buffer[static AWOL_DAY_TEXT_SIZE])
{
    const struct awol_date date = awol_date_from_day(AWOL_GREGORIAN, day);
    char *at = buffer;

    if (date.year < 0)
        *at++ = '-';
    else if (date.year > 9999)
        *at++ = '+';
    at = write_digits(at, date.year < 0 ? -date.year : date.year, 4);
    *at++ = '-';
    at = write_digits(at, date.month, 2);
    *at++ = '-';
    at = write_digits(at, date.day, 2);
    *at = '\0';
    return buffer;
}

bool awol_day_has_edtf(int64_t day)
{
    const int64_t year = awol_date_from_day(AWOL_GREGORIAN, day).year;

    return year >= -9999 && year <= 9999;
}

bool awol_day_parse(const char *text, int64_t *ret_day)
{
    static const char shape[] = "dddd-dd-dd";
    int digits[8] = {0};
    size_t n = 0;
    struct awol_date date;

    for (size_t i = 0; shape[i] != '\0'; i++) {
        if (shape[i] == '-' ? text[i] != '-' : text[i] < '0' || text[i] > '9')
            return false;
        if (shape[i] == 'd')
            digits[n++] = text[i] - '0';
    }
    if (text[sizeof shape - 1] != '\0')
        return false;
    date.year = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3];
    date.month = digits[4] * 10 + digits[5];
    date.day = digits[6] * 10 + digits[7];
    if (!awol_date_is_valid(AWOL_GREGORIAN, date))
        return false;
    *ret_day = awol_day_from_date(AWOL_GREGORIAN, date);
    return true;
}

bool awol_span_contains(struct awol_span outer, struct awol_span inner)
{
    if (!outer.open_earliest && (inner.open_earliest || inner.earliest < outer.earliest))
        return false;
    if (!outer.open_latest && (inner.open_latest || inner.latest > outer.latest))
        return false;
    return true;
}

bool awol_span_overlaps(struct awol_span a, struct awol_span b)
{
    if (!a.open_latest && !b.open_earliest && a.latest < b.earliest)
        return false;
    if (!b.open_latest && !a.open_earliest && b.latest < a.earliest)
        return false;
    return true;
}

int64_t awol_span_length(struct awol_span span)
{
    if (span.open_earliest || span.open_latest)
        return 0;
    return span.latest - span.earliest + 1;
}
