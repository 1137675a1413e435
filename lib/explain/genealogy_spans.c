/* The genealogy under models other than the engine: from what they expect of each count, and from
 * how long what a departure prompts takes. The parts that are prompted inside a count have the
 * composition of the count itself. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "explain/genealogy_state.h"
#include "model/endemic_exact.h"
#include "model/likelihood.h"
#include "model/model.h"
#include "model/power.h"

/* ---- how long it takes -------------------------------------------------------------------- */

/* A mixture of exponentials; with `last` all in the next bin instead. */
struct delays {
    bool last;
    size_t n;
    double weights[AWOL_POWER_PARTS], rates[AWOL_POWER_PARTS];
    double own, others; /* last: what one departure adds, in its unit and in its neighbours */
};

static struct delays find_delays(const struct awol_genealogy *g, const double *values)
{
    const struct awol_layout *l = &g->problem->layout;
    const struct awol_setup *setup = &g->problem->setup;
    struct delays d = {.n = 1, .weights = {1}, .own = 1};
    size_t ne = awol_layout_find(l, AWOL_ENDEMIC_NE), ar = awol_layout_find(l, AWOL_ENDEMIC_AR);
    size_t median = awol_layout_find(l, "median_days"), tail = awol_layout_find(l, "tail");
    if (strcmp(setup->model->name, "bass") == 0) {
        /* All who have gone draw alike: a delay beside which the record is a moment. */
        d.rates[0] = 1e-6 / awol_campaign_days(g->problem->campaign);
    } else if (setup->cascade && setup->kernel == AWOL_KERNEL_POWER && tail != SIZE_MAX) {
        d.n = AWOL_POWER_PARTS;
        awol_power_parts(values[median], values[tail], d.weights, d.rates);
    } else if (l->tau != SIZE_MAX) {
        d.rates[0] = 1 / values[l->tau];
    } else {
        d.last = true;
        d.own = ar == SIZE_MAX ? 1 : values[ar];
        d.others = ne == SIZE_MAX ? 0 : values[ne];
    }
    return d;
}

/* State and former composition of a unit. */
static const size_t unit_numbers = (size_t)(AWOL_POWER_PARTS + 1) * AWOL_CAUSES;

/* ---- making it ---------------------------------------------------------------------------- */

static enum awol_status refuse(const struct awol_genealogy *g, const char *what,
                               struct awol_error *opt_error)
{
    return awol_error_set(opt_error, AWOL_UNFIT,
                          "under the model “%s” departures are attributed count by count, and in "
                          "this record %s. The model “cascade” takes that",
                          g->problem->setup.model->name, what);
}

/* Counts must stand one after the other. */
static enum awol_status check_unit(const struct awol_genealogy *g,
                                   const struct awol_campaign_unit *unit,
                                   struct awol_error *opt_error)
{
    for (size_t i = 0; i < unit->n_observations; i++) {
        const struct awol_observation *o = &unit->observations[i];
        if (o->low != o->high)
            return refuse(g, "a number is known between bounds only", opt_error);
        if (i > 0 && o->bins.first < unit->observations[i - 1].bins.last)
            return refuse(g, "totals hold other counts", opt_error);
    }
    return AWOL_OK;
}

enum awol_status awol_genealogy_open_spans(struct awol_genealogy *g, struct awol_error *opt_error)
{
    const struct awol_campaign *campaign = g->problem->campaign;
    enum awol_status status = AWOL_OK;
    for (size_t u = 0; status == AWOL_OK && u < campaign->n_units; u++) {
        status = check_unit(g, &campaign->units[u], opt_error);
        g->n_lines += campaign->units[u].n_observations;
    }
    if (status != AWOL_OK)
        return status;
    g->lines = calloc(g->n_lines + 1, sizeof *g->lines);
    g->counts = calloc(g->n_lines + 1, sizeof *g->counts);
    g->expectations = calloc(campaign->series->n_spans + 1, sizeof *g->expectations);
    g->pool = calloc(unit_numbers * campaign->n_units + 1, sizeof *g->pool);
    if (!g->lines || !g->counts || !g->expectations || !g->pool)
        return awol_error_memory(opt_error);
    for (size_t u = 0, line = 0; u < campaign->n_units; u++) {
        const struct awol_campaign_unit *unit = &campaign->units[u];
        for (size_t i = 0; i < unit->n_observations; i++, line++) {
            const struct awol_observation *o = &unit->observations[i];
            double party = campaign->series->spans[o->row].party;
            g->lines[line] =
                (struct awol_line){.unit = u,
                                   .start = unit->edges[o->bins.first],
                                   .end = unit->edges[o->bins.last],
                                   .counted = AWOL_COUNTED,
                                   .party = campaign->parties.counted && party >= 1 ? party : 1};
            g->counts[line] = o->low;
        }
    }
    return awol_problem_copy(g->problem, &g->own, opt_error);
}

/* ---- one count ---------------------------------------------------------------------------- */

/* A unit on its way. */
struct way {
    const struct awol_campaign_unit *unit;
    size_t first_line, next; /* observation */
    double *x;               /* [AWOL_POWER_PARTS][AWOL_CAUSES] */
    double *last;            /* [AWOL_CAUSES] of the last count */
    int64_t day;             /* to which the state has come */
};

/* Whose former departures prompt in this count, and how much of what is prompted is by them and not
 * by the count's own. */
struct prompters {
    double by[AWOL_CAUSES];
    double before; /* 0 to 1 */
};

static struct prompters find_last(const struct awol_genealogy *g, const struct delays *d,
                                  const struct way *ways, size_t u)
{
    const struct awol_setup *setup = &g->problem->setup;
    size_t n = g->problem->campaign->n_units;
    struct prompters p = {.before = 1};
    for (size_t c = 0; c < AWOL_CAUSES; c++) {
        p.by[c] = d->own * ways[u].last[c];
        for (size_t v = 0; d->others > 0 && v < n; v++)
            if (v != u)
                p.by[c] += d->others * ways[v].last[c] *
                           (setup->neighbours ? setup->neighbours[u * n + v] : 1 / (double)(n - 1));
    }
    return p;
}

static struct prompters find_past(const struct delays *d, const struct way *way, double days,
                                  double y)
{
    struct prompters p = {{0}, 0};
    double before = 0, inside = 0;
    for (size_t k = 0; k < d->n; k++) {
        double fades = -expm1(-d->rates[k] * days);
        for (size_t c = 0; c < AWOL_CAUSES; c++) {
            p.by[c] += way->x[k * AWOL_CAUSES + c] * fades;
            before += way->x[k * AWOL_CAUSES + c] * fades;
        }
        double mean = d->rates[k] * days; /* 1 - (1 - e)/(bD), which cancels for a long delay */
        inside += d->weights[k] * y * (mean < 1e-4 ? mean / 2 : 1 - fades / mean);
    }
    p.before = before + inside > 0 ? before / (before + inside) : 1;
    return p;
}

static void carry_on(const struct delays *d, struct way *way, double days,
                     const double left[static AWOL_CAUSES])
{
    for (size_t k = 0; k < d->n; k++) {
        double z = d->rates[k] * days, fades = -expm1(-z);
        for (size_t c = 0; c < AWOL_CAUSES; c++) {
            double *x = &way->x[k * AWOL_CAUSES + c];
            *x = *x * (1 - fades) + d->weights[k] * left[c] * (z < 1e-12 ? 1 : fades / z);
        }
    }
    memcpy(way->last, left, AWOL_CAUSES * sizeof *left);
}

static void set_shares(const struct awol_expectation *e, const struct prompters *p,
                       double share[static AWOL_PARTS])
{
    double total = e->background + e->by_offer + e->by_comrades, all = 0;
    memset(share, 0, AWOL_PARTS * sizeof *share);
    share[AWOL_PART_ALONE] = 1; /* a count that the model takes as given */
    if (!(total > 0))
        return;
    for (size_t c = 0; c < AWOL_CAUSES; c++)
        all += p->by[c];
    double followed = e->by_comrades / total, direct = e->by_offer / total;
    double of_offer = all > 0 ? p->by[AWOL_CAUSE_OFFER] / all : 0;
    double whole = (direct + followed * p->before * of_offer) / (1 - followed * (1 - p->before));
    share[AWOL_PART_ALONE] = e->background / total;
    share[AWOL_PART_OFFER] = direct;
    share[AWOL_PART_COMRADES] = whole - direct;
    share[AWOL_PART_FOLLOWED] = 1 - share[AWOL_PART_ALONE] - whole;
}

static void divide(const struct awol_genealogy *g, const struct delays *d, struct way *ways,
                   size_t u, gsl_rng *opt_generator, double *ret_parts)
{
    struct way *way = &ways[u];
    const struct awol_observation *o = &way->unit->observations[way->next];
    size_t line = way->first_line + way->next++;
    const struct awol_line *l = &g->lines[line];
    const double nobody[AWOL_CAUSES] = {0};
    double y = g->counts[line] / g->problem->setup.recorded, share[AWOL_PARTS];
    double *parts = ret_parts + line * AWOL_PARTS, days = (double)(l->end - l->start);
    if (l->start > way->day && !d->last)
        carry_on(d, way, (double)(l->start - way->day), nobody);
    struct prompters p = d->last ? find_last(g, d, ways, u) : find_past(d, way, days, y);
    set_shares(&g->expectations[o->row], &p, share);
    awol_genealogy_divide(g->counts[line], share, opt_generator, parts);
    double scale = 1 / g->problem->setup.recorded;
    const double left[AWOL_CAUSES] = {scale * (parts[AWOL_PART_ALONE] + parts[AWOL_PART_FOLLOWED]),
                                      scale * (parts[AWOL_PART_OFFER] + parts[AWOL_PART_COMRADES]),
                                      0};
    carry_on(d, way, days, left);
    way->day = l->end;
}

/* The unit whose next count begins first: units answer each other's last counts. */
static size_t find_next(const struct awol_genealogy *g, const struct way *ways)
{
    size_t found = SIZE_MAX;
    int64_t first = INT64_MAX;
    for (size_t u = 0; u < g->problem->campaign->n_units; u++) {
        const struct way *w = &ways[u];
        if (w->next >= w->unit->n_observations)
            continue;
        int64_t end = g->lines[w->first_line + w->next].end;
        if (end < first) {
            first = end;
            found = u;
        }
    }
    return found;
}

enum awol_status awol_genealogy_run_spans(struct awol_genealogy *g, const double *values,
                                          gsl_rng *opt_generator, double *ret_parts,
                                          struct awol_error *opt_error)
{
    const struct awol_campaign *campaign = g->problem->campaign;
    const struct awol_likelihood *likelihood = &g->own.likelihood;
    size_t n = campaign->n_units, line = 0;
    struct way *ways = calloc(n + 1, sizeof *ways);
    double l;
    if (!ways)
        return awol_error_memory(opt_error);
    memset(g->expectations, 0, campaign->series->n_spans * sizeof *g->expectations);
    memset(g->pool, 0, unit_numbers * n * sizeof *g->pool);
    for (size_t u = 0; u < n; u++) {
        ways[u] = (struct way){.unit = &campaign->units[u],
                               .first_line = line,
                               .x = g->pool + u * unit_numbers,
                               .last = g->pool + (u + 1) * unit_numbers - AWOL_CAUSES,
                               .day = campaign->units[u].edges[0]};
        line += campaign->units[u].n_observations;
    }
    enum awol_status status =
        likelihood->type->evaluate(likelihood->state, values, &l, NULL, g->expectations, opt_error);
    const struct delays d = find_delays(g, values);
    for (size_t u; status == AWOL_OK && (u = find_next(g, ways)) != SIZE_MAX;)
        divide(g, &d, ways, u, opt_generator, ret_parts);
    free(ways);
    return status;
}
