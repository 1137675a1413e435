#include "count/net.h"

#include <math.h>

#include "base/number.h"
#include "count/report.h"

static bool contains(const struct awol_series_span *outer, const struct awol_series_span *inner)
{
    return outer->start <= inner->start && inner->end <= outer->end;
}

static bool touches(const struct awol_series_span *a, const struct awol_series_span *b)
{
    return a->start < b->end && b->start < a->end;
}

static bool is_of_unit(const struct awol_series *series, const struct awol_series_span *span,
                       const struct awol_series *others, const struct awol_series_span *other)
{
    return span->preferred && other->preferred &&
           awol_text_equal(series->units[span->unit], others->units[other->unit]);
}

/* Those who came back in the days of `back`, more than those who left in `opt_left`. */
static enum awol_status refuse(const struct awol_series *returns,
                               const struct awol_series_span *back,
                               const struct awol_series_span *opt_left, double n_back,
                               struct awol_error *opt_error)
{
    char example[AWOL_EXAMPLE_SIZE];
    char left[AWOL_NUMBER_SIZE];
    char came[AWOL_NUMBER_SIZE];
    struct awol_series_span days = *back;
    double low;
    double high;

    awol_number_format(n_back, came);
    if (opt_left == NULL) {
        awol_span_describe(returns, back, example);
        return awol_error_at(opt_error, returns->source, back->place,
                             "%.200s: %s came back and nobody is counted as having left: --count "
                             "net needs a time that has both (wider bins, or --complete)",
                             example, came);
    }
    days.start = opt_left->start;
    days.end = opt_left->end;
    awol_span_describe(returns, &days, example);
    awol_count_bounds(&opt_left->count, &low, &high);
    return awol_error_at(opt_error, returns->source, back->place,
                         "%.200s: %s left and %s came back, and no count is below zero: take wider "
                         "bins, or count the departures alone (--count men)",
                         example, awol_number_format(high, left), came);
}

/* How many came back in a span. */
struct returned {
    double low, high;
    bool is_exact;
    const struct awol_series_span *last; /* the span of the last of them */
};

/* Returns inside the span count once, by the outermost span that is inside; of those that lie only
 * partly in it, any number may. */
static struct returned add_returned(const struct awol_series *series,
                                    const struct awol_series_span *span,
                                    const struct awol_series *returns)
{
    struct returned sum = {.is_exact = true};
    int64_t reached = INT64_MIN;

    for (size_t i = 0; i < returns->n_spans; i++) {
        const struct awol_series_span *back = &returns->spans[i];
        double low;
        double high;

        if (!is_of_unit(series, span, returns, back) || !touches(span, back))
            continue;
        awol_count_bounds(&back->count, &low, &high);
        if (!contains(span, back)) {
            sum.is_exact = sum.is_exact && high == 0.0;
            sum.high += high;
        } else if (back->start >= reached) {
            sum.is_exact = sum.is_exact && back->count.kind == AWOL_KIND_EXACT;
            sum.low += low;
            sum.high += high;
            sum.last = back;
            reached = back->end;
        }
    }
    return sum;
}

static struct awol_count subtract(const struct awol_count *left, const struct returned *back)
{
    double low;
    double high;

    if (back->is_exact && left->kind == AWOL_KIND_EXACT)
        return (struct awol_count){left->count - back->low, (double)NAN, (double)NAN,
                                   AWOL_KIND_EXACT};
    awol_count_bounds(left, &low, &high);
    low = fmax(low - back->high, 0.0);
    high -= back->low;
    if (isfinite(high))
        return (struct awol_count){(double)NAN, low, high, AWOL_KIND_RANGE};
    return (struct awol_count){low, (double)NAN, (double)NAN, AWOL_KIND_AT_LEAST};
}

/* Every man who came back must have left in some span that is counted. */
static enum awol_status check_all_left(const struct awol_series *series,
                                       const struct awol_series *returns,
                                       struct awol_error *opt_error)
{
    for (size_t i = 0; i < returns->n_spans; i++) {
        const struct awol_series_span *back = &returns->spans[i];
        bool has_left = false;
        double low;
        double high;

        awol_count_bounds(&back->count, &low, &high);
        for (size_t j = 0; j < series->n_spans && !has_left; j++)
            has_left = is_of_unit(series, &series->spans[j], returns, back) &&
                       contains(&series->spans[j], back);
        if (!has_left && back->preferred && high > 0.0)
            return refuse(returns, back, NULL, low, opt_error);
    }
    return AWOL_OK;
}

enum awol_status awol_net(struct awol_series *series, const struct awol_series *returns,
                          struct awol_error *opt_error)
{
    enum awol_status status = check_all_left(series, returns, opt_error);

    for (size_t i = 0; i < series->n_spans && status == AWOL_OK; i++) {
        struct awol_series_span *span = &series->spans[i];
        struct returned back = add_returned(series, span, returns);
        double low;
        double high;

        if (back.high == 0.0)
            continue;
        awol_count_bounds(&span->count, &low, &high);
        if (back.last != NULL && high < back.low)
            status = refuse(returns, back.last, span, back.low, opt_error);
        else
            span->count = subtract(&span->count, &back);
    }
    return status;
}

double awol_net_gone(const struct awol_series *series, const struct awol_series_span *span,
                     int64_t since)
{
    int64_t reached = since;
    double gone = 0.0;

    for (size_t i = 0; i < series->n_spans; i++) {
        const struct awol_series_span *other = &series->spans[i];
        double low;
        double high;

        if (!other->preferred || other->unit != span->unit || other->start < reached ||
            other->end > span->start)
            continue;
        awol_count_bounds(&other->count, &low, &high);
        gone += low;
        reached = other->end;
    }
    return gone;
}
