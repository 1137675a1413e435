#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "cli/arguments.h"
#include "cli/man.h"

static const char *const models[] = {"null", "cascade", NULL};

static const struct awol_option rows[] = {
    {.name = "model",
     .letter = 'm',
     .type = AWOL_OPTION_CHOICE,
     .choices = models,
     .metavar = "NAME",
     .default_text = "the ladder",
     .help = "Which model is fitted; it's [one] of: two."},
    {.name = "a-name-that-is-too-long-for-its-column",
     .type = AWOL_OPTION_NUMBER,
     .min = 0,
     .max = 1,
     .repeatable = true,
     .help = "A share."},
};

static const struct awol_paragraph paragraphs[] = {
    {NULL, "First sentence, e.g. this. 'Quoted' second. .Sh is no request \\here."},
    {"Numbers", "Third."}};
static const struct awol_example examples[] = {
    {"A fit", "awol-test 'a b' | awk '{ print \"\\t\" }'"}};
static const char *const see_also[] = {"awol-stream", "awol-count", NULL};

static const struct awol_option shared[] = {{.name = "shared", .help = "Shared."}};
static const struct awol_option_group group = {"What others have too", shared, 1};
static const struct awol_option small[] = {{.name = "small", .help = "Small."}};
static const struct awol_option_group same_heading = {"What others have too", small, 1};
static const struct awol_option_group *const groups[] = {&group, &same_heading, NULL};

static const struct awol_tool tool = {.name = "awol-test",
                                      .summary = "fit “all” of it",
                                      .operands = "[FILE]",
                                      .options = rows,
                                      .n_options = 2,
                                      .groups = groups,
                                      .paragraphs = paragraphs,
                                      .n_paragraphs = 2,
                                      .examples = examples,
                                      .n_examples = 1,
                                      .see_also = see_also};

Test(help, wraps_by_characters_not_bytes)
{
    struct awol_text text;
    awol_text_init(&text);
    awol_help_wrap(&text, "éé éé  éé\nlonger-than-that x", 0, 1, 5);
    cr_assert_str_eq(awol_text_string(&text), "éé éé\n éé\n longer-than-that\n x");
    awol_text_release(&text);
}

Test(help, has_each_part)
{
    static const char *const parts[] = {
        "Usage: awol-test [OPTION]… [FILE]\nFit “all” of it.\n\nOptions:\n",
        "  -m, --model NAME        Which model is fitted; it's [one] of: two. One of\n"
        "                          null, cascade. Default: the ladder.\n",
        "      --a-name-that-is-too-long-for-its-column VALUE\n"
        "                          A share. A number from 0 to 1. May be given several\n",
        "  -o, --output FILE ",
        "  -q, --quiet ",
        "  -h, --help ",
        "      --version ",
        "\n\nWhat others have too:\n      --shared            Shared.\n"
        "      --small             Small.\n\nExamples",
        "\nExamples:\n  A fit\n    awol-test 'a b' | awk '{ print \"\\t\" }'\n",
        "\nExit status:\n  0  done\n",
    };
    struct awol_text text;
    awol_text_init(&text);
    awol_help_write(&text, &tool);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        cr_assert_not_null(strstr(awol_text_string(&text), parts[i]), "missing: %s", parts[i]);
    cr_assert_null(strstr(awol_text_string(&text), "--print"), "--print is hidden");
    awol_text_release(&text);
}

Test(man, escapes_what_roff_would_read)
{
    struct awol_text text;
    awol_text_init(&text);
    awol_man_prose(&text, ".Sh a\\b \"c\" e.g. this. 'd' é");
    cr_assert_str_eq(awol_text_string(&text),
                     "\\&.Sh a\\eb \\(dqc\\(dq e.g. this.\n\\&'d' \\[u00E9]\n");
    awol_text_release(&text);
}

/* No line of text is longer than mandoc allows, and none begins as a request by accident. */
Test(man, wraps_everywhere_a_dot_may_fall)
{
    for (size_t n = 60; n < 90; n++) {
        char word[128];
        struct awol_text text;
        memset(word, 'x', n);
        snprintf(word + n, sizeof word - n, " .cc 'xx .yy zz");
        awol_text_init(&text);
        awol_man_prose(&text, word);
        for (const char *line = awol_text_string(&text); *line != '\0';) {
            size_t length = strcspn(line, "\n");
            cr_assert(length <= 80 || length <= n, "a line of %zu bytes for %zu", length, n);
            cr_assert(*line != '.' && *line != '\'', "a request for %zu: %s", n, line);
            line += length + (line[length] == '\n');
        }
        awol_text_release(&text);
    }
}

/* Commands to copy keep their lines. */
Test(man, sets_commands_line_by_line)
{
    const struct awol_paragraph lines[] = {{NULL, "So:"}, {NULL, "  one \\\n    two"}};
    const struct awol_tool commands = {
        .name = "awol-test", .summary = "test", .paragraphs = lines, .n_paragraphs = 2};
    struct awol_text text;
    awol_text_init(&text);
    awol_man_write(&text, &commands);
    cr_assert(strstr(awol_text_string(&text),
                     "So:\n.Bd -literal -offset indent\none \\e\n    two\n.Ed\n"),
              "%s", awol_text_string(&text));
    awol_text_release(&text);
}

static int judge(void (*write)(struct awol_text *, const struct awol_tool *), const char *command)
{
    struct awol_text text;
    FILE *shell = popen(command, "w");
    cr_assert_not_null(shell);
    awol_text_init(&text);
    write(&text, &tool);
    fputs(awol_text_string(&text), shell);
    awol_text_release(&text);
    return pclose(shell);
}

Test(man, mandoc_finds_no_fault)
{
    if (system("command -v mandoc >/dev/null") != 0)
        cr_skip_test("mandoc is not here");
    cr_assert_eq(
        judge(awol_man_write, "! { mandoc -T lint 2>&1 | grep -v 'manual not found' >&2; }"), 0);
}

Test(complete, shells_parse_it)
{
    cr_assert_eq(judge(awol_complete_bash, "bash -n"), 0);
    if (system("command -v zsh >/dev/null") == 0)
        cr_assert_eq(judge(awol_complete_zsh, "zsh -n"), 0);
    if (system("command -v fish >/dev/null") == 0)
        cr_assert_eq(judge(awol_complete_fish, "fish -n"), 0);
}

/* bash is asked as it would ask itself after a TAB. */
Test(complete, bash_completes)
{
    static const struct {
        const char *words, *expected;
    } cases[] = {
        {"awol-test --mo", "--model"},
        {"awol-test --model ca", "cascade"},
        {"awol-test --model = n", "null"},
        {"awol-test -m ''", "null cascade"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_text command;
        awol_text_init(&command);
        awol_text_append_format(&command,
                                "bash -c 'source /dev/stdin; COMP_WORDS=(\"$@\"); "
                                "COMP_CWORD=$(($# - 1)); _awol_test; "
                                "[[ \"${COMPREPLY[*]}\" == \"%s\" ]]' bash %s",
                                cases[i].expected, cases[i].words);
        cr_assert_eq(judge(awol_complete_bash, awol_text_string(&command)), 0, "%s",
                     cases[i].words);
        awol_text_release(&command);
    }
}
