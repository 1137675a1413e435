/* The elements of a TEI file that are open: between tei_record.c, where they begin, and
 * tei_close.c, where they end. */
#ifndef AWOL_READ_TEI_FRAMES_H
#define AWOL_READ_TEI_FRAMES_H

#include "read/passed_over.h"
#include "read/tei_record.h"
#include "read/tei_rows.h"

/* An element that is open. `context` is the frame of the person, event, organisation, place or
 * reference that it stands in, itself included; 0 is none. */
struct awol_tei_frame {
    enum awol_tei_element element;
    size_t context;
    size_t index;        /* of its event or person */
    const char *id;      /* of an organisation or place */
    const char *opt_ref; /* of a name whose pointer is not declared: its words go before */
    bool is_in_name;     /* a rank in a name, whose text began at `begin` */
    size_t begin;
    struct awol_tei_affiliation *opt_own; /* of an affiliation */
};

struct awol_tei_open_person {
    struct awol_tei_person *person;
    size_t first_row;
};

struct awol_tei_record {
    const char *source;
    const struct awol_column_map *columns;
    const struct awol_xml_bytes *bytes;
    struct awol_tei_rows rows;
    struct awol_tei_frame frames[AWOL_TEI_MAX_DEPTH + 1]; /* 1 to depth */
    size_t depth;
    struct awol_tei_event *events; /* AWOL_TEI_MAX_DEPTH of each */
    struct awol_tei_open_person *persons;
    size_t n_events, n_persons;
    size_t captured; /* frame whose text is kept; 0: none */
    struct awol_text capture;
    size_t dated; /* frame of a date whose words are kept; 0: none */
    struct awol_text words;
    enum awol_calendar calendar; /* of the words */
    struct awol_place words_where;
    struct awol_passed_over passed_over;
    char type[32]; /* looked for last, without a subtype; "" at first */
    const char *opt_type_word;
};

/* The event that a frame stands in, if it may be read, else NULL. */
struct awol_tei_event *awol_tei_event_of(struct awol_tei_record *record, size_t frame);

/* An event names an organisation (orgName) or a place (placeName), by pointer or else by text. */
enum awol_status awol_tei_mention(struct awol_tei_record *record, struct awol_tei_event *event,
                                  enum awol_tei_element element, const char *opt_pointer,
                                  const char *opt_text, struct awol_error *opt_error);

/* A date begins in an event that has none of its own; its words end (tei_words.c). */
enum awol_status awol_tei_begin_date(struct awol_tei_record *record,
                                     const struct awol_tei_start *start,
                                     struct awol_error *opt_error);
enum awol_status awol_tei_end_date(struct awol_tei_record *record, struct awol_error *opt_error);

/* True if the name or rank that begins is that of a man and to be kept (tei_man.c). It ends: inside
 * of a name, of which a rank is no part, or by itself. */
bool awol_tei_begins_man(struct awol_tei_record *record, const struct awol_tei_start *start);
enum awol_status awol_tei_end_rank(struct awol_tei_record *record,
                                   const struct awol_tei_frame *frame,
                                   struct awol_error *opt_error);
enum awol_status awol_tei_end_man(struct awol_tei_record *record, enum awol_tei_element element,
                                  const char *text, struct awol_error *opt_error);

#endif
