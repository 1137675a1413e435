#include "read/package.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "read/file.h"
#include "read/package_meaning.h"

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
    size_t first; /* of its wishes */
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

/* "date#" or "deserted:date#": the field is one of several that are numbered; its header text with
 * # for its last number. NULL when out of memory. */
static char *make_pattern(const struct resource *resource, const char *name)
{
    char *const pattern = awol_arena_string(&resource->map->arena, name);
    size_t end = pattern ? strlen(pattern) : 0, begin;

    while (end > 0 && !(pattern[end - 1] >= '0' && pattern[end - 1] <= '9'))
        end--;
    for (begin = end; begin > 0 && pattern[begin - 1] >= '0' && pattern[begin - 1] <= '9';)
        begin--;
    if (begin < end) {
        pattern[begin] = AWOL_COLUMN_NUMBER;
        memmove(pattern + begin + 1, pattern + end, strlen(pattern + end) + 1);
    }
    return pattern;
}

static bool is_wished(const struct resource *resource, const struct awol_column_wish *wish,
                      bool *ret_same)
{
    for (size_t i = resource->first; i < resource->map->n_wishes; i++) {
        const struct awol_column_wish *const other = &resource->map->wishes[i];

        if (strcmp(other->column, wish->column) == 0 &&
            awol_text_equal(other->opt_event, wish->opt_event)) {
            *ret_same = strcmp(other->header, wish->header) == 0;
            return true;
        }
    }
    return false;
}

/* What the package's author said of the field, not what its name happens to be. */
static enum awol_status take_column(const struct resource *resource, const char *said,
                                    struct awol_column_wish *wish, struct awol_error *opt_error)
{
    const size_t length = strlen(said);
    const bool numbered = length > 0 && said[length - 1] == AWOL_COLUMN_NUMBER;
    char *const name = awol_arena_copy(&resource->map->arena, said, length - (numbered ? 1 : 0));
    struct awol_error fault;
    bool same = false;

    if (name && numbered)
        wish->header = make_pattern(resource, wish->header);
    if (!name || !wish->header)
        return awol_error_memory(opt_error);
    if (numbered && !strchr(wish->header, AWOL_COLUMN_NUMBER))
        return refuse(resource->package, resource->name,
                      "awol:column ends in #, and the field's name has no number", opt_error);
    if (awol_column_wish_name(wish, name, &resource->map->arena, &fault) != AWOL_OK)
        return refuse(resource->package, resource->name, fault.message, opt_error);
    if (strcmp(wish->column, AWOL_SET_ASIDE) == 0)
        return awol_column_map_wish(resource->map, wish, opt_error);
    if (is_wished(resource, wish, &same) && !same)
        return refuse(resource->package, resource->name,
                      "two fields have the same awol:column (numbered ones end in #: date#)",
                      opt_error);
    return same ? AWOL_OK : awol_column_map_wish(resource->map, wish, opt_error);
}

/* The form of a date that the field names, if it is the date of the events. */
static enum awol_status take_format(const struct resource *resource, const json_t *field,
                                    const char *column, struct awol_error *opt_error)
{
    static const char *const known[] = {"default", "any", "%Y-%m-%d", "%Y-%m", "%Y"};
    const char *const format = json_string_value(json_object_get(field, "format"));

    if (!format || strcmp(column, "date") != 0 || resource->map->opt_spellings)
        return AWOL_OK;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(format, known[i]) == 0)
            return AWOL_OK;
    }
    if (strcmp(format, "%Y%m%d") == 0) {
        resource->map->has_compact_dates = true;
        return AWOL_OK;
    }
    return refuse(
        resource->package, resource->name,
        "the format of the dates is not that of EDTF: --dates text reads them, with --dmy "
        "where the day stands first and --mdy where the month does",
        opt_error);
}

/* Marks of numbers: those of all fields must agree, because a file has one way to write them. */
static enum awol_status take_marks(const struct resource *resource, const json_t *field,
                                   struct awol_error *opt_error)
{
    const json_t *const group = json_object_get(field, "groupChar");
    const json_t *const decimal = json_object_get(field, "decimalChar");
    struct awol_numerals *const numerals = &resource->map->numerals;
    enum awol_thousands thousands;

    if (group && (!json_is_string(group) ||
                  !awol_numerals_parse_thousands(json_string_value(group), &thousands)))
        return refuse(resource->package, resource->name, "groupChar is none of . , ' and a space",
                      opt_error);
    if (group && numerals->thousands == AWOL_THOUSANDS_UNKNOWN)
        numerals->thousands = thousands;
    if (group && numerals->thousands != thousands)
        return refuse(resource->package, resource->name,
                      "fields differ in groupChar, or --thousands says otherwise", opt_error);
    if (decimal && (!json_is_string(decimal) || (strcmp(json_string_value(decimal), ".") != 0 &&
                                                 strcmp(json_string_value(decimal), ",") != 0)))
        return refuse(resource->package, resource->name, "decimalChar is neither . nor ,",
                      opt_error);
    if (decimal && numerals->decimal == AWOL_DECIMAL_UNKNOWN)
        numerals->decimal =
            json_string_value(decimal)[0] == ',' ? AWOL_DECIMAL_COMMA : AWOL_DECIMAL_POINT;
    if (awol_numerals_clash(numerals))
        return refuse(resource->package, resource->name,
                      "thousands and decimals have the same mark", opt_error);
    return AWOL_OK;
}

/* True if a field is constrained in a way that awol does not look at by itself. What is required,
 * which words there may be and that a count is no less than zero are the rules of the events too,
 * and that ids differ is a matter of the collection. */
static bool has_other_constraints(const json_t *field)
{
    static const char *const known[] = {"required", "unique", "enum", "minimum"};
    const json_t *const constraints = json_object_get(field, "constraints");
    size_t n = json_object_size(constraints);

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        n -= json_object_get(constraints, known[i]) != NULL;
    return n > 0;
}

/* Constraints are no part of how a file is read: that others are not checked is told. */
static void note_constraints(const struct resource *resource, const json_t *field, const char *name)
{
    struct awol_text *const list = &resource->map->constrained;
    char shown[AWOL_SHOWN_SIZE];

    if (has_other_constraints(field))
        awol_text_append_format(list, "%s%s", list->length > 0 ? ", " : "",
                                awol_text_show(name, shown, sizeof shown));
}

static enum awol_status take_field(const struct resource *resource, const json_t *field, bool said,
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
    if ((column != NULL) != said)
        return AWOL_OK;
    note_constraints(resource, field, name);
    /* A field that is merely called text is not the words of the date. */
    if (!column && resource->map->opt_spellings && strcmp(name, "text") == 0)
        return AWOL_OK;
    status = column ? take_column(resource, json_string_value(column), &wish, opt_error)
                    : awol_column_map_wish(resource->map, &wish, opt_error);
    if (status == AWOL_OK)
        status = take_format(resource, field, wish.column, opt_error);
    if (status == AWOL_OK)
        status = take_marks(resource, field, opt_error);
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
        status = take_field(resource, json_array_get(fields, i), true, opt_error);
    for (size_t i = 0; i < json_array_size(fields) && status == AWOL_OK; i++)
        status = take_field(resource, json_array_get(fields, i), false, opt_error);
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

/* Headers of several lines are the first ones of the file. */
static enum awol_status take_header_rows(const struct resource *resource, const json_t *dialect,
                                         struct awol_error *opt_error)
{
    const json_t *const rows = json_object_get(dialect, "headerRows");
    const size_t n = json_array_size(rows);

    for (size_t i = 0; i < n; i++) {
        if (json_integer_value(json_array_get(rows, i)) != (json_int_t)i + 1)
            return refuse(resource->package, resource->name,
                          "headerRows of the dialect are not the first lines of the file: "
                          "--skip-lines passes over lines above them",
                          opt_error);
    }
    if (n > 0 && resource->map->header_lines == 0)
        resource->map->header_lines = n;
    return AWOL_OK;
}

/* What is left of a dialect must be what is done anyway. */
static bool takes_rest(const json_t *dialect)
{
    const char *const comment = json_string_value(json_object_get(dialect, "commentChar"));

    return (!comment || strcmp(comment, "#") == 0) &&
           !json_is_string(json_object_get(dialect, "escapeChar")) &&
           !json_is_false(json_object_get(dialect, "doubleQuote")) &&
           !json_is_true(json_object_get(dialect, "skipInitialSpace"));
}

/* The names of the columns are those of the fields, where the file has no header. */
static enum awol_status take_names(const struct resource *resource, const json_t *fields,
                                   struct awol_error *opt_error)
{
    const size_t n = json_array_size(fields);
    struct awol_column_map *const map = resource->map;

    if (n == 0)
        return refuse(resource->package, resource->name,
                      "the dialect says that there is no header, and the schema names no fields",
                      opt_error);
    map->names = awol_arena_alloc(&map->arena, n * sizeof *map->names);
    if (!map->names)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < n; i++) {
        map->names[i] = awol_arena_string(
            &map->arena, json_string_value(json_object_get(json_array_get(fields, i), "name")));
        if (!map->names[i])
            return awol_error_memory(opt_error);
    }
    map->n_names = n;
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
    if (!takes_rest(dialect))
        return refuse(resource->package, resource->name,
                      "the dialect asks for what is not read here: a commentChar other than #, an "
                      "escapeChar, doubleQuote false, skipInitialSpace",
                      opt_error);
    status = take_header_rows(resource, dialect, opt_error);
    if (status != AWOL_OK)
        return status;
    status = take_character(resource, dialect, "delimiter", &resource->map->separator, opt_error);
    if (status == AWOL_OK)
        status = take_character(resource, dialect, "quoteChar", &resource->map->quote, opt_error);
    return status;
}

static enum awol_status take_meaning(const struct resource *resource, const json_t *json,
                                     struct awol_error *opt_error)
{
    enum awol_status status;
    const char *const fault = awol_package_meaning(json, resource->map, &status);

    if (fault)
        return refuse(resource->package, resource->name, fault, opt_error);
    return status == AWOL_OK ? AWOL_OK : awol_error_memory(opt_error);
}

static enum awol_status take_resource(const char *path, const json_t *root, const json_t *json,
                                      const char *file, struct awol_column_map *map,
                                      struct awol_error *opt_error)
{
    const struct resource resource = {path, awol_file_name(file), map, map->n_wishes};
    const char *const title = json_string_value(json_object_get(root, "title"));
    const json_t *const dialect = json_object_get(json, "dialect");
    const json_t *const schema = json_object_get(json, "schema");
    enum awol_status status = take_meaning(&resource, json, opt_error);

    if (status == AWOL_OK)
        status = take_schema(&resource, schema, opt_error);
    if (status == AWOL_OK)
        status = take_dialect(&resource, dialect, opt_error);
    if (status == AWOL_OK && json_is_false(json_object_get(dialect, "header")))
        status = take_names(&resource, json_object_get(schema, "fields"), opt_error);
    if (status == AWOL_OK)
        status = awol_text_check(&map->constrained, opt_error);
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
