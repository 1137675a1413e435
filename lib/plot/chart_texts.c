#include <math.h>
#include <stdlib.h>

#include "plot/chart_pen.h"
#include "plot/layout.h"

/* ---- names of curves ------------------------------------------------------------------------- */

static int compare_heights(const void *a, const void *b)
{
    const double *x = a;
    const double *y = b;
    return x[0] < y[0] ? -1 : x[0] > y[0];
}

/* In the margin, each with a piece of its line, moved apart. */
void awol_chart_pen_names(struct awol_chart_pen *pen, size_t p)
{
    const struct awol_panel *panel = &pen->frame->panel;
    double *places = awol_chart_pen_rows(pen, pen->chart->n_marks, 2);
    size_t n = 0;
    for (size_t m = 0; places != NULL && m < pen->chart->n_marks; m++) {
        const struct awol_chart_mark *mark = &pen->chart->marks[m];
        if (mark->kind == AWOL_MARK_NAME && mark->panel == p && !isnan(mark->values[1])) {
            places[2 * n] =
                awol_chart_pen_px_of_y(pen, awol_chart_pen_clamp_y(pen, mark->values[1]));
            places[2 * n++ + 1] = (double)m;
        }
    }
    double gap = 1.1 * pen->page->text;
    if (n > 0) {
        qsort(places, n, 2 * sizeof *places, compare_heights);
    }
    for (size_t i = 1; i < n; i++) {
        places[2 * i] = fmax(places[2 * i], places[2 * i - 2] + gap);
    }
    for (size_t i = n; i-- > 0;) {
        double most = i + 1 < n ? places[2 * i + 2] - gap : panel->bottom;
        places[2 * i] = fmin(places[2 * i], most);
    }
    for (size_t i = 0; i < n; i++) {
        const struct awol_chart_mark *mark = &pen->chart->marks[(size_t)places[2 * i + 1]];
        const struct awol_line_style line = awol_chart_line_style(pen->chart, mark->stroke);
        const struct awol_label_style style = {.size = pen->page->text,
                                               .colour = awol_chart_colour(pen->chart, AWOL_INK)};
        double y = places[2 * i];
        awol_script_line(pen->script, awol_chart_on_page(panel->right + 4.0, y),
                         awol_chart_on_page(panel->right + 28.0, y), &line);
        awol_script_label(pen->script, awol_chart_on_page(panel->right + 32.0, y),
                          mark->text != NULL ? mark->text : "", &style);
    }
}

static bool is_new_name(const struct awol_chart *chart, size_t m)
{
    for (size_t i = 0; i < m; i++) {
        if (chart->marks[i].kind == AWOL_MARK_NAME &&
            awol_text_equal(chart->marks[i].text, chart->marks[m].text)) {
            return false;
        }
    }
    return chart->marks[m].kind == AWOL_MARK_NAME && chart->marks[m].text != NULL;
}

double awol_chart_lay_key(const struct awol_chart *chart, const struct awol_chart_page *page,
                          double y, struct awol_script *opt_script)
{
    double x = AWOL_CHART_EDGE;
    double row = 0.0;
    bool any = false;
    struct awol_arena arena;
    awol_arena_init(&arena);
    for (size_t m = 0; m < chart->n_marks; m++) {
        const struct awol_chart_mark *mark = &chart->marks[m];
        if (!is_new_name(chart, m)) {
            continue;
        }
        const char *name = awol_layout_cut(
            &arena, mark->text, page->width - 2.0 * AWOL_CHART_EDGE - AWOL_CHART_KEY, page->text);
        double width = AWOL_CHART_KEY + awol_layout_width(name, page->text);
        if (any && x + width > page->width - AWOL_CHART_EDGE) {
            x = AWOL_CHART_EDGE;
            row += 1.0;
        }
        any = true;
        if (opt_script != NULL) {
            const struct awol_line_style line = awol_chart_line_style(chart, mark->stroke);
            const struct awol_label_style style = {.size = page->text,
                                                   .colour = awol_chart_colour(chart, AWOL_INK)};
            double middle = y + (row + 0.5) * page->line;
            awol_script_line(opt_script, awol_chart_on_page(x, middle),
                             awol_chart_on_page(x + AWOL_CHART_KEY - 6.0, middle), &line);
            awol_script_label(opt_script, awol_chart_on_page(x + AWOL_CHART_KEY, middle), name,
                              &style);
        }
        x += width + 14.0;
    }
    awol_arena_release(&arena);
    return any ? (row + 1.0) * page->line + 4.0 : 0.0;
}

/* ---- texts around the panels ----------------------------------------------------------------- */

static void draw_lines(struct awol_script *script, const struct awol_chart_lines *lines, double y,
                       double height, const struct awol_label_style *style)
{
    for (size_t i = 0; i < lines->n; i++) {
        awol_script_label(script,
                          awol_chart_on_page(AWOL_CHART_EDGE, y + ((double)i + 0.5) * height),
                          lines->lines[i], style);
    }
}

void awol_chart_pen_surroundings(const struct awol_chart_pen *pen)
{
    const struct awol_chart_page *page = pen->page;
    const struct awol_label_style title = {.size = page->title,
                                           .colour = awol_chart_colour(pen->chart, AWOL_INK)};
    const struct awol_label_style small = {.size = page->text,
                                           .colour = awol_chart_colour(pen->chart, AWOL_AXIS)};
    draw_lines(pen->script, &page->titles, AWOL_CHART_EDGE, 1.3 * page->title, &title);
    draw_lines(pen->script, &page->captions, page->caption_top, page->line, &small);
    if (page->named_below) {
        (void)awol_chart_lay_key(pen->chart, page, page->key_top, pen->script);
    }
}

static void draw_times(const struct awol_chart_pen *pen)
{
    const struct awol_time_axis *times = &pen->frame->times;
    const struct awol_label_style style = {.size = pen->page->text,
                                           .colour = awol_chart_colour(pen->chart, AWOL_AXIS),
                                           .align = AWOL_ALIGN_CENTER};
    const struct awol_line_style border = {.colour = "#bbbbbb", .width = 0.75, .dash = 1};
    double y = pen->frame->panel.bottom + 6.0;
    for (size_t i = 0; i < times->n_labels; i++) {
        awol_script_label(
            pen->script,
            (struct awol_point){times->labels[i].place, y + 0.5 * pen->page->line, true, false},
            times->labels[i].text, &style);
    }
    for (size_t i = 0; i < times->n_contexts; i++) {
        awol_script_label(
            pen->script,
            (struct awol_point){times->contexts[i].place, y + 1.5 * pen->page->line, true, false},
            times->contexts[i].text, &style);
    }
    for (size_t i = 0; i < times->n_borders; i++) {
        awol_script_line(
            pen->script, (struct awol_point){times->borders[i], y - 3.0, true, false},
            (struct awol_point){times->borders[i], y + 2.0 * pen->page->line, true, false},
            &border);
    }
}

/* In the middle of its panel, or so far from it that the whole of it stands on the page. */
static void draw_x_label(const struct awol_chart_pen *pen, double y,
                         const struct awol_label_style *style)
{
    const struct awol_chart_frame *frame = pen->frame;
    double left = frame->panel.left - frame->left;
    double right = frame->panel.right + frame->right;
    const char *text =
        awol_layout_cut(&pen->chart->arena, pen->spec->x.label, right - left, style->size);
    double half = 0.5 * awol_layout_width(text, style->size);
    double x = 0.5 * (frame->panel.left + frame->panel.right);
    x = fmax(left + half, fmin(x, right - half));
    awol_script_label(pen->script, awol_chart_on_page(x, y), text, style);
}

void awol_chart_pen_axes(const struct awol_chart_pen *pen)
{
    const struct awol_panel *panel = &pen->frame->panel;
    const struct awol_label_style grey = {.size = pen->page->text,
                                          .colour = awol_chart_colour(pen->chart, AWOL_AXIS),
                                          .align = AWOL_ALIGN_CENTER};
    struct awol_label_style ink = grey;
    ink.colour = awol_chart_colour(pen->chart, AWOL_INK);
    double y = panel->bottom + 6.0 + 0.5 * pen->page->line;
    if (pen->spec->x.scale == AWOL_SCALE_DATES) {
        draw_times(pen);
        y += pen->page->line;
    }
    for (size_t i = 0; i < pen->frame->numbers_x.n; i++) {
        awol_script_label(pen->script,
                          (struct awol_point){pen->frame->numbers_x.ticks[i], y, true, false},
                          pen->frame->numbers_x.labels[i], &grey);
    }
    if (pen->spec->x.label != NULL) {
        draw_x_label(pen, y + pen->page->line, &ink);
    }
    if (pen->spec->y.label != NULL) {
        ink.rotated = true;
        awol_script_label(pen->script,
                          awol_chart_on_page(panel->left - pen->frame->left + 0.5 * pen->page->line,
                                             0.5 * (panel->top + panel->bottom)),
                          awol_layout_cut(&pen->chart->arena, pen->spec->y.label,
                                          panel->bottom - panel->top + pen->frame->header,
                                          pen->page->text),
                          &ink);
    }
}

void awol_chart_pen_right(const struct awol_chart_pen *pen)
{
    const struct awol_label_style style = {.size = pen->page->text,
                                           .colour = awol_chart_colour(pen->chart, AWOL_INK)};
    for (size_t i = 0; pen->spec->y.right != NULL && i < pen->spec->y.n_rows; i++) {
        awol_script_label(pen->script,
                          awol_chart_on_page(pen->frame->panel.right + 6.0,
                                             awol_chart_pen_px_of_y(pen, (double)i)),
                          pen->spec->y.right[i], &style);
    }
}

/* The panel's own title, and the texts of upright rules below it. */
void awol_chart_pen_header(const struct awol_chart_pen *pen)
{
    const struct awol_panel *panel = &pen->frame->panel;
    const double size = pen->page->text;
    if (pen->spec->opt_title != NULL) {
        const struct awol_label_style style = {.size = size,
                                               .colour = awol_chart_colour(pen->chart, AWOL_INK)};
        awol_script_label(pen->script,
                          awol_chart_on_page(panel->left, panel->top - pen->frame->header +
                                                              0.5 * pen->page->line),
                          awol_layout_cut(&pen->chart->arena, pen->spec->opt_title,
                                          panel->right - panel->left + pen->frame->right - 8.0,
                                          size),
                          &style);
    }
    for (size_t i = 0; i < pen->frame->n_tags; i++) {
        const struct awol_chart_tag *tag = &pen->frame->tags[i];
        const struct awol_chart_mark *mark = &pen->chart->marks[tag->mark];
        const struct awol_line_style line = awol_chart_line_style(pen->chart, mark->stroke);
        const struct awol_label_style style = {.size = size,
                                               .colour = line.colour,
                                               .align = tag->leftward ? AWOL_ALIGN_RIGHT
                                                                      : AWOL_ALIGN_LEFT};
        double x = awol_chart_page_x(pen->chart, pen->page, mark->panel, mark->values[0]);
        double y = panel->top - 3.0 - ((double)tag->row + 0.5) * pen->page->line;
        awol_script_line(pen->script, awol_chart_on_page(x, y - 0.4 * size),
                         awol_chart_on_page(x, panel->top), &line);
        awol_script_label(pen->script, awol_chart_on_page(x + (tag->leftward ? -3.0 : 3.0), y),
                          mark->text, &style);
    }
}
