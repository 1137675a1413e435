/* What the parts of a chart share: its marks, and where they come to stand. */
#ifndef AWOL_PLOT_CHART_MARK_H
#define AWOL_PLOT_CHART_MARK_H

#include "plot/axis.h"
#include "plot/chart.h"

enum awol_chart_mark_kind {
    AWOL_MARK_LINE,    /* x y */
    AWOL_MARK_POINTS,  /* x y */
    AWOL_MARK_RIBBON,  /* x low high */
    AWOL_MARK_BOXES,   /* x_low x_high y_low y_high */
    AWOL_MARK_SPANS_X, /* low high y */
    AWOL_MARK_SPANS_Y, /* x low high */
    AWOL_MARK_HATCH,   /* x_low x_high y_low y_high */
    AWOL_MARK_RULE_X,  /* x */
    AWOL_MARK_RULE_Y,  /* y */
    AWOL_MARK_TEXT,    /* x y */
    AWOL_MARK_NAME     /* x y */
};

/* Rows of awol_chart_mark_axes() columns. */
struct awol_chart_mark {
    enum awol_chart_mark_kind kind;
    size_t panel;
    struct awol_stroke stroke;
    double opacity;
    enum awol_align align;
    const char *text; /* NULL = none */
    double *values;
    size_t n;
};

/* The axis of each column: 'x' or 'y'. */
const char *awol_chart_mark_axes(enum awol_chart_mark_kind kind);

/* The text of an upright rule, above its panel. */
struct awol_chart_tag {
    size_t mark;
    size_t row; /* from the panel up */
    bool leftward;
};

#define AWOL_CHART_MAX_TAGS 16

/* A panel as it is drawn. */
struct awol_chart_frame {
    struct awol_panel panel;
    struct awol_number_axis numbers_x, numbers_y;
    struct awol_time_axis times;
    double x_low, x_high, y_low, y_high; /* of the data and the axes */
    double header, below;                /* px above and below the panel */
    double left, right;                  /* px beside it */
    struct awol_chart_tag tags[AWOL_CHART_MAX_TAGS];
    size_t n_tags;
};

#define AWOL_CHART_MAX_LINES 40

struct awol_chart_lines {
    const char *lines[AWOL_CHART_MAX_LINES];
    size_t n;
};

/* Everything around the frames. */
struct awol_chart_page {
    double width, height;
    double text, title, line; /* px: sizes, and the height of a line */
    struct awol_chart_lines titles, captions;
    bool named_below;  /* names of curves stand in a key */
    double key_height; /* px */
    double key_top;
    double caption_top;
    struct awol_chart_frame *frames;
    size_t n_rows;
};

/* chart_layout.c: ranges, ticks and edges of all panels. */
enum awol_status awol_chart_lay(struct awol_chart *chart, struct awol_chart_page *page,
                                struct awol_error *opt_error);

/* chart_range.c: x_low to y_high of all frames. AWOL_DATA: no number to draw, or dates too far
 * away; AWOL_USAGE: a time that ends before it begins. */
enum awol_status awol_chart_set_ranges(const struct awol_chart *chart, struct awol_chart_page *page,
                                       struct awol_error *opt_error);

/* chart_sides.c: whether the names of curves stand beside the panels; left and right edges of all
 * panels, and of the names of rows as much as there is room for (AWOL_USAGE: the page is too
 * narrow; the message says how wide it must be). */
void awol_chart_choose_names(const struct awol_chart *chart, struct awol_chart_page *page);
enum awol_status awol_chart_set_sides(struct awol_chart *chart, struct awol_chart_page *page,
                                      struct awol_error *opt_error);
enum awol_status awol_chart_lay_names(struct awol_chart *chart, struct awol_chart_page *page,
                                      size_t p, struct awol_error *opt_error);

/* Where a value of x stands on the page, px. */
double awol_chart_page_x(const struct awol_chart *chart, const struct awol_chart_page *page,
                         size_t panel, double x);

/* Edge of the page, px, and the piece of line before a name in the key. */
#define AWOL_CHART_EDGE 8.0
#define AWOL_CHART_KEY 26.0

/* chart_texts.c, chart_draw.c: the key to the curves from y down, or only its height. */
double awol_chart_lay_key(const struct awol_chart *chart, const struct awol_chart_page *page,
                          double y, struct awol_script *opt_script);
void awol_chart_draw(struct awol_chart *chart, const struct awol_chart_page *page,
                     struct awol_script *script);

#endif
