#include "read/column_map.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void check_wish(const struct awol_column_map *map, size_t i, const char *column,
                       const char *header)
{
    cr_assert_lt(i, map->n_wishes);
    cr_assert_str_eq(map->wishes[i].column, column);
    cr_assert_str_eq(map->wishes[i].header, header);
    cr_assert(map->wishes[i].must);
}

Test(column_map, an_option)
{
    struct awol_column_map map;
    struct awol_error error = {0};

    awol_column_map_init(&map);
    cr_assert_eq(
        awol_column_map_parse(&map, "date=Date of des.,count=\"No., \"\"all\"\"\",unit==x", &error),
        AWOL_OK, "%s", error.message);
    cr_assert_eq(map.n_wishes, 3);
    check_wish(&map, 0, "date", "Date of des.");
    check_wish(&map, 1, "count", "No., \"all\"");
    check_wish(&map, 2, "unit", "=x");
    awol_column_map_release(&map);
}

Test(column_map, events_of_their_own_and_columns_set_aside)
{
    struct awol_column_map map;
    struct awol_error error = {0};

    awol_column_map_init(&map);
    cr_assert_eq(awol_column_map_parse(&map, "date=a,deserted:date=b#,-=c,-=d", &error), AWOL_OK,
                 "%s", error.message);
    cr_assert_eq(map.n_wishes, 4);
    check_wish(&map, 0, "date", "a");
    cr_assert_null(map.wishes[0].opt_event);
    check_wish(&map, 1, "date", "b#");
    cr_assert_str_eq(map.wishes[1].opt_event, "deserted");
    check_wish(&map, 2, AWOL_SET_ASIDE, "c");
    check_wish(&map, 3, AWOL_SET_ASIDE, "d");
    awol_column_map_release(&map);
}

Test(column_map, options_that_are_refused)
{
    static const char *const cases[][2] = {
        {"", "expected COLUMN=HEADER"},
        {"date", "expected COLUMN=HEADER"},
        {"=x", "expected COLUMN=HEADER"},
        {"date=x,", "expected COLUMN=HEADER"},
        {"date=", "date is given no header text"},
        {"dates=x", "“dates” is no column of events: is “date” meant?"},
        {"zzzzzzzzzz=x", "no column of events (these are listed"},
        {"date=a,date=b", "date is given two columns of the file"},
        {"fled:date=a", "“fled” is not one of the words of the events: deserted, absent"},
        {"deserted:dates=a", "“dates” is no column of events: is “date” meant?"},
        {"deserted:event=a", "deserted:event: the event is “deserted” already"},
        {"deserted:-=a", "“-” is no column of events"},
        {"deserted:date=a,deserted:date=b", "deserted:date is given two columns of the file"},
        {"date=\"a", "quotes around the header text of date"},
        {"date=\"a\"b", "quotes around the header text of date"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_column_map map;
        struct awol_error error = {0};

        awol_column_map_init(&map);
        cr_assert_eq(awol_column_map_parse(&map, cases[i][0], &error), AWOL_USAGE, "“%s”",
                     cases[i][0]);
        cr_assert_not_null(strstr(error.message, cases[i][1]), "“%s”: %s", cases[i][0],
                           error.message);
        awol_column_map_release(&map);
    }
}

static enum awol_status read_text(const char *text, size_t length, struct awol_column_map *map,
                                  struct awol_error *error)
{
    char path[] = "/tmp/awol-map-XXXXXX";
    const int descriptor = mkstemp(path);
    FILE *const file = fdopen(descriptor, "wb");
    enum awol_status status;

    cr_assert_not_null(file);
    cr_assert_eq(fwrite(text, 1, length, file), length);
    fclose(file);
    status = awol_column_map_read(map, path, error);
    remove(path);
    return status;
}

Test(column_map, a_file)
{
    static const char text[] =
        "# the blank of 1863\n\n  date = Date of des. \r\ncount=\"No., all\"\nunit =Regt.";
    struct awol_column_map map;
    struct awol_error error = {0};

    awol_column_map_init(&map);
    cr_assert_eq(read_text(text, sizeof text - 1, &map, &error), AWOL_OK, "%s", error.message);
    cr_assert_eq(map.n_wishes, 3);
    check_wish(&map, 0, "date", "Date of des.");
    check_wish(&map, 1, "count", "No., all");
    check_wish(&map, 2, "unit", "Regt.");
    awol_column_map_release(&map);
}

Test(column_map, files_that_are_refused)
{
    static const struct {
        const char *text;
        size_t length, line, column;
        const char *message;
    } cases[] = {
        {"date\n", 5, 1, 1, "expected a line: column = header text"},
        {"date = x\ndates = y\n", 19, 2, 1, "is “date” meant?"},
        {"date = x\n date = y\n", 19, 2, 2, "two columns"},
        {"date = \"x\n", 10, 1, 8, "quotes"},
        {"date =\n", 7, 1, 1, "no header text"},
        {"date = \0x\n", 10, 1, 8, "a NUL byte"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_column_map map;
        struct awol_error error = {0};

        awol_column_map_init(&map);
        cr_assert_eq(read_text(cases[i].text, cases[i].length, &map, &error), AWOL_DATA, "case %zu",
                     i);
        cr_assert_not_null(strstr(error.message, cases[i].message), "case %zu: %s", i,
                           error.message);
        cr_assert_eq(error.place.line, cases[i].line, "case %zu: line %zu", i, error.place.line);
        cr_assert_eq(error.place.column, cases[i].column, "case %zu: column %zu", i,
                     error.place.column);
        awol_column_map_release(&map);
    }
}

Test(column_map, a_file_that_is_not_there)
{
    struct awol_column_map map;
    struct awol_error error = {0};

    awol_column_map_init(&map);
    cr_assert_eq(awol_column_map_read(&map, "/no/such/map", &error), AWOL_SYSTEM);
    cr_assert_str_eq(error.source, "/no/such/map");
    awol_column_map_release(&map);
}
