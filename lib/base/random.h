/* Random numbers by counter: Philox 4x32-10 of Random123 behind GSL's interface.
 *
 * A generator is placed, not advanced: number i of replicate r under stream s and seed k is the
 * same on any thread, host or shard (Salmon, Moraes, Dror, Shaw 2011, SC11). */
#ifndef AWOL_BASE_RANDOM_H
#define AWOL_BASE_RANDOM_H

#include <gsl/gsl_rng.h>
#include <stdint.h>

#include "base/status.h"

/* For gsl_rng_alloc(). gsl_rng_set() carries the seed alone, replicate 0 of stream 0. */
extern const gsl_rng_type *const awol_random_philox;

/* Place a generator of the type above at the first number of (seed, replicate, stream). */
void awol_random_at(gsl_rng *generator, uint64_t seed, uint32_t replicate, uint64_t stream);

/* Fill ret[n] with what n calls of gsl_rng_uniform() would give, in a fraction of the time. */
void awol_random_uniforms(gsl_rng *generator, double *ret, size_t n);

/* Stream number of a name, e.g. of a campaign and unit: the first 8 bytes of its SHA-256. */
uint64_t awol_random_stream(const char *name);

/* Switch off GSL's handler, which aborts. Called once by each program, before anything else. */
void awol_numeric_begin(void);

#endif
