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
    double *maps;   /* [1 + AWOL_MAP_PARAMETERS][AWOL_MAP_KINDS][n * n] */
    double decay, decay_by_tau;
    int ready;
};

enum awol_status awol_maps_init(struct awol_maps *maps, size_t n, struct awol_error *opt_error);
void awol_maps_release(struct awol_maps *maps);

/* Set the maps and their derivatives for a bin; nothing is computed if the arguments are those of
 * the last call. AWOL_RANGE if the process explodes inside the bin. */
enum awol_status awol_maps_set(struct awol_maps *maps, const struct awol_maps_key *key, double days,
                               const double *ratios, struct awol_error *opt_error);

/* W: the part of what v's departures prompt (or u is prompted by) between units u and v. */
double awol_maps_weight(size_t n, double share, size_t u, size_t v);

/* One map; derivative 0 = the map itself, 1 + AWOL_MAP_… = its derivative. */
static inline const double *awol_maps_get(const struct awol_maps *maps, int derivative, int kind)
{
    return maps->maps + (size_t)(derivative * AWOL_MAP_KINDS + kind) * maps->n * maps->n;
}

#endif
