/* A panel of a chart while it is drawn: private to chart_draw.c, chart_pen.c, chart_marks.c and
 * chart_texts.c. */
#ifndef AWOL_PLOT_CHART_PEN_H
#define AWOL_PLOT_CHART_PEN_H

#include "plot/chart_mark.h"

/* One panel while its marks become layers. */
struct awol_chart_pen {
    struct awol_chart *chart;
    const struct awol_chart_page *page;
    const struct awol_chart_panel *spec;
    const struct awol_chart_frame *frame;
    struct awol_script *script;
    struct awol_layer *layers;
    size_t n;
};

/* A place on the page, px from its upper left corner. */
static inline struct awol_point awol_chart_on_page(double x, double y)
{
    return (struct awol_point){x, y, false, false};
}

const char *awol_chart_colour(const struct awol_chart *chart, enum awol_role role);
struct awol_line_style awol_chart_line_style(const struct awol_chart *chart,
                                             struct awol_stroke stroke);

/* ---- chart_pen.c: geometry ------------------------------------------------------------------ */

/* The nearest value between a and b, which may come in either order; whether it lies there. */
double awol_chart_within(double value, double a, double b);
bool awol_chart_is_within(double value, double a, double b);

/* A value as the axes of the script have it, kept within them: days are seconds there. */
double awol_chart_pen_clamp_x(const struct awol_chart_pen *pen, double x);
double awol_chart_pen_clamp_y(const struct awol_chart_pen *pen, double y);

/* Lines run on beyond the panel, where the script cuts them. */
double awol_chart_pen_line_x(const struct awol_chart_pen *pen, double x);

/* Between the axes and the page. */
double awol_chart_pen_px_of_y(const struct awol_chart_pen *pen, double y);
double awol_chart_pen_x_of_px(const struct awol_chart_pen *pen, double px);
double awol_chart_pen_y_of_px(const struct awol_chart_pen *pen, double px);

/* Room for n rows and one more, in the chart's arena; NULL when out of memory, which is kept in the
 * chart. */
double *awol_chart_pen_rows(struct awol_chart_pen *pen, size_t n, size_t n_columns);

/* A layer of these rows, if there are any. */
void awol_chart_pen_layer(struct awol_chart_pen *pen, struct awol_layer layer, const double *values,
                          size_t n, size_t n_columns);

/* ---- chart_marks.c, chart_texts.c ----------------------------------------------------------- */

void awol_chart_pen_mark(struct awol_chart_pen *pen, const struct awol_chart_mark *mark);

/* Names of the curves of panel p in its margin; axes, the texts beside rows, the panel's own title
 * and those of its upright rules; titles, captions and key of the page. */
void awol_chart_pen_names(struct awol_chart_pen *pen, size_t p);
void awol_chart_pen_axes(const struct awol_chart_pen *pen);
void awol_chart_pen_right(const struct awol_chart_pen *pen);
void awol_chart_pen_header(const struct awol_chart_pen *pen);
void awol_chart_pen_surroundings(const struct awol_chart_pen *pen);

#endif
