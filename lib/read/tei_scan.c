#include "read/tei_scan.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "read/tei_kinds.h"
#include "read/xml_pieces.h"
#include "read/xml_sax.h"

#define TEI_NAMESPACE "http://www.tei-c.org/ns/1.0"

/* What is behind the end of the file. */
#define AT_END SIZE_MAX

struct awol_tei_scan {
    const char *source;
    struct awol_xml_pieces pieces;
    struct awol_xml_parser parser;
    struct awol_tei_kinds kinds;
    const xmlChar *tei; /* the namespace, once it was seen */
    struct awol_tei_calls *calls;
    size_t depth;
    uint8_t open[AWOL_TEI_MAX_DEPTH + 1]; /* elements, by their depth */
    size_t n_texts; /* elements that are open, and whose text may say something */
    size_t reached;
    char root[64];
    bool is_done;
};

/* ---- failures ----------------------------------------------------------------------------- */

/* libxml2 takes the first bytes of some files for another encoding, and converts them. */
static bool is_converted(const xmlParserInput *input)
{
    return input->buf && input->buf->encoder;
}

static size_t reached(const struct awol_tei_scan *scan)
{
    const xmlParserInput *const input = scan->parser.context->input;
    long n;

    if (!input)
        return 0;
    if (!is_converted(input))
        return (size_t)input->consumed + (size_t)(input->cur - input->base);
    n = scan->parser.call.xmlByteConsumed(scan->parser.context);
    return n > 0 ? (size_t)n : 0;
}

/* The first failure is the one that is told. */
static void stop(struct awol_tei_scan *scan, enum awol_status status, size_t offset)
{
    if (scan->calls->status == AWOL_OK) {
        scan->calls->status = status;
        scan->calls->fault_offset = offset;
    }
    awol_xml_stop(&scan->parser);
}

static void stop_without_memory(struct awol_tei_scan *scan)
{
    stop(scan, awol_error_memory(&scan->calls->error), 0);
}

/* libxml2 has many words for a file that ends too soon. */
static void refuse_end(struct awol_tei_scan *scan)
{
    stop(scan,
         awol_error_at(&scan->calls->error, scan->source, (struct awol_place){0, 0}, "%s",
                       scan->root[0] == '\0'
                           ? "the file is empty, or ends before its first element"
                           : "not well-formed XML: the file ends before its elements do"),
         AT_END);
}

static void take_error(void *opened, awol_xml_error *fault)
{
    struct awol_tei_scan *const scan = opened;
    struct awol_error error;
    enum awol_status status;

    /* There may be no memory for the parser itself, of which its maker hears. */
    if (!scan->calls || scan->calls->status != AWOL_OK)
        return;
    status = awol_xml_refuse(fault, scan->source, (struct awol_place){0, 0}, &error);
    if (status == AWOL_DATA && scan->is_done && fault->level == XML_ERR_FATAL &&
        fault->code != XML_ERR_UNDECLARED_ENTITY) {
        refuse_end(scan);
    } else if (status != AWOL_OK) {
        scan->calls->error = error;
        stop(scan, status, reached(scan));
    }
}

static void reference(void *opened, const xmlChar *name)
{
    struct awol_tei_scan *const scan = opened;
    struct awol_error error;

    if (scan->calls->status != AWOL_OK)
        return;
    awol_xml_refuse_entity((const char *)name, scan->source, (struct awol_place){0, 0}, &error);
    scan->calls->error = error;
    stop(scan, AWOL_DATA, reached(scan));
}

/* ---- notes -------------------------------------------------------------------------------- */

/* libxml2 points into its own buffer, which holds the bytes of the file, unless it had to change
 * the text. */
static bool note_text(struct awol_tei_scan *scan, size_t here, const xmlChar *text, size_t length,
                      struct awol_tei_said *said)
{
    const xmlParserInput *const input = scan->parser.context->input;
    struct awol_text *const changed = &scan->calls->changed;

    said->length = (uint32_t)length;
    said->is_changed = true;
    said->offset = changed->length;
    if (!is_converted(input) && text >= input->base && text <= input->cur &&
        length <= (size_t)(input->end - text)) {
        const size_t offset = here - (size_t)(input->cur - text);

        said->is_changed = offset < scan->calls->begin;
        said->offset = said->is_changed ? said->offset : offset;
    }
    if (said->is_changed)
        awol_text_append_bytes(changed, (const char *)text, length);
    return !changed->failed;
}

static enum awol_tei_element find_element(struct awol_tei_scan *scan, const xmlChar *name,
                                          const xmlChar *uri)
{
    if (uri && uri != scan->tei) {
        if (strcmp((const char *)uri, TEI_NAMESPACE) != 0)
            return AWOL_TEI_OTHER;
        scan->tei = uri;
    }
    return (enum awol_tei_element)awol_tei_kinds_find(&scan->kinds, name).element;
}

/* Of an element that says nothing here, only xml:id. */
static uint8_t find_attribute(const struct awol_tei_kinds *kinds, enum awol_tei_element element,
                              const xmlChar *name, const xmlChar *prefix)
{
    if (name == kinds->id && prefix == kinds->xml)
        return AWOL_TEI_INDEX_id;
    if (element == AWOL_TEI_OTHER || prefix)
        return AWOL_TEI_INDEX_none;
    return awol_tei_kinds_find(kinds, name).attribute;
}

static bool note_values(struct awol_tei_scan *scan, size_t here, enum awol_tei_element element,
                        const xmlChar **attributes, int n, uint16_t *ret_n)
{
    uint16_t n_values = 0;

    for (int i = 0; i < n; i++) {
        const xmlChar **const attribute = attributes + 5 * (size_t)i;
        const uint8_t index = find_attribute(&scan->kinds, element, attribute[0], attribute[1]);
        struct awol_tei_value *value;

        if (index == AWOL_TEI_INDEX_none)
            continue;
        value = awol_tei_calls_add_value(scan->calls);
        if (!value || !note_text(scan, here, attribute[3], (size_t)(attribute[4] - attribute[3]),
                                 &value->said))
            return false;
        value->attribute = index;
        n_values++;
    }
    *ret_n = n_values;
    return true;
}

static void note_tag(struct awol_tei_scan *scan, size_t here, enum awol_tei_call_kind kind,
                     enum awol_tei_element element, uint16_t n_values)
{
    struct awol_tei_call *const call = awol_tei_calls_add(scan->calls);

    if (!call) {
        stop_without_memory(scan);
        return;
    }
    *call = (struct awol_tei_call){.kind = (uint8_t)kind,
                                   .element = (uint8_t)element,
                                   .n_values = n_values,
                                   .depth = (uint16_t)scan->depth,
                                   .reached = here};
}

/* ---- libxml2 ------------------------------------------------------------------------------ */

static void start_element(void *opened, const xmlChar *name, const xmlChar *prefix,
                          const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
                          int n_attributes, int n_defaulted, const xmlChar **attributes)
{
    struct awol_tei_scan *const scan = opened;
    enum awol_tei_element element;
    uint16_t n_values = 0;
    bool is_told;
    size_t here;

    (void)prefix, (void)n_namespaces, (void)namespaces, (void)n_defaulted;
    if (scan->calls->status != AWOL_OK)
        return;
    if (scan->root[0] == '\0')
        snprintf(scan->root, sizeof scan->root, "%s", (const char *)name);
    element = find_element(scan, name, uri);
    scan->n_texts += awol_tei_has_text(element);
    if (++scan->depth <= AWOL_TEI_MAX_DEPTH)
        scan->open[scan->depth] = (uint8_t)element;
    is_told = element != AWOL_TEI_OTHER || scan->depth > AWOL_TEI_MAX_DEPTH;
    if (!is_told && n_attributes == 0)
        return;
    here = reached(scan);
    if (!note_values(scan, here, element, attributes, n_attributes, &n_values))
        stop_without_memory(scan);
    else if (is_told)
        note_tag(scan, here, AWOL_TEI_STARTS, element, n_values);
    else if (n_values > 0)
        note_tag(scan, here, AWOL_TEI_IDENTIFIES, element, n_values);
}

static void end_element(void *opened, const xmlChar *name, const xmlChar *prefix,
                        const xmlChar *uri)
{
    struct awol_tei_scan *const scan = opened;
    enum awol_tei_element element = AWOL_TEI_OTHER;

    (void)name, (void)prefix, (void)uri;
    if (scan->calls->status != AWOL_OK)
        return;
    if (scan->depth <= AWOL_TEI_MAX_DEPTH)
        element = (enum awol_tei_element)scan->open[scan->depth];
    if (element != AWOL_TEI_OTHER) {
        scan->n_texts -= awol_tei_has_text(element);
        note_tag(scan, reached(scan), AWOL_TEI_ENDS, element, 0);
    }
    scan->depth--;
}

static void characters(void *opened, const xmlChar *text, int length)
{
    struct awol_tei_scan *const scan = opened;
    struct awol_tei_call *call;
    size_t here;

    if (scan->n_texts == 0 || scan->calls->status != AWOL_OK)
        return;
    here = reached(scan);
    call = awol_tei_calls_add(scan->calls);
    if (!call || !note_text(scan, here, text, (size_t)length, &call->said)) {
        stop_without_memory(scan);
        return;
    }
    call->kind = AWOL_TEI_SAYS;
    call->n_values = 0;
    call->reached = here;
}

/* ---- pieces ------------------------------------------------------------------------------- */

static enum awol_status create(struct awol_tei_scan *scan, struct awol_error *opt_error)
{
    xmlSAXHandler handler = {.startElementNs = start_element,
                             .endElementNs = end_element,
                             .characters = characters,
                             .ignorableWhitespace = characters,
                             .cdataBlock = characters,
                             .reference = reference,
                             .serror = take_error,
                             .initialized = XML_SAX2_MAGIC};
    enum awol_status status;

    status = awol_xml_init(&scan->parser, scan->source, &handler, scan, false, opt_error);
    if (status == AWOL_OK && !awol_tei_kinds_init(&scan->kinds, &scan->parser))
        status = awol_error_memory(opt_error);
    return status;
}

enum awol_status awol_tei_scan_new(FILE *file, const char *source, struct awol_tei_scan **ret_scan,
                                   struct awol_error *opt_error)
{
    struct awol_tei_scan *const scan = calloc(1, sizeof *scan);
    enum awol_status status;

    if (!scan)
        return awol_error_memory(opt_error);
    scan->source = source;
    awol_xml_pieces_init(&scan->pieces, file, source);
    status = create(scan, opt_error);
    if (status != AWOL_OK) {
        awol_tei_scan_free(scan);
        return status;
    }
    *ret_scan = scan;
    return AWOL_OK;
}

void awol_tei_scan_free(struct awol_tei_scan *scan)
{
    if (!scan)
        return;
    awol_xml_release(&scan->parser);
    awol_xml_pieces_release(&scan->pieces);
    free(scan);
}

static void parse_piece(struct awol_tei_scan *scan)
{
    struct awol_tei_calls *const calls = scan->calls;
    const struct awol_text *const piece = &calls->piece;

    if (!awol_xml_feed(&scan->parser, awol_text_string(piece), piece->length, scan->is_done) &&
        calls->status == AWOL_OK) {
        calls->status = awol_error_at(&calls->error, scan->source, (struct awol_place){0, 0},
                                      "not well-formed XML");
        calls->fault_offset = reached(scan);
    }
}

void awol_tei_scan_next(struct awol_tei_scan *scan, struct awol_tei_calls *calls)
{
    awol_tei_calls_begin(calls, scan->reached);
    scan->calls = calls;
    calls->status = awol_xml_pieces_next(&scan->pieces, &calls->piece, &calls->error);
    calls->fault_offset = AT_END;
    if (calls->status == AWOL_OK) {
        scan->is_done = calls->piece.length == 0;
        parse_piece(scan);
    }
    scan->reached = calls->reached = reached(scan);
    calls->is_last = scan->is_done || calls->status != AWOL_OK;
}

bool awol_tei_scan_is_ahead(const struct awol_tei_scan *scan)
{
    return !scan->is_done && awol_xml_pieces_are_ahead(&scan->pieces);
}

const char *awol_tei_scan_root(const struct awol_tei_scan *scan)
{
    return scan->root;
}
