/* Forms of GEDCOM 5.5.1 (DATE_VALUE and what it is made of) and of FamilySearch GEDCOM 7.0, chapter
 * 2.4 and appendix A; what they mean was worked out by hand from their words. Julian days are those
 * of juliantojd() of PHP, Republican ones those of frenchtojd(). */
#include "date/gedcom.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#define ABOUT 365

struct accepted {
    const char *text;
    const char *edtf;
    const char *earliest; /* ".." open */
    const char *latest;
    const char *rule;
};

struct refused {
    const char *text;
    size_t column;
    const char *message; /* a part of it */
};

static void check_accepted(const struct accepted *rows, size_t n, enum awol_gedcom_version version)
{
    const struct awol_gedcom_settings settings = {.version = version, .about_days = ABOUT};

    for (size_t i = 0; i < n; i++) {
        const struct accepted *const row = &rows[i];
        char earliest[AWOL_DAY_TEXT_SIZE] = "..", latest[AWOL_DAY_TEXT_SIZE] = "..";
        struct awol_spelling date;
        struct awol_error error = {0};

        cr_assert(awol_gedcom_parse(row->text, &settings, &date, &error) == AWOL_OK,
                  "%s: refused at %zu: %s", row->text, error.place.column, error.message);
        if (!date.span.open_earliest)
            awol_day_format(date.span.earliest, earliest);
        if (!date.span.open_latest)
            awol_day_format(date.span.latest, latest);
        cr_expect(strcmp(date.edtf, row->edtf) == 0, "%s: EDTF %s", row->text, date.edtf);
        cr_expect(strcmp(earliest, row->earliest) == 0, "%s: earliest %s", row->text, earliest);
        cr_expect(strcmp(latest, row->latest) == 0, "%s: latest %s", row->text, latest);
        cr_expect(strcmp(date.rule, row->rule) == 0, "%s: rule %s", row->text, date.rule);
    }
}

static void check_refused(const struct refused *rows, size_t n, enum awol_gedcom_version version)
{
    const struct awol_gedcom_settings settings = {.version = version, .about_days = ABOUT};

    for (size_t i = 0; i < n; i++) {
        struct awol_spelling date = {.rule = "untouched"};
        struct awol_error error = {0};

        cr_assert(awol_gedcom_parse(rows[i].text, &settings, &date, &error) == AWOL_DATA,
                  "“%s” was read as %s", rows[i].text, date.edtf);
        cr_expect(error.place.column == rows[i].column, "“%s”: column %zu (%s)", rows[i].text,
                  error.place.column, error.message);
        cr_expect(strstr(error.message, rows[i].message) != NULL, "“%s”: %s", rows[i].text,
                  error.message);
        cr_expect_str_eq(date.rule, "untouched");
    }
}

#define ACCEPT(version, ...)                                                                       \
    do {                                                                                           \
        static const struct accepted rows[] = {__VA_ARGS__};                                       \
        check_accepted(rows, sizeof rows / sizeof rows[0], version);                               \
    } while (0)
#define REFUSE(version, ...)                                                                       \
    do {                                                                                           \
        static const struct refused rows[] = {__VA_ARGS__};                                        \
        check_refused(rows, sizeof rows / sizeof rows[0], version);                                \
    } while (0)

Test(gedcom, dates_of_both_versions)
{
    for (int version = AWOL_GEDCOM_ANY; version <= AWOL_GEDCOM_7; version++)
        ACCEPT((enum awol_gedcom_version)version,
               {"1776", "1776", "1776-01-01", "1776-12-31", "gedcom-date"},
               {"AUG 1776", "1776-08", "1776-08-01", "1776-08-31", "gedcom-date"},
               {"27 AUG 1776", "1776-08-27", "1776-08-27", "1776-08-27", "gedcom-date"},
               {"7 AUG 1776", "1776-08-07", "1776-08-07", "1776-08-07", "gedcom-date"},
               {"07 AUG 1776", "1776-08-07", "1776-08-07", "1776-08-07", "gedcom-date"},
               {"29 FEB 1776", "1776-02-29", "1776-02-29", "1776-02-29", "gedcom-date"},
               {"730", "0730", "0730-01-01", "0730-12-31", "gedcom-date"},
               {"1 BCE", "0000", "0000-01-01", "0000-12-31", "gedcom-date"},
               {"1401 BCE", "-1400", "-1400-01-01", "-1400-12-31", "gedcom-date"},
               {"12 AUG 1401 BCE", "-1400-08-12", "-1400-08-12", "-1400-08-12", "gedcom-date"},
               {"12345", "Y12345", "+12345-01-01", "+12345-12-31", "gedcom-date"},
               {"ABT 1776", "1776~", "1775-01-01", "1777-12-31", "about+gedcom-abt"},
               {"ABT AUG 1776", "1776-08~", "1776-07-02", "1776-09-30", "about+gedcom-abt"},
               {"ABT 27 AUG 1776", "1776-08-27~", "1776-08-24", "1776-08-30", "about+gedcom-abt"},
               {"CAL 1776", "1776?", "1776-01-01", "1776-12-31", "gedcom-cal"},
               {"EST 1776", "1776%", "1775-01-01", "1777-12-31", "about+gedcom-est"},
               {"BEF 1776", "../1776", "..", "1776-12-31", "gedcom-bef"},
               {"BEF 27 AUG 1776", "../1776-08-27", "..", "1776-08-27", "gedcom-bef"},
               {"AFT AUG 1776", "1776-08/..", "1776-08-01", "..", "gedcom-aft"},
               {"BET 1776 AND 1777", "1776/1777", "1776-01-01", "1777-12-31", "gedcom-bet"},
               {"BET 3 AUG 1776 AND AUG 1776", "1776-08-03/1776-08", "1776-08-03", "1776-08-31",
                "gedcom-bet"},
               {"BET 44 BCE AND 1776", "-0043/1776", "-0043-01-01", "1776-12-31", "gedcom-bet"},
               {"FROM 1904 TO 1915", "1904/1915", "1904-01-01", "1915-12-31", "gedcom-from-to"},
               {"FROM 1904", "1904/", "1904-01-01", "..", "gedcom-from"},
               {"TO 1915", "/1915", "..", "1915-12-31", "gedcom-to"});
}

/* 5.5.1: “The following are equivalent and interchangeable” (DATE_RANGE). */
Test(gedcom, a_year_is_the_range_of_its_days)
{
    ACCEPT(
        AWOL_GEDCOM_5, {"1852", "1852", "1852-01-01", "1852-12-31", "gedcom-date"},
        {"BET 1 JAN 1852 AND 31 DEC 1852", "1852-01-01/1852-12-31", "1852-01-01", "1852-12-31",
         "gedcom-bet"},
        {"BET 1 JAN 1852 AND DEC 1852", "1852-01-01/1852-12", "1852-01-01", "1852-12-31",
         "gedcom-bet"},
        {"BET JAN 1852 AND 31 DEC 1852", "1852-01/1852-12-31", "1852-01-01", "1852-12-31",
         "gedcom-bet"},
        {"BET JAN 1852 AND DEC 1852", "1852-01/1852-12", "1852-01-01", "1852-12-31", "gedcom-bet"},
        {"JAN 1920", "1920-01", "1920-01-01", "1920-01-31", "gedcom-date"},
        {"BET 1 JAN 1920 AND 31 JAN 1920", "1920-01-01/1920-01-31", "1920-01-01", "1920-01-31",
         "gedcom-bet"});
}

Test(gedcom, forms_of_5_5_1)
{
    for (int version = AWOL_GEDCOM_ANY; version <= AWOL_GEDCOM_5; version++)
        ACCEPT(
            (enum awol_gedcom_version)version,
            {"@#DGREGORIAN@ 27 AUG 1776", "1776-08-27", "1776-08-27", "1776-08-27", "gedcom-date"},
            {"@#DJULIAN@ 11 FEB 1731/32", "1732-02-22", "1732-02-22", "1732-02-22",
             "gedcom-date+julian+dual"},
            {"@#DJULIAN@ 11 FEB 1732", "1732-02-22", "1732-02-22", "1732-02-22",
             "gedcom-date+julian"},
            {"@#DJULIAN@ AUG 1776", "1776-08-12/1776-09-11", "1776-08-12", "1776-09-11",
             "gedcom-date+julian"},
            {"@#DJULIAN@ 1776", "1776-01-12/1777-01-11", "1776-01-12", "1777-01-11",
             "gedcom-date+julian"},
            {"@#DJULIAN@ 29 FEB 1700", "1700-03-11", "1700-03-11", "1700-03-11",
             "gedcom-date+julian"},
            {"ABT @#DJULIAN@ AUG 1776", "1776-08-12~/1776-09-11~", "1776-07-13", "1776-10-11",
             "about+gedcom-abt+julian"},
            {"BEF @#DJULIAN@ AUG 1776", "../1776-09-11", "..", "1776-09-11", "gedcom-bef+julian"},
            {"@#DFRENCH R@ 11 FRIM 13", "1804-12-02", "1804-12-02", "1804-12-02",
             "gedcom-date+republican"},
            {"@#DFRENCH R@ 9 THER 2", "1794-07-27", "1794-07-27", "1794-07-27",
             "gedcom-date+republican"},
            {"@#DFRENCH R@ VEND 1", "1792-09-22/1792-10-21", "1792-09-22", "1792-10-21",
             "gedcom-date+republican"},
            {"@#DFRENCH R@ COMP 3", "1795-09-17/1795-09-22", "1795-09-17", "1795-09-22",
             "gedcom-date+republican"},
            {"@#DFRENCH R@ 6 COMP 3", "1795-09-22", "1795-09-22", "1795-09-22",
             "gedcom-date+republican"},
            {"@#DFRENCH R@ 3", "1794-09-22/1795-09-22", "1794-09-22", "1795-09-22",
             "gedcom-date+republican"},
            {"BET @#DJULIAN@ 11 FEB 1732 AND 3 MAR 1732", "1732-02-22/1732-03-03", "1732-02-22",
             "1732-03-03", "gedcom-bet+julian"},
            {"FROM 1790 TO @#DFRENCH R@ 2", "1790/1794-09-21", "1790-01-01", "1794-09-21",
             "gedcom-from-to+republican"},
            {"11 FEB 1731/32", "1732-02-11", "1732-02-11", "1732-02-11", "gedcom-date+dual"},
            {"FEB 1731/32", "1732-02", "1732-02-01", "1732-02-29", "gedcom-date+dual"},
            {"15 APR 1699/00", "1700-04-15", "1700-04-15", "1700-04-15", "gedcom-date+dual"},
            {"1731/32", "1731/1732", "1731-01-01", "1732-12-31", "gedcom-date+dual"},
            {"44 B.C.", "-0043", "-0043-01-01", "-0043-12-31", "gedcom-date"},
            {"1401B.C.", "-1400", "-1400-01-01", "-1400-12-31", "gedcom-date"},
            {"44 BC", "-0043", "-0043-01-01", "-0043-12-31", "gedcom-date"},
            {"FROM 1904 to 1915", "1904/1915", "1904-01-01", "1915-12-31", "gedcom-from-to"},
            {"bet 1904 and 1915", "1904/1915", "1904-01-01", "1915-12-31", "gedcom-bet"},
            {"abt 27 Aug 1776", "1776-08-27~", "1776-08-24", "1776-08-30", "about+gedcom-abt"},
            {"@#djulian@ 11 feb 1732", "1732-02-22", "1732-02-22", "1732-02-22",
             "gedcom-date+julian"},
            {" 27  AUG 1776 ", "1776-08-27", "1776-08-27", "1776-08-27", "gedcom-date"},
            {"INT 25 DEC 1776 (Christmas Day)", "1776-12-25", "1776-12-25", "1776-12-25",
             "gedcom-int"},
            {"INT @#DJULIAN@ 25 DEC 1700 (Christ's nativity (old style))", "1701-01-05",
             "1701-01-05", "1701-01-05", "gedcom-int+julian"});
}

Test(gedcom, forms_of_7_0)
{
    for (int version = AWOL_GEDCOM_ANY; version <= AWOL_GEDCOM_7; version += AWOL_GEDCOM_7)
        ACCEPT(
            (enum awol_gedcom_version)version,
            {"GREGORIAN 27 AUG 1776", "1776-08-27", "1776-08-27", "1776-08-27", "gedcom-date"},
            {"JULIAN 11 FEB 1732", "1732-02-22", "1732-02-22", "1732-02-22", "gedcom-date+julian"},
            {"JULIAN 1 MAR 1 BCE", "0000-02-28", "0000-02-28", "0000-02-28", "gedcom-date+julian"},
            {"FRENCH_R 11 FRIM 13", "1804-12-02", "1804-12-02", "1804-12-02",
             "gedcom-date+republican"},
            {"FROM JULIAN 1670 TO 1800", "1670-01-11/1800", "1670-01-11", "1800-12-31",
             "gedcom-from-to+julian"},
            {"FROM 1670 TO JULIAN 1800", "1670/1801-01-12", "1670-01-01", "1801-01-12",
             "gedcom-from-to+julian"},
            {"AFT 90", "0090/..", "0090-01-01", "..", "gedcom-aft"},
            {"12 AUG 76", "0076-08-12", "0076-08-12", "0076-08-12", "gedcom-date"},
            {"EST JULIAN 90", "0089-12-30%/0090-12-29%", "0088-12-30", "0091-12-29",
             "about+gedcom-est+julian"});
}

Test(gedcom, what_neither_version_has)
{
    for (int version = AWOL_GEDCOM_ANY; version <= AWOL_GEDCOM_7; version++)
        REFUSE((enum awol_gedcom_version)version, {"", 1, "expected a year, but the text ends"},
               {"(about Michaelmas)", 1, "a phrase alone"}, {"ABT", 4, "a year"},
               {"12 AUG", 7, "a year, but the text ends"}, {"AUG", 4, "a year"},
               {"0", 1, "no year 0"}, {"0000", 1, "no year 0"}, {"0 BCE", 1, "no year 0"},
               {"30 FEB 1776", 1, "a day 1 to 29 of that month, found 30"},
               {"29 FEB 1777", 1, "1 to 28"}, {"31 APR 1776", 1, "1 to 30"},
               {"0 AUG 1776", 1, "no day 0"}, {"100 AUG 1776", 3, "one or two digits"},
               {"12 AUGUST 1776", 4, "a month, JAN to DEC, found “AUGUST”"},
               {"12 8 1776", 4, "a month, JAN to DEC, found “8”"},
               {"11 FRIM 13", 4, "a month of the French Republic: expected"},
               {"2 TVT 5758", 3, "Hebrew"}, {"1776 AUG", 3, "one or two digits"},
               {"1776-08-27", 5, "the end of the year, found “-08-27”"},
               {"27 AUG 1776 X", 13, "the end of the date, found “X”"},
               {"27 AUG 1776X", 12, "the end of the year"},
               {"1776 (the year of the war)", 6, "the end of the date"},
               {"BET 1777 AND 1776", 14, "ends before it begins"},
               {"BET 1950 AND 302", 14, "ends before it begins"},
               {"BET 1776", 9, "expected AND, but the text ends"},
               {"BET 1776 TO 1777", 10, "expected AND, found “TO”"},
               {"FROM 1776 AND 1777", 11, "expected TO, found “AND”"},
               {"FROM 1777 TO 1776", 14, "ends before it begins"}, {"FROM 1776 TO", 13, "a year"},
               {"ABT BEF 1776", 5, "a month"}, {"1776 TO 1777", 6, "the end of the date"},
               {"JAN 12345", 5, "more than four digits"},
               {"99999999999999999", 1, "at most 16 digits"});
}

Test(gedcom, what_is_not_of_5_5_1)
{
    REFUSE(AWOL_GEDCOM_5, {"@#DJULIAN@ 9999", 12, "more than four digits"}, /* to 10000-03-13 */
           {"@#DHEBREW@ 2 TVT 5758", 1, "Hebrew"},
           {"@#DROMAN@ 3 JAN 1200", 1, "ROMAN was never defined"},
           {"ABT @#DUNKNOWN@ 3 JAN 1200", 5, "unknown calendar"},
           {"@#DFRENCH_R@ 11 FRIM 13", 1, "JULIAN or FRENCH R"},
           {"@#DFRENCH R@ 11 FRIM 15", 22, "1 to 14"}, {"@#DFRENCH R@ 6 COMP 4", 14, "1 to 5"},
           {"@#DFRENCH R@ 11 AUG 3", 17, "VEND to FRUC"},
           {"@#DFRENCH R@ 3 B.C.", 14, "nothing besides"},
           {"@#DJULIAN 3 JAN 1200", 21, "expected @ behind"},
           {"@DJULIAN@ 3 JAN 1200", 1, "expected @#DGREGORIAN@"},
           {"JULIAN 11 FEB 1732", 1, "GEDCOM 5.5.1 has no calendars without @#D…@"},
           {"12 AUG 76", 8, "three digits at least"},
           {"FEB 1731/2", 10, "the last two digits of the next year"},
           {"FEB 1731/1732", 10, "the last two digits of the next year"},
           {"FEB 1731/33", 10, "expected 32 behind the stroke"},
           {"44/43 B.C.", 1, "no month is a number"}, {"144/45 B.C.", 5, "is not dual"},
           {"27/8/1776", 1, "no month is a number"},
           {"INT 25 DEC 1776", 16, "that were interpreted, in brackets"},
           {"INT 25 DEC 1776 (Christmas", 27, "expected “)”"});
}

Test(gedcom, what_is_not_of_7_0)
{
    REFUSE(AWOL_GEDCOM_7, {"HEBREW 2 TVT 5758", 1, "Hebrew"},
           {"FROM _ROMAN 3 _JAN 1200", 6, "the calendar _ROMAN of an extension"},
           {"@#DJULIAN@ 11 FEB 1732", 1, "GEDCOM 7.0 has no calendars in @#D…@"},
           {"11 FEB 1731/32", 12, "GEDCOM 7.0 has no years with a stroke"},
           {"27 Aug 1776", 5, "GEDCOM 7.0 has no small letters"},
           {"27  AUG 1776", 3, "GEDCOM 7.0 has no space but one"},
           {"1776 ", 5, "GEDCOM 7.0 has no space but one"},
           {" 1776", 1, "GEDCOM 7.0 has no space but one"},
           {"44 BC", 4, "GEDCOM 7.0 has no BC or B.C."},
           {"44BCE", 3, "expected a space before BCE"}, {"FRENCH_R 23 COMP 38", 18, "1 to 14"},
           {"FRENCH_R 3 BCE", 10, "nothing besides"},
           {"INT 25 DEC 1776 (Christmas)", 1, "has no INT"});
}

Test(gedcom, one_text_is_not_of_two_versions)
{
    REFUSE(AWOL_GEDCOM_ANY, {"JULIAN 11 FEB 1731/32", 19, "GEDCOM 7.0 has no years with a stroke"},
           {"BET @#DJULIAN@ 1731 AND JULIAN 1732", 25, "5.5.1 has no calendars without"},
           {"Bet JULIAN 1731 and 1732", 5, "5.5.1 has no calendars without"},
           {"12 Aug 76", 8, "three digits"});
}

Test(gedcom, warns_of_what_may_be_meant_otherwise)
{
    static const struct {
        const char *text, *warning;
    } rows[] = {{"11 FEB 1731/32", "a dual year is old style as a rule"},
                {"@#DJULIAN@ 25 MAR 1731/32", "before 25 March"},
                {"15 APR 1699/00", "before 25 March"},
                {"12 AUG 76", "first century"},
                {"@#DJULIAN@ 24 MAR 1731/32", NULL},
                {"76 BCE", NULL}};
    const struct awol_gedcom_settings settings = {.about_days = ABOUT};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct awol_spelling date;

        cr_assert(awol_gedcom_parse(rows[i].text, &settings, &date, NULL) == AWOL_OK);
        cr_expect(!rows[i].warning == !date.opt_warning, "%s", rows[i].text);
        if (rows[i].warning && date.opt_warning)
            cr_expect(strstr(date.opt_warning, rows[i].warning) != NULL, "%s: %s", rows[i].text,
                      date.opt_warning);
    }
}

Test(gedcom, a_period_may_be_dated_by_its_beginning)
{
    static const char *const rows[][3] = {{"FROM 1904 TO 1915", "1904", "gedcom-from-to"},
                                          {"FROM AUG 1904", "1904-08", "gedcom-from"},
                                          {"TO 1915", "/1915", "gedcom-to"},
                                          {"BET 1904 AND 1915", "1904/1915", "gedcom-bet"}};
    const struct awol_gedcom_settings settings = {.about_days = ABOUT, .dates_beginning = true};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct awol_spelling date;

        cr_assert(awol_gedcom_parse(rows[i][0], &settings, &date, NULL) == AWOL_OK);
        cr_expect_str_eq(date.edtf, rows[i][1]);
        cr_expect_str_eq(date.rule, rows[i][2]);
    }
}

/* Any words in any order: what is read is EDTF that says the same days, and ends after it begins;
 * the version that it was read by reads it alone. */
Test(gedcom, whatever_is_read_is_sound)
{
    static const char *const words[] = {
        "27",   "3",       "8",   "1776",   "1777",       "AUG",      "FEB",          "MAR",
        "ABT",  "CAL",     "EST", "BEF",    "AFT",        "BET",      "AND",          "FROM",
        "TO",   "INT",     "(x)", "JULIAN", "@#DJULIAN@", "FRENCH_R", "@#DFRENCH R@", "FRIM",
        "COMP", "1731/32", "BCE", "B.C.",   "bet",        "6",        "14",           "GREGORIAN"};
    uint64_t state = 1776;
    size_t n_read = 0;

    for (int i = 0; i < 300000; i++) {
        const struct awol_gedcom_settings settings = {.about_days = 0};
        struct awol_spelling date, again;
        struct awol_error error = {0};
        struct awol_edtf edtf;
        char text[200] = "";
        size_t n = 0, n_same = 0;

        do { /* Knuth's linear congruential generator: the texts are always the same */
            state = state * 6364136223846793005u + 1442695040888963407u;
            n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", n > 0 ? " " : "",
                                  words[(state >> 33) % (sizeof words / sizeof words[0])]);
        } while ((state >> 50 & 7) >= 2 && n < 150);
        if (awol_gedcom_parse(text, &settings, &date, &error) != AWOL_OK) {
            cr_assert(error.place.column >= 1 && error.place.column <= strlen(text) + 1, "%s",
                      text);
            continue;
        }
        n_read++;
        cr_assert(awol_edtf_parse(date.edtf, &edtf, &error) == AWOL_OK, "%s: %s: %s", text,
                  date.edtf, error.message);
        cr_assert(edtf.qualifier == date.qualifier, "%s", text);
        cr_assert(awol_span_contains(edtf.span, date.span) &&
                      awol_span_contains(date.span, edtf.span),
                  "%s: %s", text, date.edtf);
        cr_assert(date.span.open_earliest || date.span.open_latest ||
                      date.span.earliest <= date.span.latest,
                  "%s", text);
        for (int version = AWOL_GEDCOM_5; version <= AWOL_GEDCOM_7; version++) {
            const struct awol_gedcom_settings only = {(enum awol_gedcom_version)version, 0, false};

            n_same += awol_gedcom_parse(text, &only, &again, NULL) == AWOL_OK &&
                      strcmp(again.edtf, date.edtf) == 0;
        }
        cr_assert(n_same >= 1, "%s", text);
    }
    cr_assert_gt(n_read, 1000);
}
