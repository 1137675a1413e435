/* Values with their units, what is refused, and that nothing is assumed in silence. */
#include "explain/assumption.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

static struct awol_assumptions assumptions;

static void begin(void)
{
    awol_assumptions_init(&assumptions);
}

static void end(void)
{
    awol_assumptions_release(&assumptions);
}

TestSuite(assumption, .init = begin, .fini = end);

/* Units: a week is 7 days, a month of awol-count 30.436875. */
Test(assumption, reads_values_with_units)
{
    static const struct {
        const char *name, *text;
        double low, high;
    } rows[] = {
        {"eta", "0.5", 0.5, 0.5},
        {"tau", "1:30", 1, 30},
        {"tau", "2 weeks", 14, 14},
        {"tau", "1 month", 30.436875, 30.436875},
        {"death", "17 percent", 0.17, 0.17},
        {"death", "5:25%", 0.05, 0.25},
        {"promise", "7:70 percent", 0.07, 0.7},
        {"rate", "0.5", 0.5, 0.5},
        {"rate", "0.0001 per man and day", 3.0436875, 3.0436875},
        {"men", "30000 men", 30000, 30000},
        {"bounty", "100000 USD", 100000, 100000},
        {"life", "1:2 USD", 1, 2},
        {"start", "1776-08-24", -70621, -70621},
        {"end", "1776-08", -70614, -70614},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct awol_error error = {0};
        cr_assert_eq(awol_assumptions_set(&assumptions, rows[i].name, rows[i].text, &error),
                     AWOL_OK, "%s %s: %s", rows[i].name, rows[i].text, error.message);
        const struct awol_assumed *value = &assumptions.values[awol_assumption_find(rows[i].name)];
        cr_assert_float_eq(value->low, rows[i].low, 1e-12, "%s %s: %.12g", rows[i].name,
                           rows[i].text, value->low);
        cr_assert_float_eq(value->high, rows[i].high, 1e-12, "%s %s", rows[i].name, rows[i].text);
    }
    cr_assert_str_eq(assumptions.currency, "USD");
}

Test(assumption, refuses_with_the_option_and_the_reason)
{
    static const struct {
        const char *name, *text, *message;
    } rows[] = {
        {"eta", "", "--eta: “” is no number"},
        {"eta", "half", "--eta: “half” is no number"},
        {"eta", "nan", "is no number"},
        {"eta", "1e999", "is no number"},
        {"eta", ":1", "--eta: “” is no number"},
        {"eta", "1:", "--eta: “” is no number"},
        {"eta", "1:2:3", "“2:3” is no number"},
        {"eta", "-0.1", "--eta: -0.1 is not from 0 to 10"},
        {"eta", "0.5 days", "“days” is no unit of it; understood is “times”"},
        {"tau", "30:1", "the range goes from 30 down to 1"},
        {"tau", "3 fortnights", "“fortnights” is no unit of it"},
        {"death", "1.5", "--death: 1.5 is not from 0 to 1"},
        {"death", "17", "--death: 17 is not from 0 to 1"},
        {"death", "-5 percent", "--death: -0.05 is not from 0 to 1"},
        {"fixed", "-1 USD", "--fixed: -1: a sum is not negative"},
        {"residence", "1 EUR", "is in “EUR” and an earlier one in “USD”: a scenario has one"},
        {"start", "soon", "“soon” is no date"},
        {"start", "../1776", "is no date"},
        {"etta", "1", "there is no assumption “etta”: is “eta” meant?"},
        {"moonlight", "1", "awol-scenario --list names them"},
    };
    struct awol_error first = {0};
    cr_assert_eq(awol_assumptions_set(&assumptions, "bounty", "100", &first), AWOL_USAGE);
    cr_assert(strstr(first.message, "a sum needs its currency"), "%s", first.message);
    cr_assert_eq(awol_assumptions_set(&assumptions, "bounty", "100 USD", NULL), AWOL_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct awol_error error = {0};
        enum awol_status status =
            awol_assumptions_set(&assumptions, rows[i].name, rows[i].text, &error);
        cr_assert_eq(status, AWOL_USAGE, "%s %s", rows[i].name, rows[i].text);
        cr_assert(strstr(error.message, rows[i].message), "%s %s: %s", rows[i].name, rows[i].text,
                  error.message);
    }
}

Test(assumption, nothing_is_assumed_in_silence)
{
    double low = -1, high = -1;
    struct awol_error error = {0};
    cr_assert_eq(awol_assumptions_need(&assumptions, AWOL_ASSUME_TAU, &low, &high, &error),
                 AWOL_USAGE);
    cr_assert(strstr(error.message, "an assumption is missing: --tau LO:HI"), "%s", error.message);
    cr_assert_eq(low, -1, "outputs are untouched");
    cr_assert_eq(awol_assumptions_need(&assumptions, AWOL_ASSUME_LIFE, &low, &high, &error),
                 AWOL_USAGE);
    cr_assert(strstr(error.message, "--set life=MONEY"), "%s", error.message);
}

Test(assumption, one_number_is_no_range)
{
    double value;
    struct awol_error error = {0};
    cr_assert_eq(awol_assumptions_set(&assumptions, "men", "10:20", NULL), AWOL_OK);
    cr_assert_eq(awol_assumptions_need_one(&assumptions, AWOL_ASSUME_MEN, &value, &error),
                 AWOL_USAGE);
    cr_assert(strstr(error.message, "--men: this question takes one number"), "%s", error.message);
}

Test(assumption, a_default_is_listed_and_gives_way)
{
    struct awol_stream stream;
    awol_assumptions_default(&assumptions, AWOL_ASSUME_NEVER, 0, 0, "default: nobody");
    cr_assert_eq(awol_assumptions_set(&assumptions, "step", "0.02", NULL), AWOL_OK);
    awol_assumptions_default(&assumptions, AWOL_ASSUME_STEP, 0.01, 0.01, "default");
    cr_assert_eq(awol_assumptions_set(&assumptions, "tau", "3", NULL), AWOL_OK); /* not used */
    cr_assert_eq(awol_stream_init(&stream, "scenario", NULL), AWOL_OK);
    cr_assert_eq(awol_assumptions_to_stream(&assumptions, &stream, NULL), AWOL_OK);
    const struct awol_table *table = awol_stream_find(&stream, "assumptions");
    cr_assert_eq(table->n_rows, 2);
    cr_assert_str_eq(awol_table_cell(table, 0, 0), "never");
    cr_assert_str_eq(awol_table_cell(table, 0, 3), "default: nobody");
    cr_assert_str_eq(awol_table_cell(table, 1, 1), "0.02");
    cr_assert_str_eq(awol_table_cell(table, 1, 3), "the command line");
    awol_stream_release(&stream);
}
