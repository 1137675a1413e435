/* What a unit's counts add up to, before any model. */
#ifndef AWOL_RECORD_SERIES_TOTAL_H
#define AWOL_RECORD_SERIES_TOTAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "record/series.h"

/* Nested counts enter once: a total is at least its own lower bound and at least what its parts add
 * to. Texts belong to the series. */
struct awol_series_total {
    double low, high; /* departures, with ranges and bounds; high = INFINITY with an at-least */
    double exact;     /* of the outermost counts that are exact (or about) */
    size_t n_exact;
    bool is_about;       /* some of them are given as “about” */
    double exact_days;   /* that they cover */
    double man_days;     /* behind `exact`; NaN unless all of them state their men */
    size_t n_bounds;     /* outermost counts that are not exact */
    double days_counted; /* covered by any count */
    int64_t first, last; /* first day, and the day after the last; first > last without counts */
    const char *basis;   /* "" where none is named */
};

/* Add up the preferred spans of one unit. The series is sorted and validated. */
void awol_series_total(const struct awol_series *series, size_t unit,
                       struct awol_series_total *ret_total);

#endif
