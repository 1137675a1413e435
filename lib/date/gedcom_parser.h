/* What the files of the GEDCOM date parser share. */
#ifndef AWOL_DATE_GEDCOM_PARSER_H
#define AWOL_DATE_GEDCOM_PARSER_H

#include "date/gedcom.h"
#include "date/spelling_rules.h"

struct awol_gedcom_parser {
    const char *text;
    const char *at;
    enum awol_gedcom_version version;
    const char *opt_warning;
    struct awol_error *opt_error;
};

/* A word of the text, up to a space or a bracket, and in capitals ("" where it is longer than any
 * that is known). */
struct awol_gedcom_word {
    const char *at;
    size_t length;
    char capitals[12];
};

/* One date and its days; the two texts are the same where one says it. */
struct awol_gedcom_date {
    enum awol_calendar calendar;
    int64_t year; /* astronomical */
    int month;    /* 0: none */
    int day;
    bool is_dual;
    struct awol_span span;
    enum awol_fineness fineness;
    char edtf_first[AWOL_DAY_TEXT_SIZE];
    char edtf_last[AWOL_DAY_TEXT_SIZE];
};

/* The word at which the parser stands; of no length at the end. */
struct awol_gedcom_word awol_gedcom_peek(const struct awol_gedcom_parser *parser);

/* Go on behind a word and the spaces after it. */
void awol_gedcom_skip(struct awol_gedcom_parser *parser, const struct awol_gedcom_word *word);

/* AWOL_DATA at a byte of the text. */
enum awol_status awol_gedcom_fail(const struct awol_gedcom_parser *parser, const char *at,
                                  const char *format, ...) __attribute__((format(printf, 3, 4)));

/* AWOL_DATA at a word: what was expected, and what was found. */
enum awol_status awol_gedcom_fail_expected(const struct awol_gedcom_parser *parser,
                                           const struct awol_gedcom_word *found,
                                           const char *expected);

/* Something that only one version has. AWOL_DATA where the text is of the other. */
enum awol_status awol_gedcom_need(struct awol_gedcom_parser *parser, const char *at,
                                  enum awol_gedcom_version version, const char *what);

/* A calendar or none, a day and a month or none, a year, an epoch or none (gedcom_date.c). */
enum awol_status awol_gedcom_parse_date(struct awol_gedcom_parser *parser,
                                        struct awol_gedcom_date *ret_date);

#endif
