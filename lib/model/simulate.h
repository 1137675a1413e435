/* Campaigns of which every cause is known: departures drawn in exact continuous time.
 *
 * Newcomers leave at a rate that offers, circumstances and a wandering background raise or lower;
 * every departure prompts Poisson(eta) others after exponential delays (the cluster form of Hawkes
 * 1971: Hawkes and Oakes 1974, J. Appl. Prob. 11:493); with a unit of known size each man goes with
 * probability (men left)/(men at first), so that the pool empties.
 *
 * Every newcomer and every man draws from a place of his own (his unit, day and number; his
 * prompter and number), fixed by seed and replicate. So replicate k is the same anywhere, and two
 * plans that differ in rate, offers or eta share what they can: without depletion, where both are
 * smaller in one of them its departures are a subset of the other's. */
#ifndef AWOL_MODEL_SIMULATE_H
#define AWOL_MODEL_SIMULATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "model/exposure.h"
#include "record/covariate.h"
#include "record/series.h"

/* The most departures that one campaign may hold unless its plan says otherwise: beyond it the
 * cascade has exploded. */
#define AWOL_DEPARTURES_MAX ((size_t)10000000)

struct awol_plan_unit {
    const char *name;
    double men; /* at the start, > 0; NaN: unknown, the rate is per day and nobody is missed */
};

/* Law of the wandering background's multiplier g, one for each unit: constant over each
 * `background_bin` days, mean 1, standard deviation background_sd, correlation exp(-bin/
 * background_days) from one bin to the next. Lognormal: its logarithm is a Gaussian autoregression.
 * Gamma: the autoregressive gamma process (Gourieroux and Jasiak 2006, J. Forecasting 25:129). */
enum awol_wander { AWOL_WANDER_NONE, AWOL_WANDER_LOGNORMAL, AWOL_WANDER_GAMMA };

/* What is simulated: days [first_day, first_day + n_days). Owns nothing. */
struct awol_plan {
    const struct awol_plan_unit *units;
    size_t n_units;
    int64_t first_day;
    int64_t n_days;
    double rate;                       /* newcomers per man (or per unit) and day, >= 0 */
    const struct awol_effect *effects; /* inside a day their mean over the day holds */
    const double *coefficients;        /* log ratio, or slope of a covariate; n_effects */
    size_t n_effects;
    const struct awol_covariates *opt_covariates;
    double eta;           /* departures directly prompted by one, >= 0 */
    double tau_days;      /* mean delay, > 0 where eta > 0 */
    double share_between; /* part of eta that goes to the other units, evenly; 0 to 1 */
    double party;         /* mean size (geometric) of the parties in which newcomers leave; >= 1 or
                             0 for 1. The rate counts men, not parties; who is prompted goes alone. */
    double recorded;      /* share of departures that is recorded; 0 for 1 */
    enum awol_wander wander;
    double background_sd, background_days;
    int64_t background_bin;
    size_t most; /* departures; 0 for AWOL_DEPARTURES_MAX */
    /* Day by day, [n_units][n_days]; NULL: the same throughout. */
    const double *opt_rates; /* instead of `rate` */
    const double *opt_men;   /* how many there would be had nobody left; above 0 */
    const double *opt_turns; /* [n_effects] log ratios on eta: what a departure has yet to prompt is
                                so many times as much on the days of the effect */
};

struct awol_departure {
    double time; /* days, on the scale of calendar.h */
    size_t unit; /* in the plan */
    bool prompted;
    bool recorded;
};

/* In the order of time. The caller releases it. */
struct awol_departures {
    struct awol_departure *departures;
    size_t n;
    size_t capacity;
};

/* Draw replicate `replicate` of the plan under `seed`. AWOL_USAGE for a plan outside the ranges
 * above; AWOL_RANGE where more than `most` leave; AWOL_DATA if a covariate is missing.
 */
enum awol_status awol_simulate(const struct awol_plan *plan, uint64_t seed, uint32_t replicate,
                               struct awol_departures *ret_departures,
                               struct awol_error *opt_error);
void awol_departures_release(struct awol_departures *departures);

/* Departures of a unit, recorded or not, before the beginning of a day. */
size_t awol_departures_before(const struct awol_departures *departures, size_t unit, int64_t day);

/* Make an empty record of the plan, one span of `width` days after the other for each unit (a rest
 * that is shorter is left out), to be counted into. The caller releases the series. */
enum awol_status awol_plan_series(const struct awol_plan *plan, int64_t width,
                                  struct awol_series *ret_series, struct awol_error *opt_error);

/* Count into the spans of a series: each gets the exact number of departures of its unit (matched
 * by name) that were recorded in it and, where the plan knows the men, how many were left at its
 * start. Units that the plan does not have are left alone. */
void awol_departures_count(const struct awol_departures *departures, const struct awol_plan *plan,
                           struct awol_series *series);

#endif
