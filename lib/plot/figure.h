/* Figures: which there are, what each needs, and how one is asked for. */
#ifndef AWOL_PLOT_FIGURE_H
#define AWOL_PLOT_FIGURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/stream.h"
#include "plot/language.h"
#include "plot/script.h"
#include "plot/theme.h"

struct awol_figure_settings {
    enum awol_terminal terminal;
    const char *opt_title; /* NULL = the stream's campaign */
    double width;          /* px */
    double height;         /* px; 0 = as the contents need */
    struct awol_theme theme;
    enum awol_language language;
    bool log_y;
    bool has_from; /* first day drawn */
    int64_t from;
    bool has_to; /* last day drawn, included */
    int64_t to;
    const struct awol_stream *more; /* further streams, where the figure takes several */
    size_t n_more;
};

/* Palette, face and language of the first page; 160 mm wide. */
void awol_figure_settings_init(struct awol_figure_settings *settings);

/* A table (and column, NULL = any) without which a figure cannot be drawn, and the tool that adds
 * it: "awol-check --placebo". One row for each column. */
struct awol_figure_need {
    const char *table;
    const char *column;
    const char *tool;
};

/* Options that do not fit every figure: the others refuse them. */
enum awol_figure_takes {
    AWOL_TAKES_LOG = 1,    /* --log */
    AWOL_TAKES_WINDOW = 2, /* --from, --to: there is an axis of dates */
    AWOL_TAKES_MORE = 4    /* several streams */
};

struct awol_figure {
    const char *name;
    const char *summary;
    const char *const *kinds; /* of streams; NULL-terminated */
    const struct awol_figure_need *needs;
    size_t n_needs;
    unsigned takes; /* of enum awol_figure_takes */
    /* Appends the script. AWOL_DATA: nothing to draw; AWOL_USAGE: a setting that cannot be kept. */
    enum awol_status (*draw)(const struct awol_stream *stream,
                             const struct awol_figure_settings *settings,
                             struct awol_script *script, struct awol_error *opt_error);
};

/* All figures: X(identifier, name). The first that draws a kind of stream is its default. */
#define AWOL_FIGURE_LIST(X)                                                                        \
    X(timeline, "timeline")                                                                        \
    X(survival, "survival")                                                                        \
    X(multiples, "multiples")                                                                      \
    X(campaigns, "campaigns")                                                                      \
    X(forest, "forest")                                                                            \
    X(goodness, "goodness")                                                                        \
    X(sensitivity, "sensitivity")                                                                  \
    X(influence, "influence")                                                                      \
    X(placebo, "placebo")                                                                          \
    X(strip, "strip")                                                                              \
    X(scenario, "scenario")                                                                        \
    X(pairs, "pairs")                                                                              \
    X(followers, "followers")                                                                      \
    X(levers, "levers")                                                                            \
    X(threshold, "threshold")                                                                      \
    X(attribution, "attribution")                                                                  \
    X(cost, "cost")                                                                                \
    X(cascades, "cascades")

#define AWOL_FIGURE_DECLARE(identifier, name)                                                      \
    extern const struct awol_figure awol_figure_##identifier;
AWOL_FIGURE_LIST(AWOL_FIGURE_DECLARE)
#undef AWOL_FIGURE_DECLARE

/* NULL-terminated; the names in the same order. */
extern const struct awol_figure *const awol_figures[];
extern const char *const awol_figure_names[];

/* NULL if there is none of that name. */
const struct awol_figure *awol_figure_find(const char *name);

/* The default figure of a kind of stream, NULL if none draws it. */
const struct awol_figure *awol_figure_for_kind(const char *kind);

/* The kinds of streams that some figure draws, each once, in the order of the list; NULL ends them.
 */
#define AWOL_FIGURE_MAX_KINDS 16
void awol_figure_kinds(const char *ret_kinds[static AWOL_FIGURE_MAX_KINDS]);

/* Check that the streams have what the figure needs (AWOL_DATA with the tool that adds what is
 * missing) and that it takes the settings (AWOL_USAGE), then write the script. */
enum awol_status awol_figure_draw(const struct awol_figure *figure,
                                  const struct awol_stream *stream,
                                  const struct awol_figure_settings *settings,
                                  struct awol_script *script, struct awol_error *opt_error);

#endif
