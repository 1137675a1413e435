/* Dates as GEDCOM writes them: the grammars of 5.5.1 (DATE_VALUE) and of FamilySearch GEDCOM 7.0
 * (DateValue). No text means one thing in one of them and another in the other. */
#ifndef AWOL_DATE_GEDCOM_H
#define AWOL_DATE_GEDCOM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "date/spelling.h"

enum awol_gedcom_version { AWOL_GEDCOM_ANY, AWOL_GEDCOM_5, AWOL_GEDCOM_7 };

struct awol_gedcom_settings {
    enum awol_gedcom_version version; /* any: of one of them, but not of both at once */
    int64_t about_days;               /* as in struct awol_spelling_settings */
    bool dates_beginning;             /* of a period: FROM x TO y is x */
};

/* Read a date value. Only 5.5.1 has calendars in @#D…@, years 1731/32, B.C., INT, words in small
 * letters and more than one space; only 7.0 has calendars without @#D…@ and years of one or two
 * digits without BC. A calendar holds for the one date that follows it. No year is 0.
 *
 * The days are those of date/calendar.h; ABT is approximate (~), CAL uncertain (?), EST both (%),
 * by the words of 7.0: "near x", "calculated from other data", and both. BEF, AFT and BET … AND
 * are a point in a window, and keep what they name: ../1776. FROM and TO are a stretch of time,
 * whose end that is not said is unknown: 1776/ (5.5.1, DATE_PERIOD). Of a dual year the later one
 * is meant; alone, it is both. A date with INT is that date.
 *
 * The rule is gedcom-date, -abt, -cal, -est, -bef, -aft, -bet, -from, -to, -from-to or -int, then
 * +julian or +republican, and +dual. AWOL_DATA otherwise, with place.column the byte at fault (from
 * 1; line 0): the Hebrew and the Roman calendar and those of extensions, an unknown one; a phrase
 * alone; no such day; a range that ends before it begins. */
enum awol_status awol_gedcom_parse(const char *text, const struct awol_gedcom_settings *settings,
                                   struct awol_spelling *ret_date, struct awol_error *opt_error);

#endif
