/* Names of men and units, compared as a reader would: whatever their case, marks, order and
 * abbreviation. */
#ifndef AWOL_COUNT_NAME_H
#define AWOL_COUNT_NAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/text.h"

#define AWOL_NAME_MAX_PARTS 8

struct awol_name_part {
    const uint32_t *letters; /* folded code points */
    size_t n;
    unsigned initial; /* 0 to 31: letters that are written for each other share one */
};

/* A name in its parts, in the order of the text. */
struct awol_name {
    struct awol_name_part parts[AWOL_NAME_MAX_PARTS];
    size_t n;
    uint32_t initials; /* one bit for each `initial` of its parts */
};

/* Part a name. Compatibility decomposition, full case folding (ß is ss), marks stripped; then ae,
 * oe, ue as a, o, u, so that Müller, Mueller and Muller are one, and æ, œ, ø, ł, đ, þ by their
 * Latin letters. Apostrophes are dropped (O'Brien), every other character that is neither a letter
 * nor a digit parts. Parts beyond the eighth are not looked at. Letters live in the arena.
 * AWOL_DATA: the text is not UTF-8. */
enum awol_status awol_name_parse(const char *text, struct awol_arena *arena,
                                 struct awol_name *ret_name, struct awol_error *opt_error);

/* The parts joined by single spaces, as UTF-8 in the arena: equal for what awol_name_parse() makes
 * equal in the same order. */
enum awol_status awol_name_key(const char *text, struct awol_arena *arena, const char **ret_key,
                               struct awol_error *opt_error);

/* Jaro–Winkler similarity of two strings of code points, 0 to 1, with prefix weight 0.1 on at most
 * four letters (Jaro 1989, J. Am. Stat. Assoc. 84:414; Winkler 1990, Proc. Section on Survey
 * Research Methods, ASA, 354). */
double awol_name_jaro_winkler(const uint32_t *a, size_t n_a, const uint32_t *b, size_t n_b);

/* Similarity of two names, 0 to 1. Each part of the name of fewer parts (m) is laid beside a part
 * of the other (n), best first, whatever their order; the similarities of the parts are multiplied,
 * and m / (m + (n - m) / 4) again for parts that the other lacks. Parts whose first letters are not
 * written for each other (b p, c k q, d t, f v w, i j y, s z) are 0 alike, Karl and Carl 0.98 of
 * what they are with the same first letter; an initial and a part that begins with it are 0.95. 0
 * where a name has no part. */
double awol_name_similarity(const struct awol_name *a, const struct awol_name *b);

#endif
