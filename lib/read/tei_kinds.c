#include "read/tei_kinds.h"

#include <stdio.h>

static const struct {
    const char *name;
    enum awol_tei_element element;
} elements[] = {
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

static const char *const attributes[] = {
#define ATTRIBUTE_NAME(field, name) name,
    AWOL_TEI_ATTRIBUTES(ATTRIBUTE_NAME)
#undef ATTRIBUTE_NAME
};

/* The place of a name, or the free one where it belongs. */
static size_t find_place(const struct awol_tei_kinds *kinds, const xmlChar *name)
{
    size_t at = (size_t)((uint64_t)(uintptr_t)name * UINT64_C(0x9e3779b97f4a7c15) >> 56);

    while (kinds->places[at].name && kinds->places[at].name != name)
        at = (at + 1) % AWOL_TEI_KIND_PLACES;
    return at;
}

struct awol_tei_kind awol_tei_kinds_find(const struct awol_tei_kinds *kinds, const xmlChar *name)
{
    return kinds->places[find_place(kinds, name)];
}

static bool add(struct awol_tei_kinds *kinds, const struct awol_xml_parser *parser,
                const char *text, enum awol_tei_element element, int attribute)
{
    const xmlChar *const name = awol_xml_name(parser, text);
    struct awol_tei_kind *kind;

    if (!name)
        return false;
    kind = &kinds->places[find_place(kinds, name)];
    kind->name = name;
    if (element != AWOL_TEI_OTHER)
        kind->element = (uint8_t)element;
    if (attribute != AWOL_TEI_INDEX_none)
        kind->attribute = (uint8_t)attribute;
    return true;
}

static bool add_dating(struct awol_tei_kinds *kinds, const struct awol_xml_parser *parser,
                       int dating)
{
    const char *const name = awol_tei_dating_names[dating];
    char iso[32], custom[32];

    snprintf(iso, sizeof iso, "%s-iso", name);
    snprintf(custom, sizeof custom, "%s-custom", name);
    return add(kinds, parser, name, AWOL_TEI_OTHER, AWOL_TEI_INDEX_w3c + dating) &&
           add(kinds, parser, iso, AWOL_TEI_OTHER, AWOL_TEI_INDEX_iso + dating) &&
           add(kinds, parser, custom, AWOL_TEI_OTHER, AWOL_TEI_INDEX_custom);
}

bool awol_tei_kinds_init(struct awol_tei_kinds *kinds, const struct awol_xml_parser *parser)
{
    bool ok = true;

    *kinds = (struct awol_tei_kinds){.id = awol_xml_name(parser, "id"),
                                     .xml = awol_xml_name(parser, "xml")};
    for (size_t i = 0; i < AWOL_TEI_KIND_PLACES; i++)
        kinds->places[i].attribute = AWOL_TEI_INDEX_none;
    for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++)
        ok = add(kinds, parser, elements[i].name, elements[i].element, AWOL_TEI_INDEX_none) && ok;
    for (size_t i = 0; i < sizeof attributes / sizeof attributes[0]; i++)
        ok = add(kinds, parser, attributes[i], AWOL_TEI_OTHER, (int)i) && ok;
    for (int i = 0; i < AWOL_TEI_N_DATINGS; i++)
        ok = add_dating(kinds, parser, i) && ok;
    return ok && kinds->id && kinds->xml;
}

bool awol_tei_has_text(enum awol_tei_element element)
{
    switch (element) {
    case AWOL_TEI_ORG_NAME:
    case AWOL_TEI_PLACE_NAME:
    case AWOL_TEI_LABEL:
    case AWOL_TEI_AFFILIATION:
    case AWOL_TEI_BIBL:
    case AWOL_TEI_DATE:
    case AWOL_TEI_PERS_NAME:
    case AWOL_TEI_ROLE_NAME:
        return true;
    case AWOL_TEI_OTHER:
    case AWOL_TEI_PERSON:
    case AWOL_TEI_EVENT:
    case AWOL_TEI_STATE:
    case AWOL_TEI_ORG:
    case AWOL_TEI_PLACE:
    case AWOL_TEI_MEASURE:
        break;
    }
    return false;
}
