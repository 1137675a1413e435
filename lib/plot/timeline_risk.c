#include <math.h>

#include "plot/timeline_panel.h"

void awol_timeline_risk_axis(const struct awol_timeline *timeline, double height,
                             struct awol_number_axis *ret_axis)
{
    double high = 0.0;
    double low = (double)INFINITY;
    for (size_t i = 0; i < timeline->series.n_spans; i++) {
        double men = timeline->spans[i].span->at_risk;
        if (timeline->spans[i].visible && men > 0.0) {
            high = fmax(high, men);
            low = fmin(low, men);
        }
    }
    if (isfinite(low) && high > 20.0 * low) {
        awol_axis_log(low / 1.5, high * 1.5, height, timeline->settings->language, ret_axis);
    } else {
        awol_axis_linear(0.0, (high > 0.0 ? high : 1.0) * 1.15, height, 28.0,
                         timeline->settings->language, ret_axis);
    }
}

struct risk {
    struct awol_rows line;
    struct awol_rows links;
    struct awol_rows points;
    double last;
};

/* A stretch too short to be seen gets a dot. */
static void add_dot(struct awol_pen *pen, struct risk *risk, double from, double to)
{
    if (!isnan(risk->last) && to - from < 4.0 * awol_panel_seconds_per_px(pen->panel)) {
        awol_pen_add2(pen, &risk->points, 0.5 * (from + to), risk->last);
    }
}

/* Steps where men were counted; a thin broken line across the times between. */
static void add_risk(struct awol_pen *pen, const struct awol_timeline_unit *unit, struct risk *risk)
{
    int64_t covered = INT64_MIN;
    double x = 0.0;
    double began = 0.0;
    *risk = (struct risk){.line = {.n_columns = 2},
                          .links = {.n_columns = 2},
                          .points = {.n_columns = 2},
                          .last = (double)NAN};
    for (size_t i = unit->first; i < unit->first + unit->n; i++) {
        const struct awol_timeline_span *span = &pen->timeline->spans[i];
        if (!span->visible || !span->leaf || isnan(span->span->at_risk)) {
            continue;
        }
        double from = awol_pen_within(pen, awol_axis_seconds(span->span->start));
        double to = awol_pen_within(pen, awol_axis_seconds(span->span->end));
        double men = awol_panel_clamp(pen->panel, span->span->at_risk);
        bool begins = isnan(risk->last) || span->span->start > covered;
        if (begins) {
            add_dot(pen, risk, began, x);
            began = from;
        }
        if (begins && !isnan(risk->last)) {
            awol_pen_add2(pen, &risk->line, (double)NAN, (double)NAN);
            awol_pen_add2(pen, &risk->links, x, risk->last);
            awol_pen_add2(pen, &risk->links, from, risk->last);
            awol_pen_add2(pen, &risk->links, from, men);
            awol_pen_add2(pen, &risk->links, (double)NAN, (double)NAN);
        }
        awol_pen_add2(pen, &risk->line, from, men);
        awol_pen_add2(pen, &risk->line, to, men);
        covered = span->span->end;
        x = to;
        risk->last = men;
    }
    add_dot(pen, risk, began, x);
}

/* Letters at the right end, moved apart. */
static void label_risks(const struct awol_pen *pen, const struct risk *risks,
                        struct awol_script *script)
{
    double taken[AWOL_TIMELINE_MAX_UNITS];
    size_t n = 0;
    for (size_t u = 0; u < pen->timeline->n_units; u++) {
        if (isnan(risks[u].last)) {
            continue;
        }
        double y = pen->panel->bottom - awol_panel_height(pen->panel, risks[u].last);
        double gap = AWOL_TIMELINE_TEXT(pen->timeline);
        for (size_t i = 0; i < n; i++) {
            if (fabs(taken[i] - y) < gap - 0.01) {
                y = taken[i] + gap;
                i = SIZE_MAX; /* look again at all of them */
            }
        }
        taken[n++] = y;
        char text[4] = {'(', (char)('a' + (int)u), ')', '\0'};
        struct awol_label_style style = {.size = AWOL_TIMELINE_TEXT(pen->timeline),
                                         .colour = pen->timeline->colours.ink};
        struct awol_point at = {pen->panel->right + 4.0, y, false, false};
        awol_script_label(script, at, text, &style);
    }
}

enum awol_status awol_timeline_draw_risk(struct awol_timeline *timeline,
                                         const struct awol_panel *panel, struct awol_script *script,
                                         struct awol_error *opt_error)
{
    struct awol_marks marks;
    awol_marks_init(&marks);
    struct awol_pen pen = {timeline, panel, &marks};
    struct risk risks[AWOL_TIMELINE_MAX_UNITS];
    awol_pen_events(&pen);
    awol_pen_line(&pen, &marks.base, panel->x_min, panel->x_max, panel->y_min);
    for (size_t u = 0; u < timeline->n_units; u++) {
        add_risk(&pen, &timeline->units[u], &risks[u]);
    }
    if (marks.failed) {
        return awol_error_memory(opt_error);
    }
    if (timeline->n_units > 1) {
        label_risks(&pen, risks, script);
    }
    struct awol_layers layers = {.n = 0};
    awol_layers_add_marks(&pen, 0.4, &layers, script);
    for (size_t u = 0; u < timeline->n_units; u++) {
        const char *ink = timeline->colours.ink;
        awol_layers_add(&layers, script, &risks[u].links, AWOL_LINES(ink, 0.5, 3));
        awol_layers_add(&layers, script, &risks[u].line, AWOL_LINES(ink, 1.4, 1));
        awol_layers_add(&layers, script, &risks[u].points, AWOL_POINTS(ink, 7, 0.3));
    }
    awol_script_plot(script, layers.layers, layers.n);
    return AWOL_OK;
}
