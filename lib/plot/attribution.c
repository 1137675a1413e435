/* Who left because of what, bin by bin, and the campaign without the offer as a line. */
#include <math.h>
#include <string.h>

#include "plot/chart.h"
#include "plot/days.h"

enum { ANYWAY, FOLLOWED, OFFER, COMRADES, URGENCY, COUNT, PARTS = COUNT, N_COLUMNS };

/* Of the table attribution or counterfactual. */
struct rows {
    const struct awol_table *table;
    const double *start, *end;
    size_t unit;
};

struct attribution {
    struct awol_chart chart;
    struct rows lines, others; /* others.table NULL: no other campaign */
    const double *columns[N_COLUMNS];
    const double *otherwise, *low, *high;
    double per; /* days that numbers are given for; 0: as they stand, stretches being alike */
};

enum { MOST_UNITS = 12 };

/* From the bottom to the top: greys for those who would have left anyway. */
static const struct {
    enum awol_role role;
    double opacity;
} shades[PARTS] = {{AWOL_MUTED, 0.35},
                   {AWOL_MUTED, 0.75},
                   {AWOL_OFFER, 0.95},
                   {AWOL_OFFER, 0.6},
                   {AWOL_OFFER, 0.3}};

static enum awol_status read_rows(struct attribution *a, const char *name, struct rows *rows,
                                  const struct awol_stream *stream, struct awol_error *opt_error)
{
    rows->table = awol_stream_find(stream, name);
    if (rows->table == NULL)
        return AWOL_OK;
    rows->unit = awol_table_find(rows->table, "unit");
    enum awol_status status =
        awol_days_read(&a->chart, rows->table, "start", &rows->start, opt_error);
    if (status == AWOL_OK)
        status = awol_days_read(&a->chart, rows->table, "end", &rows->end, opt_error);
    return status;
}

static enum awol_status read_all(struct attribution *a, const struct awol_stream *stream,
                                 struct awol_error *opt_error)
{
    static const char *const names[N_COLUMNS] = {"anyway",      "followed",   "by_offer",
                                                 "by_comrades", "by_urgency", "count"};
    enum awol_status status = read_rows(a, "attribution", &a->lines, stream, opt_error);
    for (size_t i = 0; i < N_COLUMNS && status == AWOL_OK; i++)
        status = awol_chart_read(&a->chart, a->lines.table, names[i], &a->columns[i], opt_error);
    if (status == AWOL_OK)
        status = read_rows(a, "counterfactual", &a->others, stream, opt_error);
    if (status != AWOL_OK || a->others.table == NULL)
        return status;
    status = awol_chart_read(&a->chart, a->others.table, "otherwise", &a->otherwise, opt_error);
    if (status == AWOL_OK)
        status = awol_chart_read(&a->chart, a->others.table, "low", &a->low, opt_error);
    if (status == AWOL_OK)
        status = awol_chart_read(&a->chart, a->others.table, "high", &a->high, opt_error);
    return status;
}

/* Stretches of very different lengths are compared by the day. */
static void choose_unit_of_time(struct attribution *a)
{
    double least = (double)INFINITY, most = 0;
    for (size_t row = 0; row < a->lines.table->n_rows; row++) {
        double days = a->lines.end[row] - a->lines.start[row];
        least = fmin(least, days);
        most = fmax(most, days);
    }
    a->per = most > 1.2 * least ? 1 : 0;
}

static double scale_of(const struct attribution *a, const struct rows *rows, size_t row)
{
    double days = rows->end[row] - rows->start[row];
    return a->per > 0 && days > 0 ? a->per / days : 1;
}

static bool is_of(const struct rows *rows, size_t row, const char *unit)
{
    return awol_text_equal(awol_table_cell(rows->table, row, rows->unit), unit);
}

/* The boxes of a unit, part by part. */
struct stack {
    double *from, *to, *anyway, *low[PARTS], *high[PARTS];
    size_t n;
};

static bool make_stack(struct attribution *a, struct stack *stack)
{
    size_t most = a->lines.table->n_rows;
    double *numbers =
        awol_arena_alloc(&a->chart.arena, (3 + 2 * PARTS) * (most + 1) * sizeof *numbers);
    if (numbers == NULL)
        return false;
    *stack = (struct stack){numbers, numbers + most, numbers + 2 * most, {NULL}, {NULL}, 0};
    for (size_t part = 0; part < PARTS; part++) {
        stack->low[part] = numbers + (3 + 2 * part) * most;
        stack->high[part] = stack->low[part] + most;
    }
    return true;
}

/* One stretch, each part on top of those below it. An offer that held men back takes off. */
static void push(const struct attribution *a, size_t row, struct stack *stack)
{
    double scale = scale_of(a, &a->lines, row), top = 0;
    size_t i = stack->n++;
    stack->from[i] = a->lines.start[row];
    stack->to[i] = a->lines.end[row];
    stack->anyway[i] = scale * a->columns[ANYWAY][row];
    for (size_t part = 0; part < PARTS; part++) {
        double value = a->columns[part][row] - (part == ANYWAY ? a->columns[FOLLOWED][row] : 0);
        double next = top + scale * value;
        bool is_there = value != 0;
        stack->low[part][i] = is_there ? fmin(top, next) : (double)NAN;
        stack->high[part][i] = is_there ? fmax(top, next) : (double)NAN;
        top = next;
    }
}

static void add_stack(struct attribution *a, size_t panel, const char *unit)
{
    const struct awol_stroke edge = {.role = AWOL_INK, .width = 1.0};
    size_t known = awol_table_find(a->lines.table, "known");
    struct stack stack;
    if (!make_stack(a, &stack)) {
        a->chart.failed = true;
        return;
    }
    for (size_t row = 0; row < a->lines.table->n_rows; row++) {
        if (!is_of(&a->lines, row, unit))
            continue;
        if (strcmp(awol_table_cell(a->lines.table, row, known), "unrecorded") == 0)
            awol_chart_hatch(&a->chart, panel, a->lines.start[row], a->lines.end[row],
                             -(double)INFINITY, (double)INFINITY);
        else
            push(a, row, &stack);
    }
    for (size_t part = 0; part < PARTS; part++)
        awol_chart_boxes(&a->chart, panel, shades[part].role, shades[part].opacity, stack.from,
                         stack.to, stack.low[part], stack.high[part], stack.n);
    awol_chart_steps(&a->chart, panel, edge, stack.from, stack.to, stack.anyway, stack.n);
}

/* The other campaign of a unit. Its band lies behind the areas, its edges before them. */
struct other {
    double *middle, *mean, *low, *high;
    size_t n;
};

static void read_other(struct attribution *a, const char *unit, struct other *other)
{
    size_t most = a->others.table != NULL ? a->others.table->n_rows : 0;
    double *numbers = awol_arena_alloc(&a->chart.arena, (4 * most + 1) * sizeof *numbers);
    *other = (struct other){.n = 0};
    if (numbers == NULL) {
        a->chart.failed = true;
        return;
    }
    *other = (struct other){numbers, numbers + most, numbers + 2 * most, numbers + 3 * most, 0};
    for (size_t row = 0; row < most; row++) {
        double scale = scale_of(a, &a->others, row);
        if (!is_of(&a->others, row, unit))
            continue;
        other->middle[other->n] = 0.5 * (a->others.start[row] + a->others.end[row]);
        other->mean[other->n] = scale * a->otherwise[row];
        other->low[other->n] = scale * a->low[row];
        other->high[other->n++] = scale * a->high[row];
    }
}

static void add_other(struct attribution *a, size_t panel, const struct other *other)
{
    const struct awol_stroke line = {.role = AWOL_FIT, .width = 2.4};
    const struct awol_stroke edge = {.role = AWOL_FIT, .width = 0.8};
    awol_chart_line(&a->chart, panel, edge, other->middle, other->low, other->n);
    awol_chart_line(&a->chart, panel, edge, other->middle, other->high, other->n);
    awol_chart_line(&a->chart, panel, line, other->middle, other->mean, other->n);
}

static void add_unit(struct attribution *a, size_t first, bool alone)
{
    const char *unit = awol_table_cell(a->lines.table, first, a->lines.unit);
    const struct awol_chart_panel panel = {
        .opt_title = alone ? NULL : unit,
        .x = {.scale = AWOL_SCALE_DATES},
        .y = {.label = a->per > 0 ? "men a day" : "men", .zero = true}};
    size_t number = awol_chart_add_panel(&a->chart, &panel);
    struct other other;
    read_other(a, unit, &other);
    if (other.n > 0)
        awol_chart_ribbon(&a->chart, number, AWOL_FIT, other.middle, other.low, other.high,
                          other.n);
    add_stack(a, number, unit);
    if (other.n > 0)
        add_other(a, number, &other);
}

static size_t count_units(const struct attribution *a)
{
    size_t n = 0;
    for (size_t row = 0; row < a->lines.table->n_rows; row++)
        n += row == 0 ||
             !is_of(&a->lines, row, awol_table_cell(a->lines.table, row - 1, a->lines.unit));
    return n;
}

static void write_caption(struct attribution *a, size_t n_units)
{
    struct awol_chart *chart = &a->chart;
    awol_chart_caption(
        chart, "%s",
        awol_chart_word(chart,
                        "From below: who would have left anyway, alone and (darker) after a "
                        "comrade; above the black line, who came for the offer, who followed "
                        "them, and whom only its urgency moved, by the model of the fit."));
    if (a->others.table != NULL)
        awol_chart_caption(chart, "%s",
                           awol_chart_word(chart,
                                           "Thick line: mean of campaigns simulated without "
                                           "it, or with another offer; band: their limits."));
    if (n_units > MOST_UNITS)
        awol_chart_caption(chart, awol_chart_word(chart, "%d of %d units are drawn."),
                           (int)MOST_UNITS, (int)n_units);
    awol_chart_caption_sources(chart);
}

static enum awol_status prepare(struct attribution *a, const struct awol_stream *stream,
                                struct awol_error *opt_error)
{
    enum awol_status status = read_all(a, stream, opt_error);
    if (status == AWOL_OK && a->lines.table->n_rows == 0)
        status = awol_error_at(opt_error, a->lines.table->source, (struct awol_place){0, 0},
                               "the table attribution has no row");
    if (status != AWOL_OK)
        return status;
    choose_unit_of_time(a);
    size_t n_units = count_units(a), drawn = 0;
    for (size_t row = 0; row < a->lines.table->n_rows && drawn < MOST_UNITS; row++)
        if (row == 0 ||
            !is_of(&a->lines, row, awol_table_cell(a->lines.table, row - 1, a->lines.unit))) {
            add_unit(a, row, n_units == 1);
            drawn++;
        }
    write_caption(a, n_units);
    return AWOL_OK;
}

static enum awol_status draw(const struct awol_stream *stream,
                             const struct awol_figure_settings *settings,
                             struct awol_script *script, struct awol_error *opt_error)
{
    struct attribution a = {.per = 0};
    awol_chart_init(&a.chart, stream, settings);
    enum awol_status status = prepare(&a, stream, opt_error);
    if (status == AWOL_OK)
        status = awol_chart_write(&a.chart, script, opt_error);
    awol_chart_release(&a.chart);
    return status;
}

static const char *const kinds[] = {"fit", NULL};

#define NEED(column)                                                                               \
    {                                                                                              \
        "attribution", column, "awol-explain"                                                      \
    }
static const struct awol_figure_need needs[] = {
    NEED("unit"),     NEED("start"),    NEED("end"),         NEED("known"),      NEED("anyway"),
    NEED("followed"), NEED("by_offer"), NEED("by_comrades"), NEED("by_urgency"), NEED("count")};

const struct awol_figure awol_figure_attribution = {
    .name = "attribution",
    .summary = "who left because of the offer, who anyway; the campaign without it",
    .kinds = kinds,
    .needs = needs,
    .n_needs = sizeof needs / sizeof *needs,
    .takes = AWOL_TAKES_WINDOW,
    .draw = draw,
};
