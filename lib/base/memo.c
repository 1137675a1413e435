#include "base/memo.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 64, WORD = 8 };

_Static_assert(sizeof(struct awol_memo_slot) == AWOL_MEMO_LINE, "a slot is a line");

void *awol_memo_lines(size_t n)
{
    void *const lines =
        n <= SIZE_MAX / AWOL_MEMO_LINE ? aligned_alloc(AWOL_MEMO_LINE, n * AWOL_MEMO_LINE) : NULL;

    if (lines)
        memset(lines, 0, n * AWOL_MEMO_LINE);
    return lines;
}

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

/* ---- slots -------------------------------------------------------------------------------- */

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
    slots = awol_memo_lines(n);
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
    if (length <= AWOL_MEMO_NEAR)
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
    char near[AWOL_MEMO_NEAR + WORD], *copy = near;
    uint32_t number;
    uint64_t hash;

    if (length > AWOL_MEMO_NEAR && !(copy = malloc(length + WORD)))
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
