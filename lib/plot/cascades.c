/* How large cascades through a network are, and which units they take. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plot/chart.h"
#include "plot/scenario_caption.h"

/* More steps would break the dashes of a line into points. */
enum { MOST_STEPS = 100, MOST_UNITS = 30, SPREADS = 2 };

static const char *const spreads[SPREADS] = {"even", "units"};

struct cascades {
    struct awol_chart chart;
    const struct awol_table *table, *opt_units;
    const double *share;
    size_t units[MOST_UNITS]; /* first rows of the units drawn */
    size_t n_units, n_left_out;
};

static const char *cell(const struct awol_table *table, size_t row, const char *column)
{
    return awol_table_cell(table, row, awol_table_find(table, column));
}

/* ---- sizes -------------------------------------------------------------------------------- */

static int descending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x < y) - (x > y);
}

static bool has_spread(const struct cascades *c, size_t spread)
{
    for (size_t row = 0; row < c->table->n_rows; row++)
        if (strcmp(cell(c->table, row, "spread"), spreads[spread]) == 0)
            return true;
    return false;
}

/* The share of cascades that are at least so large: from all at 0 down. */
static void add_sizes(struct cascades *c, size_t spread, double *sizes, double *at_least)
{
    const struct awol_stroke stroke = awol_chart_curve(spread);
    size_t n = 0, n_steps;
    for (size_t row = 0; row < c->table->n_rows; row++)
        if (strcmp(cell(c->table, row, "spread"), spreads[spread]) == 0 && isfinite(c->share[row]))
            sizes[n++] = c->share[row];
    if (n == 0)
        return;
    qsort(sizes, n, sizeof *sizes, descending);
    n_steps = n < MOST_STEPS ? n : MOST_STEPS;
    for (size_t k = 0; k < n_steps; k++) {
        size_t at = n_steps > 1 ? k * (n - 1) / (n_steps - 1) : 0;
        at_least[k] = (double)(at + 1) / (double)n;
        sizes[k] = sizes[at];
    }
    sizes[n_steps] = 0;
    at_least[n_steps] = 1;
    awol_chart_line(&c->chart, 0, stroke, sizes, at_least, n_steps + 1);
    if (has_spread(c, 1))
        awol_chart_name(&c->chart, 0, stroke, sizes[0], at_least[0],
                        awol_chart_word(&c->chart, spread == 0 ? "offer spread evenly"
                                                               : "offer spread unit by unit"));
}

static void add_all_sizes(struct cascades *c)
{
    const struct awol_chart_panel panel = {
        .x = {.label = "share of the men who leave", .fixed = true, .high = 1},
        .y = {.label = "share of cascades", .fixed = true, .high = 1.04}};
    size_t room = c->table->n_rows + 2;
    double *sizes = awol_arena_alloc(&c->chart.arena, 2 * room * sizeof *sizes);
    awol_chart_add_panel(&c->chart, &panel);
    if (sizes == NULL) {
        c->chart.failed = true;
        return;
    }
    for (size_t s = 0; s < SPREADS; s++)
        add_sizes(c, s, sizes, sizes + room);
}

/* ---- units -------------------------------------------------------------------------------- */

static bool is_whole(const struct cascades *c, size_t row)
{
    const char *name = cell(c->opt_units, row, "unit");
    for (size_t i = 0; i < c->opt_units->n_rows; i++)
        if (strcmp(cell(c->opt_units, i, "parent"), name) == 0)
            return true;
    return false;
}

/* All units if they are few, else those that have parts. */
static void choose_units(struct cascades *c)
{
    const struct awol_table *t = c->opt_units;
    size_t n = 0;
    for (size_t row = 0; row < t->n_rows; row++)
        n += row == 0 || strcmp(cell(t, row, "unit"), cell(t, row - 1, "unit")) != 0;
    for (size_t row = 0; row < t->n_rows; row++) {
        if (row > 0 && strcmp(cell(t, row, "unit"), cell(t, row - 1, "unit")) == 0)
            continue;
        if (c->n_units < MOST_UNITS && (n <= MOST_UNITS || is_whole(c, row)))
            c->units[c->n_units++] = row;
        else
            c->n_left_out++;
    }
}

static enum awol_status add_units(struct cascades *c, struct awol_error *opt_error)
{
    /* Points that are told apart without colour: circle, disc, cross. */
    static const struct awol_stroke strokes[] = {{.role = AWOL_SERIES, .point = 6, .size = 0.8},
                                                 {.role = AWOL_OFFER, .point = 7, .size = 0.8},
                                                 {.role = AWOL_AXIS, .point = 1, .size = 0.8}};
    const char *names[MOST_UNITS];
    const double *left, *vulnerable;
    enum awol_status status = awol_chart_read(&c->chart, c->opt_units, "left", &left, opt_error);
    if (status == AWOL_OK)
        status = awol_chart_read(&c->chart, c->opt_units, "vulnerable", &vulnerable, opt_error);
    if (status != AWOL_OK)
        return status;
    choose_units(c);
    for (size_t i = 0; i < c->n_units; i++)
        names[i] = awol_chart_format(&c->chart, "%.40s", cell(c->opt_units, c->units[i], "unit"));
    const struct awol_chart_panel panel = {
        .x = {.label = "share of its men", .fixed = true, .high = 1},
        .y = {.scale = AWOL_SCALE_ROWS, .rows = names, .n_rows = c->n_units}};
    size_t at = c->n_units > 0 ? awol_chart_add_panel(&c->chart, &panel) : 0;
    for (size_t i = 0; i < c->n_units; i++) {
        const char *name = cell(c->opt_units, c->units[i], "unit");
        double y = (double)i;
        for (size_t row = c->units[i];
             row < c->opt_units->n_rows && strcmp(cell(c->opt_units, row, "unit"), name) == 0;
             row++)
            awol_chart_points(&c->chart, at,
                              strokes[strcmp(cell(c->opt_units, row, "spread"), spreads[1]) == 0],
                              &left[row], &y, 1);
        /* Last, as what is filled would hide it. */
        awol_chart_points(&c->chart, at, strokes[2], &vulnerable[c->units[i]], &y, 1);
    }
    return AWOL_OK;
}

/* ---- the page ------------------------------------------------------------------------------ */

static enum awol_status prepare(struct cascades *c, const struct awol_stream *stream,
                                struct awol_error *opt_error)
{
    if (c->table->n_rows == 0)
        return awol_error_at(opt_error, c->table->source, (struct awol_place){0, 0},
                             "the table of cascades has no row");
    enum awol_status status = awol_chart_read(&c->chart, c->table, "share", &c->share, opt_error);
    if (status != AWOL_OK)
        return status;
    add_all_sizes(c);
    if (c->opt_units)
        status = add_units(c, opt_error);
    awol_scenario_caption(&c->chart, stream);
    awol_chart_caption(&c->chart, "%s",
                       awol_chart_word(&c->chart, "Line: how many of the cascades take so large a "
                                                  "share of the men, or a larger one."));
    if (c->n_units > 0)
        awol_chart_caption(
            &c->chart, "%s",
            awol_chart_word(&c->chart, "Below: men of each unit who leave, on average, with the "
                                       "offer spread evenly (circle) and unit by unit (disc); "
                                       "and those for whom one comrade who leaves is enough "
                                       "(cross)."));
    if (c->n_left_out > 0)
        awol_chart_caption(&c->chart, awol_chart_word(&c->chart, "%zu units are left out."),
                           c->n_left_out);
    return status;
}

static enum awol_status draw(const struct awol_stream *stream,
                             const struct awol_figure_settings *settings,
                             struct awol_script *script, struct awol_error *opt_error)
{
    struct cascades cascades = {.table = awol_stream_find(stream, "cascades"),
                                .opt_units = awol_stream_find(stream, "network_units")};
    awol_chart_init(&cascades.chart, stream, settings);
    enum awol_status status = prepare(&cascades, stream, opt_error);
    if (status == AWOL_OK)
        status = awol_chart_write(&cascades.chart, script, opt_error);
    awol_chart_release(&cascades.chart);
    return status;
}

static const char *const kinds[] = {"network", NULL};

#define NEED(column)                                                                               \
    {                                                                                              \
        "cascades", column, "awol-simulate --network"                                              \
    }
static const struct awol_figure_need needs[] = {NEED("spread"), NEED("share")};

const struct awol_figure awol_figure_cascades = {
    .name = "cascades",
    .summary = "how large cascades through a network are, and which units they take",
    .kinds = kinds,
    .needs = needs,
    .n_needs = sizeof needs / sizeof *needs,
    .draw = draw,
};
