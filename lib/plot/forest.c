#include <math.h>

#include "plot/chart.h"

/* What is compared: its columns in the table campaigns, its row in pooled. */
struct effect {
    const char *name;
    const char *title;
    const char *label;
    const char *estimate, *low, *high;
    enum awol_scale scale;
    double none; /* where there is no effect */
};

static const struct effect effects[] = {
    {"offer", "while an offer stood", "rate ratio", "ratio", "ratio_low", "ratio_high",
     AWOL_SCALE_LOG, 1.0},
    {"eta", "further departures", "eta", "eta", "eta_low", "eta_high", AWOL_SCALE_LINEAR, 0.0},
};

struct forest {
    struct awol_chart chart;
    const struct awol_table *campaigns;
    const struct awol_table *opt_pooled;
    const char **names;
    const char **texts;
    double *rows;
    size_t n;        /* campaigns */
    size_t n_panels; /* drawn */
    bool pooled;     /* some panel has rows below the campaigns' */
};

struct values {
    const double *estimate, *low, *high;
};

static enum awol_status read_values(struct forest *forest, const struct effect *effect,
                                    struct values *ret_values, struct awol_error *opt_error)
{
    const struct awol_table *table = forest->campaigns;
    enum awol_status status =
        awol_chart_read(&forest->chart, table, effect->estimate, &ret_values->estimate, opt_error);
    if (status == AWOL_OK) {
        status = awol_chart_read(&forest->chart, table, effect->low, &ret_values->low, opt_error);
    }
    if (status == AWOL_OK) {
        status = awol_chart_read(&forest->chart, table, effect->high, &ret_values->high, opt_error);
    }
    return status;
}

/* The row of pooled for an effect; n_rows if there is none. */
static size_t find_pooled(const struct forest *forest, const struct effect *effect)
{
    const struct awol_table *table = forest->opt_pooled;
    size_t row = 0;
    if (table == NULL) {
        return 0;
    }
    while (row < table->n_rows &&
           !awol_text_equal(awol_table_cell(table, row, awol_table_find(table, "name")),
                            effect->name)) {
        row++;
    }
    return row;
}

/* "2.65 (1.91–3.68)" */
static const char *write_estimate(struct forest *forest, double estimate, double low, double high)
{
    enum awol_language language = forest->chart.settings->language;
    char texts[3][AWOL_LANGUAGE_NUMBER];
    if (isnan(estimate)) {
        return awol_chart_word(&forest->chart, "no estimate");
    }
    awol_language_number(language, estimate, 3, texts[0]);
    if (isnan(low) && isnan(high)) {
        return awol_chart_format(&forest->chart, "%s", texts[0]);
    }
    return awol_chart_format(&forest->chart, "%s (%s\u2013%s)", texts[0],
                             isnan(low) ? "?" : awol_language_number(language, low, 3, texts[1]),
                             isnan(high) ? "?" : awol_language_number(language, high, 3, texts[2]));
}

/* An end that the data did not set runs to the edge. */
static void open_ends(const struct values *values, size_t n, double *low, double *high)
{
    for (size_t i = 0; i < n; i++) {
        bool known = !isnan(values->estimate[i]);
        low[i] = known && isnan(values->low[i]) ? -(double)INFINITY : values->low[i];
        high[i] = known && isnan(values->high[i]) ? (double)INFINITY : values->high[i];
    }
}

/* mean, low, high, prediction_low, prediction_high */
static enum awol_status read_pooled(const struct forest *forest, size_t row,
                                    double ret_values[static 5], struct awol_error *opt_error)
{
    static const char *const columns[] = {"mean", "low", "high", "prediction_low",
                                          "prediction_high"};
    const struct awol_table *table = forest->opt_pooled;
    for (size_t i = 0; i < 5; i++) {
        enum awol_status status = awol_table_number(table, row, awol_table_find(table, columns[i]),
                                                    &ret_values[i], opt_error);
        if (status != AWOL_OK) {
            return status;
        }
    }
    return AWOL_OK;
}

static void add_pooled(struct forest *forest, size_t panel, const double values[static 5])
{
    const struct awol_stroke stroke = {.role = AWOL_FIT, .point = 13, .size = 0.9, .width = 2.2};
    const struct awol_stroke line = {.role = AWOL_FIT, .dash = 2, .width = 1.0};
    const struct awol_stroke prediction = {.role = AWOL_FIT, .dash = 3, .width = 1.6};
    const double rows[] = {(double)forest->n, (double)forest->n + 1.0};
    const double from = -(double)INFINITY;
    const double to = (double)INFINITY;
    awol_chart_boxes(&forest->chart, panel, AWOL_FIT, 0.13, &values[1], &values[2], &from, &to, 1);
    awol_chart_rule_x(&forest->chart, panel, line, values[0], NULL);
    awol_chart_spans_x(&forest->chart, panel, stroke, &values[1], &values[2], &rows[0], 1);
    awol_chart_points(&forest->chart, panel, stroke, &values[0], &rows[0], 1);
    awol_chart_spans_x(&forest->chart, panel, prediction, &values[3], &values[4], &rows[1], 1);
}

/* Numbers on the right of each row; opt_pooled are those of read_pooled(). */
static void write_rows(struct forest *forest, const struct values *values, const double *opt_pooled)
{
    for (size_t i = 0; i < forest->n; i++) {
        forest->texts[i] =
            write_estimate(forest, values->estimate[i], values->low[i], values->high[i]);
    }
    forest->texts[forest->n] = forest->texts[forest->n + 1] = "";
    if (opt_pooled == NULL) {
        return;
    }
    char low[AWOL_LANGUAGE_NUMBER];
    char high[AWOL_LANGUAGE_NUMBER];
    enum awol_language language = forest->chart.settings->language;
    forest->texts[forest->n] = write_estimate(forest, opt_pooled[0], opt_pooled[1], opt_pooled[2]);
    if (!isnan(opt_pooled[3]) && !isnan(opt_pooled[4])) {
        forest->texts[forest->n + 1] = awol_chart_format(
            &forest->chart, "(%s\u2013%s)", awol_language_number(language, opt_pooled[3], 3, low),
            awol_language_number(language, opt_pooled[4], 3, high));
    }
}

static bool any_known(const double *values, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!isnan(values[i])) {
            return true;
        }
    }
    return false;
}

static enum awol_status add_effect(struct forest *forest, const struct effect *effect,
                                   struct awol_error *opt_error)
{
    struct awol_chart *chart = &forest->chart;
    struct values values;
    enum awol_status status = read_values(forest, effect, &values, opt_error);
    if (status != AWOL_OK || !any_known(values.estimate, forest->n)) {
        return status;
    }
    size_t pooled = find_pooled(forest, effect);
    bool has_pooled = forest->opt_pooled != NULL && pooled < forest->opt_pooled->n_rows;
    double common[5];
    if (has_pooled) {
        status = read_pooled(forest, pooled, common, opt_error);
    }
    double *low = awol_arena_alloc(&chart->arena, 2 * (forest->n + 1) * sizeof *low);
    if (status != AWOL_OK || low == NULL) {
        return status != AWOL_OK ? status : awol_error_memory(opt_error);
    }
    double *high = low + forest->n + 1;
    open_ends(&values, forest->n, low, high);
    write_rows(forest, &values, has_pooled ? common : NULL);
    const struct awol_chart_panel panel = {
        .opt_title = awol_chart_word(chart, effect->title),
        .x = {.scale = effect->scale, .label = effect->label, .zero = true},
        .y = {.scale = AWOL_SCALE_ROWS,
              .rows = forest->names,
              .right = forest->texts,
              .n_rows = forest->n + (forest->pooled ? 2 : 0)}};
    size_t p = awol_chart_add_panel(chart, &panel);
    const struct awol_stroke ink = {.role = AWOL_INK, .width = 1.2, .point = 5, .size = 0.6};
    const struct awol_stroke none = {.role = AWOL_MUTED, .dash = 3, .width = 1.0};
    if (has_pooled) {
        add_pooled(forest, p, common);
    }
    awol_chart_rule_x(chart, p, none, effect->none, NULL);
    awol_chart_spans_x(chart, p, ink, low, high, forest->rows, forest->n);
    awol_chart_points(chart, p, ink, values.estimate, forest->rows, forest->n);
    forest->n_panels++;
    /* Names stand once, on the left. */
    for (size_t i = 0; i < forest->n + 2; i++) {
        forest->names[i] = "";
    }
    return status;
}

static enum awol_status begin(struct forest *forest, struct awol_error *opt_error)
{
    const struct awol_table *table = forest->campaigns;
    size_t campaign = awol_table_find(table, "campaign");
    forest->n = table->n_rows;
    forest->pooled = forest->opt_pooled != NULL && forest->opt_pooled->n_rows > 0;
    if (forest->n == 0) {
        return awol_error_at(opt_error, table->source, (struct awol_place){0, 0},
                             "the table campaigns has no row");
    }
    forest->names = awol_arena_alloc(&forest->chart.arena, (forest->n + 2) * sizeof(char *));
    forest->texts = awol_arena_alloc(&forest->chart.arena, (forest->n + 2) * sizeof(char *));
    forest->rows = awol_arena_alloc(&forest->chart.arena, (forest->n + 2) * sizeof(double));
    if (forest->names == NULL || forest->texts == NULL || forest->rows == NULL) {
        return awol_error_memory(opt_error);
    }
    for (size_t i = 0; i < forest->n; i++) {
        forest->names[i] = awol_table_cell(table, i, campaign);
        forest->rows[i] = (double)i;
    }
    forest->names[forest->n] = awol_chart_word(&forest->chart, "all, pooled");
    forest->names[forest->n + 1] = awol_chart_word(&forest->chart, "another campaign");
    return AWOL_OK;
}

static void write_caption(struct forest *forest)
{
    struct awol_chart *chart = &forest->chart;
    awol_chart_caption(chart, awol_chart_word(chart, "%zu campaigns, each with its interval."),
                       forest->n);
    awol_chart_caption(chart, "%s",
                       awol_chart_word(chart, "Dotted: no effect. An arrow: the record sets no "
                                              "limit on that side."));
    if (forest->pooled) {
        awol_chart_caption(chart, "%s",
                           awol_chart_word(chart,
                                           "Diamond, dashed line and band: their common mean and "
                                           "its interval (random effects, Hartung and Knapp). "
                                           "Last row: where another campaign of their kind could "
                                           "lie."));
    }
    awol_chart_caption_sources(chart);
}

static enum awol_status draw(const struct awol_stream *stream,
                             const struct awol_figure_settings *settings,
                             struct awol_script *script, struct awol_error *opt_error)
{
    struct forest forest = {.campaigns = awol_stream_find(stream, "campaigns"),
                            .opt_pooled = awol_stream_find(stream, "pooled")};
    awol_chart_init(&forest.chart, stream, settings);
    enum awol_status status = begin(&forest, opt_error);
    for (size_t i = 0; i < sizeof effects / sizeof *effects && status == AWOL_OK; i++) {
        status = add_effect(&forest, &effects[i], opt_error);
    }
    if (status == AWOL_OK && forest.n_panels == 0) {
        status = awol_error_at(opt_error, stream->source, (struct awol_place){0, 0},
                               "no campaign has an estimate of an offer or of eta");
    }
    if (status == AWOL_OK) {
        forest.chart.columns = forest.n_panels;
        write_caption(&forest);
        status = awol_chart_write(&forest.chart, script, opt_error);
    }
    awol_chart_release(&forest.chart);
    return status;
}

static const char *const kinds[] = {"comparison", NULL};

#define CAMPAIGNS "awol-compare --campaigns"

static const struct awol_figure_need needs[] = {
    {"campaigns", "campaign", CAMPAIGNS},  {"campaigns", "ratio", CAMPAIGNS},
    {"campaigns", "ratio_low", CAMPAIGNS}, {"campaigns", "ratio_high", CAMPAIGNS},
    {"campaigns", "eta", CAMPAIGNS},       {"campaigns", "eta_low", CAMPAIGNS},
    {"campaigns", "eta_high", CAMPAIGNS}};

const struct awol_figure awol_figure_forest = {
    .name = "forest",
    .summary = "campaigns side by side: the offer's ratio and eta, each with its interval, and "
               "what they have in common",
    .kinds = kinds,
    .needs = needs,
    .n_needs = sizeof needs / sizeof *needs,
    .draw = draw,
};
