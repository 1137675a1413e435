#include "model/squares.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

static const char sd_name[] = "residual_sd";

static bool is_masked(const struct awol_observation *o, size_t t)
{
    for (size_t i = 0; i < o->n_masks; i++)
        if (t >= o->masks[i].first && t < o->masks[i].last)
            return true;
    return false;
}

/* The rise of the curve over the bins of which the observation says something new. */
static double rise(const struct awol_squares *s, const struct awol_observation *o,
                   const double *parameters)
{
    const struct awol_campaign_unit *unit = &s->campaign->units[0];
    double sum = 0;
    for (size_t t = o->bins.first; t < o->bins.last; t++)
        if (!is_masked(o, t))
            sum += s->curve->height(s, parameters, unit->edges[t + 1]) -
                   s->curve->height(s, parameters, unit->edges[t]);
    return sum;
}

static double score(const struct awol_observation *o, double mean, double sd)
{
    if (o->low == o->high) {
        double z = (o->low - mean) / sd;
        return -0.5 * z * z - log(sd) - 0.5 * log(2 * acos(-1.0));
    }
    double below = gsl_cdf_ugaussian_P((o->low - 0.5 - mean) / sd);
    double at_most = isinf(o->high) ? 1 : gsl_cdf_ugaussian_P((o->high + 0.5 - mean) / sd);
    return log(fmax(at_most - below, 1e-300));
}

static enum awol_status evaluate(void *state, const double *parameters, double *ret_log_likelihood,
                                 double *opt_gradient, struct awol_expectation *opt_expectations,
                                 struct awol_error *opt_error)
{
    const struct awol_squares *s = state;
    const struct awol_campaign_unit *unit = &s->campaign->units[0];
    double l = 0, sd = parameters[awol_layout_find(s->layout, sd_name)];
    (void)opt_gradient;
    for (size_t i = 0; i < unit->n_observations; i++) {
        const struct awol_observation *o = &unit->observations[i];
        if (o->sealed)
            continue;
        double mean = rise(s, o, parameters);
        l += score(o, mean, sd);
        if (opt_expectations)
            opt_expectations[o->row] = (struct awol_expectation){
                .expected = o->known + mean, .variance = sd * sd, .background = mean};
    }
    if (!isfinite(l))
        return awol_error_set(opt_error, AWOL_RANGE, "the curve leaves the range of numbers");
    *ret_log_likelihood = l;
    return AWOL_OK;
}

/* The standard deviation that a start leaves. */
static bool start(void *state, size_t k, double *ret_parameters)
{
    const struct awol_squares *s = state;
    const struct awol_campaign_unit *unit = &s->campaign->units[0];
    double sum = 0;
    size_t n = 0;
    if (!s->curve->start(s, k, ret_parameters))
        return false;
    for (size_t i = 0; i < unit->n_observations; i++) {
        const struct awol_observation *o = &unit->observations[i];
        if (o->sealed || o->low != o->high)
            continue;
        double d = o->low - rise(s, o, ret_parameters);
        sum += d * d;
        n++;
    }
    if (n > 0 && sum > 0)
        ret_parameters[awol_layout_find(s->layout, sd_name)] = sqrt(sum / (double)n);
    return true;
}

static const struct awol_likelihood_type squares_type = {
    .name = "least squares",
    .evaluate = evaluate,
    .start = start,
    .free = free,
};

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

enum awol_status awol_squares_open(const struct awol_squares_curve *curve,
                                   const struct awol_campaign *campaign,
                                   const struct awol_setup *setup, const struct awol_layout *layout,
                                   struct awol_likelihood *ret_likelihood,
                                   struct awol_error *opt_error)
{
    struct awol_squares *s = malloc(sizeof *s);
    if (!s)
        return awol_error_memory(opt_error);
    *s = (struct awol_squares){curve, campaign, setup, layout, awol_campaign_bin_days(campaign)};
    *ret_likelihood = (struct awol_likelihood){.type = &squares_type, .state = s};
    return AWOL_OK;
}
