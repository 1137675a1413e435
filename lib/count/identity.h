/* The same man in two rows: found, told, and counted once where that is asked for. */
#ifndef AWOL_COUNT_IDENTITY_H
#define AWOL_COUNT_IDENTITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/stream.h"
#include "count/rows.h"

enum awol_same { AWOL_SAME_NONE, AWOL_SAME_ID, AWOL_SAME_NAME };

#define AWOL_SAME_THRESHOLD 0.85

struct awol_same_options {
    enum awol_same by;
    double threshold; /* least score of a pair, in (0,1] */
    int64_t days;     /* how far apart the dates of a pair may lie; 0: they share a day */
    bool merge;
};

enum awol_pair_reason { AWOL_PAIR_ID, AWOL_PAIR_NAME, AWOL_PAIR_ALIKE, AWOL_PAIR_TWICE };

/* Two rows, a before b. */
struct awol_pair {
    size_t a, b;
    int64_t apart;  /* days between their dates, 0 if they share one */
    int64_t within; /* days that hold both dates whole */
    double score;
    enum awol_pair_reason reason;
    size_t kept; /* the row that stands for both where they are merged, else SIZE_MAX */
};

/* Pairs: best score first, then nearest and narrowest dates, then in the order of the rows. */
struct awol_pairs {
    struct awol_pair *pairs;
    size_t n;
    size_t n_rows;       /* rows that are in any */
    size_t n_twice;      /* pairs of rows that one source has twice */
    size_t *merged_into; /* for each row the one that stands for it, SIZE_MAX: itself; NULL where
                            nothing is merged */
    size_t n_merged;     /* rows for which another stands */
};

/* Find pairs among the rows with wanted[row]. A row takes part if it is one man who has an id
 * (person) or a name (name, else person), and a date that is closed.
 *
 * A pair are rows of two sources (the columns source and reported_by) whose dates share a day or
 * lie at most `days` apart and whose events can be one: deserted, absent, surrendered and captured
 * are, every other word only with itself. By id: the same person. By name: the same unit (as
 * awol_name_key()) and names that are at least `threshold` alike (awol_name_similarity(), the
 * score). Rows of one source are a pair only where they are the same in every column but id.
 *
 * AWOL_DATA where no wanted row takes part. Merging goes through the pairs, best first; no row
 * stands for two rows of one source, or a source that tells of two men would lose one; and any two
 * rows that one stands for are a pair. What is preferred stands for what is not, then the own side
 * for others, then the narrower date, then the earlier row. */
enum awol_status awol_identity_find(const struct awol_event_rows *rows, const bool *wanted,
                                    const struct awol_same_options *options,
                                    struct awol_pairs *ret_pairs, struct awol_error *opt_error);
void awol_pairs_release(struct awol_pairs *pairs);

/* What the man of a row is called: his name, else the column person; "" if neither. */
const char *awol_event_called(const struct awol_event *event);

#endif
