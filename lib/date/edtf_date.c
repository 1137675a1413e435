#include "date/edtf_parser.h"

/* Where Annex A is silent, the reading of the Library of Congress's specification (2019) is taken:
 * a masked year with a month is level 2; "Y" needs more than four digits. */

#define YEAR_EXPECTED "a year of four digits"
#define TOO_LONG "expected a year of at most 16 digits"

bool awol_edtf_begins_date(char byte)
{
    return awol_edtf_is_digit(byte) || awol_edtf_is_qualifier(byte) || byte == 'X' || byte == 'Y' ||
           byte == '-';
}

/* ---- qualifiers --------------------------------------------------------------------------- */

static void parse_qualifier(struct awol_edtf_parser *parser, enum awol_qualifier *qualifier)
{
    if (!awol_edtf_is_qualifier(*parser->at))
        return;
    *qualifier = *parser->at == '?'   ? AWOL_UNCERTAIN
                 : *parser->at == '~' ? AWOL_APPROXIMATE
                                      : AWOL_UNCERTAIN_APPROXIMATE;
    parser->at++;
}

enum awol_qualifier awol_qualifier_join(enum awol_qualifier a, enum awol_qualifier b)
{
    if (a == AWOL_CERTAIN || a == b)
        return b;
    return b == AWOL_CERTAIN ? a : AWOL_UNCERTAIN_APPROXIMATE;
}

enum awol_qualifier awol_edtf_qualifier_of(const struct awol_edtf_date *date,
                                           enum awol_edtf_component component)
{
    enum awol_qualifier qualifier = date->before[component];

    for (int i = (int)component; i < AWOL_EDTF_COMPONENTS; i++)
        qualifier = awol_qualifier_join(qualifier, date->after[i]);
    return qualifier;
}

/* ---- year --------------------------------------------------------------------------------- */

static int count_digits(int64_t magnitude)
{
    int n = 1;

    for (; magnitude >= 10; magnitude /= 10)
        n++;
    return n;
}

/* A number without leading zero, at most `max`, whose first digit is at parser->at. */
static enum awol_status parse_count(struct awol_edtf_parser *parser, int max, const char *expected,
                                    int *ret_value)
{
    const char *const start = parser->at;
    int value = 0;

    if (!awol_edtf_is_digit(*start) || *start == '0')
        return awol_edtf_fail_expected(parser, start, expected);
    for (; awol_edtf_is_digit(*parser->at); parser->at++) {
        value = value * 10 + (*parser->at - '0');
        if (value > max)
            return awol_error_at(parser->opt_error, "",
                                 (struct awol_place){0, (size_t)(start - parser->text) + 1},
                                 "expected %s, at most %d", expected, max);
    }
    *ret_value = value;
    return AWOL_OK;
}

/* S2: so many digits, counted from the left without leading zeros, are to be relied on. */
static enum awol_status parse_significant(struct awol_edtf_parser *parser,
                                          struct awol_edtf_date *date)
{
    const int64_t magnitude = date->year < 0 ? -date->year : date->year;

    if (*parser->at != 'S')
        return AWOL_OK;
    if (date->masks[AWOL_EDTF_YEAR] != 0)
        return awol_edtf_fail(parser, parser->at, "a year with X has no significant digits");
    parser->at++;
    return parse_count(parser, count_digits(magnitude), "a number of significant digits",
                       &date->significant_digits);
}

static enum awol_status parse_short_year(struct awol_edtf_parser *parser,
                                         struct awol_edtf_date *date)
{
    const char *const start = parser->at;
    const bool negative = *start == '-';
    unsigned mask = 0;
    int64_t year = 0;

    if (negative)
        parser->at++;
    for (int i = 0; i < 4; i++, parser->at++) {
        const char byte = *parser->at;

        if (byte == 'X' && negative)
            return awol_edtf_fail(parser, parser->at, "a year before 0000 cannot have an X");
        if (byte != 'X' && !awol_edtf_is_digit(byte))
            return awol_edtf_fail_expected(parser, parser->at, YEAR_EXPECTED);
        year = year * 10 + (byte == 'X' ? 0 : byte - '0');
        mask = mask * 2 + (byte == 'X');
    }
    if (negative && year == 0)
        return awol_edtf_fail(parser, start,
                              "there is no year -0000: 0000 is 1 BCE, -0001 is 2 BCE");
    date->year = negative ? -year : year;
    date->masks[AWOL_EDTF_YEAR] = mask;
    return AWOL_OK;
}

static enum awol_status parse_exponent(struct awol_edtf_parser *parser, const char *digits,
                                       int64_t *year, struct awol_edtf_date *date)
{
    enum awol_status status;

    parser->at++;
    status = parse_count(parser, 99, "an exponent from 1", &date->exponent);
    if (status != AWOL_OK)
        return status;
    for (int i = 0; i < date->exponent; i++) {
        if (*year > AWOL_YEAR_MAX / 10)
            return awol_edtf_fail(parser, digits, TOO_LONG);
        *year *= 10;
    }
    date->year_form = AWOL_YEAR_EXPONENT;
    return AWOL_OK;
}

/* Y and more than four digits, no month: years that four digits cannot hold. */
static enum awol_status parse_long_year(struct awol_edtf_parser *parser,
                                        struct awol_edtf_date *date)
{
    const char *const start = parser->at;
    const bool negative = start[1] == '-';
    const char *const digits = start + (negative ? 2 : 1);
    enum awol_status status;
    int64_t year = 0;

    date->year_form = AWOL_YEAR_LETTER;
    for (parser->at = digits; awol_edtf_is_digit(*parser->at); parser->at++) {
        const int digit = *parser->at - '0';

        if (year > (AWOL_YEAR_MAX - digit) / 10)
            return awol_edtf_fail(parser, digits, TOO_LONG);
        year = year * 10 + digit;
    }
    if (parser->at == digits)
        return awol_edtf_fail_expected(parser, digits, "the digits of a year");
    if (*digits == '0')
        return awol_edtf_fail(parser, digits, "a year after Y has no leading zero");
    if (*parser->at == 'E' && (status = parse_exponent(parser, digits, &year, date)) != AWOL_OK)
        return status;
    if (year <= 9999)
        return awol_edtf_fail(parser, start, "a year of four digits is written without Y");
    date->year = negative ? -year : year;
    return AWOL_OK;
}

static enum awol_status parse_year(struct awol_edtf_parser *parser, struct awol_edtf_date *date)
{
    enum awol_status status;

    parse_qualifier(parser, &date->before[AWOL_EDTF_YEAR]);
    status = *parser->at == 'Y' ? parse_long_year(parser, date) : parse_short_year(parser, date);
    if (status == AWOL_OK)
        status = parse_significant(parser, date);
    if (status != AWOL_OK)
        return status;
    parse_qualifier(parser, &date->after[AWOL_EDTF_YEAR]);
    if (*parser->at != '-')
        return AWOL_OK;
    if (date->year_form != AWOL_YEAR_FOUR_DIGITS)
        return awol_edtf_fail(parser, parser->at,
                              "a year with Y has no month: expected the end of the date");
    if (date->significant_digits > 0)
        return awol_edtf_fail(
            parser, parser->at,
            "a year with significant digits has no month: expected the end of the date");
    return AWOL_OK;
}

/* ---- month and day ------------------------------------------------------------------------ */

static bool is_month(const struct awol_edtf_date *date)
{
    for (int month = 1; month <= 12; month++) {
        if (awol_edtf_pair_matches(month, date->month, date->masks[AWOL_EDTF_MONTH]))
            return true;
    }
    return false;
}

static enum awol_status parse_month(struct awol_edtf_parser *parser, struct awol_edtf_date *date)
{
    static const char expected[] = "a month 01 to 12 or a part of the year 21 to 41";
    unsigned *const mask = &date->masks[AWOL_EDTF_MONTH];
    const char *start;
    enum awol_status status;

    parser->at++;
    parse_qualifier(parser, &date->before[AWOL_EDTF_MONTH]);
    start = parser->at;
    status = awol_edtf_parse_pair(parser, expected, &date->month, mask);
    if (status != AWOL_OK)
        return status;
    date->precision = AWOL_PRECISION_MONTH;
    if (*mask == 0 && date->month >= 21 && date->month <= 41)
        date->precision = AWOL_PRECISION_PART_OF_YEAR;
    else if (!is_month(date))
        return awol_edtf_fail_pair(parser, start, expected);
    parse_qualifier(parser, &date->after[AWOL_EDTF_MONTH]);
    if (*parser->at == '-' && date->precision == AWOL_PRECISION_PART_OF_YEAR)
        return awol_edtf_fail(parser, parser->at,
                              "a part of the year has no days: expected the end of the date");
    return AWOL_OK;
}

static bool is_plain(const struct awol_edtf_date *date)
{
    for (int i = 0; i < AWOL_EDTF_COMPONENTS; i++) {
        if (date->masks[i] != 0 || date->before[i] != AWOL_CERTAIN ||
            date->after[i] != AWOL_CERTAIN)
            return false;
    }
    return true;
}

static enum awol_status check_day(const struct awol_edtf_parser *parser, const char *start,
                                  const struct awol_edtf_date *date)
{
    struct awol_span span;
    int length;

    if (awol_edtf_days(parser->calendar, date, &span))
        return AWOL_OK;
    if (date->masks[AWOL_EDTF_YEAR] != 0 || date->masks[AWOL_EDTF_MONTH] != 0)
        return awol_edtf_fail_pair(parser, start, "a day that such a month has");
    length = awol_date_month_length(parser->calendar, date->year, date->month);
    return awol_error_at(
        parser->opt_error, "", (struct awol_place){0, (size_t)(start - parser->text) + 1},
        "expected a day 01 to %d of that month, found %c%c", length, start[0], start[1]);
}

static enum awol_status parse_day(struct awol_edtf_parser *parser, struct awol_edtf_date *date)
{
    const char *start;
    enum awol_status status;

    parser->at++;
    parse_qualifier(parser, &date->before[AWOL_EDTF_DAY]);
    start = parser->at;
    status = awol_edtf_parse_pair(parser, "a day of two digits", &date->day,
                                  &date->masks[AWOL_EDTF_DAY]);
    if (status != AWOL_OK)
        return status;
    date->precision = AWOL_PRECISION_DAY;
    status = check_day(parser, start, date);
    if (status != AWOL_OK)
        return status;
    if (*parser->at != 'T') {
        parse_qualifier(parser, &date->after[AWOL_EDTF_DAY]);
        return AWOL_OK;
    }
    if (!is_plain(date))
        return awol_edtf_fail(parser, parser->at,
                              "a time of day needs a date without X and without qualifier");
    return awol_edtf_parse_time(parser, date);
}

/* ---- date --------------------------------------------------------------------------------- */

static int level_of_masks(const struct awol_edtf_date *date)
{
    const unsigned year = date->masks[AWOL_EDTF_YEAR], month = date->masks[AWOL_EDTF_MONTH],
                   day = date->masks[AWOL_EDTF_DAY];

    if (year == 0 && month == 0 && day == 0)
        return 0;
    if (year != 0) /* 201X and 20XX */
        return date->precision == AWOL_PRECISION_YEAR && (year == 1 || year == 3) ? 1 : 2;
    if (month == 0) /* 1985-04-XX */
        return day == 3 ? 1 : 2;
    if (date->precision == AWOL_PRECISION_MONTH) /* 1985-XX */
        return month == 3 ? 1 : 2;
    return month == 3 && day == 3 ? 1 : 2; /* 1985-XX-XX */
}

static enum awol_edtf_component last_component(const struct awol_edtf_date *date)
{
    if (date->precision == AWOL_PRECISION_YEAR)
        return AWOL_EDTF_YEAR;
    return date->precision < AWOL_PRECISION_DAY ? AWOL_EDTF_MONTH : AWOL_EDTF_DAY;
}

static int level_of_qualifiers(const struct awol_edtf_date *date)
{
    const int last = (int)last_component(date);

    for (int i = 0; i <= last; i++) {
        if (date->before[i] != AWOL_CERTAIN || (i < last && date->after[i] != AWOL_CERTAIN))
            return 2;
    }
    return date->after[last] != AWOL_CERTAIN ? 1 : 0;
}

static int level_of_date(const struct awol_edtf_date *date)
{
    const int masks = level_of_masks(date);
    int level = level_of_qualifiers(date);

    if (masks > level)
        level = masks;
    if (level == 0 && (date->year < 0 || date->year_form == AWOL_YEAR_LETTER ||
                       date->precision == AWOL_PRECISION_PART_OF_YEAR))
        level = 1;
    if (date->year_form == AWOL_YEAR_EXPONENT || date->significant_digits > 0 || date->month > 24)
        level = 2;
    return level;
}

enum awol_status awol_edtf_parse_date(struct awol_edtf_parser *parser, struct awol_edtf_part *part)
{
    struct awol_edtf_date *const date = &part->date;
    enum awol_status status = parse_year(parser, date);

    if (status == AWOL_OK && *parser->at == '-')
        status = parse_month(parser, date);
    if (status == AWOL_OK && date->precision != AWOL_PRECISION_YEAR && *parser->at == '-')
        status = parse_day(parser, date);
    if (status != AWOL_OK)
        return status;
    part->level = level_of_date(date);
    awol_edtf_days(parser->calendar, date, &part->span);
    return AWOL_OK;
}
