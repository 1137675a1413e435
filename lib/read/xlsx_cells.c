#include "read/xlsx_cells.h"

#include <string.h>

#include "base/number.h"

/* ---- where a cell is ---------------------------------------------------------------------- */

/* The column of "AB12", from 0; false if it begins with no letter, or is far out. */
static bool parse_column(const char *reference, size_t *ret_column)
{
    size_t column = 0;
    const char *at = reference;

    for (; *at >= 'A' && *at <= 'Z'; at++) {
        column = column * 26 + (size_t)(*at - 'A') + 1;
        if (column > AWOL_SHEET_MAX_COLUMNS)
            return false;
    }
    if (column == 0 || *at < '1' || *at > '9')
        return false;
    *ret_column = column - 1;
    return true;
}

static enum awol_status start_row(struct awol_xlsx_cells *cells, const struct awol_xml_tag *tag,
                                  struct awol_error *error)
{
    const char *const r = awol_xml_find(tag, AWOL_XML_NONE, "r");
    char shown[AWOL_SHOWN_SIZE];
    int64_t number = (int64_t)cells->row + 1;

    if (r && (!awol_number_parse_integer(r, &number) || number < 1))
        return awol_error_set(error, AWOL_DATA, "the number of a row is %s",
                              awol_text_show(r, shown, sizeof shown));
    cells->in_row = true;
    cells->row = (size_t)number;
    cells->next_column = 0;
    return awol_sheet_rows_begin(cells->rows, cells->row, error);
}

static enum awol_xlsx_cell_type find_type(const char *opt_name)
{
    static const char *const names[] = {
        [AWOL_XLSX_NUMBER] = "n",         [AWOL_XLSX_SHARED] = "s",
        [AWOL_XLSX_INLINE] = "inlineStr", [AWOL_XLSX_FORMULA_TEXT] = "str",
        [AWOL_XLSX_BOOLEAN] = "b",        [AWOL_XLSX_ERROR] = "e",
        [AWOL_XLSX_ISO_DATE] = "d",
    };

    for (size_t i = 0; opt_name && i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(names[i], opt_name) == 0)
            return (enum awol_xlsx_cell_type)i;
    }
    return AWOL_XLSX_NUMBER;
}

static enum awol_status start_cell(struct awol_xlsx_cells *cells, const struct awol_xml_tag *tag,
                                   struct awol_error *error)
{
    const char *const r = awol_xml_find(tag, AWOL_XML_NONE, "r");
    const char *const s = awol_xml_find(tag, AWOL_XML_NONE, "s");
    char shown[AWOL_SHOWN_SIZE];
    int64_t style = 0;

    cells->column = cells->next_column;
    if (r && !parse_column(r, &cells->column))
        return awol_error_set(error, AWOL_DATA, "there is no cell %s",
                              awol_text_show(r, shown, sizeof shown));
    cells->next_column = cells->column + 1;
    cells->type = find_type(awol_xml_find(tag, AWOL_XML_NONE, "t"));
    cells->style = s && awol_number_parse_integer(s, &style) && style > 0 ? (size_t)style : 0;
    cells->in_cell = true;
    cells->in_value = false;
    cells->has_formula = false;
    cells->text.in_text = false;
    awol_text_clear(&cells->text.text);
    return AWOL_OK;
}

/* ---- what is in it ------------------------------------------------------------------------ */

static enum awol_status find_shared(const struct awol_xlsx_cells *cells, const char **ret_text,
                                    struct awol_error *error)
{
    const char *const text = awol_text_string(&cells->text.text);
    char shown[AWOL_SHOWN_SIZE];
    int64_t index = -1;

    if (!awol_number_parse_integer(text, &index) || index < 0 ||
        (uint64_t)index >= cells->strings->n)
        return awol_error_set(error, AWOL_DATA,
                              "row %zu: the text with the number %s is not in the file: it is "
                              "damaged",
                              cells->row, awol_text_show(text, shown, sizeof shown));
    *ret_text = cells->strings->texts[index];
    return AWOL_OK;
}

static void read_number(const struct awol_xlsx_cells *cells, const char *text,
                        char buffer[static AWOL_SHEET_VALUE_SIZE], struct awol_sheet_cell *cell)
{
    double value;

    if (awol_number_parse(text, &value))
        cell->text = awol_sheet_number(value, awol_xlsx_styles_form(cells->styles, cells->style),
                                       cells->from_1904, buffer, &cell->opt_fault);
    else
        cell->opt_fault = "the cell has no number where one is stored";
    if (cell->opt_fault)
        cell->text = text;
}

/* Only those who come from another program than a spreadsheet have formulas without results. */
static bool lacks_result(const struct awol_xlsx_cells *cells)
{
    return cells->has_formula && cells->text.text.length == 0 &&
           cells->type != AWOL_XLSX_FORMULA_TEXT;
}

static enum awol_status fill_cell(struct awol_xlsx_cells *cells,
                                  char buffer[static AWOL_SHEET_VALUE_SIZE],
                                  struct awol_sheet_cell *cell, struct awol_error *error)
{
    const char *const text = awol_text_string(&cells->text.text);
    const struct awol_sheet_form form = awol_xlsx_styles_form(cells->styles, cells->style);

    cell->text = text;
    if (lacks_result(cells)) {
        cell->opt_fault = "the formula has no result in the file: open it in a spreadsheet program "
                          "and save it";
        cell->text = "=";
        return AWOL_OK;
    }
    if (text[0] == '\0')
        return AWOL_OK;
    switch (cells->type) {
    case AWOL_XLSX_SHARED:
        return find_shared(cells, &cell->text, error);
    case AWOL_XLSX_NUMBER:
        read_number(cells, text, buffer, cell);
        break;
    case AWOL_XLSX_BOOLEAN:
        cell->text = strcmp(text, "0") == 0 ? "no" : "yes";
        break;
    case AWOL_XLSX_ERROR:
        cell->opt_fault = "the cell shows an error and no value";
        break;
    case AWOL_XLSX_ISO_DATE:
        cell->text = awol_sheet_date(text, form, buffer);
        break;
    case AWOL_XLSX_INLINE:
    case AWOL_XLSX_FORMULA_TEXT:
        awol_xlsx_unescape(&cells->text.text);
        break;
    }
    return AWOL_OK;
}

static enum awol_status end_cell(struct awol_xlsx_cells *cells, struct awol_error *error)
{
    struct awol_sheet_cell cell = {.column = cells->column};
    char buffer[AWOL_SHEET_VALUE_SIZE];
    enum awol_status status = awol_text_check(&cells->text.text, error);

    cells->in_cell = false;
    if (status == AWOL_OK)
        status = fill_cell(cells, buffer, &cell, error);
    if (status != AWOL_OK || cell.text[0] == '\0')
        return status;
    if (cells->type != AWOL_XLSX_SHARED || cell.opt_fault) {
        cell.text = awol_arena_string(&cells->rows->arena, cell.text);
        if (!cell.text)
            return awol_error_memory(error);
    }
    return awol_sheet_rows_add(cells->rows, cell, error);
}

/* ---- elements ----------------------------------------------------------------------------- */

static enum awol_status start(void *state, const struct awol_xml_tag *tag, struct awol_error *error)
{
    struct awol_xlsx_cells *const cells = state;

    if (tag->space != AWOL_XML_MAIN)
        return AWOL_OK;
    if (cells->in_cell) {
        if (strcmp(tag->name, "v") == 0)
            cells->in_value = true;
        else if (strcmp(tag->name, "f") == 0)
            cells->has_formula = true;
        else if (cells->type == AWOL_XLSX_INLINE)
            awol_xlsx_text_start(&cells->text, tag);
        return AWOL_OK;
    }
    if (strcmp(tag->name, "c") == 0 && cells->in_row)
        return start_cell(cells, tag, error);
    return strcmp(tag->name, "row") == 0 ? start_row(cells, tag, error) : AWOL_OK;
}

static enum awol_status end(void *state, const struct awol_xml_tag *tag, struct awol_error *error)
{
    struct awol_xlsx_cells *const cells = state;

    if (tag->space != AWOL_XML_MAIN)
        return AWOL_OK;
    if (cells->in_cell) {
        if (strcmp(tag->name, "c") == 0)
            return end_cell(cells, error);
        if (strcmp(tag->name, "v") == 0)
            cells->in_value = false;
        else
            awol_xlsx_text_end(&cells->text, tag);
        return AWOL_OK;
    }
    if (strcmp(tag->name, "row") != 0 || !cells->in_row)
        return AWOL_OK;
    cells->in_row = false;
    return awol_sheet_rows_end(cells->rows, 1, error);
}

static enum awol_status text(void *state, const char *bytes, size_t length,
                             struct awol_error *error)
{
    struct awol_xlsx_cells *const cells = state;

    if (!cells->in_cell)
        return AWOL_OK;
    if (cells->in_value && cells->type != AWOL_XLSX_INLINE)
        awol_text_append_bytes(&cells->text.text, bytes, length);
    else
        awol_xlsx_text_add(&cells->text, bytes, length);
    if (cells->text.text.length > AWOL_SHEET_MAX_CELL - 1)
        return awol_error_set(error, AWOL_DATA, "row %zu: a text is longer than a cell can be",
                              cells->row);
    return AWOL_OK;
}

const struct awol_xml_handler awol_xlsx_cells_handler = {start, end, text};
