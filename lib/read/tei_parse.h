/* A TEI file through libxml2's SAX2 push parser, piece by piece. */
#ifndef AWOL_READ_TEI_PARSE_H
#define AWOL_READ_TEI_PARSE_H

#include <stdbool.h>
#include <stdio.h>

#include "base/status.h"
#include "read/tei_record.h"

struct awol_tei_parse;

/* file, source and columns stay the caller's. No entity is expanded, no DTD is loaded, nothing is
 * fetched. */
enum awol_status awol_tei_parse_new(FILE *file, const char *source,
                                    const struct awol_column_map *columns,
                                    struct awol_tei_parse **ret_parse,
                                    struct awol_error *opt_error);
void awol_tei_parse_free(struct awol_tei_parse *parse);

/* Read on until a row is whole, or the file ends (*ret_row is NULL). The row lives until the next
 * call. AWOL_DATA with its place, once and for all: not well-formed, a reference to an entity that
 * the file declares, elements nested too deep, an xml:id twice, bytes of another encoding. */
enum awol_status awol_tei_parse_next(struct awol_tei_parse *parse,
                                     const struct awol_tei_row **ret_row,
                                     struct awol_error *opt_error);

/* Events that were not read, by type, "" if none. */
const char *awol_tei_parse_passed_over(struct awol_tei_parse *parse);

/* The name of the outermost element; "" before it. */
const char *awol_tei_parse_root(const struct awol_tei_parse *parse);

#endif
