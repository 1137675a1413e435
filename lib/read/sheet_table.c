#include "read/sheet_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "read/header.h"
#include "read/kind_of_file.h"

/* A place has a column; a fault inside of a cell is told by the bytes before it, which no cell has
 * as many of. */
#define COLUMN_SHIFT 20

struct awol_sheet_table {
    const char *source;
    struct awol_arena arena;
    struct awol_zip *zip;
    const struct awol_book_type *type;
    void *book;
    struct awol_sheet_list list;
    struct awol_sheet_rows rows;
    bool more;
    const struct awol_sheet_row *row;
    size_t n_repeated; /* how often it was handed on already */
    struct awol_row header;
    const char **cells;
    struct awol_place *places;
    size_t capacity;
    struct awol_text head; /* as csv, down to the header */
    struct awol_text note;
    struct awol_text text;
};

void awol_sheet_table_close(struct awol_sheet_table *table)
{
    if (!table)
        return;
    if (table->book)
        table->type->close(table->book);
    awol_zip_close(table->zip);
    awol_text_release(&table->text);
    awol_text_release(&table->note);
    awol_text_release(&table->head);
    awol_sheet_rows_release(&table->rows);
    awol_arena_release(&table->arena);
    free(table);
}

/* ---- which sheet -------------------------------------------------------------------------- */

/* Number `wanted` of those that are not hidden, from 1; n if there is none. */
static size_t find_visible(const struct awol_sheet_list *list, int64_t wanted)
{
    for (size_t i = 0; i < list->n; i++) {
        if (!list->sheets[i].hidden && --wanted == 0)
            return i;
    }
    return list->n;
}

static size_t find_named(const struct awol_sheet_list *list, const char *name)
{
    for (size_t i = 0; i < list->n; i++) {
        if (strcmp(list->sheets[i].name, name) == 0)
            return i;
    }
    for (size_t i = 0; i < list->n; i++) {
        if (awol_text_equal_ascii(list->sheets[i].name, name))
            return i;
    }
    return list->n;
}

static void append_name(struct awol_text *text, const char *before, const char *name)
{
    char shown[AWOL_SHOWN_SIZE];

    awol_text_append_format(text, "%s%s", before, awol_text_show(name, shown, sizeof shown));
}

static void list_sheets(const struct awol_sheet_list *list, struct awol_text *text)
{
    for (size_t i = 0; i < list->n && i < 20; i++) {
        append_name(text, i > 0 ? ", " : "", list->sheets[i].name);
        awol_text_append(text, list->sheets[i].hidden ? " (hidden)" : "");
    }
    if (list->n > 20)
        awol_text_append_format(text, " and %zu more", list->n - 20);
}

static enum awol_status refuse_sheet(struct awol_sheet_table *table, const char *wanted,
                                     struct awol_error *opt_error)
{
    const struct awol_sheet_list *const list = &table->list;
    const char **const names = awol_arena_alloc(&table->arena, (list->n + 1) * sizeof *names);
    char shown[2][AWOL_SHOWN_SIZE];
    const char *nearest;

    for (size_t i = 0; names && i < list->n; i++)
        names[i] = list->sheets[i].name;
    list_sheets(list, &table->note);
    if (!names || table->note.failed)
        return awol_error_memory(opt_error);
    nearest = awol_text_nearest(wanted, names, list->n);
    return awol_error_at(opt_error, table->source, (struct awol_place){0, 0},
                         "there is no sheet %s; the sheets are %s%s%s%s",
                         awol_text_show(wanted, shown[0], sizeof shown[0]),
                         awol_text_string(&table->note), nearest ? ": is " : "",
                         nearest ? awol_text_show(nearest, shown[1], sizeof shown[1]) : "",
                         nearest ? " meant?" : "");
}

/* What else is in the file, where nobody said which is meant. */
static void note_others(struct awol_sheet_table *table, size_t chosen)
{
    const struct awol_sheet_list *const list = &table->list;
    size_t n = 0;

    for (size_t i = 0; i < list->n; i++) {
        if (i == chosen || list->sheets[i].hidden)
            continue;
        if (n++ == 0) {
            append_name(&table->note, "the sheet ", list->sheets[chosen].name);
            awol_text_append(&table->note, " is read; --sheet NAME reads another: ");
        }
        append_name(&table->note, n > 1 ? ", " : "", list->sheets[i].name);
    }
}

static enum awol_status choose_sheet(struct awol_sheet_table *table, const char *opt_sheet,
                                     size_t *ret_sheet, struct awol_error *opt_error)
{
    const struct awol_sheet_list *const list = &table->list;
    int64_t number = 1;
    size_t sheet = list->n;

    if (list->n == 0)
        return awol_error_at(opt_error, table->source, (struct awol_place){0, 0},
                             "the workbook has no sheet with cells");
    if (opt_sheet)
        sheet = find_named(list, opt_sheet);
    if (sheet == list->n && (!opt_sheet || awol_number_parse_integer(opt_sheet, &number)))
        sheet = find_visible(list, number);
    if (sheet == list->n && !opt_sheet)
        sheet = 0;
    if (sheet == list->n)
        return refuse_sheet(table, opt_sheet, opt_error);
    if (!opt_sheet)
        note_others(table, sheet);
    *ret_sheet = sheet;
    return awol_text_check(&table->note, opt_error);
}

void awol_sheet_table_hint(const struct awol_sheet_table *table, struct awol_error *opt_error)
{
    const size_t length = opt_error ? strlen(opt_error->message) : 0;

    if (opt_error && opt_error->status == AWOL_DATA && table->note.length > 0 &&
        length + table->note.length + 3 < sizeof opt_error->message)
        snprintf(opt_error->message + length, sizeof opt_error->message - length, "; %s",
                 awol_text_string(&table->note));
}

/* ---- rows --------------------------------------------------------------------------------- */

/* The next row that was parsed; NULL behind the last. */
static enum awol_status take_row(struct awol_sheet_table *table, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;

    if (table->row && ++table->n_repeated < table->row->repeat)
        return AWOL_OK;
    table->n_repeated = 0;
    while (!(table->row = awol_sheet_rows_take(&table->rows)) && table->more && status == AWOL_OK)
        status = table->type->feed(table->book, &table->more, opt_error);
    return status;
}

size_t awol_sheet_table_line(const struct awol_sheet_table *table)
{
    return table->row->number + table->n_repeated;
}

static enum awol_status reserve_cells(struct awol_sheet_table *table, size_t n,
                                      struct awol_error *opt_error)
{
    if (n <= table->capacity)
        return AWOL_OK;
    table->cells = awol_arena_alloc(&table->arena, n * sizeof *table->cells);
    table->places = awol_arena_alloc(&table->arena, n * sizeof *table->places);
    table->capacity = n;
    return table->cells && table->places ? AWOL_OK : awol_error_memory(opt_error);
}

/* The first n cells of the row. */
static void fill_cells(struct awol_sheet_table *table, size_t n)
{
    const size_t line = awol_sheet_table_line(table);

    for (size_t i = 0; i < n; i++) {
        table->cells[i] = "";
        table->places[i] = (struct awol_place){line, ((i + 1) << COLUMN_SHIFT) + 1};
    }
    for (size_t i = 0; i < table->row->n; i++) {
        if (table->row->cells[i].column < n)
            table->cells[table->row->cells[i].column] = table->row->cells[i].text;
    }
}

static void append_quoted(struct awol_text *text, const char *cell)
{
    awol_text_append_byte(text, '"');
    for (; *cell; cell++) {
        if (*cell == '"')
            awol_text_append_byte(text, '"');
        awol_text_append_byte(text, *cell);
    }
    awol_text_append_byte(text, '"');
}

static void append_cell(struct awol_text *text, const char *cell)
{
    if (strpbrk(cell, ",;\t\"\r\n"))
        append_quoted(text, cell);
    else
        awol_text_append(text, cell);
}

/* n cells as csv. */
static void append_csv(struct awol_text *text, const char *const *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            awol_text_append_byte(text, ',');
        append_cell(text, cells[i]);
    }
}

/* A row above the table, or of its header: kept as text, for rows that are refused. */
static enum awol_status take_head(struct awol_sheet_table *table, size_t *ret_n,
                                  struct awol_error *opt_error)
{
    const size_t n = table->row->cells[table->row->n - 1].column + 1;
    const enum awol_status status = reserve_cells(table, n, opt_error);

    if (status != AWOL_OK)
        return status;
    fill_cells(table, n);
    if (table->head.length > 0)
        awol_text_append_byte(&table->head, '\n');
    append_csv(&table->head, table->cells, n);
    *ret_n = n;
    return AWOL_OK;
}

/* Rows to be skipped are counted as the sheet counts them; empty ones are lines of the head too. */
static enum awol_status skip_rows(struct awol_sheet_table *table, size_t n_skipped,
                                  struct awol_error *opt_error)
{
    size_t line = 0, n = 0;
    enum awol_status status = take_row(table, opt_error);

    while (status == AWOL_OK && table->row && awol_sheet_table_line(table) <= n_skipped) {
        for (; line + 1 < awol_sheet_table_line(table); line++)
            awol_text_append_byte(&table->head, '\n');
        status = take_head(table, &n, opt_error);
        line = awol_sheet_table_line(table);
        if (status == AWOL_OK)
            status = take_row(table, opt_error);
    }
    for (; line < n_skipped && table->row; line++)
        awol_text_append_byte(&table->head, '\n');
    return status;
}

static enum awol_status take_names(struct awol_sheet_table *table, struct awol_header_lines *lines,
                                   size_t n_lines, struct awol_error *opt_error)
{
    struct awol_header_names names = {0};
    size_t n = 0, line = 0;
    enum awol_status status = AWOL_OK;

    while (status == AWOL_OK && table->row && lines->n < n_lines) {
        line = awol_sheet_table_line(table);
        status = take_head(table, &n, opt_error);
        if (status == AWOL_OK)
            status = awol_header_add(lines, table->cells, table->places, n, opt_error);
        if (status == AWOL_OK && lines->n < n_lines)
            status = take_row(table, opt_error);
    }
    if (status == AWOL_OK && lines->n < n_lines) {
        status = awol_error_at(opt_error, table->source, (struct awol_place){0, 0}, "%s",
                               n_lines > 1 ? "the sheet has fewer rows than its header should"
                                           : "the sheet is empty");
        awol_sheet_table_hint(table, opt_error);
    }
    if (status == AWOL_OK)
        status = awol_header_join(lines, &table->arena, table->source, (struct awol_place){line, 0},
                                  &names, opt_error);
    if (status != AWOL_OK)
        return status;
    table->header = (struct awol_row){names.names, names.places, names.n_named};
    status = reserve_cells(table, names.n_named, opt_error);
    return status == AWOL_OK ? awol_text_check(&table->head, opt_error) : status;
}

static enum awol_status read_header(struct awol_sheet_table *table,
                                    const struct awol_sheet_settings *settings,
                                    struct awol_error *opt_error)
{
    const size_t n = settings->header_lines > 0 ? settings->header_lines : 1;
    struct awol_header_lines lines;
    enum awol_status status = awol_header_init(&lines, n, opt_error);

    if (status == AWOL_OK)
        status = skip_rows(table, settings->skip_lines, opt_error);
    if (status == AWOL_OK)
        status = take_names(table, &lines, n, opt_error);
    awol_header_release(&lines);
    return status;
}

enum awol_status awol_sheet_table_next(struct awol_sheet_table *table, struct awol_row *ret_row,
                                       bool *ret_found, struct awol_error *opt_error)
{
    const enum awol_status status = take_row(table, opt_error);

    if (status != AWOL_OK)
        return status;
    *ret_found = table->row;
    if (!table->row)
        return AWOL_OK;
    fill_cells(table, table->header.n);
    *ret_row = (struct awol_row){table->cells, table->places, table->header.n};
    return AWOL_OK;
}

static struct awol_place place_of_cell(const struct awol_sheet_table *table,
                                       const struct awol_sheet_cell *cell)
{
    return (struct awol_place){awol_sheet_table_line(table),
                               ((cell->column + 1) << COLUMN_SHIFT) + 1};
}

const char *awol_sheet_table_beyond(const struct awol_sheet_table *table,
                                    struct awol_place *ret_place)
{
    for (size_t i = 0; i < table->row->n; i++) {
        const struct awol_sheet_cell *const cell = &table->row->cells[i];

        if (cell->column < table->header.n)
            continue;
        *ret_place = place_of_cell(table, cell);
        return cell->text;
    }
    return NULL;
}

enum awol_status awol_sheet_table_check(const struct awol_sheet_table *table,
                                        bool (*is_read)(const void *context, size_t column),
                                        const void *context, struct awol_error *opt_error)
{
    for (size_t i = 0; i < table->row->n; i++) {
        const struct awol_sheet_cell *const cell = &table->row->cells[i];
        const struct awol_place place = place_of_cell(table, cell);
        char shown[AWOL_SHOWN_SIZE];

        awol_text_show(cell->text, shown, sizeof shown);
        if (cell->opt_fault && cell->column < table->header.n && is_read(context, cell->column))
            return awol_error_at(opt_error, table->source, place, "%s: %s", shown, cell->opt_fault);
    }
    return AWOL_OK;
}

/* ---- messages and rejects ----------------------------------------------------------------- */

const char *awol_sheet_table_text(struct awol_sheet_table *table, size_t *ret_length)
{
    size_t n = table->header.n;

    awol_text_clear(&table->text);
    append_csv(&table->text, table->cells, n);
    for (size_t i = 0; i < table->row->n; i++) {
        const struct awol_sheet_cell *const cell = &table->row->cells[i];

        for (; n <= cell->column; n++)
            awol_text_append_byte(&table->text, ',');
        if (cell->column >= table->header.n)
            append_cell(&table->text, cell->text);
    }
    *ret_length = table->text.failed ? 0 : table->text.length;
    return awol_text_string(&table->text);
}

const char *awol_sheet_table_head(const struct awol_sheet_table *table, size_t *ret_length)
{
    *ret_length = table->head.length;
    return awol_text_string(&table->head);
}

/* "A" for 0, "Z", "AA" … */
static void name_column(size_t column, char name[static 8])
{
    char letters[8];
    size_t n = 0;

    for (column++; column > 0 && n < 7; column = (column - 1) / 26)
        letters[n++] = (char)('A' + (column - 1) % 26);
    for (size_t i = 0; i < n; i++)
        name[i] = letters[n - 1 - i];
    name[n] = '\0';
}

void awol_sheet_table_settle(struct awol_error *error)
{
    const struct awol_error fault = *error;
    const size_t column = fault.place.column >> COLUMN_SHIFT;
    const size_t byte = fault.place.column & (((size_t)1 << COLUMN_SHIFT) - 1);
    char name[8], where[40] = "";

    if (fault.status != AWOL_DATA || column == 0)
        return;
    name_column(column - 1, name);
    if (byte > 1)
        snprintf(where, sizeof where, ", byte %zu", byte);
    awol_error_at(error, fault.source, (struct awol_place){fault.place.line, column},
                  "cell %s%zu%s: %s", name, fault.place.line, where, fault.message);
}

/* ---- opening ------------------------------------------------------------------------------ */

static enum awol_status open_book(struct awol_sheet_table *table, FILE *file,
                                  struct awol_error *opt_error)
{
    enum awol_status status = awol_zip_open(file, table->source, &table->zip, opt_error);

    if (status == AWOL_OK)
        status = awol_kind_of_archive(table->zip, &table->type, opt_error);
    if (status == AWOL_OK)
        status = table->type->open(table->zip, &table->list, &table->book, opt_error);
    return status;
}

enum awol_status awol_sheet_table_open(FILE *file, const char *source,
                                       const struct awol_sheet_settings *settings,
                                       struct awol_sheet_table **ret_table,
                                       struct awol_error *opt_error)
{
    struct awol_sheet_table *const table = calloc(1, sizeof *table);
    size_t sheet = 0;
    enum awol_status status;

    if (!table)
        return awol_error_memory(opt_error);
    table->source = source;
    awol_arena_init(&table->arena);
    awol_sheet_rows_init(&table->rows);
    table->list.arena = &table->arena;
    table->more = true;
    status = open_book(table, file, opt_error);
    if (status == AWOL_OK)
        status = choose_sheet(table, settings->opt_sheet, &sheet, opt_error);
    if (status == AWOL_OK)
        status = table->type->begin(table->book, sheet, &table->rows, opt_error);
    if (status == AWOL_OK)
        status = read_header(table, settings, opt_error);
    if (status == AWOL_DATA && opt_error)
        awol_sheet_table_settle(opt_error);
    if (status != AWOL_OK) {
        awol_sheet_table_close(table);
        return status;
    }
    *ret_table = table;
    return AWOL_OK;
}

struct awol_row awol_sheet_table_header(const struct awol_sheet_table *table)
{
    return table->header;
}

const char *awol_sheet_table_note(const struct awol_sheet_table *table)
{
    return awol_text_string(&table->note);
}
