/* From the lines of a GEDCOM file, one after the other, to rows: the events of its persons. */
#ifndef AWOL_READ_GEDCOM_RECORD_H
#define AWOL_READ_GEDCOM_RECORD_H

#include <stdio.h>

#include "base/status.h"
#include "read/column_map.h"
#include "read/made_row.h"

struct awol_gedcom_record;

/* All stay the caller's. What is taken of `columns`: the types of events, how dates in words are
 * read, and what a period (FROM … TO) means. */
enum awol_status awol_gedcom_record_new(FILE *file, const char *source,
                                        const struct awol_column_map *columns,
                                        struct awol_gedcom_record **ret_record,
                                        struct awol_error *opt_error);
void awol_gedcom_record_free(struct awol_gedcom_record *record);

/* Read on until an event of a person (INDI) is whole, or the file ends (*ret_row is NULL). The row
 * lives until the next call.
 *
 * Events are EVEN, FACT and tags of extensions (_MILT) that have a TYPE or a DATE; other tags are
 * where --types names them. What it is, TYPE says, and the value where there is no TYPE; of a tag
 * of an extension, the tag does if that says nothing. AGNC is the unit, PLAC the place. A source is
 * named by its TITL where it is declared before, else by its id.
 *
 * AWOL_DATA with its place, once and for all: what read/gedcom_lines.h refuses; no header, a
 * version that is not read, a record's id twice, no trailer. */
enum awol_status awol_gedcom_record_next(struct awol_gedcom_record *record,
                                         const struct awol_made_row **ret_row,
                                         struct awol_error *opt_error);

/* Events that were not read, by type, "" if none. */
const char *awol_gedcom_record_passed_over(struct awol_gedcom_record *record);

#endif
