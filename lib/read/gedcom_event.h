/* One event of a GEDCOM file: its values, and the row that comes of them. Used by gedcom_record.c
 * alone. */
#ifndef AWOL_READ_GEDCOM_EVENT_H
#define AWOL_READ_GEDCOM_EVENT_H

#include "base/text.h"
#include "date/gedcom.h"
#include "read/column_map.h"
#include "read/made_row.h"

#define AWOL_GEDCOM_MAX_VALUE (64u << 10)

/* An event (EVEN), an attribute (FACT), a tag of an extension, a standard tag that was asked for.
 */
enum awol_gedcom_event_kind {
    AWOL_GEDCOM_NO_EVENT,
    AWOL_GEDCOM_EVEN,
    AWOL_GEDCOM_FACT,
    AWOL_GEDCOM_EXTENSION,
    AWOL_GEDCOM_STANDARD
};

/* Zero-initialise. */
struct awol_gedcom_event {
    enum awol_gedcom_event_kind kind;
    char tag[48];
    struct awol_place where, date_where;
    size_t n_dates;
    struct awol_text value, type, date, phrase, place, agency, source, page, quality;
    struct awol_text raw;
    bool is_too_long;
    struct awol_spelling spelling; /* of the date */
    struct awol_text qualifier;
    struct awol_error refusal;
};

void awol_gedcom_event_release(struct awol_gedcom_event *event);

/* Forget the event before. */
void awol_gedcom_event_begin(struct awol_gedcom_event *event, enum awol_gedcom_event_kind kind,
                             const char *tag, struct awol_place where);

/* Keep a line as it stands in the file, up to 64 KiB of them. */
void awol_gedcom_event_keep(struct awol_gedcom_event *event, const char *line, size_t length);

/* Append the value of a line; opt_between stands between it and what is there already. The @ that
 * the version doubles is single again. */
void awol_gedcom_append_value(struct awol_text *text, const char *value,
                              enum awol_gedcom_version version, const char *opt_between);

/* The same for CONT, which begins a new line, and for CONC. Line ends become spaces: no column of
 * the events is for several lines. */
void awol_gedcom_continue_value(struct awol_text *text, const char *value,
                                enum awol_gedcom_version version, bool is_new_line);

/* "Anton /Beispiel/" is "Anton Beispiel". */
void awol_gedcom_trim_name(struct awol_text *name);

/* The word of the events that it is, NULL if it is not read. Then *ret_passed is its type, if it is
 * an event that might have been read. */
const char *awol_gedcom_event_word(struct awol_gedcom_event *event,
                                   const struct awol_event_types *opt_types,
                                   const char **ret_passed);

/* Fill what the event says; where its date says nothing, the row says why. Texts live as long as
 * the event. AWOL_MEMORY. */
enum awol_status awol_gedcom_event_row(struct awol_gedcom_event *event,
                                       const struct awol_column_map *columns,
                                       enum awol_gedcom_version version, struct awol_made_row *row,
                                       struct awol_error *opt_error);

#endif
