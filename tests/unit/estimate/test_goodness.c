#include "estimate/goodness.h"

#include <criterion/criterion.h>
#include <math.h>

static void near(const char *what, double got, double expected, double tolerance)
{
    cr_assert(fabs(got - expected) <= tolerance * fmax(1, fabs(expected)), "%s: %.15g, not %.15g",
              what, got, expected);
}

static void expect_uniform(const char *what, const double *values, size_t n, double statistic,
                           double p, double tolerance)
{
    struct awol_goodness got;
    cr_assert_eq(awol_goodness_uniform(values, n, &got, NULL), AWOL_OK);
    near(what, got.statistic, statistic, 1e-12);
    near(what, got.p, p, tolerance);
}

/* R 4.2: ks.test(x, "punif", exact = TRUE). */
Test(goodness, uniform)
{
    static const double seven[] = {0.1, 0.25, 0.3, 0.55, 0.61, 0.93, 0.97};
    static const double three[] = {0.02, 0.021, 0.5};
    static double many[1000];
    expect_uniform("seven", seven, 7, 0.215714285714286, 0.838419086063626, 1e-12);
    expect_uniform("three", three, 3, 0.645666666666667, 0.0906830300740741, 1e-12);
    for (size_t i = 0; i < 150; i++)
        many[i] = pow((double)(i + 1) / 151, 1.3);
    expect_uniform("150", many, 150, 0.0990515483931012, 0.0984132601499292, 1e-11);
    for (size_t i = 0; i < 1000; i++)
        many[i] = pow((double)(i + 1) / 1001, 1.08);
    expect_uniform("1000", many, 1000, 0.0286899095985776, 0.375722327992325, 3e-3);
}

/* One number u: the distance is max(u, 1 - u), and P(D >= d) = 2 (1 - d). */
Test(goodness, one_number)
{
    static const double u[] = {0.5, 0.6, 0.95, 0.02};
    for (size_t i = 0; i < 4; i++) {
        double d = fmax(u[i], 1 - u[i]);
        expect_uniform("one", &u[i], 1, d, 2 * (1 - d), 1e-12);
    }
}

Test(goodness, uniform_refuses)
{
    static const double bad[] = {0.1, 1.1}, none[] = {NAN};
    struct awol_goodness got;
    cr_assert_eq(awol_goodness_uniform(bad, 2, &got, NULL), AWOL_USAGE);
    cr_assert_eq(awol_goodness_uniform(none, 1, &got, NULL), AWOL_USAGE);
    cr_assert_eq(awol_goodness_uniform(bad, 0, &got, NULL), AWOL_USAGE);
}

/* Luteinizing hormone in 48 samples of blood (Diggle 1990, Time Series, table A.1; R's `lh`);
 * R 4.2: acf(lh), Box.test(lh, 6, "Ljung"), the same with fitdf = 2, and the sums of Newey and
 * West. */
Test(goodness, correlation)
{
    static const double lh[] = {2.4, 2.4, 2.4, 2.2, 2.1, 1.5, 2.3, 2.3, 2.5, 2.0, 1.9, 1.7,
                                2.2, 1.8, 3.2, 3.2, 2.7, 2.2, 2.2, 1.9, 1.9, 1.8, 2.7, 3.0,
                                2.3, 2.0, 2.0, 2.9, 2.9, 2.7, 2.7, 2.3, 2.6, 2.4, 1.8, 1.7,
                                1.5, 1.4, 2.1, 3.3, 3.5, 3.5, 3.1, 2.6, 2.1, 3.4, 3.0, 2.9};
    near("lag 1", awol_autocorrelation(lh, 48, 1), 0.575524475524475, 1e-13);
    near("lag 3", awol_autocorrelation(lh, 48, 3), -0.144755244755245, 1e-13);
    struct awol_goodness six = awol_ljung_box(lh, 48, 6, 0);
    near("Q", six.statistic, 22.6983346775733, 1e-12);
    near("p", six.p, 0.000904072182101867, 1e-12);
    near("p, two fitted", awol_ljung_box(lh, 48, 6, 2).p, 0.000145464469078704, 1e-12);
    struct awol_mean mean = awol_mean_of_series(lh, 48);
    near("mean", mean.mean, 2.4, 1e-14);
    near("se", mean.se, 0.110652264374079, 1e-12);
}

Test(goodness, constant_series)
{
    static const double flat[] = {2, 2, 2, 2};
    cr_assert_eq(awol_autocorrelation(flat, 4, 1), 0);
    cr_assert_eq(awol_mean_of_series(flat, 4).se, 0);
}
