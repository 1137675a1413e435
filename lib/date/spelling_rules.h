/* The forms of a single date, and what they mean in days. For spelling.c. */
#ifndef AWOL_DATE_SPELLING_RULES_H
#define AWOL_DATE_SPELLING_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "date/spelling.h"
#include "date/spelling_words.h"

/* A stretch of tokens, and the text they stand in. */
struct awol_phrase {
    const struct awol_tokens *tokens;
    size_t begin;
    size_t end; /* not counted */
};

/* What a date says, before it is asked which days these are; 0 where it says nothing. */
struct awol_form {
    const char *rule;
    const char *opt_warning;
    struct awol_phrase phrase;
    int64_t year;
    int64_t n_years; /* 1; with is_decade 10 or 100, n for 1776-78 */
    int month, day, season, part, after_easter;
    bool has_year, is_decade, is_dual, is_republican, is_before_christ, is_movable;
    bool is_of_january; /* the year begins on 1 January, whatever the settings say of others */
    size_t year_at, month_at, day_at, dual_at; /* tokens, for messages */
};

/* How fine a date is: by this, "about" widens it. */
enum awol_fineness { AWOL_FINE_DAY, AWOL_FINE_MONTH, AWOL_FINE_YEAR };

/* Days by which "about" moves an end of a date out: a whole year of them, or a month's or a day's
 * share. */
int64_t awol_about_width(int64_t about_days, enum awol_fineness fineness);

/* Its days; as EDTF the whole of it ("" where only a span says it), and its ends in a span. */
struct awol_form_days {
    int64_t first;
    int64_t last;
    char edtf_whole[AWOL_SPELLING_EDTF_SIZE / 4];
    char edtf_first[AWOL_SPELLING_EDTF_SIZE / 4];
    char edtf_last[AWOL_SPELLING_EDTF_SIZE / 4];
    enum awol_fineness fineness;
    enum awol_calendar calendar;
    bool moved_to_next_year; /* by a year that begins on 25 March */
};

/* A rule: the kinds of its tokens, what each of them says, and the name that is printed.
 * d day, m month, y year, 1 and 2 numbers whose order is asked for, D the second half of a dual
 * year, E a year's last digits or a month, s season, p third, Y decade, C century, i inst./ult.,
 * f feast, A year of the Republic, X the era of the year, Z a year of two digits (refused), _
 * nothing. */
struct awol_form_rule {
    const char *kinds;
    const char *roles;
    const char *name; /* "" for a form that is known only to be refused */
};

/* NULL if no rule has these tokens. */
const struct awol_form_rule *awol_form_rule_find(const struct awol_phrase *phrase);

/* AWOL_DATA where no rule has the tokens: the place at which the nearest rules would go on. */
enum awol_status awol_form_refuse(const struct awol_phrase *phrase, struct awol_error *opt_error);

/* True if some rule has these tokens. */
bool awol_form_matches(const struct awol_phrase *phrase);

/* Read by the rule that has these tokens. AWOL_DATA: there is none, it is ambiguous, a year of two
 * digits, no document date. */
enum awol_status awol_form_read(const struct awol_phrase *phrase,
                                const struct awol_spelling_settings *settings,
                                struct awol_form *ret_form, struct awol_error *opt_error);

/* Take the month and the year that form leaves out from the other one. */
void awol_form_complete(struct awol_form *form, const struct awol_form *other);

/* Its days in a calendar. AWOL_DATA: no year, no such day. */
enum awol_status awol_form_resolve(const struct awol_form *form, enum awol_calendar calendar,
                                   bool year_starts_in_march, struct awol_form_days *ret_days,
                                   struct awol_error *opt_error);

/* AWOL_DATA at a token (at the end of the text for the index n). */
enum awol_status awol_token_refuse(const struct awol_tokens *tokens, size_t index,
                                   struct awol_error *opt_error, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* A token as it stands in the text, for a message. */
const char *awol_token_show(const struct awol_token *token, char *buffer, size_t size);

#endif
