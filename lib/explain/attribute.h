/* Of the men who left, how many because of the offer: the genealogy of a fitted record summed up,
 * with limits. */
#ifndef AWOL_EXPLAIN_ATTRIBUTE_H
#define AWOL_EXPLAIN_ATTRIBUTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "estimate/refit.h"
#include "explain/draws.h"
#include "explain/genealogy.h"

/* The totals: those who would have left anyway, those of them who followed a comrade, the three
 * parts of the offer, and these together. */
enum {
    AWOL_TOTAL_ANYWAY,
    AWOL_TOTAL_FOLLOWED,
    AWOL_TOTAL_OFFER,
    AWOL_TOTAL_COMRADES,
    AWOL_TOTAL_URGENCY,
    AWOL_TOTAL_BECAUSE,
    AWOL_TOTALS
};

/* Owns its arrays. Unrecorded lines are in no total. */
struct awol_attribution {
    size_t n_lines;
    struct awol_line *lines;
    double *parts;               /* [n_lines * AWOL_PARTS] expected */
    struct awol_amount *because; /* [n_lines] */
    double men;                  /* who left, in all recorded lines */
    double men_while;            /* of these while an offer stood */
    struct awol_amount totals[AWOL_TOTALS];
    struct awol_amount shares[AWOL_TOTALS]; /* of men */
    size_t n_effects;                       /* of the model */
    struct awol_amount *single;             /* [n_effects] each offer taken away alone, the others
                                               kept; NaN for effects that are none */
    bool has_single;                        /* there are several offers, and the model can tell */
    double *drawn_because;                  /* [n_drawn] of the draws; NaN where it failed */
    size_t n_drawn;
    size_t n_failed; /* of these */
};

/* True if an effect belongs to an offer: itself, or the days behind its deadline. */
bool awol_attribute_is_offer(const struct awol_effect *effect);

/* Attribute the record of a fit at its estimates, with limits from the draws. `seed` keys the
 * chances of the genealogy. AWOL_UNFIT if the fit has no offer, or a model of which nothing can be
 * attributed. The caller releases it. */
enum awol_status awol_attribute(const struct awol_refit *refit, const struct awol_draws *draws,
                                double level, uint64_t seed, size_t n_threads,
                                struct awol_attribution *ret_attribution,
                                struct awol_error *opt_error);
void awol_attribution_release(struct awol_attribution *attribution);

/* The expected totals [AWOL_TOTALS] of a problem at values, without limits; *ret_men are the men of
 * its recorded lines. */
enum awol_status awol_attribute_totals(const struct awol_problem *problem, const double *values,
                                       double ret_totals[static AWOL_TOTALS], double *ret_men,
                                       struct awol_error *opt_error);

#endif
