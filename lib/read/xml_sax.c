#include "read/xml_sax.h"

#include <string.h>

#include "base/text.h"

xmlParserCtxt *awol_xml_context_new(xmlSAXHandler *handler, void *opened, int encoded)
{
    xmlParserCtxt *const context = xmlCreatePushParserCtxt(handler, opened, NULL, 0, NULL);

    if (context)
        xmlCtxtUseOptions(context, XML_PARSE_NONET | XML_PARSE_COMPACT |
                                       (encoded ? 0 : XML_PARSE_IGNORE_ENC));
    return context;
}

void awol_xml_context_free(xmlParserCtxt *opt_context)
{
    /* Declarations of entities are kept in a document that only its caller frees. */
    if (opt_context && opt_context->myDoc)
        xmlFreeDoc(opt_context->myDoc);
    xmlFreeParserCtxt(opt_context);
}

enum awol_status awol_xml_refuse_entity(const char *name, const char *source,
                                        struct awol_place place, struct awol_error *opt_error)
{
    char shown[AWOL_SHOWN_SIZE];

    return awol_error_at(opt_error, source, place,
                         "the entity %s is not expanded: the text that it stands for is expected",
                         awol_text_show(name, shown, sizeof shown));
}

enum awol_status awol_xml_refuse(awol_xml_error *fault, const char *source, struct awol_place place,
                                 struct awol_error *opt_error)
{
    char what[200];

    if (fault->code == XML_ERR_NO_MEMORY)
        return awol_error_memory(opt_error);
    if (fault->code == XML_ERR_UNDECLARED_ENTITY || fault->code == XML_WAR_UNDECLARED_ENTITY)
        return awol_xml_refuse_entity(fault->str1 ? fault->str1 : "", source, place, opt_error);
    if (fault->level != XML_ERR_FATAL)
        return AWOL_OK;
    snprintf(what, sizeof what, "%s", fault->message ? fault->message : "");
    what[strcspn(what, "\n")] = '\0';
    return awol_error_at(opt_error, source, place, "not well-formed XML: %s", what);
}
