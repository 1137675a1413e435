#include "report/references.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "report/markdown.h"

static const struct awol_table *find_events(const struct awol_report_sources *sources)
{
    return sources->opt_events ? awol_stream_find(sources->opt_events, "events") : NULL;
}

static bool is_counted(const struct awol_table *table, size_t row)
{
    return strcmp(awol_table_cell(table, row, awol_table_find(table, "preferred")), "no") != 0;
}

/* Rows of a table that name the same source are told at the first of them. */
static bool is_told(const struct awol_table *table, size_t row, size_t column)
{
    for (size_t i = 0; i < row; i++) {
        if (is_counted(table, i) &&
            strcmp(awol_table_cell(table, i, column), awol_table_cell(table, row, column)) == 0)
            return true;
    }
    return false;
}

/* Its pages in the order of the rows, each once. */
static void append_pages(const struct awol_table *table, size_t row, size_t source,
                         struct awol_text *text)
{
    const size_t page = awol_table_find(table, "page");
    const char *mark = ", ";

    for (size_t i = row; i < table->n_rows; i++) {
        bool told =
            awol_table_is_missing(table, i, page) || !is_counted(table, i) ||
            strcmp(awol_table_cell(table, i, source), awol_table_cell(table, row, source)) != 0;

        for (size_t k = row; k < i && !told; k++)
            told =
                strcmp(awol_table_cell(table, k, source), awol_table_cell(table, i, source)) == 0 &&
                strcmp(awol_table_cell(table, k, page), awol_table_cell(table, i, page)) == 0;
        if (told)
            continue;
        if (strcmp(awol_table_cell(table, i, page), "unpaged") == 0)
            continue;
        awol_text_append(text, mark);
        awol_markdown_append(text, strcmp(awol_table_cell(table, i, page), "not seen") == 0
                                       ? "page not seen"
                                       : awol_table_cell(table, i, page));
        mark = "; ";
    }
}

static size_t append_sources(const struct awol_table *table, const char *what,
                             struct awol_text *text)
{
    const size_t source = awol_table_find(table, "source");
    size_t n = 0;

    for (size_t i = 0; i < table->n_rows; i++) {
        if (awol_table_is_missing(table, i, source) || !is_counted(table, i) ||
            is_told(table, i, source))
            continue;
        awol_text_append_format(text, "- %s", what);
        awol_markdown_append(text, awol_table_cell(table, i, source));
        append_pages(table, i, source, text);
        awol_text_append(text, "\n");
        n++;
    }
    return n;
}

enum awol_status awol_report_append_references(const struct awol_report_sources *sources,
                                               struct awol_text *text, struct awol_error *opt_error)
{
    const struct awol_table *const events = find_events(sources);
    const struct awol_table *const rows =
        events ? events : awol_stream_find(sources->series, "series");
    const struct awol_table *const offers = awol_stream_find(sources->fit, "offers");
    size_t n = 0;

    if (rows)
        n += append_sources(rows, "", text);
    if (offers)
        n += append_sources(offers, "Offers: ", text);
    if (n == 0)
        awol_text_append(text, "The records name no source.\n");
    return awol_text_check(text, opt_error);
}

void awol_report_append_basis(const struct awol_report_sources *sources, struct awol_text *text)
{
    const struct awol_table *const series = awol_stream_find(sources->series, "series");
    const struct awol_table *const events = find_events(sources);
    const char *const reporter = awol_stream_header(sources->series, "reported_by");
    size_t n_counts = 0, n_apart = 0, n_rivals = 0;

    for (size_t i = 0; series && i < series->n_rows; i++) {
        n_counts += is_counted(series, i);
        n_apart += !is_counted(series, i);
    }
    for (size_t i = 0; events && i < events->n_rows; i++)
        n_rivals += !is_counted(events, i);
    awol_text_append_format(text, "n = %zu count%s", n_counts, n_counts == 1 ? "" : "s");
    if (n_rivals > 0)
        awol_text_append_format(text,
                                "; %zu other statement%s of the sources (rivals, "
                                "comparisons) left out",
                                n_rivals, n_rivals == 1 ? "" : "s");
    if (n_apart > 0)
        awol_text_append_format(text, "; %zu lower bound%s set aside", n_apart,
                                n_apart == 1 ? "" : "s");
    if (reporter)
        awol_text_append_format(text, "; reported by %s",
                                strcmp(reporter, "own") == 0     ? "the men's own side"
                                : strcmp(reporter, "enemy") == 0 ? "the other side"
                                                                 : "a third party, or by several");
    awol_text_append(text, ". Times without a count are gaps, not zeros. Sources: see References.");
}
