/* Answers as streams: how they are headed, and their numbers against closed forms. */
#include "explain/scenario.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "explain/pool.h"
#include "model/step.h"

static struct awol_assumptions assumptions;
static struct awol_stream stream;

static void begin(void)
{
    awol_assumptions_init(&assumptions);
}

static void end(void)
{
    awol_assumptions_release(&assumptions);
}

TestSuite(scenario_answer, .init = begin, .fini = end);

/* Names and values by turns, NULL-terminated. */
static void assume(const char *const *pairs)
{
    for (size_t i = 0; pairs[i]; i += 2) {
        struct awol_error error = {0};
        cr_assert_eq(awol_assumptions_set(&assumptions, pairs[i], pairs[i + 1], &error), AWOL_OK,
                     "%s", error.message);
    }
}

static enum awol_status answer(const char *question, bool finite, struct awol_error *error)
{
    static const double at_least[] = {10};
    const struct awol_scenario_settings settings = {.command = "test",
                                                    .finite = finite,
                                                    .draws = {100, 1, 1},
                                                    .at_least = at_least,
                                                    .n_at_least = 1};
    return awol_scenario_answer(awol_question_find(question), &settings, &assumptions, &stream,
                                error);
}

static double cell(const char *table_name, const char *row_name, const char *column)
{
    const struct awol_table *table = awol_stream_find(&stream, table_name);
    double value = NAN;
    cr_assert(table, "no table %s", table_name);
    size_t row = 0;
    while (row_name && row < table->n_rows && strcmp(awol_table_cell(table, row, 0), row_name) != 0)
        row++;
    cr_assert(row < table->n_rows, "no row %s", row_name);
    cr_assert_eq(awol_table_number(table, row, awol_table_find(table, column), &value, NULL),
                 AWOL_OK);
    return value;
}

static const char *const total[] = {
    "men", "1000", "total", "200", "window", "20", "rate", "0.01 per man and day",
    "tau", "5",    "eta",   "0.6", NULL};

Test(scenario_answer, is_headed_and_lists_what_was_assumed)
{
    struct awol_error error = {0};
    assume(total);
    assume((const char *const[]){"gone", "0.5", NULL});
    cr_assert_eq(answer("total", false, &error), AWOL_OK, "%s", error.message);
    cr_assert_str_eq(stream.headers[0].key, "caution");
    cr_assert(strstr(stream.headers[0].value, "NOT AN ESTIMATE") == stream.headers[0].value);
    cr_assert_str_eq(stream.tables[0].name, "assumptions");
    cr_assert_eq(stream.tables[0].n_rows, 9,
                 "six that were given, how many were first, that the men have no end, the form");
    const struct awol_table *summary = &stream.tables[stream.n_tables - 1];
    cr_assert_str_eq(summary->name, "summary");
    cr_assert(strstr(awol_table_cell(summary, 0, 1), "NOT AN ESTIMATE") ==
              awol_table_cell(summary, 0, 1));
    const char *last = awol_table_cell(summary, summary->n_rows - 1, 1);
    cr_assert(strstr(last, "gone"), "what was given in vain is told: %s", last);
    awol_stream_release(&stream);
}

/* newcomers times A is the total; they are 0.01 a man and day times the ratio. */
Test(scenario_answer, total_without_a_limit)
{
    struct awol_error error = {0};
    struct awol_step step;
    assume(total);
    cr_assert_eq(answer("total", false, &error), AWOL_OK, "%s", error.message);
    cr_assert_eq(awol_step_init(20, 0.6, 0.2, &step, NULL), AWOL_OK);
    double newcomers = cell("pairs_of_total", NULL, "newcomers");
    cr_assert_float_eq(newcomers * step.A.value, 200, 1e-9);
    cr_assert_float_eq(cell("pairs_of_total", NULL, "ratio"), newcomers / (1000 * .01 * 20), 1e-9);
    cr_assert_lt(cell("pairs_of_total", NULL, "total_low"), 200);
    awol_stream_release(&stream);
}

/* The course at the hazard that was found makes the total. */
Test(scenario_answer, total_of_men_who_end)
{
    struct awol_error error = {0};
    struct awol_pool_course course;
    assume(total);
    cr_assert_eq(answer("total", true, &error), AWOL_OK, "%s", error.message);
    const struct awol_pool pool = {
        .men = 1000, .rate = .01 * cell("pairs_of_total", NULL, "ratio"), .eta = .6, .tau_days = 5};
    cr_assert_eq(awol_pool_run(&pool, 20, &course, NULL), AWOL_OK);
    cr_assert_float_eq(course.by_themselves + course.by_comrades, 200, 1e-6);
    cr_assert_float_eq(course.by_themselves, cell("pairs_of_total", NULL, "newcomers"), 1e-6);
    awol_stream_release(&stream);
}

/* Without prompting and without ordinary departures: half of the 1,000 men whom it reaches want to
 * go (the payment is worth just what a middling man asks), and of them 1 - exp(-60/30) find an
 * occasion; 0.9 come through; 100 and 10 each, and 500 for all. */
Test(scenario_answer, terms_in_closed_form)
{
    static const char *const terms[] = {
        "men",       "2000",   "reach",       "0.5",      "bounty",  "100 USD", "promise",
        "1",         "death",  "0.1",         "life",     "200 USD", "caught",  "0",
        "spread",    "3",      "occasion",    "30",       "rate",    "0",       "eta",
        "0",         "tau",    "5",           "deadline", "60",      "fixed",   "500 USD",
        "reception", "10 USD", "reservation", "70 USD",   NULL};
    struct awol_error error = {0};
    assume(terms);
    cr_assert_eq(answer("terms", false, &error), AWOL_OK, "%s", error.message);
    double left = 500 * (1 - exp(-2));
    cr_assert_float_eq(cell("terms", "worth", "value"), 70, 1e-9);
    cr_assert_float_eq(cell("terms", "willing", "value"), 500, 1e-9);
    cr_assert_float_eq(cell("terms", "left", "value"), left, 1e-5);
    cr_assert_float_eq(cell("terms", "without", "value"), 0, 1e-9);
    cr_assert_float_eq(cell("terms", "cost", "value"), 500 + .9 * left * 110, 1e-3);
    cr_assert(isnan(cell("terms", "left", "low")), "nothing is a range");
    awol_stream_release(&stream);
}

/* Places limit what is paid for, not who comes. */
Test(scenario_answer, places)
{
    struct awol_error error = {0};
    assume((const char *const[]){
        "men",      "2000", "reach",       "1",     "bounty", "100 USD", "promise", "1",
        "death",    "0",    "life",        "0 USD", "caught", "0",       "spread",  "3",
        "occasion", "1",    "rate",        "0",     "eta",    "0",       "tau",     "5",
        "deadline", "60",   "reservation", "1 USD", "places", "300",     NULL});
    cr_assert_eq(answer("terms", false, &error), AWOL_OK, "%s", error.message);
    cr_assert_gt(cell("terms", "arrived", "value"), 1900);
    cr_assert_float_eq(cell("terms", "cost", "value"), 30000, 1e-6);
    awol_stream_release(&stream);
}

Test(scenario_answer, failures_leave_no_stream)
{
    struct awol_error error = {0};
    assume(total);
    assume((const char *const[]){"eta", "0.5:1", NULL});
    cr_assert_eq(answer("total", false, &error), AWOL_USAGE);
    cr_assert(strstr(error.message, "--finite"), "%s", error.message);
    cr_assert_eq(answer("terms", false, &error), AWOL_USAGE);
    cr_assert(strstr(error.message, "an assumption is missing"), "%s", error.message);
}
