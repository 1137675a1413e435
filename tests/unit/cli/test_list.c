#include <criterion/criterion.h>
#include <string.h>

#include "cli/arguments.h"

static const struct awol_option rows[] = {
    {.name = "offer", .type = AWOL_OPTION_TEXT, .repeatable = true, .help = "x"},
    {.name = "at", .type = AWOL_OPTION_TEXT, .repeatable = true, .help = "x"},
};

static const struct awol_tool tool = {
    .name = "awol-test", .summary = "test", .options = rows, .n_options = 2};

static void parse(int argc, const char *const *words, struct awol_arguments *ret_arguments)
{
    char *argv[8] = {0};
    for (int i = 0; i < argc; i++)
        argv[i] = (char *)words[i];
    cr_assert_eq(awol_arguments_parse(&tool, argc, argv, ret_arguments, NULL), AWOL_OK);
}

Test(list, parts_of_all_values)
{
    static const char *const words[] = {"awol-test", "--offer", "a,b", "--offer=c,"};
    static const char *const expected[] = {"a", "b", "c", ""};
    struct awol_arguments arguments;
    struct awol_arena arena;
    const char *const *parts;
    size_t n;
    awol_arena_init(&arena);
    parse(4, words, &arguments);
    cr_assert_eq(awol_arguments_list(&arguments, "offer", &arena, &parts, &n, NULL), AWOL_OK);
    cr_assert_eq(n, 4u);
    for (size_t i = 0; i < n; i++)
        cr_assert_str_eq(parts[i], expected[i], "part %zu", i);
    cr_assert_eq(awol_arguments_list(&arguments, "at", &arena, &parts, &n, NULL), AWOL_OK);
    cr_assert_eq(n, 0u, "not given");
    awol_arguments_release(&arguments);
    awol_arena_release(&arena);
}

Test(list, settings)
{
    static const char *const words[] = {"awol-test", "--at", "rate=.5,offer.a=-2e1", "--at",
                                        "eta=0"};
    struct awol_arguments arguments;
    struct awol_arena arena;
    struct awol_settings settings;
    awol_arena_init(&arena);
    parse(5, words, &arguments);
    cr_assert_eq(awol_arguments_settings(&arguments, "at", &arena, &settings, NULL), AWOL_OK);
    cr_assert_eq(settings.n, 3u);
    cr_assert_str_eq(settings.settings[1].name, "offer.a");
    cr_assert_eq(settings.settings[0].value, 0.5);
    cr_assert_eq(settings.settings[1].value, -20.0);
    cr_assert_eq(settings.settings[2].value, 0.0);
    awol_arguments_release(&arguments);
    awol_arena_release(&arena);
}

Test(list, settings_that_are_none)
{
    static const struct {
        const char *value, *message;
    } cases[] = {{"rate", "NAME=VALUE was expected, not “rate”"},
                 {"rate=", "NAME=VALUE was expected"},
                 {"rate=2x", "NAME=VALUE was expected"},
                 {"rate=2,", "NAME=VALUE was expected, not “”"},
                 {"", "NAME=VALUE was expected"},
                 {"rate=2,rate=3", "rate is given twice"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const words[] = {"awol-test", "--at", cases[i].value};
        struct awol_arguments arguments;
        struct awol_arena arena;
        struct awol_settings settings = {NULL, 7};
        struct awol_error error = {0};
        awol_arena_init(&arena);
        parse(3, words, &arguments);
        cr_assert_eq(awol_arguments_settings(&arguments, "at", &arena, &settings, &error),
                     AWOL_USAGE, "“%s”", cases[i].value);
        cr_assert_not_null(strstr(error.message, cases[i].message), "“%s”: %s", cases[i].value,
                           error.message);
        cr_assert_eq(settings.n, 7u, "untouched");
        awol_arguments_release(&arguments);
        awol_arena_release(&arena);
    }
}
