/* How every reader of XML sets libxml2's SAX2 push parser up, and what its faults mean. */
#ifndef AWOL_READ_XML_SAX_H
#define AWOL_READ_XML_SAX_H

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <stdbool.h>

#include "base/status.h"
#include "read/late.h"

/* The function that takes the faults: libxml2 changed its mind about const. */
#if LIBXML_VERSION >= 21200
typedef const xmlError awol_xml_error;
#else
typedef xmlError awol_xml_error;
#endif

/* All that is called of libxml2, which is loaded for the first parser. */
#define AWOL_LIBXML2_FUNCTIONS(X)                                                                  \
    X(xmlByteConsumed)                                                                             \
    X(xmlCreatePushParserCtxt)                                                                     \
    X(xmlCtxtUseOptions)                                                                           \
    X(xmlDictLookup)                                                                               \
    X(xmlFreeDoc)                                                                                  \
    X(xmlFreeParserCtxt)                                                                           \
    X(xmlParseChunk)                                                                               \
    X(xmlSAX2GetLineNumber)                                                                        \
    X(xmlStopParser)

struct awol_libxml2 {
    AWOL_LIBXML2_FUNCTIONS(AWOL_LATE_MEMBER)
};

struct awol_xml_parser {
    struct awol_libxml2 call;
    xmlParserCtxt *context;
};

/* A parser that expands no entity, loads no DTD and fetches nothing; `encoded` where it is to look
 * for the encoding of the bytes, which otherwise are UTF-8 whatever the file declares. The
 * functions of the handler get `opened`. `source` is what is to be read, for the message.
 * AWOL_MEMORY; AWOL_SYSTEM: there is no libxml2. */
enum awol_status awol_xml_init(struct awol_xml_parser *parser, const char *source,
                               xmlSAXHandler *handler, void *opened, bool encoded,
                               struct awol_error *opt_error);

/* A parser that is all zero is left alone. */
void awol_xml_release(struct awol_xml_parser *parser);

/* The next bytes; false where they are not well-formed. */
bool awol_xml_feed(const struct awol_xml_parser *parser, const char *bytes, size_t length,
                   bool is_last);

/* The handler hears of nothing further. A parser that is still being made is left alone. */
void awol_xml_stop(const struct awol_xml_parser *parser);

/* libxml2's one copy of a name; NULL when out of memory. */
const xmlChar *awol_xml_name(const struct awol_xml_parser *parser, const char *name);

/* The fault as a failure at a place; AWOL_OK where it is none that ends the reading. */
enum awol_status awol_xml_refuse(awol_xml_error *fault, const char *source, struct awol_place place,
                                 struct awol_error *opt_error);

/* A reference to an entity that the file declares. */
enum awol_status awol_xml_refuse_entity(const char *name, const char *source,
                                        struct awol_place place, struct awol_error *opt_error);

#endif
