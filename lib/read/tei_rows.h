/* The events and persons of a TEI file that are open, and the rows that come of them. Used by
 * tei_record.c alone. */
#ifndef AWOL_READ_TEI_ROWS_H
#define AWOL_READ_TEI_ROWS_H

#include "date/span.h"
#include "read/tei_date_memo.h"
#include "read/tei_record.h"

/* A unit that somebody belonged to, from and to. */
struct awol_tei_affiliation {
    struct awol_tei_affiliation *next;
    const char *unit;
    struct awol_span when;
};

struct awol_tei_person {
    struct awol_tei_person *next; /* among those who took part in one event */
    const char *id;
    const char *name, *rank;
    const char *count; /* men, where it is a group of that size */
    struct awol_tei_affiliation *affiliations;
};

/* An event or state that is open. */
struct awol_tei_event {
    const char *opt_word; /* NULL: not read, unless is_untyped and its label tells */
    bool is_untyped;
    bool is_state;
    bool is_too_long; /* for its bytes to be kept */
    bool is_dated;    /* by attributes of its own */
    size_t n_dates;   /* elements in it that are dates */
    size_t begin;
    size_t n_places; /* that it names */
    const char *named_place;
    struct awol_tei_person *participants;
    struct awol_tei_person *last_participant;
    struct awol_tei_row row;
};

/* The rows, and what is needed to make them. */
struct awol_tei_rows {
    const char *source;
    enum awol_from_to from_to;
    struct awol_tei_names orgs, places;
    struct awol_tei_date_memo dates;
    struct awol_arena arena; /* of the rows, and of what is open */
    struct awol_tei_row *rows;
    size_t n_rows, n_ready, n_taken, capacity;
    struct awol_text scratch;
    struct awol_text prefix; /* of the names that rows get where they have no id */
};

void awol_tei_rows_init(struct awol_tei_rows *rows, const char *source, enum awol_from_to from_to);
void awol_tei_rows_release(struct awol_tei_rows *rows);

/* A copy that lives as long as the rows; "" needs none. NULL when out of memory. */
const char *awol_tei_rows_copy(struct awol_tei_rows *rows, const char *text);

/* "SOURCE:LINE:COLUMN", for what has no id of its own. NULL when out of memory. */
const char *awol_tei_rows_name(struct awol_tei_rows *rows, struct awol_place where);

/* What the start tag of an event or state says; where its dates say nothing, the row says why. */
enum awol_status awol_tei_rows_fill(struct awol_tei_rows *rows, const struct awol_tei_start *start,
                                    struct awol_tei_row *row, struct awol_error *opt_error);

/* The dates of a start tag into a row, or why they say nothing. */
enum awol_status awol_tei_rows_dates(struct awol_tei_rows *rows, const struct awol_tei_start *start,
                                     struct awol_tei_row *row, struct awol_error *opt_error);

/* A person, or another mention of one. */
enum awol_status awol_tei_rows_person(struct awol_tei_rows *rows,
                                      const struct awol_tei_start *start,
                                      struct awol_tei_person **ret_person,
                                      struct awol_error *opt_error);

/* Add an affiliation, whose unit is "" until it is known. */
enum awol_status awol_tei_rows_affiliation(struct awol_tei_rows *rows,
                                           const struct awol_tei_start *start,
                                           struct awol_tei_person *person,
                                           struct awol_tei_affiliation **ret_affiliation,
                                           struct awol_error *opt_error);

/* Append the rows of an event that ends: one for each who took part, else one for the person in
 * whose description it stands, if any. */
enum awol_status awol_tei_rows_append(struct awol_tei_rows *rows,
                                      const struct awol_tei_event *event,
                                      const struct awol_tei_person *opt_person,
                                      struct awol_error *opt_error);

/* A person ends: the units of his rows, from `first` on, are those that he belonged to. */
enum awol_status awol_tei_rows_close_person(struct awol_tei_rows *rows,
                                            const struct awol_tei_person *person, size_t first,
                                            struct awol_error *opt_error);

#endif
