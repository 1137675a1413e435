#include "base/table.h"

#include <criterion/criterion.h>
#include <math.h>

#include "base/number.h"

static void make(struct awol_table *table)
{
    cr_assert_eq(awol_table_init(table, "series", "s.csv", NULL), AWOL_OK);
    cr_assert_eq(awol_table_add_column(table, "unit", NULL), AWOL_OK);
    cr_assert_eq(awol_table_add_column(table, "count", NULL), AWOL_OK);
}

Test(table, rows_are_copied)
{
    struct awol_table table;
    char first[] = "Knyphausen", second[] = "12";
    const char *cells[] = {first, second};
    const struct awol_place places[] = {{2, 1}, {2, 12}};
    make(&table);
    cr_assert_eq(awol_table_append(&table, cells, places, NULL), AWOL_OK);
    memset(first, 'x', sizeof first - 1);
    cr_assert_str_eq(awol_table_cell(&table, 0, 0), "Knyphausen");
    cr_assert_str_eq(awol_table_cell(&table, 0, 1), "12");
    cr_assert_eq(awol_table_place(&table, 0, 1).line, 2);
    cr_assert_eq(awol_table_place(&table, 0, 1).column, 12);
    for (int i = 0; i < 1000; i++)
        cr_assert_eq(awol_table_append(&table, cells, NULL, NULL), AWOL_OK);
    cr_assert_eq(table.n_rows, 1001);
    cr_assert_str_eq(awol_table_cell(&table, 0, 0), "Knyphausen");
    cr_assert_eq(awol_table_place(&table, 1000, 1).line, 0);
    cr_assert_eq(awol_table_add_note(&table, "a note", NULL), AWOL_OK);
    cr_assert_str_eq(table.notes[0], "a note");
    awol_table_release(&table);
    cr_assert_eq(table.n_rows, 0);
}

Test(table, missing_cells)
{
    struct awol_table table;
    const char *cells[] = {NULL, ""};
    make(&table);
    cr_assert_eq(awol_table_append(&table, cells, NULL, NULL), AWOL_OK);
    cr_assert_eq(awol_table_append_empty(&table, NULL), AWOL_OK);
    cr_assert_str_eq(awol_table_cell(&table, 0, 0), "NA");
    cr_assert(awol_table_is_missing(&table, 0, 0));
    cr_assert(awol_table_is_missing(&table, 0, 1));
    cr_assert(awol_table_is_missing(&table, 1, 1));
    cr_assert(awol_table_is_missing(&table, 0, AWOL_NO_COLUMN));
    cr_assert_str_eq(awol_table_cell(&table, 0, AWOL_NO_COLUMN), "NA");
    double value = 1;
    cr_assert_eq(awol_table_number(&table, 0, 1, &value, NULL), AWOL_OK);
    cr_assert(isnan(value));
    value = 1;
    cr_assert_eq(awol_table_number(&table, 0, AWOL_NO_COLUMN, &value, NULL), AWOL_OK);
    cr_assert(isnan(value));
    awol_table_release(&table);
}

Test(table, setting)
{
    struct awol_table table;
    double value;
    make(&table);
    cr_assert_eq(awol_table_append_empty(&table, NULL), AWOL_OK);
    cr_assert_eq(awol_table_set(&table, 0, 0, "Hesse", NULL), AWOL_OK);
    cr_assert_eq(awol_table_set_number(&table, 0, 1, 0.1, NULL), AWOL_OK);
    cr_assert_eq(awol_table_set(&table, 0, AWOL_NO_COLUMN, "nowhere", NULL), AWOL_OK);
    cr_assert_str_eq(awol_table_cell(&table, 0, 0), "Hesse");
    cr_assert_eq(awol_table_number(&table, 0, 1, &value, NULL), AWOL_OK);
    cr_assert_eq(value, 0.1);
    cr_assert_eq(awol_table_set_number(&table, 0, 1, NAN, NULL), AWOL_OK);
    cr_assert(awol_table_is_missing(&table, 0, 1));
    awol_table_release(&table);
}

Test(table, a_word_where_a_number_should_be)
{
    struct awol_table table;
    struct awol_error error;
    const char *cells[] = {"a", "about 12"};
    const struct awol_place places[] = {{5, 1}, {5, 3}};
    double value = 42;
    make(&table);
    cr_assert_eq(awol_table_append(&table, cells, places, NULL), AWOL_OK);
    cr_assert_eq(awol_table_number(&table, 0, 1, &value, &error), AWOL_DATA);
    cr_assert_eq(value, 42);
    cr_assert_str_eq(error.source, "s.csv");
    cr_assert_eq(error.place.line, 5);
    cr_assert_eq(error.place.column, 3);
    cr_assert_str_eq(error.message, "column “count”: a number was expected, not “about 12”");
    cr_assert_eq(awol_table_error(&table, 0, AWOL_NO_COLUMN, &error, "no %s", "date"), AWOL_DATA);
    cr_assert_str_eq(error.message, "no date");
    cr_assert_eq(error.place.line, 5);
    cr_assert_eq(error.place.column, 0);
    awol_table_release(&table);
}

Test(table, columns_by_name)
{
    struct awol_table table;
    struct awol_error error;
    size_t index = 42;
    make(&table);
    cr_assert_eq(awol_table_find(&table, "count"), 1);
    cr_assert_eq(awol_table_find(&table, "Count"), AWOL_NO_COLUMN);
    cr_assert_eq(awol_table_require(&table, "unit", &index, &error), AWOL_OK);
    cr_assert_eq(index, 0);
    cr_assert_eq(awol_table_require(&table, "units", &index, &error), AWOL_DATA);
    cr_assert_eq(index, 0);
    cr_assert_str_eq(error.message, "the table has no column “units”; its columns are: unit, "
                                    "count; did you mean “unit”?");
    cr_assert_eq(awol_table_require(&table, "start", &index, &error), AWOL_DATA);
    cr_assert_str_eq(error.message,
                     "the table has no column “start”; its columns are: unit, count");
    awol_table_release(&table);
}

Test(table, places_may_come_late_or_never)
{
    struct awol_table table;
    const char *cells[] = {"Knyphausen", "12"};
    const struct awol_place places[] = {{5, 1}, {5, 12}};
    make(&table);
    cr_assert_eq(awol_table_append(&table, cells, NULL, NULL), AWOL_OK);
    cr_assert_null(awol_table_row(&table, 0).places);
    cr_assert_eq(awol_table_place(&table, 0, 1).line, 0);
    cr_assert_eq(awol_table_place(&table, 0, AWOL_NO_COLUMN).line, 0);
    cr_assert_eq(awol_table_append(&table, cells, places, NULL), AWOL_OK);
    for (int i = 0; i < 100; i++)
        cr_assert_eq(awol_table_append_empty(&table, NULL), AWOL_OK);
    cr_assert_eq(awol_table_place(&table, 0, 1).line, 0);
    cr_assert_eq(awol_table_place(&table, 1, 1).column, 12);
    cr_assert_eq(awol_table_row(&table, 1).places[1].column, 12);
    cr_assert_eq(awol_table_place(&table, 1, AWOL_NO_COLUMN).line, 5);
    cr_assert_eq(awol_table_place(&table, 101, 1).line, 0);
    awol_table_release(&table);
}

/* Cells that say the same may share their text, and are still each its own. */
Test(table, a_cell_does_not_change_with_the_one_above)
{
    struct awol_table table;
    make(&table);
    for (size_t row = 0; row < 3; row++) {
        cr_assert_eq(awol_table_append_empty(&table, NULL), AWOL_OK);
        cr_assert_eq(awol_table_set(&table, row, 0, "Lossberg", NULL), AWOL_OK);
        cr_assert_eq(awol_table_set_number(&table, row, 1, 7, NULL), AWOL_OK);
    }
    cr_assert_eq(awol_table_set(&table, 1, 0, "Rall", NULL), AWOL_OK);
    cr_assert_eq(awol_table_set(&table, 0, 1, "NA", NULL), AWOL_OK);
    cr_assert_str_eq(awol_table_cell(&table, 0, 0), "Lossberg");
    cr_assert_str_eq(awol_table_cell(&table, 1, 0), "Rall");
    cr_assert_str_eq(awol_table_cell(&table, 2, 0), "Lossberg");
    cr_assert(awol_table_is_missing(&table, 0, 1));
    cr_assert_str_eq(awol_table_cell(&table, 1, 1), "7");
    awol_table_release(&table);
}

Test(table, room_is_made_at_once)
{
    struct awol_table table;
    const char *cells[] = {"Bünau", "3"};
    make(&table);
    cr_assert_eq(awol_table_append(&table, cells, NULL, NULL), AWOL_OK);
    cr_assert_eq(awol_table_reserve(&table, 5, NULL), AWOL_OK); /* there already */
    cr_assert_eq(awol_table_reserve(&table, 1000, NULL), AWOL_OK);
    const char *const *reserved = table.cells;
    for (int i = 0; i < 1000; i++)
        cr_assert_eq(awol_table_append(&table, cells, NULL, NULL), AWOL_OK);
    cr_assert_eq(table.cells, reserved);
    cr_assert_str_eq(awol_table_cell(&table, 0, 0), "Bünau");
    cr_assert_str_eq(awol_table_cell(&table, 1000, 1), "3");
    cr_assert_eq(awol_table_reserve(&table, SIZE_MAX, NULL), AWOL_MEMORY);
    cr_assert_eq(awol_table_reserve(&table, SIZE_MAX / 16, NULL), AWOL_MEMORY);
    cr_assert_eq(table.n_rows, 1001);
    awol_table_release(&table);
}

/* The texts of numbers are remembered: each cell must still have that of its own. */
Test(table, numbers_that_come_again)
{
    static const double values[] = {0.1, -0.1, 0, -0.0, 7, NAN, INFINITY, 1e308, 5e-324, 1.0 / 3};
    enum { N = sizeof values / sizeof *values, ROWS = 3000 };
    struct awol_table table;
    make(&table);
    for (size_t row = 0; row < ROWS; row++) {
        cr_assert_eq(awol_table_append_empty(&table, NULL), AWOL_OK);
        cr_assert_eq(awol_table_set_number(&table, row, 0, values[row % N], NULL), AWOL_OK);
        cr_assert_eq(awol_table_set_number(&table, row, 1, 0.7 * (double)(row / 2), NULL), AWOL_OK);
        cr_assert_eq(awol_table_set_number(&table, row, AWOL_NO_COLUMN, 1, NULL), AWOL_OK);
    }
    for (size_t row = 0; row < ROWS; row++) {
        char text[AWOL_NUMBER_SIZE];
        cr_assert_str_eq(awol_table_cell(&table, row, 0),
                         awol_number_format(values[row % N], text));
        cr_assert_str_eq(awol_table_cell(&table, row, 1),
                         awol_number_format(0.7 * (double)(row / 2), text));
    }
    awol_table_release(&table);
}
