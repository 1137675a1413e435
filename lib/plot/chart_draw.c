#include "plot/chart_pen.h"

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
    struct awol_chart_pen pen = {.chart = chart,
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
        awol_chart_pen_surroundings(&pen);
    }
    awol_chart_pen_axes(&pen);
    awol_chart_pen_header(&pen);
    awol_chart_pen_right(&pen);
    for (size_t m = 0; m < chart->n_marks; m++) {
        if (chart->marks[m].panel == p) {
            awol_chart_pen_mark(&pen, &chart->marks[m]);
        }
    }
    if (!page->named_below) {
        awol_chart_pen_names(&pen, p);
    }
    if (pen.n == 0) {
        /* A plot needs something: its own lower edge. */
        const struct awol_panel *panel = &pen.frame->panel;
        const double base[] = {panel->x_min, panel->y_min, panel->x_max, panel->y_min};
        awol_chart_pen_layer(
            &pen,
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
