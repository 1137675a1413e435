#include "read/ods_cells.h"

#include <string.h>

#include "base/number.h"

/* Beyond any sheet, and far from overflow. */
#define MAX_REPEAT ((size_t)1 << 32)

static size_t read_repeat(const struct awol_xml_tag *tag, const char *name)
{
    const char *const text = awol_xml_find(tag, AWOL_XML_TABLE, name);
    int64_t n = 1;

    if (!text || !awol_number_parse_integer(text, &n) || n < 1)
        return 1;
    return (uint64_t)n > MAX_REPEAT ? MAX_REPEAT : (size_t)n;
}

/* ---- columns and rows --------------------------------------------------------------------- */

static enum awol_status add_columns(struct awol_ods_cells *cells, const struct awol_xml_tag *tag,
                                    struct awol_error *error)
{
    const size_t n = read_repeat(tag, "number-columns-repeated");
    const char *const style = awol_xml_find(tag, AWOL_XML_TABLE, "default-cell-style-name");
    const size_t first = cells->next_default;
    struct awol_ods_columns *columns;

    if (first < AWOL_SHEET_MAX_COLUMNS)
        cells->next_default += n;
    if (!style || first >= AWOL_SHEET_MAX_COLUMNS)
        return AWOL_OK;
    columns = awol_arena_grow(cells->arena, cells->columns, cells->n_columns, sizeof *columns);
    if (!columns)
        return awol_error_memory(error);
    cells->columns = columns;
    columns[cells->n_columns++] =
        (struct awol_ods_columns){first, n, awol_ods_styles_form(cells->styles, style)};
    return AWOL_OK;
}

static void start_row(struct awol_ods_cells *cells, const struct awol_xml_tag *tag)
{
    const char *const style = awol_xml_find(tag, AWOL_XML_TABLE, "default-cell-style-name");

    cells->row += cells->repeat;
    cells->repeat = read_repeat(tag, "number-rows-repeated");
    if (cells->row > MAX_REPEAT)
        cells->row = MAX_REPEAT;
    cells->in_row = true;
    cells->row_begun = false;
    cells->has_row_form = style;
    if (style)
        cells->row_form = awol_ods_styles_form(cells->styles, style);
    cells->next_column = 0;
}

static enum awol_status end_row(struct awol_ods_cells *cells, struct awol_error *error)
{
    cells->in_row = false;
    return cells->row_begun ? awol_sheet_rows_end(cells->rows, cells->repeat, error) : AWOL_OK;
}

/* ---- cells -------------------------------------------------------------------------------- */

static struct awol_sheet_form default_form(const struct awol_ods_cells *cells)
{
    if (cells->has_row_form)
        return cells->row_form;
    for (size_t i = 0; i < cells->n_columns; i++) {
        const struct awol_ods_columns *const columns = &cells->columns[i];

        if (cells->next_column >= columns->first &&
            cells->next_column - columns->first < columns->n)
            return columns->form;
    }
    return (struct awol_sheet_form){.kind = AWOL_FORM_NUMBER};
}

static void take_type(struct awol_ods_cell *cell, const char *type)
{
    cell->has_type = true;
    cell->is_date = strcmp(type, "date") == 0;
    cell->is_time = strcmp(type, "time") == 0;
    cell->is_boolean = strcmp(type, "boolean") == 0;
    cell->is_number = strcmp(type, "float") == 0 || strcmp(type, "percentage") == 0 ||
                      strcmp(type, "currency") == 0;
}

static void take_attribute(struct awol_ods_cells *cells, const struct awol_xml_attribute *attribute)
{
    static const char *const values[] = {"value", "date-value", "time-value", "boolean-value",
                                         "string-value"};
    struct awol_ods_cell *const cell = &cells->cell;

    if (attribute->space == AWOL_XML_CALC_EXTENSION && strcmp(attribute->name, "value-type") == 0)
        cell->is_error = strcmp(attribute->value, "error") == 0;
    if (attribute->space == AWOL_XML_TABLE && strcmp(attribute->name, "formula") == 0)
        cell->has_formula = true;
    if (attribute->space != AWOL_XML_OFFICE)
        return;
    if (strcmp(attribute->name, "value-type") == 0)
        take_type(cell, attribute->value);
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        if (strcmp(attribute->name, values[i]) == 0) {
            awol_text_clear(&cells->value);
            awol_text_append(&cells->value, attribute->value);
            cell->has_value = true;
        }
    }
}

static void start_cell(struct awol_ods_cells *cells, const struct awol_xml_tag *tag)
{
    const char *const style = awol_xml_find(tag, AWOL_XML_TABLE, "style-name");

    cells->cell = (struct awol_ods_cell){.repeat = read_repeat(tag, "number-columns-repeated"),
                                         .is_covered = strcmp(tag->name, "table-cell") != 0};
    for (size_t i = 0; i < tag->n_attributes; i++)
        take_attribute(cells, &tag->attributes[i]);
    if (cells->cell.is_date || cells->cell.is_number)
        cells->cell.form = style ? awol_ods_styles_form(cells->styles, style) : default_form(cells);
    cells->in_cell = true;
    cells->paragraph = 0;
    cells->n_paragraphs = 0;
    awol_text_clear(&cells->text);
}

/* PT12H30M05S as 12:30:05; what is none is left as it is. */
static void read_duration(const char *text, char buffer[static AWOL_SHEET_VALUE_SIZE])
{
    static const char units[] = "HMS";
    unsigned long parts[3] = {0};
    const char *at = text + 2;
    bool good = strncmp(text, "PT", 2) == 0;

    for (int i = 0; i < 3 && good && *at; i++) {
        char *end;
        const unsigned long part = strtoul(at, &end, 10);

        if (*end == '.' || *end == ',')
            end += 1 + strspn(end + 1, "0123456789");
        if (*end != units[i])
            continue;
        parts[i] = part;
        at = end + 1;
    }
    if (good && *at == '\0' && parts[0] < 100000 && parts[1] < 60 && parts[2] < 60)
        snprintf(buffer, AWOL_SHEET_VALUE_SIZE, "%02lu:%02lu:%02lu", parts[0], parts[1], parts[2]);
    else
        snprintf(buffer, AWOL_SHEET_VALUE_SIZE, "%s", text);
}

static void read_value(const struct awol_ods_cells *cells, const char *value,
                       char buffer[static AWOL_SHEET_VALUE_SIZE], struct awol_sheet_cell *cell)
{
    const struct awol_ods_cell *const seen = &cells->cell;
    double number;

    cell->text = value;
    if (seen->is_date) {
        cell->text = awol_sheet_date(value, seen->form, buffer);
    } else if (seen->is_time) {
        read_duration(value, buffer);
        cell->text = buffer;
    } else if (seen->is_boolean) {
        cell->text = strcmp(value, "true") == 0 ? "yes" : "no";
    } else if (seen->is_number && awol_number_parse(value, &number)) {
        const struct awol_sheet_form plain = {.kind = AWOL_FORM_NUMBER};

        cell->text =
            awol_sheet_number(number, seen->form.kind == AWOL_FORM_PADDED ? seen->form : plain,
                              false, buffer, &cell->opt_fault);
    } else if (seen->is_number) {
        cell->opt_fault = "the cell has no number where one is stored";
    }
}

static void fill_cell(const struct awol_ods_cells *cells, char buffer[static AWOL_SHEET_VALUE_SIZE],
                      struct awol_sheet_cell *cell)
{
    const struct awol_ods_cell *const seen = &cells->cell;
    const char *const text = awol_text_string(&cells->text);

    cell->text = text;
    if (seen->is_covered)
        cell->text = "";
    else if (seen->is_error)
        cell->opt_fault = "the cell shows an error and no value";
    else if (seen->has_formula && !seen->has_type && text[0] == '\0')
        cell->opt_fault = "the formula has no result in the file: open it in a spreadsheet program "
                          "and save it";
    else if (seen->has_value)
        read_value(cells, awol_text_string(&cells->value), buffer, cell);
    if (cell->opt_fault && cell->text[0] == '\0')
        cell->text = "=";
}

static enum awol_status add_cell(struct awol_ods_cells *cells, struct awol_sheet_cell cell,
                                 struct awol_error *error)
{
    enum awol_status status = AWOL_OK;

    if (!cells->row_begun)
        status = awol_sheet_rows_begin(cells->rows, cells->row, error);
    cells->row_begun = true;
    if (status != AWOL_OK)
        return status;
    cell.text = awol_arena_string(&cells->rows->arena, cell.text);
    if (!cell.text)
        return awol_error_memory(error);
    for (size_t i = 0; i < cells->cell.repeat && status == AWOL_OK; i++) {
        cell.column = cells->next_column + i;
        status = awol_sheet_rows_add(cells->rows, cell, error);
    }
    return status;
}

static enum awol_status end_cell(struct awol_ods_cells *cells, struct awol_error *error)
{
    struct awol_sheet_cell cell = {0};
    char buffer[AWOL_SHEET_VALUE_SIZE];
    enum awol_status status = awol_text_check(&cells->text, error);

    cells->in_cell = false;
    if (status == AWOL_OK)
        status = awol_text_check(&cells->value, error);
    if (status != AWOL_OK)
        return status;
    fill_cell(cells, buffer, &cell);
    if (strlen(cell.text) >= AWOL_SHEET_MAX_CELL)
        return awol_error_set(error, AWOL_DATA, "row %zu: a text is longer than a cell can be",
                              cells->row);
    if (cell.text[0] != '\0')
        status = add_cell(cells, cell, error);
    if (cells->next_column < MAX_REPEAT)
        cells->next_column += cells->cell.repeat;
    return status;
}

/* ---- text of a cell ----------------------------------------------------------------------- */

static void append_spaces(struct awol_ods_cells *cells, const struct awol_xml_tag *tag)
{
    const char *const count = awol_xml_find(tag, AWOL_XML_TEXT, "c");
    int64_t n = 1;

    if (count && (!awol_number_parse_integer(count, &n) || n < 1))
        n = 1;
    for (int64_t i = 0; i < n && cells->text.length <= AWOL_SHEET_MAX_CELL; i++)
        awol_text_append(&cells->text, " ");
    cells->after_space = false;
}

/* Comments, drawings and footnotes stand inside a cell and are not its value. */
static void start_text(struct awol_ods_cells *cells, const struct awol_xml_tag *tag)
{
    const char *const name = tag->name;

    if (tag->space != AWOL_XML_TEXT || strcmp(name, "note") == 0 ||
        strcmp(name, "ruby-text") == 0) {
        cells->skipped = cells->depth;
    } else if (cells->paragraph == 0 && (strcmp(name, "p") == 0 || strcmp(name, "h") == 0)) {
        cells->paragraph = cells->depth;
        if (cells->n_paragraphs++ > 0)
            awol_text_append(&cells->text, "\n");
        cells->after_space = true;
    } else if (strcmp(name, "s") == 0) {
        append_spaces(cells, tag);
    } else if (strcmp(name, "tab") == 0 || strcmp(name, "line-break") == 0) {
        awol_text_append(&cells->text, name[0] == 't' ? "\t" : "\n");
        cells->after_space = false;
    }
}

/* White space counts once, and not at the start of a paragraph (ODF 1.2, 6.1.2). */
static void append_text(struct awol_ods_cells *cells, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        const bool space = strchr(" \t\r\n", bytes[i]) && bytes[i];

        if (!space)
            awol_text_append_byte(&cells->text, bytes[i]);
        else if (!cells->after_space)
            awol_text_append_byte(&cells->text, ' ');
        cells->after_space = space;
    }
}

/* ---- elements ----------------------------------------------------------------------------- */

static enum awol_status start_in_table(struct awol_ods_cells *cells, const struct awol_xml_tag *tag,
                                       struct awol_error *error)
{
    const char *const name = tag->name;

    if (tag->space != AWOL_XML_TABLE) {
        cells->skipped = cells->depth;
    } else if (cells->in_row) {
        if (strcmp(name, "table-cell") == 0 || strcmp(name, "covered-table-cell") == 0)
            start_cell(cells, tag);
    } else if (strcmp(name, "table-row") == 0) {
        start_row(cells, tag);
    } else if (strcmp(name, "table-column") == 0) {
        return add_columns(cells, tag, error);
    }
    return AWOL_OK;
}

static enum awol_status start(void *state, const struct awol_xml_tag *tag, struct awol_error *error)
{
    struct awol_ods_cells *const cells = state;

    cells->depth++;
    if (cells->skipped > 0)
        return AWOL_OK;
    if (cells->in_cell) {
        start_text(cells, tag);
    } else if (cells->in_table) {
        return start_in_table(cells, tag, error);
    } else if (cells->depth == AWOL_ODS_TABLE_DEPTH && awol_xml_is(tag, AWOL_XML_TABLE, "table")) {
        cells->in_table = cells->n_tables++ == cells->wanted;
        cells->row = 1;
        cells->repeat = 0;
    }
    return AWOL_OK;
}

static enum awol_status end(void *state, const struct awol_xml_tag *tag, struct awol_error *error)
{
    struct awol_ods_cells *const cells = state;
    const int depth = cells->depth--;

    if (cells->skipped > 0) {
        if (depth == cells->skipped)
            cells->skipped = 0;
        return AWOL_OK;
    }
    if (depth == cells->paragraph)
        cells->paragraph = 0;
    if (!cells->in_table || tag->space != AWOL_XML_TABLE)
        return AWOL_OK;
    if (cells->in_cell)
        return end_cell(cells, error);
    if (depth == AWOL_ODS_TABLE_DEPTH)
        cells->in_table = false;
    else if (cells->in_row && strcmp(tag->name, "table-row") == 0)
        return end_row(cells, error);
    return AWOL_OK;
}

static enum awol_status text(void *state, const char *bytes, size_t length,
                             struct awol_error *error)
{
    struct awol_ods_cells *const cells = state;

    if (!cells->in_cell || cells->paragraph == 0 || cells->skipped > 0)
        return AWOL_OK;
    append_text(cells, bytes, length);
    if (cells->text.length > AWOL_SHEET_MAX_CELL)
        return awol_error_set(error, AWOL_DATA, "row %zu: a text is longer than a cell can be",
                              cells->row);
    return AWOL_OK;
}

const struct awol_xml_handler awol_ods_cells_handler = {start, end, text};
