#include <math.h>

#include "plot/chart.h"
#include "plot/days.h"

enum { BINS = 10 };

struct goodness {
    struct awol_chart chart;
    const struct awol_stream *stream;
};

/* ---- the probability integral transform ------------------------------------------------------ */

/* Limits within which 95 in 100 bins of n equally likely values fall, by the normal law with a
 * correction for steps of one. */
static void bin_limits(size_t n, double *ret_low, double *ret_high)
{
    double mean = (double)n / BINS;
    double half = 1.96 * sqrt(mean * (1.0 - 1.0 / BINS)) + 0.5;
    *ret_low = fmax(0.0, mean - half);
    *ret_high = mean + half;
}

static enum awol_status add_pit(struct goodness *goodness, const struct awol_table *table,
                                const char *title, struct awol_error *opt_error)
{
    struct awol_chart *chart = &goodness->chart;
    const double *pit;
    double counts[BINS] = {0.0};
    double from[BINS];
    double to[BINS];
    double zero[BINS] = {0.0};
    size_t n = 0;
    enum awol_status status = awol_chart_read(chart, table, "pit", &pit, opt_error);
    if (status != AWOL_OK) {
        return status;
    }
    for (size_t i = 0; i < table->n_rows; i++) {
        if (pit[i] >= 0.0 && pit[i] <= 1.0) {
            counts[pit[i] < 1.0 ? (size_t)(pit[i] * BINS) : BINS - 1] += 1.0;
            n++;
        }
    }
    for (size_t i = 0; i < BINS; i++) {
        from[i] = ((double)i + 0.04) / BINS;
        to[i] = ((double)i + 0.96) / BINS;
    }
    const struct awol_chart_panel panel = {
        .opt_title = awol_chart_word(chart, title),
        .x = {.label = "probability of a smaller count", .fixed = true, .high = 1.0},
        .y = {.label = "counts", .zero = true}};
    const struct awol_stroke even = {.role = AWOL_FIT, .dash = 2, .width = 1.2};
    const double ends[] = {0.0, 1.0};
    double low;
    double high;
    bin_limits(n, &low, &high);
    size_t p = awol_chart_add_panel(chart, &panel);
    awol_chart_boxes(chart, p, AWOL_FIT, 0.16, &ends[0], &ends[1], &low, &high, 1);
    awol_chart_boxes(chart, p, AWOL_INK, 0.35, from, to, zero, counts, BINS);
    awol_chart_rule_y(chart, p, even, (double)n / BINS, NULL);
    return AWOL_OK;
}

/* ---- what one residual says of those after it ------------------------------------------------ */

static enum awol_status add_correlations(struct goodness *goodness, const struct awol_table *table,
                                         struct awol_error *opt_error)
{
    struct awol_chart *chart = &goodness->chart;
    const double *columns[4];
    static const char *const names[] = {"lag", "correlation", "low", "high"};
    for (size_t i = 0; i < 4; i++) {
        enum awol_status status = awol_chart_read(chart, table, names[i], &columns[i], opt_error);
        if (status != AWOL_OK) {
            return status;
        }
    }
    const struct awol_chart_panel panel = {.opt_title =
                                               awol_chart_word(chart, "correlation of residuals"),
                                           .x = {.label = "counts apart", .zero = true},
                                           .y = {.label = "correlation", .zero = true}};
    const struct awol_stroke ink = {.role = AWOL_INK, .width = 1.4, .point = 7, .size = 0.45};
    const struct awol_stroke zero = {.role = AWOL_AXIS, .width = 0.75};
    double *feet = awol_arena_alloc(&chart->arena, (table->n_rows + 1) * sizeof *feet);
    if (feet == NULL) {
        return awol_error_memory(opt_error);
    }
    for (size_t i = 0; i < table->n_rows; i++) {
        feet[i] = 0.0;
    }
    size_t p = awol_chart_add_panel(chart, &panel);
    awol_chart_ribbon(chart, p, AWOL_FIT, columns[0], columns[2], columns[3], table->n_rows);
    awol_chart_rule_y(chart, p, zero, 0.0, NULL);
    awol_chart_spans_y(chart, p, ink, columns[0], feet, columns[1], table->n_rows);
    awol_chart_points(chart, p, ink, columns[0], columns[1], table->n_rows);
    return AWOL_OK;
}

/* ---- the hanging rootogram ------------------------------------------------------------------- */

/* Bars hang from the curve of what was expected, on a scale of square roots (Tukey 1977,
 * Exploratory Data Analysis, ch. 17): where they do not end at zero, such counts came too often or
 * too seldom. */
static enum awol_status add_rootogram(struct goodness *goodness, const struct awol_table *table,
                                      struct awol_error *opt_error)
{
    struct awol_chart *chart = &goodness->chart;
    static const char *const names[] = {"low", "high", "observed", "expected"};
    const double *columns[4];
    for (size_t i = 0; i < 4; i++) {
        enum awol_status status = awol_chart_read(chart, table, names[i], &columns[i], opt_error);
        if (status != AWOL_OK) {
            return status;
        }
    }
    size_t n = table->n_rows;
    double *made = awol_arena_alloc(&chart->arena, 5 * (n + 1) * sizeof *made);
    if (made == NULL) {
        return awol_error_memory(opt_error);
    }
    double *from = made;
    double *to = made + n;
    double *foot = made + 2 * n;
    double *root = made + 3 * n;
    double *middle = made + 4 * n;
    for (size_t i = 0; i < n; i++) {
        /* The last group has no end. */
        double width = isfinite(columns[1][i]) ? columns[1][i] - columns[0][i] : 0.0;
        from[i] = columns[0][i] - 0.42;
        to[i] = columns[0][i] + width + 0.42;
        root[i] = sqrt(fmax(columns[3][i], 0.0));
        foot[i] = root[i] - sqrt(fmax(columns[2][i], 0.0));
        middle[i] = 0.5 * (from[i] + to[i]);
    }
    const struct awol_chart_panel panel = {
        .opt_title = awol_chart_word(chart, "how often which counts came"),
        .x = {.label = "count"},
        .y = {.label = "square root of how often", .zero = true}};
    const struct awol_stroke curve = {.role = AWOL_FIT, .point = 7, .size = 0.35};
    const struct awol_stroke zero = {.role = AWOL_AXIS, .width = 0.75};
    size_t p = awol_chart_add_panel(chart, &panel);
    awol_chart_boxes(chart, p, AWOL_INK, 0.3, from, to, foot, root, n);
    awol_chart_rule_y(chart, p, zero, 0.0, NULL);
    awol_chart_line(chart, p, curve, middle, root, n);
    awol_chart_points(chart, p, curve, middle, root, n);
    return AWOL_OK;
}

/* ---- residuals in time ----------------------------------------------------------------------- */

static enum awol_status add_residuals(struct goodness *goodness, const struct awol_table *table,
                                      struct awol_error *opt_error)
{
    struct awol_chart *chart = &goodness->chart;
    const double *start;
    const double *end;
    const double *residual;
    enum awol_status status = awol_days_read(chart, table, "start", &start, opt_error);
    if (status == AWOL_OK) {
        status = awol_days_read(chart, table, "end", &end, opt_error);
    }
    if (status == AWOL_OK) {
        status = awol_chart_read(chart, table, "residual", &residual, opt_error);
    }
    if (status != AWOL_OK) {
        return status;
    }
    double *middle = awol_arena_alloc(&chart->arena, (table->n_rows + 1) * sizeof *middle);
    if (middle == NULL) {
        return awol_error_memory(opt_error);
    }
    const struct awol_chart_panel panel = {.opt_title = awol_chart_word(chart, "residuals in time"),
                                           .x = {.scale = AWOL_SCALE_DATES},
                                           .y = {.label = "normal residual", .zero = true}};
    const struct awol_stroke ink = {.role = AWOL_INK, .width = 1.2, .point = 7, .size = 0.3};
    const struct awol_stroke zero = {.role = AWOL_AXIS, .width = 0.75};
    const double limits[] = {-1.96, 1.96};
    const double from = -(double)INFINITY;
    const double to = (double)INFINITY;
    size_t p = awol_chart_add_panel(chart, &panel);
    awol_chart_boxes(chart, p, AWOL_FIT, 0.16, &from, &to, &limits[0], &limits[1], 1);
    awol_chart_rule_y(chart, p, zero, 0.0, NULL);
    awol_chart_spans_x(chart, p, ink, start, end, residual, table->n_rows);
    for (size_t i = 0; i < table->n_rows; i++) {
        middle[i] = 0.5 * (start[i] + end[i]);
    }
    awol_chart_points(chart, p, ink, middle, residual, table->n_rows);
    return AWOL_OK;
}

/* ---- the page -------------------------------------------------------------------------------- */

static void add_verdicts(struct goodness *goodness, const struct awol_table *table)
{
    struct awol_chart *chart = &goodness->chart;
    enum awol_language language = chart->settings->language;
    for (size_t row = 0; row < table->n_rows; row++) {
        char text[AWOL_LANGUAGE_NUMBER];
        double p;
        if (awol_table_number(table, row, awol_table_find(table, "p"), &p, NULL) == AWOL_OK) {
            awol_chart_caption(
                chart, awol_chart_word(chart, "%.60s: %.30s (p %s)."),
                awol_language_word(language,
                                   awol_table_cell(table, row, awol_table_find(table, "check"))),
                awol_language_word(language,
                                   awol_table_cell(table, row, awol_table_find(table, "verdict"))),
                isnan(p) ? "NA" : awol_language_number(language, p, 2, text));
        }
    }
}

static enum awol_status prepare(struct goodness *goodness, struct awol_error *opt_error)
{
    const struct awol_table *residuals = awol_stream_find(goodness->stream, "residuals");
    const struct awol_table *correlations = awol_stream_find(goodness->stream, "correlations");
    const struct awol_table *rootogram = awol_stream_find(goodness->stream, "rootogram");
    const struct awol_table *gaps = awol_stream_find(goodness->stream, "gaps");
    enum awol_status status = AWOL_OK;
    if (residuals != NULL && residuals->n_rows > 0) {
        status = add_pit(goodness, residuals, "what the model held likely", opt_error);
    }
    if (status == AWOL_OK && gaps != NULL && gaps->n_rows > 0) {
        status = add_pit(goodness, gaps, "time between departures, on the model\u2019s clock",
                         opt_error);
    }
    if (status == AWOL_OK && correlations != NULL && correlations->n_rows > 0) {
        status = add_correlations(goodness, correlations, opt_error);
    }
    if (status == AWOL_OK && rootogram != NULL && rootogram->n_rows > 0) {
        status = add_rootogram(goodness, rootogram, opt_error);
    }
    if (status == AWOL_OK && residuals != NULL && residuals->n_rows > 0) {
        status = add_residuals(goodness, residuals, opt_error);
    }
    if (status == AWOL_OK && goodness->chart.n_panels == 0) {
        status = awol_error_at(opt_error, goodness->stream->source, (struct awol_place){0, 0},
                               "awol-check left neither residuals nor gaps: there is nothing to "
                               "draw");
    }
    return status;
}

static enum awol_status draw(const struct awol_stream *stream,
                             const struct awol_figure_settings *settings,
                             struct awol_script *script, struct awol_error *opt_error)
{
    struct goodness goodness = {.stream = stream};
    struct awol_chart *chart = &goodness.chart;
    awol_chart_init(chart, stream, settings);
    enum awol_status status = prepare(&goodness, opt_error);
    if (status == AWOL_OK) {
        chart->columns = chart->n_panels > 1 ? 2 : 1;
        add_verdicts(&goodness, awol_stream_find(stream, "checks"));
        awol_chart_caption(chart, "%s",
                           awol_chart_word(chart,
                                           "Bands hold 95 in 100 where the model is true. Bars "
                                           "that hang above or below zero are counts that came "
                                           "too seldom or too often."));
        awol_chart_caption_sources(chart);
        status = awol_chart_write(chart, script, opt_error);
    }
    awol_chart_release(chart);
    return status;
}

static const char *const kinds[] = {"fit", NULL};

static const struct awol_figure_need needs[] = {{"checks", "check", "awol-check"},
                                                {"checks", "p", "awol-check"},
                                                {"checks", "verdict", "awol-check"}};

const struct awol_figure awol_figure_goodness = {
    .name = "goodness",
    .summary = "whether the model fits: probabilities of the counts, correlation of residuals, "
               "rootogram, residuals in time",
    .kinds = kinds,
    .needs = needs,
    .n_needs = sizeof needs / sizeof *needs,
    .draw = draw,
};
