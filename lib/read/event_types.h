/* What a file calls its events, and which of them are read: for formats whose events have types in
 * the words of whoever made them. */
#ifndef AWOL_READ_EVENT_TYPES_H
#define AWOL_READ_EVENT_TYPES_H

#include <stddef.h>

#include "base/status.h"
#include "base/text.h"

/* Events of this type are read as that word of awol_event_words. */
struct awol_event_type {
    const char *type; /* "*": any, or none */
    const char *opt_subtype;
    const char *word;
};

/* Owns its strings and rows. */
struct awol_event_types {
    struct awol_arena arena;
    struct awol_event_type *rows;
    size_t n_rows;
};

/* AWOL_USAGE, with the list, unless it is a word of the events. */
enum awol_status awol_event_types_check(const char *word, struct awol_error *opt_error);

void awol_event_types_init(struct awol_event_types *types);
void awol_event_types_release(struct awol_event_types *types);

/* Append what an option says: "desertion,return=rejoined,military/flight=deserted,*=deserted". A
 * type without a word is read as that word of the events which it is or names (desertion:
 * deserted), else as deserted. AWOL_USAGE: an empty type, no such word, a type twice. */
enum awol_status awol_event_types_parse(struct awol_event_types *types, const char *text,
                                        struct awol_error *opt_error);

/* The word of a type and subtype ("" where there is none), up to the case of A to Z; NULL: such
 * events are not read.
 *
 * With rows: that of the pair, else of the subtype, else of the type, else of "*". Without rows,
 * or with NULL: the type must be a word of the events, or absence, capture, death, desertion,
 * discharge or surrender; a subtype that is one of them as well comes before it, and a subtype
 * alone counts where there is no type. */
const char *awol_event_types_find(const struct awol_event_types *opt_types, const char *type,
                                  const char *subtype);

#endif
