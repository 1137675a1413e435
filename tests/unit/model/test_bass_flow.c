#include "model/bass_flow.h"

#include <criterion/criterion.h>
#include <math.h>

static void near(const char *what, double got, double expected, double relative)
{
    cr_assert(fabs(got - expected) <= relative * fabs(expected), "%s: %.15g, not %.15g", what, got,
              expected);
}

/* m, gone, p, q, time: mean, binomial variance, variance of the linear noise, by mpmath at 40
 * digits (the integral by quadrature); simulations of the process gave 36.4 and 286.7 for the first
 * two. */
Test(bass_flow, steps)
{
    static const double rows[][8] = {
        {200, 20, .01, .8, 1, 21.918955351, 19.249840886, 36.915667029},
        {3000, 300, .004, .12, 4, 206.595325602, 190.787315192, 286.164726169},
        {200, 150, .01, .8, 1, 24.223915048, 12.487953843, 14.014183099}};
    for (size_t i = 0; i < 3; i++) {
        const double *r = rows[i];
        struct awol_bass_step step;
        awol_bass_step(r[0], r[1], r[2], r[3], r[4], &step);
        double n = r[0] - r[1], chance = step.mean / n;
        near("mean", step.mean, r[5], 1e-9);
        near("binomial variance", n * chance * (1 - chance), r[6], 1e-9);
        near("variance", step.variance, r[7], 1e-9);
        near("beta-binomial variance", n * chance * (1 - chance) * (1 + (n - 1) * step.correlation),
             r[7], 1e-9);
    }
}

/* Without imitation men go as they would alone: binomial. */
Test(bass_flow, no_imitation)
{
    struct awol_bass_step step;
    awol_bass_step(100, 30, 0.2, 0, 2, &step);
    near("mean", step.mean, 70 * -expm1(-0.4), 1e-13);
    near("variance", step.variance, 70 * -expm1(-0.4) * exp(-0.4), 1e-12);
    cr_assert_float_eq(step.correlation, 0, 1e-12);
}

/* The curve is where the flow from nobody leads, in one step or in many. */
Test(bass_flow, curve_is_flow)
{
    double gone = 0, m = 1e6;
    for (int i = 0; i < 20; i++) {
        struct awol_bass_step step;
        awol_bass_step(m, gone, 0.003, 0.4, 0.5, &step);
        gone += step.mean;
        near("share", awol_bass_share(0.003, 0.4, 0.5 * (i + 1)), gone / m, 1e-12);
    }
    /* The steepest point is at ln(q/p)/(p+q), where the share is (1 - p/q)/2. */
    near("peak", awol_bass_share(0.003, 0.4, log(0.4 / 0.003) / 0.403), 0.5 * (1 - 0.003 / 0.4),
         1e-12);
}

/* By differences of the share, and of its first derivatives. */
Test(bass_flow, derivatives)
{
    static const double rows[][3] = {{.009, .6, 3}, {.009, .6, 12}, {.4, 1e-6, 2},
                                     {1e-9, 5, 5},  {.2, .2, 1e-3}, {2, 9, 400}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double at[2] = {rows[i][0], rows[i][1]}, time = rows[i][2], slope[2], bend[2][2], other[2];
        double share = awol_bass_derive(at[0], at[1], time, slope, bend);
        near("share", share, awol_bass_share(at[0], at[1], time), 0);
        for (size_t p = 0; p < 2; p++) {
            double keep = at[p], h = 1e-6 * keep, up[2], down[2];
            at[p] = keep + h;
            double above = awol_bass_derive(at[0], at[1], time, up, NULL);
            at[p] = keep - h;
            double below = awol_bass_derive(at[0], at[1], time, down, NULL);
            at[p] = keep;
            cr_assert_float_eq(slope[p] * keep, (above - below) / (2 * h) * keep, 1e-7,
                               "row %zu, slope %zu", i, p);
            for (size_t q = 0; q < 2; q++)
                cr_assert_float_eq(bend[p][q] * keep * at[q],
                                   (up[q] - down[q]) / (2 * h) * keep * at[q], 1e-7,
                                   "row %zu, bend %zu %zu", i, p, q);
        }
        awol_bass_derive(at[0], at[1], time, other, NULL);
        cr_assert(other[0] == slope[0] && other[1] == slope[1]);
    }
}

/* By differences, over long steps and short ones. */
Test(bass_flow, slopes_of_a_step)
{
    static const double rows[][5] = {{200, 20, .01, .8, 1},    {3000, 300, .004, .12, 4},
                                     {200, 150, .01, .8, 1},   {67000, 0, .009, .6, 1},
                                     {1e6, 4e5, 1e-4, .01, 1}, {103, 100, .3, .7, 1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double at[3] = {rows[i][2], rows[i][3], rows[i][0]};
        struct awol_bass_step step, up, down;
        awol_bass_step(at[2], rows[i][1], at[0], at[1], rows[i][4], &step);
        for (size_t p = 0; p < 3; p++) {
            double keep = at[p], h = 1e-5 * (p == 2 ? keep - rows[i][1] : keep);
            at[p] = keep + h;
            awol_bass_step(at[2], rows[i][1], at[0], at[1], rows[i][4], &up);
            at[p] = keep - h;
            awol_bass_step(at[2], rows[i][1], at[0], at[1], rows[i][4], &down);
            at[p] = keep;
            double mean = (up.mean - down.mean) / (2 * h);
            double correlation = (up.correlation - down.correlation) / (2 * h);
            near("mean", step.mean_by[p], mean, 1e-6);
            cr_assert(fabs(step.correlation_by[p] - correlation) <=
                          2e-5 * fabs(correlation) + 1e-12,
                      "row %zu, correlation by %zu: %.12g, not %.12g", i, p, step.correlation_by[p],
                      correlation);
        }
    }
}
