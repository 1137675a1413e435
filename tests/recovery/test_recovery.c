/* Simulate, then fit, under a fixed seed: medians of a few series of each case lie where an
 * independent program found them, within Monte Carlo error of both. `make recovery` runs many. */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <math.h>

#include "base/random.h"
#include "support/recovery.h"

/* The sanitizers make a fit ten times as slow. */
#ifdef __SANITIZE_ADDRESS__
enum { SERIES = 2 };
#else
enum { SERIES = 10 };
#endif

ParameterizedTestParameters(recovery, medians)
{
    static size_t indices[32];
    for (size_t i = 0; i < recovery_n_cases; i++)
        indices[i] = i;
    return cr_make_param_array(size_t, indices, recovery_n_cases);
}

ParameterizedTest(size_t *index, recovery, medians)
{
    const struct recovery_case *c = &recovery_cases[*index];
    double eta[SERIES], ratio[SERIES];
    awol_numeric_begin();
    for (uint32_t k = 0; k < SERIES; k++) {
        struct recovery_result result;
        struct awol_error error;
        cr_assert_eq(recovery_fit(c, k, &result, NULL, &error), AWOL_OK, "%s, %u: %s", c->name, k,
                     error.message);
        cr_assert(result.converged, "%s, %u: not converged", c->name, k);
        eta[k] = result.eta;
        ratio[k] = result.ratio;
    }
    double median = recovery_quantile(eta, SERIES, 0.5);
    double tolerance = recovery_tolerance(&c->eta_printed, SERIES);
    cr_assert_float_eq(median, c->eta_printed.median, tolerance, "%s: eta %g, expected %g +- %g",
                       c->name, median, c->eta_printed.median, tolerance);
    /* The offer: 13 weeks of some 12 departures, so a standard deviation near .25 of its logarithm
     * with contagion or a wandering background; four standard errors of a median. */
    median = recovery_quantile(ratio, SERIES, 0.5);
    cr_assert_float_eq(log(median / c->ratio_printed), 0, 4 * 1.2533 * 0.25 / sqrt(SERIES),
                       "%s: ratio %g, expected %g", c->name, median, c->ratio_printed);
}
