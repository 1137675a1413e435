/* Columns of dates as days, for figures. */
#ifndef AWOL_PLOT_DAYS_H
#define AWOL_PLOT_DAYS_H

#include "base/table.h"
#include "plot/chart.h"

/* The first day of each date of a column (EDTF), n_rows numbers that live as long as the chart; NaN
 * where it is missing or open. AWOL_DATA with line and column for what is no date. */
enum awol_status awol_days_read(struct awol_chart *chart, const struct awol_table *table,
                                const char *column, const double **ret_days,
                                struct awol_error *opt_error);

/* The first day of one such cell, NaN as above. */
enum awol_status awol_days_cell(const struct awol_table *table, size_t row, size_t column,
                                double *ret_day, struct awol_error *opt_error);

#endif
