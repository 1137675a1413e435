/* The words that figures add of their own, in the language of the reader. What stands in the data
 * is printed as it is. */
#ifndef AWOL_PLOT_LANGUAGE_H
#define AWOL_PLOT_LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define AWOL_LANGUAGE_DATE 32
#define AWOL_LANGUAGE_NUMBER 32

enum awol_language { AWOL_ENGLISH, AWOL_GERMAN, AWOL_FRENCH };

/* Codes of --lang in the order of the enum, NULL-terminated. */
extern const char *const awol_language_codes[];

bool awol_language_find(const char *code, enum awol_language *ret_language);

/* A word, a sentence or a format of the code in that language; itself where it has no row in
 * language.c. Formats keep their conversions in order. */
const char *awol_language_word(enum awol_language language, const char *english)
    __attribute__((format_arg(2)));

/* "Apr", "Apr.", "avr."; month is 1 to 12. */
const char *awol_language_month(enum awol_language language, int month);

/* "3 Apr 1865", "3. Apr. 1865", "3 avr. 1865". Returns buffer. */
const char *awol_language_date(enum awol_language language, int64_t day,
                               char buffer[static AWOL_LANGUAGE_DATE]);

/* A whole number with its thousands parted; others with up to `digits` significant digits and the
 * decimal sign of the language. Returns buffer. */
const char *awol_language_number(enum awol_language language, double value, int digits,
                                 char buffer[static AWOL_LANGUAGE_NUMBER]);

/* The rows of language.c, for tests: English, German, French. */
extern const char *const awol_language_words[][3];
extern const size_t awol_language_n_words;

#endif
