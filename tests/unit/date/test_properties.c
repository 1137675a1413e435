/* What holds for every date that is read, whatever it is written in. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "date/edtf.h"
#include "date/gedcom.h"
#include "date/spelling.h"
#include "date/tei.h"

/* Knuth's linear congruential generator: the dates are always the same. */
static unsigned next(uint64_t *state, unsigned n)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(*state >> 33) % n;
}

/* ---- EDTF --------------------------------------------------------------------------------- */

static const char *pick_mark(uint64_t *state)
{
    static const char *const marks[] = {"", "", "", "", "?", "~", "%"};

    return marks[next(state, 7)];
}

static void put_digits(struct awol_text *text, uint64_t *state, unsigned value, int width)
{
    char digits[8];

    snprintf(digits, sizeof digits, "%0*u", width, value);
    for (int i = 0; i < width; i++)
        awol_text_append_byte(text, next(state, 8) == 0 ? 'X' : digits[i]);
}

static void put_date(struct awol_text *text, uint64_t *state)
{
    const unsigned form = next(state, 8);

    awol_text_append(text, pick_mark(state));
    if (form == 0) {
        awol_text_append_format(text, "Y%s%u", next(state, 2) ? "-" : "",
                                10000 + next(state, 1000000));
        if (next(state, 2))
            awol_text_append_format(text, "S%u", 1 + next(state, 5));
        return;
    }
    if (form == 1) {
        awol_text_append_format(text, "Y%uE%u", 1 + next(state, 99), 4 + next(state, 8));
        return;
    }
    put_digits(text, state, next(state, 10000), 4);
    awol_text_append(text, pick_mark(state));
    if (form == 2)
        return;
    awol_text_append_format(text, "-%s", pick_mark(state));
    if (form == 3) {
        awol_text_append_format(text, "%u", 21 + next(state, 21));
        return;
    }
    put_digits(text, state, 1 + next(state, 12), 2);
    awol_text_append(text, pick_mark(state));
    if (form == 4)
        return;
    awol_text_append_format(text, "-%s", pick_mark(state));
    put_digits(text, state, 1 + next(state, 31), 2);
    awol_text_append(text, pick_mark(state));
}

static void put_value(struct awol_text *text, uint64_t *state)
{
    const unsigned form = next(state, 8);
    const unsigned n = form < 6 ? 1 : 1 + next(state, 4);

    if (form == 5) {
        if (next(state, 4) == 0)
            awol_text_append(text, next(state, 2) ? ".." : "");
        else
            put_date(text, state);
        awol_text_append(text, "/");
        if (next(state, 4) == 0)
            awol_text_append(text, next(state, 2) ? ".." : "");
        else
            put_date(text, state);
        return;
    }
    awol_text_append(text, form < 6 ? "" : form == 6 ? "[" : "{");
    for (unsigned i = 0; i < n; i++) {
        awol_text_append(text, i > 0 ? "," : "");
        put_date(text, state);
        if (form >= 6 && next(state, 4) == 0)
            awol_text_append(text, "..");
    }
    awol_text_append(text, form < 6 ? "" : form == 6 ? "]" : "}");
}

static void check_value(const char *text, const struct awol_edtf *edtf, struct awol_text *printed)
{
    struct awol_edtf again;

    awol_text_clear(printed);
    awol_edtf_print(edtf, printed);
    cr_assert_str_eq(printed->bytes, text);
    cr_assert_eq(awol_edtf_parse(printed->bytes, &again, NULL), AWOL_OK, "%s", text);
    cr_assert(awol_span_contains(edtf->span, again.span) &&
                  awol_span_contains(again.span, edtf->span),
              "%s", text);
    cr_assert(edtf->span.open_earliest || edtf->span.open_latest ||
                  edtf->span.earliest <= edtf->span.latest,
              "%s", text);
    cr_assert(edtf->level >= 0 && edtf->level <= 2, "%s", text);
}

Test(date_properties, edtf_that_is_printed_is_what_was_read)
{
    struct awol_text text, printed;
    uint64_t state = 1776;
    size_t n_read = 0;

    awol_text_init(&text);
    awol_text_init(&printed);
    for (int i = 0; i < 200000; i++) {
        struct awol_edtf edtf;

        awol_text_clear(&text);
        put_value(&text, &state);
        if (awol_edtf_parse(awol_text_string(&text), &edtf, NULL) != AWOL_OK)
            continue;
        n_read++;
        check_value(text.bytes, &edtf, &printed);
    }
    cr_assert_gt(n_read, 50000);
    awol_text_release(&printed);
    awol_text_release(&text);
}

/* ---- a narrower text has fewer days ------------------------------------------------------- */

static const struct awol_spelling_settings plain = {.about_days = 0};

static struct awol_span span_of_edtf(const char *text)
{
    struct awol_edtf edtf;

    cr_assert_eq(awol_edtf_parse(text, &edtf, NULL), AWOL_OK, "%s", text);
    return edtf.span;
}

static struct awol_span span_of_words(const char *text)
{
    struct awol_spelling date;

    cr_assert_eq(awol_spelling_parse(text, &plain, NULL, &date, NULL), AWOL_OK, "%s", text);
    return date.span;
}

static struct awol_span span_of_tei(const char *text)
{
    struct awol_spelling date;

    cr_assert_eq(awol_tei_parse(text, &plain, &date, NULL), AWOL_OK, "%s", text);
    return date.span;
}

static struct awol_span span_of_gedcom(const char *text)
{
    const struct awol_gedcom_settings settings = {.about_days = 0};
    struct awol_spelling date;
    struct awol_error error;

    cr_assert_eq(awol_gedcom_parse(text, &settings, &date, &error), AWOL_OK, "%s: %s", text,
                 error.message);
    return date.span;
}

/* Texts with 1 for the year, 2 for the month and 3 for the day. */
struct grammar {
    struct awol_span (*read)(const char *text);
    const char *year, *month, *day;
    bool has_words; /* months are words, and days have no 0 before them */
    enum awol_calendar calendar;
};

static const struct grammar grammars[] = {
    {span_of_edtf, "1", "1-2", "1-2-3", false, AWOL_GREGORIAN},
    {span_of_edtf, "1?", "?1-2", "1-~2-3", false, AWOL_GREGORIAN},
    {span_of_edtf, "-1", "-1-2", "-1-2-3", false, AWOL_GREGORIAN},
    {span_of_tei, "1", "1-2", "1-2-3", false, AWOL_GREGORIAN},
    {span_of_tei, "-1", "-1-2", "-1-2-3Z", false, AWOL_GREGORIAN},
    {span_of_words, "1", "2. 1", "3. 2 1", true, AWOL_GREGORIAN},
    {span_of_words, "1 O.S.", "2 1 O.S.", "2 3, 1 O.S.", true, AWOL_JULIAN},
    {span_of_words, "before 1", "before 2 1", "before 3 2 1", true, AWOL_GREGORIAN},
    {span_of_gedcom, "1", "2 1", "3 2 1", true, AWOL_GREGORIAN},
    {span_of_gedcom, "1 BCE", "2 1 BCE", "3 2 1 BCE", true, AWOL_GREGORIAN},
    {span_of_gedcom, "JULIAN 1", "JULIAN 2 1", "JULIAN 3 2 1", true, AWOL_JULIAN},
    {span_of_gedcom, "AFT 1", "AFT 2 1", "AFT 3 2 1", true, AWOL_GREGORIAN},
    {span_of_gedcom, "@#DFRENCH R@ 1", "@#DFRENCH R@ 2 1", "@#DFRENCH R@ 3 2 1", true,
     AWOL_FRENCH_REPUBLICAN},
};

static struct awol_span span_of(const struct grammar *grammar, const char *form,
                                struct awol_date date)
{
    static const char *const months[] = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                         "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
    static const char *const republican[] = {"VEND", "BRUM", "FRIM", "NIVO", "PLUV", "VENT", "GERM",
                                             "FLOR", "PRAI", "MESS", "THER", "FRUC", "COMP"};
    const char *const *const words =
        grammar->calendar == AWOL_FRENCH_REPUBLICAN ? republican : months;
    struct awol_span span;
    struct awol_text text;

    awol_text_init(&text);
    for (const char *at = form; *at; at++) {
        if (*at == '1')
            awol_text_append_format(&text, "%lld", (long long)date.year);
        else if (*at == '2' && grammar->has_words)
            awol_text_append(&text, words[date.month - 1]);
        else if (*at == '2' || (*at == '3' && !grammar->has_words))
            awol_text_append_format(&text, "%02d", *at == '2' ? date.month : date.day);
        else if (*at == '3')
            awol_text_append_format(&text, "%d", date.day);
        else
            awol_text_append_byte(&text, *at);
    }
    span = grammar->read(awol_text_string(&text));
    awol_text_release(&text);
    return span;
}

/* Days of a month that both a year of the calendar and one before Christ have. */
Test(date_properties, a_year_holds_its_months_and_a_month_its_days)
{
    uint64_t state = 1778;

    for (size_t g = 0; g < sizeof grammars / sizeof grammars[0]; g++) {
        const struct grammar *const grammar = &grammars[g];
        const bool republican = grammar->calendar == AWOL_FRENCH_REPUBLICAN;

        for (int i = 0; i < 3000; i++) {
            const struct awol_date date = {
                republican ? 1 + next(&state, 14)
                           : 1000 + next(&state, 8999), /* the Julian 9999 ends in 10000 */
                1 + (int)next(&state, republican ? 13 : 12), 1 + (int)next(&state, 5)};
            const struct awol_span year = span_of(grammar, grammar->year, date);
            const struct awol_span month = span_of(grammar, grammar->month, date);
            const struct awol_span day = span_of(grammar, grammar->day, date);
            const bool is_open = day.open_earliest || day.open_latest;

            cr_assert(awol_span_contains(year, month), "%s: %lld-%d", grammar->year,
                      (long long)date.year, date.month);
            cr_assert(awol_span_contains(month, day), "%s: %lld-%d-%d", grammar->day,
                      (long long)date.year, date.month, date.day);
            cr_assert(is_open || !awol_span_contains(month, year), "%s", grammar->month);
            cr_assert(is_open || day.earliest == day.latest, "%s", grammar->day);
            if (grammar->year[0] != '-' && !strstr(grammar->year, "BCE") && !is_open)
                cr_assert_eq(day.earliest, awol_day_from_date(grammar->calendar, date), "%s",
                             grammar->day);
        }
    }
}

/* X in place of a digit leaves at least the days of the digit. */
Test(date_properties, an_x_in_place_of_a_digit_leaves_more_days)
{
    uint64_t state = 1783;

    for (int i = 0; i < 30000; i++) {
        char text[16], masked[16];
        size_t at;

        snprintf(text, sizeof text, "%04u-%02u-%02u", next(&state, 10000), 1 + next(&state, 12),
                 1 + next(&state, 28));
        memcpy(masked, text, sizeof masked);
        for (int n = 0; n < 3; n++) {
            const struct awol_span narrow = span_of_edtf(masked);

            do
                at = next(&state, 10);
            while (masked[at] == '-');
            masked[at] = 'X';
            cr_assert(awol_span_contains(span_of_edtf(masked), narrow), "%s", masked);
        }
    }
}
