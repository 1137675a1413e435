/* The rows of a table of an OpenDocument spreadsheet, from its elements. */
#ifndef AWOL_READ_ODS_CELLS_H
#define AWOL_READ_ODS_CELLS_H

#include <stdbool.h>
#include <stddef.h>

#include "read/ods_styles.h"
#include "read/sheet_rows.h"
#include "read/zip_xml.h"

/* office:document-content, office:body, office:spreadsheet, table:table */
#define AWOL_ODS_TABLE_DEPTH 4

/* Columns that have a style for cells without one. */
struct awol_ods_columns {
    size_t first, n;
    struct awol_sheet_form form;
};

/* A cell on its way; value is NULL where its text is the value. */
struct awol_ods_cell {
    size_t repeat;
    bool is_error, is_date, is_time, is_number, is_boolean, is_covered, has_formula;
    bool has_type;
    bool has_value;
    struct awol_sheet_form form;
};

/* State of the handler. Zero-initialise, and set the first four; release both texts. */
struct awol_ods_cells {
    struct awol_sheet_rows *rows;
    const struct awol_ods_styles *styles;
    struct awol_arena *arena;
    size_t wanted; /* which table, from 0 */
    size_t n_tables;
    int depth;
    int skipped; /* depth of an element whose content is no text of the cell, 0 none */
    bool in_table, in_row, in_cell;
    struct awol_ods_columns *columns;
    size_t n_columns, next_default;
    size_t row, repeat; /* of the row; row is the first it stands on */
    bool row_begun, has_row_form;
    struct awol_sheet_form row_form;
    size_t next_column;
    struct awol_ods_cell cell;
    struct awol_text value; /* of an attribute */
    struct awol_text text;  /* of the paragraphs */
    int paragraph;          /* depth of the paragraph, 0 none */
    size_t n_paragraphs;
    bool after_space;
};

extern const struct awol_xml_handler awol_ods_cells_handler;

#endif
