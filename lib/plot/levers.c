/* Which of the assumptions about an offer decide how many leave. */
#include <string.h>

#include "plot/chart.h"
#include "plot/scenario_caption.h"

enum { MOST_ROWS = 40 };

/* "death 0.05–0.25" */
static const char *name_of(struct awol_chart *chart, const struct awol_table *table, size_t row)
{
    const char *low = awol_table_cell(table, row, awol_table_find(table, "low"));
    const char *high = awol_table_cell(table, row, awol_table_find(table, "high"));
    enum awol_language language = chart->settings->language;
    struct awol_text text;
    awol_text_init(&text);
    awol_scenario_name(&text, language,
                       awol_table_cell(table, row, awol_table_find(table, "assumption")));
    awol_text_append(&text, " ");
    awol_scenario_number(&text, language, low, strlen(low));
    awol_text_append(&text, "–");
    awol_scenario_number(&text, language, high, strlen(high));
    const char *name = awol_chart_format(chart, "%s", awol_text_string(&text));
    chart->failed = chart->failed || text.failed;
    awol_text_release(&text);
    return name;
}

static enum awol_status prepare(struct awol_chart *chart, const struct awol_table *table,
                                const struct awol_stream *stream, struct awol_error *opt_error)
{
    const double *low, *high;
    double from[MOST_ROWS], to[MOST_ROWS], y[MOST_ROWS];
    const char *names[MOST_ROWS];
    size_t n = table->n_rows < MOST_ROWS ? table->n_rows : MOST_ROWS;
    const struct awol_stroke stroke = {.role = AWOL_SERIES, .width = 4};
    const struct awol_stroke end = {.role = AWOL_SERIES, .point = 7, .size = 0.9};
    const struct awol_stroke beginning = {.role = AWOL_SERIES, .point = 6, .size = 0.9};
    if (n == 0)
        return awol_error_at(opt_error, table->source, (struct awol_place){0, 0},
                             "the table of levers has no row");
    enum awol_status status = awol_chart_read(chart, table, "left_at_low", &low, opt_error);
    if (status == AWOL_OK)
        status = awol_chart_read(chart, table, "left_at_high", &high, opt_error);
    if (status != AWOL_OK)
        return status;
    for (size_t row = 0; row < n; row++) {
        y[row] = (double)row;
        from[row] = low[row] < high[row] ? low[row] : high[row];
        to[row] = low[row] < high[row] ? high[row] : low[row];
        names[row] = name_of(chart, table, row);
    }
    const struct awol_chart_panel panel = {
        .x = {.label = "men who leave", .zero = true},
        .y = {.scale = AWOL_SCALE_ROWS, .rows = names, .n_rows = n}};
    awol_chart_add_panel(chart, &panel);
    awol_chart_spans_x(chart, 0, stroke, from, to, y, n);
    awol_chart_points(chart, 0, beginning, low, y, n);
    awol_chart_points(chart, 0, end, high, y, n);
    awol_scenario_caption(chart, stream);
    awol_chart_caption(chart, "%s",
                       awol_chart_word(chart, "Men who leave at the lower end (circle) and the "
                                              "upper end (disc) of each range, all else at the "
                                              "middle of its own."));
    return AWOL_OK;
}

static enum awol_status draw(const struct awol_stream *stream,
                             const struct awol_figure_settings *settings,
                             struct awol_script *script, struct awol_error *opt_error)
{
    struct awol_chart chart;
    awol_chart_init(&chart, stream, settings);
    enum awol_status status =
        prepare(&chart, awol_stream_find(stream, "levers"), stream, opt_error);
    if (status == AWOL_OK)
        status = awol_chart_write(&chart, script, opt_error);
    awol_chart_release(&chart);
    return status;
}

static const char *const kinds[] = {"scenario", NULL};

#define NEED(column)                                                                               \
    {                                                                                              \
        "levers", column, "awol-scenario terms (with a range)"                                     \
    }
static const struct awol_figure_need needs[] = {NEED("assumption"), NEED("low"), NEED("high"),
                                                NEED("left_at_low"), NEED("left_at_high")};

const struct awol_figure awol_figure_levers = {
    .name = "levers",
    .summary = "which assumptions about an offer decide how many leave",
    .kinds = kinds,
    .needs = needs,
    .n_needs = sizeof needs / sizeof *needs,
    .draw = draw,
};
