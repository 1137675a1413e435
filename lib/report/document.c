#include "report/document.h"

#include <string.h>

#include "base/format.h"
#include "model/model.h"
#include "record/schema.h"
#include "report/markdown.h"
#include "report/references.h"

/* A topic of the summary and the part of the report where its sentences stand; a topic that begins
 * with none of these is part of the answer. */
/* Longer tables stand in their files alone. */
#define MOST_ROWS 15

enum part { PART_DATA, PART_ANSWER, PART_SURE, PART_CHECKS };

static const struct {
    const char *topic;
    enum part part;
} parts[] = {
    {"record", PART_DATA},   {"men", PART_DATA},         {"boot", PART_SURE},
    {"test", PART_SURE},     {"interval", PART_SURE},    {"check", PART_CHECKS},
    {"ahead", PART_CHECKS},  {"influence", PART_CHECKS}, {"placebo", PART_CHECKS},
    {"impute", PART_CHECKS}, {"recorded", PART_CHECKS},  {"sensitivity", PART_CHECKS},
};

static enum part part_of(const char *topic)
{
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (strncmp(topic, parts[i].topic, strlen(parts[i].topic)) == 0)
            return parts[i].part;
    }
    return PART_ANSWER;
}

/* ---- pieces ------------------------------------------------------------------------------- */

static void append_sentences(const struct awol_report_sources *sources, enum part part,
                             struct awol_text *text)
{
    const struct awol_table *const summary = awol_stream_find(sources->fit, "summary");
    const size_t topic = summary ? awol_table_find(summary, "topic") : AWOL_NO_COLUMN;
    const size_t words = summary ? awol_table_find(summary, "text") : AWOL_NO_COLUMN;

    for (size_t i = 0; summary && i < summary->n_rows; i++) {
        if (part_of(awol_table_cell(summary, i, topic)) != part)
            continue;
        awol_text_append(text, "\n");
        awol_markdown_append(text, awol_table_cell(summary, i, words));
        awol_text_append(text, "\n");
    }
}

/* The lines of a text as a list. */
static void append_lines(struct awol_text *text, const char *lines)
{
    awol_text_append(text, "\n");
    while (*lines != '\0') {
        const size_t length = strcspn(lines, "\n");
        struct awol_text line;

        awol_text_init(&line);
        awol_text_append_bytes(&line, lines, length);
        awol_text_append(text, "- ");
        awol_markdown_append(text, awol_text_string(&line));
        awol_text_append(text, "\n");
        text->failed = text->failed || line.failed;
        awol_text_release(&line);
        lines += length + (lines[length] == '\n');
    }
}

/* What each column of a table says, in the words of awol-stream(5). */
static void append_columns(struct awol_text *text, const struct awol_report_table *wanted,
                           const struct awol_table *table)
{
    const struct awol_schema_table *const schema = awol_schema_find(wanted->table);
    const char *mark = "\nThe columns: ";

    for (size_t i = 0; schema && i < schema->n_columns; i++) {
        if (awol_table_find(table, schema->columns[i].name) == AWOL_NO_COLUMN)
            continue;
        awol_text_append_format(text, "%s**", mark);
        awol_markdown_append(text, schema->columns[i].name);
        awol_text_append(text, "** ");
        awol_markdown_append(text, schema->columns[i].meaning);
        mark = "; ";
    }
    if (mark[0] == ';')
        awol_text_append(text, ".\n");
}

/* A table of the report, as its file of Markdown has it. */
static enum awol_status append_table(const struct awol_report_sources *sources, const char *name,
                                     struct awol_text *text, struct awol_error *opt_error)
{
    const struct awol_report_table *wanted = awol_report_tables;
    struct awol_table table;
    bool found = false;
    enum awol_status status;

    while (strcmp(wanted->name, name) != 0)
        wanted++;
    status = awol_report_table_select(wanted, sources->fit, &table, &found, opt_error);
    if (status != AWOL_OK || !found)
        return status;
    awol_text_append_format(text, "\n**Table.** %s ([Markdown](%s.md), [LaTeX](%s.tex)).\n\n",
                            wanted->caption, wanted->name, wanted->name);
    if (table.n_rows <= MOST_ROWS) {
        const struct awol_format_settings settings = {.digits = 3};

        status = awol_table_format_append(awol_table_format_find("markdown"), &table, &settings,
                                          text, opt_error);
    } else {
        awol_text_append_format(text, "It has %zu rows, which stand in its files.\n", table.n_rows);
    }
    if (status == AWOL_OK)
        append_columns(text, wanted, &table);
    awol_table_release(&table);
    return status;
}

static void append_figure(const struct awol_report_sources *sources, size_t index,
                          struct awol_text *text)
{
    const struct awol_report_figure *const figure = &sources->figures[index];

    if (!figure->is_there) {
        awol_text_append_format(text,
                                "\n**Figure %zu.** %s: not drawn; [Limits](#limits) says why.\n",
                                index + 1, figure->title);
        return;
    }
    awol_text_append_format(text, "\n![%s](%s)\n\n**Figure %zu.** %s. ", figure->title,
                            figure->file, index + 1, figure->title);
    awol_report_append_basis(sources, text);
    awol_text_append(text, "\n");
}

/* ---- sections ----------------------------------------------------------------------------- */

static const char *model_value(const struct awol_report_sources *sources, const char *key)
{
    const struct awol_table *const model = awol_stream_find(sources->fit, "model");

    for (size_t i = 0; model && i < model->n_rows; i++) {
        if (strcmp(awol_table_cell(model, i, awol_table_find(model, "key")), key) == 0)
            return awol_table_cell(model, i, awol_table_find(model, "value"));
    }
    return AWOL_NA;
}

static void write_question(const struct awol_report_sources *sources, struct awol_text *text)
{
    const struct awol_table *const offers = awol_stream_find(sources->fit, "offers");
    const size_t use = offers ? awol_table_find(offers, "use") : AWOL_NO_COLUMN;
    size_t n = 0;

    awol_text_append(text, "\n## The question\n\nHow many men left, and when? Did one man's "
                           "leaving lead others to leave?");
    for (size_t i = 0; offers && i < offers->n_rows; i++) {
        if (strcmp(awol_table_cell(offers, i, use), "no") == 0)
            continue;
        awol_text_append(text, n == 0 ? " And what did these offers do: " : "; ");
        awol_markdown_append(text, awol_table_cell(offers, i, awol_table_find(offers, "label")));
        awol_text_append(text, " (known from ");
        awol_markdown_append(text, awol_table_cell(offers, i, awol_table_find(offers, "start")));
        awol_text_append(text, ")");
        n++;
    }
    awol_text_append(text, n > 0 ? "?\n"
                                 : " No offer stands in the record that could be asked "
                                   "about.\n");
}

static enum awol_status write_data(const struct awol_report_sources *sources,
                                   struct awol_text *text, struct awol_error *opt_error)
{
    awol_text_append(text, "\n## The record\n");
    append_sentences(sources, PART_DATA, text);
    if (sources->has_source_note)
        awol_text_append(text, "\nWho counted whom, what is missing and what contradicts what is "
                               "told in [data/SOURCE.md](data/SOURCE.md).\n");
    if (sources->counting[0] != '\0') {
        awol_text_append(text, "\nWhat was done to the rows when they were counted:\n");
        append_lines(text, sources->counting);
    }
    if (sources->n_figures > 0)
        append_figure(sources, 0, text);
    return append_table(sources, "table-1-counts", text, opt_error);
}

static void write_method(const struct awol_report_sources *sources, struct awol_text *text)
{
    const struct awol_model *const model = awol_model_find(model_value(sources, "model"));

    awol_text_append(text, "\n## The method\n\nThe counts were compared with what a model expects "
                           "of them");
    if (model) {
        awol_text_append_format(text, ", the model `%s`: ", model->name);
        awol_markdown_append(text, model->summary);
        awol_text_append(text, " (");
        awol_markdown_append(text, model->source);
        awol_text_append(text, ")");
    }
    awol_text_append_format(
        text,
        ". It was fitted to %s counts, by the %s, so that the record is as probable as it can be "
        "(%s). A time for which nobody counted is a gap, not a zero; a total stays a total over "
        "its days.\n\n"
        "An estimate stands between two limits. At a level of 90 per cent they are made so that, "
        "of a hundred campaigns like this one, about ninety would have the true value between "
        "theirs. Wide limits say that the record tells little; they are a result, not a fault.\n",
        model_value(sources, "n_observations"), model_value(sources, "base_bin"),
        model_value(sources, "estimator"));
}

static enum awol_status write_answer(const struct awol_report_sources *sources,
                                     struct awol_text *text, struct awol_error *opt_error)
{
    enum awol_status status;

    awol_text_append(text, "\n## The answer\n");
    append_sentences(sources, PART_ANSWER, text);
    for (size_t i = 1; i < sources->n_figures; i++)
        append_figure(sources, i, text);
    status = append_table(sources, "table-2-parameters", text, opt_error);
    if (status == AWOL_OK)
        status = append_table(sources, "table-6-attribution", text, opt_error);
    return status;
}

static enum awol_status write_checks(const struct awol_report_sources *sources,
                                     struct awol_text *text, struct awol_error *opt_error)
{
    static const char *const tables[] = {"table-3-intervals", "table-4-tests", "table-5-checks"};
    enum awol_status status = AWOL_OK;

    awol_text_append(text, "\n## How far it can be trusted\n");
    append_sentences(sources, PART_SURE, text);
    append_sentences(sources, PART_CHECKS, text);
    for (size_t i = 0; i < sizeof tables / sizeof tables[0] && status == AWOL_OK; i++)
        status = append_table(sources, tables[i], text, opt_error);
    return status;
}

static void write_limits(const struct awol_report_sources *sources, struct awol_text *text)
{
    const struct awol_table *const warnings = awol_stream_find(sources->fit, "warnings");

    awol_text_append(text, "\n## Limits\n");
    if (sources->missing[0] != '\0')
        append_lines(text, sources->missing);
    awol_text_append(text, "\n");
    for (size_t i = 0; warnings && i < warnings->n_rows; i++) {
        awol_text_append(text, "- ");
        awol_markdown_append(text, awol_table_cell(warnings, i, awol_table_find(warnings, "text")));
        awol_text_append(text, "\n");
    }
    awol_text_append(
        text, "- That departures stand close together in time is no proof that one led to "
              "another: whatever changed slowly and touched everyone, and is not in the list of "
              "circumstances, makes them cluster too.\n");
}

enum awol_status awol_report_write(const struct awol_report_sources *sources,
                                   struct awol_text *text, struct awol_error *opt_error)
{
    const char *const campaign = awol_stream_header(sources->series, "campaign");
    enum awol_status status;

    awol_text_append(text, "# ");
    awol_markdown_append(text, campaign ? campaign : "A campaign");
    awol_text_append_format(text,
                            "\n\n*Written by awol-report %s from the files in [data/](data); "
                            "`make` in this folder makes it again, and "
                            "[provenance.tsv](provenance.tsv) names every input and command.*\n",
                            sources->version);
    write_question(sources, text);
    status = write_data(sources, text, opt_error);
    write_method(sources, text);
    if (status == AWOL_OK)
        status = write_answer(sources, text, opt_error);
    if (status == AWOL_OK)
        status = write_checks(sources, text, opt_error);
    write_limits(sources, text);
    awol_text_append(text, "\n## References\n\n");
    if (status == AWOL_OK)
        status = awol_report_append_references(sources, text, opt_error);
    return status == AWOL_OK ? awol_text_check(text, opt_error) : status;
}
