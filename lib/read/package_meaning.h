/* How the dates and counts of a file are meant, as the package beside it says. */
#ifndef AWOL_READ_PACKAGE_MEANING_H
#define AWOL_READ_PACKAGE_MEANING_H

#include <jansson.h>

#include "base/status.h"
#include "read/column_map.h"

/* Take from a resource, into a map that has the user's own wishes already, which hold:
 *   - "awol:counts-are": men, cumulative, stock, monthly-mean or rate (read/measure.h);
 *     "awol:rate-per": the number of men that rates are per;
 *   - "awol:dates": edtf, text (date/spelling.h) or compact; "awol:date-order": dmy or mdy, with
 *     text;
 *   - encoding, of a file that is text, where it is not UTF-8.
 * Returns NULL, or what is wrong with a property, in static words. *ret_status is then AWOL_DATA,
 * and AWOL_MEMORY where there are no words. */
const char *awol_package_meaning(const json_t *resource, struct awol_column_map *map,
                                 enum awol_status *ret_status);

#endif
