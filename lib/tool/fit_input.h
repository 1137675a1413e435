/* What awol-fit reads: the series or the times, and the files beside them. */
#ifndef AWOL_TOOL_FIT_INPUT_H
#define AWOL_TOOL_FIT_INPUT_H

#include <stdbool.h>

#include "base/status.h"
#include "base/stream.h"
#include "cli/tool.h"
#include "estimate/request.h"

/* Zero before it is read; its parts are pointed at, so it is not to be moved. */
struct awol_fit_input {
    struct awol_stream stream;
    struct awol_table offers_table, circumstances_table, covariates_table, units_table;
    bool has_offers, has_circumstances;
    struct awol_series series;
    struct awol_offers offers, circumstances;
    struct awol_covariates covariates;
    struct awol_units units;
    struct awol_times times;
};

/* Read the operand and --offers, --circumstances, --units, --observed, --men, --day-zero, and let
 * the request, whose options are taken already, point at what was read; warn of what was left out.
 * Released by the caller, also after a failure. AWOL_USAGE for options that do not go together,
 * AWOL_DATA and AWOL_SYSTEM with the file. */
enum awol_status awol_fit_input_read(const struct awol_arguments *arguments,
                                     struct awol_fit_input *input, struct awol_request *request,
                                     struct awol_error *error);
void awol_fit_input_release(struct awol_fit_input *input);

#endif
