/* From a row of somebody's table to an event: the columns found once, then row by row. Shared by
 * every reader whose format has rows and a header. */
#ifndef AWOL_READ_ROW_MAP_H
#define AWOL_READ_ROW_MAP_H

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

/* The event of a row; its texts live as long as the row's and until the next call. `line` is where
 * the row begins. AWOL_DATA with the place of the cell at fault.
 *
 * Where the wishes have opt_spellings, the date is what date/spelling.h reads, in the calendar of
 * the column `calendar` or else of the settings; eodem and ditto are the date of the row before.
 * Days that "about" moved out stand in earliest and latest, and the rule says so. Otherwise the
 * date is EDTF in the calendar of the column `calendar`; with `julian` the event's date is the
 * same days in the Gregorian calendar, and `text` keeps what was written. A set of dates counts as
 * the shortest span that holds them all. Where the row has none, `text` is the date as written,
 * `rule` is edtf-0, edtf-1 or edtf-2, its level (julian-edtf-0 …), and `id` is SOURCE:LINE, which
 * stays the same as long as the file does. */
enum awol_status awol_row_map_event(struct awol_row_map *map, const struct awol_row *row,
                                    size_t line, struct awol_event *ret_event,
                                    struct awol_error *opt_error);

/* The columns of the file that no event column takes, "a, b, c"; "" if there are none. Columns
 * without a name are counted. */
const char *awol_row_map_unused(const struct awol_row_map *map);

/* The extra columns of events (record/event.h) that the file has. */
unsigned awol_row_map_extras(const struct awol_row_map *map);

#endif
