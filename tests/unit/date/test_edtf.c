/* The accepted and refused texts follow ISO 8601-2:2019 Annex A (A.4, A.5) and the examples of the
 * Library of Congress, Extended Date/Time Format Specification (4 February 2019). */
#include "date/edtf.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

struct accepted {
    const char *text;
    int level;
    const char *earliest; /* ".." open, "" unknown */
    const char *latest;
    enum awol_qualifier qualifier;
};

static const struct accepted accepted[] = {
    /* A.4.2 date */
    {"1985-04-12", 0, "1985-04-12", "1985-04-12", AWOL_CERTAIN},
    {"1985-04", 0, "1985-04-01", "1985-04-30", AWOL_CERTAIN},
    {"1985", 0, "1985-01-01", "1985-12-31", AWOL_CERTAIN},
    {"0000", 0, "0000-01-01", "0000-12-31", AWOL_CERTAIN},
    {"0000-02-29", 0, "0000-02-29", "0000-02-29", AWOL_CERTAIN},
    {"9999-12-31", 0, "9999-12-31", "9999-12-31", AWOL_CERTAIN},
    {"1776-02", 0, "1776-02-01", "1776-02-29", AWOL_CERTAIN},
    {"1777-02", 0, "1777-02-01", "1777-02-28", AWOL_CERTAIN},
    {"2000-02-29", 0, "2000-02-29", "2000-02-29", AWOL_CERTAIN},
    /* A.4.3 date and time: the day as written */
    {"1985-04-12T23:20:30", 0, "1985-04-12", "1985-04-12", AWOL_CERTAIN},
    {"1985-04-12T23:20:30Z", 0, "1985-04-12", "1985-04-12", AWOL_CERTAIN},
    {"1985-04-12T23:20:30-04", 0, "1985-04-12", "1985-04-12", AWOL_CERTAIN},
    {"1985-04-12T23:20:30+04:30", 0, "1985-04-12", "1985-04-12", AWOL_CERTAIN},
    {"1985-04-12T00:00:00+00:00", 0, "1985-04-12", "1985-04-12", AWOL_CERTAIN},
    {"1985-04-12T00:00:00+14:00", 0, "1985-04-12", "1985-04-12", AWOL_CERTAIN},
    {"2016-12-31T23:59:60Z", 0, "2016-12-31", "2016-12-31", AWOL_CERTAIN},
    /* A.4.4 interval */
    {"1964/2008", 0, "1964-01-01", "2008-12-31", AWOL_CERTAIN},
    {"2004-06/2006-08", 0, "2004-06-01", "2006-08-31", AWOL_CERTAIN},
    {"2004-02-01/2005-02-08", 0, "2004-02-01", "2005-02-08", AWOL_CERTAIN},
    {"2004-02-01/2005-02", 0, "2004-02-01", "2005-02-28", AWOL_CERTAIN},
    {"2004-02-01/2005", 0, "2004-02-01", "2005-12-31", AWOL_CERTAIN},
    {"2005/2006-02", 0, "2005-01-01", "2006-02-28", AWOL_CERTAIN},
    {"1776-08-27/1776-08-27", 0, "1776-08-27", "1776-08-27", AWOL_CERTAIN},
    {"2004-06/2004", 0, "2004-06-01", "2004-12-31", AWOL_CERTAIN},
    {"2004/2004-06", 0, "2004-01-01", "2004-06-30", AWOL_CERTAIN},
    /* A.5.2 letter-prefixed and negative years */
    {"Y170000002", 1, "+170000002-01-01", "+170000002-12-31", AWOL_CERTAIN},
    {"Y-170000002", 1, "-170000002-01-01", "-170000002-12-31", AWOL_CERTAIN},
    {"Y10000", 1, "+10000-01-01", "+10000-12-31", AWOL_CERTAIN},
    {"Y1700000002", 1, "+1700000002-01-01", "+1700000002-12-31", AWOL_CERTAIN},
    {"Y9999999999999999", 1, "+9999999999999999-01-01", "+9999999999999999-12-31", AWOL_CERTAIN},
    {"-1985", 1, "-1985-01-01", "-1985-12-31", AWOL_CERTAIN},
    {"-0001", 1, "-0001-01-01", "-0001-12-31", AWOL_CERTAIN},
    {"-0043-03-15", 1, "-0043-03-15", "-0043-03-15", AWOL_CERTAIN},
    {"-1985/-1980", 1, "-1985-01-01", "-1980-12-31", AWOL_CERTAIN},
    /* A.5.3 seasons; the months are the convention stated in edtf_days.c */
    {"2001-21", 1, "2001-03-01", "2001-05-31", AWOL_CERTAIN},
    {"2001-22", 1, "2001-06-01", "2001-08-31", AWOL_CERTAIN},
    {"2001-23", 1, "2001-09-01", "2001-11-30", AWOL_CERTAIN},
    {"2001-24", 1, "2001-12-01", "2002-02-28", AWOL_CERTAIN},
    {"1775-24", 1, "1775-12-01", "1776-02-29", AWOL_CERTAIN},
    {"2012-21/2012-22", 1, "2012-03-01", "2012-08-31", AWOL_CERTAIN},
    {"2001-21~", 1, "2001-03-01", "2001-05-31", AWOL_APPROXIMATE},
    /* A.5.4 qualification */
    {"1984?", 1, "1984-01-01", "1984-12-31", AWOL_UNCERTAIN},
    {"2004-06~", 1, "2004-06-01", "2004-06-30", AWOL_APPROXIMATE},
    {"2004-06-11%", 1, "2004-06-11", "2004-06-11", AWOL_UNCERTAIN_APPROXIMATE},
    {"Y170000002?", 1, "+170000002-01-01", "+170000002-12-31", AWOL_UNCERTAIN},
    {"-1985~", 1, "-1985-01-01", "-1985-12-31", AWOL_APPROXIMATE},
    {"177X~", 1, "1770-01-01", "1779-12-31", AWOL_APPROXIMATE},
    /* A.5.5 unspecified digits from the right */
    {"201X", 1, "2010-01-01", "2019-12-31", AWOL_CERTAIN},
    {"20XX", 1, "2000-01-01", "2099-12-31", AWOL_CERTAIN},
    {"2004-XX", 1, "2004-01-01", "2004-12-31", AWOL_CERTAIN},
    {"1985-04-XX", 1, "1985-04-01", "1985-04-30", AWOL_CERTAIN},
    {"1985-XX-XX", 1, "1985-01-01", "1985-12-31", AWOL_CERTAIN},
    {"00XX", 1, "0000-01-01", "0099-12-31", AWOL_CERTAIN},
    /* A.5.6 open and unknown ends, qualified ends */
    {"1985-04-12/..", 1, "1985-04-12", "..", AWOL_CERTAIN},
    {"1985-04/..", 1, "1985-04-01", "..", AWOL_CERTAIN},
    {"1985/..", 1, "1985-01-01", "..", AWOL_CERTAIN},
    {"../1985-04-12", 1, "..", "1985-04-12", AWOL_CERTAIN},
    {"../1985-04", 1, "..", "1985-04-30", AWOL_CERTAIN},
    {"../1985", 1, "..", "1985-12-31", AWOL_CERTAIN},
    {"1985-04-12/", 1, "1985-04-12", "", AWOL_CERTAIN},
    {"1985-04/", 1, "1985-04-01", "", AWOL_CERTAIN},
    {"1985/", 1, "1985-01-01", "", AWOL_CERTAIN},
    {"/1985-04-12", 1, "", "1985-04-12", AWOL_CERTAIN},
    {"/1985-04", 1, "", "1985-04-30", AWOL_CERTAIN},
    {"/1985", 1, "", "1985-12-31", AWOL_CERTAIN},
    {"1984?/2004%", 1, "1984-01-01", "2004-12-31", AWOL_UNCERTAIN_APPROXIMATE},
    {"1984~/2004-06", 1, "1984-01-01", "2004-06-30", AWOL_APPROXIMATE},
    {"1984-01-02~/2004-06-04", 1, "1984-01-02", "2004-06-04", AWOL_APPROXIMATE},
    {"1984?/2004~", 1, "1984-01-01", "2004-12-31", AWOL_UNCERTAIN_APPROXIMATE},
    {"1984/2004-06-11?", 1, "1984-01-01", "2004-06-11", AWOL_UNCERTAIN},
    {"../1985-04-12?", 1, "..", "1985-04-12", AWOL_UNCERTAIN},
    {"1985-04-12~/", 1, "1985-04-12", "", AWOL_APPROXIMATE},
};

struct refused {
    const char *text;
    size_t column;
    const char *message; /* part of it */
};

static const struct refused refused[] = {
    {"", 1, "expected a year of four digits, but the text ends"},
    /* A.2, A.3: other forms of ISO 8601 */
    {"19850412", 5, "expected the end of the date, or \"-\" before its next part, found “0”"},
    {"1985-102", 8, "expected the end of the date, or"},
    {"1985-W15-5", 6, "found “W”"},
    {"1985-1", 7, "but the text ends"},
    {"1985-", 6, "expected a month"},
    {"1985-4-12", 7, "expected a month"},
    {"1985-04-", 9, "expected a day"},
    {"1985-04-1", 10, "expected a day of two digits, but the text ends"},
    {"1985-04-123", 11, "expected the end of the date"},
    {"1985-04-12-", 11, "expected the end of the date, found “-”"},
    {"198", 4, "expected a year of four digits, but the text ends"},
    {"19", 3, "expected a year"},
    {"+1985", 1, "found “+”"},
    {"P1Y", 1, "found “P”"},
    {"1985Y4M12D", 5, "expected the end of the date, found “Y”"},
    {"27 Aug 1776", 3, "found a space"},
    {"27.8.1776", 3, "found “.”"},
    {"ca. 1776", 1, "found “c”"},
    {"März 1777", 1, "found “M”"},
    {"ä", 1, "found “ä”"},
    {"1776 ", 5, "expected the end of the date, found a space"},
    {" 1776", 1, "found a space"},
    {"1776-08-27\n", 11, "found “\\x0A”"},
    /* days that do not exist */
    {"1985-13", 6, "expected a month 01 to 12 or a part of the year 21 to 41, found 13"},
    {"1985-00", 6, "found 00"},
    {"2004-20", 6, "found 20"},
    {"1776-77", 6, "found 77"},
    {"1985-02-30", 9, "expected a day 01 to 28 of that month, found 30"},
    {"2001-02-29", 9, "expected a day 01 to 28 of that month, found 29"},
    {"1900-02-29", 9, "expected a day 01 to 28"},
    {"1776-04-31", 9, "expected a day 01 to 30"},
    {"1776-04-00", 9, "found 00"},
    {"2001-21-05", 8, "a part of the year has no days"},
    /* time of day */
    {"1985-04-12T24:00:00", 12, "expected an hour 00 to 23, found 24"},
    {"1985-04-12T23:60:00", 15, "expected a minute 00 to 59"},
    {"1985-04-12T23:20:61", 18, "expected a second 00 to 60"},
    {"1985-04-12T23:20", 17, "expected \":\" between minute and second, but the text ends"},
    {"1985-04-12T23", 14, "expected \":\" between hour and minute"},
    {"1985-04-12T", 12, "expected an hour"},
    {"1985-04T10:00:00", 8, "found “T”"},
    {"1985-04-12T23:20:30.5", 20, "found “.”"},
    {"1985-04-12T23:20:30-00:00", 20, "a shift of zero"},
    {"1985-04-12T23:20:30-00", 20, "a shift of zero"},
    {"1985-04-12T23:20:30+15:00", 21, "hours 00 to 14"},
    {"1985-04-12T23:20:30+14:30", 24, "at most 14:00"},
    {"1985-04-12T23:20:30+04:60", 24, "minutes 00 to 59"},
    {"1985-04-12T23:20:30+0430", 23, "expected the end of the date"},
    {"1985-04-12T23:20:30?", 20, "expected the end of the date"},
    {"1985-04-12t23:20:30", 11, "found “t”"},
    {"20050924T100000", 5, "expected the end of the date"},
    {"2004-01-01T10:10:10Z/2005", 1, "an interval has no time of day"},
    {"2004/2005-01-01T10:10:10Z", 6, "an interval has no time of day"},
    /* years */
    {"-0000", 1, "there is no year -0000"},
    {"-12345", 6, "expected the end of the date"},
    {"-198", 5, "expected a year of four digits"},
    {"Y1985", 1, "without Y"},
    {"Y-1985", 1, "without Y"},
    {"Y", 2, "expected the digits of a year"},
    {"Y-", 3, "expected the digits of a year"},
    {"-Y170000002", 2, "found “Y”"},
    {"Y018470", 2, "no leading zero"},
    {"Y99999999999999999999999999", 2, "at most 16 digits"},
    {"Y10000000000000000", 2, "at most 16 digits"},
    {"Y-10000000000000000", 3, "at most 16 digits"},
    {"Y17000-04", 7, "a year with Y has no month"},
    /* intervals */
    {"../..", 4, "an interval needs a date at one end at least"},
    {"/", 2, "an interval needs a date at one end at least"},
    {"/..", 2, "an interval needs a date at one end at least"},
    {"../", 4, "an interval needs a date at one end at least"},
    {"..", 3, "expected \"/\" after \"..\", but the text ends"},
    {"2004/2003", 6, "the interval ends before it begins"},
    {"1776-08-27/1776-08-26", 12, "the interval ends before it begins"},
    {"2018-01-15/02-20", 14, "expected a year of four digits"},
    {"1776/1777/1778", 10, "expected the end of the date, found “/”"},
    {"1776/77", 8, "expected a year of four digits"},
    {"1776 / 1777", 5, "found a space"},
    {"1776/…", 6, "found “…”"},
    {"1776--1777", 6, "found “-”"},
    {".", 1, "found “.”"},
    /* unspecified digits that no level has */
    {"-01XX", 4, "a year before 0000 cannot have an X"},
    {"201x", 4, "found “x”"},
    {"1985-xx", 6, "found “x”"},
    {"201XX", 5, "expected the end of the date"},
    {"20X", 4, "expected a year of four digits"},
    {"1985-XX-", 9, "expected a day of two digits"},
    {"1984??", 6, "expected the end of the date"},
};

static void check_end(const char *text, const char *expected, bool open, bool unknown, int64_t day)
{
    char buffer[AWOL_DAY_TEXT_SIZE];

    if (expected[0] == '\0' || strcmp(expected, "..") == 0) {
        cr_assert(open, "“%s”: this end is open", text);
        cr_assert_eq(unknown, expected[0] == '\0', "“%s”: open or unknown", text);
        return;
    }
    cr_assert_not(open, "“%s”: this end is dated", text);
    cr_assert_not(unknown, "“%s”: this end is known", text);
    cr_assert_str_eq(awol_day_format(day, buffer), expected, "“%s”: %s is not %s", text, buffer,
                     expected);
}

Test(edtf, accepts_levels_0_and_1)
{
    for (size_t i = 0; i < sizeof accepted / sizeof accepted[0]; i++) {
        const struct accepted *row = &accepted[i];
        struct awol_error error = {0};
        struct awol_edtf edtf;

        cr_assert_eq(awol_edtf_parse(row->text, &edtf, &error), AWOL_OK, "“%s”: %s", row->text,
                     error.message);
        cr_assert_eq(edtf.level, row->level, "“%s”: level %d", row->text, edtf.level);
        cr_assert_eq(edtf.qualifier, row->qualifier, "“%s”: qualifier %d", row->text,
                     edtf.qualifier);
        cr_assert_eq(edtf.is_interval, strchr(row->text, '/') != NULL, "“%s”", row->text);
        check_end(row->text, row->earliest, edtf.span.open_earliest, edtf.unknown_start,
                  edtf.span.earliest);
        check_end(row->text, row->latest, edtf.span.open_latest, edtf.unknown_end,
                  edtf.span.latest);
    }
}

Test(edtf, refuses_with_the_byte_and_what_was_expected)
{
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        const struct refused *row = &refused[i];
        struct awol_error error = {0};
        struct awol_edtf edtf = {.level = 77};

        cr_assert_eq(awol_edtf_parse(row->text, &edtf, &error), AWOL_DATA, "“%s” was read",
                     row->text);
        cr_assert_eq(edtf.level, 77, "“%s” touched the output", row->text);
        cr_assert_eq(error.place.line, 0, "“%s”", row->text);
        cr_assert_eq(error.place.column, row->column, "“%s”: column %zu: %s", row->text,
                     error.place.column, error.message);
        cr_assert_not_null(strstr(error.message, row->message), "“%s”: %s", row->text,
                           error.message);
        cr_assert_eq(awol_edtf_parse(row->text, &edtf, NULL), AWOL_DATA, "“%s” without an error",
                     row->text);
    }
}

/* Whatever is cut off or altered, the parser answers, keeps to its outputs, and earliest is not
 * after latest. */
static void check_any(const char *text)
{
    struct awol_error error = {0};
    struct awol_edtf edtf = {.level = 77};

    if (awol_edtf_parse(text, &edtf, &error) != AWOL_OK) {
        cr_assert_eq(edtf.level, 77, "“%s”", text);
        cr_assert(error.place.column >= 1 && error.place.column <= strlen(text) + 1, "“%s”", text);
        return;
    }
    cr_assert(edtf.span.open_earliest || edtf.span.open_latest ||
                  edtf.span.earliest <= edtf.span.latest,
              "“%s”", text);
}

Test(edtf, every_cut_and_every_changed_byte_is_answered)
{
    static const char bytes[] = "0123456789XY-/.?~%TZ:+SE[ ";

    for (size_t i = 0; i < sizeof accepted / sizeof accepted[0]; i++) {
        char text[64];
        const size_t length = strlen(accepted[i].text);

        for (size_t cut = 0; cut <= length; cut++) {
            memcpy(text, accepted[i].text, length + 1);
            text[cut] = '\0';
            check_any(text);
        }
        for (size_t at = 0; at < length; at++) {
            for (const char *byte = bytes; *byte != '\0'; byte++) {
                memcpy(text, accepted[i].text, length + 1);
                text[at] = *byte;
                check_any(text);
            }
        }
    }
}

static struct awol_span span_of(const char *text)
{
    struct awol_error error = {0};
    struct awol_edtf edtf;

    cr_assert_eq(awol_edtf_parse(text, &edtf, &error), AWOL_OK, "“%s”: %s", text, error.message);
    return edtf.span;
}

Test(edtf, a_text_cut_short_says_less)
{
    const int64_t first = awol_day_from_date(AWOL_GREGORIAN, (struct awol_date){1770, 1, 1});

    for (int64_t day = first; day < first + 5 * 366; day++) {
        char text[AWOL_DAY_TEXT_SIZE];
        struct awol_span date, month, year, decade, century;

        awol_day_format(day, text);
        date = span_of(text);
        cr_assert_eq(date.earliest, day, "%s", text);
        cr_assert_eq(date.latest, day, "%s", text);
        text[7] = '\0';
        month = span_of(text);
        text[4] = '\0';
        year = span_of(text);
        text[3] = 'X';
        decade = span_of(text);
        text[2] = 'X';
        century = span_of(text);
        cr_assert(awol_span_contains(month, date), "%s", text);
        cr_assert(awol_span_contains(year, month), "%s", text);
        cr_assert(awol_span_contains(decade, year), "%s", text);
        cr_assert(awol_span_contains(century, decade), "%s", text);
    }
}

Test(edtf, masks_say_the_same_days_as_the_shorter_text)
{
    static const char *const pairs[][2] = {
        {"1776-08-XX", "1776-08"}, {"1776-XX", "1776"}, {"1776-XX-XX", "1776"}};

    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        const struct awol_span masked = span_of(pairs[i][0]);
        const struct awol_span shorter = span_of(pairs[i][1]);

        cr_assert_eq(masked.earliest, shorter.earliest, "%s", pairs[i][0]);
        cr_assert_eq(masked.latest, shorter.latest, "%s", pairs[i][0]);
    }
}

Test(edtf, the_seasons_of_a_year_follow_each_other)
{
    for (int year = 1700; year < 1900; year++) {
        int64_t next = 0;

        for (int code = 21; code <= 24; code++) {
            char text[32];
            struct awol_span season;

            snprintf(text, sizeof text, "%04d-%02d", year, code);
            season = span_of(text);
            if (code > 21)
                cr_assert_eq(season.earliest, next, "%s", text);
            next = season.latest + 1;
        }
    }
}

/* Washington was born on 11 February 1732 old style, 22 February new style; 1700 was a leap year in
 * the Julian calendar alone; the Julian February of 1732 began eleven days late. */
Test(edtf, a_text_of_the_julian_calendar)
{
    static const char *const cases[][3] = {
        {"1732-02-11", "1732-02-22", "1732-02-22"},
        {"1700-02-29", "1700-03-11", "1700-03-11"},
        {"1732-02", "1732-02-12", "1732-03-11"},
        {"1732-02-11/1732-02-12", "1732-02-22", "1732-02-23"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_error error = {0};
        struct awol_edtf edtf;

        cr_assert_eq(awol_edtf_parse_in(AWOL_JULIAN, cases[i][0], &edtf, &error), AWOL_OK, "%s",
                     error.message);
        check_end(cases[i][0], cases[i][1], edtf.span.open_earliest, false, edtf.span.earliest);
        check_end(cases[i][0], cases[i][2], edtf.span.open_latest, false, edtf.span.latest);
    }
}

Test(edtf, names_of_qualifiers)
{
    cr_assert_str_eq(awol_qualifier_name(AWOL_CERTAIN), "");
    cr_assert_str_eq(awol_qualifier_name(AWOL_UNCERTAIN), "uncertain");
    cr_assert_str_eq(awol_qualifier_name(AWOL_APPROXIMATE), "approximate");
    cr_assert_str_eq(awol_qualifier_name(AWOL_UNCERTAIN_APPROXIMATE), "uncertain-approximate");
}
