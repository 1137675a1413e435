/* The engine behind the interface of a likelihood, and its three rows of the registry. */
#include <stdlib.h>

#include "base/garwood.h"
#include "model/filter.h"
#include "model/grouped.h"
#include "model/model.h"
#include "model/power.h"
#include "model/sample.h"
#include "record/series_total.h"

struct engine {
    const struct awol_campaign *campaign;
    const struct awol_setup *setup;
    struct awol_filter *filter;
    double *bins; /* of a drawn record; made when first needed */
};

static enum awol_status evaluate(void *state, const double *parameters, double *ret_log_likelihood,
                                 double *opt_gradient, struct awol_expectation *opt_expectations,
                                 struct awol_error *opt_error)
{
    struct engine *e = state;
    return awol_filter_evaluate(e->filter, parameters, ret_log_likelihood, opt_gradient,
                                opt_expectations, opt_error);
}

static enum awol_status sample(void *state, const double *parameters, uint64_t seed,
                               uint32_t replicate, struct awol_drawn *drawn,
                               struct awol_error *opt_error)
{
    struct engine *e = state;
    if (!e->bins)
        e->bins = calloc(awol_campaign_n_bins(e->campaign) + 1, sizeof *e->bins);
    if (!e->bins)
        return awol_error_memory(opt_error);
    enum awol_status status =
        awol_sample_bins(e->filter, parameters, seed, replicate, e->bins, opt_error);
    if (status == AWOL_OK)
        status = awol_sample_spans(e->campaign, e->setup->recorded, seed, replicate, e->bins,
                                   drawn->counts, opt_error);
    return status;
}

static enum awol_status predict(void *state, const double *parameters,
                                struct awol_prediction *ret_predictions,
                                struct awol_error *opt_error)
{
    struct engine *e = state;
    return awol_filter_predict(e->filter, parameters, ret_predictions, opt_error);
}

static void engine_free(void *state)
{
    struct engine *e = state;
    awol_filter_free(e->filter);
    free(e->bins);
    free(e);
}

static const struct awol_likelihood_type engine_type = {
    .name = "filter",
    .evaluate = evaluate,
    .has_gradient = true,
    .sample = sample,
    .predict = predict,
    .free = engine_free,
};

static enum awol_status open_engine(const struct awol_campaign *campaign,
                                    const struct awol_setup *setup,
                                    const struct awol_layout *layout,
                                    struct awol_likelihood *ret_likelihood,
                                    struct awol_error *opt_error)
{
    struct engine *e = calloc(1, sizeof *e);
    if (!e)
        return awol_error_memory(opt_error);
    e->campaign = campaign;
    e->setup = setup;
    enum awol_status status = awol_filter_new(campaign, setup, layout, &e->filter, opt_error);
    if (status != AWOL_OK) {
        free(e);
        return status;
    }
    *ret_likelihood = (struct awol_likelihood){&engine_type, e};
    return AWOL_OK;
}

static enum awol_status group(const struct awol_campaign *campaign, const struct awol_setup *setup,
                              const struct awol_layout *layout, struct awol_likelihood *likelihood,
                              struct awol_error *opt_error)
{
    struct awol_rate_rows rows;
    enum awol_status status = awol_rate_rows_newcomers(&rows, campaign, setup, layout, opt_error);
    if (status == AWOL_OK)
        status = awol_grouped_open(campaign, layout, &rows, likelihood, opt_error);
    return status;
}

enum awol_status awol_filter_open(const struct awol_campaign *campaign,
                                  const struct awol_setup *setup, struct awol_layout *ret_layout,
                                  struct awol_likelihood *ret_likelihood,
                                  struct awol_error *opt_error)
{
    struct awol_likelihood likelihood = {NULL, NULL};
    if (setup->cascade && setup->kernel == AWOL_KERNEL_POWER)
        return awol_power_open(campaign, setup, ret_layout, ret_likelihood, opt_error);
    enum awol_status status = awol_layout_init(ret_layout, setup, campaign, opt_error);
    if (status != AWOL_OK)
        return status;
    status = open_engine(campaign, setup, ret_layout, &likelihood, opt_error);
    if (status == AWOL_OK && awol_grouped_is(campaign, setup))
        status = group(campaign, setup, ret_layout, &likelihood, opt_error);
    if (status == AWOL_OK) {
        *ret_likelihood = likelihood;
    } else {
        awol_likelihood_release(&likelihood);
        awol_layout_release(ret_layout);
    }
    return status;
}

/* ---- rows of the registry ------------------------------------------------------------------ */

/* A constant Poisson rate with every count exact has limits of its own (Garwood 1936). */
static bool null_limits(const struct awol_told *told, size_t p, double *ret_low, double *ret_high,
                        const char **ret_method)
{
    struct awol_series_total total;
    const struct awol_campaign *c = told->campaign;
    if (p != told->layout->rate || told->setup->law != AWOL_LAW_POISSON ||
        told->setup->background || told->setup->recorded < 1 || c->n_units != 1)
        return false;
    awol_series_total(c->series, c->units[0].index, &total);
    if (total.n_bounds > 0)
        return false;
    double exposure = c->per_man ? total.man_days : total.exact_days;
    *ret_low = awol_garwood_low(total.exact, told->level) / exposure;
    *ret_high = awol_garwood_high(total.exact, told->level) / exposure;
    *ret_method = "garwood";
    return true;
}

const struct awol_model awol_model_null = {
    .name = "null",
    .summary = "one constant rate",
    .source = "Garwood 1936, Biometrika 28:437",
    .on_ladder = true,
    .takes = AWOL_TAKES_BACKGROUND | AWOL_TAKES_RECORDED | AWOL_TAKES_GP | AWOL_TAKES_LEVELS,
    .open = awol_filter_open,
    .limits = null_limits,
};

static void its_refuse(const struct awol_campaign *campaign, const struct awol_setup *setup,
                       struct awol_refusal *refusal)
{
    if (campaign->n_effects > 0 || setup->trend || setup->harmonics > 0)
        return;
    awol_refuse(refusal,
                "no offer, circumstance, covariate, trend or season is left that could raise or "
                "lower the rate",
                "a dated offer with counts before and after it");
}

const struct awol_model awol_model_its = {
    .name = "its",
    .summary = "interrupted series: a rate that offers and circumstances raise or lower",
    .source =
        "Lopez Bernal, Cummins, Gasparrini 2017, International Journal of Epidemiology 46:348",
    .on_ladder = true,
    .effects = true,
    .takes = AWOL_TAKES_EFFECTS | AWOL_TAKES_TREND | AWOL_TAKES_SEASON | AWOL_TAKES_BACKGROUND |
             AWOL_TAKES_RECORDED | AWOL_TAKES_GP | AWOL_TAKES_LEVELS,
    .open = awol_filter_open,
    .refuse = its_refuse,
};

const struct awol_model awol_model_cascade = {
    .name = "cascade",
    .summary = "the rate of its, and departures that prompt others",
    .source = "Hawkes 1971, Biometrika 58:83, integrated over the bins",
    .on_ladder = true,
    .effects = true,
    .cascade = true,
    .takes = AWOL_TAKES_EFFECTS | AWOL_TAKES_TREND | AWOL_TAKES_SEASON | AWOL_TAKES_BACKGROUND |
             AWOL_TAKES_CASCADE | AWOL_TAKES_RECORDED | AWOL_TAKES_GP | AWOL_TAKES_LEVELS,
    .open = awol_filter_open,
};
