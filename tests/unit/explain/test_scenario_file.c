/* Scenario files: what stands where, and where each fault is. */
#include "explain/scenario_file.h"

#include <criterion/criterion.h>
#include <string.h>

static enum awol_status read(const char *text, size_t length, struct awol_assumptions *assumptions,
                             struct awol_error *error)
{
    FILE *file = fmemopen((void *)(size_t)text, length, "r");
    enum awol_status status = awol_scenario_file_read(file, "test", assumptions, error);
    fclose(file);
    return status;
}

Test(scenario_file, reads_lines_in_any_layout)
{
    static const char text[] = "\xEF\xBB\xBF# a remark\r\n"
                               "\r\n"
                               "title = Handbills  \r\n"
                               "eta=0:0.8# assumed\r\n"
                               "\t tau\t=\t2 weeks \t#  a letter # of May \r\n"
                               "bounty = 100 dollars # a law";
    struct awol_assumptions a;
    struct awol_error error = {0};
    awol_assumptions_init(&a);
    cr_assert_eq(read(text, strlen(text), &a, &error), AWOL_OK, "%s", error.message);
    cr_assert_str_eq(a.title, "Handbills");
    cr_assert_str_eq(a.currency, "dollars");
    cr_assert_eq(a.values[AWOL_ASSUME_ETA].high, 0.8);
    cr_assert_eq(a.values[AWOL_ASSUME_TAU].low, 14);
    cr_assert_str_eq(a.values[AWOL_ASSUME_TAU].source, "a letter # of May");
    cr_assert_eq(a.values[AWOL_ASSUME_TAU].place.line, 5);
    cr_assert_eq(a.values[AWOL_ASSUME_TAU].place.column, 9);
    awol_assumptions_release(&a);
}

Test(scenario_file, refuses_with_line_and_column)
{
    static const struct {
        const char *text;
        size_t line, column;
        const char *message;
    } rows[] = {
        {"eta 0.5 # x\n", 1, 1, "expected NAME = VALUE # SOURCE"},
        {"\n  etta = 1 # x\n", 2, 3, "is “eta” meant?"},
        {"= 1 # x\n", 1, 1, "there is no assumption"},
        {"eta = # x\n", 1, 7, "expected a value"},
        {"eta = 0.5\n", 1, 10, "does not say where it comes from"},
        {"eta = 0.5 #  \n", 1, 14, "does not say where it comes from"},
        {"eta = 0.5 # x\neta = 0.6 # y\n", 2, 1, "a second time; the first is in line 1"},
        {"title = a\ntitle = b\n", 2, 1, "a second time"},
        {"eta = 0.5x # x\n", 1, 7, "“0.5x” is no number"},
        {"eta = 0.5:y # x\n", 1, 11, "“y” is no number"},
        {"tau = 3 fortnights # x\n", 1, 9, "“fortnights” is no unit"},
        {"death = 1.5 # x\n", 1, 9, "1.5 is not from 0 to 1"},
        {"fixed = -3 USD # x\n", 1, 9, "a sum is not negative"},
        {"bounty = 1 USD # x\nlife = 2 EUR # y\n", 2, 10, "one currency"},
        {"start = 1776-02-30 # x\n", 1, 9, "is no date"},
        {"eta = 0.5 # \xff\n", 1, 13, "no UTF-8"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct awol_assumptions a;
        struct awol_error error = {0};
        awol_assumptions_init(&a);
        cr_assert_eq(read(rows[i].text, strlen(rows[i].text), &a, &error), AWOL_DATA, "%s",
                     rows[i].text);
        cr_assert_eq(error.place.line, rows[i].line, "%s: line %zu", rows[i].text,
                     error.place.line);
        cr_assert_eq(error.place.column, rows[i].column, "%s: column %zu", rows[i].text,
                     error.place.column);
        cr_assert_str_eq(error.source, "test");
        cr_assert(strstr(error.message, rows[i].message), "%s: %s", rows[i].text, error.message);
        awol_assumptions_release(&a);
    }
}

Test(scenario_file, refuses_a_nul)
{
    struct awol_assumptions a;
    struct awol_error error = {0};
    awol_assumptions_init(&a);
    cr_assert_eq(read("eta\0 = 1 # x\n", 13, &a, &error), AWOL_DATA);
    cr_assert_eq(error.place.column, 4);
    awol_assumptions_release(&a);
}

Test(scenario_file, options_come_before_the_file)
{
    static const char text[] = "eta = 0.5 # x\ntau = 2 # y\n";
    struct awol_assumptions a;
    awol_assumptions_init(&a);
    cr_assert_eq(awol_assumptions_set(&a, "eta", "0.7", NULL), AWOL_OK);
    cr_assert_eq(read(text, strlen(text), &a, NULL), AWOL_OK);
    cr_assert_eq(a.values[AWOL_ASSUME_ETA].low, 0.7);
    cr_assert_str_eq(a.values[AWOL_ASSUME_ETA].source, "the command line");
    cr_assert_eq(a.values[AWOL_ASSUME_TAU].low, 2);
    awol_assumptions_release(&a);
}
