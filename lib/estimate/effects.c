#include "estimate/effects.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "estimate/design.h"

/* ---- what is asked for -------------------------------------------------------------------- */

static bool is_named(const struct awol_request *request, const char *id)
{
    for (size_t i = 0; i < request->n_offer_ids; i++)
        if (strcmp(request->offer_ids[i], id) == 0)
            return true;
    return false;
}

static bool is_urgent(const struct awol_request *request, const char *id)
{
    for (size_t i = 0; i < request->n_urgency_ids; i++)
        if (strcmp(request->urgency_ids[i], id) == 0)
            return true;
    return false;
}

static bool is_wanted(const struct awol_request *request, const struct awol_offer *offer)
{
    if (request->n_offer_ids > 0)
        return is_named(request, offer->id);
    return offer->use && awol_offer_is_fittable(offer);
}

static enum awol_status append(struct awol_effects *effects, const struct awol_effect *effect,
                               const char *prefix, const char *name, struct awol_error *opt_error)
{
    size_t size = strlen(prefix) + strlen(name) + 1;
    char *full = awol_arena_alloc(&effects->arena, size);
    if (!full)
        return awol_error_memory(opt_error);
    snprintf(full, size, "%s%s", prefix, name);
    effects->effects[effects->n] = *effect;
    effects->effects[effects->n++].name = full;
    return AWOL_OK;
}

static const struct awol_offer *find_offer(const struct awol_request *request, const char *id,
                                           const char **ret_nearest)
{
    const char *names[64];
    size_t n = 0;
    for (size_t k = 0; request->offers && k < request->offers->n; k++) {
        const struct awol_offer *offer = &request->offers->offers[k];
        if (n < sizeof names / sizeof *names)
            names[n++] = offer->id;
        if (strcmp(offer->id, id) == 0)
            return offer;
    }
    *ret_nearest = awol_text_nearest(id, names, n);
    return NULL;
}

/* An offer asked for by name must exist and be one that can be fitted. */
static enum awol_status check_named(const struct awol_request *request, const char *option,
                                    const char *const *ids, size_t n, struct awol_error *opt_error)
{
    option = request->opt_named_by ? request->opt_named_by : option;
    for (size_t i = 0; i < n; i++) {
        const char *nearest;
        const struct awol_offer *found = find_offer(request, ids[i], &nearest);
        if (!found)
            return awol_error_set(
                opt_error, AWOL_USAGE, "%s: there is no offer “%.60s” in the offers%s%s%s", option,
                ids[i], nearest ? "; is “" : "", nearest ? nearest : "", nearest ? "” meant?" : "");
        if (!awol_offer_is_fittable(found))
            return awol_error_set(opt_error, AWOL_USAGE,
                                  "%s: “%.60s” is of kind %s, which cannot be fitted; offer, "
                                  "amnesty, distribution and counter can",
                                  option, found->id, found->kind);
        if (is_urgent(request, ids[i]) && !is_wanted(request, found))
            return awol_error_set(opt_error, AWOL_USAGE, "%s: “%.60s” does not enter the fit",
                                  option, found->id);
    }
    return AWOL_OK;
}

/* The days behind the deadline of an offer, as an effect of its own. */
static enum awol_status append_after(struct awol_effects *effects,
                                     const struct awol_request *request,
                                     const struct awol_offer *offer, struct awol_error *opt_error)
{
    struct awol_offer *after = awol_arena_alloc(&effects->arena, sizeof *after);
    if (!after)
        return awol_error_memory(opt_error);
    *after = *offer;
    after->start_first = after->start_last = offer->end + 1;
    after->end = offer->end + request->after_days;
    after->shape = AWOL_SHAPE_FLAT;
    struct awol_effect effect = {.offer = after, .after = true};
    return append(effects, &effect, "after.", offer->id, opt_error);
}

static enum awol_status append_offers(struct awol_effects *effects,
                                      const struct awol_request *request,
                                      struct awol_error *opt_error)
{
    size_t n = request->offers ? request->offers->n : 0, n_after = 0;
    enum awol_status status = AWOL_OK;
    for (size_t i = 0; status == AWOL_OK && i < n; i++) {
        const struct awol_offer *offer = &request->offers->offers[i];
        struct awol_effect effect = {
            .offer = offer, .is_offer = true, .urgency = is_urgent(request, offer->id)};
        if (is_wanted(request, offer))
            status = append(effects, &effect, "offer.", offer->id, opt_error);
    }
    for (size_t i = 0; status == AWOL_OK && request->after_days > 0 && i < n; i++) {
        const struct awol_offer *offer = &request->offers->offers[i];
        if (!is_wanted(request, offer) || offer->open)
            continue;
        n_after++;
        status = append_after(effects, request, offer, opt_error);
    }
    if (status == AWOL_OK && request->after_days > 0 && n_after == 0)
        status = awol_error_set(opt_error, AWOL_USAGE,
                                "--after-deadline: no offer that enters the fit has a deadline");
    return status;
}

static enum awol_status check_covariate(const struct awol_request *request, const char *name,
                                        struct awol_error *opt_error)
{
    const struct awol_series *series = request->series;
    if (request->covariates && awol_covariates_have(request->covariates, name))
        return AWOL_OK;
    for (size_t i = 0; i < series->n_covariates; i++)
        if (strcmp(series->covariates[i], name) == 0)
            return awol_error_set(opt_error, AWOL_DATA, "the covariate “%.60s” has no value", name);
    const char *nearest = awol_text_nearest(name, series->covariates, series->n_covariates);
    return awol_error_set(
        opt_error, AWOL_USAGE, "--covariate: the series has no covariate “%.60s”%s%s%s", name,
        nearest ? "; is “" : "", nearest ? nearest : "", nearest ? "” meant?" : "");
}

enum awol_status awol_effects_init(struct awol_effects *effects, const struct awol_request *request,
                                   struct awol_error *opt_error)
{
    struct awol_effects made = {.n = 0};
    size_t n_offers = request->offers ? request->offers->n : 0;
    size_t n_circumstances = request->circumstances ? request->circumstances->n : 0;
    enum awol_status status =
        check_named(request, "--offer", request->offer_ids, request->n_offer_ids, opt_error);
    if (status == AWOL_OK)
        status = check_named(request, "--urgency", request->urgency_ids, request->n_urgency_ids,
                             opt_error);
    if (status != AWOL_OK)
        return status;
    awol_arena_init(&made.arena);
    made.effects = calloc(2 * n_offers + n_circumstances + request->n_covariate_names + 1,
                          sizeof *made.effects);
    if (!made.effects)
        status = awol_error_memory(opt_error);
    if (status == AWOL_OK)
        status = append_offers(&made, request, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < n_circumstances; i++) {
        struct awol_effect effect = {.offer = &request->circumstances->offers[i]};
        if (effect.offer->use)
            status = append(&made, &effect, "circumstance.", effect.offer->id, opt_error);
    }
    for (size_t i = 0; status == AWOL_OK && i < request->n_covariate_names; i++) {
        struct awol_effect effect = {.covariate = request->covariate_names[i]};
        status = check_covariate(request, effect.covariate, opt_error);
        if (status == AWOL_OK)
            status = append(&made, &effect, "cov.", effect.covariate, opt_error);
    }
    if (status == AWOL_OK)
        *effects = made;
    else
        awol_effects_release(&made);
    return status;
}

void awol_effects_release(struct awol_effects *effects)
{
    free(effects->effects);
    awol_arena_release(&effects->arena);
    *effects = (struct awol_effects){.n = 0};
}

/* ---- screening ---------------------------------------------------------------------------- */

/* Observations that end before an offer's first day, and that reach beyond it. */
static void count_sides(const struct awol_campaign *campaign, const struct awol_offer *offer,
                        size_t *ret_before, size_t *ret_after)
{
    *ret_before = *ret_after = 0;
    for (size_t u = 0; u < campaign->n_units; u++) {
        const struct awol_campaign_unit *unit = &campaign->units[u];
        if (offer->unit[0] && strcmp(offer->unit, unit->name) != 0)
            continue;
        for (size_t i = 0; i < unit->n_observations; i++) {
            const struct awol_observation *o = &unit->observations[i];
            if (!awol_observation_is_count(o))
                continue;
            *ret_before += unit->edges[o->bins.last] <= offer->start_first;
            *ret_after += unit->edges[o->bins.last] > offer->start_first + 1;
        }
    }
}

/* Why an effect cannot be told, or NULL. */
static const char *find_fault(const struct awol_design *design, size_t k,
                              const struct awol_effect *effect,
                              const struct awol_campaign *campaign, char *text, size_t size)
{
    size_t none = 0, same = 0, before, after;
    for (size_t i = 0; i < design->n; i++) {
        none += awol_design_weight(design, i, k) == 0;
        same += fabs(awol_design_weight(design, i, k) - awol_design_weight(design, 0, k)) < 1e-12;
    }
    if (none == design->n)
        return "no count falls into its time";
    if (same == design->n)
        return effect->offer
                   ? "all counts fall into its time, or all in equal part, so that none is left to "
                     "compare with"
                   : "it does not change between counts";
    if (!effect->offer || !effect->is_offer)
        return NULL;
    count_sides(campaign, effect->offer, &before, &after);
    if (before == 0)
        return "no count ends before its first day";
    if (before >= 3 && after >= 3)
        return NULL;
    snprintf(text, size, "%zu count%s before its first day and %zu after; it takes 3 on each side",
             before, before == 1 ? " is known" : "s are known", after);
    return text;
}

static const char *describe(const struct awol_effect *effect)
{
    if (effect->after)
        return "the time after";
    return !effect->offer ? "the covariate" : !effect->is_offer ? "the circumstance" : "the offer";
}

static const char *label_of(const struct awol_effect *effect)
{
    return effect->offer ? effect->offer->label[0] ? effect->offer->label : effect->offer->id
                         : effect->covariate;
}

static enum awol_status leave_out(const struct awol_effect *effect,
                                  const struct awol_request *request, const char *fault,
                                  struct awol_fit *fit, struct awol_error *opt_error)
{
    bool named = effect->is_offer && is_named(request, effect->offer->id);
    if (named || effect->urgency)
        return awol_error_set(opt_error, AWOL_UNFIT,
                              "the effect of the offer “%.60s” cannot be estimated: %s. Without "
                              "%s it is left out and the rest is fitted",
                              effect->offer->id, fault, named ? "--offer" : "--urgency");
    enum awol_status status =
        awol_fit_add(fit, &fit->warnings, opt_error, "left-out", "%s “%s” (%s) is left out: %s",
                     describe(effect), label_of(effect), effect->name, fault);
    if (status == AWOL_OK && effect->is_offer)
        status = awol_fit_add(fit, &fit->summary, opt_error, effect->name,
                              "This record does not show what “%s” did, because %s; it would take "
                              "counts of single days, weeks or months both before and after its "
                              "first day.",
                              label_of(effect), fault);
    return status;
}

static enum awol_status warn_of_few(const struct awol_effect *effect,
                                    const struct awol_campaign *campaign, struct awol_fit *fit,
                                    struct awol_error *opt_error)
{
    size_t before, after;
    if (!effect->offer || !effect->is_offer)
        return AWOL_OK;
    count_sides(campaign, effect->offer, &before, &after);
    if (before >= 8)
        return AWOL_OK;
    return awol_fit_add(fit, &fit->warnings, opt_error, "few-before",
                        "only %zu counts are known before the first day of “%s”: its effect leans "
                        "on them",
                        before, label_of(effect));
}

/* Note beside an effect what else it stands for. */
static enum awol_status add_label(struct awol_effects *effects, struct awol_effect *effect,
                                  const char *label, struct awol_error *opt_error)
{
    struct awol_text text;
    awol_text_init(&text);
    if (effect->opt_also)
        awol_text_append_format(&text, "%s and ", effect->opt_also);
    awol_text_append_format(&text, "“%s”", label);
    enum awol_status status = awol_text_check(&text, opt_error);
    const char *copy =
        status == AWOL_OK ? awol_arena_string(&effects->arena, awol_text_string(&text)) : NULL;
    awol_text_release(&text);
    if (status == AWOL_OK && !copy)
        status = awol_error_memory(opt_error);
    if (status == AWOL_OK)
        effect->opt_also = copy;
    return status;
}

/* Give the first of two equal effects both names and drop the second. */
static enum awol_status join(struct awol_effects *effects, size_t a, size_t b, struct awol_fit *fit,
                             struct awol_error *opt_error)
{
    const char *name = effects->effects[a].name, *other = effects->effects[b].name;
    const char *tail =
        effects->effects[a].is_offer == effects->effects[b].is_offer && effects->effects[b].offer
            ? strchr(other, '.') + 1
            : other;
    size_t size = strlen(name) + strlen(tail) + 2;
    char *joined = awol_arena_alloc(&effects->arena, size);
    if (!joined)
        return awol_error_memory(opt_error);
    snprintf(joined, size, "%s+%s", name, tail);
    enum awol_status status = awol_fit_add(
        fit, &fit->warnings, opt_error, "same-time",
        "“%s” and “%s” hold over the same counts and cannot be told apart: they are fitted as one "
        "effect, %s",
        label_of(&effects->effects[a]), label_of(&effects->effects[b]), joined);
    effects->effects[a].name = joined;
    effects->effects[a].urgency |= effects->effects[b].urgency;
    return status == AWOL_OK
               ? add_label(effects, &effects->effects[a], label_of(&effects->effects[b]), opt_error)
               : status;
}

static bool are_equal(const struct awol_design *design, size_t a, size_t b)
{
    for (size_t i = 0; i < design->n; i++)
        if (fabs(awol_design_weight(design, i, a) - awol_design_weight(design, i, b)) > 1e-12)
            return false;
    return true;
}

enum awol_status awol_effects_screen(struct awol_effects *effects,
                                     const struct awol_request *request,
                                     const struct awol_campaign *campaign, struct awol_fit *fit,
                                     bool *ret_changed, struct awol_error *opt_error)
{
    struct awol_design design;
    enum awol_status status = awol_design_init(&design, campaign, opt_error);
    if (status != AWOL_OK)
        return status;
    bool *keep = calloc(effects->n + 1, sizeof *keep);
    if (!keep)
        status = awol_error_memory(opt_error);
    for (size_t k = 0; status == AWOL_OK && k < effects->n; k++) {
        struct awol_effect *effect = &effects->effects[k];
        char text[160];
        const char *fault = find_fault(&design, k, effect, campaign, text, sizeof text);
        if (fault) {
            status = leave_out(effect, request, fault, fit, opt_error);
            continue;
        }
        keep[k] = true;
        for (size_t j = 0; j < k && keep[k] && status == AWOL_OK; j++)
            if (keep[j] && effect->offer && are_equal(&design, j, k)) {
                keep[k] = false;
                status = join(effects, j, k, fit, opt_error);
            }
        if (keep[k] && status == AWOL_OK)
            status = warn_of_few(effect, campaign, fit, opt_error);
    }
    if (status == AWOL_OK) {
        size_t kept = 0;
        for (size_t k = 0; k < effects->n; k++)
            if (keep[k])
                effects->effects[kept++] = effects->effects[k];
        *ret_changed = kept != effects->n;
        effects->n = kept;
    }
    free(keep);
    awol_design_release(&design);
    return status;
}
