/* Where a unit comes to rest whose men go each when a share of it that is his own has gone, and
 * what carries it away (Granovetter 1978, Am. J. Sociol. 83:1420; Kuran 1989, Public Choice 61:41,
 * and 1991, World Politics 44:7). */
#ifndef AWOL_EXPLAIN_TIPPING_H
#define AWOL_EXPLAIN_TIPPING_H

#include <stdbool.h>
#include <stddef.h>

#include "model/threshold.h"

/* A share at which as many have gone as are moved to go: F(r + shift) = r. Stable where F' < 1:
 * a few more or fewer then bring it back there. */
struct awol_equilibrium {
    double share, slope;
    bool stable;
};

/* All of them, ascending; at most three. */
enum { AWOL_MOST_EQUILIBRIA = 3 };
size_t awol_equilibria_find(const struct awol_thresholds *thresholds, double shift,
                            struct awol_equilibrium *ret_equilibria);

/* The share at which a unit comes to rest of which `gone` have gone: gone itself where nobody more
 * is moved, else the next equilibrium above it (1 where there is none). */
double awol_equilibrium_from(const struct awol_thresholds *thresholds, double shift, double gone);

/* The least share from which on a unit of which `gone` have gone is carried on: the next unstable
 * equilibrium above its rest; NaN where there is none. */
double awol_tipping_point(const struct awol_thresholds *thresholds, double gone);

/* The least shift of all thresholds that carries a unit of which `gone` have gone past its tipping
 * point; NaN where it has none. */
double awol_tipping_shift(const struct awol_thresholds *thresholds, double gone);

/* For a mean of thresholds: the spread above which the unit is carried away from the beginning, and
 * the share at which it then was held: F(r) = r, F'(r) = 1. NaN where there is none. */
double awol_critical_spread(double mean, double never, double *opt_share);

/* Men who have gone in the end, of n with thresholds counted as men: how_many[j], j from 0 to n, go
 * once j have gone. Begins with `gone` men. */
size_t awol_thresholds_settle(const size_t *how_many, size_t n, size_t gone);

#endif
