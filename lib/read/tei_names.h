/* What elements are called in one XML file: that no xml:id stands twice, and the names of those to
 * which others point. */
#ifndef AWOL_READ_TEI_NAMES_H
#define AWOL_READ_TEI_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/text.h"

/* The ids that were seen, as hashes of 64 bits, in two tables of at most 2^21 places: memory stays
 * below 32 MiB however long the file is. Any of the last million and a half ids is known again; of
 * so many, two different ones have the same hash once in ten million files. Zero-initialise. */
struct awol_tei_ids {
    uint64_t *recent;
    size_t n_recent, n_places;
    uint64_t *older;
    size_t n_older_places;
};

void awol_tei_ids_release(struct awol_tei_ids *ids);

/* *ret_seen is true if the id is known already. AWOL_MEMORY. */
enum awol_status awol_tei_ids_add(struct awol_tei_ids *ids, const char *id, bool *ret_seen,
                                  struct awol_error *opt_error);

/* Say that an id will be added soon. */
void awol_tei_ids_expect(const struct awol_tei_ids *ids, const char *id, size_t length);

/* Names of organisations and places by their xml:id. Grows with what the file declares. */
struct awol_tei_names {
    struct awol_arena arena;
    struct awol_tei_name **places;
    size_t n_places, n_names;
};

void awol_tei_names_init(struct awol_tei_names *names);
void awol_tei_names_release(struct awol_tei_names *names);

/* Declare what an id is called, copied. The first name holds; so does the id itself where it was
 * asked for before, so that one unit has one name through the whole file. */
enum awol_status awol_tei_names_declare(struct awol_tei_names *names, const char *id,
                                        const char *name, struct awol_error *opt_error);

/* True for more than one pointer, with white space between them. */
bool awol_tei_names_are_several(const char *pointers);

/* The name of the first of the pointers that is declared or was asked for, NULL if there is none.
 */
const char *awol_tei_names_find(const struct awol_tei_names *names, const char *pointers);

/* What "#id" is called: its name, else the id without "#", which it then keeps. Another pointer
 * stays as it is. Of several, with white space between them, the first that is declared, else the
 * first. Belongs to names. */
enum awol_status awol_tei_names_resolve(struct awol_tei_names *names, const char *pointers,
                                        const char **ret_name, struct awol_error *opt_error);

#endif
