/* One filter for all count models whose past is a small state: growth curves, chains of infection,
 * thresholds, segments.
 *
 * A model says, for a bin and a state of up to a few numbers a unit, what count to expect and which
 * state a count leaves. Where every bin is counted exactly the counts are scored one after the
 * other given the past, by the model's own law. Otherwise state and running totals have a mean and
 * a covariance, carried over each bin by the derivatives of those two functions (differences), and
 * a span is scored when it ends by the law that matches its mean and variance, as in filter.h: so
 * totals, nested totals, gaps, ranges, bounds and a share recorded are taken by every such model.
 * The result has no gradient of its own, but for models that say how a bin's mean depends on their
 * parameters, where every bin is counted exactly. */
#ifndef AWOL_MODEL_MARKOV_H
#define AWOL_MODEL_MARKOV_H

#include "model/campaign.h"
#include "model/layout.h"
#include "model/likelihood.h"
#include "model/newcomers.h"

/* The count of one unit in a bin given the state. */
struct awol_markov_count {
    double mean;        /* >= 0 */
    double variance;    /* NaN: of the setup's law, mean + dispersion mean^2 under nb */
    double pool;        /* > 0: out of so many men, binomial; with correlation beta-binomial */
    double correlation; /* of the pool; then give the variance too */
    double by_offer, by_comrades; /* parts of the mean; the rest is background */
};

/* Derivatives of the above by one parameter. */
struct awol_markov_slope {
    double mean, pool, correlation;
};

struct awol_markov;

/* States are n_units * n_state numbers, unit after unit; n_units is 1 unless `together`. The filter
 * may ask at states a little beyond what can be: clamp them. */
struct awol_markov_type {
    const char *name;
    size_t n_state; /* numbers a unit; may be 0 */
    bool together;  /* units see each other's states */
    bool given;     /* the first counts are not scored but taken as given, where every unit of the
                       group has an exact one of the first bin alone (awol_markov_is_given()) */
    /* Take the parameters (markov->parameters, checked); may be NULL. AWOL_RANGE. */
    enum awol_status (*begin)(struct awol_markov *markov, struct awol_error *opt_error);
    /* State before the first bin of the group; NULL: zero. */
    void (*start)(struct awol_markov *markov, double *ret_state);
    /* Counts of bin t, one a unit of the group. */
    void (*expect)(struct awol_markov *markov, size_t t, const double *state,
                   struct awol_markov_count *ret_counts);
    /* The state that `counts` in bin t leave; may be NULL without state. */
    void (*advance)(struct awol_markov *markov, size_t t, const double *state, const double *counts,
                    double *ret_state);
    /* Derivatives of what was just expected in bin t by the parameters (printed scale), at a state
     * that the counts alone have left; what stays zero is left alone, and so is the dispersion. For
     * models whose state is no function of the parameters, whose units are not together and whose
     * counts are Poisson, negative binomial or out of a pool. May be NULL. */
    void (*derive)(struct awol_markov *markov, size_t t, const double *state,
                   struct awol_markov_slope *slopes);
    /* Second derivatives of that mean, row-major [n * n] of the layout, zeros where nothing is put.
     * For models whose counts are Poisson or negative binomial. May be NULL. */
    void (*bend)(struct awol_markov *markov, size_t t, double *bends);
    /* As in likelihood.h; may be NULL. */
    bool (*starts)(struct awol_markov *markov, size_t k, double *ret_parameters);
    void (*free)(void *own); /* releases `own`; may be NULL */
};

/* What the functions above see. */
struct awol_markov {
    const struct awol_campaign *campaign;
    const struct awol_setup *setup;
    const struct awol_layout *layout;
    const double *parameters;               /* printed scale */
    const struct awol_campaign_unit *group; /* units [0, n_units) of it */
    size_t n_units;
    struct awol_newcomers newcomers; /* begun, where the layout has a rate */
    void *own;                       /* the model's */
};

/* Make a likelihood. Takes `own` (may be NULL) also where it fails. The campaign, the setup and the
 * layout must outlive it. */
enum awol_status awol_markov_open(const struct awol_markov_type *type, void *own,
                                  const struct awol_campaign *campaign,
                                  const struct awol_setup *setup, const struct awol_layout *layout,
                                  struct awol_likelihood *ret_likelihood,
                                  struct awol_error *opt_error);

/* Is the first bin of units [0, n_units) of a group counted exactly, and nothing else said of it?
 */
bool awol_markov_is_given(const struct awol_campaign_unit *group, size_t n_units,
                          const struct awol_setup *setup);

/* Days in bin t of the group. */
static inline double awol_markov_days(const struct awol_markov *markov, size_t t)
{
    return (double)(markov->group[0].edges[t + 1] - markov->group[0].edges[t]);
}

#endif
