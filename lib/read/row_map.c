#include "read/row_map.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "date/edtf.h"
#include "date/spelling.h"

#define MAX_COLUMNS AWOL_EVENT_MAX_COLUMNS

/* Event columns that are looked at here, by their index in awol_event_columns. */
struct known {
    size_t id, date, earliest, latest, calendar, enter, leave;
};

struct awol_row_map {
    struct awol_arena arena;
    const char *source;
    struct awol_event_map identity; /* the row handed on has every event column, in order */
    struct known known;
    size_t from[MAX_COLUMNS];                /* column of the file, AWOL_NO_COLUMN where none */
    const char *const *missing[MAX_COLUMNS]; /* NULL-terminated, NULL where none */
    const char *cells[MAX_COLUMNS];
    struct awol_place places[MAX_COLUMNS];
    struct awol_text unused;
    struct awol_text id;
    struct awol_text date;
    const struct awol_spelling_settings *opt_spellings;
    struct awol_spelling spelling; /* of this row; at its start, of the row before */
    bool has_spelling;
    struct awol_spelling bounds[2]; /* enter and leave, where they are in words */
};

/* ---- finding the columns ------------------------------------------------------------------ */

static size_t find_text(const struct awol_row *header, const char *text)
{
    for (size_t i = 0; i < header->n; i++) {
        if (strcmp(header->cells[i], text) == 0)
            return i;
    }
    return AWOL_NO_COLUMN;
}

static size_t event_column(const char *name)
{
    for (size_t i = 0; i < awol_event_n_columns; i++) {
        if (strcmp(awol_event_columns[i], name) == 0)
            return i;
    }
    return AWOL_NO_COLUMN;
}

static void list_names(const struct awol_row *header, struct awol_text *list)
{
    enum { LISTED = 12 };
    char shown[AWOL_SHOWN_SIZE];

    for (size_t i = 0; i < header->n && i < LISTED; i++)
        awol_text_append_format(list, "%s%s", i > 0 ? ", " : "",
                                awol_text_show(header->cells[i], shown, sizeof shown));
    if (header->n > LISTED)
        awol_text_append_format(list, " and %zu more", header->n - LISTED);
}

/* The name of the header that is the text but for the case of its letters, else the nearest. */
static const char *nearest_name(const struct awol_row *header, const char *text)
{
    for (size_t i = 0; i < header->n; i++) {
        if (awol_text_equal_ascii(header->cells[i], text))
            return header->cells[i];
    }
    return awol_text_nearest(text, header->cells, header->n);
}

/* "WHAT: the columns are …", and which of them may be meant. */
static enum awol_status refuse_header(const struct awol_row_map *map, const struct awol_row *header,
                                      const char *what, const char *wanted,
                                      struct awol_error *opt_error)
{
    const char *const nearest = nearest_name(header, wanted);
    const struct awol_place place = {header->n > 0 ? header->places[0].line : 1, 1};
    char shown[AWOL_SHOWN_SIZE];
    struct awol_text list;
    enum awol_status status;

    awol_text_init(&list);
    list_names(header, &list);
    status = awol_text_check(&list, opt_error);
    if (status == AWOL_OK)
        status = awol_error_at(opt_error, map->source, place, "%s; the columns are %s%s%s%s", what,
                               awol_text_string(&list), nearest ? ": is " : "",
                               nearest ? awol_text_show(nearest, shown, sizeof shown) : "",
                               nearest ? " meant?" : "");
    awol_text_release(&list);
    return status;
}

static enum awol_status grant_wish(struct awol_row_map *map, const struct awol_row *header,
                                   const struct awol_column_wish *wish,
                                   struct awol_error *opt_error)
{
    const size_t column = event_column(wish->column);
    char shown[AWOL_SHOWN_SIZE], what[2 * AWOL_SHOWN_SIZE];
    size_t index;

    if (column == AWOL_NO_COLUMN || map->from[column] != AWOL_NO_COLUMN)
        return AWOL_OK;
    index = find_text(header, wish->header);
    if (index == AWOL_NO_COLUMN && wish->opt_title)
        index = find_text(header, wish->opt_title);
    if (index == AWOL_NO_COLUMN && wish->must) {
        snprintf(what, sizeof what, "there is no column %s to be read as %s",
                 awol_text_show(wish->header, shown, sizeof shown), wish->column);
        return refuse_header(map, header, what, wish->header, opt_error);
    }
    map->from[column] = index;
    return AWOL_OK;
}

static bool is_set_aside(const struct awol_column_map *opt_wishes, const char *header)
{
    for (size_t i = 0; opt_wishes && i < opt_wishes->n_wishes; i++) {
        const struct awol_column_wish *wish = &opt_wishes->wishes[i];

        if (strcmp(wish->column, AWOL_SET_ASIDE) == 0 &&
            (strcmp(wish->header, header) == 0 ||
             (wish->opt_title && strcmp(wish->opt_title, header) == 0)))
            return true;
    }
    return false;
}

static enum awol_status find_columns(struct awol_row_map *map, const struct awol_row *header,
                                     const struct awol_column_map *opt_wishes,
                                     struct awol_error *opt_error)
{
    const size_t n_wishes = opt_wishes ? opt_wishes->n_wishes : 0;
    const struct known *known = &map->known;
    enum awol_status status = AWOL_OK;

    for (size_t i = 0; i < MAX_COLUMNS; i++)
        map->from[i] = AWOL_NO_COLUMN;
    for (size_t i = 0; i < n_wishes && status == AWOL_OK; i++)
        status = grant_wish(map, header, &opt_wishes->wishes[i], opt_error);
    for (size_t i = 0; i < awol_event_n_columns; i++) {
        if (map->from[i] == AWOL_NO_COLUMN && !is_set_aside(opt_wishes, awol_event_columns[i]))
            map->from[i] = find_text(header, awol_event_columns[i]);
    }
    if (status != AWOL_OK || map->from[known->date] != AWOL_NO_COLUMN)
        return status;
    if (map->from[known->earliest] != AWOL_NO_COLUMN && map->from[known->latest] != AWOL_NO_COLUMN)
        return AWOL_OK;
    return refuse_header(map, header, "no column is the date (say which with --columns date=…)",
                         "date", opt_error);
}

static bool is_used(const struct awol_row_map *map, size_t column)
{
    for (size_t i = 0; i < awol_event_n_columns; i++) {
        if (map->from[i] == column)
            return true;
    }
    return false;
}

static void list_unused(struct awol_row_map *map, const struct awol_row *header,
                        const struct awol_column_map *opt_wishes)
{
    size_t n_unnamed = 0;

    for (size_t i = 0; i < header->n; i++) {
        char shown[AWOL_SHOWN_SIZE];

        if (is_used(map, i) || is_set_aside(opt_wishes, header->cells[i]))
            continue;
        if (header->cells[i][0] == '\0')
            n_unnamed++;
        else
            awol_text_append_format(&map->unused, "%s%s", map->unused.length > 0 ? ", " : "",
                                    awol_text_show(header->cells[i], shown, sizeof shown));
    }
    if (n_unnamed > 0)
        awol_text_append_format(&map->unused, "%s%zu without a name",
                                map->unused.length > 0 ? ", " : "", n_unnamed);
}

/* The texts that say "missing" in one column of the file. */
static enum awol_status find_missing(struct awol_row_map *map, const struct awol_column_map *wishes,
                                     const char *header, const char *const **ret_missing,
                                     struct awol_error *opt_error)
{
    const char **list;
    size_t n = 0;

    if (wishes->n_missing == 0)
        return AWOL_OK;
    list = awol_arena_alloc(&map->arena, (wishes->n_missing + 1) * sizeof *list);
    if (!list)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < wishes->n_missing; i++) {
        const struct awol_column_missing *missing = &wishes->missing[i];

        if (missing->opt_header && strcmp(missing->opt_header, header) != 0)
            continue;
        list[n] = awol_arena_string(&map->arena, missing->text);
        if (!list[n++])
            return awol_error_memory(opt_error);
    }
    list[n] = NULL;
    *ret_missing = list;
    return AWOL_OK;
}

static enum awol_status init(struct awol_row_map *map, const struct awol_column_map *opt_wishes,
                             const struct awol_row *header, struct awol_error *opt_error)
{
    enum awol_status status;

    for (size_t i = 0; i < MAX_COLUMNS; i++)
        map->identity.index[i] = i < awol_event_n_columns ? i : AWOL_NO_COLUMN;
    map->known = (struct known){.id = event_column("id"),
                                .date = event_column("date"),
                                .earliest = event_column("earliest"),
                                .latest = event_column("latest"),
                                .calendar = event_column("calendar"),
                                .enter = event_column("enter"),
                                .leave = event_column("leave")};
    map->opt_spellings = opt_wishes ? opt_wishes->opt_spellings : NULL;
    status = find_columns(map, header, opt_wishes, opt_error);
    for (size_t i = 0; status == AWOL_OK && opt_wishes && i < awol_event_n_columns; i++) {
        if (map->from[i] != AWOL_NO_COLUMN)
            status = find_missing(map, opt_wishes, header->cells[map->from[i]], &map->missing[i],
                                  opt_error);
    }
    if (status != AWOL_OK)
        return status;
    list_unused(map, header, opt_wishes);
    return awol_text_check(&map->unused, opt_error);
}

enum awol_status awol_row_map_new(const struct awol_column_map *opt_wishes, const char *source,
                                  const struct awol_row *header, struct awol_row_map **ret_map,
                                  struct awol_error *opt_error)
{
    struct awol_row_map *const map = calloc(1, sizeof *map);
    enum awol_status status;

    if (!map)
        return awol_error_memory(opt_error);
    awol_arena_init(&map->arena);
    map->source = awol_arena_string(&map->arena, source);
    status = map->source ? init(map, opt_wishes, header, opt_error) : awol_error_memory(opt_error);
    if (status != AWOL_OK) {
        awol_row_map_free(map);
        return status;
    }
    *ret_map = map;
    return AWOL_OK;
}

void awol_row_map_free(struct awol_row_map *map)
{
    if (!map)
        return;
    awol_text_release(&map->date);
    awol_text_release(&map->id);
    awol_text_release(&map->unused);
    awol_arena_release(&map->arena);
    free(map);
}

const char *awol_row_map_unused(const struct awol_row_map *map)
{
    return awol_text_string(&map->unused);
}

unsigned awol_row_map_extras(const struct awol_row_map *map)
{
    unsigned extras = 0;

    for (size_t i = awol_event_n_common; i < awol_event_n_columns; i++) {
        if (map->from[i] != AWOL_NO_COLUMN)
            extras |= awol_event_extra(awol_event_columns[i]);
    }
    return extras;
}

/* ---- one row ------------------------------------------------------------------------------ */

static bool is_missing(const char *const *opt_list, const char *cell)
{
    if (strcmp(cell, AWOL_NA) == 0)
        return true;
    for (; opt_list && *opt_list; opt_list++) {
        if (strcmp(cell, *opt_list) == 0)
            return true;
    }
    return false;
}

/* The row with every event column, in order, "" where the file says nothing. */
static void project(struct awol_row_map *map, const struct awol_row *row, size_t line)
{
    for (size_t i = 0; i < awol_event_n_columns; i++) {
        const size_t from = map->from[i];

        map->cells[i] = "";
        map->places[i] = (struct awol_place){line, 0};
        if (from == AWOL_NO_COLUMN)
            continue;
        map->places[i] = row->places[from];
        if (!is_missing(map->missing[i], row->cells[from]))
            map->cells[i] = row->cells[from];
    }
}

/* A date in words: the row goes on with its days, and `date` as EDTF. */
static enum awol_status read_spelling(struct awol_row_map *map, enum awol_calendar calendar,
                                      struct awol_edtf *ret_edtf, struct awol_error *error)
{
    const struct awol_spelling before = map->spelling;
    const bool has_before = map->has_spelling;
    struct awol_spelling_settings settings = *map->opt_spellings;
    enum awol_status status;

    if (map->cells[map->known.calendar][0] != '\0')
        settings.calendar = calendar;
    map->has_spelling = false;
    status = awol_spelling_parse(map->cells[map->known.date], &settings,
                                 has_before ? &before : NULL, &map->spelling, error);
    if (status != AWOL_OK)
        return status;
    map->has_spelling = true;
    *ret_edtf =
        (struct awol_edtf){.span = map->spelling.span, .qualifier = map->spelling.qualifier};
    return AWOL_OK;
}

static enum awol_status read_date(struct awol_row_map *map, struct awol_edtf *ret_edtf,
                                  struct awol_error *opt_error)
{
    const char *const text = map->cells[map->known.date];
    enum awol_calendar calendar = AWOL_GREGORIAN;
    struct awol_place place = map->places[map->known.date];
    char shown[AWOL_SHOWN_SIZE];
    struct awol_error inner;

    awol_calendar_find(map->cells[map->known.calendar], &calendar);
    if ((map->opt_spellings ? read_spelling(map, calendar, ret_edtf, &inner)
                            : awol_edtf_parse_in(calendar, text, ret_edtf, &inner)) == AWOL_OK)
        return AWOL_OK;
    place.column += inner.place.column - 1;
    return awol_error_at(opt_error, map->source, place, "date %s: %s",
                         awol_text_show(text, shown, sizeof shown), inner.message);
}

/* The watch over a man begins and ends with days that are written as the date is. */
static enum awol_status read_bounds(struct awol_row_map *map, struct awol_error *opt_error)
{
    const size_t columns[2] = {map->known.enter, map->known.leave};
    char shown[AWOL_SHOWN_SIZE];
    struct awol_error inner;

    for (size_t i = 0; map->opt_spellings && i < 2; i++) {
        const char *const text = map->cells[columns[i]];
        struct awol_place place = map->places[columns[i]];

        if (text[0] == '\0')
            continue;
        if (awol_spelling_parse(text, map->opt_spellings, NULL, &map->bounds[i], &inner) !=
            AWOL_OK) {
            place.column += inner.place.column - 1;
            return awol_error_at(opt_error, map->source, place, "%s %s: %s",
                                 awol_event_columns[columns[i]],
                                 awol_text_show(text, shown, sizeof shown), inner.message);
        }
        map->cells[columns[i]] = map->bounds[i].edtf;
    }
    return AWOL_OK;
}

static bool has_four_digits(int64_t day)
{
    const struct awol_date date = awol_date_from_day(AWOL_GREGORIAN, day);

    return date.year >= -9999 && date.year <= 9999;
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
static enum awol_status convert_date(struct awol_row_map *map, const struct awol_edtf *edtf,
                                     struct awol_error *opt_error)
{
    const struct awol_span *span = &edtf->span;

    if ((!span->open_earliest && !has_four_digits(span->earliest)) ||
        (!span->open_latest && !has_four_digits(span->latest)))
        return awol_error_at(opt_error, map->source, map->places[map->known.date],
                             "days of a Julian year of more than four digits cannot be written");
    awol_text_clear(&map->date);
    append_end(&map->date, span->earliest, span->open_earliest, edtf->unknown_start,
               edtf->qualifier);
    if (span->open_earliest || span->open_latest || span->earliest != span->latest) {
        awol_text_append(&map->date, "/");
        append_end(&map->date, span->latest, span->open_latest, edtf->unknown_end, edtf->qualifier);
    }
    return awol_text_check(&map->date, opt_error);
}

static void complete_from_spelling(const struct awol_row_map *map, struct awol_event *event)
{
    const struct awol_spelling *const spelling = &map->spelling;

    if (event->text[0] == '\0')
        event->text = event->date;
    if (event->rule[0] == '\0')
        event->rule = spelling->rule;
    if (event->qualifier[0] == '\0')
        event->qualifier = awol_qualifier_name(spelling->qualifier);
    event->calendar = spelling->calendar;
    event->date = spelling->edtf;
}

/* What the date says, where the row does not say it itself. */
static enum awol_status complete_from_date(struct awol_row_map *map, const struct awol_edtf *edtf,
                                           struct awol_event *event, struct awol_error *opt_error)
{
    static const char *const rules[2][3] = {{"edtf-0", "edtf-1", "edtf-2"},
                                            {"julian-edtf-0", "julian-edtf-1", "julian-edtf-2"}};
    const bool julian = event->calendar == AWOL_JULIAN;

    if (event->text[0] == '\0')
        event->text = event->date;
    if (event->rule[0] == '\0')
        event->rule = rules[julian][edtf->level];
    if (event->qualifier[0] == '\0')
        event->qualifier = awol_qualifier_name(edtf->qualifier);
    if (julian) {
        const enum awol_status status = convert_date(map, edtf, opt_error);

        if (status != AWOL_OK)
            return status;
        event->date = awol_text_string(&map->date);
    }
    return AWOL_OK;
}

/* Days beside a date may narrow it, as a reading of the source, and not leave it. */
static enum awol_status check_days(const struct awol_row_map *map, const struct awol_edtf *edtf,
                                   const struct awol_event *event, struct awol_error *opt_error)
{
    if (awol_span_contains(edtf->span, event->when))
        return AWOL_OK;
    return awol_error_at(opt_error, map->source, map->places[map->known.earliest],
                         "earliest %s and latest %s reach beyond the date %s",
                         map->cells[map->known.earliest], map->cells[map->known.latest],
                         event->date);
}

static enum awol_status give_id(struct awol_row_map *map, size_t line, struct awol_event *event,
                                struct awol_error *opt_error)
{
    if (event->id[0] != '\0')
        return AWOL_OK;
    awol_text_clear(&map->id);
    awol_text_append_format(&map->id, "%s:%zu",
                            strcmp(map->source, "-") == 0 ? "stdin" : map->source, line);
    event->id = awol_text_string(&map->id);
    return awol_text_check(&map->id, opt_error);
}

enum awol_status awol_row_map_event(struct awol_row_map *map, const struct awol_row *row,
                                    size_t line, struct awol_event *ret_event,
                                    struct awol_error *opt_error)
{
    const struct known *known = &map->known;
    const struct awol_row projected = {map->cells, map->places, awol_event_n_columns};
    struct awol_edtf edtf = {0};
    struct awol_event event;
    enum awol_status status = AWOL_OK;
    bool has_date, has_days;

    project(map, row, line);
    has_date = map->cells[known->date][0] != '\0';
    has_days = map->cells[known->earliest][0] != '\0' || map->cells[known->latest][0] != '\0';
    if (has_date)
        status = read_date(map, &edtf, opt_error);
    else
        map->has_spelling = false;
    if (status == AWOL_OK)
        status = read_bounds(map, opt_error);
    if (status == AWOL_OK && has_date && !has_days) {
        /* Days are set below: open ends keep the date from being read a second time. */
        map->cells[known->earliest] = "..";
        map->cells[known->latest] = "..";
    }
    if (status == AWOL_OK)
        status = awol_event_from_row(&map->identity, map->source, &projected, &event, opt_error);
    if (status == AWOL_OK && has_date && has_days)
        status = check_days(map, &edtf, &event, opt_error);
    if (status == AWOL_OK && has_date && !has_days)
        event.when = edtf.span;
    if (status == AWOL_OK && has_date && map->opt_spellings)
        complete_from_spelling(map, &event);
    else if (status == AWOL_OK && has_date)
        status = complete_from_date(map, &edtf, &event, opt_error);
    if (status == AWOL_OK)
        status = give_id(map, line, &event, opt_error);
    if (status == AWOL_OK)
        *ret_event = event;
    return status;
}
