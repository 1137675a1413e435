/* One thread of count/direct.h: rows in bulk to a gathering. What a row means is asked of a reader
 * once for all rows whose cells are the same bytes. */
#ifndef AWOL_COUNT_WORKER_H
#define AWOL_COUNT_WORKER_H

#include <stdbool.h>

#include "count/gather.h"
#include "count/tally.h"
#include "read/bulk.h"
#include "read/reader.h"

/* Which columns of the file say something of what is counted. */
struct awol_count_columns {
    size_t file[AWOL_EVENT_MAX_COLUMNS]; /* columns of the file, the unit and the source first */
    size_t n;
    size_t unit, source, person; /* indices in `file`, AWOL_NO_COLUMN if none */
    const char *const *person_missing;
};

/* A record that is read one by one, and how many bytes of the file it takes. */
struct awol_odd_record {
    struct awol_row_place place;
    uint64_t offset;
    size_t length;
};

/* The first letter of a class. */
#define AWOL_CLASS_MAN 'm'  /* a man in a bin, whatever his day */
#define AWOL_CLASS_DAYS 'd' /* days */

struct awol_piece_lines {
    size_t index;
    size_t n_lines;
};

/* What all threads share; it is not written to. */
struct awol_count_plan {
    const char *path;
    const struct awol_reader_settings *settings;
    const struct awol_tally_options *options;
    const struct awol_count_columns *columns;
    bool by_bins; /* men of one bin are alike */
    size_t most_keys;
    size_t most_odd; /* records for one thread; more, and the file is not for this */
};

struct awol_count_worker {
    const struct awol_count_plan *plan;
    struct awol_reader *reader; /* its own */
    struct awol_gathering gathering;
    struct awol_memo keys, units, sources; /* to classes, and to the words of the gathering */
    uint64_t n_rows;                       /* without the odd records */
    struct awol_odd_record *odd;
    size_t n_odd, odd_capacity;
    bool has_many_odd;
    struct awol_piece_lines *pieces;
    size_t n_pieces, pieces_capacity;
    char *text; /* keys of a batch */
};

/* Find the columns. */
void awol_count_columns_find(struct awol_count_columns *columns, const struct awol_reader *reader);

/* Zero-initialise, set the plan. */
void awol_count_worker_release(struct awol_count_worker *worker);

/* Take pieces until there are none. Its status is that of the first failure. */
enum awol_status awol_count_worker_run(struct awol_count_worker *worker, struct awol_pieces *pieces,
                                       const struct awol_layout *layout,
                                       struct awol_error *opt_error);

#endif
