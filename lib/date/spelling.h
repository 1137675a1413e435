/* Dates as historians write them, in English, German, French and the Latin of registers.
 *
 * Nothing is guessed: a text is read by rules that have names, or refused with the place where it
 * stopped to make sense. lib/date/spelling_words.c holds the words, spelling_rules.c the forms. */
#ifndef AWOL_DATE_SPELLING_H
#define AWOL_DATE_SPELLING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "date/edtf.h"
#include "date/span.h"

/* Which number of 3/4/1776 is the day. */
enum awol_date_order { AWOL_ORDER_UNKNOWN, AWOL_ORDER_DAY_MONTH, AWOL_ORDER_MONTH_DAY };

/* Languages, as bits. Latin forms (Augusti, 7bris, eodem) belong to all of them. */
#define AWOL_ENGLISH 1u
#define AWOL_GERMAN 2u
#define AWOL_FRENCH 4u
#define AWOL_ALL_LANGUAGES 7u

#define AWOL_SPELLING_EDTF_SIZE 128
#define AWOL_SPELLING_RULE_SIZE 96
#define AWOL_ABOUT_DAYS 365

/* A date as it was understood. */
struct awol_spelling {
    char
        edtf[AWOL_SPELLING_EDTF_SIZE]; /* Gregorian, without the widening; see awol_spelling_edtf */
    struct awol_span span;             /* the days left possible, widened where `about` says so */
    enum awol_calendar calendar;
    enum awol_qualifier qualifier;
    int64_t widened; /* days by which an end of the span was moved out; 0: none was */
    char rule[AWOL_SPELLING_RULE_SIZE];
    const char *opt_warning;   /* static */
    const char *opt_long_edtf; /* the text that was parsed, where `edtf` has no room for it */
};

struct awol_spelling_settings {
    enum awol_date_order order;
    unsigned languages; /* 0: all */
    enum awol_calendar calendar;
    bool year_starts_in_march; /* on 25 March: January to 24 March belong to the year before */
    int64_t about_days;        /* for a year; 30/365 of it for a month, 3/365 for a day */
    bool has_document;         /* for inst., ult. and prox.: */
    int64_t document_year;     /* that begins on 1 January, always */
    int document_month;
    int document_day; /* for the last 24 hours; 0: only its month is known */
    bool feasts;      /* read Michaelmas, Easter and the like */
};

/* Read a text. opt_before is the date of the row before, for eodem and ditto; NULL: there is none,
 * or it was refused. AWOL_DATA otherwise, with place.column the byte at fault (from 1; line 0) and
 * what was expected there.
 *
 * "before" and "after" keep the day, month or year that is named, as EDTF's ../1776 does. A third
 * of a month (early, mid, late) is days 1–10, 11–20 or 21 to its end; of a year, four months.
 * Seasons are those of date/edtf.h. */
enum awol_status awol_spelling_parse(const char *text,
                                     const struct awol_spelling_settings *settings,
                                     const struct awol_spelling *opt_before,
                                     struct awol_spelling *ret_spelling,
                                     struct awol_error *opt_error);

/* The EDTF of a date, however long. */
const char *awol_spelling_edtf(const struct awol_spelling *spelling);

/* The same for a text that is EDTF in the calendar of the settings: `~` widens in the same way. The
 * text must stay as long as the date does. */
enum awol_status awol_spelling_from_edtf(const char *text,
                                         const struct awol_spelling_settings *settings,
                                         struct awol_spelling *ret_spelling,
                                         struct awol_error *opt_error);

#endif
