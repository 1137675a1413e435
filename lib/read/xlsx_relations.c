#include "read/xlsx_relations.h"

#include <string.h>

#include "read/zip_xml.h"

struct reading {
    struct awol_xlsx_relations *relations;
    struct awol_text base; /* folder of the part, with a slash at its end */
    struct awol_text path;
};

/* A target from the folder of its part, "." and ".." taken out; "/xl/a.xml" is from the root. */
static void resolve(struct reading *reading, const char *target)
{
    struct awol_text *const path = &reading->path;

    awol_text_clear(path);
    if (target[0] != '/')
        awol_text_append(path, awol_text_string(&reading->base));
    while (*target) {
        const size_t length = strcspn(target, "/");

        if (length == 2 && memcmp(target, "..", 2) == 0) {
            if (path->length > 0)
                path->length--;
            while (path->length > 0 && path->bytes[path->length - 1] != '/')
                path->length--;
        } else if (length > 0 && !(length == 1 && target[0] == '.')) {
            awol_text_append_bytes(path, target, length);
            if (target[length] == '/')
                awol_text_append_byte(path, '/');
        }
        target += length + (target[length] == '/');
    }
    if (path->bytes)
        path->bytes[path->length] = '\0';
}

static enum awol_status start(void *state, const struct awol_xml_tag *tag, struct awol_error *error)
{
    struct reading *const reading = state;
    struct awol_xlsx_relations *const relations = reading->relations;
    const char *const id = awol_xml_find(tag, AWOL_XML_NONE, "Id");
    const char *const type = awol_xml_find(tag, AWOL_XML_NONE, "Type");
    const char *const target = awol_xml_find(tag, AWOL_XML_NONE, "Target");
    const char *const slash = type ? strrchr(type, '/') : NULL;
    struct awol_xlsx_relation *list;

    if (!awol_xml_is(tag, AWOL_XML_PACKAGE, "Relationship") || !id || !slash || !target)
        return AWOL_OK;
    resolve(reading, target);
    list = awol_arena_grow(relations->arena, relations->list, relations->n, sizeof *list);
    if (!list)
        return awol_error_memory(error);
    relations->list = list;
    list += relations->n;
    list->id = awol_arena_string(relations->arena, id);
    list->type = awol_arena_string(relations->arena, slash + 1);
    list->part = awol_arena_string(relations->arena, awol_text_string(&reading->path));
    if (!list->id || !list->type || !list->part || reading->path.failed)
        return awol_error_memory(error);
    relations->n++;
    return AWOL_OK;
}

enum awol_status awol_xlsx_relations_read(struct awol_xlsx_relations *relations,
                                          struct awol_zip *zip, const char *part,
                                          struct awol_error *opt_error)
{
    static const struct awol_xml_handler handler = {.start = start};
    const char *const slash = strrchr(part, '/');
    const size_t folder = slash ? (size_t)(slash - part) + 1 : 0;
    struct reading reading = {.relations = relations};
    struct awol_text name;
    enum awol_status status;

    awol_text_init(&name);
    awol_text_append_bytes(&reading.base, part, folder);
    awol_text_append_bytes(&name, part, folder);
    awol_text_append_format(&name, "_rels/%s.rels", part + folder);
    status = awol_text_check(&name, opt_error);
    if (status == AWOL_OK && awol_zip_has(zip, awol_text_string(&name)))
        status = awol_zip_xml_read(zip, awol_text_string(&name), &handler, &reading, opt_error);
    awol_text_release(&name);
    awol_text_release(&reading.path);
    awol_text_release(&reading.base);
    return status;
}

const struct awol_xlsx_relation *
awol_xlsx_relations_of_type(const struct awol_xlsx_relations *relations, const char *type)
{
    for (size_t i = 0; i < relations->n; i++) {
        if (strcmp(relations->list[i].type, type) == 0)
            return &relations->list[i];
    }
    return NULL;
}

const struct awol_xlsx_relation *
awol_xlsx_relations_of_id(const struct awol_xlsx_relations *relations, const char *id)
{
    for (size_t i = 0; i < relations->n; i++) {
        if (strcmp(relations->list[i].id, id) == 0)
            return &relations->list[i];
    }
    return NULL;
}
