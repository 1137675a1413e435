/* Rows of a file that say the same, counted before they mean anything to the series: so many of
 * this class in this unit, from these sources, the first of them there. */
#ifndef AWOL_COUNT_GATHER_H
#define AWOL_COUNT_GATHER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/memo.h"
#include "base/status.h"
#include "read/bulk.h"
#include "record/event.h"

/* A source, and the first of the rows that name it. */
struct awol_gathered_source {
    struct awol_gathered_source *next;
    size_t source;
    struct awol_row_place first;
};

/* Rows of one unit and class. */
struct awol_gathered {
    size_t unit, class; /* numbers in the words of the gathering */
    uint64_t n;
    struct awol_row_place first;
    uint64_t seen; /* of the sources with numbers below 64, a bit each */
    bool is_full;  /* the sources that are shown are all there, as far as rows came in order */
    struct awol_gathered_source *sources;
};

/* Zero-initialised it is empty. */
struct awol_gathering {
    struct awol_words units, sources, classes; /* a class is a text that says what it counts as */
    struct awol_event *events;                 /* one a class; its texts are in the arena */
    struct awol_row_place *firsts;             /* where it stands */
    size_t capacity;
    struct awol_gathered *cells; /* open addressing; n of 0 is free */
    size_t n_cells, n_used;
    struct awol_arena arena;
};

void awol_gathering_release(struct awol_gathering *gathering);

bool awol_row_place_before(const struct awol_row_place *a, const struct awol_row_place *b);

/* The number of a class; the event of the first row of a class stands for it. AWOL_MEMORY. */
enum awol_status awol_gathering_class(struct awol_gathering *gathering, const char *text,
                                      const struct awol_event *event,
                                      const struct awol_row_place *where, size_t *ret_class,
                                      struct awol_error *opt_error);

/* Say that the rows of a unit and a class will be wanted soon. */
void awol_gathering_expect(const struct awol_gathering *gathering, size_t unit, size_t class);

/* The rows of a unit and a class, none at first. Valid until the next call. NULL: no memory. */
struct awol_gathered *awol_gathering_at(struct awol_gathering *gathering, size_t unit,
                                        size_t class);

/* Whether it matters that a further row of them names a source. */
static inline bool awol_gathered_wants(const struct awol_gathered *cell, size_t source)
{
    return source >= 64 ? !cell->is_full : (cell->seen >> source & 1) == 0;
}

/* Note a source. False when out of memory. */
bool awol_gathered_source_add(struct awol_gathering *gathering, struct awol_gathered *cell,
                              size_t source, const struct awol_row_place *where);

/* Add what another thread gathered. AWOL_MEMORY. */
enum awol_status awol_gathering_merge(struct awol_gathering *into,
                                      const struct awol_gathering *from,
                                      struct awol_error *opt_error);

/* All cells in the order of their first rows, which are different; the caller frees the array. NULL
 * when out of memory. */
const struct awol_gathered **awol_gathering_sort(const struct awol_gathering *gathering);

#endif
