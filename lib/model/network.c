#include "model/network.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Ties as they are made, before they are sorted by man. */
struct ties {
    uint32_t (*pairs)[2];
    size_t n, capacity;
    struct awol_error *opt_error;
    enum awol_status status;
};

static enum awol_status refuse_ties(struct awol_error *opt_error)
{
    return awol_error_set(opt_error, AWOL_RANGE,
                          "a network of more than %zu men or %zu ties is too large",
                          AWOL_NETWORK_MOST_MEN, AWOL_NETWORK_MOST_TIES);
}

static void reserve(struct ties *ties, double expected)
{
    double room = 64 + 1.02 * expected + 6 * sqrt(expected);
    if (ties->status == AWOL_OK && room > (double)AWOL_NETWORK_MOST_TIES)
        ties->status = refuse_ties(ties->opt_error);
    if (ties->status != AWOL_OK || ties->n + (size_t)room <= ties->capacity)
        return;
    uint32_t(*longer)[2] = realloc(ties->pairs, (ties->n + (size_t)room) * sizeof *longer);
    if (!longer) {
        ties->status = awol_error_memory(ties->opt_error);
        return;
    }
    ties->pairs = longer;
    ties->capacity = ties->n + (size_t)room;
}

static void add_tie(struct ties *ties, size_t a, size_t b)
{
    if (ties->n == ties->capacity)
        reserve(ties, (double)ties->n);
    if (ties->status != AWOL_OK || !ties->pairs)
        return;
    if (ties->n >= AWOL_NETWORK_MOST_TIES) {
        ties->status = refuse_ties(ties->opt_error);
        return;
    }
    ties->pairs[ties->n][0] = (uint32_t)a;
    ties->pairs[ties->n++][1] = (uint32_t)b;
}

/* Sort the ends by man: count, then put each in its place. */
static enum awol_status finish(struct ties *ties, size_t n, struct awol_network *ret_network)
{
    struct awol_network network = {.n = n};
    if (ties->status == AWOL_OK) {
        network.starts = calloc(n + 2, sizeof *network.starts);
        network.ends = malloc((2 * ties->n + 1) * sizeof *network.ends);
        if (!network.starts || !network.ends)
            ties->status = awol_error_memory(ties->opt_error);
    }
    if (ties->status != AWOL_OK) {
        awol_network_release(&network);
        free(ties->pairs);
        return ties->status;
    }
    uint32_t *at = network.starts + 1; /* becomes the starts of the next once all are put */
    for (size_t i = 0; i < ties->n; i++) {
        at[ties->pairs[i][0] + 1]++;
        at[ties->pairs[i][1] + 1]++;
    }
    for (size_t i = 0; i < n; i++)
        at[i + 1] += at[i];
    for (size_t i = 0; i < ties->n; i++) {
        uint32_t a = ties->pairs[i][0], b = ties->pairs[i][1];
        network.ends[at[a]++] = b;
        network.ends[at[b]++] = a;
    }
    free(ties->pairs);
    *ret_network = network;
    return AWOL_OK;
}

void awol_network_release(struct awol_network *network)
{
    free(network->ends);
    free(network->starts);
    *network = (struct awol_network){.n = 0};
}

/* ---- random ties ---------------------------------------------------------------------------- */

/* Each pair of the men [first, first + n) with chance p; of those in one of the parts, whose number
 * opt_part gives, none. */
static void tie_pairs(struct ties *ties, size_t first, size_t n, double p, const uint32_t *opt_part,
                      gsl_rng *generator)
{
    if (!(p > 0) || n < 2)
        return;
    double scale = p < 1 ? 1 / log1p(-p) : 0;
    reserve(ties, fmin(p, 1) * 0.5 * (double)n * (double)(n - 1));
    double above = -1; /* place in the row of man `a`: those below him */
    for (size_t a = 1; ties->status == AWOL_OK;) {
        above += 1 + floor(log1p(-gsl_rng_uniform(generator)) * scale);
        while (a < n && above >= (double)a)
            above -= (double)a++;
        if (a >= n)
            break;
        size_t b = (size_t)above;
        if (!opt_part || opt_part[a] != opt_part[b])
            add_tie(ties, first + a, first + b);
    }
}

enum awol_status awol_network_random(size_t n, double mean_ties, gsl_rng *generator,
                                     struct awol_network *ret_network, struct awol_error *opt_error)
{
    struct ties ties = {.opt_error = opt_error};
    if (n > AWOL_NETWORK_MOST_MEN)
        return refuse_ties(opt_error);
    if (n > 1)
        tie_pairs(&ties, 0, n, mean_ties / (double)(n - 1), NULL, generator);
    return finish(&ties, n, ret_network);
}

/* ---- given numbers of ties --------------------------------------------------------------------
 */

static int ascending(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Second ties of a pair are taken out of both rows. */
static void drop_doubles(struct awol_network *network)
{
    uint32_t kept = 0, from = network->starts[0];
    for (size_t i = 0; i < network->n; i++) {
        uint32_t to = network->starts[i + 1], first = kept;
        qsort(network->ends + from, to - from, sizeof *network->ends, ascending);
        for (uint32_t k = from; k < to; k++)
            if (kept == first || network->ends[kept - 1] != network->ends[k])
                network->ends[kept++] = network->ends[k];
        network->starts[i + 1] = kept;
        from = to;
    }
}

enum awol_status awol_network_degrees(const uint32_t *degrees, size_t n, gsl_rng *generator,
                                      struct awol_network *ret_network,
                                      struct awol_error *opt_error)
{
    struct ties ties = {.opt_error = opt_error};
    size_t total = 0, at = 0;
    for (size_t i = 0; i < n && total <= 2 * AWOL_NETWORK_MOST_TIES; i++)
        total += degrees[i];
    if (n > AWOL_NETWORK_MOST_MEN || total > 2 * AWOL_NETWORK_MOST_TIES)
        return refuse_ties(opt_error);
    uint32_t *ends = malloc((total + 1) * sizeof *ends);
    if (!ends)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < degrees[i]; k++)
            ends[at++] = (uint32_t)i;
    reserve(&ties, (double)total / 2);
    for (; at > 1 && ties.status == AWOL_OK; at -= 2) {
        size_t other = (size_t)gsl_rng_uniform_int(generator, (unsigned long)(at - 1));
        uint32_t a = ends[at - 1], b = ends[other];
        ends[other] = ends[at - 2];
        if (a != b)
            add_tie(&ties, a, b);
    }
    free(ends);
    enum awol_status status = finish(&ties, n, ret_network);
    if (status == AWOL_OK)
        drop_doubles(ret_network);
    return status;
}

/* ---- units in units ---------------------------------------------------------------------------
 */

/* Ties of the men of one nest with men of others of its parts. */
static enum awol_status tie_parts(struct ties *ties, const struct awol_nesting *nesting,
                                  const struct awol_nest *nest, double mean_ties,
                                  gsl_rng *generator)
{
    size_t n = nest->last - nest->first;
    double pairs = 0; /* twice those between parts */
    uint32_t *part = malloc((n + 1) * sizeof *part);
    if (!part)
        return awol_error_memory(ties->opt_error);
    for (size_t k = 0; k < nest->n_parts; k++) {
        const struct awol_nest *p = &nesting->nests[nesting->parts[nest->first_part + k]];
        double men = p->last - p->first;
        pairs += men * ((double)n - men);
        for (uint32_t man = p->first; man < p->last; man++)
            part[man - nest->first] = (uint32_t)k;
    }
    if (pairs > 0)
        tie_pairs(ties, nest->first, n, mean_ties * (double)n / pairs, part, generator);
    free(part);
    return ties->status;
}

enum awol_status awol_network_nested(const struct awol_nesting *nesting, const double *mean_ties,
                                     size_t n_levels, gsl_rng *generator,
                                     struct awol_network *ret_network, struct awol_error *opt_error)
{
    struct ties ties = {.opt_error = opt_error};
    for (size_t i = 0; i < nesting->n && ties.status == AWOL_OK; i++) {
        const struct awol_nest *nest = &nesting->nests[i];
        size_t n = nest->last - nest->first;
        double mean = nest->height < n_levels ? mean_ties[nest->height] : 0;
        if (nest->n_parts > 1)
            ties.status = tie_parts(&ties, nesting, nest, mean, generator);
        else if (nest->n_parts == 0 && n > 1)
            tie_pairs(&ties, nest->first, n, mean / (double)(n - 1), NULL, generator);
    }
    return finish(&ties, nesting->men, ret_network);
}
