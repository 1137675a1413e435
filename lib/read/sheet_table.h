/* One sheet of a workbook as a table: a header, and rows of as many cells. */
#ifndef AWOL_READ_SHEET_TABLE_H
#define AWOL_READ_SHEET_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/status.h"
#include "base/stream.h"

struct awol_sheet_table;

struct awol_sheet_settings {
    const char *opt_sheet; /* name, else number among those that are not hidden; NULL: the first */
    size_t skip_lines;     /* rows above the header */
    size_t header_lines;   /* 0: one */
};

/* Open the workbook that is in a file, .xlsx or .ods, and read the header of a sheet: the first
 * rows, below those to be skipped, in which anything stands; see read/header.h for several. file
 * and source stay the caller's.
 *
 * AWOL_DATA: the file is no workbook, with what it is; it is damaged; there is no such sheet (with
 * the nearest); the sheet is empty; a column stands in the header twice. */
enum awol_status awol_sheet_table_open(FILE *file, const char *source,
                                       const struct awol_sheet_settings *settings,
                                       struct awol_sheet_table **ret_table,
                                       struct awol_error *opt_error);
void awol_sheet_table_close(struct awol_sheet_table *table);

/* The names of the columns, up to the last that has one, and where they stand. */
struct awol_row awol_sheet_table_header(const struct awol_sheet_table *table);

/* Which sheets are not read, a sentence; "" if there is no other or one was asked for. */
const char *awol_sheet_table_note(const struct awol_sheet_table *table);

/* Add the same to a refusal of this sheet: another may be meant. Other errors stay as they are. */
void awol_sheet_table_hint(const struct awol_sheet_table *table, struct awol_error *opt_error);

/* The next row that is not empty, valid until the next call; *ret_found is false behind the last.
 * Places are for awol_sheet_table_settle(). AWOL_DATA ends the reading. */
enum awol_status awol_sheet_table_next(struct awol_sheet_table *table, struct awol_row *ret_row,
                                       bool *ret_found, struct awol_error *opt_error);

/* The number of that row. */
size_t awol_sheet_table_line(const struct awol_sheet_table *table);

/* What stands in the first cell of that row behind the last column that has a name; NULL if there
 * is none. */
const char *awol_sheet_table_beyond(const struct awol_sheet_table *table,
                                    struct awol_place *ret_place);

/* Check what the cells of that row show: AWOL_DATA where one that `is_read` says is wanted has no
 * value to be read (an error, a formula without a result). */
enum awol_status awol_sheet_table_check(const struct awol_sheet_table *table,
                                        bool (*is_read)(const void *context, size_t column),
                                        const void *context, struct awol_error *opt_error);

/* That row with commas between its cells, to be read again as csv. */
const char *awol_sheet_table_text(struct awol_sheet_table *table, size_t *ret_length);

/* The header in the same way, with the rows above it, so that the same options hold. */
const char *awol_sheet_table_head(const struct awol_sheet_table *table, size_t *ret_length);

/* The place of a fault in a cell: the row, the column, and the name that the sheet has for both
 * before the message. Other failures are left as they are. */
void awol_sheet_table_settle(struct awol_error *error);

#endif
