#include <math.h>

#include "plot/chart.h"
#include "plot/days.h"

/* Real offers stand apart from those moved to other days; each is a panel of its own. */
struct placebo {
    struct awol_chart chart;
    const struct awol_table *table;
    const double *start, *ratio;
    size_t panels;
    size_t moved, as_large;
};

enum { MAX_PANELS = 6 };

enum kind { REAL, BEFORE, ELSEWHERE };

static enum kind kind_of(const struct placebo *placebo, size_t row)
{
    const char *kind =
        awol_table_cell(placebo->table, row, awol_table_find(placebo->table, "kind"));
    return awol_text_equal(kind, "real")     ? REAL
           : awol_text_equal(kind, "before") ? BEFORE
                                             : ELSEWHERE;
}

/* How far a ratio lies from 1, whichever way. */
static double distance(double ratio)
{
    return fabs(log(ratio));
}

/* Days of one kind of the offer that stands in row `real`. */
static void add_days(struct placebo *placebo, size_t panel, size_t real, enum kind kind,
                     struct awol_stroke stroke)
{
    size_t column = awol_table_find(placebo->table, "name");
    const char *name = awol_table_cell(placebo->table, real, column);
    for (size_t row = 0; row < placebo->table->n_rows; row++) {
        double ratio = placebo->ratio[row];
        if (kind_of(placebo, row) != kind ||
            !awol_text_equal(awol_table_cell(placebo->table, row, column), name)) {
            continue;
        }
        if (kind != REAL && !isnan(ratio)) {
            placebo->moved++;
            placebo->as_large += distance(ratio) >= distance(placebo->ratio[real]);
        }
        awol_chart_points(&placebo->chart, panel, stroke, &placebo->start[row], &ratio, 1);
    }
}

static void add_offer(struct placebo *placebo, size_t real)
{
    size_t column = awol_table_find(placebo->table, "name");
    const char *name = awol_table_cell(placebo->table, real, column);
    const struct awol_chart_panel panel = {.opt_title = name,
                                           .x = {.scale = AWOL_SCALE_DATES},
                                           .y = {.scale = AWOL_SCALE_LOG, .label = "rate ratio"}};
    const struct awol_stroke none = {.role = AWOL_MUTED, .dash = 3, .width = 1.0};
    const struct awol_stroke line = {.role = AWOL_OFFER, .dash = 2, .width = 1.0};
    const struct awol_stroke mark = {.role = AWOL_OFFER, .point = 9, .size = 1.1};
    const struct awol_stroke elsewhere = {.role = AWOL_INK, .point = 7, .size = 0.5};
    const struct awol_stroke before = {.role = AWOL_MUTED, .point = 6, .size = 0.75};
    size_t p = awol_chart_add_panel(&placebo->chart, &panel);
    awol_chart_rule_y(&placebo->chart, p, none, 1.0, NULL);
    awol_chart_rule_y(&placebo->chart, p, line, placebo->ratio[real], NULL);
    /* What is hollow comes first and is larger, as a disc of the same day would vanish below. */
    add_days(placebo, p, real, BEFORE, before);
    add_days(placebo, p, real, ELSEWHERE, elsewhere);
    add_days(placebo, p, real, REAL, mark);
    placebo->panels++;
}

static enum awol_status prepare(struct placebo *placebo, struct awol_error *opt_error)
{
    struct awol_chart *chart = &placebo->chart;
    enum awol_status status =
        awol_days_read(chart, placebo->table, "start", &placebo->start, opt_error);
    if (status == AWOL_OK) {
        status = awol_chart_read(chart, placebo->table, "ratio", &placebo->ratio, opt_error);
    }
    for (size_t row = 0; row < placebo->table->n_rows && status == AWOL_OK; row++) {
        if (kind_of(placebo, row) == REAL && placebo->panels < MAX_PANELS) {
            add_offer(placebo, row);
        }
    }
    if (status == AWOL_OK && placebo->panels == 0) {
        status = awol_error_at(opt_error, placebo->table->source, (struct awol_place){0, 0},
                               "the table placebo has no offer on its own day (kind real)");
    }
    return status;
}

static enum awol_status draw(const struct awol_stream *stream,
                             const struct awol_figure_settings *settings,
                             struct awol_script *script, struct awol_error *opt_error)
{
    struct placebo placebo = {.table = awol_stream_find(stream, "placebo")};
    struct awol_chart *chart = &placebo.chart;
    awol_chart_init(chart, stream, settings);
    enum awol_status status = prepare(&placebo, opt_error);
    if (status == AWOL_OK) {
        awol_chart_caption(chart, "%s",
                           awol_chart_word(chart,
                                           "Triangle: the offer on its own day. Discs: the same "
                                           "offer put on days on which nothing was offered; "
                                           "circles: the same, in the record before the offer "
                                           "alone. Dotted: no effect."));
        awol_chart_caption(chart, awol_chart_word(chart, "%zu of %zu of these lie as far from 1."),
                           placebo.as_large, placebo.moved);
        awol_chart_caption_sources(chart);
        status = awol_chart_write(chart, script, opt_error);
    }
    awol_chart_release(chart);
    return status;
}

static const char *const kinds[] = {"fit", NULL};

#define PLACEBO "awol-check --placebo"

static const struct awol_figure_need needs[] = {{"placebo", "name", PLACEBO},
                                                {"placebo", "kind", PLACEBO},
                                                {"placebo", "start", PLACEBO},
                                                {"placebo", "ratio", PLACEBO}};

const struct awol_figure awol_figure_placebo = {
    .name = "placebo",
    .summary = "the offer's ratio beside that of offers on days on which nothing was offered",
    .kinds = kinds,
    .needs = needs,
    .n_needs = sizeof needs / sizeof *needs,
    .takes = AWOL_TAKES_WINDOW,
    .draw = draw,
};
