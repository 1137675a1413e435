#include "report/document.h"

#include <criterion/criterion.h>
#include <string.h>

#include "report/markdown.h"
#include "report/references.h"

static struct awol_table *add(struct awol_stream *stream, const char *name,
                              const char *const *columns, const char *const *cells, size_t n_rows)
{
    struct awol_table *table;
    size_t n = 0;

    cr_assert_eq(awol_stream_add_table(stream, name, &table, NULL), AWOL_OK);
    for (; columns[n]; n++)
        cr_assert_eq(awol_table_add_column(table, columns[n], NULL), AWOL_OK);
    for (size_t i = 0; i < n_rows; i++)
        cr_assert_eq(awol_table_append(table, cells + i * n, NULL, NULL), AWOL_OK);
    return table;
}

Test(document, words_of_a_file_make_no_markup)
{
    struct awol_text text;

    awol_text_init(&text);
    awol_markdown_append(&text, "*a* [b](c) <d>\n# `e`|");
    cr_assert_str_eq(awol_text_string(&text), "\\*a\\* \\[b\\](c) \\<d\\> \\# \\`e\\`\\|");
    awol_text_release(&text);
}

Test(document, a_table_has_the_columns_that_are_there)
{
    static const char *const columns[] = {"unit", "count", "preferred", "at_risk", NULL};
    static const char *const cells[] = {"A", "3", "yes", "NA", "B", "4", "no", "NA"};
    static const char *const wanted_columns[] = {"count", "fitted", "unit", "at_risk", NULL};
    struct awol_report_table wanted = {"t", "", "series", wanted_columns, true};
    struct awol_stream stream;
    struct awol_table table;
    bool found;

    cr_assert_eq(awol_stream_init(&stream, "fit", NULL), AWOL_OK);
    add(&stream, "series", columns, cells, 2);
    cr_assert_eq(awol_report_table_select(&wanted, &stream, &table, &found, NULL), AWOL_OK);
    cr_assert(found);
    cr_assert_eq(table.n_columns, 2);
    cr_assert_str_eq(table.columns[0], "count");
    cr_assert_str_eq(table.columns[1], "unit");
    cr_assert_eq(table.n_rows, 1, "a rival is left out");
    cr_assert_str_eq(awol_table_cell(&table, 0, 1), "A");
    awol_table_release(&table);

    wanted.drops_empty = false;
    cr_assert_eq(awol_report_table_select(&wanted, &stream, &table, &found, NULL), AWOL_OK);
    cr_assert_eq(table.n_columns, 3, "a column without a number stays");
    awol_table_release(&table);
    wanted.table = "tests";
    cr_assert_eq(awol_report_table_select(&wanted, &stream, &table, &found, NULL), AWOL_OK);
    cr_assert_not(found);
    awol_stream_release(&stream);
}

Test(document, sentences_go_where_their_topic_belongs)
{
    static const char *const summary_columns[] = {"topic", "text", NULL};
    static const char *const summary[] = {"record", "Ten men left.", "eta",   "No cascade.",
                                          "check",  "It holds.",     "boot1", "Drawn often."};
    static const char *const order[] = {
        "## The record", "Ten men left.", "## The answer", "No cascade.",    "## How far",
        "Drawn often.",  "It holds.",     "## Limits",     "- one was lost", "## References"};
    struct awol_stream empty, fit;
    struct awol_text text;
    const char *at;

    cr_assert_eq(awol_stream_init(&empty, "series", NULL), AWOL_OK);
    cr_assert_eq(awol_stream_init(&fit, "fit", NULL), AWOL_OK);
    add(&fit, "summary", summary_columns, summary, 4);
    awol_text_init(&text);
    cr_assert_eq(awol_report_write(&(struct awol_report_sources){.opt_events = &empty,
                                                                 .series = &empty,
                                                                 .fit = &fit,
                                                                 .counting = "",
                                                                 .missing = "one was lost\n",
                                                                 .version = "1"},
                                   &text, NULL),
                 AWOL_OK);
    at = awol_text_string(&text);
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        const char *const found = strstr(at, order[i]);

        cr_assert_not_null(found, "“%s” is not where it should be in\n%s", order[i],
                           awol_text_string(&text));
        at = found;
    }
    awol_text_release(&text);
    awol_stream_release(&fit);
    awol_stream_release(&empty);
}

/* The numbers of the files are those of the text, whatever is missing. */
Test(document, a_figure_keeps_its_number)
{
    static const struct awol_report_figure figures[] = {{"figure-1-a.svg", "A", true},
                                                        {"figure-2-b.svg", "B", false},
                                                        {"figure-3-c.svg", "C", true}};
    static const char *const order[] = {"](figure-1-a.svg)", "**Figure 1.** A.",
                                        "**Figure 2.** B: not drawn; [Limits]", "](figure-3-c.svg)",
                                        "**Figure 3.** C."};
    struct awol_stream empty;
    struct awol_text text;
    const char *at;

    cr_assert_eq(awol_stream_init(&empty, "fit", NULL), AWOL_OK);
    awol_text_init(&text);
    cr_assert_eq(awol_report_write(&(struct awol_report_sources){.series = &empty,
                                                                 .fit = &empty,
                                                                 .counting = "",
                                                                 .missing = "B is missing\n",
                                                                 .figures = figures,
                                                                 .n_figures = 3,
                                                                 .version = "1"},
                                   &text, NULL),
                 AWOL_OK);
    at = awol_text_string(&text);
    cr_assert_null(strstr(at, "figure-2-b.svg"));
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        const char *const found = strstr(at, order[i]);

        cr_assert_not_null(found, "“%s” is not where it should be in\n%s", order[i],
                           awol_text_string(&text));
        at = found;
    }
    awol_text_release(&text);
    awol_stream_release(&empty);
}

/* Sources in the order of the rows, each page once; a rival's page is told only where a row that is
 * counted stands on it too. */
Test(document, references_are_those_of_counted_rows)
{
    static const char *const columns[] = {"source", "page", "preferred", NULL};
    static const char *const cells[] = {
        "B", "9", "no",  "Z", "2",       "yes", "B", "9", "yes", "Z", "not seen", "yes",
        "Z", "2", "yes", "A", "unpaged", "yes", "B", "4", "yes", "C", "1",        "no"};
    struct awol_stream events, empty;
    struct awol_text text;

    cr_assert_eq(awol_stream_init(&events, "events", NULL), AWOL_OK);
    cr_assert_eq(awol_stream_init(&empty, "fit", NULL), AWOL_OK);
    add(&events, "events", columns, cells, 8);
    awol_text_init(&text);
    cr_assert_eq(
        awol_report_append_references(
            &(struct awol_report_sources){.opt_events = &events, .series = &empty, .fit = &empty},
            &text, NULL),
        AWOL_OK);
    cr_assert_str_eq(awol_text_string(&text), "- Z, 2; page not seen\n- B, 9; 4\n- A\n");
    awol_text_release(&text);
    awol_stream_release(&empty);
    awol_stream_release(&events);
}
