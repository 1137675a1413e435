#include "read/wide.h"

#include <criterion/criterion.h>
#include <string.h>

#include "read/row_map.h"

Test(wide, numbers_in_header_texts)
{
    static const struct {
        const char *pattern, *text;
        size_t number;
        bool is_one;
    } cases[] = {
        {"dsrtdt#", "dsrtdt01", 1, true},      {"dsrtdt#", "dsrtdt20", 20, true},
        {"dsrtdt#", "dsrtdt", 0, false},       {"dsrtdt#", "dsrtdt01a", 0, false},
        {"dsrtdt#", "Dsrtdt01", 0, false},     {"#. date", "3. date", 3, true},
        {"date # of", "date 12 of", 12, true}, {"dsrtdt", "dsrtdt01", 0, false},
        {"d#", "d1234567890", 0, false},       {"d#", "d#", 0, false},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t number = 0;

        cr_assert_eq(awol_wide_number(cases[i].pattern, cases[i].text, &number), cases[i].is_one,
                     "%s %s", cases[i].pattern, cases[i].text);
        cr_assert_eq(number, cases[i].number, "%s %s", cases[i].pattern, cases[i].text);
    }
}

enum { MAX_CELLS = 16 };

/* A row of at most MAX_CELLS cells, their places ten bytes apart. */
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

static enum awol_status map_of(const char *const *names, const char *columns,
                               struct awol_row_map **ret_map, struct awol_error *error)
{
    struct sample header;
    struct awol_column_map wishes;
    enum awol_status status;

    awol_column_map_init(&wishes);
    wishes.has_compact_dates = true;
    status = awol_column_map_parse(&wishes, columns, error);
    if (status == AWOL_OK)
        status = awol_row_map_new(&wishes, "x.csv", sample(&header, names, 1), ret_map, error);
    awol_column_map_release(&wishes);
    return status;
}

static struct awol_row_map *good_map(const char *const *names, const char *columns)
{
    struct awol_error error = {0};
    struct awol_row_map *map = NULL;

    cr_assert_eq(map_of(names, columns, &map, &error), AWOL_OK, "%s", error.message);
    return map;
}

/* The next event is this one: "ID PERSON EVENT DATE PLACE"; NULL: there is none. */
static void check_next(struct awol_row_map *map, const char *opt_expected)
{
    struct awol_event event;
    struct awol_error error = {0};
    bool found = false;
    char seen[200];

    cr_assert_eq(awol_row_map_next(map, &event, &found, &error), AWOL_OK, "%s", error.message);
    if (!opt_expected) {
        cr_assert_not(found);
        return;
    }
    cr_assert(found, "%s", opt_expected);
    snprintf(seen, sizeof seen, "%s %s %s %s %s", event.id, event.person, event.event, event.date,
             event.place);
    cr_assert_str_eq(seen, opt_expected);
}

static void begin(struct awol_row_map *map, struct sample *row, const char *const *cells)
{
    struct awol_error error = {0};

    cr_assert_eq(awol_row_map_begin(map, sample(row, cells, 7), 7, &error), AWOL_OK, "%s",
                 error.message);
}

/* The third desertion has no column for the place: numbers need not be the same everywhere. */
static const char *const names[] = {"recid", "dt02", "pl02", "dt01", "pl01",
                                    "dt03",  "rtrn", "unit", "qc01", NULL};

Test(wide, each_date_is_an_event_of_the_man)
{
    static const char *const cells[] = {"m1", "18640901", "Ely",  "186407--", "",
                                        "",   "18640800", "12th", "1",        NULL};
    struct awol_row_map *const map =
        good_map(names, "id=recid,deserted:date=dt#,deserted:place=pl#,rejoined:date=rtrn");
    struct sample row;

    begin(map, &row, cells);
    check_next(map, "m1/dt01 m1 deserted 1864-07 ");
    check_next(map, "m1/dt02 m1 deserted 1864-09-01 Ely");
    check_next(map, "m1/rtrn m1 rejoined 1864-08 ");
    check_next(map, NULL);
    cr_assert_null(awol_row_map_remark(map, 0));
    cr_assert_str_eq(awol_row_map_unused(map), "“qc01”");
    awol_row_map_free(map);
}

Test(wide, without_a_word_and_without_an_id)
{
    static const char *const cells[] = {"m1", "18640901", "Ely", "18640701", "",
                                        "",   "",         "",    "",         NULL};
    struct awol_row_map *const map = good_map(names, "person=recid,date=dt#,place=pl#");
    struct sample row;

    begin(map, &row, cells);
    check_next(map, "x.csv:7/dt01 m1  1864-07-01 ");
    check_next(map, "x.csv:7/dt02 m1  1864-09-01 Ely");
    check_next(map, NULL);
    awol_row_map_free(map);
}

Test(wide, what_has_no_date_is_told)
{
    static const char *const nothing[] = {"m1", "", "", "NA", "", "00000000", "", "", "", NULL};
    static const char *const place[] = {"m2", "", "Ely", "18640701", "", "", "", "", "", NULL};
    static const char *const dashes[] = {"m3", "--------", "", "18640701", "",
                                         "",   "",         "", "",         NULL};
    struct awol_row_map *const map =
        good_map(names, "id=recid,deserted:date=dt#,deserted:place=pl#");
    struct sample row;

    begin(map, &row, nothing);
    check_next(map, NULL);
    begin(map, &row, place);
    check_next(map, "m2/dt01 m2 deserted 1864-07-01 ");
    check_next(map, NULL);
    begin(map, &row, dashes);
    check_next(map, "m3/dt01 m3 deserted 1864-07-01 ");
    check_next(map, NULL);
    cr_assert_str_eq(awol_row_map_remark(map, 0), "1 row without a date in “dt#”");
    cr_assert_str_eq(awol_row_map_remark(map, 1),
                     "2 events left out for want of a date, although other columns of theirs are "
                     "filled (first: line 7, that of “dt02”)");
    cr_assert_null(awol_row_map_remark(map, 2));
    awol_row_map_free(map);
}

Test(wide, a_row_is_refused_as_a_whole)
{
    static const char *const cells[] = {"m1", "18641301", "", "18640701", "", "", "", "", "", NULL};
    struct awol_row_map *const map = good_map(names, "id=recid,deserted:date=dt#");
    struct awol_error error = {0};
    struct sample row;

    cr_assert_eq(awol_row_map_begin(map, sample(&row, cells, 9), 9, &error), AWOL_DATA);
    cr_assert_not_null(strstr(error.message, "date “18641301”: expected a month"), "%s",
                       error.message);
    cr_assert_eq(error.place.column, 15);
    awol_row_map_free(map);
}

Test(wide, a_plain_date_beside_them_is_an_event_too)
{
    static const char *const cells[] = {"m1", "18640901", "", "", "", "", "18640800", "", "", NULL};
    struct awol_row_map *const map = good_map(names, "date=rtrn,event=unit,deserted:date=dt#");
    struct sample row;

    begin(map, &row, cells);
    check_next(map, "x.csv:7/rtrn x.csv:7  1864-08 ");
    check_next(map, "x.csv:7/dt02 x.csv:7 deserted 1864-09-01 ");
    check_next(map, NULL);
    awol_row_map_free(map);
}

Test(wide, rows_that_count_men_are_no_man)
{
    static const char *const counted[] = {"regiment", "count", "d1", "d2", NULL};
    static const char *const cells[] = {"12th", "30", "18640901", "", NULL};
    struct awol_row_map *const map = good_map(counted, "unit=regiment,date=d#");
    struct sample row;

    begin(map, &row, cells);
    check_next(map, "x.csv:7/d1   1864-09-01 ");
    awol_row_map_free(map);
}

Test(wide, headers_that_are_refused)
{
    static const char *const twice[] = {"d1", "d01", "p1", "p2", NULL};
    static const struct {
        const char *const *names;
        const char *columns;
        const char *message;
    } cases[] = {
        {names, "date=dd#", "there is no column “dd#” (# a number) to be read as date"},
        {names, "deserted:date=rtrnd",
         "there is no column “rtrnd” to be read as deserted:date; the columns are"},
        {names, "date=dt#,place=pp#", "“pp#” (# a number) to be read as place"},
        {names, "date=rtrn,place=pl#", "place is numbered (“pl#”), and the date is not"},
        {names, "place=pl#", "place=pl# says no date: date is needed too"},
        {names, "deserted:place=pl#", "deserted:place=pl# says no date: deserted:date is needed"},
        {names, "deserted:date=rtrn,deserted:place=pl#",
         "place is numbered (“pl#”), and the date of its event is not"},
        {twice, "date=d#", "columns “d1” and “d01” are both number 1 of “d#”"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_error error = {0};
        struct awol_row_map *map = NULL;

        cr_assert_eq(map_of(cases[i].names, cases[i].columns, &map, &error), AWOL_DATA, "%s",
                     cases[i].columns);
        cr_assert_null(map);
        cr_assert_not_null(strstr(error.message, cases[i].message), "%s", error.message);
        cr_assert_eq(error.place.line, 1);
    }
}
