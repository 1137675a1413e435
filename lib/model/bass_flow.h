/* Bass's curve, and his flow from where a population stands. Rates are per unit of time. */
#ifndef AWOL_MODEL_BASS_FLOW_H
#define AWOL_MODEL_BASS_FLOW_H

/* Share that has gone by a time: (1 - e^-(p+q)t) / (1 + (q/p) e^-(p+q)t); p > 0, q >= 0 (Bass 1969,
 * Management Science 15:215). */
double awol_bass_share(double p, double q, double time);

/* The same with its derivatives by p and q, the first and (may be NULL) the second. */
double awol_bass_derive(double p, double q, double time, double ret_slope[2],
                        double opt_bend[2][2]);

/* The count of a step of which the start is known. */
struct awol_bass_step {
    double mean;
    double variance;    /* of the process linearised along the flow; at least binomial */
    double correlation; /* of the beta-binomial count with that variance, out of m - gone */
    double mean_by[3], correlation_by[3]; /* derivatives by p, q and m */
};

/* m men in all, of whom `gone` < m have gone. The flow inside the step is exact: with u the ratio
 * of those left to the rate at which each goes, u falls by e^-(p+q)time. */
void awol_bass_step(double m, double gone, double p, double q, double time,
                    struct awol_bass_step *ret_step);

#endif
