#include "read/input.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A file of the given text in the folder for temporary files; the caller removes it. */
static void write_file(char path[static 32], const char *text)
{
    FILE *file;
    int descriptor;

    strncpy(path, "/tmp/awol-input-XXXXXX", 32);
    descriptor = mkstemp(path);
    cr_assert_geq(descriptor, 0);
    file = fdopen(descriptor, "wb");
    cr_assert_not_null(file);
    fputs(text, file);
    fclose(file);
}

static enum awol_status table_of(const char *text, struct awol_table *ret_table,
                                 struct awol_error *error)
{
    char path[32];
    enum awol_status status;

    write_file(path, text);
    status = awol_input_table(path, "offers", ret_table, error);
    remove(path);
    return status;
}

Test(input, a_hand_made_table)
{
    struct awol_table table;
    struct awol_error error = {0};

    cr_assert_eq(table_of("# offers of Congress\nid;start\nland;1776-08-27\n", &table, &error),
                 AWOL_OK, "%s", error.message);
    cr_assert_str_eq(table.name, "offers");
    cr_assert_eq(table.n_columns, 2);
    cr_assert_eq(table.n_rows, 1);
    cr_assert_str_eq(awol_table_cell(&table, 0, awol_table_find(&table, "start")), "1776-08-27");
    cr_assert_eq(awol_table_place(&table, 0, 1).line, 3);
    cr_assert_eq(awol_table_place(&table, 0, 1).column, 6);
    awol_table_release(&table);
}

Test(input, empty_columns_without_a_name_are_dropped)
{
    struct awol_table table;
    struct awol_error error = {0};

    cr_assert_eq(table_of("id,,start,\nland,,1776,\n", &table, &error), AWOL_OK, "%s",
                 error.message);
    cr_assert_eq(table.n_columns, 2);
    cr_assert_str_eq(awol_table_cell(&table, 0, 1), "1776");
    awol_table_release(&table);
}

Test(input, a_table_of_a_stream)
{
    static const char text[] = "# awol: fit 1\n# table: model\nkey\tvalue\nmodel\tnull\n\n\n"
                               "# table: offers\nid\tstart\nland\t1776\\n\n\n\n"
                               "# table: series\nunit\nA\n# end\n";
    struct awol_table table;
    struct awol_error error = {0};

    cr_assert_eq(table_of(text, &table, &error), AWOL_OK, "%s", error.message);
    cr_assert_str_eq(table.name, "offers");
    cr_assert_eq(table.n_rows, 1);
    cr_assert_str_eq(awol_table_cell(&table, 0, 1), "1776\n");
    awol_table_release(&table);
}

Test(input, refusals)
{
    static const struct {
        const char *text;
        size_t line, column;
        const char *message;
    } cases[] = {
        {"", 0, 0, "the file is empty"},
        {"id,start\n", 1, 1, "the file has a header and no row"},
        {"id,start\nland\n", 2, 5, "the row has 1 cell where the header has 2"},
        {"id,\nland,x\n", 2, 6, "“x” stands in a column that has no name"},
        {",\n1,2\n", 1, 1, "no column of the header has a name"},
        {"# awol: fit 1\n# table: series\nunit\nA\n# end\n", 1, 1, "has no table \"offers\""},
        {"# awol: fit 1\n# table: offers\nid\nland\n", 4, 0, "without its last line"},
        {"# awol: fit 99\n# end\n", 1, 13, "version"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_table table = {.n_rows = 77};
        struct awol_error error = {0};

        cr_assert_eq(table_of(cases[i].text, &table, &error), AWOL_DATA, "case %zu", i);
        cr_assert_eq(table.n_rows, 77, "case %zu touched the output", i);
        cr_assert_not_null(strstr(error.message, cases[i].message), "case %zu: %s", i,
                           error.message);
        cr_assert_eq(error.place.line, cases[i].line, "case %zu: line %zu", i, error.place.line);
        cr_assert_eq(error.place.column, cases[i].column, "case %zu: column %zu", i,
                     error.place.column);
    }
}

Test(input, a_missing_file)
{
    static const char *const kinds[] = {"series", NULL};
    struct awol_table table;
    struct awol_stream stream;
    struct awol_error error = {0};

    cr_assert_eq(awol_input_table("/no/such/file", "offers", &table, &error), AWOL_SYSTEM);
    cr_assert_str_eq(error.source, "/no/such/file");
    cr_assert_not_null(strstr(error.message, "No such file"), "%s", error.message);
    cr_assert_eq(awol_input_stream("/no/such/file", kinds, &stream, &error), AWOL_SYSTEM);
    cr_assert_eq(awol_input_table("/", "offers", &table, &error), AWOL_SYSTEM);
    cr_assert_not_null(strstr(error.message, "directory"), "%s", error.message);
}

Test(input, a_stream_of_the_kind)
{
    static const char *const kinds[] = {"series", "events", NULL};
    struct awol_stream stream;
    struct awol_error error = {0};
    char path[32];

    write_file(path,
               "# awol: events 1\n# campaign: Hessians\n# table: events\ndate\n1776\n# end\n");
    cr_assert_eq(awol_input_stream(path, kinds, &stream, &error), AWOL_OK, "%s", error.message);
    remove(path);
    cr_assert_str_eq(stream.kind, "events");
    cr_assert_str_eq(awol_stream_header(&stream, "campaign"), "Hessians");
    cr_assert_eq(awol_stream_find(&stream, "events")->n_rows, 1);
    awol_stream_release(&stream);
}

Test(input, a_hand_made_table_becomes_a_stream)
{
    static const char *const kinds[] = {"series", NULL};
    struct awol_stream stream;
    struct awol_error error = {0};
    char path[32];

    write_file(path, "start,end,count\n1776-08-01,1776-09-01,12\n");
    cr_assert_eq(awol_input_stream(path, kinds, &stream, &error), AWOL_OK, "%s", error.message);
    remove(path);
    cr_assert_str_eq(stream.kind, "series");
    cr_assert_str_eq(awol_stream_header(&stream, "source"), path);
    cr_assert_str_eq(awol_table_cell(awol_stream_find(&stream, "series"), 0, 2), "12");
    awol_stream_release(&stream);
}

Test(input, a_stream_of_another_kind_names_the_tool)
{
    static const char *const kinds[] = {"series", NULL};
    struct awol_stream stream;
    struct awol_error error = {0};
    char path[32];

    write_file(path, "# awol: events 1\n# table: events\ndate\n1776\n# end\n");
    cr_assert_eq(awol_input_stream(path, kinds, &stream, &error), AWOL_DATA);
    remove(path);
    cr_assert_str_eq(error.message,
                     "this is a stream of events: expected series (made by awol-count)");
}

/* A pipe that hands out a byte at a time: the sniffed bytes must come back all the same. */
static void check_pipe(const char *text, const char *column)
{
    struct awol_table table;
    struct awol_error error = {0};
    int ends[2];
    char path[32];

    cr_assert_eq(pipe(ends), 0);
    if (fork() == 0) {
        close(ends[0]);
        for (size_t i = 0; text[i] != '\0'; i++) {
            if (write(ends[1], text + i, 1) != 1)
                _exit(1);
            if (i < 20)
                usleep(1000);
        }
        _exit(0);
    }
    close(ends[1]);
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    cr_assert_eq(awol_input_table(path, "events", &table, &error), AWOL_OK, "%s", error.message);
    cr_assert_eq(awol_table_find(&table, column), 0);
    cr_assert_eq(table.n_rows, 1);
    awol_table_release(&table);
    close(ends[0]);
}

Test(input, a_slow_pipe)
{
    check_pipe("# awol: events 1\n# table: events\ndate\n1776\n# end\n", "date");
    check_pipe("# awxx\ndate\n1776\n", "date");
    check_pipe("date,count\n1776,1\n", "date");
}
