/* The filter (filter.h) for a unit by itself of which one span at a time is open: its state is
 * three numbers, x, the background's multiplier and one running count, and every step is written
 * out. The same recursion as that of predict.c and observe.c, several times as fast; whatever it
 * cannot do is left to them. Private to filter.c and lone*.c. */
#ifndef AWOL_MODEL_LONE_H
#define AWOL_MODEL_LONE_H

#include "model/rate_rows.h"
#include "model/state.h"
#include "model/step.h"

/* Means and covariances of x, the multiplier g and the count c; or their derivatives. */
struct awol_lone_state {
    double x, g, c, xx, xg, xc, gg, gc, cc;
};

/* One bin; or its derivatives. Names as in struct awol_bin, and the maps of the bin. */
struct awol_lone_bin {
    double a, arrivals, x, g, m, xb, w, v;
    double A, B, E, F, decay;
    double to_x, to_c; /* what g adds to x and to the count: F a and A a, 0 without a background */
};

struct awol_lone {
    struct awol_rate_rows rates;
    struct awol_lone_state state, *d_state; /* [parameters] */
    struct awol_lone_bin bin, *d_bin;
    bool spread; /* the covariances are not all zero */
    bool floored;
    bool open;
    /* Of generalised Poisson counts, and for what it was computed. */
    struct awol_step_variance variance;
    double variance_days, variance_eta, variance_b;
};

/* NULL in *ret_lone where the campaign or the setup is not of that kind. AWOL_MEMORY. */
enum awol_status awol_lone_new(const struct awol_campaign *campaign, const struct awol_setup *setup,
                               const struct awol_layout *layout, struct awol_lone **ret_lone,
                               struct awol_error *opt_error);
void awol_lone_free(struct awol_lone *lone);

/* Add a unit to f->log_likelihood and f->gradient; awol_filter_begin() and f->lone->rates.set() are
 * done. False where something leaves its range: the sums are then not to be used. */
bool awol_lone_run(struct awol_filter *f, size_t unit);

/* lone_observe.c: score the bin by its count alone, nothing being uncertain. */
bool awol_lone_observe_direct(struct awol_filter *f, double y);

/* lone_observe.c: carry the state over the bin; score and close the open span; let the background
 * move on. */
void awol_lone_predict(struct awol_filter *f);
bool awol_lone_observe(struct awol_filter *f, const struct awol_observation *o);
void awol_lone_move_background(struct awol_filter *f);

#endif
