/* A gnuplot script, written in memory by typed calls.
 *
 * Text from data reaches a script only through awol_script_quote(); rows of data are numbers only,
 * so that no row can end its block; every terminal is `noenhanced`; no file is named anywhere (the
 * picture goes to standard output). What is written is common to gnuplot 5.4 and 6.0.
 *
 * A page is measured in pixels of 1/96 inch from its upper left corner. Nothing here returns a
 * status: memory that runs out is kept in the text and reported by awol_script_check(). */
#ifndef AWOL_PLOT_SCRIPT_H
#define AWOL_PLOT_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "base/text.h"

#define AWOL_PX_PER_MM (96.0 / 25.4)
#define AWOL_PX_PER_PT (96.0 / 72.0)

/* Longest text, in bytes, that is written to a picture; the rest is cut at a character. */
#define AWOL_SCRIPT_MAX_TEXT 512

enum awol_terminal {
    AWOL_TERMINAL_SVG,
    AWOL_TERMINAL_PNG,
    AWOL_TERMINAL_DUMB,
    AWOL_TERMINAL_TEX /* TikZ; letters and their face are the document's */
};

struct awol_page {
    enum awol_terminal terminal;
    double width;     /* px */
    double height;    /* px */
    const char *font; /* family; letters, digits, spaces and hyphens (awol_script_font_is_valid) */
    double font_size; /* px */
};

struct awol_script {
    struct awol_text text;
    double page_width;
    double page_height;
    const char *font;
    bool is_tex;
    size_t n_blocks;
};

/* Where something stands: on the page (px from the upper left corner) or in the panel (its own
 * axes), chosen for each direction. */
struct awol_point {
    double x;
    double y;
    bool x_on_axis;
    bool y_on_axis;
};

enum awol_align { AWOL_ALIGN_LEFT, AWOL_ALIGN_CENTER, AWOL_ALIGN_RIGHT };

/* Colours are constants "#rrggbb" of the code. */
struct awol_label_style {
    double size; /* px */
    const char *colour;
    enum awol_align align;
    bool rotated; /* by 90 degrees, read from below */
};

struct awol_line_style {
    const char *colour;
    double width; /* px */
    int dash;     /* 1 solid, 2 dashed, 3 dotted, 4 dash-dot */
    bool arrow;   /* a head at the end */
};

struct awol_fill_style {
    const char *colour;
    double opacity;     /* 0 to 1; 0 = no filling */
    bool front;         /* over lines, under labels */
    const char *border; /* NULL = none */
};

/* How one block of rows is drawn, and the columns it has. A row that begins with NaN breaks a
 * line. */
enum awol_layer_kind {
    AWOL_LAYER_LINES,    /* x y */
    AWOL_LAYER_POINTS,   /* x y */
    AWOL_LAYER_BOXES,    /* x_low x_high y_low y_high */
    AWOL_LAYER_ARROWS,   /* x y dx dy */
    AWOL_LAYER_SEGMENTS, /* x y dx dy, without heads */
    AWOL_LAYER_RIBBON    /* x y_low y_high */
};

struct awol_layer {
    enum awol_layer_kind kind;
    size_t block; /* from awol_script_block() */
    const char *colour;
    double width; /* px, of lines */
    int dash;     /* as above */
    int point;    /* gnuplot's number of a mark: 6 circle, 7 disc, 8 triangle, 9 full triangle …;
                     what is hollow hides what is behind it */
    double size;  /* of a mark */
    double opacity; /* of boxes and ribbons */
    bool border;    /* of boxes */
};

/* One set of axes. Ticks of x are places only: their texts are labels, so that a date stands in
 * the middle of the time it names. */
struct awol_panel {
    double left, right, top, bottom; /* px */
    double x_min, x_max, y_min, y_max;
    bool log_x;
    bool log_y;
    const double *x_ticks;
    size_t n_x_ticks;
    const double *y_ticks;
    const char *const *y_labels;
    size_t n_y_ticks;
    double label_size;  /* px */
    const char *colour; /* of the axes */
};

void awol_script_init(struct awol_script *script);
void awol_script_release(struct awol_script *script);
enum awol_status awol_script_check(const struct awol_script *script, struct awol_error *opt_error);

/* True for a family name that every terminal takes as it is. */
bool awol_script_font_is_valid(const char *font);

/* Append text as a single-quoted string: bytes that are not UTF-8 become U+FFFD, controls (C0, C1,
 * DEL, U+2028, U+2029) spaces, "]]>" is parted, apostrophes become U+2019, the whole is cut
 * at AWOL_SCRIPT_MAX_TEXT bytes. In single quotes gnuplot expands nothing. */
void awol_script_quote(struct awol_text *text, const char *string);

/* The same for a terminal that hands text to TeX: what TeX would take for a command or a sign of
 * its own is written as the letter that it looks like. */
void awol_script_quote_tex(struct awol_text *text, const char *string);

/* The first lines: terminal, encoding, multiplot. page->font must be valid. */
void awol_script_begin(struct awol_script *script, const struct awol_page *page);
void awol_script_end(struct awol_script *script);

/* Rows (row-major) of numbers as a block of data; returns its number. */
size_t awol_script_block(struct awol_script *script, const double *values, size_t n_rows,
                         size_t n_columns);

/* Axes of the panel that is drawn next, then what stands in it and around it, then its layers
 * (at least one). Labels, lines and boxes belong to the next awol_script_plot(). */
void awol_script_panel(struct awol_script *script, const struct awol_panel *panel);
void awol_script_label(struct awol_script *script, struct awol_point at, const char *text,
                       const struct awol_label_style *style);
void awol_script_line(struct awol_script *script, struct awol_point from, struct awol_point to,
                      const struct awol_line_style *style);
void awol_script_box(struct awol_script *script, struct awol_point from, struct awol_point to,
                     const struct awol_fill_style *style);
void awol_script_mark(struct awol_script *script, struct awol_point at, int point, double size,
                      const char *colour);
void awol_script_plot(struct awol_script *script, const struct awol_layer *layers, size_t n);

#endif
