/* Which of many numbered draws: "N" for the first N, or LO:HI for a shard of them. */
#ifndef AWOL_TOOL_REPLICATES_H
#define AWOL_TOOL_REPLICATES_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/tool.h"

struct awol_replicates {
    uint32_t first, last; /* [first, last) */
    bool is_given;        /* the option was */
    bool is_range;        /* as LO:HI */
};

/* Read the option --replicates. AWOL_USAGE for what is neither, and for none. */
enum awol_status awol_replicates_read(const struct awol_arguments *arguments,
                                      const char *default_text,
                                      struct awol_replicates *ret_replicates,
                                      struct awol_error *error);

#endif
