#include "read/row_map.h"

#include <stdlib.h>
#include <string.h>

#include "read/row_event.h"
#include "read/row_fill.h"

/* Rows of which something is to be told, and the first of them. */
struct tally {
    size_t n;
    struct awol_place first;
    char name[AWOL_SHOWN_SIZE]; /* of its column */
};

struct awol_row_map {
    char *source;
    struct awol_row_columns columns;
    struct awol_row_event event; /* that is being read */
    struct awol_row_fill fill;
    size_t next;  /* of the layouts of its row */
    bool is_told; /* an event of that row was found */
    struct awol_text row_id;
    struct awol_measure measure;
    struct tally empty, undated, decoded;
    struct awol_text remark;
};

static enum awol_status init(struct awol_row_map *map, const struct awol_column_map *opt_wishes,
                             const char *source, const struct awol_row *header,
                             struct awol_error *opt_error)
{
    enum awol_status status;

    map->source = awol_text_duplicate(source);
    if (!map->source)
        return awol_error_memory(opt_error);
    awol_row_event_init(&map->event, opt_wishes, map->source, &map->columns);
    if (opt_wishes) {
        map->measure.kind = opt_wishes->counts;
        map->measure.per = opt_wishes->rate_per;
    }
    map->event.has_fractions = awol_measure_takes_fractions(&map->measure);
    status = awol_row_columns_init(&map->columns, opt_wishes, map->source, header, opt_error);
    if (status == AWOL_OK && opt_wishes)
        status = awol_row_fill_init(&map->fill, &map->columns, header, opt_wishes->fill,
                                    opt_wishes->n_fill, opt_error);
    if (status == AWOL_OK && map->columns.is_wide && map->measure.kind != AWOL_MEASURE_MEN)
        return awol_error_set(opt_error, AWOL_USAGE,
                              "rows that hold several events of one man have no counts that are %s",
                              awol_measure_names[map->measure.kind]);
    return status;
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
    awol_text_release(&map->remark);
    awol_text_release(&map->row_id);
    awol_measure_release(&map->measure);
    awol_row_fill_release(&map->fill);
    awol_row_event_release(&map->event);
    awol_row_columns_release(&map->columns);
    free(map->source);
    free(map);
}

void awol_row_map_forget(struct awol_row_map *map)
{
    awol_row_date_forget(&map->event.date, true);
    awol_row_fill_forget(&map->fill);
}

const char *awol_row_map_unused(const struct awol_row_map *map)
{
    return awol_text_string(&map->columns.unused);
}

bool awol_row_map_reads(const struct awol_row_map *map, size_t column)
{
    return awol_row_columns_reads(&map->columns, column);
}

unsigned awol_row_map_extras(const struct awol_row_map *map)
{
    unsigned extras = 0;

    for (size_t i = awol_event_n_common; i < awol_event_n_columns; i++) {
        if (awol_row_columns_takes(&map->columns, i))
            extras |= awol_event_extra(awol_event_columns[i]);
    }
    return extras;
}

/* ---- several events of a row -------------------------------------------------------------- */

static void add_to_tally(struct tally *tally, struct awol_place place, const char *name)
{
    if (tally->n++ > 0)
        return;
    tally->first = place;
    awol_text_show(name, tally->name, sizeof tally->name);
}

/* Dashes say that there is a date to be known; naughts and blanks do not. */
static bool is_unknown_date(const struct awol_row_map *map, size_t from)
{
    return map->event.date.is_compact && from != AWOL_NO_COLUMN &&
           strcmp(map->event.from->cells[from], "--------") == 0;
}

/* Without its date an event did not happen, as far as the row says: unless another column of it is
 * filled. */
static enum awol_status tally_undated(struct awol_row_map *map,
                                      const struct awol_row_layout *layout,
                                      struct awol_error *opt_error)
{
    char shown[AWOL_SHOWN_SIZE];

    for (size_t i = 0; i < awol_event_n_columns; i++) {
        const bool said = map->event.cells[i][0] != '\0' ||
                          (i == map->event.known.date && is_unknown_date(map, layout->from[i]));

        if (layout->from[i] == map->columns.base.from[i] || !said)
            continue;
        if (map->event.cautions.is_strict)
            return awol_error_at(opt_error, map->source, map->event.places[i],
                                 "an event without a date (that of %s), although this is filled "
                                 "(--strict)",
                                 awol_text_show(layout->name, shown, sizeof shown));
        add_to_tally(&map->undated, map->event.places[i], layout->name);
        break;
    }
    return AWOL_OK;
}

static bool is_dated(const struct awol_row_map *map)
{
    return map->event.cells[map->event.known.date][0] != '\0' ||
           map->event.cells[map->event.known.earliest][0] != '\0' ||
           map->event.cells[map->event.known.latest][0] != '\0';
}

/* The man whom the row is about, and what distinguishes this event of his. */
static enum awol_status name_man(struct awol_row_map *map, const struct awol_row_layout *layout,
                                 struct awol_error *opt_error)
{
    const struct awol_row_known *const known = &map->event.known;

    awol_text_clear(&map->row_id);
    if (map->event.cells[known->id][0] != '\0')
        awol_text_append(&map->row_id, map->event.cells[known->id]);
    else
        awol_row_event_append_name(&map->event, &map->row_id);
    awol_text_clear(&map->event.id);
    awol_text_append_format(&map->event.id, "%s/%s", awol_text_string(&map->row_id), layout->name);
    if (map->row_id.failed || map->event.id.failed)
        return awol_error_memory(opt_error);
    map->event.cells[known->id] = awol_text_string(&map->event.id);
    if (map->event.cells[known->person][0] == '\0' &&
        !awol_row_columns_takes(&map->columns, known->count))
        map->event.cells[known->person] = awol_text_string(&map->row_id);
    if (layout->word[0] != '\0')
        map->event.cells[known->event] = layout->word;
    return AWOL_OK;
}

/* A man of whom no event is told: he may have been there all the same. */
static enum awol_status stay(struct awol_row_map *map, struct awol_event *ret_event,
                             bool *ret_found, struct awol_error *opt_error)
{
    const struct awol_row_known *const known = &map->event.known;
    enum awol_status status;

    *ret_found = false;
    if (map->is_told)
        return AWOL_OK;
    awol_row_event_project(&map->event, &map->columns.base);
    if (!awol_row_event_stays(&map->event))
        return AWOL_OK;
    if (map->event.cells[known->person][0] == '\0')
        map->event.cells[known->person] = map->event.cells[known->id];
    status = awol_row_event_read(&map->event, ret_event, opt_error);
    if (status == AWOL_OK)
        *ret_found = map->is_told = true;
    return status;
}

static enum awol_status next_of_several(struct awol_row_map *map, struct awol_event *ret_event,
                                        bool *ret_found, struct awol_error *opt_error)
{
    while (map->next < map->columns.n_layouts) {
        const struct awol_row_layout *const layout = &map->columns.layouts[map->next++];
        enum awol_status status;
        bool none = false;

        awol_row_event_project(&map->event, layout);
        if (!is_dated(map))
            continue;
        status = name_man(map, layout, opt_error);
        if (status == AWOL_OK)
            status = awol_row_event_decode(&map->event, &none, opt_error);
        if (status == AWOL_OK && none)
            continue;
        if (status == AWOL_OK)
            status = awol_row_event_read(&map->event, ret_event, opt_error);
        if (status == AWOL_OK)
            *ret_found = map->is_told = true;
        return status;
    }
    return stay(map, ret_event, ret_found, opt_error);
}

/* All events of a row are read once before any is given out: a row that is refused and put right is
 * read again as a whole. */
static enum awol_status check_row(struct awol_row_map *map, struct awol_error *opt_error)
{
    const struct awol_spelling before = map->event.date.spelling;
    const bool has_before = map->event.date.has_spelling;
    struct awol_event event;
    enum awol_status status = AWOL_OK;
    size_t n = 0;

    map->event.cautions.is_trial = true;
    for (bool found = true; found && status == AWOL_OK; n++)
        status = next_of_several(map, &event, &found, opt_error);
    map->event.cautions.is_trial = false;
    for (size_t i = 0; i < map->columns.n_layouts && status == AWOL_OK; i++) {
        awol_row_event_project(&map->event, &map->columns.layouts[i]);
        if (!is_dated(map))
            status = tally_undated(map, &map->columns.layouts[i], opt_error);
    }
    if (status != AWOL_OK) {
        awol_row_date_forget(&map->event.date, true);
        return status;
    }
    map->event.date.spelling = before;
    map->event.date.has_spelling = has_before;
    map->next = 0;
    map->is_told = false;
    if (n == 1)
        add_to_tally(&map->empty, (struct awol_place){map->event.line, 0}, "");
    return AWOL_OK;
}

const char awol_row_map_beyond[] =
    "something stands behind the last column that has a name, and is not read";

/* ---- rows --------------------------------------------------------------------------------- */

enum awol_status awol_row_map_doubt(struct awol_row_map *map, struct awol_place place,
                                    const char *column, const char *cell, const char *reason,
                                    struct awol_error *opt_error)
{
    const enum awol_status status =
        awol_cautions_add(&map->event.cautions, place, column, cell, reason, opt_error);

    if (status != AWOL_OK)
        awol_row_date_forget(&map->event.date, true);
    return status;
}

size_t awol_row_map_n_doubts(const struct awol_row_map *map)
{
    return awol_cautions_n(&map->event.cautions);
}

enum awol_status awol_row_map_begin(struct awol_row_map *map, const struct awol_row *row,
                                    size_t line, struct awol_error *opt_error)
{
    const enum awol_status status = awol_row_fill_apply(&map->fill, map->source, &row, opt_error);

    map->event.from = row;
    map->event.line = line;
    map->next = 0;
    map->is_told = false;
    if (status != AWOL_OK) {
        awol_row_date_forget(&map->event.date, true);
        return status;
    }
    return map->columns.is_wide ? check_row(map, opt_error) : AWOL_OK;
}

/* What the count is becomes men. */
static enum awol_status make_men(struct awol_row_map *map, struct awol_event *event,
                                 bool *ret_found, struct awol_error *opt_error)
{
    const struct awol_row_event *const row = &map->event;
    const size_t from = map->columns.base.from[row->known.count];
    struct awol_error fault;
    char shown[AWOL_SHOWN_SIZE];
    const enum awol_status status = awol_measure_apply(&map->measure, row->number, row->decimals,
                                                       row->has_count, event, ret_found, &fault);

    if (status == AWOL_DATA)
        return awol_error_at(opt_error, map->source, row->places[row->known.count], "%s%s%s%s",
                             from == AWOL_NO_COLUMN ? "" : "count ",
                             from == AWOL_NO_COLUMN
                                 ? ""
                                 : awol_text_show(row->from->cells[from], shown, sizeof shown),
                             from == AWOL_NO_COLUMN ? "" : ": ", fault.message);
    return status == AWOL_OK ? AWOL_OK : awol_error_memory(opt_error);
}

enum awol_status awol_row_map_next(struct awol_row_map *map, struct awol_event *ret_event,
                                   bool *ret_found, struct awol_error *opt_error)
{
    bool none = false;
    struct awol_event event;
    enum awol_status status;

    if (map->columns.is_wide)
        return next_of_several(map, ret_event, ret_found, opt_error);
    if (map->next++ > 0) {
        *ret_found = false;
        return AWOL_OK;
    }
    awol_row_event_project(&map->event, &map->columns.base);
    status = awol_row_event_decode(&map->event, &none, opt_error);
    if (status != AWOL_OK)
        awol_row_date_forget(&map->event.date, true);
    if (status == AWOL_OK && none) {
        awol_row_event_pass(&map->event);
        add_to_tally(&map->decoded, (struct awol_place){map->event.line, 0}, "");
        *ret_found = false;
        return AWOL_OK;
    }
    if (status == AWOL_OK)
        status = awol_row_event_read(&map->event, &event, opt_error);
    if (status == AWOL_OK)
        status = make_men(map, &event, ret_found, opt_error);
    if (status == AWOL_OK && *ret_found)
        *ret_event = event;
    return status;
}

enum awol_status awol_row_map_event(struct awol_row_map *map, const struct awol_row *row,
                                    size_t line, struct awol_event *ret_event,
                                    struct awol_error *opt_error)
{
    bool found = false;
    enum awol_status status = awol_row_map_begin(map, row, line, opt_error);

    if (status == AWOL_OK)
        status = awol_row_map_next(map, ret_event, &found, opt_error);
    return status;
}

bool awol_row_map_is_plain(const struct awol_row_map *map)
{
    return !map->columns.is_wide && map->columns.n_coded == 0 &&
           map->measure.kind == AWOL_MEASURE_MEN && !map->event.date.opt_spellings;
}

size_t awol_row_map_column(const struct awol_row_map *map, size_t event_column)
{
    return map->columns.base.from[event_column];
}

const char *const *awol_row_map_missing(const struct awol_row_map *map, size_t column)
{
    return map->columns.missing ? map->columns.missing[column] : NULL;
}

const char *awol_row_map_remark(struct awol_row_map *map, size_t index)
{
    awol_text_clear(&map->remark);
    if (awol_cautions_tell(&map->event.cautions, index, &map->remark))
        return awol_text_string(&map->remark);
    index -= map->event.cautions.n;
    if (map->decoded.n > 0 && index-- == 0)
        awol_text_append_format(&map->remark, "%zu %s no event by the codes (first: line %zu)",
                                map->decoded.n, map->decoded.n == 1 ? "row is" : "rows are",
                                map->decoded.first.line);
    else if (map->empty.n > 0 && index-- == 0)
        awol_text_append_format(&map->remark, "%zu %s without a date in %s", map->empty.n,
                                map->empty.n == 1 ? "row" : "rows", map->columns.dates);
    else if (map->undated.n > 0 && index-- == 0)
        awol_text_append_format(
            &map->remark,
            "%zu %s left out for want of a date, although other columns of theirs are filled "
            "(first: line %zu, that of %s)",
            map->undated.n, map->undated.n == 1 ? "event" : "events", map->undated.first.line,
            map->undated.name);
    else
        return awol_measure_remark(&map->measure, index);
    return awol_text_string(&map->remark);
}
