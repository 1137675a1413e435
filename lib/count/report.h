/* What counting did that its user must know: each kind of remark once, with how often and the first
 * case. */
#ifndef AWOL_COUNT_REPORT_H
#define AWOL_COUNT_REPORT_H

#include <stddef.h>

#include "record/series.h"

/* X(name, text): "N TEXT (first: EXAMPLE)" is what a user reads. */
#define AWOL_REMARK_LIST(X)                                                                        \
    X(OPEN, "rows have no closed date and are not counted")                                        \
    X(OUTSIDE, "rows lie only partly between --from and --to and are not counted")                 \
    X(RIVAL, "rows stand beside another of the same side, unit and days and are not counted")      \
    X(FLOATING, "men could have left in more than one bin: they are in totals over those bins")    \
    X(WIDENED, "totals cross the bins and became lower bounds over all the bins they touch")       \
    X(PARTLY, "bins are filled only in part by reports and are lower bounds (--complete says "     \
              "that nothing is missing)")                                                          \
    X(IMPLIED, "lower bounds say nothing beyond exact counts and are carried as preferred=no")     \
    X(CROSSING, "lower bounds cross a count of their own unit and are carried as preferred=no")    \
    X(NARROWER, "lower bounds cross a narrower one and are carried as preferred=no")               \
    X(PART_OF, "counts are of parts of a larger unit that is counted itself and became its lower " \
               "bounds")                                                                           \
    X(YIELDED, "lower bounds of a larger unit whose parts are counted are carried as "             \
               "preferred=no")                                                                     \
    X(ABOVE, "rows are of units above --unit, cannot be divided, and are carried as preferred=no") \
    X(NO_MEN, "counts have no strength to stand against, so that they have no rate")

enum awol_remark {
#define AWOL_REMARK_ENUM(name, text) AWOL_REMARK_##name,
    AWOL_REMARK_LIST(AWOL_REMARK_ENUM)
#undef AWOL_REMARK_ENUM
        AWOL_N_REMARKS
};

#define AWOL_EXAMPLE_SIZE 320

struct awol_count_report {
    size_t n[AWOL_N_REMARKS];
    char examples[AWOL_N_REMARKS][AWOL_EXAMPLE_SIZE];
    size_t n_rows;  /* event rows counted */
    double men;     /* least number of men in the outermost preferred spans */
    size_t n_spans; /* preferred spans */
    size_t n_units; /* units that have any */
};

/* Text of a remark, as in the list. */
const char *awol_remark_text(enum awol_remark remark);

/* Add n cases of a remark; the first gives the example "UNIT, FIRST to LAST". */
void awol_report_add(struct awol_count_report *report, enum awol_remark remark, size_t n,
                     const struct awol_series *series, const struct awol_series_span *span);

/* "UNIT, 1778-06-18 to 1778-07-05", both days included. */
void awol_span_describe(const struct awol_series *series, const struct awol_series_span *span,
                        char buffer[static AWOL_EXAMPLE_SIZE]);

#endif
