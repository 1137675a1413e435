/* Counts that answer those of the bin before, in the same unit and in its neighbours, beside those
 * who come by themselves: the endemic-epidemic model of infectious diseases. Where every bin is
 * counted exactly the likelihood is the closed one of endemic_exact.h; else the filter of markov.h
 * takes spans, totals and gaps. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "date/span.h"
#include "model/endemic_exact.h"
#include "model/markov.h"
#include "model/model.h"

/* ---- the model as a small state: the last count of each unit --------------------------------- */

static void expect(struct awol_markov *markov, size_t t, const double *state,
                   struct awol_markov_count *ret_counts)
{
    size_t ar = awol_layout_find(markov->layout, AWOL_ENDEMIC_AR);
    size_t ne = awol_layout_find(markov->layout, AWOL_ENDEMIC_NE);
    for (size_t u = 0; u < markov->n_units; u++) {
        double without;
        double newcomers =
            awol_newcomers_mean(&markov->newcomers, &markov->group[u], t, NULL, &without);
        double epidemic = markov->parameters[ar] * fmax(state[u], 0);
        if (ne != SIZE_MAX)
            epidemic += markov->parameters[ne] *
                        fmax(awol_endemic_others(markov->setup, markov->n_units, state, u), 0);
        ret_counts[u] = (struct awol_markov_count){.mean = newcomers + epidemic,
                                                   .variance = NAN,
                                                   .by_offer = newcomers - without,
                                                   .by_comrades = epidemic};
    }
}

static void advance(struct awol_markov *markov, size_t t, const double *state, const double *counts,
                    double *ret_state)
{
    (void)t;
    (void)state;
    for (size_t u = 0; u < markov->n_units; u++)
        ret_state[u] = counts[u];
}

static const struct awol_markov_type alone_type = {
    .name = "endemic-epidemic", .n_state = 1, .given = true, .expect = expect, .advance = advance};

static const struct awol_markov_type together_type = {.name = "endemic-epidemic",
                                                      .n_state = 1,
                                                      .together = true,
                                                      .given = true,
                                                      .expect = expect,
                                                      .advance = advance};

/* ---- the closed likelihood, with the filter for what it does not do -------------------------- */

struct exact {
    const struct awol_layout *layout;
    struct awol_endemic_exact *closed;
    struct awol_likelihood filter;
};

static enum awol_status evaluate(void *state, const double *parameters, double *ret_log_likelihood,
                                 double *opt_gradient, struct awol_expectation *opt_expectations,
                                 struct awol_error *opt_error)
{
    struct exact *e = state;
    double l;
    for (size_t p = 0; p < e->layout->n; p++) {
        enum awol_status status =
            awol_parameter_check(&e->layout->parameters[p], parameters[p], opt_error);
        if (status != AWOL_OK)
            return status;
    }
    if (opt_expectations) {
        enum awol_status status = e->filter.type->evaluate(e->filter.state, parameters, &l, NULL,
                                                           opt_expectations, opt_error);
        if (status != AWOL_OK)
            return status;
    }
    return awol_endemic_exact_evaluate(e->closed, parameters, ret_log_likelihood, opt_gradient,
                                       opt_error);
}

static enum awol_status sample(void *state, const double *parameters, uint64_t seed,
                               uint32_t replicate, struct awol_drawn *drawn,
                               struct awol_error *opt_error)
{
    const struct awol_likelihood *filter = &((struct exact *)state)->filter;
    return filter->type->sample(filter->state, parameters, seed, replicate, drawn, opt_error);
}

static enum awol_status predict(void *state, const double *parameters,
                                struct awol_prediction *ret_predictions,
                                struct awol_error *opt_error)
{
    const struct awol_likelihood *filter = &((struct exact *)state)->filter;
    return filter->type->predict(filter->state, parameters, ret_predictions, opt_error);
}

static void exact_free(void *state)
{
    struct exact *e = state;
    awol_likelihood_release(&e->filter);
    awol_endemic_exact_free(e->closed);
    free(e);
}

static const struct awol_likelihood_type exact_type = {
    .name = "endemic-epidemic",
    .evaluate = evaluate,
    .has_gradient = true,
    .sample = sample,
    .predict = predict,
    .free = exact_free,
};

/* Put the closed likelihood before the filter, which it takes also where it fails. */
static enum awol_status open_exact(const struct awol_campaign *campaign,
                                   const struct awol_setup *setup, const struct awol_layout *layout,
                                   struct awol_likelihood *likelihood, struct awol_error *opt_error)
{
    struct exact *e = calloc(1, sizeof *e);
    enum awol_status status =
        e ? awol_endemic_exact_new(campaign, setup, layout, &e->closed, opt_error)
          : awol_error_memory(opt_error);
    if (status != AWOL_OK) {
        free(e);
        awol_likelihood_release(likelihood);
        return status;
    }
    e->layout = layout;
    e->filter = *likelihood;
    *likelihood = (struct awol_likelihood){&exact_type, e};
    return AWOL_OK;
}

/* ---- layout -------------------------------------------------------------------------------- */

static const struct awol_parameter own[] = {
    {.name = AWOL_ENDEMIC_AR,
     .scale = AWOL_SCALE_LOG,
     .low = 1e-8,
     .high = 50,
     .start = 0.3,
     .zero_allowed = true,
     .measure = "departures per departure of the bin before",
     .meaning =
         "epidemic proportion: what each departure of one bin adds to the next, in its unit; "
         "eta only where a bin is as long as the delay"},
    {.name = AWOL_ENDEMIC_NE,
     .scale = AWOL_SCALE_LOG,
     .low = 1e-8,
     .high = 50,
     .start = 0.1,
     .zero_allowed = true,
     .measure = "departures per departure of the bin before",
     .meaning =
         "epidemic proportion between units: what one departure in each neighbour of a unit adds "
         "to the unit's next bin"},
};

/* Counts that are taken as given: the first of each unit, where the likelihood takes it so. */
static size_t n_given(const struct awol_campaign *campaign, const struct awol_setup *setup)
{
    size_t n = 0;
    if (setup->share_between)
        return awol_markov_is_given(campaign->units, campaign->n_units, setup) ? campaign->n_units
                                                                               : 0;
    for (size_t u = 0; u < campaign->n_units; u++)
        n += awol_markov_is_given(&campaign->units[u], 1, setup);
    return n;
}

static enum awol_status open_model(const struct awol_campaign *campaign,
                                   const struct awol_setup *setup, struct awol_layout *ret_layout,
                                   struct awol_likelihood *ret_likelihood,
                                   struct awol_error *opt_error)
{
    struct awol_likelihood likelihood;
    enum awol_status status =
        awol_layout_begin(ret_layout, awol_layout_rate_room(setup, campaign) + 3, opt_error);
    if (status != AWOL_OK)
        return status;
    awol_layout_add_rate(ret_layout, setup, campaign);
    awol_layout_add_own(ret_layout, &own[0]);
    if (setup->share_between)
        awol_layout_add_own(ret_layout, &own[1]);
    if (setup->law == AWOL_LAW_NB && setup->dispersion)
        awol_layout_add(ret_layout, AWOL_ROLE_DISPERSION, 0);
    awol_layout_finish(ret_layout, campaign);
    ret_layout->n_given = n_given(campaign, setup);
    status = awol_markov_open(setup->share_between ? &together_type : &alone_type, NULL, campaign,
                              setup, ret_layout, &likelihood, opt_error);
    if (status == AWOL_OK && awol_endemic_exact_is(campaign, setup))
        status = open_exact(campaign, setup, ret_layout, &likelihood, opt_error);
    if (status == AWOL_OK)
        *ret_likelihood = likelihood;
    else
        awol_layout_release(ret_layout);
    return status;
}

/* ---- rules and sentences ------------------------------------------------------------------- */

/* Bins that are counted exactly with the bin before counted exactly too. */
static size_t n_pairs(const struct awol_campaign *campaign)
{
    size_t n = 0;
    for (size_t u = 0; u < campaign->n_units; u++) {
        const struct awol_campaign_unit *unit = &campaign->units[u];
        size_t last = SIZE_MAX;
        for (size_t i = 0; i < unit->n_observations; i++) {
            const struct awol_observation *o = &unit->observations[i];
            if (o->low != o->high || o->bins.last - o->bins.first != 1)
                continue;
            n += o->bins.first == last;
            last = o->bins.last;
        }
    }
    return n;
}

static void refuse(const struct awol_campaign *campaign, const struct awol_setup *setup,
                   struct awol_refusal *refusal)
{
    enum { LEAST_PAIRS = 10 };
    char reason[160];
    size_t pairs = n_pairs(campaign);
    (void)setup;
    if (campaign->grid.kind == AWOL_GRID_SPANS)
        awol_refuse(refusal,
                    "its proportions are from one bin to the next, and on a grid of spans the bins "
                    "are of any length",
                    "a regular grid (--by day, week, month or Nd)");
    else if (pairs < LEAST_PAIRS) {
        snprintf(reason, sizeof reason,
                 "it has %zu bins that are counted exactly right after another, where %d are the "
                 "least that could tell",
                 pairs, LEAST_PAIRS);
        awol_refuse(refusal, reason, "a longer run of daily, weekly or monthly counts");
    }
}

static enum awol_status tell_proportion(const struct awol_told *told, size_t p, const char *who,
                                        const char *it, struct awol_fit *fit,
                                        struct awol_error *opt_error)
{
    char value[AWOL_NUMBER_SIZE], interval[AWOL_INTERVAL_TEXT_SIZE], text[256];
    if (p == SIZE_MAX || told->fixed[p])
        return AWOL_OK;
    awol_interval_format(100 * told->lows[p], 100 * told->highs[p], interval);
    awol_number_format_short(100 * told->values[p], 3, value);
    snprintf(text, sizeof text, "%s (%s)", value, interval);
    return awol_fit_add(fit, &fit->summary, opt_error, told->layout->parameters[p].name,
                        "By this model, where %s 100 departures in one bin (%s), %s had %s "
                        "more in the next.",
                        who, told->campaign->grid.text, it, text);
}

static enum awol_status tell(const struct awol_told *told, struct awol_fit *fit,
                             struct awol_error *opt_error)
{
    size_t ar = awol_layout_find(told->layout, AWOL_ENDEMIC_AR);
    size_t ne = awol_layout_find(told->layout, AWOL_ENDEMIC_NE);
    enum awol_status status = tell_proportion(told, ar, "a unit had", "it", fit, opt_error);
    if (status == AWOL_OK)
        status =
            tell_proportion(told, ne, "each neighbour of a unit had", "the unit", fit, opt_error);
    double sum = told->full[ar] + (ne == SIZE_MAX ? 0 : told->full[ne]);
    if (status == AWOL_OK && sum >= 1)
        status = awol_fit_add(fit, &fit->warnings, opt_error, "explosive",
                              "the proportions add up to %.2f: by this model the departures would "
                              "rise without end",
                              sum);
    if (status == AWOL_OK)
        status = awol_fit_add(
            fit, &fit->warnings, opt_error, "proportion",
            "ar and ne are proportions from one bin to the next, not further departures per "
            "departure (eta): where men follow sooner or later than one bin after, they say less "
            "than eta, and a background that wanders raises them");
    if (status == AWOL_OK && told->layout->n_given > 0)
        status = awol_fit_add(fit, &fit->warnings, opt_error, "first-count",
                              "the first count of each unit is taken as given and not scored: the "
                              "log-likelihood is of one count less per unit");
    return status;
}

const struct awol_model awol_model_endemic_epidemic = {
    .name = "endemic-epidemic",
    .summary = "counts that answer those of the bin before, in the unit and in its neighbours",
    .source = "Held, Höhle and Hofmann 2005, Statistical Modelling 5:187; Meyer, Held and Höhle "
              "2017, Journal of Statistical Software 77(11)",
    .effects = true,
    .takes = AWOL_TAKES_EFFECTS | AWOL_TAKES_TREND | AWOL_TAKES_SEASON | AWOL_TAKES_RECORDED |
             AWOL_TAKES_LEVELS | AWOL_TAKES_BETWEEN,
    .open = open_model,
    .refuse = refuse,
    .tell = tell,
};
