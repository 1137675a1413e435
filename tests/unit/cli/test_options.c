#include <criterion/criterion.h>
#include <string.h>

#include "cli/arguments.h"

static const char *const models[] = {"null", "its", "cascade", NULL};

static const struct awol_option rows[] = {
    {.name = "model", .letter = 'm', .type = AWOL_OPTION_CHOICE, .choices = models, .help = "x"},
    {.name = "level", .type = AWOL_OPTION_NUMBER, .min = 0.5, .max = 0.99, .help = "x"},
    {.name = "seed",
     .letter = 's',
     .type = AWOL_OPTION_INTEGER,
     .min = 0,
     .max = 1e15,
     .help = "x"},
    {.name = "shift", .type = AWOL_OPTION_NUMBER, .help = "x"},
    {.name = "offer", .type = AWOL_OPTION_TEXT, .repeatable = true, .help = "x"},
    {.name = "offers", .letter = 'f', .type = AWOL_OPTION_FILE, .metavar = "FILE", .help = "x"},
    {.name = "trend", .letter = 't', .help = "x"},
};

static const struct awol_tool tool = {.name = "awol-test",
                                      .summary = "test",
                                      .operands = "[FILE]",
                                      .max_operands = 2,
                                      .options = rows,
                                      .n_options = sizeof rows / sizeof rows[0]};

enum { MAX_WORDS = 12 };

static enum awol_status parse(const char *const *words, struct awol_arguments *arguments,
                              struct awol_error *error)
{
    char *argv[MAX_WORDS + 2] = {(char *)"awol-test"};
    int argc = 1;
    for (; words[argc - 1] != NULL; argc++)
        argv[argc] = (char *)words[argc - 1];
    return awol_arguments_parse(&tool, argc, argv, arguments, error);
}

Test(options, each_way_to_write_a_value)
{
    static const char *const ways[][MAX_WORDS] = {{"--model=its"}, {"--model", "its"},
                                                  {"-m", "its"},   {"-mits"},
                                                  {"-tqmits"},     {"-tqm", "its"}};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        struct awol_arguments arguments;
        cr_assert_eq(parse(ways[i], &arguments, NULL), AWOL_OK, "way %zu", i);
        cr_assert_str_eq(awol_arguments_text(&arguments, "model", ""), "its", "way %zu", i);
        cr_assert_eq(awol_arguments_has(&arguments, "trend"), i >= 4, "way %zu", i);
        cr_assert_eq(arguments.quiet, i >= 4, "way %zu", i);
        awol_arguments_release(&arguments);
    }
}

Test(options, values_and_operands)
{
    static const char *const words[] = {"--offer", "a",    "x.tsv", "--offer=-b", "--seed=7", "-s9",
                                        "--shift", "-2.5", "--",    "--trend",    NULL};
    struct awol_arguments a;
    cr_assert_eq(parse(words, &a, NULL), AWOL_OK);
    cr_assert_eq(awol_arguments_count(&a, "offer"), 2u);
    cr_assert_str_eq(awol_arguments_value(&a, "offer", 0), "a");
    cr_assert_str_eq(awol_arguments_value(&a, "offer", 1), "-b");
    cr_assert_null(awol_arguments_value(&a, "offer", 2));
    cr_assert_eq(awol_arguments_integer(&a, "seed", 1), 9, "the last one holds");
    cr_assert_float_eq(awol_arguments_number(&a, "shift", 0), -2.5, 0, "no range is set");
    cr_assert_float_eq(awol_arguments_number(&a, "level", 0.9), 0.9, 0, "not given");
    cr_assert_eq(awol_arguments_n_operands(&a), 2u);
    cr_assert_str_eq(awol_arguments_operand(&a, 0), "x.tsv");
    cr_assert_str_eq(awol_arguments_operand(&a, 1), "--trend");
    cr_assert_null(awol_arguments_operand(&a, 2));
    cr_assert_not(awol_arguments_has(&a, "trend"));
    awol_arguments_release(&a);
}

Test(options, a_dash_is_an_operand_and_output_dash_is_standard_output)
{
    static const char *const words[] = {"-", "-o", "-", NULL};
    struct awol_arguments a;
    cr_assert_eq(parse(words, &a, NULL), AWOL_OK);
    cr_assert_str_eq(awol_arguments_operand(&a, 0), "-");
    cr_assert_eq(awol_arguments_output(&a), stdout);
    awol_arguments_release(&a);
}

Test(options, limits_are_included)
{
    static const char *const good[][MAX_WORDS] = {
        {"--level=0.5"}, {"--level=0.99"}, {"--seed=0"}, {"--seed=1000000000000000"}};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        struct awol_arguments a;
        cr_assert_eq(parse(good[i], &a, NULL), AWOL_OK, "%s", good[i][0]);
        awol_arguments_release(&a);
    }
}

Test(options, each_refusal_names_option_value_and_what_is_allowed)
{
    static const struct {
        const char *words[MAX_WORDS];
        const char *message;
    } cases[] = {
        {{"--mod=its"}, "“--mod” is not an option; did you mean --model?"},
        {{"--o"}, "“--o” is not an option; did you mean --offer or --offers or --output?"},
        {{"--modle"}, "“--modle” is not an option; did you mean --model?"},
        {{"-model"}, "“-model” is not an option; did you mean --model?"},
        {{"-model=its"}, "“-model” is not an option; did you mean --model?"},
        {{"--colour"}, "“--colour” is not an option; see awol-test --help"},
        {{"--=1"}, "“--” is not an option; see awol-test --help"},
        {{"-x"}, "“-x” is not an option; see awol-test --help"},
        {{"-tx"}, "“-x” is not an option; see awol-test --help"},
        {{"--model"}, "--model needs a value: --model=VALUE"},
        {{"-f"}, "--offers needs a value: --offers=FILE"},
        {{"--offer", "--trend"},
         "--offer needs a value, and --trend is another option (if it is meant, write "
         "--offer=--trend)"},
        {{"--trend=1"}, "--trend takes no value"},
        {{"--model=nul"}, "--model: “nul” is not one of null, its, cascade; did you mean null?"},
        {{"-mxyzzy"}, "--model: “xyzzy” is not one of null, its, cascade"},
        {{"--level=0.49"}, "--level: “0.49” is not a number from 0.5 to 0.99"},
        {{"--level=1"}, "--level: “1” is not a number from 0.5 to 0.99"},
        {{"--level=nan"}, "--level: “nan” is not a number from 0.5 to 0.99"},
        {{"--level=0,9"}, "--level: “0,9” is not a number from 0.5 to 0.99"},
        {{"--level="}, "--level: “” is not a number from 0.5 to 0.99"},
        {{"--shift=1x"}, "--shift: “1x” is not a number"},
        {{"--seed=1.5"}, "--seed: “1.5” is not a whole number of at least 0"},
        {{"--seed=-1"}, "--seed: “-1” is not a whole number of at least 0"},
        {{"--seed=99999999999999999999"},
         "--seed: “99999999999999999999” is not a whole number of at least 0"},
        {{"--offers="}, "--offers: the name of the file is empty"},
        {{"a", "b", "c"}, "takes at most 2 operands ([FILE]), and “c” is one too many"},
        {{"--print=x"},
         "--print: “x” is not one of man, bash, zsh, fish, readme, examples, summary"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_arguments untouched = {.quiet = true};
        struct awol_error error = {0};
        cr_assert_eq(parse(cases[i].words, &untouched, &error), AWOL_USAGE, "%s",
                     cases[i].words[0]);
        cr_assert_str_eq(error.message, cases[i].message);
        cr_assert(untouched.quiet && untouched.given == NULL, "the output is untouched");
    }
}

Test(options, a_tool_without_operands_takes_none)
{
    const struct awol_tool none = {.name = "awol-none", .summary = "x"};
    char *argv[] = {(char *)"awol-none", (char *)"a", NULL};
    struct awol_arguments a;
    struct awol_error error = {0};
    cr_assert_eq(awol_arguments_parse(&none, 2, argv, &a, &error), AWOL_USAGE);
    cr_assert_str_eq(error.message, "takes no operand, and “a” is given");
}

Test(options, help_stops_the_reading_where_it_stands)
{
    static const char *const before[] = {"--help", "--nonsense", NULL};
    static const char *const after[] = {"--nonsense", "--help", NULL};
    struct awol_arguments a;
    cr_assert_eq(parse(before, &a, NULL), AWOL_OK);
    cr_assert(a.stopped);
    awol_arguments_release(&a);
    cr_assert_eq(parse(after, &a, NULL), AWOL_USAGE);
}

Test(options, own_rows_stand_in_place_of_the_added_ones)
{
    const struct awol_option own[] = {
        {.name = "output", .letter = 'o', .type = AWOL_OPTION_FILE, .help = "own"}};
    const struct awol_tool with = {.name = "x", .summary = "x", .options = own, .n_options = 1};
    size_t n = 0;
    cr_assert_str_eq(awol_option_find(&with, "output", 6)->help, "own");
    while (awol_option_at(&with, n) != NULL)
        n++;
    cr_assert_eq(n, 4u, "output, quiet, help, version: %zu", n);
    cr_assert_null(awol_option_find(&with, "outpu", 5));
}

Test(options, those_of_groups_come_last_and_are_found)
{
    const struct awol_option shared[] = {{.name = "first", .help = "x"},
                                         {.name = "second", .letter = '2', .help = "x"}};
    const struct awol_option other[] = {{.name = "third", .help = "x"}};
    const struct awol_option_group a = {"A", shared, 2}, b = {"B", other, 1};
    const struct awol_option_group *const groups[] = {&a, &b, NULL};
    const struct awol_tool with = {
        .name = "x", .summary = "x", .options = rows, .n_options = 1, .groups = groups};
    static const char *const names[] = {"model",   "output", "quiet",  "help",
                                        "version", "first",  "second", "third"};
    static const char *const headings[] = {NULL, NULL, NULL, NULL, NULL, "A", NULL, "B"};

    for (size_t i = 0; i < 8; i++) {
        cr_assert_str_eq(awol_option_at(&with, i)->name, names[i]);
        if (headings[i] == NULL)
            cr_assert_null(awol_option_heading(&with, i), "%s has no heading", names[i]);
        else
            cr_assert_str_eq(awol_option_heading(&with, i), headings[i]);
    }
    cr_assert_null(awol_option_at(&with, 8));
    cr_assert_null(awol_option_heading(&with, 8));
    cr_assert_eq(awol_option_find(&with, "third", 5), &other[0]);
}
