/* A fit as a stream: its own tables, the series as fitted, and what it was made from. */
#ifndef AWOL_ESTIMATE_OUTPUT_H
#define AWOL_ESTIMATE_OUTPUT_H

#include "base/status.h"
#include "base/stream.h"
#include "estimate/run.h"
#include "record/fit.h"
#include "record/series.h"

/* What stands behind a fit; tables may be NULL. */
struct awol_fit_inputs {
    const struct awol_stream *stream; /* the series as it came in: headers and other tables */
    const struct awol_series *series;
    const struct awol_table *opt_offers;
    const struct awol_table *opt_circumstances;
    const struct awol_table *opt_units; /* instead of those of the stream */
    const char *command;
    double level; /* of the limits of crude rates */
};

/* Make the stream: headers of the input and this command, the fit's tables, series with fitted
 * columns, offers, circumstances and whatever other tables came in (strength, units, covariates),
 * and last the warnings and the summary. The caller releases it. */
enum awol_status awol_fit_output(const struct awol_fit_inputs *inputs, const struct awol_fit *fit,
                                 const struct awol_fitted_span *spans,
                                 struct awol_stream *ret_stream, struct awol_error *opt_error);

#endif
