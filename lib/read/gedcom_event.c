#include "read/gedcom_event.h"

#include <string.h>

static const char too_long[] = "(an event of more than 64 KiB)";

/* Every text of an event. */
#define EACH_TEXT(event)                                                                           \
    {                                                                                              \
        &(event)->value, &(event)->type, &(event)->date, &(event)->phrase, &(event)->place,        \
            &(event)->agency, &(event)->source, &(event)->page, &(event)->quality, &(event)->raw,  \
            &(event)->qualifier                                                                    \
    }

void awol_gedcom_event_release(struct awol_gedcom_event *event)
{
    struct awol_text *const texts[] = EACH_TEXT(event);

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        awol_text_release(texts[i]);
}

void awol_gedcom_event_begin(struct awol_gedcom_event *event, enum awol_gedcom_event_kind kind,
                             const char *tag, struct awol_place where)
{
    struct awol_text *const texts[] = EACH_TEXT(event);

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        awol_text_clear(texts[i]);
    event->kind = kind;
    event->where = event->date_where = where;
    event->n_dates = 0;
    event->is_too_long = false;
    snprintf(event->tag, sizeof event->tag, "%s", tag);
}

void awol_gedcom_event_keep(struct awol_gedcom_event *event, const char *line, size_t length)
{
    if (event->is_too_long || event->raw.length + length > AWOL_GEDCOM_MAX_VALUE) {
        event->is_too_long = true;
        return;
    }
    if (event->raw.length > 0)
        awol_text_append(&event->raw, "\n");
    awol_text_append_bytes(&event->raw, line, length);
}

/* ---- values ------------------------------------------------------------------------------- */

/* 5.5.1 doubles every @ of a value, 7.0 one at its beginning; neither does it in an escape, @#. */
static void append_text(struct awol_text *text, const char *value, enum awol_gedcom_version version)
{
    const char *at = value;

    while (*at != '\0') {
        const size_t length = strcspn(at, "@");
        const bool is_double = at[length] == '@' && at[length + 1] == '@' &&
                               (version != AWOL_GEDCOM_7 || at + length == value);

        awol_text_append_bytes(text, at, length + (at[length] == '@' ? 1 : 0));
        at += length + (is_double ? 2 : at[length] == '@' ? 1 : 0);
    }
}

void awol_gedcom_append_value(struct awol_text *text, const char *value,
                              enum awol_gedcom_version version, const char *opt_between)
{
    if (text->length > 0) {
        if (!opt_between || value[0] == '\0')
            return;
        awol_text_append(text, opt_between);
    }
    append_text(text, value, version);
}

void awol_gedcom_continue_value(struct awol_text *text, const char *value,
                                enum awol_gedcom_version version, bool is_new_line)
{
    if (is_new_line && text->length > 0)
        awol_text_append(text, " ");
    append_text(text, value, version);
}

void awol_gedcom_trim_name(struct awol_text *name)
{
    for (size_t i = 0; i < name->length; i++) {
        if (name->bytes[i] == '/')
            name->bytes[i] = ' ';
    }
    awol_text_tidy(name);
}

/* ---- what it is --------------------------------------------------------------------------- */

/* A tag of an extension says more than its TYPE only where that says nothing that is read. */
static const char *word_of_extension(const struct awol_gedcom_event *event, const char *type,
                                     const struct awol_event_types *opt_types)
{
    const char *word = awol_event_types_find(opt_types, event->tag, type);

    return word ? word : awol_event_types_find(opt_types, event->tag + 1, type);
}

const char *awol_gedcom_event_word(struct awol_gedcom_event *event,
                                   const struct awol_event_types *opt_types,
                                   const char **ret_passed)
{
    const char *const value = awol_text_tidy(&event->value);
    const char *const own = awol_text_tidy(&event->type);
    const bool has_type = own[0] != '\0';
    const char *const type = has_type ? own : value;
    const char *word = NULL;

    *ret_passed = NULL;
    if (event->kind == AWOL_GEDCOM_STANDARD)
        return awol_event_types_find(opt_types, event->tag, type);
    /* Programs keep numbers and marks of their own in such tags. */
    if (event->kind == AWOL_GEDCOM_EXTENSION && !has_type && event->n_dates == 0)
        return NULL;
    word = awol_event_types_find(opt_types, type, has_type ? value : "");
    if (!word && event->kind == AWOL_GEDCOM_EXTENSION)
        word = word_of_extension(event, type, opt_types);
    if (!word)
        *ret_passed = type[0] != '\0' || event->kind != AWOL_GEDCOM_EXTENSION ? type : event->tag;
    return word;
}

/* ---- its date ----------------------------------------------------------------------------- */

static enum awol_status refuse(struct awol_gedcom_event *event, const char *source,
                               struct awol_place place, const char *what)
{
    char shown[AWOL_SHOWN_SIZE];

    if (event->date.length == 0)
        return awol_error_at(&event->refusal, source, place, "%s", what);
    return awol_error_at(&event->refusal, source, place, "DATE %s: %s",
                         awol_text_show(event->date.bytes, shown, sizeof shown), what);
}

static enum awol_status refuse_inner(struct awol_gedcom_event *event,
                                     const struct awol_error *inner, size_t before)
{
    struct awol_place place = event->date_where;

    place.column += before + inner->place.column - 1;
    return refuse(event, "", place, inner->message);
}

/* The words of a date, "" if there are none: (about Michaelmas), or PHRASE of 7.0. */
static const char *find_words(struct awol_gedcom_event *event, size_t *ret_before)
{
    struct awol_text *const date = &event->date;

    *ret_before = 0;
    if (date->length > 1 && date->bytes[0] == '(' && date->bytes[date->length - 1] == ')') {
        *ret_before = 1;
        awol_text_clear(&event->phrase);
        awol_text_append_bytes(&event->phrase, date->bytes + 1, date->length - 2);
        return awol_text_string(&event->phrase);
    }
    return date->length == 0 ? awol_text_string(&event->phrase) : "";
}

static enum awol_status read_date(struct awol_gedcom_event *event,
                                  const struct awol_column_map *columns,
                                  enum awol_gedcom_version version)
{
    const struct awol_gedcom_settings settings = {
        .version = version,
        .about_days = columns->about_days,
        .dates_beginning = awol_from_to_is_span(columns->from_to, event->kind == AWOL_GEDCOM_FACT)};
    struct awol_error inner = {0};
    size_t before;
    const char *const words = find_words(event, &before);

    if (event->n_dates > 1)
        return refuse(event, "", event->date_where, "the event has more than one DATE");
    if (words[0] != '\0' && columns->opt_spellings) {
        if (awol_spelling_parse(words, columns->opt_spellings, NULL, &event->spelling, &inner) ==
            AWOL_OK)
            return AWOL_OK;
        return refuse_inner(event, &inner, before);
    }
    if (event->date.length == 0)
        return refuse(event, "", event->date_where,
                      words[0] != '\0' ? "the date is only said in words (PHRASE), which --dates "
                                         "text would read"
                      : event->n_dates > 0 ? "the date is not known: DATE says nothing"
                                           : "the date is not known: the event has no DATE");
    if (words[0] != '\0')
        return refuse(event, "", event->date_where,
                      "the date is only said in words, which --dates text would read");
    if (awol_gedcom_parse(event->date.bytes, &settings, &event->spelling, &inner) == AWOL_OK)
        return AWOL_OK;
    return refuse_inner(event, &inner, 0);
}

/* How sure the date is, and how sure whoever cited the source was of it (QUAY: 0 is unreliable, 1
 * questionable). */
static const char *qualify(struct awol_gedcom_event *event)
{
    const char *const quality = awol_text_tidy(&event->quality);
    struct awol_text *const text = &event->qualifier;

    awol_text_append(text, awol_qualifier_name(event->spelling.qualifier));
    if (strcmp(quality, "0") == 0 || strcmp(quality, "1") == 0)
        awol_text_append_format(text, "%squay-%s", text->length > 0 ? " " : "", quality);
    return awol_text_string(text);
}

enum awol_status awol_gedcom_event_row(struct awol_gedcom_event *event,
                                       const struct awol_column_map *columns,
                                       enum awol_gedcom_version version, struct awol_made_row *row,
                                       struct awol_error *opt_error)
{
    struct awol_text *const texts[] = EACH_TEXT(event);

    row->where = event->where;
    row->date_where = event->date_where;
    row->raw = event->is_too_long ? too_long : awol_text_string(&event->raw);
    row->raw_length = strlen(row->raw);
    if (read_date(event, columns, version) != AWOL_OK) {
        row->opt_refusal = event->refusal.message;
        row->refusal_where = event->refusal.place;
    } else {
        row->date = awol_spelling_edtf(&event->spelling);
        row->text = event->date.length > 0 ? event->date.bytes : awol_text_string(&event->phrase);
        row->rule = event->spelling.rule;
        row->calendar = event->spelling.calendar;
        row->opt_doubt = event->spelling.opt_warning;
        row->opt_when = event->spelling.widened > 0 ? &event->spelling.span : NULL;
        row->qualifier = qualify(event);
        row->place = awol_text_tidy(&event->place);
        row->unit = awol_text_tidy(&event->agency);
        row->source = awol_text_tidy(&event->source);
        row->page = awol_text_tidy(&event->page);
    }
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (texts[i]->failed)
            return awol_error_memory(opt_error);
    }
    return AWOL_OK;
}
