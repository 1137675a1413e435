/* Events of a record file, counted as they are read; of a large table by several threads, where the
 * rows that say the same are counted before they are understood once. */
#ifndef AWOL_COUNT_DIRECT_H
#define AWOL_COUNT_DIRECT_H

#include <stddef.h>

#include "base/status.h"
#include "count/report.h"
#include "count/tally.h"
#include "read/reader.h"
#include "record/series.h"

struct awol_direct {
    const char *path;
    const struct awol_reader_settings *settings;
    struct awol_reader *reader; /* of that path and those settings, of which nothing was read */
    const struct awol_tally_options *options;

    /* Told of every row, in the order of the file where it was refused: opt_reading is NULL for n
     * rows that were not. A status other than AWOL_OK ends the reading. */
    enum awol_status (*heed)(void *context, const struct awol_reader *reader, size_t n,
                             const struct awol_reading *opt_reading, struct awol_error *opt_error);
    void *context;
};

/* Take up every event of the file. The tally, the series and the report, which must be new, are the
 * same as if each row was added in turn. AWOL_SYSTEM, AWOL_DATA: the file cannot be read to its
 * end. */
enum awol_status awol_direct_add(const struct awol_direct *direct, struct awol_tally *tally,
                                 struct awol_series *series, struct awol_count_report *report,
                                 struct awol_error *opt_error);

#endif
