/* The pairs of a direct effect and of prompting by comrades that make a bare total. */
#include <math.h>

#include "plot/chart.h"
#include "plot/scenario_caption.h"

enum { ETA, RATE, TAU, RATIO, DIRECT, N_COLUMNS };

struct pairs {
    struct awol_chart chart;
    const struct awol_table *table;
    const double *columns[N_COLUMNS];
};

/* One ordinary rate: its runs are of one delay each. */
struct rate {
    size_t first, last; /* rows */
    size_t n;           /* values of eta in each run */
};

static struct rate find_rate(const struct pairs *pairs, size_t first)
{
    size_t n_rows = pairs->table->n_rows;
    struct rate rate = {.first = first};
    rate.last = awol_scenario_run(&pairs->columns[RATE], 1, first, n_rows);
    rate.n = awol_scenario_run(&pairs->columns[RATE], 2, first, n_rows) - first;
    return rate;
}

/* A quantity against eta at one rate: a line for each delay, the area between them. */
static void add_rate(struct pairs *pairs, size_t panel, struct rate rate, size_t quantity,
                     struct awol_stroke stroke, const char *opt_name)
{
    const double *eta = pairs->columns[ETA], *y = pairs->columns[quantity];
    size_t n_runs = (rate.last - rate.first) / rate.n;
    const double *first = y + rate.first, *last = y + rate.first + (n_runs - 1) * rate.n;
    if (n_runs > 1)
        awol_chart_ribbon(&pairs->chart, panel, stroke.role, eta + rate.first, first, last, rate.n);
    for (size_t run = 0; run < n_runs; run++) {
        const double *x = eta + rate.first + run * rate.n, *at = first + run * rate.n;
        awol_chart_line(&pairs->chart, panel, stroke, x, at, rate.n);
        if (rate.n == 1)
            awol_chart_points(&pairs->chart, panel, stroke, x, at, rate.n);
    }
    if (opt_name != NULL)
        awol_chart_name(&pairs->chart, panel, stroke, eta[rate.first + rate.n - 1],
                        last[rate.n - 1], opt_name);
}

static void add_seed_at_zero(struct pairs *pairs, size_t panel, size_t n)
{
    const double *eta = pairs->columns[ETA];
    double *share = awol_arena_alloc(&pairs->chart.arena, (n + 1) * sizeof *share);
    const struct awol_stroke stroke = {.role = AWOL_MUTED, .dash = 3};
    if (share == NULL) {
        pairs->chart.failed = true;
        return;
    }
    for (size_t i = 0; i < n; i++)
        share[i] = eta[i] <= 1 ? 1 - eta[i] : (double)NAN;
    awol_chart_line(&pairs->chart, panel, stroke, eta, share, n);
}

static void add_panels(struct pairs *pairs)
{
    struct awol_chart *chart = &pairs->chart;
    const struct awol_chart_panel ratio = {
        .x = {.label = "further departures that each prompts", .zero = true},
        .y = {.label = "times the ordinary rate", .scale = AWOL_SCALE_LOG}};
    const struct awol_chart_panel share = {
        .x = ratio.x, .y = {.label = "share moved directly", .fixed = true, .high = 1.04}};
    const struct awol_stroke one = {.role = AWOL_MUTED, .dash = 3};
    chart->columns = 2;
    awol_chart_add_panel(chart, &ratio);
    awol_chart_add_panel(chart, &share);
    awol_chart_rule_y(chart, 0, one, 1, NULL);
    add_seed_at_zero(pairs, 1, find_rate(pairs, 0).n);
    for (size_t row = 0, i = 0; row < pairs->table->n_rows; i++) {
        char number[AWOL_LANGUAGE_NUMBER];
        struct rate rate = find_rate(pairs, row);
        const char *name = awol_chart_format(
            chart, awol_chart_word(chart, "%s in 1,000 a month"),
            awol_language_number(chart->settings->language, pairs->columns[RATE][row], 3, number));
        add_rate(pairs, 0, rate, RATIO, awol_chart_curve(i), name);
        if (row == 0) /* the share is the same at every rate */
            add_rate(pairs, 1, rate, DIRECT, awol_chart_curve(0), NULL);
        row = rate.last;
    }
}

static enum awol_status prepare(struct pairs *pairs, const struct awol_stream *stream,
                                struct awol_error *opt_error)
{
    static const char *const names[N_COLUMNS] = {"eta", "rate", "tau_days", "ratio",
                                                 "direct_share"};
    struct awol_chart *chart = &pairs->chart;
    enum awol_status status = AWOL_OK;
    if (pairs->table->n_rows == 0)
        return awol_error_at(opt_error, pairs->table->source, (struct awol_place){0, 0},
                             "the table of pairs has no row");
    for (size_t i = 0; i < N_COLUMNS && status == AWOL_OK; i++)
        status = awol_chart_read(chart, pairs->table, names[i], &pairs->columns[i], opt_error);
    if (status != AWOL_OK)
        return status;
    add_panels(pairs);
    awol_scenario_caption(chart, stream);
    awol_chart_caption(chart, "%s",
                       awol_chart_word(chart, "Every pair on a line makes the total; the "
                                              "lines are of the ends of what is assumed of "
                                              "the delay, named after the ordinary rate. "
                                              "Dotted: the ordinary rate itself; on the "
                                              "right, where all came on the first day."));
    return AWOL_OK;
}

static enum awol_status draw(const struct awol_stream *stream,
                             const struct awol_figure_settings *settings,
                             struct awol_script *script, struct awol_error *opt_error)
{
    struct pairs pairs = {.table = awol_stream_find(stream, "pairs_of_total")};
    awol_chart_init(&pairs.chart, stream, settings);
    enum awol_status status = prepare(&pairs, stream, opt_error);
    if (status == AWOL_OK)
        status = awol_chart_write(&pairs.chart, script, opt_error);
    awol_chart_release(&pairs.chart);
    return status;
}

static const char *const kinds[] = {"scenario", NULL};

#define NEED(column)                                                                               \
    {                                                                                              \
        "pairs_of_total", column, "awol-scenario total"                                            \
    }
static const struct awol_figure_need needs[] = {NEED("eta"), NEED("rate"), NEED("tau_days"),
                                                NEED("ratio"), NEED("direct_share")};

const struct awol_figure awol_figure_pairs = {
    .name = "pairs",
    .summary = "which direct effects and which prompting by comrades would make a total",
    .kinds = kinds,
    .needs = needs,
    .n_needs = sizeof needs / sizeof *needs,
    .draw = draw,
};
