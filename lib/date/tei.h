/* Values of the dating attributes of TEI P5 (when, notBefore, notAfter, from, to): the dates of XML
 * Schema, as EDTF. */
#ifndef AWOL_DATE_TEI_H
#define AWOL_DATE_TEI_H

#include "base/status.h"
#include "base/text.h"
#include "date/spelling.h"

/* The warning about EDTF in an attribute that is not one of ISO. */
extern const char awol_tei_edtf_warning[];

/* Append a value as EDTF, and set *ret_rule to "" (a year, month or day as it stands), or to what
 * had to be known: tei-bce, tei-time, tei-bce-time, tei-edtf.
 *
 * Values are years, months and days of the proleptic Gregorian calendar, whatever @calendar says of
 * the words in the element: nothing is converted. In them -0001 is 1 BCE and there is no year 0000;
 * EDTF has 0000 for 1 BCE. A zone and a time of day are left out: the day is the day as written.
 * Spaces around a value count for nothing. Times, months and days without a year are legal there
 * and say no date. EDTF, whose place is the attribute with -iso, is read where it is not a date of
 * XML Schema as well and no year before 1 is in it, for those count differently.
 *
 * AWOL_DATA otherwise, with place.column the byte at fault (from 1; line 0). */
enum awol_status awol_tei_value(const char *value, struct awol_text *date, const char **ret_rule,
                                struct awol_error *opt_error);

/* The same with its days. The rule is tei-date where awol_tei_value() has none. */
enum awol_status awol_tei_parse(const char *value, const struct awol_spelling_settings *settings,
                                struct awol_spelling *ret_date, struct awol_error *opt_error);

#endif
