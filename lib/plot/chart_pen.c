#include "plot/chart_pen.h"

#include <math.h>

const char *awol_chart_colour(const struct awol_chart *chart, enum awol_role role)
{
    return chart->settings->theme.colours[role];
}

struct awol_line_style awol_chart_line_style(const struct awol_chart *chart,
                                             struct awol_stroke stroke)
{
    return (struct awol_line_style){.colour = awol_chart_colour(chart, stroke.role),
                                    .width = stroke.width > 0.0 ? stroke.width
                                                                : chart->settings->theme.line,
                                    .dash = stroke.dash > 0 ? stroke.dash : 1};
}

/* ---- geometry -------------------------------------------------------------------------------- */

double awol_chart_within(double value, double a, double b)
{
    return fmin(fmax(value, fmin(a, b)), fmax(a, b));
}

bool awol_chart_is_within(double value, double a, double b)
{
    return value >= fmin(a, b) && value <= fmax(a, b);
}

double awol_chart_pen_clamp_x(const struct awol_chart_pen *pen, double x)
{
    double value = awol_chart_within(x, pen->frame->x_low, pen->frame->x_high);
    return pen->spec->x.scale == AWOL_SCALE_DATES ? awol_axis_seconds(1) * value : value;
}

double awol_chart_pen_clamp_y(const struct awol_chart_pen *pen, double y)
{
    return awol_chart_within(y, pen->frame->y_low, pen->frame->y_high);
}

double awol_chart_pen_line_x(const struct awol_chart_pen *pen, double x)
{
    return !isfinite(x)                             ? awol_chart_pen_clamp_x(pen, x)
           : pen->spec->x.scale == AWOL_SCALE_DATES ? awol_axis_seconds(1) * x
                                                    : x;
}

double awol_chart_pen_px_of_y(const struct awol_chart_pen *pen, double y)
{
    const struct awol_panel *panel = &pen->frame->panel;
    double share = panel->log_y ? log(y / panel->y_min) / log(panel->y_max / panel->y_min)
                                : (y - panel->y_min) / (panel->y_max - panel->y_min);
    return panel->bottom - share * (panel->bottom - panel->top);
}

double awol_chart_pen_x_of_px(const struct awol_chart_pen *pen, double px)
{
    const struct awol_panel *panel = &pen->frame->panel;
    double share = (px - panel->left) / (panel->right - panel->left);
    return panel->log_x ? panel->x_min * pow(panel->x_max / panel->x_min, share)
                        : panel->x_min + share * (panel->x_max - panel->x_min);
}

double awol_chart_pen_y_of_px(const struct awol_chart_pen *pen, double px)
{
    const struct awol_panel *panel = &pen->frame->panel;
    double share = (panel->bottom - px) / (panel->bottom - panel->top);
    return panel->log_y ? panel->y_min * pow(panel->y_max / panel->y_min, share)
                        : panel->y_min + share * (panel->y_max - panel->y_min);
}

/* ---- layers ---------------------------------------------------------------------------------- */

void awol_chart_pen_layer(struct awol_chart_pen *pen, struct awol_layer layer, const double *values,
                          size_t n, size_t n_columns)
{
    if (n > 0) {
        layer.block = awol_script_block(pen->script, values, n, n_columns);
        pen->layers[pen->n++] = layer;
    }
}

double *awol_chart_pen_rows(struct awol_chart_pen *pen, size_t n, size_t n_columns)
{
    double *rows = awol_arena_alloc(&pen->chart->arena, (n + 1) * n_columns * sizeof *rows);
    pen->chart->failed = pen->chart->failed || rows == NULL;
    return rows;
}
