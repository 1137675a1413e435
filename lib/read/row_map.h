/* From a row of somebody's table to an event: the columns found once, then row by row. Shared by
 * every reader whose format has rows and a header. */
#ifndef AWOL_READ_ROW_MAP_H
#define AWOL_READ_ROW_MAP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "base/stream.h"
#include "read/column_map.h"
#include "record/event.h"

struct awol_row_map;

/* Find the columns: the wishes of opt_wishes first, then every column that bears the name of an
 * event column by itself. AWOL_DATA at the header: a column that a user named is not there (with
 * the nearest), or none gives the date (with the columns seen). Everything is copied. */
enum awol_status awol_row_map_new(const struct awol_column_map *opt_wishes, const char *source,
                                  const struct awol_row *header, struct awol_row_map **ret_map,
                                  struct awol_error *opt_error);
void awol_row_map_free(struct awol_row_map *map);

/* A row was lost that was never begun, because it is no whole row, or one that stands elsewhere:
 * what the next one would take from the row before it (eodem) it cannot have. */
void awol_row_map_forget(struct awol_row_map *map);

/* What stands in a cell behind the last column with a name, which is not read. */
extern const char awol_row_map_beyond[];

/* What a reader doubts of a row, by a static text: counted and told, or AWOL_DATA where the user is
 * strict. */
enum awol_status awol_row_map_doubt(struct awol_row_map *map, struct awol_place place,
                                    const char *column, const char *cell, const char *reason,
                                    struct awol_error *opt_error);

/* How many doubts there were of all rows so far. */
size_t awol_row_map_n_doubts(const struct awol_row_map *map);

/* Begin a row; its cells must stay where they are until the next one. `line` is where the row
 * begins. AWOL_DATA with the place of the cell at fault: nothing of the row is read then, not even
 * those of its events that are in order. */
enum awol_status awol_row_map_begin(struct awol_row_map *map, const struct awol_row *row,
                                    size_t line, struct awol_error *opt_error);

/* The next event of the row; its texts live as long as the row's and until the next call.
 * *ret_found is false where there are no more.
 *
 * Where wishes name several dates, a row is a man: each date that is not missing is an event, of
 * the word that its wish names. `person` is the row's person, else its id (unless it counts men),
 * and the id of the event is that of the row, a slash and the header text of its date.
 *
 * Where the wishes have opt_spellings, the date is what date/spelling.h reads, in the calendar of
 * the column `calendar` or else of the settings; eodem and ditto are the date of the row before.
 * Days that "about" moved out stand in earliest and latest, and the rule says so. Otherwise the
 * date is EDTF in the calendar of the column `calendar`; with `julian` the event's date is the
 * same days in the Gregorian calendar, and `text` keeps what was written. A set of dates counts as
 * the shortest span that holds them all. Where the row has none, `text` is the date as written,
 * `rule` is edtf-0, edtf-1 or edtf-2, its level (julian-edtf-0 …), and `id` is SOURCE:LINE, which
 * stays the same as long as the file does. */
enum awol_status awol_row_map_next(struct awol_row_map *map, struct awol_event *ret_event,
                                   bool *ret_found, struct awol_error *opt_error);

/* Both, for a row that holds one event. */
enum awol_status awol_row_map_event(struct awol_row_map *map, const struct awol_row *row,
                                    size_t line, struct awol_event *ret_event,
                                    struct awol_error *opt_error);

/* True if a row is one event, whatever the rows before it: there are neither several dates in a row
 * nor dates that refer to the row before. */
bool awol_row_map_is_plain(const struct awol_row_map *map);

/* The column of the file that an event column takes, AWOL_NO_COLUMN if none. */
size_t awol_row_map_column(const struct awol_row_map *map, size_t event_column);

/* Texts that say nothing in a column of the file besides "" and NA, NULL-terminated; NULL: none. */
const char *const *awol_row_map_missing(const struct awol_row_map *map, size_t column);

/* What is to be told of the rows so far: the sentence with that index, which lives until the next
 * call; NULL behind the last. */
const char *awol_row_map_remark(struct awol_row_map *map, size_t index);

/* The columns of the file that no event column takes, "a, b, c"; "" if there are none. Columns
 * without a name are counted. */
const char *awol_row_map_unused(const struct awol_row_map *map);

/* Whether anything is read from a column of the file, by its place in the header. */
bool awol_row_map_reads(const struct awol_row_map *map, size_t column);

/* The extra columns of events (record/event.h) that the file has. */
unsigned awol_row_map_extras(const struct awol_row_map *map);

#endif
