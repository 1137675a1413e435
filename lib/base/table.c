#define AWOL_BASE_TABLE_C
#include "base/table.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"

enum awol_status awol_table_init(struct awol_table *table, const char *name, const char *source,
                                 struct awol_error *opt_error)
{
    struct awol_table made = {0};
    awol_arena_init(&made.arena);
    made.name = awol_arena_string(&made.arena, name);
    made.source = awol_arena_string(&made.arena, source);
    if (!made.name || !made.source) {
        awol_arena_release(&made.arena);
        return awol_error_memory(opt_error);
    }
    *table = made;
    return AWOL_OK;
}

void awol_table_release(struct awol_table *table)
{
    awol_arena_release(&table->arena);
    free(table->columns);
    free(table->cells);
    free(table->places);
    free(table->notes);
    *table = (struct awol_table){0};
}

/* Append a copy of string to a list of strings. */
static enum awol_status append_string(struct awol_table *table, const char ***list, size_t *n,
                                      const char *string, struct awol_error *opt_error)
{
    const char **longer = realloc(*list, (*n + 1) * sizeof *longer);
    if (!longer)
        return awol_error_memory(opt_error);
    *list = longer;
    longer[*n] = awol_arena_string(&table->arena, string);
    if (!longer[*n])
        return awol_error_memory(opt_error);
    (*n)++;
    return AWOL_OK;
}

enum awol_status awol_table_add_column(struct awol_table *table, const char *column,
                                       struct awol_error *opt_error)
{
    return append_string(table, &table->columns, &table->n_columns, column, opt_error);
}

enum awol_status awol_table_add_note(struct awol_table *table, const char *note,
                                     struct awol_error *opt_error)
{
    return append_string(table, &table->notes, &table->n_notes, note, opt_error);
}

static enum awol_status grow(struct awol_table *table, size_t capacity,
                             struct awol_error *opt_error)
{
    size_t width = table->n_columns ? table->n_columns : 1;
    if (capacity > SIZE_MAX / width / sizeof *table->places)
        return awol_error_memory(opt_error);
    const char **cells = realloc(table->cells, capacity * width * sizeof *cells);
    if (!cells)
        return awol_error_memory(opt_error);
    table->cells = cells;
    if (table->places) {
        struct awol_place *places = realloc(table->places, capacity * width * sizeof *places);
        if (!places)
            return awol_error_memory(opt_error);
        table->places = places;
    }
    table->capacity = capacity;
    return AWOL_OK;
}

enum awol_status awol_table_reserve(struct awol_table *table, size_t n_rows,
                                    struct awol_error *opt_error)
{
    if (n_rows <= table->capacity - table->n_rows)
        return AWOL_OK;
    return n_rows > SIZE_MAX - table->n_rows ? awol_error_memory(opt_error)
                                             : grow(table, table->n_rows + n_rows, opt_error);
}

/* Room for one more row. A table made in memory has no places. */
static enum awol_status reserve_row(struct awol_table *table, bool with_places,
                                    struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    if (table->n_rows == table->capacity)
        status = grow(table, table->capacity ? 2 * table->capacity : 16, opt_error);
    if (status != AWOL_OK || table->places || !with_places)
        return status;
    table->places = calloc(table->capacity * table->n_columns + 1, sizeof *table->places);
    return table->places ? AWOL_OK : awol_error_memory(opt_error);
}

/* The text that a cell keeps: half of all cells are NA, many say what the one above says, and
 * those share it. NULL when out of memory. */
static const char *keep(struct awol_table *table, size_t at, const char *text)
{
    if (strcmp(text, AWOL_NA) == 0)
        return AWOL_NA;
    if (at >= table->n_columns && strcmp(text, table->cells[at - table->n_columns]) == 0)
        return table->cells[at - table->n_columns];
    return awol_arena_string(&table->arena, text);
}

enum awol_status awol_table_append(struct awol_table *table, const char *const *cells,
                                   const struct awol_place *opt_places,
                                   struct awol_error *opt_error)
{
    enum awol_status status = reserve_row(table, opt_places != NULL, opt_error);
    if (status != AWOL_OK)
        return status;
    size_t base = table->n_rows * table->n_columns;
    for (size_t i = 0; i < table->n_columns; i++) {
        const char *text = cells[i] ? keep(table, base + i, cells[i]) : AWOL_NA;
        if (!text)
            return awol_error_memory(opt_error);
        table->cells[base + i] = text;
        if (table->places)
            table->places[base + i] = opt_places ? opt_places[i] : (struct awol_place){0, 0};
    }
    table->n_rows++;
    return AWOL_OK;
}

enum awol_status awol_table_append_empty(struct awol_table *table, struct awol_error *opt_error)
{
    enum awol_status status = reserve_row(table, false, opt_error);
    if (status != AWOL_OK)
        return status;
    size_t base = table->n_rows * table->n_columns;
    for (size_t i = 0; i < table->n_columns; i++) {
        table->cells[base + i] = AWOL_NA;
        if (table->places)
            table->places[base + i] = (struct awol_place){0, 0};
    }
    table->n_rows++;
    return AWOL_OK;
}

enum awol_status awol_table_set(struct awol_table *table, size_t row, size_t column,
                                const char *text, struct awol_error *opt_error)
{
    if (column == AWOL_NO_COLUMN)
        return AWOL_OK;
    size_t at = row * table->n_columns + column;
    const char *kept = keep(table, at, text);
    if (!kept)
        return awol_error_memory(opt_error);
    table->cells[at] = kept;
    return AWOL_OK;
}

/* A number that was set before, with its text: what is fitted to small counts comes again and
 * again. */
struct awol_table_number {
    uint64_t bits;
    const char *text; /* NULL: none yet */
};

enum { NUMBERS_LOG2 = 9, ROWS_BEFORE_NUMBERS = 64 };

/* Where a number would be; NULL when out of memory. */
static struct awol_table_number *find_number(struct awol_table *table, uint64_t bits)
{
    if (!table->numbers) {
        const size_t size = sizeof *table->numbers << NUMBERS_LOG2;
        table->numbers = awol_arena_alloc(&table->arena, size);
        if (!table->numbers)
            return NULL;
        memset(table->numbers, 0, size);
    }
    return &table->numbers[bits * UINT64_C(0x9E3779B97F4A7C15) >> (64 - NUMBERS_LOG2)];
}

enum awol_status awol_table_set_number(struct awol_table *table, size_t row, size_t column,
                                       double value, struct awol_error *opt_error)
{
    struct awol_table_number *number = NULL;
    char buffer[AWOL_NUMBER_SIZE];
    uint64_t bits;
    if (column == AWOL_NO_COLUMN)
        return AWOL_OK;
    const char **cell = &table->cells[row * table->n_columns + column];
    memcpy(&bits, &value, sizeof bits);
    if (row >= ROWS_BEFORE_NUMBERS && !(number = find_number(table, bits)))
        return awol_error_memory(opt_error);
    if (number && number->text && number->bits == bits) {
        *cell = number->text;
        return AWOL_OK;
    }
    enum awol_status status =
        awol_table_set(table, row, column, awol_number_format(value, buffer), opt_error);
    if (status == AWOL_OK && number)
        *number = (struct awol_table_number){bits, *cell};
    return status;
}

size_t awol_table_find(const struct awol_table *table, const char *column)
{
    for (size_t i = 0; i < table->n_columns; i++)
        if (strcmp(table->columns[i], column) == 0)
            return i;
    return AWOL_NO_COLUMN;
}

enum awol_status awol_table_require(const struct awol_table *table, const char *column,
                                    size_t *ret_index, struct awol_error *opt_error)
{
    size_t index = awol_table_find(table, column);
    if (index != AWOL_NO_COLUMN) {
        *ret_index = index;
        return AWOL_OK;
    }
    struct awol_text seen;
    awol_text_init(&seen);
    for (size_t i = 0; i < table->n_columns; i++)
        awol_text_append_format(&seen, "%s%.40s", i ? ", " : "", table->columns[i]);
    const char *nearest = awol_text_nearest(column, table->columns, table->n_columns);
    awol_error_at(opt_error, table->source, (struct awol_place){1, 0},
                  "the table has no column “%s”; its columns are: %.400s%s%s%s", column,
                  awol_text_string(&seen), nearest ? "; did you mean “" : "",
                  nearest ? nearest : "", nearest ? "”?" : "");
    awol_text_release(&seen);
    return AWOL_DATA;
}

struct awol_row awol_table_row(const struct awol_table *table, size_t row)
{
    const size_t base = row * table->n_columns;
    return (struct awol_row){table->cells + base, table->places ? table->places + base : NULL,
                             table->n_columns};
}

const char *awol_table_cell(const struct awol_table *table, size_t row, size_t column)
{
    return column == AWOL_NO_COLUMN ? AWOL_NA : table->cells[row * table->n_columns + column];
}

struct awol_place awol_table_place(const struct awol_table *table, size_t row, size_t column)
{
    if (!table->places)
        return (struct awol_place){0, 0};
    if (column == AWOL_NO_COLUMN) {
        struct awol_place place = table->places[row * table->n_columns];
        place.column = 0;
        return place;
    }
    return table->places[row * table->n_columns + column];
}

bool awol_table_is_missing(const struct awol_table *table, size_t row, size_t column)
{
    const char *cell = awol_table_cell(table, row, column);
    return cell[0] == '\0' || strcmp(cell, AWOL_NA) == 0;
}

enum awol_status awol_table_number(const struct awol_table *table, size_t row, size_t column,
                                   double *ret_value, struct awol_error *opt_error)
{
    static const double missing = 0.0 / 0.0;
    if (awol_table_is_missing(table, row, column)) {
        *ret_value = missing;
        return AWOL_OK;
    }
    if (awol_number_parse(awol_table_cell(table, row, column), ret_value))
        return AWOL_OK;
    char shown[AWOL_SHOWN_SIZE];
    return awol_table_error(
        table, row, column, opt_error, "column “%s”: a number was expected, not %s",
        table->columns[column],
        awol_text_show(awol_table_cell(table, row, column), shown, sizeof shown));
}

enum awol_status awol_table_error(const struct awol_table *table, size_t row, size_t column,
                                  struct awol_error *opt_error, const char *format, ...)
{
    char message[sizeof((struct awol_error *)NULL)->message];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return awol_error_at(opt_error, table->source, awol_table_place(table, row, column), "%s",
                         message);
}
