/* What each man cost whom an offer brought, over how many these were, against the alternative. */
#include <math.h>
#include <string.h>

#include "plot/chart.h"

/* One case of the table cost. */
struct one {
    const char *basis, *currency;
    double anyway, came, brought, low, high, total, alternative, even;
};

enum { MOST = 100, STEPS = 40 };

struct cost {
    struct awol_chart chart;
    const struct awol_table *table;
    struct one cases[MOST];
    size_t n;
    double least, most; /* men */
};

/* Where a quantity of a row belongs; NULL: not drawn. */
static double *place_of(struct one *one, const char *quantity)
{
    const struct {
        const char *name;
        double *place;
    } places[] = {{"men who came", &one->came},
                  {"men it brought", &one->brought},
                  {"total", &one->total},
                  {"alternative", &one->alternative},
                  {"break-even men", &one->even}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (strcmp(places[i].name, quantity) == 0)
            return places[i].place;
    return NULL;
}

/* "men who came" is the first row of a case. */
static struct one *find_case(struct cost *c, size_t row, const char *quantity)
{
    const double none = (double)NAN;
    if (strcmp(quantity, "men who came") == 0 && c->n < MOST)
        c->cases[c->n++] = (struct one){
            .basis = awol_table_cell(c->table, row, awol_table_find(c->table, "basis")),
            .currency = "",
            .anyway = none,
            .came = none,
            .brought = none,
            .low = none,
            .high = none,
            .total = none,
            .alternative = none,
            .even = none};
    return c->n > 0 ? &c->cases[c->n - 1] : NULL;
}

static enum awol_status read_row(struct cost *c, size_t row, const double *const *numbers)
{
    const char *quantity = awol_table_cell(c->table, row, awol_table_find(c->table, "quantity"));
    size_t currency = awol_table_find(c->table, "currency");
    struct one *one = find_case(c, row, quantity);
    double *place = one != NULL ? place_of(one, quantity) : NULL;
    if (place == NULL)
        return AWOL_OK;
    *place = numbers[0][row];
    one->anyway = numbers[3][row];
    if (place == &one->brought) {
        one->low = numbers[1][row];
        one->high = numbers[2][row];
    }
    if (place == &one->total && !awol_table_is_missing(c->table, row, currency))
        one->currency = awol_table_cell(c->table, row, currency);
    return AWOL_OK;
}

static enum awol_status read_all(struct cost *c, struct awol_error *opt_error)
{
    static const char *const names[] = {"value", "low", "high", "anyway"};
    const double *numbers[4];
    enum awol_status status = AWOL_OK;
    for (size_t i = 0; i < 4 && status == AWOL_OK; i++)
        status = awol_chart_read(&c->chart, c->table, names[i], &numbers[i], opt_error);
    for (size_t row = 0; status == AWOL_OK && row < c->table->n_rows; row++)
        status = read_row(c, row, numbers);
    if (status == AWOL_OK && (c->n == 0 || !(c->cases[0].total > 0) || !(c->cases[0].came > 0)))
        status = awol_error_at(opt_error, c->table->source, (struct awol_place){0, 0},
                               "the table cost has no total above zero: awol-explain --fixed or "
                               "--per-man gives one");
    return status;
}

/* From the fewest men that matter to somewhat more than came. */
static void set_range(struct cost *c)
{
    const struct one *first = &c->cases[0];
    c->most = 1.5 * first->came;
    c->least = 0.1 * first->came;
    for (size_t i = 0; i < c->n; i++) {
        const double numbers[] = {c->cases[i].brought, c->cases[i].low, c->cases[i].even};
        for (size_t k = 0; k < 3; k++)
            if (numbers[k] > 0) {
                c->least = fmin(c->least, 0.6 * numbers[k]);
                c->most = fmax(c->most, 1.5 * numbers[k]);
            }
        if (c->cases[i].high > 0)
            c->most = fmax(c->most, 1.2 * c->cases[i].high);
    }
}

static void add_curve(struct cost *c, size_t panel)
{
    double x[STEPS + 1], y[STEPS + 1];
    for (size_t i = 0; i <= STEPS; i++) {
        x[i] = c->least * pow(c->most / c->least, (double)i / STEPS);
        y[i] = c->cases[0].total / x[i];
    }
    awol_chart_line(&c->chart, panel, awol_chart_curve(0), x, y, STEPS + 1);
}

/* The dearest man of the curve. */
static double first_cost(const struct cost *c)
{
    return c->cases[0].total / c->least;
}

static void add_case(struct cost *c, size_t panel, const struct one *one, size_t i)
{
    struct awol_chart *chart = &c->chart;
    const struct awol_stroke mark = {
        .role = AWOL_INK, .point = i == 0 ? 7 : 5, .size = 1.0, .width = 2.0};
    char share[AWOL_LANGUAGE_NUMBER];
    double y = one->total / one->brought;
    const char *text;
    if (!(one->brought > 0))
        return;
    awol_chart_points(chart, panel, mark, &one->brought, &y, 1);
    if (one->low > 0 && one->high > 0)
        awol_chart_spans_x(chart, panel, mark, &one->low, &one->high, &y, 1);
    if (isnan(one->anyway))
        text = awol_chart_word(
            chart, strcmp(one->basis, "attributed") == 0 ? "attributed" : "simulated without it");
    else
        text = awol_chart_format(
            chart, awol_chart_word(chart, "%s %% anyway"),
            awol_language_number(chart->settings->language, 100 * one->anyway, 4, share));
    /* The curve falls: there is room below on the left and above on the right. */
    bool left = strcmp(one->basis, "counterfactual") != 0 && one->brought > 0.25 * c->most;
    double away = 0.02 * log(c->most / c->least), step = 0.04 * log(first_cost(c) / y + 10);
    awol_chart_text(chart, panel, one->brought * exp(left ? -away : away),
                    y * exp(left ? -step : step), left ? AWOL_ALIGN_RIGHT : AWOL_ALIGN_LEFT, text);
}

static void add_all(struct cost *c)
{
    struct awol_chart *chart = &c->chart;
    const struct one *first = &c->cases[0];
    const struct awol_stroke other = {.role = AWOL_OFFER, .dash = 2};
    const struct awol_stroke even = {.role = AWOL_AXIS, .dash = 3};
    const struct awol_chart_panel panel = {
        .x = {.scale = AWOL_SCALE_LOG,
              .label = "men whom the offer brought",
              .fixed = true,
              .low = c->least,
              .high = c->most},
        .y = {.scale = AWOL_SCALE_LOG,
              .label =
                  awol_chart_format(chart, awol_chart_word(chart, "%s a man"), first->currency)}};
    size_t p = awol_chart_add_panel(chart, &panel);
    add_curve(c, p);
    if (first->alternative > 0)
        awol_chart_rule_y(chart, p, other, first->alternative,
                          awol_chart_word(chart, "the alternative"));
    awol_chart_rule_x(chart, p, even, first->came, awol_chart_word(chart, "all who came"));
    for (size_t i = 0; i < c->n; i++)
        add_case(c, p, &c->cases[i], i);
}

static enum awol_status prepare(struct cost *c, const struct awol_stream *stream,
                                struct awol_error *opt_error)
{
    struct awol_chart *chart = &c->chart;
    enum awol_status status = read_all(c, opt_error);
    if (status != AWOL_OK)
        return status;
    set_range(c);
    if (!isfinite(c->cases[0].total / c->least) || !isfinite(c->most))
        return awol_error_at(opt_error, c->table->source, (struct awol_place){0, 0},
                             "the numbers of the table cost are too large to be drawn");
    add_all(c);
    if (strcmp(stream->kind, "cost") == 0)
        awol_chart_caption(chart, "%s",
                           awol_chart_word(chart, "NOT AN ESTIMATE: the shares who would have come "
                                                  "anyway are assumed."));
    awol_chart_caption(
        chart, "%s",
        awol_chart_word(chart, "What the offer cost for each man whom it brought and who would not "
                               "have come anyway; lines along the curve are limits."));
    awol_chart_caption_sources(chart);
    return AWOL_OK;
}

static enum awol_status draw(const struct awol_stream *stream,
                             const struct awol_figure_settings *settings,
                             struct awol_script *script, struct awol_error *opt_error)
{
    struct cost cost = {.table = awol_stream_find(stream, "cost")};
    awol_chart_init(&cost.chart, stream, settings);
    enum awol_status status = prepare(&cost, stream, opt_error);
    if (status == AWOL_OK)
        status = awol_chart_write(&cost.chart, script, opt_error);
    awol_chart_release(&cost.chart);
    return status;
}

static const char *const kinds[] = {"cost", "fit", NULL};

#define NEED(column)                                                                               \
    {                                                                                              \
        "cost", column, "awol-explain --fixed, --per-man"                                          \
    }
static const struct awol_figure_need needs[] = {NEED("basis"), NEED("anyway"), NEED("quantity"),
                                                NEED("value"), NEED("low"),    NEED("high")};

const struct awol_figure awol_figure_cost = {
    .name = "cost",
    .summary = "what each man cost whom an offer brought, against the alternative",
    .kinds = kinds,
    .needs = needs,
    .n_needs = sizeof needs / sizeof *needs,
    .draw = draw,
};
