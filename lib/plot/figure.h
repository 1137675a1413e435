/* Figures: which there are, what each needs, and how one is asked for. */
#ifndef AWOL_PLOT_FIGURE_H
#define AWOL_PLOT_FIGURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/stream.h"
#include "plot/script.h"

struct awol_figure_settings {
    enum awol_terminal terminal;
    const char *opt_title; /* NULL = the stream's campaign */
    double width;          /* px */
    double height;         /* px; 0 = as the contents need */
    const char *font;      /* a valid family (awol_script_font_is_valid) */
    bool mono;             /* greys only */
    bool log_y;
    bool has_from; /* first day drawn */
    int64_t from;
    bool has_to; /* last day drawn, included */
    int64_t to;
};

/* A table (and column, NULL = any) without which a figure cannot be drawn, and the tool that adds
 * it. */
struct awol_figure_need {
    const char *table;
    const char *column;
    const char *tool;
};

struct awol_figure {
    const char *name;
    const char *summary;
    const char *const *kinds; /* of streams; NULL-terminated */
    const struct awol_figure_need *needs;
    size_t n_needs;
    /* Appends the script. AWOL_DATA: nothing to draw; AWOL_USAGE: a setting that cannot be kept. */
    enum awol_status (*draw)(const struct awol_stream *stream,
                             const struct awol_figure_settings *settings,
                             struct awol_script *script, struct awol_error *opt_error);
};

/* All figures, NULL-terminated. The first that draws a kind of stream is its default. */
extern const struct awol_figure *const awol_figures[];

/* NULL if there is none of that name. */
const struct awol_figure *awol_figure_find(const char *name);

/* The default figure of a kind of stream, NULL if none draws it. */
const struct awol_figure *awol_figure_for_kind(const char *kind);

/* Check that the stream has what the figure needs (AWOL_DATA with the tool that adds what is
 * missing), then write the script. */
enum awol_status awol_figure_draw(const struct awol_figure *figure,
                                  const struct awol_stream *stream,
                                  const struct awol_figure_settings *settings,
                                  struct awol_script *script, struct awol_error *opt_error);

extern const struct awol_figure awol_figure_timeline;
extern const struct awol_figure awol_figure_survival;

#endif
