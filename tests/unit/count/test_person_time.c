#include "count/person_time.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "count/settings.h"
#include "support/table_text.h"

struct question {
    const char *rows;
    const char *from, *to;
    bool refuses;
};

#define HEAD "person|unit|enter|leave|date|event|age\n"

/* Spells as "ID ENTER..LEAVE ENDED EVENT SINCE", with ", " between them; or the error. */
static void ask(const struct question *question, char *buffer, size_t size,
                struct awol_watch_report *report)
{
    static const char *const deserted[] = {"deserted"};
    struct awol_count_options options = {.tally = {.events = deserted, .n_events = 1},
                                         .command = "awol-count"};
    struct awol_table table = test_table("events", question->rows);
    struct awol_stream events = {
        .kind = "events", .source = table.source, .tables = &table, .n_tables = 1};
    struct awol_stream stream;
    struct awol_error error;
    struct awol_span days;
    size_t used = 0;

    if (question->from != NULL) {
        cr_assert_eq(awol_settings_days(question->from, &days, NULL), AWOL_OK);
        options.tally.has_from = true;
        options.tally.from = days.earliest;
    }
    if (question->to != NULL) {
        cr_assert_eq(awol_settings_days(question->to, &days, NULL), AWOL_OK);
        options.tally.has_to = true;
        options.tally.to = days.latest;
    }
    buffer[0] = '\0';
    if (awol_person_time_run(&events, &options, question->refuses, &stream, report, &error) !=
        AWOL_OK) {
        awol_error_format(&error, buffer, size);
    } else {
        const struct awol_table *out = awol_stream_find(&stream, "person-time");
        static const char *const columns[] = {"id", "enter", "leave", "ended", "event", "since"};

        for (size_t row = 0; row < out->n_rows; row++) {
            for (size_t i = 0; i < sizeof columns / sizeof columns[0] && used < size; i++)
                used +=
                    (size_t)snprintf(buffer + used, size - used, "%s%s",
                                     i == 0   ? row == 0 ? "" : ", "
                                     : i == 2 ? ".."
                                              : " ",
                                     awol_table_cell(out, row, awol_table_find(out, columns[i])));
        }
        awol_stream_release(&stream);
    }
    awol_table_release(&table);
}

Test(person_time, spells_of_a_man)
{
    static const struct {
        const char *what;
        struct question question;
        const char *expected;
    } cases[] = {
        {"he leaves by the event",
         {.rows = HEAD "1|A|1777-01-01||1778-06-03|deserted|\n"},
         "1 1777-01-01..1778-06-03 deserted 1 1777-01-01"},
        {"a row without a word is of a deserter",
         {.rows = HEAD "1|A|1777-01-01||1778-06-03||\n"},
         "1 1777-01-01..1778-06-03 deserted 1 1777-01-01"},
        {"he leaves by something else",
         {.rows = HEAD "1|A|1777-01-01||1778-06-03|captured|\n"},
         "1 1777-01-01..1778-06-03 captured 0 1777-01-01"},
        {"he never leaves",
         {.rows = HEAD "1|A|1777-01-01|1783-01-01|||\n"},
         "1 1777-01-01..1783-01-01 leave 0 1777-01-01"},
        {"he is there to the end",
         {.rows = HEAD "1|A|1777-01-01||||\n", .to = "1780-12-31"},
         "1 1777-01-01..1780-12-31 end 0 1777-01-01"},
        {"he comes back, and the watch ends later",
         {.rows = HEAD "1|A|1777-01-01|1783-01-01|1778-06-03|deserted|\n"
                       "1|A|||1778-07-01|rejoined|\n"},
         "1 1777-01-01..1778-06-03 deserted 1 1777-01-01, "
         "1 1778-07-01..1783-01-01 leave 0 1777-01-01"},
        {"he is gone when the watch ends",
         {.rows = HEAD "1|A|1777-01-01|1783-01-01|1778-06-03|deserted|\n"},
         "1 1777-01-01..1778-06-03 deserted 1 1777-01-01"},
        {"he leaves and returns on one day",
         {.rows = HEAD "1|A|1777-01-01|1783-01-01|1778-06-03|deserted|\n"
                       "1|A|||1778-06-03|rejoined|\n"},
         "1 1777-01-01..1778-06-03 deserted 1 1777-01-01, "
         "1 1778-06-03..1783-01-01 leave 0 1777-01-01"},
        {"he enlists twice",
         {.rows = HEAD "1|A|1777-01-01||1778-06-03|discharged|\n"
                       "1|B|1780-01-01||1780-02-01|deserted|\n"},
         "1 1777-01-01..1778-06-03 discharged 0 1777-01-01, "
         "1 1780-01-01..1780-02-01 deserted 1 1777-01-01"},
        {"on the day on which he enlists",
         {.rows = HEAD "1|A|1777-01-01||1777-01-01|deserted|\n"},
         "1 1777-01-01..1777-01-01 deserted 1 1777-01-01"},
        {"who only tried stays",
         {.rows = HEAD "1|A|1777-01-01|1778-01-01|1777-06-01|attempted|\n"},
         "1 1777-01-01..1778-01-01 leave 0 1777-01-01"},
        {"rows in any order",
         {.rows = HEAD "2|A|1777-01-01||1777-03-01|died|\n1|A|||1778-06-03|deserted|\n"
                       "1|A|1777-02-01||||\n"},
         "1 1777-02-01..1778-06-03 deserted 1 1777-02-01, "
         "2 1777-01-01..1777-03-01 died 0 1777-01-01"},
        {"late entry and an early end",
         {.rows =
              HEAD "1|A|1777-01-01||1778-06-03|deserted|\n2|A|1777-01-01||1781-06-03|deserted|\n",
          .from = "1778-01-01",
          .to = "1780-12-31"},
         "1 1778-01-01..1778-06-03 deserted 1 1777-01-01, "
         "2 1778-01-01..1780-12-31 end 0 1777-01-01"},
        {"nobody says when he came",
         {.rows = HEAD "1|A|||1778-06-03|deserted|\n", .from = "1778-01-01"},
         "1 1778-01-01..1778-06-03 deserted 1 1778-01-01"},
        {"the middle of windows",
         {.rows = HEAD "1|A|1777-01||1778|deserted|\n"},
         "1 1777-01-16..1778-07-02 deserted 1 1777-01-16"},
        {"windows whose middles contradict: the middle of what they share",
         {.rows = HEAD "1|A|1777||1777-03|deserted|\n"},
         "1 1777-03-16..1777-03-16 deserted 1 1777-03-16"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_watch_report report;
        char spells[512];

        ask(&cases[i].question, spells, sizeof spells, &report);
        cr_assert_str_eq(spells, cases[i].expected, "%s: “%s”", cases[i].what, spells);
    }
}

Test(person_time, what_is_told)
{
    static const struct {
        struct question question;
        enum awol_watch_remark remark;
        const char *example;
    } cases[] = {
        {{.rows = HEAD "1|A|1777-01||1778-06-03|deserted|\n"},
         AWOL_WATCH_MIDDLE,
         "1, 1777-01-01 to 1777-01-31"},
        {{.rows = HEAD "1|A|1777-01-01||1778-06-03/..|deserted|\n2|A|1777-01-01|1778-01-01|||\n"},
         AWOL_WATCH_UNDATED,
         "1"},
        {{.rows = HEAD "1|A|1777-01-01||1778-06-03|deserted|\n1|A|||1779-06-03|deserted|\n"},
         AWOL_WATCH_AWAY,
         "1, 1779-06-03"},
        {{.rows = HEAD "1|A|1777-01-01||1778-06-03|deserted|\n1|A|||1778-01-03|rejoined|\n"},
         AWOL_WATCH_PRESENT,
         "1, 1778-01-03"},
        {{.rows = HEAD "1|A|1777-01-01||1778-06-03|deserted|\n2|A|1777-01-01|1779-01-01|||\n",
          .from = "1779-01-01"},
         AWOL_WATCH_OUTSIDE,
         "1, 1777-01-01"},
        {{.rows = HEAD "1|A|1777-01-01||1778-06-03|deserted|20\n1|A|||1779-01-03|rejoined|21\n",
          .to = "1780"},
         AWOL_WATCH_DIFFERS,
         "1, age"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_watch_report report;
        char spells[512];

        ask(&cases[i].question, spells, sizeof spells, &report);
        for (size_t j = 0; j < AWOL_N_WATCH_REMARKS; j++)
            cr_assert_eq(report.n[j], j == (size_t)cases[i].remark, "case %zu, remark %zu: %zu; %s",
                         i, j, report.n[j], spells);
        cr_assert_str_eq(report.examples[cases[i].remark], cases[i].example, "case %zu: %s", i,
                         report.examples[cases[i].remark]);
    }
}

Test(person_time, what_is_refused)
{
    static const struct {
        struct question question;
        const char *message;
    } cases[] = {
        {{.rows = HEAD "1|A|||1778-06-03|deserted|\n"},
         "t.csv:2:5: it is not known when the watch over 1 begins"},
        {{.rows = HEAD "1|A|1777-01-01||||\n"}, "t.csv:2:5: it is not known until when 1 was"},
        {{.rows = HEAD "1|A|1779-01-01||1778-06-03|deserted|\n"},
         "t.csv:2:5: 1 leaves (date “1778-06-03”) before he enters (“1779-01-01”)"},
        {{.rows = HEAD "1|A|1777||1778-06-03|deserted|\n", .refuses = true},
         "t.csv:2:5: enter is not a day but a window"},
        {{.rows = HEAD "1|A|1777-01-01||1778-06|deserted|\n", .refuses = true},
         "t.csv:2:5: the date is not a day but a window"},
        {{.rows = HEAD "1|A|../1777||1778-06-03|deserted|\n"}, "t.csv:2:5: enter has an open end"},
        {{.rows = HEAD "|A|1777-01-01||1778-06-03|deserted|\n"},
         "t.csv:2:1: --person-time needs to know who he was"},
        {{.rows = HEAD "1|A||||deserted|\n"}, "t.csv:2:5: the date is missing"},
        {{.rows = HEAD "1|A|||||\n"}, "t.csv:2:5: the date is missing"},
        {{.rows = "person|enter|date|count\n1|1777-01-01|1778-06-03|3\n"},
         "t.csv:2:3: this row is not of one man"},
        {{.rows = "person|enter|date|days\n1|1777-01-01|1778-06-03|3\n"},
         "column “days” is one that --person-time writes"},
        {{.rows = "enter|date\n1777-01-01|1778-06-03\n"},
         "--person-time needs a column that tells one man from another"},
        {{.rows = HEAD "1|A|1777-01-01||1777-06-03|deserted|\n", .from = "1778-01-01"},
         "no man was at risk at any time"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_watch_report report;
        char message[512];

        ask(&cases[i].question, message, sizeof message, &report);
        cr_assert(strstr(message, cases[i].message) != NULL, "case %zu: %s", i, message);
    }
}
