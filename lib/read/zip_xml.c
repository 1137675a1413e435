#include "read/zip_xml.h"

#include <stdlib.h>
#include <string.h>

#include "read/xml_sax.h"

/* Small, because the rows of a piece wait in memory. */
#define PIECE 8192

/* Sheets are a dozen elements deep; libxml2 sets no limit to those who keep no tree. */
#define MAX_DEPTH 256

struct namespace
{
    const char *uri;
    enum awol_xml_space space;
};

#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"

/* Office has two dialects, by ECMA-376 transitional and ISO 29500 strict. */
static const struct namespace namespaces[] = {
    {"http://schemas.openxmlformats.org/spreadsheetml/2006/main", AWOL_XML_MAIN},
    {"http://purl.oclc.org/ooxml/spreadsheetml/main", AWOL_XML_MAIN},
    {"http://schemas.openxmlformats.org/officeDocument/2006/relationships", AWOL_XML_RELATION},
    {"http://purl.oclc.org/ooxml/officeDocument/relationships", AWOL_XML_RELATION},
    {"http://schemas.openxmlformats.org/package/2006/relationships", AWOL_XML_PACKAGE},
    {OASIS "office:1.0", AWOL_XML_OFFICE},
    {OASIS "table:1.0", AWOL_XML_TABLE},
    {OASIS "text:1.0", AWOL_XML_TEXT},
    {OASIS "style:1.0", AWOL_XML_STYLE},
    {OASIS "datastyle:1.0", AWOL_XML_NUMBER},
    {OASIS "manifest:1.0", AWOL_XML_MANIFEST},
    {"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
     AWOL_XML_CALC_EXTENSION},
};

enum { N_NAMESPACES = sizeof namespaces / sizeof namespaces[0] };

struct awol_zip_xml {
    const struct awol_xml_handler *handler;
    void *state;
    struct awol_zip_part *part;
    struct awol_xml_parser parser;
    const xmlChar *uris[N_NAMESPACES]; /* libxml2 keeps names once each */
    struct awol_xml_attribute *attributes;
    size_t attributes_capacity;
    char *values;
    size_t values_capacity;
    int depth;
    bool is_done;
    enum awol_status status;
    struct awol_error error; /* where status is not AWOL_OK */
};

bool awol_xml_is(const struct awol_xml_tag *tag, enum awol_xml_space space, const char *name)
{
    return tag->space == space && strcmp(tag->name, name) == 0;
}

const char *awol_xml_find(const struct awol_xml_tag *tag, enum awol_xml_space space,
                          const char *name)
{
    for (size_t i = 0; i < tag->n_attributes; i++) {
        const struct awol_xml_attribute *const attribute = &tag->attributes[i];

        if (attribute->space == space && strcmp(attribute->name, name) == 0)
            return attribute->value;
    }
    return NULL;
}

/* ---- faults ------------------------------------------------------------------------------- */

static void stop(struct awol_zip_xml *xml, enum awol_status status)
{
    if (xml->status == AWOL_OK)
        xml->status = status;
    awol_xml_stop(&xml->parser);
}

/* The message of `error`, which names no source, gets the part and the line. */
static enum awol_status place_error(struct awol_zip_xml *xml)
{
    const struct awol_error error = xml->error;
    const int line = xml->parser.call.xmlSAX2GetLineNumber(xml->parser.context);

    if (error.source[0] != '\0')
        return AWOL_DATA;
    return awol_zip_part_refuse(xml->part, line > 0 ? (size_t)line : 0, &xml->error, "%s",
                                error.message);
}

static void take_error(void *opened, awol_xml_error *fault)
{
    struct awol_zip_xml *const xml = opened;
    enum awol_status status;

    if (xml->status != AWOL_OK)
        return;
    status = awol_xml_refuse(fault, "", (struct awol_place){0, 0}, &xml->error);
    if (status != AWOL_OK)
        stop(xml, status == AWOL_DATA ? place_error(xml) : status);
}

static void refuse_reference(void *opened, const xmlChar *name)
{
    struct awol_zip_xml *const xml = opened;

    if (xml->status != AWOL_OK)
        return;
    awol_xml_refuse_entity((const char *)name, "", (struct awol_place){0, 0}, &xml->error);
    stop(xml, place_error(xml));
}

static void refuse_doctype(void *opened, const xmlChar *name, const xmlChar *external_id,
                           const xmlChar *system_id)
{
    struct awol_zip_xml *const xml = opened;

    (void)name, (void)external_id, (void)system_id;
    if (xml->status != AWOL_OK)
        return;
    awol_error_set(&xml->error, AWOL_DATA,
                   "a document type is declared, which no spreadsheet does");
    stop(xml, place_error(xml));
}

static void finish(struct awol_zip_xml *xml, enum awol_status status)
{
    if (status != AWOL_OK)
        stop(xml, status == AWOL_DATA ? place_error(xml) : status);
}

/* ---- tags --------------------------------------------------------------------------------- */

static enum awol_xml_space find_space(struct awol_zip_xml *xml, const xmlChar *opt_uri)
{
    if (!opt_uri)
        return AWOL_XML_NONE;
    for (int i = 0; i < N_NAMESPACES; i++) {
        if (xml->uris[i] == opt_uri)
            return namespaces[i].space;
    }
    return AWOL_XML_OTHER;
}

static bool make_room(struct awol_zip_xml *xml, const xmlChar **attributes, size_t n)
{
    size_t needed = 0;

    for (size_t i = 0; i < n; i++)
        needed += (size_t)(attributes[5 * i + 4] - attributes[5 * i + 3]) + 1;
    if (needed > xml->values_capacity) {
        char *const values = realloc(xml->values, 2 * needed);

        if (!values)
            return false;
        xml->values = values;
        xml->values_capacity = 2 * needed;
    }
    if (n > xml->attributes_capacity) {
        struct awol_xml_attribute *const grown =
            realloc(xml->attributes, 2 * n * sizeof *xml->attributes);

        if (!grown)
            return false;
        xml->attributes = grown;
        xml->attributes_capacity = 2 * n;
    }
    return true;
}

/* libxml2 hands over name, prefix, namespace, and where the value begins and ends. */
static void fill_attributes(struct awol_zip_xml *xml, const xmlChar **attributes, size_t n)
{
    char *to = xml->values;

    for (size_t i = 0; i < n; i++) {
        const xmlChar **const from = attributes + 5 * i;
        const size_t length = (size_t)(from[4] - from[3]);

        xml->attributes[i] = (struct awol_xml_attribute){
            .space = find_space(xml, from[2]), .name = (const char *)from[0], .value = to};
        memcpy(to, from[3], length);
        to[length] = '\0';
        to += length + 1;
    }
}

static void start_element(void *opened, const xmlChar *name, const xmlChar *prefix,
                          const xmlChar *uri, int n_namespaces, const xmlChar **opt_namespaces,
                          int n_attributes, int n_defaulted, const xmlChar **attributes)
{
    struct awol_zip_xml *const xml = opened;
    const size_t n = n_attributes > 0 ? (size_t)n_attributes : 0;
    struct awol_xml_tag tag = {.name = (const char *)name, .n_attributes = n};

    (void)prefix, (void)n_namespaces, (void)opt_namespaces, (void)n_defaulted;
    if (xml->status != AWOL_OK)
        return;
    if (++xml->depth > MAX_DEPTH) {
        awol_error_set(&xml->error, AWOL_DATA, "elements stand in each other %d deep", MAX_DEPTH);
        stop(xml, place_error(xml));
        return;
    }
    if (!make_room(xml, attributes, n)) {
        stop(xml, awol_error_memory(&xml->error));
        return;
    }
    fill_attributes(xml, attributes, n);
    tag.space = find_space(xml, uri);
    tag.attributes = xml->attributes;
    finish(xml, xml->handler->start(xml->state, &tag, &xml->error));
}

static void end_element(void *opened, const xmlChar *name, const xmlChar *prefix,
                        const xmlChar *uri)
{
    struct awol_zip_xml *const xml = opened;
    const struct awol_xml_tag tag = {.space = find_space(xml, uri), .name = (const char *)name};

    (void)prefix;
    xml->depth--;
    if (xml->status == AWOL_OK && xml->handler->end)
        finish(xml, xml->handler->end(xml->state, &tag, &xml->error));
}

static void characters(void *opened, const xmlChar *text, int length)
{
    struct awol_zip_xml *const xml = opened;

    if (xml->status == AWOL_OK && xml->handler->text)
        finish(xml,
               xml->handler->text(xml->state, (const char *)text, (size_t)length, &xml->error));
}

/* ---- pieces ------------------------------------------------------------------------------- */

static enum awol_status create(struct awol_zip_xml *xml, const char *source,
                               struct awol_error *opt_error)
{
    xmlSAXHandler handler = {.internalSubset = refuse_doctype,
                             .startElementNs = start_element,
                             .endElementNs = end_element,
                             .characters = characters,
                             .ignorableWhitespace = characters,
                             .cdataBlock = characters,
                             .reference = refuse_reference,
                             .serror = take_error,
                             .initialized = XML_SAX2_MAGIC};
    enum awol_status status;

    status = awol_xml_init(&xml->parser, source, &handler, xml, true, opt_error);
    for (int i = 0; i < N_NAMESPACES && status == AWOL_OK; i++) {
        xml->uris[i] = awol_xml_name(&xml->parser, namespaces[i].uri);
        if (!xml->uris[i])
            status = awol_error_memory(opt_error);
    }
    return status;
}

enum awol_status awol_zip_xml_open(struct awol_zip *zip, const char *name,
                                   const struct awol_xml_handler *handler, void *state,
                                   struct awol_zip_xml **ret_xml, struct awol_error *opt_error)
{
    struct awol_zip_xml *const xml = calloc(1, sizeof *xml);
    enum awol_status status;

    if (!xml)
        return awol_error_memory(opt_error);
    xml->handler = handler;
    xml->state = state;
    status = create(xml, awol_zip_source(zip), opt_error);
    if (status == AWOL_OK)
        status = awol_zip_part_open(zip, name, &xml->part, opt_error);
    if (status != AWOL_OK) {
        awol_zip_xml_close(xml);
        return status;
    }
    *ret_xml = xml;
    return AWOL_OK;
}

void awol_zip_xml_close(struct awol_zip_xml *xml)
{
    if (!xml)
        return;
    awol_xml_release(&xml->parser);
    awol_zip_part_close(xml->part);
    free(xml->attributes);
    free(xml->values);
    free(xml);
}

enum awol_status awol_zip_xml_feed(struct awol_zip_xml *xml, bool *ret_more,
                                   struct awol_error *opt_error)
{
    char piece[PIECE];
    size_t length = 0;

    if (xml->status == AWOL_OK)
        xml->status = awol_zip_part_read(xml->part, piece, sizeof piece, &length, &xml->error);
    if (xml->status == AWOL_OK && !xml->is_done) {
        xml->is_done = length == 0;
        if (!awol_xml_feed(&xml->parser, piece, length, xml->is_done) && xml->status == AWOL_OK)
            xml->status =
                awol_zip_part_refuse(xml->part, 0, &xml->error, "this is not well-formed XML");
    }
    if (xml->status != AWOL_OK) {
        if (opt_error)
            *opt_error = xml->error;
        return xml->status;
    }
    *ret_more = !xml->is_done;
    return AWOL_OK;
}

enum awol_status awol_zip_xml_read(struct awol_zip *zip, const char *name,
                                   const struct awol_xml_handler *handler, void *state,
                                   struct awol_error *opt_error)
{
    struct awol_zip_xml *xml = NULL;
    bool more = true;
    enum awol_status status = awol_zip_xml_open(zip, name, handler, state, &xml, opt_error);

    while (status == AWOL_OK && more)
        status = awol_zip_xml_feed(xml, &more, opt_error);
    awol_zip_xml_close(xml);
    return status;
}
