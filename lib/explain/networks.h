/* Cascades of men who heed those they are tied to: how large they are, who is vulnerable, and what
 * spreading an offer over all men or unit by unit does. From assumptions alone. */
#ifndef AWOL_EXPLAIN_NETWORKS_H
#define AWOL_EXPLAIN_NETWORKS_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/setting.h"
#include "base/status.h"
#include "base/stream.h"
#include "model/network.h"

/* Everybody heeds everybody; pairs at random; given numbers of ties; units in units. */
enum awol_networks_kind {
    AWOL_NETWORKS_ALL,
    AWOL_NETWORKS_RANDOM,
    AWOL_NETWORKS_DEGREES,
    AWOL_NETWORKS_UNITS
};

/* Their names, NULL-terminated, in that order; and what each is, for --help. */
extern const char *const awol_networks_names[];
const char *awol_networks_words(size_t i);

/* X(KEY, name, unit, least, greatest, fallback (NaN: must be given), meaning) */
#define AWOL_NETWORKS_VALUES(X)                                                                    \
    X(MEAN, "threshold_mean", "share", -1, 2, NAN,                                                 \
      "share of those whom he heeds who must have left before a middling man leaves")              \
    X(SD, "threshold_sd", "share", 0, 2, NAN, "how far the men differ in it")                      \
    X(NEVER, "never", "share", 0, 1, 0, "men who never leave, whatever the others do")             \
    X(FIRST, "first", "men", 0, 1e8, 1, "men, any, who leave first")                               \
    X(REACHED, "reached", "men", 0, 1e8, 0, "men whom an offer reaches")                           \
    X(LOWERED, "lowered", "share", 0, 2, 0, "by how much it lowers the threshold of each")         \
    X(LARGE, "large", "share", 0, 1, 0.1,                                                          \
      "share of the men from which on a cascade is called large")

enum awol_networks_value {
#define AWOL_NETWORKS_ENUM(key, name, unit, least, greatest, fallback, meaning) AWOL_NETWORKS_##key,
    AWOL_NETWORKS_VALUES(AWOL_NETWORKS_ENUM)
#undef AWOL_NETWORKS_ENUM
        AWOL_NETWORKS_N_VALUES
};

/* How the men whom the offer reaches lie: anywhere; or smallest units whole, one after the other.
 */
enum awol_networks_spread { AWOL_NETWORKS_EVEN, AWOL_NETWORKS_BY_UNIT, AWOL_NETWORKS_SPREADS };
extern const char *const awol_networks_spreads[];

/* Owns nothing. */
struct awol_networks {
    enum awol_networks_kind kind;
    size_t men;
    const double *ties; /* [n_ties]: mean number; of units by level, smallest first */
    size_t n_ties;
    const uint32_t *opt_degrees;            /* [men] */
    const struct awol_nesting *opt_nesting; /* of kind units */
    const struct awol_units *opt_units;     /* the same as a table */
    double values[AWOL_NETWORKS_N_VALUES];  /* awol_networks_read() */
    bool given[AWOL_NETWORKS_N_VALUES];
    bool spread[AWOL_NETWORKS_SPREADS]; /* which are asked for */
    uint64_t seed;
    uint32_t first_replicate, last_replicate; /* [first, last) */
    size_t n_threads;
    const char *command;
};

/* The values by name. AWOL_USAGE for a name that there is not (with the nearest), one outside its
 * range, one that must be given and is not. */
enum awol_status awol_networks_read(struct awol_networks *networks,
                                    const struct awol_settings *values,
                                    struct awol_error *opt_error);

/* Draw the cascades and write them as a stream of kind network, headed NOT AN ESTIMATE: tables
 * assumptions, network, cascades, cascade_sizes, network_units, spreads, summary. Cascade k is the
 * same on any machine; with each spread it has the same ties, thresholds and first men. AWOL_USAGE
 * for more first or reached men than there are; AWOL_RANGE for a network that is too large. */
enum awol_status awol_networks_write(const struct awol_networks *networks, FILE *file,
                                     struct awol_error *opt_error);

/* ---- between the files ----------------------------------------------------------------------- */

struct awol_networks_cascade {
    double left;
    size_t rounds;
};

/* Of a nest, sums over the cascades: men who left, and cascades in which half of them or more did;
 * ties and vulnerable men, the same with any spread. */
struct awol_networks_tally {
    uint64_t left[AWOL_NETWORKS_SPREADS], half[AWOL_NETWORKS_SPREADS];
    uint64_t ties;
    double vulnerable;
};

struct awol_networks_result {
    size_t n;                               /* replicates */
    struct awol_networks_cascade *cascades; /* [n * AWOL_NETWORKS_SPREADS] */
    struct awol_networks_tally *nests;      /* by nest; NULL without units */
    struct awol_vulnerable vulnerable;      /* of the network of the first replicate; of kind all
                                               none */
    double mean_ties;
};

enum awol_status awol_networks_draw(const struct awol_networks *networks,
                                    struct awol_networks_result *ret_result,
                                    struct awol_error *opt_error);
void awol_networks_result_release(struct awol_networks_result *result);

#endif
