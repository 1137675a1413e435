/* The mean course of departures in a force that shrinks: those who leave by themselves, those whom
 * an offer moves, those whom comrades prompt. */
#ifndef AWOL_EXPLAIN_POOL_H
#define AWOL_EXPLAIN_POOL_H

#include "base/status.h"

/* Per day. The willing are those for whom an offer pays; they also leave as all others do. */
struct awol_pool {
    double men, willing; /* at the beginning; willing <= men */
    double rate;         /* of every man who is left */
    double leave;        /* besides, of the willing */
    double eta, tau_days;
};

/* Men who left until then, by what moved them. */
struct awol_pool_course {
    double by_themselves, by_offer, by_comrades;
};

/* The course over `days`: departures prompt eta S/N others each after delays of mean tau_days, S of
 * N men being left. The differential equation of the means, which a large force follows (Rizoiu and
 * others 2018; Kermack and McKendrick 1927), by Runge and Kutta. AWOL_RANGE where rates are so high
 * that 100,000 steps do not suffice. */
enum awol_status awol_pool_run(const struct awol_pool *pool, double days,
                               struct awol_pool_course *ret_course, struct awol_error *opt_error);

#endif
