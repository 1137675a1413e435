/* The reader of TEI P5. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/made_row.h"
#include "read/tei_parse.h"

struct state {
    const char *source;
    struct awol_tei_parse *parse;
    struct awol_made_rows *rows;
    size_t n_rows;
};

static void close_tei(void *opened)
{
    struct state *const state = opened;

    awol_made_rows_free(state->rows);
    awol_tei_parse_free(state->parse);
    free(state);
}

static enum awol_status open_tei(FILE *file, const char *source,
                                 const struct awol_column_map *columns, void **ret_state,
                                 struct awol_error *opt_error)
{
    struct state *state;
    enum awol_status status = awol_made_rows_refuse_columns(source, "TEI", columns, opt_error);

    if (status != AWOL_OK)
        return status;
    state = calloc(1, sizeof *state);
    if (!state)
        return awol_error_memory(opt_error);
    state->source = source;
    status = awol_made_rows_new(source, columns, columns->about_days, &state->rows, opt_error);
    if (status == AWOL_OK)
        status = awol_tei_parse_new(file, source, columns, &state->parse, opt_error);
    if (status != AWOL_OK) {
        close_tei(state);
        return status;
    }
    *ret_state = state;
    return AWOL_OK;
}

/* ---- rows --------------------------------------------------------------------------------- */

static enum awol_status end_of_file(const struct state *state, struct awol_reading *ret_reading,
                                    struct awol_error *opt_error)
{
    char reason[200];

    ret_reading->kind = AWOL_READING_END;
    if (state->n_rows > 0)
        return AWOL_OK;
    snprintf(reason, sizeof reason,
             "no event or state of TEI is in the file, whose outermost element is <%.60s>",
             awol_tei_parse_root(state->parse));
    return awol_made_rows_refuse_file(state->source, awol_tei_parse_passed_over(state->parse),
                                      reason, opt_error);
}

static enum awol_status next_tei(void *opened, struct awol_reading *ret_reading,
                                 struct awol_error *opt_error)
{
    struct state *const state = opened;
    const struct awol_tei_row *row = NULL;
    struct awol_made_row made;
    enum awol_status status = awol_tei_parse_next(state->parse, &row, opt_error);

    if (status != AWOL_OK)
        return status;
    if (!row)
        return end_of_file(state, ret_reading, opt_error);
    state->n_rows++;
    made = (struct awol_made_row){.id = row->id,
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
    return awol_made_rows_read(state->rows, &made, ret_reading, opt_error);
}

static const char *unused_tei(const void *opened)
{
    (void)opened;
    return "";
}

static unsigned extras_tei(const void *opened)
{
    (void)opened;
    return awol_event_extra("name") | awol_event_extra("rank");
}

static const char *header_tei(const void *opened, size_t *ret_length)
{
    (void)opened;
    *ret_length = 0;
    return "";
}

static const char *remark_tei(void *opened, size_t index)
{
    const struct state *const state = opened;

    return awol_made_rows_remark(state->rows, index);
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
    .extras = extras_tei,
    .header = header_tei,
    .passed_over = passed_over_tei,
    .remark = remark_tei,
};
