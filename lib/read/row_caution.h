/* What can be read and may yet not be what was meant: told once for each reason, with the number of
 * cases and the first of them; or, where the user is strict, refused. */
#ifndef AWOL_READ_ROW_CAUTION_H
#define AWOL_READ_ROW_CAUTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "base/stream.h"
#include "base/text.h"

enum { AWOL_CAUTIONS_MAX = 16 };

struct awol_caution {
    const char *reason; /* static */
    size_t n, line;     /* of the first */
    char first[AWOL_SHOWN_SIZE];
};

/* Zero-initialise, then set source and is_strict. Reasons beyond AWOL_CAUTIONS_MAX are not kept:
 * there are not so many. */
struct awol_cautions {
    const char *source; /* the caller's */
    bool is_strict;
    bool is_trial; /* the row is read again: nothing is counted yet */
    struct awol_caution list[AWOL_CAUTIONS_MAX];
    size_t n;
};

/* Count a case: a cell of a column ("" where it is none of the events'), its place, and a reason,
 * which must be static. AWOL_DATA with the place where the user is strict. */
enum awol_status awol_cautions_add(struct awol_cautions *cautions, struct awol_place place,
                                   const char *column, const char *cell, const char *reason,
                                   struct awol_error *opt_error);

/* How many cases there were. */
size_t awol_cautions_n(const struct awol_cautions *cautions);

/* Append the sentence with that index; false behind the last. */
bool awol_cautions_tell(const struct awol_cautions *cautions, size_t index, struct awol_text *text);

#endif
