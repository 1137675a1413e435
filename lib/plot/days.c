#include "plot/days.h"

#include <math.h>

#include "date/edtf.h"

enum awol_status awol_days_cell(const struct awol_table *table, size_t row, size_t column,
                                double *ret_day, struct awol_error *opt_error)
{
    struct awol_edtf edtf;
    struct awol_error reason;
    char shown[AWOL_SHOWN_SIZE];
    const char *text = awol_table_cell(table, row, column);
    *ret_day = (double)NAN;
    if (awol_table_is_missing(table, row, column) || awol_text_equal(text, "..")) {
        return AWOL_OK;
    }
    if (awol_edtf_parse(text, &edtf, &reason) != AWOL_OK) {
        return awol_table_error(table, row, column, opt_error, "%s %s is not a date: %s",
                                table->columns[column], awol_text_show(text, shown, sizeof shown),
                                reason.message);
    }
    *ret_day = edtf.span.open_earliest ? (double)NAN : (double)edtf.span.earliest;
    return AWOL_OK;
}

enum awol_status awol_days_read(struct awol_chart *chart, const struct awol_table *table,
                                const char *column, const double **ret_days,
                                struct awol_error *opt_error)
{
    size_t index = awol_table_find(table, column);
    double *days = awol_arena_alloc(&chart->arena, (table->n_rows + 1) * sizeof *days);
    if (days == NULL) {
        return awol_error_memory(opt_error);
    }
    for (size_t row = 0; row < table->n_rows; row++) {
        enum awol_status status = awol_days_cell(table, row, index, &days[row], opt_error);
        if (status != AWOL_OK) {
            return status;
        }
    }
    *ret_days = days;
    return AWOL_OK;
}
