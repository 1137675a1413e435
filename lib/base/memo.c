#include "base/memo.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 64, NEAR = 48, WORD = 8 };

/* One line of the cache. Bytes behind the text, up to a whole word, are 0. */
struct awol_memo_slot {
    uint64_t hash; /* 0: empty */
    uint32_t value;
    uint32_t length;
    union {
        char bytes[NEAR];
        const char *far; /* where the text is longer than NEAR */
    } text;
};

void awol_memo_release(struct awol_memo *memo)
{
    free(memo->slots);
    awol_arena_release(&memo->arena);
    *memo = (struct awol_memo){0};
}

void awol_memo_clear(struct awol_memo *memo)
{
    if (memo->n_slots > 0)
        memset(memo->slots, 0, memo->n_slots * sizeof *memo->slots);
    awol_arena_release(&memo->arena);
    memo->n = 0;
}

/* ---- bytes -------------------------------------------------------------------------------- */

static uint64_t load(const char *bytes)
{
    uint64_t word;

    memcpy(&word, bytes, sizeof word);
    return word;
}

/* The first `length` bytes of a word, fewer than eight, zeros behind them. */
static uint64_t load_part(const char *bytes, size_t length)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return load(bytes) & ((UINT64_C(1) << (8 * length)) - 1);
#else
    uint64_t word = 0;

    memcpy(&word, bytes, length);
    return word;
#endif
}

/* High and low half of a product, as in wyhash (Wang Yi 2019). */
static uint64_t mix(uint64_t a, uint64_t b)
{
    __extension__ typedef unsigned __int128 wide;
    const wide product = (wide)a * b;

    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

uint64_t awol_memo_hash(const char *bytes, size_t length)
{
    const uint64_t k1 = UINT64_C(0xa0761d6478bd642f), k2 = UINT64_C(0xe7037ed1a0b428db);
    uint64_t hash = k1 ^ length;

    for (; length >= WORD; bytes += WORD, length -= WORD)
        hash = mix(hash ^ load(bytes), k2);
    if (length > 0)
        hash = mix(hash ^ load_part(bytes, length), k2);
    hash = mix(hash, k1);
    return hash != 0 ? hash : 1;
}

static bool is_equal(const struct awol_memo_slot *slot, const char *bytes, size_t length)
{
    const char *at = slot->text.bytes;

    if (slot->length != length)
        return false;
    if (length > NEAR)
        return memcmp(slot->text.far, bytes, length) == 0;
    for (; length >= WORD; bytes += WORD, at += WORD, length -= WORD) {
        if (load(bytes) != load(at))
            return false;
    }
    return length == 0 || load_part(bytes, length) == load(at);
}

/* ---- slots -------------------------------------------------------------------------------- */

void awol_memo_expect(const struct awol_memo *memo, uint64_t hash)
{
    if (memo->n_slots > 0)
        __builtin_prefetch(&memo->slots[hash & (memo->n_slots - 1)]);
}

bool awol_memo_find(const struct awol_memo *memo, uint64_t hash, const char *bytes, size_t length,
                    uint32_t *ret_value)
{
    const size_t last = memo->n_slots - 1;

    if (memo->n_slots == 0)
        return false;
    for (size_t i = hash & last; memo->slots[i].hash != 0; i = (i + 1) & last) {
        const struct awol_memo_slot *const slot = &memo->slots[i];

        if (slot->hash == hash && is_equal(slot, bytes, length)) {
            *ret_value = slot->value;
            return true;
        }
    }
    return false;
}

static struct awol_memo_slot *free_slot(struct awol_memo_slot *slots, size_t n, uint64_t hash)
{
    size_t i = hash & (n - 1);

    while (slots[i].hash != 0)
        i = (i + 1) & (n - 1);
    return &slots[i];
}

static bool widen(struct awol_memo *memo)
{
    const size_t n = memo->n_slots == 0 ? FIRST_SLOTS : 2 * memo->n_slots;
    struct awol_memo_slot *slots;

    if (2 * (memo->n + 1) <= memo->n_slots)
        return true;
    slots = calloc(n, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < memo->n_slots; i++) {
        if (memo->slots[i].hash != 0)
            *free_slot(slots, n, memo->slots[i].hash) = memo->slots[i];
    }
    free(memo->slots);
    memo->slots = slots;
    memo->n_slots = n;
    return true;
}

bool awol_memo_add(struct awol_memo *memo, uint64_t hash, const char *bytes, size_t length,
                   uint32_t value)
{
    struct awol_memo_slot slot = {.hash = hash, .value = value, .length = (uint32_t)length};

    if (length > UINT32_MAX || !widen(memo))
        return false;
    if (length <= NEAR)
        memcpy(slot.text.bytes, bytes, length);
    else if (!(slot.text.far = awol_arena_copy(&memo->arena, bytes, length)))
        return false;
    *free_slot(memo->slots, memo->n_slots, hash) = slot;
    memo->n++;
    return true;
}

/* ---- words -------------------------------------------------------------------------------- */

void awol_words_release(struct awol_words *words)
{
    free(words->texts);
    awol_memo_release(&words->memo);
    awol_arena_release(&words->arena);
    *words = (struct awol_words){0};
}

static bool append(struct awol_words *words, const char *copy)
{
    if (words->n == words->capacity) {
        const size_t capacity = words->capacity == 0 ? FIRST_SLOTS : 2 * words->capacity;
        const char **const texts = realloc(words->texts, capacity * sizeof *texts);

        if (!texts)
            return false;
        words->texts = texts;
        words->capacity = capacity;
    }
    words->texts[words->n++] = copy;
    return true;
}

/* The text is copied before it is looked for, because what is behind it must be readable. */
bool awol_words_take(struct awol_words *words, const char *text, size_t *ret_number)
{
    const size_t length = strlen(text);
    char near[NEAR + WORD], *copy = near;
    uint32_t number;
    uint64_t hash;

    if (length > NEAR && !(copy = malloc(length + WORD)))
        return false;
    memcpy(copy, text, length + 1);
    hash = awol_memo_hash(copy, length);
    if (!awol_memo_find(&words->memo, hash, copy, length, &number)) {
        char *const kept = awol_arena_copy(&words->arena, text, length);

        number = (uint32_t)words->n;
        if (!kept || !append(words, kept) ||
            !awol_memo_add(&words->memo, hash, copy, length, number))
            number = UINT32_MAX;
    }
    if (copy != near)
        free(copy);
    if (number == UINT32_MAX)
        return false;
    *ret_number = number;
    return true;
}
