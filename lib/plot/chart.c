#include "plot/chart.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plot/chart_mark.h"

void awol_chart_init(struct awol_chart *chart, const struct awol_stream *stream,
                     const struct awol_figure_settings *settings)
{
    *chart = (struct awol_chart){.stream = stream, .settings = settings, .columns = 1};
    awol_arena_init(&chart->arena);
    awol_text_init(&chart->caption);
}

void awol_chart_release(struct awol_chart *chart)
{
    awol_text_release(&chart->caption);
    awol_arena_release(&chart->arena);
}

const char *awol_chart_word(const struct awol_chart *chart, const char *english)
{
    return awol_language_word(chart->settings->language, english);
}

const char *awol_chart_format(struct awol_chart *chart, const char *format, ...)
{
    char buffer[AWOL_SCRIPT_MAX_TEXT + 1];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(buffer, sizeof buffer, format, arguments);
    va_end(arguments);
    const char *copy = awol_arena_string(&chart->arena, buffer);
    chart->failed = chart->failed || copy == NULL;
    return copy != NULL ? copy : "";
}

static const char *keep(struct awol_chart *chart, const char *opt_text)
{
    const char *copy = opt_text != NULL ? awol_arena_string(&chart->arena, opt_text) : NULL;
    chart->failed = chart->failed || (opt_text != NULL && copy == NULL);
    return copy;
}

enum awol_status awol_chart_read(struct awol_chart *chart, const struct awol_table *table,
                                 const char *column, const double **ret_values,
                                 struct awol_error *opt_error)
{
    size_t index = awol_table_find(table, column);
    double *values = awol_arena_alloc(&chart->arena, (table->n_rows + 1) * sizeof *values);
    if (values == NULL) {
        return awol_error_memory(opt_error);
    }
    for (size_t row = 0; row < table->n_rows; row++) {
        enum awol_status status = awol_table_number(table, row, index, &values[row], opt_error);
        if (status != AWOL_OK) {
            return status;
        }
    }
    *ret_values = values;
    return AWOL_OK;
}

enum awol_status awol_chart_parameter_interval(const struct awol_chart *chart, const char *name,
                                               double *ret_low, double *ret_high,
                                               struct awol_error *opt_error)
{
    const struct awol_table *table = awol_stream_find(chart->stream, "parameters");
    size_t names = table != NULL ? awol_table_find(table, "name") : AWOL_NO_COLUMN;
    size_t row = 0;
    double low = (double)NAN;
    double high = (double)NAN;
    while (table != NULL && row < table->n_rows &&
           !awol_text_equal(awol_table_cell(table, row, names), name)) {
        row++;
    }
    if (table != NULL && row < table->n_rows) {
        enum awol_status status =
            awol_table_number(table, row, awol_table_find(table, "low"), &low, opt_error);
        if (status == AWOL_OK) {
            status =
                awol_table_number(table, row, awol_table_find(table, "high"), &high, opt_error);
        }
        if (status != AWOL_OK) {
            return status;
        }
        low = isnan(low) ? -(double)INFINITY : low;
        high = isnan(high) ? (double)INFINITY : high;
    }
    *ret_low = low;
    *ret_high = high;
    return AWOL_OK;
}

static const char *const *keep_names(struct awol_chart *chart, const char *const *names, size_t n)
{
    const char **copy = awol_arena_alloc(&chart->arena, (n + 1) * sizeof *copy);
    chart->failed = chart->failed || copy == NULL;
    for (size_t i = 0; copy != NULL && i < n; i++) {
        const char *name = keep(chart, names[i]);
        copy[i] = name != NULL ? name : "";
    }
    return copy;
}

static void keep_axis(struct awol_chart *chart, struct awol_chart_axis *axis)
{
    axis->label = axis->label != NULL ? awol_chart_word(chart, axis->label) : NULL;
    axis->label = keep(chart, axis->label);
    axis->rows = axis->n_rows > 0 ? keep_names(chart, axis->rows, axis->n_rows) : NULL;
    axis->right = axis->right != NULL ? keep_names(chart, axis->right, axis->n_rows) : NULL;
}

size_t awol_chart_add_panel(struct awol_chart *chart, const struct awol_chart_panel *panel)
{
    struct awol_chart_panel *grown =
        awol_arena_grow(&chart->arena, chart->panels, chart->n_panels, sizeof *grown);
    if (grown == NULL) {
        chart->failed = true;
        return 0;
    }
    chart->panels = grown;
    struct awol_chart_panel copy = *panel;
    copy.opt_title = keep(chart, panel->opt_title);
    keep_axis(chart, &copy.x);
    keep_axis(chart, &copy.y);
    chart->panels[chart->n_panels] = copy;
    return chart->n_panels++;
}

struct awol_stroke awol_chart_curve(size_t i)
{
    return (struct awol_stroke){.role = (enum awol_role)(AWOL_SERIES + i % AWOL_SERIES_MAX),
                                .dash = awol_theme_dash(i),
                                .point = awol_theme_point(i)};
}

/* ---- marks ----------------------------------------------------------------------------------- */

const char *awol_chart_mark_axes(enum awol_chart_mark_kind kind)
{
    static const char *const axes[] = {
        [AWOL_MARK_LINE] = "xy",    [AWOL_MARK_POINTS] = "xy",   [AWOL_MARK_RIBBON] = "xyy",
        [AWOL_MARK_BOXES] = "xxyy", [AWOL_MARK_SPANS_X] = "xxy", [AWOL_MARK_SPANS_Y] = "xyy",
        [AWOL_MARK_HATCH] = "xxyy", [AWOL_MARK_RULE_X] = "x",    [AWOL_MARK_RULE_Y] = "y",
        [AWOL_MARK_TEXT] = "xy",    [AWOL_MARK_NAME] = "xy",
    };
    return axes[kind];
}

/* The rows of a mark, from one array a column. */
static void add(struct awol_chart *chart, struct awol_chart_mark mark,
                const double *const columns[], size_t n)
{
    if (n == 0 || chart->failed) {
        return;
    }
    size_t n_columns = strlen(awol_chart_mark_axes(mark.kind));
    struct awol_chart_mark *grown =
        awol_arena_grow(&chart->arena, chart->marks, chart->n_marks, sizeof *grown);
    mark.values = awol_arena_alloc(&chart->arena, n * n_columns * sizeof *mark.values);
    if (grown == NULL || mark.values == NULL) {
        chart->failed = true;
        return;
    }
    mark.n = n;
    for (size_t row = 0; row < n; row++) {
        for (size_t column = 0; column < n_columns; column++) {
            mark.values[row * n_columns + column] = columns[column][row];
        }
    }
    chart->marks = grown;
    chart->marks[chart->n_marks++] = mark;
}

void awol_chart_line(struct awol_chart *chart, size_t panel, struct awol_stroke stroke,
                     const double *x, const double *y, size_t n)
{
    add(chart, (struct awol_chart_mark){.kind = AWOL_MARK_LINE, .panel = panel, .stroke = stroke},
        (const double *const[]){x, y}, n);
}

void awol_chart_steps(struct awol_chart *chart, size_t panel, struct awol_stroke stroke,
                      const double *from, const double *to, const double *y, size_t n)
{
    double *places = awol_arena_alloc(&chart->arena, 6 * (n + 1) * sizeof *places);
    if (places == NULL) {
        chart->failed = true;
        return;
    }
    double *levels = places + 3 * (n + 1);
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && !(from[i] <= to[i - 1])) {
            places[used] = (double)NAN;
            levels[used++] = (double)NAN;
        }
        places[used] = from[i];
        levels[used++] = y[i];
        places[used] = to[i];
        levels[used++] = y[i];
    }
    awol_chart_line(chart, panel, stroke, places, levels, used);
}

void awol_chart_points(struct awol_chart *chart, size_t panel, struct awol_stroke stroke,
                       const double *x, const double *y, size_t n)
{
    add(chart, (struct awol_chart_mark){.kind = AWOL_MARK_POINTS, .panel = panel, .stroke = stroke},
        (const double *const[]){x, y}, n);
}

void awol_chart_ribbon(struct awol_chart *chart, size_t panel, enum awol_role role, const double *x,
                       const double *low, const double *high, size_t n)
{
    add(chart,
        (struct awol_chart_mark){
            .kind = AWOL_MARK_RIBBON, .panel = panel, .stroke.role = role, .opacity = 0.22},
        (const double *const[]){x, low, high}, n);
}

void awol_chart_boxes(struct awol_chart *chart, size_t panel, enum awol_role role, double opacity,
                      const double *x_low, const double *x_high, const double *y_low,
                      const double *y_high, size_t n)
{
    add(chart,
        (struct awol_chart_mark){
            .kind = AWOL_MARK_BOXES, .panel = panel, .stroke.role = role, .opacity = opacity},
        (const double *const[]){x_low, x_high, y_low, y_high}, n);
}

void awol_chart_spans_x(struct awol_chart *chart, size_t panel, struct awol_stroke stroke,
                        const double *low, const double *high, const double *y, size_t n)
{
    add(chart,
        (struct awol_chart_mark){.kind = AWOL_MARK_SPANS_X, .panel = panel, .stroke = stroke},
        (const double *const[]){low, high, y}, n);
}

void awol_chart_spans_y(struct awol_chart *chart, size_t panel, struct awol_stroke stroke,
                        const double *x, const double *low, const double *high, size_t n)
{
    add(chart,
        (struct awol_chart_mark){.kind = AWOL_MARK_SPANS_Y, .panel = panel, .stroke = stroke},
        (const double *const[]){x, low, high}, n);
}

void awol_chart_hatch(struct awol_chart *chart, size_t panel, double x_low, double x_high,
                      double y_low, double y_high)
{
    add(chart,
        (struct awol_chart_mark){
            .kind = AWOL_MARK_HATCH, .panel = panel, .stroke = {.role = AWOL_MUTED, .width = 0.6}},
        (const double *const[]){&x_low, &x_high, &y_low, &y_high}, 1);
}

void awol_chart_rule_x(struct awol_chart *chart, size_t panel, struct awol_stroke stroke, double x,
                       const char *opt_text)
{
    add(chart,
        (struct awol_chart_mark){.kind = AWOL_MARK_RULE_X,
                                 .panel = panel,
                                 .stroke = stroke,
                                 .text = keep(chart, opt_text)},
        (const double *const[]){&x}, 1);
}

void awol_chart_rule_y(struct awol_chart *chart, size_t panel, struct awol_stroke stroke, double y,
                       const char *opt_text)
{
    add(chart,
        (struct awol_chart_mark){.kind = AWOL_MARK_RULE_Y,
                                 .panel = panel,
                                 .stroke = stroke,
                                 .text = keep(chart, opt_text)},
        (const double *const[]){&y}, 1);
}

void awol_chart_text(struct awol_chart *chart, size_t panel, double x, double y,
                     enum awol_align align, const char *text)
{
    add(chart,
        (struct awol_chart_mark){
            .kind = AWOL_MARK_TEXT, .panel = panel, .align = align, .text = keep(chart, text)},
        (const double *const[]){&x, &y}, 1);
}

void awol_chart_name(struct awol_chart *chart, size_t panel, struct awol_stroke stroke, double x,
                     double y, const char *name)
{
    add(chart,
        (struct awol_chart_mark){
            .kind = AWOL_MARK_NAME, .panel = panel, .stroke = stroke, .text = keep(chart, name)},
        (const double *const[]){&x, &y}, 1);
}

/* ---- the page -------------------------------------------------------------------------------- */

void awol_chart_caption(struct awol_chart *chart, const char *format, ...)
{
    char buffer[4 * AWOL_SCRIPT_MAX_TEXT];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(buffer, sizeof buffer, format, arguments);
    va_end(arguments);
    awol_text_append(&chart->caption, chart->caption.length > 0 && buffer[0] != '\0' ? " " : "");
    awol_text_append(&chart->caption, buffer);
}

void awol_chart_caption_sources(struct awol_chart *chart)
{
    size_t n = 0;
    for (size_t i = 0; i < chart->stream->n_headers; i++) {
        if (strcmp(chart->stream->headers[i].key, "source") == 0) {
            awol_text_append(&chart->caption, n > 0 ? "; " : chart->caption.length > 0 ? " " : "");
            awol_text_append(&chart->caption, n == 0 ? awol_chart_word(chart, "Source: ") : "");
            awol_text_append(&chart->caption, chart->stream->headers[i].value);
            n++;
        }
    }
    awol_text_append(&chart->caption, n > 0 ? "." : "");
}

enum awol_status awol_chart_write(struct awol_chart *chart, struct awol_script *script,
                                  struct awol_error *opt_error)
{
    struct awol_chart_page page;
    if (chart->failed) {
        return awol_error_memory(opt_error);
    }
    enum awol_status status = awol_text_check(&chart->caption, opt_error);
    if (status == AWOL_OK) {
        status = awol_chart_lay(chart, &page, opt_error);
    }
    if (status == AWOL_OK) {
        awol_chart_draw(chart, &page, script);
        status =
            chart->failed ? awol_error_memory(opt_error) : awol_script_check(script, opt_error);
    }
    return status;
}
