/* Values of XML Schema 1.0, part 2, 3.2.7 to 3.2.14, of which TEI's teidata.temporal.w3c is made,
 * and the remark there that -0001 is 1 BCE. */
#include "date/tei.h"

#include <criterion/criterion.h>
#include <string.h>

static const struct awol_spelling_settings settings = {.about_days = AWOL_ABOUT_DAYS};

Test(tei_value, dates)
{
    static const struct {
        const char *text, *edtf, *earliest, *latest, *rule;
    } rows[] = {
        {"1776", "1776", "1776-01-01", "1776-12-31", "tei-date"},
        {"1776-08", "1776-08", "1776-08-01", "1776-08-31", "tei-date"},
        {"1776-08-27", "1776-08-27", "1776-08-27", "1776-08-27", "tei-date"},
        {" 1776-08-27\n", "1776-08-27", "1776-08-27", "1776-08-27", "tei-date"},
        {"1776Z", "1776", "1776-01-01", "1776-12-31", "tei-time"},
        {"1776-05:00", "1776", "1776-01-01", "1776-12-31", "tei-time"},
        {"1776-08-05:00", "1776-08", "1776-08-01", "1776-08-31", "tei-time"},
        {"1776-08-27+02:00", "1776-08-27", "1776-08-27", "1776-08-27", "tei-time"},
        {"1776-08-27-14:00", "1776-08-27", "1776-08-27", "1776-08-27", "tei-time"},
        {"1776-08-27T10:30:00", "1776-08-27", "1776-08-27", "1776-08-27", "tei-time"},
        {"1776-08-27T10:30:00.25Z", "1776-08-27", "1776-08-27", "1776-08-27", "tei-time"},
        {"1776-08-27T24:00:00", "1776-08-27", "1776-08-27", "1776-08-27", "tei-time"},
        {"-0001", "0000", "0000-01-01", "0000-12-31", "tei-bce"},
        {"-0044-03-15", "-0043-03-15", "-0043-03-15", "-0043-03-15", "tei-bce"},
        {"-0044-03-15Z", "-0043-03-15", "-0043-03-15", "-0043-03-15", "tei-bce-time"},
        {"-0001-02-29", "0000-02-29", "0000-02-29", "0000-02-29", "tei-bce"},
        {"-10000", "-9999", "-9999-01-01", "-9999-12-31", "tei-bce"},
        {"12345", "Y12345", "+12345-01-01", "+12345-12-31", "tei-date"},
        {"1776~", "1776~", "1775-01-01", "1777-12-31", "about+tei-edtf"},
        {"177X", "177X", "1770-01-01", "1779-12-31", "tei-edtf"},
        {"1776-21", "1776-21", "1776-03-01", "1776-05-31", "tei-edtf"},
        {"1776/1777", "1776/1777", "1776-01-01", "1777-12-31", "tei-edtf"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char buffer[AWOL_DAY_TEXT_SIZE];
        struct awol_spelling date;
        struct awol_error error = {0};

        cr_assert(awol_tei_parse(rows[i].text, &settings, &date, &error) == AWOL_OK, "%s: %s",
                  rows[i].text, error.message);
        cr_expect(strcmp(date.edtf, rows[i].edtf) == 0, "%s: %s", rows[i].text, date.edtf);
        cr_expect(strcmp(date.rule, rows[i].rule) == 0, "%s: %s", rows[i].text, date.rule);
        awol_day_format(date.span.earliest, buffer);
        cr_expect(strcmp(buffer, rows[i].earliest) == 0, "%s: %s", rows[i].text, buffer);
        awol_day_format(date.span.latest, buffer);
        cr_expect(strcmp(buffer, rows[i].latest) == 0, "%s: %s", rows[i].text, buffer);
        cr_expect((strstr(date.rule, "edtf") != NULL) == (date.opt_warning != NULL), "%s",
                  rows[i].text);
    }
}

Test(tei_value, refused)
{
    static const struct {
        const char *text;
        size_t column;
        const char *message;
    } rows[] = {
        {"", 1, "four digits"},
        {"776", 4, "four digits"},
        {"0000", 1, "no year 0000"},
        {"-0000", 1, "no year 0000"},
        {"0000-01", 1, "no year 0000"},
        {"01776", 1, "begins with no 0"},
        {"--08-27", 1, "without a year"},
        {"---27", 1, "without a year"},
        {"--08", 1, "without a year"},
        {"10:30:00", 1, "without a year"},
        {"1776-13", 6, "01 to 12"},
        {"1776-00", 6, "01 to 12"},
        {"1776-02-30", 9, "01 to 29"},
        {"1777-02-29", 9, "01 to 28"},
        {"-0002-02-29", 1, "01 to 28"},
        {"1776-8-27", 5, "expected a year, month, day"},
        {"27 Aug 1776", 3, "four digits"},
        {"1776-08-27T25:00:00", 11, "expected a year, month, day"},
        {"1776-08-27T10:30:00+15:00", 11, "expected a year, month, day"},
        {"1776-08T10:30:00", 8, "expected a year, month, day"},
        {"12345-08", 1, "cannot be written in EDTF"},
        /* EDTF that counts the years before 1 otherwise */
        {"-0043~", 6, "expected a year, month, day"},
        {"0000~", 1, "no year 0000"},
        {"-0043/1776", 6, "expected a year, month, day"},
        {"../0000", 1, "four digits"},
        {"1776/0000", 5, "expected a year, month, day"},
        {"000X", 4, "four digits"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct awol_spelling date = {.rule = "untouched"};
        struct awol_error error = {0};

        cr_assert(awol_tei_parse(rows[i].text, &settings, &date, &error) == AWOL_DATA,
                  "%s was read as %s", rows[i].text, date.edtf);
        cr_expect(error.place.column == rows[i].column, "%s: column %zu (%s)", rows[i].text,
                  error.place.column, error.message);
        cr_expect(strstr(error.message, rows[i].message) != NULL, "%s: %s", rows[i].text,
                  error.message);
        cr_expect_str_eq(date.rule, "untouched");
    }
}
