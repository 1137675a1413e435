/* The step of one bin for a group of units that prompt each other: step.h for one unit, a matrix
 * exponential for several. */
#ifndef AWOL_MODEL_MAPS_H
#define AWOL_MODEL_MAPS_H

#include <stddef.h>

#include "base/status.h"

/* Parameters that the maps depend on. */
enum { AWOL_MAP_ETA, AWOL_MAP_TAU, AWOL_MAP_SHARE, AWOL_MAP_PARAMETERS };

/* The maps: m = A a + B x, xb = E x + F a, each n by n, row-major. */
enum { AWOL_MAP_A, AWOL_MAP_B, AWOL_MAP_E, AWOL_MAP_F, AWOL_MAP_KINDS };

/* What the maps are made from. eta: further departures directly prompted by one; tau_days: mean
 * delay; share: part of eta that goes to other units (evenly), 0 for a single unit. */
struct awol_maps_key {
    double eta, tau_days, share;
};

struct awol_maps {
    size_t n;
    double days;
    struct awol_maps_key key;
    double *ratios; /* S/N of each unit, as last set */
    double *maps;   /* [1 + AWOL_MAP_PARAMETERS + n_turns][AWOL_MAP_KINDS][n * n] */
    double decay, decay_by_tau;
    int ready;
    double eta_slope;         /* the derivative by eta is given as that by eta / eta_slope */
    int lag;                  /* everything is prompted in the next bin; tau_days is not read */
    const double *neighbours; /* [n * n] see awol_maps_weight(); NULL: evenly */
    size_t n_turns;           /* further derivatives: by what turns the ratios */
    double *turns;            /* [n_turns * n] derivatives of the ratios; set before each _set */
    double *last_turns;
};

enum awol_status awol_maps_init(struct awol_maps *maps, size_t n, struct awol_error *opt_error);
void awol_maps_release(struct awol_maps *maps);

/* Make room for n_turns further derivatives, numbers 1 + AWOL_MAP_PARAMETERS and on. AWOL_MEMORY.
 */
enum awol_status awol_maps_turn(struct awol_maps *maps, size_t n_turns,
                                struct awol_error *opt_error);

/* Set the maps and their derivatives for a bin; nothing is computed if the arguments are those of
 * the last call. AWOL_RANGE if the process explodes inside the bin. */
enum awol_status awol_maps_set(struct awol_maps *maps, const struct awol_maps_key *key, double days,
                               const double *ratios, struct awol_error *opt_error);

/* W: the part of what u is prompted by that comes from v, and its derivative by the share. What
 * comes from others is divided evenly, or as the rows of `neighbours` (sum 1, 0 on the diagonal).
 */
double awol_maps_weight(size_t n, const double *opt_neighbours, double share, size_t u, size_t v);
double awol_maps_weight_by_share(size_t n, const double *opt_neighbours, size_t u, size_t v);

/* One map; derivative 0 = the map itself, 1 + AWOL_MAP_… = its derivative; turns follow. */
static inline const double *awol_maps_get(const struct awol_maps *maps, int derivative, int kind)
{
    return maps->maps + (size_t)(derivative * AWOL_MAP_KINDS + kind) * maps->n * maps->n;
}

#endif
