#include "explain/burden.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

static const char equal[] = "equal";

struct sharing {
    const struct awol_table *countries;
    size_t country;
    double men, cost;
    struct awol_table *table;
};

static enum awol_status weight_of(const struct sharing *sharing, size_t row, size_t column,
                                  double *ret_weight, struct awol_error *opt_error)
{
    const struct awol_table *countries = sharing->countries;
    *ret_weight = 1;
    if (column == AWOL_NO_COLUMN)
        return AWOL_OK;
    enum awol_status status = awol_table_number(countries, row, column, ret_weight, opt_error);
    if (status == AWOL_OK && !(*ret_weight >= 0))
        return awol_table_error(countries, row, column, opt_error,
                                "%s: a number that is not negative is needed of every country",
                                countries->columns[column]);
    return status;
}

/* One key: a column, or AWOL_NO_COLUMN for equal parts. */
static enum awol_status share_out(const struct sharing *sharing, size_t column,
                                  struct awol_error *opt_error)
{
    const struct awol_table *countries = sharing->countries;
    const char *key = column == AWOL_NO_COLUMN ? equal : countries->columns[column];
    struct awol_sum sum = {0};
    double weight = 0;
    enum awol_status status = AWOL_OK;
    for (size_t row = 0; status == AWOL_OK && row < countries->n_rows; row++) {
        status = weight_of(sharing, row, column, &weight, opt_error);
        awol_sum_add(&sum, weight);
    }
    if (status == AWOL_OK && !(awol_sum_value(&sum) > 0 && isfinite(awol_sum_value(&sum))))
        return awol_error_at(opt_error, countries->source, (struct awol_place){0, 0},
                             "%s adds to %g over the countries: there is nothing to share by", key,
                             awol_sum_value(&sum));
    for (size_t row = 0; status == AWOL_OK && row < countries->n_rows; row++) {
        size_t at = sharing->table->n_rows;
        status = weight_of(sharing, row, column, &weight, opt_error);
        double share = weight / awol_sum_value(&sum);
        const double numbers[] = {(double)NAN, share, share * sharing->men, share * sharing->cost};
        if (status == AWOL_OK)
            status = awol_scenario_row(sharing->table, key, numbers, 4, opt_error);
        if (status == AWOL_OK)
            status = awol_table_set(sharing->table, at, 1,
                                    awol_table_cell(countries, row, sharing->country), opt_error);
    }
    return status;
}

/* Columns of words, such as source, are no keys. */
static bool is_key(const struct awol_table *countries, size_t column)
{
    double value;
    return strcmp(countries->columns[column], "country") != 0 && countries->n_rows > 0 &&
           !awol_table_is_missing(countries, 0, column) &&
           awol_number_parse(awol_table_cell(countries, 0, column), &value);
}

static enum awol_status share_by_all(const struct sharing *sharing, struct awol_error *opt_error)
{
    enum awol_status status = share_out(sharing, AWOL_NO_COLUMN, opt_error);
    for (size_t c = 0; status == AWOL_OK && c < sharing->countries->n_columns; c++)
        if (is_key(sharing->countries, c))
            status = share_out(sharing, c, opt_error);
    return status;
}

enum awol_status awol_burden_write(struct awol_scenario *scenario,
                                   const struct awol_table *countries, const char *opt_key,
                                   double men, double cost, struct awol_error *opt_error)
{
    static const char *const columns[] = {"key", "country", "share", "men", "cost", NULL};
    struct sharing sharing = {.countries = countries, .men = men, .cost = cost};
    size_t column = AWOL_NO_COLUMN;
    enum awol_status status = awol_table_require(countries, "country", &sharing.country, opt_error);
    if (status == AWOL_OK && opt_key && strcmp(opt_key, equal) != 0)
        status = awol_table_require(countries, opt_key, &column, opt_error);
    if (status == AWOL_OK)
        status = awol_scenario_table(scenario, "burden", columns, &sharing.table, opt_error);
    if (status == AWOL_OK)
        status =
            opt_key ? share_out(&sharing, column, opt_error) : share_by_all(&sharing, opt_error);
    if (status != AWOL_OK)
        return status;
    return awol_scenario_say(
        scenario, opt_error, "burden",
        "The table burden shares the men and their cost out over %zu countries: so many men each, "
        "and so much of the cost, whoever pays in the end.",
        countries->n_rows);
}
