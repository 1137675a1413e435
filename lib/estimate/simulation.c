#include "estimate/simulation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- a plan in time ------------------------------------------------------------------------ */

static bool has_role(const struct awol_layout *layout, enum awol_role role)
{
    for (size_t p = 0; p < layout->n; p++)
        if (layout->parameters[p].role == role)
            return true;
    return false;
}

const char *awol_simulation_no_time(const struct awol_refit *refit)
{
    const struct awol_layout *l = &refit->problem.layout;
    const struct awol_setup *setup = &refit->problem.setup;
    if (!refit->request.model->on_ladder)
        return "the models null, its and cascade are drawn so";
    if (setup->cascade && setup->kernel != AWOL_KERNEL_EXPONENTIAL)
        return "delays are exponential there";
    if (has_role(l, AWOL_ROLE_TREND) || has_role(l, AWOL_ROLE_SINE))
        return "trend and season are not drawn so";
    if (has_role(l, AWOL_ROLE_URGENCY))
        return "urgency is not drawn so";
    if (l->n_rates > 1 || setup->neighbours)
        return "all units have one rate there, and prompt each other evenly";
    if (setup->steady)
        return "the campaign begins with its first departure there";
    if (refit->request.parties)
        return "men are drawn there, not parties";
    return NULL;
}

static double value_of(const struct awol_refit *refit, size_t p)
{
    return p == SIZE_MAX ? 0 : refit->values[p];
}

static void set_coefficients(const struct awol_refit *refit, double *coefficients)
{
    const struct awol_layout *l = &refit->problem.layout;
    for (size_t i = 0; i < refit->campaign.n_effects; i++) {
        size_t p = l->effect + i;
        bool is_ratio = l->parameters[p].scale == AWOL_SCALE_LOG;
        coefficients[i] = is_ratio ? log(refit->values[p]) : refit->values[p];
    }
}

static enum awol_status plan_time(struct awol_simulation *s, double party,
                                  struct awol_error *opt_error)
{
    const struct awol_refit *refit = s->refit;
    const struct awol_layout *l = &refit->problem.layout;
    const struct awol_campaign *c = &refit->campaign;
    s->units = calloc(c->n_units + 1, sizeof *s->units);
    s->coefficients = calloc(c->n_effects + 1, sizeof *s->coefficients);
    if (!s->units || !s->coefficients)
        return awol_error_memory(opt_error);
    for (size_t u = 0; u < c->n_units; u++)
        s->units[u] = (struct awol_plan_unit){c->units[u].name,
                                              c->per_man ? c->units[u].at_risk[0] : (double)NAN};
    set_coefficients(refit, s->coefficients);
    s->plan = (struct awol_plan){.units = s->units,
                                 .n_units = c->n_units,
                                 .first_day = c->first_day,
                                 .n_days = c->last_day - c->first_day,
                                 .rate = value_of(refit, l->rate),
                                 .effects = refit->effects.effects,
                                 .coefficients = s->coefficients,
                                 .n_effects = c->n_effects,
                                 .opt_covariates = refit->request.covariates,
                                 .eta = value_of(refit, l->eta),
                                 .tau_days = value_of(refit, l->tau),
                                 .share_between = value_of(refit, l->share),
                                 .party = party,
                                 .recorded = refit->problem.setup.recorded,
                                 .background_sd = value_of(refit, l->background_sd),
                                 .background_days = value_of(refit, l->background_days),
                                 .background_bin = (int64_t)awol_campaign_bin_days(c)};
    if (s->plan.background_sd > 0)
        s->plan.wander = AWOL_WANDER_GAMMA;
    return AWOL_OK;
}

enum awol_status awol_simulation_init(struct awol_simulation *s, struct awol_refit *refit,
                                      bool outlined, enum awol_simulation_draw draw, double party,
                                      uint64_t seed, struct awol_error *opt_error)
{
    *s = (struct awol_simulation){.refit = refit, .outlined = outlined, .draw = draw, .seed = seed};
    const char *why = draw == AWOL_SIMULATION_TIME ? awol_simulation_no_time(refit) : NULL;
    if (why)
        return awol_error_set(
            opt_error, AWOL_USAGE,
            "--draw time: the model “%s” as it stands cannot be drawn in time: %s",
            refit->request.model->name, why);
    enum awol_status status = awol_replicate_init(&s->replicate, &refit->campaign, opt_error);
    if (status == AWOL_OK && draw == AWOL_SIMULATION_TIME)
        status = plan_time(s, party, opt_error);
    return status;
}

void awol_simulation_release(struct awol_simulation *s)
{
    awol_departures_release(&s->departures);
    free(s->coefficients);
    free(s->units);
    awol_replicate_release(&s->replicate);
}

/* ---- drawing ------------------------------------------------------------------------------ */

/* The men that the bins were drawn with. */
static void set_men(struct awol_simulation *s)
{
    const struct awol_campaign *c = &s->refit->campaign;
    for (size_t u = 0; c->per_man && u < c->n_units; u++)
        for (size_t i = 0; i < c->units[u].n_observations; i++) {
            const struct awol_observation *o = &c->units[u].observations[i];
            s->replicate.series.spans[o->row].at_risk = c->units[u].at_risk[o->bins.first];
        }
}

/* Models of thresholds, curves and times keep count of the men themselves. */
static void set_men_left(struct awol_simulation *s)
{
    const struct awol_campaign *c = &s->refit->campaign;
    for (size_t u = 0; c->per_man && u < c->n_units; u++) {
        double left = c->units[u].at_risk[0];
        for (size_t i = 0; i < c->units[u].n_observations; i++) {
            struct awol_series_span *span =
                &s->replicate.series.spans[c->units[u].observations[i].row];
            span->at_risk = left;
            left = fmax(left - span->count.count, 0);
        }
    }
}

static enum awol_status draw_time(struct awol_simulation *s, uint32_t number,
                                  struct awol_error *opt_error)
{
    awol_departures_release(&s->departures);
    enum awol_status status = awol_simulate(&s->plan, s->seed, number, &s->departures, opt_error);
    if (status == AWOL_OK)
        awol_departures_count(&s->departures, &s->plan, &s->replicate.series);
    return status;
}

/* What no record could hold, awol-fit would refuse. */
static enum awol_status check_counts(const struct awol_simulation *s, struct awol_error *opt_error)
{
    const struct awol_series *series = &s->replicate.series;
    for (size_t i = 0; i < series->n_spans; i++)
        if (series->spans[i].count.count > AWOL_COUNT_MAX)
            return awol_error_set(opt_error, AWOL_RANGE,
                                  "more than %g men leave in one span: lower the rate",
                                  (double)AWOL_COUNT_MAX);
    return AWOL_OK;
}

enum awol_status awol_simulation_draw(struct awol_simulation *s, uint32_t number,
                                      struct awol_error *opt_error)
{
    if (s->draw == AWOL_SIMULATION_TIME)
        return draw_time(s, number, opt_error);
    enum awol_status status = awol_replicate_draw(&s->replicate, &s->refit->problem,
                                                  s->refit->values, s->seed, number, opt_error);
    if (status == AWOL_OK)
        status = check_counts(s, opt_error);
    if (status != AWOL_OK || !s->outlined)
        return status;
    if (s->refit->request.times)
        set_men_left(s);
    else
        set_men(s);
    return AWOL_OK;
}

double awol_simulation_total(const struct awol_simulation *s)
{
    const struct awol_series *series = &s->replicate.series;
    double total = 0;
    int64_t counted = 0; /* up to that day, in the unit of the span before */
    size_t unit = SIZE_MAX;
    for (size_t i = 0; i < series->n_spans; i++) {
        const struct awol_series_span *span = &series->spans[i];
        bool inside = span->unit == unit && span->start < counted; /* of a total */
        if (!span->preferred || isnan(span->count.count) || inside)
            continue;
        total += span->count.count;
        unit = span->unit;
        counted = span->end;
    }
    return total;
}
