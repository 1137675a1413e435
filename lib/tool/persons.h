/* How men are told apart, as the command line of awol-count says it. */
#ifndef AWOL_TOOL_PERSONS_H
#define AWOL_TOOL_PERSONS_H

#include "base/status.h"
#include "cli/tool.h"
#include "count/count.h"

/* The rows of these options, for the field `groups` of a tool. */
extern const struct awol_option_group awol_persons_group;

/* Words of --clock, in the order of enum awol_clock; NULL-terminated. */
extern const char *const awol_persons_clocks[];

/* What is written. */
enum awol_persons_output {
    AWOL_PERSONS_SERIES,
    AWOL_PERSONS_PAIRS,
    AWOL_PERSONS_TIME,
    AWOL_PERSONS_SURVIVAL
};

/* Take --count and the options of the group into options whose tally has the words of --event
 * and the bins already. AWOL_USAGE with the option that is wrong. */
enum awol_status awol_persons_take(const struct awol_arguments *arguments,
                                   struct awol_count_options *options,
                                   enum awol_persons_output *ret_output, struct awol_error *error);

/* The kinds of stream that an output is made from, NULL-terminated. */
const char *const *awol_persons_kinds(enum awol_persons_output output);

/* Write what is asked for instead of a series, and tell what was found. */
enum awol_status awol_persons_write(struct awol_arguments *arguments,
                                    const struct awol_stream *events,
                                    const struct awol_count_options *options,
                                    enum awol_persons_output output, struct awol_error *error);

#endif
