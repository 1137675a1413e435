/* What a spreadsheet's number means by its format: a date is a number there, and a code such as
 * "d mmm yyyy" is all that says so. Texts come as a file of comma-separated values would have them,
 * but dates as ISO 8601. */
#ifndef AWOL_READ_SHEET_VALUE_H
#define AWOL_READ_SHEET_VALUE_H

#include <stdbool.h>

#define AWOL_SHEET_VALUE_SIZE 64

enum awol_sheet_form_kind {
    AWOL_FORM_NUMBER,
    AWOL_FORM_PADDED, /* a whole number with zeros before it */
    AWOL_FORM_DATE,
    AWOL_FORM_MONTH, /* a date of which the day is not shown */
    AWOL_FORM_YEAR,
    AWOL_FORM_DATE_TIME,
    AWOL_FORM_TIME
};

struct awol_sheet_form {
    enum awol_sheet_form_kind kind;
    int width; /* digits of a padded number */
};

/* The form by a format code, as Office writes it whatever the language of its user; by one of the
 * numbers that stand for the built-in codes (ECMA-376 part 1, 18.8.30). */
struct awol_sheet_form awol_sheet_form_parse(const char *code);
struct awol_sheet_form awol_sheet_form_builtin(int id);

/* A number as text: a date as YYYY-MM-DD, shorter where its form shows no day and it is the first;
 * with Thh:mm:ss where the form has a time that is not midnight; a plain number in at most 15
 * digits, as spreadsheets show it.
 *
 * Days are counted from 1 = 1900-01-01, with a 29 February 1900 that never was; or from 0 =
 * 1904-01-01. Below 0 they are counted from 0 = 1899-12-30, as LibreOffice writes old dates.
 * *ret_fault is why the number is no date, NULL if it is one. Returns buffer. */
const char *awol_sheet_number(double value, struct awol_sheet_form form, bool from_1904,
                              char buffer[static AWOL_SHEET_VALUE_SIZE], const char **ret_fault);

/* An ISO date, with a time or without, in the same way. Text that is none is left as it is, and cut
 * at the end of the buffer. Returns buffer. */
const char *awol_sheet_date(const char *iso, struct awol_sheet_form form,
                            char buffer[static AWOL_SHEET_VALUE_SIZE]);

#endif
