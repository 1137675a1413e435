#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "model/markov_work.h"
#include "model/sample.h"

static enum awol_status draw_group(struct awol_markov_work *w, gsl_rng *generator, double *bins,
                                   struct awol_error *opt_error)
{
    struct awol_filter *f = w->filter;
    size_t n_bins = f->group[0].n_bins;
    for (size_t t = 0; t < n_bins; t++) {
        bool given = awol_markov_skips(w, t);
        w->type->expect(&w->seen, t, f->mean, w->counts);
        enum awol_status status = awol_markov_check(w, w->counts, opt_error);
        if (status != AWOL_OK)
            return status;
        for (size_t u = 0; u < f->n_units; u++) {
            const struct awol_markov_count *count = &w->counts[u];
            double men = f->campaign->per_man ? f->group[u].at_risk[t] : (double)INFINITY;
            w->y[u] = count->pool > 0
                          ? awol_sample_pool(count->pool, count->mean / count->pool,
                                             count->correlation, generator)
                          : awol_sample_men(w->seen.setup->law, count->mean,
                                            awol_markov_variance(w, count), men, generator);
            if (!isfinite(w->y[u]))
                return awol_error_set(opt_error, AWOL_RANGE, "a count leaves the range of numbers");
            if (given)
                w->y[u] = f->group[u].observations[0].low;
            bins[u * n_bins + t] = w->y[u];
            awol_campaign_deplete(f->campaign, &f->group[u], t, w->y[u]);
        }
        if (w->type->n_state > 0) {
            w->type->advance(&w->seen, t, f->mean, w->y, w->next);
            memcpy(f->mean, w->next, f->base * sizeof *f->mean);
        }
    }
    return AWOL_OK;
}

enum awol_status awol_markov_draw(void *state, const double *parameters, uint64_t seed,
                                  uint32_t replicate, struct awol_drawn *drawn,
                                  struct awol_error *opt_error)
{
    struct awol_markov_work *w = state;
    const struct awol_campaign *campaign = w->seen.campaign;
    enum awol_status status = awol_markov_begin(w, parameters, opt_error);
    if (status != AWOL_OK)
        return status;
    if (!w->bins)
        w->bins = calloc(awol_campaign_n_bins(campaign) + 1, sizeof *w->bins);
    gsl_rng *generator = gsl_rng_alloc(awol_random_philox);
    if (!w->bins || !generator)
        status = awol_error_memory(opt_error);
    for (size_t u = 0, first = 0; status == AWOL_OK && u < campaign->n_units;
         u += w->filter->n_units) {
        awol_markov_begin_group(w, u);
        awol_random_at(generator, seed, replicate, awol_random_stream(w->seen.group->name));
        status = draw_group(w, generator, w->bins + first, opt_error);
        first += w->filter->n_units * w->seen.group->n_bins;
    }
    if (generator)
        gsl_rng_free(generator);
    if (status == AWOL_OK)
        status = awol_sample_spans(campaign, w->seen.setup->recorded, seed, replicate, w->bins,
                                   drawn->counts, opt_error);
    return status;
}
