/* The likelihood of a model as an interface: what maximising, profiles, the bootstrap and the
 * checks need to know of it, whatever the model. */
#ifndef AWOL_MODEL_LIKELIHOOD_H
#define AWOL_MODEL_LIKELIHOOD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "model/law.h"
#include "record/times.h"

/* What one observation was expected to be, given all before it. Parts add to `expected`. */
struct awol_expectation {
    double expected; /* mean of the whole span, what was known of it included */
    double variance; /* of the part that was not known */
    double background, by_offer, by_comrades;
};

/* One observation against its law given all before it. What was known from parts is taken off. */
struct awol_prediction {
    bool scored;           /* false: the likelihood says nothing of this span */
    size_t order;          /* how many were scored before it */
    double low, high;      /* what was seen: equal where exact; INFINITY: at least */
    double mean, variance; /* of the law */
    enum awol_law law;
    double pool;        /* binomial and beta-binomial: number of trials; else 0 */
    double correlation; /* beta-binomial: within the pool */
    double log_score;   /* ln P of what was seen */
    double below;       /* P(Y < low) */
    double at_most;     /* P(Y <= high) */
};

/* ln P(Y = y) and P(Y <= y) of the law of a prediction. */
double awol_prediction_log_mass(const struct awol_prediction *prediction, double y);
double awol_prediction_at_most(const struct awol_prediction *prediction, double y);

/* A record drawn from a model. A model of exact times fills times too. */
struct awol_drawn {
    double *counts; /* [spans of the series], made by the caller; untouched where nothing is scored.
                       Recorded departures; a total holds those of its parts. */
    struct awol_times times; /* released by the caller */
};

struct awol_setup;

/* One kind of likelihood. `state` is its workspace: one per thread. Parameters are on the printed
 * scale, in the order of the layout that the model made with it. AWOL_RANGE where they, or numbers
 * on the way, leave the range of the model; outputs are then not to be used. */
struct awol_likelihood_type {
    const char *name;
    /* Log-likelihood; its gradient on the printed scale (NULL: not wanted; never wanted of a type
     * without `has_gradient`); the expectation of each observation (NULL: not wanted), one element
     * a span of the series, untouched for spans that are not scored. */
    enum awol_status (*evaluate)(void *state, const double *parameters, double *ret_log_likelihood,
                                 double *opt_gradient, struct awol_expectation *opt_expectations,
                                 struct awol_error *opt_error);
    bool has_gradient;
    bool normal; /* counts are normal, whatever law the setup names */
    /* Draw replicate `replicate` under `seed`; the same on any thread. NULL: cannot be drawn. */
    enum awol_status (*sample)(void *state, const double *parameters, uint64_t seed,
                               uint32_t replicate, struct awol_drawn *drawn,
                               struct awol_error *opt_error);
    /* ret_predictions: one element a span of the series, all of them set. NULL: cannot be given. */
    enum awol_status (*predict)(void *state, const double *parameters,
                                struct awol_prediction *ret_predictions,
                                struct awol_error *opt_error);
    /* Start vector number k of the search, beside the layout's own; false where there are no more.
     * NULL: none. */
    bool (*start)(void *state, size_t k, double *ret_parameters);
    /* Second derivatives by the printed values, row-major [n * n]. NULL: they are differenced. */
    enum awol_status (*hessian)(void *state, const double *parameters, double *ret_hessian,
                                struct awol_error *opt_error);
    /* For a record so long that a search is dear: the setup of a part of it, near whose maximum
     * that of the whole lies; false where the record is not long. NULL: none. */
    bool (*excerpt)(void *state, struct awol_setup *ret_setup);
    /* For exact times: the integral of the intensity from each departure to the next, *ret_n
     * numbers on the heap, independent and exponential with mean 1 if the model is true (Ogata
     * 1988, J. Am. Stat. Assoc. 83:9). NULL: the model has none. AWOL_UNFIT: the record has none.
     */
    enum awol_status (*residuals)(void *state, const double *parameters, double **ret_residuals,
                                  size_t *ret_n, struct awol_error *opt_error);
    void (*free)(void *state);
};

/* Owns its state; another thread opens its own (awol_model_open()). What the state was made from
 * (campaign, setup, layout) must outlive it. */
struct awol_likelihood {
    const struct awol_likelihood_type *type;
    void *state;
};

void awol_likelihood_release(struct awol_likelihood *likelihood);

#endif
