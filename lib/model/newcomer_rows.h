/* The rates of newcomers of all bins of a campaign: bins whose rate is the same whatever the
 * parameters are one row, and are computed once. */
#ifndef AWOL_MODEL_NEWCOMER_ROWS_H
#define AWOL_MODEL_NEWCOMER_ROWS_H

#include <stdbool.h>

#include "model/newcomers.h"

struct awol_newcomer_rows {
    struct awol_newcomers newcomers;
    size_t n, n_parameters;
    struct awol_newcomer_row {
        const struct awol_campaign_unit *unit; /* a bin of the row */
        size_t t;
        double rate, factor; /* as awol_newcomers_rate() gives them; set by _set() */
    } * rows;
    size_t *first;   /* [n_units] where the bins of a unit begin in `of` */
    size_t *of;      /* row of each bin */
    double *columns; /* of each row, awol_newcomers_columns() */
    double *d_log;   /* [n][n_parameters] derivatives of log(rate * factor); set by _set() */
};

/* Find the rows. What is pointed at must outlive them; the caller releases them. AWOL_MEMORY. */
enum awol_status awol_newcomer_rows_init(struct awol_newcomer_rows *rows,
                                         const struct awol_campaign *campaign,
                                         const struct awol_setup *setup,
                                         const struct awol_layout *layout,
                                         struct awol_error *opt_error);
void awol_newcomer_rows_release(struct awol_newcomer_rows *rows);

/* Rates at these parameters (printed scale), which must stay; derivatives where `slopes`. */
void awol_newcomer_rows_set(struct awol_newcomer_rows *rows, const double *parameters, bool slopes);

/* Row of bin t of unit u of the campaign. */
static inline size_t awol_newcomer_row_of(const struct awol_newcomer_rows *rows, size_t u, size_t t)
{
    return rows->of[rows->first[u] + t];
}

#endif
