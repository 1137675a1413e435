/* Which elements and attributes of TEI say something here. Used by tei_scan.c and tei_parse.c
 * alone. */
#ifndef AWOL_READ_TEI_KINDS_H
#define AWOL_READ_TEI_KINDS_H

#include <stdbool.h>
#include <stdint.h>

#include "read/tei_record.h"
#include "read/xml_sax.h"

/* The fields of struct awol_tei_start, then those of its dates. */
enum {
#define AWOL_TEI_ATTRIBUTE_INDEX(field, name) AWOL_TEI_INDEX_##field,
    AWOL_TEI_ATTRIBUTES(AWOL_TEI_ATTRIBUTE_INDEX)
#undef AWOL_TEI_ATTRIBUTE_INDEX
        AWOL_TEI_INDEX_id, /* xml:id */
    AWOL_TEI_INDEX_w3c,
    AWOL_TEI_INDEX_iso = AWOL_TEI_INDEX_w3c + AWOL_TEI_N_DATINGS,
    AWOL_TEI_INDEX_custom = AWOL_TEI_INDEX_iso + AWOL_TEI_N_DATINGS,
    AWOL_TEI_INDEX_none
};

/* What a name is as that of an element, and as that of an attribute. */
struct awol_tei_kind {
    const xmlChar *name;
    uint8_t element;   /* enum awol_tei_element */
    uint8_t attribute; /* its index */
};

enum { AWOL_TEI_KIND_PLACES = 256 };

/* libxml2 keeps names once each: equal names are equal pointers. */
struct awol_tei_kinds {
    struct awol_tei_kind places[AWOL_TEI_KIND_PLACES]; /* open addressing; most are free */
    const xmlChar *id, *xml;
};

/* False when out of memory. The names belong to the parser. */
bool awol_tei_kinds_init(struct awol_tei_kinds *kinds, const struct awol_xml_parser *parser);

/* AWOL_TEI_OTHER and AWOL_TEI_INDEX_none where a name says nothing; xml:id is not among them. */
struct awol_tei_kind awol_tei_kinds_find(const struct awol_tei_kinds *kinds, const xmlChar *name);

/* True for elements whose text may say something. */
bool awol_tei_has_text(enum awol_tei_element element);

#endif
