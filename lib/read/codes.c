#include "read/codes.h"

#include <stdlib.h>
#include <string.h>

#include "read/input.h"
#include "read/row_columns.h"
#include "record/cell.h"
#include "record/event.h"

static const char *cell(const struct awol_codes *codes, size_t row, size_t column)
{
    return awol_cell_text(&codes->table, row, column);
}

static enum awol_status refuse(const struct awol_codes *codes, size_t row, size_t column,
                               const char *message, struct awol_error *opt_error)
{
    char shown[AWOL_SHOWN_SIZE];

    return awol_error_at(opt_error, codes->table.source,
                         codes->table.places[row * codes->table.n_columns + column], "%s %s %s",
                         codes->table.columns[column],
                         awol_text_show(cell(codes, row, column), shown, sizeof shown), message);
}

/* ---- reading ------------------------------------------------------------------------------ */

/* Every column but the two must be one of the events. */
static enum awol_status find_columns(struct awol_codes *codes, struct awol_error *opt_error)
{
    const struct awol_table *const table = &codes->table;
    enum awol_status status;

    if ((status = awol_table_require(table, "column", &codes->column, opt_error)) != AWOL_OK ||
        (status = awol_table_require(table, "code", &codes->code, opt_error)) != AWOL_OK)
        return status;
    codes->targets = calloc(table->n_columns, sizeof *codes->targets);
    if (!codes->targets)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < table->n_columns; i++) {
        char shown[AWOL_SHOWN_SIZE];

        codes->targets[i] = awol_row_columns_index(table->columns[i]);
        if (i == codes->column || i == codes->code)
            codes->targets[i] = AWOL_NO_COLUMN;
        else if (codes->targets[i] == AWOL_NO_COLUMN)
            return awol_error_at(opt_error, table->source, (struct awol_place){1, 0},
                                 "%s is no column of events; a table of codes has column, code, "
                                 "and columns of events such as event, to, status",
                                 awol_text_show(table->columns[i], shown, sizeof shown));
    }
    return AWOL_OK;
}

static enum awol_status check_words(const struct awol_codes *codes, size_t row,
                                    struct awol_error *opt_error)
{
    static const struct {
        const char *column;
        const char *const *words;
    } checks[] = {{"event", awol_event_words},
                  {"to", awol_event_to_words},
                  {"status", awol_event_status_words},
                  {"reported_by", awol_event_reporter_words}};

    for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++) {
        const size_t column = awol_table_find(&codes->table, checks[i].column);

        if (column == AWOL_NO_COLUMN ||
            (i == 0 && strcmp(cell(codes, row, column), AWOL_CODE_NO_EVENT) == 0))
            continue;
        const enum awol_status status =
            awol_cell_check_word(&codes->table, row, column, checks[i].words, opt_error);

        if (status != AWOL_OK)
            return status;
    }
    return AWOL_OK;
}

static enum awol_status check_row(const struct awol_codes *codes, size_t row,
                                  struct awol_error *opt_error)
{
    if (cell(codes, row, codes->column)[0] == '\0')
        return refuse(codes, row, codes->column, "names no column of the file", opt_error);
    for (size_t i = 0; i < row; i++) {
        if (strcmp(cell(codes, i, codes->column), cell(codes, row, codes->column)) == 0 &&
            strcmp(cell(codes, i, codes->code), cell(codes, row, codes->code)) == 0)
            return refuse(codes, row, codes->code, "stands twice", opt_error);
    }
    return check_words(codes, row, opt_error);
}

enum awol_status awol_codes_read(struct awol_codes *codes, const char *path,
                                 struct awol_error *opt_error)
{
    struct awol_codes read = {.targets = NULL};
    enum awol_status status = awol_input_table(path, "codes", &read.table, opt_error);

    if (status != AWOL_OK)
        return status;
    status = find_columns(&read, opt_error);
    for (size_t row = 0; row < read.table.n_rows && status == AWOL_OK; row++)
        status = check_row(&read, row, opt_error);
    if (status != AWOL_OK) {
        awol_codes_release(&read);
        return status;
    }
    *codes = read;
    return AWOL_OK;
}

void awol_codes_release(struct awol_codes *codes)
{
    free(codes->targets);
    awol_table_release(&codes->table);
    *codes = (struct awol_codes){.targets = NULL};
}

/* ---- use ---------------------------------------------------------------------------------- */

const char *awol_codes_column(const struct awol_codes *codes, size_t index)
{
    for (size_t row = 0; row < codes->table.n_rows; row++) {
        bool is_first = true;

        for (size_t before = 0; before < row && is_first; before++)
            is_first =
                strcmp(cell(codes, before, codes->column), cell(codes, row, codes->column)) != 0;
        if (is_first && index-- == 0)
            return cell(codes, row, codes->column);
    }
    return NULL;
}

static enum awol_status refuse_code(const struct awol_codes *codes, const char *column,
                                    const char *code, struct awol_error *opt_error)
{
    const char **const known = calloc(codes->table.n_rows + 1, sizeof *known);
    char shown[AWOL_SHOWN_SIZE];
    const char *nearest;
    enum awol_status status;
    size_t n = 0;

    if (!known)
        return awol_error_memory(opt_error);
    for (size_t row = 0; row < codes->table.n_rows; row++) {
        if (strcmp(cell(codes, row, codes->column), column) == 0)
            known[n++] = cell(codes, row, codes->code);
    }
    nearest = awol_text_nearest(code, known, n);
    awol_text_show(code, shown, sizeof shown);
    if (code[0] == '\0')
        status = awol_error_set(opt_error, AWOL_DATA,
                                "%s is empty: a row with an empty code in %s says what that means "
                                "(event - for none)",
                                column, codes->table.source);
    else
        status = awol_error_set(opt_error, AWOL_DATA, "%s %s is none of the %zu codes in %s%s%s%s",
                                column, shown, n, codes->table.source, nearest ? ": is “" : "",
                                nearest ? nearest : "", nearest ? "” meant?" : "");
    free(known);
    return status;
}

static enum awol_status apply_row(const struct awol_codes *codes, size_t row, const char **cells,
                                  bool *ret_none, struct awol_error *opt_error)
{
    for (size_t i = 0; i < codes->table.n_columns; i++) {
        const char *const value = cell(codes, row, i);
        const size_t target = codes->targets[i];

        if (target == AWOL_NO_COLUMN || value[0] == '\0')
            continue;
        if (strcmp(awol_event_columns[target], "event") == 0 &&
            strcmp(value, AWOL_CODE_NO_EVENT) == 0) {
            *ret_none = true;
            continue;
        }
        if (cells[target][0] != '\0' && strcmp(cells[target], value) != 0)
            return awol_error_set(opt_error, AWOL_DATA,
                                  "%s “%.60s” means %s “%.60s”, and the row says “%.60s” already",
                                  cell(codes, row, codes->column), cell(codes, row, codes->code),
                                  awol_event_columns[target], value, cells[target]);
        cells[target] = value;
    }
    return AWOL_OK;
}

enum awol_status awol_codes_apply(const struct awol_codes *codes, const char *column,
                                  const char *code, const char **cells, bool *ret_none,
                                  struct awol_error *opt_error)
{
    for (size_t row = 0; row < codes->table.n_rows; row++) {
        if (strcmp(cell(codes, row, codes->code), code) == 0 &&
            strcmp(cell(codes, row, codes->column), column) == 0)
            return apply_row(codes, row, cells, ret_none, opt_error);
    }
    return refuse_code(codes, column, code, opt_error);
}
