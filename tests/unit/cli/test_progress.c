#include "cli/progress.h"

#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <string.h>
#include <unistd.h>

#include "cli/arguments.h"

Test(progress, time_left_goes_by_the_time_that_was_taken)
{
    char line[160];
    cr_assert_str_eq(awol_progress_format(0, 499, "records", 0, line, sizeof line),
                     "0 of 499 records");
    /* 100 in ten seconds: 399 more take 39.9. */
    cr_assert_str_eq(awol_progress_format(100, 499, "records", 10000, line, sizeof line),
                     "100 of 499 records, 0:40 left");
    cr_assert_str_eq(awol_progress_format(1, 3, "records", 3599500, line, sizeof line),
                     "1 of 3 records, 2:00:00 left");
    cr_assert_str_eq(awol_progress_format(499, 499, "records", 50000, line, sizeof line),
                     "499 of 499 records");
}

/* Standard error is no terminal here: a log must not fill with lines. */
Test(progress, silent_in_a_file, .init = cr_redirect_stderr)
{
    const struct awol_tool tool = {.name = "awol-test"};
    const struct awol_arguments arguments = {.tool = &tool};
    struct awol_progress progress;
    awol_progress_begin(&progress, &arguments, "records", 2);
    awol_progress_done_one(&progress);
    awol_progress_done_one(&progress);
    awol_progress_end(&progress);
    fflush(stderr);
    cr_assert_stderr_eq_str("");
}

/* On a terminal: one line that is written over, and ended. */
Test(progress, one_line_on_a_terminal)
{
    char *bytes = NULL;
    size_t length = 0;
    FILE *terminal = open_memstream(&bytes, &length);
    struct awol_progress progress = {
        .terminal = terminal, .tool = "awol-test", .what = "records", .total = 2};
    pthread_mutex_init(&progress.lock, NULL);
    awol_progress_done_one(&progress);
    awol_progress_done_one(&progress);
    awol_progress_end(&progress);
    fclose(terminal);
    cr_assert(strstr(bytes, "\rawol-test: 2 of 2 records"), "“%s”", bytes);
    cr_assert_eq(bytes[length - 1], '\n');
    cr_assert_eq(strchr(bytes, '\n'), bytes + length - 1, "one line only");
    free(bytes);
}

/* How much there is may be told later; nothing is written where there is nothing to do. */
Test(progress, a_total_that_grows)
{
    char *bytes = NULL;
    size_t length = 0;
    FILE *terminal = open_memstream(&bytes, &length);
    struct awol_progress progress = {.terminal = terminal, .tool = "awol-test", .what = "fits"};
    pthread_mutex_init(&progress.lock, NULL);
    awol_progress_more(&progress, 0);
    fflush(terminal);
    cr_assert_eq(length, 0);
    awol_progress_more(&progress, 1);
    awol_progress_more(&progress, 2);
    awol_progress_done_one(&progress);
    awol_progress_end(&progress);
    fclose(terminal);
    cr_assert(strstr(bytes, "\rawol-test: 0 of 1 fits"), "“%s”", bytes);
    cr_assert(strstr(bytes, "\rawol-test: 1 of 3 fits"), "“%s”", bytes);
    free(bytes);
}
