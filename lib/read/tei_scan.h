/* A TEI file through libxml2's SAX2 push parser, piece by piece: what it says of each is noted, and
 * nothing of it understood. Used by tei_parse.c alone. */
#ifndef AWOL_READ_TEI_SCAN_H
#define AWOL_READ_TEI_SCAN_H

#include <stdbool.h>
#include <stdio.h>

#include "base/status.h"
#include "read/tei_calls.h"

struct awol_tei_scan;

/* file and source stay the caller's. No entity is expanded, no DTD is loaded, nothing is fetched.
 */
enum awol_status awol_tei_scan_new(FILE *file, const char *source, struct awol_tei_scan **ret_scan,
                                   struct awol_error *opt_error);
void awol_tei_scan_free(struct awol_tei_scan *scan);

/* The next piece. The calls say how it ended: AWOL_DATA, not well-formed, a reference to an entity,
 * bytes of another encoding; AWOL_SYSTEM, AWOL_MEMORY. Not to be called behind the last. */
void awol_tei_scan_next(struct awol_tei_scan *scan, struct awol_tei_calls *calls);

/* True if there are more pieces, that can be had without waiting. */
bool awol_tei_scan_is_ahead(const struct awol_tei_scan *scan);

/* The name of the outermost element, cut where it is long; "" before it. */
const char *awol_tei_scan_root(const struct awol_tei_scan *scan);

#endif
