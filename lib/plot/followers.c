/* Followers of the first deserters over the deadline, and what a short offer must make up for. */
#include <math.h>

#include "base/number.h"
#include "plot/chart.h"
#include "plot/scenario_caption.h"

enum { FIRST, ETA, TAU, DAYS, EXPECTED, SIMULATED, URGENCY, N_COLUMNS };

struct followers {
    struct awol_chart chart;
    const struct awol_table *table;
    const double *columns[N_COLUMNS];
    size_t urgency; /* its panel; 0 = none */
};

/* An urgency above this is none that anybody would believe. */
#define MOST_URGENCY 20.0

/* A few points are enough to see that the simulation lies on its line. */
static void add_simulated(struct followers *f, size_t first, size_t last, struct awol_stroke stroke)
{
    enum { STEP = 8 };
    for (size_t row = first + STEP; row < last; row += STEP)
        awol_chart_points(&f->chart, 0, stroke, f->columns[DAYS] + row, f->columns[SIMULATED] + row,
                          1);
}

static void add_urgency(struct followers *f, size_t first, size_t last, struct awol_stroke stroke)
{
    double *times = awol_arena_alloc(&f->chart.arena, (last - first + 1) * sizeof *times);
    if (times == NULL) {
        f->chart.failed = true;
        return;
    }
    for (size_t i = 0; i < last - first; i++) {
        double value = f->columns[URGENCY][first + i];
        times[i] = value <= MOST_URGENCY ? value : (double)NAN;
    }
    awol_chart_line(&f->chart, f->urgency, stroke, f->columns[DAYS] + first, times, last - first);
}

/* The runs of one delay each, of one number of first deserters and one eta. */
static void add_curve(struct followers *f, size_t first, size_t last, size_t i)
{
    struct awol_chart *chart = &f->chart;
    const struct awol_stroke stroke = awol_chart_curve(i);
    char k[AWOL_LANGUAGE_NUMBER], eta[AWOL_LANGUAGE_NUMBER];
    size_t row = first, end = first;
    for (; row < last; row = end) {
        end = awol_scenario_run(&f->columns[FIRST], 3, row, last);
        awol_chart_line(chart, 0, stroke, f->columns[DAYS] + row, f->columns[EXPECTED] + row,
                        end - row);
        add_simulated(f, row, end, stroke);
        if (f->urgency > 0 && f->columns[FIRST][row] == f->columns[FIRST][0])
            add_urgency(f, row, end, stroke);
    }
    awol_chart_name(
        chart, 0, stroke, f->columns[DAYS][last - 1], f->columns[EXPECTED][last - 1],
        awol_chart_format(
            chart, awol_chart_word(chart, "%s first, each prompts %s"),
            awol_language_number(chart->settings->language, f->columns[FIRST][first], 4, k),
            awol_language_number(chart->settings->language, f->columns[ETA][first], 3, eta)));
}

static bool has_urgency(const struct followers *f)
{
    for (size_t row = 0; row < f->table->n_rows; row++)
        if (f->columns[URGENCY][row] <= MOST_URGENCY)
            return true;
    return false;
}

static void add_panels(struct followers *f, const struct awol_stream *stream)
{
    struct awol_chart *chart = &f->chart;
    const struct awol_chart_panel men = {.x = {.label = "days since the first", .zero = true},
                                         .y = {.label = "followers", .zero = true}};
    const struct awol_chart_panel urgency = {
        .x = {.label = "days for which an offer stands", .zero = true},
        .y = {.label = "urgency needed", .scale = AWOL_SCALE_LOG}};
    const char *deadline = awol_scenario_assumed(stream, "deadline");
    /* not black: in greys gnuplot 5.4 would dash the next solid black line too */
    const struct awol_stroke last = {.role = AWOL_AXIS, .dash = 2};
    double day;
    awol_chart_add_panel(chart, &men);
    if (has_urgency(f))
        f->urgency = awol_chart_add_panel(chart, &urgency);
    for (size_t row = 0, i = 0, end; row < f->table->n_rows; row = end, i++) {
        end = awol_scenario_run(&f->columns[FIRST], 2, row, f->table->n_rows);
        add_curve(f, row, end, i);
    }
    if (deadline != NULL && awol_number_parse(deadline, &day))
        awol_chart_rule_x(chart, 0, last, day, awol_chart_word(chart, "deadline"));
}

static enum awol_status prepare(struct followers *f, const struct awol_stream *stream,
                                struct awol_error *opt_error)
{
    static const char *const names[N_COLUMNS] = {"first",    "eta",       "tau_days",      "days",
                                                 "expected", "simulated", "urgency_needed"};
    enum awol_status status = AWOL_OK;
    if (f->table->n_rows == 0)
        return awol_error_at(opt_error, f->table->source, (struct awol_place){0, 0},
                             "the table by_deadline has no row");
    for (size_t i = 0; i < N_COLUMNS && status == AWOL_OK; i++)
        status = awol_chart_read(&f->chart, f->table, names[i], &f->columns[i], opt_error);
    if (status != AWOL_OK)
        return status;
    add_panels(f, stream);
    awol_scenario_caption(&f->chart, stream);
    awol_chart_caption(&f->chart, "%s",
                       awol_chart_word(&f->chart,
                                       "Men who have followed by a day after which nobody could "
                                       "leave; points are simulated. Two lines of one kind are the "
                                       "ends of what is assumed of the delay."));
    if (f->urgency > 0)
        awol_chart_caption(&f->chart, "%s",
                           awol_chart_word(&f->chart,
                                           "Below: how many times as many a departure must prompt "
                                           "while a short offer stands, for it to draw as many as "
                                           "a standing one."));
    return AWOL_OK;
}

static enum awol_status draw(const struct awol_stream *stream,
                             const struct awol_figure_settings *settings,
                             struct awol_script *script, struct awol_error *opt_error)
{
    struct followers followers = {.table = awol_stream_find(stream, "by_deadline")};
    awol_chart_init(&followers.chart, stream, settings);
    enum awol_status status = prepare(&followers, stream, opt_error);
    if (status == AWOL_OK)
        status = awol_chart_write(&followers.chart, script, opt_error);
    awol_chart_release(&followers.chart);
    return status;
}

static const char *const kinds[] = {"scenario", NULL};

#define NEED(column)                                                                               \
    {                                                                                              \
        "by_deadline", column, "awol-scenario followers"                                           \
    }
static const struct awol_figure_need needs[] = {
    NEED("first"),    NEED("eta"),       NEED("tau_days"),      NEED("days"),
    NEED("expected"), NEED("simulated"), NEED("urgency_needed")};

const struct awol_figure awol_figure_followers = {
    .name = "followers",
    .summary = "followers of the first deserters over the deadline",
    .kinds = kinds,
    .needs = needs,
    .n_needs = sizeof needs / sizeof *needs,
    .draw = draw,
};
