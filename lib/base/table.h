/* One table in memory: named columns of text cells, each of which knows where it stood in a file.
 */
#ifndef AWOL_BASE_TABLE_H
#define AWOL_BASE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/text.h"

#define AWOL_NA "NA"
#define AWOL_NO_COLUMN SIZE_MAX

/* Row-major; the strings belong to the arena of the table. `source` is the file it was read from
 * ("" for a table made in memory), `notes` are its own comment lines without "# ". `places` is NULL
 * until a row is appended that has some. */
struct awol_table {
    struct awol_arena arena;
    const char *name;
    const char *source;
    const char **columns;
    size_t n_columns;
    const char **cells;
    struct awol_place *places;
    size_t n_rows;
    size_t capacity;
    const char **notes;
    size_t n_notes;
    struct awol_table_number *numbers; /* texts of late, NULL while there are few rows */
};

/* One row where it stands; places is NULL where nobody knows them. */
struct awol_row {
    const char *const *cells;
    const struct awol_place *places;
    size_t n;
};

/* A table of a name without columns; source is the file that messages name. The caller releases it.
 */
enum awol_status awol_table_init(struct awol_table *table, const char *name, const char *source,
                                 struct awol_error *opt_error);
void awol_table_release(struct awol_table *table);

/* Columns are added before the first row. */
enum awol_status awol_table_add_column(struct awol_table *table, const char *column,
                                       struct awol_error *opt_error);
enum awol_status awol_table_add_note(struct awol_table *table, const char *note,
                                     struct awol_error *opt_error);

/* Make room for so many further rows at once, where their number is known; without it the table
 * grows as rows are appended. AWOL_MEMORY. */
enum awol_status awol_table_reserve(struct awol_table *table, size_t n_rows,
                                    struct awol_error *opt_error);

/* Append a row of n_columns cells, copied; places may be NULL. A NULL cell becomes NA. */
enum awol_status awol_table_append(struct awol_table *table, const char *const *cells,
                                   const struct awol_place *opt_places,
                                   struct awol_error *opt_error);

/* Append a row of NAs, to be filled by the setters below. */
enum awol_status awol_table_append_empty(struct awol_table *table, struct awol_error *opt_error);

/* Replace one cell; the text is copied. NaN is written NA. Setting a column that is AWOL_NO_COLUMN
 * does nothing. */
enum awol_status awol_table_set(struct awol_table *table, size_t row, size_t column,
                                const char *text, struct awol_error *opt_error);
enum awol_status awol_table_set_number(struct awol_table *table, size_t row, size_t column,
                                       double value, struct awol_error *opt_error);

/* Index of a column, AWOL_NO_COLUMN if absent. */
size_t awol_table_find(const struct awol_table *table, const char *column);

/* Index of a column that must be there: AWOL_DATA with the columns seen otherwise. */
enum awol_status awol_table_require(const struct awol_table *table, const char *column,
                                    size_t *ret_index, struct awol_error *opt_error);

/* A row, valid until one is appended. */
struct awol_row awol_table_row(const struct awol_table *table, size_t row);

/* The text of a cell; NA for AWOL_NO_COLUMN. */
const char *awol_table_cell(const struct awol_table *table, size_t row, size_t column);

/* Where a cell stood (0,0 for a table made in memory). */
struct awol_place awol_table_place(const struct awol_table *table, size_t row, size_t column);

/* True if the cell is empty or NA, or the column absent. */
bool awol_table_is_missing(const struct awol_table *table, size_t row, size_t column);

/* A number; NaN where missing. AWOL_DATA with file:line:column for anything else. */
enum awol_status awol_table_number(const struct awol_table *table, size_t row, size_t column,
                                   double *ret_value, struct awol_error *opt_error);

/* Fill opt_error with a message about one cell. Returns AWOL_DATA. */
enum awol_status awol_table_error(const struct awol_table *table, size_t row, size_t column,
                                  struct awol_error *opt_error, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* As in base/status.h. */
#if defined(__clang_analyzer__) && !defined(AWOL_BASE_TABLE_C)
#define awol_table_error(...) (awol_table_error(__VA_ARGS__), AWOL_DATA)
#endif

#endif
