/* A table as people and other programs want it: aligned text, CSV, TSV, JSON, Markdown, LaTeX. */
#ifndef AWOL_BASE_FORMAT_H
#define AWOL_BASE_FORMAT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/number.h"
#include "base/table.h"
#include "base/text.h"

struct awol_format_settings {
    int digits;          /* significant digits of numbers with a fraction; 0 = as they stand */
    const char *caption; /* NULL = none; formats that have no place for one leave it out */
};

/* A table and how it is to be shown, as the formats get it. */
struct awol_format_view {
    const struct awol_table *table;
    const struct awol_format_settings *settings;
    const bool *is_number_column;
    bool is_key_value;
};

/* One format is one row of the registry below. */
struct awol_table_format {
    const char *name;
    const char *suffix; /* of a file's name, with its point */
    /* Append the whole table to text; a failure to do so is kept in text->failed. */
    void (*write)(struct awol_text *text, const struct awol_format_view *view);
};

extern const struct awol_table_format awol_table_formats[];
extern const size_t awol_table_formats_n;

/* The names in the order of the registry, NULL-terminated, for a list of choices. */
extern const char *const awol_table_format_names[];

/* By name; NULL if there is none. */
const struct awol_table_format *awol_table_format_find(const char *name);

/* By the end of a file's name, whatever its case; NULL if there is none. */
const struct awol_table_format *awol_table_format_of_path(const char *path);

/* Append the table to a text. */
enum awol_status awol_table_format_append(const struct awol_table_format *format,
                                          const struct awol_table *table,
                                          const struct awol_format_settings *settings,
                                          struct awol_text *text, struct awol_error *opt_error);

/* Write the table to file, which stays the caller's. AWOL_MEMORY; AWOL_SYSTEM if not all of it
 * could be written. */
enum awol_status awol_table_format_write(const struct awol_table_format *format,
                                         const struct awol_table *table,
                                         const struct awol_format_settings *settings, FILE *file,
                                         struct awol_error *opt_error);

/* ---- for the formats ------------------------------------------------------------------------ */

/* True where the cell is a number of a number column, or a number among the values of a table of
 * keys and values. In a number column each cell that is not missing is a number, and there is one;
 * columns of names, dates and pages are text even where all of them look like numbers. */
bool awol_format_is_number(const struct awol_format_view *view, size_t row, size_t column);

/* The text of a cell after rounding; either the cell itself or buffer. */
const char *awol_format_cell(const struct awol_format_view *view, size_t row, size_t column,
                             char buffer[static AWOL_NUMBER_SIZE]);

/* Characters of UTF-8, which are columns of a terminal for the scripts of our sources. */
size_t awol_format_width(const char *string);

void awol_format_write_text(struct awol_text *text, const struct awol_format_view *view);
void awol_format_write_csv(struct awol_text *text, const struct awol_format_view *view);
void awol_format_write_tsv(struct awol_text *text, const struct awol_format_view *view);
void awol_format_write_json(struct awol_text *text, const struct awol_format_view *view);
void awol_format_write_markdown(struct awol_text *text, const struct awol_format_view *view);
void awol_format_write_latex(struct awol_text *text, const struct awol_format_view *view);

#endif
