/* The reader of TEI P5. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/made_reader.h"
#include "read/tei_parse.h"

struct state {
    struct awol_tei_parse *parse;
    struct awol_made_row made;
};

static enum awol_status open_parse(FILE *file, const char *source,
                                   const struct awol_column_map *columns, void **ret_maker,
                                   struct awol_error *opt_error)
{
    struct state *const state = calloc(1, sizeof *state);
    enum awol_status status;

    if (!state)
        return awol_error_memory(opt_error);
    status = awol_tei_parse_new(file, source, columns, &state->parse, opt_error);
    if (status == AWOL_OK)
        *ret_maker = state;
    else
        free(state);
    return status;
}

static void close_parse(void *opened)
{
    struct state *const state = opened;

    awol_tei_parse_free(state->parse);
    free(state);
}

static enum awol_status next_row(void *opened, const struct awol_made_row **ret_row,
                                 struct awol_error *opt_error)
{
    struct state *const state = opened;
    const struct awol_tei_row *row = NULL;
    const enum awol_status status = awol_tei_parse_next(state->parse, &row, opt_error);

    if (status != AWOL_OK || !row)
        return status;
    state->made = (struct awol_made_row){.id = row->id,
                                         .person = row->person,
                                         .name = row->name,
                                         .rank = row->rank,
                                         .unit = row->unit,
                                         .date = row->date,
                                         .count = row->count,
                                         .event = row->event,
                                         .place = row->place,
                                         .source = row->source,
                                         .qualifier = row->qualifier,
                                         .text = row->text,
                                         .rule = row->rule,
                                         .calendar = row->calendar,
                                         .opt_when = row->opt_when,
                                         .opt_doubt = row->opt_doubt,
                                         .opt_several = row->opt_several,
                                         .where = row->where,
                                         .date_where = row->date_where,
                                         .opt_refusal = row->opt_refusal,
                                         .refusal_where = row->refusal_where,
                                         .raw = row->raw,
                                         .raw_length = row->raw_length};
    *ret_row = &state->made;
    return AWOL_OK;
}

static const char *passed_over(void *opened)
{
    const struct state *const state = opened;

    return awol_tei_parse_passed_over(state->parse);
}

static void tell_none(const void *opened, char *buffer, size_t size)
{
    const struct state *const state = opened;

    snprintf(buffer, size,
             "no event or state of TEI is in the file, whose outermost element is <%.60s>",
             awol_tei_parse_root(state->parse));
}

static enum awol_status open_tei(FILE *file, const char *source,
                                 const struct awol_column_map *columns, void **ret_state,
                                 struct awol_error *opt_error)
{
    static const struct awol_made_format format = {.title = "TEI",
                                                   .moves_about = true,
                                                   .extras = {"name", "rank"},
                                                   .open = open_parse,
                                                   .close = close_parse,
                                                   .next = next_row,
                                                   .passed_over = passed_over,
                                                   .tell_none = tell_none};

    return awol_made_reader_open(&format, file, source, columns, ret_state, opt_error);
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
    AWOL_MADE_READER_FUNCTIONS,
};
