/* What is attributed to the offer under the other readings of what bunches. */
#ifndef AWOL_EXPLAIN_READINGS_H
#define AWOL_EXPLAIN_READINGS_H

#include "base/status.h"
#include "estimate/refit.h"
#include "explain/attribute.h"

enum { AWOL_READING_ROWS = 3 };

/* The readings by the order of the table bracket: background, timing, clustering. */
struct awol_reading_row {
    const char *name;    /* "timing" */
    const char *meaning; /* what it gives to comrades */
    bool is_own;         /* the fit's own: totals are not filled */
    bool is_fitted;      /* totals can be used */
    bool is_told;        /* the fit prints an eta under this reading */
    double totals[AWOL_TOTALS];
};

/* True if the fit has an eta of which there are readings. */
bool awol_readings_apply(const struct awol_refit *refit);

/* The fit's own reading; NULL where it is none of the three. */
const struct awol_reading_row *awol_reading_own(const struct awol_reading_row *rows);

/* Name the rows; with `fit` fit the record under those that are not the fit's own, and attribute
 * it. What cannot be fitted stays unfilled. */
enum awol_status awol_readings_fill(const struct awol_refit *refit, bool fit, size_t n_threads,
                                    struct awol_reading_row rows[static AWOL_READING_ROWS],
                                    struct awol_error *opt_error);

#endif
