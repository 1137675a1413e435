#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "read/input.h"
#include "support/dataset.h"

/* Rows and a column of a table whose numbers are added. */
struct choice {
    const struct awol_table *table;
    const char *columns; /* a+b */
    const char *rows;    /* column=text|text&column=text */
};

struct word {
    const char *bytes;
    size_t length;
};

/* The next part of a text up to a mark; false behind the last. */
static bool next_word(const char **text, char mark, struct word *ret_word)
{
    const char *const end = *text ? strchr(*text, mark) : NULL;

    if (!*text)
        return false;
    *ret_word = (struct word){*text, end ? (size_t)(end - *text) : strlen(*text)};
    *text = end ? end + 1 : NULL;
    return true;
}

static bool equals(struct word word, const char *text)
{
    return strlen(text) == word.length && memcmp(text, word.bytes, word.length) == 0;
}

static size_t find_column(const struct awol_table *table, struct word name)
{
    size_t i = 0;

    while (i < table->n_columns && !equals(name, table->columns[i]))
        i++;
    return i < table->n_columns ? i : AWOL_NO_COLUMN;
}

/* True if the row meets every condition; *ret_known is false where one names no column. */
static bool is_chosen(const struct choice *choice, size_t row, bool *ret_known)
{
    const char *conditions = choice->rows;
    struct word condition, text;
    bool chosen = true;

    while (next_word(&conditions, '&', &condition)) {
        const char *const equal = memchr(condition.bytes, '=', condition.length);
        const struct word name = {condition.bytes, equal ? (size_t)(equal - condition.bytes) : 0};
        const size_t column = find_column(choice->table, name);
        const char *at = equal ? equal + 1 : condition.bytes;
        const char *const end = condition.bytes + condition.length;
        bool any = false;

        if (column == AWOL_NO_COLUMN) {
            *ret_known = false;
            return false;
        }
        while (at <= end) {
            const char *const bar = memchr(at, '|', (size_t)(end - at));

            text = (struct word){at, (size_t)((bar ? bar : end) - at)};
            any = any || equals(text, awol_table_cell(choice->table, row, column));
            at = bar ? bar + 1 : end + 1;
        }
        chosen = chosen && any;
    }
    return chosen;
}

static enum awol_status add_row(const struct choice *choice, size_t row, double *sum,
                                struct awol_error *error)
{
    const char *names = choice->columns;
    struct word name;
    enum awol_status status = AWOL_OK;

    while (status == AWOL_OK && next_word(&names, '+', &name)) {
        const size_t column = find_column(choice->table, name);
        double value = NAN;

        if (column == AWOL_NO_COLUMN)
            return awol_error_at(error, choice->table->source, (struct awol_place){1, 1},
                                 "no column “%.*s”", (int)name.length, name.bytes);
        status = awol_table_number(choice->table, row, column, &value, error);
        if (status == AWOL_OK && !isnan(value))
            *sum += value;
    }
    return status;
}

static enum awol_status add_up(const struct choice *choice, double *ret_sum, size_t *ret_n,
                               struct awol_error *error)
{
    enum awol_status status = AWOL_OK;
    bool known = true;

    *ret_sum = 0.0;
    *ret_n = 0;
    for (size_t i = 0; i < choice->table->n_rows && status == AWOL_OK; i++) {
        if (!is_chosen(choice, i, &known))
            continue;
        status = add_row(choice, i, ret_sum, error);
        ++*ret_n;
    }
    if (status == AWOL_OK && !known)
        return awol_error_at(error, choice->table->source, (struct awol_place){1, 1},
                             "“%.200s” names a column that is not there", choice->rows);
    return status;
}

/* The columns of sums.csv. */
enum { SUM_ID, SUM_FILE, SUM_COLUMN, SUM_TOTAL, SUM_PARTS, SUM_DIFFERENCE, SUM_NOTE, N_SUM };

struct sums {
    struct awol_table table;
    size_t column[N_SUM];
};

static const char *cell(const struct sums *sums, size_t row, size_t which)
{
    return awol_table_cell(&sums->table, row, sums->column[which]);
}

/* A printed number, or the row of the same file that has it. */
static enum awol_status find_total(const struct sums *sums, size_t row, const struct choice *parts,
                                   double *ret_total, size_t *ret_n, struct awol_error *error)
{
    const struct choice total = {parts->table, parts->columns, cell(sums, row, SUM_TOTAL)};

    *ret_n = 1;
    if (!strchr(total.rows, '='))
        return awol_table_number(&sums->table, row, sums->column[SUM_TOTAL], ret_total, error);
    return add_up(&total, ret_total, ret_n, error);
}

static enum awol_status check_sum(const struct sums *sums, size_t row,
                                  const struct awol_table *table,
                                  struct support_dataset_report *report, struct awol_error *error)
{
    const struct choice parts = {table, cell(sums, row, SUM_COLUMN), cell(sums, row, SUM_PARTS)};
    const struct awol_place place = awol_table_place(&sums->table, row, sums->column[SUM_TOTAL]);
    double total = NAN, sum = NAN, difference = NAN;
    size_t n_totals, n_parts;
    enum awol_status status = find_total(sums, row, &parts, &total, &n_totals, error);

    if (status == AWOL_OK)
        status = add_up(&parts, &sum, &n_parts, error);
    if (status == AWOL_OK)
        status =
            awol_table_number(&sums->table, row, sums->column[SUM_DIFFERENCE], &difference, error);
    if (status != AWOL_OK)
        return status;
    report->n_sums++;
    if (n_totals != 1 || n_parts < 2)
        support_dataset_tell(report, sums->table.source, place,
                             "%s: %zu rows are its total and %zu its parts",
                             cell(sums, row, SUM_ID), n_totals, n_parts);
    else if (total - sum != difference)
        support_dataset_tell(report, sums->table.source, place,
                             "%s: %g is printed, %zu parts add to %g, and %g is the difference "
                             "explained",
                             cell(sums, row, SUM_ID), total, n_parts, sum, difference);
    else if (difference != 0.0 && awol_table_is_missing(&sums->table, row, sums->column[SUM_NOTE]))
        support_dataset_tell(report, sums->table.source, place,
                             "%s: a difference that no note explains", cell(sums, row, SUM_ID));
    return AWOL_OK;
}

static enum awol_status find_columns(struct sums *sums, struct awol_error *error)
{
    static const char *const names[N_SUM] = {"id",    "file",       "column", "total",
                                             "parts", "difference", "note"};
    enum awol_status status = AWOL_OK;

    for (size_t i = 0; i < N_SUM && status == AWOL_OK; i++)
        status = awol_table_require(&sums->table, names[i], &sums->column[i], error);
    return status;
}

enum awol_status support_dataset_sums(const char *folder, struct support_dataset_report *report,
                                      struct awol_error *error)
{
    struct sums sums;
    char path[4096];
    enum awol_status status;

    snprintf(path, sizeof path, "%s/sums.csv", folder);
    status = awol_input_table(path, "sums", &sums.table, error);
    if (status != AWOL_OK)
        return status;
    status = find_columns(&sums, error);
    for (size_t i = 0; i < sums.table.n_rows && status == AWOL_OK; i++) {
        struct awol_table table;

        snprintf(path, sizeof path, "%s/%s", folder, cell(&sums, i, SUM_FILE));
        status = awol_input_table(path, "table", &table, error);
        if (status != AWOL_OK)
            break;
        status = check_sum(&sums, i, &table, report, error);
        awol_table_release(&table);
    }
    awol_table_release(&sums.table);
    return status;
}
