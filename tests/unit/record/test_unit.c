#include <criterion/criterion.h>
#include <math.h>

#include "record/unit.h"
#include "support/table_text.h"

Test(unit, finds_parents_and_levels)
{
    struct awol_table table = test_table("units", "unit|parent|men\n"
                                                  "Second Corps|Potomac|\n"
                                                  "Potomac|front|70000\n"
                                                  "front|NA|NA\n");
    struct awol_units units;

    cr_assert_eq(awol_units_from_table(&table, &units, NULL), AWOL_OK);
    cr_assert_eq(units.n, 3u);
    cr_assert_eq(units.units[0].parent, 1u);
    cr_assert_eq(units.units[2].parent, SIZE_MAX);
    cr_assert_eq(awol_units_level(&units, 0), 2u);
    cr_assert_eq(awol_units_level(&units, 2), 0u);
    cr_assert_eq(units.units[1].men, 70000.0);
    cr_assert(isnan(units.units[0].men));
    cr_assert_eq(awol_units_find(&units, "Sixth Corps"), SIZE_MAX);
    awol_units_release(&units);
    awol_table_release(&table);
}

Test(unit, refusals)
{
    static const struct {
        const char *lines;
        size_t line, column;
        const char *message;
    } cases[] = {
        {"unit|parent\na|\na|\n", 3, 1, "unit “a” is named twice (first in line 2)"},
        {"unit|parent\na|b\n", 2, 2, "parent “b” is not in the table of units"},
        {"unit|parent\na|b\nb|a\n", 2, 2, "its parents run in a loop"},
        {"unit|parent\na|a\n", 2, 2, "unit “a” is above itself"},
        {"unit|parent\n|a\n", 2, 1, "no name of a unit"},
        {"unit|men\na|-1\n", 2, 2, "men “-1” is negative"},
        {"units|parent\na|\n", 1, 0, "is “unit” meant?"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_table table = test_table("units", cases[i].lines);
        struct awol_units units;
        struct awol_error error = {0};

        cr_assert_eq(awol_units_from_table(&table, &units, &error), AWOL_DATA, "case %zu", i);
        cr_assert(strstr(error.message, cases[i].message) != NULL, "case %zu: %s", i,
                  error.message);
        cr_assert_eq(error.place.line, cases[i].line, "case %zu", i);
        cr_assert_eq(error.place.column, cases[i].column, "case %zu", i);
        awol_table_release(&table);
    }
}
