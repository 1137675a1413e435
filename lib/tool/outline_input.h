/* What awol-simulate draws from: a model with its parameters, days and men; or a fit. */
#ifndef AWOL_TOOL_OUTLINE_INPUT_H
#define AWOL_TOOL_OUTLINE_INPUT_H

#include <stdbool.h>

#include "base/setting.h"
#include "base/status.h"
#include "base/stream.h"
#include "cli/tool.h"
#include "estimate/refit.h"
#include "model/simulate.h"

/* Tables and what they are read into; the refit has what the model needs. Zero before it is read;
 * its parts are pointed at, so it is not to be moved. */
struct awol_outline_input {
    struct awol_stream fit;
    bool has_fit;
    struct awol_table offers, circumstances, covariates, units;
    struct awol_plan_unit *leaves;
};

/* Of --model: read --from, --days, --by, --first, --men, --unit, --units, --cuts, --offers,
 * --circumstances, --covariates, and make a refit without a record, whose request has the switches
 * of the model already; `values` are those of --set. Warn of days that are no whole bin.
 * AWOL_USAGE, AWOL_DATA and AWOL_SYSTEM with the option or the file. */
enum awol_status awol_outline_input_open(const struct awol_arguments *arguments,
                                         struct awol_outline_input *input,
                                         const struct awol_settings *values,
                                         struct awol_refit *refit, struct awol_error *error);

/* Of a fit: the operand, with `values` in the place of its estimates. Other options than those of
 * drawing are AWOL_USAGE. */
enum awol_status awol_outline_input_fit(const struct awol_arguments *arguments,
                                        struct awol_outline_input *input,
                                        const struct awol_settings *values,
                                        struct awol_refit *refit, struct awol_error *error);

void awol_outline_input_release(struct awol_outline_input *input);

#endif
