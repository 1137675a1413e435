/* Rows that cannot be read, as the command lines of several tools deal with them: the first are
 * shown, or all are set aside, and the tool fails unless its user accepts that. */
#ifndef AWOL_TOOL_REFUSALS_H
#define AWOL_TOOL_REFUSALS_H

#include <stddef.h>

#include "base/status.h"
#include "cli/tool.h"
#include "read/reader.h"
#include "read/rejects.h"

/* --rejects and --accept-rejects, for the field `groups` of a tool. */
extern const struct awol_option_group awol_refusals_group;

/* Set arguments, zero the rest. */
struct awol_refusals {
    struct awol_arguments *arguments;
    struct awol_rejects *opt_rejects;
    size_t n_rows, n_refused;
    size_t n_before; /* refused in the files before */
};

/* Take the options: the operands of the tool are the files that may not be overwritten. AWOL_USAGE,
 * AWOL_SYSTEM. */
enum awol_status awol_refusals_take(struct awol_refusals *refusals, struct awol_error *error);

/* Another file begins. */
void awol_refusals_begin(struct awol_refusals *refusals);

/* Count n rows that were read. */
void awol_refusals_pass(struct awol_refusals *refusals, size_t n);

/* Count a row that was refused, and show it or set it aside. */
void awol_refusals_add(struct awol_refusals *refusals, const struct awol_reader *reader,
                       const struct awol_reading *reading);

/* Once all is read: AWOL_DATA where rows were refused and are not set aside. */
enum awol_status awol_refusals_check(const struct awol_refusals *refusals,
                                     struct awol_error *error);

/* Once the output is written whole: AWOL_DATA where rows were set aside and that is not accepted;
 * the output is kept all the same. AWOL_SYSTEM. */
enum awol_status awol_refusals_finish(struct awol_refusals *refusals, struct awol_error *error);

/* Remove what was set aside, unless it was finished. */
void awol_refusals_release(struct awol_refusals *refusals);

#endif
