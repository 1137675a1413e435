/* The likelihood of exact times behind the interface: private to the files hawkes_*.c. */
#ifndef AWOL_MODEL_HAWKES_STATE_H
#define AWOL_MODEL_HAWKES_STATE_H

#include "model/hawkes.h"
#include "model/likelihood.h"
#include "model/model.h"
#include "model/newcomers.h"

struct awol_hawkes_state {
    const struct awol_campaign *campaign;
    const struct awol_setup *setup;
    const struct awol_layout *layout;
    const struct awol_campaign_unit *unit;
    size_t mark_exponent; /* index of the parameter; SIZE_MAX: none */
    bool finite;          /* men who left are no longer there to be prompted */
    double pool;          /* men at the start; INFINITY unless finite */
    double from, to;
    struct awol_hawkes_record record;
    struct awol_hawkes_stretches stretches; /* widths NULL: all times are exact */
    double *inside;                         /* [n] of the stretches */

    /* By bin of the campaign: newcomers a day, the derivatives of its logarithm by all parameters,
     * and the days of the window in it times the share of the pool. */
    struct awol_newcomers newcomers;
    double *scratch; /* [2 n_effects] of the newcomers */
    double *baseline, *without_offers, *by_log, *cover;
    bool plain;                      /* the baseline is one number, and all else as simple */
    size_t *bin_of;                  /* [n]; this and what follows not where plain */
    double *level, *area, *by_level; /* [n + 1] */

    struct { /* the last point of the plain model */
        bool known;
        double at[3];
        struct awol_hawkes_curvature curvature;
    } cache;
};

/* Set baseline (with its derivatives where asked for), level and area from the parameters. */
void awol_hawkes_set_baseline(struct awol_hawkes_state *state, const double *parameters,
                              bool with_slopes);

/* The terms of the likelihood at the parameters, after awol_hawkes_set_baseline(). */
struct awol_hawkes_terms awol_hawkes_terms_of(const struct awol_hawkes_state *state,
                                              const double *parameters);

/* hawkes_expect.c: what each bin was expected to hold, given all before it. */
enum awol_status awol_hawkes_expect(struct awol_hawkes_state *state, const double *parameters,
                                    struct awol_expectation *expectations,
                                    struct awol_error *opt_error);

/* hawkes_draw.c: the operation `sample`. */
enum awol_status awol_hawkes_draw(void *state, const double *parameters, uint64_t seed,
                                  uint32_t replicate, struct awol_drawn *drawn,
                                  struct awol_error *opt_error);

/* hawkes_likelihood.c: the likelihood of setup->opt_times; as awol_model::open, with the layout
 * made already. */
enum awol_status awol_hawkes_open(const struct awol_campaign *campaign,
                                  const struct awol_setup *setup, const struct awol_layout *layout,
                                  bool finite, struct awol_likelihood *ret_likelihood,
                                  struct awol_error *opt_error);

#endif
