#include <math.h>
#include <string.h>

#include "plot/chart.h"
#include "plot/scenario_caption.h"

enum { MAX_PANELS = 4, MAX_ROWS = 40 };

struct sensitivity {
    struct awol_chart chart;
    const struct awol_table *table;
    const double *estimate, *in_fit;
    const char *rows[MAX_ROWS]; /* assumptions, in the order of the table */
    size_t row_of[MAX_ROWS];    /* a row of the table that has it */
    size_t n_rows;
    size_t left_out;
};

static const char *cell(const struct sensitivity *sensitivity, size_t row, const char *column)
{
    return awol_table_cell(sensitivity->table, row, awol_table_find(sensitivity->table, column));
}

static bool is_same_assumption(const struct sensitivity *sensitivity, size_t a, size_t b)
{
    return awol_text_equal(cell(sensitivity, a, "kind"), cell(sensitivity, b, "kind")) &&
           awol_text_equal(cell(sensitivity, a, "assumption"),
                           cell(sensitivity, b, "assumption")) &&
           awol_text_equal(cell(sensitivity, a, "value"), cell(sensitivity, b, "value"));
}

/* The figure's row of an assumption; n_rows if it has none. */
static size_t find_row(const struct sensitivity *sensitivity, size_t row)
{
    size_t i = 0;
    while (i < sensitivity->n_rows &&
           !is_same_assumption(sensitivity, sensitivity->row_of[i], row)) {
        i++;
    }
    return i;
}

/* "share recorded 0.9"; what the data name themselves stays as it is. */
static const char *row_name(struct sensitivity *sensitivity, size_t row)
{
    enum awol_language language = sensitivity->chart.settings->language;
    const char *assumption = awol_language_word(language, cell(sensitivity, row, "assumption"));
    struct awol_text text;
    if (awol_table_is_missing(sensitivity->table, row,
                              awol_table_find(sensitivity->table, "value")))
        return awol_chart_format(&sensitivity->chart, "%.200s", assumption);
    awol_text_init(&text);
    const char *value = cell(sensitivity, row, "value");
    awol_scenario_number(&text, language, value, strlen(value));
    const char *name =
        awol_chart_format(&sensitivity->chart, "%.200s %.24s", assumption, awol_text_string(&text));
    awol_text_release(&text);
    return name;
}

static void list_rows(struct sensitivity *sensitivity)
{
    for (size_t row = 0; row < sensitivity->table->n_rows; row++) {
        if (find_row(sensitivity, row) < sensitivity->n_rows) {
            continue;
        }
        if (sensitivity->n_rows == MAX_ROWS) {
            sensitivity->left_out++;
            continue;
        }
        sensitivity->row_of[sensitivity->n_rows] = row;
        sensitivity->rows[sensitivity->n_rows++] = row_name(sensitivity, row);
    }
}

static bool is_first_of_name(const struct sensitivity *sensitivity, size_t row)
{
    for (size_t i = 0; i < row; i++) {
        if (awol_text_equal(cell(sensitivity, i, "name"), cell(sensitivity, row, "name"))) {
            return false;
        }
    }
    return !awol_table_is_missing(sensitivity->table, row,
                                  awol_table_find(sensitivity->table, "name"));
}

static enum awol_status add_parameter(struct sensitivity *sensitivity, size_t first,
                                      struct awol_error *opt_error)
{
    static const char *const empty[MAX_ROWS] = {""};
    const char *none[MAX_ROWS];
    struct awol_chart *chart = &sensitivity->chart;
    for (size_t i = 0; i < MAX_ROWS; i++) {
        none[i] = empty[0];
    }
    const struct awol_chart_panel panel = {
        .opt_title = cell(sensitivity, first, "name"),
        .x = {.label = "estimate"},
        .y = {.scale = AWOL_SCALE_ROWS,
              .rows = chart->n_panels == 0 ? sensitivity->rows : none,
              .n_rows = sensitivity->n_rows}};
    const struct awol_stroke fit = {.role = AWOL_FIT, .width = 1.2};
    const struct awol_stroke stem = {.role = AWOL_MUTED, .width = 1.0};
    const struct awol_stroke point = {.role = AWOL_INK, .point = 7, .size = 0.6};
    const double to = (double)INFINITY;
    const double from = -to;
    double limits[2];
    size_t p = awol_chart_add_panel(chart, &panel);
    enum awol_status status = awol_chart_parameter_interval(chart, cell(sensitivity, first, "name"),
                                                            &limits[0], &limits[1], opt_error);
    if (status != AWOL_OK) {
        return status;
    }
    awol_chart_boxes(chart, p, AWOL_FIT, 0.15, &limits[0], &limits[1], &from, &to, 1);
    awol_chart_rule_x(chart, p, fit, sensitivity->in_fit[first], NULL);
    for (size_t row = first; row < sensitivity->table->n_rows; row++) {
        double y = (double)find_row(sensitivity, row);
        if (y >= (double)sensitivity->n_rows ||
            !awol_text_equal(cell(sensitivity, row, "name"), cell(sensitivity, first, "name"))) {
            continue;
        }
        if (isnan(sensitivity->estimate[row])) {
            awol_chart_hatch(chart, p, -(double)INFINITY, (double)INFINITY, y + 0.3, y - 0.3);
            continue;
        }
        double low = fmin(sensitivity->estimate[row], sensitivity->in_fit[row]);
        double high = fmax(sensitivity->estimate[row], sensitivity->in_fit[row]);
        awol_chart_spans_x(chart, p, stem, &low, &high, &y, 1);
        awol_chart_points(chart, p, point, &sensitivity->estimate[row], &y, 1);
    }
    return AWOL_OK;
}

static enum awol_status prepare(struct sensitivity *sensitivity, struct awol_error *opt_error)
{
    struct awol_chart *chart = &sensitivity->chart;
    const struct awol_table *table = sensitivity->table;
    enum awol_status status =
        awol_chart_read(chart, table, "estimate", &sensitivity->estimate, opt_error);
    if (status == AWOL_OK) {
        status = awol_chart_read(chart, table, "in_fit", &sensitivity->in_fit, opt_error);
    }
    if (status != AWOL_OK) {
        return status;
    }
    list_rows(sensitivity);
    for (size_t row = 0; row < table->n_rows && status == AWOL_OK; row++) {
        if (chart->n_panels < MAX_PANELS && is_first_of_name(sensitivity, row)) {
            status = add_parameter(sensitivity, row, opt_error);
        }
    }
    if (status == AWOL_OK && chart->n_panels == 0) {
        return awol_error_at(opt_error, table->source, (struct awol_place){0, 0},
                             "the table sensitivity names no parameter");
    }
    return status;
}

static enum awol_status draw(const struct awol_stream *stream,
                             const struct awol_figure_settings *settings,
                             struct awol_script *script, struct awol_error *opt_error)
{
    struct sensitivity sensitivity = {.table = awol_stream_find(stream, "sensitivity")};
    struct awol_chart *chart = &sensitivity.chart;
    awol_chart_init(chart, stream, settings);
    enum awol_status status = prepare(&sensitivity, opt_error);
    if (status == AWOL_OK) {
        chart->columns = chart->n_panels < 2 ? 1 : chart->n_panels;
        awol_chart_caption(chart, "%s",
                           awol_chart_word(chart,
                                           "Each disc is the estimate under another assumption; "
                                           "line and band are the estimate in the fit and its "
                                           "interval. Hatched: under that assumption there is "
                                           "none."));
        if (sensitivity.left_out > 0) {
            awol_chart_caption(chart, awol_chart_word(chart, "%zu further rows are not drawn."),
                               sensitivity.left_out);
        }
        awol_chart_caption_sources(chart);
        status = awol_chart_write(chart, script, opt_error);
    }
    awol_chart_release(chart);
    return status;
}

static const char *const kinds[] = {"fit", NULL};

#define CHECK "awol-check --recorded"

static const struct awol_figure_need needs[] = {{"sensitivity", "kind", CHECK},
                                                {"sensitivity", "assumption", CHECK},
                                                {"sensitivity", "name", CHECK},
                                                {"sensitivity", "estimate", CHECK},
                                                {"sensitivity", "in_fit", CHECK}};

const struct awol_figure awol_figure_sensitivity = {
    .name = "sensitivity",
    .summary = "the estimates under other assumptions beside those of the fit",
    .kinds = kinds,
    .needs = needs,
    .n_needs = sizeof needs / sizeof *needs,
    .draw = draw,
};
