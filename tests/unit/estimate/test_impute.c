#include "estimate/impute.h"

#include <criterion/criterion.h>
#include <math.h>

/* By hand: mean 2, within 1/2, between 1 times 4/3, so lambda = 8/11; observed df = 11/13 10 3/11 =
 * 30/13; df = 1/((8/11)^2/2 + 13/30); r = 8/3. */
Test(impute, rubin)
{
    const double estimates[] = {1, 2, 3}, variances[] = {0.4, 0.5, 0.6};
    struct awol_imputed i;
    awol_impute_combine(estimates, variances, 3, 10, &i);
    cr_assert_float_eq(i.estimate, 2, 1e-12);
    cr_assert_float_eq(i.variance, 11.0 / 6, 1e-12);
    double df = 1 / (64.0 / 121 / 2 + 13.0 / 30);
    cr_assert_float_eq(i.df, df, 1e-12);
    cr_assert_float_eq(i.missing, (8.0 / 3 + 2 / (df + 3)) / (11.0 / 3), 1e-12);
}

/* Where the completed records agree nothing is missing but what few degrees of freedom leave. */
Test(impute, agreement)
{
    const double estimates[] = {2, 2}, variances[] = {0.5, 0.5};
    struct awol_imputed i;
    awol_impute_combine(estimates, variances, 2, 1e9, &i);
    cr_assert_float_eq(i.variance, 0.5, 1e-12);
    cr_assert_float_eq(i.missing, 0, 1e-8);
    cr_assert(i.df > 9e8);
}
