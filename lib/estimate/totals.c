/* What the record says before any model: totals, days counted, crude rates by unit. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "estimate/session.h"

static void add_span(struct awol_unit_total *t, const struct awol_series_span *span)
{
    double low, high, days = (double)(span->end - span->start);
    awol_count_bounds(&span->count, &low, &high);
    t->low += low;
    t->high += high;
    t->days_counted += days;
    if (span->basis[0] && !t->basis[0])
        t->basis = span->basis;
    if (low != high) {
        t->n_bounds++;
        return;
    }
    t->n_exact++;
    t->exact += low;
    t->man_days += t->per_man ? span->at_risk * days : days;
}

/* A unit's rate is per man if every exact outermost span states its men. */
static bool states_men(const struct awol_series *series, size_t unit)
{
    for (size_t i = 0; i < series->n_spans; i++) {
        const struct awol_series_span *span = &series->spans[i];
        double low, high;
        awol_count_bounds(&span->count, &low, &high);
        if (span->unit == unit && span->preferred && low == high && isnan(span->at_risk))
            return false;
    }
    return true;
}

enum awol_status awol_session_totals(struct awol_session *s, struct awol_error *opt_error)
{
    const struct awol_series *series = s->request->series;
    s->totals = calloc(series->n_units + 1, sizeof *s->totals);
    if (!s->totals)
        return awol_error_memory(opt_error);
    for (size_t u = 0; u < series->n_units; u++)
        s->totals[u] = (struct awol_unit_total){.name = series->units[u],
                                                .index = u,
                                                .per_man = states_men(series, u),
                                                .first = INT64_MAX,
                                                .last = INT64_MIN,
                                                .basis = ""};
    for (size_t i = 0; i < series->n_spans; i++) {
        const struct awol_series_span *span = &series->spans[i];
        struct awol_unit_total *t = &s->totals[span->unit];
        if (!span->preferred)
            continue;
        if (span->start < t->first)
            t->first = span->start;
        /* Spans come longest first, so one that ends by `last` lies inside an earlier one. */
        if (span->end <= t->last)
            continue;
        add_span(t, span);
        t->last = span->end;
    }
    for (size_t u = 0; u < series->n_units; u++)
        if (s->totals[u].last > s->totals[u].first)
            s->totals[u].days_in_all = (double)(s->totals[u].last - s->totals[u].first);
    return AWOL_OK;
}
