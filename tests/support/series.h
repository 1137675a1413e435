/* Small series for tests, made in memory. */
#ifndef TESTS_SUPPORT_SERIES_H
#define TESTS_SUPPORT_SERIES_H

#include "record/series.h"

/* One span: days from..to (to excluded) of unit `unit`, bounds low..high (equal: exact; INFINITY:
 * at least), men at risk (NAN: unknown). */
struct support_span {
    int unit;
    int from, to;
    double low, high;
    double at_risk;
};

/* Add the spans as preferred rows of units "u0", "u1", …, and sort. Aborts the test on failure. */
void support_series(struct awol_series *series, const struct support_span *spans, size_t n);

#endif
