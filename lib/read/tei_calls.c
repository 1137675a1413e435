#include "read/tei_calls.h"

#include <stdlib.h>

enum { FIRST_CALLS = 1024 };

void awol_tei_calls_init(struct awol_tei_calls *calls)
{
    *calls = (struct awol_tei_calls){.n = 0};
    awol_text_init(&calls->piece);
    awol_text_init(&calls->changed);
}

void awol_tei_calls_release(struct awol_tei_calls *calls)
{
    free(calls->values);
    free(calls->calls);
    awol_text_release(&calls->changed);
    awol_text_release(&calls->piece);
}

void awol_tei_calls_begin(struct awol_tei_calls *calls, size_t begin)
{
    awol_text_clear(&calls->piece);
    awol_text_clear(&calls->changed);
    calls->n = calls->n_values = 0;
    calls->begin = calls->reached = begin;
    calls->is_last = false;
    calls->status = AWOL_OK;
}

/* Room for one element more in an array of n. */
static void *grow(void *array, size_t n, size_t *capacity, size_t size)
{
    const size_t larger = *capacity == 0 ? FIRST_CALLS : 2 * *capacity;
    void *moved;

    if (n < *capacity)
        return array;
    moved = realloc(array, larger * size);
    if (moved)
        *capacity = larger;
    return moved;
}

struct awol_tei_call *awol_tei_calls_add(struct awol_tei_calls *calls)
{
    struct awol_tei_call *const array =
        grow(calls->calls, calls->n, &calls->capacity, sizeof *array);

    if (!array)
        return NULL;
    calls->calls = array;
    return &array[calls->n++];
}

struct awol_tei_value *awol_tei_calls_add_value(struct awol_tei_calls *calls)
{
    struct awol_tei_value *const array =
        grow(calls->values, calls->n_values, &calls->values_capacity, sizeof *array);

    if (!array)
        return NULL;
    calls->values = array;
    return &array[calls->n_values++];
}
