#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "count/resolve.h"

static bool contains(const struct awol_series_span *outer, const struct awol_series_span *inner)
{
    return outer->start <= inner->start && inner->end <= outer->end;
}

static bool overlaps(const struct awol_series_span *a, const struct awol_series_span *b)
{
    return a->start < b->end && b->start < a->end;
}

static bool same_days(const struct awol_series_span *a, const struct awol_series_span *b)
{
    return a->start == b->start && a->end == b->end;
}

static bool is_bound(const struct awol_series_span *span)
{
    return span->preferred && span->count.kind == AWOL_KIND_AT_LEAST;
}

static void drop(struct awol_series *series, struct awol_series_span *span, enum awol_remark remark,
                 struct awol_count_report *report)
{
    span->preferred = false;
    awol_report_add(report, remark, 1, series, span);
}

static enum awol_status refuse(const struct awol_series *series,
                               const struct awol_series_span *bound,
                               const struct awol_series_span *count, double high,
                               struct awol_error *opt_error)
{
    char where[AWOL_EXAMPLE_SIZE];
    char parts[AWOL_NUMBER_SIZE];
    char total[AWOL_NUMBER_SIZE];

    awol_span_describe(series, bound, where);
    return awol_error_at(opt_error, series->source, count->place,
                         "the total disagrees with its parts: %s gives %s men, its parts (line "
                         "%zu) at least %s",
                         where, awol_number_format(high, total), bound->place.line,
                         awol_number_format(bound->count.count, parts));
}

/* One lower bound against the counts of its unit that are more than bounds, spans[from..to). */
static enum awol_status check_counts(struct awol_series *series, size_t from, size_t to, size_t at,
                                     bool drop_implied, struct awol_count_report *report,
                                     struct awol_error *opt_error)
{
    struct awol_series_span *bound = &series->spans[at];
    int64_t reached = bound->start;
    double known = 0.0;
    bool is_crossed = false;

    for (size_t i = from; i < to && series->spans[i].start < bound->end; i++) {
        const struct awol_series_span *span = &series->spans[i];
        double low;
        double high;

        if (!span->preferred || is_bound(span) || !overlaps(span, bound))
            continue;
        awol_count_bounds(&span->count, &low, &high);
        if (same_days(span, bound)) {
            if (bound->count.count > high)
                return refuse(series, bound, span, high, opt_error);
            is_crossed = true;
        }
        if (!contains(bound, span)) {
            is_crossed = is_crossed || !contains(span, bound);
        } else if (span->start >= reached) {
            known += low;
            reached = span->end;
        }
    }
    if (known >= bound->count.count && known > 0.0 && drop_implied)
        drop(series, bound, AWOL_REMARK_IMPLIED, report);
    else if (is_crossed)
        drop(series, bound, AWOL_REMARK_CROSSING, report);
    return AWOL_OK;
}

/* Narrower first, then larger, then earlier. */
static int compare_bounds(const void *left, const void *right)
{
    const struct awol_series_span *a = *(struct awol_series_span *const *)left;
    const struct awol_series_span *b = *(struct awol_series_span *const *)right;
    int64_t wide_a = a->end - a->start;
    int64_t wide_b = b->end - b->start;

    if (wide_a != wide_b)
        return wide_a < wide_b ? -1 : 1;
    if (a->count.count != b->count.count)
        return a->count.count > b->count.count ? -1 : 1;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return a->place.line < b->place.line ? -1 : a->place.line > b->place.line;
}

/* Of lower bounds that cross, keep the first in the order above. */
static void keep_narrower(struct awol_series *series, struct awol_series_span **bounds, size_t n,
                          struct awol_count_report *report)
{
    qsort(bounds, n, sizeof bounds[0], compare_bounds);
    for (size_t i = 1; i < n; i++) {
        for (size_t j = 0; j < i && bounds[i]->preferred; j++) {
            bool nest = contains(bounds[i], bounds[j]) || contains(bounds[j], bounds[i]);

            if (bounds[j]->preferred && overlaps(bounds[i], bounds[j]) &&
                (!nest || same_days(bounds[i], bounds[j])))
                drop(series, bounds[i], AWOL_REMARK_NARROWER, report);
        }
    }
}

enum awol_status awol_resolve_bounds(struct awol_series *series, bool drop_implied,
                                     struct awol_count_report *report, struct awol_error *opt_error)
{
    struct awol_series_span **bounds = malloc((series->n_spans + 1) * sizeof(bounds[0]));
    enum awol_status status = AWOL_OK;

    if (bounds == NULL)
        return awol_error_memory(opt_error);
    for (size_t from = 0, to; from < series->n_spans && status == AWOL_OK; from = to) {
        size_t n = 0;

        to = from;
        while (to < series->n_spans && series->spans[to].unit == series->spans[from].unit)
            to++;
        for (size_t i = from; i < to && status == AWOL_OK; i++) {
            if (is_bound(&series->spans[i]))
                status = check_counts(series, from, to, i, drop_implied, report, opt_error);
            if (is_bound(&series->spans[i]))
                bounds[n++] = &series->spans[i];
        }
        keep_narrower(series, bounds, n, report);
    }
    free(bounds);
    return status;
}
