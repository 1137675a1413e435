/* The workspace of the filter of markov.h: private to markov.c, markov_map.c and markov_draw.c. */
#ifndef AWOL_MODEL_MARKOV_WORK_H
#define AWOL_MODEL_MARKOV_WORK_H

#include "model/markov.h"
#include "model/state.h"

/* The filter's workspace carries state and totals, without sensitivities; the rest are scratch
 * arrays of one allocation. */
struct awol_markov_work {
    struct awol_markov seen; /* by the model */
    const struct awol_markov_type *type;
    struct awol_filter *filter;
    struct awol_markov_count *counts, *shifted; /* [n_units] */
    double *y, *shifted_state, *next, *next_shifted;
    double *M;        /* [n_units][base] derivative of the means by the state */
    double *F;        /* [base][base] of the next state by the state, the counts following */
    double *by_count; /* [base][n_units] of the next state by the counts */
    double *v;        /* [n_units] variance given the state */
    double *q;        /* [most] */
    double *bins;     /* of a drawn record */
    double *pool;     /* all of the above but bins */
    struct awol_markov_slope *slopes; /* [n_parameters] of a bin; NULL: without gradient */
    double *bends;                    /* [n_parameters^2] of a bin's mean */
    double *hessian;                  /* [n_parameters^2] that is being summed; NULL: none is */
    struct awol_sum *gradient;        /* [n_parameters] */
    bool want_gradient;
};

/* Dispersion of the law of the counts; 0 where the layout has none. */
double awol_markov_dispersion(const struct awol_markov_work *w);

/* Variance of a count given the state. */
double awol_markov_variance(const struct awol_markov_work *w,
                            const struct awol_markov_count *count);

/* Is bin t taken as given, and not scored? */
bool awol_markov_skips(const struct awol_markov_work *w, size_t t);

/* AWOL_RANGE where a mean of `counts` is no number or negative. */
enum awol_status awol_markov_check(const struct awol_markov_work *w,
                                   const struct awol_markov_count *counts,
                                   struct awol_error *opt_error);

/* Take parameters (printed scale); then, for each group, the state before its first bin. u is the
 * group's first unit. */
enum awol_status awol_markov_begin(struct awol_markov_work *w, const double *parameters,
                                   struct awol_error *opt_error);
void awol_markov_begin_group(struct awol_markov_work *w, size_t u);

/* Carry mean and covariance of state and open totals over bin t by the derivatives of the model's
 * two functions; w->counts are what the bin expects. */
void awol_markov_predict(struct awol_markov_work *w, size_t t);

/* Once no span is open, a state that the counts have fixed is scored directly again. */
void awol_markov_settle(struct awol_filter *f);

/* The `sample` of the likelihood type. */
enum awol_status awol_markov_draw(void *state, const double *parameters, uint64_t seed,
                                  uint32_t replicate, struct awol_drawn *drawn,
                                  struct awol_error *opt_error);

#endif
