/* The reader of TEI P5. */
#include <stdlib.h>
#include <string.h>

#include "read/reader.h"
#include "read/row_map.h"
#include "read/tei_parse.h"

#define MAX_COLUMNS 40

/* The columns of the events that TEI fills. */
enum { ID, PERSON, UNIT, DATE, COUNT, EVENT, PLACE, SOURCE, QUALIFIER, TEXT, RULE, N_FILLED };

static const char *const filled[N_FILLED] = {
    [ID] = "id",       [PERSON] = "person", [UNIT] = "unit",
    [DATE] = "date",   [COUNT] = "count",   [EVENT] = "event",
    [PLACE] = "place", [SOURCE] = "source", [QUALIFIER] = "qualifier",
    [TEXT] = "text",   [RULE] = "rule",
};

struct state {
    const char *source;
    struct awol_tei_parse *parse;
    struct awol_row_map *map; /* of a table whose columns are those of the events */
    const char *cells[MAX_COLUMNS];
    struct awol_place places[MAX_COLUMNS];
    size_t columns[N_FILLED]; /* in awol_event_columns */
    size_t n_rows;
};

static void close_tei(void *opened)
{
    struct state *const state = opened;

    awol_row_map_free(state->map);
    awol_tei_parse_free(state->parse);
    free(state);
}

/* What a user says about columns would otherwise be passed over in silence. */
static enum awol_status refuse_columns(const char *source, const struct awol_column_map *columns,
                                       struct awol_error *opt_error)
{
    for (size_t i = 0; i < columns->n_wishes; i++) {
        if (columns->wishes[i].must)
            return awol_error_set(opt_error, AWOL_USAGE,
                                  "%.200s is TEI, which has no columns to be named",
                                  strcmp(source, "-") == 0 ? "standard input" : source);
    }
    return AWOL_OK;
}

static enum awol_status open_map(struct state *state, struct awol_error *opt_error)
{
    const struct awol_row header = {awol_event_columns, state->places, awol_event_n_columns};

    if (awol_event_n_columns > MAX_COLUMNS)
        return awol_error_set(opt_error, AWOL_SYSTEM, "there are too many columns of events");
    for (size_t i = 0; i < awol_event_n_columns; i++) {
        state->cells[i] = "";
        for (size_t f = 0; f < N_FILLED; f++) {
            if (strcmp(awol_event_columns[i], filled[f]) == 0)
                state->columns[f] = i;
        }
    }
    return awol_row_map_new(NULL, state->source, &header, &state->map, opt_error);
}

static enum awol_status open_tei(FILE *file, const char *source,
                                 const struct awol_column_map *columns, void **ret_state,
                                 struct awol_error *opt_error)
{
    struct state *state;
    enum awol_status status = refuse_columns(source, columns, opt_error);

    if (status != AWOL_OK)
        return status;
    state = calloc(1, sizeof *state);
    if (!state)
        return awol_error_memory(opt_error);
    state->source = source;
    status = open_map(state, opt_error);
    if (status == AWOL_OK)
        status = awol_tei_parse_new(file, source, columns->opt_types, &state->parse, opt_error);
    if (status != AWOL_OK) {
        close_tei(state);
        return status;
    }
    *ret_state = state;
    return AWOL_OK;
}

/* ---- rows --------------------------------------------------------------------------------- */

static void fill_cells(struct state *state, const struct awol_tei_row *row)
{
    const char *const texts[N_FILLED] = {
        [ID] = row->id,       [PERSON] = row->person, [UNIT] = row->unit,
        [DATE] = row->date,   [COUNT] = row->count,   [EVENT] = row->event,
        [PLACE] = row->place, [SOURCE] = row->source, [QUALIFIER] = row->qualifier,
        [TEXT] = row->text,   [RULE] = row->rule,
    };

    for (size_t i = 0; i < awol_event_n_columns; i++)
        state->places[i] = row->where;
    for (size_t i = 0; i < N_FILLED; i++)
        state->cells[state->columns[i]] = texts[i];
    state->places[state->columns[DATE]] = row->date_where;
}

static enum awol_status read_row(struct state *state, const struct awol_tei_row *row,
                                 struct awol_reading *reading)
{
    const struct awol_row cells = {state->cells, state->places, awol_event_n_columns};

    fill_cells(state, row);
    return awol_row_map_event(state->map, &cells, row->where.line, &reading->event,
                              &reading->reason);
}

static enum awol_status end_of_file(const struct state *state, struct awol_reading *ret_reading,
                                    struct awol_error *opt_error)
{
    const char *const others = awol_tei_parse_passed_over(state->parse);
    const char *const root = awol_tei_parse_root(state->parse);

    ret_reading->kind = AWOL_READING_END;
    if (state->n_rows > 0)
        return AWOL_OK;
    if (others[0] != '\0')
        return awol_error_at(opt_error, state->source, (struct awol_place){0, 0},
                             "no event has a type that is read (--types says which are); the types "
                             "are %s",
                             others);
    return awol_error_at(opt_error, state->source, (struct awol_place){0, 0},
                         "no event or state of TEI is in the file, whose outermost element is <%s>",
                         root);
}

static enum awol_status next_tei(void *opened, struct awol_reading *ret_reading,
                                 struct awol_error *opt_error)
{
    struct state *const state = opened;
    const struct awol_tei_row *row = NULL;
    enum awol_status status = awol_tei_parse_next(state->parse, &row, opt_error);

    if (status != AWOL_OK)
        return status;
    if (!row)
        return end_of_file(state, ret_reading, opt_error);
    state->n_rows++;
    ret_reading->kind = AWOL_READING_EVENT;
    ret_reading->text = row->raw;
    ret_reading->length = row->raw_length;
    if (row->opt_refusal) {
        ret_reading->kind = AWOL_READING_REFUSED;
        awol_error_at(&ret_reading->reason, state->source, row->refusal_where, "%s",
                      row->opt_refusal);
        return AWOL_OK;
    }
    status = read_row(state, row, ret_reading);
    if (status == AWOL_DATA)
        ret_reading->kind = AWOL_READING_REFUSED;
    else if (status != AWOL_OK && opt_error)
        *opt_error = ret_reading->reason;
    return status == AWOL_DATA ? AWOL_OK : status;
}

static const char *unused_tei(const void *opened)
{
    (void)opened;
    return "";
}

static const char *header_tei(const void *opened, size_t *ret_length)
{
    (void)opened;
    *ret_length = 0;
    return "";
}

static const char *passed_over_tei(void *opened)
{
    const struct state *const state = opened;

    return awol_tei_parse_passed_over(state->parse);
}

/* ---- which files -------------------------------------------------------------------------- */

/* The names that a TEI file, or a part of one, begins with. */
static bool begins_tei(const char *at, const char *end)
{
    static const char *const names[] = {"TEI",        "teiCorpus", "teiHeader", "standOff",
                                        "listPerson", "listEvent", "listOrg",   "listPlace",
                                        "person",     "event",     "text"};
    const char *name = at;

    while (name < end && !strchr(": \t\r\n/>", *name))
        name++;
    if (name < end && *name == ':')
        at = name + 1;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const size_t length = strlen(names[i]);

        if ((size_t)(end - at) > length && memcmp(at, names[i], length) == 0 &&
            strchr(" \t\r\n/>", at[length]))
            return true;
    }
    return (size_t)(end - at) >= 3 && memcmp(at, "TEI", 3) == 0;
}

/* A table does not begin with an XML declaration, a comment or a DOCTYPE. */
static bool sniff_tei(const char *bytes, size_t length)
{
    const char *at = bytes;
    const char *const end = bytes + length;

    if (length >= 4 &&
        (memcmp(bytes, "\xff\xfe<\0", 4) == 0 || memcmp(bytes, "\xfe\xff\0<", 4) == 0))
        return true;
    if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
        at += 3;
    while (at < end && strchr(" \t\r\n", *at))
        at++;
    if (end - at < 4 || *at != '<')
        return false;
    if (at[1] == '?' || memcmp(at + 1, "!--", 3) == 0 || memcmp(at + 1, "!DO", 3) == 0)
        return true;
    return begins_tei(at + 1, end);
}

static const char *const suffixes[] = {".xml", ".tei", NULL};

const struct awol_reader_type awol_reader_tei = {
    .name = "tei",
    .summary = "TEI P5: events and states of persons, or in lists of events",
    .suffixes = suffixes,
    .sniff = sniff_tei,
    .open = open_tei,
    .next = next_tei,
    .close = close_tei,
    .unused = unused_tei,
    .header = header_tei,
    .passed_over = passed_over_tei,
};
