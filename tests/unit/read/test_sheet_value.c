#include <criterion/criterion.h>

#include "read/sheet_value.h"

/* Codes as Excel writes them into styles.xml (ECMA-376 part 1, 18.8.31). */
Test(sheet_value, form_of_a_code)
{
    static const struct {
        const char *code;
        enum awol_sheet_form_kind kind;
    } cases[] = {
        {"General", AWOL_FORM_NUMBER},
        {"0.00", AWOL_FORM_NUMBER},
        {"#,##0.00 \"days\"", AWOL_FORM_NUMBER},
        {"0.00E+00", AWOL_FORM_NUMBER},
        {"[Red]0", AWOL_FORM_NUMBER},
        {"[$-407]#,##0\\ \"Mann\"", AWOL_FORM_NUMBER},
        {"_-* #,##0_y_-", AWOL_FORM_NUMBER},
        {"\\d0", AWOL_FORM_NUMBER},
        {"@", AWOL_FORM_NUMBER},
        {"", AWOL_FORM_NUMBER},
        {"0", AWOL_FORM_NUMBER},
        {"0000", AWOL_FORM_PADDED},
        {"yyyy-mm-dd", AWOL_FORM_DATE},
        {"[$-407]d/ mmmm yyyy;@", AWOL_FORM_DATE},
        {"DD/MM/YY", AWOL_FORM_DATE},
        {"d-mmm", AWOL_FORM_DATE},
        {"mmmm", AWOL_FORM_DATE},
        {"mmm-yy", AWOL_FORM_MONTH},
        {"mmmm yyyy", AWOL_FORM_MONTH},
        {"yyyy", AWOL_FORM_YEAR},
        {"m/d/yy h:mm", AWOL_FORM_DATE_TIME},
        {"h:mm AM/PM", AWOL_FORM_TIME},
        {"mm:ss", AWOL_FORM_TIME},
        {"[h]:mm:ss", AWOL_FORM_NUMBER},
        {"0;[Red]-0;\"day\"", AWOL_FORM_NUMBER},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        cr_assert_eq(awol_sheet_form_parse(cases[i].code).kind, cases[i].kind, "%s", cases[i].code);
    cr_assert_eq(awol_sheet_form_parse("00000").width, 5);
    cr_assert_eq(awol_sheet_form_builtin(14).kind, AWOL_FORM_DATE);
    cr_assert_eq(awol_sheet_form_builtin(10).kind, AWOL_FORM_NUMBER);
}

struct value_case {
    double value;
    enum awol_sheet_form_kind kind;
    bool from_1904;
    const char *text; /* NULL: there is no such date */
};

/* Serial numbers are those of the standard (18.17.4.1: 2 is 1900-01-02, 61 is 1900-03-01, 36526 is
 * 2000-01-01; 1904: 0 is 1904-01-01, 35064 is 2000-01-01). Below 0, LibreOffice's null date of
 * 1899-12-30: -44953 is 1776-12-01 because 1776-12-01 to 1899-12-30 are 44,953 days. */
Test(sheet_value, number_as_text)
{
    static const struct value_case cases[] = {
        {1776, AWOL_FORM_NUMBER, false, "1776"},
        {-0.0, AWOL_FORM_NUMBER, false, "0"},
        {12.5, AWOL_FORM_NUMBER, false, "12.5"},
        {0.1 + 0.2, AWOL_FORM_NUMBER, false, "0.3"},
        {123456789012.0, AWOL_FORM_NUMBER, false, "123456789012"},
        {17, AWOL_FORM_PADDED, false, "0017"},
        {12345, AWOL_FORM_PADDED, false, "12345"},
        {1.5, AWOL_FORM_PADDED, false, "1.5"},
        {1, AWOL_FORM_DATE, false, "1900-01-01"},
        {2, AWOL_FORM_DATE, false, "1900-01-02"},
        {59, AWOL_FORM_DATE, false, "1900-02-28"},
        {60, AWOL_FORM_DATE, false, NULL},
        {61, AWOL_FORM_DATE, false, "1900-03-01"},
        {36526, AWOL_FORM_DATE, false, "2000-01-01"},
        {36526.75, AWOL_FORM_DATE, false, "2000-01-01"},
        {36526.75, AWOL_FORM_DATE_TIME, false, "2000-01-01T18:00:00"},
        {36526, AWOL_FORM_DATE_TIME, false, "2000-01-01"},
        {36525.9999999, AWOL_FORM_DATE_TIME, false, "2000-01-01"},
        {36526, AWOL_FORM_MONTH, false, "2000-01"},
        {36527, AWOL_FORM_MONTH, false, "2000-01-02"},
        {36526, AWOL_FORM_YEAR, false, "2000"},
        {36557, AWOL_FORM_YEAR, false, "2000-02-01"},
        {0.5, AWOL_FORM_TIME, false, "12:00:00"},
        {0, AWOL_FORM_DATE, false, NULL},
        {-44953, AWOL_FORM_DATE, false, "1776-12-01"},
        {0, AWOL_FORM_DATE, true, "1904-01-01"},
        {60, AWOL_FORM_DATE, true, "1904-03-01"},
        {35064, AWOL_FORM_DATE, true, "2000-01-01"},
        {1e300, AWOL_FORM_DATE, false, NULL},
        {2958465, AWOL_FORM_DATE, false, "9999-12-31"}, /* the last day of Excel */
        {2958466, AWOL_FORM_DATE, false, NULL},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct awol_sheet_form form = {cases[i].kind, 4};
        char buffer[AWOL_SHEET_VALUE_SIZE];
        const char *fault = "unset";

        awol_sheet_number(cases[i].value, form, cases[i].from_1904, buffer, &fault);
        cr_assert_eq(fault == NULL, cases[i].text != NULL, "%.17g", cases[i].value);
        if (cases[i].text)
            cr_assert_str_eq(buffer, cases[i].text, "%.17g", cases[i].value);
    }
}

Test(sheet_value, iso_date_by_its_form)
{
    static const struct {
        const char *iso;
        enum awol_sheet_form_kind kind;
        const char *text;
    } cases[] = {
        {"1776-08-01", AWOL_FORM_NUMBER, "1776-08-01"},
        {"1776-08-01", AWOL_FORM_MONTH, "1776-08"},
        {"1776-08-27", AWOL_FORM_MONTH, "1776-08-27"},
        {"1776-01-01", AWOL_FORM_YEAR, "1776"},
        {"1776-08-27T00:00:00", AWOL_FORM_NUMBER, "1776-08-27"},
        {"1776-08-27T10:20:00.000", AWOL_FORM_DATE_TIME, "1776-08-27T10:20:00"},
        {"1776-08-27T10:20:00", AWOL_FORM_DATE, "1776-08-27"},
        {"", AWOL_FORM_DATE, ""},
        {"soon", AWOL_FORM_MONTH, "soon"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char buffer[AWOL_SHEET_VALUE_SIZE];

        cr_assert_str_eq(
            awol_sheet_date(cases[i].iso, (struct awol_sheet_form){cases[i].kind, 0}, buffer),
            cases[i].text, "%s", cases[i].iso);
    }
}
