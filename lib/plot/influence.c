#include <math.h>
#include <string.h>

#include "date/edtf.h"
#include "plot/chart.h"
#include "plot/days.h"

enum { MAX_PANELS = 6 };

struct influence {
    struct awol_chart chart;
    const struct awol_stream *stream;
    const struct awol_table *table;
    const double *start, *end, *estimate, *without;
    size_t panels;
    size_t left_out; /* rows without an estimate */
};

/* One parameter: its estimate without each count, where that count stood. */
static enum awol_status add_parameter(struct influence *influence, size_t first,
                                      struct awol_error *opt_error)
{
    const struct awol_table *table = influence->table;
    size_t column = awol_table_find(table, "name");
    const char *name = awol_table_cell(table, first, column);
    const struct awol_chart_panel panel = {
        .opt_title = name, .x = {.scale = AWOL_SCALE_DATES}, .y = {.label = "estimate without it"}};
    const struct awol_stroke line = {.role = AWOL_FIT, .width = 1.2};
    const struct awol_stroke span = {.role = AWOL_INK, .width = 1.6};
    const struct awol_stroke point = {.role = AWOL_INK, .point = 7, .size = 0.3};
    const double to = (double)INFINITY;
    const double from = -to;
    size_t p = awol_chart_add_panel(&influence->chart, &panel);
    double low;
    double high;
    enum awol_status status =
        awol_chart_parameter_interval(&influence->chart, name, &low, &high, opt_error);
    if (status == AWOL_OK) {
        awol_chart_boxes(&influence->chart, p, AWOL_FIT, 0.15, &from, &to, &low, &high, 1);
    }
    awol_chart_rule_y(&influence->chart, p, line, influence->estimate[first], NULL);
    double *values = awol_arena_alloc(&influence->chart.arena, 4 * table->n_rows * sizeof *values);
    if (values == NULL) {
        return awol_error_memory(opt_error);
    }
    double *const columns[] = {values, values + table->n_rows, values + 2 * table->n_rows,
                               values + 3 * table->n_rows};
    size_t n = 0;
    for (size_t row = first; row < table->n_rows; row++) {
        if (awol_text_equal(awol_table_cell(table, row, column), name)) {
            influence->left_out += isnan(influence->without[row]) && p == 0 ? 1 : 0;
            columns[0][n] = influence->start[row];
            columns[1][n] = influence->end[row];
            columns[2][n] = 0.5 * (influence->start[row] + influence->end[row]);
            columns[3][n++] = influence->without[row];
        }
    }
    awol_chart_spans_x(&influence->chart, p, span, columns[0], columns[1], columns[3], n);
    awol_chart_points(&influence->chart, p, point, columns[2], columns[3], n);
    influence->panels++;
    return status;
}

static bool is_first(const struct awol_table *table, size_t row)
{
    size_t column = awol_table_find(table, "name");
    for (size_t i = 0; i < row; i++) {
        if (awol_text_equal(awol_table_cell(table, i, column),
                            awol_table_cell(table, row, column))) {
            return false;
        }
    }
    return true;
}

static enum awol_status prepare(struct influence *influence, struct awol_error *opt_error)
{
    const struct awol_table *table = influence->table;
    struct awol_chart *chart = &influence->chart;
    enum awol_status status = awol_days_read(chart, table, "start", &influence->start, opt_error);
    if (status == AWOL_OK) {
        status = awol_days_read(chart, table, "end", &influence->end, opt_error);
    }
    if (status == AWOL_OK) {
        status = awol_chart_read(chart, table, "estimate", &influence->estimate, opt_error);
    }
    if (status == AWOL_OK) {
        status = awol_chart_read(chart, table, "without", &influence->without, opt_error);
    }
    for (size_t row = 0; row < table->n_rows && status == AWOL_OK; row++) {
        if (influence->panels < MAX_PANELS && is_first(table, row)) {
            status = add_parameter(influence, row, opt_error);
        }
    }
    if (status == AWOL_OK && influence->panels == 0) {
        status = awol_error_at(opt_error, table->source, (struct awol_place){0, 0},
                               "the table influence has no row");
    }
    return status;
}

static enum awol_status draw(const struct awol_stream *stream,
                             const struct awol_figure_settings *settings,
                             struct awol_script *script, struct awol_error *opt_error)
{
    struct influence influence = {.stream = stream, .table = awol_stream_find(stream, "influence")};
    struct awol_chart *chart = &influence.chart;
    awol_chart_init(chart, stream, settings);
    enum awol_status status = prepare(&influence, opt_error);
    if (status == AWOL_OK) {
        awol_chart_caption(chart, "%s",
                           awol_chart_word(chart,
                                           "Each mark is the estimate from the record without the "
                                           "count of that time. Line and band: the estimate from "
                                           "all counts, and its interval."));
        if (influence.left_out > 0) {
            awol_chart_caption(
                chart, awol_chart_word(chart, "Without %zu of the counts there is no estimate."),
                influence.left_out);
        }
        awol_chart_caption_sources(chart);
        status = awol_chart_write(chart, script, opt_error);
    }
    awol_chart_release(chart);
    return status;
}

static const char *const kinds[] = {"fit", NULL};

static const struct awol_figure_need needs[] = {{"influence", "name", "awol-check"},
                                                {"influence", "start", "awol-check"},
                                                {"influence", "end", "awol-check"},
                                                {"influence", "estimate", "awol-check"},
                                                {"influence", "without", "awol-check"}};

const struct awol_figure awol_figure_influence = {
    .name = "influence",
    .summary = "the estimates without each count in turn: which single figure carries a result",
    .kinds = kinds,
    .needs = needs,
    .n_needs = sizeof needs / sizeof *needs,
    .takes = AWOL_TAKES_WINDOW,
    .draw = draw,
};
