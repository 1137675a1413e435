#include "base/format.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define FORMATS(X)                                                                                 \
    X("text", ".txt", awol_format_write_text)                                                      \
    X("csv", ".csv", awol_format_write_csv)                                                        \
    X("tsv", ".tsv", awol_format_write_tsv)                                                        \
    X("json", ".json", awol_format_write_json)                                                     \
    X("markdown", ".md", awol_format_write_markdown)                                               \
    X("latex", ".tex", awol_format_write_latex)

const struct awol_table_format awol_table_formats[] = {
#define ROW(name, suffix, write) {name, suffix, write},
    FORMATS(ROW)
#undef ROW
};

const size_t awol_table_formats_n = sizeof awol_table_formats / sizeof awol_table_formats[0];

const char *const awol_table_format_names[] = {
#define NAME(name, suffix, write) name,
    FORMATS(NAME)
#undef NAME
        NULL};

const struct awol_table_format *awol_table_format_find(const char *name)
{
    for (size_t i = 0; i < awol_table_formats_n; i++)
        if (strcmp(awol_table_formats[i].name, name) == 0)
            return &awol_table_formats[i];
    return NULL;
}

const struct awol_table_format *awol_table_format_of_path(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *suffix = strrchr(slash != NULL ? slash : path, '.');
    for (size_t i = 0; suffix != NULL && i < awol_table_formats_n; i++)
        if (awol_text_equal_ascii(awol_table_formats[i].suffix, suffix))
            return &awol_table_formats[i];
    return NULL;
}

/* ---- numbers -------------------------------------------------------------------------------- */

static bool is_text_column(const char *column)
{
    static const char *const names[] = {"id",       "unit",   "person", "name",  "page",  "text",
                                        "date",     "start",  "end",    "first", "last",  "issued",
                                        "earliest", "latest", "source", "event", "parent"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i], column) == 0)
            return true;
    return false;
}

static bool find_is_number(const struct awol_table *table, size_t column)
{
    bool any = false;
    double value;
    if (is_text_column(table->columns[column]))
        return false;
    for (size_t row = 0; row < table->n_rows; row++) {
        if (awol_table_is_missing(table, row, column))
            continue;
        if (!awol_number_parse(awol_table_cell(table, row, column), &value))
            return false;
        any = true;
    }
    return any;
}

/* A digest of digits, or of digits and an e, is no number: whole numbers are believed up to 15
 * digits, and exponents only as awol writes them. */
static bool is_own_number(const char *cell)
{
    char canonical[AWOL_NUMBER_SIZE];
    double value;
    if (!awol_number_parse(cell, &value))
        return false;
    if (strpbrk(cell, "eE") != NULL)
        return strcmp(awol_number_format(value, canonical), cell) == 0;
    return strchr(cell, '.') != NULL || strlen(cell) <= 15;
}

static bool find_is_key_value(const struct awol_table *table)
{
    return table->n_columns == 2 && strcmp(table->columns[0], "key") == 0 &&
           strcmp(table->columns[1], "value") == 0;
}

bool awol_format_is_number(const struct awol_format_view *view, size_t row, size_t column)
{
    if (awol_table_is_missing(view->table, row, column))
        return false;
    if (view->is_key_value)
        return column == 1 && is_own_number(awol_table_cell(view->table, row, column));
    return view->is_number_column[column];
}

const char *awol_format_cell(const struct awol_format_view *view, size_t row, size_t column,
                             char buffer[static AWOL_NUMBER_SIZE])
{
    const char *cell = awol_table_cell(view->table, row, column);
    double value;
    /* Counts of men stay whole, whatever their digits. */
    if (view->settings->digits <= 0 || strpbrk(cell, ".eE") == NULL ||
        !awol_format_is_number(view, row, column) || !awol_number_parse(cell, &value))
        return cell;
    return awol_number_format_short(value, view->settings->digits, buffer);
}

size_t awol_format_width(const char *string)
{
    size_t width = 0;
    for (; *string != '\0'; string++)
        if (((unsigned char)*string & 0xC0) != 0x80)
            width++;
    return width;
}

enum awol_status awol_table_format_append(const struct awol_table_format *format,
                                          const struct awol_table *table,
                                          const struct awol_format_settings *settings,
                                          struct awol_text *text, struct awol_error *opt_error)
{
    bool *is_number_column = calloc(table->n_columns + 1, sizeof *is_number_column);
    if (is_number_column == NULL)
        return awol_error_memory(opt_error);
    for (size_t column = 0; column < table->n_columns; column++)
        is_number_column[column] = find_is_number(table, column);
    struct awol_format_view view = {table, settings, is_number_column, find_is_key_value(table)};
    format->write(text, &view);
    free(is_number_column);
    return awol_text_check(text, opt_error);
}

enum awol_status awol_table_format_write(const struct awol_table_format *format,
                                         const struct awol_table *table,
                                         const struct awol_format_settings *settings, FILE *file,
                                         struct awol_error *opt_error)
{
    struct awol_text text;
    awol_text_init(&text);
    enum awol_status status = awol_table_format_append(format, table, settings, &text, opt_error);
    if (status == AWOL_OK &&
        (fwrite(awol_text_string(&text), 1, text.length, file) != text.length || fflush(file) != 0))
        status = awol_error_set(opt_error, AWOL_SYSTEM, "cannot write the table %s: %s",
                                table->name, strerror(errno));
    awol_text_release(&text);
    return status;
}
