#include "date/edtf_parser.h"

static size_t character_length(const char *at)
{
    size_t n = *at == '\0' ? 0 : 1;

    while (n > 0 && ((unsigned char)at[n] & 0xC0) == 0x80)
        n++;
    return n;
}

static struct awol_place place_of(const struct awol_edtf_parser *parser, const char *at)
{
    return (struct awol_place){.line = 0, .column = (size_t)(at - parser->text) + 1};
}

enum awol_status awol_edtf_fail(const struct awol_edtf_parser *parser, const char *at,
                                const char *message)
{
    return awol_error_at(parser->opt_error, "", place_of(parser, at), "%s", message);
}

enum awol_status awol_edtf_fail_expected(const struct awol_edtf_parser *parser, const char *at,
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

enum awol_status awol_edtf_fail_pair(const struct awol_edtf_parser *parser, const char *at,
                                     const char *expected)
{
    return awol_error_at(parser->opt_error, "", place_of(parser, at), "expected %s, found %c%c",
                         expected, at[0], at[1]);
}

bool awol_edtf_is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

bool awol_edtf_is_qualifier(char byte)
{
    return byte == '?' || byte == '~' || byte == '%';
}

enum awol_status awol_edtf_parse_pair(struct awol_edtf_parser *parser, const char *expected,
                                      int *ret_value, unsigned *opt_mask)
{
    int value = 0;
    unsigned mask = 0;

    for (int i = 0; i < 2; i++) {
        const char byte = parser->at[i];

        if (!awol_edtf_is_digit(byte) && !(byte == 'X' && opt_mask != NULL))
            return awol_edtf_fail_expected(parser, parser->at + i, expected);
        value = value * 10 + (byte == 'X' ? 0 : byte - '0');
        mask = mask * 2 + (byte == 'X');
    }
    parser->at += 2;
    *ret_value = value;
    if (opt_mask != NULL)
        *opt_mask = mask;
    return AWOL_OK;
}

/* ---- time of day: checked, and left: a record's day is the day of its own place ------------ */

static enum awol_status parse_number(struct awol_edtf_parser *parser, int max, const char *expected,
                                     int *ret_value)
{
    const char *const start = parser->at;
    int value = 0;
    enum awol_status status = awol_edtf_parse_pair(parser, expected, &value, NULL);

    if (status != AWOL_OK)
        return status;
    if (value > max)
        return awol_edtf_fail_pair(parser, start, expected);
    *ret_value = value;
    return AWOL_OK;
}

static enum awol_status parse_colon(struct awol_edtf_parser *parser, const char *expected)
{
    if (*parser->at != ':')
        return awol_edtf_fail_expected(parser, parser->at, expected);
    parser->at++;
    return AWOL_OK;
}

static enum awol_status parse_shift(struct awol_edtf_parser *parser, struct awol_edtf_date *date)
{
    const char *const sign = parser->at;
    int hours = 0, minutes = 0;
    enum awol_status status;

    if (*sign != 'Z' && *sign != '+' && *sign != '-')
        return AWOL_OK;
    parser->at++;
    date->shift = AWOL_SHIFT_Z;
    if (*sign == 'Z')
        return AWOL_OK;
    date->shift = AWOL_SHIFT_HOURS;
    status = parse_number(parser, 14, "hours 00 to 14 of a time shift", &hours);
    if (status == AWOL_OK && *parser->at == ':') {
        const char *const at = ++parser->at;

        date->shift = AWOL_SHIFT_MINUTES;
        status = parse_number(parser, 59, "minutes 00 to 59 of a time shift", &minutes);
        if (status == AWOL_OK && hours == 14 && minutes > 0)
            return awol_edtf_fail(parser, at, "a time shift is at most 14:00");
    }
    if (status == AWOL_OK && *sign == '-' && hours == 0 && minutes == 0)
        return awol_edtf_fail(parser, sign, "a shift of zero is written Z or +00:00");
    date->shift_minutes = (hours * 60 + minutes) * (*sign == '-' ? -1 : 1);
    return status;
}

enum awol_status awol_edtf_parse_time(struct awol_edtf_parser *parser, struct awol_edtf_date *date)
{
    enum awol_status status;

    parser->at++;
    status = parse_number(parser, 23, "an hour 00 to 23", &date->hour);
    if (status == AWOL_OK)
        status = parse_colon(parser, "\":\" between hour and minute");
    if (status == AWOL_OK)
        status = parse_number(parser, 59, "a minute 00 to 59", &date->minute);
    if (status == AWOL_OK)
        status = parse_colon(parser, "\":\" between minute and second");
    if (status == AWOL_OK) /* 60: a leap second */
        status = parse_number(parser, 60, "a second 00 to 60", &date->second);
    if (status == AWOL_OK)
        status = parse_shift(parser, date);
    if (status == AWOL_OK)
        date->precision = AWOL_PRECISION_TIME;
    return status;
}
