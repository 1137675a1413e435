/* Attribution where the truth is known: shared by the test (a few series) and by the program behind
 * make attribution (many). */
#ifndef TESTS_SUPPORT_ATTRIBUTION_H
#define TESTS_SUPPORT_ATTRIBUTION_H

#include <stddef.h>
#include <stdint.h>

#include "explain/attribute.h"

struct attribution_case {
    const char *truth;
    double eta, tau_days;
    double base; /* newcomers a week */
};

extern const struct attribution_case attribution_cases[];
extern const size_t attribution_n_cases;

/* What one series gives: men in all, and of each total the truth, the estimate and whether the
 * limits hold it. */
struct attribution_result {
    double men;
    struct {
        double truth;
        struct awol_amount found;
    } because, direct;
    bool converged;
};

/* Simulate replicate k of a case (150 weeks, an offer of 2.5 for 13 of them), fit it, attribute it
 * at the level .9. Fails the test where it cannot. */
void attribution_run(const struct attribution_case *c, uint32_t replicate,
                     struct attribution_result *ret_result);

/* True if the limits hold the truth. */
bool attribution_holds(double truth, const struct awol_amount *found);

#endif
