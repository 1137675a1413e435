/* The XML parts of a zip archive, piece by piece: start tags, end tags and text, with the
 * namespaces that spreadsheets have under short names of our own. */
#ifndef AWOL_READ_ZIP_XML_H
#define AWOL_READ_ZIP_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "read/zip_file.h"

/* Whose names: of Office's main parts, its relations, packages; of OpenDocument; of nobody. */
enum awol_xml_space {
    AWOL_XML_NONE, /* an attribute without a prefix, an element without a namespace */
    AWOL_XML_OTHER,
    AWOL_XML_MAIN,
    AWOL_XML_RELATION,
    AWOL_XML_PACKAGE,
    AWOL_XML_OFFICE,
    AWOL_XML_TABLE,
    AWOL_XML_TEXT,
    AWOL_XML_STYLE,
    AWOL_XML_NUMBER,
    AWOL_XML_CALC_EXTENSION,
    AWOL_XML_MANIFEST
};

struct awol_xml_attribute {
    enum awol_xml_space space;
    const char *name;
    const char *value;
};

/* A start or an end tag; all of it lives until the handler returns. */
struct awol_xml_tag {
    enum awol_xml_space space;
    const char *name;
    const struct awol_xml_attribute *attributes; /* none of an end tag */
    size_t n_attributes;
};

/* True if the tag is that element. */
bool awol_xml_is(const struct awol_xml_tag *tag, enum awol_xml_space space, const char *name);

/* The value of an attribute, NULL if the tag has none. */
const char *awol_xml_find(const struct awol_xml_tag *tag, enum awol_xml_space space,
                          const char *name);

/* What a part is for; another status than AWOL_OK ends the reading with it. A failure of AWOL_DATA
 * that names no source is given the part and its line. */
struct awol_xml_handler {
    enum awol_status (*start)(void *state, const struct awol_xml_tag *tag,
                              struct awol_error *error);
    enum awol_status (*end)(void *state, const struct awol_xml_tag *tag, struct awol_error *error);
    enum awol_status (*text)(void *state, const char *bytes, size_t length,
                             struct awol_error *error);
};

struct awol_zip_xml;

/* Begin to read a part; handler, state and name stay the caller's. No entity is expanded, and a
 * document type is refused. */
enum awol_status awol_zip_xml_open(struct awol_zip *zip, const char *name,
                                   const struct awol_xml_handler *handler, void *state,
                                   struct awol_zip_xml **ret_xml, struct awol_error *opt_error);
void awol_zip_xml_close(struct awol_zip_xml *xml);

/* Hand on what a further piece says; *ret_more is false once the part is at its end. */
enum awol_status awol_zip_xml_feed(struct awol_zip_xml *xml, bool *ret_more,
                                   struct awol_error *opt_error);

/* A part from its beginning to its end. */
enum awol_status awol_zip_xml_read(struct awol_zip *zip, const char *name,
                                   const struct awol_xml_handler *handler, void *state,
                                   struct awol_error *opt_error);

#endif
