/* One date of a GEDCOM date value. */
#include <stdio.h>
#include <string.h>

#include "date/gedcom_parser.h"
#include "date/republican.h"

/* Where the parts of a date stand, for messages. */
struct parts {
    const char *day_at, *year_at;
    const char *opt_dual; /* the two digits behind the stroke */
    size_t n_digits;      /* of the year */
    bool is_before_christ;
};

static const char *const months[] = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                     "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
static const char *const republican_months[] = {"VEND", "BRUM", "FRIM", "NIVO", "PLUV",
                                                "VENT", "GERM", "FLOR", "PRAI", "MESS",
                                                "THER", "FRUC", "COMP"};
static const char *const hebrew_months[] = {"TSH", "CSH", "KSL", "TVT", "SHV", "ADR", "ADS",
                                            "NSN", "IYR", "SVN", "TMZ", "AAV", "ELL"};

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is(const struct awol_gedcom_word *word, const char *text)
{
    return strcmp(word->capitals, text) == 0;
}

/* ---- calendar ------------------------------------------------------------------------------- */

static enum awol_status take_calendar_name(struct awol_gedcom_parser *parser, const char *at,
                                           const char *name, enum awol_calendar *calendar)
{
    if (strcmp(name, "GREGORIAN") == 0)
        *calendar = AWOL_GREGORIAN;
    else if (strcmp(name, "JULIAN") == 0)
        *calendar = AWOL_JULIAN;
    else if (strcmp(name, "FRENCH R") == 0 || strcmp(name, "FRENCH_R") == 0)
        *calendar = AWOL_FRENCH_REPUBLICAN;
    else if (strcmp(name, "HEBREW") == 0)
        return awol_gedcom_fail(parser, at, "dates of the Hebrew calendar are not read");
    else if (strcmp(name, "ROMAN") == 0)
        return awol_gedcom_fail(parser, at,
                                "the calendar ROMAN was never defined: it cannot be read");
    else if (strcmp(name, "UNKNOWN") == 0)
        return awol_gedcom_fail(parser, at, "a date of an unknown calendar cannot be read");
    else
        return awol_gedcom_fail(parser, at, "expected a calendar: GREGORIAN, JULIAN or %s",
                                parser->version == AWOL_GEDCOM_7 ? "FRENCH_R" : "FRENCH R");
    return AWOL_OK;
}

/* "@#DFRENCH R@": the name may have a space. */
static enum awol_status parse_escape(struct awol_gedcom_parser *parser,
                                     enum awol_calendar *calendar)
{
    const char *const start = parser->at;
    const char *const name = start + 3;
    const char *end;
    char capitals[12];
    enum awol_status status = awol_gedcom_need(parser, start, AWOL_GEDCOM_5, "calendars in @#D…@");
    size_t n = 0;

    if (status != AWOL_OK)
        return status;
    end = strchr(start + 1, '@');
    if (start[1] != '#' || (start[2] != 'D' && start[2] != 'd'))
        return awol_gedcom_fail(parser, start,
                                "expected @#DGREGORIAN@, @#DJULIAN@ or @#DFRENCH R@");
    if (!end)
        return awol_gedcom_fail(parser, start + strlen(start), "expected @ behind the calendar");
    while (name + n < end && n + 1 < sizeof capitals) {
        capitals[n] = (char)(name[n] >= 'a' && name[n] <= 'z' ? name[n] - 'a' + 'A' : name[n]);
        n++;
    }
    capitals[name + n < end ? 0 : n] = '\0';
    if (strcmp(capitals, "FRENCH_R") == 0)
        capitals[0] = '\0';
    status = take_calendar_name(parser, start, capitals, calendar);
    for (parser->at = end + 1; *parser->at == ' ';)
        parser->at++;
    return status;
}

static enum awol_status parse_calendar(struct awol_gedcom_parser *parser,
                                       enum awol_calendar *calendar)
{
    const struct awol_gedcom_word word = awol_gedcom_peek(parser);
    const bool known = is(&word, "GREGORIAN") || is(&word, "JULIAN") || is(&word, "FRENCH_R") ||
                       is(&word, "HEBREW");
    enum awol_status status;

    if (*parser->at == '@')
        return parse_escape(parser, calendar);
    if (*parser->at == '_')
        return awol_gedcom_fail(parser, word.at, "the calendar %.*s of an extension cannot be read",
                                (int)(word.length > 40 ? 40 : word.length), word.at);
    if (!known)
        return AWOL_OK;
    status = awol_gedcom_need(parser, word.at, AWOL_GEDCOM_7, "calendars without @#D…@");
    if (status == AWOL_OK)
        status = take_calendar_name(parser, word.at, word.capitals, calendar);
    awol_gedcom_skip(parser, &word);
    return status;
}

/* ---- day and month -------------------------------------------------------------------------- */

static int find_month(const char *const *names, size_t n, const struct awol_gedcom_word *word)
{
    for (size_t i = 0; i < n; i++) {
        if (is(word, names[i]))
            return (int)i + 1;
    }
    return 0;
}

static enum awol_status fail_month(const struct awol_gedcom_parser *parser,
                                   const struct awol_gedcom_word *word, bool republican)
{
    if (find_month(hebrew_months, COUNT(hebrew_months), word) > 0)
        return awol_gedcom_fail(parser, word->at,
                                "%s is a month of the Hebrew calendar, which is "
                                "not read",
                                word->capitals);
    if (!republican && find_month(republican_months, COUNT(republican_months), word) > 0)
        return awol_gedcom_fail(parser, word->at,
                                "%s is a month of the French Republic: expected "
                                "@#DFRENCH R@ (7.0: FRENCH_R) before the date",
                                word->capitals);
    return awol_gedcom_fail_expected(parser, word,
                                     republican ? "a month of the French Republic, VEND to FRUC, "
                                                  "or COMP"
                                                : "a month, JAN to DEC");
}

static enum awol_status parse_month(struct awol_gedcom_parser *parser,
                                    struct awol_gedcom_date *date)
{
    const struct awol_gedcom_word word = awol_gedcom_peek(parser);
    const bool republican = date->calendar == AWOL_FRENCH_REPUBLICAN;

    date->month = republican ? find_month(republican_months, COUNT(republican_months), &word)
                             : find_month(months, COUNT(months), &word);
    if (date->month == 0)
        return fail_month(parser, &word, republican);
    awol_gedcom_skip(parser, &word);
    return AWOL_OK;
}

/* "BC", "B.C.", and "BCE", which 7.0 has alone. */
static bool is_epoch(const struct awol_gedcom_word *word)
{
    return is(word, "BC") || is(word, "B.C.") || is(word, "BCE");
}

static bool is_between_dates(const struct awol_gedcom_word *word)
{
    return is(word, "TO") || is(word, "AND");
}

/* A number is the day where a month follows it. */
static enum awol_status parse_day_and_month(struct awol_gedcom_parser *parser,
                                            struct awol_gedcom_date *date, struct parts *parts)
{
    const struct awol_gedcom_word word = awol_gedcom_peek(parser);
    struct awol_gedcom_parser ahead = *parser;
    struct awol_gedcom_word next;
    size_t n = 0;

    if (word.length == 0 || !is_digit(*word.at))
        return word.length > 0 ? parse_month(parser, date) : AWOL_OK;
    while (n < word.length && is_digit(word.at[n]))
        n++;
    awol_gedcom_skip(&ahead, &word);
    next = awol_gedcom_peek(&ahead);
    if (n < word.length || next.length == 0 || is_epoch(&next) || is_between_dates(&next))
        return AWOL_OK;
    if (n > 2)
        return awol_gedcom_fail(parser, word.at + 2, "a day has one or two digits");
    date->day = (word.at[0] - '0') * (n == 2 ? 10 : 1) + (n == 2 ? word.at[1] - '0' : 0);
    parts->day_at = word.at;
    awol_gedcom_skip(parser, &word);
    if (date->day == 0)
        return awol_gedcom_fail(parser, word.at, "there is no day 0");
    return parse_month(parser, date);
}

/* ---- year ----------------------------------------------------------------------------------- */

static enum awol_status take_stroke(struct awol_gedcom_parser *parser, const char *at,
                                    struct parts *parts)
{
    const enum awol_status status =
        awol_gedcom_need(parser, at, AWOL_GEDCOM_5, "years with a stroke (1731/32)");

    if (status != AWOL_OK)
        return status;
    if (parts->n_digits <= 2)
        return awol_gedcom_fail(parser, parts->year_at,
                                "no month is a number: 27 AUG 1776 is expected");
    if (!is_digit(at[1]) || !is_digit(at[2]) || is_digit(at[3]))
        return awol_gedcom_fail(parser, at + 1,
                                "expected the last two digits of the next year (1731/32)");
    parts->opt_dual = at + 1;
    return AWOL_OK;
}

static enum awol_status parse_year(struct awol_gedcom_parser *parser, struct awol_gedcom_date *date,
                                   struct parts *parts)
{
    struct awol_gedcom_word word = awol_gedcom_peek(parser), rest;
    enum awol_status status = AWOL_OK;
    size_t n = 0;

    parts->year_at = word.at;
    for (; n < word.length && is_digit(word.at[n]); n++) {
        if (date->year > (AWOL_YEAR_MAX - 9) / 10)
            return awol_gedcom_fail(parser, word.at, "expected a year of at most 16 digits");
        date->year = date->year * 10 + (word.at[n] - '0');
    }
    if (n == 0)
        return awol_gedcom_fail_expected(parser, &word, "a year");
    parts->n_digits = n;
    if (word.at[n] == '/') {
        status = take_stroke(parser, word.at + n, parts);
        n += 3;
    }
    if (status != AWOL_OK)
        return status;
    word.length = n;
    awol_gedcom_skip(parser, &word); /* B.C. may follow without a space in 5.5.1 */
    rest = awol_gedcom_peek(parser);
    if (!is_epoch(&rest)) {
        if (rest.at == word.at + n && rest.length > 0)
            return awol_gedcom_fail_expected(parser, &rest, "the end of the year");
        return AWOL_OK;
    }
    parts->is_before_christ = true;
    if (!is(&rest, "BCE"))
        status = awol_gedcom_need(parser, rest.at, AWOL_GEDCOM_5, "BC or B.C.: it is BCE there");
    else if (rest.at == word.at + n)
        status = awol_gedcom_fail(parser, rest.at, "expected a space before BCE");
    awol_gedcom_skip(parser, &rest);
    return status;
}

/* The digits are needed to tell 76 from 1776: 5.5.1 has three or four, 7.0 as many as there are. */
static enum awol_status check_digits(struct awol_gedcom_parser *parser, const struct parts *parts)
{
    if (parts->n_digits > 2 || parts->is_before_christ)
        return AWOL_OK;
    if (awol_gedcom_need(parser, parts->year_at, AWOL_GEDCOM_7, "years") != AWOL_OK)
        return awol_gedcom_fail(parser, parts->year_at,
                                "a year of GEDCOM 5.5.1 has three digits at least");
    parser->opt_warning = "a year of one or two digits is one of the first century";
    return AWOL_OK;
}

static enum awol_status settle_dual(struct awol_gedcom_parser *parser,
                                    struct awol_gedcom_date *date, const struct parts *parts)
{
    const char *const dual = parts->opt_dual;

    if (!dual)
        return AWOL_OK;
    if (parts->is_before_christ)
        return awol_gedcom_fail(parser, dual, "a year before Christ is not dual");
    if ((date->year + 1) % 100 != (dual[0] - '0') * 10 + (dual[1] - '0'))
        return awol_gedcom_fail(parser, dual,
                                "expected %02d behind the stroke: the year after %lld",
                                (int)((date->year + 1) % 100), (long long)date->year);
    date->is_dual = true;
    if (date->calendar == AWOL_GREGORIAN)
        parser->opt_warning =
            "a dual year is old style as a rule, which @#DJULIAN@ before the date would say";
    if (date->month > 3 || (date->month == 3 && date->day > 24))
        parser->opt_warning = "a dual year stands before 25 March as a rule; the later one is read";
    if (date->month > 0)
        date->year++;
    return AWOL_OK;
}

static enum awol_status settle_year(struct awol_gedcom_parser *parser,
                                    struct awol_gedcom_date *date, const struct parts *parts)
{
    enum awol_status status;

    if (date->calendar == AWOL_FRENCH_REPUBLICAN) {
        if (parts->is_before_christ || parts->opt_dual)
            return awol_gedcom_fail(parser, parts->year_at,
                                    "expected a year of the French Republic and nothing besides");
        if (date->year < 1 || date->year > AWOL_REPUBLICAN_YEAR_MAX)
            return awol_gedcom_fail(parser, parts->year_at,
                                    "expected a year 1 to 14 of the French Republic: no other was "
                                    "counted");
        return AWOL_OK;
    }
    if (date->year == 0)
        return awol_gedcom_fail(parser, parts->year_at, "there is no year 0: 1 BC comes before 1");
    status = check_digits(parser, parts);
    if (status == AWOL_OK)
        status = settle_dual(parser, date, parts);
    if (status == AWOL_OK && parts->is_before_christ)
        date->year = 1 - date->year;
    return status;
}

/* ---- days ----------------------------------------------------------------------------------- */

static bool has_four_digits(int64_t year)
{
    return year >= -9999 && year <= 9999;
}

static void write_gregorian(struct awol_gedcom_date *date, int64_t year,
                            char buffer[static AWOL_DAY_TEXT_SIZE])
{
    const char *const letter = has_four_digits(year) ? "" : "Y";
    const long long magnitude = year < 0 ? -year : year;
    int n =
        snprintf(buffer, AWOL_DAY_TEXT_SIZE, "%s%s%04lld", letter, year < 0 ? "-" : "", magnitude);

    if (date->month > 0)
        n += snprintf(buffer + n, AWOL_DAY_TEXT_SIZE - (size_t)n, "-%02d", date->month);
    if (date->day > 0)
        snprintf(buffer + n, AWOL_DAY_TEXT_SIZE - (size_t)n, "-%02d", date->day);
}

/* Other calendars leave no shorter text than the days. */
static void write_texts(struct awol_gedcom_date *date, int64_t last_year)
{
    if (date->calendar == AWOL_GREGORIAN) {
        write_gregorian(date, date->year, date->edtf_first);
        write_gregorian(date, last_year, date->edtf_last);
        return;
    }
    awol_day_format(date->span.earliest, date->edtf_first);
    awol_day_format(date->span.latest, date->edtf_last);
}

static enum awol_status resolve(const struct awol_gedcom_parser *parser,
                                struct awol_gedcom_date *date, const struct parts *parts)
{
    const enum awol_calendar calendar = date->calendar;
    const int64_t last_year = date->year + (date->is_dual && date->month == 0 ? 1 : 0);
    struct awol_date first = {date->year, date->month, date->day};
    struct awol_date last = {last_year, date->month, date->day};

    if (date->month == 0) {
        first.month = 1;
        last.month = calendar == AWOL_FRENCH_REPUBLICAN ? AWOL_REPUBLICAN_MONTHS : 12;
    }
    if (date->day > awol_date_month_length(calendar, last.year, last.month))
        return awol_gedcom_fail(parser, parts->day_at,
                                "expected a day 1 to %d of that month, "
                                "found %d",
                                awol_date_month_length(calendar, last.year, last.month), date->day);
    if (date->day == 0) {
        first.day = 1;
        last.day = awol_date_month_length(calendar, last.year, last.month);
    }
    date->span.earliest = awol_day_from_date(calendar, first);
    date->span.latest = awol_day_from_date(calendar, last);
    if ((date->month > 0 || calendar != AWOL_GREGORIAN) &&
        (!awol_day_has_edtf(date->span.earliest) || !awol_day_has_edtf(date->span.latest)))
        return awol_gedcom_fail(parser, parts->year_at, AWOL_NO_EDTF);
    date->fineness = date->day > 0     ? AWOL_FINE_DAY
                     : date->month > 0 ? AWOL_FINE_MONTH
                                       : AWOL_FINE_YEAR;
    write_texts(date, last_year);
    return AWOL_OK;
}

enum awol_status awol_gedcom_parse_date(struct awol_gedcom_parser *parser,
                                        struct awol_gedcom_date *ret_date)
{
    struct awol_gedcom_date date = {.calendar = AWOL_GREGORIAN};
    struct parts parts = {0};
    enum awol_status status = parse_calendar(parser, &date.calendar);

    if (status == AWOL_OK)
        status = parse_day_and_month(parser, &date, &parts);
    if (status == AWOL_OK)
        status = parse_year(parser, &date, &parts);
    if (status == AWOL_OK)
        status = settle_year(parser, &date, &parts);
    if (status == AWOL_OK)
        status = resolve(parser, &date, &parts);
    if (status == AWOL_OK)
        *ret_date = date;
    return status;
}
