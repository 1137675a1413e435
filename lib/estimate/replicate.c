#include "estimate/replicate.h"

#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "base/text.h"

/* For each observation of a unit the rows of the exact counts inside it: those of its masks. */
struct awol_replicate_unit {
    struct awol_observation *observations;
    size_t *inner; /* all of them, in the order of the observations and their masks */
    uint64_t stream;
};

/* ---- making ------------------------------------------------------------------------------- */

/* The exact count whose bins a mask is. Observations are sorted by first bin. */
static size_t find_inner(const struct awol_campaign_unit *unit, const struct awol_bins *mask)
{
    size_t low = 0, high = unit->n_observations;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (unit->observations[middle].bins.first < mask->first)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < unit->n_observations; low++) {
        const struct awol_observation *o = &unit->observations[low];
        if (o->bins.first == mask->first && o->bins.last == mask->last && o->low == o->high)
            break;
    }
    return low;
}

static uint64_t stream_of(const char *name)
{
    struct awol_text text;
    awol_text_init(&text);
    awol_text_append_format(&text, "ranges/%s", name);
    uint64_t stream = awol_random_stream(awol_text_string(&text));
    awol_text_release(&text);
    return stream;
}

static enum awol_status make_unit(const struct awol_campaign_unit *unit,
                                  struct awol_replicate_unit *made, struct awol_error *opt_error)
{
    size_t n = unit->n_observations, n_masks = 0;
    for (size_t i = 0; i < n; i++)
        n_masks += unit->observations[i].n_masks;
    made->observations = calloc(n + 1, sizeof *made->observations);
    made->inner = calloc(n_masks + 1, sizeof *made->inner);
    if (!made->observations || !made->inner)
        return awol_error_memory(opt_error);
    memcpy(made->observations, unit->observations, n * sizeof *made->observations);
    size_t *inner = made->inner;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < unit->observations[i].n_masks; k++)
            *inner++ = find_inner(unit, &unit->observations[i].masks[k]);
    made->stream = stream_of(unit->name);
    return AWOL_OK;
}

enum awol_status awol_replicate_init(struct awol_replicate *r, const struct awol_campaign *campaign,
                                     struct awol_error *opt_error)
{
    const struct awol_series *series = campaign->series;
    *r = (struct awol_replicate){.original = campaign, .campaign = *campaign, .series = *series};
    r->series.spans = calloc(series->n_spans + 1, sizeof *r->series.spans);
    r->drawn.counts = calloc(series->n_spans + 1, sizeof *r->drawn.counts);
    r->units = calloc(campaign->n_units + 1, sizeof *r->units);
    r->campaign.units = calloc(campaign->n_units + 1, sizeof *r->campaign.units);
    if (!r->series.spans || !r->drawn.counts || !r->units || !r->campaign.units)
        return awol_error_memory(opt_error);
    memcpy(r->series.spans, series->spans, series->n_spans * sizeof *series->spans);
    r->campaign.series = &r->series;
    for (size_t u = 0; u < campaign->n_units; u++) {
        enum awol_status status = make_unit(&campaign->units[u], &r->units[u], opt_error);
        if (status != AWOL_OK)
            return status;
        r->campaign.units[u] = campaign->units[u];
        r->campaign.units[u].observations = r->units[u].observations;
    }
    return AWOL_OK;
}

void awol_replicate_release(struct awol_replicate *r)
{
    for (size_t u = 0; r->units && u < r->campaign.n_units; u++) {
        free(r->units[u].inner);
        free(r->units[u].observations);
    }
    awol_times_release(&r->drawn.times);
    free(r->campaign.units);
    free(r->units);
    free(r->drawn.counts);
    free(r->series.spans);
    *r = (struct awol_replicate){.original = NULL};
}

/* ---- drawing ------------------------------------------------------------------------------ */

/* What the record says of a total of which `total` was drawn and [low, high] was written. */
static struct awol_count write_down(double low, double high, double total, gsl_rng *generator)
{
    struct awol_count exact = {total, NAN, NAN, AWOL_KIND_EXACT};
    if (low == high)
        return exact;
    if (isinf(high))
        return total >= low ? (struct awol_count){low, NAN, NAN, AWOL_KIND_AT_LEAST} : exact;
    if (low <= 0)
        return total <= high ? (struct awol_count){high, NAN, NAN, AWOL_KIND_AT_MOST} : exact;
    double width = high - low;
    double below = (double)gsl_rng_uniform_int(generator, (unsigned long)width + 1);
    return (struct awol_count){NAN, fmax(total - below, 0), total - below + width, AWOL_KIND_RANGE};
}

static void set_unit(struct awol_replicate *r, size_t u, gsl_rng *generator)
{
    const struct awol_campaign_unit *unit = &r->original->units[u];
    const size_t *inner = r->units[u].inner;
    for (size_t i = 0; i < unit->n_observations; i++) {
        const struct awol_observation *was = &unit->observations[i];
        struct awol_observation *o = &r->units[u].observations[i];
        struct awol_count *count = &r->series.spans[was->row].count;
        *count = write_down(was->low + was->known, was->high + was->known,
                            r->drawn.counts[was->row], generator);
        awol_count_bounds(count, &o->low, &o->high);
        o->known = 0;
        for (size_t k = 0; k < was->n_masks; k++, inner++)
            o->known += r->drawn.counts[unit->observations[*inner].row];
        o->low -= o->known;
        o->high -= o->known;
    }
}

enum awol_status awol_replicate_draw(struct awol_replicate *r, const struct awol_problem *source,
                                     const double *values, uint64_t seed, uint32_t number,
                                     struct awol_error *opt_error)
{
    const struct awol_likelihood *l = &source->likelihood;
    if (!l->type->sample)
        return awol_error_set(opt_error, AWOL_UNFIT,
                              "no record can be drawn from this model, so it has no bootstrap");
    gsl_rng *generator = gsl_rng_alloc(awol_random_philox);
    if (!generator)
        return awol_error_memory(opt_error);
    awol_times_release(&r->drawn.times);
    enum awol_status status = l->type->sample(l->state, values, seed, number, &r->drawn, opt_error);
    for (size_t u = 0; status == AWOL_OK && u < r->campaign.n_units; u++) {
        awol_random_at(generator, seed, number, r->units[u].stream);
        set_unit(r, u, generator);
    }
    gsl_rng_free(generator);
    return status;
}

enum awol_status awol_replicate_problem(const struct awol_replicate *r,
                                        const struct awol_problem *model,
                                        struct awol_problem *ret_problem,
                                        struct awol_error *opt_error)
{
    struct awol_setup setup = model->setup;
    if (setup.opt_times)
        setup.opt_times = &r->drawn.times;
    enum awol_status status =
        awol_problem_init(ret_problem, &r->campaign, &setup, model->prior, opt_error);
    for (size_t p = 0; status == AWOL_OK && p < model->layout.n; p++)
        if (model->fixed[p])
            awol_problem_fix(ret_problem, p, model->fixed_values[p]);
    return status;
}
