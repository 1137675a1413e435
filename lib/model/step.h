/* One bin of the cascade in exact continuous time.
 *
 * Intensity a/D + eta' b x(s), b = 1/tau; x jumps by one at each desertion and decays as exp(-b s)
 * (Hawkes 1971, Biometrika 58:83, exponential kernel). Mean, variance and the state that the bin
 * leaves are closed forms of the linear birth process inside the bin, derived in step.c. */
#ifndef AWOL_MODEL_STEP_H
#define AWOL_MODEL_STEP_H

#include "base/status.h"

/* (1 - e^-z)/z and its derivative; (e^-z - 1 + z)/z^2 and its derivative. Regular at 0. */
double awol_phi1(double z);
double awol_phi1_prime(double z);
double awol_phi2(double z);
double awol_phi2_prime(double z);

/* A number with its derivatives by eta' and by b. */
struct awol_pair {
    double value, by_eta, by_b;
};

/* The maps of one bin: mean count m = A a + B x; mean state at the end xb = E x + F a. `decay` is
 * exp(-b D): what is left of a weight at the bin's start. */
struct awol_step {
    struct awol_pair A, B, E, F, decay;
};

/* days > 0, b > 0, eta >= 0 (any size). AWOL_RANGE if the process explodes inside the bin. */
enum awol_status awol_step_init(double days, double eta, double b, struct awol_step *ret_step,
                                struct awol_error *opt_error);

/* Variance of the bin's count given its past: v = from_a * a + from_x * x. */
struct awol_step_variance {
    struct awol_pair from_a, from_x;
};

void awol_step_variance_init(double days, double eta, double b,
                             struct awol_step_variance *ret_variance);

#endif
