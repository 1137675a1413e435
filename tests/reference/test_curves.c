/* Curves that others have fitted by least squares, with the library's curves in their place.
 * README.md names each source. */
#include <criterion/criterion.h>
#include <math.h>

#include "base/random.h"
#include "model/bass_flow.h"
#include "model/growth.h"
#include "model/step.h"
#include "support/least_squares.h"

TestSuite(curves, .init = awol_numeric_begin);

static void near(const char *what, double got, double expected, double relative)
{
    cr_assert(fabs(got - expected) <= relative * fabs(expected), "%s: %.12g, not %.12g", what, got,
              expected);
}

/* ---- NIST ---------------------------------------------------------------------------------- */

static void rat42(const struct least_squares *problem, const double *b, double *fitted)
{
    for (size_t i = 0; i < problem->n; i++)
        fitted[i] = b[0] * awol_growth_share(AWOL_GROWTH_LOGISTIC, b[2] * problem->x[i] - b[1], 1);
}

/* Certified to eleven digits; a search that ends where the sum of squares no longer falls knows
 * the parameters to about half of the digits of a double. */
Test(curves, rat42)
{
    static const double x[] = {9, 14, 21, 28, 42, 57, 63, 70, 79},
                        y[] = {8.93, 10.8, 18.59, 22.33, 39.35, 56.11, 61.73, 64.62, 67.08},
                        starts[][3] = {{100, 1, .1}, {75, 2.5, .07}},
                        b[] = {72.462237576, 2.6180768402, .067359200066},
                        sd[] = {1.7340283401, .088295217536, .0034465663377};
    const struct least_squares problem = {rat42, x, y, 9, 3};
    for (size_t k = 0; k < 2; k++) {
        const struct least_squares_result fit = least_squares_fit(&problem, starts[k]);
        for (size_t p = 0; p < 3; p++) {
            near("b", fit.parameters[p], b[p], 1e-8);
            near("sd", fit.sd[p], sd[p], 1e-7);
        }
        near("sum of squares", fit.sum, 8.0565229338, 1e-10);
    }
}

static void rat43(const struct least_squares *problem, const double *b, double *fitted)
{
    for (size_t i = 0; i < problem->n; i++)
        fitted[i] = b[0] * awol_growth_share(AWOL_GROWTH_RICHARDS,
                                             b[2] * problem->x[i] - b[1] + log(b[3]), b[3]);
}

Test(curves, rat43)
{
    static const double x[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
                        y[] = {16.08,  33.83,  65.80,  97.20,  191.55, 326.20, 386.87, 520.53,
                               590.03, 651.92, 724.93, 699.56, 689.96, 637.56, 717.41},
                        start[] = {700, 5, .75, 1.3},
                        b[] = {699.64151270, 5.2771253025, .75962938329, 1.2792483859},
                        sd[] = {16.302297817, 2.0828735829, .19566123451, .68761936385};
    const struct least_squares problem = {rat43, x, y, 15, 4};
    const struct least_squares_result fit = least_squares_fit(&problem, start);
    for (size_t p = 0; p < 4; p++) {
        near("b", fit.parameters[p], b[p], 1e-6);
        near("sd", fit.sd[p], sd[p], 1e-5);
    }
    near("sum of squares", fit.sum, 8786.4049080, 1e-10);
}

/* ---- sales of video recorders --------------------------------------------------------------- */

static const double years[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10},
                    sales[] = {840, 1470, 2110, 4000, 7590, 10950, 10530, 9470, 7790, 5890};
static const double usual[] = {60000, .01, .5};

static void increments(const struct least_squares *problem, const double *b, double *fitted)
{
    for (size_t i = 0; i < problem->n; i++)
        fitted[i] = b[0] * (awol_bass_share(b[1], b[2], problem->x[i]) -
                            awol_bass_share(b[1], b[2], problem->x[i] - 1));
}

/* Textbooks print the density in place of the increment. */
static void density(const struct least_squares *problem, const double *b, double *fitted)
{
    for (size_t i = 0; i < problem->n; i++) {
        double gone = awol_bass_share(b[1], b[2], problem->x[i]);
        fitted[i] = b[0] * (b[1] + b[2] * gone) * (1 - gone);
    }
}

/* Bass's own way: the pace at the beginning of each year, by the flow of short steps, which errs by
 * the square of their length. */
static void pace(const struct least_squares *problem, const double *b, double *fitted)
{
    const double length = 1e-4;
    for (size_t i = 0; i < problem->n; i++) {
        struct awol_bass_step whole, half;
        awol_bass_step(b[0], problem->x[i], b[1], b[2], length, &whole);
        awol_bass_step(b[0], problem->x[i], b[1], b[2], length / 2, &half);
        fitted[i] = (4 * half.mean - whole.mean) / length;
    }
}

static void compare(const struct least_squares_result *fit, const double *expected, double relative)
{
    static const char *const names[] = {"m", "p", "q"};
    for (size_t p = 0; p < 3; p++)
        near(names[p], fit->parameters[p], expected[p], relative);
}

Test(curves, bass_by_increments)
{
    static const double expected[] = {67660.0251, .00878896273, .642158899};
    const struct least_squares problem = {increments, years, sales, 10, 3};
    const struct least_squares_result fit = least_squares_fit(&problem, usual);
    compare(&fit, expected, 1e-6);
}

/* nls of R ends at a relative offset of 1e-5, in the fourth digit of the standard errors; what ends
 * here is no worse. */
Test(curves, bass_by_density)
{
    static const double expected[] = {67980.9504, .00659398228, .638090485};
    static const double printed[] = {3.13e3, .00143, .0414};
    const struct least_squares problem = {density, years, sales, 10, 3};
    const struct least_squares_result fit = least_squares_fit(&problem, usual);
    compare(&fit, expected, 1e-5);
    cr_assert(fit.sum <= 3701668.5892857, "%.15g", fit.sum);
    for (size_t p = 0; p < 3; p++) /* half a unit of the third digit */
        near("printed standard error", fit.sd[p], printed[p], 5e-3);
    near("printed residual", fit.residual_sd, 727, 0.5 / 727);
}

Test(curves, bass_by_regression)
{
    static const double expected[] = {62665.4469, .0216467828, .680525043};
    double before[10] = {0};
    for (size_t i = 1; i < 10; i++)
        before[i] = before[i - 1] + sales[i - 1];
    const struct least_squares problem = {pace, before, sales, 10, 3};
    const struct least_squares_result fit = least_squares_fit(&problem, usual);
    compare(&fit, expected, 1e-6);
}

/* ---- influenza in a boarding school ---------------------------------------------------------- */

/* An epidemic of the mean: who is ill is the state of a cascade with depletion (eta = beta/gamma,
 * mean delay 1/gamma), carried over short steps with those still well in their middle. */
static void ill(const struct least_squares *problem, const double *b, double *fitted)
{
    enum { STEPS = 400 };
    double beta = b[0], gamma = b[1], boys = problem->x[0], state = problem->x[1];
    double days = problem->x[2], well = boys - state, width = 1.0 / STEPS;
    size_t first = 1 - (size_t)days; /* whether the first datum is the state at the beginning */
    fitted[0] = state;
    for (size_t day = first; day < problem->n; day++) {
        for (int i = 0; i < STEPS; i++) {
            struct awol_step step, half;
            cr_assert_eq(awol_step_init(width / 2, beta / gamma * well / boys, gamma, &half, NULL),
                         AWOL_OK);
            double middle = well - half.B.value * state;
            cr_assert_eq(awol_step_init(width, beta / gamma * middle / boys, gamma, &step, NULL),
                         AWOL_OK);
            well -= step.B.value * state;
            state *= step.E.value;
        }
        fitted[day] = state;
    }
}

/* In bed, not fallen ill: prevalences. */
static const double in_bed[] = {3, 8, 26, 76, 225, 298, 258, 233, 189, 128, 68, 29, 14, 4};

Test(curves, flu_from_one_boy)
{
    static const double setting[] = {763, 1, 1}, start[] = {1.5, .5};
    const struct least_squares problem = {ill, setting, in_bed, 14, 2};
    const struct least_squares_result fit = least_squares_fit(&problem, start);
    near("beta", fit.parameters[0], 1.66922619, 1e-6);
    near("gamma", fit.parameters[1], .44345022, 1e-6);
    near("sum of squares", fit.sum, 4121.94149, 1e-6);
}

Test(curves, flu_from_three_boys)
{
    static const double setting[] = {763, 3, 0}, start[] = {1.5, .5};
    const struct least_squares problem = {ill, setting, in_bed, 14, 2};
    const struct least_squares_result fit = least_squares_fit(&problem, start);
    near("beta", fit.parameters[0], 1.69979938, 1e-6);
    near("gamma", fit.parameters[1], .4468659, 1e-6);
    near("sum of squares", fit.sum, 3874.3573, 1e-6);
}

/* ---- delays in bins ------------------------------------------------------------------------- */

/* Where nothing is prompted in return: of a departure a share stays in its bin, the rest comes in
 * the bins after it, each e^(-D/tau) of the one before. */
Test(curves, delays)
{
    static const double lags[] = {.309636243492, .187803875036, .113908808222, .0690891845982};
    static const double counts[] = {2, 3, 4, 1},
                        carried[] = {0, .7991528, 1.49272109, 2.147447, 1.189578};
    struct awol_step step;
    cr_assert_eq(awol_step_init(1, 0, 0.5, &step, NULL), AWOL_OK);
    double left = step.F.value;
    near("within the bin", 1 - left, .213061319425, 1e-11);
    for (size_t k = 0; k < 4; k++, left *= step.decay.value)
        near("lag", left * (1 - step.decay.value), lags[k], 1e-11);
    cr_assert_eq(awol_step_init(1, 0, 1, &step, NULL), AWOL_OK);
    double state = 0;
    for (size_t t = 0; t < 5; t++) {
        near("carried over", state * (1 - step.decay.value), carried[t], 3e-7);
        if (t < 4)
            state = step.decay.value * state + step.F.value * counts[t];
    }
}
