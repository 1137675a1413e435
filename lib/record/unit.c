#include "record/unit.h"

#include <stdint.h>

#include "record/cell.h"

enum { UNIT, PARENT, MEN, N_COLUMNS };

static const char *const columns[N_COLUMNS] = {"unit", "parent", "men"};

static enum awol_status read_units(const struct awol_table *table, const size_t *index,
                                   struct awol_units *units, struct awol_error *opt_error)
{
    char shown[AWOL_SHOWN_SIZE];
    enum awol_status status;

    for (size_t row = 0; row < table->n_rows; row++) {
        struct awol_unit *unit = &units->units[units->n];

        unit->name = awol_cell_copy(table, row, index[UNIT], &units->arena);
        unit->parent = SIZE_MAX;
        if (unit->name == NULL)
            return awol_error_memory(opt_error);
        if (unit->name[0] == '\0')
            return awol_table_error(table, row, index[UNIT], opt_error, "no name of a unit");
        size_t other = awol_units_find(units, unit->name);
        if (other != SIZE_MAX)
            return awol_table_error(table, row, index[UNIT], opt_error,
                                    "unit %s is named twice (first in line %zu)",
                                    awol_text_show(unit->name, shown, sizeof shown),
                                    awol_table_place(table, other, index[UNIT]).line);
        if ((status = awol_cell_men(table, row, index[MEN], &unit->men, opt_error)) != AWOL_OK)
            return status;
        units->n++;
    }
    return AWOL_OK;
}

static enum awol_status find_parents(const struct awol_table *table, const size_t *index,
                                     struct awol_units *units, struct awol_error *opt_error)
{
    char shown[AWOL_SHOWN_SIZE];

    for (size_t row = 0; row < units->n; row++) {
        const char *parent = awol_cell_text(table, row, index[PARENT]);

        if (parent[0] == '\0')
            continue;
        units->units[row].parent = awol_units_find(units, parent);
        if (units->units[row].parent == SIZE_MAX)
            return awol_table_error(table, row, index[PARENT], opt_error,
                                    "parent %s is not in the table of units",
                                    awol_text_show(parent, shown, sizeof shown));
    }
    for (size_t row = 0; row < units->n; row++) {
        size_t steps = 0;

        for (size_t at = row; at != SIZE_MAX; at = units->units[at].parent) {
            if (steps++ > units->n)
                return awol_table_error(
                    table, row, index[PARENT], opt_error,
                    "unit %s is above itself: its parents run in a loop",
                    awol_text_show(units->units[row].name, shown, sizeof shown));
        }
    }
    return AWOL_OK;
}

enum awol_status awol_units_from_table(const struct awol_table *table, struct awol_units *ret_units,
                                       struct awol_error *opt_error)
{
    struct awol_units units = {.n = 0};
    size_t index[N_COLUMNS];
    enum awol_status status;

    awol_arena_init(&units.arena);
    if ((status = awol_cell_columns(table, columns, N_COLUMNS, NULL, index, opt_error)) !=
            AWOL_OK ||
        (status = awol_table_require(table, "unit", &index[UNIT], opt_error)) != AWOL_OK)
        goto done;
    units.units = awol_arena_alloc(&units.arena, (table->n_rows + 1) * sizeof units.units[0]);
    if (units.units == NULL) {
        status = awol_error_memory(opt_error);
        goto done;
    }
    if ((status = read_units(table, index, &units, opt_error)) != AWOL_OK ||
        (status = find_parents(table, index, &units, opt_error)) != AWOL_OK)
        goto done;
    *ret_units = units;
    return AWOL_OK;
done:
    awol_arena_release(&units.arena);
    return status;
}

void awol_units_release(struct awol_units *units)
{
    awol_arena_release(&units->arena);
    *units = (struct awol_units){.n = 0};
}

size_t awol_units_find(const struct awol_units *units, const char *name)
{
    for (size_t i = 0; i < units->n; i++) {
        if (awol_text_equal(units->units[i].name, name))
            return i;
    }
    return SIZE_MAX;
}

size_t awol_units_level(const struct awol_units *units, size_t index)
{
    size_t level = 0;

    for (size_t at = units->units[index].parent; at != SIZE_MAX; at = units->units[at].parent)
        level++;
    return level;
}
