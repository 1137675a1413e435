/* The attributes of a start tag, as libxml2 hands them over. Used by tei_parse.c alone. */
#ifndef AWOL_READ_TEI_TAGS_H
#define AWOL_READ_TEI_TAGS_H

#include <libxml/parser.h>
#include <stdbool.h>
#include <stddef.h>

#include "read/tei_record.h"

enum {
#define AWOL_TEI_ATTRIBUTE_INDEX(field, name) AWOL_TEI_INDEX_##field,
    AWOL_TEI_ATTRIBUTES(AWOL_TEI_ATTRIBUTE_INDEX)
#undef AWOL_TEI_ATTRIBUTE_INDEX
        AWOL_TEI_N_ATTRIBUTES
};

/* libxml2 keeps names once each: equal names are equal pointers. */
struct awol_tei_tags {
    const xmlChar *names[AWOL_TEI_N_ATTRIBUTES];
    const xmlChar *id, *xml;
    char *values; /* of one tag, terminated */
    size_t n_values;
};

/* False when out of memory. The names belong to the dictionary. */
bool awol_tei_tags_init(struct awol_tei_tags *tags, xmlDict *dict);
void awol_tei_tags_release(struct awol_tei_tags *tags);

/* How many bytes were parsed. */
size_t awol_tei_reached(xmlParserCtxt *context);

/* Fill a start tag from its n attributes; of an element that says nothing here, only xml:id. False
 * when out of memory. */
bool awol_tei_tags_take(struct awol_tei_tags *tags, const struct awol_xml_bytes *bytes,
                        xmlParserCtxt *context, const xmlChar **attributes, int n,
                        struct awol_tei_start *start);

#endif
