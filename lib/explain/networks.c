#include "explain/networks.h"

#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "base/random.h"
#include "base/text.h"

const char *const awol_networks_names[] = {"all", "random", "degrees", "units", NULL};
const char *const awol_networks_spreads[] = {"even", "units", NULL};

const char *awol_networks_words(size_t i)
{
    static const char *const words[] = {
        "everybody heeds everybody (Granovetter 1978)", "each pair is tied with one chance",
        "given numbers of ties, joined at random", "messes in companies in regiments"};
    return i < sizeof words / sizeof *words ? words[i] : NULL;
}

/* ---- values ------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    double least, greatest, fallback;
    const char *meaning;
} rows[] = {
#define ROW(key, name, unit, least, greatest, fallback, meaning)                                   \
    {name, least, greatest, fallback, meaning},
    AWOL_NETWORKS_VALUES(ROW)
#undef ROW
};

static enum awol_status read_one(struct awol_networks *networks, const struct awol_setting *setting,
                                 struct awol_error *opt_error)
{
    const char *names[AWOL_NETWORKS_N_VALUES];
    size_t at = AWOL_NETWORKS_N_VALUES;
    for (size_t i = 0; i < AWOL_NETWORKS_N_VALUES; i++) {
        names[i] = rows[i].name;
        if (strcmp(rows[i].name, setting->name) == 0)
            at = i;
    }
    if (at == AWOL_NETWORKS_N_VALUES) {
        const char *nearest = awol_text_nearest(setting->name, names, at);
        return awol_error_set(opt_error, AWOL_USAGE,
                              "--set: a network has no “%.60s”%s%s%s; it has threshold_mean, "
                              "threshold_sd, never, first, reached, lowered, large",
                              setting->name, nearest ? " (is “" : "", nearest ? nearest : "",
                              nearest ? "” meant?)" : "");
    }
    bool men = at == AWOL_NETWORKS_FIRST || at == AWOL_NETWORKS_REACHED;
    if (!(setting->value >= rows[at].least && setting->value <= rows[at].greatest) ||
        (men && setting->value != floor(setting->value)))
        return awol_error_set(
            opt_error, AWOL_USAGE, "--set: %s: %g is outside what it can be (%s%g to %g)",
            rows[at].name, setting->value, men ? "whole, " : "", rows[at].least, rows[at].greatest);
    networks->values[at] = setting->value;
    networks->given[at] = true;
    return AWOL_OK;
}

enum awol_status awol_networks_read(struct awol_networks *networks,
                                    const struct awol_settings *values,
                                    struct awol_error *opt_error)
{
    for (size_t i = 0; i < AWOL_NETWORKS_N_VALUES; i++)
        networks->values[i] = rows[i].fallback;
    for (size_t i = 0; i < values->n; i++) {
        enum awol_status status = read_one(networks, &values->settings[i], opt_error);
        if (status != AWOL_OK)
            return status;
    }
    for (size_t i = 0; i < AWOL_NETWORKS_N_VALUES; i++)
        if (isnan(networks->values[i]))
            return awol_error_set(opt_error, AWOL_USAGE, "--set: a network still needs %s (%s)",
                                  rows[i].name, rows[i].meaning);
    return AWOL_OK;
}

static struct awol_thresholds thresholds_of(const struct awol_networks *networks)
{
    return (struct awol_thresholds){.mean = networks->values[AWOL_NETWORKS_MEAN],
                                    .sd = networks->values[AWOL_NETWORKS_SD],
                                    .never = networks->values[AWOL_NETWORKS_NEVER]};
}

/* ---- one replicate -------------------------------------------------------------------------- */

/* What one thread works with: a stretch of the replicates. */
struct worker {
    const struct awol_networks *networks;
    struct awol_networks_result *result;
    gsl_rng *generator;
    struct awol_network network;
    struct awol_network_cascade cascade;
    uint32_t *order; /* [men] */
    float *lowered;  /* [men] */
    struct awol_networks_tally *nests;
};

static void go_to(const struct worker *w, uint32_t number, const char *stream)
{
    awol_random_at(w->generator, w->networks->seed, number, awol_random_stream(stream));
}

static enum awol_status make_network(struct worker *w, uint32_t number, struct awol_error *error)
{
    const struct awol_networks *networks = w->networks;
    awol_network_release(&w->network);
    go_to(w, number, "ties");
    if (networks->kind == AWOL_NETWORKS_RANDOM)
        return awol_network_random(networks->men, networks->ties[0], w->generator, &w->network,
                                   error);
    if (networks->kind == AWOL_NETWORKS_DEGREES)
        return awol_network_degrees(networks->opt_degrees, networks->men, w->generator, &w->network,
                                    error);
    return awol_network_nested(networks->opt_nesting, networks->ties, networks->n_ties,
                               w->generator, &w->network, error);
}

/* The first k of a random order of n, in place (Fisher and Yates). */
static void shuffle(uint32_t *items, size_t n, size_t k, gsl_rng *generator)
{
    for (size_t i = 0; i < k && i + 1 < n; i++) {
        size_t other = i + (size_t)gsl_rng_uniform_int(generator, (unsigned long)(n - i));
        uint32_t keep = items[i];
        items[i] = items[other];
        items[other] = keep;
    }
}

static void number_all(struct worker *w, size_t n)
{
    for (size_t i = 0; i < n; i++)
        w->order[i] = (uint32_t)i;
}

static void reach_even(struct worker *w, size_t reached)
{
    number_all(w, w->networks->men);
    shuffle(w->order, w->networks->men, reached, w->generator);
    for (size_t i = 0; i < reached; i++)
        w->lowered[w->order[i]] = (float)w->networks->values[AWOL_NETWORKS_LOWERED];
}

/* Smallest units in a random order, each whole but the last. */
static void reach_units(struct worker *w, size_t reached)
{
    const struct awol_nesting *nesting = w->networks->opt_nesting;
    size_t n = 0;
    for (size_t i = 0; i < nesting->n; i++)
        if (nesting->nests[i].n_parts == 0)
            w->order[n++] = (uint32_t)i;
    shuffle(w->order, n, n, w->generator);
    for (size_t i = 0; i < n && reached > 0; i++) {
        const struct awol_nest *nest = &nesting->nests[w->order[i]];
        for (uint32_t man = nest->first; man < nest->last && reached > 0; man++, reached--)
            w->lowered[man] = (float)w->networks->values[AWOL_NETWORKS_LOWERED];
    }
}

static void tally_nests(struct worker *w, enum awol_networks_spread spread, bool ties)
{
    const struct awol_nesting *nesting = w->networks->opt_nesting;
    const struct awol_thresholds t = thresholds_of(w->networks);
    for (size_t i = 0; i < nesting->n; i++) {
        const struct awol_nest *nest = &nesting->nests[i];
        uint64_t left = 0;
        for (uint32_t man = nest->first; man < nest->last; man++)
            left += awol_network_cascade_has(&w->cascade, man);
        w->nests[i].left[spread] += left;
        w->nests[i].half[spread] += 2 * left >= nest->last - nest->first;
        for (uint32_t man = nest->first; ties && man < nest->last; man++) {
            uint32_t k = w->network.starts[man + 1] - w->network.starts[man];
            w->nests[i].ties += k;
            w->nests[i].vulnerable += k > 0 ? awol_network_enough(&t, k) : 0;
        }
    }
}

static void run_spread(struct worker *w, uint32_t number, enum awol_networks_spread spread)
{
    const struct awol_networks *networks = w->networks;
    const struct awol_thresholds t = thresholds_of(networks);
    size_t reached = (size_t)networks->values[AWOL_NETWORKS_REACHED];
    size_t first = (size_t)networks->values[AWOL_NETWORKS_FIRST];
    memset(w->lowered, 0, networks->men * sizeof *w->lowered);
    go_to(w, number, "reached");
    if (spread == AWOL_NETWORKS_EVEN)
        reach_even(w, reached);
    else
        reach_units(w, reached);
    go_to(w, number, "thresholds");
    awol_network_cascade_begin(&w->cascade, &w->network, &t, reached ? w->lowered : NULL,
                               w->generator);
    go_to(w, number, "first");
    number_all(w, networks->men);
    shuffle(w->order, networks->men, first, w->generator);
    for (size_t i = 0; i < first; i++)
        awol_network_cascade_seed(&w->cascade, w->order[i]);
    awol_network_cascade_run(&w->cascade, &w->network);
}

static void note(struct worker *w, uint32_t number, enum awol_networks_spread spread, double left,
                 size_t rounds)
{
    size_t at = (number - w->networks->first_replicate) * (size_t)AWOL_NETWORKS_SPREADS + spread;
    w->result->cascades[at] = (struct awol_networks_cascade){left, rounds};
}

/* Whom the offer reaches makes no difference here: the others' men are counted together. */
static enum awol_status run_all(struct worker *w, uint32_t number)
{
    const double *values = w->networks->values;
    const struct awol_thresholds t = thresholds_of(w->networks);
    size_t rounds;
    go_to(w, number, "thresholds");
    double left = awol_thresholds_cascade(
        &t, (double)w->networks->men, values[AWOL_NETWORKS_FIRST],
        values[AWOL_NETWORKS_REACHED] > 0 ? values[AWOL_NETWORKS_LOWERED] : 0, w->generator,
        &rounds);
    note(w, number, AWOL_NETWORKS_EVEN, left, rounds);
    return AWOL_OK;
}

static enum awol_status run_replicate(struct worker *w, uint32_t number, struct awol_error *error)
{
    const struct awol_networks *networks = w->networks;
    bool ties = true;
    if (networks->kind == AWOL_NETWORKS_ALL)
        return run_all(w, number);
    enum awol_status status = make_network(w, number, error);
    if (status != AWOL_OK)
        return status;
    if (number == networks->first_replicate) {
        const struct awol_thresholds t = thresholds_of(networks);
        w->result->mean_ties = (double)w->network.starts[networks->men] / (double)networks->men;
        status = awol_network_vulnerable(&w->network, &t, &w->result->vulnerable, error);
    }
    for (size_t s = 0; status == AWOL_OK && s < AWOL_NETWORKS_SPREADS; s++) {
        if (!networks->spread[s])
            continue;
        run_spread(w, number, (enum awol_networks_spread)s);
        note(w, number, (enum awol_networks_spread)s, (double)w->cascade.n_left, w->cascade.rounds);
        if (w->nests)
            tally_nests(w, (enum awol_networks_spread)s, ties);
        ties = false;
    }
    return status;
}

/* ---- all of them ---------------------------------------------------------------------------- */

/* A fixed number of stretches, so that sums do not depend on the threads. */
enum { STRETCHES = 32 };

struct pool {
    const struct awol_networks *networks;
    struct awol_networks_result *result;
    struct awol_networks_tally *nests[STRETCHES];
};

static enum awol_status make_worker(struct worker *w, struct awol_error *error)
{
    const struct awol_networks *networks = w->networks;
    w->generator = gsl_rng_alloc(awol_random_philox);
    if (networks->kind == AWOL_NETWORKS_ALL)
        return w->generator ? AWOL_OK : awol_error_memory(error);
    w->order = malloc((networks->men + 1) * sizeof *w->order);
    w->lowered = malloc((networks->men + 1) * sizeof *w->lowered);
    if (!w->generator || !w->order || !w->lowered)
        return awol_error_memory(error);
    return awol_network_cascade_init(&w->cascade, networks->men, error);
}

static enum awol_status run_stretch(void *context, size_t index, struct awol_error *error)
{
    struct pool *pool = context;
    struct worker w = {
        .networks = pool->networks, .result = pool->result, .nests = pool->nests[index]};
    uint64_t first = pool->networks->first_replicate;
    uint64_t n = pool->networks->last_replicate - first;
    enum awol_status status = make_worker(&w, error);
    for (uint64_t k = first + n * index / STRETCHES;
         status == AWOL_OK && k < first + n * (index + 1) / STRETCHES; k++)
        status = run_replicate(&w, (uint32_t)k, error);
    awol_network_cascade_release(&w.cascade);
    awol_network_release(&w.network);
    free(w.lowered);
    free(w.order);
    if (w.generator)
        gsl_rng_free(w.generator);
    return status;
}

static void add_tallies(const struct pool *pool, size_t n_nests)
{
    for (size_t k = 0; k < STRETCHES; k++)
        for (size_t i = 0; i < n_nests; i++) {
            struct awol_networks_tally *sum = &pool->result->nests[i];
            const struct awol_networks_tally *part = &pool->nests[k][i];
            for (size_t s = 0; s < AWOL_NETWORKS_SPREADS; s++) {
                sum->left[s] += part->left[s];
                sum->half[s] += part->half[s];
            }
            sum->ties += part->ties;
            sum->vulnerable += part->vulnerable;
        }
}

static enum awol_status check_men(const struct awol_networks *networks,
                                  struct awol_error *opt_error)
{
    static const enum awol_networks_value counted[] = {AWOL_NETWORKS_FIRST, AWOL_NETWORKS_REACHED};
    for (size_t i = 0; i < 2; i++)
        if (networks->values[counted[i]] > (double)networks->men)
            return awol_error_set(opt_error, AWOL_USAGE, "--set: %s: %g, and there are %zu men",
                                  rows[counted[i]].name, networks->values[counted[i]],
                                  networks->men);
    if (networks->kind == AWOL_NETWORKS_ALL && networks->values[AWOL_NETWORKS_REACHED] > 0 &&
        networks->values[AWOL_NETWORKS_REACHED] < (double)networks->men)
        return awol_error_set(opt_error, AWOL_USAGE,
                              "--set: reached: with --network all an offer reaches all %zu men, or "
                              "none",
                              networks->men);
    return AWOL_OK;
}

enum awol_status awol_networks_draw(const struct awol_networks *networks,
                                    struct awol_networks_result *ret_result,
                                    struct awol_error *opt_error)
{
    struct awol_networks_result result = {.n =
                                              networks->last_replicate - networks->first_replicate};
    struct pool pool = {.networks = networks, .result = &result};
    size_t n_nests = networks->opt_nesting ? networks->opt_nesting->n : 0;
    enum awol_status status = check_men(networks, opt_error);
    if (status != AWOL_OK)
        return status;
    result.cascades = calloc(result.n * AWOL_NETWORKS_SPREADS + 1, sizeof *result.cascades);
    result.nests = n_nests ? calloc((STRETCHES + 1) * n_nests, sizeof *result.nests) : NULL;
    if (!result.cascades || (n_nests && !result.nests))
        status = awol_error_memory(opt_error);
    for (size_t k = 0; k < STRETCHES && result.nests; k++)
        pool.nests[k] = result.nests + (k + 1) * n_nests;
    if (status == AWOL_OK)
        status = awol_parallel_run(STRETCHES, networks->n_threads, run_stretch, &pool, opt_error);
    if (status == AWOL_OK && result.nests)
        add_tallies(&pool, n_nests);
    if (status == AWOL_OK)
        *ret_result = result;
    else
        awol_networks_result_release(&result);
    return status;
}

void awol_networks_result_release(struct awol_networks_result *result)
{
    free(result->nests);
    free(result->cascades);
    *result = (struct awol_networks_result){.n = 0};
}
