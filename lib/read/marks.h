/* The bytes of delimited text that mean something: separators, line ends, quotes. Found 64 bytes at
 * a time by whatever vector instructions the machine has; the answer is the same on all. */
#ifndef AWOL_READ_MARKS_H
#define AWOL_READ_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How far a text that is looked through must be readable behind its end, whatever stands there. */
#define AWOL_MARKS_PADDING 64

/* The places in a text, ascending. Both arrays belong to the caller and have room for the length
 * of the text plus AWOL_MARKS_PADDING. */
struct awol_marks {
    uint32_t *at; /* separators, line ends, and quotes where they are looked for */
    size_t n;
    uint32_t *lines; /* line ends alone */
    size_t n_lines;
    bool has_nul, has_high; /* a NUL byte; a byte that is not ASCII */
};

/* Look through bytes[length], of less than 4 GiB. opt_quote is 0 where quotes do not matter. */
void awol_marks_find(struct awol_marks *marks, const char *bytes, size_t length, char separator,
                     char opt_quote);

#endif
