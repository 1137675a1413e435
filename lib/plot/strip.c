#include "plot/strip.h"

#include <math.h>

enum { MAX_MEN = 60, MAX_UNITS = 12, MAX_DOTS = 10, MAX_DRAWN = 4000 };

#define ROW_HEIGHT 46.0 /* px, of a unit */
#define FOOT 0.38       /* of a row, below its middle */
#define STEP 0.075      /* of a row, between two dots */
#define APART 0.035     /* of the width, between two numbers */

static const struct awol_stroke dot = {.role = AWOL_INK, .point = 7, .size = 0.45};
static const struct awol_stroke circle = {.role = AWOL_INK, .point = 6, .size = 0.45, .width = 1.0};
static const struct awol_stroke stem = {.role = AWOL_FIT, .width = 2.0};
static const struct awol_stroke span = {.role = AWOL_MUTED, .width = 1.0};

static double middle_of(const struct awol_strip_leaving *leaving)
{
    return 0.5 * (leaving->earliest + leaving->end);
}

static bool is_day(const struct awol_strip_leaving *leaving)
{
    return leaving->end - leaving->earliest <= 1.0;
}

/* ---- a row for each man ---------------------------------------------------------------------- */

/* Days that may be the same are no sign of that. */
static bool left_together(const struct awol_strip_leaving *a, const struct awol_strip_leaving *b)
{
    return is_day(a) && a->earliest == b->earliest && a->end == b->end;
}

static void find_days(const struct awol_strip *strip, double *ret_from, double *ret_to)
{
    double from = (double)INFINITY;
    double to = -(double)INFINITY;
    for (size_t i = 0; i < strip->n; i++) {
        from = fmin(from, strip->leavings[i].earliest);
        to = fmax(to, strip->leavings[i].end);
    }
    double air = floor(0.02 * (to - from)) + 1.0;
    *ret_from = from - air;
    *ret_to = to + air;
}

/* The men of one unit, [first, last): a panel of their own. */
static void draw_men_of(struct awol_strip *strip, size_t first, size_t last)
{
    const char *names[MAX_MEN];
    struct awol_chart_panel panel = {
        .opt_title = strip->units[strip->leavings[first].unit],
        .x = {.scale = AWOL_SCALE_DATES, .fixed = true},
        .y = {.scale = AWOL_SCALE_ROWS, .rows = names, .n_rows = last - first}};
    for (size_t i = first; i < last; i++) {
        names[i - first] = strip->leavings[i].name;
    }
    find_days(strip, &panel.x.low, &panel.x.high);
    size_t p = awol_chart_add_panel(&strip->chart, &panel);
    for (size_t i = first; i < last;) {
        const struct awol_strip_leaving *leaving = &strip->leavings[i];
        size_t next = i + 1;
        while (next < last && left_together(leaving, &strip->leavings[next])) {
            next++;
        }
        double x = middle_of(leaving);
        const double xs[] = {x, x};
        const double ys[] = {(double)(i - first), (double)(next - 1 - first)};
        awol_chart_line(&strip->chart, p, stem, xs, ys, next > i + 1 ? 2 : 0);
        for (; i < next; i++) {
            double y = (double)(i - first);
            awol_chart_spans_x(&strip->chart, p, span, &leaving->earliest, &leaving->end, &y, 1);
            awol_chart_points(&strip->chart, p, is_day(leaving) ? dot : circle, &x, &y, 1);
        }
    }
}

static void draw_men(struct awol_strip *strip)
{
    for (size_t i = 0; i < strip->n;) {
        size_t next = i + 1;
        while (next < strip->n && strip->leavings[next].unit == strip->leavings[i].unit) {
            next++;
        }
        draw_men_of(strip, i, next);
        i = next;
    }
    awol_chart_caption(
        &strip->chart,
        awol_chart_word(&strip->chart,
                        "%zu men, each in a row. Those of one unit who left on the same day are "
                        "joined."),
        strip->n);
}

/* ---- a row for each unit --------------------------------------------------------------------- */

/* Men as dots above each other; more than fit as a bar with their number. */
static size_t draw_party(struct awol_strip *strip, size_t panel, double row, double x, double men,
                         bool together, bool certain)
{
    if (men > MAX_DOTS) {
        char number[AWOL_LANGUAGE_NUMBER];
        const double xs[] = {x, x};
        const double ys[] = {row + FOOT, row + FOOT - STEP * MAX_DOTS};
        awol_chart_line(&strip->chart, panel, together ? stem : span, xs, ys, 2);
        if (!(fabs(x - strip->numbered) < strip->apart)) {
            awol_chart_text(&strip->chart, panel, x, row + FOOT - STEP * (MAX_DOTS + 1.5),
                            AWOL_ALIGN_CENTER,
                            awol_language_number(strip->chart.settings->language, men, 9, number));
            strip->numbered = x;
        }
        return 1;
    }
    size_t n = (size_t)fmax(1.0, round(men));
    double xs[MAX_DOTS];
    double ys[MAX_DOTS];
    for (size_t i = 0; i < n; i++) {
        xs[i] = x;
        ys[i] = row + FOOT - STEP * (double)(i + 1);
    }
    if (together && n > 1) {
        awol_chart_line(&strip->chart, panel, stem, xs, ys, n);
    }
    awol_chart_points(&strip->chart, panel, certain ? dot : circle, xs, ys, n);
    return n;
}

/* Parties of a row, spread evenly over the days in which they left. */
static size_t draw_leaving(struct awol_strip *strip, size_t panel, double row,
                           const struct awol_strip_leaving *leaving)
{
    double y = row + FOOT;
    bool together = leaving->party > 1.0;
    double parties = leaving->party >= 1.0 ? ceil(leaving->men / leaving->party) : 1.0;
    size_t drawn = 0;
    awol_chart_spans_x(&strip->chart, panel, span, &leaving->earliest, &leaving->end, &y, 1);
    if (parties > 100.0) {
        return draw_party(strip, panel, row, middle_of(leaving), leaving->men, together,
                          is_day(leaving));
    }
    double left = leaving->men;
    for (double k = 0.0; k < parties; k += 1.0) {
        double men = leaving->party >= 1.0 ? fmin(leaving->party, left) : left;
        double x = leaving->earliest + (k + 0.5) / parties * (leaving->end - leaving->earliest);
        drawn += draw_party(strip, panel, row, x, men, together, is_day(leaving));
        left -= men;
    }
    return drawn;
}

/* The larger units, in the order of the file. */
static size_t choose_units(const struct awol_strip *strip, size_t chosen[static MAX_UNITS])
{
    size_t n = 0;
    for (size_t i = 0; i < strip->n_units; i++) {
        size_t larger = 0;
        for (size_t k = 0; k < strip->n_units; k++) {
            larger += strip->men[k] > strip->men[i] || (k < i && strip->men[k] == strip->men[i]);
        }
        if (larger < MAX_UNITS) {
            chosen[n++] = i;
        }
    }
    return n;
}

static enum awol_status draw_units(struct awol_strip *strip, struct awol_error *opt_error)
{
    size_t chosen[MAX_UNITS];
    const char *names[MAX_UNITS];
    size_t n = choose_units(strip, chosen);
    size_t drawn = 0;
    for (size_t i = 0; i < n; i++) {
        const char *unit = strip->units[chosen[i]];
        names[i] = unit[0] != '\0' ? unit : awol_chart_word(&strip->chart, "unit not said");
    }
    const struct awol_chart_panel panel = {
        .x = {.scale = AWOL_SCALE_DATES},
        .y = {.scale = AWOL_SCALE_ROWS, .rows = names, .n_rows = n},
        .height = ROW_HEIGHT * (double)n + 8.0};
    size_t p = awol_chart_add_panel(&strip->chart, &panel);
    double from;
    double to;
    find_days(strip, &from, &to);
    strip->apart = APART * (to - from);
    for (size_t i = 0; i < n; i++) {
        strip->numbered = -(double)INFINITY;
        for (size_t k = 0; drawn <= MAX_DRAWN && k < strip->n; k++) {
            if (strip->leavings[k].unit == chosen[i]) {
                drawn += draw_leaving(strip, p, (double)i, &strip->leavings[k]);
            }
        }
    }
    if (drawn > MAX_DRAWN) {
        return awol_error_at(opt_error, strip->stream->source, (struct awol_place){0, 0},
                             "more than %d marks cannot be told apart: awol-count makes a series "
                             "of so many",
                             (int)MAX_DRAWN);
    }
    awol_chart_caption(&strip->chart, "%s",
                       awol_chart_word(&strip->chart,
                                       "A mark for each man, above the days on which he can have "
                                       "left; more than ten of one party are a bar with their "
                                       "number. Joined: left together, as the record says."));
    if (n < strip->n_units) {
        awol_chart_caption(&strip->chart,
                           awol_chart_word(&strip->chart, "%zu further units are not drawn."),
                           strip->n_units - n);
    }
    return AWOL_OK;
}

/* ---- the page -------------------------------------------------------------------------------- */

static bool all_named(const struct awol_strip *strip)
{
    for (size_t i = 0; i < strip->n; i++) {
        if (!strip->leavings[i].named) {
            return false;
        }
    }
    return strip->n <= MAX_MEN;
}

static void write_caption(struct awol_strip *strip)
{
    struct awol_chart *chart = &strip->chart;
    awol_chart_caption(chart, "%s",
                       awol_chart_word(chart, "Discs: the day is known. Circles: a day within the "
                                              "thin line."));
    if (strip->undated + strip->uncounted > 0) {
        awol_chart_caption(
            chart, awol_chart_word(chart, "Left out: %zu rows without both days, %zu without men."),
            strip->undated, strip->uncounted);
    }
    if (strip->rivals > 0) {
        awol_chart_caption(chart, awol_chart_word(chart, "%zu rival reports are not drawn."),
                           strip->rivals);
    }
    awol_chart_caption_sources(chart);
}

static enum awol_status draw(const struct awol_stream *stream,
                             const struct awol_figure_settings *settings,
                             struct awol_script *script, struct awol_error *opt_error)
{
    struct awol_strip strip = {.stream = stream};
    awol_chart_init(&strip.chart, stream, settings);
    enum awol_status status = awol_strip_read(&strip, opt_error);
    if (status == AWOL_OK && all_named(&strip)) {
        draw_men(&strip);
    } else if (status == AWOL_OK) {
        status = draw_units(&strip, opt_error);
    }
    if (status == AWOL_OK) {
        write_caption(&strip);
        status = awol_chart_write(&strip.chart, script, opt_error);
    }
    awol_chart_release(&strip.chart);
    return status;
}

static const char *const kinds[] = {"events", NULL};

static const struct awol_figure_need needs[] = {{"events", "earliest", "awol-read"},
                                                {"events", "latest", "awol-read"}};

const struct awol_figure awol_figure_strip = {
    .name = "strip",
    .summary = "who left with whom: each man of a unit on the days on which he can have left, "
               "parties joined",
    .kinds = kinds,
    .needs = needs,
    .n_needs = sizeof needs / sizeof *needs,
    .takes = AWOL_TAKES_WINDOW,
    .draw = draw,
};
