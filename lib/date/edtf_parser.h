/* What the files of the EDTF parser share. */
#ifndef AWOL_DATE_EDTF_PARSER_H
#define AWOL_DATE_EDTF_PARSER_H

#include "date/edtf.h"

struct awol_edtf_parser {
    const char *text;
    const char *at;
    enum awol_calendar calendar;
    struct awol_error *opt_error;
};

bool awol_edtf_is_digit(char byte);
bool awol_edtf_is_qualifier(char byte);

/* True at the first byte of a date (edtf_date.c). */
bool awol_edtf_begins_date(char byte);

/* AWOL_DATA at a byte of the text. */
enum awol_status awol_edtf_fail(const struct awol_edtf_parser *parser, const char *at,
                                const char *message);

/* AWOL_DATA: what was expected, and the character found. */
enum awol_status awol_edtf_fail_expected(const struct awol_edtf_parser *parser, const char *at,
                                         const char *expected);

/* AWOL_DATA: what was expected, and the two characters found. */
enum awol_status awol_edtf_fail_pair(const struct awol_edtf_parser *parser, const char *at,
                                     const char *expected);

/* Two digits, and a bit of the mask for each that is X if opt_mask is given. */
enum awol_status awol_edtf_parse_pair(struct awol_edtf_parser *parser, const char *expected,
                                      int *ret_value, unsigned *opt_mask);

/* A date, with its level and days in `part`; not "..". */
enum awol_status awol_edtf_parse_date(struct awol_edtf_parser *parser, struct awol_edtf_part *part);

/* "T" and a time of day with its shift, into the date. */
enum awol_status awol_edtf_parse_time(struct awol_edtf_parser *parser, struct awol_edtf_date *date);

/* A set, from its bracket to its end. */
enum awol_status awol_edtf_parse_set(struct awol_edtf_parser *parser, struct awol_edtf *edtf);

/* One member of a set, from its first byte to the comma or bracket after it. */
enum awol_status awol_edtf_parse_member(struct awol_edtf_parser *parser,
                                        struct awol_edtf_member *ret_member);

/* True if the last of such dates is before the first of the others: open ends are never. */
bool awol_edtf_is_reversed(const struct awol_edtf_part *first, const struct awol_edtf_part *last);

/* Take the level, precision and qualifiers of a part into the whole. */
void awol_edtf_add_part(struct awol_edtf *edtf, const struct awol_edtf_part *part, bool is_first);

/* The days that a date leaves possible; false if there are none. Every digit that is X is tried, so
 * that 19XX-02-29 begins in 1904. */
bool awol_edtf_days(enum awol_calendar calendar, const struct awol_edtf_date *date,
                    struct awol_span *ret_span);

/* True if a number of two digits agrees with one whose digits in the mask may be any. */
bool awol_edtf_pair_matches(int value, int pattern, unsigned mask);

#endif
