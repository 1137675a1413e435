/* What stands in the folder of a campaign: the records, and what goes with them. */
#ifndef AWOL_REPORT_DATASET_H
#define AWOL_REPORT_DATASET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "base/text.h"

/* Files that go with the records, by their names; NULL where there is none. */
enum awol_dataset_part {
    AWOL_DATASET_OFFERS,
    AWOL_DATASET_CIRCUMSTANCES,
    AWOL_DATASET_STRENGTH,
    AWOL_DATASET_UNITS,
    AWOL_DATASET_SOURCE,
    AWOL_DATASET_PACKAGE,
    AWOL_DATASET_N_PARTS
};

struct awol_dataset {
    const char *folder;
    const char *records; /* the name of the file */
    bool is_series;      /* it is no records but counts already: series.csv or series.tsv */
    const char *parts[AWOL_DATASET_N_PARTS];
    struct awol_arena arena;
};

/* Look into a folder. The records are the one file whose name ends as a file of records does and
 * that is none of the other parts, nor sums.csv, rates.csv, costs.csv; where there are several,
 * opt_records says which. The caller releases it. AWOL_SYSTEM: no such folder. AWOL_DATA: no
 * records, or several (which are named). */
enum awol_status awol_dataset_open(struct awol_dataset *dataset, const char *folder,
                                   const char *opt_records, struct awol_error *opt_error);
void awol_dataset_release(struct awol_dataset *dataset);

/* Copy all of it into data/ of another folder. */
enum awol_status awol_dataset_copy(const struct awol_dataset *dataset, const char *to,
                                   struct awol_error *opt_error);

#endif
