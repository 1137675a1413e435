#include "read/numerals.h"

#include <string.h>

#define DIGITS "0123456789"

/* Marks that may stand between digits; the decimal marks first. */
static const struct {
    const char *text;
    enum awol_thousands thousands;
    enum awol_decimal decimal;
} marks[] = {
    {".", AWOL_THOUSANDS_POINT, AWOL_DECIMAL_POINT},
    {",", AWOL_THOUSANDS_COMMA, AWOL_DECIMAL_COMMA},
    {"'", AWOL_THOUSANDS_APOSTROPHE, AWOL_DECIMAL_UNKNOWN},
    {"\xE2\x80\x99", AWOL_THOUSANDS_APOSTROPHE, AWOL_DECIMAL_UNKNOWN},
    {" ", AWOL_THOUSANDS_SPACE, AWOL_DECIMAL_UNKNOWN},
    {"\xC2\xA0", AWOL_THOUSANDS_SPACE, AWOL_DECIMAL_UNKNOWN},
    {"\xE2\x80\x89", AWOL_THOUSANDS_SPACE, AWOL_DECIMAL_UNKNOWN},
    {"\xE2\x80\xAF", AWOL_THOUSANDS_SPACE, AWOL_DECIMAL_UNKNOWN},
};

enum { N_MARKS = sizeof marks / sizeof marks[0], GROUP = 3 };

/* Words for a command line, in the order of enum awol_thousands. */
static const char *const words[] = {NULL, "none", "point", "comma", "apostrophe", "space"};

bool awol_numerals_parse_thousands(const char *text, enum awol_thousands *ret_thousands)
{
    for (size_t i = 1; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(words[i], text) == 0) {
            *ret_thousands = (enum awol_thousands)i;
            return true;
        }
    }
    for (size_t i = 0; i < N_MARKS; i++) {
        if (strcmp(marks[i].text, text) == 0) {
            *ret_thousands = marks[i].thousands;
            return true;
        }
    }
    return false;
}

static enum awol_decimal decimal_of(const struct awol_numerals *numerals)
{
    if (numerals->decimal != AWOL_DECIMAL_UNKNOWN || numerals->thousands == AWOL_THOUSANDS_UNKNOWN)
        return numerals->decimal;
    return numerals->thousands == AWOL_THOUSANDS_POINT ? AWOL_DECIMAL_COMMA : AWOL_DECIMAL_POINT;
}

bool awol_numerals_clash(const struct awol_numerals *numerals)
{
    return (numerals->thousands == AWOL_THOUSANDS_POINT &&
            numerals->decimal == AWOL_DECIMAL_POINT) ||
           (numerals->thousands == AWOL_THOUSANDS_COMMA && numerals->decimal == AWOL_DECIMAL_COMMA);
}

/* The mark at `at` that has a digit behind it; N_MARKS if there is none. */
static size_t find_mark(const char *at)
{
    for (size_t i = 0; i < N_MARKS; i++) {
        const size_t length = strlen(marks[i].text);

        if (strncmp(at, marks[i].text, length) == 0 && at[length] != '\0' &&
            strchr(DIGITS, at[length]))
            return i;
    }
    return N_MARKS;
}

/* One number of a cell, on its way to plain digits. */
struct number {
    const struct awol_numerals *numerals;
    const char *cell;  /* that it stands in */
    const char *start; /* of the number */
    struct awol_text *plain;
    struct awol_error *opt_error;
};

static enum awol_status refuse(const struct number *number, const char *at, const char *what)
{
    return awol_error_at(number->opt_error, "",
                         (struct awol_place){0, (size_t)(at - number->cell) + 1}, "%s", what);
}

/* A mark of which nothing was said. */
static enum awol_status refuse_mark(const struct number *number, const char *at, size_t mark)
{
    static const char *const hints[] = {
        [AWOL_THOUSANDS_POINT] =
            "this may be thousands or a fraction: say which with --thousands . or --decimal point",
        [AWOL_THOUSANDS_COMMA] =
            "this may be thousands or a fraction: say which with --thousands , or --decimal comma",
        [AWOL_THOUSANDS_APOSTROPHE] =
            "if the apostrophe marks thousands, say so with --thousands apostrophe",
        [AWOL_THOUSANDS_SPACE] = "if the space marks thousands, say so with --thousands space",
    };

    return refuse(number, at, hints[marks[mark].thousands]);
}

/* Digits of a fraction, which end the number. A fraction of three digits is written with a fourth,
 * so that nobody takes it for thousands. */
static enum awol_status take_fraction(const struct number *number, const char *at,
                                      const char **ret_behind)
{
    const size_t n = strspn(at + 1, DIGITS);
    const size_t mark = find_mark(at + 1 + n);

    awol_text_append_byte(number->plain, '.');
    awol_text_append_bytes(number->plain, at + 1, n);
    if (n == GROUP)
        awol_text_append_byte(number->plain, '0');
    if (mark < N_MARKS && marks[mark].decimal != AWOL_DECIMAL_UNKNOWN)
        return refuse(number, at + 1 + n, "a mark behind the decimals of a number");
    *ret_behind = at + 1 + n;
    return AWOL_OK;
}

/* Nothing was said of marks: what can be one thing only is that. A point is a decimal point but
 * before three digits, spaces may stand between two numbers, and the rest is asked for. */
static enum awol_status take_unsaid(const struct number *number, const char *at, size_t mark,
                                    const char **ret_behind)
{
    const char *const digits = at + strlen(marks[mark].text);
    const size_t n = strspn(digits, DIGITS);
    const bool is_group = n == GROUP && at - number->start <= GROUP && number->start[0] != '0';

    if (marks[mark].decimal == AWOL_DECIMAL_POINT && !is_group &&
        number->numerals->decimal == AWOL_DECIMAL_UNKNOWN && find_mark(digits + n) == N_MARKS)
        return take_fraction(number, at, ret_behind);
    if (marks[mark].decimal == AWOL_DECIMAL_UNKNOWN && !is_group) {
        *ret_behind = at;
        return AWOL_OK;
    }
    return refuse_mark(number, at, mark);
}

/* A group of three digits behind a mark of thousands; *at goes on behind it. */
static enum awol_status take_group(const struct number *number, const char **at, size_t mark)
{
    const char *const digits = *at + strlen(marks[mark].text);

    if (strspn(digits, DIGITS) != GROUP)
        return refuse(number, digits, "three digits were expected behind a mark of thousands");
    awol_text_append_bytes(number->plain, digits, GROUP);
    *at = digits + GROUP;
    return AWOL_OK;
}

static enum awol_status take_number(const struct number *number, const char **ret_behind)
{
    const enum awol_decimal decimal = decimal_of(number->numerals);
    const size_t first = strspn(number->start, DIGITS);
    const char *at = number->start + first;
    size_t mark;

    awol_text_append_bytes(number->plain, number->start, first);
    while ((mark = find_mark(at)) < N_MARKS) {
        enum awol_status status;

        if (marks[mark].decimal != AWOL_DECIMAL_UNKNOWN && marks[mark].decimal == decimal)
            return take_fraction(number, at, ret_behind);
        if (marks[mark].thousands != number->numerals->thousands)
            return take_unsaid(number, at, mark, ret_behind);
        if (at == number->start + first && first > GROUP)
            return refuse(number, number->start,
                          "at most three digits were expected before the mark of thousands");
        status = take_group(number, &at, mark);
        if (status != AWOL_OK)
            return status;
    }
    *ret_behind = at;
    return AWOL_OK;
}

enum awol_status awol_numerals_plain(const struct awol_numerals *numerals, const char *text,
                                     struct awol_text *plain, struct awol_error *opt_error)
{
    const char *at = text;

    while (*at != '\0') {
        const size_t other = strcspn(at, DIGITS);
        const struct number number = {numerals, text, at + other, plain, opt_error};
        enum awol_status status;

        awol_text_append_bytes(plain, at, other);
        at += other;
        if (*at == '\0')
            break;
        status = take_number(&number, &at);
        if (status != AWOL_OK)
            return status;
    }
    return awol_text_check(plain, opt_error);
}
