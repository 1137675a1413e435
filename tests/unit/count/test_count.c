#include "count/count.h"

#include <criterion/criterion.h>
#include <math.h>

#include "count/settings.h"
#include "support/table_text.h"

/* What is counted, as awol-count would be asked; NULL where not given. */
struct question {
    const char *events; /* tables as text */
    const char *units;
    const char *strength;
    const char *covariates;
    const char *by;
    const char *from, *to, *complete;
    const char *prefer;
    const char *basis;
    int64_t level; /* 0 = not given, else --unit plus one */
    bool rows;
};

static struct awol_count_options options_of(const struct question *question)
{
    static const char *const deserted[] = {"deserted"};
    struct awol_count_options options = {.tally = {.events = deserted,
                                                   .n_events = 1,
                                                   .count_rows = question->rows,
                                                   .opt_basis = question->basis},
                                         .level = question->level - 1,
                                         .per = 1000,
                                         .confidence = 0.9,
                                         .command = "awol-count"};
    struct awol_tally_options *tally = &options.tally;
    struct awol_span days;

    if (question->by != NULL)
        cr_assert_eq(awol_settings_period(question->by, tally, NULL), AWOL_OK);
    if (question->prefer != NULL)
        cr_assert_eq(awol_settings_prefer(question->prefer, &tally->prefer, NULL), AWOL_OK);
    if (question->from != NULL) {
        cr_assert_eq(awol_settings_days(question->from, &days, NULL), AWOL_OK);
        tally->has_from = true;
        tally->from = days.earliest;
    }
    if (question->to != NULL) {
        cr_assert_eq(awol_settings_days(question->to, &days, NULL), AWOL_OK);
        tally->has_to = true;
        tally->to = days.latest;
    }
    if (question->complete != NULL) {
        cr_assert_eq(awol_settings_days(question->complete, &days, NULL), AWOL_OK);
        tally->is_complete = true;
        tally->complete_first = days.earliest;
        tally->complete_last = days.latest;
    }
    return options;
}

/* Count, and write the series as one line a span: "UNIT START..END KIND COUNT", with "(no)" after
 * what is not preferred, low-high for a range, and @MEN BASIS where the men are known. */
static enum awol_status ask(const struct question *question, struct awol_text *ret_lines,
                            struct awol_count_report *report, struct awol_error *error)
{
    const struct awol_count_options options = options_of(question);
    const char *texts[] = {question->units, question->strength, question->covariates};
    static const char *const names[] = {"units", "strength", "covariates"};
    struct awol_table tables[3] = {0};
    struct awol_stream stream;
    struct awol_stream result;
    struct awol_table events = test_table("events", question->events);

    cr_assert_eq(awol_stream_init(&stream, "events", NULL), AWOL_OK);
    cr_assert_eq(awol_stream_add_header(&stream, "campaign", "a test", NULL), AWOL_OK);
    stream.tables = &events;
    stream.n_tables = 1;
    for (size_t i = 0; i < 3; i++)
        if (texts[i] != NULL)
            tables[i] = test_table(names[i], texts[i]);
    struct awol_count_inputs inputs = {&stream, texts[0] == NULL ? NULL : &tables[0],
                                       texts[1] == NULL ? NULL : &tables[1],
                                       texts[2] == NULL ? NULL : &tables[2]};
    enum awol_status status = awol_count_run(&inputs, &options, &result, report, error);

    if (status == AWOL_OK) {
        const struct awol_table *series = awol_stream_find(&result, "series");
        static const char *const shown[] = {"unit",    "start",     "end",        "kind",
                                            "count",   "count_low", "count_high", "preferred",
                                            "at_risk", "basis"};
        const char *cell[10];

        cr_assert_str_eq(awol_stream_header(&result, "campaign"), "a test");
        cr_assert_str_eq(awol_stream_header(&result, "command"), "awol-count");
        awol_text_init(ret_lines);
        for (size_t row = 0; row < series->n_rows; row++) {
            for (size_t i = 0; i < 10; i++)
                cell[i] = awol_table_cell(series, row, awol_table_find(series, shown[i]));
            awol_text_append_format(ret_lines, "%s %s..%s %s %s", cell[0], cell[1], cell[2],
                                    cell[3], cell[4]);
            if (strcmp(cell[5], "NA") != 0)
                awol_text_append_format(ret_lines, " %s-%s", cell[5], cell[6]);
            if (strcmp(cell[7], "no") == 0)
                awol_text_append(ret_lines, " (no)");
            if (strcmp(cell[8], "NA") != 0)
                awol_text_append_format(ret_lines, " @%s %s", cell[8], cell[9]);
            awol_text_append(ret_lines, "\n");
        }
        awol_stream_release(&result);
    }
    stream.tables = NULL;
    stream.n_tables = 0;
    awol_stream_release(&stream);
    for (size_t i = 0; i < 3; i++)
        if (texts[i] != NULL)
            awol_table_release(&tables[i]);
    awol_table_release(&events);
    return status;
}

static void expect(const struct question *question, const char *lines,
                   struct awol_count_report *opt_report)
{
    struct awol_count_report report;
    struct awol_error error = {0};
    struct awol_text seen;

    cr_assert_eq(ask(question, &seen, &report, &error), AWOL_OK, "%s", error.message);
    cr_assert_str_eq(awol_text_string(&seen), lines, "seen:\n%s", awol_text_string(&seen));
    awol_text_release(&seen);
    if (opt_report != NULL)
        *opt_report = report;
}

Test(count, own_days_are_spans_and_rows_of_the_same_days_add)
{
    struct awol_count_report report;

    expect(&(struct question){.events =
                                  "unit|date|count|kind|count_low|count_high|event|preferred\n"
                                  "b|1865-03-29|12||||deserted|\n"
                                  "b|1865-03-29|3|||||\n"
                                  "a|1865-03|40||||deserted|yes\n"
                                  "a|1865-03-02|7|about||||\n"
                                  "a|1865-03-03|2|at-least||||\n"
                                  "a|1865-03-03|2|||||\n"
                                  "a|1865-03-04||range|3|5||\n"
                                  "a|1865-03-04|1|||||\n"
                                  "a|1865-03-05|50|||||no\n"
                                  "a|1865-03-06|9||||captured|\n"},
           "b 1865-03-29..1865-03-30 exact 15\n"
           "a 1865-03-01..1865-04-01 exact 40\n"
           "a 1865-03-02..1865-03-03 about 7\n"
           "a 1865-03-03..1865-03-04 at-least 4\n"
           "a 1865-03-04..1865-03-05 range NA 4-6\n",
           &report);
    cr_assert_eq(report.n_rows, 8u);
    cr_assert_eq(report.men, 55.0);
    cr_assert_eq(report.n_spans, 5u);
    cr_assert_eq(report.n_units, 2u);
}

Test(count, rows_instead_of_men)
{
    expect(&(struct question){.events = "date|count\n1865-03-02|7\n1865-03-02|5\n1865-03-03|0\n",
                              .rows = true},
           "all 1865-03-02..1865-03-03 exact 2\nall 1865-03-03..1865-03-04 exact 0\n", NULL);
}

Test(count, from_and_to)
{
    struct awol_count_report report;

    expect(&(struct question){.events = "date\n1778-05-31\n1778-06-01\n1778-06-30\n1778-07-01\n"
                                        "1778-06-20/1778-07-02\n1778-06/..\n",
                              .from = "1778-06",
                              .to = "1778-06"},
           "all 1778-06-01..1778-06-02 exact 1\nall 1778-06-30..1778-07-01 exact 1\n", &report);
    cr_assert_eq(report.n[AWOL_REMARK_OUTSIDE], 1u);
    cr_assert_eq(report.n[AWOL_REMARK_OPEN], 1u);
    cr_assert_str_eq(report.examples[AWOL_REMARK_OUTSIDE], "all, 1778-06-20 to 1778-07-02");
}

Test(count, one_side_alone_or_all_with_the_rivals_carried)
{
    const char *events = "date|count|reported_by|preferred\n"
                         "1778-06-18/1778-07-05|236|own|no\n"
                         "1778-06-18/1778-07-04|446|enemy|yes\n"
                         "1778-06-18/1778-07-04|500|enemy|no\n";
    struct awol_count_report report;

    expect(&(struct question){.events = events, .prefer = "own"},
           "all 1778-06-18..1778-07-06 exact 236\n", NULL);
    expect(&(struct question){.events = events, .prefer = "enemy"},
           "all 1778-06-18..1778-07-05 exact 446\n", &report);
    cr_assert_eq(report.n[AWOL_REMARK_RIVAL], 1u);
    expect(&(struct question){.events = events, .prefer = "all"},
           "all 1778-06-18..1778-07-06 exact 236 (no)\n"
           "all 1778-06-18..1778-07-05 exact 446\n"
           "all 1778-06-18..1778-07-05 exact 500 (no)\n",
           NULL);
}

Test(count, persons_in_bins_and_those_who_fit_none)
{
    struct awol_count_report report;

    expect(&(struct question){.events = "date|person\n1778-06-03|A\n1778-06-20/1778-06-25|B\n"
                                        "1778-07-04|C\n1778-06-28/1778-07-02|D\n1778-09-01|E\n",
                              .by = "month"},
           "all 1778-06-01..1778-08-01 exact 4\n"
           "all 1778-06-01..1778-07-01 at-least 2\n"
           "all 1778-07-01..1778-08-01 at-least 1\n"
           "all 1778-09-01..1778-10-01 exact 1\n",
           &report);
    cr_assert_eq(report.n[AWOL_REMARK_FLOATING], 1u);
    cr_assert_eq(report.men, 5.0);
}

Test(count, a_floating_total_grows_over_what_it_crosses)
{
    expect(&(struct question){.events = "date\n1778-06-28/1778-07-02\n1778-07-28/1778-08-02\n"
                                        "1778-07-10\n",
                              .by = "month"},
           "all 1778-06-01..1778-09-01 exact 3\nall 1778-07-01..1778-09-01 at-least 2\n"
           "all 1778-07-01..1778-08-01 at-least 1\n",
           NULL);
}

/* 1 June 1778 was a Monday, 1 July a Wednesday. */
Test(count, months_in_weeks_stay_months)
{
    expect(&(struct question){.events = "date\n1778-06\n1778-06-03\n1778-06-30\n1778-07-01\n"
                                        "1778-07-08\n1778-07\n1778-09-02/1778-09-04\n"
                                        "1778-09-06/1778-09-08\n",
                              .by = "week"},
           "all 1778-06-01..1778-07-01 exact 3\n"
           "all 1778-06-01..1778-06-08 at-least 1\n"
           "all 1778-06-29..1778-07-06 at-least 2 (no)\n"
           "all 1778-07-01..1778-08-01 exact 3\n"
           "all 1778-07-06..1778-07-13 at-least 1\n"
           "all 1778-08-31..1778-09-14 exact 2\n"
           "all 1778-08-31..1778-09-07 at-least 1\n",
           NULL);
}

Test(count, named_men_whose_days_overlap_without_bins)
{
    expect(&(struct question){.events = "date|person\n1778-06-03/1778-06-05|A\n1778-06-04|B\n"
                                        "1778-06-05/1778-06-07|C\n1778-07-01/1778-07-03|D\n"},
           "all 1778-06-03..1778-06-08 exact 3\n"
           "all 1778-06-04..1778-06-05 at-least 1\n"
           "all 1778-06-05..1778-06-08 at-least 1\n"
           "all 1778-07-01..1778-07-04 exact 1\n",
           NULL);
}

Test(count, reports_that_fill_a_bin_in_part_are_lower_bounds)
{
    const char *events = "date|count\n1778-06-01/1778-06-15|10\n1778-06-10|4\n"
                         "1778-06-16/1778-06-30|5\n1778-07-04|8\n";
    struct awol_count_report report;

    expect(&(struct question){.events = events, .by = "month"},
           "all 1778-06-01..1778-07-01 exact 15\nall 1778-07-01..1778-08-01 at-least 8\n", &report);
    cr_assert_eq(report.n[AWOL_REMARK_PARTLY], 1u);
    expect(&(struct question){.events = events, .by = "month", .complete = "1778-06-01/1778-08-31"},
           "all 1778-06-01..1778-07-01 exact 15\nall 1778-07-01..1778-08-01 exact 8\n"
           "all 1778-08-01..1778-09-01 exact 0\n",
           NULL);
}

Test(count, totals_and_bins)
{
    struct awol_count_report report;

    expect(&(struct question){.events = "date|count\n1778-06/1778-07|30\n1778-06-20/1778-08-10|25\n"
                                        "1778-06|12\n1779-01-15/1779-02-15|9\n",
                              .by = "month",
                              .from = "1778-07-01/1779",
                              .to = "1779"},
           "all 1779-01-15..1779-02-16 exact 9\n", NULL);
    expect(&(struct question){.events = "date|count\n1778-06/1778-07|30\n1778-06|12\n"
                                        "1778-07-15/1778-08-15|25\n1778-08|5\n",
                              .by = "month"},
           "all 1778-06-01..1778-08-01 exact 30\nall 1778-06-01..1778-07-01 exact 12\n"
           "all 1778-07-01..1778-09-01 at-least 25 (no)\nall 1778-08-01..1778-09-01 exact 5\n",
           &report);
    cr_assert_eq(report.n[AWOL_REMARK_WIDENED], 1u);
    cr_assert_eq(report.n[AWOL_REMARK_CROSSING], 1u);
}

Test(count, complete_days_are_zeros_but_not_inside_a_total)
{
    expect(&(struct question){.events =
                                  "unit|date|count\na|1778-06-02|3\na|1778-06-04/1778-06-05|2\n"
                                  "b|1778-06-03|1\n",
                              .complete = "1778-06-01/1778-06-06"},
           "a 1778-06-01..1778-06-02 exact 0\na 1778-06-02..1778-06-03 exact 3\n"
           "a 1778-06-03..1778-06-04 exact 0\na 1778-06-04..1778-06-06 exact 2\n"
           "a 1778-06-06..1778-06-07 exact 0\n"
           "b 1778-06-01..1778-06-02 exact 0\nb 1778-06-02..1778-06-03 exact 0\n"
           "b 1778-06-03..1778-06-04 exact 1\nb 1778-06-04..1778-06-05 exact 0\n"
           "b 1778-06-05..1778-06-06 exact 0\nb 1778-06-06..1778-06-07 exact 0\n",
           NULL);
}

Test(count, bins_of_ten_days_begin_with_the_record)
{
    expect(&(struct question){.events = "date|person\n1778-06-03|A\n1778-06-12|B\n1778-06-13|C\n",
                              .by = "10d"},
           "all 1778-06-03..1778-06-13 exact 2\nall 1778-06-13..1778-06-23 exact 1\n", NULL);
}

#define TREE "unit|parent\nfront|\narmy|front\nII|army\nVI|army\nIX|army\nother|front\n"

/* Reports of 22 February to 1 March 1865 from the lines before Petersburg: corps within their army
 * (Official Records, Ser. I, vol. XLVI, pt. II). */
Test(count, corps_are_lower_bounds_of_their_army)
{
    struct awol_count_report report;

    expect(&(struct question){.events = "unit|date|count|kind\n"
                                        "army|1865-02-22|45|\n"
                                        "VI|1865-02-22/1865-02-23|47|\n"
                                        "army|1865-02-23|87|\n"
                                        "IX|1865-02-23|14|at-least\n"
                                        "army|1865-02-24|134|\n"
                                        "VI|1865-02-24/1865-02-25|61|\n"
                                        "VI|1865-02-25|5|at-least\n"
                                        "II|1865-02-27/1865-02-28|13|at-least\n"
                                        "IX|1865-02-28|6|\n"
                                        "II|1865-02-28|5|\n"
                                        "VI|1865-02-28/1865-03-01|12|\n"
                                        "VI|1865-03-31|0|\n",
                              .units = TREE},
           "army 1865-02-22..1865-02-24 at-least 47 (no)\n"
           "army 1865-02-22..1865-02-23 exact 45\n"
           "army 1865-02-23..1865-02-24 exact 87\n"
           "army 1865-02-23..1865-02-24 at-least 14 (no)\n"
           "army 1865-02-24..1865-02-26 at-least 61 (no)\n"
           "army 1865-02-24..1865-02-25 exact 134\n"
           "army 1865-02-25..1865-02-26 at-least 5\n"
           "army 1865-02-27..1865-03-01 at-least 13\n"
           "army 1865-02-28..1865-03-02 at-least 12 (no)\n"
           "army 1865-02-28..1865-03-01 at-least 11\n",
           &report);
    cr_assert_eq(report.n[AWOL_REMARK_IMPLIED], 3u);
    cr_assert_eq(report.n[AWOL_REMARK_NARROWER], 1u);
    cr_assert_eq(report.n[AWOL_REMARK_PART_OF], 9u);
    cr_assert_str_eq(report.examples[AWOL_REMARK_NARROWER], "army, 1865-02-28 to 1865-03-01");
}

Test(count, a_bound_that_crosses_a_count_is_carried)
{
    struct awol_count_report report;

    expect(&(struct question){.events = "unit|date|count\narmy|1865-03-01/1865-03-05|9\n"
                                        "II|1865-03-04/1865-03-08|7\n",
                              .units = TREE},
           "army 1865-03-01..1865-03-06 exact 9\narmy 1865-03-04..1865-03-09 at-least 7 (no)\n",
           &report);
    cr_assert_eq(report.n[AWOL_REMARK_CROSSING], 1u);
}

Test(count, of_an_army_and_its_corps_the_larger_goes_to_the_front)
{
    expect(&(struct question){.events = "unit|date|count\nfront|1865-03|100\nII|1865-03-04|7\n"
                                        "VI|1865-03-04|5\narmy|1865-03-04|20\nother|1865-03-04|3\n"
                                        "II|1865-03-05|4\nIX|1865-03-05|6\n",
                              .units = TREE},
           "front 1865-03-01..1865-04-01 exact 100\nfront 1865-03-04..1865-03-05 at-least 23\n"
           "front 1865-03-05..1865-03-06 at-least 10\n",
           NULL);
}

Test(count, units_without_a_counted_whole_stay_and_a_mere_bound_above_yields)
{
    struct awol_count_report report;

    expect(&(struct question){.events = "unit|date|count|kind\nfront|1865-03-02|3|at-least\n"
                                        "army|1865-03-04|20|\nother|1865-03-04|3|at-least\n",
                              .units = TREE},
           "front 1865-03-02..1865-03-03 at-least 3 (no)\n"
           "army 1865-03-04..1865-03-05 exact 20\nother 1865-03-04..1865-03-05 at-least 3\n",
           &report);
    cr_assert_eq(report.n[AWOL_REMARK_YIELDED], 1u);
}

Test(count, at_a_level_of_the_tree)
{
    const char *events = "unit|date|count\nII|1865-03-04|7\nVI|1865-03-04|5\nIX|1865-03-04|0\n"
                         "II|1865-03-05|4\nfront|1865-03-04|30\n";
    struct awol_count_report report;

    expect(&(struct question){.events = events, .units = TREE, .level = 2},
           "front 1865-03-04..1865-03-05 exact 30 (no)\n"
           "army 1865-03-04..1865-03-05 exact 12\narmy 1865-03-05..1865-03-06 at-least 4\n",
           &report);
    cr_assert_eq(report.n[AWOL_REMARK_ABOVE], 1u);
    expect(&(struct question){.events = events, .units = TREE, .level = 1},
           "front 1865-03-04..1865-03-05 exact 30\n"
           "front 1865-03-04..1865-03-05 at-least 12 (no)\n"
           "front 1865-03-05..1865-03-06 at-least 4\n",
           NULL);
}

Test(count, men_at_risk)
{
    const char *strength = "date|men|basis|unit\n1778-06-01|1000|present|a\n"
                           "1778-07-01|900|present|a\n1778-06-01|5000|present|\n";
    struct awol_count_report report;

    expect(&(struct question){.events = "unit|date|count|at_risk|basis\na|1778-05-20|1||\n"
                                        "a|1778-06-20/1778-07-05|4||\na|1778-07-09|2|850|present\n"
                                        "b|1778-06-20|3||\n",
                              .strength = strength},
           "a 1778-05-20..1778-05-21 exact 1\n"
           "a 1778-06-20..1778-07-06 exact 4 @1000 present\n"
           "a 1778-07-09..1778-07-10 exact 2 @850 present\n"
           "b 1778-06-20..1778-06-21 exact 3\n",
           &report);
    cr_assert_eq(report.n[AWOL_REMARK_NO_MEN], 2u);
    cr_assert_str_eq(report.basis, "present");
    cr_assert_eq(report.n[AWOL_REMARK_UNNAMED], 0u);
    expect(&(struct question){.events = "unit|date|at_risk\na|1778-06-20|80\na|1778-06-21|\n",
                              .strength = strength},
           "a 1778-06-20..1778-06-21 exact 1 @80 NA\n"
           "a 1778-06-21..1778-06-22 exact 1 @1000 present\n",
           &report);
    cr_assert_eq(report.n[AWOL_REMARK_UNNAMED], 1u);
    expect(&(struct question){.events = "unit|date\nb|1778-06-20\n", .strength = strength},
           "b 1778-06-20..1778-06-21 exact 1 @5000 present\n", NULL);
}

/* On 10 July 1864 Lee's army had 53,024 present for duty and 68,844 present (Official Records,
 * Ser. I, vol. XL, pt. III, p. 762). */
Test(count, one_basis)
{
    const char *strength = "date|men|basis\n1864-07-10|53024|present-for-duty\n"
                           "1864-07-10|68844|present\n";

    expect(&(struct question){.events = "date|at_risk|basis\n1864-07-12||\n1864-07-13|9|sent\n",
                              .strength = strength,
                              .basis = "present"},
           "all 1864-07-12..1864-07-13 exact 1 @68844 present\n"
           "all 1864-07-13..1864-07-14 exact 1 @68844 present\n",
           NULL);
}

Test(count, covariates_are_means_over_the_span)
{
    struct question question = {.events = "date|count\n1865-02-09/1865-02-12|4\n",
                                .covariates =
                                    "date|name|value\n1865-02-01|cold|1\n1865-02-12|cold|5\n"};
    const struct awol_count_options options = options_of(&question);
    struct awol_table events = test_table("events", question.events);
    struct awol_table covariates = test_table("covariates", question.covariates);
    struct awol_stream stream = {
        .kind = "events", .source = "t.csv", .tables = &events, .n_tables = 1};
    struct awol_count_inputs inputs = {.events = &stream, .opt_covariates = &covariates};
    struct awol_count_report report;
    struct awol_stream result;

    cr_assert_eq(awol_count_run(&inputs, &options, &result, &report, NULL), AWOL_OK);
    const struct awol_table *series = awol_stream_find(&result, "series");
    double value = 0;
    cr_assert_eq(awol_table_number(series, 0, awol_table_find(series, "cold"), &value, NULL),
                 AWOL_OK);
    cr_assert_eq(value, 2.0); /* three days at 1, one at 5 */
    cr_assert(awol_stream_find(&result, "covariates") != NULL);
    awol_stream_release(&result);
    awol_table_release(&covariates);
    awol_table_release(&events);
}

Test(count, refusals)
{
    static const struct {
        struct question question;
        size_t line;
        const char *message;
    } cases[] = {
        {{.events = "date|event\n1778|died\n"}, 0, "none of 1 rows is counted"},
        {{.events = "date|count\n1778|-1\n"}, 2, "count “-1” is negative"},
        {{.events = "date|count\n1778-06-01/1778-06-09|3\n1778-06-05/1778-06-12|3\n"},
         3,
         "all, 1778-06-05 to 1778-06-12 crosses all, 1778-06-01 to 1778-06-09 (line 2)"},
        {{.events = "date|count\n1778-06|3\n1778-06-05|4\n"},
         2,
         "the total disagrees with its parts"},
        {{.events = "unit|date\nV|1778\n", .units = TREE},
         2,
         "unit “V” is not in the table of units"},
        {{.events = "unit|date|count\narmy|1865-03-04|6\nII|1865-03-04|7\n", .units = TREE},
         2,
         "the total disagrees with its parts: army, 1865-03-04 gives 6 men, its parts (line 3) at "
         "least 7"},
        {{.events = "unit|date|count\nfront|1865|99\narmy|1865-03-04|6\nII|1865-03-04|7\n",
          .units = TREE},
         3,
         "army, 1865-03-04 gives 6 men"},
        {{.events = "date|count\n1778-06|30\n", .strength = "date|men|basis\n1778|29|sent\n"},
         2,
         "30 men counted, but only 29 at risk, basis sent"},
        {{.events = "date|count\n1778-06|30\n",
          .strength = "date|men|basis\n1778|290|sent\n1778|280|present\n"},
         2,
         "stands on two bases, present and sent: choose one with --basis"},
        {{.events = "date|at_risk|basis\n1778-06|30|sent\n1778-07||\n",
          .strength = "date|men|basis\n1778|290|present\n"},
         3,
         "two bases, “present” and (line 2) “sent”: choose one"},
        {{.events = "date|at_risk|basis\n1778-06|30|sent\n1778-06|20|present\n"},
         3,
         "two bases, “present” and (line 2) “sent”: choose one"},
        {{.events = "date\n1778-06\n",
          .strength = "date|men|basis\n1778|290|present\n",
          .basis = "sent"},
         0,
         "no strength is on basis sent; seen: present"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_count_report report;
        struct awol_error error = {0};
        struct awol_text seen;

        cr_assert_eq(ask(&cases[i].question, &seen, &report, &error), AWOL_DATA, "case %zu", i);
        cr_assert(strstr(error.message, cases[i].message) != NULL, "case %zu: %s", i,
                  error.message);
        cr_assert_eq(error.place.line, cases[i].line, "case %zu: line %zu", i, error.place.line);
        cr_assert_str_eq(error.source, "t.csv");
    }
}
