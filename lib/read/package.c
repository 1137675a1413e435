#include "read/package.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "read/file.h"

static enum awol_status refuse(const char *path, const char *resource, const char *message,
                               struct awol_error *opt_error)
{
    return awol_error_at(opt_error, path, (struct awol_place){0, 0}, "resource “%.60s”: %s",
                         resource, message);
}

/* ---- files -------------------------------------------------------------------------------- */

char *awol_package_beside(const char *file)
{
    static const char name[] = "datapackage.json";
    const size_t folder = (size_t)(awol_file_name(file) - file);
    char *const path = malloc(folder + sizeof name);

    if (!path)
        return NULL;
    memcpy(path, file, folder);
    memcpy(path + folder, name, sizeof name);
    return path;
}

static enum awol_status load(const char *path, json_t **ret_root, struct awol_error *opt_error)
{
    FILE *file = NULL;
    json_error_t fault;
    json_t *root;
    bool out_of_memory;
    enum awol_status status = awol_file_open(path, &file, opt_error);

    if (status != AWOL_OK)
        return status;
    errno = 0;
    root = json_loadf(file, JSON_REJECT_DUPLICATES, &fault);
    out_of_memory = errno == ENOMEM; /* jansson calls it a fault of the text */
    awol_file_close(file);
    if (!root && out_of_memory)
        return awol_error_memory(opt_error);
    if (!root)
        return awol_error_at(opt_error, path,
                             (struct awol_place){fault.line > 0 ? (size_t)fault.line : 0,
                                                 fault.column > 0 ? (size_t)fault.column : 0},
                             "not JSON: %s", fault.text);
    *ret_root = root;
    return AWOL_OK;
}

/* ---- which resource ----------------------------------------------------------------------- */

/* A path of a resource counts from the folder of the package. */
static bool is_same_file(const char *package, const char *resource_path, const char *file)
{
    const size_t folder = (size_t)(awol_file_name(package) - package);

    if (strncmp(resource_path, "./", 2) == 0)
        resource_path += 2;
    if (strncmp(package, file, folder) == 0 && strcmp(file + folder, resource_path) == 0)
        return true;
    return strcmp(resource_path, awol_file_name(file)) == 0;
}

static bool names_file(const char *package, const json_t *paths, const char *file)
{
    if (json_is_string(paths))
        return is_same_file(package, json_string_value(paths), file);
    for (size_t i = 0; i < json_array_size(paths); i++) {
        const json_t *const path = json_array_get(paths, i);

        if (json_is_string(path) && is_same_file(package, json_string_value(path), file))
            return true;
    }
    return false;
}

static const json_t *find_resource(const char *package, const json_t *root, const char *file)
{
    const json_t *const resources = json_object_get(root, "resources");

    for (size_t i = 0; i < json_array_size(resources); i++) {
        const json_t *const resource = json_array_get(resources, i);

        if (names_file(package, json_object_get(resource, "path"), file))
            return resource;
    }
    return NULL;
}

/* ---- what it says ------------------------------------------------------------------------- */

/* The resource at hand. */
struct resource {
    const char *package;
    const char *name;
    struct awol_column_map *map;
};

static enum awol_status take_missing(const struct resource *resource, const json_t *list,
                                     const char *opt_header, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;

    if (list && !json_is_array(list))
        return refuse(resource->package, resource->name, "missingValues is not a list", opt_error);
    for (size_t i = 0; i < json_array_size(list) && status == AWOL_OK; i++) {
        const json_t *value = json_array_get(list, i);

        if (json_is_object(value)) /* version 2: {"value": "-99", "label": "not recorded"} */
            value = json_object_get(value, "value");
        if (!json_is_string(value))
            return refuse(resource->package, resource->name, "missingValues holds no text",
                          opt_error);
        status =
            awol_column_map_missing(resource->map, opt_header, json_string_value(value), opt_error);
    }
    return status;
}

static enum awol_status take_field(const struct resource *resource, const json_t *field,
                                   struct awol_error *opt_error)
{
    const char *const name = json_string_value(json_object_get(field, "name"));
    const char *const title = json_string_value(json_object_get(field, "title"));
    const json_t *const column = json_object_get(field, "awol:column");
    const json_t *const missing = json_object_get(field, "missingValues");
    struct awol_column_wish wish = {.header = name, .column = name, .opt_title = title};
    enum awol_status status;

    if (!name)
        return refuse(resource->package, resource->name, "a field has no name", opt_error);
    if (column && !json_is_string(column))
        return refuse(resource->package, resource->name, "awol:column is not a text", opt_error);
    if (column)
        wish.column = json_string_value(column);
    if (column && strcmp(wish.column, AWOL_SET_ASIDE) != 0 && !awol_column_is_known(wish.column))
        return refuse(resource->package, resource->name, "awol:column names no column of events",
                      opt_error);
    status = awol_column_map_wish(resource->map, &wish, opt_error);
    if (status == AWOL_OK)
        status = take_missing(resource, missing, name, opt_error);
    if (status == AWOL_OK && title)
        status = take_missing(resource, missing, title, opt_error);
    return status;
}

static enum awol_status take_schema(const struct resource *resource, const json_t *schema,
                                    struct awol_error *opt_error)
{
    const json_t *const fields = json_object_get(schema, "fields");
    enum awol_status status;

    if (!schema)
        return AWOL_OK;
    if (!json_is_object(schema))
        return refuse(resource->package, resource->name,
                      "the schema is not in the package itself, and is read only there", opt_error);
    if (fields && !json_is_array(fields))
        return refuse(resource->package, resource->name, "schema.fields is not a list", opt_error);
    status = take_missing(resource, json_object_get(schema, "missingValues"), NULL, opt_error);
    for (size_t i = 0; i < json_array_size(fields) && status == AWOL_OK; i++)
        status = take_field(resource, json_array_get(fields, i), opt_error);
    return status;
}

/* One character of the dialect, kept unless the map has one already. */
static enum awol_status take_character(const struct resource *resource, const json_t *dialect,
                                       const char *key, char *character,
                                       struct awol_error *opt_error)
{
    const json_t *const value = json_object_get(dialect, key);
    const char *const text = json_string_value(value);

    if (!value)
        return AWOL_OK;
    if (!text || strlen(text) != 1 || text[0] == '\n' || text[0] == '\r')
        return refuse(resource->package, resource->name,
                      "delimiter and quoteChar of the dialect are one character", opt_error);
    if (*character == '\0')
        *character = text[0];
    return AWOL_OK;
}

static enum awol_status take_dialect(const struct resource *resource, const json_t *dialect,
                                     struct awol_error *opt_error)
{
    enum awol_status status;

    if (!dialect)
        return AWOL_OK;
    if (!json_is_object(dialect))
        return refuse(resource->package, resource->name,
                      "the dialect is not in the package itself, and is read only there",
                      opt_error);
    if (json_is_false(json_object_get(dialect, "header")))
        return refuse(resource->package, resource->name,
                      "the dialect says that there is no header, and one is needed", opt_error);
    status = take_character(resource, dialect, "delimiter", &resource->map->separator, opt_error);
    if (status == AWOL_OK)
        status = take_character(resource, dialect, "quoteChar", &resource->map->quote, opt_error);
    return status;
}

static enum awol_status take_resource(const char *path, const json_t *root, const json_t *json,
                                      const char *file, struct awol_column_map *map,
                                      struct awol_error *opt_error)
{
    const struct resource resource = {path, awol_file_name(file), map};
    const char *const title = json_string_value(json_object_get(root, "title"));
    enum awol_status status = take_schema(&resource, json_object_get(json, "schema"), opt_error);

    if (status == AWOL_OK)
        status = take_dialect(&resource, json_object_get(json, "dialect"), opt_error);
    if (status == AWOL_OK && title && !map->opt_title) {
        map->opt_title = awol_arena_string(&map->arena, title);
        status = map->opt_title ? AWOL_OK : awol_error_memory(opt_error);
    }
    return status;
}

enum awol_status awol_package_read(const char *path, const char *file, struct awol_column_map *map,
                                   bool *ret_found, struct awol_error *opt_error)
{
    json_t *root = NULL;
    const json_t *resource;
    enum awol_status status = load(path, &root, opt_error);

    if (status != AWOL_OK)
        return status;
    resource = find_resource(path, root, file);
    if (resource)
        status = take_resource(path, root, resource, file, map, opt_error);
    if (status == AWOL_OK)
        *ret_found = resource != NULL;
    json_decref(root);
    return status;
}
