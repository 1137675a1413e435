/* The law of thresholds and where it crosses the diagonal: solid only where a record has seen it.
 */
#include <math.h>
#include <string.h>

#include "plot/chart.h"
#include "plot/scenario_caption.h"

struct threshold {
    struct awol_chart chart;
    const struct awol_table *curve, *crossings;
    const double *share, *moved, *with_offer;
    size_t n_seen; /* rows of the curve that are seen; all, where nobody says */
};

static size_t count_seen(const struct awol_table *curve)
{
    size_t seen = awol_table_find(curve, "seen"), n = 0;
    while (n < curve->n_rows && strcmp(awol_table_cell(curve, n, seen), "no") != 0)
        n++;
    return n;
}

static void add_curves(struct threshold *t)
{
    struct awol_chart *chart = &t->chart;
    static const double diagonal[] = {0, 1};
    const struct awol_stroke muted = {.role = AWOL_MUTED, .dash = 3};
    const struct awol_stroke assumed = {.role = AWOL_SERIES, .dash = 3};
    const struct awol_stroke seen = {.role = AWOL_SERIES, .dash = 1};
    const struct awol_stroke offer = {.role = AWOL_OFFER, .dash = 2};
    size_t n = t->curve->n_rows, from = t->n_seen > 0 ? t->n_seen - 1 : 0;
    awol_chart_line(chart, 0, muted, diagonal, diagonal, 2);
    if (t->n_seen < n) {
        awol_chart_hatch(chart, 0, t->n_seen > 0 ? t->share[from] : 0, 1, 0, 1);
        awol_chart_line(chart, 0, assumed, t->share + from, t->moved + from, n - from);
    }
    awol_chart_line(chart, 0, seen, t->share, t->moved, t->n_seen);
    if (n > 0 && isfinite(t->with_offer[0])) {
        awol_chart_line(chart, 0, offer, t->share, t->with_offer, n);
        awol_chart_name(chart, 0, offer, t->share[n - 1], t->with_offer[n - 1],
                        awol_chart_word(chart, "with the offer"));
        awol_chart_name(chart, 0, t->n_seen < n ? assumed : seen, t->share[n - 1], t->moved[n - 1],
                        awol_chart_word(chart, "without it"));
    }
}

static enum awol_status add_crossings(struct threshold *t, struct awol_error *opt_error)
{
    const struct awol_table *table = t->crossings;
    size_t stable = table ? awol_table_find(table, "stable") : 0;
    size_t offer = table ? awol_table_find(table, "offer") : 0;
    for (size_t row = 0; table != NULL && row < table->n_rows; row++) {
        double share;
        enum awol_status status =
            awol_table_number(table, row, awol_table_find(table, "share"), &share, opt_error);
        if (status != AWOL_OK)
            return status;
        bool rests = strcmp(awol_table_cell(table, row, stable), "yes") == 0;
        bool offered = strcmp(awol_table_cell(table, row, offer), "yes") == 0;
        const struct awol_stroke stroke = {
            .role = offered ? AWOL_OFFER : AWOL_SERIES, .point = rests ? 7 : 6, .size = 1.1};
        awol_chart_points(&t->chart, 0, stroke, &share, &share, 1);
    }
    return AWOL_OK;
}

static enum awol_status prepare(struct threshold *t, const struct awol_stream *stream,
                                struct awol_error *opt_error)
{
    const struct awol_chart_panel panel = {
        .x = {.label = "share of the unit that has gone", .fixed = true, .high = 1},
        .y = {.label = "share moved to go", .fixed = true, .high = 1.04},
        .height = 300};
    struct awol_chart *chart = &t->chart;
    enum awol_status status;
    if (t->curve->n_rows < 2)
        return awol_error_at(opt_error, t->curve->source, (struct awol_place){0, 0},
                             "the curve of thresholds has fewer than two points");
    if ((status = awol_chart_read(chart, t->curve, "share", &t->share, opt_error)) != AWOL_OK ||
        (status = awol_chart_read(chart, t->curve, "moved", &t->moved, opt_error)) != AWOL_OK ||
        (status = awol_chart_read(chart, t->curve, "moved_with_offer", &t->with_offer,
                                  opt_error)) != AWOL_OK)
        return status;
    t->n_seen = count_seen(t->curve);
    awol_chart_add_panel(chart, &panel);
    add_curves(t);
    status = add_crossings(t, opt_error);
    awol_scenario_caption(chart, stream);
    awol_chart_caption(chart, "%s",
                       awol_chart_word(chart, "Where the curve lies above the dotted diagonal more "
                                              "are moved than have gone, and the unit goes on. "
                                              "Discs: it rests there; circle: from there on it is "
                                              "carried away."));
    if (t->n_seen < t->curve->n_rows)
        awol_chart_caption(chart, "%s",
                           awol_chart_word(chart, "Hatched: no record has seen so many gone; the "
                                                  "dotted curve is assumed there."));
    return status;
}

static enum awol_status draw(const struct awol_stream *stream,
                             const struct awol_figure_settings *settings,
                             struct awol_script *script, struct awol_error *opt_error)
{
    struct threshold threshold = {.curve = awol_stream_find(stream, "threshold_curve"),
                                  .crossings = awol_stream_find(stream, "equilibria")};
    awol_chart_init(&threshold.chart, stream, settings);
    enum awol_status status = prepare(&threshold, stream, opt_error);
    if (status == AWOL_OK)
        status = awol_chart_write(&threshold.chart, script, opt_error);
    awol_chart_release(&threshold.chart);
    return status;
}

static const char *const kinds[] = {"scenario", NULL};

#define NEED(column)                                                                               \
    {                                                                                              \
        "threshold_curve", column, "awol-scenario threshold"                                       \
    }
static const struct awol_figure_need needs[] = {NEED("share"), NEED("moved"),
                                                NEED("moved_with_offer")};

const struct awol_figure awol_figure_threshold = {
    .name = "threshold",
    .summary = "how many are moved to go when so many have gone, with the crossings",
    .kinds = kinds,
    .needs = needs,
    .n_needs = sizeof needs / sizeof *needs,
    .draw = draw,
};
