/* What the rows of made_row.h say, worked out once for all that look alike. Used by made_row.c
 * alone. */
#ifndef AWOL_READ_MADE_MEMO_H
#define AWOL_READ_MADE_MEMO_H

#include "base/memo.h"
#include "read/made_row.h"

enum { AWOL_MADE_KEY = 160 };

/* All that the reading of a row depends on: some texts, and which of the others there are. */
struct awol_made_key {
    char bytes[AWOL_MADE_KEY + 8];
    size_t length; /* 0: such a row is to be read by itself */
    uint64_t hash;
};

/* Events that differ in nothing but what a reading holds, and the texts that a row brings. */
enum { AWOL_MADE_SHAPES = 64 };

/* Zero-initialised it is empty. */
struct awol_made_memo {
    struct awol_memo memo; /* to readings */
    struct awol_made_reading *readings;
    size_t n;
    struct awol_event shapes[AWOL_MADE_SHAPES];
    size_t n_shapes;
    struct awol_arena arena; /* of all texts */
};

void awol_made_memo_release(struct awol_made_memo *memo);

void awol_made_key_init(struct awol_made_key *key, const struct awol_made_row *row);

/* The event of a row if one like it was kept. Its texts are those of the row, or live until the
 * next call of awol_made_memo_keep(). */
bool awol_made_memo_recall(const struct awol_made_memo *memo, const struct awol_made_key *key,
                           const struct awol_made_row *row, struct awol_event *ret_event);

/* Keep what a row came to, unless it cannot be. AWOL_MEMORY. */
enum awol_status awol_made_memo_keep(struct awol_made_memo *memo, const struct awol_made_key *key,
                                     const struct awol_made_row *row,
                                     const struct awol_event *event, struct awol_error *opt_error);

#endif
