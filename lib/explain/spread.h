/* Followers of the first deserters by simulation, in time, in a force that shrinks or in one
 * without limit. */
#ifndef AWOL_EXPLAIN_SPREAD_H
#define AWOL_EXPLAIN_SPREAD_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

/* Each departure plans a Poisson number of followers, eta on average, each after a delay that is
 * exponential with mean tau_days; a plan comes to something with probability S/N, S of N men being
 * left (Hawkes and Oakes 1974, J. Appl. Prob. 11:493; thinned). */
struct awol_spread {
    double first; /* who desert at time 0, whole */
    double eta, tau_days;
    double men;         /* with the first; INFINITY: without limit, eta < 1 then */
    const double *days; /* [n_days] ascending: followers are counted up to each */
    size_t n_days;
    const double *at_least; /* [n_at_least] numbers of followers, whatever the time */
    size_t n_at_least;
};

/* Means over the replicates, with standard errors; the caller's arrays. */
struct awol_spread_means {
    double *by_day, *by_day_se;     /* [n_days] */
    double *at_least, *at_least_se; /* [n_at_least] probabilities */
};

struct awol_spread_draws {
    uint32_t replicates;
    uint64_t seed;
    size_t n_threads;
};

/* The same for any number of threads. AWOL_MEMORY; AWOL_USAGE for eta >= 1 without a limit. */
enum awol_status awol_spread_simulate(const struct awol_spread *spread,
                                      const struct awol_spread_draws *draws,
                                      struct awol_spread_means *means,
                                      struct awol_error *opt_error);

/* Of `replicates` cascades in a force of `men`, the share in which at least `followers` follow, by
 * generations (chain binomial with p = 1 - exp(-eta/men), the same law of the final size): for
 * forces too large to be followed man by man. */
enum awol_status awol_spread_at_least(double first, double eta, double men, double followers,
                                      const struct awol_spread_draws *draws, double *ret_share,
                                      struct awol_error *opt_error);

#endif
