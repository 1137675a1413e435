#include "plot/rates.h"

#include <math.h>

#include "base/garwood.h"
#include "plot/chart.h"

#define MONTH 30.4375 /* days */
#define PER 1000.0
#define LEVEL 0.9
#define SHORT 0.005 /* of the width of a panel */

static bool holds(const struct awol_series_span *outer, const struct awol_series_span *inner)
{
    return outer->unit == inner->unit && outer->start <= inner->start && inner->end <= outer->end;
}

/* The row of the table on a line of its file. */
static size_t find_row(const struct awol_table *table, size_t line)
{
    size_t low = 0;
    size_t high = table->n_rows;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (awol_table_place(table, middle, 0).line < line) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static enum awol_status set_fitted(const struct awol_table *table, size_t row, double factor,
                                   struct awol_rate *rate, struct awol_error *opt_error)
{
    static const char *const columns[] = {"fitted", "fitted_low", "fitted_high"};
    double *const targets[] = {&rate->fitted, &rate->fitted_low, &rate->fitted_high};
    for (size_t i = 0; i < 3; i++) {
        double value = (double)NAN;
        if (row < table->n_rows) {
            enum awol_status status = awol_table_number(
                table, row, awol_table_find(table, columns[i]), &value, opt_error);
            if (status != AWOL_OK) {
                return status;
            }
        }
        *targets[i] = factor * value;
    }
    return AWOL_OK;
}

static void set_rate(const struct awol_series_span *span, double factor, struct awol_rate *rate)
{
    double low;
    double high;
    awol_count_bounds(&span->count, &low, &high);
    if (span->count.kind == AWOL_KIND_EXACT) {
        low = awol_garwood_low(span->count.count, LEVEL);
        high = awol_garwood_high(span->count.count, LEVEL);
    }
    rate->rate = factor * span->count.count;
    rate->low = factor * low;
    rate->high = factor * high;
}

static enum awol_status add_span(struct awol_rates *rates, const struct awol_table *table,
                                 const struct awol_series_span *span, struct awol_error *opt_error)
{
    double days = (double)(span->end - span->start);
    double factor = span->at_risk > 0.0 ? PER * MONTH / (span->at_risk * days) : (double)NAN;
    struct awol_rate *rate = &rates->rates[rates->n++];
    *rate = (struct awol_rate){
        .unit = span->unit, .start = (double)span->start, .end = (double)span->end};
    set_rate(span, factor, rate);
    enum awol_status status =
        set_fitted(table, find_row(table, span->place.line), factor, rate, opt_error);
    rates->no_men += isnan(factor) ? 1 : 0;
    rates->has_fit = rates->has_fit || !isnan(rate->fitted);
    rates->most = fmax(rates->most, fmax(rate->rate, rate->fitted));
    rates->least = fmin(rates->least, rate->rate > 0.0 ? rate->rate : (double)NAN);
    if (rates->basis[0] == '\0' && !isnan(factor)) {
        rates->basis = span->basis;
    }
    return status;
}

enum awol_status awol_rates_init(struct awol_rates *rates, const struct awol_stream *stream,
                                 struct awol_error *opt_error)
{
    const struct awol_table *table = awol_stream_find(stream, "series");
    *rates = (struct awol_rates){.most = (double)NAN, .least = (double)NAN, .basis = ""};
    awol_arena_init(&rates->arena);
    enum awol_status status = awol_series_from_table(table, 1, &rates->series, opt_error);
    if (status != AWOL_OK) {
        awol_arena_release(&rates->arena);
        return status;
    }
    size_t n = rates->series.n_spans;
    rates->rates = awol_arena_alloc(&rates->arena, (n + 1) * sizeof *rates->rates);
    status = rates->rates == NULL ? awol_error_memory(opt_error) : AWOL_OK;
    for (size_t i = 0; i < n && status == AWOL_OK; i++) {
        const struct awol_series_span *span = &rates->series.spans[i];
        size_t next = i + 1;
        while (next < n && !rates->series.spans[next].preferred) {
            next++;
        }
        if (!span->preferred) {
            continue;
        }
        /* Spans are sorted, the longest first: one that holds another holds the next. */
        if (next < n && holds(span, &rates->series.spans[next])) {
            rates->totals++;
            continue;
        }
        status = add_span(rates, table, span, opt_error);
    }
    if (status == AWOL_OK && rates->n == 0) {
        status = awol_error_at(opt_error, stream->source, (struct awol_place){0, 0},
                               "the series has no preferred count: there is nothing to draw");
    }
    if (status != AWOL_OK) {
        awol_rates_release(rates);
    }
    return status;
}

void awol_rates_release(struct awol_rates *rates)
{
    awol_series_release(&rates->series);
    awol_arena_release(&rates->arena);
}

/* What is drawn of a unit, one array a column. */
struct columns {
    double *from, *to, *middle, *rate, *low, *high, *fitted, *fitted_low, *fitted_high;
    size_t n;
};

static bool gather(const struct awol_rates *rates, size_t unit, double zero,
                   struct awol_arena *arena, struct columns *columns)
{
    double **all[] = {&columns->from,   &columns->to,         &columns->middle,
                      &columns->rate,   &columns->low,        &columns->high,
                      &columns->fitted, &columns->fitted_low, &columns->fitted_high};
    columns->n = 0;
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
        *all[k] = awol_arena_alloc(arena, (rates->n + 1) * sizeof **all[k]);
        if (*all[k] == NULL) {
            return false;
        }
    }
    for (size_t i = 0; i < rates->n; i++) {
        const struct awol_rate *rate = &rates->rates[i];
        const double values[] = {
            rate->start - zero, rate->end - zero, 0.5 * (rate->start + rate->end) - zero,
            rate->rate,         rate->low,        rate->high,
            rate->fitted,       rate->fitted_low, rate->fitted_high};
        for (size_t k = 0; rate->unit == unit && k < sizeof all / sizeof *all; k++) {
            (*all[k])[columns->n] = values[k];
        }
        columns->n += rate->unit == unit;
    }
    return true;
}

/* Where the men at risk are not known there is no rate. Counts that touch are hatched as one. */
static void hatch_unknown(const struct columns *columns, struct awol_chart *chart, size_t panel)
{
    const double all = (double)INFINITY;
    for (size_t i = 0; i < columns->n;) {
        size_t next = i + 1;
        bool unknown = isnan(columns->low[i]) && isnan(columns->high[i]);
        while (unknown && next < columns->n && isnan(columns->low[next]) &&
               isnan(columns->high[next]) && columns->from[next] <= columns->to[next - 1]) {
            next++;
        }
        if (unknown) {
            awol_chart_hatch(chart, panel, columns->from[i], columns->to[next - 1], -all, all);
        }
        i = next;
    }
}

void awol_rates_axis(double least, double most, bool log, struct awol_chart_axis *axis)
{
    axis->fixed = true;
    if (least > 0.0 && most > 0.0 && (log || most > AWOL_RATES_SPREAD * least)) {
        axis->scale = AWOL_SCALE_LOG;
        axis->low = 0.4 * least;
        axis->high = 3.0 * most;
        return;
    }
    axis->scale = AWOL_SCALE_LINEAR;
    axis->low = 0.0;
    axis->high = most > 0.0 ? 1.5 * most : 1.0;
}

void awol_rates_draw(const struct awol_rates *rates, size_t unit, double zero, double width,
                     struct awol_chart *chart, size_t panel)
{
    const struct awol_stroke disc = {.role = AWOL_INK, .point = 7, .size = 0.4};
    const struct awol_stroke fit = {.role = AWOL_FIT, .width = 2.0};
    const struct awol_stroke limits = {.role = AWOL_MUTED, .width = 0.8};
    const struct awol_stroke level = {.role = AWOL_INK, .width = 1.4};
    struct columns columns;
    if (!gather(rates, unit, zero, &chart->arena, &columns)) {
        chart->failed = true;
        return;
    }
    hatch_unknown(&columns, chart, panel);
    awol_chart_boxes(chart, panel, AWOL_FIT, 0.22, columns.from, columns.to, columns.fitted_low,
                     columns.fitted_high, columns.n);
    awol_chart_spans_y(chart, panel, limits, columns.middle, columns.low, columns.high, columns.n);
    awol_chart_steps(chart, panel, fit, columns.from, columns.to, columns.fitted, columns.n);
    awol_chart_steps(chart, panel, level, columns.from, columns.to, columns.rate, columns.n);
    for (size_t i = 0; i < columns.n; i++) {
        if (columns.to[i] - columns.from[i] > SHORT * width) {
            columns.rate[i] = (double)NAN;
        }
    }
    awol_chart_points(chart, panel, disc, columns.middle, columns.rate, columns.n);
}
