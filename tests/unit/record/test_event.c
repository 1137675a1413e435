#include <criterion/criterion.h>
#include <math.h>

#include "record/event.h"
#include "support/table_text.h"

/* Read row 0 of a table. */
static enum awol_status read_first(const struct awol_table *table, struct awol_event *event,
                                   struct awol_error *error)
{
    struct awol_event_map map;
    struct awol_row row = {table->cells, table->places, table->n_columns};
    enum awol_status status = awol_event_map_init(table, &map, error);

    return status == AWOL_OK ? awol_event_from_row(&map, table->source, &row, event, error)
                             : status;
}

Test(event, a_row_without_a_count_is_one_man)
{
    struct awol_table table = test_table("events", "date|unit\n1778-08|Knyphausen\n");
    struct awol_event event;

    cr_assert_eq(read_first(&table, &event, NULL), AWOL_OK);
    cr_assert_eq(event.count.count, 1.0);
    cr_assert_eq(event.count.kind, AWOL_KIND_EXACT);
    cr_assert_eq(event.when.latest - event.when.earliest, 30);
    cr_assert(event.preferred);
    cr_assert(isnan(event.at_risk) && isnan(event.party));
    cr_assert_str_eq(event.unit, "Knyphausen");
    cr_assert_str_eq(event.event, "");
    awol_table_release(&table);
}

Test(event, earliest_and_latest_stand_above_the_text_of_the_date)
{
    struct awol_table table =
        test_table("events", "date|earliest|latest|calendar|count_low|count_high|preferred\n"
                             "1708-06|1708-06-12|..|julian|5|6|no\n");
    struct awol_event event;

    cr_assert_eq(read_first(&table, &event, NULL), AWOL_OK);
    cr_assert_eq(event.calendar, AWOL_JULIAN);
    cr_assert(event.when.open_latest && !event.when.open_earliest);
    cr_assert_eq(event.count.kind, AWOL_KIND_RANGE);
    cr_assert(!event.preferred);
    awol_table_release(&table);
}

Test(event, written_rows_read_back_the_same)
{
    struct awol_table table =
        test_table("events", "id|date|count|kind|at_risk|basis|event|to|reported_by|page|"
                             "name|rank|enter|leave\n"
                             "e1|1778-06-18/1778-07-05|236|exact|8397|present|deserted|enemy|own|"
                             "p. 5|Johann Kurz|private|1776-03|\n");
    struct awol_event event;
    struct awol_event again;
    struct awol_event_map map;
    struct awol_stream_writer writer;
    struct awol_stream stream;
    FILE *file = tmpfile();

    cr_assert(file != NULL);
    cr_assert_eq(read_first(&table, &event, NULL), AWOL_OK);
    awol_stream_writer_begin(&writer, file, "events");
    awol_stream_writer_table(&writer, "events", NULL, 0, awol_event_columns, awol_event_n_columns);
    awol_event_write(&event, 15u, &writer);
    cr_assert_eq(awol_stream_writer_end(&writer, NULL), AWOL_OK);
    rewind(file);
    cr_assert_eq(awol_stream_read(file, "-", &stream, NULL), AWOL_OK);
    const struct awol_table *written = awol_stream_find(&stream, "events");
    struct awol_row row = {written->cells, written->places, written->n_columns};

    cr_assert_eq(awol_event_map_init(written, &map, NULL), AWOL_OK);
    cr_assert_eq(awol_event_from_row(&map, "-", &row, &again, NULL), AWOL_OK);
#define SAME(name) cr_assert_str_eq(again.name, event.name);
    AWOL_EVENT_TEXTS(SAME)
#undef SAME
    cr_assert_eq(again.when.earliest, event.when.earliest);
    cr_assert_eq(again.when.latest, event.when.latest);
    cr_assert_eq(again.count.count, 236.0);
    cr_assert_eq(again.at_risk, 8397.0);
    cr_assert_eq(again.entered.latest - again.entered.earliest, 30);
    cr_assert(again.left.open_earliest && again.left.open_latest);
    awol_stream_release(&stream);
    fclose(file);
    awol_table_release(&table);
}

Test(event, extra_columns_stand_only_where_they_are_wanted)
{
    const char *columns[AWOL_EVENT_MAX_COLUMNS];

    cr_assert_eq(awol_event_layout(0, columns), awol_event_n_common);
    cr_assert_str_eq(columns[awol_event_n_common - 1], "rule");
    cr_assert_eq(awol_event_layout(awol_event_extra("rank") | awol_event_extra("leave"), columns),
                 awol_event_n_common + 2);
    cr_assert_str_eq(columns[awol_event_n_common], "rank");
    cr_assert_str_eq(columns[awol_event_n_common + 1], "leave");
    cr_assert_eq(awol_event_extra("date"), 0);
    cr_assert_eq(awol_event_extra("colour"), 0);
}

Test(event, refusals)
{
    static const struct {
        const char *lines;
        size_t line, column;
        const char *message;
    } cases[] = {
        {"unit|count\na|3\n", 0, 0, "date"},
        {"date|uint\n1778|a\n", 1, 0, "column “uint” is not one of events: is “unit” meant?"},
        {"date|colour\n1778|a\n", 1, 0, "column “colour” is not one of events. awol-read"},
        {"date|count|uint\n1778|3|a\n", 1, 0, "is “unit” meant?"},
        {"date|at_risk|basis\n1778|3|sen\n", 2, 3, "basis “sen” is not one of"},
        {"date|count\n1778|1000000001\n", 2, 2, "more men than any army had"},
        {"date|count\nsummer|3\n", 2, 1, "date “summer” is not a date"},
        {"date|count\n|3\n", 2, 1, "the date is missing"},
        {"date|count\n1778|-3\n", 2, 2, "count “-3” is negative"},
        {"date|count\n1778|three\n", 2, 2, "count “three”: expected a number of men"},
        {"date|count\n1778|1.000\n", 2, 2, "count “1.000” may be thousands or a fraction"},
        {"date|count\n1778|1.2000\n", 2, 2, "is not a whole number of men"},
        {"date|count\n1778|2.5\n", 2, 2, "is not a whole number of men"},
        {"date|count_low\n1778|2\n", 2, 0, "a range needs both"},
        {"date|count|count_low|count_high\n1778|5 to 9|5|9\n", 2, 2, "count_high do too"},
        {"date|count|kind\n1778|5 to 9|exact\n", 2, 3, "not what the words of the count say"},
        {"date|count|kind\n1778|5 too 9|range\n", 2, 4, "count “5 too 9”: expected"},
        {"date|kind\n1778|ca\n", 2, 2, "kind “ca” is not one of exact"},
        {"date|event\n1778|fled\n", 2, 2,
         "event “fled” is not one of the words known here: "
         "deserted, absent"},
        {"date|to\n1778|Jersey\n", 2, 2, "to “Jersey” is not one of"},
        {"date|status\n1778|ill\n", 2, 2, "status “ill” is not one of"},
        {"date|reported_by\n1778|spy\n", 2, 2, "reported_by “spy” is not one of"},
        {"date|preferred\n1778|maybe\n", 2, 2, "preferred “maybe” is not one of"},
        {"date|enter\n1778|long ago\n", 2, 2, "enter “long ago” is not a date"},
        {"date|leave\n1778|1780-13\n", 2, 2, "leave “1780-13” is not a date"},
        {"date|calendar\n1708-06-01|julian\n", 2, 2, "needs the days in earliest and latest"},
        {"date|calendar\n1708-06-01|french\n", 2, 2, "calendar “french” is not one of"},
        {"date|earliest|latest\n1778|1778-05-01|1778-04-01\n", 2, 3,
         "latest “1778-04-01” is before earliest"},
        {"date|earliest|latest\n1778|1778-05|1778-06-01\n", 2, 2,
         "earliest “1778-05” is not a day"},
        {"date|at_risk\n1778|-1\n", 2, 2, "at_risk “-1” is negative"},
        {"date|party\n1778|few\n", 2, 2, "party “few” is not a number"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_table table = test_table("events", cases[i].lines);
        struct awol_event event;
        struct awol_error error = {0};

        cr_assert_eq(read_first(&table, &event, &error), AWOL_DATA, "case %zu", i);
        cr_assert(strstr(error.message, cases[i].message) != NULL, "case %zu: %s", i,
                  error.message);
        if (cases[i].line > 0) {
            cr_assert_eq(error.place.line, cases[i].line, "case %zu", i);
            cr_assert_eq(error.place.column, cases[i].column, "case %zu", i);
        }
        awol_table_release(&table);
    }
}
