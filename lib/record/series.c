#include "record/series.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "date/span.h"

const char *const awol_series_columns[] = {
    "unit",    "start", "end",  "count",    "count_low", "count_high", "kind",  "preferred",
    "at_risk", "basis", "rate", "rate_low", "rate_high", "party",      "source"};
const size_t awol_series_n_columns = sizeof awol_series_columns / sizeof awol_series_columns[0];

#define RATES_AT 10 /* index of "rate" above; rate_low and rate_high follow */

void awol_series_init(struct awol_series *series, const char *source)
{
    *series = (struct awol_series){.n_spans = 0};
    awol_arena_init(&series->arena);
    series->source = awol_arena_string(&series->arena, source);
    if (series->source == NULL)
        series->source = "";
}

void awol_series_release(struct awol_series *series)
{
    awol_arena_release(&series->arena);
    *series = (struct awol_series){.n_spans = 0};
}

enum awol_status awol_series_unit(struct awol_series *series, const char *name, size_t *ret_unit,
                                  struct awol_error *opt_error)
{
    const char **units;
    const char *copy;

    /* Most rows are of the unit of the row before. */
    if (series->n_spans > 0) {
        const size_t last = series->spans[series->n_spans - 1].unit;

        if (awol_text_equal(series->units[last], name)) {
            *ret_unit = last;
            return AWOL_OK;
        }
    }
    for (size_t i = 0; i < series->n_units; i++) {
        if (awol_text_equal(series->units[i], name)) {
            *ret_unit = i;
            return AWOL_OK;
        }
    }
    units =
        awol_arena_grow(&series->arena, series->units, series->n_units, sizeof series->units[0]);
    copy = awol_arena_string(&series->arena, name);
    if (units == NULL || copy == NULL)
        return awol_error_memory(opt_error);
    series->units = units;
    series->units[series->n_units] = copy;
    *ret_unit = series->n_units++;
    return AWOL_OK;
}

enum awol_status awol_series_reserve(struct awol_series *series, size_t n,
                                     struct awol_error *opt_error)
{
    struct awol_series_span *spans;

    if (n <= series->capacity - series->n_spans)
        return AWOL_OK;
    if (n > SIZE_MAX / sizeof spans[0] - series->n_spans)
        return awol_error_memory(opt_error);
    spans = awol_arena_alloc(&series->arena, (series->n_spans + n) * sizeof spans[0]);
    if (spans == NULL)
        return awol_error_memory(opt_error);
    if (series->n_spans > 0)
        memcpy(spans, series->spans, series->n_spans * sizeof spans[0]);
    series->spans = spans;
    series->capacity = series->n_spans + n;
    return AWOL_OK;
}

/* A copy of a text, or the one before where it is the same. NULL when out of memory. */
static const char *keep_text(struct awol_series *series, const char *opt_text, const char *before)
{
    const char *text = opt_text == NULL ? "" : opt_text;

    return awol_text_equal(text, before) ? before : awol_arena_string(&series->arena, text);
}

enum awol_status awol_series_append(struct awol_series *series, const struct awol_series_span *span,
                                    struct awol_error *opt_error)
{
    static const struct awol_series_span none = {.basis = "", .source = ""};
    const struct awol_series_span *before =
        series->n_spans > 0 ? &series->spans[series->n_spans - 1] : &none;
    struct awol_series_span copy = *span;
    double *values = NULL;

    copy.basis = keep_text(series, span->basis, before->basis);
    copy.source = keep_text(series, span->source, before->source);
    if (copy.basis == NULL || copy.source == NULL)
        return awol_error_memory(opt_error);
    if (series->n_covariates > 0) {
        values = awol_arena_alloc(&series->arena, series->n_covariates * sizeof values[0]);
        if (values == NULL)
            return awol_error_memory(opt_error);
        for (size_t i = 0; i < series->n_covariates; i++)
            values[i] = span->covariates == NULL ? (double)NAN : span->covariates[i];
    }
    copy.covariates = values;
    if (series->n_spans == series->capacity &&
        awol_series_reserve(series, series->n_spans + 16, opt_error) != AWOL_OK)
        return AWOL_MEMORY;
    series->spans[series->n_spans++] = copy;
    return AWOL_OK;
}

static int compare_spans(const void *a, const void *b)
{
    const struct awol_series_span *left = a;
    const struct awol_series_span *right = b;

    if (left->unit != right->unit)
        return left->unit < right->unit ? -1 : 1;
    if (left->start != right->start)
        return left->start < right->start ? -1 : 1;
    if (left->end != right->end)
        return left->end > right->end ? -1 : 1;
    return 0;
}

/* Merge sort: ties must keep the order of the file, which qsort() does not promise. */
static void merge_sort(struct awol_series_span *spans, struct awol_series_span *scratch, size_t n)
{
    size_t half = n / 2;
    size_t i = 0;
    size_t j = half;

    if (n < 2)
        return;
    merge_sort(spans, scratch, half);
    merge_sort(spans + half, scratch, n - half);
    for (size_t k = 0; k < n; k++) {
        bool left = j == n || (i < half && compare_spans(&spans[i], &spans[j]) <= 0);

        scratch[k] = left ? spans[i++] : spans[j++];
    }
    memcpy(spans, scratch, n * sizeof spans[0]);
}

enum awol_status awol_series_sort(struct awol_series *series, struct awol_error *opt_error)
{
    struct awol_series_span *scratch;
    size_t sorted = 1;

    while (sorted < series->n_spans &&
           compare_spans(&series->spans[sorted - 1], &series->spans[sorted]) <= 0)
        sorted++;
    if (sorted >= series->n_spans)
        return AWOL_OK;
    scratch = malloc(series->n_spans * sizeof scratch[0]);
    if (scratch == NULL)
        return awol_error_memory(opt_error);
    merge_sort(series->spans, scratch, series->n_spans);
    free(scratch);
    return AWOL_OK;
}

static enum awol_status fill_row(const struct awol_series *series, size_t at,
                                 const double *opt_rates, struct awol_table *table,
                                 struct awol_error *opt_error)
{
    const struct awol_series_span *span = &series->spans[at];
    char start[AWOL_DAY_TEXT_SIZE];
    char end[AWOL_DAY_TEXT_SIZE];
    const char *const texts[] = {[0] = series->units[span->unit],
                                 [1] = awol_day_format(span->start, start),
                                 [2] = awol_day_format(span->end, end),
                                 [6] = awol_kind_name(span->count.kind),
                                 [7] = span->preferred ? "yes" : "no",
                                 [9] = span->basis[0] == '\0' ? NULL : span->basis,
                                 [14] = span->source[0] == '\0' ? NULL : span->source};
    const struct {
        size_t column;
        double value;
    } numbers[] = {{3, span->count.count},
                   {4, span->count.low},
                   {5, span->count.high},
                   {8, span->at_risk},
                   {13, span->party}};
    size_t row = table->n_rows;
    enum awol_status status = awol_table_append_empty(table, opt_error);

    for (size_t i = 0; i < sizeof texts / sizeof texts[0] && status == AWOL_OK; i++)
        if (texts[i] != NULL)
            status = awol_table_set(table, row, i, texts[i], opt_error);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0] && status == AWOL_OK; i++)
        status = awol_table_set_number(table, row, numbers[i].column, numbers[i].value, opt_error);
    for (size_t i = 0; i < 3 && opt_rates != NULL && status == AWOL_OK; i++)
        status = awol_table_set_number(table, row, RATES_AT + i, opt_rates[3 * at + i], opt_error);
    for (size_t i = 0; i < series->n_covariates && status == AWOL_OK; i++)
        status = awol_table_set_number(table, row, awol_series_n_columns + i, span->covariates[i],
                                       opt_error);
    return status;
}

enum awol_status awol_series_to_table(const struct awol_series *series, const double *opt_rates,
                                      const char *const *opt_more, struct awol_table *table,
                                      struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;

    for (size_t i = 0; i < awol_series_n_columns && status == AWOL_OK; i++)
        status = awol_table_add_column(table, awol_series_columns[i], opt_error);
    for (size_t i = 0; i < series->n_covariates && status == AWOL_OK; i++)
        status = awol_table_add_column(table, series->covariates[i], opt_error);
    for (; opt_more != NULL && *opt_more != NULL && status == AWOL_OK; opt_more++)
        status = awol_table_add_column(table, *opt_more, opt_error);
    if (status == AWOL_OK)
        status = awol_table_reserve(table, series->n_spans, opt_error);
    for (size_t i = 0; i < series->n_spans && status == AWOL_OK; i++)
        status = fill_row(series, i, opt_rates, table, opt_error);
    return status;
}
