/* What the parts of the figure `timeline` share: the record as it is drawn, and where. */
#ifndef AWOL_PLOT_TIMELINE_H
#define AWOL_PLOT_TIMELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/stream.h"
#include "base/text.h"
#include "plot/axis.h"
#include "plot/figure.h"
#include "plot/layout.h"
#include "plot/script.h"
#include "record/offer.h"
#include "record/series.h"

/* Rows of small multiples beyond which the smaller units are left out. */
#define AWOL_TIMELINE_MAX_UNITS 8

struct awol_timeline_colours {
    const char *ink;
    const char *axis;
    const char *count_fill;
    const char *rival;
    const char *fit;
    const char *offer;
    const char *shade;
    const char *circumstance;
    const char *gap;
};

/* One count, beside its span in the series. Rates are men a day, the mean over the span. */
struct awol_timeline_span {
    const struct awol_series_span *span;
    double days;
    double rate; /* NaN where only a range is known */
    double rate_low;
    double rate_high;
    double fitted; /* NaN where nothing was fitted; so its limits */
    double fitted_low;
    double fitted_high;
    bool leaf;    /* preferred, and holds no other preferred span of its unit */
    bool visible; /* touches the window */
};

/* One offer or circumstance that touches the window. */
struct awol_timeline_event {
    const struct awol_offer *offer;
    bool is_circumstance;
    bool before;      /* began before the window */
    const char *name; /* label, else id */
    const char *tag;  /* what stands above the panels */
    size_t place;     /* its tag on the page: events of one day share one */
    double offset;    /* px from the start of that tag */
};

struct awol_timeline_unit {
    size_t index; /* into series.units */
    size_t first; /* its spans */
    size_t n;
    double men; /* sum of preferred counts, totals and their parts once */
    bool at_least;
    bool about;
    bool visible;     /* has a span in the window */
    bool only_rivals; /* none of those is preferred */
};

struct awol_timeline {
    struct awol_arena arena;
    const struct awol_stream *stream;
    const struct awol_figure_settings *settings;
    struct awol_timeline_colours colours;
    struct awol_series series;
    struct awol_offers offers;
    struct awol_offers circumstances;
    struct awol_timeline_span *spans; /* as series.spans */
    struct awol_timeline_unit *units; /* those drawn, in the order of the file */
    size_t n_units;
    size_t n_units_left_out;
    struct awol_timeline_event *events; /* by day */
    size_t n_events;
    int64_t record_from; /* first day of any count */
    int64_t record_to;   /* day after the last */
    int64_t from;        /* the window */
    int64_t to;
    int64_t shown_from; /* what of the record lies in the window */
    int64_t shown_to;
    size_t gap_days; /* days of it on which no drawn unit was counted */
    bool has_fit;
    bool has_at_risk;
    const char *basis;
    bool limits_cut; /* some limits of the fit run out of a panel */
};

/* Sizes of letters, px; of a line of them; and of the line above each panel, for its name. */
#define AWOL_TIMELINE_TEXT(timeline) ((timeline)->settings->theme.text)
#define AWOL_TIMELINE_TITLE(timeline) ((timeline)->settings->theme.title)
#define AWOL_TIMELINE_LINE(timeline) (1.3 * AWOL_TIMELINE_TEXT(timeline))
#define AWOL_TIMELINE_HEADER(timeline) (1.40625 * AWOL_TIMELINE_TEXT(timeline))
#define AWOL_TIMELINE_EDGE 8.0 /* around the page */

#define AWOL_TIMELINE_STRIP 7.0 /* for the marks of events between first name and first panel */

#define AWOL_MAX_LINES 12

struct awol_lines {
    const char *lines[AWOL_MAX_LINES];
    size_t n;
};

/* Everything above and below the panels, and what remains for them. */
struct awol_timeline_page {
    double width;
    double height;
    double left; /* edges of the panels */
    double right;
    struct awol_lines title;
    struct awol_lines y_label;
    struct awol_time_axis times;
    struct awol_lines keys[2]; /* offers, circumstances */
    struct awol_lines caption;
    struct awol_tag *tags; /* one for each place; n_tags of them */
    size_t n_tags;
    size_t tag_rows;
    double strip; /* px between the name of the first panel and the panel */
    double legend_height;
    double panels_top;
    double panel_height;
    double risk_height;
    double panels_bottom;
};

/* Numbers for one layer, appended row by row in the arena. */
struct awol_rows {
    double *values;
    size_t n;
    size_t n_columns;
    size_t capacity;
};

/* False when out of memory. values has rows->n_columns numbers. */
bool awol_rows_append(struct awol_arena *arena, struct awol_rows *rows, const double *values);

/* ---- timeline_view.c: gathering ------------------------------------------------------------ */

/* Read the tables of a series or fit. AWOL_DATA: no rows, none in the window, bad cells. */
enum awol_status awol_timeline_init(struct awol_timeline *timeline,
                                    const struct awol_stream *stream,
                                    const struct awol_figure_settings *settings,
                                    struct awol_error *opt_error);
void awol_timeline_release(struct awol_timeline *timeline);

/* True for what is noted but no offer in force: a proposal, a comment, one set aside. */
bool awol_timeline_is_weak(const struct awol_offer *offer);

/* ---- timeline_tags.c: names above the panels ------------------------------------------------- */

/* Choose between names and letters, give each its row, and write the key to the letters. */
enum awol_status awol_timeline_lay_tags(struct awol_timeline *timeline,
                                        struct awol_timeline_page *page,
                                        struct awol_error *opt_error);

/* Height of the rows of names, 0 where there are none. */
double awol_timeline_tags_height(const struct awol_timeline *timeline,
                                 const struct awol_timeline_page *page);
void awol_timeline_draw_tags(const struct awol_timeline *timeline,
                             const struct awol_timeline_page *page, struct awol_script *script);

/* ---- timeline_legend.c: the key to the marks --------------------------------------------------
 */

/* Signs one after another in lines; with a script they are drawn from y down. Returns the height.
 */
double awol_timeline_lay_legend(const struct awol_timeline *timeline,
                                const struct awol_timeline_page *page, double y,
                                struct awol_script *opt_script);

/* ---- timeline.c -------------------------------------------------------------------------------
 */

void awol_timeline_wrap(struct awol_timeline *timeline, const char *text, double width, double size,
                        struct awol_lines *ret_lines, size_t max_lines);

/* Where a day begins on the page, within the panels. */
double awol_timeline_page_x(const struct awol_timeline *timeline,
                            const struct awol_timeline_page *page, int64_t day);

/* ---- timeline_panel.c, timeline_risk.c: the counts of one unit, and the men at risk -----------
 */

/* The axis of a unit, high enough for its counts and what was fitted to them. */
void awol_timeline_unit_axis(struct awol_timeline *timeline, const struct awol_timeline_unit *unit,
                             double height, struct awol_number_axis *ret_axis);

/* Layers and labels of a unit between the edges of the panel; ends with awol_script_plot(). */
enum awol_status awol_timeline_draw_unit(struct awol_timeline *timeline,
                                         const struct awol_timeline_unit *unit,
                                         const struct awol_panel *panel, struct awol_script *script,
                                         struct awol_error *opt_error);

void awol_timeline_risk_axis(const struct awol_timeline *timeline, double height,
                             struct awol_number_axis *ret_axis);
enum awol_status awol_timeline_draw_risk(struct awol_timeline *timeline,
                                         const struct awol_panel *panel, struct awol_script *script,
                                         struct awol_error *opt_error);

/* ---- timeline_text.c: words of the figure --------------------------------------------------- */

/* Header of a unit's panel; texts live in the arena, NULL when out of memory. */
const char *awol_timeline_unit_title(struct awol_timeline *timeline, size_t index);

/* The key to tags that are letters and numbers; "" where there are none of that sort. */
const char *awol_timeline_event_key(struct awol_timeline *timeline, bool circumstances);

const char *awol_timeline_title(const struct awol_timeline *timeline);
const char *awol_timeline_caption(struct awol_timeline *timeline);

#endif
