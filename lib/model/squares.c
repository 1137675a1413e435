#include "model/squares.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"

static const char sd_name[] = "residual_sd";

struct squares {
    struct awol_rises rises;
    const struct awol_layout *layout;
    size_t sd; /* index of residual_sd */
    struct awol_curve_starts starts;
    bool has_starts;
};

/* ---- one count ----------------------------------------------------------------------------- */

/* ln of the density, or of the chance of a range, with derivatives by mean m and deviation s. */
struct score {
    double value, m, s, mm, ms, ss;
};

static struct score score_exact(double y, double mean, double sd)
{
    double z = (y - mean) / sd, square = sd * sd;
    return (struct score){.value = -0.5 * z * z - log(sd) - 0.5 * log(2 * acos(-1.0)),
                          .m = z / sd,
                          .s = (z * z - 1) / sd,
                          .mm = -1 / square,
                          .ms = -2 * z / square,
                          .ss = (1 - 3 * z * z) / square};
}

/* P(a < Z < b), from the tail in which both lie. */
static double between(double a, double b)
{
    return a > 0 ? gsl_cdf_ugaussian_Q(a) - gsl_cdf_ugaussian_Q(b)
                 : gsl_cdf_ugaussian_P(b) - gsl_cdf_ugaussian_P(a);
}

static struct score score_range(double low, double high, double mean, double sd)
{
    const double least = 1e-300;
    const double ends[2] = {(low - 0.5 - mean) / sd, (high + 0.5 - mean) / sd};
    double chance = between(ends[0], ends[1]), f[4] = {0};
    if (!(chance > least)) /* no slope leads back from there */
        return (struct score){.value = log(least)};
    /* Density at the ends times 1, z, z^2, z^3, over the chance. */
    for (int end = 0; end < 2; end++)
        for (int power = 0; power < 4 && isfinite(ends[end]); power++)
            f[power] += (end == 0 ? -1 : 1) * gsl_ran_ugaussian_pdf(ends[end]) *
                        pow(ends[end], power) / chance;
    double square = sd * sd;
    return (struct score){.value = log(chance),
                          .m = -f[0] / sd,
                          .s = -f[1] / sd,
                          .mm = -(f[1] + f[0] * f[0]) / square,
                          .ms = (f[0] - f[2] - f[0] * f[1]) / square,
                          .ss = (2 * f[1] - f[3] - f[1] * f[1]) / square};
}

static struct score score_of(const struct awol_observation *o, double mean, double sd)
{
    return o->low == o->high ? score_exact(o->low, mean, sd)
                             : score_range(o->low, o->high, mean, sd);
}

/* Derivative of a mean by the curve's own parameter p. */
static double slope_of(const struct squares *s, const struct awol_curve_point *rise, double total,
                       size_t p)
{
    size_t at = s->rises.curve.type->total;
    return p == at ? rise->share : total * rise->slope[p > at ? p - 1 : p];
}

/* The second by p and q. */
static double bend_of(const struct squares *s, const struct awol_curve_point *rise, double total,
                      size_t p, size_t q)
{
    size_t at = s->rises.curve.type->total;
    size_t shape = p > at ? p - 1 : p, other = q > at ? q - 1 : q;
    if (p == at)
        return q == at ? 0 : rise->slope[other];
    return q == at ? rise->slope[shape] : total * rise->bend[shape][other];
}

/* ---- likelihood ---------------------------------------------------------------------------- */

static enum awol_status evaluate(void *state, const double *parameters, double *ret_log_likelihood,
                                 double *opt_gradient, struct awol_expectation *opt_expectations,
                                 struct awol_error *opt_error)
{
    struct squares *s = state;
    size_t n = s->rises.curve.type->n_shapes + 1;
    struct awol_sum l = {0, 0};
    double sd = parameters[s->sd], total = parameters[s->rises.curve.type->total];
    if (opt_gradient)
        memset(opt_gradient, 0, s->layout->n * sizeof *opt_gradient);
    awol_rises_look_up(&s->rises, parameters, opt_gradient ? 1 : 0);
    for (size_t i = 0; i < s->rises.n; i++) {
        const struct awol_observation *o = s->rises.observations[i];
        struct awol_curve_point rise;
        awol_rises_get(&s->rises, i, opt_gradient ? 1 : 0, &rise);
        double mean = total * rise.share;
        struct score score = score_of(o, mean, sd);
        awol_sum_add(&l, score.value);
        for (size_t p = 0; opt_gradient && p < n; p++)
            opt_gradient[p] += score.m * slope_of(s, &rise, total, p);
        if (opt_gradient)
            opt_gradient[s->sd] += score.s;
        if (opt_expectations)
            opt_expectations[o->row] = (struct awol_expectation){
                .expected = o->known + mean, .variance = sd * sd, .background = mean};
    }
    double value = awol_sum_value(&l);
    if (!isfinite(value))
        return awol_error_set(opt_error, AWOL_RANGE, "the curve leaves the range of numbers");
    *ret_log_likelihood = value;
    return AWOL_OK;
}

static enum awol_status hessian(void *state, const double *parameters, double *ret_hessian,
                                struct awol_error *opt_error)
{
    struct squares *s = state;
    size_t n = s->rises.curve.type->n_shapes + 1, size = s->layout->n;
    double sd = parameters[s->sd], total = parameters[s->rises.curve.type->total];
    memset(ret_hessian, 0, size * size * sizeof *ret_hessian);
    awol_rises_look_up(&s->rises, parameters, 2);
    for (size_t i = 0; i < s->rises.n; i++) {
        struct awol_curve_point rise;
        awol_rises_get(&s->rises, i, 2, &rise);
        struct score score = score_of(s->rises.observations[i], total * rise.share, sd);
        for (size_t p = 0; p < n; p++) {
            double slope = slope_of(s, &rise, total, p);
            for (size_t q = 0; q <= p; q++)
                ret_hessian[p * size + q] += score.mm * slope * slope_of(s, &rise, total, q) +
                                             score.m * bend_of(s, &rise, total, p, q);
            ret_hessian[s->sd * size + p] += score.ms * slope;
        }
        ret_hessian[s->sd * size + s->sd] += score.ss;
    }
    for (size_t p = 0; p < size; p++)
        for (size_t q = 0; q <= p; q++) {
            if (!isfinite(ret_hessian[p * size + q]))
                return awol_error_set(opt_error, AWOL_RANGE,
                                      "the curve leaves the range of numbers");
            ret_hessian[q * size + p] = ret_hessian[p * size + q];
        }
    return AWOL_OK;
}

/* The standard deviation that a start leaves. */
static double deviation_of(struct squares *s, const double *parameters)
{
    double sum = 0, total = parameters[s->rises.curve.type->total];
    size_t n = 0;
    awol_rises_look_up(&s->rises, parameters, 0);
    for (size_t i = 0; i < s->rises.n; i++) {
        const struct awol_observation *o = s->rises.observations[i];
        struct awol_curve_point rise;
        if (o->low != o->high)
            continue;
        awol_rises_get(&s->rises, i, 0, &rise);
        double d = o->low - total * rise.share;
        sum += d * d;
        n++;
    }
    return n > 0 && sum > 0 ? sqrt(sum / (double)n) : parameters[s->sd];
}

static bool start(void *state, size_t k, double *ret_parameters)
{
    struct squares *s = state;
    if (!s->has_starts)
        s->has_starts =
            awol_curve_find_starts(&s->rises.curve, s->layout, true, &s->starts, NULL) == AWOL_OK;
    if (!awol_curve_start(&s->starts, &s->rises.curve, s->layout, k, ret_parameters))
        return false;
    const struct awol_parameter *sd = &s->layout->parameters[s->sd];
    ret_parameters[s->sd] =
        fmin(fmax(deviation_of(s, ret_parameters), 1.001 * sd->low), 0.999 * sd->high);
    return true;
}

static void free_squares(void *state)
{
    struct squares *s = state;
    awol_rises_release(&s->rises);
    free(s);
}

static const struct awol_likelihood_type squares_type = {
    .name = "least squares",
    .evaluate = evaluate,
    .has_gradient = true,
    .start = start,
    .hessian = hessian,
    .normal = true,
    .free = free_squares,
};

/* ---- making it ----------------------------------------------------------------------------- */

struct awol_parameter awol_squares_sd(const struct awol_campaign *campaign, double total)
{
    struct awol_parameter parameter = {
        .scale = AWOL_SCALE_LOG,
        .low = 1e-6,
        .high = 1e3 * total,
        .start = 0.1 * total / (double)(campaign->n_observations + 1),
        .measure = "men",
        .meaning = "standard deviation of a count about the curve",
    };
    for (size_t i = 0; i < sizeof sd_name; i++)
        parameter.name[i] = sd_name[i];
    return parameter;
}

enum awol_status awol_squares_warn(struct awol_fit *fit, struct awol_error *opt_error)
{
    return awol_fit_add(fit, &fit->warnings, opt_error, "least-squares",
                        "least squares take every count to err by as much, and know nothing of "
                        "what went before it: the intervals are too narrow");
}

enum awol_status awol_squares_open(const struct awol_curve *curve, const struct awol_layout *layout,
                                   struct awol_likelihood *ret_likelihood,
                                   struct awol_error *opt_error)
{
    struct squares *s = calloc(1, sizeof *s);
    if (!s)
        return awol_error_memory(opt_error);
    *s = (struct squares){.layout = layout, .sd = awol_layout_find(layout, sd_name)};
    enum awol_status status = awol_rises_init(&s->rises, curve, 1, opt_error);
    if (status == AWOL_OK)
        *ret_likelihood = (struct awol_likelihood){.type = &squares_type, .state = s};
    else
        free(s);
    return status;
}
