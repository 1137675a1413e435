#include <math.h>

#include "plot/timeline_panel.h"

/* Limits of a fit may stretch an axis to this multiple of what was counted or fitted. */
#define LIMIT_STRETCH 1.6

/* ---- axes ------------------------------------------------------------------------------------ */

static double largest(const struct awol_timeline_span *span)
{
    double high = fmax(isnan(span->rate) ? 0.0 : span->rate,
                       isfinite(span->rate_high) ? span->rate_high : 0.0);
    return fmax(high, isnan(span->fitted) ? 0.0 : span->fitted);
}

void awol_timeline_unit_axis(struct awol_timeline *timeline, const struct awol_timeline_unit *unit,
                             double height, struct awol_number_axis *ret_axis)
{
    double high = 0.0;
    double limit = 0.0;
    double low = (double)INFINITY;
    for (size_t i = unit->first; i < unit->first + unit->n; i++) {
        const struct awol_timeline_span *span = &timeline->spans[i];
        if (!span->visible) {
            continue;
        }
        high = fmax(high, largest(span));
        limit = fmax(limit, isfinite(span->fitted_high) ? span->fitted_high : 0.0);
        double values[] = {span->rate, span->rate_low, span->fitted};
        for (size_t k = 0; k < sizeof values / sizeof *values; k++) {
            low = values[k] > 0.0 && values[k] < low ? values[k] : low;
        }
    }
    timeline->limits_cut = timeline->limits_cut || limit > LIMIT_STRETCH * high;
    high = fmax(high, fmin(limit, LIMIT_STRETCH * high));
    high = high > 0.0 ? high : 1.0;
    /* Room above for an arrow and a figure. */
    double room = 1.0 + fmin(0.6, 26.0 / height);
    if (timeline->settings->log_y) {
        low = isfinite(low) ? low / 2.0 : high / 10.0;
        awol_axis_log(low, high * pow(high / low, room - 1.0), height, timeline->settings->language,
                      ret_axis);
    } else {
        awol_axis_linear(0.0, high * room, height, 28.0, timeline->settings->language, ret_axis);
    }
}

/* ---- putting a panel together ---------------------------------------------------------------- */

void awol_layers_add(struct awol_layers *layers, struct awol_script *script,
                     const struct awol_rows *rows, struct awol_layer layer)
{
    if (rows->n > 0 && layers->n < AWOL_MAX_LAYERS) {
        layer.block = awol_script_block(script, rows->values, rows->n, rows->n_columns);
        layers->layers[layers->n++] = layer;
    }
}

static struct awol_layer boxes(const char *colour, double opacity, bool border)
{
    return (struct awol_layer){.kind = AWOL_LAYER_BOXES,
                               .colour = colour,
                               .opacity = opacity,
                               .border = border,
                               .width = 0.75};
}

static struct awol_layer uprights(const char *colour, double width, int dash)
{
    return (struct awol_layer){
        .kind = AWOL_LAYER_SEGMENTS, .colour = colour, .width = width, .dash = dash};
}

static struct awol_layer arrows(const char *colour)
{
    return (struct awol_layer){.kind = AWOL_LAYER_ARROWS, .colour = colour, .width = 1.0};
}

void awol_layers_add_marks(const struct awol_pen *pen, double size, struct awol_layers *layers,
                           struct awol_script *script)
{
    const struct awol_timeline_colours *colours = &pen->timeline->colours;
    const struct awol_marks *marks = pen->marks;
    awol_layers_add(layers, script, &marks->gaps, boxes(colours->gap, 1.0, false));
    awol_layers_add(layers, script, &marks->shades, boxes(colours->shade, 0.16, false));
    awol_layers_add(layers, script, &marks->circumstances, uprights(colours->circumstance, 0.6, 3));
    awol_layers_add(layers, script, &marks->deadlines, uprights(colours->offer, 0.8, 2));
    awol_layers_add(layers, script, &marks->weak_offers, uprights(colours->offer, 0.8, 4));
    awol_layers_add(layers, script, &marks->offers, uprights(colours->offer, 1.2, 1));
    awol_layers_add(layers, script, &marks->ribbon, boxes(colours->fit, 0.25, false));
    awol_layers_add(layers, script, &marks->rival_ranges, boxes(colours->rival, 0.0, true));
    awol_layers_add(layers, script, &marks->rival_lines, AWOL_LINES(colours->rival, 1.0, 1));
    awol_layers_add(layers, script, &marks->rival_arrows, arrows(colours->rival));
    awol_layers_add(layers, script, &marks->fills, boxes(colours->count_fill, 0.13, false));
    awol_layers_add(layers, script, &marks->ranges, boxes(colours->count_fill, 0.13, true));
    awol_layers_add(layers, script, &marks->stems, uprights(colours->ink, 0.6, 1));
    awol_layers_add(layers, script, &marks->fitted, AWOL_LINES(colours->fit, 2.2, 1));
    awol_layers_add(layers, script, &marks->lines, AWOL_LINES(colours->ink, 1.6, 1));
    awol_layers_add(layers, script, &marks->about_lines, AWOL_LINES(colours->ink, 1.6, 2));
    awol_layers_add(layers, script, &marks->arrows, arrows(colours->ink));
    awol_layers_add(layers, script, &marks->rival_points, AWOL_POINTS(colours->rival, 6, size));
    awol_layers_add(layers, script, &marks->open_points, AWOL_POINTS(colours->ink, 6, size));
    awol_layers_add(layers, script, &marks->points, AWOL_POINTS(colours->ink, 7, size));
    awol_layers_add(layers, script, &marks->base, AWOL_LINES(colours->axis, 0.75, 1));
}

/* Many points are drawn small. */
static double point_size(const struct awol_timeline *timeline,
                         const struct awol_timeline_unit *unit, const struct awol_panel *panel)
{
    size_t n = 0;
    for (size_t i = unit->first; i < unit->first + unit->n; i++) {
        n += timeline->spans[i].visible;
    }
    double room = (panel->right - panel->left) / (double)(n + 1);
    return fmin(0.55, fmax(0.22, room / 12.0));
}

enum awol_status awol_timeline_draw_unit(struct awol_timeline *timeline,
                                         const struct awol_timeline_unit *unit,
                                         const struct awol_panel *panel, struct awol_script *script,
                                         struct awol_error *opt_error)
{
    struct awol_marks marks;
    awol_marks_init(&marks);
    struct awol_pen pen = {timeline, panel, &marks};
    awol_pen_gaps(&pen, unit);
    awol_pen_events(&pen);
    awol_pen_fit(&pen, unit);
    for (size_t i = unit->first; i < unit->first + unit->n; i++) {
        if (timeline->spans[i].visible) {
            awol_pen_span(&pen, &timeline->spans[i]);
        }
    }
    awol_pen_line(&pen, &marks.base, panel->x_min, panel->x_max, panel->y_min);
    if (marks.failed) {
        return awol_error_memory(opt_error);
    }
    awol_pen_figures(&pen, unit, script);
    struct awol_layers layers = {.n = 0};
    awol_layers_add_marks(&pen, point_size(timeline, unit, panel), &layers, script);
    awol_script_plot(script, layers.layers, layers.n);
    return AWOL_OK;
}
