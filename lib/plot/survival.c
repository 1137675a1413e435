#include <math.h>
#include <stdio.h>

#include "base/number.h"
#include "plot/chart.h"

/* Curves, and points of a fitted one. */
enum { MAX_CURVES = 6, FITTED = 60 };

/* One group: its rows in the table. */
struct curve {
    const char *name;
    size_t first, last; /* [first, last) */
};

struct survival {
    struct awol_chart chart;
    const struct awol_stream *stream;
    const struct awol_table *table;
    struct curve curves[MAX_CURVES];
    size_t n;
    size_t time, share, low, high;
    bool has_fitted;
};

static enum awol_status find_curves(struct survival *survival, struct awol_error *opt_error)
{
    const struct awol_table *table = survival->table;
    size_t group = awol_table_find(table, "group");

    for (size_t row = 0; row < table->n_rows; row++) {
        const char *name = awol_table_cell(table, row, group);
        struct curve *curve = survival->n > 0 ? &survival->curves[survival->n - 1] : NULL;
        double day;
        enum awol_status status = awol_table_number(table, row, survival->time, &day, opt_error);

        if (status != AWOL_OK)
            return status;
        if (!(day > 0.0) || !isfinite(day))
            return awol_table_error(table, row, survival->time, opt_error,
                                    "a curve needs days above zero");
        if (curve == NULL || !awol_text_equal(curve->name, name)) {
            if (survival->n == MAX_CURVES)
                return awol_table_error(table, row, group, opt_error,
                                        "a figure holds at most %d curves", (int)MAX_CURVES);
            curve = &survival->curves[survival->n++];
            *curve = (struct curve){.name = name, .first = row};
        }
        curve->last = row + 1;
    }
    if (survival->n == 0)
        return awol_error_at(opt_error, table->source, (struct awol_place){0, 0},
                             "the table of survival has no row");
    return AWOL_OK;
}

/* "Erbprinz: 12 of 40 spells end by the event." */
static void count_spells(struct survival *survival)
{
    const struct awol_table *groups = awol_stream_find(survival->stream, "groups");

    for (size_t row = 0; groups != NULL && row < groups->n_rows && row < MAX_CURVES; row++)
        awol_chart_caption(
            &survival->chart,
            awol_chart_word(&survival->chart, "%.300s: %.20s of %.20s spells end by the event."),
            awol_table_cell(groups, row, awol_table_find(groups, "group")),
            awol_table_cell(groups, row, awol_table_find(groups, "events")),
            awol_table_cell(groups, row, awol_table_find(groups, "spells")));
}

/* What the curves are, and what the test between them says. */
static enum awol_status write_caption(struct survival *survival, struct awol_error *opt_error)
{
    const struct awol_table *tests = awol_stream_find(survival->stream, "tests");
    struct awol_chart *chart = &survival->chart;
    char numbers[2][AWOL_LANGUAGE_NUMBER];
    double chi_square = (double)NAN;
    double p = (double)NAN;
    enum awol_status status = AWOL_OK;

    if (survival->table->n_notes > 0)
        awol_chart_caption(chart, "%.300s.", survival->table->notes[0]);
    count_spells(survival);
    if (survival->has_fitted)
        awol_chart_caption(chart, "%s",
                           awol_chart_word(chart, "Thin: one constant rate, the events over the "
                                                  "days at risk."));
    if (tests == NULL || tests->n_rows == 0)
        return AWOL_OK;
    status =
        awol_table_number(tests, 0, awol_table_find(tests, "chi_square"), &chi_square, opt_error);
    if (status == AWOL_OK)
        status = awol_table_number(tests, 0, awol_table_find(tests, "p"), &p, opt_error);
    if (status == AWOL_OK && !isnan(p))
        awol_chart_caption(
            chart, awol_chart_word(chart, "Log-rank test: chi-square %s, df %.10s, p %s."),
            awol_language_number(chart->settings->language, chi_square, 4, numbers[0]),
            awol_table_cell(tests, 0, awol_table_find(tests, "df")),
            awol_language_number(chart->settings->language, p, 2, numbers[1]));
    return status;
}

/* The level of a curve holds up to the next time; its limits too. */
static enum awol_status add_curve(struct survival *survival, size_t index,
                                  struct awol_error *opt_error)
{
    const struct curve *curve = &survival->curves[index];
    const size_t n = curve->last - curve->first;
    const size_t columns[] = {survival->time, survival->share, survival->low, survival->high};
    double *values = awol_arena_alloc(&survival->chart.arena, 5 * (n + 1) * sizeof *values);
    const struct awol_stroke stroke = awol_chart_curve(index);

    if (values == NULL)
        return awol_error_memory(opt_error);

    double *from = values;
    double *to = values + (n + 1);
    double *share = values + 2 * (n + 1);
    double *low = values + 3 * (n + 1);
    double *high = values + 4 * (n + 1);

    from[0] = 0.0;
    share[0] = 1.0;
    low[0] = high[0] = (double)NAN;
    for (size_t i = 0; i < n; i++) {
        double *const targets[] = {&from[i + 1], &share[i + 1], &low[i + 1], &high[i + 1]};

        for (size_t k = 0; k < 4; k++) {
            enum awol_status status = awol_table_number(survival->table, curve->first + i,
                                                        columns[k], targets[k], opt_error);

            if (status != AWOL_OK)
                return status;
        }
        to[i] = from[i + 1];
    }
    to[n] = from[n];
    awol_chart_boxes(&survival->chart, 0, stroke.role, 0.18, from, to, low, high, n);
    awol_chart_steps(&survival->chart, 0, stroke, from, to, share, n + 1);
    if (survival->n > 1)
        awol_chart_name(&survival->chart, 0, stroke, to[n], share[n], curve->name);
    return AWOL_OK;
}

/* The curve of one constant rate: the events of a group over its days at risk, which is where the
 * likelihood of the exponential law is greatest. */
static enum awol_status add_fitted(struct survival *survival, size_t index,
                                   struct awol_error *opt_error)
{
    const struct awol_table *groups = awol_stream_find(survival->stream, "groups");
    const struct curve *curve = &survival->curves[index];
    double times[FITTED];
    double shares[FITTED];
    double last;
    enum awol_status status =
        awol_table_number(survival->table, curve->last - 1, survival->time, &last, opt_error);

    for (size_t row = 0; groups != NULL && row < groups->n_rows && status == AWOL_OK; row++) {
        struct awol_stroke stroke = awol_chart_curve(index);
        double events = (double)NAN;
        double days = (double)NAN;

        if (!awol_text_equal(awol_table_cell(groups, row, awol_table_find(groups, "group")),
                             curve->name))
            continue;
        status =
            awol_table_number(groups, row, awol_table_find(groups, "events"), &events, opt_error);
        if (status == AWOL_OK)
            status =
                awol_table_number(groups, row, awol_table_find(groups, "days"), &days, opt_error);
        if (status != AWOL_OK || !(days > 0.0) || !(events >= 0.0))
            return status;
        for (size_t i = 0; i < FITTED; i++) {
            times[i] = last * (double)i / (FITTED - 1);
            shares[i] = exp(-times[i] * events / days);
        }
        stroke.width = 0.8;
        awol_chart_line(&survival->chart, 0, stroke, times, shares, FITTED);
        survival->has_fitted = true;
    }
    return status;
}

static enum awol_status prepare(struct survival *survival, struct awol_error *opt_error)
{
    const struct awol_chart_panel panel = {
        .x = {.label = "days", .zero = true},
        .y = {.label = "share still there", .fixed = true, .high = 1.04}};
    enum awol_status status;

    if ((status = awol_table_require(survival->table, "time_days", &survival->time, opt_error)) !=
            AWOL_OK ||
        (status = awol_table_require(survival->table, "survival", &survival->share, opt_error)) !=
            AWOL_OK)
        return status;
    survival->low = awol_table_find(survival->table, "low");
    survival->high = awol_table_find(survival->table, "high");
    awol_chart_add_panel(&survival->chart, &panel);
    status = find_curves(survival, opt_error);
    for (size_t i = 0; i < survival->n && status == AWOL_OK; i++)
        if ((status = add_curve(survival, i, opt_error)) == AWOL_OK)
            status = add_fitted(survival, i, opt_error);
    return status == AWOL_OK ? write_caption(survival, opt_error) : status;
}

static enum awol_status draw(const struct awol_stream *stream,
                             const struct awol_figure_settings *settings,
                             struct awol_script *script, struct awol_error *opt_error)
{
    struct survival survival = {.stream = stream, .table = awol_stream_find(stream, "survival")};
    enum awol_status status;

    awol_chart_init(&survival.chart, stream, settings);
    if ((status = prepare(&survival, opt_error)) == AWOL_OK)
        status = awol_chart_write(&survival.chart, script, opt_error);
    awol_chart_release(&survival.chart);
    return status;
}

static const char *const kinds[] = {"survival", NULL};

static const struct awol_figure_need needs[] = {{"survival", "group", "awol-count --survival"},
                                                {"survival", "time_days", "awol-count --survival"},
                                                {"survival", "survival", "awol-count --survival"}};

const struct awol_figure awol_figure_survival = {
    .name = "survival",
    .summary = "the share of the men that is still there as time goes on, with limits, by group",
    .kinds = kinds,
    .needs = needs,
    .n_needs = sizeof needs / sizeof *needs,
    .draw = draw,
};
