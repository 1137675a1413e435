/* Numbers as sentences have them: nobody needs the half of a man, nor ten digits of a guess. */
#ifndef AWOL_EXPLAIN_WORDS_H
#define AWOL_EXPLAIN_WORDS_H

/* Each returns buffer. A number with two digits, from 10 on whole, from 1,000 on
 * with three digits and commas; NA for NaN. */
enum { AWOL_WORDS_SIZE = 96 };
const char *awol_words_number(double value, char buffer[static AWOL_WORDS_SIZE]);

/* The same of a whole number, all its digits kept: what was given is not rounded. */
const char *awol_words_whole(double value, char buffer[static AWOL_WORDS_SIZE]);

/* "12", or "12 to 30" where the ends differ as printed. */
const char *awol_words_range(double low, double high, char buffer[static AWOL_WORDS_SIZE]);

/* A probability: "0.31", "1 in 40", "less than 1 in a million". */
const char *awol_words_chance(double probability, char buffer[static AWOL_WORDS_SIZE]);

#endif
