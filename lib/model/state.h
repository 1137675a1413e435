/* The filter's workspace: private to filter.c, predict.c, steady.c and observe.c.
 *
 * State vector: x of each unit, then (with a background) g of each unit, then one running count for
 * each open span. mean[i], covariance[i * most + j]; sensitivities by parameter p at
 * d_mean[p * most + i] and d_covariance[(p * most + i) * most + j]. */
#ifndef AWOL_MODEL_STATE_H
#define AWOL_MODEL_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/number.h"
#include "model/campaign.h"
#include "model/filter.h"
#include "model/layout.h"
#include "model/maps.h"
#include "model/newcomers.h"

/* A span that has begun and not ended. */
struct awol_open {
    const struct awol_observation *observation;
    size_t unit;                              /* in the group */
    size_t mask;                              /* the next mask that may cover a bin */
    bool counted;                             /* the bin at hand counts toward it */
    double background, by_offer, by_comrades; /* predicted parts so far */
};

/* One bin of a group; arrays of n_units, sensitivities at [p * n_units + u]. */
struct awol_bin {
    size_t t;
    double days;
    double *ratio;                 /* S/N times the urgency of the day */
    double *a, *d_a;               /* newcomers */
    double *x, *d_x;               /* state at the start, not below 0 */
    double *g, *d_g;               /* background multiplier, not below its floor */
    double *arrivals, *d_arrivals; /* a g */
    double *m, *d_m;               /* mean count */
    double *xb, *d_xb;             /* mean state at the end */
    double *w, *d_w;               /* weight left per departure */
    double *v, *d_v;               /* variance of the count given the state */
    double *a_without;             /* newcomers had there been no offer */
};

struct awol_lone;

struct awol_filter {
    const struct awol_campaign *campaign;
    const struct awol_setup *setup;
    const struct awol_layout *layout;
    size_t n_parameters;

    const double *parameters; /* of the evaluation at hand */
    bool want_gradient;
    bool want_parts;
    struct awol_newcomers newcomers;
    double *turns;  /* [n_effects] log ratios on eta; 0 where an effect has none */
    double endless; /* the delay of AWOL_KERNEL_ALL */
    struct awol_sum log_likelihood;
    struct awol_sum *gradient;
    struct awol_expectation *expectations;
    struct awol_prediction *predictions;
    size_t n_scored;
    struct awol_path *path; /* NULL: not wanted */
    size_t path_first;      /* of the group */

    const struct awol_campaign_unit *group; /* units that prompt each other */
    size_t n_units;
    struct awol_maps maps;
    struct awol_bin bin;
    size_t *next; /* next observation to open, by unit */

    size_t most; /* room in the state */
    size_t n;    /* in use */
    size_t base; /* index of the first open span */
    bool spread; /* the covariance is not all zero */
    double *mean, *covariance, *d_mean, *d_covariance;
    double *matrix[2];              /* scratch, most by most */
    double *rows, *d_rows;          /* scratch, 2 n_units base */
    double *gain, *d_gain, *scales; /* scratch, most */
    struct awol_open *open;
    size_t n_open;

    struct awol_lone *lone; /* the short way, see lone.h; NULL: there is none, or not to be gone */
};

#define AWOL_BACKGROUND_FLOOR 0.01

/* An inner count can push the rest of a total to nothing; the law needs some mean. */
#define AWOL_LEAST_MEAN 1e-9

/* Element of the sensitivities. */
static inline double *awol_d_mean(const struct awol_filter *f, size_t p)
{
    return f->d_mean + p * f->most;
}

static inline double *awol_d_covariance(const struct awol_filter *f, size_t p)
{
    return f->d_covariance + p * f->most * f->most;
}

/* What the engine's formulas call eta and the mean delay, and the derivative of that eta by the
 * parameter (which is another number where the kernel knows no end). */
static inline double awol_filter_tau(const struct awol_filter *f)
{
    return f->layout->tau == SIZE_MAX ? f->endless : f->parameters[f->layout->tau];
}

static inline double awol_filter_eta_slope(const struct awol_filter *f)
{
    return f->setup->kernel == AWOL_KERNEL_ALL ? f->endless : 1;
}

static inline double awol_filter_eta(const struct awol_filter *f)
{
    return f->parameters[f->layout->eta] * awol_filter_eta_slope(f);
}

/* Is p the urgency of an effect? */
static inline bool awol_is_urgency(const struct awol_filter *f, size_t p)
{
    return f->layout->n_urgency > 0 && p >= f->layout->urgency &&
           p < f->layout->urgency + f->layout->n_urgency;
}

/* Number of parameters whose sensitivities are wanted. */
static inline size_t awol_n_wanted(const struct awol_filter *f)
{
    return f->want_gradient ? f->n_parameters : 0;
}

/* A workspace for groups of n_units whose state has `base` numbers, with sensitivities by
 * n_parameters. */
enum awol_status awol_filter_make(const struct awol_campaign *campaign,
                                  const struct awol_setup *setup, const struct awol_layout *layout,
                                  size_t n_units, size_t base, size_t n_parameters,
                                  struct awol_filter **ret_filter, struct awol_error *opt_error);

/* Check the parameters of an evaluation and take them. */
enum awol_status awol_filter_begin(struct awol_filter *f, const double *parameters,
                                   struct awol_error *opt_error);

/* Put the state of f->group to its start. */
void awol_filter_begin_group(struct awol_filter *f);

/* Open the spans that begin with bin t, and find out toward which of the open ones it counts. */
void awol_filter_open_spans(struct awol_filter *f, size_t t);

/* Derivative index of the maps for a parameter; 0 if they do not depend on it. */
int awol_map_derivative(const struct awol_filter *f, size_t p);

/* The maps of the bin f->bin.t of f->bin.days, as the men at risk and the urgencies have them. */
enum awol_status awol_predict_maps(struct awol_filter *f, struct awol_error *opt_error);

/* Compute the bin: arrivals, means, weights, variances and their sensitivities. */
enum awol_status awol_predict_bin(struct awol_filter *f, size_t t, struct awol_error *opt_error);

/* Set the state to what a steady background would have left, from the arrivals of the bin at hand.
 * AWOL_RANGE if a cascade of 1 or more has no steady state. */
enum awol_status awol_start_steady(struct awol_filter *f, struct awol_error *opt_error);

/* Carry mean and covariance over the bin. */
void awol_predict_state(struct awol_filter *f);

/* True if the bin can be scored directly: nothing is uncertain, and every unit's bin is one exact
 * count. */
bool awol_bin_is_direct(const struct awol_filter *f);

/* Put down what was expected of an open span and how its count lies in it. pool: the law's number
 * of trials, 0 if it has none; correlation: of a beta-binomial. */
struct awol_noted {
    enum awol_law law;
    double mean, variance, pool, correlation, log_score;
};
void awol_observe_note(struct awol_filter *f, size_t open, const struct awol_noted *noted);

/* Score such a bin and close its spans. */
enum awol_status awol_observe_direct(struct awol_filter *f, struct awol_error *opt_error);

/* Score and close the spans that end with bin t. */
enum awol_status awol_observe_ends(struct awol_filter *f, size_t t, struct awol_error *opt_error);

/* The background moves on to the next bin. */
void awol_move_background(struct awol_filter *f);

#endif
