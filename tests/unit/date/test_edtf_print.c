/* Whatever is parsed is printed as it was written, and what is printed says the same. */
#include "date/edtf.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static void check_span(const char *text, struct awol_span a, struct awol_span b)
{
    cr_assert_eq(a.open_earliest, b.open_earliest, "%s", text);
    cr_assert_eq(a.open_latest, b.open_latest, "%s", text);
    cr_assert(a.open_earliest || a.earliest == b.earliest, "%s", text);
    cr_assert(a.open_latest || a.latest == b.latest, "%s", text);
}

static void check_date(const char *text, const struct awol_edtf_date *a,
                       const struct awol_edtf_date *b)
{
    cr_assert_eq(a->year_form, b->year_form, "%s", text);
    cr_assert_eq(a->year, b->year, "%s", text);
    cr_assert_eq(a->exponent, b->exponent, "%s", text);
    cr_assert_eq(a->significant_digits, b->significant_digits, "%s", text);
    cr_assert_eq(a->month, b->month, "%s", text);
    cr_assert_eq(a->day, b->day, "%s", text);
    cr_assert_eq(a->precision, b->precision, "%s", text);
    cr_assert_eq(a->hour * 10000 + a->minute * 100 + a->second,
                 b->hour * 10000 + b->minute * 100 + b->second, "%s", text);
    cr_assert_eq(a->shift, b->shift, "%s", text);
    cr_assert_eq(a->shift_minutes, b->shift_minutes, "%s", text);
    for (int i = 0; i < AWOL_EDTF_COMPONENTS; i++) {
        cr_assert_eq(a->masks[i], b->masks[i], "%s", text);
        cr_assert_eq(a->before[i], b->before[i], "%s", text);
        cr_assert_eq(a->after[i], b->after[i], "%s", text);
    }
}

static void check_part(const char *text, const struct awol_edtf_part *a,
                       const struct awol_edtf_part *b)
{
    cr_assert_eq(a->kind, b->kind, "%s", text);
    cr_assert_eq(a->or_earlier, b->or_earlier, "%s", text);
    cr_assert_eq(a->or_later, b->or_later, "%s", text);
    check_span(text, a->span, b->span);
    check_date(text, &a->date, &b->date);
}

static void check_members(const char *text, const struct awol_edtf *a, const struct awol_edtf *b)
{
    struct awol_edtf_member of_a, of_b;
    const char *cursor_a = NULL, *cursor_b = NULL;

    while (awol_edtf_next_member(a, &cursor_a, &of_a)) {
        cr_assert(awol_edtf_next_member(b, &cursor_b, &of_b), "%s", text);
        cr_assert_eq(of_a.is_range, of_b.is_range, "%s", text);
        check_part(text, &of_a.first, &of_b.first);
        check_part(text, &of_a.last, &of_b.last);
    }
    cr_assert_not(awol_edtf_next_member(b, &cursor_b, &of_b), "%s", text);
}

/* True if the text is EDTF, which then passes. */
static bool check_round_trip(const char *text)
{
    struct awol_error error = {0};
    struct awol_edtf before, after;
    struct awol_text printed;

    if (awol_edtf_parse(text, &before, &error) != AWOL_OK) {
        cr_assert(error.place.column >= 1 && error.place.column <= strlen(text) + 1, "“%s”: %zu",
                  text, error.place.column);
        return false;
    }
    awol_text_init(&printed);
    awol_edtf_print(&before, &printed);
    cr_assert_not(printed.failed);
    cr_assert_str_eq(printed.bytes, text);
    cr_assert_eq(awol_edtf_parse(printed.bytes, &after, NULL), AWOL_OK, "%s", text);
    cr_assert_eq(before.form, after.form, "%s", text);
    cr_assert_eq(before.level, after.level, "%s", text);
    cr_assert_eq(before.qualifier, after.qualifier, "%s", text);
    cr_assert_eq(before.precision, after.precision, "%s", text);
    cr_assert_eq(before.unknown_start, after.unknown_start, "%s", text);
    cr_assert_eq(before.unknown_end, after.unknown_end, "%s", text);
    check_span(text, before.span, after.span);
    check_part(text, &before.start, &after.start);
    check_part(text, &before.end, &after.end);
    check_members(text, &before, &after);
    cr_assert(before.span.open_earliest || before.span.open_latest ||
                  before.span.earliest <= before.span.latest,
              "%s", text);
    awol_text_release(&printed);
    return true;
}

static const char *const texts[] = {
    "1985",
    "1985-04-12",
    "0000",
    "-0001",
    "0007-02",
    "1985-04-12T23:20:30",
    "1985-04-12T23:20:30Z",
    "1985-04-12T23:20:30-04",
    "1985-04-12T23:20:30+04:30",
    "1985-04-12T23:20:30+00",
    "1985-04-12T23:20:30+00:00",
    "1985-04-12T23:20:30-00:15",
    "2004-02-01/2005",
    "Y170000002",
    "Y-170000002",
    "Y9999999999999999",
    "Y-17E7",
    "Y170E6",
    "1950S2",
    "Y3388E2S3?",
    "2001-21",
    "2001-34~",
    "1984?",
    "201X",
    "1985-XX-XX",
    "1985/..",
    "../1985",
    "1985/",
    "/1985",
    "1984?/2004%",
    "?2004-06?-~11",
    "~1984?-%06~-?11%",
    "..2004-06-01/2004-06-~20",
    "2004-06-01~/2004-06-20..",
    "1560-X2",
    "X0X1-0X-X1",
    "[1667,1668,1670..1672]",
    "{..1983-12-31,1984-10-10..1984-11-01,1984-11-05..}",
    "[1760-12..]",
    "[..1984]",
};

#define N_TEXTS (sizeof texts / sizeof texts[0])

Test(edtf_print, prints_what_was_written)
{
    for (size_t i = 0; i < N_TEXTS; i++)
        cr_assert(check_round_trip(texts[i]), "%s", texts[i]);
}

/* Texts changed by a byte or spliced: most are refused, and thousands are EDTF. */
Test(edtf_print, changed_texts_are_refused_or_printed_as_they_are)
{
    static const char bytes[] = "0123456789XY-/.?~%TZ:+SE[]{}, ";
    size_t n_read = 0;

    for (size_t i = 0; i < N_TEXTS; i++) {
        const size_t length = strlen(texts[i]);

        for (size_t at = 0; at <= length; at++) {
            for (const char *byte = bytes; *byte != '\0'; byte++) {
                char text[128];

                snprintf(text, sizeof text, "%.*s%c%s", (int)at, texts[i], *byte, texts[i] + at);
                n_read += check_round_trip(text);
                if (at < length) {
                    memcpy(text, texts[i], length + 1);
                    text[at] = *byte;
                    n_read += check_round_trip(text);
                }
            }
        }
        for (size_t j = 0; j < N_TEXTS; j++) {
            for (size_t at = 0; at <= length; at++) {
                char text[128];

                snprintf(text, sizeof text, "%.*s%s", (int)at, texts[i], texts[j]);
                n_read += check_round_trip(text);
                snprintf(text, sizeof text, "[%s,%.*s]", texts[j], (int)at, texts[i]);
                n_read += check_round_trip(text);
                snprintf(text, sizeof text, "%.*s/%s", (int)at, texts[i], texts[j]);
                n_read += check_round_trip(text);
            }
        }
    }
    cr_assert_gt(n_read, 5000, "only %zu texts were read", n_read);
}
