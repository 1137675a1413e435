/* The dating attributes of TEI P5 (classes att.datable.w3c and att.datable.iso) as EDTF. */
#ifndef AWOL_READ_TEI_DATE_H
#define AWOL_READ_TEI_DATE_H

#include <stdbool.h>

#include "base/status.h"
#include "base/text.h"

enum awol_tei_dating {
    AWOL_TEI_WHEN,
    AWOL_TEI_NOT_BEFORE,
    AWOL_TEI_NOT_AFTER,
    AWOL_TEI_FROM,
    AWOL_TEI_TO,
    AWOL_TEI_N_DATINGS
};

/* Names of the attributes, in the order of the enum; those of att.datable.iso have "-iso" behind.
 */
extern const char *const awol_tei_dating_names[AWOL_TEI_N_DATINGS];

/* One attribute; value is NULL where it is absent. */
struct awol_tei_attribute {
    const char *value;
    struct awol_place place; /* of the first byte of the value */
};

struct awol_tei_dates {
    struct awol_tei_attribute w3c[AWOL_TEI_N_DATINGS];
    struct awol_tei_attribute iso[AWOL_TEI_N_DATINGS];
    bool is_custom; /* there are when-custom and the like */
    bool lasts;     /* it begins at `from`, and is not an event at any later time */
};

/* True if there is any, be it one that only its maker can read. */
bool awol_tei_has_dates(const struct awol_tei_dates *dates);

/* What the attributes say. `text` and `rule` are "" where they are what a bare EDTF date has. */
struct awol_tei_dated {
    struct awol_text date;
    struct awol_text text;
    const char *rule;
    struct awol_place place;
};

/* Clear, then fill what awol_tei_date() returns into an initialised struct.
 *
 * W3C values are those of date/tei.h, ISO values EDTF as they stand.
 *
 * notBefore and notAfter are the ends of a window, from and to those of a stretch of time, either
 * of which may be missing (".."). AWOL_DATA with place and reason: no date at all, a value without
 * a year, not a date, when beside others, two starts or two ends, W3C and ISO values that differ.
 */
enum awol_status awol_tei_date(const struct awol_tei_dates *dates, struct awol_tei_dated *dated,
                               const char *source, struct awol_place where,
                               struct awol_error *opt_error);

#endif
