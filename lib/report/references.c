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

/* A page of a source, and the rows where the source and the page are named first. */
struct reference {
    const char *source, *page;
    size_t first_of_source, row;
};

static int by_words(const void *left, const void *right)
{
    const struct reference *const a = left, *const b = right;
    const int source = strcmp(a->source, b->source), page = strcmp(a->page, b->page);

    return source ? source : page ? page : (a->row > b->row) - (a->row < b->row);
}

static int by_rows(const void *left, const void *right)
{
    const struct reference *const a = left, *const b = right;

    if (a->first_of_source != b->first_of_source)
        return a->first_of_source < b->first_of_source ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

static size_t list_references(const struct awol_table *table, struct reference *list)
{
    const size_t source = awol_table_find(table, "source"), page = awol_table_find(table, "page");
    size_t n = 0;

    for (size_t i = 0; i < table->n_rows; i++) {
        if (is_counted(table, i) && !awol_table_is_missing(table, i, source))
            list[n++] = (struct reference){awol_table_cell(table, i, source),
                                           awol_table_cell(table, i, page), i, i};
    }
    return n;
}

/* Each page of a source once, in the order of the rows; returns how many are left. */
static size_t sort_references(struct reference *list, size_t n)
{
    size_t n_left = 0, begin = 0;

    qsort(list, n, sizeof *list, by_words);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || strcmp(list[i].source, list[i - 1].source) != 0 ||
            strcmp(list[i].page, list[i - 1].page) != 0)
            list[n_left++] = list[i];
    }
    for (size_t i = 0; i < n_left; i++) {
        if (strcmp(list[i].source, list[begin].source) != 0)
            begin = i;
        if (list[i].row < list[begin].first_of_source)
            list[begin].first_of_source = list[i].row;
    }
    for (size_t i = 1; i < n_left; i++) {
        if (strcmp(list[i].source, list[i - 1].source) == 0)
            list[i].first_of_source = list[i - 1].first_of_source;
    }
    qsort(list, n_left, sizeof *list, by_rows);
    return n_left;
}

static void append_page(const char *page, const char *mark, struct awol_text *text)
{
    awol_text_append(text, mark);
    awol_markdown_append(text, strcmp(page, "not seen") == 0 ? "page not seen" : page);
}

static enum awol_status append_sources(const struct awol_table *table, const char *what,
                                       size_t *ret_n, struct awol_text *text,
                                       struct awol_error *opt_error)
{
    struct reference *const list = calloc(table->n_rows + 1, sizeof *list);
    const char *mark = ", ";
    size_t n;

    if (!list)
        return awol_error_memory(opt_error);
    n = sort_references(list, list_references(table, list));
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || list[i].first_of_source != list[i - 1].first_of_source) {
            awol_text_append_format(text, "%s- %s", i > 0 ? "\n" : "", what);
            awol_markdown_append(text, list[i].source);
            mark = ", ";
        }
        if (strcmp(list[i].page, AWOL_NA) == 0 || list[i].page[0] == '\0' ||
            strcmp(list[i].page, "unpaged") == 0)
            continue;
        append_page(list[i].page, mark, text);
        mark = "; ";
    }
    if (n > 0)
        awol_text_append(text, "\n");
    *ret_n += n;
    free(list);
    return AWOL_OK;
}

enum awol_status awol_report_append_references(const struct awol_report_sources *sources,
                                               struct awol_text *text, struct awol_error *opt_error)
{
    const struct awol_table *const events = find_events(sources);
    const struct awol_table *const rows =
        events ? events : awol_stream_find(sources->series, "series");
    const struct awol_table *const offers = awol_stream_find(sources->fit, "offers");
    enum awol_status status = AWOL_OK;
    size_t n = 0;

    if (rows)
        status = append_sources(rows, "", &n, text, opt_error);
    if (status == AWOL_OK && offers)
        status = append_sources(offers, "Offers: ", &n, text, opt_error);
    if (n == 0)
        awol_text_append(text, "The records name no source.\n");
    return status == AWOL_OK ? awol_text_check(text, opt_error) : status;
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
