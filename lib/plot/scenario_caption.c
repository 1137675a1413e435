#include "plot/scenario_caption.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"

const char *awol_scenario_assumed(const struct awol_stream *stream, const char *name)
{
    const struct awol_table *table = awol_stream_find(stream, "assumptions");
    if (table == NULL)
        return NULL;
    size_t names = awol_table_find(table, "name");
    for (size_t row = 0; row < table->n_rows; row++)
        if (strcmp(awol_table_cell(table, row, names), name) == 0)
            return awol_table_cell(table, row, awol_table_find(table, "value"));
    return NULL;
}

void awol_scenario_number(struct awol_text *text, enum awol_language language, const char *cell,
                          size_t length)
{
    char copy[64], number[AWOL_NUMBER_SIZE];
    double value;
    if (length >= sizeof copy)
        length = sizeof copy - 1;
    memcpy(copy, cell, length);
    copy[length] = '\0';
    if (!awol_number_parse(copy, &value)) {
        awol_text_append(text, awol_language_word(language, copy));
        return;
    }
    awol_number_format_short(value, fabs(value) >= 1e4 ? 15 : 4, number);
    for (char *at = number; *at != '\0'; at++)
        awol_text_append_byte(text, language != AWOL_ENGLISH && *at == '.' ? ',' : *at);
}

/* "ties.1" is of the name "ties". */
void awol_scenario_name(struct awol_text *text, enum awol_language language, const char *name)
{
    char stem[48];
    size_t length = strcspn(name, ".");
    snprintf(stem, sizeof stem, "%.*s", (int)(length < 40 ? length : 40), name);
    awol_text_append_format(text, "%s%.40s", awol_language_word(language, stem),
                            length < 40 ? name + length : "");
}

/* "0.5 to 0.8" */
static void append_value(struct awol_text *text, enum awol_language language, const char *cell)
{
    const char *colon = strchr(cell, ':');
    awol_scenario_number(text, language, cell,
                         colon != NULL ? (size_t)(colon - cell) : strlen(cell));
    if (colon == NULL)
        return;
    awol_text_append(text, "–");
    awol_scenario_number(text, language, colon + 1, strlen(colon + 1));
}

/* Units that say no more than the name of the assumption. */
static bool is_plain(const char *unit)
{
    static const char *const plain[] = {"NA", "day", "men", "share"};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (strcmp(unit, plain[i]) == 0)
            return true;
    return false;
}

void awol_scenario_caption(struct awol_chart *chart, const struct awol_stream *stream)
{
    const struct awol_table *table = awol_stream_find(stream, "assumptions");
    enum awol_language language = chart->settings->language;
    struct awol_text text;
    awol_text_init(&text);
    for (size_t row = 0; table != NULL && row < table->n_rows; row++) {
        const char *unit = awol_table_cell(table, row, awol_table_find(table, "unit"));
        const char *name = awol_table_cell(table, row, awol_table_find(table, "name"));
        if (strcmp(name, "form") == 0) /* a sentence: too long for here */
            continue;
        awol_text_append(&text, text.length > 0 ? awol_language_word(language, "; ") : "");
        awol_scenario_name(&text, language, name);
        awol_text_append(&text, " ");
        append_value(&text, language, awol_table_cell(table, row, awol_table_find(table, "value")));
        if (!is_plain(unit))
            awol_text_append_format(&text, " %.40s", awol_language_word(language, unit));
    }
    if (text.length > 0)
        awol_chart_caption(chart, awol_chart_word(chart, "NOT AN ESTIMATE. Assumed: %s."),
                           awol_text_string(&text));
    else
        awol_chart_caption(chart, "%s", awol_chart_word(chart, "NOT AN ESTIMATE."));
    chart->failed = chart->failed || text.failed;
    awol_text_release(&text);
}

size_t awol_scenario_run(const double *const *columns, size_t n, size_t first, size_t n_rows)
{
    size_t row = first + 1;
    for (; row < n_rows; row++)
        for (size_t c = 0; c < n; c++)
            if (columns[c][row] != columns[c][first])
                return row;
    return row;
}
