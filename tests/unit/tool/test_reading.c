#include "tool/reading.h"

#include <criterion/criterion.h>
#include <string.h>

#include "cli/arguments.h"

static const struct awol_tool tool = {
    .name = "awol-test", .summary = "test", .groups = awol_reading_groups};

enum { MAX_WORDS = 8 };

static void parse(const char *const *words, struct awol_arguments *arguments)
{
    char *argv[MAX_WORDS + 2] = {(char *)"awol-test"};
    struct awol_error error = {0};
    int argc = 1;

    for (; words[argc - 1]; argc++)
        argv[argc] = (char *)words[argc - 1];
    cr_assert_eq(awol_arguments_parse(&tool, argc, argv, arguments, &error), AWOL_OK, "%s",
                 error.message);
}

Test(reading, nothing_given_leaves_all_to_the_file)
{
    static const char *const words[] = {NULL};
    struct awol_reading_options options;
    struct awol_arguments arguments;

    parse(words, &arguments);
    awol_reading_options_init(&options);
    cr_assert_not(awol_reading_options_given(&arguments, NULL));
    cr_assert_eq(awol_reading_options_take(&options, &arguments, NULL), AWOL_OK);
    cr_assert_null(options.settings.opt_format);
    cr_assert_null(options.settings.opt_package);
    cr_assert_eq(options.settings.separator, '\0');
    cr_assert_null(options.columns.opt_spellings);
    cr_assert_eq(options.columns.n_wishes, 0);
    awol_reading_options_release(&options);
    awol_arguments_release(&arguments);
}

Test(reading, options_become_settings)
{
    static const char *const words[] = {
        "--separator=tab",          "-dtext", "--mdy", "--about=30", "-cdate=Day,count=Men",
        "--map=x/datapackage.json", NULL};
    struct awol_reading_options options;
    struct awol_arguments arguments;
    const char *name = NULL;

    parse(words, &arguments);
    awol_reading_options_init(&options);
    cr_assert(awol_reading_options_given(&arguments, &name));
    cr_assert_str_eq(name, "columns");
    cr_assert_eq(awol_reading_options_take(&options, &arguments, NULL), AWOL_OK);
    cr_assert_eq(options.settings.separator, '\t');
    cr_assert_str_eq(options.settings.opt_package, "x/datapackage.json");
    cr_assert_eq(options.settings.opt_columns, &options.columns);
    cr_assert_eq(options.columns.n_wishes, 2);
    cr_assert_eq(options.columns.opt_spellings, &options.spellings);
    cr_assert_eq(options.spellings.order, AWOL_ORDER_MONTH_DAY);
    cr_assert_eq(options.spellings.about_days, 30);
    awol_reading_options_release(&options);
    awol_arguments_release(&arguments);
}

Test(reading, each_refusal_names_its_option)
{
    static const struct {
        const char *words[4];
        const char *message;
    } cases[] = {
        {{"--separator=ab"}, "--separator: “ab” is not one character"},
        {{"--separator="}, "--separator: “” is not one character"},
        {{"--dmy"}, "--dmy: it goes with --dates text"},
        {{"--dates=compact", "--about=3"}, "--about: no compact date has ~ or circa"},
        {{"--lang=en"}, "--lang: it goes with --dates text"},
        {{"--document-date=1777-06-12"}, "--document-date: it goes with --dates text"},
        {{"--dates=text", "--document-date=June"}, "--document-date: “June” is not a day"},
        {{"--calendar=french-republican"}, "--calendar: dates of the French Republic need"},
        {{"--thousands=x"}, "--thousands: “x” is none of"},
        {{"--thousands=,", "--decimal=comma"}, "--decimal: it is the mark of --thousands"},
        {{"--encoding=Nonsense"}, "--encoding: the encoding “Nonsense” is not known"},
        {{"--dates=text", "--dmy", "--mdy"}, "--dmy: not together with --mdy"},
        {{"--types=a=nonsense"}, "--types: "},
        {{"--columns=cuont=Men"}, "--columns: “cuont” is no column of events: is “count” meant?"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_reading_options options;
        struct awol_arguments arguments;
        struct awol_error error = {0};

        parse(cases[i].words, &arguments);
        awol_reading_options_init(&options);
        cr_assert_eq(awol_reading_options_take(&options, &arguments, &error), AWOL_USAGE,
                     "case %zu", i);
        cr_assert_eq(strncmp(error.message, cases[i].message, strlen(cases[i].message)), 0,
                     "case %zu: %s", i, error.message);
        awol_reading_options_release(&options);
        awol_arguments_release(&arguments);
    }
}
