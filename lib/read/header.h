/* The header of a table, whatever the format: names of columns, from one line or several. */
#ifndef AWOL_READ_HEADER_H
#define AWOL_READ_HEADER_H

#include <stddef.h>

#include "base/status.h"
#include "base/text.h"

/* The lines of a header, each with as many cells as it has. */
struct awol_header_lines {
    struct awol_arena arena;
    const char ***cells;
    struct awol_place **places;
    size_t *n_cells;
    size_t n;
};

/* Room for n lines, at least 1. Whatever is returned, the caller releases. */
enum awol_status awol_header_init(struct awol_header_lines *lines, size_t n,
                                  struct awol_error *opt_error);
void awol_header_release(struct awol_header_lines *lines);

/* Append a line of n cells, at least 1; copied without the spaces around them, and with a line end
 * in a cell as one space. */
enum awol_status awol_header_add(struct awol_header_lines *lines, const char *const *cells,
                                 const struct awol_place *places, size_t n,
                                 struct awol_error *opt_error);

/* Names of columns; the arrays are of the arena that awol_header_join() was given. */
struct awol_header_names {
    const char **names;
    struct awol_place *places;
    size_t n;
    size_t n_named; /* up to the last column that has a name; at least 1 */
};

/* Join the lines, top to bottom. Over several columns stands a merged cell, written as one with
 * empty ones to its right. Columns without any cell are given the place `nowhere`. AWOL_DATA: a
 * name stands twice. */
enum awol_status awol_header_join(struct awol_header_lines *lines, struct awol_arena *arena,
                                  const char *source, struct awol_place nowhere,
                                  struct awol_header_names *ret_names,
                                  struct awol_error *opt_error);

#endif
