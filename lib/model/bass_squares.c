/* The model of Bass by least squares: each count is normal about the rise of the curve, all with
 * one standard deviation (Srinivasan and Mason 1986, Marketing Science 5:169). For comparison with
 * what others print; it takes no notice of what the counts before were. */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "model/bass.h"

enum { P, Q, M, SD };

struct squares {
    const struct awol_campaign *campaign;
    const struct awol_layout *layout;
};

static bool is_masked(const struct awol_observation *o, size_t t)
{
    for (size_t i = 0; i < o->n_masks; i++)
        if (t >= o->masks[i].first && t < o->masks[i].last)
            return true;
    return false;
}

/* The rise of the curve over the bins of which the observation says something new. */
static double rise(const struct squares *s, const struct awol_observation *o,
                   const double *parameters)
{
    const struct awol_campaign_unit *unit = &s->campaign->units[0];
    double bin = awol_campaign_bin_days(s->campaign), sum = 0;
    for (size_t t = o->bins.first; t < o->bins.last; t++) {
        if (is_masked(o, t))
            continue;
        double from = (double)(unit->edges[t] - s->campaign->first_day) / bin;
        double to = (double)(unit->edges[t + 1] - s->campaign->first_day) / bin;
        sum += awol_bass_share(parameters[P], parameters[Q], to) -
               awol_bass_share(parameters[P], parameters[Q], from);
    }
    return parameters[M] * sum;
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
    const struct squares *s = state;
    const struct awol_campaign_unit *unit = &s->campaign->units[0];
    double l = 0;
    (void)opt_gradient;
    for (size_t i = 0; i < unit->n_observations; i++) {
        const struct awol_observation *o = &unit->observations[i];
        if (o->sealed)
            continue;
        double mean = rise(s, o, parameters);
        l += score(o, mean, parameters[SD]);
        if (opt_expectations)
            opt_expectations[o->row] =
                (struct awol_expectation){.expected = o->known + mean,
                                          .variance = parameters[SD] * parameters[SD],
                                          .background = mean};
    }
    if (!isfinite(l))
        return awol_error_set(opt_error, AWOL_RANGE, "the curve leaves the range of numbers");
    *ret_log_likelihood = l;
    return AWOL_OK;
}

/* Half of the counts lie about as far from the curve as the whole record's mean. */
static bool start(void *state, size_t k, double *ret_parameters)
{
    const struct squares *s = state;
    const struct awol_campaign_unit *unit = &s->campaign->units[0];
    double sum = 0;
    size_t n = 0;
    if (!awol_bass_start(s->campaign, s->layout, k, ret_parameters))
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
        ret_parameters[SD] = sqrt(sum / (double)n);
    return true;
}

static const struct awol_likelihood_type squares_type = {
    .name = "least squares",
    .evaluate = evaluate,
    .start = start,
    .free = free,
};

enum awol_status awol_bass_open_squares(const struct awol_campaign *campaign,
                                        const struct awol_setup *setup,
                                        const struct awol_layout *layout,
                                        struct awol_likelihood *ret_likelihood,
                                        struct awol_error *opt_error)
{
    struct squares *s = malloc(sizeof *s);
    (void)setup;
    if (!s)
        return awol_error_memory(opt_error);
    *s = (struct squares){campaign, layout};
    *ret_likelihood = (struct awol_likelihood){.type = &squares_type, .state = s};
    return AWOL_OK;
}
