#include "model/curve.h"

#include <stdint.h>
#include <stdlib.h>

static bool is_masked(const struct awol_observation *o, size_t t)
{
    for (size_t i = 0; i < o->n_masks; i++)
        if (t >= o->masks[i].first && t < o->masks[i].last)
            return true;
    return false;
}

/* Append the bins of which the observation says something new, from run number `first` on joined
 * where they touch. */
static void add_runs(struct awol_rises *r, const struct awol_observation *o, size_t first,
                     size_t *n_runs)
{
    for (size_t t = o->bins.first; t < o->bins.last; t++) {
        if (is_masked(o, t))
            continue;
        if (*n_runs > first && r->runs[*n_runs - 1].last == t)
            r->runs[*n_runs - 1].last = t + 1;
        else
            r->runs[(*n_runs)++] = (struct awol_bins){t, t + 1};
    }
}

/* From bins to places in days[], each day once. slots: [n_bins + 1] scratch. */
static void set_days(struct awol_rises *r, size_t n_runs, size_t *slots)
{
    size_t n_edges = r->curve.campaign->units[0].n_bins + 1;
    for (size_t t = 0; t < n_edges; t++)
        slots[t] = SIZE_MAX;
    for (size_t i = 0; i < n_runs; i++) {
        size_t *const ends[] = {&r->runs[i].first, &r->runs[i].last};
        for (size_t e = 0; e < 2; e++) {
            size_t t = *ends[e];
            if (slots[t] == SIZE_MAX) {
                slots[t] = r->n_days;
                r->days[r->n_days++] = awol_curve_days(&r->curve, t);
            }
            *ends[e] = slots[t];
        }
    }
}

enum awol_status awol_rises_init(struct awol_rises *rises, const struct awol_curve *curve,
                                 size_t block, struct awol_error *opt_error)
{
    const struct awol_campaign_unit *unit = &curve->campaign->units[0];
    struct awol_rises r = {.curve = *curve};
    size_t most = unit->n_observations, n_runs = 0, n_edges = unit->n_bins + 1;
    for (size_t i = 0; i < unit->n_observations; i++)
        most += unit->observations[i].n_masks;
    size_t *slots = calloc(n_edges, sizeof *slots);
    r.observations = calloc(unit->n_observations + 1, sizeof *r.observations);
    r.first_run = calloc(unit->n_observations + 1, sizeof *r.first_run);
    r.runs = calloc(most + 1, sizeof *r.runs);
    r.days = calloc(n_edges, sizeof *r.days);
    r.points = calloc(n_edges, sizeof *r.points);
    if (!slots || !r.observations || !r.first_run || !r.runs || !r.days || !r.points) {
        free(slots);
        awol_rises_release(&r);
        return awol_error_memory(opt_error);
    }
    size_t in_block = block;
    for (size_t i = 0; i < unit->n_observations; i++) {
        const struct awol_observation *o = &unit->observations[i];
        if (o->sealed)
            continue;
        if (in_block == block) {
            in_block = 0;
            r.observations[r.n++] = o;
        }
        in_block++;
        add_runs(&r, o, r.first_run[r.n - 1], &n_runs);
        r.first_run[r.n] = n_runs;
    }
    set_days(&r, n_runs, slots);
    free(slots);
    *rises = r;
    return AWOL_OK;
}

void awol_rises_release(struct awol_rises *r)
{
    free(r->points);
    free(r->days);
    free(r->runs);
    free(r->first_run);
    free(r->observations);
    *r = (struct awol_rises){.n = 0};
}

void awol_rises_look_up(struct awol_rises *r, const double *parameters, int order)
{
    for (size_t i = 0; i < r->n_days; i++)
        r->curve.type->point(&r->curve, parameters, r->days[i], order, &r->points[i]);
}

static void add(struct awol_curve_point *sum, const struct awol_curve_point *point, double sign,
                size_t n, int order)
{
    sum->share += sign * point->share;
    for (size_t s = 0; order > 0 && s < n; s++) {
        sum->slope[s] += sign * point->slope[s];
        for (size_t u = 0; order > 1 && u < n; u++)
            sum->bend[s][u] += sign * point->bend[s][u];
    }
}

void awol_rises_get(const struct awol_rises *r, size_t i, int order,
                    struct awol_curve_point *ret_rise)
{
    size_t n = r->curve.type->n_shapes;
    *ret_rise = (struct awol_curve_point){.share = 0};
    for (size_t k = r->first_run[i]; k < r->first_run[i + 1]; k++) {
        add(ret_rise, &r->points[r->runs[k].last], 1, n, order);
        add(ret_rise, &r->points[r->runs[k].first], -1, n, order);
    }
}
