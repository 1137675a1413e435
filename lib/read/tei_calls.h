/* What libxml2 says of a piece of a TEI file, noted: made by tei_scan.c, read by tei_parse.c, which
 * may be another thread. */
#ifndef AWOL_READ_TEI_CALLS_H
#define AWOL_READ_TEI_CALLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/text.h"

/* A tag, the id of an element that says nothing else, text. */
enum awol_tei_call_kind { AWOL_TEI_STARTS, AWOL_TEI_ENDS, AWOL_TEI_IDENTIFIES, AWOL_TEI_SAYS };

/* Text: where it stands in the file; or in `changed`, where libxml2 had to change it. */
struct awol_tei_said {
    size_t offset;
    uint32_t length;
    bool is_changed;
};

/* Elements that say nothing here are not noted: only how deep the others stand. */
struct awol_tei_call {
    size_t reached;            /* how far the file was parsed then */
    struct awol_tei_said said; /* the text */
    uint16_t n_values;         /* of the tag that starts: so many of the values, in order */
    uint16_t depth;            /* of the element; 1 is the outermost */
    uint8_t kind;              /* enum awol_tei_call_kind */
    uint8_t element;           /* enum awol_tei_element */
};

/* The value of an attribute. */
struct awol_tei_value {
    uint8_t attribute; /* its index (tei_kinds.h) */
    struct awol_tei_said said;
};

/* Initialise with awol_tei_calls_init(). */
struct awol_tei_calls {
    struct awol_text piece;   /* of the file, as UTF-8 */
    struct awol_text changed; /* texts one behind the other */
    struct awol_tei_call *calls;
    struct awol_tei_value *values;
    size_t n, capacity, n_values, values_capacity;
    size_t begin, reached; /* offsets to which the file was parsed before, and now */
    bool is_last;
    enum awol_status status; /* how it went on behind all this; the first failure */
    struct awol_error error; /* without a place: that of fault_offset */
    size_t fault_offset;
};

void awol_tei_calls_init(struct awol_tei_calls *calls);
void awol_tei_calls_release(struct awol_tei_calls *calls);

/* Empty them for the next piece. */
void awol_tei_calls_begin(struct awol_tei_calls *calls, size_t begin);

/* Room for one more; NULL when out of memory. */
struct awol_tei_call *awol_tei_calls_add(struct awol_tei_calls *calls);
struct awol_tei_value *awol_tei_calls_add_value(struct awol_tei_calls *calls);

#endif
