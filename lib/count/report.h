/* What counting did that its user must know: each kind of remark once, with how often and the first
 * case. */
#ifndef AWOL_COUNT_REPORT_H
#define AWOL_COUNT_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "record/series.h"

/* X(name, text): "TEXT: N (first: EXAMPLE)" is what a user reads. */
#define AWOL_REMARK_LIST(X)                                                                        \
    X(UNREAD, "columns of the events that are not read")                                           \
    X(OPEN, "rows without a closed date are not counted")                                          \
    X(OUTSIDE, "rows that lie only partly between --from and --to are not counted")                \
    X(SAME, "pairs of rows that may be one man are counted as two men (--pairs lists them, "       \
            "--merge-same counts them once)")                                                      \
    X(APART, "pairs of rows that may be one man are left apart, for one of them is more like "     \
             "another row (--pairs lists them)")                                                   \
    X(MERGED, "rows are not counted, for another row stands for the man")                          \
    X(LATER, "later events of men whose first is counted are not counted")                         \
    X(UNSURE_FIRST, "men of whose events any may be the first: the one that can be the earliest "  \
                    "is counted")                                                                  \
    X(RIVAL, "rows beside another of the same unit and days are rivals and not counted")           \
    X(FLOATING, "men whose days are wider than those of others are in totals over all of them")    \
    X(WIDENED, "totals that cross the bins became lower bounds over all the bins they touch")      \
    X(PARTLY, "bins that reports fill only in part are lower bounds (--complete states that "      \
              "nothing is missing)")                                                               \
    X(IMPLIED, "lower bounds that say nothing beyond other counts are set aside (preferred=no)")   \
    X(CROSSING, "lower bounds that cross a count of their unit are set aside (preferred=no)")      \
    X(NARROWER, "lower bounds that cross or equal a better one are set aside (preferred=no)")      \
    X(PART_OF, "counts of parts of a unit that is counted itself became its lower bounds")         \
    X(YIELDED, "lower bounds of a unit whose parts are counted are set aside (preferred=no)")      \
    X(ABOVE, "rows of units above --unit cannot be divided and are set aside (preferred=no)")      \
    X(UNNAMED, "men at risk whose basis the record does not name stand beside a named one")        \
    X(NO_MEN, "counts without a strength to stand against have no rate")

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
    const char *basis; /* of the men at risk, "" if there are none; belongs to the literal list */
    bool has_bounds;   /* `men` is short of some */
    size_t n_rows;     /* event rows counted */
    size_t n_returns;  /* rows of men who came back, where these are taken from the count */
    double men;        /* least number of men in the outermost preferred spans */
    size_t n_spans;    /* preferred spans */
    size_t n_units;    /* units that have any */
    /* What all counted rows agree on: NULL where none was counted, "" where they differ or one is
     * silent. They belong to the lists of words. */
    const char *event;
    const char *to;
    const char *reported_by;
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
