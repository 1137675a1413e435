/* Sums over counts by their tails against sums over the counts. */
#include <criterion/criterion.h>
#include <math.h>

#include "model/law.h"
#include "model/law_nb.h"
#include "model/tails.h"

static const double phis[] = {0, 1e-14, 1e-9, 1e-4, 0.01, 0.0625, 0.3, 2, 50};
enum { N_PHIS = sizeof phis / sizeof *phis };

static void expect(const char *what, double phi, double seen, double expected, double relative)
{
    cr_assert(fabs(seen - expected) <= relative * fabs(expected) + 1e-300,
              "%s at phi %g: %.17g, not %.17g", what, phi, seen, expected);
}

/* Both parts of the law together are the law. */
Test(tails, with_means_are_the_law)
{
    static const double counts[] = {0, 3, 3, 0, 64, 65, 17, 65, 5000, 1, 0, 64};
    enum { N = sizeof counts / sizeof *counts };
    const double mean = 40;
    struct awol_tails tails;
    cr_assert_eq(awol_tails_init(&tails, counts, N, NULL), AWOL_OK);
    cr_assert_eq(tails.n_large, 2);
    for (size_t k = 0; k < N_PHIS; k++) {
        double l = 0, by_mean = 0, by_phi = 0, total = 0;
        struct awol_tails_score alone;
        struct awol_nb_means means;
        for (size_t i = 0; i < N; i++) {
            struct awol_nb_means one;
            awol_nb_score(counts[i], mean, phis[k], &one);
            l += one.l;
            by_mean += one.by_mean;
            by_phi += one.by_phi;
            total += counts[i];
        }
        awol_tails_score(&tails, phis[k], &alone);
        awol_nb_means(N, total, mean, phis[k], &means);
        expect("l", phis[k], alone.l + means.l, l, 1e-12);
        expect("by mean", phis[k], means.by_mean, by_mean, 1e-12);
        expect("by phi", phis[k], alone.by_phi + means.by_phi, by_phi, 1e-11);
    }
    awol_tails_release(&tails);
}

Test(tails, of_nothing)
{
    struct awol_tails tails;
    struct awol_tails_score score;
    const double none[] = {0, 0};
    for (size_t n = 0; n <= 2; n++) {
        cr_assert_eq(awol_tails_init(&tails, none, n, NULL), AWOL_OK);
        awol_tails_score(&tails, 0.5, &score);
        cr_assert(score.l == 0 && score.by_phi == 0);
        awol_tails_release(&tails);
    }
}

/* Term by term in long double, on both sides of every change of method. */
Test(tails, sum_square)
{
    static const double counts[] = {0, 1, 2, 64, 65, 66, 200, 5000, 100000};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        for (size_t k = 0; k < N_PHIS; k++) {
            long double sum = 0, phi = phis[k];
            for (double j = 0; j < counts[i]; j++) {
                long double ratio = (long double)j / (1 + phi * (long double)j);
                sum += ratio * ratio;
            }
            expect("sum of squares", phis[k], awol_nb_sum_square(counts[i], phis[k]), (double)sum,
                   2e-9);
        }
}

/* Second derivatives are those of the first: central differences. */
Test(tails, bend)
{
    static const double dispersions[] = {1e-5, 4e-4, 0.01, 0.3, 2}, means[] = {0.3, 9, 26, 700};
    for (size_t i = 0; i < 5; i++)
        for (size_t k = 0; k < 4; k++) {
            double phi = dispersions[i], m = means[k], n = 7, sum = 93;
            double h = 1e-4 * m, d = 1e-4 * phi;
            struct awol_nb_means up, down;
            struct awol_nb_bend bend;
            awol_nb_means_bend(n, sum, m, phi, &bend);
            awol_nb_means(n, sum, m + h, phi, &up);
            awol_nb_means(n, sum, m - h, phi, &down);
            expect("twice by the mean", phi, bend.by_means, (up.by_mean - down.by_mean) / (2 * h),
                   1e-6);
            expect("by phi and the mean", phi, bend.by_both, (up.by_phi - down.by_phi) / (2 * h),
                   1e-6);
            awol_nb_means(n, sum, m, phi + d, &up);
            awol_nb_means(n, sum, m, phi - d, &down);
            expect("twice by phi", phi, bend.by_phis, (up.by_phi - down.by_phi) / (2 * d), 1e-5);
        }
}
