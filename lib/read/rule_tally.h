/* Which rules read the dates of a run, how often, and what the first of each was. */
#ifndef AWOL_READ_RULE_TALLY_H
#define AWOL_READ_RULE_TALLY_H

#include <stddef.h>

#include "base/status.h"
#include "base/text.h"
#include "record/event.h"

/* One rule; the name of days that stand in the row themselves is "". */
struct awol_rule_count {
    const char *name;
    const char *example; /* the first text */
    size_t n;
};

/* Owns its texts; rules stand in the order in which they were first met. */
struct awol_rule_tally {
    struct awol_arena arena;
    struct awol_rule_count *rules;
    size_t n_rules;
};

void awol_rule_tally_init(struct awol_rule_tally *tally);
void awol_rule_tally_release(struct awol_rule_tally *tally);

/* Count the rule of one event. AWOL_MEMORY. */
enum awol_status awol_rule_tally_add(struct awol_rule_tally *tally, const struct awol_event *event,
                                     struct awol_error *opt_error);

#endif
