#include "estimate/variant.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "estimate/estimate.h"
#include "estimate/replicate.h"

static enum awol_status copy_offers(const struct awol_offers *from, struct awol_offers *to,
                                    struct awol_error *opt_error)
{
    *to = *from;
    to->offers = malloc((from->n + 1) * sizeof *to->offers);
    if (!to->offers)
        return awol_error_memory(opt_error);
    if (from->n > 0)
        memcpy(to->offers, from->offers, from->n * sizeof *to->offers);
    return AWOL_OK;
}

/* Offers that the fit asked for by name are those in use here: where the altered record cannot tell
 * one it is left out, not a failure. */
static void ask_by_use(struct awol_variant *variant)
{
    struct awol_request *r = &variant->request;
    if (r->n_offer_ids == 0)
        return;
    for (size_t i = 0; i < variant->offers.n; i++) {
        struct awol_offer *offer = &variant->offers.offers[i];
        offer->use = false;
        for (size_t k = 0; k < r->n_offer_ids; k++)
            offer->use = offer->use || strcmp(offer->id, r->offer_ids[k]) == 0;
    }
    r->n_offer_ids = 0;
}

enum awol_status awol_variant_init(struct awol_variant *variant, const struct awol_refit *refit,
                                   struct awol_error *opt_error)
{
    size_t n = refit->series.n_spans;
    *variant = (struct awol_variant){.refit = refit, .request = refit->request};
    variant->series = refit->series;
    variant->series.spans = malloc((n + 1) * sizeof *variant->series.spans);
    if (!variant->series.spans)
        return awol_error_memory(opt_error);
    memcpy(variant->series.spans, refit->series.spans, n * sizeof *variant->series.spans);
    enum awol_status status = copy_offers(&refit->offers, &variant->offers, opt_error);
    if (status == AWOL_OK)
        status = copy_offers(&refit->circumstances, &variant->circumstances, opt_error);
    variant->request.series = &variant->series;
    if (refit->request.offers)
        variant->request.offers = &variant->offers;
    if (refit->request.circumstances)
        variant->request.circumstances = &variant->circumstances;
    if (status == AWOL_OK)
        ask_by_use(variant);
    return status;
}

void awol_variant_release(struct awol_variant *variant)
{
    free(variant->values);
    awol_problem_release(&variant->problem);
    awol_campaign_release(&variant->campaign);
    free(variant->neighbours);
    awol_effects_release(&variant->effects);
    free(variant->circumstances.offers);
    free(variant->offers.offers);
    free(variant->series.spans);
    *variant = (struct awol_variant){.refit = NULL};
}

enum awol_status awol_variant_add_offer(struct awol_variant *variant,
                                        const struct awol_offer *offer,
                                        struct awol_error *opt_error)
{
    struct awol_offers *offers = &variant->offers;
    struct awol_offer *grown = realloc(offers->offers, (offers->n + 1) * sizeof *grown);
    if (!grown)
        return awol_error_memory(opt_error);
    grown[offers->n++] = *offer;
    offers->offers = grown;
    variant->request.offers = offers;
    return AWOL_OK;
}

/* The fit's values by name; what it held stays held. */
static void take_values(struct awol_variant *variant)
{
    const struct awol_problem *fitted = &variant->refit->problem;
    const struct awol_layout *layout = &variant->problem.layout;
    for (size_t p = 0; p < layout->n; p++) {
        size_t q = awol_layout_find(&fitted->layout, layout->parameters[p].name);
        if (q == SIZE_MAX)
            continue;
        variant->values[p] = variant->refit->values[q];
        if (fitted->fixed[q])
            awol_problem_fix(&variant->problem, p, fitted->fixed_values[q]);
    }
}

enum awol_status awol_variant_open(struct awol_variant *variant, struct awol_error *opt_error)
{
    enum awol_status status =
        awol_request_open(&variant->request, &variant->effects, &variant->neighbours,
                          &variant->campaign, &variant->problem, opt_error);
    if (status != AWOL_OK)
        return status;
    variant->values = calloc(variant->problem.layout.n + 1, sizeof *variant->values);
    if (!variant->values)
        return awol_error_memory(opt_error);
    awol_problem_start(&variant->problem, variant->values);
    take_values(variant);
    return AWOL_OK;
}

enum awol_status awol_variant_fit(struct awol_variant *variant, struct awol_error *opt_error)
{
    size_t n = variant->problem.layout.n;
    double *curvature = calloc(n * n + 1, sizeof *curvature);
    if (!curvature)
        return awol_error_memory(opt_error);
    enum awol_status status =
        awol_replicate_curvature(&variant->problem, variant->values, curvature, opt_error);
    if (status == AWOL_OK)
        status = awol_replicate_fit(&variant->problem, curvature, variant->values,
                                    &variant->log_likelihood, &variant->converged, opt_error);
    free(curvature);
    return status;
}

enum awol_status awol_variant_search(struct awol_variant *variant, struct awol_error *opt_error)
{
    struct awol_estimate estimate = {0};
    enum awol_status status =
        awol_estimate_fit(&variant->problem, variant->values, &estimate, opt_error);
    if (status != AWOL_OK)
        return status;
    memcpy(variant->values, estimate.full, estimate.n * sizeof *variant->values);
    variant->log_likelihood = estimate.log_likelihood;
    variant->converged = estimate.converged;
    awol_estimate_release(&estimate);
    return AWOL_OK;
}

double awol_variant_value(const struct awol_variant *variant, const char *name)
{
    size_t p = awol_layout_find(&variant->problem.layout, name);
    return p == SIZE_MAX ? (double)NAN : variant->values[p];
}
