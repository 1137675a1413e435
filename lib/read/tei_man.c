/* What a TEI file calls a man: persName and roleName in his description. */
#include <string.h>

#include "read/tei_frames.h"

/* The person of whose description the element is a part of its own; NULL if it is none. */
static struct awol_tei_person *person_here(const struct awol_tei_record *record)
{
    const struct awol_tei_frame *const parent = &record->frames[record->depth - 1];

    return record->depth > 1 && parent->element == AWOL_TEI_PERSON
               ? record->persons[parent->index].person
               : NULL;
}

/* Titles of nobility and honour are parts of a name. */
static bool is_rank(const struct awol_tei_start *start)
{
    return start->type[0] == '\0' || strcmp(start->type, "rank") == 0 ||
           strcmp(start->type, "military") == 0;
}

bool awol_tei_begins_man(struct awol_tei_record *record, const struct awol_tei_start *start)
{
    struct awol_tei_frame *const frame = &record->frames[record->depth];
    const struct awol_tei_person *const person = person_here(record);

    if (start->element == AWOL_TEI_PERS_NAME)
        return person && person->name[0] == '\0' && record->captured == 0;
    if (!is_rank(start))
        return false;
    frame->is_in_name =
        record->captured > 0 && record->frames[record->captured].element == AWOL_TEI_PERS_NAME;
    frame->begin = record->capture.length;
    return person && person->rank[0] == '\0' && record->captured == 0;
}

enum awol_status awol_tei_end_rank(struct awol_tei_record *record,
                                   const struct awol_tei_frame *frame, struct awol_error *opt_error)
{
    struct awol_tei_person *const person =
        record->persons[record->frames[record->captured - 1].index].person;
    struct awol_text text;

    awol_text_init(&text);
    awol_text_append(&text, awol_text_string(&record->capture) + frame->begin);
    if (person->rank[0] == '\0')
        person->rank = awol_tei_rows_copy(&record->rows, awol_text_tidy(&text));
    if (text.failed)
        person->rank = NULL;
    awol_text_release(&text);
    if (record->capture.length > frame->begin) {
        record->capture.length = frame->begin;
        record->capture.bytes[frame->begin] = '\0';
    }
    return person->rank ? AWOL_OK : awol_error_memory(opt_error);
}

enum awol_status awol_tei_end_man(struct awol_tei_record *record, enum awol_tei_element element,
                                  const char *text, struct awol_error *opt_error)
{
    struct awol_tei_person *const person = person_here(record);
    const char *const copy = awol_tei_rows_copy(&record->rows, text);

    if (!copy)
        return awol_error_memory(opt_error);
    if (person && element == AWOL_TEI_PERS_NAME)
        person->name = copy;
    else if (person)
        person->rank = copy;
    return AWOL_OK;
}
