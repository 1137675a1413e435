#include "record/cell.h"

#include <math.h>
#include <string.h>

#include "date/edtf.h"

#define MAX_KNOWN 48

/* A known column that is absent and one letter or so away from `column`, else NULL. */
static const char *find_misspelt(const char *column, const char *const *known, size_t n_known,
                                 const size_t *index)
{
    const char *absent[MAX_KNOWN];
    size_t n_absent = 0;

    for (size_t i = 0; i < n_known && i < MAX_KNOWN; i++) {
        if (index[i] == AWOL_NO_COLUMN)
            absent[n_absent++] = known[i];
    }
    const char *near = n_absent == 0 ? NULL : awol_text_nearest(column, absent, n_absent);
    /* A column may be named as one likes: “frost” is no “first”, though two letters apart. */
    return near != NULL && (strlen(column) > 5 || awol_text_is_slip(column, near)) ? near : NULL;
}

enum awol_status awol_cell_columns(const struct awol_table *table, const char *const *known,
                                   size_t n_known, const char *const *opt_others, size_t *ret_index,
                                   struct awol_error *opt_error)
{
    for (size_t i = 0; i < n_known; i++)
        ret_index[i] = awol_table_find(table, known[i]);

    for (size_t column = 0; column < table->n_columns; column++) {
        bool is_known = opt_others != NULL && awol_cell_is_word(table->columns[column], opt_others);

        for (size_t i = 0; i < n_known && !is_known; i++)
            is_known = awol_text_equal(table->columns[column], known[i]);
        if (is_known)
            continue;
        const char *meant = find_misspelt(table->columns[column], known, n_known, ret_index);
        if (meant != NULL) {
            char shown[AWOL_SHOWN_SIZE];

            awol_text_show(table->columns[column], shown, sizeof shown);
            return awol_error_at(opt_error, table->source, (struct awol_place){1, 0},
                                 "column %s is not known in a table of %s: is “%s” meant?", shown,
                                 table->name, meant);
        }
    }
    return AWOL_OK;
}

const char *awol_cell_text(const struct awol_table *table, size_t row, size_t column)
{
    return awol_table_is_missing(table, row, column) ? "" : awol_table_cell(table, row, column);
}

const char *awol_cell_copy(const struct awol_table *table, size_t row, size_t column,
                           struct awol_arena *arena)
{
    const char *text = awol_cell_text(table, row, column);

    return text[0] == '\0' ? "" : awol_arena_string(arena, text);
}

bool awol_cell_is_word(const char *word, const char *const *words)
{
    for (size_t i = 0; words[i] != NULL; i++) {
        if (awol_text_equal(word, words[i]))
            return true;
    }
    return false;
}

enum awol_status awol_cell_check_word(const struct awol_table *table, size_t row, size_t column,
                                      const char *const *words, struct awol_error *opt_error)
{
    char shown[AWOL_SHOWN_SIZE];
    struct awol_text list;
    enum awol_status status;

    if (awol_table_is_missing(table, row, column) ||
        awol_cell_is_word(awol_table_cell(table, row, column), words))
        return AWOL_OK;
    awol_text_init(&list);
    for (size_t i = 0; words[i] != NULL; i++)
        awol_text_append_format(&list, "%s%s", i == 0 ? "" : ", ", words[i]);
    status =
        awol_table_error(table, row, column, opt_error,
                         "%s %s is not one of the words known here: %s", table->columns[column],
                         awol_text_show(awol_table_cell(table, row, column), shown, sizeof shown),
                         awol_text_string(&list));
    awol_text_release(&list);
    return status;
}

enum awol_status awol_cell_yes(const struct awol_table *table, size_t row, size_t column,
                               bool fallback, bool *ret_yes, struct awol_error *opt_error)
{
    static const char *const words[] = {"yes", "no", NULL};
    enum awol_status status = awol_cell_check_word(table, row, column, words, opt_error);

    if (status != AWOL_OK)
        return status;
    if (awol_table_is_missing(table, row, column))
        *ret_yes = fallback;
    else
        *ret_yes = awol_text_equal(awol_table_cell(table, row, column), "yes");
    return AWOL_OK;
}

enum awol_status awol_cell_span(const struct awol_table *table, size_t row, size_t column,
                                struct awol_span *ret_span, struct awol_error *opt_error)
{
    struct awol_edtf edtf;
    struct awol_error inner;
    char shown[AWOL_SHOWN_SIZE];
    int64_t day;

    /* Nearly every date of a series is a plain day, which needs no parser. */
    if (awol_day_parse(awol_table_cell(table, row, column), &day)) {
        *ret_span = (struct awol_span){.earliest = day, .latest = day};
        return AWOL_OK;
    }
    if (column == AWOL_NO_COLUMN)
        return awol_error_at(opt_error, table->source, (struct awol_place){0, 0},
                             "a date column is missing in the table of %s", table->name);
    if (awol_table_is_missing(table, row, column))
        return awol_table_error(table, row, column, opt_error,
                                "no date in column “%s”: expected a day such as 1778-08-26",
                                table->columns[column]);
    if (awol_edtf_parse(awol_table_cell(table, row, column), &edtf, &inner) != AWOL_OK)
        return awol_table_error(
            table, row, column, opt_error, "%s %s is not a date: %s", table->columns[column],
            awol_text_show(awol_table_cell(table, row, column), shown, sizeof shown),
            inner.message);
    *ret_span = edtf.span;
    return AWOL_OK;
}

enum awol_status awol_cell_closed_span(const struct awol_table *table, size_t row, size_t column,
                                       struct awol_span *ret_span, struct awol_error *opt_error)
{
    struct awol_span span;
    char shown[AWOL_SHOWN_SIZE];
    enum awol_status status = awol_cell_span(table, row, column, &span, opt_error);

    if (status != AWOL_OK)
        return status;
    if (span.open_earliest || span.open_latest)
        return awol_table_error(
            table, row, column, opt_error,
            "%s %s has an open end: expected a day, a month, a year or a "
            "closed interval",
            table->columns[column],
            awol_text_show(awol_table_cell(table, row, column), shown, sizeof shown));
    *ret_span = span;
    return AWOL_OK;
}

enum awol_status awol_cell_number(const struct awol_table *table, size_t row, size_t column,
                                  double *ret_value, struct awol_error *opt_error)
{
    double value;
    char shown[AWOL_SHOWN_SIZE];
    enum awol_status status = awol_table_number(table, row, column, &value, opt_error);

    if (status != AWOL_OK)
        return status;
    if (value < 0.0)
        return awol_table_error(
            table, row, column, opt_error, "%s %s is negative", table->columns[column],
            awol_text_show(awol_table_cell(table, row, column), shown, sizeof shown));
    *ret_value = value;
    return AWOL_OK;
}

bool awol_cell_is_grouped(const char *text)
{
    static const char digits[] = "0123456789";
    size_t first = strspn(text, digits);

    if (first == 0 || first > 3 || text[0] == '0' || text[first] != '.')
        return false;
    for (text += first; *text == '.'; text += 4) {
        if (strspn(text + 1, digits) != 3)
            return false;
    }
    return *text == '\0';
}

enum awol_status awol_cell_men(const struct awol_table *table, size_t row, size_t column,
                               double *ret_value, struct awol_error *opt_error)
{
    const char *text = awol_cell_text(table, row, column);
    char shown[AWOL_SHOWN_SIZE];

    if (awol_cell_is_grouped(text))
        return awol_table_error(table, row, column, opt_error,
                                "%s %s may be thousands or a fraction: write men without a point",
                                table->columns[column], awol_text_show(text, shown, sizeof shown));
    return awol_cell_number(table, row, column, ret_value, opt_error);
}
