/* EDTF: what is printed is what was parsed; an end is not before its start; a digit that is not
 * known leaves at least as many days possible. */
#include "base/text.h"
#include "date/edtf.h"
#include "fuzz/fuzz.h"

static void check_refusal(const char *text, const struct awol_error *error)
{
    MUST(error->status == AWOL_DATA && error->message[0] != '\0', "%s is refused with a reason",
         text);
    MUST(error->place.column >= 1 && error->place.column <= strlen(text) + 1,
         "%s is refused at column %zu", text, error->place.column);
}

static void check_printed(const char *text, const struct awol_edtf *edtf)
{
    struct awol_text printed;

    awol_text_init(&printed);
    awol_edtf_print(edtf, &printed);
    MUST(strcmp(awol_text_string(&printed), text) == 0, "%s is printed %s", text,
         awol_text_string(&printed));
    awol_text_release(&printed);
}

static void check_part(const char *text, const struct awol_edtf_part *part)
{
    if (part->kind == AWOL_EDTF_DATED)
        fuzz_check_span(text, part->span);
}

static void check_members(const char *text, const struct awol_edtf *edtf)
{
    const char *cursor = NULL;
    struct awol_edtf_member member;

    while (awol_edtf_next_member(edtf, &cursor, &member)) {
        check_part(text, &member.first);
        if (member.is_range)
            check_part(text, &member.last);
    }
}

/* With an X, spring (21) becomes any month of two digits: that is another thing that is named. */
static bool names_the_same(const struct awol_edtf *a, const struct awol_edtf *b)
{
    return a->form == b->form && a->start.kind == b->start.kind &&
           a->start.date.precision == b->start.date.precision && a->end.kind == b->end.kind &&
           a->end.date.precision == b->end.date.precision;
}

/* Each digit in its turn becomes an X. */
static void check_narrowing(char *text, const struct awol_edtf *edtf)
{
    for (char *at = text; *at && !edtf->members; at++) {
        const char digit = *at;
        struct awol_edtf wider;

        if (digit < '0' || digit > '9')
            continue;
        *at = 'X';
        if (awol_edtf_parse(text, &wider, NULL) == AWOL_OK && names_the_same(edtf, &wider))
            MUST(awol_span_contains(wider.span, edtf->span), "%s is wider than with %c", text,
                 digit);
        *at = digit;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const enum awol_calendar calendars[] = {AWOL_GREGORIAN, AWOL_JULIAN};
    char *const text = fuzz_string(data, size);

    for (size_t i = 0; i < 2; i++) {
        struct awol_error error = {0};
        struct awol_edtf edtf;

        if (awol_edtf_parse_in(calendars[i], text, &edtf, &error) != AWOL_OK) {
            check_refusal(text, &error);
            continue;
        }
        fuzz_check_span(text, edtf.span);
        check_part(text, &edtf.start);
        if (edtf.is_interval)
            check_part(text, &edtf.end);
        check_members(text, &edtf);
        check_printed(text, &edtf);
        if (i == 0)
            check_narrowing(text, &edtf);
    }
    free(text);
    return 0;
}
