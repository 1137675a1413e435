#include "model/hawkes.h"

#include <criterion/criterion.h>
#include <math.h>

static const double times[] = {1, 2, 2.5, 7};

static struct awol_hawkes_terms plain(double rate, double eta, double tau)
{
    return (struct awol_hawkes_terms){.rate = rate,
                                      .eta = eta,
                                      .tau_days = tau,
                                      .exponent = 1,
                                      .pool = INFINITY,
                                      .kernel = {1, {1}, {1}}};
}

static void near(const char *what, double got, double expected, double tolerance)
{
    cr_assert(fabs(got - expected) <= tolerance * fmax(1, fabs(expected)), "%s: %.15g, not %.15g",
              what, got, expected);
}

/* Worked out with 40 digits from the definition, sums over all pairs, by mpmath. */
Test(hawkes, four_departures)
{
    struct awol_hawkes_record record = {times, NULL, 4, 0, 10, 0};
    struct awol_hawkes_terms terms = plain(0.3, 0.5, 2);
    struct awol_hawkes_slopes slopes = {0};
    struct awol_hawkes_curvature curvature;
    double l;
    cr_assert_eq(awol_hawkes_evaluate(&record, &terms, &l, &slopes, NULL, NULL), AWOL_OK);
    near("l", l, -8.37410061944, 1e-11);
    near("rate", slopes.rate, -0.0375508256435, 1e-11);
    near("eta", slopes.eta, -1.70139696318, 1e-11);
    near("tau", slopes.tau_days, 0.0326696360374, 1e-11);
    cr_assert_eq(awol_hawkes_exponential(&record, 0.3, 0.5, 0.5, &curvature, NULL), AWOL_OK);
    near("l, fast", curvature.log_likelihood, l, 1e-13);
    near("rate, fast", curvature.gradient[0], slopes.rate, 1e-12);
    near("eta, fast", curvature.gradient[1], slopes.eta, 1e-12);
    near("beta, fast", curvature.gradient[2], -4 * slopes.tau_days, 1e-12);
}

/* The definition itself: every pair of departures, every interval, nothing carried along. */
static double brute(const struct awol_hawkes_record *r, const struct awol_hawkes_terms *t,
                    double *opt_residuals)
{
    double l = 0, integral = 0, gone = 0;
    for (size_t i = 0; i <= r->n; i++) {
        double until = i < r->n ? r->times[i] : r->end, from = i > 0 ? r->times[i - 1] : r->start;
        double left = isfinite(t->pool) ? 1 - gone / t->pool : 1;
        double area = t->opt_area ? t->opt_area[i] : until - from, prompted = 0, now = 0;
        for (size_t j = 0; j < i; j++)
            for (size_t m = 0; m < t->kernel.n; m++) {
                double b = t->kernel.speed[m] / t->tau_days;
                double w =
                    pow(r->opt_marks ? r->opt_marks[j] : 1, t->exponent) * t->kernel.share[m];
                prompted += w * (exp(-b * (from - r->times[j])) - exp(-b * (until - r->times[j])));
                now += w * b * exp(-b * (until - r->times[j]));
            }
        integral += left * (t->rate * area + t->eta * prompted);
        if (i == r->n)
            break;
        l += log(left * (t->rate * (t->opt_level ? t->opt_level[i] : 1) + t->eta * now));
        if (opt_residuals)
            opt_residuals[i] = integral;
        gone += r->opt_marks ? r->opt_marks[i] : 1;
    }
    return l - integral;
}

static const double marks[] = {1, 3, 2, 1};
static const double levels[] = {1, 2.5, 2.5, 1};
static const double areas[] = {1, 1.75, 1.25, 4.8, 3};

static struct awol_hawkes_terms rich(double pool)
{
    return (struct awol_hawkes_terms){.rate = 0.2,
                                      .eta = 0.4,
                                      .tau_days = 1.5,
                                      .exponent = 0.7,
                                      .pool = pool,
                                      .kernel = {3, {0.5, 0.3, 0.2}, {2, 0.7, 0.1}},
                                      .opt_level = levels,
                                      .opt_area = areas};
}

static double slope_of(const struct awol_hawkes_record *record, struct awol_hawkes_terms *terms,
                       double *parameter)
{
    double value = *parameter, step = 1e-5 * value, up, down;
    *parameter = value + step;
    up = brute(record, terms, NULL);
    *parameter = value - step;
    down = brute(record, terms, NULL);
    *parameter = value;
    return (up - down) / (2 * step);
}

Test(hawkes, marks_mixture_offers_and_pool)
{
    static const double pools[] = {INFINITY, 20, 7.5};
    struct awol_hawkes_record record = {times, marks, 4, 0, 10, 0};
    for (size_t k = 0; k < 3; k++) {
        struct awol_hawkes_terms terms = rich(pools[k]);
        double by_level[4], by_area[5], residuals[4], expected[4], l;
        struct awol_hawkes_slopes slopes = {.opt_level = by_level, .opt_area = by_area};
        cr_assert_eq(awol_hawkes_evaluate(&record, &terms, &l, &slopes, residuals, NULL), AWOL_OK);
        near("l", l, brute(&record, &terms, expected), 1e-13);
        for (size_t i = 0; i < 4; i++)
            near("residual time", residuals[i], expected[i], 1e-13);
        near("rate", slopes.rate, slope_of(&record, &terms, &terms.rate), 1e-8);
        near("eta", slopes.eta, slope_of(&record, &terms, &terms.eta), 1e-8);
        near("tau", slopes.tau_days, slope_of(&record, &terms, &terms.tau_days), 1e-8);
        near("exponent", slopes.exponent, slope_of(&record, &terms, &terms.exponent), 1e-8);
        double level[4], area[5];
        for (size_t i = 0; i < 5; i++)
            area[i] = areas[i];
        for (size_t i = 0; i < 4; i++)
            level[i] = levels[i];
        terms.opt_level = level;
        terms.opt_area = area;
        for (size_t i = 0; i < 4; i++)
            near("level", by_level[i], slope_of(&record, &terms, &level[i]), 1e-8);
        for (size_t i = 0; i < 5; i++)
            near("area", by_area[i], slope_of(&record, &terms, &area[i]), 1e-8);
    }
}

/* Second derivatives against differences of the first. */
Test(hawkes, curvature)
{
    struct awol_hawkes_record record = {times, marks, 4, 0, 10, 0};
    double at[3] = {0.3, 0.6, 0.8};
    struct awol_hawkes_curvature here;
    cr_assert_eq(awol_hawkes_exponential(&record, at[0], at[1], at[2], &here, NULL), AWOL_OK);
    for (int p = 0; p < 3; p++) {
        struct awol_hawkes_curvature up, down;
        double value = at[p], step = 1e-5;
        at[p] = value + step;
        cr_assert_eq(awol_hawkes_exponential(&record, at[0], at[1], at[2], &up, NULL), AWOL_OK);
        at[p] = value - step;
        cr_assert_eq(awol_hawkes_exponential(&record, at[0], at[1], at[2], &down, NULL), AWOL_OK);
        at[p] = value;
        near("gradient", here.gradient[p], (up.log_likelihood - down.log_likelihood) / (2 * step),
             1e-8);
        for (int q = 0; q < 3; q++)
            near("curvature", here.hessian[p][q], (up.gradient[q] - down.gradient[q]) / (2 * step),
                 1e-8);
    }
}

/* Departures one after the other at the same instant, or hours apart, at large and small rates:
 * the product of intensities must not leave the range where their logarithms do not. */
Test(hawkes, far_from_one)
{
    double many[64];
    for (size_t i = 0; i < 64; i++)
        many[i] = 1e-9 * (double)(i + 1);
    struct awol_hawkes_record record = {many, NULL, 64, 0, 1, 0};
    for (int power = -300; power <= 300; power += 60) {
        struct awol_hawkes_terms terms = plain(pow(10, power / 3.0), 1e-20, 1e-8);
        double l;
        cr_assert_eq(awol_hawkes_evaluate(&record, &terms, &l, NULL, NULL, NULL), AWOL_OK);
        near("l", l, brute(&record, &terms, NULL), 1e-12);
    }
}

Test(hawkes, refuses)
{
    struct awol_hawkes_record record = {times, marks, 4, 0, 10, 0};
    struct awol_hawkes_terms empty = rich(6);
    struct awol_error error;
    double l = 77;
    cr_assert_eq(awol_hawkes_evaluate(&record, &empty, &l, NULL, NULL, &error), AWOL_RANGE);
    cr_assert_str_eq(error.message, "more men leave than the 6 of the pool");
    struct awol_hawkes_terms wrong = plain(0.3, -0.1, 2);
    cr_assert_eq(awol_hawkes_evaluate(&record, &wrong, &l, NULL, NULL, &error), AWOL_RANGE);
    cr_assert_eq(l, 77);
}
