/* The model of a fit on an altered record: what influence, placebos, predictions ahead and
 * sensitivities have in common. */
#ifndef AWOL_ESTIMATE_VARIANT_H
#define AWOL_ESTIMATE_VARIANT_H

#include <stdbool.h>

#include "base/status.h"
#include "estimate/refit.h"

/* Begins as the fit. Between init and open the caller may alter spans (preferred = false leaves one
 * out), offers, circumstances and request. Not to be copied or moved: its parts point at each
 * other. */
struct awol_variant {
    const struct awol_refit *refit;
    struct awol_series series;                /* spans are its own, all else is the fit's */
    struct awol_offers offers, circumstances; /* rows are its own */
    struct awol_request request;
    struct awol_effects effects;
    double *neighbours;
    struct awol_campaign campaign;
    struct awol_problem problem;
    double *values; /* [problem.layout.n] printed scale */
    double log_likelihood;
    bool converged;
};

/* Room for one variant. AWOL_MEMORY. The caller releases it, also after a failure. The refit must
 * outlive it. */
enum awol_status awol_variant_init(struct awol_variant *variant, const struct awol_refit *refit,
                                   struct awol_error *opt_error);
void awol_variant_release(struct awol_variant *variant);

/* Append an offer, whose strings must outlive the variant. AWOL_MEMORY. */
enum awol_status awol_variant_add_offer(struct awol_variant *variant,
                                        const struct awol_offer *offer,
                                        struct awol_error *opt_error);

/* Make the altered record's problem; values are the fit's, by name, and default starts for
 * parameters that the fit did not have. Parameters that were held are held. AWOL_DATA, AWOL_UNFIT
 * where the altered record cannot bear the model. */
enum awol_status awol_variant_open(struct awol_variant *variant, struct awol_error *opt_error);

/* Fit it from there: values, log_likelihood, converged. AWOL_RANGE if nothing could be evaluated.
 */
enum awol_status awol_variant_fit(struct awol_variant *variant, struct awol_error *opt_error);

/* The same from every start that a fit tries, for a record far from the one that was fitted. */
enum awol_status awol_variant_search(struct awol_variant *variant, struct awol_error *opt_error);

/* The value of a parameter by name, NaN where this variant has none. */
double awol_variant_value(const struct awol_variant *variant, const char *name);

#endif
