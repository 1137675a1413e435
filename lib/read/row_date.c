#include "read/row_date.h"

#include <stdint.h>
#include <string.h>

void awol_row_date_release(struct awol_row_date *date)
{
    awol_text_release(&date->rule);
    awol_text_release(&date->bound_text[1]);
    awol_text_release(&date->bound_text[0]);
    awol_text_release(&date->text);
}

/* True for a text that is read only because there is a date before it. */
static bool is_ditto(const char *text, const struct awol_spelling_settings *settings,
                     const struct awol_spelling *any)
{
    struct awol_spelling spelling;

    return awol_spelling_parse(text, settings, any, &spelling, NULL) == AWOL_OK;
}

static enum awol_status read_spelling(struct awol_row_date *date, const char *text,
                                      const char *calendar, struct awol_error *opt_error)
{
    const struct awol_spelling before = date->spelling;
    const bool has_before = date->has_spelling;
    struct awol_spelling_settings settings = date->settings;
    enum awol_status status;

    awol_calendar_find(calendar, &settings.calendar);
    date->has_spelling = false;
    status = awol_spelling_parse(text, &settings, has_before ? &before : NULL, &date->spelling,
                                 opt_error);
    if (status == AWOL_DATA && date->lost_before && is_ditto(text, &settings, &before))
        status =
            awol_error_at(opt_error, "", (struct awol_place){0, 1},
                          "the row before it was refused or is not here: write the date itself");
    date->lost_before = status != AWOL_OK;
    if (status != AWOL_OK)
        return status;
    date->has_spelling = true;
    date->edtf =
        (struct awol_edtf){.span = date->spelling.span, .qualifier = date->spelling.qualifier};
    date->when = date->spelling.span;
    return AWOL_OK;
}

enum awol_status awol_row_date_document(struct awol_row_date *date, const char *text,
                                        const char *calendar, struct awol_error *opt_error)
{
    const struct awol_place begin = {0, 1};
    struct awol_spelling_settings settings;
    struct awol_spelling spelling;
    struct awol_date first, last;
    enum awol_status status;

    if (!date->opt_spellings)
        return AWOL_OK;
    settings = *date->opt_spellings;
    date->settings = settings;
    if (text[0] == '\0')
        return AWOL_OK;
    awol_calendar_find(calendar, &settings.calendar);
    settings.has_document = false;
    settings.about_days = 0;
    status = awol_spelling_parse(text, &settings, NULL, &spelling, opt_error);
    if (status != AWOL_OK)
        return status;
    if (spelling.calendar == AWOL_FRENCH_REPUBLICAN)
        return awol_error_at(opt_error, "", begin,
                             "inst., ult. and prox. are none of the French Republic");
    first = awol_date_from_day(spelling.calendar, spelling.span.earliest);
    last = awol_date_from_day(spelling.calendar, spelling.span.latest);
    if (spelling.span.open_earliest || spelling.span.open_latest || first.year != last.year ||
        first.month != last.month)
        return awol_error_at(opt_error, "", begin, "expected a day, or one month");
    date->settings.has_document = true;
    date->settings.document_month = first.month;
    date->settings.document_year = first.year;
    date->settings.document_day = first.day == last.day ? first.day : 0;
    return AWOL_OK;
}

bool awol_row_date_is_empty(const struct awol_row_date *date, const char *text)
{
    return text[0] == '\0' || (date->is_compact && awol_compact_is_empty(text));
}

/* EDTF in a calendar, or what compact dates are in EDTF, which is written to `compact`. */
static enum awol_status read_edtf(const struct awol_row_date *date, enum awol_calendar calendar,
                                  const char *text, char compact[static AWOL_COMPACT_EDTF_SIZE],
                                  struct awol_edtf *ret_edtf, struct awol_error *opt_error)
{
    enum awol_status status;

    if (!date->is_compact)
        return awol_edtf_parse_in(calendar, text, ret_edtf, opt_error);
    status = awol_compact_to_edtf(text, compact, opt_error);
    if (status != AWOL_OK)
        return status;
    status = awol_edtf_parse_in(calendar, compact, ret_edtf, opt_error);
    if (status != AWOL_OK && opt_error)
        opt_error->place.column = awol_compact_column(opt_error->place.column);
    return status;
}

/* EDTF has no small letters and no spaces. */
static bool is_in_words(const char *text)
{
    const struct awol_spelling_settings settings = {0};
    struct awol_spelling spelling;

    return strpbrk(text, " abcdefghijklmnopqrstuvwxyz") ||
           awol_spelling_parse(text, &settings, NULL, &spelling, NULL) == AWOL_OK;
}

static void hint_at_words(const char *text, struct awol_error *opt_error)
{
    static const char hint[] = " (dates in words are read with --dates text)";
    const size_t length = opt_error ? strlen(opt_error->message) : 0;

    if (opt_error && is_in_words(text) && length + sizeof hint <= sizeof opt_error->message)
        memcpy(opt_error->message + length, hint, sizeof hint);
}

/* Only a date with an approximate part has days to be moved, so that a long one without is no
 * fault.
 */
static enum awol_status widen(const struct awol_row_date *date, enum awol_calendar calendar,
                              const char *text, struct awol_spelling *spelling,
                              struct awol_error *opt_error)
{
    const struct awol_spelling_settings settings = {.calendar = calendar,
                                                    .about_days = date->about_days};

    spelling->widened = 0;
    if (date->about_days == 0 || date->is_compact || !strpbrk(text, "~%"))
        return AWOL_OK;
    return awol_spelling_from_edtf(text, &settings, spelling, opt_error);
}

enum awol_status awol_row_date_read(struct awol_row_date *date, const char *text,
                                    const char *calendar, struct awol_error *opt_error)
{
    enum awol_calendar found = AWOL_GREGORIAN;
    enum awol_status status;

    if (date->opt_spellings)
        return read_spelling(date, text, calendar, opt_error);
    awol_calendar_find(calendar, &found);
    status = read_edtf(date, found, text, date->compact, &date->edtf, opt_error);
    if (status == AWOL_DATA && !date->is_compact)
        hint_at_words(text, opt_error);
    if (status != AWOL_OK)
        return status;
    date->when = date->edtf.span;
    status = widen(date, found, text, &date->spelling, opt_error);
    if (status == AWOL_OK && date->spelling.widened > 0)
        date->when = date->spelling.span;
    return status;
}

void awol_row_date_forget(struct awol_row_date *date, bool is_refused)
{
    date->has_spelling = false;
    date->lost_before = is_refused;
}

const char *awol_row_date_doubt(const struct awol_row_date *date)
{
    static const char set[] = "a set of dates is read as one span, from its first day to its last";

    if (date->opt_spellings)
        return date->spelling.opt_warning;
    return date->edtf.form == AWOL_EDTF_DATE || date->edtf.form == AWOL_EDTF_INTERVAL ? NULL : set;
}

const char *awol_row_date_bound_doubt(const struct awol_row_date *date, size_t which)
{
    return date->opt_spellings ? date->bound[which].opt_warning : NULL;
}

static void append_end(struct awol_text *text, int64_t day, bool open, bool unknown,
                       enum awol_qualifier qualifier)
{
    static const char *const marks[] = {"", "?", "~", "%"};
    char buffer[AWOL_DAY_TEXT_SIZE];

    if (open)
        awol_text_append(text, unknown ? "" : "..");
    else
        awol_text_append_format(text, "%s%s", awol_day_format(day, buffer), marks[qualifier]);
}

/* The days of a Julian date as a Gregorian one, because EDTF in the stream is always that. */
static enum awol_status convert(const struct awol_edtf *edtf, struct awol_text *text,
                                struct awol_error *opt_error)
{
    const struct awol_span *const span = &edtf->span;

    if ((!span->open_earliest && !awol_day_has_edtf(span->earliest)) ||
        (!span->open_latest && !awol_day_has_edtf(span->latest)))
        return awol_error_set(opt_error, AWOL_DATA, AWOL_NO_EDTF);
    awol_text_clear(text);
    append_end(text, span->earliest, span->open_earliest, edtf->unknown_start, edtf->qualifier);
    if (span->open_earliest || span->open_latest || span->earliest != span->latest) {
        awol_text_append(text, "/");
        append_end(text, span->latest, span->open_latest, edtf->unknown_end, edtf->qualifier);
    }
    return awol_text_check(text, opt_error);
}

/* Ends that "about" moved out stand in the text, because nothing beside it says them. */
static enum awol_status write_widened(struct awol_row_date *date, size_t which,
                                      const char **ret_edtf, struct awol_error *opt_error)
{
    const struct awol_spelling *const bound = &date->bound[which];
    const struct awol_edtf edtf = {.span = bound->span, .qualifier = bound->qualifier};
    enum awol_status status;

    if (bound->widened == 0)
        return AWOL_OK;
    status = convert(&edtf, &date->bound_text[which], opt_error);
    if (status == AWOL_OK)
        *ret_edtf = awol_text_string(&date->bound_text[which]);
    return status;
}

static enum awol_status read_spelled_bound(struct awol_row_date *date, size_t which,
                                           const char *text, const char *calendar,
                                           const char **ret_edtf, struct awol_error *opt_error)
{
    struct awol_spelling_settings settings = date->settings;
    enum awol_status status;

    awol_calendar_find(calendar, &settings.calendar);
    status = awol_spelling_parse(text, &settings, NULL, &date->bound[which], opt_error);
    if (status != AWOL_OK)
        return status;
    *ret_edtf = date->bound[which].edtf;
    return write_widened(date, which, ret_edtf, opt_error);
}

enum awol_status awol_row_date_bound(struct awol_row_date *date, size_t which, const char *text,
                                     const char *calendar, const char **ret_edtf,
                                     struct awol_error *opt_error)
{
    struct awol_text *const written = &date->bound_text[which];
    enum awol_calendar found = AWOL_GREGORIAN;
    struct awol_edtf edtf;
    enum awol_status status;

    if (date->opt_spellings)
        return read_spelled_bound(date, which, text, calendar, ret_edtf, opt_error);
    awol_calendar_find(calendar, &found);
    status = read_edtf(date, found, text, date->bound_compact[which], &edtf, opt_error);
    if (status == AWOL_OK && found == AWOL_JULIAN)
        status = convert(&edtf, written, opt_error);
    if (status != AWOL_OK)
        return status;
    if (date->is_compact)
        text = date->bound_compact[which];
    *ret_edtf = found == AWOL_JULIAN ? awol_text_string(written) : text;
    status = widen(date, found, text, &date->bound[which], opt_error);
    return status == AWOL_OK ? write_widened(date, which, ret_edtf, opt_error) : status;
}

static void complete(struct awol_event *event, const char *rule, enum awol_qualifier qualifier)
{
    if (event->text[0] == '\0')
        event->text = event->date;
    if (event->rule[0] == '\0')
        event->rule = rule;
    if (event->qualifier[0] == '\0')
        event->qualifier = awol_qualifier_name(qualifier);
}

/* A rule that the row brings says nothing of days that were moved. */
static enum awol_status note_about(struct awol_row_date *date, struct awol_event *event,
                                   struct awol_error *opt_error)
{
    if (event->rule[0] == '\0' || strncmp(event->rule, "about+", 6) == 0)
        return AWOL_OK;
    awol_text_clear(&date->rule);
    awol_text_append_format(&date->rule, "about+%s", event->rule);
    event->rule = awol_text_string(&date->rule);
    return awol_text_check(&date->rule, opt_error);
}

enum awol_status awol_row_date_complete(struct awol_row_date *date, struct awol_event *event,
                                        struct awol_error *opt_error)
{
    static const char *const rules[2][3] = {{"edtf-0", "edtf-1", "edtf-2"},
                                            {"julian-edtf-0", "julian-edtf-1", "julian-edtf-2"}};
    const bool julian = event->calendar == AWOL_JULIAN;
    enum awol_status status = AWOL_OK;

    if (date->opt_spellings) {
        complete(event, date->spelling.rule, date->spelling.qualifier);
        event->calendar = date->spelling.calendar;
        event->date = date->spelling.edtf;
        return AWOL_OK;
    }
    if (date->spelling.widened > 0 && (status = note_about(date, event, opt_error)) != AWOL_OK)
        return status;
    if (date->is_compact)
        complete(event, julian ? "julian-compact" : "compact", date->edtf.qualifier);
    else
        complete(event,
                 date->spelling.widened > 0 ? date->spelling.rule : rules[julian][date->edtf.level],
                 date->edtf.qualifier);
    if (date->is_compact)
        event->date = date->compact;
    if (julian && (status = convert(&date->edtf, &date->text, opt_error)) == AWOL_OK)
        event->date = awol_text_string(&date->text);
    return status;
}
