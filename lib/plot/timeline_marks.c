#include <math.h>

#include "plot/timeline_panel.h"

/* A span narrower than this on the page, px, is drawn as a point. */
#define POINT_WIDTH 5.0

double awol_panel_height(const struct awol_panel *panel, double y)
{
    double share =
        panel->log_y ? log(fmax(y, panel->y_min) / panel->y_min) / log(panel->y_max / panel->y_min)
                     : (y - panel->y_min) / (panel->y_max - panel->y_min);
    return share * (panel->bottom - panel->top);
}

/* The value `px` above y, kept within the panel. */
double awol_panel_shift(const struct awol_panel *panel, double y, double px)
{
    double share = (awol_panel_height(panel, y) + px) / (panel->bottom - panel->top);
    share = fmin(fmax(share, 0.0), 1.0);
    return panel->log_y ? panel->y_min * pow(panel->y_max / panel->y_min, share)
                        : panel->y_min + share * (panel->y_max - panel->y_min);
}

double awol_panel_clamp(const struct awol_panel *panel, double y)
{
    return fmin(fmax(y, panel->y_min), panel->y_max);
}

double awol_panel_seconds_per_px(const struct awol_panel *panel)
{
    return (panel->x_max - panel->x_min) / (panel->right - panel->left);
}

bool awol_timeline_is_point(const struct awol_timeline_span *span, const struct awol_panel *panel)
{
    return span->days <= 1.0 ||
           span->days * 86400.0 / awol_panel_seconds_per_px(panel) < POINT_WIDTH;
}

double awol_timeline_middle(const struct awol_timeline_span *span)
{
    return 0.5 * (awol_axis_seconds(span->span->start) + awol_axis_seconds(span->span->end));
}

void awol_marks_init(struct awol_marks *marks)
{
    *marks = (struct awol_marks){.failed = false};
    struct awol_rows *four[] = {&marks->gaps,     &marks->shades,        &marks->ribbon,
                                &marks->fills,    &marks->ranges,        &marks->rival_ranges,
                                &marks->stems,    &marks->arrows,        &marks->rival_arrows,
                                &marks->offers,   &marks->circumstances, &marks->weak_offers,
                                &marks->deadlines};
    struct awol_rows *two[] = {&marks->fitted,       &marks->lines,  &marks->about_lines,
                               &marks->rival_lines,  &marks->points, &marks->open_points,
                               &marks->rival_points, &marks->base};
    for (size_t i = 0; i < sizeof four / sizeof *four; i++) {
        four[i]->n_columns = 4;
    }
    for (size_t i = 0; i < sizeof two / sizeof *two; i++) {
        two[i]->n_columns = 2;
    }
}

void awol_pen_add4(struct awol_pen *pen, struct awol_rows *rows, double a, double b, double c,
                   double d)
{
    double values[] = {a, b, c, d};
    pen->marks->failed |= !awol_rows_append(&pen->timeline->arena, rows, values);
}

void awol_pen_add2(struct awol_pen *pen, struct awol_rows *rows, double a, double b)
{
    double values[] = {a, b};
    pen->marks->failed |= !awol_rows_append(&pen->timeline->arena, rows, values);
}

void awol_pen_line(struct awol_pen *pen, struct awol_rows *rows, double from, double to, double y)
{
    awol_pen_add2(pen, rows, from, y);
    awol_pen_add2(pen, rows, to, y);
    awol_pen_add2(pen, rows, (double)NAN, (double)NAN);
}

/* Times outside the window are cut off, so that nothing hangs beside the panel. */
double awol_pen_within(const struct awol_pen *pen, double seconds)
{
    return fmin(fmax(seconds, pen->panel->x_min), pen->panel->x_max);
}

static void add_range(struct awol_pen *pen, const struct awol_timeline_span *span, double from,
                      double to, bool point)
{
    const struct awol_panel *panel = pen->panel;
    double low = awol_panel_clamp(panel, span->rate_low);
    double high = awol_panel_clamp(panel, span->rate_high);
    double half = 2.5 * awol_panel_seconds_per_px(panel);
    if (point) {
        from = awol_timeline_middle(span) - half;
        to = awol_timeline_middle(span) + half;
    }
    awol_pen_add4(pen, span->span->preferred ? &pen->marks->ranges : &pen->marks->rival_ranges,
                  from, to, low, high);
}

static void add_level(struct awol_pen *pen, const struct awol_timeline_span *span, double from,
                      double to, bool point)
{
    struct awol_marks *marks = pen->marks;
    bool rival = !span->span->preferred;
    bool about = span->span->count.kind == AWOL_KIND_ABOUT;
    double y = awol_panel_clamp(pen->panel, span->rate);
    if (point) {
        awol_pen_add2(pen,
                      rival   ? &marks->rival_points
                      : about ? &marks->open_points
                              : &marks->points,
                      awol_timeline_middle(span), y);
        if (!rival) {
            awol_pen_add4(pen, &marks->stems, awol_timeline_middle(span), pen->panel->y_min, 0.0,
                          y - pen->panel->y_min);
        }
        return;
    }
    awol_pen_line(pen,
                  rival   ? &marks->rival_lines
                  : about ? &marks->about_lines
                          : &marks->lines,
                  from, to, y);
    if (!rival && !pen->panel->log_y) {
        awol_pen_add4(pen, &marks->fills, from, to, pen->panel->y_min, y);
    }
}

static void add_bound(struct awol_pen *pen, const struct awol_timeline_span *span)
{
    enum awol_kind kind = span->span->count.kind;
    if (kind != AWOL_KIND_AT_LEAST && kind != AWOL_KIND_AT_MOST) {
        return;
    }
    const struct awol_panel *panel = pen->panel;
    double y = awol_panel_clamp(panel, span->rate);
    double down = fmin(AWOL_ARROW, awol_panel_height(panel, y));
    double end = awol_panel_shift(panel, y, kind == AWOL_KIND_AT_LEAST ? AWOL_ARROW : -down);
    awol_pen_add4(pen, span->span->preferred ? &pen->marks->arrows : &pen->marks->rival_arrows,
                  awol_timeline_middle(span), y, 0.0, end - y);
}

void awol_pen_span(struct awol_pen *pen, const struct awol_timeline_span *span)
{
    double from = awol_pen_within(pen, awol_axis_seconds(span->span->start));
    double to = awol_pen_within(pen, awol_axis_seconds(span->span->end));
    bool point = awol_timeline_is_point(span, pen->panel);
    bool ranged = isfinite(span->rate_high) && span->rate_high > span->rate_low &&
                  span->span->count.kind != AWOL_KIND_AT_MOST;
    if (ranged) {
        add_range(pen, span, from, to, point);
    }
    if (!isnan(span->rate)) {
        add_level(pen, span, from, to, point);
        add_bound(pen, span);
    }
}

/* ---- the fit --------------------------------------------------------------------------------- */

/* The next span of the unit that is drawn as fitted, NULL if there is none. */
static const struct awol_timeline_span *next_fitted(const struct awol_timeline *timeline,
                                                    const struct awol_timeline_unit *unit,
                                                    size_t index)
{
    for (size_t i = index + 1; i < unit->first + unit->n; i++) {
        if (timeline->spans[i].leaf && !isnan(timeline->spans[i].fitted)) {
            return &timeline->spans[i];
        }
    }
    return NULL;
}

void awol_pen_fit(struct awol_pen *pen, const struct awol_timeline_unit *unit)
{
    const struct awol_timeline_span *before = NULL;
    for (size_t i = unit->first; i < unit->first + unit->n; i++) {
        const struct awol_timeline_span *span = &pen->timeline->spans[i];
        if (!span->visible || !span->leaf || isnan(span->fitted)) {
            continue;
        }
        double from = awol_pen_within(pen, awol_axis_seconds(span->span->start));
        double to = awol_pen_within(pen, awol_axis_seconds(span->span->end));
        double half = 3.5 * awol_panel_seconds_per_px(pen->panel);
        bool alone = false;
        const struct awol_timeline_span *next = next_fitted(pen->timeline, unit, i);
        bool joined = (before != NULL && before->span->end == span->span->start) ||
                      (next != NULL && next->span->start == span->span->end);
        alone = to - from < 2.0 * half && !joined;
        if (alone) {
            /* Too narrow to be seen: a short dash across the time. */
            double at = 0.5 * (from + to);
            from = awol_pen_within(pen, at - half);
            to = awol_pen_within(pen, at + half);
        }
        if (before != NULL && before->span->end != span->span->start) {
            awol_pen_add2(pen, &pen->marks->fitted, (double)NAN, (double)NAN);
        }
        awol_pen_add2(pen, &pen->marks->fitted, from, awol_panel_clamp(pen->panel, span->fitted));
        awol_pen_add2(pen, &pen->marks->fitted, to, awol_panel_clamp(pen->panel, span->fitted));
        if (isfinite(span->fitted_low) && isfinite(span->fitted_high)) {
            from = alone ? 0.5 * (from + to) - 0.5 * half : from;
            to = alone ? from + half : to;
            awol_pen_add4(pen, &pen->marks->ribbon, from, to,
                          awol_panel_clamp(pen->panel, span->fitted_low),
                          awol_panel_clamp(pen->panel, span->fitted_high));
        }
        before = span;
    }
}

/* ---- gaps, offers, circumstances ------------------------------------------------------------- */

static void add_gap(struct awol_pen *pen, int64_t from, int64_t to)
{
    double a = awol_pen_within(pen, awol_axis_seconds(from));
    double b = awol_pen_within(pen, awol_axis_seconds(to));
    if (b > a) {
        awol_pen_add4(pen, &pen->marks->gaps, a, b, pen->panel->y_min, pen->panel->y_max);
    }
}

/* Spans of one unit are sorted by start. */
void awol_pen_gaps(struct awol_pen *pen, const struct awol_timeline_unit *unit)
{
    int64_t covered = pen->timeline->record_from;
    for (size_t i = unit->first; i < unit->first + unit->n; i++) {
        const struct awol_series_span *span = pen->timeline->spans[i].span;
        if (span->start > covered) {
            add_gap(pen, covered, span->start);
        }
        covered = span->end > covered ? span->end : covered;
    }
    if (covered < pen->timeline->record_to) {
        add_gap(pen, covered, pen->timeline->record_to);
    }
}

static void add_upright(struct awol_pen *pen, struct awol_rows *rows, double seconds)
{
    const struct awol_panel *panel = pen->panel;
    if (seconds >= panel->x_min && seconds <= panel->x_max) {
        awol_pen_add4(pen, rows, seconds, panel->y_min, 0.0, panel->y_max - panel->y_min);
    }
}

void awol_pen_events(struct awol_pen *pen)
{
    struct awol_marks *marks = pen->marks;
    for (size_t i = 0; i < pen->timeline->n_events; i++) {
        const struct awol_timeline_event *event = &pen->timeline->events[i];
        const struct awol_offer *offer = event->offer;
        double start = awol_axis_seconds(offer->start_first);
        if (event->is_circumstance) {
            add_upright(pen, &marks->circumstances, start);
            continue;
        }
        bool weak = awol_timeline_is_weak(offer);
        add_upright(pen, weak ? &marks->weak_offers : &marks->offers, start);
        if (!offer->open && !weak) {
            double end = awol_axis_seconds(offer->end + 1);
            awol_pen_add4(pen, &marks->shades, awol_pen_within(pen, start),
                          awol_pen_within(pen, end), pen->panel->y_min, pen->panel->y_max);
            add_upright(pen, &marks->deadlines, end);
        }
    }
}
