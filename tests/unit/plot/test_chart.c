#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "plot/chart.h"

struct fixture {
    struct awol_stream stream;
    struct awol_figure_settings settings;
    struct awol_chart chart;
    struct awol_script script;
    struct awol_error error;
};

static void set_up(struct fixture *fixture)
{
    memset(fixture, 0, sizeof *fixture);
    cr_assert_eq(awol_stream_init(&fixture->stream, "fit", NULL), AWOL_OK);
    awol_figure_settings_init(&fixture->settings);
    awol_chart_init(&fixture->chart, &fixture->stream, &fixture->settings);
    awol_script_init(&fixture->script);
}

static void tear_down(struct fixture *fixture)
{
    awol_script_release(&fixture->script);
    awol_chart_release(&fixture->chart);
    awol_stream_release(&fixture->stream);
}

static const char *write_chart(struct fixture *fixture)
{
    cr_assert_eq(awol_chart_write(&fixture->chart, &fixture->script, &fixture->error), AWOL_OK,
                 "%s", fixture->error.message);
    return awol_text_string(&fixture->script.text);
}

Test(chart, draws_lines_ribbons_and_names)
{
    struct fixture f;
    set_up(&f);
    const double x[] = {0.0, 1.0, 2.0, 3.0};
    const double y[] = {1.0, (double)NAN, 3.0, 4.0};
    const double low[] = {0.5, 1.5, -(double)INFINITY, 3.0};
    const double high[] = {1.5, 2.5, 3.5, (double)INFINITY};
    const struct awol_chart_panel panel = {.x = {.label = "days"},
                                           .y = {.label = "men", .fixed = true, .high = 5.0}};
    size_t p = awol_chart_add_panel(&f.chart, &panel);
    awol_chart_ribbon(&f.chart, p, AWOL_FIT, x, low, high, 4);
    awol_chart_line(&f.chart, p, awol_chart_curve(0), x, y, 4);
    awol_chart_name(&f.chart, p, awol_chart_curve(0), 3.0, 4.0, "Hesse's");
    awol_chart_caption(&f.chart, "n = %d.", 4);
    awol_chart_caption(&f.chart, "Second.");
    const char *text = write_chart(&f);
    cr_assert_neq(strstr(text, "\n0 1\n\n2 3\n3 4\n"), NULL, "a line breaks at NaN: %s", text);
    cr_assert_neq(strstr(text, "\n0 0.5 1.5\n1 1.5 2.5\n2 0 3.5\n3 3 5\n"), NULL,
                  "infinite limits end at the panel: %s", text);
    cr_assert_neq(strstr(text, "1:2:3 with filledcurves"), NULL);
    cr_assert_neq(strstr(text, "'Hesse\u2019s'"), NULL);
    cr_assert_neq(strstr(text, "'n = 4. Second.'"), NULL);
    tear_down(&f);
}

/* Days become seconds (date -u -d 1777-01-01 +%s is -6090422400), and the window cuts. */
Test(chart, has_axes_of_dates)
{
    struct fixture f;
    set_up(&f);
    const double day = -70491.0;
    const double from[] = {day, day + 40.0};
    const double to[] = {day + 1.0, day + 50.0};
    const double rows[] = {0.0, 1.0};
    const char *const names[] = {"first", "second"};
    const struct awol_chart_panel panel = {
        .x = {.scale = AWOL_SCALE_DATES},
        .y = {.scale = AWOL_SCALE_ROWS, .rows = names, .n_rows = 2}};
    f.settings.has_to = true;
    f.settings.to = (int64_t)day + 29;
    size_t p = awol_chart_add_panel(&f.chart, &panel);
    awol_chart_spans_x(&f.chart, p, awol_chart_curve(0), from, to, rows, 2);
    awol_chart_rule_x(&f.chart, p, awol_chart_curve(1), day + 3.0, "offer");
    const char *text = write_chart(&f);
    cr_assert_neq(strstr(text, "\n-6090422400 0 86400 0\n"), NULL, "%s", text);
    cr_assert_eq(strstr(text, " 1 864000 0\n"), NULL, "the second lies behind the window");
    cr_assert_neq(strstr(text, "set yrange [1.5:-0.5]"), NULL, "the first row is the uppermost");
    cr_assert_neq(strstr(text, "'offer'"), NULL);
    cr_assert_neq(strstr(text, "'first' 0"), NULL);
    tear_down(&f);
}

Test(chart, gives_open_intervals_an_arrow)
{
    struct fixture f;
    set_up(&f);
    const double low[] = {1.0, 2.0};
    const double high[] = {4.0, (double)INFINITY};
    const double rows[] = {0.0, 1.0};
    const char *const names[] = {"a", "b"};
    const struct awol_chart_panel panel = {
        .x = {.scale = AWOL_SCALE_LOG, .fixed = true, .low = 0.5, .high = 8.0},
        .y = {.scale = AWOL_SCALE_ROWS, .rows = names, .n_rows = 2}};
    size_t p = awol_chart_add_panel(&f.chart, &panel);
    awol_chart_spans_x(&f.chart, p, awol_chart_curve(0), low, high, rows, 2);
    const char *text = write_chart(&f);
    cr_assert_neq(strstr(text, "set logscale x\n"), NULL);
    cr_assert_neq(strstr(text, "\n1 0 3 0\n"), NULL);
    cr_assert_neq(strstr(text, "\n2 1 6 0\n"), NULL);
    cr_assert_neq(strstr(text, "with vectors filled head"), NULL);
    tear_down(&f);
}

/* Lines of a hatching lie inside the box that they fill. */
Test(chart, hatches_what_is_not_known)
{
    struct fixture f;
    set_up(&f);
    const struct awol_chart_panel panel = {.x = {.fixed = true, .low = 0.0, .high = 10.0},
                                           .y = {.fixed = true, .low = 0.0, .high = 1.0}};
    size_t p = awol_chart_add_panel(&f.chart, &panel);
    awol_chart_hatch(&f.chart, p, 2.0, 4.0, -(double)INFINITY, 0.5);
    const char *text = write_chart(&f);
    const char *row = strstr(text, "$data0 << EOD\n");
    size_t n = 0;
    cr_assert_neq(row, NULL);
    for (row = strchr(row, '\n') + 1; strncmp(row, "EOD", 3) != 0; row = strchr(row, '\n') + 1) {
        double v[4];
        char *end = (char *)(uintptr_t)row;
        for (size_t i = 0; i < 4; i++) {
            v[i] = strtod(end, &end);
        }
        n++;
        cr_assert(v[0] > 2.0 - 1e-9 && v[0] + v[2] < 4.0 + 1e-9, "%g %g", v[0], v[2]);
        cr_assert(v[1] > -1e-9 && v[1] + v[3] < 0.5 + 1e-9, "%g %g", v[1], v[3]);
        cr_assert(v[2] > 0.0 && v[3] > 0.0, "upwards to the right");
    }
    cr_assert(n > 10, "%zu lines", n);
    tear_down(&f);
}

/* The largest and smallest doubles, nothing at all, one number. */
Test(chart, survives_any_number)
{
    static const double values[][2] = {{0.0, 0.0},           {1e308, -1e308},    {5e-324, 0.0},
                                       {1e15, 1e15 + 0.125}, {-3.0, -3.0},       {1e-300, 1e300},
                                       {1e-310, 1.0},        {(double)NAN, 7.0}, {-1e300, 1e300}};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        for (int scale = AWOL_SCALE_LINEAR; scale <= AWOL_SCALE_DATES; scale++) {
            struct fixture f;
            set_up(&f);
            const struct awol_chart_panel panel = {
                .x = {.scale = (enum awol_scale)scale},
                .y = {.scale = scale == AWOL_SCALE_LOG ? AWOL_SCALE_LOG : AWOL_SCALE_LINEAR}};
            size_t p = awol_chart_add_panel(&f.chart, &panel);
            awol_chart_line(&f.chart, p, awol_chart_curve(0), values[i], values[i], 2);
            enum awol_status status = awol_chart_write(&f.chart, &f.script, &f.error);
            cr_assert(status == AWOL_OK || (status == AWOL_DATA && f.error.message[0] != '\0'),
                      "case %zu, scale %d: %s", i, scale, f.error.message);
            cr_assert_eq(strstr(awol_text_string(&f.script.text), "inf"), NULL, "case %zu", i);
            tear_down(&f);
        }
    }
}

Test(chart, says_what_cannot_be_drawn)
{
    const double nothing[] = {(double)NAN};
    const double one[] = {1.0};
    const struct awol_chart_panel panel = {.x = {.label = "days"}};
    struct fixture f;
    set_up(&f);
    size_t p = awol_chart_add_panel(&f.chart, &panel);
    awol_chart_line(&f.chart, p, awol_chart_curve(0), nothing, one, 1);
    cr_assert_eq(awol_chart_write(&f.chart, &f.script, &f.error), AWOL_DATA);
    cr_assert_neq(strstr(f.error.message, "no number"), NULL, "%s", f.error.message);
    awol_chart_line(&f.chart, p, awol_chart_curve(0), one, one, 1);
    f.settings.width = 60.0;
    cr_assert_eq(awol_chart_write(&f.chart, &f.script, &f.error), AWOL_USAGE);
    cr_assert_neq(strstr(f.error.message, "too narrow"), NULL, "%s", f.error.message);
    f.settings.width = 600.0;
    f.settings.height = 50.0;
    cr_assert_eq(awol_chart_write(&f.chart, &f.script, &f.error), AWOL_USAGE);
    cr_assert_neq(strstr(f.error.message, "at least"), NULL, "%s", f.error.message);
    tear_down(&f);
}

/* What a message asks for is enough, and a millimetre less is not. */
static void ask_for(struct fixture *f, double *size, double mm, const char *words)
{
    double asked = 0.0;
    *size = mm * AWOL_PX_PER_MM;
    cr_assert_eq(awol_chart_write(&f->chart, &f->script, &f->error), AWOL_USAGE, "%g mm", mm);
    cr_assert_neq(strstr(f->error.message, words), NULL, "%s", f->error.message);
    for (const char *at = f->error.message; *at != '\0'; at++) {
        size_t length = strspn(at, "0123456789");
        char digits[8] = "";
        memcpy(digits, at, length < sizeof digits ? length : 0);
        if (length > 0) {
            cr_assert(awol_number_parse(digits, &asked));
            break;
        }
    }
    *size = asked * AWOL_PX_PER_MM;
    cr_assert_eq(awol_chart_write(&f->chart, &f->script, &f->error), AWOL_OK, "%g mm: %s", asked,
                 f->error.message);
    *size = (asked - 1.0) * AWOL_PX_PER_MM;
    cr_assert_eq(awol_chart_write(&f->chart, &f->script, &f->error), AWOL_USAGE, "%g mm", asked);
}

Test(chart, says_how_large_rows_of_names_must_be)
{
    const double x[] = {1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0};
    const double rows[] = {0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0};
    const char *const names[] = {"one",  "death 0.5–0.9", "death 0.1–0.9", "four",
                                 "five", "six",           "seven",         "eight"};
    const struct awol_chart_panel panel = {
        .y = {.scale = AWOL_SCALE_ROWS, .rows = names, .n_rows = 8}};
    struct fixture f;
    set_up(&f);
    size_t p = awol_chart_add_panel(&f.chart, &panel);
    awol_chart_points(&f.chart, p, awol_chart_curve(0), x, rows, 8);
    f.settings.width = 600.0;
    ask_for(&f, &f.settings.height, 20.0, "height of at least");
    f.settings.height = 0.0;
    ask_for(&f, &f.settings.width, 20.0, "too narrow");
    tear_down(&f);
}

/* Cut in the middle these are the same, but for the last, which tells nothing about the two. */
Test(chart, does_not_cut_names_until_they_are_the_same)
{
    const double x[] = {1.0, 2.0, 3.0};
    const double rows[] = {0.0, 1.0, 2.0};
    const char *const names[] = {"Regiment Knyphausen A of Hesse", "Regiment Knyphausen B of Hesse",
                                 "third"};
    const struct awol_chart_panel panel = {
        .y = {.scale = AWOL_SCALE_ROWS, .rows = names, .n_rows = 3}};
    struct fixture f;
    set_up(&f);
    size_t p = awol_chart_add_panel(&f.chart, &panel);
    awol_chart_points(&f.chart, p, awol_chart_curve(0), x, rows, 3);
    ask_for(&f, &f.settings.width, 65.0, "look alike");
    tear_down(&f);
}

/* Two panels beside each other share the width, and end at one height. */
Test(chart, sets_panels_beside_each_other)
{
    const double x[] = {0.0, 1.0};
    const double tall[] = {0.0, 100000.0};
    const struct awol_chart_panel panel = {.opt_title = "(a)"};
    struct fixture f;
    set_up(&f);
    f.chart.columns = 2;
    for (size_t i = 0; i < 3; i++) {
        size_t p = awol_chart_add_panel(&f.chart, &panel);
        awol_chart_line(&f.chart, p, awol_chart_curve(0), x, i == 1 ? tall : x, 2);
    }
    const char *text = write_chart(&f);
    const char *second = strstr(strstr(text, "set lmargin") + 1, "set lmargin");
    const char *third = strstr(second + 1, "set lmargin");
    char margins[3][40];
    const char *starts[] = {strstr(text, "set lmargin"), second, third};
    for (size_t i = 0; i < 3; i++) {
        snprintf(margins[i], sizeof margins[i], "%.*s", (int)strcspn(starts[i], "\n"), starts[i]);
    }
    cr_assert_str_eq(margins[0], margins[2]);
    cr_assert_str_neq(margins[0], margins[1]);
    tear_down(&f);
}
