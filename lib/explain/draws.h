/* Parameter values that a fit might as well have had, and limits made of what follows from them. */
#ifndef AWOL_EXPLAIN_DRAWS_H
#define AWOL_EXPLAIN_DRAWS_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "estimate/refit.h"

enum awol_draws_source {
    AWOL_DRAWS_NONE,       /* the fit has neither: no limits */
    AWOL_DRAWS_BOOTSTRAP,  /* the table replicates of awol-boot */
    AWOL_DRAWS_COVARIANCE, /* normal, from the covariance on the working scale */
};

/* "none", "bootstrap", "covariance" */
extern const char *const awol_draws_names[];

struct awol_draws {
    enum awol_draws_source source;
    double *values; /* [n][n_parameters] printed scale */
    size_t n, n_parameters;
    size_t failed; /* replicates that could not be fitted: beyond either limit */
};

/* Take them from the table (NULL: there is none), else from the covariance of the fit. AWOL_DATA
 * for a table that lacks a parameter of the model, or has a value outside its range. */
enum awol_status awol_draws_init(struct awol_draws *draws, const struct awol_refit *refit,
                                 const struct awol_table *opt_replicates, uint64_t seed,
                                 struct awol_error *opt_error);
void awol_draws_release(struct awol_draws *draws);

/* A number of men, of money, a share. Limits are NaN where there are none. */
struct awol_amount {
    double estimate, low, high;
};

/* So many draws are the least that have limits at that level: one beyond each. */
size_t awol_draws_least(double level);

/* Limits of a quantity from its values [n] under the draws, which are sorted; NaN are those that
 * could not be computed. NaN where the draws are fewer than awol_draws_least(). From replicates
 * they are corrected for the median bias (Efron 1987). */
struct awol_amount awol_draws_amount(const struct awol_draws *draws, double estimate,
                                     double *values, size_t n, double level);

#endif
