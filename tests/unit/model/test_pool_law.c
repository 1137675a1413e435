/* Counts out of a pool, against sums and moments that are written out here. */
#include <criterion/criterion.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#include "model/law.h"

Test(pool_law, binomial)
{
    for (unsigned n = 1; n < 200; n = 3 * n + 1)
        for (unsigned y = 0; y <= n; y += 1 + n / 7)
            cr_assert_float_eq(awol_law_log_binomial(y, n, 0.3),
                               log(gsl_ran_binomial_pdf(y, 0.3, n)), 1e-9, "%u of %u", y, n);
    cr_assert_eq(awol_law_log_binomial(6, 5, 0.3), -INFINITY);
    cr_assert_eq(awol_law_log_binomial(1, 5, 0), -INFINITY);
    cr_assert_eq(awol_law_log_binomial(0, 5, 0), 0);
}

/* Mass, mean and variance of the beta-binomial: sum over all counts. */
Test(pool_law, beta_binomial_moments)
{
    static const struct {
        double n, p, rho;
    } rows[] = {{180, 0.12, 0.01}, {50, 0.5, 0.3}, {7, 0.9, 0.05}, {400, 0.01, 1e-10}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double n = rows[i].n, p = rows[i].p, rho = rows[i].rho, sum = 0, mean = 0, square = 0;
        for (double y = 0; y <= n; y++) {
            double mass = exp(awol_law_log_beta_binomial(y, n, p, rho));
            sum += mass;
            mean += y * mass;
            square += y * y * mass;
            cr_assert_float_eq(awol_law_pool_at_most(y, n, p, rho), sum, 1e-10);
        }
        double variance = n * p * (1 - p) * (1 + (n - 1) * rho);
        cr_assert_float_eq(sum, 1, 1e-10, "row %zu: %g", i, sum);
        cr_assert_float_eq(mean, n * p, 1e-9 * n, "row %zu: %g", i, mean);
        cr_assert_float_eq(square - mean * mean, variance, 1e-7 * variance, "row %zu", i);
    }
}

/* Logarithms of products of whole factors, added up in 40 digits by Python's decimal. Where all is
 * large nothing may be lost in differences of log gammas of millions. */
Test(pool_law, large_pools)
{
    static const struct {
        double y, n, p, rho, expected;
    } rows[] = {{3100, 20000, .15, 1e-4, -6.0565361485548119},
                {40, 20000, .15, 1e-3, -374.5514329958252},
                {3000, 20000, .15, 1e-12, -4.8408913753527509},
                {17, 40, .5, .3, -3.6276545783814119},
                {3100, 20000, .15, 0, -6.7974823504385104},
                {150300, 1000000, .15, 0, -7.1504450294800116}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double got = awol_law_log_beta_binomial(rows[i].y, rows[i].n, rows[i].p, rows[i].rho);
        cr_assert(fabs(got - rows[i].expected) <= 2e-12 * (1 + fabs(rows[i].expected)),
                  "row %zu: %.15g, not %.15g", i, got, rows[i].expected);
    }
}

/* Derivatives against differences. */
Test(pool_law, slopes)
{
    static const double rows[][4] = {
        {3, 50, 0, 4},  {3, 50, 0.02, 4},        {40, 50.5, 0.3, 50},     {0.2, 1e6, 1e-7, 1},
        {5, 9, 0.1, 0}, {3000, 2e4, 1e-4, 3100}, {3e8, 1e9, 1e-9, 3.1e8}, {0.5, 1.2, 0, 1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double at[3] = {rows[i][0], rows[i][1], rows[i][2]}, y = rows[i][3];
        struct awol_pool_scored s, up, down;
        awol_law_score_pool(at[0], at[1], at[2], y, &s);
        const double slopes[3] = {s.by_mean, s.by_pool, s.by_correlation};
        for (size_t p = 0; p < (at[2] > 0 ? 3 : 2); p++) {
            double keep = at[p], h = 1e-5 * fmin(keep, p == 1 ? keep - fmax(y, at[0]) : keep);
            h = h > 0 ? h : 1e-6;
            at[p] = keep + h;
            awol_law_score_pool(at[0], at[1], at[2], y, &up);
            at[p] = keep - h;
            awol_law_score_pool(at[0], at[1], at[2], y, &down);
            at[p] = keep;
            double by = (up.log_probability - down.log_probability) / (2 * h);
            cr_assert(fabs(slopes[p] - by) * keep <= 1e-5 * (1 + fabs(by * keep)),
                      "row %zu, slope %zu: %.12g, not %.12g", i, p, slopes[p], by);
        }
    }
}

/* The derivative against differences, and the value against the law with that probability. */
Test(pool_law, scored_binomial)
{
    static const double rows[][3] = {{3, 50, 4}, {40, 50, 30}, {0.2, 1e6, 1}, {5, 9, 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double m = rows[i][0], men = rows[i][1], y = rows[i][2], h = 1e-5 * m;
        struct awol_scored s, plus, minus;
        awol_law_score_binomial(m, men, y, &s);
        awol_law_score_binomial(m + h, men, y, &plus);
        awol_law_score_binomial(m - h, men, y, &minus);
        cr_assert_float_eq(s.log_probability, awol_law_log_binomial(y, men, 1 - exp(-m / men)),
                           1e-9);
        cr_assert_float_eq(s.by_mean, (plus.log_probability - minus.log_probability) / (2 * h),
                           1e-8 * (1 + fabs(s.by_mean)), "row %zu", i);
    }
}

Test(law, at_most)
{
    /* R 4.2: ppois(3, 2.5), pnbinom(3, size = 5, mu = 2.5), ppois(3000, 2900),
     * pnbinom(3000, size = 100, mu = 2900). */
    cr_assert_float_eq(awol_law_at_most(AWOL_LAW_POISSON, 2.5, 2.5, 3), 0.757576133133066, 1e-12);
    cr_assert_float_eq(awol_law_at_most(AWOL_LAW_NB, 2.5, 2.5 + 0.2 * 6.25, 3), 0.741350403901844,
                       1e-9);
    double sum = 0;
    for (double y = 0; y <= 3000; y++) {
        sum += exp(awol_law_log_nb(y, 2900, 0.01));
    }
    cr_assert_float_eq(awol_law_at_most(AWOL_LAW_NB, 2900, 2900 + 0.01 * 2900.0 * 2900, 3000), sum,
                       1e-9);
    sum = 0;
    for (double y = 0; y <= 3000; y++)
        sum += exp(awol_law_log_poisson(y, 2900));
    cr_assert_float_eq(awol_law_at_most(AWOL_LAW_POISSON, 2900, 2900, 3000), sum, 1e-9);
    cr_assert_eq(awol_law_at_most(AWOL_LAW_GP, 5, 9, -1), 0);
    cr_assert_eq(awol_law_at_most(AWOL_LAW_GP, 5, 9, INFINITY), 1);
}
