#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "plot/figure.h"

/* A stream of a figure's first kind with the tables and columns that it needs, each cell taken in
 * turn from a list of what records hold and should not hold. */
static const char *const cells[] = {"1",
                                    "NA",
                                    "",
                                    "0",
                                    "-1",
                                    "1e308",
                                    "-1e308",
                                    "5e-324",
                                    "inf",
                                    "nan",
                                    "1777-01-01",
                                    "1777-02-01",
                                    "9999-12-31",
                                    "0000-01-01",
                                    "-9999-01-01",
                                    "..",
                                    "O'; system(\"touch canary\"); '",
                                    "`touch canary`",
                                    "EOD",
                                    "real",
                                    "yes"};

#define N_CELLS (sizeof cells / sizeof cells[0])

static bool is_first_of_table(const struct awol_figure *figure, size_t need)
{
    for (size_t i = 0; i < need; i++) {
        if (strcmp(figure->needs[i].table, figure->needs[need].table) == 0) {
            return false;
        }
    }
    return true;
}

static void add_table(const struct awol_figure *figure, size_t need, size_t seed, size_t n_rows,
                      struct awol_stream *stream)
{
    struct awol_table *table;
    size_t n = 0;
    cr_assert_eq(awol_stream_add_table(stream, figure->needs[need].table, &table, NULL), AWOL_OK);
    for (size_t i = need; i < figure->n_needs; i++) {
        if (strcmp(figure->needs[i].table, figure->needs[need].table) == 0 &&
            figure->needs[i].column != NULL) {
            cr_assert_eq(awol_table_add_column(table, figure->needs[i].column, NULL), AWOL_OK);
            n++;
        }
    }
    for (size_t row = 0; row < n_rows; row++) {
        const char *values[32];
        for (size_t i = 0; i < n && i < 32; i++) {
            values[i] = cells[(seed + row * 7 + i * (1 + seed % 5)) % N_CELLS];
        }
        cr_assert_eq(awol_table_append(table, values, NULL, NULL), AWOL_OK);
    }
}

static void make_stream(const struct awol_figure *figure, size_t seed, size_t n_rows,
                        struct awol_stream *ret_stream)
{
    cr_assert_eq(awol_stream_init(ret_stream, figure->kinds[0], NULL), AWOL_OK);
    cr_assert_eq(awol_stream_add_header(ret_stream, "campaign", "it's `touch canary`", NULL),
                 AWOL_OK);
    for (size_t i = 0; i < figure->n_needs; i++) {
        if (is_first_of_table(figure, i)) {
            add_table(figure, i, seed, n_rows, ret_stream);
        }
    }
}

/* Whatever the cells hold, a figure draws them or says what is wrong; nothing infinite and no line
 * of a record reaches the script. */
Test(registry, every_figure_survives_any_cell)
{
    for (size_t f = 0; awol_figures[f] != NULL; f++) {
        for (size_t seed = 0; seed < 3 * N_CELLS; seed++) {
            struct awol_stream stream;
            struct awol_script script;
            struct awol_figure_settings settings;
            struct awol_error error = {0};
            awol_figure_settings_init(&settings);
            settings.language = (enum awol_language)(seed % 3);
            awol_script_init(&script);
            make_stream(awol_figures[f], seed, seed % 4, &stream);
            enum awol_status status =
                awol_figure_draw(awol_figures[f], &stream, &settings, &script, &error);
            cr_assert(status == AWOL_OK || error.message[0] != '\0', "%s, seed %zu",
                      awol_figures[f]->name, seed);
            cr_assert(status == AWOL_OK || status == AWOL_DATA || status == AWOL_USAGE,
                      "%s, seed %zu: %s", awol_figures[f]->name, seed, error.message);
            const char *text = awol_text_string(&script.text);
            cr_assert_eq(strstr(text, " inf"), NULL, "%s, seed %zu", awol_figures[f]->name, seed);
            cr_assert_eq(strstr(text, "'; system"), NULL, "%s, seed %zu", awol_figures[f]->name,
                         seed);
            awol_script_release(&script);
            awol_stream_release(&stream);
        }
    }
}

/* Without a table or a column the message names it and the tool that adds it. */
Test(registry, every_figure_says_what_it_lacks)
{
    for (size_t f = 0; awol_figures[f] != NULL; f++) {
        const struct awol_figure *figure = awol_figures[f];
        struct awol_stream stream;
        struct awol_script script;
        struct awol_figure_settings settings;
        struct awol_error error = {0};
        cr_assert_str_eq(figure->name, awol_figure_names[f]);
        cr_assert_gt(strlen(figure->summary), 20, "%s", figure->name);
        if (figure->n_needs == 0) {
            continue; /* it chooses among others, which say what they need */
        }
        awol_figure_settings_init(&settings);
        awol_script_init(&script);
        cr_assert_eq(awol_stream_init(&stream, figure->kinds[0], NULL), AWOL_OK);
        cr_assert_eq(awol_figure_draw(figure, &stream, &settings, &script, &error), AWOL_DATA, "%s",
                     figure->name);
        cr_assert_neq(strstr(error.message, figure->needs[0].table), NULL, "%s: %s", figure->name,
                      error.message);
        cr_assert_neq(strstr(error.message, figure->needs[0].tool), NULL, "%s: %s", figure->name,
                      error.message);
        awol_stream_release(&stream);
        awol_script_release(&script);
    }
}
