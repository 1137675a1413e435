/* The campaign as the model would have had it without the offer, or with another.
 *
 * Two worlds are simulated with the same random numbers, so that a man who would have left in both
 * leaves in both, at the same time (thinning of one marked tree: see model/simulate.h). Where a
 * model has no such form its records are drawn as awol-boot draws them, from the same seeds, and
 * chance enters twice. */
#ifndef AWOL_EXPLAIN_COUNTERFACTUAL_H
#define AWOL_EXPLAIN_COUNTERFACTUAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "explain/attribute.h"
#include "explain/draws.h"
#include "explain/world.h"

/* A stretch of days of one unit. */
struct awol_stretch {
    size_t unit; /* of the campaign */
    int64_t start, end;
    double count;                 /* of the record; NaN where nobody counted, and it is in no sum */
    double as_it_was;             /* mean of the simulated campaigns with the offer as it was */
    struct awol_amount otherwise; /* mean and limits with the offer altered */
};

/* Owns its arrays. Men who are recorded. */
struct awol_counterfactual {
    bool coupled;
    size_t n_stretches;
    struct awol_stretch *stretches;
    size_t n; /* pairs of campaigns at the estimates, and as many at drawn parameters */
    struct awol_amount as_it_was, otherwise, difference; /* the first less the second */
    size_t n_failed;                                     /* of the pairs at drawn parameters */
};

struct awol_counterfactual_settings {
    struct awol_change change;
    size_t n; /* pairs to draw */
    double level;
    uint64_t seed;
    size_t n_threads;
};

/* opt_attribution: of the same fit, where there is one. AWOL_USAGE for a change that the fit does
 * not allow; AWOL_UNFIT for a fit without offers, or a model that cannot be drawn from. The caller
 * releases it. */
enum awol_status awol_counterfactual(const struct awol_refit *refit, const struct awol_draws *draws,
                                     const struct awol_attribution *opt_attribution,
                                     const struct awol_counterfactual_settings *settings,
                                     struct awol_counterfactual *ret_counterfactual,
                                     struct awol_error *opt_error);
void awol_counterfactual_release(struct awol_counterfactual *counterfactual);

#endif
