#include <stdlib.h>
#include <string.h>

#include "base/format.h"

enum { LINE = 78, MIN_WRAPPED = 30 };

/* ---- aligned text --------------------------------------------------------------------------- */

struct layout {
    size_t *widths;
    size_t last_width; /* the last column is wrapped at it; 0 = is not wrapped */
};

/* Line breaks and tabs of a cell would break the lines of the table. */
static void append_one_line(struct awol_text *text, const char *string, size_t length)
{
    for (size_t i = 0; i < length; i++)
        awol_text_append_byte(text, (unsigned char)string[i] < 0x20 ? ' ' : string[i]);
}

static void spaces(struct awol_text *text, size_t n)
{
    while (n-- > 0)
        awol_text_append_byte(text, ' ');
}

static void measure(const struct awol_format_view *view, struct layout *layout)
{
    const struct awol_table *table = view->table;
    char buffer[AWOL_NUMBER_SIZE];
    size_t before_last = 0;
    for (size_t column = 0; column < table->n_columns; column++) {
        size_t width = awol_format_width(table->columns[column]);
        for (size_t row = 0; row < table->n_rows; row++) {
            size_t cell = awol_format_width(awol_format_cell(view, row, column, buffer));
            width = cell > width ? cell : width;
        }
        layout->widths[column] = width;
        if (column + 1 < table->n_columns)
            before_last += width + 2;
    }
    size_t last = table->n_columns - 1;
    if (!view->is_number_column[last] && before_last + layout->widths[last] > LINE &&
        before_last + MIN_WRAPPED <= LINE)
        layout->last_width = LINE - before_last;
}

/* Words of the last column, the lines after the first below it. */
static void append_wrapped(struct awol_text *text, const char *string, const struct layout *layout,
                           size_t indent)
{
    size_t column = 0;
    for (;;) {
        string += strspn(string, " \n\t\r");
        size_t length = strcspn(string, " \n\t\r");
        if (length == 0)
            return;
        size_t width = 0;
        for (size_t i = 0; i < length; i++)
            width += ((unsigned char)string[i] & 0xC0) != 0x80;
        if (column > 0 && column + 1 + width > layout->last_width) {
            awol_text_append_byte(text, '\n');
            spaces(text, indent);
            column = 0;
        } else if (column > 0) {
            awol_text_append_byte(text, ' ');
            column++;
        }
        append_one_line(text, string, length);
        column += width;
        string += length;
    }
}

static void append_aligned(struct awol_text *text, const char *string, size_t width, bool right,
                           bool is_last)
{
    size_t padding = width - awol_format_width(string);
    if (right)
        spaces(text, padding);
    append_one_line(text, string, strlen(string));
    if (!right && !is_last)
        spaces(text, padding);
}

static void append_row(struct awol_text *text, const struct awol_format_view *view,
                       const struct layout *layout, size_t row)
{
    size_t n = view->table->n_columns;
    size_t indent = 0;
    char buffer[AWOL_NUMBER_SIZE];
    for (size_t column = 0; column < n; column++) {
        const char *cell = awol_format_cell(view, row, column, buffer);
        if (column > 0)
            awol_text_append(text, "  ");
        if (column + 1 == n && layout->last_width > 0)
            append_wrapped(text, cell, layout, indent);
        else
            append_aligned(text, cell, layout->widths[column], view->is_number_column[column],
                           column + 1 == n);
        indent += layout->widths[column] + 2;
    }
    awol_text_append_byte(text, '\n');
}

void awol_format_write_text(struct awol_text *text, const struct awol_format_view *view)
{
    const struct awol_table *table = view->table;
    struct layout layout = {.widths = calloc(table->n_columns + 1, sizeof *layout.widths)};
    if (layout.widths == NULL) {
        text->failed = true;
        return;
    }
    if (view->settings->caption != NULL)
        awol_text_append_format(text, "%s\n\n", view->settings->caption);
    if (table->n_columns > 0) {
        measure(view, &layout);
        for (size_t column = 0; column < table->n_columns; column++) {
            if (column > 0)
                awol_text_append(text, "  ");
            append_aligned(text, table->columns[column], layout.widths[column],
                           view->is_number_column[column], column + 1 == table->n_columns);
        }
        awol_text_append_byte(text, '\n');
    }
    for (size_t row = 0; row < table->n_rows; row++)
        append_row(text, view, &layout, row);
    free(layout.widths);
}

/* ---- CSV (RFC 4180, lines end with LF) --------------------------------------------------------
 */

static void append_csv(struct awol_text *text, const char *string)
{
    size_t length = strlen(string);
    bool quoted = strpbrk(string, ",\"\r\n") != NULL ||
                  (length > 0 && (string[0] == ' ' || string[length - 1] == ' '));
    if (!quoted) {
        awol_text_append(text, string);
        return;
    }
    awol_text_append_byte(text, '"');
    for (; *string != '\0'; string++) {
        if (*string == '"')
            awol_text_append_byte(text, '"');
        awol_text_append_byte(text, *string);
    }
    awol_text_append_byte(text, '"');
}

/* The escapes of the stream, so that a TSV is one table of a stream without its comments. */
static void append_tsv(struct awol_text *text, const char *string)
{
    for (; *string != '\0'; string++) {
        switch (*string) {
        case '\t':
            awol_text_append(text, "\\t");
            break;
        case '\n':
            awol_text_append(text, "\\n");
            break;
        case '\r':
            awol_text_append(text, "\\r");
            break;
        case '\\':
            awol_text_append(text, "\\\\");
            break;
        default:
            awol_text_append_byte(text, *string);
            break;
        }
    }
}

static void append_delimited(struct awol_text *text, const struct awol_format_view *view,
                             char separator, void (*append)(struct awol_text *, const char *))
{
    const struct awol_table *table = view->table;
    char buffer[AWOL_NUMBER_SIZE];
    for (size_t column = 0; column < table->n_columns; column++) {
        if (column > 0)
            awol_text_append_byte(text, separator);
        append(text, table->columns[column]);
    }
    awol_text_append_byte(text, '\n');
    for (size_t row = 0; row < table->n_rows; row++) {
        for (size_t column = 0; column < table->n_columns; column++) {
            if (column > 0)
                awol_text_append_byte(text, separator);
            append(text, awol_format_cell(view, row, column, buffer));
        }
        awol_text_append_byte(text, '\n');
    }
}

void awol_format_write_csv(struct awol_text *text, const struct awol_format_view *view)
{
    append_delimited(text, view, ',', append_csv);
}

void awol_format_write_tsv(struct awol_text *text, const struct awol_format_view *view)
{
    append_delimited(text, view, '\t', append_tsv);
}
