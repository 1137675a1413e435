/* A likelihood of a small series in memory, with all it stands on, for tests of models. */
#ifndef TESTS_SUPPORT_BENCH_H
#define TESTS_SUPPORT_BENCH_H

#include "model/model.h"
#include "support/series.h"

struct bench {
    struct awol_series series;
    struct awol_campaign campaign;
    struct awol_setup setup;
    struct awol_layout layout;
    struct awol_likelihood likelihood;
};

/* Open the model of `setup` on the spans, in bins of a day. Aborts the test on failure;
 * bench_free() releases it. */
void bench_open(struct bench *bench, const struct awol_setup *setup,
                const struct support_span *spans, size_t n);
void bench_free(struct bench *bench);

/* The log-likelihood, and its gradient [layout.n] unless that is NULL. Aborts the test on failure.
 */
double bench_value(const struct bench *bench, const double *parameters, double *opt_gradient);

#endif
