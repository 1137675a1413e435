/* Totals over several bins, completed many times and each time fitted anew: what the filter takes
 * into account by an approximation, done by drawing (Rubin 1987, Multiple Imputation for
 * Nonresponse in Surveys; small samples: Barnard and Rubin 1999, Biometrika 86:948). */
#ifndef AWOL_ESTIMATE_IMPUTE_H
#define AWOL_ESTIMATE_IMPUTE_H

#include "estimate/check.h"

/* Estimates of one number from n completed records, with its variance in each; NaN where not
 * defined. */
struct awol_imputed {
    double estimate;
    double variance;
    double df;      /* degrees of freedom of Student's law */
    double missing; /* fraction of the information that is missing */
};

/* Rubin's rules; complete_df: degrees of freedom that the completed record would leave. n >= 2. */
void awol_impute_combine(const double *estimates, const double *variances, size_t n,
                         double complete_df, struct awol_imputed *ret_imputed);

/* Appends the table imputed and sentences. Each of settings->imputations completions draws
 * parameters from the normal law of the fit's estimates (working scale), shares each exact total
 * over its bins as these parameters expect it given the bins before (five rounds, so that the parts
 * of a total answer each other; with dispersion more unequally), and fits the model to what comes
 * of it. AWOL_UNFIT if the record has no total over several bins. */
enum awol_status awol_check_impute(const struct awol_refit *refit,
                                   const struct awol_check_settings *settings,
                                   struct awol_stream *stream, struct awol_error *opt_error);

#endif
