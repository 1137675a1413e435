/* How men are told apart, as the command line of awol-count says it. */
#ifndef AWOL_TOOL_PERSONS_H
#define AWOL_TOOL_PERSONS_H

#include "base/status.h"
#include "cli/tool.h"
#include "count/count.h"

/* The rows of these options, for the field `groups` of a tool. */
extern const struct awol_option_group awol_persons_group;

/* What is written. */
enum awol_persons_output { AWOL_PERSONS_SERIES, AWOL_PERSONS_PAIRS };

/* Take --count and the options of the group into options whose tally has the words of --event
 * and the bins already. AWOL_USAGE with the option that is wrong. */
enum awol_status awol_persons_take(const struct awol_arguments *arguments,
                                   struct awol_count_options *options,
                                   enum awol_persons_output *ret_output, struct awol_error *error);

/* Write the pairs of `events` to the output, and tell how many there are. */
enum awol_status awol_persons_write_pairs(struct awol_arguments *arguments,
                                          const struct awol_stream *events,
                                          const struct awol_count_options *options,
                                          struct awol_error *error);

#endif
