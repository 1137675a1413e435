/* How every reader of XML sets libxml2's SAX2 push parser up, and what its faults mean. */
#ifndef AWOL_READ_XML_SAX_H
#define AWOL_READ_XML_SAX_H

#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#include "base/status.h"

/* The function that takes the faults: libxml2 changed its mind about const. */
#if LIBXML_VERSION >= 21200
typedef const xmlError awol_xml_error;
#else
typedef xmlError awol_xml_error;
#endif

/* A parser that expands no entity, loads no DTD and fetches nothing; `encoded` where it is to look
 * for the encoding of the bytes, which otherwise are UTF-8 whatever the file declares. The
 * functions of the handler get `opened`. NULL when out of memory. */
xmlParserCtxt *awol_xml_context_new(xmlSAXHandler *handler, void *opened, int encoded);

/* NULL is left alone. */
void awol_xml_context_free(xmlParserCtxt *opt_context);

/* The fault as a failure at a place; AWOL_OK where it is none that ends the reading. */
enum awol_status awol_xml_refuse(awol_xml_error *fault, const char *source, struct awol_place place,
                                 struct awol_error *opt_error);

/* A reference to an entity that the file declares. */
enum awol_status awol_xml_refuse_entity(const char *name, const char *source,
                                        struct awol_place place, struct awol_error *opt_error);

#endif
