#include "read/gedcom_record.h"

#include <stdlib.h>
#include <string.h>

#include "read/gedcom_event.h"
#include "read/gedcom_lines.h"
#include "read/passed_over.h"
#include "read/tei_names.h"

/* Tags that say something here, where they stand below one that does. */
enum tag {
    OTHER,
    FILE_ITSELF,
    HEAD,
    GEDC,
    VERSION,
    LETTERS,
    PERSON,
    NAME,
    SOURCE,
    TITLE,
    TRAILER,
    EVENT,
    TYPE,
    DATE,
    PHRASE,
    PLACE,
    AGENCY,
    CITATION,
    PAGE,
    QUALITY,
    N_TAGS
};

static const struct {
    enum tag below;
    const char *name;
    enum tag tag;
} tags[] = {
    {FILE_ITSELF, "HEAD", HEAD},    {FILE_ITSELF, "INDI", PERSON}, {FILE_ITSELF, "SOUR", SOURCE},
    {FILE_ITSELF, "TRLR", TRAILER}, {HEAD, "GEDC", GEDC},          {HEAD, "CHAR", LETTERS},
    {GEDC, "VERS", VERSION},        {PERSON, "NAME", NAME},        {SOURCE, "TITL", TITLE},
    {EVENT, "TYPE", TYPE},          {EVENT, "DATE", DATE},         {EVENT, "PLAC", PLACE},
    {EVENT, "AGNC", AGENCY},        {EVENT, "SOUR", CITATION},     {DATE, "PHRASE", PHRASE},
    {CITATION, "PAGE", PAGE},       {CITATION, "QUAY", QUALITY},
};

enum { DEEPEST = 4 }; /* level of the deepest of them, and of its continuation */

struct awol_gedcom_record {
    const char *source;
    const struct awol_column_map *columns;
    struct awol_gedcom_lines lines;
    struct awol_tei_ids ids;       /* of records */
    struct awol_tei_names sources; /* their titles */
    struct awol_text person, name, source_id, title;
    struct awol_gedcom_event event;
    enum tag path[DEEPEST + 2]; /* the tag at each level; path[0] is the file itself */
    struct awol_passed_over passed_over;
    bool has_line, has_head, has_trailer, has_person;
    struct awol_gedcom_line line; /* that ended the event before */
    struct awol_made_row row;
};

enum awol_status awol_gedcom_record_new(FILE *file, const char *source,
                                        const struct awol_column_map *columns,
                                        struct awol_gedcom_record **ret_record,
                                        struct awol_error *opt_error)
{
    struct awol_gedcom_record *const record = calloc(1, sizeof *record);

    if (!record)
        return awol_error_memory(opt_error);
    record->source = source;
    record->columns = columns;
    record->path[0] = FILE_ITSELF;
    awol_gedcom_lines_init(&record->lines, file, source);
    record->lines.opt_encoding = columns->opt_encoding;
    awol_tei_names_init(&record->sources);
    *ret_record = record;
    return AWOL_OK;
}

void awol_gedcom_record_free(struct awol_gedcom_record *record)
{
    if (!record)
        return;
    awol_passed_over_release(&record->passed_over);
    awol_gedcom_event_release(&record->event);
    awol_text_release(&record->title);
    awol_text_release(&record->source_id);
    awol_text_release(&record->name);
    awol_text_release(&record->person);
    awol_tei_names_release(&record->sources);
    awol_tei_ids_release(&record->ids);
    awol_gedcom_lines_release(&record->lines);
    free(record);
}

/* ---- the header and the beginnings of records --------------------------------------------- */

static enum awol_status refuse(const struct awol_gedcom_record *record, struct awol_place place,
                               const char *what, struct awol_error *opt_error)
{
    return awol_error_at(opt_error, record->source, place, "%s", what);
}

static enum awol_status take_version(struct awol_gedcom_record *record,
                                     const struct awol_gedcom_line *line,
                                     struct awol_error *opt_error)
{
    char shown[AWOL_SHOWN_SIZE];

    if (strncmp(line->value, "5.5", 3) == 0)
        record->lines.version = AWOL_GEDCOM_5;
    else if (strncmp(line->value, "7.", 2) == 0)
        record->lines.version = AWOL_GEDCOM_7;
    else
        return awol_error_at(opt_error, record->source, line->value_where,
                             "GEDCOM %s is not read: expected 5.5, 5.5.1 or 7.0",
                             awol_text_show(line->value, shown, sizeof shown));
    return AWOL_OK;
}

static enum awol_status check_id(struct awol_gedcom_record *record,
                                 const struct awol_gedcom_line *line, struct awol_error *opt_error)
{
    char shown[AWOL_SHOWN_SIZE];
    bool seen = false;
    enum awol_status status = AWOL_OK;

    if (line->xref[0] != '\0')
        status = awol_tei_ids_add(&record->ids, line->xref, &seen, opt_error);
    if (status == AWOL_OK && seen)
        return awol_error_at(opt_error, record->source, line->where,
                             "the id %s stands twice in the file",
                             awol_text_show(line->xref, shown, sizeof shown));
    return status;
}

static void set(struct awol_text *text, const char *value)
{
    awol_text_clear(text);
    awol_text_append(text, value);
}

static enum awol_status begin_record(struct awol_gedcom_record *record, enum tag tag,
                                     const struct awol_gedcom_line *line,
                                     struct awol_error *opt_error)
{
    if (!record->has_head && tag != HEAD)
        return refuse(record, line->where, "expected the header of GEDCOM, 0 HEAD", opt_error);
    if (record->has_trailer)
        return refuse(record, line->where, "a record stands behind the end, 0 TRLR", opt_error);
    record->has_head = true;
    record->has_trailer = tag == TRAILER;
    if (tag == PERSON) {
        record->has_person = true;
        set(&record->person, line->xref);
        awol_text_clear(&record->name);
    }
    if (tag == SOURCE) {
        set(&record->source_id, line->xref);
        awol_text_clear(&record->title);
    }
    return check_id(record, line, opt_error);
}

/* ---- events ------------------------------------------------------------------------------- */

static bool is_named(const struct awol_event_types *opt_types, const char *tag)
{
    for (size_t i = 0; opt_types && i < opt_types->n_rows; i++) {
        if (strcmp(opt_types->rows[i].type, tag) == 0)
            return true;
    }
    return false;
}

static enum awol_gedcom_event_kind kind_of(const struct awol_gedcom_record *record, const char *tag)
{
    if (strcmp(tag, "EVEN") == 0)
        return AWOL_GEDCOM_EVEN;
    if (strcmp(tag, "FACT") == 0)
        return AWOL_GEDCOM_FACT;
    if (tag[0] == '_')
        return AWOL_GEDCOM_EXTENSION;
    return is_named(record->columns->opt_types, tag) ? AWOL_GEDCOM_STANDARD : AWOL_GEDCOM_NO_EVENT;
}

static enum tag find_tag(struct awol_gedcom_record *record, const struct awol_gedcom_line *line)
{
    const enum tag below = record->path[line->level];

    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
        if (tags[i].below == below && strcmp(tags[i].name, line->tag) == 0)
            return tags[i].tag;
    }
    return OTHER;
}

/* A pointer is what it points to: its id, or the title of a source that was declared. */
static enum awol_status name_source(struct awol_gedcom_record *record, const char *value,
                                    const char **ret_name, struct awol_error *opt_error)
{
    const size_t length = strlen(value);
    struct awol_text pointer;
    enum awol_status status;

    *ret_name = value;
    if (length < 3 || value[0] != '@' || value[1] == '@' || value[length - 1] != '@')
        return AWOL_OK;
    if (strcmp(value, "@VOID@") == 0) {
        *ret_name = "";
        return AWOL_OK;
    }
    awol_text_init(&pointer);
    awol_text_append(&pointer, "#");
    awol_text_append_bytes(&pointer, value + 1, length - 2);
    status = awol_text_check(&pointer, opt_error);
    if (status == AWOL_OK)
        status = awol_tei_names_resolve(&record->sources, pointer.bytes, ret_name, opt_error);
    awol_text_release(&pointer);
    return status;
}

/* ---- lines -------------------------------------------------------------------------------- */

/* A title is whole when anything but its continuation follows. */
static enum awol_status declare_source(struct awol_gedcom_record *record,
                                       struct awol_error *opt_error)
{
    enum awol_status status = awol_text_check(&record->title, opt_error);

    if (status == AWOL_OK && record->title.length > 0 && record->source_id.length > 0)
        status = awol_tei_names_declare(&record->sources, record->source_id.bytes,
                                        record->title.bytes, opt_error);
    awol_text_clear(&record->title);
    return status;
}

static struct awol_text *text_of(struct awol_gedcom_record *record, enum tag tag)
{
    struct awol_gedcom_event *const event = &record->event;

    switch ((int)tag) {
    case NAME:
        return &record->name;
    case TITLE:
        return &record->title;
    case EVENT:
        return &event->value;
    case TYPE:
        return &event->type;
    case DATE:
        return &event->date;
    case PHRASE:
        return &event->phrase;
    case PLACE:
        return &event->place;
    case AGENCY:
        return &event->agency;
    case CITATION:
        return &event->source;
    case PAGE:
        return &event->page;
    case QUALITY:
        return &event->quality;
    default:
        return NULL;
    }
}

static enum awol_status take_value(struct awol_gedcom_record *record, enum tag tag,
                                   const struct awol_gedcom_line *line,
                                   struct awol_error *opt_error)
{
    struct awol_text *const text = text_of(record, tag);
    const char *value = line->value;
    enum awol_status status = AWOL_OK;

    if (tag == VERSION)
        return take_version(record, line, opt_error);
    if (tag == LETTERS)
        return awol_gedcom_lines_letters(&record->lines, line, opt_error);
    if (!text)
        return AWOL_OK;
    if (tag == CITATION)
        status = name_source(record, value, &value, opt_error);
    if (status != AWOL_OK)
        return status;
    if (tag == DATE) {
        record->event.n_dates++;
        record->event.date_where = line->value_where;
    }
    awol_gedcom_append_value(text, value, record->lines.version,
                             tag == CITATION || tag == PAGE || tag == QUALITY ? "; " : NULL);
    return awol_text_check(text, opt_error);
}

static enum awol_status continue_value(struct awol_gedcom_record *record,
                                       const struct awol_gedcom_line *line,
                                       struct awol_error *opt_error)
{
    struct awol_text *const text = text_of(record, record->path[line->level]);

    if (!text)
        return AWOL_OK;
    if (text->length > AWOL_GEDCOM_MAX_VALUE)
        return refuse(record, line->where, "a value is longer than 64 KiB", opt_error);
    awol_gedcom_continue_value(text, line->value, record->lines.version,
                               strcmp(line->tag, "CONT") == 0);
    return awol_text_check(text, opt_error);
}

static enum awol_status take_line(struct awol_gedcom_record *record,
                                  const struct awol_gedcom_line *line, struct awol_error *opt_error)
{
    enum awol_gedcom_event_kind kind = AWOL_GEDCOM_NO_EVENT;
    enum awol_status status = AWOL_OK;
    enum tag tag;

    if (record->event.kind != AWOL_GEDCOM_NO_EVENT)
        awol_gedcom_event_keep(&record->event, line->raw, line->raw_length);
    if (line->level > DEEPEST)
        return AWOL_OK;
    if (strcmp(line->tag, "CONC") == 0 || strcmp(line->tag, "CONT") == 0) {
        record->path[line->level + 1] = OTHER;
        return continue_value(record, line, opt_error);
    }
    if (record->title.length > 0)
        status = declare_source(record, opt_error);
    tag = find_tag(record, line);
    if (status == AWOL_OK && line->level == 0)
        status = begin_record(record, tag, line, opt_error);
    if (tag == OTHER && record->path[line->level] == PERSON)
        kind = kind_of(record, line->tag);
    if (kind != AWOL_GEDCOM_NO_EVENT) {
        tag = EVENT;
        awol_gedcom_event_begin(&record->event, kind, line->tag, line->where);
        awol_gedcom_event_keep(&record->event, line->raw, line->raw_length);
    }
    /* Of several names the first is preferred. */
    if (tag == NAME && record->name.length > 0)
        tag = OTHER;
    record->path[line->level + 1] = tag;
    return status == AWOL_OK ? take_value(record, tag, line, opt_error) : status;
}

/* The event that ends, if it is one that is read. */
static enum awol_status end_event(struct awol_gedcom_record *record, bool *ret_is_row,
                                  struct awol_error *opt_error)
{
    struct awol_gedcom_event *const event = &record->event;
    const char *passed = NULL;
    const char *const word = awol_gedcom_event_word(event, record->columns->opt_types, &passed);
    enum awol_status status = AWOL_OK;

    *ret_is_row = word != NULL;
    if (word) {
        record->row =
            (struct awol_made_row){.person = awol_text_string(&record->person), .event = word};
        awol_gedcom_trim_name(&record->name);
        record->row.name = awol_text_string(&record->name);
        status = awol_gedcom_event_row(event, record->columns, record->lines.version, &record->row,
                                       opt_error);
    } else if (passed) {
        awol_passed_over_add(&record->passed_over, passed);
    }
    event->kind = AWOL_GEDCOM_NO_EVENT;
    return status;
}

static enum awol_status check_end(const struct awol_gedcom_record *record,
                                  struct awol_error *opt_error)
{
    const struct awol_place end = {record->lines.number, 1};

    if (!record->has_head)
        return refuse(record, end, "the file is empty: expected GEDCOM, which begins with 0 HEAD",
                      opt_error);
    if (!record->has_trailer)
        return refuse(record, end, "the file ends without 0 TRLR: it is not whole", opt_error);
    return AWOL_OK;
}

enum awol_status awol_gedcom_record_next(struct awol_gedcom_record *record,
                                         const struct awol_made_row **ret_row,
                                         struct awol_error *opt_error)
{
    bool found = true, is_row = false;
    enum awol_status status = AWOL_OK;

    while (status == AWOL_OK && found) {
        if (!record->has_line)
            status = awol_gedcom_lines_next(&record->lines, &record->line, &found, opt_error);
        record->has_line = false;
        if (status != AWOL_OK)
            return status;
        if (record->event.kind != AWOL_GEDCOM_NO_EVENT && (!found || record->line.level <= 1)) {
            status = end_event(record, &is_row, opt_error);
            record->has_line = found;
            if (status == AWOL_OK && is_row) {
                *ret_row = &record->row;
                return AWOL_OK;
            }
        } else if (found) {
            status = take_line(record, &record->line, opt_error);
        }
    }
    if (status == AWOL_OK)
        status = check_end(record, opt_error);
    if (status == AWOL_OK)
        *ret_row = NULL;
    return status;
}

const char *awol_gedcom_record_passed_over(struct awol_gedcom_record *record)
{
    return awol_passed_over_list(&record->passed_over);
}
