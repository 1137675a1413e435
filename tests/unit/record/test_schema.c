#include <criterion/criterion.h>

#include "base/text.h"
#include "record/event.h"
#include "record/schema.h"
#include "record/series.h"

static bool documents(const char *name, const char *column)
{
    const struct awol_schema_table *table = awol_schema_find(name);

    cr_assert(table != NULL, "%s", name);
    for (size_t i = 0; i < table->n_columns; i++) {
        if (awol_text_equal(table->columns[i].name, column))
            return true;
    }
    return false;
}

Test(schema, every_column_that_is_written_is_documented)
{
    for (size_t i = 0; i < awol_event_n_columns; i++)
        cr_assert(documents("events", awol_event_columns[i]), "%s", awol_event_columns[i]);
    for (size_t i = 0; i < awol_series_n_columns; i++)
        cr_assert(documents("series", awol_series_columns[i]), "%s", awol_series_columns[i]);
}

Test(schema, nothing_is_named_twice_or_left_without_meaning)
{
    const struct awol_schema_table *table;

    for (size_t i = 0; (table = awol_schema_at(i)) != NULL; i++) {
        cr_assert_eq(awol_schema_find(table->name), table);
        cr_assert(table->meaning[0] != '\0' && table->written_by[0] != '\0');
        for (size_t j = 0; j < table->n_columns; j++) {
            cr_assert(table->columns[j].meaning[0] != '\0');
            for (size_t k = 0; k < j; k++)
                cr_assert_str_neq(table->columns[j].name, table->columns[k].name);
        }
    }
    for (size_t i = 0; i < awol_schema_n_parameters; i++)
        for (size_t k = 0; k < i; k++)
            cr_assert_str_neq(awol_schema_parameters[i].name, awol_schema_parameters[k].name);
    cr_assert_eq(awol_schema_find("nonsense"), NULL);
}
