#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memo.h"
#include "base/number.h"
#include "model/endemic_exact.h"
#include "model/law.h"
#include "model/newcomers.h"

/* Larger counts would make the table of tails long; the filter takes them. */
enum { MOST_COUNT = 100000 };

/* One count with what its mean is made of. */
struct row {
    double y, before, others; /* count; those of the bin before, here and among the neighbours */
    double offset;            /* log of men times days */
};

/* Rows that are the same but for when they were, where nothing else enters: small counts come up
 * again and again. */
struct kind {
    struct row row;
    double men;  /* times days */
    size_t rate; /* parameter */
    double n;    /* how many */
};

/* Where to find the kind of a row while rows are taken up. */
struct slots {
    uint32_t *kinds; /* number of a kind and one more; 0: none yet */
    size_t n;        /* a power of two, at least twice the number of rows */
};

struct awol_endemic_exact {
    const struct awol_campaign *campaign;
    const struct awol_setup *setup;
    const struct awol_layout *layout;
    size_t ar, ne, rate, common, n_common, dispersion;
    struct row *rows; /* [n_units][bins but the first], where each is looked at by itself */
    struct kind *kinds;
    size_t n_kinds;  /* 0: each row is looked at by itself */
    double *columns; /* [rows][n_common] trend and season: slopes of the log rate */
    double *tail;    /* [most] how many scored counts are above j */
    size_t most;
    double log_factorials; /* of all scored counts */
    struct awol_newcomers newcomers;
};

double awol_endemic_others(const struct awol_setup *setup, size_t n_units, const double *counts,
                           size_t u)
{
    double sum = 0;
    for (size_t v = 0; v < n_units; v++) {
        if (setup->neighbours)
            sum += setup->neighbours[u * n_units + v] * counts[v];
        else if (v != u)
            sum += counts[v] / (double)(n_units - 1);
    }
    return sum;
}

bool awol_endemic_exact_is(const struct awol_campaign *campaign, const struct awol_setup *setup)
{
    if (setup->recorded < 1 || (setup->law != AWOL_LAW_POISSON && setup->law != AWOL_LAW_NB))
        return false;
    for (size_t u = 0; u < campaign->n_units; u++) {
        const struct awol_campaign_unit *unit = &campaign->units[u];
        if (unit->n_observations != unit->n_bins ||
            (setup->share_between && unit->n_bins != campaign->units[0].n_bins))
            return false;
        for (size_t t = 0; t < unit->n_bins; t++) {
            const struct awol_observation *o = &unit->observations[t];
            if (o->bins.first != t || o->bins.last != t + 1 || o->low != o->high ||
                o->low > MOST_COUNT)
                return false;
        }
    }
    return true;
}

/* ---- preparing ----------------------------------------------------------------------------- */

/* Offsets and columns are what the newcomers are at a rate of one a day without effects. */
static void set_design(struct awol_endemic_exact *e, const struct awol_campaign_unit *unit,
                       size_t t, size_t row, struct row *r, double *d_log)
{
    double mean = awol_newcomers_mean(&e->newcomers, unit, t, d_log, NULL);
    r->offset = log(mean);
    memcpy(e->columns + row * e->n_common, d_log + e->common, e->n_common * sizeof *d_log);
}

static void set_counts(struct awol_endemic_exact *e, size_t u, size_t t, struct row *r,
                       double *counts)
{
    const struct awol_campaign *c = e->campaign;
    r->y = c->units[u].observations[t].low;
    r->before = c->units[u].observations[t - 1].low;
    e->log_factorials += lgamma(r->y + 1);
    for (double j = 0; j < r->y; j++)
        e->tail[(size_t)j]++;
    if (!e->setup->share_between)
        return;
    for (size_t v = 0; v < c->n_units; v++)
        counts[v] = c->units[v].observations[t - 1].low;
    r->others = awol_endemic_others(e->setup, c->n_units, counts, u);
}

static int compare_kinds(const void *a, const void *b)
{
    const struct kind *x = a, *y = b;
    const double keys[][2] = {{(double)x->rate, (double)y->rate},
                              {x->row.y, y->row.y},
                              {x->row.before, y->row.before},
                              {x->row.others, y->row.others},
                              {x->row.offset, y->row.offset}};
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
        if (keys[k][0] != keys[k][1])
            return keys[k][0] < keys[k][1] ? -1 : 1;
    return 0;
}

static size_t first_slot(const struct slots *slots, const struct row *row, size_t rate)
{
    uint64_t words[sizeof *row / sizeof(uint64_t)], hash = rate + 1;
    memcpy(words, row, sizeof words);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        hash = awol_memo_mix(hash ^ words[i], UINT64_C(0x9E3779B97F4A7C15));
    return (size_t)hash & (slots->n - 1);
}

static void add_to_kind(struct awol_endemic_exact *e, const struct slots *slots,
                        const struct row *row, size_t rate)
{
    struct kind made = {*row, 0, rate, 1};
    size_t at = first_slot(slots, row, rate);
    for (; slots->kinds[at] > 0; at = (at + 1) & (slots->n - 1)) {
        struct kind *kind = &e->kinds[slots->kinds[at] - 1];
        if (compare_kinds(kind, &made) == 0) {
            kind->n++;
            return;
        }
    }
    made.men = exp(row->offset);
    e->kinds[e->n_kinds++] = made;
    slots->kinds[at] = (uint32_t)e->n_kinds;
}

static void prepare(struct awol_endemic_exact *e, const struct slots *slots, double *scratch)
{
    const struct awol_layout *l = e->layout;
    double *d_log = scratch, *plain = scratch + l->n, *counts = scratch + 2 * l->n;
    for (size_t p = 0; p < l->n; p++)
        plain[p] = p >= e->rate && p < e->rate + l->n_rates ? 1 : 0;
    for (size_t i = 0; l->effect != SIZE_MAX && i < e->campaign->n_effects; i++)
        plain[l->effect + i] = l->parameters[l->effect + i].scale == AWOL_SCALE_LOG;
    e->newcomers.parameters = plain;
    awol_newcomers_begin(&e->newcomers);
    size_t row = 0;
    for (size_t u = 0; u < e->campaign->n_units; u++)
        for (size_t t = 1; t < e->campaign->units[u].n_bins; t++, row++) {
            struct row r = {0};
            set_design(e, &e->campaign->units[u], t, row, &r, d_log);
            set_counts(e, u, t, &r, counts);
            if (slots->n > 0)
                add_to_kind(e, slots, &r, e->rate + (l->n_rates > 1 ? u : 0));
            else
                e->rows[row] = r;
        }
}

static size_t largest_count(const struct awol_campaign *campaign)
{
    double most = 0;
    for (size_t u = 0; u < campaign->n_units; u++)
        for (size_t t = 0; t < campaign->units[u].n_bins; t++)
            most = fmax(most, campaign->units[u].observations[t].low);
    return (size_t)most;
}

enum awol_status awol_endemic_exact_new(const struct awol_campaign *campaign,
                                        const struct awol_setup *setup,
                                        const struct awol_layout *layout,
                                        struct awol_endemic_exact **ret_endemic,
                                        struct awol_error *opt_error)
{
    size_t n = awol_campaign_n_bins(campaign), effects = campaign->n_effects;
    bool by_kinds = !setup->trend && setup->harmonics == 0 && layout->effect == SIZE_MAX;
    struct slots slots = {NULL, by_kinds ? 1 : 0};
    struct awol_endemic_exact *e = calloc(1, sizeof *e);
    double *scratch = calloc(2 * layout->n + campaign->n_units + 1, sizeof *scratch);
    if (!e || !scratch)
        goto memory;
    *e = (struct awol_endemic_exact){.campaign = campaign,
                                     .setup = setup,
                                     .layout = layout,
                                     .ar = awol_layout_find(layout, AWOL_ENDEMIC_AR),
                                     .ne = awol_layout_find(layout, AWOL_ENDEMIC_NE),
                                     .rate = layout->rate,
                                     .common = layout->rate + layout->n_rates,
                                     .n_common =
                                         (setup->trend ? 1 : 0) + 2 * (size_t)setup->harmonics,
                                     .dispersion = layout->dispersion,
                                     .most = largest_count(campaign),
                                     .newcomers = {campaign, setup, layout, NULL, NULL, NULL}};
    while (by_kinds && slots.n < 2 * n)
        slots.n *= 2;
    slots.kinds = calloc(slots.n + 1, sizeof *slots.kinds);
    e->rows = calloc(by_kinds ? 1 : n + 1, sizeof *e->rows);
    /* Not cleared: of many rows there are few kinds. */
    e->kinds = malloc((by_kinds ? n + 1 : 1) * sizeof *e->kinds);
    e->columns = calloc(n * e->n_common + 1, sizeof *e->columns);
    e->tail = calloc(e->most + 1, sizeof *e->tail);
    e->newcomers.coefficients = calloc(effects + 1, sizeof *e->newcomers.coefficients);
    e->newcomers.by_coefficient = calloc(effects + 1, sizeof *e->newcomers.by_coefficient);
    if (!slots.kinds || !e->rows || !e->kinds || !e->columns || !e->tail ||
        !e->newcomers.coefficients || !e->newcomers.by_coefficient)
        goto memory;
    prepare(e, &slots, scratch);
    /* The order of the kinds does not depend on that of the rows: neither do the sums. */
    qsort(e->kinds, e->n_kinds, sizeof *e->kinds, compare_kinds);
    free(slots.kinds);
    free(scratch);
    *ret_endemic = e;
    return AWOL_OK;
memory:
    free(slots.kinds);
    free(scratch);
    awol_endemic_exact_free(e);
    return awol_error_memory(opt_error);
}

void awol_endemic_exact_free(struct awol_endemic_exact *e)
{
    if (!e)
        return;
    free(e->newcomers.by_coefficient);
    free(e->newcomers.coefficients);
    free(e->tail);
    free(e->columns);
    free(e->kinds);
    free(e->rows);
    free(e);
}

/* ---- evaluating ---------------------------------------------------------------------------- */

/* y log m - (y + 1/phi) log(1 + phi m): what of a count's log-probability depends on its mean, with
 * derivatives. What depends on the count and phi alone is summed over the tails. */
struct scored {
    double l, by_mean, by_phi;
};

static struct scored score(double y, double m, double phi)
{
    struct scored s = {0, 0, 0};
    if (!(m > 0)) {
        s.l = y > 0 ? (double)-INFINITY : 0;
        s.by_mean = y > 0 ? 0 : -1;
        return s;
    }
    double x = phi * m, log_part = y > 0 ? y * log(m) : 0;
    if (!(phi > 0)) {
        s.l = log_part - m;
        s.by_mean = y / m - 1;
        s.by_phi = m * m / 2 - y * m;
        return s;
    }
    double grown = x < 0.1 ? log1p(x) : log(1 + x); /* which is much the faster */
    s.l = log_part - (y + 1 / phi) * grown;
    s.by_mean = (y - m) / (m * (1 + x));
    /* The difference cancels for small x: its series there. */
    double rest = x < 1e-3 ? m * m * (0.5 + x * (-2.0 / 3 + x * (0.75 - 0.8 * x)))
                           : (grown - x / (1 + x)) / (phi * phi);
    s.by_phi = rest - y * m / (1 + x);
    return s;
}

/* Sum over counts of log (1)(1 + phi)...(1 + (y-1) phi) / y!. */
static double counts_alone(const struct awol_endemic_exact *e, double phi, double *ret_by_phi)
{
    struct awol_sum sum = {0, 0};
    *ret_by_phi = 0;
    for (size_t j = 1; j < e->most; j++) {
        double x = (double)j;
        if (phi > 0)
            awol_sum_add(&sum, e->tail[j] * log1p(phi * x));
        *ret_by_phi += e->tail[j] * x / (1 + phi * x);
    }
    awol_sum_add(&sum, -e->log_factorials);
    return awol_sum_value(&sum);
}

/* Newcomers of a row, but for the unit's rate: trend, season, effects. */
static double log_newcomers(struct awol_endemic_exact *e, size_t u, size_t t, size_t row,
                            bool slopes, double *ret_ratio)
{
    const double *column = e->columns + row * e->n_common;
    double value = e->rows[row].offset;
    for (size_t c = 0; c < e->n_common; c++)
        value += column[c] * e->newcomers.parameters[e->common + c];
    *ret_ratio =
        e->layout->effect == SIZE_MAX
            ? 1
            : awol_exposure_mean(e->campaign->units[u].exposure, t, e->newcomers.coefficients,
                                 false, slopes ? e->newcomers.by_coefficient : NULL);
    return value;
}

/* by_nu = derivative by the log of the newcomers. */
static void add_slopes(const struct awol_endemic_exact *e, size_t rate, size_t row, double ratio,
                       double by_nu, double *gradient)
{
    const struct awol_layout *l = e->layout;
    const double *column = e->columns + row * e->n_common, *parameters = e->newcomers.parameters;
    gradient[rate] += by_nu / parameters[rate];
    for (size_t c = 0; c < e->n_common; c++)
        gradient[e->common + c] += by_nu * column[c];
    for (size_t i = 0; l->effect != SIZE_MAX && i < e->campaign->n_effects; i++) {
        size_t p = l->effect + i;
        bool is_ratio = l->parameters[p].scale == AWOL_SCALE_LOG;
        gradient[p] +=
            by_nu * e->newcomers.by_coefficient[i] / ratio / (is_ratio ? parameters[p] : 1);
    }
}

static void evaluate_unit(struct awol_endemic_exact *e, size_t u, size_t *row, struct awol_sum *sum,
                          double *opt_gradient)
{
    const double *parameters = e->newcomers.parameters;
    size_t rate = e->rate + (e->layout->n_rates > 1 ? u : 0);
    double log_rate = log(parameters[rate]), ar = parameters[e->ar], ratio;
    double ne = e->ne == SIZE_MAX ? 0 : parameters[e->ne];
    double phi = e->dispersion == SIZE_MAX ? 0 : parameters[e->dispersion];
    for (size_t t = 1; t < e->campaign->units[u].n_bins; t++, ++*row) {
        const struct row *r = &e->rows[*row];
        double nu = exp(log_rate + log_newcomers(e, u, t, *row, opt_gradient != NULL, &ratio));
        nu *= ratio;
        struct scored s = score(r->y, nu + ar * r->before + ne * r->others, phi);
        awol_sum_add(sum, s.l);
        if (!opt_gradient)
            continue;
        add_slopes(e, rate, *row, ratio, s.by_mean * nu, opt_gradient);
        opt_gradient[e->ar] += s.by_mean * r->before;
        if (e->ne != SIZE_MAX)
            opt_gradient[e->ne] += s.by_mean * r->others;
        if (e->dispersion != SIZE_MAX)
            opt_gradient[e->dispersion] += s.by_phi;
    }
}

static void evaluate_kinds(struct awol_endemic_exact *e, struct awol_sum *sum, double *opt_gradient)
{
    const double *parameters = e->newcomers.parameters;
    double ar = parameters[e->ar], ne = e->ne == SIZE_MAX ? 0 : parameters[e->ne];
    double phi = e->dispersion == SIZE_MAX ? 0 : parameters[e->dispersion];
    for (size_t i = 0; i < e->n_kinds; i++) {
        const struct kind *k = &e->kinds[i];
        double nu = parameters[k->rate] * k->men;
        struct scored s = score(k->row.y, nu + ar * k->row.before + ne * k->row.others, phi);
        awol_sum_add(sum, k->n * s.l);
        if (!opt_gradient)
            continue;
        opt_gradient[k->rate] += k->n * s.by_mean * k->men;
        opt_gradient[e->ar] += k->n * s.by_mean * k->row.before;
        if (e->ne != SIZE_MAX)
            opt_gradient[e->ne] += k->n * s.by_mean * k->row.others;
        if (e->dispersion != SIZE_MAX)
            opt_gradient[e->dispersion] += k->n * s.by_phi;
    }
}

enum awol_status awol_endemic_exact_evaluate(struct awol_endemic_exact *e, const double *parameters,
                                             double *ret_log_likelihood, double *opt_gradient,
                                             struct awol_error *opt_error)
{
    struct awol_sum sum = {0, 0};
    size_t row = 0;
    double phi = e->dispersion == SIZE_MAX ? 0 : parameters[e->dispersion], by_phi;
    e->newcomers.parameters = parameters;
    awol_newcomers_begin(&e->newcomers);
    if (opt_gradient)
        memset(opt_gradient, 0, e->layout->n * sizeof *opt_gradient);
    if (e->n_kinds > 0)
        evaluate_kinds(e, &sum, opt_gradient);
    for (size_t u = 0; u < e->campaign->n_units && e->n_kinds == 0; u++)
        evaluate_unit(e, u, &row, &sum, opt_gradient);
    awol_sum_add(&sum, counts_alone(e, phi, &by_phi));
    if (opt_gradient && e->dispersion != SIZE_MAX)
        opt_gradient[e->dispersion] += by_phi;
    double value = awol_sum_value(&sum);
    for (size_t p = 0; opt_gradient && p < e->layout->n; p++)
        if (!isfinite(opt_gradient[p]))
            value = NAN;
    if (!isfinite(value))
        return awol_error_set(opt_error, AWOL_RANGE, "the likelihood leaves the range of numbers");
    *ret_log_likelihood = value;
    return AWOL_OK;
}
