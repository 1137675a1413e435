/* A date with what is said beside it, and what two of them are together. For spelling.c. */
#ifndef AWOL_DATE_SPELLING_SIDES_H
#define AWOL_DATE_SPELLING_SIDES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "date/spelling.h"
#include "date/spelling_rules.h"

struct awol_parser {
    struct awol_tokens tokens;
    const struct awol_spelling_settings *settings;
    enum awol_calendar calendar;
    struct awol_spelling *spelling;
    bool has_two_ends; /* a span was read */
    struct awol_error *opt_error;
};

/* A date with what is said of its certainty. */
struct awol_side {
    struct awol_form form;
    struct awol_form_days days;
    enum awol_qualifier qualifier;
    int weekday; /* 0: none is named */
    size_t weekday_at;
};

/* What EDTF writes behind a date, by enum awol_qualifier up to both. */
extern const char *const awol_qualifier_marks[];

/* The kind of a token, '\0' behind the last. */
char awol_parser_kind(const struct awol_parser *parser, size_t index);

/* Take qualifiers and weekdays off both ends of a phrase, into side. */
void awol_parser_strip(const struct awol_parser *parser, struct awol_phrase *phrase,
                       struct awol_side *side);

/* The date in the tokens from begin to end (not counted). AWOL_DATA: as awol_form_read. */
enum awol_status awol_side_read(struct awol_parser *parser, size_t begin, size_t end,
                                struct awol_side *ret_side);

/* Its days. AWOL_DATA: as awol_form_resolve, or a weekday beside what is no day; that it is another
 * day's is a warning. */
enum awol_status awol_side_resolve(struct awol_parser *parser, struct awol_side *side);

/* Add what is said by the qualifier token kind to another. */
enum awol_qualifier awol_qualifier_add(enum awol_qualifier qualifier, char kind);

/* The spelling's rule, from what joins two sides (which may be the same) and their own. */
void awol_side_name_rule(struct awol_parser *parser, const char *connective,
                         const struct awol_side *left, const struct awol_side *right);

/* The spelling's days, from the beginning of one side to the end of the other; all but its rule. */
void awol_side_write_span(struct awol_parser *parser, const struct awol_side *left,
                          const struct awol_side *right);

#endif
