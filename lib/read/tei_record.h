/* From the elements of a TEI file, one after the other, to rows: who did what, when and where.
 * Knows the elements, and nothing of how they are parsed. */
#ifndef AWOL_READ_TEI_RECORD_H
#define AWOL_READ_TEI_RECORD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "base/text.h"
#include "read/column_map.h"
#include "read/tei_date.h"
#include "read/tei_names.h"
#include "read/xml_bytes.h"

#define AWOL_TEI_MAX_DEPTH 256

/* Elements that say something here. */
enum awol_tei_element {
    AWOL_TEI_OTHER,
    AWOL_TEI_PERSON, /* person, personGrp */
    AWOL_TEI_EVENT,
    AWOL_TEI_STATE,
    AWOL_TEI_ORG,
    AWOL_TEI_PLACE,
    AWOL_TEI_ORG_NAME,
    AWOL_TEI_PLACE_NAME,
    AWOL_TEI_LABEL, /* label, eventName */
    AWOL_TEI_AFFILIATION,
    AWOL_TEI_BIBL,
    AWOL_TEI_MEASURE,
    AWOL_TEI_DATE,
    AWOL_TEI_PERS_NAME,
    AWOL_TEI_ROLE_NAME
};

/* Attributes that say something here, besides those of dating: X(field, name). */
#define AWOL_TEI_ATTRIBUTES(X)                                                                     \
    X(type, "type")                                                                                \
    X(subtype, "subtype")                                                                          \
    X(cert, "cert")                                                                                \
    X(where_ref, "where")                                                                          \
    X(ref, "ref")                                                                                  \
    X(source, "source")                                                                            \
    X(same_as, "sameAs")                                                                           \
    X(corresp, "corresp")                                                                          \
    X(size, "size")                                                                                \
    X(quantity, "quantity")                                                                        \
    X(unit, "unit")                                                                                \
    X(commodity, "commodity")                                                                      \
    X(calendar, "calendar")

/* A start tag; texts are "" where the attribute is absent, and live until the call returns. */
struct awol_tei_start {
    enum awol_tei_element element;
    size_t depth; /* 1 is the outermost; elements between that say nothing here are left out */
    size_t begin; /* offset of its "<" */
    struct awol_place where;
    const char *id; /* xml:id */
#define AWOL_TEI_ATTRIBUTE_FIELD(field, name) const char *field;
    AWOL_TEI_ATTRIBUTES(AWOL_TEI_ATTRIBUTE_FIELD)
#undef AWOL_TEI_ATTRIBUTE_FIELD
    struct awol_tei_dates dates;
};

/* One row. Texts are "" where the file says nothing; they live until awol_tei_record_drain(). */
struct awol_tei_row {
    const struct awol_tei_person *opt_person; /* open still: his unit is not settled */
    const char *named_unit;                   /* where there is no affiliation: what is named */
    size_t n_named;
    const char *id, *person, *name, *rank, *unit, *date, *text, *rule, *qualifier, *count, *event,
        *place, *source;
    struct awol_span days;            /* of the date; open at both ends where there is none */
    enum awol_calendar calendar;      /* of the text */
    const struct awol_span *opt_when; /* days that reach beyond the date */
    const char *opt_doubt;            /* why the date may not be what was meant; static */
    const char *opt_several;          /* pointers of which one was taken */
    struct awol_place where, date_where;
    const char *opt_refusal; /* why the row is refused, at refusal_where */
    struct awol_place refusal_where;
    const char *raw; /* the element as it stands in the file */
    size_t raw_length;
};

struct awol_tei_record;

/* All three stay the caller's and outlive the record. */
enum awol_status awol_tei_record_new(const char *source, const struct awol_column_map *columns,
                                     const struct awol_xml_bytes *bytes,
                                     struct awol_tei_record **ret_record,
                                     struct awol_error *opt_error);
void awol_tei_record_free(struct awol_tei_record *record);

/* An element that says something begins, text stands in it, it ends before the offset `end`.
 * AWOL_DATA: nested more than AWOL_TEI_MAX_DEPTH deep, a name longer than 64 KiB. */
enum awol_status awol_tei_record_start(struct awol_tei_record *record,
                                       const struct awol_tei_start *start,
                                       struct awol_error *opt_error);
enum awol_status awol_tei_record_characters(struct awol_tei_record *record, const char *text,
                                            size_t length, struct awol_error *opt_error);
enum awol_status awol_tei_record_end(struct awol_tei_record *record, size_t depth, size_t end,
                                     struct awol_error *opt_error);

/* The first offset whose bytes are still needed; `reached` if none is. */
size_t awol_tei_record_needed(struct awol_tei_record *record, size_t reached);

/* The next row that is whole, NULL if there is none yet. */
const struct awol_tei_row *awol_tei_record_take(struct awol_tei_record *record);

/* True if there are so many rows that they had better be taken, and forgotten, before more are
 * made.
 */
bool awol_tei_record_is_full(const struct awol_tei_record *record);

/* Forget the rows that were taken; call it when there are no more. */
void awol_tei_record_drain(struct awol_tei_record *record);

/* Events that were not read, by type: "“enlistment” (3), without a type (1)"; "" if none. */
const char *awol_tei_record_passed_over(struct awol_tei_record *record);

#endif
