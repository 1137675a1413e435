#include "base/status.h"

#include <criterion/criterion.h>
#include <errno.h>

Test(status, exit_statuses)
{
    static const struct {
        enum awol_status status;
        int expected;
    } rows[] = {{AWOL_OK, 0},    {AWOL_NO, 1},    {AWOL_USAGE, 2},  {AWOL_DATA, 3},
                {AWOL_UNFIT, 4}, {AWOL_RANGE, 4}, {AWOL_SYSTEM, 5}, {AWOL_MEMORY, 5}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_assert_eq(awol_status_exit(rows[i].status), rows[i].expected, "status %d",
                     rows[i].status);
        cr_assert(awol_status_text(rows[i].status)[0] != '\0', "status %d", rows[i].status);
    }
    cr_assert_eq(awol_status_exit((enum awol_status)99), 5);
    cr_assert_str_eq(awol_status_text((enum awol_status)99), "unknown status");
}

Test(status, setting_without_a_place)
{
    struct awol_error error;
    cr_assert_eq(awol_error_set(&error, AWOL_UNFIT, "%d observations of %s", 3, "a unit"),
                 AWOL_UNFIT);
    cr_assert_eq(error.status, AWOL_UNFIT);
    cr_assert_str_eq(error.message, "3 observations of a unit");
    cr_assert_str_eq(error.source, "");
    cr_assert_eq(error.place.line, 0);
    cr_assert_eq(awol_error_set(NULL, AWOL_USAGE, "unread"), AWOL_USAGE);
    cr_assert_eq(awol_error_at(NULL, "f", (struct awol_place){1, 2}, "unread"), AWOL_DATA);
    cr_assert_eq(awol_error_memory(NULL), AWOL_MEMORY);
    cr_assert_eq(awol_error_file(NULL, "f", "unread", ENOENT), AWOL_SYSTEM);
}

Test(status, a_later_failure_replaces_all_of_an_earlier_one)
{
    struct awol_error error;
    awol_error_at(&error, "f.csv", (struct awol_place){7, 8}, "first");
    awol_error_memory(&error);
    cr_assert_str_eq(error.source, "");
    cr_assert_eq(error.place.line, 0);
    cr_assert_eq(error.place.column, 0);
    cr_assert_str_eq(error.message, "out of memory");
}

Test(status, messages_as_a_user_reads_them)
{
    static const struct {
        const char *source;
        struct awol_place place;
        const char *expected;
    } rows[] = {{"", {0, 0}, "wrong"},
                {"", {3, 4}, "wrong"},
                {"f.csv", {0, 0}, "f.csv: wrong"},
                {"f.csv", {3, 0}, "f.csv:3: wrong"},
                {"f.csv", {3, 4}, "f.csv:3:4: wrong"},
                {"-", {3, 4}, "standard input:3:4: wrong"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct awol_error error;
        char buffer[80];
        cr_assert_eq(awol_error_at(&error, rows[i].source, rows[i].place, "wrong"), AWOL_DATA);
        awol_error_format(&error, buffer, sizeof buffer);
        cr_assert_str_eq(buffer, rows[i].expected);
    }
}

Test(status, files_and_long_texts)
{
    struct awol_error error;
    char buffer[10], source[600];
    cr_assert_eq(awol_error_file(&error, "/nowhere", "cannot be opened", ENOENT), AWOL_SYSTEM);
    cr_assert_str_eq(error.message, "cannot be opened: No such file or directory");
    awol_error_format(&error, buffer, sizeof buffer);
    cr_assert_str_eq(buffer, "/nowhere:");

    memset(source, 's', sizeof source);
    source[sizeof source - 1] = '\0';
    awol_error_at(&error, source, (struct awol_place){1, 1}, "%s%s", source, source);
    cr_assert_eq(strlen(error.source), sizeof error.source - 1);
    cr_assert_eq(strlen(error.message), sizeof error.message - 1);
}
