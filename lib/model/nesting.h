/* Units in units, as stretches of the numbers of their men: a unit's men stand side by side, so
 * that every unit, great or small, is one stretch. */
#ifndef AWOL_MODEL_NESTING_H
#define AWOL_MODEL_NESTING_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "record/unit.h"

struct awol_nest {
    const char *name; /* of the unit; of its men who are in none of its parts: "NAME, staff" */
    size_t unit;      /* in the table of units */
    size_t parent;    /* a nest, SIZE_MAX at the top */
    size_t height;    /* steps above the smallest units: 0, else one more than its highest part */
    uint32_t first, last;       /* men [first, last) */
    size_t first_part, n_parts; /* in `parts` */
};

struct awol_nesting {
    struct awol_arena arena;
    struct awol_nest *nests;
    size_t n;
    size_t *parts; /* nests by parent */
    size_t men;
    size_t n_levels; /* one more than the greatest height */
};

/* Lay out units. AWOL_DATA, naming the unit, for a smallest unit without men, and for a unit that
 * is said to have fewer men than its parts; AWOL_RANGE for more than AWOL_NETWORK_MOST_MEN. The
 * units must outlive it. The caller releases it. */
enum awol_status awol_nesting_init(struct awol_nesting *nesting, const struct awol_units *units,
                                   struct awol_error *opt_error);
void awol_nesting_release(struct awol_nesting *nesting);

#endif
