#include <criterion/criterion.h>
#include <math.h>

#include "base/garwood.h"

/* Half the quantiles of chi-square, as Ulm 1990 (Am. J. Epidemiol. 131:373) gives them after
 * Garwood 1936; the digits agree with chi2.ppf of scipy. */
Test(garwood, published_limits_at_95_per_cent)
{
    static const struct {
        double count, low, high;
    } cases[] = {
        {0, 0, 3.6889}, {1, 0.0253, 5.5716}, {10, 4.7954, 18.3904}, {100, 81.3640, 121.6268}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        cr_assert_float_eq(awol_garwood_low(cases[i].count, 0.95), cases[i].low, 6e-5, "%g: %.7g",
                           cases[i].count, awol_garwood_low(cases[i].count, 0.95));
        cr_assert_float_eq(awol_garwood_high(cases[i].count, 0.95), cases[i].high, 6e-5, "%g: %.7g",
                           cases[i].count, awol_garwood_high(cases[i].count, 0.95));
    }
}
