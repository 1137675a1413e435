/* What an offer is worth to a man, and for what share of the men it pays. */
#ifndef AWOL_EXPLAIN_DECISION_H
#define AWOL_EXPLAIN_DECISION_H

/* Sums in one currency; chances and shares from 0 to 1. */
struct awol_decision {
    double promised;      /* bounty, land and residence together */
    double promise;       /* chance that it is kept */
    double death, caught; /* on the way; together at most 1 */
    double staying;       /* chance of dying for a man who stays */
    double life;          /* what he would pay to be spared a sure death */
    double punishment;    /* if caught */
    double pay;           /* left behind */
    double reservation;   /* net gain at which a middling man leaves */
    double spread;        /* the net gains at which men leave are log-normal; the factor that is one
                             standard deviation of their logarithm, > 1 */
};

/* The expected net gain of leaving: (1 - death - caught) promise promised + (staying - death) life
 * - caught punishment - pay. */
double awol_decision_worth(const struct awol_decision *decision);

/* Share of the men for whom it pays: those who ask for less than that. */
double awol_decision_share(const struct awol_decision *decision);

/* The chance of dying on the way at which a middling man is indifferent; what has to be promised
 * for it at the chance as it is. Negative where he does not go at any; NaN where nothing is enough.
 */
double awol_decision_death(const struct awol_decision *decision);
double awol_decision_promised(const struct awol_decision *decision);

/* The reservation of a middling man for whom a payment that is sure to be made is just enough at a
 * chance of dying. */
double awol_decision_reservation(double payment, double death, double life);

#endif
