/* Units and to which larger unit each belongs. */
#ifndef AWOL_RECORD_UNIT_H
#define AWOL_RECORD_UNIT_H

#include <stddef.h>

#include "base/status.h"
#include "base/table.h"
#include "base/text.h"

struct awol_unit {
    const char *name;
    size_t parent; /* index, SIZE_MAX at the top */
    double men;    /* NaN unknown */
};

struct awol_units {
    struct awol_arena arena;
    struct awol_unit *units;
    size_t n;
};

/* Columns unit, parent (optional), men (optional). AWOL_DATA for a unit named twice, a parent that
 * is not in the table, a loop. */
enum awol_status awol_units_from_table(const struct awol_table *table, struct awol_units *ret_units,
                                       struct awol_error *opt_error);
void awol_units_release(struct awol_units *units);

/* Index of a unit, SIZE_MAX if absent. */
size_t awol_units_find(const struct awol_units *units, const char *name);

/* Steps from the top: 0 for a unit without parent. */
size_t awol_units_level(const struct awol_units *units, size_t index);

#endif
