#include "record/series_total.h"

#include <math.h>

/* Index of the first preferred span of the unit at or after i; n_spans if there is none. */
static size_t next_of(const struct awol_series *series, size_t unit, size_t i)
{
    while (i < series->n_spans && !(series->spans[i].unit == unit && series->spans[i].preferred))
        i++;
    return i;
}

/* Departures at least: of the span at *index and all inside it, which follow it in the order of the
 * series; *index moves past them. Spans nest a few deep, so the recursion is shallow. */
static double least(const struct awol_series *series, size_t unit, size_t *index)
{
    const struct awol_series_span *span = &series->spans[*index];
    double low, high, parts = 0;
    awol_count_bounds(&span->count, &low, &high);
    *index = next_of(series, unit, *index + 1);
    while (*index < series->n_spans && series->spans[*index].end <= span->end &&
           series->spans[*index].start >= span->start)
        parts += least(series, unit, index);
    return fmax(low, parts);
}

static void add(struct awol_series_total *total, const struct awol_series_span *span)
{
    double low, high, days = (double)(span->end - span->start);
    awol_count_bounds(&span->count, &low, &high);
    total->high += high;
    total->days_counted += days;
    total->last = span->end;
    if (span->basis[0] && !total->basis[0])
        total->basis = span->basis;
    if (low != high) {
        total->n_bounds++;
        return;
    }
    total->n_exact++;
    total->is_about = total->is_about || span->count.kind == AWOL_KIND_ABOUT;
    total->exact += low;
    total->exact_days += days;
    total->man_days += span->at_risk * days; /* NaN, and stays so, where the men are unknown */
}

void awol_series_total(const struct awol_series *series, size_t unit,
                       struct awol_series_total *ret_total)
{
    struct awol_series_total total = {.first = INT64_MAX, .last = INT64_MIN, .basis = ""};
    for (size_t i = next_of(series, unit, 0); i < series->n_spans;) {
        const struct awol_series_span *span = &series->spans[i];
        if (span->start < total.first)
            total.first = span->start;
        add(&total, span);
        total.low += least(series, unit, &i);
    }
    if (total.n_exact == 0)
        total.man_days = NAN;
    *ret_total = total;
}
