#include <math.h>
#include <stdio.h>

#include "base/number.h"
#include "plot/axis.h"
#include "plot/figure.h"
#include "plot/layout.h"

/* Nothing is set smaller than 8 points. */
#define TEXT (8.0 * AWOL_PX_PER_PT)
#define TITLE (10.5 * AWOL_PX_PER_PT)
#define LINE (1.3 * TEXT)
#define EDGE 8.0
#define PANEL 230.0 /* height, where the page has none of its own */
#define MIN_PANEL 60.0
#define KEY 26.0 /* length of the piece of line before a name */
#define BAND 0.18

enum { MAX_CURVES = 6, MAX_LINES = 4 };

static const char *const colours[2][MAX_CURVES] = {
    {"#0072b2", "#d55e00", "#007a5a", "#cc79a7", "#e69f00", "#000000"},
    {"#000000", "#5a5a5a", "#808080", "#000000", "#5a5a5a", "#808080"}};
static const int dashes[2][MAX_CURVES] = {{1, 1, 1, 1, 1, 1}, {1, 2, 3, 4, 1, 2}};

/* One group: its rows in the table, and what the page says of it. */
struct curve {
    const char *name;
    size_t first, last; /* rows of the table survival, [first, last) */
    char text[AWOL_SCRIPT_MAX_TEXT];
};

struct figure {
    const struct awol_stream *stream;
    const struct awol_table *table;
    const struct awol_figure_settings *settings;
    struct awol_arena arena;
    struct curve curves[MAX_CURVES];
    size_t n;
    size_t time, survival, low, high;
    double last_day;
    struct awol_panel panel;
    struct awol_number_axis days, shares;
    const char *caption[MAX_LINES];
    size_t n_caption;
    double height;
};

static enum awol_status find_curves(struct figure *figure, struct awol_error *opt_error)
{
    const struct awol_table *table = figure->table;
    size_t group = awol_table_find(table, "group");

    for (size_t row = 0; row < table->n_rows; row++) {
        const char *name = awol_table_cell(table, row, group);
        struct curve *curve = figure->n > 0 ? &figure->curves[figure->n - 1] : NULL;
        double day;
        enum awol_status status = awol_table_number(table, row, figure->time, &day, opt_error);

        if (status != AWOL_OK)
            return status;
        if (!(day > 0.0))
            return awol_table_error(table, row, figure->time, opt_error,
                                    "a curve needs days above zero");
        figure->last_day = fmax(figure->last_day, day);
        if (curve == NULL || !awol_text_equal(curve->name, name)) {
            if (figure->n == MAX_CURVES)
                return awol_table_error(table, row, group, opt_error,
                                        "a figure holds at most %d curves", (int)MAX_CURVES);
            curve = &figure->curves[figure->n++];
            *curve = (struct curve){.name = name, .first = row};
        }
        curve->last = row + 1;
    }
    if (figure->n == 0)
        return awol_error_at(opt_error, table->source, (struct awol_place){0, 0},
                             "the table of survival has no row");
    return AWOL_OK;
}

/* "Erbprinz: 12 of 40 spells end by the event" */
static void name_curves(struct figure *figure)
{
    const struct awol_table *groups = awol_stream_find(figure->stream, "groups");

    for (size_t i = 0; i < figure->n; i++) {
        struct curve *curve = &figure->curves[i];

        snprintf(curve->text, sizeof curve->text, "%.300s", curve->name);
        for (size_t row = 0; groups != NULL && row < groups->n_rows; row++) {
            if (awol_text_equal(awol_table_cell(groups, row, awol_table_find(groups, "group")),
                                curve->name))
                snprintf(curve->text, sizeof curve->text,
                         "%.300s: %.20s of %.20s spells end by the event", curve->name,
                         awol_table_cell(groups, row, awol_table_find(groups, "events")),
                         awol_table_cell(groups, row, awol_table_find(groups, "spells")));
        }
    }
}

/* What the curves are, and what the test between them says. */
static enum awol_status write_caption(struct figure *figure, double width,
                                      struct awol_error *opt_error)
{
    const struct awol_table *tests = awol_stream_find(figure->stream, "tests");
    char numbers[2][AWOL_NUMBER_SIZE];
    double chi_square = (double)NAN;
    double p = (double)NAN;
    struct awol_text text;
    enum awol_status status;

    awol_text_init(&text);
    if (figure->table->n_notes > 0)
        awol_text_append_format(&text, "%.300s. ", figure->table->notes[0]);
    if (tests != NULL && tests->n_rows > 0) {
        if ((status = awol_table_number(tests, 0, awol_table_find(tests, "chi_square"), &chi_square,
                                        opt_error)) != AWOL_OK ||
            (status = awol_table_number(tests, 0, awol_table_find(tests, "p"), &p, opt_error)) !=
                AWOL_OK) {
            awol_text_release(&text);
            return status;
        }
        if (!isnan(p))
            awol_text_append_format(&text, "Log-rank test: chi-square %s, df %.10s, p %s.",
                                    awol_number_format_short(chi_square, 4, numbers[0]),
                                    awol_table_cell(tests, 0, awol_table_find(tests, "df")),
                                    awol_number_format_short(p, 2, numbers[1]));
    }
    status = awol_text_check(&text, opt_error);
    if (status == AWOL_OK)
        figure->n_caption = awol_layout_wrap(&figure->arena, awol_text_string(&text), width, TEXT,
                                             figure->caption, MAX_LINES);
    awol_text_release(&text);
    return status;
}

static const char *title_of(const struct figure *figure)
{
    const char *campaign = awol_stream_header(figure->stream, "campaign");

    if (figure->settings->opt_title != NULL)
        return figure->settings->opt_title;
    return campaign != NULL ? campaign : "";
}

static enum awol_status lay(struct figure *figure, struct awol_error *opt_error)
{
    const struct awol_figure_settings *settings = figure->settings;
    const double above = EDGE + (title_of(figure)[0] != '\0' ? 1.5 * TITLE : 0.0) + 4.0;
    const double below = 6.0 + 2.2 * LINE + ((double)(figure->n + figure->n_caption) * LINE) + EDGE;
    double panel = settings->height > 0.0 ? settings->height - above - below : PANEL;

    if (panel < MIN_PANEL)
        return awol_error_set(opt_error, AWOL_USAGE,
                              "this figure needs a height of at least %.0f mm",
                              ceil((above + below + MIN_PANEL) / AWOL_PX_PER_MM));
    figure->height = above + panel + below;
    awol_axis_linear(1.0, panel, &figure->shares);
    /* A number of days is wider than it is high. */
    awol_axis_linear(figure->last_day, 0.5 * settings->width, &figure->days);
    figure->panel = (struct awol_panel){
        .left = EDGE + LINE + awol_layout_width("0.00", TEXT) + 12.0,
        .right = settings->width - EDGE - 14.0,
        .top = above,
        .bottom = above + panel,
        .x_max = figure->days.high,
        .y_max = 1.05,
        .x_ticks = figure->days.ticks,
        .n_x_ticks = figure->days.n,
        .y_ticks = figure->shares.ticks,
        .y_labels = figure->shares.labels,
        .n_y_ticks = figure->shares.n,
        .label_size = TEXT,
        .colour = "#444444",
    };
    while (figure->panel.n_y_ticks > 0 && figure->shares.ticks[figure->panel.n_y_ticks - 1] > 1.0)
        figure->panel.n_y_ticks--;
    if (figure->panel.right - figure->panel.left < 100.0)
        return awol_error_set(opt_error, AWOL_USAGE, "the figure is too narrow to be read");
    return AWOL_OK;
}

static void draw_texts(struct figure *figure, struct awol_script *script)
{
    const struct awol_panel *panel = &figure->panel;
    const struct awol_label_style small = {.size = TEXT, .colour = "#444444"};
    const struct awol_label_style text = {.size = TEXT, .colour = "#000000"};
    const struct awol_label_style big = {.size = TITLE, .colour = "#000000"};
    const struct awol_label_style centred = {
        .size = TEXT, .colour = "#444444", .align = AWOL_ALIGN_CENTER};
    const struct awol_label_style upright = {
        .size = TEXT, .colour = "#000000", .align = AWOL_ALIGN_CENTER, .rotated = true};
    double y = panel->bottom + 6.0 + 0.5 * LINE;

    awol_script_label(script, (struct awol_point){EDGE, EDGE + 0.6 * TITLE, false, false},
                      awol_layout_cut(&figure->arena, title_of(figure),
                                      figure->settings->width - 2.0 * EDGE, TITLE),
                      &big);
    awol_script_label(
        script,
        (struct awol_point){EDGE + 0.5 * LINE, 0.5 * (panel->top + panel->bottom), false, false},
        "share still there", &upright);
    for (size_t i = 0; i < figure->days.n; i++)
        awol_script_label(script, (struct awol_point){figure->days.ticks[i], y, true, false},
                          figure->days.labels[i], &centred);
    y += LINE;
    awol_script_label(script,
                      (struct awol_point){0.5 * (panel->left + panel->right), y, false, false},
                      "days", &centred);
    for (size_t i = 0; i < figure->n; i++) {
        const struct awol_line_style line = {.colour = colours[figure->settings->mono][i],
                                             .width = 1.6,
                                             .dash = dashes[figure->settings->mono][i]};

        y += LINE;
        awol_script_line(script, (struct awol_point){EDGE, y, false, false},
                         (struct awol_point){EDGE + KEY, y, false, false}, &line);
        awol_script_label(script, (struct awol_point){EDGE + KEY + 6.0, y, false, false},
                          awol_layout_cut(&figure->arena, figure->curves[i].text,
                                          figure->settings->width - KEY - 6.0 - 2.0 * EDGE, TEXT),
                          &text);
    }
    y += 0.2 * LINE;
    for (size_t i = 0; i < figure->n_caption; i++)
        awol_script_label(script,
                          (struct awol_point){EDGE, y + (double)(i + 1) * LINE, false, false},
                          figure->caption[i], &small);
}

/* The steps of a curve and the boxes of its band, each up to the next time. */
static enum awol_status add_curve(const struct figure *figure, const struct curve *curve,
                                  double *steps, double *boxes, size_t *ret_n_boxes,
                                  struct awol_error *opt_error)
{
    double before = 1.0;
    size_t n_steps = 0;
    size_t n_boxes = 0;

    steps[n_steps++] = 0.0;
    steps[n_steps++] = before;
    for (size_t row = curve->first; row < curve->last; row++) {
        const size_t columns[] = {figure->time, figure->survival, figure->low, figure->high};
        double values[4];
        double next = (double)NAN;

        for (size_t i = 0; i < 4; i++) {
            enum awol_status status =
                awol_table_number(figure->table, row, columns[i], &values[i], opt_error);

            if (status != AWOL_OK)
                return status;
        }
        if (row + 1 < curve->last &&
            awol_table_number(figure->table, row + 1, figure->time, &next, opt_error) != AWOL_OK)
            return AWOL_DATA;
        steps[n_steps++] = values[0];
        steps[n_steps++] = before;
        steps[n_steps++] = values[0];
        steps[n_steps++] = before = values[1];
        if (isnan(next) || isnan(values[2]) || isnan(values[3]))
            continue;
        boxes[n_boxes++] = values[0];
        boxes[n_boxes++] = next;
        boxes[n_boxes++] = values[2];
        boxes[n_boxes++] = values[3];
    }
    *ret_n_boxes = n_boxes / 4;
    return AWOL_OK;
}

static enum awol_status draw_curves(struct figure *figure, struct awol_script *script,
                                    struct awol_error *opt_error)
{
    struct awol_layer layers[2 * MAX_CURVES];
    size_t n = 0;

    for (size_t i = 0; i < figure->n; i++) {
        const struct curve *curve = &figure->curves[i];
        size_t rows = curve->last - curve->first;
        double *steps = awol_arena_alloc(&figure->arena, (8 * rows + 2) * sizeof steps[0]);
        size_t n_boxes;
        enum awol_status status;

        if (steps == NULL)
            return awol_error_memory(opt_error);
        status = add_curve(figure, curve, steps, steps + 4 * rows + 2, &n_boxes, opt_error);
        if (status != AWOL_OK)
            return status;
        if (n_boxes > 0)
            layers[n++] = (struct awol_layer){
                .kind = AWOL_LAYER_BOXES,
                .block = awol_script_block(script, steps + 4 * rows + 2, n_boxes, 4),
                .colour = colours[figure->settings->mono][i],
                .opacity = BAND};
        layers[n++] =
            (struct awol_layer){.kind = AWOL_LAYER_LINES,
                                .block = awol_script_block(script, steps, 2 * rows + 1, 2),
                                .colour = colours[figure->settings->mono][i],
                                .width = 1.6,
                                .dash = dashes[figure->settings->mono][i]};
    }
    awol_script_plot(script, layers, n);
    return AWOL_OK;
}

static enum awol_status prepare(struct figure *figure, struct awol_error *opt_error)
{
    const struct awol_figure_settings *settings = figure->settings;
    enum awol_status status;

    if (settings->log_y || settings->has_from || settings->has_to)
        return awol_error_set(opt_error, AWOL_USAGE,
                              "a figure of survival begins at 1 and day 0: %s does not apply",
                              settings->log_y      ? "--log"
                              : settings->has_from ? "--from"
                                                   : "--to");
    if ((status = awol_table_require(figure->table, "time_days", &figure->time, opt_error)) !=
            AWOL_OK ||
        (status = awol_table_require(figure->table, "survival", &figure->survival, opt_error)) !=
            AWOL_OK ||
        (status = find_curves(figure, opt_error)) != AWOL_OK ||
        (status = write_caption(figure, settings->width - 2.0 * EDGE, opt_error)) != AWOL_OK)
        return status;
    figure->low = awol_table_find(figure->table, "low");
    figure->high = awol_table_find(figure->table, "high");
    name_curves(figure);
    return lay(figure, opt_error);
}

static enum awol_status draw(const struct awol_stream *stream,
                             const struct awol_figure_settings *settings,
                             struct awol_script *script, struct awol_error *opt_error)
{
    struct figure figure = {
        .stream = stream, .table = awol_stream_find(stream, "survival"), .settings = settings};
    enum awol_status status;

    awol_arena_init(&figure.arena);
    if ((status = prepare(&figure, opt_error)) == AWOL_OK) {
        const struct awol_page page = {.terminal = settings->terminal,
                                       .width = settings->width,
                                       .height = figure.height,
                                       .font = settings->font,
                                       .font_size = TEXT};

        awol_script_begin(script, &page);
        awol_script_panel(script, &figure.panel);
        draw_texts(&figure, script);
        status = draw_curves(&figure, script, opt_error);
        awol_script_end(script);
    }
    awol_arena_release(&figure.arena);
    return status;
}

static const char *const kinds[] = {"survival", NULL};

static const struct awol_figure_need needs[] = {{"survival", "group", "awol-count --survival"}};

const struct awol_figure awol_figure_survival = {
    .name = "survival",
    .summary = "the share of the men that is still there as time goes on, with limits, by group",
    .kinds = kinds,
    .needs = needs,
    .n_needs = sizeof needs / sizeof *needs,
    .draw = draw,
};
