#include "read/xml_sax.h"

#include <string.h>

#include "base/text.h"

#ifdef AWOL_LIBXML2
_Static_assert(sizeof AWOL_LIBXML2 > 1, "the file of libxml2 was not found: make LATE=0 links it");
AWOL_LATE_NOTE(AWOL_LIBXML2, "xml")

static enum awol_status load(const char *source, struct awol_libxml2 *ret_call,
                             struct awol_error *opt_error)
{
    static const char *const names[] = {AWOL_LIBXML2_FUNCTIONS(AWOL_LATE_NAME)};
    static const struct awol_late_library library = {AWOL_LIBXML2, "XML is", names,
                                                     sizeof names / sizeof names[0]};

    return awol_late_load(&library, source, ret_call, opt_error);
}
#else
static enum awol_status load(const char *source, struct awol_libxml2 *ret_call,
                             struct awol_error *opt_error)
{
    (void)source, (void)opt_error;
    *ret_call = (struct awol_libxml2){AWOL_LIBXML2_FUNCTIONS(AWOL_LATE_LINKED)};
    return AWOL_OK;
}
#endif

enum awol_status awol_xml_init(struct awol_xml_parser *parser, const char *source,
                               xmlSAXHandler *handler, void *opened, bool encoded,
                               struct awol_error *opt_error)
{
    const enum awol_status status = load(source, &parser->call, opt_error);

    parser->context = NULL;
    if (status != AWOL_OK)
        return status;
    parser->context = parser->call.xmlCreatePushParserCtxt(handler, opened, NULL, 0, NULL);
    if (!parser->context)
        return awol_error_memory(opt_error);
    parser->call.xmlCtxtUseOptions(parser->context, XML_PARSE_NONET | XML_PARSE_COMPACT |
                                                        (encoded ? 0 : XML_PARSE_IGNORE_ENC));
    return AWOL_OK;
}

void awol_xml_release(struct awol_xml_parser *parser)
{
    if (!parser->context)
        return;
    /* Declarations of entities are kept in a document that only its caller frees. */
    if (parser->context->myDoc)
        parser->call.xmlFreeDoc(parser->context->myDoc);
    parser->call.xmlFreeParserCtxt(parser->context);
}

bool awol_xml_feed(const struct awol_xml_parser *parser, const char *bytes, size_t length,
                   bool is_last)
{
    return parser->call.xmlParseChunk(parser->context, bytes, (int)length, is_last) == 0 ||
           parser->context->wellFormed;
}

void awol_xml_stop(const struct awol_xml_parser *parser)
{
    parser->call.xmlStopParser(parser->context);
}

const xmlChar *awol_xml_name(const struct awol_xml_parser *parser, const char *name)
{
    return parser->call.xmlDictLookup(parser->context->dict, BAD_CAST name, -1);
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
