/* Simulate, count, fit: what estimates of known truths look like. Shared by the tests (a few
 * series of each case) and by the program behind make recovery (many). */
#ifndef TESTS_SUPPORT_RECOVERY_H
#define TESTS_SUPPORT_RECOVERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "model/law.h"
#include "model/simulate.h"
#include "record/offer.h"
#include "record/series.h"

#define RECOVERY_SEED 1865u
#define RECOVERY_RATIO 2.5

/* In which spans the weeks are counted. */
enum recovery_spans {
    RECOVERY_WEEKS,
    RECOVERY_FOUR_WEEKS,
    RECOVERY_MIXED /* weeks 37 to 60 singly, totals of four weeks before and after */
};

/* What an independent program found for the same truth: median and 10 % and 90 % points of the
 * estimates over `n` series. */
struct recovery_printed {
    double median, low, high;
    size_t n;
};

struct recovery_case {
    const char *name;
    const char *truth; /* in words, for the table */
    int weeks;
    double base; /* newcomers a week */
    double eta, tau_weeks;
    double party;
    double ratio;           /* by which the offer multiplies; 0: RECOVERY_RATIO */
    double log_sd, log_rho; /* of a lognormal background's logarithm, week by week; 0: none */
    enum recovery_spans spans;
    enum awol_law law;
    bool background; /* fit one */
    struct recovery_printed eta_printed;
    double ratio_printed; /* median */
    bool interval;        /* profile eta at 90 % */
};

extern const struct recovery_case recovery_cases[];
extern const size_t recovery_n_cases;

/* Truths whose 90 % intervals of eta are to cover it; nothing printed to compare with. */
extern const struct recovery_case recovery_intervals[];
extern const size_t recovery_n_intervals;

struct recovery_result {
    double eta, ratio;
    bool converged;
    double low, high; /* of eta, where the case asks for its interval; an open side is infinite */
};

/* The offer of a case: 13 weeks in the middle. */
struct awol_offer recovery_offer(const struct recovery_case *c);

/* Simulate replicate k of the case and count it. The caller releases the series. */
enum awol_status recovery_record(const struct recovery_case *c, uint32_t replicate,
                                 struct awol_series *ret_series, struct awol_error *opt_error);

/* Does a value of eta stand, tried by n records drawn from the fit that is held there, so that the
 * calibrated 90 % interval holds it? Where asked for, eta in n records drawn from the fit itself.
 */
struct recovery_point {
    double eta;
    uint32_t n;
    double *opt_etas; /* [n], the caller's */
    bool stands;
};

/* Simulate replicate k of the case and fit it; fill in opt_point. */
enum awol_status recovery_fit(const struct recovery_case *c, uint32_t replicate,
                              struct recovery_result *ret_result, struct recovery_point *opt_point,
                              struct awol_error *opt_error);

/* Quantile p of n values, which are sorted in place; between two of them, linearly. */
double recovery_quantile(double *values, size_t n, double p);

/* Where a median of n estimates and the printed one may differ: four standard errors of their
 * difference, the spread taken from the printed points as if it were Gaussian. */
double recovery_tolerance(const struct recovery_printed *printed, size_t n);

#endif
