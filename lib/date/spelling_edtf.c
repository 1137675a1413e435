#include "date/spelling.h"

#include <stdio.h>
#include <string.h>

/* How far "~" moves an end of the text out: by the share of the year, month or day at which it
 * stands; of several, the widest. */
static int64_t width_of(const char *begin, const char *end, int64_t about_days)
{
    static const int64_t shares[] = {365, 30, 3};
    size_t n_dashes = 0;
    bool dated = false;
    int64_t share = 0;

    for (const char *at = begin; at < end; at++) {
        if (*at == ',' || *at == '.') {
            n_dashes = 0;
            dated = false;
        } else if ((*at == '~' || *at == '%') && shares[n_dashes] > share) {
            share = shares[n_dashes];
        }
        n_dashes += *at == '-' && dated && n_dashes < 2;
        dated = dated || (*at >= '0' && *at <= '9') || *at == 'X';
    }
    return (about_days * share + 182) / 365;
}

static void widen(const char *text, int64_t about_days, struct awol_spelling *spelling)
{
    const char *const end = text + strlen(text);
    const char *const slash = strchr(text, '/');
    const int64_t before = width_of(text, slash ? slash : end, about_days);
    const int64_t after = width_of(slash ? slash + 1 : text, end, about_days);

    spelling->span.earliest -= before;
    spelling->span.latest += after;
    spelling->widened = before > after ? before : after;
}

static bool has_four_digits(int64_t day)
{
    const struct awol_date date = awol_date_from_day(AWOL_GREGORIAN, day);

    return date.year >= -9999 && date.year <= 9999;
}

static void write_end(int64_t day, bool open, bool unknown, enum awol_qualifier qualifier,
                      char buffer[static AWOL_DAY_TEXT_SIZE + 2])
{
    static const char *const marks[] = {"", "?", "~", "%"};
    char text[AWOL_DAY_TEXT_SIZE];

    if (open)
        snprintf(buffer, AWOL_DAY_TEXT_SIZE + 2, "%s", unknown ? "" : "..");
    else
        snprintf(buffer, AWOL_DAY_TEXT_SIZE + 2, "%s%s", awol_day_format(day, text),
                 marks[qualifier]);
}

/* The same days in the Gregorian calendar, because EDTF has no other. */
static enum awol_status convert(const struct awol_edtf *edtf, struct awol_spelling *spelling,
                                struct awol_error *opt_error)
{
    const struct awol_span *const span = &edtf->span;
    char first[AWOL_DAY_TEXT_SIZE + 2], last[AWOL_DAY_TEXT_SIZE + 2];

    if ((!span->open_earliest && !has_four_digits(span->earliest)) ||
        (!span->open_latest && !has_four_digits(span->latest)))
        return awol_error_at(opt_error, "", (struct awol_place){0, 1},
                             "days of a Julian year of more than four digits cannot be written");
    write_end(span->earliest, span->open_earliest, edtf->unknown_start, edtf->qualifier, first);
    write_end(span->latest, span->open_latest, edtf->unknown_end, edtf->qualifier, last);
    if (!span->open_earliest && !span->open_latest && span->earliest == span->latest)
        snprintf(spelling->edtf, sizeof spelling->edtf, "%s", first);
    else
        snprintf(spelling->edtf, sizeof spelling->edtf, "%s/%s", first, last);
    return AWOL_OK;
}

enum awol_status awol_spelling_from_edtf(const char *text,
                                         const struct awol_spelling_settings *settings,
                                         struct awol_spelling *ret_spelling,
                                         struct awol_error *opt_error)
{
    struct awol_spelling spelling = {.calendar = settings->calendar};
    struct awol_edtf edtf = {0};
    enum awol_status status = awol_edtf_parse_in(settings->calendar, text, &edtf, opt_error);

    if (status != AWOL_OK)
        return status;
    spelling.span = edtf.span;
    spelling.qualifier = edtf.qualifier;
    if (settings->calendar == AWOL_JULIAN) {
        status = convert(&edtf, &spelling, opt_error);
    } else if (strlen(text) >= sizeof spelling.edtf) {
        status = awol_error_at(opt_error, "", (struct awol_place){0, sizeof spelling.edtf},
                               "expected at most %zu bytes", sizeof spelling.edtf - 1);
    } else {
        snprintf(spelling.edtf, sizeof spelling.edtf, "%s", text);
    }
    if (status != AWOL_OK)
        return status;
    widen(text, settings->about_days, &spelling);
    snprintf(spelling.rule, sizeof spelling.rule, "%s%sedtf-%d",
             spelling.widened > 0 ? "about+" : "",
             settings->calendar == AWOL_JULIAN ? "julian-" : "", edtf.level);
    *ret_spelling = spelling;
    return AWOL_OK;
}
