/* Marks of one panel of the figure `timeline`, gathered before they are drawn from the back to the
 * front. */
#ifndef AWOL_PLOT_TIMELINE_PANEL_H
#define AWOL_PLOT_TIMELINE_PANEL_H

#include "plot/timeline.h"

/* Length of the arrows of bounds, px. */
#define AWOL_ARROW 11.0

/* ---- geometry ------------------------------------------------------------------------------ */

/* Height of a value above the foot of its panel, px. */
double awol_panel_height(const struct awol_panel *panel, double y);

/* The value that lies `px` above y, kept within the panel. */
double awol_panel_shift(const struct awol_panel *panel, double y, double px);

/* The value, or the edge of the panel beyond which it lies. */
double awol_panel_clamp(const struct awol_panel *panel, double y);
double awol_panel_seconds_per_px(const struct awol_panel *panel);

/* True for a day, and for a time too short to be seen as one. */
bool awol_timeline_is_point(const struct awol_timeline_span *span, const struct awol_panel *panel);

/* The middle of a span, seconds. */
double awol_timeline_middle(const struct awol_timeline_span *span);

/* ---- marks --------------------------------------------------------------------------------- */

struct awol_marks {
    struct awol_rows gaps;
    struct awol_rows shades;
    struct awol_rows offers;
    struct awol_rows weak_offers;
    struct awol_rows deadlines;
    struct awol_rows circumstances;
    struct awol_rows ribbon;
    struct awol_rows fitted;
    struct awol_rows fills;
    struct awol_rows ranges;
    struct awol_rows rival_ranges;
    struct awol_rows stems;
    struct awol_rows lines;
    struct awol_rows about_lines;
    struct awol_rows rival_lines;
    struct awol_rows points;
    struct awol_rows open_points;
    struct awol_rows rival_points;
    struct awol_rows arrows;
    struct awol_rows rival_arrows;
    struct awol_rows base;
    bool failed;
};

void awol_marks_init(struct awol_marks *marks);

struct awol_pen {
    struct awol_timeline *timeline;
    const struct awol_panel *panel;
    struct awol_marks *marks;
};

/* One row of four or two numbers; failures are kept in marks->failed. */
void awol_pen_add4(struct awol_pen *pen, struct awol_rows *rows, double a, double b, double c,
                   double d);
void awol_pen_add2(struct awol_pen *pen, struct awol_rows *rows, double a, double b);

/* A level from one time to another. */
void awol_pen_line(struct awol_pen *pen, struct awol_rows *rows, double from, double to, double y);

/* A time, or the edge of the panel beyond which it lies. */
double awol_pen_within(const struct awol_pen *pen, double seconds);

void awol_pen_span(struct awol_pen *pen, const struct awol_timeline_span *span);
void awol_pen_fit(struct awol_pen *pen, const struct awol_timeline_unit *unit);
void awol_pen_gaps(struct awol_pen *pen, const struct awol_timeline_unit *unit);
void awol_pen_events(struct awol_pen *pen);

/* Numbers of men at the marks of a unit, where there is room for them. */
void awol_pen_figures(const struct awol_pen *pen, const struct awol_timeline_unit *unit,
                      struct awol_script *script);

/* ---- layers -------------------------------------------------------------------------------- */

#define AWOL_MAX_LAYERS 48

struct awol_layers {
    struct awol_layer layers[AWOL_MAX_LAYERS];
    size_t n;
};

/* A layer of these rows, if there are any. */
void awol_layers_add(struct awol_layers *layers, struct awol_script *script,
                     const struct awol_rows *rows, struct awol_layer layer);

/* All marks, from the back to the front; `size` is that of points. */
void awol_layers_add_marks(const struct awol_pen *pen, double size, struct awol_layers *layers,
                           struct awol_script *script);

#define AWOL_LINES(c, w, d)                                                                        \
    (struct awol_layer)                                                                            \
    {                                                                                              \
        .kind = AWOL_LAYER_LINES, .colour = (c), .width = (w), .dash = (d)                         \
    }
#define AWOL_POINTS(c, p, s)                                                                       \
    (struct awol_layer)                                                                            \
    {                                                                                              \
        .kind = AWOL_LAYER_POINTS, .colour = (c), .point = (p), .size = (s)                        \
    }

#endif
