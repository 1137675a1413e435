#include "date/span.h"

#include <criterion/criterion.h>
#include <string.h>

static struct awol_span closed(int64_t earliest, int64_t latest)
{
    return (struct awol_span){.earliest = earliest, .latest = latest};
}

static struct awol_span from(int64_t earliest)
{
    return (struct awol_span){.earliest = earliest, .open_latest = true};
}

static struct awol_span until(int64_t latest)
{
    return (struct awol_span){.latest = latest, .open_earliest = true};
}

Test(span, iso_days_are_written_and_read)
{
    /* Day numbers: 10957 days from 1970-01-01 to 2000-01-01 (30 years, 7 leap days). */
    static const struct {
        int64_t day;
        const char *text;
    } cases[] = {{0, "1970-01-01"}, {-1, "1969-12-31"}, {10957, "2000-01-01"}, {58, "1970-02-28"}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char buffer[AWOL_DAY_TEXT_SIZE];
        int64_t day = 123456;

        cr_assert_str_eq(awol_day_format(cases[i].day, buffer), cases[i].text);
        cr_assert(awol_day_parse(cases[i].text, &day), "%s", cases[i].text);
        cr_assert_eq(day, cases[i].day, "%s", cases[i].text);
    }
}

Test(span, days_of_other_years_have_a_sign)
{
    static const struct {
        struct awol_date date;
        const char *text;
    } cases[] = {
        {{0, 3, 1}, "0000-03-01"},
        {{-43, 3, 15}, "-0043-03-15"},
        {{9999, 12, 31}, "9999-12-31"},
        {{10000, 1, 1}, "+10000-01-01"},
        {{-10000, 12, 31}, "-10000-12-31"},
        {{-9999, 1, 1}, "-9999-01-01"},
        {{AWOL_YEAR_MIN, 12, 31}, "-9999999999999999-12-31"},
        {{AWOL_YEAR_MAX, 12, 31}, "+9999999999999999-12-31"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char buffer[AWOL_DAY_TEXT_SIZE];

        cr_assert_str_eq(awol_day_format(awol_day_from_date(AWOL_GREGORIAN, cases[i].date), buffer),
                         cases[i].text);
        cr_assert_eq(awol_day_has_edtf(awol_day_from_date(AWOL_GREGORIAN, cases[i].date)),
                     cases[i].date.year >= -9999 && cases[i].date.year <= 9999, "%s",
                     cases[i].text);
    }
}

Test(span, other_texts_are_no_iso_day)
{
    static const char *const texts[] = {
        "",           "1776",        "1776-08",    "1776-8-27",  "1776-08-27 ", " 1776-08-27",
        "1776-13-01", "1775-02-29",  "1776/08/27", "1776-08-2x", "01776-08-27", "-1776-08-27",
        "17760827",   "1776-08-27Z", "1776-00-10", "1776-08-00", "..",          "NA",
    };

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        int64_t day = 77;

        cr_assert_not(awol_day_parse(texts[i], &day), "“%s” was read", texts[i]);
        cr_assert_eq(day, 77, "“%s” touched the output", texts[i]);
    }
}

Test(span, contains)
{
    cr_assert(awol_span_contains(closed(1, 9), closed(1, 9)));
    cr_assert(awol_span_contains(closed(1, 9), closed(2, 8)));
    cr_assert_not(awol_span_contains(closed(1, 9), closed(0, 9)));
    cr_assert_not(awol_span_contains(closed(1, 9), closed(1, 10)));
    cr_assert_not(awol_span_contains(closed(1, 9), from(1)));
    cr_assert_not(awol_span_contains(closed(1, 9), until(9)));
    cr_assert(awol_span_contains(from(1), closed(1, 9)));
    cr_assert(awol_span_contains(from(1), from(2)));
    cr_assert_not(awol_span_contains(from(2), from(1)));
    cr_assert(awol_span_contains(until(9), until(8)));
    cr_assert_not(awol_span_contains(until(9), until(10)));
    cr_assert_not(awol_span_contains(until(9), from(1)));
}

Test(span, overlaps)
{
    cr_assert(awol_span_overlaps(closed(1, 5), closed(5, 9)));
    cr_assert_not(awol_span_overlaps(closed(1, 4), closed(5, 9)));
    cr_assert_not(awol_span_overlaps(closed(5, 9), closed(1, 4)));
    cr_assert(awol_span_overlaps(from(4), closed(1, 4)));
    cr_assert_not(awol_span_overlaps(from(5), closed(1, 4)));
    cr_assert_not(awol_span_overlaps(closed(1, 4), from(5)));
    cr_assert(awol_span_overlaps(until(3), from(3)));
    cr_assert_not(awol_span_overlaps(until(2), from(3)));
    cr_assert(awol_span_overlaps(until(2), until(9)));
}

Test(span, length)
{
    cr_assert_eq(awol_span_length(closed(3, 3)), 1);
    cr_assert_eq(awol_span_length(closed(3, 9)), 7);
    cr_assert_eq(awol_span_length(from(3)), 0);
    cr_assert_eq(awol_span_length(until(3)), 0);
}
