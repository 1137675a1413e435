/* Short texts to numbers: each text is looked at once, and found again by its bytes. */
#ifndef AWOL_BASE_MEMO_H
#define AWOL_BASE_MEMO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"

#define AWOL_MEMO_NEAR 48

/* One line (AWOL_MEMO_LINE). Bytes behind the text, up to a whole word, are 0. */
struct awol_memo_slot {
    uint64_t hash; /* 0: empty */
    uint32_t value;
    uint32_t length;
    union {
        char bytes[AWOL_MEMO_NEAR];
        const char *far; /* where the text is longer than that */
    } text;
};

/* Zero-initialised it is empty. */
struct awol_memo {
    struct awol_memo_slot *slots;
    size_t n_slots, n;
    struct awol_arena arena; /* of long texts */
};

void awol_memo_release(struct awol_memo *memo);

/* Forget everything, but keep the room. */
void awol_memo_clear(struct awol_memo *memo);

/* Zeroed room for n elements of one line of the cache each, none of which lies in two; NULL when
 * out of memory. Freed by free(). */
#define AWOL_MEMO_LINE 64
void *awol_memo_lines(size_t n);

/* The functions that are called for each row of a table are here for the compiler to see. */

static inline uint64_t awol_memo_load(const char *bytes)
{
    uint64_t word;

    memcpy(&word, bytes, sizeof word);
    return word;
}

/* The first `length` bytes of a word, fewer than eight, zeros behind them. */
static inline uint64_t awol_memo_load_part(const char *bytes, size_t length)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return awol_memo_load(bytes) & ((UINT64_C(1) << (8 * length)) - 1);
#else
    uint64_t word = 0;

    memcpy(&word, bytes, length);
    return word;
#endif
}

/* High and low half of a product, as in wyhash (Wang Yi 2019). */
static inline uint64_t awol_memo_mix(uint64_t a, uint64_t b)
{
    __extension__ typedef unsigned __int128 wide;
    const wide product = (wide)a * b;

    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* A hash of a text. Seven bytes behind its end must be readable, whatever stands there. */
static inline uint64_t awol_memo_hash(const char *bytes, size_t length)
{
    const uint64_t k1 = UINT64_C(0xa0761d6478bd642f), k2 = UINT64_C(0xe7037ed1a0b428db);
    uint64_t hash = k1 ^ length;

    for (; length >= 8; bytes += 8, length -= 8)
        hash = awol_memo_mix(hash ^ awol_memo_load(bytes), k2);
    if (length > 0)
        hash = awol_memo_mix(hash ^ awol_memo_load_part(bytes, length), k2);
    hash = awol_memo_mix(hash, k1);
    return hash != 0 ? hash : 1;
}

static inline bool awol_memo_slot_is(const struct awol_memo_slot *slot, const char *bytes,
                                     size_t length)
{
    const char *at = slot->text.bytes;

    if (slot->length != length)
        return false;
    if (length > AWOL_MEMO_NEAR)
        return memcmp(slot->text.far, bytes, length) == 0;
    for (; length >= 8; bytes += 8, at += 8, length -= 8) {
        if (awol_memo_load(bytes) != awol_memo_load(at))
            return false;
    }
    return length == 0 || awol_memo_load_part(bytes, length) == awol_memo_load(at);
}

/* Say that the slot of a hash will be wanted soon. */
static inline void awol_memo_expect(const struct awol_memo *memo, uint64_t hash)
{
    if (memo->n_slots > 0)
        __builtin_prefetch(&memo->slots[hash & (memo->n_slots - 1)]);
}

/* The number of a text, by its hash; false if there is none. As for the hash, seven bytes behind
 * the end must be readable. */
static inline bool awol_memo_find(const struct awol_memo *memo, uint64_t hash, const char *bytes,
                                  size_t length, uint32_t *ret_value)
{
    const size_t last = memo->n_slots - 1;

    if (memo->n_slots == 0)
        return false;
    for (size_t i = hash & last; memo->slots[i].hash != 0; i = (i + 1) & last) {
        const struct awol_memo_slot *const slot = &memo->slots[i];

        if (slot->hash == hash && awol_memo_slot_is(slot, bytes, length)) {
            *ret_value = slot->value;
            return true;
        }
    }
    return false;
}

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
