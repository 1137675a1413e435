/* Cascades through a network, and where everybody heeds everybody. */
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>

#include "model/network.h"

/* In `needed`: has left; stays whatever the others do. */
#define LEFT (UINT32_MAX - 1)
#define NEVER UINT32_MAX

enum awol_status awol_network_cascade_init(struct awol_network_cascade *c, size_t n,
                                           struct awol_error *opt_error)
{
    *c = (struct awol_network_cascade){.n = n};
    c->needed = malloc((n + 1) * sizeof *c->needed);
    c->left = malloc((n + 1) * sizeof *c->left);
    return c->needed && c->left ? AWOL_OK : awol_error_memory(opt_error);
}

void awol_network_cascade_release(struct awol_network_cascade *c)
{
    free(c->left);
    free(c->needed);
    *c = (struct awol_network_cascade){.n = 0};
}

void awol_network_cascade_seed(struct awol_network_cascade *c, uint32_t man)
{
    if (c->needed[man] == LEFT)
        return;
    c->needed[man] = LEFT;
    c->left[c->n_left++] = man;
}

/* So many of `ties` comrades make a share of `threshold`; a share that is just reached counts. */
static uint32_t needed_of(double threshold, uint32_t ties)
{
    double needed = ceil(threshold * (double)ties - 1e-9);
    return needed > (double)ties || ties == 0 ? NEVER : needed > 1 ? (uint32_t)needed : 1;
}

void awol_network_cascade_begin(struct awol_network_cascade *c, const struct awol_network *network,
                                const struct awol_thresholds *t, const float *opt_lowered,
                                gsl_rng *generator)
{
    c->n = network->n;
    c->n_left = c->rounds = 0;
    for (size_t i = 0; i < network->n; i++) {
        uint32_t ties = network->starts[i + 1] - network->starts[i];
        double threshold = t->mean - (opt_lowered ? (double)opt_lowered[i] : 0);
        if (t->sd > 0)
            threshold += t->sd * gsl_ran_gaussian_ziggurat(generator, 1);
        bool never = t->never > 0 && gsl_rng_uniform(generator) < t->never;
        c->needed[i] = never ? NEVER : needed_of(threshold, ties);
        if (!never && threshold <= 0)
            awol_network_cascade_seed(c, (uint32_t)i);
    }
}

void awol_network_cascade_run(struct awol_network_cascade *c, const struct awol_network *network)
{
    for (size_t at = 0; at < c->n_left;) {
        size_t round = c->n_left;
        for (; at < round; at++) {
            uint32_t man = c->left[at];
            for (uint32_t k = network->starts[man]; k < network->starts[man + 1]; k++) {
                uint32_t other = network->ends[k];
                if (c->needed[other] < LEFT && --c->needed[other] == 0)
                    awol_network_cascade_seed(c, other);
            }
        }
        c->rounds += c->n_left > round;
    }
}

bool awol_network_cascade_has(const struct awol_network_cascade *c, uint32_t man)
{
    return c->needed[man] == LEFT;
}

/* ---- everybody heeds everybody ------------------------------------------------------------------
 */

/* As awol_threshold_share(), and for a spread of zero. */
static double share_below(const struct awol_thresholds *t, double r)
{
    if (t->sd > 0)
        return awol_threshold_share(t, r);
    return r >= t->mean ? 1 - t->never : 0;
}

double awol_thresholds_cascade(const struct awol_thresholds *t, double men, double first,
                               double shift, gsl_rng *generator, size_t *opt_rounds)
{
    double gone = first, still = men - first, below = 0;
    size_t rounds = 0;
    while (still > 0) {
        double share = share_below(t, gone / men + shift);
        double chance = fmin(fmax((share - below) / (1 - below), 0), 1);
        double more = (double)gsl_ran_binomial(generator, chance, (unsigned)still);
        below = share;
        if (!(more > 0))
            break;
        gone += more;
        still -= more;
        rounds++;
    }
    if (opt_rounds)
        *opt_rounds = rounds;
    return gone;
}
