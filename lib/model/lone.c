#include "model/lone.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is_lone(const struct awol_campaign_unit *unit)
{
    size_t until = 0;
    for (size_t i = 0; i < unit->n_observations; i++) {
        const struct awol_observation *o = &unit->observations[i];
        if (o->sealed || o->n_masks > 0 || o->bins.first < until)
            return false;
        until = o->bins.last;
    }
    return true;
}

enum awol_status awol_lone_new(const struct awol_campaign *campaign, const struct awol_setup *setup,
                               const struct awol_layout *layout, struct awol_lone **ret_lone,
                               struct awol_error *opt_error)
{
    bool is = setup->law != AWOL_LAW_BINOMIAL && !(setup->cascade && setup->share_between);
    for (size_t u = 0; is && u < campaign->n_units; u++)
        is = is_lone(&campaign->units[u]);
    *ret_lone = NULL;
    if (!is)
        return AWOL_OK;
    struct awol_lone *lone = calloc(1, sizeof *lone);
    if (!lone)
        return awol_error_memory(opt_error);
    enum awol_status status =
        awol_rate_rows_newcomers(&lone->rates, campaign, setup, layout, opt_error);
    lone->d_state = calloc(layout->n + 1, sizeof *lone->d_state);
    lone->d_bin = calloc(layout->n + 1, sizeof *lone->d_bin);
    if (status == AWOL_OK && (!lone->d_state || !lone->d_bin))
        status = awol_error_memory(opt_error);
    if (status == AWOL_OK)
        *ret_lone = lone;
    else
        awol_lone_free(lone);
    return status;
}

void awol_lone_free(struct awol_lone *lone)
{
    if (!lone)
        return;
    free(lone->d_bin);
    free(lone->d_state);
    awol_rate_rows_release(&lone->rates);
    free(lone);
}

/* ---- the bin -------------------------------------------------------------------------------- */

static void set_newcomers(struct awol_filter *f, size_t unit)
{
    struct awol_lone *lone = f->lone;
    size_t t = f->bin.t, row = awol_rate_row_of(&lone->rates, unit, t);
    const double *d_log = lone->rates.d_log + row * lone->rates.n_parameters;
    lone->bin.a = f->group->at_risk[t] * f->bin.days * lone->rates.rates[row];
    for (size_t p = 0; p < awol_n_wanted(f); p++)
        lone->d_bin[p].a = lone->bin.a * d_log[p];
}

static bool set_maps(struct awol_filter *f)
{
    struct awol_lone *lone = f->lone;
    struct awol_lone_bin *bin = &lone->bin;
    const struct awol_maps *maps = &f->maps;
    if (awol_predict_maps(f, NULL) != AWOL_OK)
        return false;
    bin->A = *awol_maps_get(maps, 0, AWOL_MAP_A);
    bin->B = *awol_maps_get(maps, 0, AWOL_MAP_B);
    bin->E = *awol_maps_get(maps, 0, AWOL_MAP_E);
    bin->F = *awol_maps_get(maps, 0, AWOL_MAP_F);
    bin->decay = maps->decay;
    for (size_t p = 0; p < awol_n_wanted(f); p++) {
        struct awol_lone_bin *d = &lone->d_bin[p];
        int k = awol_map_derivative(f, p);
        d->A = k ? *awol_maps_get(maps, k, AWOL_MAP_A) : 0;
        d->B = k ? *awol_maps_get(maps, k, AWOL_MAP_B) : 0;
        d->E = k ? *awol_maps_get(maps, k, AWOL_MAP_E) : 0;
        d->F = k ? *awol_maps_get(maps, k, AWOL_MAP_F) : 0;
        d->decay = p == f->layout->tau ? maps->decay_by_tau : 0;
    }
    return true;
}

/* The record may begin in mid-war. */
static bool start_steady(struct awol_filter *f)
{
    struct awol_lone *lone = f->lone;
    f->bin.a[0] = lone->bin.a;
    for (size_t p = 0; p < awol_n_wanted(f); p++)
        f->bin.d_a[p] = lone->d_bin[p].a;
    if (awol_start_steady(f, NULL) != AWOL_OK)
        return false;
    lone->state.x = f->mean[0];
    for (size_t p = 0; p < awol_n_wanted(f); p++)
        lone->d_state[p].x = *awol_d_mean(f, p);
    return true;
}

static void set_start(struct awol_filter *f)
{
    struct awol_lone *lone = f->lone;
    struct awol_lone_bin *bin = &lone->bin;
    bool clamped = lone->state.x < 0, background = f->setup->background;
    lone->floored = background && lone->state.g < AWOL_BACKGROUND_FLOOR;
    bin->x = clamped ? 0 : lone->state.x;
    bin->g = lone->floored ? AWOL_BACKGROUND_FLOOR : lone->state.g;
    bin->arrivals = bin->a * bin->g;
    bin->to_x = background ? bin->F * bin->a : 0;
    bin->to_c = background ? bin->A * bin->a : 0;
    for (size_t p = 0; p < awol_n_wanted(f); p++) {
        struct awol_lone_bin *d = &lone->d_bin[p];
        d->x = clamped ? 0 : lone->d_state[p].x;
        d->g = background && !lone->floored ? lone->d_state[p].g : 0;
        d->arrivals = bin->g * d->a + bin->a * d->g;
        d->to_x = background ? d->F * bin->a + bin->F * d->a : 0;
        d->to_c = background ? d->A * bin->a + bin->A * d->a : 0;
    }
}

static void set_means(struct awol_filter *f)
{
    struct awol_lone_bin *bin = &f->lone->bin;
    bin->m = bin->A * bin->arrivals + bin->B * bin->x;
    bin->xb = bin->F * bin->arrivals + bin->E * bin->x;
    double per = bin->m > 0 ? 1 / bin->m : 0;
    bin->w = bin->m > 0 ? (bin->xb - bin->decay * bin->x) / bin->m : 0;
    for (size_t p = 0; p < awol_n_wanted(f); p++) {
        struct awol_lone_bin *d = &f->lone->d_bin[p];
        d->m = bin->A * d->arrivals + bin->B * d->x + d->A * bin->arrivals + d->B * bin->x;
        d->xb = bin->F * d->arrivals + bin->E * d->x + d->F * bin->arrivals + d->E * bin->x;
        d->w = per * (d->xb - bin->decay * d->x - d->decay * bin->x - bin->w * d->m);
    }
}

/* ---- variances ------------------------------------------------------------------------------ */

static void set_variance_nb(struct awol_filter *f)
{
    const struct awol_lone *lone = f->lone;
    const struct awol_lone_state *s = &lone->state;
    struct awol_lone_bin *bin = &f->lone->bin;
    size_t dispersion = f->layout->dispersion;
    double phi = dispersion == SIZE_MAX ? 0 : f->parameters[dispersion];
    double B = bin->B, G = bin->to_c, square = bin->m * bin->m;
    if (lone->spread)
        square += B * B * s->xx + 2 * B * G * s->xg + G * G * s->gg;
    bin->v = bin->m + phi * square;
    for (size_t p = 0; p < awol_n_wanted(f); p++) {
        struct awol_lone_bin *d = &lone->d_bin[p];
        const struct awol_lone_state *ds = &lone->d_state[p];
        double d_square = 2 * bin->m * d->m;
        if (lone->spread && phi > 0)
            d_square += 2 * (d->B * (B * s->xx + G * s->xg) + d->to_c * (B * s->xg + G * s->gg)) +
                        B * B * ds->xx + 2 * B * G * ds->xg + G * G * ds->gg;
        d->v = d->m + phi * d_square + (p == dispersion ? square : 0);
    }
}

static void set_variance_gp(struct awol_filter *f)
{
    struct awol_lone *lone = f->lone;
    struct awol_lone_bin *bin = &lone->bin;
    const struct awol_layout *l = f->layout;
    double ratio = f->bin.ratio[0], b = 1 / awol_filter_tau(f), eta = awol_filter_eta(f);
    struct awol_step_variance *v = &lone->variance;
    if (lone->variance_days != f->bin.days || lone->variance_eta != eta * ratio ||
        lone->variance_b != b)
        awol_step_variance_init(f->bin.days, eta * ratio, b, v);
    lone->variance_days = f->bin.days;
    lone->variance_eta = eta * ratio;
    lone->variance_b = b;
    bin->v = v->from_a.value * bin->arrivals + v->from_x.value * bin->x;
    double by_eta = v->from_a.by_eta * bin->arrivals + v->from_x.by_eta * bin->x;
    double by_b = v->from_a.by_b * bin->arrivals + v->from_x.by_b * bin->x;
    for (size_t p = 0; p < awol_n_wanted(f); p++) {
        struct awol_lone_bin *d = &lone->d_bin[p];
        d->v = v->from_a.value * d->arrivals + v->from_x.value * d->x;
        if (p == l->eta)
            d->v += by_eta * ratio * awol_filter_eta_slope(f);
        else if (p == l->tau)
            d->v -= by_b * b * b;
        else if (awol_is_urgency(f, p))
            d->v += by_eta * eta * f->maps.turns[p - l->urgency];
    }
}

static void set_variance(struct awol_filter *f)
{
    struct awol_lone *lone = f->lone;
    bool inside = f->setup->cascade && f->setup->kernel != AWOL_KERNEL_LAG;
    if (f->setup->law == AWOL_LAW_GP && inside) {
        set_variance_gp(f);
    } else if (f->setup->law == AWOL_LAW_NB) {
        set_variance_nb(f);
    } else {
        lone->bin.v = lone->bin.m;
        for (size_t p = 0; p < awol_n_wanted(f); p++)
            lone->d_bin[p].v = lone->d_bin[p].m;
    }
}

/* ---- the run -------------------------------------------------------------------------------- */

static void begin(struct awol_filter *f)
{
    struct awol_lone *lone = f->lone;
    size_t sd = f->layout->background_sd;
    bool background = f->setup->background;
    lone->state = (struct awol_lone_state){.g = 1};
    memset(lone->d_state, 0, f->n_parameters * sizeof *lone->d_state);
    lone->spread = background;
    lone->open = false;
    if (!background)
        return;
    lone->state.gg = f->parameters[sd] * f->parameters[sd];
    lone->d_state[sd].gg = 2 * f->parameters[sd];
}

static bool set_bin(struct awol_filter *f, size_t unit, size_t t)
{
    f->bin.t = t;
    f->bin.days = (double)(f->group->edges[t + 1] - f->group->edges[t]);
    set_newcomers(f, unit);
    if (!isfinite(f->lone->bin.a) || !set_maps(f) ||
        (t == 0 && f->setup->cascade && f->setup->steady && !start_steady(f)))
        return false;
    set_start(f);
    set_means(f);
    set_variance(f);
    return true;
}

/* As awol_bin_is_direct(). */
static bool is_direct(const struct awol_filter *f, const struct awol_observation *opt_o)
{
    return opt_o && !f->lone->spread && !f->setup->background && f->setup->recorded >= 1 &&
           opt_o->low == opt_o->high && opt_o->bins.last == opt_o->bins.first + 1;
}

bool awol_lone_run(struct awol_filter *f, size_t unit)
{
    struct awol_lone *lone = f->lone;
    size_t next = 0;
    begin(f);
    for (size_t t = 0; t < f->group->n_bins; t++) {
        const struct awol_observation *o = NULL;
        if (next < f->group->n_observations && f->group->observations[next].bins.first <= t)
            o = &f->group->observations[next];
        lone->open = o != NULL;
        if (!set_bin(f, unit, t))
            return false;
        if (is_direct(f, o)) {
            if (!awol_lone_observe_direct(f, o->low))
                return false;
            next++;
        } else {
            awol_lone_predict(f);
            if (o && o->bins.last == t + 1) {
                if (!awol_lone_observe(f, o))
                    return false;
                lone->open = false;
                next++;
            }
        }
        if (f->setup->background)
            awol_lone_move_background(f);
        else if (!f->setup->cascade && !lone->open)
            lone->spread = false; /* without a cascade nothing is left of what was uncertain */
    }
    return true;
}
