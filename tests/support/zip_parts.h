/* Spreadsheets for tests, from the XML of their parts. */
#ifndef AWOL_TESTS_ZIP_PARTS_H
#define AWOL_TESTS_ZIP_PARTS_H

#include <stddef.h>

struct zip_part {
    const char *name;
    const char *text; /* NULL: the part is left out */
};

/* Write an archive of the parts to a file of its own below /tmp; the caller removes it and frees
 * the path. The first part is stored, not packed. */
char *zip_parts_write(const struct zip_part *parts, size_t n);

#define XLSX_MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define XLSX_RELATION "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define XLSX_PACKAGE "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\""

/* A workbook of two sheets, Men and Offers, of which the first has these rows; texts by number are
 * "shared" and "two". Styles: 1 date, 2 month and year, 3 date and time, 4 time, 5 0000, 6 year.
 * Other parts stand in for, or beside, those of the same name. */
char *xlsx_write(const char *rows, const struct zip_part *opt_others, size_t n_others);

/* A spreadsheet of the tables in the XML, with the styles date, month, padded, and for tables
 * hidden. */
char *ods_write(const char *tables);

#endif
