/* Which column of a file each column of the events takes: found once, at the header. */
#ifndef AWOL_READ_ROW_COLUMNS_H
#define AWOL_READ_ROW_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "base/stream.h"
#include "base/text.h"
#include "read/codes.h"
#include "read/column_map.h"
#include "read/wide.h"

struct awol_row_columns {
    struct awol_arena arena;
    const char *source;              /* the caller's */
    struct awol_row_layout base;     /* what all events of a row share */
    struct awol_row_layout *layouts; /* the events that a row may hold, at least one */
    size_t n_layouts;
    bool is_wide;      /* a row is a man and holds any number of them */
    const char *dates; /* the header texts of the dates of a wide row, for messages */
    const struct awol_codes *opt_codes; /* the caller's */
    const char **coded;                 /* names of the columns with codes */
    size_t *coded_from;                 /* those columns of the file */
    size_t n_coded;
    size_t kept[AWOL_EVENT_MAX_KEPT]; /* columns of the file that go on as they are */
    size_t n_kept;
    /* By the column of the file, texts that say "missing", NULL-terminated; NULL: none are. */
    const char *const **missing;
    struct awol_text unused;
};

/* The columns that a row may have: those of the events, and behind them AWOL_DOCUMENT_DATE. */
size_t awol_row_columns_n(void);
const char *awol_row_columns_name(size_t index);

/* The index of such a column, AWOL_NO_COLUMN if there is none of that name. */
size_t awol_row_columns_index(const char *name);

/* The column with that header text, AWOL_NO_COLUMN if there is none. */
size_t awol_row_columns_find(const struct awol_row *header, const char *text);

/* True if a wish sets the column of that header text aside. */
bool awol_row_columns_is_set_aside(const struct awol_column_map *opt_wishes, const char *header);

/* AWOL_DATA at the header: what, which columns there are, and which of them may be meant by the
 * text that was wanted. */
enum awol_status awol_row_columns_refuse(const struct awol_row_columns *columns,
                                         const struct awol_row *header, const char *what,
                                         const char *wanted, struct awol_error *opt_error);

/* Find the columns, as awol_row_map_new() says. Whatever is returned, the caller releases. */
enum awol_status awol_row_columns_init(struct awol_row_columns *columns,
                                       const struct awol_column_map *opt_wishes, const char *source,
                                       const struct awol_row *header, struct awol_error *opt_error);
void awol_row_columns_release(struct awol_row_columns *columns);

/* True if an event of the file has something in that event column. */
bool awol_row_columns_takes(const struct awol_row_columns *columns, size_t column);

/* True if anything is read from that column of the file. */
bool awol_row_columns_reads(const struct awol_row_columns *columns, size_t from);

/* True if the cell says nothing in that column of the file. */
bool awol_row_columns_is_missing(const struct awol_row_columns *columns, size_t from,
                                 const char *cell);

#endif
