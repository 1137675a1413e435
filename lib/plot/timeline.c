#include "plot/timeline.h"

#include <math.h>
#include <string.h>

#include "plot/layout.h"

/* Nothing is set smaller than 8 points. */
#define GAP 7.0        /* below each panel */
#define MIN_PANEL 30.0 /* a panel lower than this cannot be read */
#define RISK_SHARE 0.6 /* height of the men at risk beside a panel of counts */

void awol_timeline_wrap(struct awol_timeline *timeline, const char *text, double width, double size,
                        struct awol_lines *ret_lines, size_t max_lines)
{
    ret_lines->n = awol_layout_wrap(&timeline->arena, text, width, size, ret_lines->lines,
                                    max_lines < AWOL_MAX_LINES ? max_lines : AWOL_MAX_LINES);
}

static void draw_lines(struct awol_script *script, const struct awol_lines *lines, double x,
                       double y, double line_height, const struct awol_label_style *style)
{
    for (size_t i = 0; i < lines->n; i++) {
        struct awol_point at = {x, y + ((double)i + 0.5) * line_height, false, false};
        awol_script_label(script, at, lines->lines[i], style);
    }
}

double awol_timeline_page_x(const struct awol_timeline *timeline,
                            const struct awol_timeline_page *page, int64_t day)
{
    double share = (double)(day - timeline->from) / (double)(timeline->to - timeline->from);
    return page->left + fmin(fmax(share, 0.0), 1.0) * (page->right - page->left);
}

/* ---- the page -------------------------------------------------------------------------------- */

static double default_panel_height(size_t n_units)
{
    return n_units == 1 ? 190.0 : n_units == 2 ? 125.0 : n_units <= 4 ? 92.0 : 44.0;
}

static double lines_height(const struct awol_timeline *timeline, const struct awol_lines *lines)
{
    return lines->n > 0 ? (double)lines->n * AWOL_TIMELINE_LINE(timeline) + 3.0 : 0.0;
}

/* Days stand over their months, months over their years. */
static double time_rows(const struct awol_timeline_page *page)
{
    return page->times.n_contexts > 0 ? 2.0 : 1.0;
}

static double below_panels(const struct awol_timeline *timeline,
                           const struct awol_timeline_page *page)
{
    return time_rows(page) * AWOL_TIMELINE_LINE(timeline) + 10.0 + page->legend_height + 4.0 +
           lines_height(timeline, &page->keys[0]) + lines_height(timeline, &page->keys[1]) +
           lines_height(timeline, &page->caption) + AWOL_TIMELINE_EDGE;
}

/* Share out the height: what the settings leave, or what the panels like to have. */
static enum awol_status lay_heights(const struct awol_timeline *timeline,
                                    struct awol_timeline_page *page, struct awol_error *opt_error)
{
    double n = (double)timeline->n_units;
    double risk = timeline->has_at_risk ? RISK_SHARE : 0.0;
    double between =
        (n + (timeline->has_at_risk ? 1.0 : 0.0)) * (AWOL_TIMELINE_HEADER(timeline) + GAP);
    double above = AWOL_TIMELINE_EDGE +
                   (double)page->title.n * 1.3 * AWOL_TIMELINE_TITLE(timeline) +
                   awol_timeline_tags_height(timeline, page) + 4.0;
    double wanted = default_panel_height(timeline->n_units);
    double others = above + between + below_panels(timeline, page);
    if (timeline->settings->height > 0.0) {
        page->height = timeline->settings->height;
        wanted = (page->height - others) / (n + risk);
        if (wanted < MIN_PANEL) {
            double least = others + MIN_PANEL * (n + risk);
            return awol_error_set(opt_error, AWOL_USAGE,
                                  "this figure needs a height of at least %.0f mm",
                                  ceil(least / AWOL_PX_PER_MM));
        }
    } else {
        page->height = ceil(others + wanted * (n + risk));
    }
    page->panels_top = above + AWOL_TIMELINE_HEADER(timeline);
    page->panel_height = wanted;
    page->risk_height = risk * wanted;
    page->panels_bottom = above + n * (AWOL_TIMELINE_HEADER(timeline) + GAP + wanted) - GAP;
    return AWOL_OK;
}

static double widest_label(const struct awol_timeline *timeline,
                           const struct awol_number_axis *axis)
{
    double width = 0.0;
    for (size_t i = 0; i < axis->n; i++) {
        width = fmax(width, awol_layout_width(axis->labels[i], AWOL_TIMELINE_TEXT(timeline)));
    }
    return width;
}

/* The numbers of an axis depend on its height. Where that is the page's own it is known only after
 * its left edge, and the room of the widest numbers at any height is kept free. */
static double widest_numbers(struct awol_timeline *timeline)
{
    const double page = timeline->settings->height;
    const double panel = default_panel_height(timeline->n_units);
    struct awol_number_axis axis;
    double width = 0.0;
    for (double height = page > 0.0 ? MIN_PANEL : panel; height <= fmax(page, panel);
         height += 20.0) {
        for (size_t u = 0; u < timeline->n_units; u++) {
            awol_timeline_unit_axis(timeline, &timeline->units[u], height, &axis);
            width = fmax(width, widest_label(timeline, &axis));
        }
        if (timeline->has_at_risk) {
            awol_timeline_risk_axis(timeline, RISK_SHARE * height, &axis);
            width = fmax(width, widest_label(timeline, &axis));
        }
        if (page <= 0.0) {
            break;
        }
    }
    return width;
}

static void lay_left(struct awol_timeline *timeline, struct awol_timeline_page *page)
{
    const enum awol_language language = timeline->settings->language;
    /* One panel of a page without a height of its own is lower than the name of its axis is long.
     */
    if (timeline->n_units == 1 || timeline->settings->height > 0.0) {
        page->y_label = (struct awol_lines){{awol_language_word(language, "departures per day"),
                                             awol_language_word(language, "(mean over the span)")},
                                            2};
    } else {
        page->y_label = (struct awol_lines){
            {awol_language_word(language, "departures per day (mean over the span)")}, 1};
    }
    page->left = AWOL_TIMELINE_EDGE + (double)page->y_label.n * AWOL_TIMELINE_LINE(timeline) +
                 widest_numbers(timeline) + 14.0;
    page->right = page->width - AWOL_TIMELINE_EDGE - (timeline->n_units > 1 ? 16.0 : 8.0);
}

static enum awol_status lay_page(struct awol_timeline *timeline, struct awol_timeline_page *page,
                                 struct awol_error *opt_error)
{
    *page = (struct awol_timeline_page){.width = timeline->settings->width};
    double width = page->width - 2.0 * AWOL_TIMELINE_EDGE;
    lay_left(timeline, page);
    if (page->right - page->left < 100.0) {
        return awol_error_set(opt_error, AWOL_USAGE, "the figure is too narrow to be read");
    }
    awol_axis_time(timeline->from, timeline->to, page->right - page->left,
                   AWOL_TIMELINE_TEXT(timeline), timeline->settings->language, &page->times);
    awol_timeline_wrap(timeline, awol_timeline_title(timeline), width,
                       AWOL_TIMELINE_TITLE(timeline), &page->title, 2);
    awol_timeline_wrap(timeline, awol_timeline_caption(timeline), width,
                       AWOL_TIMELINE_TEXT(timeline), &page->caption, 6);
    enum awol_status status = awol_timeline_lay_tags(timeline, page, opt_error);
    page->legend_height = awol_timeline_lay_legend(timeline, page, 0.0, NULL);
    if (status == AWOL_OK) {
        status = lay_heights(timeline, page, opt_error);
    }
    return status;
}

/* Texts that belong to the whole page go out with the first panel. */
static void draw_surroundings(struct awol_timeline *timeline, const struct awol_timeline_page *page,
                              struct awol_script *script)
{
    struct awol_label_style title = {.size = AWOL_TIMELINE_TITLE(timeline),
                                     .colour = timeline->colours.ink};
    struct awol_label_style text = {.size = AWOL_TIMELINE_TEXT(timeline),
                                    .colour = timeline->colours.ink};
    struct awol_label_style small = {.size = AWOL_TIMELINE_TEXT(timeline),
                                     .colour = timeline->colours.axis};
    struct awol_label_style upright = {.size = AWOL_TIMELINE_TEXT(timeline),
                                       .colour = timeline->colours.ink,
                                       .align = AWOL_ALIGN_CENTER,
                                       .rotated = true};
    draw_lines(script, &page->title, AWOL_TIMELINE_EDGE, AWOL_TIMELINE_EDGE,
               1.3 * AWOL_TIMELINE_TITLE(timeline), &title);
    for (size_t i = 0; i < page->y_label.n; i++) {
        struct awol_point at = {AWOL_TIMELINE_EDGE +
                                    ((double)i + 0.5) * AWOL_TIMELINE_LINE(timeline),
                                0.5 * (page->panels_top + page->panels_bottom), false, false};
        awol_script_label(script, at, page->y_label.lines[i], &upright);
    }
    awol_timeline_draw_tags(timeline, page, script);
    double y = page->height - AWOL_TIMELINE_EDGE - lines_height(timeline, &page->caption);
    draw_lines(script, &page->caption, AWOL_TIMELINE_EDGE, y, AWOL_TIMELINE_LINE(timeline), &small);
    for (size_t i = 2; i-- > 0;) {
        y -= lines_height(timeline, &page->keys[i]);
        draw_lines(script, &page->keys[i], AWOL_TIMELINE_EDGE, y, AWOL_TIMELINE_LINE(timeline),
                   &text);
    }
    awol_timeline_lay_legend(timeline, page, y - 4.0 - page->legend_height, script);
}

static void draw_time_labels(const struct awol_timeline *timeline,
                             const struct awol_time_axis *axis, double y,
                             struct awol_script *script)
{
    struct awol_label_style style = {.size = AWOL_TIMELINE_TEXT(timeline),
                                     .colour = timeline->colours.axis,
                                     .align = AWOL_ALIGN_CENTER};
    for (size_t i = 0; i < axis->n_labels; i++) {
        struct awol_point at = {axis->labels[i].place, y + 6.0 + 0.5 * AWOL_TIMELINE_LINE(timeline),
                                true, false};
        awol_script_label(script, at, axis->labels[i].text, &style);
    }
    for (size_t i = 0; i < axis->n_contexts; i++) {
        struct awol_point at = {axis->contexts[i].place,
                                y + 6.0 + 1.5 * AWOL_TIMELINE_LINE(timeline), true, false};
        awol_script_label(script, at, axis->contexts[i].text, &style);
    }
    struct awol_line_style line = {.colour = "#bbbbbb", .width = 0.75, .dash = 1};
    for (size_t i = 0; i < axis->n_borders; i++) {
        struct awol_point from = {axis->borders[i], y + 3.0, true, false};
        struct awol_point to = {axis->borders[i], y + 6.0 + 2.0 * AWOL_TIMELINE_LINE(timeline),
                                true, false};
        awol_script_line(script, from, to, &line);
    }
}

static void draw_header(const struct awol_timeline *timeline, const struct awol_timeline_page *page,
                        const char *text, double top, struct awol_script *script)
{
    struct awol_label_style style = {.size = AWOL_TIMELINE_TEXT(timeline),
                                     .colour = timeline->colours.ink};
    struct awol_point at = {page->left, top - 0.5 * AWOL_TIMELINE_HEADER(timeline), false, false};
    /* The lines of offers pass behind the text. */
    struct awol_fill_style ground = {.colour = "#ffffff", .opacity = 1.0, .front = true};
    struct awol_point from = {page->left, top - AWOL_TIMELINE_HEADER(timeline) + 1.0, false, false};
    struct awol_point to = {page->left + awol_layout_width(text, AWOL_TIMELINE_TEXT(timeline)),
                            top - 3.0, false, false};
    awol_script_box(script, from, to, &ground);
    awol_script_label(script, at, text, &style);
}

/* Axes of one panel; the numbers stay the caller's until it is drawn. */
static struct awol_panel make_panel(const struct awol_timeline *timeline,
                                    const struct awol_timeline_page *page,
                                    const struct awol_number_axis *numbers, double top,
                                    double height)
{
    return (struct awol_panel){
        .left = page->left,
        .right = page->right,
        .top = top,
        .bottom = top + height,
        .x_min = awol_axis_seconds(timeline->from),
        .x_max = awol_axis_seconds(timeline->to),
        .y_min = numbers->low,
        .y_max = numbers->high,
        .log_y = numbers->log,
        .x_ticks = page->times.ticks,
        .n_x_ticks = page->times.n_ticks,
        .y_ticks = numbers->ticks,
        .y_labels = numbers->labels,
        .n_y_ticks = numbers->n,
        .label_size = AWOL_TIMELINE_TEXT(timeline),
        .colour = timeline->colours.axis,
    };
}

static const char *risk_title(struct awol_timeline *timeline)
{
    struct awol_text text;
    awol_text_init(&text);
    awol_text_append(&text, awol_language_word(timeline->settings->language, "men at risk"));
    if (timeline->basis != NULL && timeline->basis[0] != '\0') {
        awol_text_append_format(&text, " (%s)", timeline->basis);
    }
    const char *copy = awol_arena_string(&timeline->arena, awol_text_string(&text));
    awol_text_release(&text);
    return copy != NULL ? copy : "";
}

static enum awol_status draw_panels(struct awol_timeline *timeline,
                                    const struct awol_timeline_page *page,
                                    struct awol_script *script, struct awol_error *opt_error)
{
    struct awol_number_axis numbers;
    enum awol_status status = AWOL_OK;
    double top = page->panels_top;
    for (size_t u = 0; u < timeline->n_units && status == AWOL_OK; u++) {
        const struct awol_timeline_unit *unit = &timeline->units[u];
        awol_timeline_unit_axis(timeline, unit, page->panel_height, &numbers);
        struct awol_panel panel = make_panel(timeline, page, &numbers, top, page->panel_height);
        awol_script_panel(script, &panel);
        if (u == 0) {
            draw_surroundings(timeline, page, script);
        }
        if (u + 1 == timeline->n_units && !timeline->has_at_risk) {
            draw_time_labels(timeline, &page->times, panel.bottom, script);
        }
        const char *title =
            awol_layout_cut(&timeline->arena, awol_timeline_unit_title(timeline, u),
                            (page->right - page->left) / 1.1, AWOL_TIMELINE_TEXT(timeline));
        draw_header(timeline, page, title, u == 0 ? top - page->strip : top, script);
        status = awol_timeline_draw_unit(timeline, unit, &panel, script, opt_error);
        top += page->panel_height + GAP + AWOL_TIMELINE_HEADER(timeline);
    }
    if (status == AWOL_OK && timeline->has_at_risk) {
        awol_timeline_risk_axis(timeline, page->risk_height, &numbers);
        struct awol_panel panel = make_panel(timeline, page, &numbers, top, page->risk_height);
        awol_script_panel(script, &panel);
        draw_header(timeline, page, risk_title(timeline), top, script);
        draw_time_labels(timeline, &page->times, panel.bottom, script);
        status = awol_timeline_draw_risk(timeline, &panel, script, opt_error);
    }
    return status;
}

static enum awol_status draw(const struct awol_stream *stream,
                             const struct awol_figure_settings *settings,
                             struct awol_script *script, struct awol_error *opt_error)
{
    struct awol_timeline timeline;
    struct awol_timeline_page page;
    enum awol_status status = awol_timeline_init(&timeline, stream, settings, opt_error);
    if (status != AWOL_OK) {
        return status;
    }
    status = lay_page(&timeline, &page, opt_error);
    if (status == AWOL_OK) {
        struct awol_page paper = {
            .terminal = settings->terminal,
            .width = page.width,
            .height = page.height,
            .font = settings->theme.font,
            .font_size = AWOL_TIMELINE_TEXT(&timeline),
        };
        awol_script_begin(script, &paper);
        status = draw_panels(&timeline, &page, script, opt_error);
        awol_script_end(script);
    }
    awol_timeline_release(&timeline);
    return status;
}

static const char *const kinds[] = {"series", "fit", NULL};

static const struct awol_figure_need needs[] = {{"series", "count", "awol-count"}};

const struct awol_figure awol_figure_timeline = {
    .name = "timeline",
    .summary = "counts over the time they may fall in, offers, circumstances, the fit, men at risk",
    .kinds = kinds,
    .needs = needs,
    .n_needs = sizeof needs / sizeof *needs,
    .takes = AWOL_TAKES_LOG | AWOL_TAKES_WINDOW,
    .draw = draw,
};
