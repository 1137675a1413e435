/* Dates as ISO 8601-2:2019 Annex A writes them (EDTF), levels 0 and 1. */
#ifndef AWOL_DATE_EDTF_H
#define AWOL_DATE_EDTF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "date/span.h"

/* How sure the text is: '?', '~', or both ('%'). */
enum awol_qualifier { AWOL_CERTAIN, AWOL_UNCERTAIN, AWOL_APPROXIMATE, AWOL_UNCERTAIN_APPROXIMATE };

/* What a text says. `span` holds the days it leaves possible, before any widening for '~'. An
 * unknown end (empty in the text) has its open flag set too and `unknown_…` besides. */
struct awol_edtf {
    struct awol_span span;
    enum awol_qualifier qualifier;
    int level;
    bool is_interval;
    bool unknown_start;
    bool unknown_end;
};

/* Parse a terminated text. A time of day is checked and left out: the day is the day as written, in
 * the place of the record. Seasons: spring is March to May, winter December to the next February.
 * AWOL_DATA otherwise, with place.column the byte at fault (from 1; line
 * 0, for the caller to fill) and what was expected there. */
enum awol_status awol_edtf_parse(const char *text, struct awol_edtf *ret_edtf,
                                 struct awol_error *opt_error);

/* The same for a text whose years, months and days are those of another calendar. The standard
 * knows only the Gregorian one; records kept old style say so in a column of their own. Dates of
 * the French Republic have no such form and are refused. */
enum awol_status awol_edtf_parse_in(enum awol_calendar calendar, const char *text,
                                    struct awol_edtf *ret_edtf, struct awol_error *opt_error);

/* Name of a qualifier as the stream writes it: "", "uncertain", "approximate",
 * "uncertain-approximate". */
const char *awol_qualifier_name(enum awol_qualifier qualifier);

#endif
