#include "model/sample.h"

#include <gsl/gsl_randist.h>
#include <math.h>

#include "base/random.h"
#include "model/state.h"
#include "model/wander.h"

/* Above this mean a Poisson count is one of a double's whole numbers, but not of unsigned int. */
#define POISSON_MOST 4e9

static double draw_poisson(gsl_rng *generator, double mean)
{
    if (!(mean > 0))
        return 0;
    if (mean > POISSON_MOST)
        return fmax(0, rint(mean + sqrt(mean) * gsl_ran_gaussian(generator, 1)));
    return (double)gsl_ran_poisson(generator, mean);
}

double awol_sample_count(enum awol_law law, double mean, double variance, gsl_rng *generator)
{
    if (!(mean > 0))
        return 0;
    if (variance <= mean * (1 + 1e-9))
        return draw_poisson(generator, mean);
    if (law != AWOL_LAW_GP) {
        double phi = (variance - mean) / (mean * mean);
        return draw_poisson(generator, gsl_ran_gamma(generator, 1 / phi, phi * mean));
    }
    double theta = 1 - sqrt(mean / variance), total = 0;
    double generation = draw_poisson(generator, mean * (1 - theta));
    while (generation > 0) {
        total += generation;
        generation = draw_poisson(generator, theta * generation);
    }
    return total;
}

double awol_sample_men(enum awol_law law, double mean, double variance, double men,
                       gsl_rng *generator)
{
    men = floor(men);
    if (mean > 0.05 * men && men < POISSON_MOST)
        return men > 0 ? (double)gsl_ran_binomial(generator, -expm1(-mean / men), (unsigned)men)
                       : 0;
    return fmin(awol_sample_count(law, mean, variance, generator), men);
}

double awol_sample_pool(double pool, double p, double correlation, gsl_rng *generator)
{
    double chance = fmin(fmax(p, 0), 1);
    if (correlation * pool >= 1e-9 && chance > 0 && chance < 1)
        chance = gsl_ran_beta(generator, chance * (1 - correlation) / correlation,
                              (1 - chance) * (1 - correlation) / correlation);
    return pool < 1 ? 0 : (double)gsl_ran_binomial(generator, chance, (unsigned)fmin(pool, 4e9));
}

/* One unit's count in the bin at hand. */
static double draw_bin(const struct awol_filter *f, size_t u, gsl_rng *generator)
{
    const struct awol_bin *bin = &f->bin;
    double men = f->campaign->per_man ? f->group[u].at_risk[bin->t] : (double)INFINITY;
    if (f->setup->law == AWOL_LAW_BINOMIAL)
        return men > 0 ? awol_sample_pool(men, -expm1(-bin->m[u] / men), 0, generator) : 0;
    return awol_sample_men(f->setup->law, bin->m[u], bin->v[u], men, generator);
}

/* What the count leaves for the next bin, and where the background goes. */
static void move_on(struct awol_filter *f, size_t u, double y, gsl_rng *generator)
{
    const struct awol_bin *bin = &f->bin;
    const struct awol_layout *l = f->layout;
    f->mean[u] = f->setup->cascade ? f->maps.decay * bin->x[u] + bin->w[u] * y : 0;
    if (!f->setup->background || f->parameters[l->background_sd] == 0)
        return;
    double *g = &f->mean[f->n_units + u];
    *g = awol_wander_gamma(generator, *g, f->parameters[l->background_sd],
                           exp(-bin->days / f->parameters[l->background_days]));
}

static enum awol_status draw_group(struct awol_filter *f, gsl_rng *generator, double *ret_counts,
                                   struct awol_error *opt_error)
{
    size_t n_bins = f->group[0].n_bins;
    awol_filter_begin_group(f);
    f->spread = false; /* the state is known: it is drawn */
    for (size_t u = 0; u < f->n_units && f->setup->background; u++) {
        double sd = f->parameters[f->layout->background_sd];
        if (sd > 0)
            f->mean[f->n_units + u] = awol_wander_gamma(generator, 1, sd, 0);
    }
    for (size_t t = 0; t < n_bins; t++) {
        enum awol_status status = awol_predict_bin(f, t, opt_error);
        if (status != AWOL_OK)
            return status;
        for (size_t u = 0; u < f->n_units; u++) {
            double y = draw_bin(f, u, generator);
            if (!isfinite(y))
                return awol_error_set(opt_error, AWOL_RANGE, "a count leaves the range of numbers");
            ret_counts[u * n_bins + t] = y;
            awol_campaign_deplete(f->campaign, &f->group[u], t, y);
            move_on(f, u, y, generator);
        }
    }
    return AWOL_OK;
}

enum awol_status awol_sample_bins(struct awol_filter *filter, const double *parameters,
                                  uint64_t seed, uint32_t replicate, double *ret_counts,
                                  struct awol_error *opt_error)
{
    struct awol_filter *f = filter;
    enum awol_status status = awol_filter_begin(f, parameters, opt_error);
    if (status != AWOL_OK)
        return status;
    gsl_rng *generator = gsl_rng_alloc(awol_random_philox);
    if (!generator)
        return awol_error_memory(opt_error);
    f->want_gradient = f->want_parts = false;
    for (size_t u = 0, first = 0; status == AWOL_OK && u < f->campaign->n_units; u += f->n_units) {
        f->group = &f->campaign->units[u];
        awol_random_at(generator, seed, replicate, awol_random_stream(f->group->name));
        status = draw_group(f, generator, ret_counts + first, opt_error);
        first += f->n_units * f->group->n_bins;
    }
    gsl_rng_free(generator);
    return status;
}

/* Recorded ones of n departures. */
static double thin(gsl_rng *generator, double n, double recorded)
{
    if (n < POISSON_MOST)
        return (double)gsl_ran_binomial(generator, recorded, (unsigned)n);
    double sd = sqrt(n * recorded * (1 - recorded));
    return fmax(0, rint(n * recorded + sd * gsl_ran_gaussian(generator, 1)));
}

enum awol_status awol_sample_spans(const struct awol_campaign *campaign, double recorded,
                                   uint64_t seed, uint32_t replicate, const double *bins,
                                   double *ret_counts, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    gsl_rng *generator = gsl_rng_alloc(awol_random_philox);
    double *upto = calloc(awol_campaign_n_bins(campaign) + 1, sizeof *upto);
    if (!generator || !upto)
        status = awol_error_memory(opt_error);
    for (size_t u = 0; status == AWOL_OK && u < campaign->n_units; u++) {
        const struct awol_campaign_unit *unit = &campaign->units[u];
        /* A stream of its own: what is recorded is drawn apart from what happens. */
        awol_random_at(generator, seed, replicate, ~awol_random_stream(unit->name));
        for (size_t t = 0; t < unit->n_bins; t++)
            upto[t + 1] = upto[t] + (recorded < 1 ? thin(generator, bins[t], recorded) : bins[t]);
        for (size_t i = 0; i < unit->n_observations; i++) {
            const struct awol_observation *o = &unit->observations[i];
            ret_counts[o->row] = upto[o->bins.last] - upto[o->bins.first];
        }
        bins += unit->n_bins;
    }
    free(upto);
    if (generator)
        gsl_rng_free(generator);
    return status;
}
