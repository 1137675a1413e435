/* A series from the table that a tool or a historian made. */
#include <math.h>
#include <stdlib.h>

#include "date/span.h"
#include "record/cell.h"
#include "record/series.h"
#include "record/strength.h"

enum {
    UNIT,
    COUNT,
    LOW,
    HIGH,
    KIND,
    PREFERRED,
    AT_RISK,
    BASIS,
    PARTY,
    SOURCE,
    START,
    END,
    FIRST,
    LAST,
    DATE,
    N_COLUMNS
};

static const char *const columns[N_COLUMNS] = {
    "unit",  "count",  "count_low", "count_high", "kind",  "preferred", "at_risk", "basis",
    "party", "source", "start",     "end",        "first", "last",      "date"};

/* Columns that are known and are no covariates: those of events, and what a fit adds. */
static const char *const passed_over[] = {
    "id",          "person",  "received_by", "earliest",    "latest",     "calendar",
    "qualifier",   "event",   "to",          "status",      "place",      "reported_by",
    "page",        "seen_in", "text",        "rule",        "rate",       "rate_low",
    "rate_high",   "fitted",  "fitted_low",  "fitted_high", "background", "by_offer",
    "by_comrades", NULL};

struct series_columns {
    size_t index[N_COLUMNS];
    size_t *covariates; /* column numbers */
};

bool awol_series_has_column(const char *column)
{
    for (size_t i = 0; i < N_COLUMNS; i++) {
        if (awol_text_equal(column, columns[i]))
            return true;
    }
    return awol_cell_is_word(column, passed_over);
}

static enum awol_status check_numeric(const struct awol_table *table, size_t column,
                                      struct awol_error *opt_error)
{
    char name[AWOL_SHOWN_SIZE];
    char shown[AWOL_SHOWN_SIZE];

    awol_text_show(table->columns[column], name, sizeof name);
    for (size_t row = 0; row < table->n_rows; row++) {
        double value;

        if (awol_table_number(table, row, column, &value, NULL) != AWOL_OK)
            return awol_table_error(
                table, row, column, opt_error,
                "column %s is not one of a series, and %s in it is not a "
                "number, so that it cannot be a covariate: leave it out",
                name, awol_text_show(awol_table_cell(table, row, column), shown, sizeof shown));
    }
    return AWOL_OK;
}

static enum awol_status find_covariates(const struct awol_table *table, struct awol_series *series,
                                        struct series_columns *found, struct awol_error *opt_error)
{
    found->covariates =
        awol_arena_alloc(&series->arena, (table->n_columns + 1) * sizeof found->covariates[0]);
    series->covariates =
        awol_arena_alloc(&series->arena, (table->n_columns + 1) * sizeof series->covariates[0]);
    if (found->covariates == NULL || series->covariates == NULL)
        return awol_error_memory(opt_error);
    for (size_t column = 0; column < table->n_columns; column++) {
        enum awol_status status;
        size_t at = series->n_covariates;

        if (awol_series_has_column(table->columns[column]))
            continue;
        if ((status = check_numeric(table, column, opt_error)) != AWOL_OK)
            return status;
        found->covariates[at] = column;
        series->covariates[at] = awol_arena_string(&series->arena, table->columns[column]);
        if (series->covariates[at] == NULL)
            return awol_error_memory(opt_error);
        series->n_covariates++;
    }
    return AWOL_OK;
}

static enum awol_status find_columns(const struct awol_table *table, struct series_columns *found,
                                     struct awol_error *opt_error)
{
    size_t *index = found->index;
    enum awol_status status =
        awol_cell_columns(table, columns, N_COLUMNS, passed_over, index, opt_error);

    if (status != AWOL_OK)
        return status;
    if (index[COUNT] == AWOL_NO_COLUMN &&
        (index[LOW] == AWOL_NO_COLUMN || index[HIGH] == AWOL_NO_COLUMN))
        return awol_table_require(table, "count", &index[COUNT], opt_error);
    if ((index[START] != AWOL_NO_COLUMN) + (index[FIRST] != AWOL_NO_COLUMN) +
            (index[DATE] != AWOL_NO_COLUMN) >
        1)
        return awol_error_at(opt_error, table->source, (struct awol_place){1, 0},
                             "two kinds of dates: give start and end (end excluded), or first and "
                             "last (both included), or date alone");
    if (index[DATE] != AWOL_NO_COLUMN)
        return AWOL_OK;
    if (index[FIRST] != AWOL_NO_COLUMN || index[LAST] != AWOL_NO_COLUMN) {
        if ((status = awol_table_require(table, "first", &index[FIRST], opt_error)) != AWOL_OK)
            return status;
        return awol_table_require(table, "last", &index[LAST], opt_error);
    }
    if ((status = awol_table_require(table, "start", &index[START], opt_error)) != AWOL_OK)
        return status;
    return awol_table_require(table, "end", &index[END], opt_error);
}

static enum awol_status read_days(const struct awol_table *table, size_t row, const size_t *index,
                                  int64_t days_per_row, struct awol_series_span *span,
                                  struct awol_error *opt_error)
{
    bool included = index[FIRST] != AWOL_NO_COLUMN;
    size_t from = included ? index[FIRST] : index[START];
    size_t to = included ? index[LAST] : index[END];
    struct awol_span a;
    struct awol_span b;
    enum awol_status status;

    if (index[DATE] != AWOL_NO_COLUMN) {
        if ((status = awol_cell_closed_span(table, row, index[DATE], &a, opt_error)) != AWOL_OK)
            return status;
        span->place = awol_table_place(table, row, index[DATE]);
        span->start = a.earliest;
        span->end = a.latest + 1;
        if (a.earliest == a.latest && days_per_row > 0)
            span->end = a.earliest + days_per_row;
        return AWOL_OK;
    }
    if ((status = awol_cell_closed_span(table, row, from, &a, opt_error)) != AWOL_OK ||
        (status = awol_cell_closed_span(table, row, to, &b, opt_error)) != AWOL_OK)
        return status;
    span->place = awol_table_place(table, row, from);
    span->start = a.earliest;
    span->end = included ? b.latest + 1 : b.earliest;
    if (span->end <= span->start)
        return awol_table_error(table, row, to, opt_error, "%s “%.60s” is %s %s “%.60s”",
                                table->columns[to], awol_table_cell(table, row, to),
                                included ? "before" : "not after", table->columns[from],
                                awol_table_cell(table, row, from));
    return AWOL_OK;
}

static enum awol_status read_count(const struct awol_table *table, size_t row, const size_t *index,
                                   struct awol_count *count, struct awol_error *opt_error)
{
    const char *kind = awol_cell_text(table, row, index[KIND]);
    size_t cell = index[COUNT] == AWOL_NO_COLUMN ? index[LOW] : index[COUNT];
    char shown[AWOL_SHOWN_SIZE];
    struct awol_error inner;
    enum awol_status status;

    if ((status = awol_cell_men(table, row, index[COUNT], &count->count, opt_error)) != AWOL_OK ||
        (status = awol_cell_men(table, row, index[LOW], &count->low, opt_error)) != AWOL_OK ||
        (status = awol_cell_men(table, row, index[HIGH], &count->high, opt_error)) != AWOL_OK)
        return status;
    if (isnan(count->count) && isnan(count->low) && isnan(count->high))
        return awol_table_error(table, row, cell, opt_error,
                                "no count: leave out the row of a time in which nobody counted");
    count->kind = awol_count_default_kind(count);
    if (kind[0] != '\0' && !awol_kind_parse(kind, &count->kind))
        return awol_table_error(table, row, index[KIND], opt_error,
                                "kind %s is not one of exact, about, range, at-least, at-most",
                                awol_text_show(kind, shown, sizeof shown));
    if (awol_count_validate(count, &inner) != AWOL_OK)
        return awol_table_error(table, row, cell, opt_error, "%s", inner.message);
    return AWOL_OK;
}

static enum awol_status read_row(const struct awol_table *table, size_t row,
                                 const struct series_columns *found, int64_t days_per_row,
                                 struct awol_series *series, double *values,
                                 struct awol_error *opt_error)
{
    const size_t *index = found->index;
    struct awol_series_span span = {.covariates = values};
    const char *unit = awol_cell_text(table, row, index[UNIT]);
    enum awol_status status;

    if ((status = read_days(table, row, index, days_per_row, &span, opt_error)) != AWOL_OK ||
        (status = read_count(table, row, index, &span.count, opt_error)) != AWOL_OK ||
        (status = awol_cell_yes(table, row, index[PREFERRED], true, &span.preferred, opt_error)) !=
            AWOL_OK ||
        (status = awol_cell_number(table, row, index[AT_RISK], &span.at_risk, opt_error)) !=
            AWOL_OK ||
        (status = awol_cell_check_word(table, row, index[BASIS], awol_strength_bases, opt_error)) !=
            AWOL_OK ||
        (status = awol_cell_number(table, row, index[PARTY], &span.party, opt_error)) != AWOL_OK ||
        (status = awol_series_unit(series, unit[0] == '\0' ? "all" : unit, &span.unit,
                                   opt_error)) != AWOL_OK)
        return status;
    for (size_t i = 0; i < series->n_covariates; i++) {
        if ((status = awol_table_number(table, row, found->covariates[i], &values[i], opt_error)) !=
            AWOL_OK)
            return status;
    }
    span.basis = awol_cell_text(table, row, index[BASIS]);
    span.source = awol_cell_text(table, row, index[SOURCE]);
    return awol_series_append(series, &span, opt_error);
}

enum awol_status awol_series_from_table(const struct awol_table *table, int64_t days_per_row,
                                        struct awol_series *ret_series,
                                        struct awol_error *opt_error)
{
    struct awol_series series;
    struct series_columns found = {.covariates = NULL};
    double *values = NULL;
    enum awol_status status;

    awol_series_init(&series, table->source);
    if ((status = find_columns(table, &found, opt_error)) != AWOL_OK ||
        (status = find_covariates(table, &series, &found, opt_error)) != AWOL_OK)
        goto done;
    if ((status = awol_series_reserve(&series, table->n_rows, opt_error)) != AWOL_OK)
        goto done;
    values = malloc((series.n_covariates + 1) * sizeof values[0]);
    if (values == NULL) {
        status = awol_error_memory(opt_error);
        goto done;
    }
    for (size_t row = 0; row < table->n_rows; row++) {
        if ((status = read_row(table, row, &found, days_per_row, &series, values, opt_error)) !=
            AWOL_OK)
            goto done;
    }
    if ((status = awol_series_sort(&series, opt_error)) == AWOL_OK)
        *ret_series = series;
done:
    free(values);
    if (status != AWOL_OK)
        awol_series_release(&series);
    return status;
}
