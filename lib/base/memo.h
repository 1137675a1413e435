/* Short texts to numbers: each text is looked at once, and found again by its bytes. */
#ifndef AWOL_BASE_MEMO_H
#define AWOL_BASE_MEMO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

struct awol_memo_slot;

/* Zero-initialised it is empty. */
struct awol_memo {
    struct awol_memo_slot *slots;
    size_t n_slots, n;
    struct awol_arena arena; /* of long texts */
};

void awol_memo_release(struct awol_memo *memo);

/* Forget everything, but keep the room. */
void awol_memo_clear(struct awol_memo *memo);

/* A hash of a text. Seven bytes behind its end must be readable, whatever stands there. */
uint64_t awol_memo_hash(const char *bytes, size_t length);

/* Say that the slot of a hash will be wanted soon. */
void awol_memo_expect(const struct awol_memo *memo, uint64_t hash);

/* The number of a text, by its hash; false if there is none. As for the hash, seven bytes behind
 * the end must be readable. */
bool awol_memo_find(const struct awol_memo *memo, uint64_t hash, const char *bytes, size_t length,
                    uint32_t *ret_value);

/* Keep the number of a text that was not found. False when out of memory. */
bool awol_memo_add(struct awol_memo *memo, uint64_t hash, const char *bytes, size_t length,
                   uint32_t value);

/* Texts numbered from 0 in the order in which they came. Zero-initialised it is empty. */
struct awol_words {
    struct awol_memo memo;
    struct awol_arena arena;
    const char **texts;
    size_t n, capacity;
};

void awol_words_release(struct awol_words *words);

/* The number of a terminated text, which is copied where it is new. False when out of memory. */
bool awol_words_take(struct awol_words *words, const char *text, size_t *ret_number);

#endif
