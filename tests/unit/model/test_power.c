/* Delays by a power law: the parts against the law itself, and the bin against an integration of
 * the differential equation in small steps. */
#include <criterion/criterion.h>
#include <math.h>

#include "model/model.h"
#include "model/power.h"
#include "support/series.h"

/* The largest errors of P(delay > t) that power.h states. */
Test(power, parts_of_the_law)
{
    static const struct {
        double tail, most;
    } rows[] = {{0.3, 0.0455}, {0.5, 0.024}, {1, 0.0125}, {2, 0.0125}, {20, 0.0125}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double w[AWOL_POWER_PARTS], b[AWOL_POWER_PARTS], sum = 0, worst = 0;
        double median = 3, c = median / (pow(2, 1 / rows[i].tail) - 1);
        awol_power_parts(median, rows[i].tail, w, b);
        for (int k = 0; k < AWOL_POWER_PARTS; k++)
            sum += w[k];
        cr_assert_float_eq(sum, 1, 1e-12);
        for (double t = 0.01; t < 3000; t *= 1.1) {
            double mixed = 0;
            for (int k = 0; k < AWOL_POWER_PARTS; k++)
                mixed += w[k] * exp(-b[k] * t);
            worst = fmax(worst, fabs(mixed - pow(1 + t / c, -rows[i].tail)));
        }
        cr_assert_lt(worst, rows[i].most, "tail %g: %g", rows[i].tail, worst);
    }
}

struct process {
    double w[AWOL_POWER_PARTS], b[AWOL_POWER_PARTS], eta, a;
};

/* dx/ds and the intensity. */
static double slope(const struct process *p, const double *x, double *dx)
{
    double intensity = p->a;
    for (int k = 0; k < AWOL_POWER_PARTS; k++)
        intensity += p->eta * p->b[k] * x[k];
    for (int k = 0; k < AWOL_POWER_PARTS; k++)
        dx[k] = p->w[k] * intensity - p->b[k] * x[k];
    return intensity;
}

/* Mean count of `days`, and the state at their end in place: midpoint rule, 20,000 steps. */
static double integrate(const struct process *p, double days, double *x)
{
    enum { STEPS = 20000 };
    double h = days / STEPS, n = 0, dx[AWOL_POWER_PARTS], middle[AWOL_POWER_PARTS];
    for (int i = 0; i < STEPS; i++) {
        slope(p, x, dx);
        for (int k = 0; k < AWOL_POWER_PARTS; k++)
            middle[k] = x[k] + h / 2 * dx[k];
        n += h * slope(p, middle, dx);
        for (int k = 0; k < AWOL_POWER_PARTS; k++)
            x[k] += h * dx[k];
    }
    return n;
}

/* Three bins, counted exactly: each scored as Poisson of the integrated mean, each count dividing
 * what the bin is expected to leave. eta above 1 too. */
Test(power, bins_by_integration)
{
    static const struct support_span spans[] = {
        {0, 0, 2, 7, 7, NAN}, {0, 2, 4, 9, 9, NAN}, {0, 4, 6, 4, 4, NAN}};
    static const double y[] = {7, 9, 4}, etas[] = {0, 0.6, 1, 1.4};
    const struct awol_setup setup = {.model = &awol_model_cascade,
                                     .law = AWOL_LAW_POISSON,
                                     .cascade = true,
                                     .kernel = AWOL_KERNEL_POWER,
                                     .period_days = 365.25,
                                     .recorded = 1};
    struct awol_series series;
    struct awol_campaign campaign;
    support_series(&series, spans, 3);
    awol_campaign_init(&campaign, &series, NULL, 0, NULL, 0, NULL, NULL);
    for (size_t i = 0; i < sizeof etas / sizeof *etas; i++) {
        struct awol_layout layout;
        struct awol_likelihood likelihood;
        struct awol_error error;
        cr_assert_eq(awol_model_open(&campaign, &setup, &layout, &likelihood, &error), AWOL_OK);
        cr_assert_eq(layout.n, 4);
        const double values[] = {2.5, etas[i], 1.3, 0.9};
        struct process p = {.eta = etas[i], .a = 2.5};
        double x[AWOL_POWER_PARTS] = {0}, l = NAN, expected = 0;
        awol_power_parts(1.3, 0.9, p.w, p.b);
        for (int t = 0; t < 3; t++) {
            double before[AWOL_POWER_PARTS];
            for (int k = 0; k < AWOL_POWER_PARTS; k++)
                before[k] = x[k] * exp(-2 * p.b[k]);
            double m = integrate(&p, 2, x);
            expected += y[t] * log(m) - m - lgamma(y[t] + 1);
            for (int k = 0; k < AWOL_POWER_PARTS; k++)
                x[k] = before[k] + (x[k] - before[k]) / m * y[t];
        }
        cr_assert_eq(likelihood.type->evaluate(likelihood.state, values, &l, NULL, NULL, &error),
                     AWOL_OK, "%s", error.message);
        cr_assert_float_eq(l, expected, 1e-5, "eta %g: %.12g, not %.12g", etas[i], l, expected);
        awol_likelihood_release(&likelihood);
        awol_layout_release(&layout);
    }
    awol_campaign_release(&campaign);
    awol_series_release(&series);
}
