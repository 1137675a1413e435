#include "record/times.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/number.h"
#include "date/edtf.h"

enum awol_status awol_times_init(struct awol_times *times, size_t n, bool with_marks,
                                 bool with_stretches, struct awol_error *opt_error)
{
    struct awol_times made = {.n = 0};
    made.times = calloc(n + 1, sizeof *made.times);
    made.marks = with_marks ? calloc(n + 1, sizeof *made.marks) : NULL;
    made.widths = with_stretches ? calloc(n + 1, sizeof *made.widths) : NULL;
    made.counts = with_stretches ? calloc(n + 1, sizeof *made.counts) : NULL;
    if (!made.times || (with_marks && !made.marks) ||
        (with_stretches && (!made.widths || !made.counts))) {
        awol_times_release(&made);
        return awol_error_memory(opt_error);
    }
    *times = made;
    return AWOL_OK;
}

void awol_times_release(struct awol_times *times)
{
    free(times->counts);
    free(times->widths);
    free(times->marks);
    free(times->times);
    *times = (struct awol_times){0};
}

size_t awol_times_n_before(const struct awol_times *times, double from)
{
    size_t low = 0, high = times->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (times->times[middle] < from)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

double awol_times_departures(const struct awol_times *times, double from)
{
    double n = 0;
    size_t first = awol_times_n_before(times, from);
    if (!times->counts)
        return (double)(times->n - first);
    for (size_t i = first; i < times->n; i++)
        n += times->counts[i];
    return n;
}

static double men_of(const struct awol_times *times, size_t i)
{
    return (times->counts ? times->counts[i] : 1) * (times->marks ? times->marks[i] : 1);
}

double awol_times_men(const struct awol_times *times, double from)
{
    struct awol_sum men = {0};
    for (size_t i = awol_times_n_before(times, from); i < times->n; i++)
        awol_sum_add(&men, men_of(times, i));
    return awol_sum_value(&men);
}

/* ---- as a series --------------------------------------------------------------------------- */

static enum awol_status check_men(const struct awol_times *times, const struct awol_window *window,
                                  double men, const char *source, struct awol_error *opt_error)
{
    double gone = awol_times_men(times, window->from);
    if (isnan(men) || gone <= men)
        return AWOL_OK;
    return awol_error_at(opt_error, source, (struct awol_place){0, 0},
                         "%.15g men left of the %.15g who were at risk at the start", gone, men);
}

enum awol_status awol_times_series(const struct awol_times *times, const struct awol_window *window,
                                   int64_t days, double men, const char *source,
                                   struct awol_series *ret_series, struct awol_error *opt_error)
{
    struct awol_series series;
    size_t i = awol_times_n_before(times, window->from), unit;
    double left = men;
    awol_series_init(&series, source);
    enum awol_status status = check_men(times, window, men, source, opt_error);
    if (status == AWOL_OK)
        status = awol_series_unit(&series, "all", &unit, opt_error);
    for (int64_t day = (int64_t)floor(window->from); status == AWOL_OK && (double)day < window->to;
         day += days) {
        struct awol_series_span span = {.start = day,
                                        .end = day + days,
                                        .count = {.low = NAN, .high = NAN, .kind = AWOL_KIND_EXACT},
                                        .at_risk = left,
                                        .basis = "",
                                        .party = NAN,
                                        .source = "",
                                        .preferred = true};
        for (; i < times->n && times->times[i] < (double)span.end; i++)
            span.count.count += men_of(times, i);
        left -= span.count.count;
        status = awol_series_append(&series, &span, opt_error);
    }
    /* A departure at the very end of the window, where the last span ends too. */
    for (; status == AWOL_OK && i < times->n; i++)
        series.spans[series.n_spans - 1].count.count += men_of(times, i);
    if (status == AWOL_OK)
        *ret_series = series;
    else
        awol_series_release(&series);
    return status;
}

enum awol_status awol_times_digest(const struct awol_times *times, const struct awol_window *window,
                                   char ret_text[static AWOL_SERIES_DIGEST_SIZE],
                                   struct awol_error *opt_error)
{
    const double *const columns[] = {times->times, times->marks, times->widths, times->counts};
    char full[AWOL_DIGEST_SIZE];
    double *all = calloc(4 * times->n + 3, sizeof *all);
    size_t n = 0;
    if (!all)
        return awol_error_memory(opt_error);
    all[n++] = window->from;
    all[n++] = window->to;
    for (size_t k = 0; k < sizeof columns / sizeof *columns; k++) {
        if (columns[k] && times->n > 0)
            memcpy(all + n, columns[k], times->n * sizeof *all);
        n += columns[k] ? times->n : 0;
    }
    snprintf(ret_text, AWOL_SERIES_DIGEST_SIZE, "%.16s", awol_digest(all, n * sizeof *all, full));
    free(all);
    return AWOL_OK;
}
