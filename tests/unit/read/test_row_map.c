#include "read/row_map.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MAX_CELLS = 16 };

/* A row of at most MAX_CELLS cells on one line, their places ten bytes apart. */
struct sample {
    struct awol_place places[MAX_CELLS];
    struct awol_row row;
};

static const struct awol_row *sample(struct sample *sample, const char *const *cells, size_t line)
{
    size_t n = 0;

    for (; cells[n]; n++)
        sample->places[n] = (struct awol_place){line, 10 * n + 1};
    sample->row = (struct awol_row){cells, sample->places, n};
    return &sample->row;
}

static enum awol_status map_of(const char *const *names, const char *opt_columns,
                               struct awol_row_map **ret_map, struct awol_error *error)
{
    struct sample header;
    struct awol_column_map wishes;
    enum awol_status status = AWOL_OK;

    awol_column_map_init(&wishes);
    if (opt_columns)
        status = awol_column_map_parse(&wishes, opt_columns, error);
    if (status == AWOL_OK)
        status = awol_row_map_new(&wishes, "x.csv", sample(&header, names, 1), ret_map, error);
    awol_column_map_release(&wishes);
    return status;
}

static struct awol_row_map *good_map(const char *const *names, const char *opt_columns)
{
    struct awol_error error = {0};
    struct awol_row_map *map = NULL;

    cr_assert_eq(map_of(names, opt_columns, &map, &error), AWOL_OK, "%s", error.message);
    return map;
}

static struct awol_event event_of(struct awol_row_map *map, const char *const *cells)
{
    static struct sample row;
    struct awol_error error = {0};
    struct awol_event event;

    cr_assert_eq(awol_row_map_event(map, sample(&row, cells, 7), 7, &event, &error), AWOL_OK, "%s",
                 error.message);
    return event;
}

static void check_days(const struct awol_event *event, const char *earliest, const char *latest)
{
    char buffer[AWOL_DAY_TEXT_SIZE];

    cr_assert_not(event->when.open_earliest);
    cr_assert_not(event->when.open_latest);
    cr_assert_str_eq(awol_day_format(event->when.earliest, buffer), earliest);
    cr_assert_str_eq(awol_day_format(event->when.latest, buffer), latest);
}

Test(row_map, a_row_with_its_date_alone_is_one_man)
{
    static const char *const names[] = {"date", NULL};
    static const char *const cells[] = {"1776-08~", NULL};
    struct awol_row_map *const map = good_map(names, NULL);
    const struct awol_event event = event_of(map, cells);

    check_days(&event, "1776-08-01", "1776-08-31");
    cr_assert_str_eq(event.id, "x.csv:7");
    cr_assert_str_eq(event.date, "1776-08~");
    cr_assert_str_eq(event.text, "1776-08~");
    cr_assert_str_eq(event.rule, "edtf-1");
    cr_assert_str_eq(event.qualifier, "approximate");
    cr_assert_float_eq(event.count.count, 1.0, 0.0);
    cr_assert_eq(event.count.kind, AWOL_KIND_EXACT);
    cr_assert_str_eq(event.source, "");
    cr_assert_str_eq(event.unit, "");
    cr_assert(event.preferred);
    cr_assert(isnan(event.at_risk));
    cr_assert_str_eq(awol_row_map_unused(map), "");
    awol_row_map_free(map);
}

Test(row_map, what_the_row_says_holds)
{
    static const char *const names[] = {"id",    "date", "text",      "rule", "qualifier",
                                        "count", "kind", "preferred", NULL};
    static const char *const cells[] = {"a1", "1776-08-27", "27 Aug.", "by hand", "uncertain",
                                        "12", "at-least",   "no",      NULL};
    struct awol_row_map *const map = good_map(names, NULL);
    const struct awol_event event = event_of(map, cells);

    cr_assert_str_eq(event.id, "a1");
    cr_assert_str_eq(event.text, "27 Aug.");
    cr_assert_str_eq(event.rule, "by hand");
    cr_assert_str_eq(event.qualifier, "uncertain");
    cr_assert_eq(event.count.kind, AWOL_KIND_AT_LEAST);
    cr_assert_not(event.preferred);
    awol_row_map_free(map);
}

Test(row_map, columns_named_by_hand)
{
    static const char *const names[] = {"Day", "No., all", "date", "Remarks", "", NULL};
    static const char *const cells[] = {"1776-08-27", "12", "yesterday", "x", "", NULL};
    struct awol_row_map *const map =
        good_map(names, "date=Day,count=\"No., all\",text=date,place=Day");
    const struct awol_event event = event_of(map, cells);

    check_days(&event, "1776-08-27", "1776-08-27");
    cr_assert_float_eq(event.count.count, 12.0, 0.0);
    cr_assert_str_eq(event.text, "yesterday");
    cr_assert_str_eq(event.place, "1776-08-27");
    cr_assert_str_eq(awol_row_map_unused(map), "“Remarks”, 1 without a name");
    awol_row_map_free(map);
}

/* Washington's birthday: 11 February 1732 old style. */
Test(row_map, old_style)
{
    static const char *const names[] = {"date", "calendar", NULL};
    static const char *const day[] = {"1732-02-11?", "julian", NULL};
    static const char *const month[] = {"1732-02", "julian", NULL};
    static const char *const until[] = {"../1732-02-11", "julian", NULL};
    struct awol_row_map *const map = good_map(names, NULL);
    struct awol_event event = event_of(map, day);

    check_days(&event, "1732-02-22", "1732-02-22");
    cr_assert_str_eq(event.date, "1732-02-22?");
    cr_assert_str_eq(event.text, "1732-02-11?");
    cr_assert_str_eq(event.rule, "julian-edtf-1");
    cr_assert_eq(event.calendar, AWOL_JULIAN);
    event = event_of(map, month);
    check_days(&event, "1732-02-12", "1732-03-11");
    cr_assert_str_eq(event.date, "1732-02-12/1732-03-11");
    cr_assert_str_eq(event.rule, "julian-edtf-0");
    event = event_of(map, until);
    cr_assert_str_eq(event.date, "../1732-02-22");
    cr_assert(event.when.open_earliest);
    awol_row_map_free(map);
}

/* The days of a man's service stand in the calendar of the row: 11 days apart in 1732. */
Test(row_map, the_watch_over_a_man)
{
    static const char *const names[] = {"date", "calendar", "enter", "leave", NULL};
    static const char *const old[] = {"1732-02-11", "julian", "1731-12-31", "", NULL};
    static const char *const bad[] = {"1732-02-11", "", "1731", "1732-02-30", NULL};
    struct awol_row_map *const map = good_map(names, NULL);
    struct awol_event event = event_of(map, old);
    struct awol_error error = {0};
    struct sample row;

    cr_assert_str_eq(event.enter, "1732-01-11");
    cr_assert_eq(event.entered.latest, event.when.earliest - 42);
    cr_assert_str_eq(event.leave, "");
    cr_assert_eq(awol_row_map_extras(map), awol_event_extra("enter") | awol_event_extra("leave"));
    cr_assert_eq(awol_row_map_event(map, sample(&row, bad, 9), 9, &event, &error), AWOL_DATA);
    cr_assert_not_null(strstr(error.message, "leave “1732-02-30”"), "%s", error.message);
    cr_assert_eq(error.place.column, 39, "%zu", error.place.column);
    awol_row_map_free(map);
}

Test(row_map, days_beside_a_date_narrow_it)
{
    static const char *const names[] = {"date", "earliest", "latest", NULL};
    static const char *const within[] = {"1776-08", "1776-08-20", "1776-08-27", NULL};
    static const char *const alone[] = {"", "1776-08-20", "1776-08-27", NULL};
    static const char *const beyond[] = {"1776-08", "1776-08-20", "1776-09-01", NULL};
    struct awol_row_map *const map = good_map(names, NULL);
    struct awol_event event = event_of(map, within);
    struct awol_error error = {0};
    struct sample row;

    check_days(&event, "1776-08-20", "1776-08-27");
    event = event_of(map, alone);
    check_days(&event, "1776-08-20", "1776-08-27");
    cr_assert_eq(awol_row_map_event(map, sample(&row, beyond, 9), 9, &event, &error), AWOL_DATA);
    cr_assert_not_null(strstr(error.message, "beyond the date 1776-08"), "%s", error.message);
    cr_assert_eq(error.place.column, 11);
    awol_row_map_free(map);
}

Test(row_map, texts_that_say_missing)
{
    static const char *const names[] = {"date", "count", "unit", "name", NULL};
    static const char *const cells[] = {"1776", "-99", "-99", "J. Low", NULL};
    static const char *const na[] = {"1776", "NA", "—", "J. Low", NULL};
    struct sample header;
    struct awol_column_map wishes;
    struct awol_row_map *map = NULL;
    struct awol_event event;

    awol_column_map_init(&wishes);
    cr_assert_eq(awol_column_map_missing(&wishes, "count", "-99", NULL), AWOL_OK);
    cr_assert_eq(awol_column_map_missing(&wishes, NULL, "—", NULL), AWOL_OK);
    cr_assert_eq(awol_row_map_new(&wishes, "x.csv", sample(&header, names, 1), &map, NULL),
                 AWOL_OK);
    awol_column_map_release(&wishes);
    event = event_of(map, cells);
    cr_assert_float_eq(event.count.count, 1.0, 0.0);
    cr_assert_str_eq(event.unit, "-99", "missing in the column count only");
    event = event_of(map, na);
    cr_assert_float_eq(event.count.count, 1.0, 0.0);
    cr_assert_str_eq(event.unit, "");
    awol_row_map_free(map);
}

/* Not known is not one, unless the row names the man or the file counts nobody. */
Test(row_map, counts_that_are_missing)
{
    static const char *const names[] = {"date",   "count", "count_low", "count_high",
                                        "person", "name",  NULL};
    static const struct {
        const char *const cells[MAX_CELLS];
        double count; /* NaN: the row is refused */
        double low;
    } cases[] = {
        {{"1776", "", "", "", "p1", ""}, 1.0, (double)NAN},
        {{"1776", "NA", "", "", "", "J. Low"}, 1.0, (double)NAN},
        {{"1776", "", "20", "30", "", ""}, (double)NAN, 20.0},
        {{"1776", "", "", "", "", ""}, (double)NAN, (double)NAN},
        {{"1776", "NA", "NA", "", "", ""}, (double)NAN, (double)NAN},
    };
    struct awol_row_map *const map = good_map(names, NULL);

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const bool refused = isnan(cases[i].count) && isnan(cases[i].low);
        struct sample row;
        struct awol_error error = {0};
        struct awol_event event = {0};
        const enum awol_status status =
            awol_row_map_event(map, sample(&row, cases[i].cells, 7), 7, &event, &error);

        cr_assert_eq(status, refused ? AWOL_DATA : AWOL_OK, "row %zu: %s", i, error.message);
        if (refused)
            cr_assert_not_null(strstr(error.message, "the count is missing"), "%s", error.message);
        else
            cr_assert(event.count.count == cases[i].count || isnan(cases[i].count), "row %zu", i);
        if (!refused)
            cr_assert(event.count.low == cases[i].low || isnan(cases[i].low), "row %zu", i);
    }
    awol_row_map_free(map);
}

Test(row_map, capitals_in_the_header)
{
    static const char *const names[] = {"Date", "UNIT", "Place", "place", NULL};
    static const char *const cells[] = {"1776", "1st", "there", "here", NULL};
    struct awol_row_map *map = good_map(names, NULL);
    struct awol_event event = event_of(map, cells);

    cr_assert_str_eq(event.unit, "1st");
    cr_assert_str_eq(event.place, "here", "the very name goes first");
    cr_assert_str_eq(awol_row_map_unused(map), "“Place”");
    awol_row_map_free(map);
    map = good_map(names, "-=UNIT,source=Place");
    event = event_of(map, cells);
    cr_assert_str_eq(event.unit, "", "set aside by its header text");
    cr_assert_str_eq(event.source, "there");
    awol_row_map_free(map);
}

Test(row_map, headers_that_are_refused)
{
    static const char *const no_date[] = {"Dates", "count", NULL};
    static const char *const two[] = {"Date", "DATE", "count", NULL};
    static const char *const strange[] = {"Wann", "Wo", NULL};
    static const struct {
        const char *const *names;
        const char *columns;
        const char *message;
    } cases[] = {
        {no_date, NULL,
         "no column is the date (say which with --columns date=…); the columns are “Dates”, "
         "“count”: is “Dates” meant?"},
        {two, NULL, "no column is the date"},
        {strange, NULL, "the columns are “Wann”, “Wo”"},
        {no_date, "date=Day", "there is no column “Day” to be read as date"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_error error = {0};
        struct awol_row_map *map = NULL;

        cr_assert_eq(map_of(cases[i].names, cases[i].columns, &map, &error), AWOL_DATA);
        cr_assert_null(map);
        cr_assert_not_null(strstr(error.message, cases[i].message), "%s", error.message);
        cr_assert_eq(error.place.line, 1);
    }
}

Test(row_map, rows_that_are_refused)
{
    static const char *const names[] = {"date",  "count",     "count_low", "count_high",  "kind",
                                        "event", "to",        "status",    "reported_by", "at_risk",
                                        "party", "preferred", "calendar",  NULL};
    static const struct {
        const char *const cells[MAX_CELLS];
        size_t column;
        const char *message;
    } cases[] = {
        {{"", "1", "", "", "", "", "", "", "", "", "", "", ""}, 1, "the date is missing"},
        {{"1776-13", "1", "", "", "", "", "", "", "", "", "", "", ""}, 6, "found 13"},
        {{"27.8.1776", "1", "", "", "", "", "", "", "", "", "", "", ""}, 3, "date “27.8.1776”"},
        {{"1776", "-1", "", "", "", "", "", "", "", "", "", "", ""}, 11, "negative"},
        {{"1776", "1.5", "", "", "", "", "", "", "", "", "", "", ""}, 11, "whole"},
        {{"1776", "1,094", "", "", "", "", "", "", "", "", "", "", ""}, 12, "may be thousands"},
        {{"1776", "", "9", "3", "range", "", "", "", "", "", "", "", ""}, 11, ""},
        {{"1776", "1", "", "", "roughly", "", "", "", "", "", "", "", ""}, 41, "exact, about"},
        {{"1776", "1", "", "", "", "fled", "", "", "", "", "", "", ""}, 51, "“fled”"},
        {{"1776", "1", "", "", "", "", "enemies", "", "", "", "", "", ""}, 61, "enemy"},
        {{"1776", "1", "", "", "", "", "", "servant", "", "", "", "", ""}, 71, "serving"},
        {{"1776", "1", "", "", "", "", "", "", "foe", "", "", "", ""}, 81, "“foe”"},
        {{"1776", "1", "", "", "", "", "", "", "", "-5", "", "", ""}, 91, "negative"},
        {{"1776", "1", "", "", "", "", "", "", "", "", "x", "", ""}, 101, "not a number"},
        {{"1776", "1", "", "", "", "", "", "", "", "", "", "maybe", ""}, 111, "yes"},
        {{"1776", "1", "", "", "", "", "", "", "", "", "", "", "french"}, 121, "julian"},
        {{"1900-02-29", "1", "", "", "", "", "", "", "", "", "", "", "gregorian"}, 9, "01 to 28"},
        {{"Y123456", "1", "", "", "", "", "", "", "", "", "", "", "julian"}, 1, "four digits"},
    };
    struct awol_row_map *const map = good_map(names, NULL);

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_error error = {0};
        struct awol_event event = {.at_risk = 77.0};
        struct sample row;

        cr_assert_eq(awol_row_map_event(map, sample(&row, cases[i].cells, 9), 9, &event, &error),
                     AWOL_DATA, "case %zu", i);
        cr_assert_float_eq(event.at_risk, 77.0, 0.0, "case %zu touched the output", i);
        cr_assert_not_null(strstr(error.message, cases[i].message), "case %zu: %s", i,
                           error.message);
        cr_assert_str_eq(error.source, "x.csv");
        cr_assert_eq(error.place.line, 9, "case %zu", i);
        cr_assert_eq(error.place.column, cases[i].column, "case %zu: column %zu: %s", i,
                     error.place.column, error.message);
    }
    awol_row_map_free(map);
}

/* A roll: who came, who went, and who did neither. */
static enum awol_status read_roll(const char *enter, const char *leave, const char *event,
                                  const char *date, struct awol_event *ret_event)
{
    const char *const names[] = {"enter", "leave", "event", "date"};
    const char *const cells[] = {enter, leave, event, date};
    const struct awol_place places[] = {{2, 1}, {2, 3}, {2, 5}, {2, 7}};
    const struct awol_row header = {names, places, 4}, row = {cells, places, 4};
    struct awol_row_map *map = NULL;
    enum awol_status status = awol_row_map_new(NULL, "roll.csv", &header, &map, NULL);

    cr_assert_eq(status, AWOL_OK);
    status = awol_row_map_event(map, &row, 2, ret_event, NULL);
    awol_row_map_free(map);
    return status;
}

Test(row_map, a_man_who_stayed_is_an_event_of_nobody)
{
    struct awol_event event;

    cr_assert_eq(read_roll("1777-01-01", "", "", "", &event), AWOL_OK);
    cr_assert_float_eq(event.count.count, 0.0, 0.0);
    cr_assert(event.when.open_earliest && event.when.open_latest);
    cr_assert_eq(read_roll("", "1778-01-01", "", "", &event), AWOL_OK);
    cr_assert_float_eq(event.count.count, 0.0, 0.0);
    cr_assert_eq(read_roll("1777-01-01", "", "deserted", "", &event), AWOL_DATA);
    cr_assert_eq(read_roll("", "", "", "", &event), AWOL_DATA);
    cr_assert_eq(read_roll("1777-01-01", "", "", "1777-06-01", &event), AWOL_OK);
    cr_assert_float_eq(event.count.count, 1.0, 0.0);
}

static enum awol_status read_dates(const char *const *dates, size_t n, bool forget,
                                   struct awol_error *ret_error)
{
    const struct awol_spelling_settings spellings = {.about_days = AWOL_ABOUT_DAYS};
    const char *const names[] = {"date"};
    const struct awol_place place = {1, 1};
    const struct awol_row header = {names, &place, 1};
    struct awol_column_map wishes;
    struct awol_row_map *map = NULL;
    struct awol_event event;
    enum awol_status status;

    awol_column_map_init(&wishes);
    wishes.opt_spellings = &spellings;
    status = awol_row_map_new(&wishes, "x.csv", &header, &map, NULL);
    cr_assert_eq(status, AWOL_OK);
    for (size_t i = 0; i < n; i++) {
        const struct awol_row row = {&dates[i], &place, 1};

        if (forget && i + 1 == n)
            awol_row_map_forget(map);
        status = awol_row_map_event(map, &row, i + 2, &event, ret_error);
    }
    awol_row_map_free(map);
    awol_column_map_release(&wishes);
    return status;
}

Test(row_map, eodem_does_not_reach_over_a_row_that_was_lost)
{
    const char *const good[] = {"27 Aug. 1776", "eodem"};
    const char *const bad[] = {"27 Aug. 1776", "32 Aug. 1776", "eodem"};
    struct awol_error error;

    cr_assert_eq(read_dates(good, 2, false, &error), AWOL_OK);
    cr_assert_eq(read_dates(good, 2, true, &error), AWOL_DATA);
    cr_assert(strstr(error.message, "refused or is not here"), "%s", error.message);
    cr_assert_eq(error.place.column, 1);
    cr_assert_eq(read_dates(bad, 3, false, &error), AWOL_DATA);
    cr_assert(strstr(error.message, "refused or is not here"), "%s", error.message);
}
