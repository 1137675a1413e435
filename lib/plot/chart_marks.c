#include <math.h>
#include <string.h>

#include "plot/chart_pen.h"

#define HATCH 5.0 /* px between lines */
#define MARK_SIZE 0.55
#define BOUND 14.0 /* px, of the arrow up from a lower bound */
#define BREAK ((double)NAN)

static struct awol_layer layer_of(const struct awol_chart_pen *pen,
                                  const struct awol_chart_mark *mark, enum awol_layer_kind kind)
{
    const struct awol_line_style line = awol_chart_line_style(pen->chart, mark->stroke);
    return (struct awol_layer){.kind = kind,
                               .colour = line.colour,
                               .width = line.width,
                               .dash = line.dash,
                               .point = mark->stroke.point > 0 ? mark->stroke.point : 7,
                               .size = mark->stroke.size > 0.0 ? mark->stroke.size : MARK_SIZE,
                               .opacity = mark->opacity};
}

static void add_line(struct awol_chart_pen *pen, const struct awol_chart_mark *mark)
{
    bool points = mark->kind == AWOL_MARK_POINTS;
    double *rows = awol_chart_pen_rows(pen, mark->n, 2);
    size_t n = 0;
    size_t n_known = 0;
    for (size_t i = 0; rows != NULL && i < mark->n; i++) {
        double x = mark->values[2 * i];
        double y = mark->values[2 * i + 1];
        bool known = !isnan(x) && !isnan(y) && !(pen->frame->panel.log_y && y <= 0.0) &&
                     !(pen->frame->panel.log_x && x <= 0.0);
        if (points && !(known && awol_chart_is_within(x, pen->frame->x_low, pen->frame->x_high) &&
                        awol_chart_is_within(y, pen->frame->y_low, pen->frame->y_high))) {
            continue;
        }
        n_known += known;
        rows[2 * n] = known ? awol_chart_pen_line_x(pen, x) : BREAK;
        rows[2 * n + 1] = known ? (isfinite(y) ? y : awol_chart_pen_clamp_y(pen, y)) : BREAK;
        n++;
    }
    awol_chart_pen_layer(pen, layer_of(pen, mark, points ? AWOL_LAYER_POINTS : AWOL_LAYER_LINES),
                         rows, n_known > 0 ? n : 0, 2);
}

static void add_ribbon(struct awol_chart_pen *pen, const struct awol_chart_mark *mark)
{
    double *rows = awol_chart_pen_rows(pen, mark->n, 3);
    size_t n_known = 0;
    for (size_t i = 0; rows != NULL && i < mark->n; i++) {
        const double *values = mark->values + 3 * i;
        bool known = !isnan(values[0]) && !isnan(values[1]) && !isnan(values[2]);
        n_known += known;
        rows[3 * i] = known ? awol_chart_pen_line_x(pen, values[0]) : BREAK;
        rows[3 * i + 1] = known ? awol_chart_pen_clamp_y(pen, values[1]) : BREAK;
        rows[3 * i + 2] = known ? awol_chart_pen_clamp_y(pen, values[2]) : BREAK;
    }
    awol_chart_pen_layer(pen, layer_of(pen, mark, AWOL_LAYER_RIBBON), rows,
                         n_known > 0 ? mark->n : 0, 3);
}

static void add_boxes(struct awol_chart_pen *pen, const struct awol_chart_mark *mark)
{
    double *rows = awol_chart_pen_rows(pen, mark->n, 4);
    size_t n = 0;
    for (size_t i = 0; rows != NULL && i < mark->n; i++) {
        const double *values = mark->values + 4 * i;
        bool seen = values[1] >= pen->frame->x_low && values[0] <= pen->frame->x_high &&
                    !isnan(values[2]) && !isnan(values[3]);
        if (seen) {
            rows[4 * n] = awol_chart_pen_clamp_x(pen, values[0]);
            rows[4 * n + 1] = awol_chart_pen_clamp_x(pen, values[1]);
            rows[4 * n + 2] = awol_chart_pen_clamp_y(pen, values[2]);
            rows[4 * n++ + 3] = awol_chart_pen_clamp_y(pen, values[3]);
        }
    }
    awol_chart_pen_layer(pen, layer_of(pen, mark, AWOL_LAYER_BOXES), rows, n, 4);
}

/* An interval as a stroke; from its known end to the edge with an arrow where the other is none. */
static void add_spans(struct awol_chart_pen *pen, const struct awol_chart_mark *mark)
{
    bool along_x = mark->kind == AWOL_MARK_SPANS_X;
    double *strokes = awol_chart_pen_rows(pen, mark->n, 4);
    double *arrows = awol_chart_pen_rows(pen, 2 * mark->n, 4);
    size_t n_strokes = 0;
    size_t n_arrows = 0;
    for (size_t i = 0; strokes != NULL && arrows != NULL && i < mark->n; i++) {
        const double *values = mark->values + 3 * i;
        double low = along_x ? values[0] : values[1];
        double high = along_x ? values[1] : values[2];
        double other = along_x ? values[2] : values[0];
        double least = along_x ? pen->frame->x_low : fmin(pen->frame->y_low, pen->frame->y_high);
        double most = along_x ? pen->frame->x_high : fmax(pen->frame->y_low, pen->frame->y_high);
        bool inside = along_x ? awol_chart_is_within(other, pen->frame->y_low, pen->frame->y_high)
                              : awol_chart_is_within(other, pen->frame->x_low, pen->frame->x_high);
        if (isnan(low) || isnan(high) || !inside || high < least || low > most) {
            continue;
        }
        double from = along_x ? awol_chart_pen_clamp_x(pen, low) : awol_chart_pen_clamp_y(pen, low);
        double to = along_x ? awol_chart_pen_clamp_x(pen, high) : awol_chart_pen_clamp_y(pen, high);
        double place = along_x ? other : awol_chart_pen_line_x(pen, other);
        double x = along_x ? from : place;
        double y = along_x ? place : from;
        bool open_above = isinf(high) || high > most;
        bool open_below = isinf(low) || low < least;
        if (!along_x && isinf(high)) {
            to = awol_chart_pen_y_of_px(
                pen, fmax(awol_chart_pen_px_of_y(pen, from) - BOUND, pen->frame->panel.top));
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
    awol_chart_pen_layer(pen, layer_of(pen, mark, AWOL_LAYER_SEGMENTS), strokes, n_strokes, 4);
    awol_chart_pen_layer(pen, layer_of(pen, mark, AWOL_LAYER_ARROWS), arrows, n_arrows, 4);
}

/* Lines at 45 degrees on the page, cut to the box. gnuplot's own patterns differ between terminals.
 */
static void add_hatch(struct awol_chart_pen *pen, const struct awol_chart_mark *mark)
{
    const double *values = mark->values;
    double left =
        awol_chart_page_x(pen->chart, pen->page, mark->panel,
                          awol_chart_within(values[0], pen->frame->x_low, pen->frame->x_high));
    double right =
        awol_chart_page_x(pen->chart, pen->page, mark->panel,
                          awol_chart_within(values[1], pen->frame->x_low, pen->frame->x_high));
    double bottom = awol_chart_pen_px_of_y(pen, awol_chart_pen_clamp_y(pen, values[2]));
    double top = awol_chart_pen_px_of_y(pen, awol_chart_pen_clamp_y(pen, values[3]));
    if (!(right > left) || !(bottom > top)) {
        return;
    }
    double height = bottom - top;
    size_t most = (size_t)((right - left + height) / HATCH) + 2;
    double *rows = awol_chart_pen_rows(pen, most, 4);
    size_t n = 0;
    /* From one corner of the page, so that boxes that touch are hatched as one. */
    double first = ceil((left + top) / HATCH) * HATCH;
    for (double sum = first; rows != NULL && sum <= right + bottom && n < most; sum += HATCH) {
        double x_from = fmax(left, sum - bottom);
        double x_to = fmin(right, sum - top);
        if (x_to > x_from) {
            rows[4 * n] = awol_chart_pen_x_of_px(pen, x_from);
            rows[4 * n + 1] = awol_chart_pen_y_of_px(pen, sum - x_from);
            rows[4 * n + 2] = awol_chart_pen_x_of_px(pen, x_to) - rows[4 * n];
            rows[4 * n + 3] = awol_chart_pen_y_of_px(pen, sum - x_to) - rows[4 * n + 1];
            n++;
        }
    }
    awol_chart_pen_layer(pen, layer_of(pen, mark, AWOL_LAYER_SEGMENTS), rows, n, 4);
}

static void add_rule(struct awol_chart_pen *pen, const struct awol_chart_mark *mark)
{
    bool upright = mark->kind == AWOL_MARK_RULE_X;
    double value = mark->values[0];
    const struct awol_panel *panel = &pen->frame->panel;
    double low = upright ? pen->frame->x_low : pen->frame->y_low;
    double high = upright ? pen->frame->x_high : pen->frame->y_high;
    double *rows = awol_chart_pen_rows(pen, 2, 2);
    if (rows == NULL || !awol_chart_is_within(value, low, high)) {
        return;
    }
    rows[0] = upright ? awol_chart_pen_clamp_x(pen, value) : panel->x_min;
    rows[1] = upright ? panel->y_min : value;
    rows[2] = upright ? rows[0] : panel->x_max;
    rows[3] = upright ? panel->y_max : value;
    awol_chart_pen_layer(pen, layer_of(pen, mark, AWOL_LAYER_LINES), rows, 2, 2);
    if (!upright && mark->text != NULL) {
        const struct awol_label_style style = {.size = pen->page->text,
                                               .colour =
                                                   awol_chart_colour(pen->chart, mark->stroke.role),
                                               .align = AWOL_ALIGN_RIGHT};
        awol_script_label(
            pen->script,
            awol_chart_on_page(panel->right - 2.0,
                               awol_chart_pen_px_of_y(pen, value) - 0.6 * pen->page->text),
            mark->text, &style);
    }
}

static void add_text(struct awol_chart_pen *pen, const struct awol_chart_mark *mark)
{
    double x = mark->values[0];
    double y = mark->values[1];
    if (!awol_chart_is_within(x, pen->frame->x_low, pen->frame->x_high) ||
        !awol_chart_is_within(y, pen->frame->y_low, pen->frame->y_high)) {
        return;
    }
    const struct awol_label_style style = {.size = pen->page->text,
                                           .colour = awol_chart_colour(pen->chart, AWOL_INK),
                                           .align = mark->align};
    awol_script_label(pen->script,
                      (struct awol_point){awol_chart_pen_clamp_x(pen, x), y, true, true},
                      mark->text != NULL ? mark->text : "", &style);
}

void awol_chart_pen_mark(struct awol_chart_pen *pen, const struct awol_chart_mark *mark)
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
