/* A page of panels for authors of figures. Say what is to be drawn, in the units of the data and in
 * any order; awol_chart_write() then finds ranges, ticks, margins and lines of text, and writes
 * the script. Memory that runs out is kept and reported there.
 *
 *     struct awol_chart chart;
 *     awol_chart_init(&chart, stream, settings);
 *     struct awol_chart_panel panel = {.x = {.scale = AWOL_SCALE_DATES},
 *                                      .y = {.label = "men", .zero = true}};
 *     size_t p = awol_chart_add_panel(&chart, &panel);
 *     awol_chart_ribbon(&chart, p, AWOL_FIT, days, low, high, n);
 *     awol_chart_line(&chart, p, awol_chart_curve(&chart, 0), days, men, n);
 *     awol_chart_caption(&chart, awol_chart_word(&chart, "Band: 90 %% intervals."));
 *     status = awol_chart_write(&chart, script, opt_error);
 *     awol_chart_release(&chart);
 *
 * What is not known is NaN: a line breaks there, and nothing is drawn of an interval without ends.
 * An infinite end runs to the edge of its panel. All arrays and texts are copied. */
#ifndef AWOL_PLOT_CHART_H
#define AWOL_PLOT_CHART_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "base/stream.h"
#include "base/text.h"
#include "plot/figure.h"

enum awol_scale {
    AWOL_SCALE_LINEAR,
    AWOL_SCALE_LOG,   /* values above 0 */
    AWOL_SCALE_DATES, /* x only: day numbers (date/calendar.h); --from and --to cut it */
    AWOL_SCALE_ROWS   /* y only: 0 is the uppermost of n_rows names */
};

/* Texts in English where they are the figure's own: they are translated. NULL = none. */
struct awol_chart_axis {
    enum awol_scale scale;
    const char *label;
    bool zero;  /* linear: 0 belongs to the range */
    bool fixed; /* low and high are the ends; otherwise those of the data, with a little air */
    double low, high;
    const char *const *rows;  /* names, printed as they are */
    const char *const *right; /* texts beside the rows on the right; NULL = none */
    size_t n_rows;
};

struct awol_chart_panel {
    const char *opt_title; /* printed as it is: awol_chart_word() translates */
    struct awol_chart_axis x, y;
    double height; /* px that it likes to have; 0 = as usual, and as many as the rows need */
};

/* How a line or a mark is drawn. */
struct awol_stroke {
    enum awol_role role;
    int dash;     /* 1 solid, 2 dashed, 3 dotted, 4 dash-dot; 0 = solid */
    int point;    /* gnuplot's number; 0 = disc */
    double width; /* px; 0 = the theme's */
    double size;  /* of a mark; 0 = as usual */
};

struct awol_chart {
    struct awol_arena arena;
    const struct awol_stream *stream;
    const struct awol_figure_settings *settings;
    struct awol_chart_panel *panels;
    size_t n_panels;
    struct awol_chart_mark *marks; /* chart_mark.h */
    size_t n_marks;
    struct awol_text caption;
    const char *opt_title; /* instead of the campaign; --title stands over it */
    size_t columns;        /* panels beside each other; 1 unless the author says more */
    bool failed;
};

/* stream and settings must outlive the chart. */
void awol_chart_init(struct awol_chart *chart, const struct awol_stream *stream,
                     const struct awol_figure_settings *settings);
void awol_chart_release(struct awol_chart *chart);

/* awol_language_word() in the language of the figure. */
const char *awol_chart_word(const struct awol_chart *chart, const char *english)
    __attribute__((format_arg(2)));

/* A copy of a formatted text that lives as long as the chart; "" when out of memory. */
const char *awol_chart_format(struct awol_chart *chart, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The numbers of a column (NaN where missing, and where there is no such column), n_rows of them;
 * they live as long as the chart. AWOL_DATA with line and column for a cell that is no number. */
enum awol_status awol_chart_read(struct awol_chart *chart, const struct awol_table *table,
                                 const char *column, const double **ret_values,
                                 struct awol_error *opt_error);

/* The interval of a parameter in the fit (table parameters of the stream): infinite where the data
 * set no end; NaN both where there is no such parameter. */
enum awol_status awol_chart_parameter_interval(const struct awol_chart *chart, const char *name,
                                               double *ret_low, double *ret_high,
                                               struct awol_error *opt_error);

/* Returns the panel's number. Panels fill rows from the left. */
size_t awol_chart_add_panel(struct awol_chart *chart, const struct awol_chart_panel *panel);

/* Curve i: colour, dash and mark of its own. */
struct awol_stroke awol_chart_curve(size_t i);

/* ---- marks, from the back to the front in the order of the calls --------------------------- */

/* A line through (x, y); NaN breaks it. */
void awol_chart_line(struct awol_chart *chart, size_t panel, struct awol_stroke stroke,
                     const double *x, const double *y, size_t n);

/* A level y from `from` to `to`, joined to the next where that begins at its end. */
void awol_chart_steps(struct awol_chart *chart, size_t panel, struct awol_stroke stroke,
                      const double *from, const double *to, const double *y, size_t n);
void awol_chart_points(struct awol_chart *chart, size_t panel, struct awol_stroke stroke,
                       const double *x, const double *y, size_t n);

/* The area between two curves: an interval at every x. */
void awol_chart_ribbon(struct awol_chart *chart, size_t panel, enum awol_role role, const double *x,
                       const double *low, const double *high, size_t n);

/* Rectangles: an interval that holds from x_low to x_high; a bar from 0. */
void awol_chart_boxes(struct awol_chart *chart, size_t panel, enum awol_role role, double opacity,
                      const double *x_low, const double *x_high, const double *y_low,
                      const double *y_high, size_t n);

/* Lines from low to high along x at y (an uncertain date, an estimate in its row), and along y at
 * x. An end that is infinite gets an arrow: to the edge along x, a short one up from a lower bound.
 */
void awol_chart_spans_x(struct awol_chart *chart, size_t panel, struct awol_stroke stroke,
                        const double *low, const double *high, const double *y, size_t n);
void awol_chart_spans_y(struct awol_chart *chart, size_t panel, struct awol_stroke stroke,
                        const double *x, const double *low, const double *high, size_t n);

/* Hatching: what the record does not tell. Infinite ends are the panel's. */
void awol_chart_hatch(struct awol_chart *chart, size_t panel, double x_low, double x_high,
                      double y_low, double y_high);

/* A line across the panel where x, or y, has a value; text stands at its end, opt_text = none. */
void awol_chart_rule_x(struct awol_chart *chart, size_t panel, struct awol_stroke stroke, double x,
                       const char *opt_text);
void awol_chart_rule_y(struct awol_chart *chart, size_t panel, struct awol_stroke stroke, double y,
                       const char *opt_text);

/* Text at a place: left of it, around it, right of it. */
void awol_chart_text(struct awol_chart *chart, size_t panel, double x, double y,
                     enum awol_align align, const char *text);

/* The name of a curve, (x, y) being its last point: it stands there in the margin, or, where names
 * are too long for that, with a piece of the line below the panels. */
void awol_chart_name(struct awol_chart *chart, size_t panel, struct awol_stroke stroke, double x,
                     double y, const char *name);

/* ---- the page ------------------------------------------------------------------------------ */

/* Sentences below the figure; each call adds one. Say n, what is left out, and what bands are. */
void awol_chart_caption(struct awol_chart *chart, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The headers `source` of the stream, as the last sentence. */
void awol_chart_caption_sources(struct awol_chart *chart);

/* AWOL_DATA: a panel without a number to draw. AWOL_USAGE: the page is too small. */
enum awol_status awol_chart_write(struct awol_chart *chart, struct awol_script *script,
                                  struct awol_error *opt_error);

#endif
