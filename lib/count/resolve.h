/* One count for each stretch of days: parts and wholes, and bounds that cross. */
#ifndef AWOL_COUNT_RESOLVE_H
#define AWOL_COUNT_RESOLVE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "count/report.h"
#include "record/series.h"
#include "record/unit.h"

/* Bring the spans of parts and wholes to one level of the tree, so that no man is scored twice.
 *
 * level < 0: a unit is counted itself unless a unit above it is. Its counts are then lower bounds
 * of the topmost such unit; children of the same days add, and of a unit's own count and the sum of
 * its parts the larger holds. A unit with nothing but lower bounds, of which parts are counted,
 * yields to them. level >= 0 (0 = top): everything below is brought up to that level, exact where
 * every child of the table has an exact count of the same days; what stands above cannot be
 * divided.
 *
 * Replaces *series. AWOL_DATA, with its place, for a unit that is not in the table and a count that
 * is smaller than those of its parts. */
enum awol_status awol_resolve_units(struct awol_series *series, const struct awol_units *units,
                                    int64_t level, struct awol_count_report *report,
                                    struct awol_error *opt_error);

/* Mark as not preferred the lower bounds that cross another count of their unit, or that cross a
 * narrower lower bound (of two equally wide ones the larger holds, then the earlier); and, if
 * drop_implied, those that say nothing beyond the exact counts inside them. AWOL_DATA for one above
 * the count of the same days. */
enum awol_status awol_resolve_bounds(struct awol_series *series, bool drop_implied,
                                     struct awol_count_report *report,
                                     struct awol_error *opt_error);

#endif
