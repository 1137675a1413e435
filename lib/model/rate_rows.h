/* The rates of all bins of a campaign: bins whose rate is the same whatever the parameters are one
 * row, and are computed once. */
#ifndef AWOL_MODEL_RATE_ROWS_H
#define AWOL_MODEL_RATE_ROWS_H

#include <stdbool.h>

#include "model/campaign.h"
#include "model/layout.h"

struct awol_rate_rows {
    size_t n, n_parameters;
    size_t *first; /* [n_units] where the bins of a unit begin in `of` */
    size_t *of;    /* row of each bin */
    double *rates; /* [n] departures per man (or of all) and day */
    double *d_log; /* [n][n_parameters] derivatives of their logarithms */
    /* Rates at these parameters (printed scale), which must stay; derivatives where `slopes`. */
    void (*set)(struct awol_rate_rows *rows, const double *parameters, bool slopes);
    void *own;
    void (*free)(void *own);
};

/* Room for the bins; _finish makes room for the rates once n is known. The caller releases the
 * rows, also after a failure. AWOL_MEMORY. */
enum awol_status awol_rate_rows_begin(struct awol_rate_rows *rows,
                                      const struct awol_campaign *campaign,
                                      struct awol_error *opt_error);
enum awol_status awol_rate_rows_finish(struct awol_rate_rows *rows, size_t n_parameters,
                                       struct awol_error *opt_error);
void awol_rate_rows_release(struct awol_rate_rows *rows);

/* Those of newcomers.h. What is pointed at must outlive them. AWOL_MEMORY; then nothing is to be
 * released. */
enum awol_status awol_rate_rows_newcomers(struct awol_rate_rows *rows,
                                          const struct awol_campaign *campaign,
                                          const struct awol_setup *setup,
                                          const struct awol_layout *layout,
                                          struct awol_error *opt_error);

/* Row of bin t of unit u of the campaign. */
static inline size_t awol_rate_row_of(const struct awol_rate_rows *rows, size_t u, size_t t)
{
    return rows->of[rows->first[u] + t];
}

#endif
