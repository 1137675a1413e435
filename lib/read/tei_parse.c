#include "read/tei_parse.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/ahead.h"
#include "base/parallel.h"
#include "read/tei_kinds.h"
#include "read/tei_scan.h"

/* Pieces that are on their way at once. */
enum { N_ROOMS = 4 };

struct awol_tei_parse {
    const char *source;
    struct awol_tei_scan *scan;
    struct awol_tei_calls rooms[N_ROOMS];
    struct awol_ahead *opt_ahead; /* where the file is large */
    bool is_begun, is_done;
    const struct awol_tei_calls *opt_calls; /* that are being followed */
    size_t n_followed, n_values_followed;
    size_t reached;
    struct awol_xml_bytes bytes;
    struct awol_tei_record *record;
    struct awol_tei_ids ids;
    struct awol_tei_start start; /* the tag at hand; between tags it says nothing */
    struct awol_text values;     /* its own, terminated */
    enum awol_status status;
    struct awol_error error; /* where status is not AWOL_OK */
};

enum awol_status awol_tei_parse_new(FILE *file, const char *source,
                                    const struct awol_column_map *columns,
                                    struct awol_tei_parse **ret_parse, struct awol_error *opt_error)
{
    struct awol_tei_parse *const parse = calloc(1, sizeof *parse);
    enum awol_status status;

    if (!parse)
        return awol_error_memory(opt_error);
    parse->source = source;
    awol_xml_bytes_init(&parse->bytes);
    awol_text_init(&parse->values);
    parse->start = (struct awol_tei_start){
#define EMPTY_FIELD(field, name) .field = "",
        .id = "", AWOL_TEI_ATTRIBUTES(EMPTY_FIELD)
#undef EMPTY_FIELD
    };
    for (size_t i = 0; i < N_ROOMS; i++)
        awol_tei_calls_init(&parse->rooms[i]);
    status = awol_tei_record_new(source, columns, &parse->bytes, &parse->record, opt_error);
    if (status == AWOL_OK)
        status = awol_tei_scan_new(file, source, &parse->scan, opt_error);
    if (status != AWOL_OK) {
        awol_tei_parse_free(parse);
        return status;
    }
    *ret_parse = parse;
    return AWOL_OK;
}

void awol_tei_parse_free(struct awol_tei_parse *parse)
{
    if (!parse)
        return;
    awol_ahead_free(parse->opt_ahead);
    awol_tei_scan_free(parse->scan);
    for (size_t i = 0; i < N_ROOMS; i++)
        awol_tei_calls_release(&parse->rooms[i]);
    awol_text_release(&parse->values);
    awol_tei_ids_release(&parse->ids);
    awol_tei_record_free(parse->record);
    awol_xml_bytes_release(&parse->bytes);
    free(parse);
}

/* ---- what was said ------------------------------------------------------------------------ */

static const char *text_of(const struct awol_tei_parse *parse, const struct awol_tei_calls *calls,
                           const struct awol_tei_said *said)
{
    return said->is_changed ? awol_text_string(&calls->changed) + said->offset
                            : awol_xml_bytes_at(&parse->bytes, said->offset);
}

/* Where a value of dating stands; of one that libxml2 changed, only its element is known. */
static struct awol_place place_of(const struct awol_tei_parse *parse,
                                  const struct awol_tei_said *said)
{
    return said->is_changed ? parse->start.where
                            : awol_xml_bytes_place(&parse->bytes, said->offset);
}

static struct awol_tei_attribute *dating_of(struct awol_tei_start *start, size_t index)
{
    return index < AWOL_TEI_INDEX_iso ? &start->dates.w3c[index - AWOL_TEI_INDEX_w3c]
                                      : &start->dates.iso[index - AWOL_TEI_INDEX_iso];
}

/* opt_text NULL: nothing again. */
static void set_value(struct awol_tei_parse *parse, const struct awol_tei_value *value,
                      const char *opt_text)
{
    struct awol_tei_start *const start = &parse->start;
    const char *const text = opt_text ? opt_text : "";
    const size_t index = value->attribute;

    switch (index) {
#define SET_FIELD(field, name)                                                                     \
    case AWOL_TEI_INDEX_##field:                                                                   \
        start->field = text;                                                                       \
        return;
        AWOL_TEI_ATTRIBUTES(SET_FIELD)
#undef SET_FIELD
    case AWOL_TEI_INDEX_id:
        start->id = text;
        return;
    case AWOL_TEI_INDEX_custom:
        start->dates.is_custom = opt_text != NULL;
        return;
    default:
        break;
    }
    *dating_of(start, index) = (struct awol_tei_attribute){.value = opt_text};
    if (opt_text)
        dating_of(start, index)->place = place_of(parse, &value->said);
}

/* All values of a tag, terminated, one behind the other. */
static bool take_values(struct awol_tei_parse *parse, const struct awol_tei_calls *calls,
                        const struct awol_tei_value *values, size_t n)
{
    const char *at;

    awol_text_clear(&parse->values);
    for (size_t i = 0; i < n; i++) {
        const struct awol_tei_said *const said = &values[i].said;

        awol_text_append_bytes(&parse->values, text_of(parse, calls, said), said->length);
        awol_text_append_byte(&parse->values, '\0');
    }
    at = awol_text_string(&parse->values);
    for (size_t i = 0; i < n && !parse->values.failed; i++) {
        set_value(parse, &values[i], at);
        at += values[i].said.length + 1;
    }
    return !parse->values.failed;
}

static enum awol_status check_id(struct awol_tei_parse *parse)
{
    const struct awol_tei_start *const start = &parse->start;
    char shown[AWOL_SHOWN_SIZE];
    bool seen = false;
    enum awol_status status;

    if (start->id[0] == '\0')
        return AWOL_OK;
    status = awol_tei_ids_add(&parse->ids, start->id, &seen, &parse->error);
    if (status != AWOL_OK || !seen)
        return status;
    return awol_error_at(&parse->error, parse->source, start->where,
                         "xml:id %s stands twice in the file",
                         awol_text_show(start->id, shown, sizeof shown));
}

static enum awol_status start_element(struct awol_tei_parse *parse,
                                      const struct awol_tei_calls *calls,
                                      const struct awol_tei_call *call,
                                      const struct awol_tei_value *values)
{
    struct awol_tei_start *const start = &parse->start;
    enum awol_status status;

    start->element = (enum awol_tei_element)call->element;
    start->depth = call->depth;
    if (start->element != AWOL_TEI_OTHER) {
        start->begin = awol_xml_bytes_tag(&parse->bytes, call->reached);
        awol_xml_bytes_mark(&parse->bytes, start->begin);
        start->where = awol_xml_bytes_place(&parse->bytes, start->begin);
    }
    if (!take_values(parse, calls, values, call->n_values))
        return awol_error_memory(&parse->error);
    status = check_id(parse);
    if (status == AWOL_OK && call->kind == AWOL_TEI_STARTS)
        status = awol_tei_record_start(parse->record, start, &parse->error);
    if (status == AWOL_DATA)
        parse->error.place =
            awol_xml_bytes_place(&parse->bytes, awol_xml_bytes_tag(&parse->bytes, call->reached));
    for (size_t i = 0; i < call->n_values; i++)
        set_value(parse, &values[i], NULL);
    return status;
}

/* Faults that have no place of their own happened where the call was made. */
static enum awol_status follow(struct awol_tei_parse *parse, const struct awol_tei_calls *calls,
                               const struct awol_tei_call *call,
                               const struct awol_tei_value *values)
{
    enum awol_status status = AWOL_OK;

    switch ((enum awol_tei_call_kind)call->kind) {
    case AWOL_TEI_STARTS:
    case AWOL_TEI_IDENTIFIES:
        return start_element(parse, calls, call, values);
    case AWOL_TEI_ENDS:
        status = awol_tei_record_end(parse->record, call->depth, call->reached, &parse->error);
        break;
    case AWOL_TEI_SAYS:
        status = awol_tei_record_characters(parse->record, text_of(parse, calls, &call->said),
                                            call->said.length, &parse->error);
        break;
    }
    if (status == AWOL_DATA && parse->error.place.line == 0)
        parse->error.place = awol_xml_bytes_place(&parse->bytes, call->reached);
    return status;
}

/* Ids are looked for in a table that is too large to be at hand. */
static void expect_ids(const struct awol_tei_parse *parse, const struct awol_tei_calls *calls)
{
    for (size_t i = 0; i < calls->n_values; i++) {
        const struct awol_tei_value *const value = &calls->values[i];

        if (value->attribute == AWOL_TEI_INDEX_id)
            awol_tei_ids_expect(&parse->ids, text_of(parse, calls, &value->said),
                                value->said.length);
    }
}

/* Until there are enough rows. */
static enum awol_status follow_some(struct awol_tei_parse *parse,
                                    const struct awol_tei_calls *calls)
{
    enum awol_status status = AWOL_OK;

    while (parse->n_followed < calls->n && status == AWOL_OK) {
        const struct awol_tei_call *const call = &calls->calls[parse->n_followed++];
        const struct awol_tei_value *const values =
            call->n_values > 0 ? &calls->values[parse->n_values_followed] : NULL;

        parse->n_values_followed += call->n_values;
        status = follow(parse, calls, call, values);
        if (call->kind == AWOL_TEI_ENDS && awol_tei_record_is_full(parse->record))
            return status;
    }
    if (status != AWOL_OK)
        return status;
    parse->opt_calls = NULL;
    parse->is_done = calls->is_last;
    if (calls->status == AWOL_OK)
        return AWOL_OK;
    parse->error = calls->error;
    if (calls->status == AWOL_DATA && parse->error.place.line == 0)
        parse->error.place = awol_xml_bytes_place(&parse->bytes, calls->fault_offset);
    return calls->status;
}

/* ---- pieces ------------------------------------------------------------------------------- */

static bool make_room(void *context, size_t room)
{
    struct awol_tei_parse *const parse = context;

    awol_tei_scan_next(parse->scan, &parse->rooms[room]);
    return !parse->rooms[room].is_last;
}

/* Of a large file libxml2 reads the next pieces while this one is understood. */
static size_t next_room(struct awol_tei_parse *parse)
{
    if (parse->is_begun && !parse->opt_ahead && awol_parallel_processors() > 1 &&
        awol_tei_scan_is_ahead(parse->scan))
        parse->opt_ahead = awol_ahead_new(N_ROOMS, make_room, parse);
    parse->is_begun = true;
    if (parse->opt_ahead)
        return awol_ahead_take(parse->opt_ahead);
    make_room(parse, 0);
    return 0;
}

static enum awol_status next_calls(struct awol_tei_parse *parse)
{
    const struct awol_tei_calls *calls;
    enum awol_status status;

    awol_xml_bytes_drop(&parse->bytes, awol_tei_record_needed(parse->record, parse->reached));
    calls = &parse->rooms[next_room(parse)];
    parse->opt_calls = calls;
    parse->n_followed = parse->n_values_followed = 0;
    parse->reached = calls->reached;
    status = awol_xml_bytes_append(&parse->bytes, &calls->piece, &parse->error);
    if (status == AWOL_OK)
        expect_ids(parse, calls);
    return status;
}

static void feed(struct awol_tei_parse *parse)
{
    if (!parse->opt_calls)
        parse->status = next_calls(parse);
    if (parse->status == AWOL_OK)
        parse->status = follow_some(parse, parse->opt_calls);
    if (parse->is_done)
        awol_tei_ids_release(&parse->ids);
}

enum awol_status awol_tei_parse_next(struct awol_tei_parse *parse,
                                     const struct awol_tei_row **ret_row,
                                     struct awol_error *opt_error)
{
    const struct awol_tei_row *row;

    while (!(row = awol_tei_record_take(parse->record)) && !parse->is_done &&
           parse->status == AWOL_OK) {
        awol_tei_record_drain(parse->record);
        feed(parse);
    }
    if (!row && parse->status != AWOL_OK) {
        if (opt_error)
            *opt_error = parse->error;
        return parse->status;
    }
    *ret_row = row;
    return AWOL_OK;
}

const char *awol_tei_parse_passed_over(struct awol_tei_parse *parse)
{
    return awol_tei_record_passed_over(parse->record);
}

const char *awol_tei_parse_root(const struct awol_tei_parse *parse)
{
    return awol_tei_scan_root(parse->scan);
}
