/* sax2 FILE: libxml2's SAX2 parser with handlers that do nothing; the least that reading XML with it
 * costs. */
#include <libxml/parser.h>
#include <stdio.h>

static void start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                  int n_namespaces, const xmlChar **namespaces, int n_attributes, int n_defaulted,
                  const xmlChar **attributes)
{
    (void)context, (void)name, (void)prefix, (void)uri, (void)n_namespaces, (void)namespaces;
    (void)n_attributes, (void)n_defaulted, (void)attributes;
}

static void end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    (void)context, (void)name, (void)prefix, (void)uri;
}

static void characters(void *context, const xmlChar *text, int length)
{
    (void)context, (void)text, (void)length;
}

int main(int argc, char **argv)
{
    xmlSAXHandler handler = {.startElementNs = start,
                             .endElementNs = end,
                             .characters = characters,
                             .ignorableWhitespace = characters,
                             .cdataBlock = characters,
                             .initialized = XML_SAX2_MAGIC};
    static char piece[64 << 10];
    xmlParserCtxt *context;
    FILE *file;
    size_t n;
    int failed;

    if (argc != 2 || !(file = fopen(argv[1], "rb"))) {
        fputs("usage: sax2 FILE\n", stderr);
        return 2;
    }
    context = xmlCreatePushParserCtxt(&handler, NULL, NULL, 0, argv[1]);
    if (!context)
        return 5;
    while ((n = fread(piece, 1, sizeof piece, file)) > 0)
        xmlParseChunk(context, piece, (int)n, 0);
    failed = xmlParseChunk(context, piece, 0, 1);
    xmlFreeParserCtxt(context);
    xmlCleanupParser();
    fclose(file);
    return failed == 0 ? 0 : 3;
}
