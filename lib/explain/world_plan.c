/* A world as a plan of departures in continuous time. */
#include <math.h>
#include <stdlib.h>

#include "explain/world.h"
#include "model/filter.h"
#include "model/model.h"
#include "model/newcomers.h"

bool awol_world_is_coupled(const struct awol_refit *refit)
{
    const struct awol_setup *setup = &refit->problem.setup;
    if (setup->model && setup->model->open != awol_filter_open)
        return false;
    return !setup->cascade ||
           (setup->kernel == AWOL_KERNEL_EXPONENTIAL && !setup->neighbours && !setup->steady);
}

/* Where the record says the same of the men throughout they are kept up, or it does not know. */
static bool is_depleted(const struct awol_campaign *campaign, const struct awol_campaign_unit *unit)
{
    for (size_t t = 1; campaign->per_man && t < unit->n_bins; t++)
        if (unit->at_risk[t] != unit->at_risk[0])
            return true;
    return false;
}

/* Rates by day, and men by day had nobody left, of one unit. */
static void fill_unit(const struct awol_world *world, struct awol_newcomers *newcomers, size_t u,
                      const double *gone, struct awol_plan_unit *ret_unit, double *rates,
                      double *men)
{
    const struct awol_campaign *c = &world->campaign;
    const struct awol_campaign_unit *unit = &c->units[u];
    bool depleted = is_depleted(c, unit);
    double left = 0, left_before = 0, whole = fmax(unit->at_risk[0], 1);
    *ret_unit = (struct awol_plan_unit){unit->name, depleted ? whole : (double)NAN};
    for (int64_t day = c->first_day; day < c->last_day; day++) {
        rates[day - c->first_day] = 0; /* outside its own record nothing is known of a unit */
        men[day - c->first_day] = whole;
    }
    for (size_t t = 0; t < unit->n_bins; t++) {
        double days = (double)(unit->edges[t + 1] - unit->edges[t]);
        double a = awol_newcomers_mean(newcomers, unit, t, NULL, NULL);
        if (t > 0 && unit->at_risk[t] != unit->at_risk[t - 1])
            left_before = left;
        double there = fmax(unit->at_risk[t] + left_before, 1);
        left += gone[t];
        for (int64_t day = unit->edges[t]; day < unit->edges[t + 1]; day++) {
            double at_risk = depleted ? unit->at_risk[t] : 1;
            rates[day - c->first_day] = at_risk > 0 ? a / days / at_risk : 0;
            men[day - c->first_day] = there;
        }
    }
}

static void set_scatter(const struct awol_world *world, const double *values,
                        struct awol_plan *plan)
{
    const struct awol_layout *l = &world->refit->problem.layout;
    double bin = fmax(1, rint(awol_campaign_bin_days(&world->campaign)));
    plan->background_bin = (int64_t)bin;
    if (l->background_sd != SIZE_MAX && values[l->background_sd] > 0) {
        plan->wander = AWOL_WANDER_GAMMA;
        plan->background_sd = values[l->background_sd];
        plan->background_days = values[l->background_days];
    } else if (!world->refit->problem.setup.cascade && l->dispersion != SIZE_MAX &&
               values[l->dispersion] > 1e-9) {
        /* With a cascade the scatter is that of the clusters, which are drawn; without, that of nb:
         * a gamma mean in each bin. */
        plan->wander = AWOL_WANDER_GAMMA;
        plan->background_sd = sqrt(values[l->dispersion]);
        plan->background_days = bin / 50;
    }
}

/* Log ratios of the world; `turns`: on eta. */
static void set_ratios(const struct awol_world *world, const double *values, double *coefficients,
                       double *turns)
{
    const struct awol_layout *l = &world->refit->problem.layout;
    for (size_t i = 0; i < world->campaign.n_effects; i++) {
        size_t p = l->effect + i;
        coefficients[i] = turns[i] = 0;
        if (l->effect == SIZE_MAX)
            continue;
        coefficients[i] = l->parameters[p].scale == AWOL_SCALE_LOG
                              ? world->strengths[i] * log(values[p])
                              : values[p];
    }
    for (size_t k = 0; k < l->n_urgency; k++) {
        size_t i = l->parameters[l->urgency + k].index;
        turns[i] = world->strengths[i] * log(values[l->urgency + k]);
    }
}

enum awol_status awol_world_plan_init(struct awol_world_plan *made, const struct awol_world *world,
                                      const double *values, const double *gone,
                                      struct awol_error *opt_error)
{
    const struct awol_campaign *c = &world->campaign;
    const struct awol_layout *l = &world->refit->problem.layout;
    const struct awol_setup *setup = &world->refit->problem.setup;
    size_t n = (size_t)(c->last_day - c->first_day), effects = c->n_effects;
    *made = (struct awol_world_plan){.numbers = NULL};
    made->units = calloc(c->n_units + 1, sizeof *made->units);
    made->numbers = calloc(2 * n * c->n_units + 4 * effects + 1, sizeof *made->numbers);
    if (!made->units || !made->numbers)
        return awol_error_memory(opt_error);
    double *rates = made->numbers, *men = rates + n * c->n_units;
    double *coefficients = men + n * c->n_units, *turns = coefficients + effects;
    /* Ratios of 1: the effects are the plan's. */
    struct awol_newcomers newcomers = {.campaign = c,
                                       .setup = setup,
                                       .layout = l,
                                       .parameters = values,
                                       .coefficients = turns + effects,
                                       .by_coefficient = turns + 2 * effects};
    set_ratios(world, values, coefficients, turns);
    for (size_t u = 0; u < c->n_units; u++) {
        fill_unit(world, &newcomers, u, gone, &made->units[u], rates + u * n, men + u * n);
        gone += c->units[u].n_bins;
    }
    made->plan = (struct awol_plan){.units = made->units,
                                    .n_units = c->n_units,
                                    .first_day = c->first_day,
                                    .n_days = (int64_t)n,
                                    .effects = world->effects,
                                    .coefficients = coefficients,
                                    .n_effects = effects,
                                    .opt_covariates = world->refit->request.covariates,
                                    .eta = setup->cascade ? values[l->eta] : 0,
                                    .tau_days = setup->cascade ? values[l->tau] : 1,
                                    .share_between = l->share == SIZE_MAX ? 0 : values[l->share],
                                    .recorded = setup->recorded,
                                    .opt_rates = rates,
                                    .opt_men = men,
                                    .opt_turns = l->n_urgency > 0 ? turns : NULL};
    set_scatter(world, values, &made->plan);
    return AWOL_OK;
}

void awol_world_plan_release(struct awol_world_plan *plan)
{
    free(plan->numbers);
    free(plan->units);
    *plan = (struct awol_world_plan){.numbers = NULL};
}
