/* Dates that stand in an event as elements, for events that have no dates of their own. */
#include <string.h>

#include "read/tei_frames.h"

/* The event that an element dates, if words are asked for and it has no dates of its own. */
static struct awol_tei_event *undated_event(struct awol_tei_record *record)
{
    struct awol_tei_event *const event = awol_tei_event_of(record, record->depth);

    return event && !event->is_dated && record->columns->opt_spellings ? event : NULL;
}

static enum awol_status refuse(struct awol_tei_record *record, struct awol_tei_row *row,
                               struct awol_place place, const char *reason,
                               struct awol_error *opt_error)
{
    row->opt_refusal = awol_tei_rows_copy(&record->rows, reason);
    row->refusal_where = place;
    return row->opt_refusal ? AWOL_OK : awol_error_memory(opt_error);
}

/* "#Julian", "julian"; false for a calendar that is not known. */
static bool find_calendar(const char *name, enum awol_calendar *calendar)
{
    static const struct {
        const char *name;
        enum awol_calendar calendar;
    } names[] = {{"gregorian", AWOL_GREGORIAN},
                 {"julian", AWOL_JULIAN},
                 {"french-republican", AWOL_FRENCH_REPUBLICAN},
                 {"republican", AWOL_FRENCH_REPUBLICAN}};

    if (*name == '#')
        name++;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (awol_text_equal_ascii(name, names[i].name)) {
            *calendar = names[i].calendar;
            return true;
        }
    }
    return *name == '\0';
}

enum awol_status awol_tei_begin_date(struct awol_tei_record *record,
                                     const struct awol_tei_start *start,
                                     struct awol_error *opt_error)
{
    struct awol_tei_event *const event = undated_event(record);
    char shown[AWOL_SHOWN_SIZE], reason[2 * AWOL_SHOWN_SIZE];

    if (!event)
        return AWOL_OK;
    if (++event->n_dates > 1)
        return refuse(record, &event->row, event->row.where,
                      "it has no dates of its own, and several dates stand in it", opt_error);
    if (awol_tei_has_dates(&start->dates)) {
        event->row.opt_refusal = NULL;
        return awol_tei_rows_dates(&record->rows, start, &event->row, opt_error);
    }
    record->calendar = record->columns->opt_spellings->calendar;
    if (!find_calendar(start->calendar, &record->calendar)) {
        snprintf(reason, sizeof reason, "@calendar %s: words of this calendar cannot be read",
                 awol_text_show(start->calendar, shown, sizeof shown));
        return refuse(record, &event->row, start->where, reason, opt_error);
    }
    record->dated = record->depth;
    record->words_where = start->where;
    awol_text_clear(&record->words);
    return AWOL_OK;
}

static enum awol_status take_spelling(struct awol_tei_record *record, struct awol_tei_row *row,
                                      const struct awol_spelling *date,
                                      struct awol_error *opt_error)
{
    struct awol_span *const when = awol_arena_alloc(&record->rows.arena, sizeof *when);
    struct awol_edtf edtf = {.span = row->days};

    row->date = awol_tei_rows_copy(&record->rows, date->edtf);
    row->text = awol_tei_rows_copy(&record->rows, awol_text_string(&record->words));
    row->rule = awol_tei_rows_copy(&record->rows, date->rule);
    if (!when || !row->date || !row->text || !row->rule)
        return awol_error_memory(opt_error);
    *when = date->span;
    row->opt_when = when;
    if (awol_edtf_parse(row->date, &edtf, NULL) == AWOL_OK)
        row->days = edtf.span;
    row->calendar = date->calendar;
    row->opt_doubt = date->opt_warning;
    row->date_where = record->words_where;
    row->opt_refusal = NULL;
    return AWOL_OK;
}

enum awol_status awol_tei_end_date(struct awol_tei_record *record, struct awol_error *opt_error)
{
    struct awol_tei_event *const event = undated_event(record);
    struct awol_spelling_settings settings = *record->columns->opt_spellings;
    const char *const words = awol_text_tidy(&record->words);
    char shown[AWOL_SHOWN_SIZE], reason[1200];
    struct awol_spelling date;
    struct awol_error inner;

    record->dated = 0;
    if (!event || event->n_dates > 1)
        return AWOL_OK;
    settings.calendar = record->calendar;
    if (awol_spelling_parse(words, &settings, NULL, &date, &inner) == AWOL_OK)
        return take_spelling(record, &event->row, &date, opt_error);
    snprintf(reason, sizeof reason, "date %s: %s", awol_text_show(words, shown, sizeof shown),
             inner.message);
    return refuse(record, &event->row, record->words_where, reason, opt_error);
}
