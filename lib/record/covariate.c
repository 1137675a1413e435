#include "record/covariate.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "record/cell.h"
#include "record/series.h"

enum { DATE, NAME, VALUE, UNIT, N_COLUMNS };

static const char *const columns[N_COLUMNS] = {"date", "name", "value", "unit"};

static int compare_steps(const void *a, const void *b)
{
    const struct awol_covariate_step *left = a;
    const struct awol_covariate_step *right = b;
    int order = strcmp(left->name, right->name);

    if (order == 0)
        order = strcmp(left->unit, right->unit);
    if (order != 0)
        return order;
    return left->day < right->day ? -1 : left->day > right->day;
}

static enum awol_status read_row(const struct awol_table *table, size_t row, const size_t *index,
                                 struct awol_covariates *covariates, struct awol_error *opt_error)
{
    struct awol_covariate_step *step = &covariates->steps[covariates->n];
    struct awol_span when;
    char shown[AWOL_SHOWN_SIZE];
    enum awol_status status;

    if ((status = awol_cell_closed_span(table, row, index[DATE], &when, opt_error)) != AWOL_OK ||
        (status = awol_table_number(table, row, index[VALUE], &step->value, opt_error)) != AWOL_OK)
        return status;
    step->day = when.earliest;
    step->place = awol_table_place(table, row, index[NAME]);
    step->name = awol_cell_copy(table, row, index[NAME], &covariates->arena);
    step->unit = awol_cell_copy(table, row, index[UNIT], &covariates->arena);
    if (step->name == NULL || step->unit == NULL)
        return awol_error_memory(opt_error);
    if (step->name[0] == '\0')
        return awol_table_error(table, row, index[NAME], opt_error, "no name of a covariate");
    if (awol_series_has_column(step->name))
        return awol_table_error(table, row, index[NAME], opt_error,
                                "a covariate cannot be named %s: a series has a column of that "
                                "name",
                                awol_text_show(step->name, shown, sizeof shown));
    covariates->n++;
    return AWOL_OK;
}

static enum awol_status check_rivals(const struct awol_table *table,
                                     const struct awol_covariates *covariates,
                                     struct awol_error *opt_error)
{
    for (size_t i = 1; i < covariates->n; i++) {
        const struct awol_covariate_step *step = &covariates->steps[i];
        char shown[AWOL_SHOWN_SIZE];
        char day[AWOL_DAY_TEXT_SIZE];

        if (compare_steps(&covariates->steps[i - 1], step) == 0)
            return awol_error_at(opt_error, table->source, step->place,
                                 "covariate %s is given twice for %s (the other is in line %zu)",
                                 awol_text_show(step->name, shown, sizeof shown),
                                 awol_day_format(step->day, day),
                                 covariates->steps[i - 1].place.line);
    }
    return AWOL_OK;
}

enum awol_status awol_covariates_from_table(const struct awol_table *table,
                                            struct awol_covariates *ret_covariates,
                                            struct awol_error *opt_error)
{
    struct awol_covariates covariates = {.n = 0};
    size_t index[N_COLUMNS];
    enum awol_status status;

    awol_arena_init(&covariates.arena);
    if ((status = awol_cell_columns(table, columns, N_COLUMNS, NULL, index, opt_error)) !=
            AWOL_OK ||
        (status = awol_table_require(table, "date", &index[DATE], opt_error)) != AWOL_OK ||
        (status = awol_table_require(table, "name", &index[NAME], opt_error)) != AWOL_OK ||
        (status = awol_table_require(table, "value", &index[VALUE], opt_error)) != AWOL_OK)
        goto done;
    covariates.steps =
        awol_arena_alloc(&covariates.arena, (table->n_rows + 1) * sizeof covariates.steps[0]);
    if (covariates.steps == NULL) {
        status = awol_error_memory(opt_error);
        goto done;
    }
    for (size_t row = 0; row < table->n_rows; row++) {
        if ((status = read_row(table, row, index, &covariates, opt_error)) != AWOL_OK)
            goto done;
    }
    qsort(covariates.steps, covariates.n, sizeof covariates.steps[0], compare_steps);
    if ((status = check_rivals(table, &covariates, opt_error)) != AWOL_OK)
        goto done;
    *ret_covariates = covariates;
    return AWOL_OK;
done:
    awol_arena_release(&covariates.arena);
    return status;
}

void awol_covariates_release(struct awol_covariates *covariates)
{
    awol_arena_release(&covariates->arena);
    *covariates = (struct awol_covariates){.n = 0};
}

bool awol_covariates_have(const struct awol_covariates *covariates, const char *name)
{
    for (size_t i = 0; i < covariates->n; i++) {
        if (awol_text_equal(covariates->steps[i].name, name))
            return true;
    }
    return false;
}

static int compare_key(const struct awol_covariate_step *step, const char *name, const char *unit)
{
    int by_name = strcmp(step->name, name);
    return by_name != 0 ? by_name : strcmp(step->unit, unit);
}

/* Index of the first step of that name and unit after `day`, or behind where they would stand. */
static size_t find_after(const struct awol_covariates *covariates, const char *name,
                         const char *unit, int64_t day)
{
    size_t low = 0, high = covariates->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct awol_covariate_step *step = &covariates->steps[middle];
        int order = compare_key(step, name, unit);
        if (order < 0 || (order == 0 && step->day <= day))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool find_step(const struct awol_covariates *covariates, const char *name, const char *unit,
                      int64_t day, double *ret_value, int64_t *ret_until)
{
    size_t next = find_after(covariates, name, unit, day);
    const struct awol_covariate_step *steps = covariates->steps;
    bool before = next > 0 && compare_key(&steps[next - 1], name, unit) == 0;
    bool after = next < covariates->n && compare_key(&steps[next], name, unit) == 0;
    if (!before && !after)
        return false;
    *ret_value = before ? steps[next - 1].value : (double)NAN;
    *ret_until = after ? steps[next].day : INT64_MAX;
    return true;
}

double awol_covariate_at(const struct awol_covariates *covariates, const char *name,
                         const char *unit, int64_t day, int64_t *opt_until)
{
    double value = (double)NAN;
    int64_t until = INT64_MAX;

    if (!find_step(covariates, name, unit, day, &value, &until))
        find_step(covariates, name, "", day, &value, &until);
    if (opt_until != NULL)
        *opt_until = until;
    return value;
}
