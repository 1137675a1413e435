/* Counts without their means: what the laws nb and Poisson make of them whatever these are. */
#ifndef AWOL_MODEL_TAILS_H
#define AWOL_MODEL_TAILS_H

#include <stddef.h>

#include "base/status.h"

enum { AWOL_TAILS_SHORT = 64 };

/* sum over y of sum over i < y of f(i) is sum over i of f(i) times the number of counts above i:
 * one term for each i, however many counts. Large counts go one by one, by series. */
struct awol_tails {
    double above[AWOL_TAILS_SHORT]; /* [i] short counts above i */
    size_t most;                    /* of them */
    struct awol_tail {
        double y, n;
    } * large; /* [n_large] distinct counts, ascending, and how many there are of each */
    size_t n_large;
    double log_factorials; /* of all */
};

/* counts[n]: whole numbers >= 0. The caller releases it. AWOL_MEMORY. */
enum awol_status awol_tails_init(struct awol_tails *tails, const double *counts, size_t n,
                                 struct awol_error *opt_error);
void awol_tails_release(struct awol_tails *tails);

/* Sum of the part of ln P(y) that depends on the count and phi (>= 0) alone, see law_nb.h; its
 * derivative by phi. */
struct awol_tails_score {
    double l, by_phi;
};
void awol_tails_score(const struct awol_tails *tails, double phi,
                      struct awol_tails_score *ret_score);

#endif
