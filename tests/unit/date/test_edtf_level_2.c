/* ISO 8601-2:2019 Annex A.6 and the level 2 examples of the Library of Congress, Extended Date/Time
 * Format Specification (4 February 2019); the days of parts of a year are those stated in
 * lib/date/edtf_days.c. */
#include "date/edtf.h"

#include <criterion/criterion.h>
#include <string.h>

struct accepted {
    const char *text;
    const char *earliest; /* ".." open, "" unknown */
    const char *latest;
    enum awol_precision precision;
    enum awol_qualifier qualifier;
};

#define YEAR AWOL_PRECISION_YEAR
#define PART AWOL_PRECISION_PART_OF_YEAR
#define MONTH AWOL_PRECISION_MONTH
#define DAY AWOL_PRECISION_DAY
#define MIXED AWOL_PRECISION_MIXED

static const struct accepted accepted[] = {
    /* A.6.2 exponential years */
    {"Y-17E7", "-170000000-01-01", "-170000000-12-31", YEAR, AWOL_CERTAIN},
    {"Y17E7", "+170000000-01-01", "+170000000-12-31", YEAR, AWOL_CERTAIN},
    {"Y17E8?", "+1700000000-01-01", "+1700000000-12-31", YEAR, AWOL_UNCERTAIN},
    {"Y1E4", "+10000-01-01", "+10000-12-31", YEAR, AWOL_CERTAIN},
    {"Y1E15", "+1000000000000000-01-01", "+1000000000000000-12-31", YEAR, AWOL_CERTAIN},
    /* A.6.3 significant digits, counted from the left (4.4.3) */
    {"1950S2", "1900-01-01", "1999-12-31", YEAR, AWOL_CERTAIN},
    {"1953S3", "1950-01-01", "1959-12-31", YEAR, AWOL_CERTAIN},
    {"1953S4", "1953-01-01", "1953-12-31", YEAR, AWOL_CERTAIN},
    {"1950S1", "1000-01-01", "1999-12-31", YEAR, AWOL_CERTAIN},
    {"-1950S2", "-1999-01-01", "-1900-12-31", YEAR, AWOL_CERTAIN},
    {"0950S2", "0950-01-01", "0959-12-31", YEAR, AWOL_CERTAIN},
    {"Y171010000S3", "+171000000-01-01", "+171999999-12-31", YEAR, AWOL_CERTAIN},
    {"Y3388E2S3", "+338000-01-01", "+338999-12-31", YEAR, AWOL_CERTAIN},
    {"Y-17101E3S3", "-17199999-01-01", "-17100000-12-31", YEAR, AWOL_CERTAIN},
    {"1950S2~", "1900-01-01", "1999-12-31", YEAR, AWOL_APPROXIMATE},
    /* A.6.4 parts of a year */
    {"2001-25", "2001-03-01", "2001-05-31", PART, AWOL_CERTAIN},
    {"2001-26", "2001-06-01", "2001-08-31", PART, AWOL_CERTAIN},
    {"2001-27", "2001-09-01", "2001-11-30", PART, AWOL_CERTAIN},
    {"2001-28", "2001-12-01", "2002-02-28", PART, AWOL_CERTAIN},
    {"2001-29", "2001-09-01", "2001-11-30", PART, AWOL_CERTAIN},
    {"2003-30", "2003-12-01", "2004-02-29", PART, AWOL_CERTAIN},
    {"2001-31", "2001-03-01", "2001-05-31", PART, AWOL_CERTAIN},
    {"2001-32", "2001-06-01", "2001-08-31", PART, AWOL_CERTAIN},
    {"2001-33", "2001-01-01", "2001-03-31", PART, AWOL_CERTAIN},
    {"2001-34", "2001-04-01", "2001-06-30", PART, AWOL_CERTAIN},
    {"2001-35", "2001-07-01", "2001-09-30", PART, AWOL_CERTAIN},
    {"2001-36", "2001-10-01", "2001-12-31", PART, AWOL_CERTAIN},
    {"2001-37", "2001-01-01", "2001-04-30", PART, AWOL_CERTAIN},
    {"2001-38", "2001-05-01", "2001-08-31", PART, AWOL_CERTAIN},
    {"2001-39", "2001-09-01", "2001-12-31", PART, AWOL_CERTAIN},
    {"2001-40", "2001-01-01", "2001-06-30", PART, AWOL_CERTAIN},
    {"2001-41", "2001-07-01", "2001-12-31", PART, AWOL_CERTAIN},
    {"1910-30", "1910-12-01", "1911-02-28", PART, AWOL_CERTAIN},
    {"2001-33?", "2001-01-01", "2001-03-31", PART, AWOL_UNCERTAIN},
    {"20XX-41", "2000-07-01", "2099-12-31", PART, AWOL_CERTAIN},
    /* A.6.5 sets */
    {"[1667,1668,1670..1672]", "1667-01-01", "1672-12-31", YEAR, AWOL_CERTAIN},
    {"[..1760-12-03]", "..", "1760-12-03", DAY, AWOL_CERTAIN},
    {"[1760-12..]", "1760-12-01", "..", MONTH, AWOL_CERTAIN},
    {"[1760-01,1760-02,1760-12..]", "1760-01-01", "..", MONTH, AWOL_CERTAIN},
    {"[1667,1760-12]", "1667-01-01", "1760-12-31", MIXED, AWOL_CERTAIN},
    {"[..1984]", "..", "1984-12-31", YEAR, AWOL_CERTAIN},
    {"{1667,1668,1670..1672}", "1667-01-01", "1672-12-31", YEAR, AWOL_CERTAIN},
    {"{1960,1961-12}", "1960-01-01", "1961-12-31", MIXED, AWOL_CERTAIN},
    {"{..1984}", "..", "1984-12-31", YEAR, AWOL_CERTAIN},
    {"{..1983-12-31,1984-10-10..1984-11-01,1984-11-05..}", "..", "..", DAY, AWOL_CERTAIN},
    {"[2016-03]", "2016-03-01", "2016-03-31", MONTH, AWOL_CERTAIN},
    {"[1672,1667]", "1667-01-01", "1672-12-31", YEAR, AWOL_CERTAIN},
    {"[1667?,166X~]", "1660-01-01", "1669-12-31", YEAR, AWOL_UNCERTAIN_APPROXIMATE},
    {"[1667..1667-05]", "1667-01-01", "1667-12-31", MIXED, AWOL_CERTAIN},
    /* A.6.6 qualifiers of parts */
    {"2004-06~-11", "2004-06-11", "2004-06-11", DAY, AWOL_APPROXIMATE},
    {"2004?-06-11", "2004-06-11", "2004-06-11", DAY, AWOL_UNCERTAIN},
    {"?2004-06-~11", "2004-06-11", "2004-06-11", DAY, AWOL_UNCERTAIN_APPROXIMATE},
    {"2004-%06-11", "2004-06-11", "2004-06-11", DAY, AWOL_UNCERTAIN_APPROXIMATE},
    {"2004-06?-~11", "2004-06-11", "2004-06-11", DAY, AWOL_UNCERTAIN_APPROXIMATE},
    {"2004?-06-11?", "2004-06-11", "2004-06-11", DAY, AWOL_UNCERTAIN},
    {"?2004", "2004-01-01", "2004-12-31", YEAR, AWOL_UNCERTAIN},
    {"~-0043-03", "-0043-03-01", "-0043-03-31", MONTH, AWOL_APPROXIMATE},
    {"2001?-23", "2001-09-01", "2001-11-30", PART, AWOL_UNCERTAIN},
    {"2001-~23", "2001-09-01", "2001-11-30", PART, AWOL_APPROXIMATE},
    /* A.6.6 intervals */
    {"2004-06-~01/2004-06-~20", "2004-06-01", "2004-06-20", DAY, AWOL_APPROXIMATE},
    {"..2004-06-01/2004-06-~20", "..", "2004-06-20", DAY, AWOL_APPROXIMATE},
    {"..2004-06-01/~2004-06-20", "..", "2004-06-20", DAY, AWOL_APPROXIMATE},
    {"2004-06-01~/2004-06-20..", "2004-06-01", "..", DAY, AWOL_APPROXIMATE},
    {"2004-06-XX/2004-07-03", "2004-06-01", "2004-07-03", DAY, AWOL_CERTAIN},
    {"2004-06-01/2004-07-XX", "2004-06-01", "2004-07-31", DAY, AWOL_CERTAIN},
    {"1800/1X01", "1800-01-01", "1901-12-31", YEAR, AWOL_CERTAIN},
    {"..1776/..", "..", "..", YEAR, AWOL_CERTAIN},
    {"..1776/", "..", "", YEAR, AWOL_CERTAIN},
    /* A.6.7 X anywhere */
    {"156X-12-25", "1560-12-25", "1569-12-25", DAY, AWOL_CERTAIN},
    {"15XX-12-25", "1500-12-25", "1599-12-25", DAY, AWOL_CERTAIN},
    {"XXXX-12-XX", "0000-12-01", "9999-12-31", DAY, AWOL_CERTAIN},
    {"1XXX-XX", "1000-01-01", "1999-12-31", MONTH, AWOL_CERTAIN},
    {"1XXX-12", "1000-12-01", "1999-12-31", MONTH, AWOL_CERTAIN},
    {"1984-1X", "1984-10-01", "1984-12-31", MONTH, AWOL_CERTAIN},
    {"1984-0X", "1984-01-01", "1984-09-30", MONTH, AWOL_CERTAIN},
    {"1560-X2", "1560-02-01", "1560-12-31", MONTH, AWOL_CERTAIN},
    {"1560-XX-25", "1560-01-25", "1560-12-25", DAY, AWOL_CERTAIN},
    {"1985-04-1X", "1985-04-10", "1985-04-19", DAY, AWOL_CERTAIN},
    {"1985-04-X1", "1985-04-01", "1985-04-21", DAY, AWOL_CERTAIN},
    {"1985-XX-31", "1985-01-31", "1985-12-31", DAY, AWOL_CERTAIN},
    {"1985-X1-3X", "1985-01-30", "1985-11-30", DAY, AWOL_CERTAIN},
    {"XXXX", "0000-01-01", "9999-12-31", YEAR, AWOL_CERTAIN},
    {"XXXX-XX-XX", "0000-01-01", "9999-12-31", DAY, AWOL_CERTAIN},
    {"2XXX", "2000-01-01", "2999-12-31", YEAR, AWOL_CERTAIN},
    {"1XX3", "1003-01-01", "1993-12-31", YEAR, AWOL_CERTAIN},
    {"X776", "0776-01-01", "9776-12-31", YEAR, AWOL_CERTAIN},
    /* 1904 is the first and 1996 the last leap year of the century */
    {"19XX-02-29", "1904-02-29", "1996-02-29", DAY, AWOL_CERTAIN},
    {"15XX-12-XX?", "1500-12-01", "1599-12-31", DAY, AWOL_UNCERTAIN},
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
    cr_assert_str_eq(awol_day_format(day, buffer), expected, "“%s”: %s is not %s", text, buffer,
                     expected);
}

Test(edtf_level_2, accepts)
{
    for (size_t i = 0; i < sizeof accepted / sizeof accepted[0]; i++) {
        const struct accepted *row = &accepted[i];
        struct awol_error error = {0};
        struct awol_edtf edtf;

        cr_assert_eq(awol_edtf_parse(row->text, &edtf, &error), AWOL_OK, "“%s”: %s", row->text,
                     error.message);
        cr_assert_eq(edtf.level, 2, "“%s”: level %d", row->text, edtf.level);
        cr_assert_eq(edtf.precision, row->precision, "“%s”: precision %d", row->text,
                     edtf.precision);
        cr_assert_eq(edtf.qualifier, row->qualifier, "“%s”: qualifier %d", row->text,
                     edtf.qualifier);
        check_end(row->text, row->earliest, edtf.span.open_earliest, edtf.unknown_start,
                  edtf.span.earliest);
        check_end(row->text, row->latest, edtf.span.open_latest, edtf.unknown_end,
                  edtf.span.latest);
    }
}

static const struct {
    const char *text;
    size_t column;
    const char *message; /* part of it */
} refused[] = {
    /* years */
    {"Y17E", 5, "expected an exponent from 1, but the text ends"},
    {"Y17E0", 5, "expected an exponent from 1, found “0”"},
    {"Y17E-7", 5, "expected an exponent from 1, found “-”"},
    {"Y17E7-12-26", 6, "a year with Y has no month"},
    {"Y17E2", 1, "without Y"},
    {"Y1E16", 2, "at most 16 digits"},
    {"Y17E99", 2, "at most 16 digits"},
    {"Y17E1000000000000", 5, "at most 99"},
    {"YE7", 2, "expected the digits of a year"},
    {"17E7", 3, "expected a year of four digits"},
    {"1950S", 6, "expected a number of significant digits, but the text ends"},
    {"1950S0", 6, "expected a number of significant digits, found “0”"},
    {"1950S5", 6, "at most 4"},
    {"0950S4", 6, "at most 3"},
    {"19XXS2", 5, "a year with X has no significant digits"},
    {"1950S2-05", 7, "a year with significant digits has no month"},
    {"1950-05S2", 8, "expected the end of the date, found “S”"},
    /* months and days */
    {"2001-42", 6, "21 to 41, found 42"},
    {"2001-34-05", 8, "a part of the year has no days"},
    {"15XX-2X-25", 6, "found 2X"},
    {"1985-3X", 6, "found 3X"},
    {"1985-X9-31", 9, "expected a day that such a month has, found 31"},
    {"156X-09-31", 9, "expected a day"},
    {"15XX-02-3X", 9, "found 3X"},
    {"19X1-02-29", 9, "found 29"},
    {"1985-02-3X", 9, "expected a day 01 to 28 of that month, found 3X"},
    {"1985-04-4X", 9, "found 4X"},
    {"1985-XX-00", 9, "found 00"},
    {"2016-13-XX", 6, "found 13"},
    {"XXXXX", 5, "expected the end of the date"},
    {"YXXXXX", 2, "expected the digits of a year"},
    {"1985-04-XXT10:00:00", 11, "without X"},
    {"1985?-04-12T10:00:00", 12, "without qualifier"},
    /* qualifiers */
    {"?", 2, "expected a year of four digits"},
    {"2004-06-11?~", 12, "expected the end of the date"},
    {"??2004", 2, "expected a year of four digits, found “?”"},
    {"2004-?~06", 7, "expected a month"},
    {"2004-06-?", 10, "expected a day"},
    {"2004-(06)?-11", 6, "expected a month"},
    /* sets */
    {"[", 2, "expected a date of the set, but the text ends"},
    {"[]", 2, "expected a date of the set, found “]”"},
    {"[1667", 6, "expected \",\" or \"]\", but the text ends"},
    {"{1667", 6, "expected \",\" or \"}\", but the text ends"},
    {"[1667}", 6, "expected \",\" or \"]\", found “}”"},
    {"{1667]", 6, "expected \",\" or \"}\", found “]”"},
    {"[1667,]", 7, "expected a date of the set, found “]”"},
    {"[,1667]", 2, "expected a date of the set, found “,”"},
    {"[1667, 1668]", 7, "expected a date of the set, found a space"},
    {"[1667 ,1668]", 6, "found a space"},
    {"[1667/1668]", 6, "expected \",\" or \"]\", found “/”"},
    {"[[1667]]", 2, "found “[”"},
    {"[..]", 4, "expected a date of the set, found “]”"},
    {"[..1667..]", 8, "expected \",\" or the end of the set"},
    {"[..1667..1670]", 8, "expected \",\" or the end of the set"},
    {"[1672..1670]", 8, "the range ends before it begins"},
    {"[1670..1672..1674]", 12, "expected \",\" or \"]\""},
    {"[1985-04-12T10:00:00]", 2, "a set has no time of day"},
    {"[1667,1668]?", 12, "expected nothing after the set, found “?”"},
    {"[1667,1668]/1670", 12, "expected nothing after the set"},
    {"1666/[1667,1668]", 6, "a set cannot be one end of an interval"},
    {"[1667,1985-13]", 12, "found 13"},
    {"1667,1668", 5, "expected the end of the date, found “,”"},
    {"..1983-12-31,1984", 13, "a date with \"..\" is one end of an interval, found “,”"},
    /* intervals */
    {"..1985", 7, "a date with \"..\" is one end of an interval, but the text ends"},
    {"1985..", 7, "a date with \"..\" is one end of an interval"},
    {"1985..1990", 7, "one end of an interval, found “1”"},
    {"..1985../1990", 7, "one end of an interval, found “.”"},
    {"1985../1984", 8, "the interval ends before it begins"},
    {"198X/1979", 6, "the interval ends before it begins"},
    {"1985/...", 8, "expected the end of the date, found “.”"},
};

Test(edtf_level_2, refuses_with_the_byte_and_what_was_expected)
{
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        const char *const text = refused[i].text;
        struct awol_error error = {0};
        struct awol_edtf edtf = {.level = 77};

        cr_assert_eq(awol_edtf_parse(text, &edtf, &error), AWOL_DATA, "“%s” was read", text);
        cr_assert_eq(edtf.level, 77, "“%s” touched the output", text);
        cr_assert_eq(error.place.column, refused[i].column, "“%s”: column %zu: %s", text,
                     error.place.column, error.message);
        cr_assert_not_null(strstr(error.message, refused[i].message), "“%s”: %s", text,
                           error.message);
    }
}

static struct awol_edtf parse(const char *text)
{
    struct awol_edtf edtf = {0};
    struct awol_error error = {0};

    cr_assert_eq(awol_edtf_parse(text, &edtf, &error), AWOL_OK, "“%s”: %s", text, error.message);
    return edtf;
}

/* A.6.6: what stands right of a component is of all to its left; what stands left, of it alone. */
Test(edtf_level_2, qualifiers_of_components)
{
    static const struct {
        const char *text;
        enum awol_qualifier qualifiers[AWOL_EDTF_COMPONENTS];
    } cases[] = {
        {"2004-06-11%",
         {AWOL_UNCERTAIN_APPROXIMATE, AWOL_UNCERTAIN_APPROXIMATE, AWOL_UNCERTAIN_APPROXIMATE}},
        {"2004-06~-11", {AWOL_APPROXIMATE, AWOL_APPROXIMATE, AWOL_CERTAIN}},
        {"2004?-06-11", {AWOL_UNCERTAIN, AWOL_CERTAIN, AWOL_CERTAIN}},
        {"?2004-06-~11", {AWOL_UNCERTAIN, AWOL_CERTAIN, AWOL_APPROXIMATE}},
        {"2004-%06-11", {AWOL_CERTAIN, AWOL_UNCERTAIN_APPROXIMATE, AWOL_CERTAIN}},
        {"2004-06?-~11", {AWOL_UNCERTAIN, AWOL_UNCERTAIN, AWOL_APPROXIMATE}},
        {"~2004-06?-11", {AWOL_UNCERTAIN_APPROXIMATE, AWOL_UNCERTAIN, AWOL_CERTAIN}},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct awol_edtf edtf = parse(cases[i].text);

        for (int component = 0; component < AWOL_EDTF_COMPONENTS; component++)
            cr_assert_eq(awol_edtf_qualifier_of(&edtf.start.date, component),
                         cases[i].qualifiers[component], "%s: component %d", cases[i].text,
                         component);
    }
}

Test(edtf_level_2, the_year_itself_and_its_estimate)
{
    cr_assert_eq(parse("1950S2").start.date.year, 1950);
    cr_assert_eq(parse("Y3388E2S3").start.date.year, 338800);
    cr_assert_eq(parse("Y-17E7").start.date.year, -170000000);
}

Test(edtf_level_2, a_year_and_some_day_of_it_differ)
{
    const struct awol_edtf year = parse("1985"), day = parse("1985-XX-XX");

    cr_assert_eq(year.span.earliest, day.span.earliest);
    cr_assert_eq(year.span.latest, day.span.latest);
    cr_assert_eq(year.precision, AWOL_PRECISION_YEAR);
    cr_assert_eq(day.precision, AWOL_PRECISION_DAY);
    cr_assert_eq(parse("1985-XX").precision, AWOL_PRECISION_MONTH);
    cr_assert_eq(parse("1985-04-12T10:00:00Z").precision, AWOL_PRECISION_TIME);
    cr_assert_eq(parse("../1985-04").precision, AWOL_PRECISION_MONTH);
}

Test(edtf_level_2, members_of_a_set)
{
    const struct awol_edtf set = parse("{..1660,1667,1670..1672,1680..}");
    const struct awol_edtf date = parse("1667");
    struct awol_edtf_member members[4], none;
    const char *cursor = NULL;

    cr_assert_eq(set.form, AWOL_EDTF_ALL_OF);
    cr_assert_eq(parse("[1667]").form, AWOL_EDTF_ONE_OF);
    for (int i = 0; i < 4; i++)
        cr_assert(awol_edtf_next_member(&set, &cursor, &members[i]), "member %d", i);
    cr_assert_not(awol_edtf_next_member(&set, &cursor, &none));
    cr_assert(members[0].first.or_earlier && members[0].first.span.open_earliest);
    cr_assert_eq(members[1].first.date.year, 1667);
    cr_assert_not(members[1].is_range);
    cr_assert(members[2].is_range);
    cr_assert_eq(members[2].last.date.year, 1672);
    cr_assert(members[3].first.or_later && members[3].first.span.open_latest);
    cursor = NULL;
    cr_assert_not(awol_edtf_next_member(&date, &cursor, &none));
}

/* Every digit of a day made X, whichever, leaves the day possible, and more X leave more. */
Test(edtf_level_2, more_x_leave_more_days)
{
    static const char *const days[] = {"1776-08-27", "1600-02-29", "1999-12-31", "0101-01-01"};

    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        struct awol_span spans[256];

        for (unsigned mask = 0; mask < 256; mask++) {
            char text[16];
            unsigned bit = 1;

            memcpy(text, days[i], 11);
            for (char *at = text; *at != '\0'; at++) {
                if (*at == '-')
                    continue;
                if ((mask & bit) != 0)
                    *at = 'X';
                bit <<= 1;
            }
            spans[mask] = parse(text).span;
            for (unsigned one = 1; one < 256; one <<= 1) {
                if ((mask & one) != 0)
                    cr_assert(awol_span_contains(spans[mask], spans[mask & ~one]), "%s", text);
            }
        }
    }
}

/* 29 February 1700 is a day of the Julian calendar only: 11 March in the Gregorian one. */
Test(edtf_level_2, masks_and_sets_of_the_julian_calendar)
{
    struct awol_edtf edtf;
    char buffer[AWOL_DAY_TEXT_SIZE];

    cr_assert_eq(awol_edtf_parse_in(AWOL_JULIAN, "17X0-02-29", &edtf, NULL), AWOL_OK);
    cr_assert_str_eq(awol_day_format(edtf.span.earliest, buffer), "1700-03-11");
    cr_assert_eq(awol_edtf_parse_in(AWOL_JULIAN, "[1700-02-29,1732-02-11]", &edtf, NULL), AWOL_OK);
    cr_assert_str_eq(awol_day_format(edtf.span.earliest, buffer), "1700-03-11");
    cr_assert_str_eq(awol_day_format(edtf.span.latest, buffer), "1732-02-22");
}

Test(edtf_level_2, dates_of_the_french_republic_have_no_such_form)
{
    struct awol_edtf edtf;

    cr_assert_eq(awol_edtf_parse_in(AWOL_FRENCH_REPUBLICAN, "0013-03-11", &edtf, NULL), AWOL_DATA);
}
