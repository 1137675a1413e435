#include "date/spelling.h"

#include <stdio.h>
#include <string.h>

#include "date/spelling_rules.h"

/* How far "~" moves the ends of a date out: by the share of the greatest component beside which it
 * stands. */
static int64_t width_of(const struct awol_edtf_part *part, int64_t about_days)
{
    static const enum awol_fineness fineness[AWOL_EDTF_COMPONENTS] = {
        AWOL_FINE_YEAR, AWOL_FINE_MONTH, AWOL_FINE_DAY};

    for (int i = 0; i < AWOL_EDTF_COMPONENTS; i++) {
        const enum awol_qualifier qualifier =
            awol_qualifier_join(part->date.before[i], part->date.after[i]);

        if (qualifier == AWOL_APPROXIMATE || qualifier == AWOL_UNCERTAIN_APPROXIMATE)
            return awol_about_width(about_days, fineness[i]);
    }
    return 0;
}

static void widen_to(const struct awol_edtf_part *part, int64_t about_days,
                     struct awol_spelling *spelling)
{
    const int64_t width = width_of(part, about_days);

    if (part->span.earliest - width < spelling->span.earliest)
        spelling->span.earliest = part->span.earliest - width;
    if (part->span.latest + width > spelling->span.latest)
        spelling->span.latest = part->span.latest + width;
    if (width > spelling->widened)
        spelling->widened = width;
}

/* The dates of a set are widened each by itself. */
static void widen(const struct awol_edtf *edtf, int64_t about_days, struct awol_spelling *spelling)
{
    const bool is_interval = edtf->form == AWOL_EDTF_INTERVAL;
    const int64_t before = width_of(&edtf->start, about_days);
    const int64_t after = width_of(is_interval ? &edtf->end : &edtf->start, about_days);
    struct awol_edtf_member member;
    const char *cursor = NULL;

    spelling->span.earliest -= before;
    spelling->span.latest += after;
    spelling->widened = before > after ? before : after;
    while (awol_edtf_next_member(edtf, &cursor, &member)) {
        widen_to(&member.first, about_days, spelling);
        if (member.is_range)
            widen_to(&member.last, about_days, spelling);
    }
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

    if ((!span->open_earliest && !awol_day_has_edtf(span->earliest)) ||
        (!span->open_latest && !awol_day_has_edtf(span->latest)))
        return awol_error_at(opt_error, "", (struct awol_place){0, 1}, AWOL_NO_EDTF);
    if (span->open_earliest && span->open_latest)
        return awol_error_at(opt_error, "", (struct awol_place){0, 1},
                             "both ends are open, so that no day of it can be told in the "
                             "Gregorian calendar");
    write_end(span->earliest, span->open_earliest, edtf->unknown_start, edtf->qualifier, first);
    write_end(span->latest, span->open_latest, edtf->unknown_end, edtf->qualifier, last);
    if (!span->open_earliest && !span->open_latest && span->earliest == span->latest)
        snprintf(spelling->edtf, sizeof spelling->edtf, "%s", first);
    else
        snprintf(spelling->edtf, sizeof spelling->edtf, "%s/%s", first, last);
    return AWOL_OK;
}

const char *awol_spelling_edtf(const struct awol_spelling *spelling)
{
    return spelling->opt_long_edtf ? spelling->opt_long_edtf : spelling->edtf;
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
        spelling.opt_long_edtf = text;
    } else {
        snprintf(spelling.edtf, sizeof spelling.edtf, "%s", text);
    }
    if (status != AWOL_OK)
        return status;
    widen(&edtf, settings->about_days, &spelling);
    snprintf(spelling.rule, sizeof spelling.rule, "%s%sedtf-%d",
             spelling.widened > 0 ? "about+" : "",
             settings->calendar == AWOL_JULIAN ? "julian-" : "", edtf.level);
    *ret_spelling = spelling;
    return AWOL_OK;
}
