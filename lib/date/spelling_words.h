/* The words of dates, and texts as their tokens. For spelling.c and spelling_rules.c. */
#ifndef AWOL_DATE_SPELLING_WORDS_H
#define AWOL_DATE_SPELLING_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

/* Kinds of token; a rule is a string of them. '.', '/' and '-' stand for themselves, between
 * numbers and years only. */
#define AWOL_TOKEN_DAY 'd'        /* a number of one or two digits, with or without an ordinal */
#define AWOL_TOKEN_YEAR 'y'       /* four digits */
#define AWOL_TOKEN_DECADE 'Y'     /* 1770s */
#define AWOL_TOKEN_NUMBER 'n'     /* any other number */
#define AWOL_TOKEN_MONTH 'm'      /* 1 to 12 */
#define AWOL_TOKEN_SEASON 's'     /* 21 to 24 */
#define AWOL_TOKEN_PART 'p'       /* 1 early, 2 mid, 3 late; halves: 4, 5 */
#define AWOL_TOKEN_FEAST 'f'      /* AWOL_FEAST_… of date/spelling_feasts.c */
#define AWOL_TOKEN_WEEKDAY 'w'    /* 1 Monday to 7; 11 primidi to 20 */
#define AWOL_TOKEN_ROMAN 'R'      /* I to XXXIX */
#define AWOL_TOKEN_REPUBLICAN 'r' /* 1 to 12, 13 the complementary days */
#define AWOL_TOKEN_AN 'a'
#define AWOL_TOKEN_CENTURY 'c'
#define AWOL_TOKEN_NTH_CENTURY 'G' /* 19c */
#define AWOL_TOKEN_ERA 'E'         /* 0 AD, 1 BC */
#define AWOL_TOKEN_INSTANT 'i'     /* -1 ult., 0 inst., 1 prox. */
#define AWOL_TOKEN_ABOUT '~'
#define AWOL_TOKEN_UNSURE '?'
#define AWOL_TOKEN_BETWEEN 'B'
#define AWOL_TOKEN_AND '&'
#define AWOL_TOKEN_OR '|'
#define AWOL_TOKEN_FROM 'F'
#define AWOL_TOKEN_TO 'T'
#define AWOL_TOKEN_ONTO 'O'      /* auf, of a night */
#define AWOL_TOKEN_INCLUSIVE 'I' /* behind a span */
#define AWOL_TOKEN_NIGHT 'N'     /* 0 that begins on the day, -1 that ends on it */
#define AWOL_TOKEN_HOURS 'H'     /* the last 24 hours */
#define AWOL_TOKEN_BEFORE '<'    /* 1: not after */
#define AWOL_TOKEN_AFTER '>'     /* 1: not before */
#define AWOL_TOKEN_SAME 'e'      /* eodem, ditto */
#define AWOL_TOKEN_STYLE 'k'     /* 0 Gregorian, 1 Julian */
#define AWOL_TOKEN_NOISE '_'     /* the, of, den, le */
#define AWOL_TOKEN_ORDINAL 'o'
#define AWOL_TOKEN_UNKNOWN '!'

struct awol_word {
    const char *text; /* lower case, without accents */
    char kind;
    int value;
    unsigned languages; /* 0: all */
    const char *opt_warning;
};

struct awol_token {
    char kind;
    int value;
    const char *at; /* in the text */
    size_t length;
    bool joined; /* no space before it */
    const char *opt_warning;
};

#define AWOL_TOKENS_MAX 32

struct awol_tokens {
    const char *text;
    struct awol_token list[AWOL_TOKENS_MAX];
    size_t n;
    bool has_brackets; /* [ ] somewhere */
};

/* The letter at *at in lower case and without accents, '\0' for a mark that is dropped, '#' if
 * there is no letter; moves *at. */
char awol_letter_next(const char **at);

bool awol_word_is_spoken(const struct awol_word *word, unsigned languages);

/* The word in one of the languages; NULL if there is none. */
const struct awol_word *awol_word_find(const char *folded, unsigned languages);

/* What a feast's token says: a fixed day is month * 100 + day, a movable one this plus the days
 * after Easter. */
#define AWOL_FEAST_EASTER 2000

/* Suffixes of numbers: ordinals (kind ordinal) and the months 7ber to 10bris (kind month, value
 * the number to which it is joined). */
bool awol_word_is_ordinal(const char *folded, unsigned languages);
bool awol_word_is_month_suffix(const char *folded);

/* What is said beside a month that is written with its Latin number; NULL otherwise. */
const char *awol_word_number_warning(int number);

/* Phrases of several words ("old style"), the longest at the beginning of a text, and its bytes
 * there; NULL if none. */
const struct awol_word *awol_phrase_find(const char *text, unsigned languages, size_t *ret_length);

/* Feasts, of one word or several, in the same way. */
const struct awol_word *awol_feast_find(const char *text, unsigned languages, size_t *ret_length);

/* The longest of n phrases at the beginning of a text. In a phrase a space stands for spaces,
 * hyphens and apostrophes, and a full stop before one may be missing. */
const struct awol_word *awol_phrase_find_in(const struct awol_word *phrases, size_t n,
                                            const char *text, unsigned languages,
                                            size_t *ret_length);

/* The text as tokens, without noise. AWOL_DATA: a word that no language knows, or none that is
 * read; too many. */
enum awol_status awol_tokens_read(const char *text, unsigned languages,
                                  struct awol_tokens *ret_tokens, struct awol_error *opt_error);

#endif
