/* What awol-simulate --network is asked: who heeds whom, how many, what is spread. */
#ifndef AWOL_TOOL_NETWORKS_H
#define AWOL_TOOL_NETWORKS_H

#include "base/setting.h"
#include "base/status.h"
#include "base/text.h"
#include "cli/tool.h"

/* AWOL_USAGE: an option that means nothing with --network, or only with it. */
enum awol_status awol_networks_check(const struct awol_arguments *arguments,
                                     struct awol_error *error);

/* Read --network, --ties, --men, --degrees, --units, --spread, draw the cascades and write them.
 * `values` are those of --set. AWOL_USAGE, AWOL_DATA and AWOL_SYSTEM with the option or the file.
 */
enum awol_status awol_networks_run(struct awol_arguments *arguments,
                                   const struct awol_settings *values, struct awol_arena *arena,
                                   struct awol_error *error);

#endif
