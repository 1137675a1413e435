/* From a request to a fit: which model, fitted how, with what to say about it. */
#ifndef AWOL_ESTIMATE_RUN_H
#define AWOL_ESTIMATE_RUN_H

#include "base/status.h"
#include "estimate/request.h"
#include "record/fit.h"

/* One span of the series as fitted; NaN where the fit says nothing about it. */
struct awol_fitted_span {
    double fitted, low, high; /* mean given all before it, and its predictive limits */
    double background, by_offer, by_comrades;
};

/* Fit. *ret_spans has one element a span of the series and is freed by the caller; ret_fit is
 * released by the caller. AWOL_UNFIT where the model asked for (or every model) is refused, with
 * the reason and what could be fitted. AWOL_USAGE for settings that name no parameter. */
enum awol_status awol_fit_run(const struct awol_request *request, struct awol_fit *ret_fit,
                              struct awol_fitted_span **ret_spans, struct awol_error *opt_error);

#endif
