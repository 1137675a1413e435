/* A campaign prepared for the likelihood: bins, men at risk, exposures, and what was observed. */
#ifndef AWOL_MODEL_CAMPAIGN_H
#define AWOL_MODEL_CAMPAIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "model/exposure.h"
#include "model/grid.h"
#include "record/covariate.h"
#include "record/series.h"

/* Bins [first, last) of a unit. */
struct awol_bins {
    size_t first, last;
};

/* One preferred span as the filter takes it. low and high bound what is not yet `known` from the
 * exact counts inside it, whose bins are `masks`. */
struct awol_observation {
    struct awol_bins bins;
    double low, high; /* low == high: exact; high = INFINITY: at least */
    double known;
    struct awol_bins *masks;
    size_t n_masks;
    bool sealed; /* masks cover every bin: nothing is left to score */
    size_t row;  /* index of the span in the series */
};

/* True for a count that informs by itself: exact or between two numbers, and not already known from
 * its parts. Lower and upper bounds are scored but are none. */
bool awol_observation_is_count(const struct awol_observation *observation);

struct awol_campaign_unit {
    const char *name;
    size_t index;   /* in the series */
    int64_t *edges; /* [n_bins + 1] days */
    size_t n_bins;
    double *at_risk;                       /* [n_bins] S; 1 where the men of the unit are unknown */
    double *ratio;                         /* [n_bins] S/N; 1 where unknown */
    struct awol_observation *observations; /* by first bin, longest first */
    size_t n_observations;
    struct awol_exposure *exposure;
};

/* Men at risk times days that the count is about: what is known from parts left out. */
double awol_observation_exposure(const struct awol_campaign_unit *unit,
                                 const struct awol_observation *observation);

struct awol_campaign {
    const struct awol_series *series;
    struct awol_grid grid;
    const struct awol_effect *effects;
    size_t n_effects;
    struct awol_campaign_unit *units;
    size_t n_units;
    size_t *left_out; /* units (of the series) without men at risk beside units with */
    size_t n_left_out;
    size_t n_without_men; /* of these that stayed */
    bool per_man;         /* the rate is per man and day, not per day */
    int64_t first_day;    /* of the whole record */
    int64_t last_day;     /* after its end */
    double bin_days;      /* see awol_campaign_bin_days() */
    struct awol_campaign_parties {
        bool counted;     /* AWOL_CAMPAIGN_PARTIES */
        double men, n;    /* of exact counts with a size: men in so many parties */
        size_t n_unknown; /* counts above 0 without a size */
        size_t n_uneven;  /* counts that their size does not divide */
    } parties;
    size_t n_about;        /* counts “about” without bounds, scored as exact */
    size_t n_observations; /* exact counts and two-sided ranges, sealed ones apart */
    bool depletes;         /* of a record that is drawn from nothing: at_risk and ratio of each bin
                              follow from what was drawn before it, see awol_campaign_deplete() */
};

/* Flags of awol_campaign_init(): all units share the bins of the whole record even on a grid of
 * spans (for share_between); units without men at risk beside units with them stay, with S = 1, so
 * that one rate stands for men and for days; parties are counted and not men, each count divided by
 * the size that its span gives (`party`; a span without one holds parties of one man). */
enum { AWOL_CAMPAIGN_TOGETHER = 1, AWOL_CAMPAIGN_ALL_UNITS = 2, AWOL_CAMPAIGN_PARTIES = 4 };

/* Prepare a validated series. by: see awol_grid_choose(). series, effects and covariates must
 * outlive the campaign. AWOL_DATA with its place for a total that disagrees with its parts, or
 * where nothing can be scored. */
enum awol_status awol_campaign_init(struct awol_campaign *campaign,
                                    const struct awol_series *series, const char *by,
                                    unsigned flags, const struct awol_effect *effects,
                                    size_t n_effects, const struct awol_covariates *opt_covariates,
                                    struct awol_error *opt_error);

/* So many men left in bin t: where the campaign depletes and its men are known, the next bin has as
 * many fewer. For the drawing of a record; it alone writes into a campaign that is made. */
void awol_campaign_deplete(const struct awol_campaign *campaign,
                           const struct awol_campaign_unit *unit, size_t t, double left);

/* Bins of all units together. */
size_t awol_campaign_n_bins(const struct awol_campaign *campaign);
void awol_campaign_release(struct awol_campaign *campaign);

#endif
