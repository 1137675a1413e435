#include "record/event.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "record/cell.h"
#include "record/count_words.h"
#include "record/event_columns.h"
#include "record/strength.h"

static const char *const calendar_words[] = {"gregorian", "julian", "french-republican", NULL};
static const char *const yes_words[] = {"yes", "no", NULL};

/* One row while it is read. */
struct row_reader {
    const struct awol_event_map *map;
    const char *source;
    const struct awol_row *row;
    struct awol_error *opt_error;
};

static const char *text_of(const struct row_reader *reader, size_t column)
{
    size_t at = reader->map->index[column];
    const char *text = at == AWOL_NO_COLUMN || at >= reader->row->n ? "" : reader->row->cells[at];

    return text[0] == AWOL_NA[0] && awol_text_equal(text, AWOL_NA) ? "" : text;
}

static struct awol_place place_of(const struct row_reader *reader, size_t column)
{
    size_t at = reader->map->index[column];

    if (reader->row->places == NULL || reader->row->n == 0)
        return (struct awol_place){0, 0};
    if (at == AWOL_NO_COLUMN || at >= reader->row->n)
        return (struct awol_place){reader->row->places[0].line, 0};
    return reader->row->places[at];
}

/* "COLUMN “text” WHAT" at the place of the cell. */
static enum awol_status refuse(const struct row_reader *reader, size_t column, const char *what)
{
    char shown[AWOL_SHOWN_SIZE];

    return awol_error_at(reader->opt_error, reader->source, place_of(reader, column), "%s %s %s",
                         awol_event_columns[column],
                         awol_text_show(text_of(reader, column), shown, sizeof shown), what);
}

static enum awol_status check_word(const struct row_reader *reader, size_t column,
                                   const char *const *words)
{
    const char *text = text_of(reader, column);
    struct awol_text list;
    enum awol_status status;

    if (text[0] == '\0' || awol_cell_is_word(text, words))
        return AWOL_OK;
    awol_text_init(&list);
    awol_text_append(&list, "is not one of the words known here: ");
    for (size_t i = 0; words[i] != NULL; i++)
        awol_text_append_format(&list, "%s%s", i == 0 ? "" : ", ", words[i]);
    if (column == EVENT)
        awol_text_append(&list, "; a source's own words need a table that says which of these they "
                                "mean (awol-read --codes)");
    status = refuse(reader, column, awol_text_string(&list));
    awol_text_release(&list);
    return status;
}

static enum awol_status read_number(const struct row_reader *reader, size_t column,
                                    double *ret_value)
{
    const char *text = text_of(reader, column);
    double value = (double)NAN;

    if (awol_cell_is_grouped(text))
        return refuse(reader, column, "may be thousands or a fraction: write men without a point");
    if (text[0] != '\0' && (!awol_number_parse(text, &value) || strpbrk(text, "eExX")))
        return refuse(reader, column, "is not a number in digits");
    if (value < 0.0)
        return refuse(reader, column, "is negative");
    *ret_value = value;
    return AWOL_OK;
}

static enum awol_status read_end(const struct row_reader *reader, size_t column, int64_t *ret_day,
                                 bool *ret_open)
{
    const char *text = text_of(reader, column);

    *ret_open = awol_text_equal(text, "..");
    if (!*ret_open && !awol_day_parse(text, ret_day))
        return refuse(reader, column, "is not a day (expected YYYY-MM-DD, or .. for an open end)");
    return AWOL_OK;
}

static enum awol_status read_when(const struct row_reader *reader, struct awol_event *event)
{
    bool has_days = text_of(reader, EARLIEST)[0] != '\0' || text_of(reader, LATEST)[0] != '\0';
    enum awol_status status;

    event->calendar = AWOL_GREGORIAN;
    awol_calendar_find(text_of(reader, CALENDAR), &event->calendar);
    if (has_days) {
        if ((status = read_end(reader, EARLIEST, &event->when.earliest,
                               &event->when.open_earliest)) != AWOL_OK ||
            (status = read_end(reader, LATEST, &event->when.latest, &event->when.open_latest)) !=
                AWOL_OK)
            return status;
        if (!event->when.open_earliest && !event->when.open_latest &&
            event->when.latest < event->when.earliest)
            return refuse(reader, LATEST, "is before earliest");
        return AWOL_OK;
    }
    if (event->date[0] == '\0')
        return awol_error_at(reader->opt_error, reader->source, place_of(reader, DATE),
                             "the date is missing: expected a day such as 1778-08-26");
    if (event->calendar != AWOL_GREGORIAN)
        return refuse(reader, CALENDAR,
                      "needs the days in earliest and latest (EDTF dates are Gregorian; awol-read "
                      "converts)");

    struct awol_edtf edtf;
    struct awol_error inner;
    char what[sizeof inner.message + 32];

    if (awol_edtf_parse(event->date, &edtf, &inner) != AWOL_OK) {
        snprintf(what, sizeof what, "is not a date: %s", inner.message);
        return refuse(reader, DATE, what);
    }
    event->when = edtf.span;
    return AWOL_OK;
}

/* A count that is no plain number: in words, which say its kind as well. */
static enum awol_status read_words(const struct row_reader *reader, struct awol_count *count,
                                   bool *ret_has_kind)
{
    const char *const text = text_of(reader, COUNT);
    struct awol_place place = place_of(reader, COUNT);
    struct awol_error inner;
    char shown[AWOL_SHOWN_SIZE];
    double value;

    *ret_has_kind = false;
    if (text[0] == '\0' || awol_number_parse(text, &value) || awol_cell_is_grouped(text))
        return read_number(reader, COUNT, &count->count);
    if (awol_count_words_parse(text, count, &inner) != AWOL_OK) {
        place.column += place.column > 0 ? inner.place.column - 1 : 0;
        return awol_error_at(reader->opt_error, reader->source, place, "count %s: %s",
                             awol_text_show(text, shown, sizeof shown), inner.message);
    }
    *ret_has_kind = count->kind != AWOL_KIND_EXACT;
    return AWOL_OK;
}

static enum awol_status read_bounds(const struct row_reader *reader, struct awol_count *count,
                                    bool in_words)
{
    double low, high;
    enum awol_status status;

    if ((status = read_number(reader, LOW, &low)) != AWOL_OK ||
        (status = read_number(reader, HIGH, &high)) != AWOL_OK)
        return status;
    if (in_words && count->kind == AWOL_KIND_RANGE && (!isnan(low) || !isnan(high)))
        return refuse(reader, COUNT, "says its bounds, and count_low and count_high do too");
    if (in_words && count->kind == AWOL_KIND_RANGE)
        return AWOL_OK;
    count->low = low;
    count->high = high;
    return AWOL_OK;
}

/* A row of a table with counts that tells none is not one man, unless it names him. */
static bool is_uncounted(const struct row_reader *reader, const struct awol_event *event)
{
    return reader->map->index[COUNT] != AWOL_NO_COLUMN && event->person[0] == '\0' &&
           event->name[0] == '\0';
}

static enum awol_status read_count(const struct row_reader *reader, struct awol_event *event)
{
    struct awol_count count = {(double)NAN, (double)NAN, (double)NAN, AWOL_KIND_EXACT};
    enum awol_kind kind;
    struct awol_error inner;
    bool has_kind;
    enum awol_status status;

    if ((status = read_words(reader, &count, &has_kind)) != AWOL_OK ||
        (status = read_bounds(reader, &count, has_kind)) != AWOL_OK)
        return status;
    if (isnan(count.count) && isnan(count.low) && isnan(count.high)) {
        if (is_uncounted(reader, event))
            return awol_error_at(reader->opt_error, reader->source, place_of(reader, COUNT),
                                 "the count is missing, and the row names no man: write the count, "
                                 "or “at least 1” if no more is known");
        count.count = 1.0;
    }
    kind = has_kind ? count.kind : awol_count_default_kind(&count);
    if (text_of(reader, KIND)[0] != '\0' && !awol_kind_parse(text_of(reader, KIND), &kind))
        return refuse(reader, KIND, "is not one of exact, about, range, at-least, at-most");
    if (has_kind && kind != count.kind)
        return refuse(reader, KIND, "is not what the words of the count say");
    count.kind = kind;
    if (awol_count_validate(&count, &inner) != AWOL_OK)
        return awol_error_at(reader->opt_error, reader->source, place_of(reader, COUNT), "%s",
                             inner.message);
    event->count = count;
    return AWOL_OK;
}

/* A day on which the watch over a man began or ended. */
static enum awol_status read_bound(const struct row_reader *reader, size_t column,
                                   struct awol_span *ret_days)
{
    struct awol_edtf edtf = {.span = {.open_earliest = true, .open_latest = true}};

    if (text_of(reader, column)[0] != '\0' &&
        awol_edtf_parse(text_of(reader, column), &edtf, NULL) != AWOL_OK)
        return refuse(reader, column, "is not a date (expected EDTF such as 1778-08-26)");
    *ret_days = edtf.span;
    return AWOL_OK;
}

static enum awol_status check_words(const struct row_reader *reader)
{
    static const struct {
        size_t column;
        const char *const *words;
    } checks[] = {{CALENDAR, calendar_words},
                  {EVENT, awol_event_words},
                  {TO, awol_event_to_words},
                  {STATUS, awol_event_status_words},
                  {REPORTED_BY, awol_event_reporter_words},
                  {BASIS, awol_strength_bases},
                  {PREFERRED, yes_words}};

    for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++) {
        enum awol_status status = check_word(reader, checks[i].column, checks[i].words);

        if (status != AWOL_OK)
            return status;
    }
    return AWOL_OK;
}

enum awol_status awol_event_from_row(const struct awol_event_map *map, const char *source,
                                     const struct awol_row *row, struct awol_event *ret_event,
                                     struct awol_error *opt_error)
{
    const struct row_reader reader = {map, source, row, opt_error};
    struct awol_event event = {.id = text_of(&reader, ID),
                               .person = text_of(&reader, PERSON),
                               .unit = text_of(&reader, UNIT),
                               .received_by = text_of(&reader, RECEIVED_BY),
                               .date = text_of(&reader, DATE),
                               .qualifier = text_of(&reader, QUALIFIER),
                               .event = text_of(&reader, EVENT),
                               .to = text_of(&reader, TO),
                               .status = text_of(&reader, STATUS),
                               .place = text_of(&reader, PLACE),
                               .reported_by = text_of(&reader, REPORTED_BY),
                               .basis = text_of(&reader, BASIS),
                               .source = text_of(&reader, SOURCE),
                               .page = text_of(&reader, PAGE),
                               .seen_in = text_of(&reader, SEEN_IN),
                               .text = text_of(&reader, TEXT),
                               .rule = text_of(&reader, RULE),
                               .name = text_of(&reader, NAME),
                               .rank = text_of(&reader, RANK),
                               .enter = text_of(&reader, ENTER),
                               .leave = text_of(&reader, LEAVE),
                               .preferred = !awol_text_equal(text_of(&reader, PREFERRED), "no"),
                               .file = source,
                               .where = place_of(&reader, DATE)};
    enum awol_status status;

    if ((status = check_words(&reader)) != AWOL_OK ||
        (status = read_when(&reader, &event)) != AWOL_OK ||
        (status = read_bound(&reader, ENTER, &event.entered)) != AWOL_OK ||
        (status = read_bound(&reader, LEAVE, &event.left)) != AWOL_OK ||
        (status = read_count(&reader, &event)) != AWOL_OK ||
        (status = read_number(&reader, AT_RISK, &event.at_risk)) != AWOL_OK ||
        (status = read_number(&reader, PARTY, &event.party)) != AWOL_OK)
        return status;
    *ret_event = event;
    return AWOL_OK;
}

static const char *or_missing(const char *text)
{
    return text == NULL || text[0] == '\0' ? AWOL_NA : text;
}

void awol_event_write(const struct awol_event *event, unsigned extras,
                      struct awol_stream_writer *writer)
{
    char days[2][AWOL_DAY_TEXT_SIZE];
    char numbers[5][AWOL_NUMBER_SIZE];
    const char *cells[AWOL_EVENT_MAX_COLUMNS] = {
        [ID] = or_missing(event->id),
        [PERSON] = or_missing(event->person),
        [UNIT] = or_missing(event->unit),
        [RECEIVED_BY] = or_missing(event->received_by),
        [DATE] = or_missing(event->date),
        [EARLIEST] =
            event->when.open_earliest ? ".." : awol_day_format(event->when.earliest, days[0]),
        [LATEST] = event->when.open_latest ? ".." : awol_day_format(event->when.latest, days[1]),
        [CALENDAR] = awol_calendar_name(event->calendar),
        [QUALIFIER] = or_missing(event->qualifier),
        [COUNT] = awol_number_format(event->count.count, numbers[0]),
        [LOW] = awol_number_format(event->count.low, numbers[1]),
        [HIGH] = awol_number_format(event->count.high, numbers[2]),
        [KIND] = awol_kind_name(event->count.kind),
        [AT_RISK] = awol_number_format(event->at_risk, numbers[3]),
        [BASIS] = or_missing(event->basis),
        [PARTY] = awol_number_format(event->party, numbers[4]),
        [EVENT] = or_missing(event->event),
        [TO] = or_missing(event->to),
        [STATUS] = or_missing(event->status),
        [PLACE] = or_missing(event->place),
        [REPORTED_BY] = or_missing(event->reported_by),
        [PREFERRED] = event->preferred ? "yes" : "no",
        [SOURCE] = or_missing(event->source),
        [PAGE] = or_missing(event->page),
        [SEEN_IN] = or_missing(event->seen_in),
        [TEXT] = or_missing(event->text),
        [RULE] = or_missing(event->rule),
        [NAME] = or_missing(event->name),
        [RANK] = or_missing(event->rank),
        [ENTER] = or_missing(event->enter),
        [LEAVE] = or_missing(event->leave),
    };
    size_t n = awol_event_n_common;

    for (size_t i = n; i < N_COLUMNS; i++) {
        if (awol_event_is_written(i, extras))
            cells[n++] = cells[i];
    }
    for (size_t i = 0; i < event->n_kept; i++)
        cells[n++] = or_missing(event->kept[i]);
    awol_stream_writer_row(writer, cells);
}
