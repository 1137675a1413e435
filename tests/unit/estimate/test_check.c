#include "estimate/check.h"

#include <criterion/criterion.h>
#include <math.h>

enum { N = 20 };

/* A fit of which only the spans are looked at: one unit, or two of ten spans each. */
static void measure(const struct awol_residual *residuals, bool two_units, double *statistics)
{
    static struct awol_series_span spans[N];
    struct awol_refit refit = {.series = {.spans = spans, .n_spans = N}};
    for (size_t i = 0; i < N; i++)
        spans[i] = (struct awol_series_span){.unit = two_units && i >= N / 2};
    cr_assert_eq(awol_check_statistics(&refit, residuals, N, statistics, NULL), AWOL_OK);
}

/* Worked out by hand: u at the middles of twenty steps lie 1/40 from the uniform law; a Pearson
 * residual of 2 everywhere has the mean square 4, and one of 1/2 its inverse. */
Test(check, statistics)
{
    struct awol_residual residuals[N];
    double s[AWOL_CHECK_STATISTICS];
    for (size_t i = 0; i < N; i++)
        residuals[i] = (struct awol_residual){
            .span = i, .u = ((double)i + 0.5) / N, .z = i % 2 ? 1 : -1, .pearson = 2};
    measure(residuals, false, s);
    cr_assert_float_eq(s[AWOL_CHECK_PIT], 1.0 / 40, 1e-12);
    cr_assert_float_eq(s[AWOL_CHECK_SCATTER], 4, 1e-12);
    /* z alternates about 0: the sum of products at lag k is (-1)^k (20 - k), over 20. */
    double q = 0;
    for (int k = 1; k <= 4; k++)
        q += (20.0 - k) * (20.0 - k) / 400 / (20 - k);
    cr_assert_float_eq(s[AWOL_CHECK_CORRELATION], 20 * 22 * q, 1e-10);
    for (size_t i = 0; i < N; i++)
        residuals[i].pearson = i < 12 ? 0.5 : (double)NAN; /* the rest are no exact counts */
    measure(residuals, false, s);
    cr_assert_float_eq(s[AWOL_CHECK_SCATTER], 4, 1e-12);
}

/* Ten counts a unit are too few for correlations; seven in all for anything. */
Test(check, too_few)
{
    struct awol_residual residuals[N];
    double s[AWOL_CHECK_STATISTICS];
    for (size_t i = 0; i < N; i++)
        residuals[i] = (struct awol_residual){.span = i, .u = 0.5, .z = (double)i, .pearson = NAN};
    measure(residuals, true, s);
    cr_assert(isnan(s[AWOL_CHECK_CORRELATION]));
    cr_assert(isnan(s[AWOL_CHECK_SCATTER]));
    cr_assert_float_eq(s[AWOL_CHECK_PIT], 0.5, 1e-12);
    struct awol_refit refit = {.fit = {.n_parameters = 0}};
    cr_assert_eq(awol_check_statistics(&refit, residuals, 0, s, NULL), AWOL_OK);
    cr_assert(isnan(s[AWOL_CHECK_PIT]));
}
