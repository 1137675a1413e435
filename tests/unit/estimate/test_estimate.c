/* Estimates, covariances and profiles where the answer is known in closed form. */
#include <criterion/criterion.h>
#include <math.h>

#include "base/random.h"
#include "estimate/estimate.h"
#include "support/series.h"

/* 12 days: 6 before an offer that is known for days 6 to 8, 3 after it. */
static const struct support_span days[] = {
    {0, 0, 1, 3, 3, NAN},   {0, 1, 2, 5, 5, NAN},  {0, 2, 3, 2, 2, NAN},   {0, 3, 4, 4, 4, NAN},
    {0, 4, 5, 6, 6, NAN},   {0, 5, 6, 1, 1, NAN},  {0, 6, 7, 9, 9, NAN},   {0, 7, 8, 7, 7, NAN},
    {0, 8, 9, 11, 11, NAN}, {0, 9, 10, 4, 4, NAN}, {0, 10, 11, 3, 3, NAN}, {0, 11, 12, 5, 5, NAN}};

enum { N_DAYS = sizeof days / sizeof *days };

static const struct awol_offer offer = {
    .id = "A", .unit = "", .start_first = 6, .start_last = 6, .end = 8, .shape = AWOL_SHAPE_FLAT};
static const struct awol_effect effect = {.name = "offer.A", .offer = &offer, .is_offer = true};

struct bench {
    struct awol_series series;
    struct awol_campaign campaign;
    struct awol_problem problem;
    struct awol_estimate estimate;
};

static void bench_make(struct bench *b, const struct support_span *spans, size_t n,
                       struct awol_setup setup, size_t n_effects)
{
    struct awol_error error;
    awol_numeric_begin();
    support_series(&b->series, spans, n);
    cr_assert_eq(
        awol_campaign_init(&b->campaign, &b->series, NULL, false, &effect, n_effects, NULL, &error),
        AWOL_OK, "%s", error.message);
    cr_assert_eq(awol_problem_init(&b->problem, &b->campaign, &setup, false, &error), AWOL_OK);
    cr_assert_eq(awol_estimate_fit(&b->problem, NULL, &b->estimate, &error), AWOL_OK, "%s",
                 error.message);
}

static void bench_free(struct bench *b)
{
    awol_estimate_release(&b->estimate);
    awol_problem_release(&b->problem);
    awol_campaign_release(&b->campaign);
    awol_series_release(&b->series);
}

static struct awol_setup setup_of(enum awol_law law)
{
    return (struct awol_setup){
        .law = law, .dispersion = true, .period_days = 365.25, .recorded = 1};
}

/* Poisson with a step: the rates are the means of the two groups, and the variances of their
 * logarithms the reciprocals of the totals. */
Test(estimate, step_in_closed_form)
{
    struct bench b;
    bench_make(&b, days, N_DAYS, setup_of(AWOL_LAW_POISSON), 1);
    double outside = 33.0 / 9, inside = 27.0 / 3;
    cr_assert(b.estimate.converged);
    cr_assert_float_eq(b.estimate.values[0], outside, 1e-6);
    cr_assert_float_eq(b.estimate.values[1], inside / outside, 1e-6);
    cr_assert_float_eq(b.estimate.covariance[0], 1.0 / 33, 1e-6);
    cr_assert_float_eq(b.estimate.covariance[3], 1.0 / 33 + 1.0 / 27, 1e-6);
    cr_assert_float_eq(b.estimate.covariance[1], -1.0 / 33, 1e-6);
    cr_assert_not(b.estimate.second_mode);
    bench_free(&b);
}

/* Where -2 ln of the likelihood ratio of a Poisson mean of which y was seen reaches `drop`: by
 * bisection, apart from everything that is tested. */
static double crossing(double y, double drop, double inside, double outside)
{
    for (int i = 0; i < 200; i++) {
        double middle = 0.5 * (inside + outside);
        if (2 * (y * log(y / middle) - y + middle) < drop)
            inside = middle;
        else
            outside = middle;
    }
    return inside;
}

Test(profile, poisson_mean)
{
    struct bench b;
    struct awol_interval interval;
    struct awol_profile_points points = {0};
    const double chi_square = 2.7055434540954; /* 90 % point, one degree of freedom */
    bench_make(&b, days, N_DAYS, setup_of(AWOL_LAW_POISSON), 0);
    cr_assert_eq(awol_profile(&b.problem, &b.estimate, 0, 0.9, &interval, &points, NULL), AWOL_OK);
    cr_assert_eq(interval.low_side, AWOL_SIDE_FOUND);
    cr_assert_eq(interval.high_side, AWOL_SIDE_FOUND);
    cr_assert_float_eq(interval.low * 12, crossing(60, chi_square, 60, 1e-3), 1e-6);
    cr_assert_float_eq(interval.high * 12, crossing(60, chi_square, 60, 600), 1e-6);
    cr_assert_gt(points.n, 3);
    free(points.points);
    bench_free(&b);
}

/* The profile of an offer's ratio, the rate re-estimated: of 33 men in nine days and 27 in three
 * the likelihood given how many there are in all is binomial, and so is the profile. */
Test(profile, ratio_of_two_poisson_means)
{
    struct bench b;
    struct awol_interval interval;
    const double drop = 2.7055434540954 / 2, best = 27 * log(27.0 / 60) + 33 * log(33.0 / 60);
    bench_make(&b, days, N_DAYS, setup_of(AWOL_LAW_POISSON), 1);
    cr_assert_eq(awol_profile(&b.problem, &b.estimate, 1, 0.9, &interval, NULL, NULL), AWOL_OK);
    const double ends[] = {interval.low, interval.high};
    for (size_t i = 0; i < 2; i++) {
        double share = 3 * ends[i] / (9 + 3 * ends[i]);
        cr_assert_float_eq(best - 27 * log(share) - 33 * log(1 - share), drop, 1e-7);
    }
    cr_assert_lt(interval.low, b.estimate.values[1]);
    cr_assert_gt(interval.high, b.estimate.values[1]);
    bench_free(&b);
}

/* Counts that scatter less than Poisson: the dispersion is exactly zero, has no error of its own,
 * its interval begins at zero, and the likelihood is Poisson's. */
Test(estimate, dispersion_at_its_boundary)
{
    static const struct support_span even[] = {{0, 0, 1, 5, 5, NAN}, {0, 1, 2, 5, 5, NAN},
                                               {0, 2, 3, 5, 5, NAN}, {0, 3, 4, 5, 5, NAN},
                                               {0, 4, 5, 5, 5, NAN}, {0, 5, 6, 5, 5, NAN}};
    struct bench nb, poisson;
    struct awol_interval interval;
    bench_make(&nb, even, 6, setup_of(AWOL_LAW_NB), 0);
    bench_make(&poisson, even, 6, setup_of(AWOL_LAW_POISSON), 0);
    size_t phi = nb.problem.layout.dispersion;
    cr_assert(nb.estimate.at_boundary[phi]);
    cr_assert_eq(nb.estimate.values[phi], 0);
    cr_assert_not(nb.estimate.defined[phi]);
    cr_assert(isnan(nb.estimate.covariance[phi * nb.estimate.n + phi]));
    cr_assert_float_eq(nb.estimate.log_likelihood, poisson.estimate.log_likelihood, 1e-4);
    cr_assert_eq(awol_profile(&nb.problem, &nb.estimate, phi, 0.9, &interval, NULL, NULL), AWOL_OK);
    cr_assert_eq(interval.low_side, AWOL_SIDE_ZERO);
    cr_assert_eq(interval.low, 0);
    cr_assert_gt(interval.high, 0);
    bench_free(&poisson);
    bench_free(&nb);
}

/* A parameter that is held stays where it is held, and the others are best given it. */
Test(estimate, a_fixed_parameter)
{
    struct bench b;
    struct awol_estimate held;
    bench_make(&b, days, N_DAYS, setup_of(AWOL_LAW_POISSON), 1);
    awol_problem_fix(&b.problem, 1, 2);
    cr_assert_eq(awol_estimate_fit(&b.problem, NULL, &held, NULL), AWOL_OK);
    cr_assert_eq(held.full[1], 2);
    cr_assert_float_eq(held.full[0], 60.0 / (9 + 3 * 2), 1e-6);
    cr_assert_lt(held.log_likelihood, b.estimate.log_likelihood);
    awol_estimate_release(&held);
    bench_free(&b);
}

/* A wider model is never worse than one inside it. */
Test(estimate, wider_models_fit_no_worse)
{
    struct bench narrow, wide;
    struct awol_setup setup = setup_of(AWOL_LAW_NB);
    bench_make(&narrow, days, N_DAYS, setup, 1);
    setup.cascade = true;
    bench_make(&wide, days, N_DAYS, setup, 1);
    double its = narrow.estimate.log_likelihood, cascade = wide.estimate.log_likelihood;
    cr_assert_geq(cascade, its - 1e-6);
    bench_free(&wide);
    setup.background = true;
    bench_make(&wide, days, N_DAYS, setup, 1);
    cr_assert_geq(wide.estimate.log_likelihood, cascade - 1e-6);
    bench_free(&wide);
    bench_free(&narrow);
}
