/* Dates as ISO 8601-2:2019 Annex A writes them (EDTF), levels 0, 1 and 2. */
#ifndef AWOL_DATE_EDTF_H
#define AWOL_DATE_EDTF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/text.h"
#include "date/span.h"

/* How sure the text is: '?', '~', or both ('%'). */
enum awol_qualifier { AWOL_CERTAIN, AWOL_UNCERTAIN, AWOL_APPROXIMATE, AWOL_UNCERTAIN_APPROXIMATE };

/* What is named: 1985 a year, 1985-XX-XX a day of it. A part of a year is a season, quarter or the
 * like. Mixed: an interval or a set whose dates differ. */
enum awol_precision {
    AWOL_PRECISION_YEAR,
    AWOL_PRECISION_PART_OF_YEAR,
    AWOL_PRECISION_MONTH,
    AWOL_PRECISION_DAY,
    AWOL_PRECISION_TIME,
    AWOL_PRECISION_MIXED
};

enum awol_edtf_form {
    AWOL_EDTF_DATE,
    AWOL_EDTF_INTERVAL,
    AWOL_EDTF_ONE_OF, /* [1667,1668] */
    AWOL_EDTF_ALL_OF  /* {1667,1668} */
};

enum awol_edtf_component { AWOL_EDTF_YEAR, AWOL_EDTF_MONTH, AWOL_EDTF_DAY, AWOL_EDTF_COMPONENTS };

/* Four digits, Y170000002, Y17E7. */
enum awol_edtf_year_form { AWOL_YEAR_FOUR_DIGITS, AWOL_YEAR_LETTER, AWOL_YEAR_EXPONENT };

/* The shift of a time of day: none written, Z, +04, +04:30. */
enum awol_edtf_shift { AWOL_SHIFT_NONE, AWOL_SHIFT_Z, AWOL_SHIFT_HOURS, AWOL_SHIFT_MINUTES };

/* One date as it is written. Digits that are X count as 0 in the numbers and are bits of the masks
 * (bit 0: the last digit). Qualifiers stand before a component (for it alone) or after it (for it
 * and all before it). */
struct awol_edtf_date {
    enum awol_edtf_year_form year_form;
    int64_t year;           /* the value, estimated where significant_digits > 0 */
    int exponent;           /* of an exponential year: year is significand * 10^exponent */
    int significant_digits; /* 0: not said */
    int month;              /* 0 none; 1 to 12; 21 to 41 a part of the year */
    int day;                /* 0 none, unless masked */
    enum awol_precision precision;
    unsigned masks[AWOL_EDTF_COMPONENTS];
    enum awol_qualifier before[AWOL_EDTF_COMPONENTS];
    enum awol_qualifier after[AWOL_EDTF_COMPONENTS];
    int hour, minute, second; /* where precision is AWOL_PRECISION_TIME */
    enum awol_edtf_shift shift;
    int shift_minutes;
};

enum awol_edtf_part_kind { AWOL_EDTF_DATED, AWOL_EDTF_OPEN, AWOL_EDTF_UNKNOWN };

/* One end of an interval or of a range in a set, or a date alone, with its own days. */
struct awol_edtf_part {
    enum awol_edtf_part_kind kind;
    bool or_earlier; /* ..1760 */
    bool or_later;   /* 1760.. */
    struct awol_edtf_date date;
    struct awol_span span;
    int level;
};

/* What a text says. `span` holds the days it leaves possible, before any widening for '~'; of a
 * set, the shortest span that holds all its dates, and so days between them that no date names. An
 * unknown end (empty in the text) has its open flag set too and `unknown_…` besides. `qualifier`
 * joins those of all parts. */
struct awol_edtf {
    struct awol_span span;
    enum awol_qualifier qualifier;
    enum awol_precision precision;
    int level;
    enum awol_edtf_form form;
    bool is_interval;
    bool unknown_start;
    bool unknown_end;
    enum awol_calendar calendar;
    struct awol_edtf_part start; /* the date, or the start of an interval */
    struct awol_edtf_part end;   /* of an interval */
    const char *members;         /* of a set: in the text that was parsed, which must stay */
};

/* A date of a set, or all of a range of it (1670..1672). */
struct awol_edtf_member {
    bool is_range;
    struct awol_edtf_part first;
    struct awol_edtf_part last; /* of a range */
};

/* Parse a terminated text. A time of day is checked and left out of the days: the day is the day as
 * written, in the place of the record. Spring (21) is March to May, winter (24) December to the
 * next February; the parts of a year 25 to 41 are those of lib/date/edtf_days.c.
 * AWOL_DATA otherwise, with place.column the byte at fault (from 1; line
 * 0, for the caller to fill) and what was expected there. */
enum awol_status awol_edtf_parse(const char *text, struct awol_edtf *ret_edtf,
                                 struct awol_error *opt_error);

/* The same for a text whose years, months and days are those of another calendar. The standard
 * knows only the Gregorian one; records kept old style say so in a column of their own. Dates of
 * the French Republic have no such form and are refused. */
enum awol_status awol_edtf_parse_in(enum awol_calendar calendar, const char *text,
                                    struct awol_edtf *ret_edtf, struct awol_error *opt_error);

/* The members of a set one after the other: begin with a cursor that is NULL. False after the last,
 * or if this is no set. */
bool awol_edtf_next_member(const struct awol_edtf *edtf, const char **cursor,
                           struct awol_edtf_member *ret_member);

/* Append the text of a value that was parsed: the same bytes. Out of memory shows in `text`. */
void awol_edtf_print(const struct awol_edtf *edtf, struct awol_text *text);

/* How sure one component is, whichever way the text says it. */
enum awol_qualifier awol_edtf_qualifier_of(const struct awol_edtf_date *date,
                                           enum awol_edtf_component component);

/* Both together: '?' and '~' make '%'. */
enum awol_qualifier awol_qualifier_join(enum awol_qualifier a, enum awol_qualifier b);

/* Name of a qualifier as the stream writes it: "", "uncertain", "approximate",
 * "uncertain-approximate". */
const char *awol_qualifier_name(enum awol_qualifier qualifier);

#endif
