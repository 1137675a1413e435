/* Strength returns: how many men, on what basis, from which day. */
#ifndef AWOL_RECORD_STRENGTH_H
#define AWOL_RECORD_STRENGTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/table.h"
#include "base/text.h"
#include "date/span.h"

/* Words of the column `basis`, NULL-terminated. */
extern const char *const awol_strength_bases[];

/* One return: men from its day on (a step until the next), or gained and lost on that day. */
struct awol_return {
    const char *unit; /* "" = every unit */
    int64_t day;
    double men;    /* NaN for a change */
    double gained; /* 0 if not given */
    double lost;
    const char *basis;
    const char *source;
    struct awol_place place;
};

struct awol_strength {
    struct awol_arena arena;
    const char *source;
    struct awol_return *returns; /* by unit, then day */
    size_t n;
};

/* Columns date, basis, and men or gained/lost; unit, source and preferred optional (rows with
 * preferred=no are passed over). A date that is a span counts from its first day. */
enum awol_status awol_strength_from_table(const struct awol_table *table,
                                          struct awol_strength *ret_strength,
                                          struct awol_error *opt_error);
void awol_strength_release(struct awol_strength *strength);

/* Men of a unit at the start of a day on one basis: the unit's own returns, else those for every
 * unit; NaN before the first. */
double awol_strength_at(const struct awol_strength *strength, const char *unit, const char *basis,
                        int64_t day);

/* The day of the return that awol_strength_at() begins from. False if there is none, or if changes
 * (gained, lost) since then say already who went and came. */
bool awol_strength_since(const struct awol_strength *strength, const char *unit, const char *basis,
                         int64_t day, int64_t *ret_since);

#endif
