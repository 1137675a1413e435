#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/arguments.h"

static enum awol_status succeed(struct awol_arguments *arguments, struct awol_error *error)
{
    (void)error;
    fputs("all of it\n", awol_arguments_output(arguments));
    return AWOL_OK;
}

static enum awol_status fail_after_half(struct awol_arguments *arguments, struct awol_error *error)
{
    fputs("half of", awol_arguments_output(arguments));
    return awol_error_set(error, AWOL_UNFIT, "not identified");
}

static enum awol_status fail_and_keep(struct awol_arguments *arguments, struct awol_error *error)
{
    awol_arguments_keep_output(arguments);
    fputs("good rows\n", awol_arguments_output(arguments));
    return awol_error_set(error, AWOL_DATA, "some rows are bad");
}

static enum awol_status run_out_of_memory(struct awol_arguments *arguments,
                                          struct awol_error *error)
{
    (void)arguments;
    return awol_error_memory(error);
}

static enum awol_status say_no(struct awol_arguments *arguments, struct awol_error *error)
{
    (void)arguments;
    (void)error;
    return AWOL_NO;
}

static int run_tool(enum awol_status (*run)(struct awol_arguments *, struct awol_error *),
                    const char *opt_output)
{
    const struct awol_tool tool = {.name = "awol-test", .summary = "test", .run = run};
    char *argv[] = {(char *)"awol-test", (char *)"-o", (char *)opt_output, NULL};
    return awol_tool_main(&tool, opt_output != NULL ? 3 : 1, argv);
}

static char folder[] = "/tmp/awol-test-XXXXXX";
static char path[64];

static void make_folder(void)
{
    cr_assert_not_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/out.txt", folder);
    cr_redirect_stderr();
}

static void remove_folder(void)
{
    unlink(path);
    cr_assert_eq(rmdir(folder), 0, "no temporary file is left behind");
}

static void assert_content(const char *expected)
{
    char seen[64] = {0};
    FILE *file = fopen(path, "r");
    cr_assert_not_null(file);
    size_t n = fread(seen, 1, sizeof seen - 1, file);
    fclose(file);
    seen[n] = '\0';
    cr_assert_str_eq(seen, expected);
}

TestSuite(tool, .init = make_folder, .fini = remove_folder);

Test(tool, output_takes_its_name_when_whole)
{
    umask(027);
    cr_assert_eq(run_tool(succeed, path), 0);
    assert_content("all of it\n");
    struct stat stat_buffer;
    cr_assert_eq(stat(path, &stat_buffer), 0);
    cr_assert_eq(stat_buffer.st_mode & 0777, 0640u, "the rights that the user's mask leaves");
}

Test(tool, a_failed_tool_leaves_what_was_there)
{
    cr_assert_eq(run_tool(succeed, path), 0);
    cr_assert_eq(run_tool(fail_after_half, path), 4);
    assert_content("all of it\n");
    cr_assert_stderr_eq_str("awol-test: not identified\n");
}

Test(tool, a_failed_tool_makes_no_file)
{
    cr_assert_eq(run_tool(fail_after_half, path), 4);
    cr_assert_eq(access(path, F_OK), -1);
}

Test(tool, output_is_kept_where_the_tool_says_so)
{
    cr_assert_eq(run_tool(fail_and_keep, path), 3);
    assert_content("good rows\n");
}

Test(tool, a_full_disk_is_told)
{
    if (access("/dev/full", W_OK) != 0)
        cr_skip_test("there is no /dev/full here");
    cr_assert_eq(run_tool(succeed, "/dev/full"), 5);
    fflush(stderr);
    cr_assert_stderr_eq_str("awol-test: /dev/full: cannot write: No space left on device\n");
}

Test(tool, out_of_memory_is_told)
{
    cr_assert_eq(run_tool(run_out_of_memory, NULL), 5);
    cr_assert_stderr_eq_str("awol-test: out of memory\n");
}

Test(tool, an_answer_of_no_needs_no_message)
{
    cr_assert_eq(run_tool(say_no, NULL), 1);
    cr_assert_stderr_eq_str("");
}
