/* Dates in words. The first byte chooses settings. What is read is EDTF that names no day outside
 * the days left possible, by a rule with a name; what is not is refused inside of the text. */
#include "date/spelling.h"
#include "fuzz/fuzz.h"

static struct awol_spelling_settings choose(uint8_t byte)
{
    static const enum awol_date_order orders[] = {AWOL_ORDER_UNKNOWN, AWOL_ORDER_DAY_MONTH,
                                                  AWOL_ORDER_MONTH_DAY, AWOL_ORDER_UNKNOWN};
    static const enum awol_calendar calendars[] = {AWOL_GREGORIAN, AWOL_JULIAN,
                                                   AWOL_FRENCH_REPUBLICAN, AWOL_GREGORIAN};
    static const unsigned languages[] = {AWOL_ALL_LANGUAGES, AWOL_ENGLISH, AWOL_GERMAN,
                                         AWOL_FRENCH};

    return (struct awol_spelling_settings){
        .order = orders[byte & 3],
        .calendar = calendars[byte >> 2 & 3],
        .languages = languages[byte >> 4 & 3],
        .year_starts_in_march = byte >> 6 & 1,
        .about_days = AWOL_ABOUT_DAYS,
        .has_document = byte >> 7 & 1,
        .document_year = 1776,
        .document_month = 3,
        .document_day = 1,
        .feasts = byte & 1,
    };
}

static void check_spelling(const char *text, const struct awol_spelling *spelling)
{
    struct awol_edtf edtf;
    struct awol_error error = {0};

    fuzz_check_span(text, spelling->span);
    MUST(spelling->rule[0] != '\0', "%s is read by a rule with a name", text);
    MUST(spelling->widened >= 0, "%s is widened by %lld days", text, (long long)spelling->widened);
    MUST(awol_edtf_parse(spelling->edtf, &edtf, &error) == AWOL_OK, "%s is %s: %s", text,
         spelling->edtf, error.message);
    MUST(awol_span_contains(spelling->span, edtf.span), "%s is %s", text, spelling->edtf);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct awol_spelling_settings settings;
    struct awol_spelling spelling, again;
    struct awol_error error = {0};
    char *text;

    if (size == 0)
        return 0;
    settings = choose(data[0]);
    text = fuzz_string(data + 1, size - 1);
    if (awol_spelling_parse(text, &settings, NULL, &spelling, &error) == AWOL_OK) {
        check_spelling(text, &spelling);
        /* A row that follows may refer to it, and says the same then. */
        if (awol_spelling_parse("eodem", &settings, &spelling, &again, &error) == AWOL_OK)
            MUST(strcmp(spelling.edtf, again.edtf) == 0, "%s: eodem is %s, not %s", text,
                 again.edtf, spelling.edtf);
    } else {
        MUST(error.message[0] != '\0', "%s is refused with a reason", text);
        MUST(error.place.column >= 1 && error.place.column <= strlen(text) + 1,
             "%s is refused at column %zu", text, error.place.column);
    }
    if (settings.calendar != AWOL_FRENCH_REPUBLICAN &&
        awol_spelling_from_edtf(text, &settings, &spelling, &error) == AWOL_OK)
        check_spelling(text, &spelling);
    free(text);
    return 0;
}
