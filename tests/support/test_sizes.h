/* How often a test says no: on records without the effect (its size) and with it (its power).
 * Shared by a quick test and by the program behind make sizes. */
#ifndef TESTS_SUPPORT_TEST_SIZES_H
#define TESTS_SUPPORT_TEST_SIZES_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "support/recovery.h"

/* One truth and one test of awol-boot. Shares of records that are rejected at a nominal .05, as an
 * independent program found them (100 to 400 records; NaN: not printed): by the point of
 * chi-square, and by points drawn from the null model. */
struct size_case {
    struct recovery_case truth;
    const char *test;
    const char *null; /* in words */
    double printed_chi_square, printed_drawn;
};

extern const struct size_case size_cases[];
extern const size_t size_n_cases;

/* Record k of the case: the test's statistic on it, and on n_drawn records drawn from its null
 * model, as awol-boot draws them (NaN where one cannot be fitted). */
enum awol_status size_run(const struct size_case *c, uint32_t k, double *ret_statistic,
                          double *ret_drawn, size_t n_drawn, struct awol_error *opt_error);

#endif
