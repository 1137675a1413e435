#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plot/chart_mark.h"
#include "plot/layout.h"

#define SINGLE_PANEL 220.0 /* height, where the page has none of its own, px */
#define SEVERAL_PANELS 140.0
#define MIN_PANEL 30.0
#define ROW 1.45       /* lines that a row of names takes */
#define LEAST_ROW 1.05 /* sizes of text: rows nearer to each other are printed over each other */
#define GAP 6.0        /* between panels */
#define MAX_TAG_ROWS 4

/* ---- ticks ----------------------------------------------------------------------------------- */

/* A logarithmic axis is widened until two numbers stand on it. */
static void lay_log(double *low, double *high, double length, enum awol_language language,
                    struct awol_number_axis *ret_axis)
{
    for (int i = 0; i < 12; i++) {
        awol_axis_log(*low, *high, length, language, ret_axis);
        if (ret_axis->n >= 2) {
            return;
        }
        *low /= 1.25;
        *high *= 1.25;
    }
}

static void lay_rows(const struct awol_chart_axis *spec, struct awol_number_axis *ret_axis)
{
    *ret_axis = (struct awol_number_axis){.low = 0.0};
    for (size_t i = 0; i < spec->n_rows && i < AWOL_AXIS_MAX; i++) {
        ret_axis->ticks[ret_axis->n] = (double)i;
        ret_axis->labels[ret_axis->n++] = spec->rows[i];
    }
}

static void lay_numbers(const struct awol_chart_axis *spec, double *low, double *high,
                        double length, double room, enum awol_language language,
                        struct awol_number_axis *ret_axis)
{
    if (spec->scale == AWOL_SCALE_ROWS) {
        lay_rows(spec, ret_axis);
    } else if (spec->scale == AWOL_SCALE_LOG) {
        lay_log(low, high, length, language, ret_axis);
    } else {
        awol_axis_linear(*low, *high, length, room, language, ret_axis);
    }
}

/* ---- the page -------------------------------------------------------------------------------- */

static void wrap(struct awol_chart *chart, const char *text, double width, double size,
                 struct awol_chart_lines *ret_lines, size_t most)
{
    ret_lines->n = awol_layout_wrap(&chart->arena, text, width, size, ret_lines->lines, most);
}

static const char *title_of(const struct awol_chart *chart)
{
    const char *campaign = awol_stream_header(chart->stream, "campaign");
    if (chart->settings->opt_title != NULL) {
        return chart->settings->opt_title;
    }
    if (chart->opt_title != NULL) {
        return chart->opt_title;
    }
    return campaign != NULL ? campaign : "";
}

static double wanted_height(const struct awol_chart *chart, const struct awol_chart_page *page,
                            size_t p)
{
    const struct awol_chart_panel *panel = &chart->panels[p];
    if (panel->height > 0.0) {
        return panel->height;
    }
    if (panel->y.scale == AWOL_SCALE_ROWS) {
        return (double)panel->y.n_rows * ROW * page->line + 6.0;
    }
    return chart->n_panels == 1 ? SINGLE_PANEL : SEVERAL_PANELS;
}

/* What a panel may be pressed to on a page of fixed height. */
static double least_height(const struct awol_chart *chart, const struct awol_chart_page *page,
                           size_t p)
{
    const struct awol_chart_axis *y = &chart->panels[p].y;
    double rows = y->scale == AWOL_SCALE_ROWS ? (double)y->n_rows * LEAST_ROW * page->text : 0.0;
    return fmin(fmax(rows, MIN_PANEL), wanted_height(chart, page, p));
}

static void set_surroundings(const struct awol_chart *chart, struct awol_chart_page *page)
{
    for (size_t p = 0; p < chart->n_panels; p++) {
        const struct awol_chart_panel *panel = &chart->panels[p];
        struct awol_chart_frame *frame = &page->frames[p];
        frame->header = panel->opt_title != NULL ? page->line + 3.0 : 4.0;
        frame->below = 6.0 + page->line + (panel->x.label != NULL ? page->line : 0.0) +
                       (panel->x.scale == AWOL_SCALE_DATES ? page->line : 0.0) + GAP;
    }
}

/* Rows of panels are as high as their highest member; what a page of fixed height has to give is
 * shared out in proportion. */
static enum awol_status set_heights(const struct awol_chart *chart, struct awol_chart_page *page,
                                    struct awol_error *opt_error)
{
    double around = AWOL_CHART_EDGE + (double)page->titles.n * 1.3 * page->title + 2.0 +
                    page->key_height + 2.0 + (double)page->captions.n * page->line +
                    AWOL_CHART_EDGE;
    double wanted = 0.0;
    double least = 0.0;
    for (size_t row = 0; row < page->n_rows; row++) {
        double header = 0.0;
        double below = 0.0;
        double height = 0.0;
        double lowest = 0.0;
        for (size_t p = row * chart->columns; p < chart->n_panels && p < (row + 1) * chart->columns;
             p++) {
            header = fmax(header, page->frames[p].header);
            below = fmax(below, page->frames[p].below);
            height = fmax(height, wanted_height(chart, page, p));
            lowest = fmax(lowest, least_height(chart, page, p));
        }
        around += header + below;
        wanted += height;
        least = fmax(least, lowest / height);
    }
    double factor = 1.0;
    if (chart->settings->height > 0.0) {
        factor = (chart->settings->height - around) / wanted;
        if (!(factor >= least)) {
            return awol_error_set(opt_error, AWOL_USAGE,
                                  "this figure needs a height of at least %.0f mm",
                                  ceil((around + wanted * least) / AWOL_PX_PER_MM));
        }
    }
    double top = AWOL_CHART_EDGE + (double)page->titles.n * 1.3 * page->title + 2.0;
    for (size_t row = 0; row < page->n_rows; row++) {
        double header = 0.0;
        double below = 0.0;
        double height = 0.0;
        size_t first = row * chart->columns;
        for (size_t p = first; p < chart->n_panels && p < first + chart->columns; p++) {
            header = fmax(header, page->frames[p].header);
            below = fmax(below, page->frames[p].below);
            height = fmax(height, factor * wanted_height(chart, page, p));
        }
        for (size_t p = first; p < chart->n_panels && p < first + chart->columns; p++) {
            page->frames[p].panel.top = top + header;
            page->frames[p].panel.bottom = top + header + height;
        }
        top += header + height + below;
    }
    page->key_top = top + 2.0;
    page->caption_top = page->key_top + page->key_height;
    page->height =
        chart->settings->height > 0.0
            ? chart->settings->height
            : ceil(page->caption_top + (double)page->captions.n * page->line + AWOL_CHART_EDGE);
    return AWOL_OK;
}

static void lay_y(struct awol_chart *chart, struct awol_chart_page *page)
{
    for (size_t p = 0; p < chart->n_panels; p++) {
        struct awol_chart_frame *frame = &page->frames[p];
        double height = frame->panel.bottom - frame->panel.top;
        lay_numbers(&chart->panels[p].y, &frame->y_low, &frame->y_high, height, 28.0,
                    chart->settings->language, &frame->numbers_y);
    }
}

static void lay_x(struct awol_chart *chart, struct awol_chart_page *page)
{
    for (size_t p = 0; p < chart->n_panels; p++) {
        struct awol_chart_frame *frame = &page->frames[p];
        double width = frame->panel.right - frame->panel.left;
        if (chart->panels[p].x.scale == AWOL_SCALE_DATES) {
            awol_axis_time((int64_t)frame->x_low, (int64_t)frame->x_high, width, page->text,
                           chart->settings->language, &frame->times);
        } else {
            /* A number is wider than it is high. */
            lay_numbers(&chart->panels[p].x, &frame->x_low, &frame->x_high, 0.4 * width, 24.0,
                        chart->settings->language, &frame->numbers_x);
        }
    }
}

double awol_chart_page_x(const struct awol_chart *chart, const struct awol_chart_page *page,
                         size_t p, double x)
{
    const struct awol_chart_frame *frame = &page->frames[p];
    bool is_log = chart->panels[p].x.scale == AWOL_SCALE_LOG;
    double share = is_log ? log(x / frame->x_low) / log(frame->x_high / frame->x_low)
                          : (x - frame->x_low) / (frame->x_high - frame->x_low);
    return frame->panel.left + share * (frame->panel.right - frame->panel.left);
}

/* Texts of upright rules stand above the panel, in rows that do not touch. */
static void lay_tags(struct awol_chart *chart, struct awol_chart_page *page, size_t p)
{
    struct awol_chart_frame *frame = &page->frames[p];
    struct awol_tag tags[AWOL_CHART_MAX_TAGS];
    frame->n_tags = 0;
    for (size_t m = 0; m < chart->n_marks && frame->n_tags < AWOL_CHART_MAX_TAGS; m++) {
        const struct awol_chart_mark *mark = &chart->marks[m];
        double x = mark->values[0];
        if (mark->panel == p && mark->kind == AWOL_MARK_RULE_X && mark->text != NULL &&
            x >= frame->x_low && x <= frame->x_high) {
            size_t at = frame->n_tags++;
            for (; at > 0 && chart->marks[frame->tags[at - 1].mark].values[0] > x; at--) {
                frame->tags[at] = frame->tags[at - 1];
            }
            frame->tags[at] = (struct awol_chart_tag){.mark = m};
        }
    }
    for (size_t i = 0; i < frame->n_tags; i++) {
        const struct awol_chart_mark *mark = &chart->marks[frame->tags[i].mark];
        tags[i] = (struct awol_tag){.x = awol_chart_page_x(chart, page, p, mark->values[0]),
                                    .width = awol_layout_width(mark->text, page->text) + 3.0};
    }
    size_t rows = 0;
    if (!awol_layout_tags(tags, frame->n_tags, page->width - AWOL_CHART_EDGE, MAX_TAG_ROWS,
                          &rows)) {
        rows = 1;
    }
    for (size_t i = 0; i < frame->n_tags; i++) {
        frame->tags[i].row = tags[i].row < rows ? tags[i].row : 0;
        frame->tags[i].leftward = tags[i].leftward;
    }
    frame->header += (double)rows * page->line + (rows > 0 ? 3.0 : 0.0);
}

enum awol_status awol_chart_lay(struct awol_chart *chart, struct awol_chart_page *page,
                                struct awol_error *opt_error)
{
    const struct awol_theme *theme = &chart->settings->theme;
    *page = (struct awol_chart_page){.width = chart->settings->width,
                                     .text = theme->text,
                                     .title = theme->title,
                                     .line = 1.3 * theme->text};
    page->frames = awol_arena_alloc(&chart->arena, (chart->n_panels + 1) * sizeof *page->frames);
    if (page->frames == NULL) {
        return awol_error_memory(opt_error);
    }
    memset(page->frames, 0, (chart->n_panels + 1) * sizeof *page->frames);
    page->n_rows = (chart->n_panels + chart->columns - 1) / chart->columns;
    double width = page->width - 2.0 * AWOL_CHART_EDGE;
    wrap(chart, title_of(chart), width, page->title, &page->titles, 2);
    wrap(chart, awol_text_string(&chart->caption), width, page->text, &page->captions,
         AWOL_CHART_MAX_LINES);
    awol_chart_choose_names(chart, page);
    set_surroundings(chart, page);
    enum awol_status status = awol_chart_set_ranges(chart, page, opt_error);
    if (status == AWOL_OK) {
        status = set_heights(chart, page, opt_error);
    }
    if (status == AWOL_OK) {
        lay_y(chart, page);
        status = awol_chart_set_sides(chart, page, opt_error);
    }
    if (status != AWOL_OK) {
        return status;
    }
    /* Where tags stand is known only now; they make the panels lower, or the page higher. */
    lay_x(chart, page);
    for (size_t p = 0; p < chart->n_panels; p++) {
        lay_tags(chart, page, p);
    }
    status = set_heights(chart, page, opt_error);
    lay_y(chart, page);
    for (size_t p = 0; p < chart->n_panels && status == AWOL_OK; p++) {
        status = awol_chart_lay_names(chart, page, p, opt_error);
    }
    return status;
}
