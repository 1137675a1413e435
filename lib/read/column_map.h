/* Which column of a file is which column of the events, and how the file says "missing". */
#ifndef AWOL_READ_COLUMN_MAP_H
#define AWOL_READ_COLUMN_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/text.h"
#include "date/spelling.h"
#include "read/event_types.h"
#include "read/measure.h"
#include "read/numerals.h"

struct awol_codes;

/* In place of an event column: the file's column is not meant for the events, and known to be so.
 */
#define AWOL_SET_ASIDE "-"

/* A column that is none of the events, and read all the same: the date of the letter or newspaper
 * from which a row is taken. */
#define AWOL_DOCUMENT_DATE "document_date"

/* Stands for a number in a header text: dsrtdt# is dsrtdt01, dsrtdt02 … */
#define AWOL_COLUMN_NUMBER '#'

/* One wish: the event column (or AWOL_SET_ASIDE) is the file's column of that header text, which
 * may hold an AWOL_COLUMN_NUMBER; opt_title is another text that the header may have instead. Where
 * opt_event is given, it is so for events of that word only, and the row holds several. `must` is
 * true where a user named the column by hand. */
struct awol_column_wish {
    const char *opt_event;
    const char *column;
    const char *header;
    const char *opt_title;
    bool must;
};

/* A cell that says nothing, in the column of that header text (NULL: in every column). */
struct awol_column_missing {
    const char *opt_header;
    const char *text;
};

/* What a stretch of time says of an event: that it was at some time in it, or that it lasted so
 * long and is dated by its beginning. By default it is the one for events, and the other for what
 * lasts (states of TEI, attributes of GEDCOM). */
enum awol_from_to { AWOL_FROM_TO_BY_KIND, AWOL_FROM_TO_WINDOW, AWOL_FROM_TO_SPAN };

/* Owns its strings and arrays. Of two wishes for a column the earlier one holds. */
struct awol_column_map {
    struct awol_arena arena;
    struct awol_column_wish *wishes;
    size_t n_wishes;
    struct awol_column_missing *missing;
    size_t n_missing;
    char separator;           /* 0: from the header */
    char quote;               /* 0: '"' */
    size_t skip_lines;        /* above the header */
    size_t header_lines;      /* 0: one */
    const char **names;       /* of the columns, if a package gives them */
    size_t n_names;           /* 0: the file has a header */
    const char *opt_encoding; /* of the file, if not UTF-8; borrowed */
    const struct awol_spelling_settings *opt_spellings; /* dates are text, not EDTF; borrowed */
    const char *opt_calendar;                           /* of rows that say none; borrowed */
    int64_t about_days;                                 /* for ~ of EDTF; 0: it moves no end */
    struct awol_numerals numerals;                      /* how numbers are written */
    enum awol_measure_kind counts;                      /* what counts are (read/measure.h) */
    double rate_per;                                    /* men, for rates */
    const struct awol_codes *opt_codes;                 /* what codes mean; borrowed */
    bool is_strict;                                     /* what is doubtful is refused */
    bool has_compact_dates;                             /* dates are YYYYMMDD (date/compact.h) */
    const char *const *fill;      /* columns whose empty cells take those above (read/row_fill.h) */
    size_t n_fill;                /* the array is the caller's */
    const char *const *keep;      /* columns that go on as they are, at most AWOL_EVENT_MAX_KEPT */
    size_t n_keep;                /* the array is the caller's */
    struct awol_text constrained; /* fields whose constraints a package states: “a”, “b” */
    const char *opt_title;        /* of the collection that the file belongs to */
    enum awol_from_to from_to;
    const struct awol_event_types *opt_types; /* which events of a file are read; the caller's */
    const char *opt_sheet;                    /* of a workbook, by name or number; the caller's */
};

void awol_column_map_init(struct awol_column_map *map);
void awol_column_map_release(struct awol_column_map *map);

/* True if the stretch is one of something that lasts. */
bool awol_from_to_is_span(enum awol_from_to from_to, bool lasts);

/* True if the events have a column of that name, or it is AWOL_DOCUMENT_DATE. */
bool awol_column_is_known(const char *column);

/* "date" or "deserted:date": the column of the wish and its event, which live in `arena`.
 * AWOL_USAGE: no column of events (with the nearest), no word of events (with the list). */
enum awol_status awol_column_wish_name(struct awol_column_wish *wish, const char *text,
                                       struct awol_arena *arena, struct awol_error *opt_error);

/* Append a wish, a missing text; strings are copied. The name of the column is not checked. */
enum awol_status awol_column_map_wish(struct awol_column_map *map,
                                      const struct awol_column_wish *wish,
                                      struct awol_error *opt_error);
enum awol_status awol_column_map_missing(struct awol_column_map *map, const char *opt_header,
                                         const char *text, struct awol_error *opt_error);

/* Append what an option says: `date=Date of des.,count="No., all"`; a header text that holds a
 * comma or begins with a quote stands in quotes, quotes inside it doubled. `deserted:date=Left on`
 * is the date of events of that word; `-=Leave` sets a column aside. AWOL_USAGE: anything else, an
 * unknown column (with the nearest), a column twice in the option. */
enum awol_status awol_column_map_parse(struct awol_column_map *map, const char *text,
                                       struct awol_error *opt_error);

/* Append what a file says: lines `column = header text`, which may stand in quotes; empty lines and
 * lines that begin with # are passed over. AWOL_DATA with the place, AWOL_SYSTEM. */
enum awol_status awol_column_map_read(struct awol_column_map *map, const char *path,
                                      struct awol_error *opt_error);

#endif
