#include "read/package.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static enum awol_status read_text(const char *json, const char *file, struct awol_column_map *map,
                                  bool *ret_found, struct awol_error *error)
{
    char path[] = "/tmp/awol-package-XXXXXX";
    const int descriptor = mkstemp(path);
    FILE *const stream = fdopen(descriptor, "wb");
    enum awol_status status;

    cr_assert_not_null(stream);
    fputs(json, stream);
    fclose(stream);
    awol_column_map_init(map);
    status = awol_package_read(path, file, map, ret_found, error);
    remove(path);
    return status;
}

Test(package, what_it_says_of_a_file)
{
    static const char json[] =
        "{\"title\": \"Hessians\", \"resources\": ["
        "{\"path\": \"other.csv\", \"schema\": {\"fields\": [{\"name\": \"date\"}]}},"
        "{\"path\": [\"rows.csv\"], \"dialect\": {\"delimiter\": \";\", \"quoteChar\": \"'\"},"
        " \"schema\": {\"missingValues\": [\"\", \"-99\"], \"fields\": ["
        "  {\"name\": \"day\", \"title\": \"Date of des.\", \"awol:column\": \"date\"},"
        "  {\"name\": \"count\", \"missingValues\": [{\"value\": \"?\", \"label\": "
        "\"lost\"}]}]}}]}";
    struct awol_column_map map;
    struct awol_error error = {0};
    bool found = false;

    cr_assert_eq(read_text(json, "/data/rows.csv", &map, &found, &error), AWOL_OK, "%s",
                 error.message);
    cr_assert(found);
    cr_assert_str_eq(map.opt_title, "Hessians");
    cr_assert_eq(map.separator, ';');
    cr_assert_eq(map.quote, '\'');
    cr_assert_eq(map.n_wishes, 2);
    cr_assert_str_eq(map.wishes[0].column, "date");
    cr_assert_str_eq(map.wishes[0].header, "day");
    cr_assert_str_eq(map.wishes[0].opt_title, "Date of des.");
    cr_assert_not(map.wishes[0].must);
    cr_assert_str_eq(map.wishes[1].column, "count");
    cr_assert_eq(map.n_missing, 3);
    cr_assert_null(map.missing[1].opt_header);
    cr_assert_str_eq(map.missing[1].text, "-99");
    cr_assert_str_eq(map.missing[2].opt_header, "count");
    cr_assert_str_eq(map.missing[2].text, "?");
    awol_column_map_release(&map);
}

/* What is said of a field goes before what its name happens to be. */
Test(package, several_events_of_a_man_and_how_things_are_written)
{
    static const char json[] =
        "{\"resources\": [{\"path\": \"a.csv\", \"dialect\": {\"headerRows\": [1, 2], "
        "\"commentChar\": \"#\", \"escapeChar\": null}, \"schema\": {\"fields\": ["
        "{\"name\": \"place\", \"groupChar\": \" \", \"decimalChar\": \",\"},"
        "{\"name\": \"dt01\", \"awol:column\": \"deserted:date#\", \"format\": \"%Y%m%d\"},"
        "{\"name\": \"dt02\", \"awol:column\": \"deserted:date#\"},"
        "{\"name\": \"Ort\", \"awol:column\": \"place\"},"
        "{\"name\": \"leave\", \"awol:column\": \"-\"}]}}]}";
    struct awol_column_map map;
    struct awol_error error = {0};
    bool found = false;

    cr_assert_eq(read_text(json, "a.csv", &map, &found, &error), AWOL_OK, "%s", error.message);
    cr_assert(found);
    cr_assert_eq(map.n_wishes, 4);
    cr_assert_str_eq(map.wishes[0].opt_event, "deserted");
    cr_assert_str_eq(map.wishes[0].column, "date");
    cr_assert_str_eq(map.wishes[0].header, "dt#");
    cr_assert_str_eq(map.wishes[1].header, "Ort");
    cr_assert_str_eq(map.wishes[2].column, AWOL_SET_ASIDE);
    cr_assert_str_eq(map.wishes[3].header, "place");
    cr_assert_eq(map.header_lines, 2);
    cr_assert(map.has_compact_dates);
    cr_assert_eq(map.numerals.thousands, AWOL_THOUSANDS_SPACE);
    cr_assert_eq(map.numerals.decimal, AWOL_DECIMAL_COMMA);
    awol_column_map_release(&map);
}

Test(package, another_file_gets_nothing)
{
    struct awol_column_map map;
    struct awol_error error = {0};
    bool found = true;

    cr_assert_eq(read_text("{\"title\": \"x\", \"resources\": [{\"path\": \"a.csv\"}]}", "b.csv",
                           &map, &found, &error),
                 AWOL_OK, "%s", error.message);
    cr_assert_not(found);
    cr_assert_null(map.opt_title);
    awol_column_map_release(&map);
}

Test(package, refusals)
{
    static const struct {
        const char *json;
        size_t line;
        const char *message;
    } cases[] = {
        {"", 1, "not JSON"},
        {"{\"resources\":\n[}", 2, "not JSON"},
        {"{\"resources\": [{\"path\": \"a.csv\", \"schema\": \"s.json\"}]}", 0, "only there"},
        {"{\"resources\": [{\"path\": \"a.csv\", \"dialect\": \"d.json\"}]}", 0, "only there"},
        {"{\"resources\": [{\"path\": \"a.csv\", \"dialect\": {\"header\": false}}]}", 0,
         "no header, and the schema names no fields"},
        {"{\"resources\": [{\"path\": \"a.csv\", \"dialect\": {\"delimiter\": \";;\"}}]}", 0,
         "one character"},
        {"{\"resources\": [{\"path\": \"a.csv\", \"schema\": {\"fields\": {}}}]}", 0,
         "fields is not a list"},
        {"{\"resources\": [{\"path\": \"a.csv\", \"schema\": {\"fields\": [{}]}}]}", 0,
         "a field has no name"},
        {"{\"resources\": [{\"path\": \"a.csv\", \"schema\": {\"missingValues\": 1}}]}", 0,
         "missingValues is not a list"},
        {"{\"resources\": [{\"path\": \"a.csv\", \"schema\": {\"missingValues\": [1]}}]}", 0,
         "missingValues holds no text"},
        {"{\"resources\": [{\"path\": \"a.csv\", \"schema\": {\"fields\": "
         "[{\"name\": \"x\", \"awol:column\": \"datum\"}]}}]}",
         0, "“datum” is no column of events"},
        {"{\"resources\": [{\"path\": \"a.csv\", \"schema\": {\"fields\": [{\"name\": \"x\", "
         "\"awol:column\": \"fled:date\"}]}}]}",
         0, "“fled” is not one of the words"},
        {"{\"resources\": [{\"path\": \"a.csv\", \"schema\": {\"fields\": [{\"name\": \"x\", "
         "\"awol:column\": \"date#\"}]}}]}",
         0, "name has no number"},
        {"{\"resources\": [{\"path\": \"a.csv\", \"schema\": {\"fields\": [{\"name\": \"x\", "
         "\"awol:column\": \"date\"}, {\"name\": \"y\", \"awol:column\": \"date\"}]}}]}",
         0, "two fields have the same awol:column"},
        {"{\"resources\": [{\"path\": \"a.csv\", \"schema\": {\"fields\": [{\"name\": \"date\", "
         "\"type\": \"date\", \"format\": \"%d/%m/%Y\"}]}}]}",
         0, "--dates text reads them"},
        {"{\"resources\": [{\"path\": \"a.csv\", \"schema\": {\"fields\": [{\"name\": \"x\", "
         "\"groupChar\": \"*\"}]}}]}",
         0, "groupChar is none of"},
        {"{\"resources\": [{\"path\": \"a.csv\", \"schema\": {\"fields\": [{\"name\": \"x\", "
         "\"groupChar\": \",\"}, {\"name\": \"y\", \"groupChar\": \".\"}]}}]}",
         0, "fields differ in groupChar"},
        {"{\"resources\": [{\"path\": \"a.csv\", \"schema\": {\"fields\": [{\"name\": \"x\", "
         "\"decimalChar\": \"x\"}]}}]}",
         0, "decimalChar is neither"},
        {"{\"resources\": [{\"path\": \"a.csv\", \"schema\": {\"fields\": [{\"name\": \"x\", "
         "\"groupChar\": \",\", \"decimalChar\": \",\"}]}}]}",
         0, "the same mark"},
        {"{\"resources\": [{\"path\": \"a.csv\", \"dialect\": {\"commentChar\": \";\"}}]}", 0,
         "commentChar other than #"},
        {"{\"resources\": [{\"path\": \"a.csv\", \"dialect\": {\"escapeChar\": \"!\"}}]}", 0,
         "escapeChar"},
        {"{\"resources\": [{\"path\": \"a.csv\", \"dialect\": {\"headerRows\": [2, 3]}}]}", 0,
         "headerRows of the dialect are not the first lines"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_column_map map;
        struct awol_error error = {0};
        bool found = false;

        cr_assert_eq(read_text(cases[i].json, "a.csv", &map, &found, &error), AWOL_DATA, "case %zu",
                     i);
        cr_assert_not(found);
        cr_assert_not_null(strstr(error.message, cases[i].message), "case %zu: %s", i,
                           error.message);
        cr_assert_eq(error.place.line, cases[i].line, "case %zu: line %zu", i, error.place.line);
        awol_column_map_release(&map);
    }
}

Test(package, beside_a_file)
{
    static const char *const cases[][2] = {
        {"a.csv", "datapackage.json"},
        {"/x/y/a.csv", "/x/y/datapackage.json"},
        {"y/a.csv", "y/datapackage.json"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *const path = awol_package_beside(cases[i][0]);

        cr_assert_str_eq(path, cases[i][1]);
        free(path);
    }
}
