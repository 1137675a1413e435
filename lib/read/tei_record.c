#include "read/tei_record.h"

#include <stdlib.h>
#include <string.h>

#include "read/tei_frames.h"

enum awol_status awol_tei_record_new(const char *source, const struct awol_column_map *columns,
                                     const struct awol_xml_bytes *bytes,
                                     struct awol_tei_record **ret_record,
                                     struct awol_error *opt_error)
{
    struct awol_tei_record *const record = calloc(1, sizeof *record);

    if (!record)
        return awol_error_memory(opt_error);
    record->source = source;
    record->columns = columns;
    record->bytes = bytes;
    awol_tei_rows_init(&record->rows, source, columns->from_to);
    record->events = calloc(AWOL_TEI_MAX_DEPTH, sizeof *record->events);
    record->persons = calloc(AWOL_TEI_MAX_DEPTH, sizeof *record->persons);
    if (!record->events || !record->persons) {
        awol_tei_record_free(record);
        return awol_error_memory(opt_error);
    }
    *ret_record = record;
    return AWOL_OK;
}

void awol_tei_record_free(struct awol_tei_record *record)
{
    if (!record)
        return;
    awol_passed_over_release(&record->passed_over);
    awol_text_release(&record->words);
    awol_text_release(&record->capture);
    free(record->persons);
    free(record->events);
    awol_tei_rows_release(&record->rows);
    free(record);
}

/* ---- where an element stands -------------------------------------------------------------- */

static struct awol_tei_frame *top(struct awol_tei_record *record)
{
    return &record->frames[record->depth];
}

static enum awol_tei_element context_of(const struct awol_tei_record *record, size_t frame)
{
    return record->frames[record->frames[frame].context].element;
}

static bool is_event(enum awol_tei_element element)
{
    return element == AWOL_TEI_EVENT || element == AWOL_TEI_STATE;
}

struct awol_tei_event *awol_tei_event_of(struct awol_tei_record *record, size_t frame)
{
    struct awol_tei_event *event;

    if (!is_event(context_of(record, frame)))
        return NULL;
    event = &record->events[record->frames[record->frames[frame].context].index];
    return event->opt_word || event->is_untyped ? event : NULL;
}

static bool is_context(enum awol_tei_element element)
{
    return is_event(element) || element == AWOL_TEI_PERSON || element == AWOL_TEI_ORG ||
           element == AWOL_TEI_PLACE || element == AWOL_TEI_BIBL;
}

/* ---- events that begin -------------------------------------------------------------------- */

/* Most events of a file are of the type of the one before. */
static const char *find_word(struct awol_tei_record *record, const struct awol_tei_start *start)
{
    const size_t length = strlen(start->type);

    if (start->subtype[0] == '\0' && length < sizeof record->type &&
        strcmp(start->type, record->type) == 0)
        return record->opt_type_word;
    if (start->subtype[0] != '\0' || length >= sizeof record->type)
        return awol_event_types_find(record->columns->opt_types, start->type, start->subtype);
    memcpy(record->type, start->type, length + 1);
    record->opt_type_word = awol_event_types_find(record->columns->opt_types, start->type, "");
    return record->opt_type_word;
}

static enum awol_status begin_event(struct awol_tei_record *record,
                                    const struct awol_tei_start *start,
                                    struct awol_error *opt_error)
{
    const size_t index = record->n_events++;
    struct awol_tei_event *const event = &record->events[index];

    top(record)->index = index;
    *event =
        (struct awol_tei_event){.is_untyped = start->type[0] == '\0' && start->subtype[0] == '\0',
                                .begin = start->begin,
                                .is_dated = awol_tei_has_dates(&start->dates),
                                .named_place = ""};
    if (!event->is_untyped) {
        event->opt_word = find_word(record, start);
        if (!event->opt_word) {
            awol_passed_over_add(&record->passed_over,
                                 start->type[0] != '\0' ? start->type : start->subtype);
            return AWOL_OK;
        }
    }
    return awol_tei_rows_fill(&record->rows, start, &event->row, opt_error);
}

/* ---- other elements that begin ------------------------------------------------------------ */

static enum awol_status begin_person(struct awol_tei_record *record,
                                     const struct awol_tei_start *start,
                                     struct awol_tei_event *opt_event, struct awol_error *opt_error)
{
    struct awol_tei_person *person = NULL;
    const enum awol_status status = awol_tei_rows_person(&record->rows, start, &person, opt_error);

    if (status != AWOL_OK)
        return status;
    top(record)->index = record->n_persons;
    record->persons[record->n_persons++] =
        (struct awol_tei_open_person){person, record->rows.n_rows};
    /* In the description of one man, the others that an event names may be anybody. */
    if (!opt_event || record->n_persons > 1)
        return AWOL_OK;
    if (opt_event->participants)
        opt_event->last_participant->next = person;
    else
        opt_event->participants = person;
    opt_event->last_participant = person;
    return AWOL_OK;
}

static void begin_capture(struct awol_tei_record *record)
{
    record->captured = record->depth;
    awol_text_clear(&record->capture);
}

enum awol_status awol_tei_mention(struct awol_tei_record *record, struct awol_tei_event *event,
                                  enum awol_tei_element element, const char *opt_pointer,
                                  const char *opt_text, struct awol_error *opt_error)
{
    const bool is_org = element == AWOL_TEI_ORG_NAME;
    const char *const before = is_org ? event->row.named_unit : event->named_place;
    size_t *const n = is_org ? &event->row.n_named : &event->n_places;
    const char *name = "";
    enum awol_status status = AWOL_OK;

    if (opt_pointer)
        status = awol_tei_names_resolve(is_org ? &record->rows.orgs : &record->rows.places,
                                        opt_pointer, &name, opt_error);
    else if (opt_text && !(name = awol_tei_rows_copy(&record->rows, opt_text)))
        status = awol_error_memory(opt_error);
    if (status != AWOL_OK || name[0] == '\0' || (*n > 0 && strcmp(before, name) == 0))
        return status;
    ++*n;
    if (is_org)
        event->row.named_unit = name;
    else
        event->named_place = name;
    return AWOL_OK;
}

/* A name with a pointer: what that is called, else the words of the name. */
static enum awol_status begin_pointer(struct awol_tei_record *record,
                                      const struct awol_tei_start *start,
                                      struct awol_tei_event *event, struct awol_error *opt_error)
{
    const struct awol_tei_names *const names =
        start->element == AWOL_TEI_ORG_NAME ? &record->rows.orgs : &record->rows.places;

    if (awol_tei_names_are_several(start->ref)) {
        event->row.opt_several = awol_tei_rows_copy(&record->rows, start->ref);
        if (!event->row.opt_several)
            return awol_error_memory(opt_error);
    }
    if (record->captured > 0 || awol_tei_names_find(names, start->ref))
        return awol_tei_mention(record, event, start->element, start->ref, NULL, opt_error);
    top(record)->opt_ref = awol_tei_rows_copy(&record->rows, start->ref);
    begin_capture(record);
    return top(record)->opt_ref ? AWOL_OK : awol_error_memory(opt_error);
}

/* orgName and placeName. */
static enum awol_status begin_name(struct awol_tei_record *record,
                                   const struct awol_tei_start *start, struct awol_error *opt_error)
{
    const struct awol_tei_frame *const parent = &record->frames[record->depth - 1];
    const bool is_org = start->element == AWOL_TEI_ORG_NAME;
    struct awol_tei_event *const event = awol_tei_event_of(record, record->depth);

    if (parent->element == (is_org ? AWOL_TEI_ORG : AWOL_TEI_PLACE)) {
        begin_capture(record);
        return AWOL_OK;
    }
    if (is_org && record->captured > 0 &&
        record->frames[record->captured].element == AWOL_TEI_AFFILIATION) {
        struct awol_tei_affiliation *const own = record->frames[record->captured].opt_own;

        top(record)->opt_own = own;
        begin_capture(record);
        if (start->ref[0] == '\0')
            return AWOL_OK;
        return awol_tei_names_resolve(&record->rows.orgs, start->ref, &own->unit, opt_error);
    }
    if (event && start->ref[0] != '\0')
        return begin_pointer(record, start, event, opt_error);
    if (event && record->captured == 0)
        begin_capture(record);
    return AWOL_OK;
}

static enum awol_status begin_affiliation(struct awol_tei_record *record,
                                          const struct awol_tei_start *start,
                                          struct awol_error *opt_error)
{
    enum awol_status status;

    if (context_of(record, record->depth) != AWOL_TEI_PERSON)
        return AWOL_OK;
    status = awol_tei_rows_affiliation(
        &record->rows, start, record->persons[record->frames[top(record)->context].index].person,
        &top(record)->opt_own, opt_error);
    if (status == AWOL_OK && start->ref[0] == '\0')
        begin_capture(record);
    return status;
}

/* <measure quantity="12" unit="men"/> */
static enum awol_status take_measure(struct awol_tei_record *record,
                                     const struct awol_tei_start *start,
                                     struct awol_error *opt_error)
{
    struct awol_tei_event *const event = awol_tei_event_of(record, record->depth);

    if (!event || start->quantity[0] == '\0' ||
        (strcmp(start->unit, "men") != 0 && strcmp(start->commodity, "men") != 0))
        return AWOL_OK;
    event->row.count = awol_tei_rows_copy(&record->rows, start->quantity);
    return event->row.count ? AWOL_OK : awol_error_memory(opt_error);
}

static enum awol_status keep_id(struct awol_tei_record *record, struct awol_tei_names *names,
                                const char *id, struct awol_error *opt_error)
{
    top(record)->id = awol_arena_string(&names->arena, id);
    return top(record)->id ? AWOL_OK : awol_error_memory(opt_error);
}

/* Of the elements down to that depth, those that were not told of say nothing. */
static void stand_in(struct awol_tei_record *record, size_t depth)
{
    while (record->depth < depth) {
        const size_t context = record->frames[record->depth].context;

        record->frames[++record->depth] =
            (struct awol_tei_frame){.element = AWOL_TEI_OTHER, .context = context};
    }
    record->depth = depth;
}

enum awol_status awol_tei_record_start(struct awol_tei_record *record,
                                       const struct awol_tei_start *start,
                                       struct awol_error *opt_error)
{
    const size_t parent = start->depth - 1;
    struct awol_tei_event *event;

    if (parent == AWOL_TEI_MAX_DEPTH)
        return awol_error_at(opt_error, record->source, start->where,
                             "elements are nested more than %d deep", AWOL_TEI_MAX_DEPTH);
    stand_in(record, parent);
    event = awol_tei_event_of(record, parent);
    record->depth++;
    *top(record) = (struct awol_tei_frame){
        .element = start->element,
        .context = is_context(start->element) ? record->depth : record->frames[parent].context};
    switch (start->element) {
    case AWOL_TEI_PERSON:
        return begin_person(record, start, event, opt_error);
    case AWOL_TEI_EVENT:
    case AWOL_TEI_STATE:
        return begin_event(record, start, opt_error);
    case AWOL_TEI_ORG:
        return keep_id(record, &record->rows.orgs, start->id, opt_error);
    case AWOL_TEI_PLACE:
        return keep_id(record, &record->rows.places, start->id, opt_error);
    case AWOL_TEI_ORG_NAME:
    case AWOL_TEI_PLACE_NAME:
        return begin_name(record, start, opt_error);
    case AWOL_TEI_LABEL:
    case AWOL_TEI_BIBL:
        if (event && record->captured == 0)
            begin_capture(record);
        return AWOL_OK;
    case AWOL_TEI_AFFILIATION:
        return begin_affiliation(record, start, opt_error);
    case AWOL_TEI_MEASURE:
        return take_measure(record, start, opt_error);
    case AWOL_TEI_DATE:
        return awol_tei_begin_date(record, start, opt_error);
    case AWOL_TEI_PERS_NAME:
    case AWOL_TEI_ROLE_NAME:
        if (awol_tei_begins_man(record, start))
            begin_capture(record);
        return AWOL_OK;
    case AWOL_TEI_OTHER:
        break;
    }
    return AWOL_OK;
}
