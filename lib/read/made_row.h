/* Rows that a reader makes itself, of a format without columns: each goes through read/row_map.h,
 * as the rows of a table do, so that dates, counts and words are checked in one place. */
#ifndef AWOL_READ_MADE_ROW_H
#define AWOL_READ_MADE_ROW_H

#include "read/reader.h"

/* The event columns that such readers fill: X(name). */
#define AWOL_MADE_CELLS(X)                                                                         \
    X(id)                                                                                          \
    X(person)                                                                                      \
    X(name)                                                                                        \
    X(rank)                                                                                        \
    X(unit)                                                                                        \
    X(date)                                                                                        \
    X(count)                                                                                       \
    X(event)                                                                                       \
    X(place)                                                                                       \
    X(source)                                                                                      \
    X(page)                                                                                        \
    X(qualifier)                                                                                   \
    X(text)                                                                                        \
    X(rule)

/* One row; texts that are NULL or "" say nothing. They live until the reading is done with. */
struct awol_made_row {
#define AWOL_MADE_FIELD(name) const char *name;
    AWOL_MADE_CELLS(AWOL_MADE_FIELD)
#undef AWOL_MADE_FIELD
    enum awol_calendar calendar;      /* of the text; `date` is Gregorian */
    const struct awol_span *opt_when; /* days that reach beyond the date, as for circa */
    const char *opt_doubt;            /* why the date may not be what was meant; static */
    const char *opt_several;          /* pointers of which one was taken */
    struct awol_place where, date_where;
    const char *opt_refusal; /* why the row is refused, at refusal_where */
    struct awol_place refusal_where;
    const char *raw; /* as it stands in the file */
    size_t raw_length;
};

struct awol_made_rows;

/* `source` stays the caller's; of the columns, only whether what is doubtful is refused counts.
 * about_days: by how much ~ moves a date that has no opt_when. */
enum awol_status awol_made_rows_new(const char *source, const struct awol_column_map *columns,
                                    int64_t about_days, struct awol_made_rows **ret_rows,
                                    struct awol_error *opt_error);
void awol_made_rows_free(struct awol_made_rows *rows);

/* The reading of a row: an event, or its refusal. */
enum awol_status awol_made_rows_read(struct awol_made_rows *rows, const struct awol_made_row *row,
                                     struct awol_reading *ret_reading,
                                     struct awol_error *opt_error);

/* What is to be told of the rows so far, as awol_row_map_remark(). */
const char *awol_made_rows_remark(struct awol_made_rows *rows, size_t index);

/* AWOL_USAGE where the user named columns, or said that dates are compact: the format, as its maker
 * calls it, has neither. It would otherwise be passed over in silence. */
enum awol_status awol_made_rows_refuse_columns(const char *source, const char *format,
                                               const struct awol_column_map *columns,
                                               struct awol_error *opt_error);

/* AWOL_DATA for a file that gave no row: because no event has a type that is read (`others` lists
 * them, "" if there are none), or for the reason given. */
enum awol_status awol_made_rows_refuse_file(const char *source, const char *others,
                                            const char *reason, struct awol_error *opt_error);

#endif
