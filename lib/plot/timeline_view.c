#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plot/timeline.h"

static struct awol_timeline_colours take_colours(const struct awol_theme *theme)
{
    return (struct awol_timeline_colours){
        .ink = theme->colours[AWOL_INK],
        .axis = theme->colours[AWOL_AXIS],
        .count_fill = theme->colours[AWOL_INK],
        .rival = theme->colours[AWOL_MUTED],
        .fit = theme->colours[AWOL_FIT],
        .offer = theme->colours[AWOL_OFFER],
        .shade = theme->colours[AWOL_SHADE],
        .circumstance = theme->colours[AWOL_CIRCUMSTANCE],
        .gap = theme->colours[AWOL_GAP],
    };
}

bool awol_rows_append(struct awol_arena *arena, struct awol_rows *rows, const double *values)
{
    if (rows->n == rows->capacity) {
        size_t capacity = rows->capacity > 0 ? 2 * rows->capacity : 16;
        double *grown = awol_arena_alloc(arena, capacity * rows->n_columns * sizeof *grown);
        if (grown == NULL) {
            return false;
        }
        if (rows->n > 0) {
            memcpy(grown, rows->values, rows->n * rows->n_columns * sizeof *grown);
        }
        rows->values = grown;
        rows->capacity = capacity;
    }
    memcpy(rows->values + rows->n * rows->n_columns, values, rows->n_columns * sizeof *values);
    rows->n++;
    return true;
}

/* ---- counts and what was fitted to them ------------------------------------------------------ */

static void describe_span(const struct awol_series_span *span, struct awol_timeline_span *ret)
{
    double days = (double)(span->end - span->start);
    double low;
    double high;
    awol_count_bounds(&span->count, &low, &high);
    *ret = (struct awol_timeline_span){
        .span = span,
        .days = days,
        .rate = span->count.count / days,
        .rate_low = low / days,
        .rate_high = high / days,
        .fitted = (double)NAN,
        .fitted_low = (double)NAN,
        .fitted_high = (double)NAN,
    };
}

/* The series is sorted, the table is not: a span finds its row by the line it stood on. */
static size_t find_row(const struct awol_table *table, struct awol_place place)
{
    size_t low = 0;
    size_t high = table->n_rows;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (awol_table_place(table, middle, 0).line < place.line) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static enum awol_status read_fitted(struct awol_timeline *timeline, const struct awol_table *table,
                                    struct awol_error *opt_error)
{
    size_t fitted = awol_table_find(table, "fitted");
    size_t low = awol_table_find(table, "fitted_low");
    size_t high = awol_table_find(table, "fitted_high");
    if (fitted == AWOL_NO_COLUMN) {
        return AWOL_OK;
    }
    for (size_t i = 0; i < timeline->series.n_spans; i++) {
        struct awol_timeline_span *span = &timeline->spans[i];
        size_t row = find_row(table, span->span->place);
        double values[3] = {(double)NAN, (double)NAN, (double)NAN};
        if (row == table->n_rows) {
            continue;
        }
        enum awol_status status = awol_table_number(table, row, fitted, &values[0], opt_error);
        if (status == AWOL_OK && low != AWOL_NO_COLUMN && high != AWOL_NO_COLUMN) {
            status = awol_table_number(table, row, low, &values[1], opt_error);
            status = status == AWOL_OK ? awol_table_number(table, row, high, &values[2], opt_error)
                                       : status;
        }
        if (status != AWOL_OK) {
            return status;
        }
        span->fitted = values[0] / span->days;
        span->fitted_low = values[1] / span->days;
        span->fitted_high = values[2] / span->days;
        timeline->has_fit = timeline->has_fit || !isnan(span->fitted);
    }
    return AWOL_OK;
}

static bool holds(const struct awol_series_span *outer, const struct awol_series_span *inner)
{
    return outer->start <= inner->start && inner->end <= outer->end;
}

/* A preferred span is a leaf unless the next preferred span of its unit lies inside it: they are
 * sorted by start, the longest first, and do not cross. */
static void find_leaves(struct awol_timeline *timeline)
{
    struct awol_timeline_span *next = NULL;
    for (size_t i = timeline->series.n_spans; i-- > 0;) {
        struct awol_timeline_span *span = &timeline->spans[i];
        if (!span->span->preferred) {
            continue;
        }
        span->leaf =
            next == NULL || next->span->unit != span->span->unit || !holds(span->span, next->span);
        next = span;
    }
}

static enum awol_status read_series(struct awol_timeline *timeline, struct awol_error *opt_error)
{
    const struct awol_table *table = awol_stream_find(timeline->stream, "series");
    enum awol_status status = awol_series_from_table(table, 1, &timeline->series, opt_error);
    if (status != AWOL_OK) {
        return status;
    }
    struct awol_place nowhere = {0, 0};
    size_t n = timeline->series.n_spans;
    if (n == 0) {
        return awol_error_at(opt_error, timeline->stream->source, nowhere,
                             "the series has no rows: there is nothing to draw");
    }
    timeline->spans = awol_arena_alloc(&timeline->arena, n * sizeof *timeline->spans);
    if (timeline->spans == NULL) {
        return awol_error_memory(opt_error);
    }
    timeline->record_from = timeline->series.spans[0].start;
    timeline->record_to = timeline->series.spans[0].end;
    for (size_t i = 0; i < n; i++) {
        const struct awol_series_span *span = &timeline->series.spans[i];
        describe_span(span, &timeline->spans[i]);
        if (span->start < timeline->record_from) {
            timeline->record_from = span->start;
        }
        if (span->end > timeline->record_to) {
            timeline->record_to = span->end;
        }
    }
    find_leaves(timeline);
    return read_fitted(timeline, table, opt_error);
}

/* ---- the window ------------------------------------------------------------------------------ */

/* All of the record with a little air, so that a mark at its edge is seen whole. */
static enum awol_status set_window(struct awol_timeline *timeline, struct awol_error *opt_error)
{
    const struct awol_figure_settings *settings = timeline->settings;
    int64_t air = (timeline->record_to - timeline->record_from) / 50 + 1;
    timeline->from = settings->has_from ? settings->from : timeline->record_from - air;
    timeline->to = settings->has_to ? settings->to + 1 : timeline->record_to + air;
    if (settings->has_from && settings->has_to && timeline->from >= timeline->to) {
        return awol_error_set(opt_error, AWOL_USAGE, "the time to be drawn ends before it begins");
    }
    size_t visible = 0;
    for (size_t i = 0; i < timeline->series.n_spans; i++) {
        struct awol_timeline_span *span = &timeline->spans[i];
        span->visible = span->span->start < timeline->to && span->span->end > timeline->from;
        visible += span->visible;
        if (span->visible && !isnan(span->span->at_risk)) {
            timeline->has_at_risk = true;
            if (timeline->basis[0] == '\0') {
                timeline->basis = span->span->basis;
            }
        }
    }
    struct awol_place nowhere = {0, 0};
    if (visible == 0) {
        return awol_error_at(opt_error, timeline->stream->source, nowhere,
                             "no row of the series lies in the time to be drawn");
    }
    return AWOL_OK;
}

/* ---- units ----------------------------------------------------------------------------------- */

static double counted_men(const struct awol_count *count, bool *at_least)
{
    if (count->kind == AWOL_KIND_AT_LEAST || count->kind == AWOL_KIND_RANGE) {
        *at_least = true;
    }
    return isnan(count->count) ? count->low : count->count;
}

/* Men of a unit: of a total and its parts the larger sum counts. */
static void add_men(const struct awol_timeline *timeline, struct awol_timeline_unit *unit)
{
    double total = 0.0;
    double outer = 0.0;
    double parts = 0.0;
    int64_t outer_end = INT64_MIN;
    unit->only_rivals = true;
    for (size_t i = unit->first; i < unit->first + unit->n; i++) {
        const struct awol_timeline_span *span = &timeline->spans[i];
        if (!span->visible || !span->span->preferred) {
            continue;
        }
        unit->only_rivals = false;
        double men = counted_men(&span->span->count, &unit->at_least);
        unit->about = unit->about || span->span->count.kind == AWOL_KIND_ABOUT;
        if (outer_end == INT64_MIN || span->span->start >= outer_end) {
            total += fmax(outer, parts);
            outer = men;
            parts = 0.0;
            outer_end = span->span->end;
        }
        parts += span->leaf ? men : 0.0;
    }
    unit->men = total + fmax(outer, parts);
}

static int compare_men(const void *a, const void *b)
{
    const struct awol_timeline_unit *x = a;
    const struct awol_timeline_unit *y = b;
    if (x->men != y->men) {
        return x->men > y->men ? -1 : 1;
    }
    return x->index < y->index ? -1 : x->index > y->index;
}

static int compare_index(const void *a, const void *b)
{
    const struct awol_timeline_unit *x = a;
    const struct awol_timeline_unit *y = b;
    return x->index < y->index ? -1 : x->index > y->index;
}

static enum awol_status list_units(struct awol_timeline *timeline, struct awol_error *opt_error)
{
    const struct awol_series *series = &timeline->series;
    timeline->units = awol_arena_alloc(&timeline->arena, series->n_units * sizeof *timeline->units);
    if (timeline->units == NULL) {
        return awol_error_memory(opt_error);
    }
    size_t n = 0;
    for (size_t i = 0; i < series->n_spans;) {
        struct awol_timeline_unit unit = {.index = series->spans[i].unit, .first = i};
        for (; i < series->n_spans && series->spans[i].unit == unit.index; i++) {
            unit.n++;
            unit.visible = unit.visible || timeline->spans[i].visible;
        }
        if (unit.visible) {
            add_men(timeline, &unit);
            timeline->units[n++] = unit;
        }
    }
    qsort(timeline->units, n, sizeof *timeline->units, compare_men);
    timeline->n_units = n < AWOL_TIMELINE_MAX_UNITS ? n : AWOL_TIMELINE_MAX_UNITS;
    timeline->n_units_left_out = n - timeline->n_units;
    qsort(timeline->units, timeline->n_units, sizeof *timeline->units, compare_index);
    return AWOL_OK;
}

static int compare_start(const void *a, const void *b)
{
    const struct awol_series_span *x = *(const struct awol_series_span *const *)a;
    const struct awol_series_span *y = *(const struct awol_series_span *const *)b;
    return x->start < y->start ? -1 : x->start > y->start;
}

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* Days of the record on which none of the drawn units was counted. */
static enum awol_status count_gap_days(struct awol_timeline *timeline, struct awol_error *opt_error)
{
    const struct awol_series_span **sorted =
        awol_arena_alloc(&timeline->arena, timeline->series.n_spans * sizeof *sorted);
    if (sorted == NULL) {
        return awol_error_memory(opt_error);
    }
    size_t n = 0;
    for (size_t u = 0; u < timeline->n_units; u++) {
        for (size_t i = 0; i < timeline->units[u].n; i++) {
            sorted[n++] = &timeline->series.spans[timeline->units[u].first + i];
        }
    }
    qsort(sorted, n, sizeof *sorted, compare_start);
    timeline->shown_from = larger(timeline->record_from, timeline->from);
    timeline->shown_to = -larger(-timeline->record_to, -timeline->to);
    int64_t covered = timeline->shown_from;
    int64_t gap = 0;
    for (size_t i = 0; i < n && covered < timeline->shown_to; i++) {
        int64_t start = -larger(-sorted[i]->start, -timeline->shown_to);
        gap += larger(start - covered, 0);
        covered = larger(covered, sorted[i]->end);
    }
    gap += larger(timeline->shown_to - covered, 0);
    timeline->gap_days = (size_t)gap;
    return AWOL_OK;
}

/* ---- offers and circumstances ---------------------------------------------------------------- */

bool awol_timeline_is_weak(const struct awol_offer *offer)
{
    return !offer->use || !awol_offer_is_fittable(offer);
}

static int compare_events(const void *a, const void *b)
{
    const struct awol_timeline_event *x = a;
    const struct awol_timeline_event *y = b;
    int64_t p = x->offer->start_first;
    int64_t q = y->offer->start_first;
    if (p != q) {
        return p < q ? -1 : 1;
    }
    if (x->is_circumstance != y->is_circumstance) {
        return x->is_circumstance ? 1 : -1;
    }
    return strcmp(x->offer->id, y->offer->id);
}

static void add_events(struct awol_timeline *timeline, const struct awol_offers *offers,
                       bool are_circumstances)
{
    for (size_t i = 0; i < offers->n; i++) {
        const struct awol_offer *offer = &offers->offers[i];
        bool before = offer->start_first < timeline->from;
        bool lasts = offer->open ? !are_circumstances : offer->end >= timeline->from;
        if (offer->start_first >= timeline->to || (before && !lasts)) {
            continue;
        }
        timeline->events[timeline->n_events++] = (struct awol_timeline_event){
            .offer = offer,
            .is_circumstance = are_circumstances,
            .before = before,
            .name = offer->label != NULL && offer->label[0] != '\0' ? offer->label : offer->id,
        };
    }
}

static enum awol_status read_events(struct awol_timeline *timeline, struct awol_error *opt_error)
{
    const struct awol_table *offers = awol_stream_find(timeline->stream, "offers");
    const struct awol_table *others = awol_stream_find(timeline->stream, "circumstances");
    enum awol_status status = AWOL_OK;
    if (offers != NULL) {
        status = awol_offers_from_table(offers, AWOL_OFFERS, &timeline->offers, opt_error);
    }
    if (status == AWOL_OK && others != NULL) {
        status =
            awol_offers_from_table(others, AWOL_CIRCUMSTANCES, &timeline->circumstances, opt_error);
    }
    size_t n = timeline->offers.n + timeline->circumstances.n;
    if (status != AWOL_OK || n == 0) {
        return status;
    }
    timeline->events = awol_arena_alloc(&timeline->arena, n * sizeof *timeline->events);
    if (timeline->events == NULL) {
        return awol_error_memory(opt_error);
    }
    add_events(timeline, &timeline->offers, false);
    add_events(timeline, &timeline->circumstances, true);
    qsort(timeline->events, timeline->n_events, sizeof *timeline->events, compare_events);
    return AWOL_OK;
}

enum awol_status awol_timeline_init(struct awol_timeline *timeline,
                                    const struct awol_stream *stream,
                                    const struct awol_figure_settings *settings,
                                    struct awol_error *opt_error)
{
    *timeline = (struct awol_timeline){
        .stream = stream,
        .settings = settings,
        .colours = take_colours(&settings->theme),
        .basis = "",
    };
    awol_arena_init(&timeline->arena);
    enum awol_status status = read_series(timeline, opt_error);
    if (status == AWOL_OK) {
        status = set_window(timeline, opt_error);
    }
    if (status == AWOL_OK) {
        status = list_units(timeline, opt_error);
    }
    if (status == AWOL_OK) {
        status = count_gap_days(timeline, opt_error);
    }
    if (status == AWOL_OK) {
        status = read_events(timeline, opt_error);
    }
    if (status != AWOL_OK) {
        awol_timeline_release(timeline);
    }
    return status;
}

void awol_timeline_release(struct awol_timeline *timeline)
{
    awol_offers_release(&timeline->circumstances);
    awol_offers_release(&timeline->offers);
    awol_series_release(&timeline->series);
    awol_arena_release(&timeline->arena);
}
