/* Simulated campaigns of which it is known whom the offer brought: the table of ATTRIBUTION.md over
 * fewer series. */
#include <criterion/criterion.h>
#include <math.h>

#include "base/random.h"
#include "support/attribution.h"

TestSuite(attribution, .init = awol_numeric_begin);

Test(attribution, bias_and_cover)
{
    enum { N = 8 };
    const struct attribution_case *c = &attribution_cases[2];
    double bias = 0, men = 0;
    size_t held = 0;
    for (uint32_t k = 0; k < N; k++) {
        struct attribution_result r;
        attribution_run(c, k, &r);
        bias += r.because.found.estimate - r.because.truth;
        men += r.men;
        held += attribution_holds(r.because.truth, &r.because.found);
    }
    cr_assert_lt(fabs(bias) / men, 0.05, "bias %g of the men", bias / men);
    /* Of 8 limits of .9 fewer than 5 hold the truth once in 500 times. */
    cr_assert_geq(held, 5, "%zu of %d", held, N);
}
