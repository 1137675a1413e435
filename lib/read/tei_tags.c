#include "read/tei_tags.h"

#include <stdlib.h>
#include <string.h>

static const char *const attribute_names[AWOL_TEI_N_ATTRIBUTES] = {
#define ATTRIBUTE_NAME(field, name) name,
    AWOL_TEI_ATTRIBUTES(ATTRIBUTE_NAME)
#undef ATTRIBUTE_NAME
};

bool awol_tei_tags_init(struct awol_tei_tags *tags, xmlDict *dict)
{
    bool ok = true;

    *tags = (struct awol_tei_tags){0};
    for (int i = 0; i < AWOL_TEI_N_ATTRIBUTES; i++)
        ok = (tags->names[i] = xmlDictLookup(dict, BAD_CAST attribute_names[i], -1)) && ok;
    tags->id = xmlDictLookup(dict, BAD_CAST "id", -1);
    tags->xml = xmlDictLookup(dict, BAD_CAST "xml", -1);
    return ok && tags->id && tags->xml;
}

void awol_tei_tags_release(struct awol_tei_tags *tags)
{
    free(tags->values);
}

size_t awol_tei_reached(xmlParserCtxt *context)
{
    const long n = xmlByteConsumed(context);

    return n > 0 ? (size_t)n : 0;
}

static bool is_id(const struct awol_tei_tags *tags, const xmlChar **attribute)
{
    return attribute[0] == tags->id && attribute[1] == tags->xml;
}

/* Room for the values of a tag with their ends, and for "". */
static bool make_room(struct awol_tei_tags *tags, const xmlChar **attributes, int n)
{
    size_t needed = 1;
    char *values;

    for (int i = 0; i < n; i++)
        needed += (size_t)(attributes[5 * i + 4] - attributes[5 * i + 3]) + 1;
    if (needed <= tags->n_values)
        return true;
    values = realloc(tags->values, 2 * needed);
    if (!values)
        return false;
    tags->values = values;
    tags->n_values = 2 * needed;
    return true;
}

/* libxml2 points into its own buffer, unless it had to change the text. */
static struct awol_place value_place(const struct awol_xml_bytes *bytes, xmlParserCtxt *context,
                                     const xmlChar *value, const struct awol_tei_start *start)
{
    const xmlParserInput *const input = context->input;

    if (value < input->base || value > input->cur)
        return start->where;
    return awol_xml_bytes_place(bytes, awol_tei_reached(context) - (size_t)(input->cur - value));
}

/* The attribute of that name, NULL if it is none of dating that is read. */
static struct awol_tei_attribute *find_dating(const char *name, struct awol_tei_dates *dates)
{
    for (int i = 0; i < AWOL_TEI_N_DATINGS; i++) {
        const size_t length = strlen(awol_tei_dating_names[i]);

        if (strncmp(name, awol_tei_dating_names[i], length) != 0)
            continue;
        if (name[length] == '\0')
            return &dates->w3c[i];
        if (strcmp(name + length, "-iso") == 0)
            return &dates->iso[i];
        if (strcmp(name + length, "-custom") == 0)
            dates->is_custom = true;
    }
    return NULL;
}

static const char **find_field(const struct awol_tei_tags *tags, const xmlChar *name,
                               struct awol_tei_start *start)
{
#define FIELD_ADDRESS(field, text) &start->field,
    const char **const fields[] = {AWOL_TEI_ATTRIBUTES(FIELD_ADDRESS)};
#undef FIELD_ADDRESS

    for (int i = 0; i < AWOL_TEI_N_ATTRIBUTES; i++) {
        if (tags->names[i] == name)
            return fields[i];
    }
    return NULL;
}

static void clear(struct awol_tei_tags *tags, struct awol_tei_start *start)
{
    tags->values[0] = '\0';
    start->id = tags->values;
#define CLEAR_FIELD(field, name) start->field = tags->values;
    AWOL_TEI_ATTRIBUTES(CLEAR_FIELD)
#undef CLEAR_FIELD
}

bool awol_tei_tags_take(struct awol_tei_tags *tags, const struct awol_xml_bytes *bytes,
                        xmlParserCtxt *context, const xmlChar **attributes, int n,
                        struct awol_tei_start *start)
{
    char *to;

    if (!make_room(tags, attributes, n))
        return false;
    clear(tags, start);
    to = tags->values + 1;
    for (int i = 0; i < n; i++) {
        const xmlChar **const attribute = attributes + 5 * (size_t)i;
        const size_t length = (size_t)(attribute[4] - attribute[3]);
        const char **field = is_id(tags, attribute) ? &start->id : NULL;
        struct awol_tei_attribute *dating = NULL;

        if (!field && (start->element == AWOL_TEI_OTHER || attribute[1]))
            continue;
        if (!field && !(field = find_field(tags, attribute[0], start)))
            dating = find_dating((const char *)attribute[0], &start->dates);
        if (!field && !dating)
            continue;
        memcpy(to, attribute[3], length);
        to[length] = '\0';
        if (field)
            *field = to;
        else
            *dating =
                (struct awol_tei_attribute){to, value_place(bytes, context, attribute[3], start)};
        to += length + 1;
    }
    return true;
}
