#include "estimate/effects.h"

#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "date/span.h"
#include "model/layout.h"

/* ---- what is asked for -------------------------------------------------------------------- */

static bool is_named(const struct awol_request *request, const char *id)
{
    for (size_t i = 0; i < request->n_offer_ids; i++)
        if (strcmp(request->offer_ids[i], id) == 0)
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

/* An offer asked for by name must exist and be one that can be fitted. */
static enum awol_status check_named(const struct awol_request *request,
                                    struct awol_error *opt_error)
{
    for (size_t i = 0; i < request->n_offer_ids; i++) {
        const char *names[64];
        size_t n = 0;
        const struct awol_offer *found = NULL;
        for (size_t k = 0; request->offers && k < request->offers->n; k++) {
            const struct awol_offer *offer = &request->offers->offers[k];
            if (n < sizeof names / sizeof *names)
                names[n++] = offer->id;
            if (strcmp(offer->id, request->offer_ids[i]) == 0)
                found = offer;
        }
        if (!found) {
            const char *nearest = awol_text_nearest(request->offer_ids[i], names, n);
            return awol_error_set(opt_error, AWOL_USAGE,
                                  "--offer: there is no offer “%.60s” in the offers%s%s%s",
                                  request->offer_ids[i], nearest ? "; is “" : "",
                                  nearest ? nearest : "", nearest ? "” meant?" : "");
        }
        if (!awol_offer_is_fittable(found))
            return awol_error_set(opt_error, AWOL_USAGE,
                                  "--offer: “%.60s” is of kind %s, which cannot be fitted; offer, "
                                  "amnesty, distribution and counter can",
                                  found->id, found->kind);
    }
    return AWOL_OK;
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
    return awol_error_set(opt_error, AWOL_USAGE,
                          "--covariate: the series has no covariate “%.60s”%s%s%s", name,
                          nearest ? "; is “" : "", nearest ? nearest : "",
                          nearest ? "” meant?" : "");
}

enum awol_status awol_effects_init(struct awol_effects *effects, const struct awol_request *request,
                                   struct awol_error *opt_error)
{
    struct awol_effects made = {.n = 0};
    size_t n_offers = request->offers ? request->offers->n : 0;
    size_t n_circumstances = request->circumstances ? request->circumstances->n : 0;
    enum awol_status status = check_named(request, opt_error);
    if (status != AWOL_OK)
        return status;
    awol_arena_init(&made.arena);
    made.effects =
        calloc(n_offers + n_circumstances + request->n_covariate_names + 1, sizeof *made.effects);
    if (!made.effects)
        status = awol_error_memory(opt_error);
    for (size_t i = 0; status == AWOL_OK && i < n_offers; i++) {
        struct awol_effect effect = {.offer = &request->offers->offers[i], .is_offer = true};
        if (is_wanted(request, effect.offer))
            status = append(&made, &effect, "offer.", effect.offer->id, opt_error);
    }
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

/* ---- what the observations see ------------------------------------------------------------- */

/* An observation in the sense of the rules: an exact count or a two-sided range that is not already
 * known from its parts. */
static bool is_observation(const struct awol_observation *o)
{
    return !o->sealed && isfinite(o->high) && (o->low == o->high || o->low > 0);
}

static bool is_masked(const struct awol_observation *o, size_t t)
{
    for (size_t i = 0; i < o->n_masks; i++)
        if (o->masks[i].first <= t && t < o->masks[i].last)
            return true;
    return false;
}

/* Mean weight of an effect over the days that an observation is about. */
static double weight_over(const struct awol_campaign_unit *unit, const struct awol_observation *o,
                          size_t effect)
{
    double sum = 0, days = 0;
    for (size_t t = o->bins.first; t < o->bins.last; t++) {
        if (is_masked(o, t))
            continue;
        double d = (double)(unit->edges[t + 1] - unit->edges[t]);
        sum += d * awol_exposure_weight(unit->exposure, t, effect);
        days += d;
    }
    return days > 0 ? sum / days : 0;
}

/* Weights of all effects over all observations, row-major by observation. */
struct design {
    double *weights;
    double *midpoints; /* day */
    size_t n, n_effects;
};

static enum awol_status design_init(struct design *design, const struct awol_campaign *campaign,
                                    struct awol_error *opt_error)
{
    size_t most = 0;
    for (size_t u = 0; u < campaign->n_units; u++)
        most += campaign->units[u].n_observations;
    *design = (struct design){.n_effects = campaign->n_effects};
    design->weights = calloc(most * campaign->n_effects + 1, sizeof *design->weights);
    design->midpoints = calloc(most + 1, sizeof *design->midpoints);
    if (!design->weights || !design->midpoints) {
        free(design->midpoints);
        free(design->weights);
        return awol_error_memory(opt_error);
    }
    for (size_t u = 0; u < campaign->n_units; u++) {
        const struct awol_campaign_unit *unit = &campaign->units[u];
        for (size_t i = 0; i < unit->n_observations; i++) {
            const struct awol_observation *o = &unit->observations[i];
            if (!is_observation(o))
                continue;
            for (size_t k = 0; k < campaign->n_effects; k++)
                design->weights[design->n * campaign->n_effects + k] = weight_over(unit, o, k);
            design->midpoints[design->n++] =
                0.5 * (double)(unit->edges[o->bins.first] + unit->edges[o->bins.last]);
        }
    }
    return AWOL_OK;
}

static void design_release(struct design *design)
{
    free(design->midpoints);
    free(design->weights);
}

static double weight_at(const struct design *design, size_t row, size_t effect)
{
    return design->weights[row * design->n_effects + effect];
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
            if (!is_observation(o))
                continue;
            *ret_before += unit->edges[o->bins.last] <= offer->start_first;
            *ret_after += unit->edges[o->bins.last] > offer->start_first + 1;
        }
    }
}

/* Why an effect cannot be told, or NULL. */
static const char *find_fault(const struct design *design, size_t k,
                              const struct awol_effect *effect,
                              const struct awol_campaign *campaign, char *text, size_t size)
{
    size_t none = 0, same = 0, before, after;
    for (size_t i = 0; i < design->n; i++) {
        none += weight_at(design, i, k) == 0;
        same += fabs(weight_at(design, i, k) - weight_at(design, 0, k)) < 1e-12;
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
    if (effect->is_offer && is_named(request, effect->offer->id))
        return awol_error_set(opt_error, AWOL_UNFIT,
                              "the effect of the offer “%.60s” cannot be estimated: %s. Without "
                              "--offer it is left out and the rest is fitted",
                              effect->offer->id, fault);
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
    if (!effect->is_offer)
        return AWOL_OK;
    count_sides(campaign, effect->offer, &before, &after);
    if (before >= 8)
        return AWOL_OK;
    return awol_fit_add(fit, &fit->warnings, opt_error, "few-before",
                        "only %zu counts are known before the first day of “%s”: its effect leans "
                        "on them",
                        before, label_of(effect));
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
    return status;
}

static bool are_equal(const struct design *design, size_t a, size_t b)
{
    for (size_t i = 0; i < design->n; i++)
        if (fabs(weight_at(design, i, a) - weight_at(design, i, b)) > 1e-12)
            return false;
    return true;
}

enum awol_status awol_effects_screen(struct awol_effects *effects,
                                     const struct awol_request *request,
                                     const struct awol_campaign *campaign, struct awol_fit *fit,
                                     bool *ret_changed, struct awol_error *opt_error)
{
    struct design design;
    enum awol_status status = design_init(&design, campaign, opt_error);
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
    design_release(&design);
    return status;
}

/* ---- condition ---------------------------------------------------------------------------- */

static size_t n_columns(const struct awol_request *request, const struct awol_campaign *campaign)
{
    return 1 + request->trend + 2 * (size_t)request->harmonics + campaign->n_effects;
}

static void fill_row(const struct awol_request *request, const struct awol_campaign *campaign,
                     const struct design *design, size_t row, gsl_matrix *m)
{
    size_t column = 0;
    double day = design->midpoints[row];
    gsl_matrix_set(m, row, column++, 1);
    if (request->trend)
        gsl_matrix_set(m, row, column++, (day - (double)campaign->first_day) / 365.25);
    for (unsigned h = 1; h <= request->harmonics; h++) {
        double phase = 2 * acos(-1.0) * h * day / request->period_days;
        gsl_matrix_set(m, row, column++, sin(phase));
        gsl_matrix_set(m, row, column++, cos(phase));
    }
    for (size_t k = 0; k < campaign->n_effects; k++)
        gsl_matrix_set(m, row, column++, weight_at(design, row, k));
}

static void name_column(const struct awol_request *request, const struct awol_campaign *campaign,
                        size_t column, struct awol_text *text)
{
    size_t season = 1 + request->trend, effects = season + 2 * (size_t)request->harmonics;
    if (text->length > 0)
        awol_text_append(text, ", ");
    if (column == 0)
        awol_text_append(text, "the level");
    else if (request->trend && column == 1)
        awol_text_append(text, "trend");
    else if (column < effects)
        awol_text_append_format(text, "%s%zu", (column - season) % 2 == 0 ? "sin" : "cos",
                                (column - season) / 2 + 1);
    else
        awol_text_append(text, campaign->effects[column - effects].name);
}

static enum awol_status decompose(const struct awol_request *request,
                                  const struct awol_campaign *campaign, gsl_matrix *m,
                                  double *ret_condition, struct awol_text *mixed,
                                  struct awol_error *opt_error)
{
    size_t n = m->size2;
    gsl_matrix *V = gsl_matrix_alloc(n, n);
    gsl_vector *S = gsl_vector_alloc(n), *work = gsl_vector_alloc(n);
    enum awol_status status = V && S && work ? AWOL_OK : awol_error_memory(opt_error);
    if (status == AWOL_OK) {
        for (size_t j = 0; j < n; j++) {
            gsl_vector_view column = gsl_matrix_column(m, j);
            double length = 0;
            for (size_t i = 0; i < m->size1; i++)
                length += pow(gsl_vector_get(&column.vector, i), 2);
            if (length > 0)
                gsl_vector_scale(&column.vector, 1 / sqrt(length));
        }
        gsl_linalg_SV_decomp(m, V, S, work);
        double least = gsl_vector_get(S, n - 1);
        *ret_condition = least > 0 ? gsl_vector_get(S, 0) / least : (double)INFINITY;
        for (size_t j = 0; j < n; j++)
            if (fabs(gsl_matrix_get(V, j, n - 1)) > 0.2)
                name_column(request, campaign, j, mixed);
    }
    gsl_vector_free(work);
    gsl_vector_free(S);
    gsl_matrix_free(V);
    return status;
}

enum awol_status awol_effects_condition(const struct awol_request *request,
                                        const struct awol_campaign *campaign, double *ret_condition,
                                        struct awol_text *mixed, struct awol_error *opt_error)
{
    struct design design;
    enum awol_status status = design_init(&design, campaign, opt_error);
    if (status != AWOL_OK)
        return status;
    size_t n = n_columns(request, campaign);
    if (design.n < n) {
        *ret_condition = INFINITY;
        for (size_t j = 0; j < n; j++)
            name_column(request, campaign, j, mixed);
    } else {
        gsl_matrix *m = gsl_matrix_alloc(design.n, n);
        if (!m)
            status = awol_error_memory(opt_error);
        for (size_t i = 0; status == AWOL_OK && i < design.n; i++)
            fill_row(request, campaign, &design, i, m);
        if (status == AWOL_OK)
            status = decompose(request, campaign, m, ret_condition, mixed, opt_error);
        gsl_matrix_free(m);
    }
    design_release(&design);
    return status;
}
