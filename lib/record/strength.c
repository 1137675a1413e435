#include "record/strength.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "record/cell.h"

enum { DATE, BASIS, MEN, GAINED, LOST, UNIT, SOURCE, PREFERRED, N_COLUMNS };

static const char *const columns[N_COLUMNS] = {"date", "basis", "men",    "gained",
                                               "lost", "unit",  "source", "preferred"};

const char *const awol_strength_bases[] = {
    "present-for-duty", "present", "present-and-absent", "establishment", "sent",
    "enemy-estimate",   NULL};

static int compare_returns(const void *a, const void *b)
{
    const struct awol_return *left = a;
    const struct awol_return *right = b;
    int order = strcmp(left->unit, right->unit);

    if (order != 0)
        return order;
    if (left->day != right->day)
        return left->day < right->day ? -1 : 1;
    if (left->place.line != right->place.line)
        return left->place.line < right->place.line ? -1 : 1;
    return 0;
}

static enum awol_status read_men(const struct awol_table *table, size_t row, const size_t *index,
                                 struct awol_return *entry, struct awol_error *opt_error)
{
    enum awol_status status;

    if ((status = awol_cell_men(table, row, index[MEN], &entry->men, opt_error)) != AWOL_OK ||
        (status = awol_cell_men(table, row, index[GAINED], &entry->gained, opt_error)) != AWOL_OK ||
        (status = awol_cell_men(table, row, index[LOST], &entry->lost, opt_error)) != AWOL_OK)
        return status;
    bool is_change = !isnan(entry->gained) || !isnan(entry->lost);

    if (!isnan(entry->men) && is_change)
        return awol_table_error(table, row, index[MEN], opt_error,
                                "a row gives either men or gained and lost, not both");
    if (isnan(entry->men) && !is_change)
        return awol_table_error(table, row, index[MEN], opt_error,
                                "no men, and neither gained nor lost");
    if (isnan(entry->gained))
        entry->gained = 0.0;
    if (isnan(entry->lost))
        entry->lost = 0.0;
    if (!isnan(entry->men) && entry->basis[0] == '\0')
        return awol_table_error(table, row, index[BASIS], opt_error,
                                "no basis: who is counted in these men?");
    return AWOL_OK;
}

static enum awol_status read_row(const struct awol_table *table, size_t row, const size_t *index,
                                 struct awol_strength *strength, struct awol_error *opt_error)
{
    struct awol_return *entry = &strength->returns[strength->n];
    struct awol_span when;
    enum awol_status status;
    bool preferred;

    if ((status = awol_cell_yes(table, row, index[PREFERRED], true, &preferred, opt_error)) !=
            AWOL_OK ||
        (status = awol_cell_closed_span(table, row, index[DATE], &when, opt_error)) != AWOL_OK ||
        (status = awol_cell_check_word(table, row, index[BASIS], awol_strength_bases, opt_error)) !=
            AWOL_OK)
        return status;
    entry->day = when.earliest;
    entry->place = awol_table_place(table, row, index[DATE]);
    entry->unit = awol_cell_copy(table, row, index[UNIT], &strength->arena);
    entry->basis = awol_cell_copy(table, row, index[BASIS], &strength->arena);
    entry->source = awol_cell_copy(table, row, index[SOURCE], &strength->arena);
    if (entry->unit == NULL || entry->basis == NULL || entry->source == NULL)
        return awol_error_memory(opt_error);
    if (!preferred) {
        double men;

        return awol_cell_men(table, row, index[MEN], &men, opt_error);
    }
    if ((status = read_men(table, row, index, entry, opt_error)) != AWOL_OK)
        return status;
    strength->n++;
    return AWOL_OK;
}

/* Two numbers for one day and basis: which of them holds is not for us to guess. */
static enum awol_status check_rivals(const struct awol_strength *strength,
                                     struct awol_error *opt_error)
{
    for (size_t i = 0; i < strength->n; i++) {
        const struct awol_return *a = &strength->returns[i];

        for (size_t j = i + 1; j < strength->n; j++) {
            const struct awol_return *b = &strength->returns[j];
            char day[AWOL_DAY_TEXT_SIZE];

            if (b->day != a->day || !awol_text_equal(a->unit, b->unit))
                break;
            if (isnan(a->men) || isnan(b->men) || !awol_text_equal(a->basis, b->basis))
                continue;
            return awol_error_at(opt_error, strength->source, b->place,
                                 "a second strength %s of %s%s%s (the other is in line %zu): mark "
                                 "one preferred=no",
                                 b->basis, awol_day_format(b->day, day),
                                 b->unit[0] == '\0' ? "" : " for ", b->unit, a->place.line);
        }
    }
    return AWOL_OK;
}

enum awol_status awol_strength_from_table(const struct awol_table *table,
                                          struct awol_strength *ret_strength,
                                          struct awol_error *opt_error)
{
    struct awol_strength strength = {.n = 0};
    size_t index[N_COLUMNS];
    enum awol_status status;

    awol_arena_init(&strength.arena);
    if ((status = awol_cell_columns(table, columns, N_COLUMNS, NULL, index, opt_error)) !=
            AWOL_OK ||
        (status = awol_table_require(table, "date", &index[DATE], opt_error)) != AWOL_OK ||
        (status = awol_table_require(table, "basis", &index[BASIS], opt_error)) != AWOL_OK ||
        (index[GAINED] == AWOL_NO_COLUMN && index[LOST] == AWOL_NO_COLUMN &&
         (status = awol_table_require(table, "men", &index[MEN], opt_error)) != AWOL_OK))
        goto done;
    strength.source = awol_arena_string(&strength.arena, table->source);
    strength.returns =
        awol_arena_alloc(&strength.arena, (table->n_rows + 1) * sizeof strength.returns[0]);
    if (strength.source == NULL || strength.returns == NULL) {
        status = awol_error_memory(opt_error);
        goto done;
    }
    for (size_t row = 0; row < table->n_rows; row++) {
        if ((status = read_row(table, row, index, &strength, opt_error)) != AWOL_OK)
            goto done;
    }
    qsort(strength.returns, strength.n, sizeof strength.returns[0], compare_returns);
    if ((status = check_rivals(&strength, opt_error)) != AWOL_OK)
        goto done;
    *ret_strength = strength;
    return AWOL_OK;
done:
    awol_arena_release(&strength.arena);
    return status;
}

void awol_strength_release(struct awol_strength *strength)
{
    awol_arena_release(&strength->arena);
    *strength = (struct awol_strength){.n = 0};
}

/* The last return of exactly this unit up to a day; NULL before the first. */
static const struct awol_return *return_of(const struct awol_strength *strength, const char *unit,
                                           const char *basis, int64_t day)
{
    const struct awol_return *last = NULL;

    for (size_t i = 0; i < strength->n; i++) {
        const struct awol_return *entry = &strength->returns[i];

        if (entry->day <= day && !isnan(entry->men) && awol_text_equal(entry->unit, unit) &&
            awol_text_equal(entry->basis, basis))
            last = entry;
    }
    return last;
}

/* True for a change of the unit that counts at the start of the day: its men are still (not yet)
 * there when its own day begins. */
static bool is_change(const struct awol_return *entry, const char *unit, const char *basis,
                      int64_t since, int64_t day)
{
    return isnan(entry->men) && entry->day >= since && entry->day < day &&
           awol_text_equal(entry->unit, unit) &&
           (entry->basis[0] == '\0' || awol_text_equal(entry->basis, basis));
}

/* The unit's own returns stand for it, or those for every unit. */
static const char *unit_of(const struct awol_strength *strength, const char *unit)
{
    for (size_t i = 0; i < strength->n; i++) {
        if (awol_text_equal(strength->returns[i].unit, unit))
            return unit;
    }
    return "";
}

double awol_strength_at(const struct awol_strength *strength, const char *unit, const char *basis,
                        int64_t day)
{
    const char *of = unit_of(strength, unit);
    const struct awol_return *last = return_of(strength, of, basis, day);
    double men = last == NULL ? (double)NAN : last->men;

    for (size_t i = 0; i < strength->n && last != NULL; i++) {
        if (is_change(&strength->returns[i], of, basis, last->day, day))
            men += strength->returns[i].gained - strength->returns[i].lost;
    }
    return men;
}

bool awol_strength_since(const struct awol_strength *strength, const char *unit, const char *basis,
                         int64_t day, int64_t *ret_since)
{
    const char *of = unit_of(strength, unit);
    const struct awol_return *last = return_of(strength, of, basis, day);

    for (size_t i = 0; i < strength->n && last != NULL; i++) {
        if (is_change(&strength->returns[i], of, basis, last->day, day))
            return false;
    }
    if (last != NULL)
        *ret_since = last->day;
    return last != NULL;
}
