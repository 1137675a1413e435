/* A campaign as it was, or with another offer: the fit's model on altered terms. */
#ifndef AWOL_EXPLAIN_WORLD_H
#define AWOL_EXPLAIN_WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "estimate/refit.h"
#include "model/simulate.h"

/* How the offer is altered. Owns nothing. */
struct awol_change {
    const char *opt_id;   /* of which offer; NULL: of all */
    bool without;         /* it is not made; nothing else is then to be set */
    const char *opt_unit; /* it is made to that unit; "" to all */
    bool has_deadline;
    int64_t deadline; /* last day */
    double strength;  /* its weight: the ratio is raised to this power; 1: as it was */
};

/* Not to be copied or moved: its parts point at each other. */
struct awol_world {
    const struct awol_refit *refit;
    struct awol_offer *offers;        /* [n_effects] */
    struct awol_effect *effects;      /* [n_effects] */
    double *strengths;                /* [n_effects] weights */
    struct awol_campaign_unit *units; /* with exposures of their own */
    struct awol_campaign campaign;    /* shares all else with the fit's */
    struct awol_problem problem;
};

/* True if the offers it is about are as it asks for already. */
bool awol_change_is_none(const struct awol_change *change, const struct awol_refit *refit);

/* Check a change against a fit. AWOL_USAGE, named by the option that is wrong, for an offer that is
 * not in the fit (with the nearest), a deadline before its first day, a unit that is none. */
enum awol_status awol_change_check(const struct awol_change *change, const struct awol_refit *refit,
                                   struct awol_error *opt_error);

/* Make the world of a change (NULL: as it was). The refit and the change must outlive it. The
 * caller releases it, also after a failure. */
enum awol_status awol_world_init(struct awol_world *world, const struct awol_refit *refit,
                                 const struct awol_change *opt_change,
                                 struct awol_error *opt_error);
void awol_world_release(struct awol_world *world);

/* The fit's values [n] as they are in this world: ratios and urgencies by their weight. */
void awol_world_values(const struct awol_world *world, const double *values, double *ret_values);

/* ---- world_plan.c -------------------------------------------------------------------------- */

/* True if departures of this fit can be drawn in time with the same chances in every world: the
 * cascade and its special cases, exponential delays, units that share evenly, an empty start. */
bool awol_world_is_coupled(const struct awol_refit *refit);

/* A plan of simulate.h for a world. */
struct awol_world_plan {
    struct awol_plan plan;
    struct awol_plan_unit *units;
    double *numbers;
};

/* Make the plan of a world at the fit's values. gone[bins of all units]: who left in each bin of
 * the record, recorded or not, so that men who came in or were lost otherwise can be told from
 * them. The world must outlive it; the caller releases it. */
enum awol_status awol_world_plan_init(struct awol_world_plan *plan, const struct awol_world *world,
                                      const double *values, const double *gone,
                                      struct awol_error *opt_error);
void awol_world_plan_release(struct awol_world_plan *plan);

#endif
