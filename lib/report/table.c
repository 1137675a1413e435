#include <string.h>

#include "report/document.h"

static const char *const count_columns[] = {"unit",       "start", "end",     "count",  "count_low",
                                            "count_high", "kind",  "at_risk", "fitted", NULL};
static const char *const parameter_columns[] = {"name",    "estimate", "low", "high",
                                                "measure", "meaning",  NULL};
static const char *const interval_columns[] = {"name",    "estimate", "corrected", "bc_low",
                                               "bc_high", "level",    "n",         NULL};
static const char *const test_columns[] = {"test", "statistic", "p", "replicates", "meaning", NULL};
static const char *const check_columns[] = {"check", "p", "verdict", "meaning", NULL};
static const char *const attribution_columns[] = {
    "cause", "offer", "reading", "men", "low", "high", "share", "share_low", "share_high", NULL};

const struct awol_report_table awol_report_tables[] = {
    {"table-1-counts", "The counts, and what the model expects of them", "series", count_columns,
     true},
    {"table-2-parameters", "What was estimated", "parameters", parameter_columns, false},
    {"table-3-intervals", "How sure it is, by records drawn from the fit", "intervals",
     interval_columns, false},
    {"table-4-tests", "Whether the record could do without an effect", "tests", test_columns,
     false},
    {"table-5-checks", "Whether the model is like the record", "checks", check_columns, false},
    {"table-6-attribution", "Why the men left, by this model", "attributed", attribution_columns,
     true},
};
const size_t awol_report_n_tables = sizeof awol_report_tables / sizeof awol_report_tables[0];

/* The columns that are there, in the order that is wanted; returns their number. */
static size_t find_columns(const struct awol_report_table *wanted, const struct awol_table *table,
                           size_t columns[static 16])
{
    size_t n = 0;

    for (size_t i = 0; wanted->columns[i] && n < 16; i++) {
        const size_t column = awol_table_find(table, wanted->columns[i]);
        bool said = !wanted->drops_empty;

        for (size_t row = 0; column != AWOL_NO_COLUMN && row < table->n_rows && !said; row++)
            said = !awol_table_is_missing(table, row, column);
        if (said && column != AWOL_NO_COLUMN)
            columns[n++] = column;
    }
    return n;
}

static bool is_left_out(const struct awol_table *table, size_t row)
{
    const size_t preferred = awol_table_find(table, "preferred");

    return preferred != AWOL_NO_COLUMN && strcmp(awol_table_cell(table, row, preferred), "no") == 0;
}

enum awol_status awol_report_table_select(const struct awol_report_table *wanted,
                                          const struct awol_stream *fit,
                                          struct awol_table *ret_table, bool *ret_found,
                                          struct awol_error *opt_error)
{
    const struct awol_table *const table = awol_stream_find(fit, wanted->table);
    size_t columns[16], n;
    enum awol_status status;

    *ret_found = false;
    if (!table || table->n_rows == 0)
        return AWOL_OK;
    n = find_columns(wanted, table, columns);
    status = awol_table_init(ret_table, wanted->name, "", opt_error);
    for (size_t i = 0; i < n && status == AWOL_OK; i++)
        status = awol_table_add_column(ret_table, table->columns[columns[i]], opt_error);
    for (size_t row = 0; row < table->n_rows && status == AWOL_OK; row++) {
        const char *cells[16];

        if (is_left_out(table, row))
            continue;
        for (size_t i = 0; i < n; i++)
            cells[i] = awol_table_cell(table, row, columns[i]);
        status = awol_table_append(ret_table, cells, NULL, opt_error);
    }
    if (status != AWOL_OK)
        awol_table_release(ret_table);
    *ret_found = status == AWOL_OK;
    return status;
}
