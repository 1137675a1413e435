#include "date/edtf.h"

#include "base/text.h"

/* Where Annex A is silent, the reading of the Library of Congress's specification (2019) is taken:
 * an X inside an interval and a masked year with a month are level 2; "Y" needs more than four
 * digits; an interval needs one dated end, and an end that can be reached from its start. */

struct parser {
    const char *text;
    const char *at;
    enum awol_calendar calendar;
    struct awol_error *opt_error;
};

enum part_form { PART_DATE, PART_TIME, PART_MASKED, PART_OPEN, PART_UNKNOWN };

/* One side of an interval, or the whole text. */
struct part {
    enum part_form form;
    enum awol_calendar calendar;
    struct awol_span span;
    enum awol_qualifier qualifier;
    int level;
};

#define LEVEL_2 "is level 2 of EDTF, and levels 0 and 1 are read"

/* ---- messages ----------------------------------------------------------------------------- */

static size_t character_length(const char *at)
{
    size_t n = *at == '\0' ? 0 : 1;

    while (n > 0 && ((unsigned char)at[n] & 0xC0) == 0x80)
        n++;
    return n;
}

static struct awol_place place_of(const struct parser *parser, const char *at)
{
    return (struct awol_place){.line = 0, .column = (size_t)(at - parser->text) + 1};
}

static enum awol_status fail(const struct parser *parser, const char *at, const char *message)
{
    return awol_error_at(parser->opt_error, "", place_of(parser, at), "%s", message);
}

static enum awol_status fail_expected(const struct parser *parser, const char *at,
                                      const char *expected)
{
    char found[8] = {0};
    char shown[AWOL_SHOWN_SIZE];
    const size_t length = character_length(at);

    if (length == 0)
        return awol_error_at(parser->opt_error, "", place_of(parser, at),
                             "expected %s, but the text ends", expected);
    if (*at == ' ')
        return awol_error_at(parser->opt_error, "", place_of(parser, at),
                             "expected %s, found a space", expected);
    for (size_t i = 0; i < length && i < sizeof found - 1; i++)
        found[i] = at[i];
    return awol_error_at(parser->opt_error, "", place_of(parser, at), "expected %s, found %s",
                         expected, awol_text_show(found, shown, sizeof shown));
}

/* ---- pieces ------------------------------------------------------------------------------- */

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_qualifier(char byte)
{
    return byte == '?' || byte == '~' || byte == '%';
}

static enum awol_status parse_two_digits(struct parser *parser, const char *expected,
                                         int *ret_value)
{
    for (int i = 0; i < 2; i++) {
        if (!is_digit(parser->at[i]))
            return fail_expected(parser, parser->at + i, expected);
    }
    *ret_value = (parser->at[0] - '0') * 10 + (parser->at[1] - '0');
    parser->at += 2;
    return AWOL_OK;
}

static enum awol_status parse_two_digits_to(struct parser *parser, int max, const char *expected,
                                            int *ret_value)
{
    const char *const start = parser->at;
    int value = 0;
    enum awol_status status = parse_two_digits(parser, expected, &value);

    if (status != AWOL_OK)
        return status;
    if (value > max)
        return awol_error_at(parser->opt_error, "", place_of(parser, start),
                             "expected %s, found %02d", expected, value);
    *ret_value = value;
    return AWOL_OK;
}

static enum awol_status parse_byte(struct parser *parser, char byte, const char *expected)
{
    if (*parser->at != byte)
        return fail_expected(parser, parser->at, expected);
    parser->at++;
    return AWOL_OK;
}

static void set_span(struct part *part, struct awol_date first, struct awol_date last)
{
    part->span = (struct awol_span){
        .earliest = awol_day_from_date(part->calendar, first),
        .latest = awol_day_from_date(part->calendar, last),
    };
}

static void set_years(struct part *part, int64_t first, int64_t last)
{
    set_span(part, (struct awol_date){first, 1, 1}, (struct awol_date){last, 12, 31});
}

static void set_month(struct part *part, int64_t year, int month)
{
    const int length = awol_date_month_length(part->calendar, year, month);

    set_span(part, (struct awol_date){year, month, 1}, (struct awol_date){year, month, length});
}

/* The standard leaves to the reader which days a season holds. The campaigns that awol is made for
 * were north of the equator, and their records go by months: spring (21) is March to May, summer
 * June to August, autumn September to November, and winter (24) December to February of the next
 * year, because "the winter of 1777" is the one that began then. */
static void set_season(struct part *part, int64_t year, int code)
{
    const int first = 3 * (code - 21) + 3;
    const int last = code == 24 ? 2 : first + 2;
    const int64_t last_year = code == 24 ? year + 1 : year;
    const int length = awol_date_month_length(part->calendar, last_year, last);

    set_span(part, (struct awol_date){year, first, 1}, (struct awol_date){last_year, last, length});
    part->level = 1;
}

/* ---- time of day: checked, and left: a record's day is the day of its own place ------------ */

static enum awol_status parse_shift_value(struct parser *parser, const char *sign)
{
    static const char expected[] = "hours 00 to 14 of a time shift";
    int hours = 0, minutes = 0;
    enum awol_status status = parse_two_digits_to(parser, 14, expected, &hours);

    if (status != AWOL_OK)
        return status;
    if (*parser->at == ':') {
        const char *const at = ++parser->at;

        status = parse_two_digits_to(parser, 59, "minutes 00 to 59 of a time shift", &minutes);
        if (status != AWOL_OK)
            return status;
        if (hours == 14 && minutes > 0)
            return fail(parser, at, "a time shift is at most 14:00");
    }
    if (*sign == '-' && hours == 0 && minutes == 0)
        return fail(parser, sign, "a shift of zero is written Z or +00:00");
    return AWOL_OK;
}

static enum awol_status parse_shift(struct parser *parser)
{
    const char *const sign = parser->at;

    if (*sign != 'Z' && *sign != '+' && *sign != '-')
        return AWOL_OK;
    parser->at++;
    return *sign == 'Z' ? AWOL_OK : parse_shift_value(parser, sign);
}

static enum awol_status parse_time(struct parser *parser, struct part *part)
{
    int value = 0;
    enum awol_status status = parse_two_digits_to(parser, 23, "an hour 00 to 23", &value);

    if (status == AWOL_OK)
        status = parse_byte(parser, ':', "\":\" between hour and minute");
    if (status == AWOL_OK)
        status = parse_two_digits_to(parser, 59, "a minute 00 to 59", &value);
    if (status == AWOL_OK)
        status = parse_byte(parser, ':', "\":\" between minute and second");
    if (status == AWOL_OK) /* 60: a leap second */
        status = parse_two_digits_to(parser, 60, "a second 00 to 60", &value);
    if (status == AWOL_OK)
        status = parse_shift(parser);
    if (status == AWOL_OK)
        part->form = PART_TIME;
    return status;
}

/* ---- day, month, year --------------------------------------------------------------------- */

static enum awol_status parse_masked_day(struct parser *parser, struct part *part)
{
    if (parser->at[0] != 'X' || parser->at[1] != 'X')
        return fail(parser, parser->at, "an X for only one digit of the day " LEVEL_2);
    parser->at += 2;
    part->form = PART_MASKED;
    part->level = 1;
    return AWOL_OK;
}

/* The month's days are in part->span already. */
static enum awol_status parse_day(struct parser *parser, int64_t year, int month, struct part *part)
{
    const char *const start = parser->at;
    const int length = awol_date_month_length(part->calendar, year, month);
    int day = 0;
    enum awol_status status;

    if (start[0] == 'X' || (is_digit(start[0]) && start[1] == 'X'))
        return parse_masked_day(parser, part);
    if (is_qualifier(*start))
        return fail(parser, start, "a qualifier of the day alone " LEVEL_2);
    status = parse_two_digits(parser, "a day of two digits", &day);
    if (status != AWOL_OK)
        return status;
    if (day < 1 || day > length)
        return awol_error_at(parser->opt_error, "", place_of(parser, start),
                             "expected a day 01 to %d of that month, found %02d", length, day);
    set_span(part, (struct awol_date){year, month, day}, (struct awol_date){year, month, day});
    if (*parser->at != 'T')
        return AWOL_OK;
    parser->at++;
    return parse_time(parser, part);
}

/* YYYY-XX and YYYY-XX-XX: some month, some day of the year. */
static enum awol_status parse_masked_month(struct parser *parser, struct part *part)
{
    if (parser->at[0] != 'X' || parser->at[1] != 'X')
        return fail(parser, parser->at, "an X for only one digit of the month " LEVEL_2);
    parser->at += 2;
    part->form = PART_MASKED;
    part->level = 1;
    if (*parser->at != '-')
        return AWOL_OK;
    parser->at++;
    if (is_digit(*parser->at))
        return fail(parser, parser->at, "a known day of an unknown month " LEVEL_2);
    if (*parser->at != 'X')
        return fail_expected(parser, parser->at, "XX for the day, because the month is XX");
    return parse_masked_day(parser, part);
}

static enum awol_status parse_month(struct parser *parser, int64_t year, struct part *part)
{
    static const char expected[] = "a month 01 to 12 or a season 21 to 24";
    const char *const start = parser->at;
    int month = 0;
    enum awol_status status;

    if (start[0] == 'X' || (is_digit(start[0]) && start[1] == 'X'))
        return parse_masked_month(parser, part);
    if (is_qualifier(*start))
        return fail(parser, start, "a qualifier of the month alone " LEVEL_2);
    status = parse_two_digits(parser, expected, &month);
    if (status != AWOL_OK)
        return status;
    if (month >= 21 && month <= 24) {
        set_season(part, year, month);
        if (*parser->at == '-')
            return fail(parser, parser->at, "a season has no days: expected the end of the date");
        return AWOL_OK;
    }
    if (month >= 25 && month <= 41)
        return awol_error_at(parser->opt_error, "", place_of(parser, start),
                             "%02d in the place of the month " LEVEL_2, month);
    if (month < 1 || month > 12)
        return awol_error_at(parser->opt_error, "", place_of(parser, start),
                             "expected %s, found %02d", expected, month);
    set_month(part, year, month);
    if (*parser->at != '-')
        return AWOL_OK;
    parser->at++;
    return parse_day(parser, year, month, part);
}

/* Y and more than four digits, no month: years that four digits cannot hold. */
static enum awol_status parse_long_year(struct parser *parser, struct part *part)
{
    const bool negative = parser->at[1] == '-';
    const char *const digits = parser->at + (negative ? 2 : 1);
    const char *at = digits;
    int64_t year = 0;

    for (; is_digit(*at); at++) {
        year = year * 10 + (*at - '0');
        if (year > AWOL_YEAR_MAX)
            return awol_error_at(parser->opt_error, "", place_of(parser, digits),
                                 "expected a year of at most nine digits");
    }
    if (at == digits)
        return fail_expected(parser, at, "the digits of a year");
    if (*at == 'E')
        return fail(parser, at, "a year with an exponent " LEVEL_2);
    if (*digits == '0')
        return fail(parser, digits, "a year after Y has no leading zero");
    if (at - digits <= 4)
        return fail(parser, parser->at, "a year of four digits is written without Y");
    parser->at = at;
    part->level = 1;
    set_years(part, negative ? -year : year, negative ? -year : year);
    if (*at == '-')
        return fail(parser, at, "a year with Y has no month: expected the end of the date");
    return AWOL_OK;
}

/* 177X and 17XX. */
static enum awol_status parse_masked_year(struct parser *parser, int n_known, int64_t known,
                                          struct part *part)
{
    const char *const start = parser->at;
    int64_t width = 1;

    for (int i = n_known; i < 4; i++) {
        if (is_digit(start[i]))
            return fail(parser, start + i, "a digit of the year after an X " LEVEL_2);
        if (start[i] != 'X')
            return fail_expected(parser, start + i, "a year of four digits");
        width *= 10;
    }
    if (n_known < 2)
        return fail(parser, start + n_known, "an X for the century " LEVEL_2);
    parser->at += 4;
    if (*parser->at == '-')
        return fail(parser, parser->at, "a month of a year with X " LEVEL_2);
    part->form = PART_MASKED;
    part->level = 1;
    set_years(part, known * width, known * width + width - 1);
    return AWOL_OK;
}

static enum awol_status parse_year(struct parser *parser, struct part *part, int64_t *ret_year)
{
    const char *const start = parser->at;
    const bool negative = *start == '-';
    int64_t year = 0;

    if (negative) {
        parser->at++;
        part->level = 1;
    }
    for (int i = 0; i < 4; i++) {
        const char byte = parser->at[i];

        if (byte == 'X' && negative)
            return fail(parser, parser->at + i, "a year before 0000 cannot have an X");
        if (byte == 'X')
            return parse_masked_year(parser, i, year, part);
        if (!is_digit(byte))
            return fail_expected(parser, parser->at + i, "a year of four digits");
        year = year * 10 + (byte - '0');
    }
    if (negative && year == 0)
        return fail(parser, start, "there is no year -0000: 0000 is 1 BCE, -0001 is 2 BCE");
    parser->at += 4;
    *ret_year = negative ? -year : year;
    set_years(part, *ret_year, *ret_year);
    return AWOL_OK;
}

/* ---- date, interval, text ----------------------------------------------------------------- */

static enum awol_qualifier qualifier_of(char byte)
{
    if (byte == '?')
        return AWOL_UNCERTAIN;
    return byte == '~' ? AWOL_APPROXIMATE : AWOL_UNCERTAIN_APPROXIMATE;
}

/* A qualifier that is followed by more of the date stands for its left part only. */
static enum awol_status parse_qualifier(struct parser *parser, struct part *part)
{
    if (part->form == PART_TIME || !is_qualifier(*parser->at))
        return AWOL_OK;
    part->qualifier = qualifier_of(*parser->at);
    part->level = 1;
    parser->at++;
    if (*parser->at == '-')
        return fail(parser, parser->at - 1, "a qualifier of a part of the date " LEVEL_2);
    return AWOL_OK;
}

static enum awol_status parse_date(struct parser *parser, struct part *part)
{
    int64_t year = 0;
    enum awol_status status;

    if (*parser->at == 'Y') {
        status = parse_long_year(parser, part);
    } else {
        status = parse_year(parser, part, &year);
        if (status == AWOL_OK && part->form == PART_DATE && *parser->at == '-') {
            parser->at++;
            status = parse_month(parser, year, part);
        }
    }
    return status == AWOL_OK ? parse_qualifier(parser, part) : status;
}

/* A date, "..", or nothing at all. */
static enum awol_status parse_part(struct parser *parser, struct part *part)
{
    const char *const at = parser->at;

    *part = (struct part){.form = PART_DATE, .calendar = parser->calendar};
    if (*at == '/' || (*at == '\0' && at > parser->text)) {
        part->form = PART_UNKNOWN;
        part->level = 1;
        return AWOL_OK;
    }
    if (at[0] == '.' && at[1] == '.') {
        part->form = PART_OPEN;
        part->level = 1;
        parser->at += 2;
        return AWOL_OK;
    }
    if (*at == '[' || *at == '{')
        return fail(parser, at, "a set of dates " LEVEL_2);
    if (is_qualifier(*at))
        return fail(parser, at, "a qualifier of the year alone " LEVEL_2);
    if (*at != 'Y' && *at != '-' && *at != 'X' && !is_digit(*at))
        return fail_expected(parser, at, "a year of four digits");
    return parse_date(parser, part);
}

static bool is_dated(const struct part *part)
{
    return part->form != PART_OPEN && part->form != PART_UNKNOWN;
}

static enum awol_status check_end_of_interval(const struct parser *parser, const char *at,
                                              const struct part *part)
{
    if (part->form == PART_TIME)
        return fail(parser, at, "an interval has no time of day");
    if (part->form == PART_MASKED)
        return fail(parser, at, "an X in an interval " LEVEL_2);
    return AWOL_OK;
}

static enum awol_qualifier join_qualifiers(enum awol_qualifier a, enum awol_qualifier b)
{
    if (a == AWOL_CERTAIN || a == b)
        return b;
    return b == AWOL_CERTAIN ? a : AWOL_UNCERTAIN_APPROXIMATE;
}

static void join_parts(const struct part *start, const struct part *end, struct awol_edtf *edtf)
{
    *edtf = (struct awol_edtf){
        .span = {.earliest = start->span.earliest,
                 .latest = end->span.latest,
                 .open_earliest = !is_dated(start),
                 .open_latest = !is_dated(end)},
        .qualifier = join_qualifiers(start->qualifier, end->qualifier),
        .level = start->level > end->level ? start->level : end->level,
        .is_interval = true,
        .unknown_start = start->form == PART_UNKNOWN,
        .unknown_end = end->form == PART_UNKNOWN,
    };
}

/* The parser stands on the slash. */
static enum awol_status parse_interval(struct parser *parser, const struct part *start,
                                       struct awol_edtf *edtf)
{
    const char *const second = ++parser->at;
    struct part end;
    enum awol_status status = check_end_of_interval(parser, parser->text, start);

    if (status == AWOL_OK)
        status = parse_part(parser, &end);
    if (status == AWOL_OK)
        status = check_end_of_interval(parser, second, &end);
    if (status != AWOL_OK)
        return status;
    if (!is_dated(start) && !is_dated(&end))
        return fail(parser, second, "an interval needs a date at one end at least");
    if (is_dated(start) && is_dated(&end) && end.span.latest < start->span.earliest)
        return fail(parser, second, "the interval ends before it begins");
    join_parts(start, &end, edtf);
    return AWOL_OK;
}

static enum awol_status check_end_of_text(const struct parser *parser)
{
    const char *const at = parser->at;

    if (*at == '\0')
        return AWOL_OK;
    if (*at == 'S' && at > parser->text && is_digit(at[-1]))
        return fail(parser, at, "a number of significant digits " LEVEL_2);
    if (at[0] == '.' && at[1] == '.')
        return fail(parser, at, "\"..\" beside a date " LEVEL_2);
    if (is_digit(*at))
        return fail_expected(parser, at, "the end of the date, or \"-\" before its next part");
    return fail_expected(parser, at, "the end of the date");
}

enum awol_status awol_edtf_parse_in(enum awol_calendar calendar, const char *text,
                                    struct awol_edtf *ret_edtf, struct awol_error *opt_error)
{
    struct parser parser = {.text = text, .at = text, .calendar = calendar, .opt_error = opt_error};
    struct awol_edtf edtf = {0};
    struct part start;
    enum awol_status status;

    if (calendar == AWOL_FRENCH_REPUBLICAN)
        return fail(&parser, text, "EDTF cannot write dates of the French Republic");
    status = parse_part(&parser, &start);

    if (status != AWOL_OK)
        return status;
    if (*parser.at == '/') {
        status = parse_interval(&parser, &start, &edtf);
    } else if (!is_dated(&start)) {
        status = fail_expected(&parser, parser.at, "\"/\" after \"..\"");
    } else {
        edtf.span = start.span;
        edtf.qualifier = start.qualifier;
        edtf.level = start.level;
    }
    if (status == AWOL_OK)
        status = check_end_of_text(&parser);
    if (status == AWOL_OK)
        *ret_edtf = edtf;
    return status;
}

enum awol_status awol_edtf_parse(const char *text, struct awol_edtf *ret_edtf,
                                 struct awol_error *opt_error)
{
    return awol_edtf_parse_in(AWOL_GREGORIAN, text, ret_edtf, opt_error);
}

const char *awol_qualifier_name(enum awol_qualifier qualifier)
{
    static const char *const names[] = {"", "uncertain", "approximate", "uncertain-approximate"};

    return names[qualifier];
}
