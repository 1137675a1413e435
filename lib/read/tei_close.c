/* The elements of a TEI file as they end, and the rows that come of them. */
#include <string.h>

#include "read/tei_frames.h"

#define MAX_RAW (64u << 10)
#define MAX_NAME (64u << 10)

/* With their texts they are still at hand in the cache. */
#define MANY_ROWS 64

static const char too_long[] = "<!-- an element of more than 64 KiB -->";

enum awol_status awol_tei_record_characters(struct awol_tei_record *record, const char *text,
                                            size_t length, struct awol_error *opt_error)
{
    struct awol_text *const kept[] = {record->captured > 0 ? &record->capture : NULL,
                                      record->dated > 0 ? &record->words : NULL};
    enum awol_status status = AWOL_OK;

    for (size_t i = 0; i < 2 && status == AWOL_OK; i++) {
        if (!kept[i])
            continue;
        if (kept[i]->length + length > MAX_NAME)
            return awol_error_at(opt_error, record->source, (struct awol_place){0, 0},
                                 "a name, reference or date is longer than 64 KiB");
        awol_text_append_bytes(kept[i], text, length);
        status = awol_text_check(kept[i], opt_error);
    }
    return status;
}

/* ---- names -------------------------------------------------------------------------------- */

static enum awol_status set_unit(struct awol_tei_record *record, struct awol_tei_affiliation *own,
                                 const char *text, struct awol_error *opt_error)
{
    if (own->unit[0] != '\0')
        return AWOL_OK;
    own->unit = awol_tei_rows_copy(&record->rows, text);
    return own->unit ? AWOL_OK : awol_error_memory(opt_error);
}

/* The words are what the pointer is called from here on, so that it has one name. */
static enum awol_status end_pointer(struct awol_tei_record *record, struct awol_tei_event *event,
                                    const struct awol_tei_frame *frame, const char *text,
                                    struct awol_error *opt_error)
{
    struct awol_tei_names *const names =
        frame->element == AWOL_TEI_ORG_NAME ? &record->rows.orgs : &record->rows.places;
    enum awol_status status = AWOL_OK;

    if (frame->opt_ref[0] == '#' && !awol_tei_names_are_several(frame->opt_ref))
        status = awol_tei_names_declare(names, frame->opt_ref + 1, text, opt_error);
    if (status != AWOL_OK)
        return status;
    return awol_tei_mention(record, event, frame->element, text[0] == '\0' ? frame->opt_ref : NULL,
                            text, opt_error);
}

static enum awol_status end_name(struct awol_tei_record *record, const struct awol_tei_frame *frame,
                                 const char *text, struct awol_error *opt_error)
{
    const struct awol_tei_frame *const parent = &record->frames[record->depth - 1];
    struct awol_tei_event *const event = awol_tei_event_of(record, record->depth);

    if (frame->element == AWOL_TEI_ORG_NAME && parent->element == AWOL_TEI_ORG)
        return awol_tei_names_declare(&record->rows.orgs, parent->id, text, opt_error);
    if (frame->element == AWOL_TEI_PLACE_NAME && parent->element == AWOL_TEI_PLACE)
        return awol_tei_names_declare(&record->rows.places, parent->id, text, opt_error);
    if (frame->opt_own)
        return set_unit(record, frame->opt_own, text, opt_error);
    if (event && frame->opt_ref)
        return end_pointer(record, event, frame, text, opt_error);
    if (event)
        return awol_tei_mention(record, event, frame->element, NULL, text, opt_error);
    return AWOL_OK;
}

/* The first label tells what an event without a type is, if it is one of the types. */
static void end_label(struct awol_tei_record *record)
{
    struct awol_tei_event *const event = awol_tei_event_of(record, record->depth);
    const char *text;

    if (!event || !event->is_untyped || event->opt_word)
        return;
    text = awol_text_tidy(&record->capture);
    if (text[0] == '\0')
        return;
    event->opt_word = awol_event_types_find(record->columns->opt_types, text, "");
    if (event->opt_word)
        return;
    event->is_untyped = false;
    awol_passed_over_add(&record->passed_over, "");
}

static enum awol_status end_reference(struct awol_tei_record *record, const char *text,
                                      struct awol_error *opt_error)
{
    struct awol_tei_event *const event = awol_tei_event_of(record, record->depth - 1);

    if (!event || event->row.source[0] != '\0')
        return AWOL_OK;
    event->row.source = awol_tei_rows_copy(&record->rows, text);
    return event->row.source ? AWOL_OK : awol_error_memory(opt_error);
}

static enum awol_status end_capture(struct awol_tei_record *record,
                                    const struct awol_tei_frame *frame,
                                    struct awol_error *opt_error)
{
    const char *text;

    record->captured = 0;
    if (frame->element == AWOL_TEI_LABEL) {
        end_label(record);
        return AWOL_OK;
    }
    text = awol_text_tidy(&record->capture);
    switch (frame->element) {
    case AWOL_TEI_ORG_NAME:
    case AWOL_TEI_PLACE_NAME:
        return end_name(record, frame, text, opt_error);
    case AWOL_TEI_AFFILIATION:
        return set_unit(record, frame->opt_own, text, opt_error);
    case AWOL_TEI_PERS_NAME:
    case AWOL_TEI_ROLE_NAME:
        return awol_tei_end_man(record, frame->element, text, opt_error);
    case AWOL_TEI_BIBL:
        return end_reference(record, text, opt_error);
    case AWOL_TEI_OTHER:
    case AWOL_TEI_PERSON:
    case AWOL_TEI_EVENT:
    case AWOL_TEI_STATE:
    case AWOL_TEI_ORG:
    case AWOL_TEI_PLACE:
    case AWOL_TEI_LABEL:
    case AWOL_TEI_MEASURE:
    case AWOL_TEI_DATE:
        break;
    }
    return AWOL_OK;
}

/* ---- events and persons ------------------------------------------------------------------- */

/* The innermost organisation that is open, "" if there is none. */
static const char *open_org(const struct awol_tei_record *record)
{
    for (size_t i = record->depth; i > 0; i--) {
        const struct awol_tei_frame *const frame = &record->frames[i];

        if (frame->element == AWOL_TEI_ORG)
            return frame->id;
    }
    return "";
}

static enum awol_status name_org(struct awol_tei_record *record, struct awol_tei_row *row,
                                 struct awol_error *opt_error)
{
    const char *const id = open_org(record);
    char pointer[256];

    if (row->n_named > 0 || id[0] == '\0' || strlen(id) + 2 > sizeof pointer)
        return AWOL_OK;
    snprintf(pointer, sizeof pointer, "#%s", id);
    return awol_tei_names_resolve(&record->rows.orgs, pointer, &row->named_unit, opt_error);
}

static enum awol_status keep_raw(struct awol_tei_record *record, struct awol_tei_event *event,
                                 size_t end, struct awol_error *opt_error)
{
    struct awol_tei_row *const row = &event->row;

    row->raw = too_long;
    row->raw_length = sizeof too_long - 1;
    if (event->is_too_long)
        return AWOL_OK;
    row->raw_length = end - event->begin;
    row->raw = awol_arena_copy(&record->rows.arena, awol_xml_bytes_at(record->bytes, event->begin),
                               row->raw_length);
    return row->raw ? AWOL_OK : awol_error_memory(opt_error);
}

static enum awol_status end_event(struct awol_tei_record *record, size_t end,
                                  struct awol_error *opt_error)
{
    struct awol_tei_event *const event = &record->events[--record->n_events];
    const struct awol_tei_person *const person =
        record->n_persons > 0 ? record->persons[record->n_persons - 1].person : NULL;
    enum awol_status status;

    if (event->is_untyped && !event->opt_word) {
        event->opt_word = awol_event_types_find(record->columns->opt_types, "", "");
        if (!event->opt_word)
            awol_passed_over_add(&record->passed_over, "");
    }
    if (!event->opt_word)
        return AWOL_OK;
    event->row.event = event->opt_word;
    if (event->row.place[0] == '\0' && event->n_places == 1)
        event->row.place = event->named_place;
    status = keep_raw(record, event, end, opt_error);
    if (status == AWOL_OK)
        status = name_org(record, &event->row, opt_error);
    if (status == AWOL_OK)
        status = awol_tei_rows_append(&record->rows, event, person, opt_error);
    if (record->n_persons == 0)
        record->rows.n_ready = record->rows.n_rows;
    return status;
}

static enum awol_status end_person(struct awol_tei_record *record, struct awol_error *opt_error)
{
    const struct awol_tei_open_person *const open = &record->persons[--record->n_persons];
    const enum awol_status status =
        awol_tei_rows_close_person(&record->rows, open->person, open->first_row, opt_error);

    if (record->n_persons == 0)
        record->rows.n_ready = record->rows.n_rows;
    return status;
}

enum awol_status awol_tei_record_end(struct awol_tei_record *record, size_t depth, size_t end,
                                     struct awol_error *opt_error)
{
    const struct awol_tei_frame frame = record->frames[depth];
    enum awol_status status = AWOL_OK;

    record->depth = depth;
    if (frame.is_in_name && record->captured > 0)
        status = awol_tei_end_rank(record, &frame, opt_error);
    if (record->captured == record->depth)
        status = end_capture(record, &frame, opt_error);
    if (status == AWOL_OK && record->dated == record->depth)
        status = awol_tei_end_date(record, opt_error);
    if (status == AWOL_OK && (frame.element == AWOL_TEI_EVENT || frame.element == AWOL_TEI_STATE))
        status = end_event(record, end, opt_error);
    else if (status == AWOL_OK && frame.element == AWOL_TEI_PERSON)
        status = end_person(record, opt_error);
    record->depth--;
    return status;
}

/* ---- handing on --------------------------------------------------------------------------- */

size_t awol_tei_record_needed(struct awol_tei_record *record, size_t reached)
{
    for (size_t i = 0; i < record->n_events; i++) {
        struct awol_tei_event *const event = &record->events[i];

        if ((!event->opt_word && !event->is_untyped) || event->is_too_long)
            continue;
        if (reached - event->begin <= MAX_RAW)
            return event->begin;
        event->is_too_long = true;
    }
    return reached;
}

const struct awol_tei_row *awol_tei_record_take(struct awol_tei_record *record)
{
    struct awol_tei_rows *const rows = &record->rows;

    return rows->n_taken < rows->n_ready ? &rows->rows[rows->n_taken++] : NULL;
}

bool awol_tei_record_is_full(const struct awol_tei_record *record)
{
    return record->rows.n_ready - record->rows.n_taken >= MANY_ROWS && record->n_persons == 0 &&
           record->n_events == 0;
}

/* Persons and events that are open hold texts of the arena. */
void awol_tei_record_drain(struct awol_tei_record *record)
{
    struct awol_tei_rows *const rows = &record->rows;
    bool is_held = rows->n_taken < rows->n_rows || record->n_persons > 0;

    for (size_t i = 0; i < record->n_events; i++)
        is_held = is_held || record->events[i].opt_word || record->events[i].is_untyped;
    if (is_held)
        return;
    rows->n_rows = rows->n_ready = rows->n_taken = 0;
    awol_arena_release(&rows->arena);
    awol_arena_init(&rows->arena);
}

const char *awol_tei_record_passed_over(struct awol_tei_record *record)
{
    return awol_passed_over_list(&record->passed_over);
}
