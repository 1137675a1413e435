/* The genealogy of the cascade and of its special cases: each cause carried through the bins by the
 * maps of the model itself. */
#include <math.h>
#include <stdlib.h>

#include "explain/counts.h"
#include "explain/genealogy_state.h"
#include "model/layout.h"

/* ---- making it ---------------------------------------------------------------------------- */

static enum awol_status make_lines(struct awol_genealogy *g, struct awol_error *opt_error)
{
    const struct awol_campaign *campaign = g->problem->campaign;
    g->n_lines = awol_campaign_n_bins(campaign);
    g->lines = calloc(g->n_lines + 1, sizeof *g->lines);
    g->counts = calloc(g->n_lines + 1, sizeof *g->counts);
    if (!g->lines || !g->counts)
        return awol_error_memory(opt_error);
    for (size_t u = 0, i = 0; u < campaign->n_units; u++)
        for (size_t t = 0; t < campaign->units[u].n_bins; t++, i++)
            g->lines[i] = (struct awol_line){.unit = u,
                                             .start = campaign->units[u].edges[t],
                                             .end = campaign->units[u].edges[t + 1],
                                             .counted = AWOL_UNRECORDED,
                                             .party = 1};
    return AWOL_OK;
}

/* Room for what a bin of a group needs: see struct bin. */
enum { UNIT_ARRAYS = 4 + 3 * AWOL_CAUSES };

static enum awol_status make_room(struct awol_genealogy *g, struct awol_error *opt_error)
{
    const struct awol_campaign *campaign = g->problem->campaign;
    size_t effects = campaign->n_effects;
    g->path.bins = calloc(g->n_lines + 1, sizeof *g->path.bins);
    g->path.totals = calloc(campaign->series->n_spans + 1, sizeof *g->path.totals);
    g->pool = calloc(5 * effects + UNIT_ARRAYS * g->n_units + 1, sizeof *g->pool);
    if (!g->path.bins || !g->path.totals || !g->pool)
        return awol_error_memory(opt_error);
    double **arrays[] = {&g->coefficients, &g->coefficients_without, &g->turns, &g->turns_without,
                         &g->newcomers.by_coefficient};
    for (size_t k = 0; k < 5; k++)
        *arrays[k] = g->pool + UNIT_ARRAYS * g->n_units + k * effects;
    g->newcomers.coefficients = g->coefficients;
    return AWOL_OK;
}

static enum awol_status make_maps(const struct awol_genealogy *g, struct awol_maps *maps,
                                  struct awol_error *opt_error)
{
    enum awol_status status = awol_maps_init(maps, g->n_units, opt_error);
    maps->lag = g->problem->setup.kernel == AWOL_KERNEL_LAG;
    maps->neighbours = g->problem->setup.neighbours;
    /* Without a cascade every newcomer counts once and leaves nothing. */
    for (size_t u = 0; status == AWOL_OK && u < g->n_units; u++)
        maps->maps[(AWOL_MAP_A * g->n_units + u) * g->n_units + u] = 1;
    return status;
}

enum awol_status awol_genealogy_open_engine(struct awol_genealogy *g, struct awol_error *opt_error)
{
    const struct awol_problem *p = g->problem;
    g->n_units = p->setup.cascade && p->setup.share_between ? p->campaign->n_units : 1;
    g->newcomers =
        (struct awol_newcomers){.campaign = p->campaign, .setup = &p->setup, .layout = &p->layout};
    enum awol_status status = make_lines(g, opt_error);
    if (status == AWOL_OK)
        status = make_room(g, opt_error);
    if (status == AWOL_OK)
        status = make_maps(g, &g->with, opt_error);
    if (status == AWOL_OK)
        status = make_maps(g, &g->without, opt_error);
    if (status == AWOL_OK)
        status = awol_filter_new(p->campaign, &p->setup, &p->layout, &g->filter, opt_error);
    return status;
}

/* ---- one bin ------------------------------------------------------------------------------ */

/* One bin of a group of units; arrays have one element a unit. */
struct bin {
    const struct awol_campaign_unit *units;
    size_t first; /* line of the first unit's first bin */
    size_t t;
    double *ratio, *ratio_without;             /* S/N with and without the urgency */
    double *alone, *offered;                   /* newcomers */
    double *x[AWOL_CAUSES];                    /* states */
    double *m[AWOL_CAUSES], *end[AWOL_CAUSES]; /* mean counts, mean states at the end */
};

static void lay_out(const struct awol_genealogy *g, struct bin *bin)
{
    double *at = g->pool;
    double **arrays[] = {&bin->ratio, &bin->ratio_without, &bin->alone, &bin->offered};
    for (size_t k = 0; k < 4; k++, at += g->n_units)
        *arrays[k] = at;
    for (size_t c = 0; c < AWOL_CAUSES; c++) {
        bin->x[c] = at;
        bin->m[c] = at + g->n_units;
        bin->end[c] = at + 2 * g->n_units;
        at += 3 * g->n_units;
    }
}

static size_t line_of(const struct bin *bin, size_t u)
{
    return bin->first + u * bin->units[0].n_bins + bin->t;
}

/* Newcomers with and without the offer, and how much of the men is left to be prompted. */
static void set_newcomers(struct awol_genealogy *g, struct bin *bin, size_t u)
{
    const struct awol_campaign_unit *unit = &bin->units[u];
    double a = awol_newcomers_mean(&g->newcomers, unit, bin->t, NULL, NULL) *
               g->path.bins[line_of(bin, u)].background;
    bin->alone[u] = a;
    bin->ratio[u] = bin->ratio_without[u] = unit->ratio[bin->t];
    if (g->problem->layout.effect != SIZE_MAX) {
        double with = awol_exposure_mean(unit->exposure, bin->t, g->coefficients, false, NULL);
        double without =
            awol_exposure_mean(unit->exposure, bin->t, g->coefficients_without, false, NULL);
        bin->alone[u] = a * without / with;
    }
    if (g->problem->layout.n_urgency > 0) {
        bin->ratio[u] *= awol_exposure_mean(unit->exposure, bin->t, g->turns, false, NULL);
        bin->ratio_without[u] *=
            awol_exposure_mean(unit->exposure, bin->t, g->turns_without, false, NULL);
    }
    bin->offered[u] = a - bin->alone[u];
}

static enum awol_status set_maps(struct awol_genealogy *g, const double *values,
                                 const struct bin *bin, struct awol_error *opt_error)
{
    const struct awol_layout *l = &g->problem->layout;
    const struct awol_setup *setup = &g->problem->setup;
    double days = (double)(bin->units[0].edges[bin->t + 1] - bin->units[0].edges[bin->t]);
    double endless = AWOL_DELAY_ENDLESS * awol_campaign_bin_days(g->problem->campaign);
    if (!setup->cascade)
        return AWOL_OK;
    struct awol_maps_key key = {values[l->eta] * (setup->kernel == AWOL_KERNEL_ALL ? endless : 1),
                                l->tau == SIZE_MAX ? endless : values[l->tau],
                                l->share == SIZE_MAX ? 0 : values[l->share]};
    enum awol_status status = awol_maps_set(&g->with, &key, days, bin->ratio, opt_error);
    if (status == AWOL_OK && l->n_urgency > 0)
        status = awol_maps_set(&g->without, &key, days, bin->ratio_without, opt_error);
    return status;
}

/* sum_v first(u,v) a_v + second(u,v) x_v */
static double combine(const struct awol_maps *maps, size_t u, int first, const double *a,
                      int second, const double *x)
{
    const double *one = awol_maps_get(maps, 0, first) + u * maps->n;
    const double *two = awol_maps_get(maps, 0, second) + u * maps->n;
    double sum = 0;
    for (size_t v = 0; v < maps->n; v++)
        sum += one[v] * a[v] + two[v] * x[v];
    return sum;
}

/* Mean counts and end states by cause. Urgency has what the whole has beyond the other two. */
static void set_causes(const struct awol_genealogy *g, struct bin *bin)
{
    bool urgent = g->problem->layout.n_urgency > 0;
    const struct awol_maps *plain = urgent ? &g->without : &g->with;
    double *const *x = bin->x, **m = bin->m, **end = bin->end;
    for (size_t u = 0; u < g->n_units; u++) {
        m[AWOL_CAUSE_ANYWAY][u] =
            combine(plain, u, AWOL_MAP_A, bin->alone, AWOL_MAP_B, x[AWOL_CAUSE_ANYWAY]);
        end[AWOL_CAUSE_ANYWAY][u] =
            combine(plain, u, AWOL_MAP_F, bin->alone, AWOL_MAP_E, x[AWOL_CAUSE_ANYWAY]);
        m[AWOL_CAUSE_OFFER][u] =
            combine(&g->with, u, AWOL_MAP_A, bin->offered, AWOL_MAP_B, x[AWOL_CAUSE_OFFER]);
        end[AWOL_CAUSE_OFFER][u] =
            combine(&g->with, u, AWOL_MAP_F, bin->offered, AWOL_MAP_E, x[AWOL_CAUSE_OFFER]);
        m[AWOL_CAUSE_URGENCY][u] = end[AWOL_CAUSE_URGENCY][u] = 0;
    }
    for (size_t u = 0; urgent && u < g->n_units; u++) {
        m[AWOL_CAUSE_URGENCY][u] =
            combine(&g->with, u, AWOL_MAP_A, bin->alone, AWOL_MAP_B, x[AWOL_CAUSE_ANYWAY]) -
            m[AWOL_CAUSE_ANYWAY][u];
        end[AWOL_CAUSE_URGENCY][u] =
            combine(&g->with, u, AWOL_MAP_F, bin->alone, AWOL_MAP_E, x[AWOL_CAUSE_ANYWAY]) -
            end[AWOL_CAUSE_ANYWAY][u];
        for (size_t v = 0; v < g->n_units; v++) {
            double late = x[AWOL_CAUSE_URGENCY][v];
            m[AWOL_CAUSE_URGENCY][u] +=
                awol_maps_get(&g->with, 0, AWOL_MAP_B)[u * g->n_units + v] * late;
            end[AWOL_CAUSE_URGENCY][u] +=
                awol_maps_get(&g->with, 0, AWOL_MAP_E)[u * g->n_units + v] * late;
        }
    }
}

/* Give the count of a unit's bin to its parts, and carry the causes on. */
static void divide(const struct awol_genealogy *g, struct bin *bin, size_t u,
                   gsl_rng *opt_generator, double *ret_parts)
{
    size_t line = line_of(bin, u);
    bool unrecorded = g->lines[line].counted == AWOL_UNRECORDED;
    double recorded = g->problem->setup.recorded, decay = g->with.decay, whole = 0;
    double *parts = ret_parts + line * AWOL_PARTS, share[AWOL_PARTS] = {0};
    for (size_t c = 0; c < AWOL_CAUSES; c++)
        whole += bin->m[c][u];
    double y = unrecorded ? recorded * whole : g->counts[line];
    share[AWOL_PART_FOLLOWED] = 1;
    if (whole > 0) {
        share[AWOL_PART_ALONE] = bin->alone[u] / whole;
        share[AWOL_PART_OFFER] = bin->offered[u] / whole;
        share[AWOL_PART_COMRADES] = (bin->m[AWOL_CAUSE_OFFER][u] - bin->offered[u]) / whole;
        share[AWOL_PART_URGENCY] = bin->m[AWOL_CAUSE_URGENCY][u] / whole;
        for (size_t c = 0; c < AWOL_PARTS; c++)
            share[AWOL_PART_FOLLOWED] -= c == AWOL_PART_FOLLOWED ? 0 : share[c];
        if (fabs(share[AWOL_PART_FOLLOWED]) < 1e-12) /* rounding, where nobody follows */
            share[AWOL_PART_FOLLOWED] = 0;
    }
    awol_genealogy_divide(y, share, unrecorded ? NULL : opt_generator, parts);
    const double left[AWOL_CAUSES] = {parts[AWOL_PART_ALONE] + parts[AWOL_PART_FOLLOWED],
                                      parts[AWOL_PART_OFFER] + parts[AWOL_PART_COMRADES],
                                      parts[AWOL_PART_URGENCY]};
    for (size_t c = 0; c < AWOL_CAUSES; c++) {
        double m = bin->m[c][u], most = fabs(whole) * 1e-12;
        /* What each departure leaves is that of its own cause. */
        double scale = fabs(m) > most ? left[c] / m : whole > 0 ? y / whole : 0;
        bin->x[c][u] =
            decay * bin->x[c][u] + scale / recorded * (bin->end[c][u] - decay * bin->x[c][u]);
    }
}

/* ---- a whole record ------------------------------------------------------------------------ */

static void begin(struct awol_genealogy *g, const double *values, const bool *off)
{
    const struct awol_layout *l = &g->problem->layout;
    size_t n = g->problem->campaign->n_effects;
    g->newcomers.parameters = values;
    awol_newcomers_begin(&g->newcomers);
    for (size_t k = 0; k < l->n_urgency; k++)
        g->turns[l->parameters[l->urgency + k].index] = log(values[l->urgency + k]);
    for (size_t i = 0; i < n; i++) {
        g->coefficients_without[i] = off[i] ? 0 : g->coefficients[i];
        g->turns_without[i] = off[i] ? 0 : g->turns[i];
    }
}

static enum awol_status run_group(struct awol_genealogy *g, const double *values, size_t unit,
                                  size_t first, gsl_rng *opt_generator, double *ret_parts,
                                  struct awol_error *opt_error)
{
    struct bin bin = {.units = &g->problem->campaign->units[unit], .first = first};
    lay_out(g, &bin);
    for (size_t u = 0; u < g->n_units; u++) {
        for (size_t c = 0; c < AWOL_CAUSES; c++)
            bin.x[c][u] = 0;
        bin.x[AWOL_CAUSE_ANYWAY][u] = g->path.bins[line_of(&bin, u)].state;
    }
    for (; bin.t < bin.units[0].n_bins; bin.t++) {
        for (size_t u = 0; u < g->n_units; u++)
            set_newcomers(g, &bin, u);
        enum awol_status status = set_maps(g, values, &bin, opt_error);
        if (status != AWOL_OK)
            return status;
        set_causes(g, &bin);
        for (size_t u = 0; u < g->n_units; u++)
            divide(g, &bin, u, opt_generator, ret_parts);
    }
    return AWOL_OK;
}

enum awol_status awol_genealogy_run_engine(struct awol_genealogy *g, const double *values,
                                           const bool *off, gsl_rng *opt_generator,
                                           double *ret_parts, struct awol_error *opt_error)
{
    const struct awol_campaign *campaign = g->problem->campaign;
    begin(g, values, off);
    enum awol_status status = awol_filter_path(g->filter, values, &g->path, opt_error);
    for (size_t u = 0, first = 0; status == AWOL_OK && u < campaign->n_units; u++) {
        status = awol_counts_share(campaign, &campaign->units[u], g->path.bins + first,
                                   g->path.totals, g->lines + first, g->counts + first, opt_error);
        first += campaign->units[u].n_bins;
    }
    for (size_t u = 0, first = 0; status == AWOL_OK && u < campaign->n_units; u += g->n_units) {
        status = run_group(g, values, u, first, opt_generator, ret_parts, opt_error);
        first += g->n_units * campaign->units[u].n_bins;
    }
    return status;
}
