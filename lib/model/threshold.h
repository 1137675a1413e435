/* Thresholds: each man leaves when a share of the unit that is his own has left (Granovetter 1978,
 * Am. J. Sociol. 83:1420; Kuran 1989, Public Choice 61:41). */
#ifndef AWOL_MODEL_THRESHOLD_H
#define AWOL_MODEL_THRESHOLD_H

/* A normal law of thresholds among those who would ever leave. */
struct awol_thresholds {
    double mean, sd; /* shares of the unit; sd > 0 */
    double never;    /* share who never leave, whatever the others do */
    double rate;     /* hazard of leaving whatever the others do, per day */
    double kappa;    /* how fast those leave whose threshold is passed, per day */
};

/* Derivatives by the thresholds, in their order, and by the shift. */
enum {
    AWOL_THRESHOLD_BY_MEAN,
    AWOL_THRESHOLD_BY_SD,
    AWOL_THRESHOLD_BY_NEVER,
    AWOL_THRESHOLD_BY_RATE,
    AWOL_THRESHOLD_BY_KAPPA,
    AWOL_THRESHOLD_BY_SHIFT,
    AWOL_THRESHOLD_DERIVATIVES
};

/* F(r): share of the unit whose threshold is below r. */
double awol_threshold_share(const struct awol_thresholds *thresholds, double r);

/* F'(r), the local branching number: how many others one departure more puts past their threshold,
 * the eta of the cascade family. From 1 on the unit would be carried away; below, those who are
 * moved and have not gone yet become fewer as exp(-kappa (1 - F') days) where nobody else leaves.
 */
double awol_threshold_slope(const struct awol_thresholds *thresholds, double r);

/* Share gone `days` after it was r: dr/ds = rate (1 - r) + kappa (F(r + shift) - r)+, by 16 steps
 * of Runge and Kutta while men are moved, and fewer than that where it turns; never above 1. Its
 * derivatives (may be NULL) are continuous in the thresholds. kappa times days has to stay below
 * about 30, where such steps are no longer stable. */
double awol_threshold_flow(const struct awol_thresholds *thresholds, double r, double shift,
                           double days, double *opt_derivatives);

#endif
