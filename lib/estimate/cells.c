#include "estimate/cells.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/text.h"
#include "date/span.h"

void awol_cells_text(struct awol_cells *row, const char *text)
{
    row->cells[row->n++] = text && text[0] ? text : NULL;
}

void awol_cells_number(struct awol_cells *row, double value)
{
    char *room = row->room[row->n];
    row->cells[row->n++] = awol_number_format(value, room);
}

void awol_cells_day(struct awol_cells *row, int64_t day)
{
    char *room = row->room[row->n];
    row->cells[row->n++] = awol_day_format(day, room);
}

enum awol_status awol_cells_append(struct awol_cells *row, struct awol_table *table,
                                   struct awol_error *opt_error)
{
    row->n = 0;
    return awol_table_append(table, row->cells, NULL, opt_error);
}

enum awol_status awol_cells_table(struct awol_stream *stream, const char *name,
                                  const char *const *columns, struct awol_table **ret_table,
                                  struct awol_error *opt_error)
{
    struct awol_table *table;
    enum awol_status status = awol_stream_add_table(stream, name, &table, opt_error);
    for (size_t i = 0; status == AWOL_OK && columns[i]; i++)
        status = awol_table_add_column(table, columns[i], opt_error);
    if (status == AWOL_OK)
        *ret_table = table;
    return status;
}

enum awol_status awol_cells_say(struct awol_stream *stream, struct awol_error *opt_error,
                                const char *topic, const char *format, ...)
{
    static const char *const columns[] = {"topic", "text", NULL};
    struct awol_table *table = awol_stream_find(stream, "summary");
    char sentence[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    if (!table) {
        enum awol_status status = awol_cells_table(stream, "summary", columns, &table, opt_error);
        if (status != AWOL_OK)
            return status;
    }
    return awol_table_append(table, (const char *[]){topic, sentence}, NULL, opt_error);
}

const char *awol_cells_days(const struct awol_series_span *span, char buffer[static 80])
{
    char first[AWOL_DAY_TEXT_SIZE], last[AWOL_DAY_TEXT_SIZE];
    awol_day_format(span->start, first);
    awol_day_format(span->end - 1, last);
    if (span->end - span->start == 1)
        snprintf(buffer, 80, "%s", first);
    else
        snprintf(buffer, 80, "%s to %s", first, last);
    return buffer;
}
