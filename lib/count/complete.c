#include "count/complete.h"

#include <math.h>

/* Spans [from, to) of one unit, sorted; new ones go to the end of the series. */
static enum awol_status complete_unit(struct awol_series *series, size_t from, size_t to,
                                      const struct awol_tally_options *options,
                                      struct awol_error *opt_error)
{
    const int64_t stop = options->complete_last + 1;
    size_t unit = series->spans[from].unit;
    int64_t day = awol_period_start(&options->by, options->complete_first);
    int64_t reached = day; /* nothing that starts before the bin ends later than this */
    size_t at = from;
    enum awol_status status = AWOL_OK;

    if (day < options->complete_first)
        day = awol_period_next(&options->by, day);
    for (int64_t end; status == AWOL_OK; day = end) {
        end = awol_period_next(&options->by, day);
        if (end > stop)
            break;
        for (; at < to && series->spans[at].start < end; at++) {
            if (series->spans[at].preferred && series->spans[at].end > reached)
                reached = series->spans[at].end;
        }
        if (reached > day)
            continue;
        status = awol_series_append(
            series,
            &(struct awol_series_span){.unit = unit,
                                       .start = day,
                                       .end = end,
                                       .count = {0.0, (double)NAN, (double)NAN, AWOL_KIND_EXACT},
                                       .at_risk = (double)NAN,
                                       .party = (double)NAN,
                                       .preferred = true},
            opt_error);
    }
    return status;
}

enum awol_status awol_complete(struct awol_series *series, const struct awol_tally_options *options,
                               struct awol_error *opt_error)
{
    const size_t n = series->n_spans;
    enum awol_status status = AWOL_OK;

    for (size_t from = 0, to; from < n && status == AWOL_OK; from = to) {
        bool has_any = false;

        for (to = from; to < n && series->spans[to].unit == series->spans[from].unit; to++)
            has_any = has_any || series->spans[to].preferred;
        if (has_any)
            status = complete_unit(series, from, to, options, opt_error);
    }
    return status == AWOL_OK ? awol_series_sort(series, opt_error) : status;
}
