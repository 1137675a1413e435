#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "read/made_row.h"

static struct awol_made_rows *begin(const struct awol_column_map *columns, int64_t about_days)
{
    struct awol_made_rows *rows = NULL;

    cr_assert_eq(awol_made_rows_new("f.xml", columns, about_days, &rows, NULL), AWOL_OK);
    return rows;
}

/* All that a reading says, as text. */
static void show(const struct awol_reading *reading, char *buffer, size_t size)
{
    const struct awol_event *const event = &reading->event;

    if (reading->kind != AWOL_READING_EVENT) {
        snprintf(buffer, size, "%zu:%zu %s", reading->reason.place.line,
                 reading->reason.place.column, reading->reason.message);
        return;
    }
    snprintf(buffer, size, "%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%g|%lld..%lld|%zu:%zu", event->id,
             event->person, event->name, event->unit, event->date, event->event, event->place,
             event->source, event->page, event->qualifier, event->text, event->rule,
             event->count.count, (long long)event->when.earliest, (long long)event->when.latest,
             event->where.line, event->where.column);
}

static void read_one(struct awol_made_rows *rows, const struct awol_made_row *row, char *buffer,
                     size_t size)
{
    struct awol_reading reading;

    cr_assert_eq(awol_made_rows_read(rows, row, &reading, NULL), AWOL_OK);
    show(&reading, buffer, size);
}

static const struct awol_made_row various[] = {
    {.id = "a", .unit = "U", .date = "1776-08-27", .event = "deserted"},
    {.id = "b", .unit = "V", .date = "1776-08-27", .event = "deserted", .person = "p"},
    {.id = "c", .unit = "V", .date = "1776-08-27", .event = "deserted", .text = "t", .rule = "r"},
    {.id = "d", .unit = "NA", .date = "1776-08-27", .event = "deserted"},
    {.id = "", .unit = "U", .date = "1776-08-27", .event = "deserted"},
    {.id = "NA", .unit = "U", .date = "1776-08-27", .event = "deserted"},
    {.id = "e", .unit = "U", .date = "1776-08~", .event = "deserted", .rule = "r"},
    {.id = "f", .unit = "U", .date = "1776-08~", .event = "deserted", .qualifier = "cert-low"},
    {.id = "g", .unit = "U", .date = "1776-08-27", .event = "died", .count = "12"},
    {.id = "h", .unit = "U", .date = "1776-08-27", .event = "no word"},
    {.id = "i", .unit = "U", .date = "1776-02-30", .event = "deserted"},
    {.id = "j", .unit = "U", .date = "1776-08-27", .event = "deserted", .count = "-3"},
    {.id = "k", .unit = "U", .page = "7", .source = "S", .place = "P", .date = "1776"},
};

enum { N_VARIOUS = sizeof various / sizeof various[0] };

/* A row is read as if it were the first, whatever was read before it. */
Test(made_row, rows_that_look_alike_say_what_each_would_say_alone)
{
    const struct awol_column_map columns = {.from_to = AWOL_FROM_TO_WINDOW};
    struct awol_made_rows *const all = begin(&columns, 30);

    for (size_t i = 0; i < 5 * N_VARIOUS; i++) {
        struct awol_made_row row = various[i * 7 % N_VARIOUS];
        struct awol_made_rows *const alone = begin(&columns, 30);
        char expected[800], seen[800];

        row.where = (struct awol_place){10 + i, 1};
        row.date_where = (struct awol_place){10 + i, 20 + i};
        read_one(alone, &row, expected, sizeof expected);
        read_one(all, &row, seen, sizeof seen);
        cr_assert_str_eq(seen, expected);
        awol_made_rows_free(alone);
    }
    awol_made_rows_free(all);
}

/* More different days than are kept at once (8192). */
Test(made_row, many_days)
{
    const struct awol_column_map columns = {.from_to = AWOL_FROM_TO_WINDOW};
    struct awol_made_rows *const rows = begin(&columns, 0);

    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 9000; i++) {
            char date[16], seen[800], days[40];
            const struct awol_made_row row = {.id = "x", .date = date, .event = "deserted"};

            snprintf(date, sizeof date, "%04d", 1000 + i);
            read_one(rows, &row, seen, sizeof seen);
            snprintf(days, sizeof days, "|%04d|deserted|", 1000 + i);
            cr_assert(strstr(seen, days), "%s: %s", date, seen);
        }
    }
    awol_made_rows_free(rows);
}

Test(made_row, doubts_are_counted_each_time)
{
    const struct awol_column_map columns = {.from_to = AWOL_FROM_TO_WINDOW};
    struct awol_made_rows *const rows = begin(&columns, 0);
    const struct awol_made_row set = {
        .id = "a", .date = "{1776-01-01,1776-03-01}", .event = "deserted", .where = {4, 2}};
    char seen[800];

    for (int i = 0; i < 3; i++)
        read_one(rows, &set, seen, sizeof seen);
    cr_assert(strstr(awol_made_rows_remark(rows, 0), "3 rows are doubtful"), "%s",
              awol_made_rows_remark(rows, 0));
    awol_made_rows_free(rows);
}
