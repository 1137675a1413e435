#include "read/tei_parse.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "read/tei_tags.h"
#include "read/xml_sax.h"

#define TEI_NAMESPACE "http://www.tei-c.org/ns/1.0"

/* libxml2 keeps names once each: equal names are equal pointers. */
struct element_name {
    const char *name;
    enum awol_tei_element element;
};

static const struct element_name elements[] = {
    {"person", AWOL_TEI_PERSON},
    {"personGrp", AWOL_TEI_PERSON},
    {"event", AWOL_TEI_EVENT},
    {"state", AWOL_TEI_STATE},
    {"org", AWOL_TEI_ORG},
    {"place", AWOL_TEI_PLACE},
    {"orgName", AWOL_TEI_ORG_NAME},
    {"placeName", AWOL_TEI_PLACE_NAME},
    {"eventName", AWOL_TEI_LABEL},
    {"label", AWOL_TEI_LABEL},
    {"affiliation", AWOL_TEI_AFFILIATION},
    {"bibl", AWOL_TEI_BIBL},
    {"measure", AWOL_TEI_MEASURE},
    {"date", AWOL_TEI_DATE},
    {"persName", AWOL_TEI_PERS_NAME},
    {"roleName", AWOL_TEI_ROLE_NAME},
};

enum { N_ELEMENTS = sizeof elements / sizeof elements[0] };

struct awol_tei_parse {
    const char *source;
    struct awol_xml_bytes bytes;
    struct awol_tei_record *record;
    struct awol_tei_ids ids;
    xmlParserCtxt *context;
    const xmlChar *names[N_ELEMENTS];
    const xmlChar *tei; /* the namespace, once it was seen */
    struct awol_tei_tags tags;
    char root[64];
    bool is_done;
    enum awol_status status;
    struct awol_error error; /* where status is not AWOL_OK */
};

/* ---- failures ----------------------------------------------------------------------------- */

static size_t reached(const struct awol_tei_parse *parse)
{
    return awol_tei_reached(parse->context);
}

static struct awol_place place_here(const struct awol_tei_parse *parse)
{
    return awol_xml_bytes_place(&parse->bytes, reached(parse));
}

/* The first failure is the one that is told. */
static void stop(struct awol_tei_parse *parse, enum awol_status status)
{
    if (parse->status == AWOL_OK)
        parse->status = status;
    xmlStopParser(parse->context);
}

/* Faults of the record that have no place of their own happened here. */
static void stop_here(struct awol_tei_parse *parse, enum awol_status status)
{
    if (status == AWOL_DATA && parse->error.place.line == 0)
        parse->error.place = place_here(parse);
    stop(parse, status);
}

static void refuse_entity(struct awol_tei_parse *parse, const char *name)
{
    if (parse->status == AWOL_OK)
        stop(parse, awol_xml_refuse_entity(name, parse->source, place_here(parse), &parse->error));
}

/* libxml2 has many words for a file that ends too soon. */
static void refuse_end(struct awol_tei_parse *parse)
{
    stop(parse, awol_error_at(&parse->error, parse->source,
                              awol_xml_bytes_place(&parse->bytes, SIZE_MAX), "%s",
                              parse->root[0] == '\0'
                                  ? "the file is empty, or ends before its first element"
                                  : "not well-formed XML: the file ends before its elements do"));
}

static void take_error(void *opened, awol_xml_error *fault)
{
    struct awol_tei_parse *const parse = opened;
    enum awol_status status;

    if (parse->status != AWOL_OK)
        return;
    status = awol_xml_refuse(fault, parse->source, place_here(parse), &parse->error);
    if (status == AWOL_DATA && parse->is_done && fault->level == XML_ERR_FATAL &&
        fault->code != XML_ERR_UNDECLARED_ENTITY)
        refuse_end(parse);
    else if (status != AWOL_OK)
        stop(parse, status);
}

/* ---- start tags --------------------------------------------------------------------------- */

static enum awol_tei_element find_element(struct awol_tei_parse *parse, const xmlChar *name,
                                          const xmlChar *uri)
{
    if (uri && uri != parse->tei) {
        if (strcmp((const char *)uri, TEI_NAMESPACE) != 0)
            return AWOL_TEI_OTHER;
        parse->tei = uri;
    }
    for (int i = 0; i < N_ELEMENTS; i++) {
        if (parse->names[i] == name)
            return elements[i].element;
    }
    return AWOL_TEI_OTHER;
}

static enum awol_status check_id(struct awol_tei_parse *parse, const struct awol_tei_start *start)
{
    char shown[AWOL_SHOWN_SIZE];
    bool seen = false;
    enum awol_status status;

    if (start->id[0] == '\0')
        return AWOL_OK;
    status = awol_tei_ids_add(&parse->ids, start->id, &seen, &parse->error);
    if (status != AWOL_OK || !seen)
        return status;
    return awol_error_at(&parse->error, parse->source, start->where,
                         "xml:id %s stands twice in the file",
                         awol_text_show(start->id, shown, sizeof shown));
}

static void start_element(void *opened, const xmlChar *name, const xmlChar *prefix,
                          const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
                          int n_attributes, int n_defaulted, const xmlChar **attributes)
{
    struct awol_tei_parse *const parse = opened;
    struct awol_tei_start start = {0};
    enum awol_status status;

    (void)prefix, (void)n_namespaces, (void)namespaces, (void)n_defaulted;
    if (parse->status != AWOL_OK)
        return;
    if (parse->root[0] == '\0')
        snprintf(parse->root, sizeof parse->root, "%s", (const char *)name);
    start.element = find_element(parse, name, uri);
    if (start.element != AWOL_TEI_OTHER) {
        start.begin = awol_xml_bytes_tag(&parse->bytes, reached(parse));
        awol_xml_bytes_mark(&parse->bytes, start.begin);
        start.where = awol_xml_bytes_place(&parse->bytes, start.begin);
    }
    if (!awol_tei_tags_take(&parse->tags, &parse->bytes, parse->context, attributes, n_attributes,
                            &start)) {
        stop(parse, awol_error_memory(&parse->error));
        return;
    }
    status = check_id(parse, &start);
    if (status == AWOL_OK)
        status = awol_tei_record_start(parse->record, &start, &parse->error);
    if (status == AWOL_DATA)
        parse->error.place =
            awol_xml_bytes_place(&parse->bytes, awol_xml_bytes_tag(&parse->bytes, reached(parse)));
    if (status != AWOL_OK)
        stop(parse, status);
}

/* ---- the rest of the document ------------------------------------------------------------- */

static void end_element(void *opened, const xmlChar *name, const xmlChar *prefix,
                        const xmlChar *uri)
{
    struct awol_tei_parse *const parse = opened;
    enum awol_status status;

    (void)name, (void)prefix, (void)uri;
    if (parse->status != AWOL_OK)
        return;
    status = awol_tei_record_end(parse->record, reached(parse), &parse->error);
    if (status != AWOL_OK)
        stop_here(parse, status);
}

static void characters(void *opened, const xmlChar *text, int length)
{
    struct awol_tei_parse *const parse = opened;
    enum awol_status status;

    if (parse->status != AWOL_OK)
        return;
    status = awol_tei_record_characters(parse->record, (const char *)text, (size_t)length,
                                        &parse->error);
    if (status != AWOL_OK)
        stop_here(parse, status);
}

static void reference(void *opened, const xmlChar *name)
{
    refuse_entity(opened, (const char *)name);
}

/* ---- pieces ------------------------------------------------------------------------------- */

static bool intern_names(struct awol_tei_parse *parse)
{
    xmlDict *const dict = parse->context->dict;
    bool ok = true;

    for (int i = 0; i < N_ELEMENTS; i++)
        ok = (parse->names[i] = xmlDictLookup(dict, BAD_CAST elements[i].name, -1)) && ok;
    return awol_tei_tags_init(&parse->tags, dict) && ok;
}

static enum awol_status create(struct awol_tei_parse *parse, struct awol_error *opt_error)
{
    xmlSAXHandler handler = {.startElementNs = start_element,
                             .endElementNs = end_element,
                             .characters = characters,
                             .ignorableWhitespace = characters,
                             .cdataBlock = characters,
                             .reference = reference,
                             .serror = take_error,
                             .initialized = XML_SAX2_MAGIC};

    parse->context = awol_xml_context_new(&handler, parse, false);
    if (!parse->context || !intern_names(parse))
        return awol_error_memory(opt_error);
    return AWOL_OK;
}

enum awol_status awol_tei_parse_new(FILE *file, const char *source,
                                    const struct awol_column_map *columns,
                                    struct awol_tei_parse **ret_parse, struct awol_error *opt_error)
{
    struct awol_tei_parse *const parse = calloc(1, sizeof *parse);
    enum awol_status status;

    if (!parse)
        return awol_error_memory(opt_error);
    parse->source = source;
    awol_xml_bytes_init(&parse->bytes, file, source);
    status = awol_tei_record_new(source, columns, &parse->bytes, &parse->record, opt_error);
    if (status == AWOL_OK)
        status = create(parse, opt_error);
    if (status != AWOL_OK) {
        awol_tei_parse_free(parse);
        return status;
    }
    *ret_parse = parse;
    return AWOL_OK;
}

void awol_tei_parse_free(struct awol_tei_parse *parse)
{
    if (!parse)
        return;
    awol_xml_context_free(parse->context);
    awol_tei_tags_release(&parse->tags);
    awol_tei_ids_release(&parse->ids);
    awol_tei_record_free(parse->record);
    awol_xml_bytes_release(&parse->bytes);
    free(parse);
}

static void feed(struct awol_tei_parse *parse)
{
    const char *piece = NULL;
    size_t length = 0;
    enum awol_status status;

    awol_xml_bytes_drop(&parse->bytes, awol_tei_record_needed(parse->record, reached(parse)));
    status = awol_xml_bytes_next(&parse->bytes, &piece, &length, &parse->error);
    if (status != AWOL_OK) {
        parse->status = status;
        return;
    }
    parse->is_done = length == 0;
    if (xmlParseChunk(parse->context, piece, (int)length, length == 0) != 0 &&
        parse->status == AWOL_OK && !parse->context->wellFormed)
        parse->status =
            awol_error_at(&parse->error, parse->source, place_here(parse), "not well-formed XML");
}

enum awol_status awol_tei_parse_next(struct awol_tei_parse *parse,
                                     const struct awol_tei_row **ret_row,
                                     struct awol_error *opt_error)
{
    const struct awol_tei_row *row;

    while (!(row = awol_tei_record_take(parse->record)) && !parse->is_done &&
           parse->status == AWOL_OK) {
        awol_tei_record_drain(parse->record);
        feed(parse);
    }
    if (!row && parse->status != AWOL_OK) {
        if (opt_error)
            *opt_error = parse->error;
        return parse->status;
    }
    *ret_row = row;
    return AWOL_OK;
}

const char *awol_tei_parse_passed_over(struct awol_tei_parse *parse)
{
    return awol_tei_record_passed_over(parse->record);
}

const char *awol_tei_parse_root(const struct awol_tei_parse *parse)
{
    return parse->root;
}
