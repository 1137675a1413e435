/* Limits by trying values: which a record refutes, judged by records drawn at each. */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "estimate/bootstrap.h"
#include "estimate/estimate.h"

/* ---- which values ------------------------------------------------------------------------- */

/* Where twice the loss of log-likelihood is so many times the chi-square point of the fit's level:
 * critical values that are drawn lie between the first and the last, nearly always. */
static const double multiples[] = {0.4, 1, 2.5};
enum { N_MULTIPLES = sizeof multiples / sizeof *multiples };

static enum awol_status add_side(struct awol_bootstrap *b, size_t index, double value,
                                 enum awol_side side, struct awol_error *opt_error)
{
    if (side == AWOL_SIDE_OPEN)
        return AWOL_OK;
    return awol_boot_point_add(b, index, value, opt_error);
}

static enum awol_status add_points(struct awol_bootstrap *b, struct awol_problem *problem,
                                   size_t index, struct awol_error *opt_error)
{
    struct awol_estimate estimate;
    enum awol_status status = awol_estimate_fit(problem, b->refit->values, &estimate, opt_error);
    if (status != AWOL_OK)
        return status;
    double point = gsl_cdf_chisq_Pinv(b->refit->request.level, 1);
    for (size_t k = 0; status == AWOL_OK && k < N_MULTIPLES; k++) {
        struct awol_interval found;
        double level = gsl_cdf_chisq_P(multiples[k] * point, 1);
        status = awol_profile(problem, &estimate, index, level, &found, NULL, opt_error);
        if (status == AWOL_OK)
            status = add_side(b, index, found.low, found.low_side, opt_error);
        if (status == AWOL_OK)
            status = add_side(b, index, found.high, found.high_side, opt_error);
    }
    awol_estimate_release(&estimate);
    return status;
}

static enum awol_status refuse(const struct awol_bootstrap *b, const char *name,
                               struct awol_error *opt_error)
{
    const struct awol_layout *l = &b->refit->problem.layout;
    const char **names = calloc(l->n + 1, sizeof *names);
    size_t n = 0;
    if (!names)
        return awol_error_memory(opt_error);
    for (size_t p = 0; p < l->n; p++)
        if (!b->refit->problem.fixed[p])
            names[n++] = l->parameters[p].name;
    enum awol_status status = awol_boot_refuse("calibrate", name, names, n, opt_error);
    free(names);
    return status;
}

enum awol_status awol_boot_calibrate(struct awol_bootstrap *bootstrap, const char *name,
                                     struct awol_error *opt_error)
{
    const struct awol_refit *refit = bootstrap->refit;
    size_t index = awol_layout_find(&refit->problem.layout, name);
    if (index == SIZE_MAX)
        return refuse(bootstrap, name, opt_error);
    if (refit->problem.prior)
        return awol_error_set(opt_error, AWOL_UNFIT,
                              "--calibrate: the fit leans on a prior, and a likelihood ratio is "
                              "then no test; fit without --prior");
    if (refit->problem.fixed[index] || isnan(awol_fit_find(&refit->fit, name)->estimate))
        return awol_error_set(opt_error, AWOL_UNFIT,
                              "--calibrate %s: this fit has no estimate of it, so there are no "
                              "limits to find",
                              name);
    struct awol_problem problem;
    enum awol_status status = awol_problem_copy(&refit->problem, &problem, opt_error);
    if (status != AWOL_OK)
        return status;
    status = add_points(bootstrap, &problem, index, opt_error);
    awol_problem_release(&problem);
    return status;
}

/* ---- limits ------------------------------------------------------------------------------- */

/* A value that was tried: the root of twice the loss of log-likelihood there, and of what it would
 * have to be beyond for the record to refute the value. Roots are nearly straight in the working
 * value. */
struct point {
    double value, root, critical;
};

static double excess(const struct point *point)
{
    return point->root - point->critical;
}

/* One side of the estimate, from the estimate outward. */
struct side {
    struct point points[AWOL_BOOT_POINTS + 1];
    size_t n;
};

static void insert(struct side *side, struct point point, double estimate)
{
    size_t at = side->n++;
    while (at > 0 && fabs(side->points[at - 1].value - estimate) > fabs(point.value - estimate)) {
        side->points[at] = side->points[at - 1];
        at--;
    }
    side->points[at] = point;
}

static enum awol_status collect(const struct awol_bootstrap *b, const struct awol_parameter *p,
                                double estimate, double level, struct side sides[static 2],
                                struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    for (size_t t = 0; status == AWOL_OK && t < b->n_tests; t++) {
        const struct awol_boot_test *test = &b->tests[t];
        struct side *side = &sides[test->value > estimate];
        double critical;
        if (!test->is_point || strcmp(test->parameter, p->name) != 0 || side->n == AWOL_BOOT_POINTS)
            continue;
        status = awol_boot_critical(b, t, level, &critical, opt_error);
        insert(side,
               (struct point){test->value, sqrt(fmax(test->statistic, 0)),
                              isnan(critical) ? (double)INFINITY : sqrt(fmax(critical, 0))},
               estimate);
    }
    return status;
}

/* Between a value that stands and one that is refuted. */
static double cross(const struct awol_parameter *p, const struct point *stands,
                    const struct point *refuted)
{
    double from = awol_parameter_to_working(p, stands->value),
           to = awol_parameter_to_working(p, refuted->value);
    bool printed = !isfinite(from) || !isfinite(to); /* one of them is 0 */
    if (printed) {
        from = stands->value;
        to = refuted->value;
    }
    /* Where nothing was refuted at the first, however bad it is, the limit is put at the other. */
    double part = isinf(stands->critical) ? 1 : excess(stands) / (excess(stands) - excess(refuted));
    double at = from + (to - from) * part;
    return printed ? at : awol_parameter_to_printed(p, at);
}

/* The outermost crossing; NaN where the farthest value that was tried stands. */
static double limit_of(const struct awol_parameter *p, const struct side *side, double estimate)
{
    size_t i = side->n;
    while (i > 0 && excess(&side->points[i - 1]) > 0)
        i--;
    if (i == side->n)
        return NAN;
    /* At the estimate nothing is lost; the critical value there is taken from its neighbour. */
    const struct point nearest = {estimate, 0, side->points[0].critical};
    return cross(p, i > 0 ? &side->points[i - 1] : &nearest, &side->points[i]);
}

static bool reaches_zero(const struct side *side)
{
    const struct point *last = side->n ? &side->points[side->n - 1] : NULL;
    return last && last->value <= 0 && !(excess(last) > 0);
}

enum awol_status awol_boot_calibrated(const struct awol_bootstrap *bootstrap, double level,
                                      struct awol_boot_interval *interval,
                                      struct awol_error *opt_error)
{
    const struct awol_layout *l = &bootstrap->refit->problem.layout;
    const struct awol_parameter *p = &l->parameters[awol_layout_find(l, interval->name)];
    struct side sides[2] = {{.n = 0}, {.n = 0}};
    enum awol_status status = collect(bootstrap, p, interval->estimate, level, sides, opt_error);
    if (status != AWOL_OK || sides[0].n + sides[1].n == 0)
        return status;
    bool zero = p->zero_allowed && reaches_zero(&sides[0]);
    interval->calibrated_low = zero ? 0 : limit_of(p, &sides[0], interval->estimate);
    interval->calibrated_high = limit_of(p, &sides[1], interval->estimate);
    snprintf(interval->calibrated, sizeof interval->calibrated, "calibrated%s%s",
             zero                              ? ", reaches 0"
             : isnan(interval->calibrated_low) ? ", open below"
                                               : "",
             isnan(interval->calibrated_high) ? ", open above" : "");
    return AWOL_OK;
}
