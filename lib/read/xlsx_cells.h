/* The rows of an Office sheet, from its elements. */
#ifndef AWOL_READ_XLSX_CELLS_H
#define AWOL_READ_XLSX_CELLS_H

#include <stdbool.h>

#include "read/sheet_rows.h"
#include "read/xlsx_strings.h"
#include "read/xlsx_styles.h"
#include "read/zip_xml.h"

enum awol_xlsx_cell_type {
    AWOL_XLSX_NUMBER,
    AWOL_XLSX_SHARED,
    AWOL_XLSX_INLINE,
    AWOL_XLSX_FORMULA_TEXT,
    AWOL_XLSX_BOOLEAN,
    AWOL_XLSX_ERROR,
    AWOL_XLSX_ISO_DATE
};

/* State of the handler. Zero-initialise, and set the first four; release `text.text`. */
struct awol_xlsx_cells {
    struct awol_sheet_rows *rows;
    const struct awol_xlsx_strings *strings;
    const struct awol_xlsx_styles *styles;
    bool from_1904;
    bool in_row, in_cell, in_value, has_formula;
    size_t row; /* number of the row, or the last */
    size_t next_column;
    size_t column;
    enum awol_xlsx_cell_type type;
    size_t style;
    struct awol_xlsx_text text; /* of <v> or of <is> */
};

extern const struct awol_xml_handler awol_xlsx_cells_handler;

#endif
