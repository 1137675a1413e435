/* The sources of rows that were added: each once, in the order of the first lines that name them.
 */
#ifndef AWOL_COUNT_SOURCES_H
#define AWOL_COUNT_SOURCES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/memo.h"
#include "base/text.h"

/* A list is shown as long as it is no longer than this, and room for it. */
#define AWOL_MAX_SOURCES 200
#define AWOL_SOURCES_SIZE (AWOL_MAX_SOURCES + 16)

struct awol_source {
    struct awol_source *next;
    const char *text; /* equal texts are equal pointers */
    size_t line;
};

/* What the lists are made of. Zero-initialise. */
struct awol_sources {
    struct awol_words words;
    struct awol_arena arena;
    struct awol_source *spare;
};

void awol_sources_release(struct awol_sources *sources);

/* Note that a line names a source; "" is none. A list ends where it is too long to be shown: what
 * would come behind it would not be shown in a longer list either, so that lists can be made in
 * parts. False when out of memory. */
bool awol_sources_put(struct awol_sources *sources, struct awol_source **list, const char *text,
                      size_t line);

/* Put all of one list into another; it is empty afterwards. */
void awol_sources_move(struct awol_sources *sources, struct awol_source **into,
                       struct awol_source **from);

/* "A; B", and "; …" where there are more than can be shown; "" for an empty list. A single one is
 * shown whatever its length. Points into the list or the buffer. */
const char *awol_sources_name(const struct awol_source *list,
                              char buffer[static AWOL_SOURCES_SIZE]);

#endif
