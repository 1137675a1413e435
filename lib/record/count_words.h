/* Numbers of men in words, as sources print them: "75 to 100", "at least 500", "etwa 100". */
#ifndef AWOL_RECORD_COUNT_WORDS_H
#define AWOL_RECORD_COUNT_WORDS_H

#include "base/status.h"
#include "record/kind.h"

/* Read such a text in English, German or French; the case of letters, accents and the kind of dash
 * do not matter, and a noun may follow (men, Mann, hommes). Both ends of a range belong to it,
 * "over 500" is at least 501 and "under 500" at most 499. A range that is "about" keeps its ends
 * and is a range. AWOL_DATA with place.column (from 1; line 0) the byte from which on it is none of
 * these. */
enum awol_status awol_count_words_parse(const char *text, struct awol_count *ret_count,
                                        struct awol_error *opt_error);

#endif
