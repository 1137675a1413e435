#include "explain/world.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "date/span.h"

/* ---- changes ------------------------------------------------------------------------------- */

/* One of the ids of an effect that may stand for several offers: "offer.a+b". */
static bool has_id(const struct awol_effect *effect, const char *id)
{
    const char *at = strchr(effect->name, '.');
    size_t length = strlen(id);
    for (at = at ? at + 1 : effect->name; at; at = strchr(at, '+') ? strchr(at, '+') + 1 : NULL)
        if (strncmp(at, id, length) == 0 && (at[length] == '\0' || at[length] == '+'))
            return true;
    return false;
}

static bool is_meant(const struct awol_change *change, const struct awol_effect *effect)
{
    return (effect->is_offer || effect->after) &&
           (!change->opt_id || has_id(effect, change->opt_id));
}

static enum awol_status refuse_id(const struct awol_change *change, const struct awol_refit *refit,
                                  struct awol_error *opt_error)
{
    const struct awol_campaign *campaign = &refit->campaign;
    const char **ids = calloc(campaign->n_effects + 1, sizeof *ids);
    size_t n = 0;
    if (!ids)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < campaign->n_effects; i++)
        if (campaign->effects[i].is_offer)
            ids[n++] = campaign->effects[i].offer->id;
    const char *nearest = awol_text_nearest(change->opt_id, ids, n);
    enum awol_status status = awol_error_set(
        opt_error, AWOL_USAGE, "--offer: no offer “%.60s” entered this fit%s%s%s", change->opt_id,
        nearest ? "; is “" : "", nearest ? nearest : "", nearest ? "” meant?" : "");
    free(ids);
    return status;
}

static bool is_unit(const struct awol_refit *refit, const char *name)
{
    for (size_t u = 0; u < refit->campaign.n_units; u++)
        if (strcmp(refit->campaign.units[u].name, name) == 0)
            return true;
    return false;
}

static enum awol_status refuse_unit(const struct awol_change *change,
                                    const struct awol_refit *refit, struct awol_error *opt_error)
{
    const struct awol_series *series = refit->campaign.series;
    const char *nearest = awol_text_nearest(change->opt_unit, series->units, series->n_units);
    return awol_error_set(opt_error, AWOL_USAGE,
                          "--offer-to: the series has no unit “%.60s”%s%s%s; “all” stands for all",
                          change->opt_unit, nearest ? " (is “" : "", nearest ? nearest : "",
                          nearest ? "” meant?)" : "");
}

enum awol_status awol_change_check(const struct awol_change *change, const struct awol_refit *refit,
                                   struct awol_error *opt_error)
{
    char first[AWOL_DAY_TEXT_SIZE], last[AWOL_DAY_TEXT_SIZE];
    bool found = false;
    for (size_t i = 0; i < refit->campaign.n_effects; i++) {
        const struct awol_effect *effect = &refit->campaign.effects[i];
        if (!effect->is_offer || !is_meant(change, effect))
            continue;
        found = true;
        if (change->has_deadline && change->deadline < effect->offer->start_last)
            return awol_error_set(opt_error, AWOL_USAGE,
                                  "--deadline: %s lies before the first day of “%.60s”, %s",
                                  awol_day_format(change->deadline, last), effect->offer->id,
                                  awol_day_format(effect->offer->start_last, first));
    }
    if (!found && change->opt_id)
        return refuse_id(change, refit, opt_error);
    if (change->opt_unit && change->opt_unit[0] && !is_unit(refit, change->opt_unit))
        return refuse_unit(change, refit, opt_error);
    return AWOL_OK;
}

/* ---- worlds -------------------------------------------------------------------------------- */

static void alter(struct awol_offer *offer, const struct awol_change *change)
{
    if (change->opt_unit)
        offer->unit = change->opt_unit;
    if (!change->has_deadline)
        return;
    offer->end = change->deadline;
    offer->open = false;
}

/* To that unit, or to all of one unit: the same men. */
static bool is_same_unit(const struct awol_campaign *campaign, const char *was, const char *now)
{
    bool one = campaign->n_units == 1;
    const char *only = one ? campaign->units[0].name : "";
    if (one && (strcmp(was, "") == 0 || strcmp(was, only) == 0) &&
        (strcmp(now, "") == 0 || strcmp(now, only) == 0))
        return true;
    return strcmp(was, now) == 0;
}

bool awol_change_is_none(const struct awol_change *change, const struct awol_refit *refit)
{
    const struct awol_campaign *campaign = &refit->campaign;
    if (change->without || change->strength != 1)
        return false;
    for (size_t i = 0; i < campaign->n_effects; i++) {
        const struct awol_effect *effect = &campaign->effects[i];
        if (!effect->is_offer || !is_meant(change, effect))
            continue;
        struct awol_offer altered = *effect->offer;
        alter(&altered, change);
        if (!is_same_unit(campaign, effect->offer->unit, altered.unit) ||
            altered.open != effect->offer->open ||
            (!altered.open && altered.end != effect->offer->end))
            return false;
    }
    return true;
}

/* The days behind a deadline move with it. */
static void alter_after(struct awol_offer *after, const struct awol_change *change)
{
    int64_t days = after->end - after->start_first;
    if (change->opt_unit)
        after->unit = change->opt_unit;
    if (!change->has_deadline)
        return;
    after->start_first = after->start_last = change->deadline + 1;
    after->end = change->deadline + 1 + days;
}

static enum awol_status set_effects(struct awol_world *world, const struct awol_change *opt_change,
                                    struct awol_error *opt_error)
{
    const struct awol_campaign *campaign = &world->refit->campaign;
    size_t n = campaign->n_effects;
    world->offers = calloc(n + 1, sizeof *world->offers);
    world->effects = calloc(n + 1, sizeof *world->effects);
    world->strengths = calloc(n + 1, sizeof *world->strengths);
    if (!world->offers || !world->effects || !world->strengths)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < n; i++) {
        struct awol_effect *effect = &world->effects[i];
        *effect = campaign->effects[i];
        world->strengths[i] = 1;
        if (!opt_change || !is_meant(opt_change, effect))
            continue;
        world->strengths[i] = opt_change->without ? 0 : opt_change->strength;
        world->offers[i] = *effect->offer;
        if (effect->after)
            alter_after(&world->offers[i], opt_change);
        else
            alter(&world->offers[i], opt_change);
        effect->offer = &world->offers[i];
    }
    return AWOL_OK;
}

static enum awol_status set_campaign(struct awol_world *world, struct awol_error *opt_error)
{
    const struct awol_campaign *campaign = &world->refit->campaign;
    enum awol_status status = AWOL_OK;
    world->campaign = *campaign;
    world->campaign.effects = world->effects;
    world->units = calloc(campaign->n_units + 1, sizeof *world->units);
    if (!world->units)
        return awol_error_memory(opt_error);
    world->campaign.units = world->units;
    for (size_t u = 0; u < campaign->n_units; u++) {
        world->units[u] = campaign->units[u];
        world->units[u].exposure = NULL;
    }
    for (size_t u = 0; status == AWOL_OK && u < campaign->n_units; u++)
        status =
            awol_exposure_new(world->effects, campaign->n_effects, world->refit->request.covariates,
                              world->units[u].name, world->units[u].edges, world->units[u].n_bins,
                              &world->units[u].exposure, opt_error);
    return status;
}

enum awol_status awol_world_init(struct awol_world *world, const struct awol_refit *refit,
                                 const struct awol_change *opt_change, struct awol_error *opt_error)
{
    *world = (struct awol_world){.refit = refit};
    enum awol_status status = set_effects(world, opt_change, opt_error);
    if (status == AWOL_OK)
        status = set_campaign(world, opt_error);
    if (status == AWOL_OK)
        status = awol_problem_init(&world->problem, &world->campaign, &refit->problem.setup, false,
                                   opt_error);
    return status;
}

void awol_world_release(struct awol_world *world)
{
    awol_problem_release(&world->problem);
    for (size_t u = 0; world->units && u < world->campaign.n_units; u++)
        awol_exposure_free(world->units[u].exposure);
    free(world->units);
    free(world->strengths);
    free(world->effects);
    free(world->offers);
    *world = (struct awol_world){.refit = NULL};
}

void awol_world_values(const struct awol_world *world, const double *values, double *ret_values)
{
    const struct awol_layout *l = &world->refit->problem.layout;
    memcpy(ret_values, values, l->n * sizeof *values);
    for (size_t i = 0; l->effect != SIZE_MAX && i < world->campaign.n_effects; i++)
        if (l->parameters[l->effect + i].scale == AWOL_SCALE_LOG)
            ret_values[l->effect + i] = pow(values[l->effect + i], world->strengths[i]);
    /* What an effect shifts (thresholds) stands in the order of the effects. */
    size_t shift = 0;
    while (shift < l->n && strncmp(l->parameters[shift].name, "shift.", 6) != 0)
        shift++;
    for (size_t i = 0; shift + i < l->n && i < world->campaign.n_effects; i++)
        ret_values[shift + i] = values[shift + i] * world->strengths[i];
    for (size_t k = 0; k < l->n_urgency; k++)
        ret_values[l->urgency + k] =
            pow(values[l->urgency + k], world->strengths[l->parameters[l->urgency + k].index]);
}
