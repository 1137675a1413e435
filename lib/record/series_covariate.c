#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "date/span.h"
#include "record/series.h"

/* Value on a day: of the shortest preferred span that covers it and has one. */
static double value_on(const struct awol_series *series, size_t unit, size_t covariate, int64_t day)
{
    double value = NAN;
    int64_t shortest = INT64_MAX;
    for (size_t i = 0; i < series->n_spans; i++) {
        const struct awol_series_span *span = &series->spans[i];
        if (span->unit == unit && span->preferred && span->start <= day && day < span->end &&
            span->end - span->start < shortest && !isnan(span->covariates[covariate])) {
            shortest = span->end - span->start;
            value = span->covariates[covariate];
        }
    }
    return value;
}

static int by_day(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static enum awol_status add_step(struct awol_table *table, int64_t day, const char *name,
                                 double value, const char *unit, struct awol_error *opt_error)
{
    char date[AWOL_DAY_TEXT_SIZE], number[AWOL_NUMBER_SIZE];
    const char *const cells[] = {awol_day_format(day, date), name,
                                 awol_number_format(value, number), unit};
    return awol_table_append(table, cells, NULL, opt_error);
}

/* One step at every bound of a span of the unit at which the value changes. */
static enum awol_status add_unit(const struct awol_series *series, size_t unit, size_t covariate,
                                 int64_t *days, struct awol_table *table,
                                 struct awol_error *opt_error)
{
    size_t n = 0;
    double last = NAN;
    enum awol_status status = AWOL_OK;
    for (size_t i = 0; i < series->n_spans; i++)
        if (series->spans[i].unit == unit && series->spans[i].preferred) {
            days[n++] = series->spans[i].start;
            days[n++] = series->spans[i].end;
        }
    qsort(days, n, sizeof *days, by_day);
    for (size_t i = 0; status == AWOL_OK && i < n; i++) {
        if (i > 0 && days[i] == days[i - 1])
            continue;
        double value = value_on(series, unit, covariate, days[i]);
        if (isnan(value) || value == last)
            continue; /* in a gap the last value goes on */
        status = add_step(table, days[i], series->covariates[covariate], value, series->units[unit],
                          opt_error);
        last = value;
    }
    return status;
}

static bool names_it(const struct awol_table *table, const char *covariate)
{
    size_t name = awol_table_find(table, "name");
    for (size_t row = 0; row < table->n_rows; row++)
        if (awol_text_equal(awol_table_cell(table, row, name), covariate))
            return true;
    return false;
}

/* The rows of a table of covariates, whatever the order of its columns. */
static enum awol_status add_rows(const struct awol_table *from, const char *const *columns,
                                 struct awol_table *table, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;
    for (size_t row = 0; status == AWOL_OK && row < from->n_rows; row++) {
        const char *cells[4];
        struct awol_place places[4];
        for (size_t i = 0; i < 4; i++) {
            size_t column = awol_table_find(from, columns[i]);
            cells[i] = awol_table_cell(from, row, column);
            places[i] = column == AWOL_NO_COLUMN ? (struct awol_place){0, 0}
                                                 : awol_table_place(from, row, column);
        }
        status = awol_table_append(table, cells, places, opt_error);
    }
    return status;
}

enum awol_status awol_series_covariate_table(const struct awol_series *series,
                                             const struct awol_table *opt_joined,
                                             struct awol_table *ret_table,
                                             struct awol_error *opt_error)
{
    static const char *const columns[] = {"date", "name", "value", "unit"};
    struct awol_table table;
    enum awol_status status = awol_table_init(&table, "covariates", series->source, opt_error);
    if (status != AWOL_OK)
        return status;
    int64_t *days = calloc(2 * series->n_spans + 1, sizeof *days);
    if (!days)
        status = awol_error_memory(opt_error);
    for (size_t i = 0; status == AWOL_OK && i < 4; i++)
        status = awol_table_add_column(&table, columns[i], opt_error);
    if (status == AWOL_OK && opt_joined)
        status = add_rows(opt_joined, columns, &table, opt_error);
    for (size_t k = 0; k < series->n_covariates; k++)
        for (size_t u = 0; status == AWOL_OK && u < series->n_units; u++)
            if (!opt_joined || !names_it(opt_joined, series->covariates[k]))
                status = add_unit(series, u, k, days, &table, opt_error);
    free(days);
    if (status == AWOL_OK)
        *ret_table = table;
    else
        awol_table_release(&table);
    return status;
}
