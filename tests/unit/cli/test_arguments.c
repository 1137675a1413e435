#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "cli/arguments.h"

static const struct awol_option rows[] = {
    {.name = "title", .type = AWOL_OPTION_TEXT, .repeatable = true, .help = "x"},
    {.name = "trend", .letter = 't', .help = "x"},
};

static const struct awol_tool tool = {.name = "awol-test",
                                      .summary = "test",
                                      .operands = "[FILE]…",
                                      .max_operands = SIZE_MAX,
                                      .options = rows,
                                      .n_options = 2};

static void parse(int argc, const char *const *words, struct awol_arguments *ret_arguments)
{
    char *argv[16] = {0};
    for (int i = 0; i < argc; i++)
        argv[i] = (char *)words[i];
    cr_assert_eq(awol_arguments_parse(&tool, argc, argv, ret_arguments, NULL), AWOL_OK);
}

Test(arguments, command_is_canonical_and_leaves_out_where_it_goes)
{
    static const char *const words[] = {"/usr/bin/awol-test", "-qt", "-o", "x.svg", "a b",
                                        "--title=it's",       "--",  "-5"};
    struct awol_arguments a;
    parse(8, words, &a);
    cr_assert_str_eq(awol_arguments_command(&a),
                     "awol-test --trend --title 'it'\\''s' 'a b' -- -5");
    awol_arguments_release(&a);
}

/* The shell itself is the judge of what the shell reads. */
Test(arguments, command_reads_back_in_a_shell)
{
    static const char *const values[] = {"",     "a b", "$HOME", "`x`", "it's", "tab\there",
                                         "a\nb", "\\n", "-x",    "é“”", "*",    "'\n\\"};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        const char *const words[] = {"awol-test", "--title", values[i]};
        struct awol_arguments a;
        struct awol_text script;
        char seen[64] = {0};
        parse(3, words, &a);
        awol_text_init(&script);
        awol_text_append_format(&script,
                                "bash -c \"$(cat <<'END'\nset -- %s\nprintf %%s \"${2#--title=}"
                                "${3-}\" | sed 's/^--title//'\nEND\n)\"",
                                awol_arguments_command(&a));
        cr_assert_null(strchr(awol_arguments_command(&a), '\n'), "one line");
        FILE *answer = popen(awol_text_string(&script), "r");
        cr_assert_not_null(answer);
        size_t n = fread(seen, 1, sizeof seen - 1, answer);
        cr_assert_eq(pclose(answer), 0);
        seen[n] = '\0';
        cr_assert_str_eq(seen, values[i], "case %zu: %s", i, awol_arguments_command(&a));
        awol_text_release(&script);
        awol_arguments_release(&a);
    }
}

static void expect_stderr(const char *expected)
{
    fflush(stderr);
    cr_assert_stderr_eq_str(expected);
}

Test(arguments, warnings_are_silent_with_quiet, .init = cr_redirect_stderr)
{
    static const char *const words[] = {"awol-test", "-q"};
    struct awol_arguments a;
    parse(2, words, &a);
    awol_arguments_warn(&a, "unseen");
    awol_arguments_say(&a, "unseen");
    awol_arguments_release(&a);
    parse(1, words, &a);
    awol_arguments_warn(&a, "%d rows", 3);
    awol_arguments_say(&a, "done");
    awol_arguments_release(&a);
    expect_stderr("awol-test: warning: 3 rows\nawol-test: done\n");
}

Test(arguments, a_place_comes_first_on_its_line, .init = cr_redirect_stderr)
{
    static const char *const words[] = {"awol-test", "-q"};
    struct awol_arguments a;
    struct awol_error error;
    parse(2, words, &a);
    awol_error_at(&error, "a.csv", (struct awol_place){3, 7}, "bad");
    awol_arguments_fail(&a, &error);
    awol_error_at(&error, "-", (struct awol_place){3, 0}, "bad");
    awol_arguments_fail(&a, &error);
    awol_error_at(&error, "a.csv", (struct awol_place){0, 0}, "is empty");
    awol_arguments_fail(&a, &error);
    awol_error_set(&error, AWOL_UNFIT, "%s", "");
    awol_arguments_fail(&a, &error);
    awol_arguments_release(&a);
    expect_stderr("a.csv:3:7: bad\nstandard input:3: bad\nawol-test: a.csv: is empty\n"
                  "awol-test: the model cannot be fitted to these data\n");
}

Test(arguments, refuse_names_the_option)
{
    static const char *const words[] = {"awol-test"};
    struct awol_arguments a;
    struct awol_error error = {0};
    parse(1, words, &a);
    cr_assert_eq(awol_arguments_refuse(&a, "title", &error, "not with %d", 2), AWOL_USAGE);
    cr_assert_str_eq(error.message, "--title: not with 2");
    awol_arguments_release(&a);
}
