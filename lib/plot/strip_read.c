#include <math.h>
#include <stdlib.h>

#include "plot/days.h"
#include "plot/strip.h"

static enum awol_status find_unit(struct awol_strip *strip, const char *name, size_t *ret_unit,
                                  struct awol_error *opt_error)
{
    for (size_t i = 0; i < strip->n_units; i++) {
        if (awol_text_equal(strip->units[i], name)) {
            *ret_unit = i;
            return AWOL_OK;
        }
    }
    struct awol_arena *arena = &strip->chart.arena;
    const char **units = awol_arena_grow(arena, strip->units, strip->n_units, sizeof *strip->units);
    double *men = awol_arena_grow(arena, strip->men, strip->n_units, sizeof *men);
    if (units == NULL || men == NULL) {
        return awol_error_memory(opt_error);
    }
    strip->units = units;
    strip->men = men;
    strip->units[strip->n_units] = name;
    strip->men[strip->n_units] = 0.0;
    *ret_unit = strip->n_units++;
    return AWOL_OK;
}

static const char *name_of(const struct awol_table *table, size_t row)
{
    static const char *const columns[] = {"name", "person"};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        size_t column = awol_table_find(table, columns[i]);
        if (!awol_table_is_missing(table, row, column)) {
            return awol_table_cell(table, row, column);
        }
    }
    return NULL;
}

static enum awol_status read_number(const struct awol_table *table, size_t row, const char *column,
                                    double *ret_value, struct awol_error *opt_error)
{
    return awol_table_number(table, row, awol_table_find(table, column), ret_value, opt_error);
}

static enum awol_status read_row(struct awol_strip *strip, const struct awol_table *table,
                                 size_t row, struct awol_error *opt_error)
{
    struct awol_strip_leaving leaving = {.row = row, .name = name_of(table, row)};
    size_t unit = awol_table_find(table, "unit");
    size_t count = awol_table_find(table, "count");
    double last;
    enum awol_status status = awol_days_cell(table, row, awol_table_find(table, "earliest"),
                                             &leaving.earliest, opt_error);
    if (status == AWOL_OK) {
        status = awol_days_cell(table, row, awol_table_find(table, "latest"), &last, opt_error);
    }
    if (status == AWOL_OK) {
        status = read_number(table, row, "count", &leaving.men, opt_error);
    }
    if (status == AWOL_OK) {
        status = read_number(table, row, "party", &leaving.party, opt_error);
    }
    if (status != AWOL_OK) {
        return status;
    }
    leaving.end = last + 1.0;
    leaving.men = count == AWOL_NO_COLUMN ? 1.0 : leaving.men;
    leaving.named = leaving.men == 1.0 && leaving.name != NULL;
    if (!(leaving.earliest < leaving.end)) {
        strip->undated++;
        return AWOL_OK;
    }
    if (!(leaving.men > 0.0)) {
        strip->uncounted++;
        return AWOL_OK;
    }
    status = find_unit(
        strip, awol_table_is_missing(table, row, unit) ? "" : awol_table_cell(table, row, unit),
        &leaving.unit, opt_error);
    if (status == AWOL_OK) {
        strip->men[leaving.unit] += leaving.men;
        strip->leavings[strip->n++] = leaving;
    }
    return status;
}

static int compare_leavings(const void *a, const void *b)
{
    const struct awol_strip_leaving *x = a;
    const struct awol_strip_leaving *y = b;
    if (x->unit != y->unit) {
        return x->unit < y->unit ? -1 : 1;
    }
    if (x->earliest != y->earliest) {
        return x->earliest < y->earliest ? -1 : 1;
    }
    if (x->end != y->end) {
        return x->end < y->end ? -1 : 1;
    }
    return x->row < y->row ? -1 : x->row > y->row;
}

enum awol_status awol_strip_read(struct awol_strip *strip, struct awol_error *opt_error)
{
    const struct awol_table *table = awol_stream_find(strip->stream, "events");
    size_t preferred = awol_table_find(table, "preferred");
    strip->leavings =
        awol_arena_alloc(&strip->chart.arena, (table->n_rows + 1) * sizeof *strip->leavings);
    if (strip->leavings == NULL) {
        return awol_error_memory(opt_error);
    }
    for (size_t row = 0; row < table->n_rows; row++) {
        if (preferred != AWOL_NO_COLUMN &&
            awol_text_equal(awol_table_cell(table, row, preferred), "no")) {
            strip->rivals++;
            continue;
        }
        enum awol_status status = read_row(strip, table, row, opt_error);
        if (status != AWOL_OK) {
            return status;
        }
    }
    if (strip->n == 0) {
        return awol_error_at(opt_error, table->source, (struct awol_place){0, 0},
                             "no row of the events has men and both its first and its last day");
    }
    qsort(strip->leavings, strip->n, sizeof *strip->leavings, compare_leavings);
    return AWOL_OK;
}
