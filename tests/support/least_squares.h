/* Least squares by GSL, to fit the library's curves to data that others have fitted. */
#ifndef TESTS_SUPPORT_LEAST_SQUARES_H
#define TESTS_SUPPORT_LEAST_SQUARES_H

#include <stddef.h>

enum { LEAST_SQUARES_MOST = 8 }; /* parameters */

struct least_squares {
    /* Fill fitted[n] from the parameters. */
    void (*curve)(const struct least_squares *problem, const double *parameters, double *fitted);
    const double *x, *y;
    size_t n, n_parameters;
};

struct least_squares_result {
    double parameters[LEAST_SQUARES_MOST], sd[LEAST_SQUARES_MOST];
    double sum; /* of squares */
    double residual_sd;
};

/* From start[n_parameters]; fails the test where the search does not end at a minimum. */
struct least_squares_result least_squares_fit(const struct least_squares *problem,
                                              const double *start);

#endif
