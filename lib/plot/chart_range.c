/* What the axes of a panel reach from and to. */
#include <math.h>
#include <string.h>

#include "plot/chart_mark.h"

#define LARGEST 1e300
#define MOST_RATIO 1e100
#define MOST_DAYS 1e7

static void widen(double value, bool is_log, double *low, double *high)
{
    bool drawn = is_log ? value >= 1.0 / MOST_RATIO && value <= MOST_RATIO : fabs(value) <= LARGEST;
    if (drawn) {
        *low = fmin(*low, value);
        *high = fmax(*high, value);
    }
}

/* A row counts for y only where some of it lies in the range of x. */
static bool is_in_window(const char *axes, const double *row, const struct awol_chart_frame *frame)
{
    bool has_x = false;
    double low = (double)INFINITY;
    double high = -(double)INFINITY;
    for (size_t i = 0; axes[i] != '\0'; i++) {
        if (axes[i] == 'x' && !isnan(row[i])) {
            has_x = true;
            low = fmin(low, row[i]);
            high = fmax(high, row[i]);
        }
    }
    return !has_x || (low <= frame->x_high && high >= frame->x_low);
}

static void find_range(const struct awol_chart *chart, size_t panel, char axis, bool is_log,
                       const struct awol_chart_frame *frame, double *low, double *high)
{
    *low = (double)INFINITY;
    *high = -(double)INFINITY;
    for (size_t m = 0; m < chart->n_marks; m++) {
        const struct awol_chart_mark *mark = &chart->marks[m];
        const char *axes = awol_chart_mark_axes(mark->kind);
        size_t n_columns = strlen(axes);
        if (mark->panel != panel) {
            continue;
        }
        for (size_t row = 0; row < mark->n; row++) {
            const double *values = mark->values + row * n_columns;
            if (axis == 'y' && !is_in_window(axes, values, frame)) {
                continue;
            }
            for (size_t i = 0; i < n_columns; i++) {
                if (axes[i] == axis) {
                    widen(values[i], is_log, low, high);
                }
            }
        }
    }
}

/* The range of the data with a little air around it. */
static enum awol_status set_range(const struct awol_chart *chart, size_t panel, char axis,
                                  const struct awol_chart_axis *spec,
                                  struct awol_chart_frame *frame, double *ret_low, double *ret_high,
                                  struct awol_error *opt_error)
{
    bool is_log = spec->scale == AWOL_SCALE_LOG;
    double low;
    double high;
    if (spec->scale == AWOL_SCALE_ROWS) {
        /* The first row stands above the others. */
        *ret_low = (double)spec->n_rows - 0.5;
        *ret_high = -0.5;
        return AWOL_OK;
    }
    if (spec->fixed) {
        *ret_low = spec->low;
        *ret_high = spec->high;
        return AWOL_OK;
    }
    find_range(chart, panel, axis, is_log, frame, &low, &high);
    if (spec->zero && !is_log) {
        low = fmin(low, 0.0);
        high = fmax(high, 0.0);
    }
    if (!(low <= high)) {
        return awol_error_at(opt_error, chart->stream->source, (struct awol_place){0, 0},
                             "there is no number to draw: all are missing, infinite%s",
                             is_log ? ", or not above zero on a logarithmic axis" : "");
    }
    if (is_log) {
        double air = fmax(1.08, pow(high / low, 0.04));
        *ret_low = low / air;
        *ret_high = high * air;
        return AWOL_OK;
    }
    double width = high - low;
    double least = 1e-6 * fmax(fabs(low), fabs(high));
    double air = width > least ? 0.04 * width : fmax(fmax(0.5 * least, 0.1 * fabs(high)), 1e-300);
    air = width <= least && high == 0.0 ? 1.0 : air;
    *ret_low = spec->zero && low == 0.0 ? 0.0 : low - air;
    *ret_high = spec->zero && high == 0.0 && low < 0.0 ? 0.0 : high + air;
    return AWOL_OK;
}

static enum awol_status set_window(const struct awol_chart *chart, size_t panel,
                                   const struct awol_chart_axis *spec,
                                   struct awol_chart_frame *frame, struct awol_error *opt_error)
{
    const struct awol_figure_settings *settings = chart->settings;
    double low = (double)NAN;
    double high = (double)NAN;
    enum awol_status status = set_range(chart, panel, 'x', spec, frame, &low, &high, opt_error);
    if (status != AWOL_OK || spec->scale != AWOL_SCALE_DATES) {
        frame->x_low = low;
        frame->x_high = high;
        return status;
    }
    low = settings->has_from ? (double)settings->from : floor(low);
    high = settings->has_to ? (double)settings->to + 1.0 : ceil(high);
    if (!(low < high)) {
        return awol_error_set(opt_error, AWOL_USAGE, "the time to be drawn ends before it begins");
    }
    if (fabs(low) > MOST_DAYS || fabs(high) > MOST_DAYS) {
        return awol_error_at(opt_error, chart->stream->source, (struct awol_place){0, 0},
                             "dates further away than %.0f years cannot be drawn",
                             floor(MOST_DAYS / 365.25));
    }
    frame->x_low = low;
    frame->x_high = high;
    return AWOL_OK;
}

enum awol_status awol_chart_set_ranges(const struct awol_chart *chart, struct awol_chart_page *page,
                                       struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    for (size_t p = 0; p < chart->n_panels && status == AWOL_OK; p++) {
        const struct awol_chart_panel *panel = &chart->panels[p];
        struct awol_chart_frame *frame = &page->frames[p];
        status = set_window(chart, p, &panel->x, frame, opt_error);
        if (status == AWOL_OK) {
            status = set_range(chart, p, 'y', &panel->y, frame, &frame->y_low, &frame->y_high,
                               opt_error);
        }
    }
    return status;
}
