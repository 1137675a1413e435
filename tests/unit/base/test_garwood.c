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

/* qgamma(.05, n) and qgamma(.95, n + 1) of R. GSL alone gives 123657 for the second upper limit. */
Test(garwood, large_counts)
{
    static const struct {
        double count, low, high;
    } cases[] = {{1001, 949.533845394, 1054.6291132},
                 {88002, 87514.6211916, 88491.518609},
                 {1e8, 99983552.0323, 100016450.105}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        cr_assert_float_eq(awol_garwood_low(cases[i].count, 0.9) / cases[i].low, 1.0, 1e-11, "%g",
                           cases[i].count);
        cr_assert_float_eq(awol_garwood_high(cases[i].count, 0.9) / cases[i].high, 1.0, 1e-11, "%g",
                           cases[i].count);
    }
}
