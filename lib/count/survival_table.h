/* Curves and test of a table of person-time. */
#ifndef AWOL_COUNT_SURVIVAL_TABLE_H
#define AWOL_COUNT_SURVIVAL_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "base/stream.h"
#include "base/table.h"
#include "count/survival.h"

/* From when time is counted: from the man's first entry (column since), so that a later spell and a
 * man watched late come in late; from the entry of the spell; or from the first day of all. */
enum awol_clock { AWOL_CLOCK_SERVICE, AWOL_CLOCK_SPELL, AWOL_CLOCK_CALENDAR };

struct awol_survival_options {
    const char *opt_group; /* a column; NULL: all men are one group, "all" */
    enum awol_clock clock;
    double level; /* of the limits, in (0,1) */
};

struct awol_survival_report {
    size_t n_spells, n_events, n_groups;
    size_t n_without; /* rows that say nothing in the column of the groups, and are left out */
    struct awol_log_rank test;
};

/* True for a table of person-time: enter, leave and event, and no date. */
bool awol_survival_is_input(const struct awol_table *table);

/* A stream of kind "survival" with the tables survival, groups and (of two groups or more) tests,
 * from a table with the columns enter, leave (days, both included) and event (1, 0); since, where
 * it is not enter. `from` gives the headers, be it that of the events or of the table. AWOL_DATA
 * with its place: what is no day; a spell that ends before it begins; more than
 * AWOL_LOG_RANK_MAX_GROUPS groups. The caller releases the stream.
 */
enum awol_status awol_survival_run(const struct awol_stream *from, const struct awol_table *table,
                                   const struct awol_survival_options *options, const char *command,
                                   struct awol_stream *ret_stream,
                                   struct awol_survival_report *ret_report,
                                   struct awol_error *opt_error);

#endif
