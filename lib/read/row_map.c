#include "read/row_map.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "read/row_columns.h"
#include "read/row_date.h"

/* Event columns that are looked at here, by their index in awol_event_columns. */
struct known {
    size_t date, earliest, latest, calendar, bound[2];
};

struct awol_row_map {
    char *source;
    struct awol_row_columns columns;
    struct awol_event_map identity; /* the row handed on has every event column, in order */
    struct known known;
    const char *cells[AWOL_EVENT_MAX_COLUMNS];
    struct awol_place places[AWOL_EVENT_MAX_COLUMNS];
    struct awol_text id;
    struct awol_row_date date;
};

static enum awol_status init(struct awol_row_map *map, const struct awol_column_map *opt_wishes,
                             const char *source, const struct awol_row *header,
                             struct awol_error *opt_error)
{
    for (size_t i = 0; i < AWOL_EVENT_MAX_COLUMNS; i++)
        map->identity.index[i] = i < awol_event_n_columns ? i : AWOL_NO_COLUMN;
    map->known = (struct known){
        .date = awol_row_columns_index("date"),
        .earliest = awol_row_columns_index("earliest"),
        .latest = awol_row_columns_index("latest"),
        .calendar = awol_row_columns_index("calendar"),
        .bound = {awol_row_columns_index("enter"), awol_row_columns_index("leave")},
    };
    map->date.opt_spellings = opt_wishes ? opt_wishes->opt_spellings : NULL;
    map->source = awol_text_duplicate(source);
    if (!map->source)
        return awol_error_memory(opt_error);
    return awol_row_columns_init(&map->columns, opt_wishes, map->source, header, opt_error);
}

enum awol_status awol_row_map_new(const struct awol_column_map *opt_wishes, const char *source,
                                  const struct awol_row *header, struct awol_row_map **ret_map,
                                  struct awol_error *opt_error)
{
    struct awol_row_map *const map = calloc(1, sizeof *map);
    enum awol_status status;

    if (!map)
        return awol_error_memory(opt_error);
    status = init(map, opt_wishes, source, header, opt_error);
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
    awol_row_date_release(&map->date);
    awol_text_release(&map->id);
    awol_row_columns_release(&map->columns);
    free(map->source);
    free(map);
}

const char *awol_row_map_unused(const struct awol_row_map *map)
{
    return awol_text_string(&map->columns.unused);
}

unsigned awol_row_map_extras(const struct awol_row_map *map)
{
    unsigned extras = 0;

    for (size_t i = awol_event_n_common; i < awol_event_n_columns; i++) {
        if (map->columns.from[i] != AWOL_NO_COLUMN)
            extras |= awol_event_extra(awol_event_columns[i]);
    }
    return extras;
}

/* ---- one row ------------------------------------------------------------------------------ */

/* The row with every event column, in order, "" where the file says nothing. */
static void project(struct awol_row_map *map, const struct awol_row *row, size_t line)
{
    for (size_t i = 0; i < awol_event_n_columns; i++) {
        const size_t from = map->columns.from[i];

        map->cells[i] = "";
        map->places[i] = (struct awol_place){line, 0};
        if (from == AWOL_NO_COLUMN)
            continue;
        map->places[i] = row->places[from];
        if (!awol_row_columns_is_missing(&map->columns, from, row->cells[from]))
            map->cells[i] = row->cells[from];
    }
}

/* A fault inside of a cell that is a date. */
static enum awol_status refuse_date(const struct awol_row_map *map, size_t column,
                                    const struct awol_error *fault, struct awol_error *opt_error)
{
    struct awol_place place = map->places[column];
    char shown[AWOL_SHOWN_SIZE];

    place.column += fault->place.column - 1;
    return awol_error_at(opt_error, map->source, place, "%s %s: %s", awol_event_columns[column],
                         awol_text_show(map->cells[column], shown, sizeof shown), fault->message);
}

static enum awol_status read_dates(struct awol_row_map *map, struct awol_error *opt_error)
{
    const struct known *const known = &map->known;
    struct awol_error fault;

    if (map->cells[known->date][0] == '\0')
        awol_row_date_forget(&map->date);
    else if (awol_row_date_read(&map->date, map->cells[known->date], map->cells[known->calendar],
                                &fault) != AWOL_OK)
        return refuse_date(map, known->date, &fault, opt_error);
    for (size_t i = 0; i < 2; i++) {
        const size_t column = known->bound[i];

        if (map->cells[column][0] != '\0' &&
            awol_row_date_bound(&map->date, i, map->cells[column], map->cells[known->calendar],
                                &map->cells[column], &fault) != AWOL_OK)
            return refuse_date(map, column, &fault, opt_error);
    }
    return AWOL_OK;
}

/* Days beside a date may narrow it, as a reading of the source, and not leave it. */
static enum awol_status check_days(const struct awol_row_map *map, const struct awol_event *event,
                                   struct awol_error *opt_error)
{
    const struct known *const known = &map->known;

    if (awol_span_contains(map->date.edtf.span, event->when))
        return AWOL_OK;
    return awol_error_at(opt_error, map->source, map->places[known->earliest],
                         "earliest %s and latest %s reach beyond the date %s",
                         map->cells[known->earliest], map->cells[known->latest], event->date);
}

static enum awol_status complete_date(struct awol_row_map *map, bool has_days,
                                      struct awol_event *event, struct awol_error *opt_error)
{
    struct awol_error fault;
    enum awol_status status;

    if (has_days && (status = check_days(map, event, opt_error)) != AWOL_OK)
        return status;
    if (!has_days)
        event->when = map->date.edtf.span;
    status = awol_row_date_complete(&map->date, event, &fault);
    if (status == AWOL_DATA)
        return awol_error_at(opt_error, map->source, map->places[map->known.date], "%s",
                             fault.message);
    return status == AWOL_OK ? AWOL_OK : awol_error_memory(opt_error);
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
    const struct known *const known = &map->known;
    const struct awol_row projected = {map->cells, map->places, awol_event_n_columns};
    struct awol_event event;
    enum awol_status status;
    bool has_date, has_days;

    project(map, row, line);
    has_date = map->cells[known->date][0] != '\0';
    has_days = map->cells[known->earliest][0] != '\0' || map->cells[known->latest][0] != '\0';
    status = read_dates(map, opt_error);
    if (status == AWOL_OK && has_date && !has_days) {
        /* Days are set below: open ends keep the date from being read a second time. */
        map->cells[known->earliest] = "..";
        map->cells[known->latest] = "..";
    }
    if (status == AWOL_OK)
        status = awol_event_from_row(&map->identity, map->source, &projected, &event, opt_error);
    if (status == AWOL_OK && has_date)
        status = complete_date(map, has_days, &event, opt_error);
    if (status == AWOL_OK)
        status = give_id(map, line, &event, opt_error);
    if (status == AWOL_OK)
        *ret_event = event;
    return status;
}
