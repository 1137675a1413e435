#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plot/chart_mark.h"
#include "plot/layout.h"

#define HATCH 5.0 /* px between lines */
#define MARK_SIZE 0.55
#define BOUND 14.0 /* px, of the arrow up from a lower bound */
#define BREAK ((double)NAN)

/* One panel while its marks become layers. */
struct pen {
    struct awol_chart *chart;
    const struct awol_chart_page *page;
    const struct awol_chart_panel *spec;
    const struct awol_chart_frame *frame;
    struct awol_script *script;
    struct awol_layer *layers;
    size_t n;
};

static struct awol_point on_page(double x, double y)
{
    return (struct awol_point){x, y, false, false};
}

static const char *colour_of(const struct awol_chart *chart, enum awol_role role)
{
    return chart->settings->theme.colours[role];
}

static struct awol_line_style line_of(const struct awol_chart *chart, struct awol_stroke stroke)
{
    return (struct awol_line_style){.colour = colour_of(chart, stroke.role),
                                    .width = stroke.width > 0.0 ? stroke.width
                                                                : chart->settings->theme.line,
                                    .dash = stroke.dash > 0 ? stroke.dash : 1};
}

/* ---- geometry -------------------------------------------------------------------------------- */

static double within(double value, double a, double b)
{
    return fmin(fmax(value, fmin(a, b)), fmax(a, b));
}

static bool is_within(double value, double a, double b)
{
    return value >= fmin(a, b) && value <= fmax(a, b);
}

/* A value as the axes of the script have it, kept within them: days are seconds there. */
static double clamp_x(const struct pen *pen, double x)
{
    double value = within(x, pen->frame->x_low, pen->frame->x_high);
    return pen->spec->x.scale == AWOL_SCALE_DATES ? awol_axis_seconds(1) * value : value;
}

static double clamp_y(const struct pen *pen, double y)
{
    return within(y, pen->frame->y_low, pen->frame->y_high);
}

/* Lines run on beyond the panel, where the script cuts them. */
static double line_x(const struct pen *pen, double x)
{
    return !isfinite(x)                             ? clamp_x(pen, x)
           : pen->spec->x.scale == AWOL_SCALE_DATES ? awol_axis_seconds(1) * x
                                                    : x;
}

static double px_of_y(const struct pen *pen, double y)
{
    const struct awol_panel *panel = &pen->frame->panel;
    double share = panel->log_y ? log(y / panel->y_min) / log(panel->y_max / panel->y_min)
                                : (y - panel->y_min) / (panel->y_max - panel->y_min);
    return panel->bottom - share * (panel->bottom - panel->top);
}

static double x_of_px(const struct pen *pen, double px)
{
    const struct awol_panel *panel = &pen->frame->panel;
    double share = (px - panel->left) / (panel->right - panel->left);
    return panel->log_x ? panel->x_min * pow(panel->x_max / panel->x_min, share)
                        : panel->x_min + share * (panel->x_max - panel->x_min);
}

static double y_of_px(const struct pen *pen, double px)
{
    const struct awol_panel *panel = &pen->frame->panel;
    double share = (panel->bottom - px) / (panel->bottom - panel->top);
    return panel->log_y ? panel->y_min * pow(panel->y_max / panel->y_min, share)
                        : panel->y_min + share * (panel->y_max - panel->y_min);
}

/* ---- layers ---------------------------------------------------------------------------------- */

static void add_layer(struct pen *pen, struct awol_layer layer, const double *values, size_t n,
                      size_t n_columns)
{
    if (n > 0) {
        layer.block = awol_script_block(pen->script, values, n, n_columns);
        pen->layers[pen->n++] = layer;
    }
}

static double *make_rows(struct pen *pen, size_t n, size_t n_columns)
{
    double *rows = awol_arena_alloc(&pen->chart->arena, (n + 1) * n_columns * sizeof *rows);
    pen->chart->failed = pen->chart->failed || rows == NULL;
    return rows;
}

static struct awol_layer layer_of(const struct pen *pen, const struct awol_chart_mark *mark,
                                  enum awol_layer_kind kind)
{
    const struct awol_line_style line = line_of(pen->chart, mark->stroke);
    return (struct awol_layer){.kind = kind,
                               .colour = line.colour,
                               .width = line.width,
                               .dash = line.dash,
                               .point = mark->stroke.point > 0 ? mark->stroke.point : 7,
                               .size = mark->stroke.size > 0.0 ? mark->stroke.size : MARK_SIZE,
                               .opacity = mark->opacity};
}

static void add_line(struct pen *pen, const struct awol_chart_mark *mark)
{
    bool points = mark->kind == AWOL_MARK_POINTS;
    double *rows = make_rows(pen, mark->n, 2);
    size_t n = 0;
    size_t n_known = 0;
    for (size_t i = 0; rows != NULL && i < mark->n; i++) {
        double x = mark->values[2 * i];
        double y = mark->values[2 * i + 1];
        bool known = !isnan(x) && !isnan(y) && !(pen->frame->panel.log_y && y <= 0.0) &&
                     !(pen->frame->panel.log_x && x <= 0.0);
        if (points && !(known && is_within(x, pen->frame->x_low, pen->frame->x_high) &&
                        is_within(y, pen->frame->y_low, pen->frame->y_high))) {
            continue;
        }
        n_known += known;
        rows[2 * n] = known ? line_x(pen, x) : BREAK;
        rows[2 * n + 1] = known ? (isfinite(y) ? y : clamp_y(pen, y)) : BREAK;
        n++;
    }
    add_layer(pen, layer_of(pen, mark, points ? AWOL_LAYER_POINTS : AWOL_LAYER_LINES), rows,
              n_known > 0 ? n : 0, 2);
}

static void add_ribbon(struct pen *pen, const struct awol_chart_mark *mark)
{
    double *rows = make_rows(pen, mark->n, 3);
    size_t n_known = 0;
    for (size_t i = 0; rows != NULL && i < mark->n; i++) {
        const double *values = mark->values + 3 * i;
        bool known = !isnan(values[0]) && !isnan(values[1]) && !isnan(values[2]);
        n_known += known;
        rows[3 * i] = known ? line_x(pen, values[0]) : BREAK;
        rows[3 * i + 1] = known ? clamp_y(pen, values[1]) : BREAK;
        rows[3 * i + 2] = known ? clamp_y(pen, values[2]) : BREAK;
    }
    add_layer(pen, layer_of(pen, mark, AWOL_LAYER_RIBBON), rows, n_known > 0 ? mark->n : 0, 3);
}

static void add_boxes(struct pen *pen, const struct awol_chart_mark *mark)
{
    double *rows = make_rows(pen, mark->n, 4);
    size_t n = 0;
    for (size_t i = 0; rows != NULL && i < mark->n; i++) {
        const double *values = mark->values + 4 * i;
        bool seen = values[1] >= pen->frame->x_low && values[0] <= pen->frame->x_high &&
                    !isnan(values[2]) && !isnan(values[3]);
        if (seen) {
            rows[4 * n] = clamp_x(pen, values[0]);
            rows[4 * n + 1] = clamp_x(pen, values[1]);
            rows[4 * n + 2] = clamp_y(pen, values[2]);
            rows[4 * n++ + 3] = clamp_y(pen, values[3]);
        }
    }
    add_layer(pen, layer_of(pen, mark, AWOL_LAYER_BOXES), rows, n, 4);
}

/* An interval as a stroke; from its known end to the edge with an arrow where the other is none. */
static void add_spans(struct pen *pen, const struct awol_chart_mark *mark)
{
    bool along_x = mark->kind == AWOL_MARK_SPANS_X;
    double *strokes = make_rows(pen, mark->n, 4);
    double *arrows = make_rows(pen, 2 * mark->n, 4);
    size_t n_strokes = 0;
    size_t n_arrows = 0;
    for (size_t i = 0; strokes != NULL && arrows != NULL && i < mark->n; i++) {
        const double *values = mark->values + 3 * i;
        double low = along_x ? values[0] : values[1];
        double high = along_x ? values[1] : values[2];
        double other = along_x ? values[2] : values[0];
        double least = along_x ? pen->frame->x_low : fmin(pen->frame->y_low, pen->frame->y_high);
        double most = along_x ? pen->frame->x_high : fmax(pen->frame->y_low, pen->frame->y_high);
        bool inside = along_x ? is_within(other, pen->frame->y_low, pen->frame->y_high)
                              : is_within(other, pen->frame->x_low, pen->frame->x_high);
        if (isnan(low) || isnan(high) || !inside || high < least || low > most) {
            continue;
        }
        double from = along_x ? clamp_x(pen, low) : clamp_y(pen, low);
        double to = along_x ? clamp_x(pen, high) : clamp_y(pen, high);
        double place = along_x ? other : line_x(pen, other);
        double x = along_x ? from : place;
        double y = along_x ? place : from;
        bool open_above = isinf(high) || high > most;
        bool open_below = isinf(low) || low < least;
        if (!along_x && isinf(high)) {
            to = y_of_px(pen, fmax(px_of_y(pen, from) - BOUND, pen->frame->panel.top));
        }
        double row[4] = {x, y, along_x ? to - from : 0.0, along_x ? 0.0 : to - from};
        if (open_above) {
            memcpy(arrows + 4 * n_arrows++, row, sizeof row);
        }
        if (open_below) {
            double back[4] = {x + row[2], y + row[3], -row[2], -row[3]};
            memcpy(arrows + 4 * n_arrows++, back, sizeof back);
        }
        if (!open_above && !open_below) {
            memcpy(strokes + 4 * n_strokes++, row, sizeof row);
        }
    }
    add_layer(pen, layer_of(pen, mark, AWOL_LAYER_SEGMENTS), strokes, n_strokes, 4);
    add_layer(pen, layer_of(pen, mark, AWOL_LAYER_ARROWS), arrows, n_arrows, 4);
}

/* Lines at 45 degrees on the page, cut to the box. gnuplot's own patterns differ between terminals.
 */
static void add_hatch(struct pen *pen, const struct awol_chart_mark *mark)
{
    const double *values = mark->values;
    double left = awol_chart_page_x(pen->chart, pen->page, mark->panel,
                                    within(values[0], pen->frame->x_low, pen->frame->x_high));
    double right = awol_chart_page_x(pen->chart, pen->page, mark->panel,
                                     within(values[1], pen->frame->x_low, pen->frame->x_high));
    double bottom = px_of_y(pen, clamp_y(pen, values[2]));
    double top = px_of_y(pen, clamp_y(pen, values[3]));
    if (!(right > left) || !(bottom > top)) {
        return;
    }
    double height = bottom - top;
    size_t most = (size_t)((right - left + height) / HATCH) + 2;
    double *rows = make_rows(pen, most, 4);
    size_t n = 0;
    /* From one corner of the page, so that boxes that touch are hatched as one. */
    double first = ceil((left + top) / HATCH) * HATCH;
    for (double sum = first; rows != NULL && sum <= right + bottom && n < most; sum += HATCH) {
        double x_from = fmax(left, sum - bottom);
        double x_to = fmin(right, sum - top);
        if (x_to > x_from) {
            rows[4 * n] = x_of_px(pen, x_from);
            rows[4 * n + 1] = y_of_px(pen, sum - x_from);
            rows[4 * n + 2] = x_of_px(pen, x_to) - rows[4 * n];
            rows[4 * n + 3] = y_of_px(pen, sum - x_to) - rows[4 * n + 1];
            n++;
        }
    }
    add_layer(pen, layer_of(pen, mark, AWOL_LAYER_SEGMENTS), rows, n, 4);
}

static void add_rule(struct pen *pen, const struct awol_chart_mark *mark)
{
    bool upright = mark->kind == AWOL_MARK_RULE_X;
    double value = mark->values[0];
    const struct awol_panel *panel = &pen->frame->panel;
    double low = upright ? pen->frame->x_low : pen->frame->y_low;
    double high = upright ? pen->frame->x_high : pen->frame->y_high;
    double *rows = make_rows(pen, 2, 2);
    if (rows == NULL || !is_within(value, low, high)) {
        return;
    }
    rows[0] = upright ? clamp_x(pen, value) : panel->x_min;
    rows[1] = upright ? panel->y_min : value;
    rows[2] = upright ? rows[0] : panel->x_max;
    rows[3] = upright ? panel->y_max : value;
    add_layer(pen, layer_of(pen, mark, AWOL_LAYER_LINES), rows, 2, 2);
    if (!upright && mark->text != NULL) {
        const struct awol_label_style style = {.size = pen->page->text,
                                               .colour = colour_of(pen->chart, mark->stroke.role),
                                               .align = AWOL_ALIGN_RIGHT};
        awol_script_label(pen->script,
                          on_page(panel->right - 2.0, px_of_y(pen, value) - 0.6 * pen->page->text),
                          mark->text, &style);
    }
}

static void add_text(struct pen *pen, const struct awol_chart_mark *mark)
{
    double x = mark->values[0];
    double y = mark->values[1];
    if (!is_within(x, pen->frame->x_low, pen->frame->x_high) ||
        !is_within(y, pen->frame->y_low, pen->frame->y_high)) {
        return;
    }
    const struct awol_label_style style = {
        .size = pen->page->text, .colour = colour_of(pen->chart, AWOL_INK), .align = mark->align};
    awol_script_label(pen->script, (struct awol_point){clamp_x(pen, x), y, true, true},
                      mark->text != NULL ? mark->text : "", &style);
}

static void add_mark(struct pen *pen, const struct awol_chart_mark *mark)
{
    switch (mark->kind) {
    case AWOL_MARK_LINE:
    case AWOL_MARK_POINTS:
        add_line(pen, mark);
        break;
    case AWOL_MARK_RIBBON:
        add_ribbon(pen, mark);
        break;
    case AWOL_MARK_BOXES:
        add_boxes(pen, mark);
        break;
    case AWOL_MARK_SPANS_X:
    case AWOL_MARK_SPANS_Y:
        add_spans(pen, mark);
        break;
    case AWOL_MARK_HATCH:
        add_hatch(pen, mark);
        break;
    case AWOL_MARK_RULE_X:
    case AWOL_MARK_RULE_Y:
        add_rule(pen, mark);
        break;
    case AWOL_MARK_TEXT:
        add_text(pen, mark);
        break;
    case AWOL_MARK_NAME:
        break;
    }
}

/* ---- names of curves ------------------------------------------------------------------------- */

static int compare_heights(const void *a, const void *b)
{
    const double *x = a;
    const double *y = b;
    return x[0] < y[0] ? -1 : x[0] > y[0];
}

/* In the margin, each with a piece of its line, moved apart. */
static void draw_names(struct pen *pen, size_t p)
{
    const struct awol_panel *panel = &pen->frame->panel;
    double *places = make_rows(pen, pen->chart->n_marks, 2);
    size_t n = 0;
    for (size_t m = 0; places != NULL && m < pen->chart->n_marks; m++) {
        const struct awol_chart_mark *mark = &pen->chart->marks[m];
        if (mark->kind == AWOL_MARK_NAME && mark->panel == p && !isnan(mark->values[1])) {
            places[2 * n] = px_of_y(pen, clamp_y(pen, mark->values[1]));
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
        const struct awol_line_style line = line_of(pen->chart, mark->stroke);
        const struct awol_label_style style = {.size = pen->page->text,
                                               .colour = colour_of(pen->chart, AWOL_INK)};
        double y = places[2 * i];
        awol_script_line(pen->script, on_page(panel->right + 4.0, y),
                         on_page(panel->right + 28.0, y), &line);
        awol_script_label(pen->script, on_page(panel->right + 32.0, y),
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
            const struct awol_line_style line = line_of(chart, mark->stroke);
            const struct awol_label_style style = {.size = page->text,
                                                   .colour = colour_of(chart, AWOL_INK)};
            double middle = y + (row + 0.5) * page->line;
            awol_script_line(opt_script, on_page(x, middle),
                             on_page(x + AWOL_CHART_KEY - 6.0, middle), &line);
            awol_script_label(opt_script, on_page(x + AWOL_CHART_KEY, middle), name, &style);
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
        awol_script_label(script, on_page(AWOL_CHART_EDGE, y + ((double)i + 0.5) * height),
                          lines->lines[i], style);
    }
}

static void draw_surroundings(const struct pen *pen)
{
    const struct awol_chart_page *page = pen->page;
    const struct awol_label_style title = {.size = page->title,
                                           .colour = colour_of(pen->chart, AWOL_INK)};
    const struct awol_label_style small = {.size = page->text,
                                           .colour = colour_of(pen->chart, AWOL_AXIS)};
    draw_lines(pen->script, &page->titles, AWOL_CHART_EDGE, 1.3 * page->title, &title);
    draw_lines(pen->script, &page->captions, page->caption_top, page->line, &small);
    if (page->named_below) {
        (void)awol_chart_lay_key(pen->chart, page, page->key_top, pen->script);
    }
}

static void draw_times(const struct pen *pen)
{
    const struct awol_time_axis *times = &pen->frame->times;
    const struct awol_label_style style = {.size = pen->page->text,
                                           .colour = colour_of(pen->chart, AWOL_AXIS),
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
static void draw_x_label(const struct pen *pen, double y, const struct awol_label_style *style)
{
    const struct awol_chart_frame *frame = pen->frame;
    double left = frame->panel.left - frame->left;
    double right = frame->panel.right + frame->right;
    const char *text =
        awol_layout_cut(&pen->chart->arena, pen->spec->x.label, right - left, style->size);
    double half = 0.5 * awol_layout_width(text, style->size);
    double x = 0.5 * (frame->panel.left + frame->panel.right);
    x = fmax(left + half, fmin(x, right - half));
    awol_script_label(pen->script, on_page(x, y), text, style);
}

static void draw_axes(const struct pen *pen)
{
    const struct awol_panel *panel = &pen->frame->panel;
    const struct awol_label_style grey = {.size = pen->page->text,
                                          .colour = colour_of(pen->chart, AWOL_AXIS),
                                          .align = AWOL_ALIGN_CENTER};
    struct awol_label_style ink = grey;
    ink.colour = colour_of(pen->chart, AWOL_INK);
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
                          on_page(panel->left - pen->frame->left + 0.5 * pen->page->line,
                                  0.5 * (panel->top + panel->bottom)),
                          awol_layout_cut(&pen->chart->arena, pen->spec->y.label,
                                          panel->bottom - panel->top + pen->frame->header,
                                          pen->page->text),
                          &ink);
    }
}

static void draw_right(const struct pen *pen)
{
    const struct awol_label_style style = {.size = pen->page->text,
                                           .colour = colour_of(pen->chart, AWOL_INK)};
    for (size_t i = 0; pen->spec->y.right != NULL && i < pen->spec->y.n_rows; i++) {
        awol_script_label(pen->script,
                          on_page(pen->frame->panel.right + 6.0, px_of_y(pen, (double)i)),
                          pen->spec->y.right[i], &style);
    }
}

/* The panel's own title, and the texts of upright rules below it. */
static void draw_header(const struct pen *pen)
{
    const struct awol_panel *panel = &pen->frame->panel;
    const double size = pen->page->text;
    if (pen->spec->opt_title != NULL) {
        const struct awol_label_style style = {.size = size,
                                               .colour = colour_of(pen->chart, AWOL_INK)};
        awol_script_label(
            pen->script,
            on_page(panel->left, panel->top - pen->frame->header + 0.5 * pen->page->line),
            awol_layout_cut(&pen->chart->arena, pen->spec->opt_title,
                            panel->right - panel->left + pen->frame->right - 8.0, size),
            &style);
    }
    for (size_t i = 0; i < pen->frame->n_tags; i++) {
        const struct awol_chart_tag *tag = &pen->frame->tags[i];
        const struct awol_chart_mark *mark = &pen->chart->marks[tag->mark];
        const struct awol_line_style line = line_of(pen->chart, mark->stroke);
        const struct awol_label_style style = {.size = size,
                                               .colour = line.colour,
                                               .align = tag->leftward ? AWOL_ALIGN_RIGHT
                                                                      : AWOL_ALIGN_LEFT};
        double x = awol_chart_page_x(pen->chart, pen->page, mark->panel, mark->values[0]);
        double y = panel->top - 3.0 - ((double)tag->row + 0.5) * pen->page->line;
        awol_script_line(pen->script, on_page(x, y - 0.4 * size), on_page(x, panel->top), &line);
        awol_script_label(pen->script, on_page(x + (tag->leftward ? -3.0 : 3.0), y), mark->text,
                          &style);
    }
}

/* ---- panels ---------------------------------------------------------------------------------- */

static void set_panel(const struct awol_chart *chart, const struct awol_chart_page *page, size_t p)
{
    struct awol_chart_frame *frame = &page->frames[p];
    const struct awol_chart_panel *spec = &chart->panels[p];
    bool dates = spec->x.scale == AWOL_SCALE_DATES;
    double unit = dates ? awol_axis_seconds(1) : 1.0;
    struct awol_panel *panel = &frame->panel;
    panel->x_min = unit * frame->x_low;
    panel->x_max = unit * frame->x_high;
    panel->y_min = frame->y_low;
    panel->y_max = frame->y_high;
    panel->log_x = spec->x.scale == AWOL_SCALE_LOG;
    panel->log_y = spec->y.scale == AWOL_SCALE_LOG;
    panel->x_ticks = dates ? frame->times.ticks : frame->numbers_x.ticks;
    panel->n_x_ticks = dates ? frame->times.n_ticks : frame->numbers_x.n;
    panel->y_ticks = frame->numbers_y.ticks;
    panel->y_labels = frame->numbers_y.labels;
    panel->n_y_ticks = frame->numbers_y.n;
    panel->label_size = page->text;
    panel->colour = chart->settings->theme.colours[AWOL_AXIS];
}

static void draw_panel(struct awol_chart *chart, const struct awol_chart_page *page, size_t p,
                       struct awol_script *script)
{
    struct pen pen = {.chart = chart,
                      .page = page,
                      .spec = &chart->panels[p],
                      .frame = &page->frames[p],
                      .script = script};
    pen.layers = awol_arena_alloc(&chart->arena, (2 * chart->n_marks + 1) * sizeof *pen.layers);
    if (pen.layers == NULL) {
        chart->failed = true;
        return;
    }
    set_panel(chart, page, p);
    awol_script_panel(script, &page->frames[p].panel);
    if (p == 0) {
        draw_surroundings(&pen);
    }
    draw_axes(&pen);
    draw_header(&pen);
    draw_right(&pen);
    for (size_t m = 0; m < chart->n_marks; m++) {
        if (chart->marks[m].panel == p) {
            add_mark(&pen, &chart->marks[m]);
        }
    }
    if (!page->named_below) {
        draw_names(&pen, p);
    }
    if (pen.n == 0) {
        /* A plot needs something: its own lower edge. */
        const struct awol_panel *panel = &pen.frame->panel;
        const double base[] = {panel->x_min, panel->y_min, panel->x_max, panel->y_min};
        add_layer(&pen,
                  (struct awol_layer){
                      .kind = AWOL_LAYER_LINES, .colour = panel->colour, .width = 0.75, .dash = 1},
                  base, 2, 2);
    }
    awol_script_plot(script, pen.layers, pen.n);
}

void awol_chart_draw(struct awol_chart *chart, const struct awol_chart_page *page,
                     struct awol_script *script)
{
    const struct awol_page paper = {.terminal = chart->settings->terminal,
                                    .width = page->width,
                                    .height = page->height,
                                    .font = chart->settings->theme.font,
                                    .font_size = page->text};
    awol_script_begin(script, &paper);
    for (size_t p = 0; p < chart->n_panels; p++) {
        draw_panel(chart, page, p, script);
    }
    awol_script_end(script);
}
