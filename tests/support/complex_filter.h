/* The log-likelihood of one unit's record in complex arithmetic, value only: a plain second
 * transcription of the observation filter, written to be compared with, not to be fast. A parameter
 * p + ih with h of 1e-100 or so gives the derivative as Im(l)/h, exact to rounding. */
#ifndef TESTS_SUPPORT_COMPLEX_FILTER_H
#define TESTS_SUPPORT_COMPLEX_FILTER_H

#include <complex.h>
#include <stdbool.h>
#include <stddef.h>

#include "support/complex_law.h"

/* An observation of the bins first … last - 1. An exact count has low == high; an open upper bound
 * is INFINITY. Spans may nest, at most eight deep; ties keep their order in the array. */
struct complex_span {
    size_t first;
    size_t last;
    double low;
    double high;
    bool exact;
};

struct complex_parameters {
    double complex rate; /* newcomers per man and day */
    double complex eta;
    double complex tau_days;
    double complex dispersion;      /* nb only */
    double complex background_sd;   /* 0 = no wandering background */
    double complex background_days; /* not read without background */
    double complex ratio;           /* on the newcomers, while the offer is in force */
    double complex urgency;         /* on eta, while the offer is in force */
};

struct complex_case {
    size_t n_bins;
    const double *days;         /* length of each bin */
    const double *at_risk;      /* men at risk in each bin; NULL = unknown (1, and no depletion) */
    double men;                 /* strength that eta refers to; not read if at_risk is NULL */
    const double *offer_days;   /* days of each bin inside a flat offer; NULL = no offer */
    const double complex *push; /* a further factor on each bin's newcomers; NULL = 1 */
    size_t n_spans;
    const struct complex_span *spans;
    enum complex_counts counts;
    double recorded; /* share recorded, in (0, 1] */
    bool steady;     /* start from the steady state (eta < 1) instead of from nothing */
    struct complex_parameters parameters;
};

/* NaN if the spans contradict one another, or if the linear update has driven the expected count
 * of an enclosing span below zero (parameters far from the record). */
double complex complex_loglik(const struct complex_case *record);

#endif
