#include "read/reader.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder with a file of records, and a datapackage.json if opt_package is given. */
struct folder {
    char path[32];
    char file[64];
    char package[64];
};

static void write_text(const char *path, const char *text)
{
    FILE *const file = fopen(path, "wb");

    cr_assert_not_null(file);
    fputs(text, file);
    fclose(file);
}

static void make_folder(struct folder *folder, const char *text, const char *opt_package)
{
    snprintf(folder->path, sizeof folder->path, "/tmp/awol-reader-XXXXXX");
    cr_assert_not_null(mkdtemp(folder->path));
    snprintf(folder->file, sizeof folder->file, "%s/rows.csv", folder->path);
    snprintf(folder->package, sizeof folder->package, "%s/datapackage.json", folder->path);
    write_text(folder->file, text);
    if (opt_package)
        write_text(folder->package, opt_package);
}

static void remove_folder(const struct folder *folder)
{
    remove(folder->file);
    remove(folder->package);
    remove(folder->path);
}

Test(reader, events_and_refused_rows_in_the_order_of_the_file)
{
    static const char text[] = "date,count,note\n1776-08-27,3,a\n1776-13,4,b\n1776\n1777,5,c\n";
    const struct awol_reader_settings settings = {0};
    struct folder folder;
    struct awol_reader *reader = NULL;
    struct awol_reading reading;
    struct awol_error error = {0};
    size_t length;

    make_folder(&folder, text, NULL);
    cr_assert_eq(awol_reader_open(folder.file, &settings, &reader, &error), AWOL_OK, "%s",
                 error.message);
    cr_assert_str_eq(awol_reader_unused(reader), "“note”");
    cr_assert_str_eq(awol_reader_title(reader), "");
    cr_assert_eq(strncmp(awol_reader_header(reader, &length), "date,count,note", 15), 0);
    cr_assert_eq(length, 15);

    cr_assert_eq(awol_reader_next(reader, &reading, &error), AWOL_OK);
    cr_assert_eq(reading.kind, AWOL_READING_EVENT);
    cr_assert_float_eq(reading.event.count.count, 3.0, 0.0);

    cr_assert_eq(awol_reader_next(reader, &reading, &error), AWOL_OK);
    cr_assert_eq(reading.kind, AWOL_READING_REFUSED);
    cr_assert_eq(reading.reason.place.line, 3);
    cr_assert_eq(reading.reason.place.column, 6);
    cr_assert_str_eq(reading.reason.source, folder.file);
    cr_assert_eq(strncmp(reading.text, "1776-13,4,b", 11), 0);
    cr_assert_eq(reading.length, 11);

    cr_assert_eq(awol_reader_next(reader, &reading, &error), AWOL_OK);
    cr_assert_eq(reading.kind, AWOL_READING_REFUSED);
    cr_assert_eq(reading.reason.place.line, 4);
    cr_assert_not_null(strstr(reading.reason.message, "1 cell where the header has 3"));

    cr_assert_eq(awol_reader_next(reader, &reading, &error), AWOL_OK);
    cr_assert_eq(reading.kind, AWOL_READING_EVENT);
    cr_assert_float_eq(reading.event.count.count, 5.0, 0.0);
    cr_assert_eq(awol_reader_next(reader, &reading, &error), AWOL_OK);
    cr_assert_eq(reading.kind, AWOL_READING_END);
    awol_reader_close(reader);
    remove_folder(&folder);
}

Test(reader, a_package_beside_the_file_is_read)
{
    static const char package[] =
        "{\"title\": \"The war\", \"resources\": [{\"path\": \"rows.csv\","
        "\"dialect\": {\"delimiter\": \"|\"}, \"schema\": {\"missingValues\": [\"-\"],"
        "\"fields\": [{\"name\": \"d\", \"title\": \"Day\", \"awol:column\": \"date\"},"
        "{\"name\": \"Men\", \"awol:column\": \"count\"}]}}]}";
    const struct awol_reader_settings settings = {0};
    struct folder folder;
    struct awol_reader *reader = NULL;
    struct awol_reading reading;
    struct awol_error error = {0};

    make_folder(&folder, "Day|Men|unit\n1776-08-27|7|-\n", package);
    cr_assert_eq(awol_reader_open(folder.file, &settings, &reader, &error), AWOL_OK, "%s",
                 error.message);
    cr_assert_str_eq(awol_reader_title(reader), "The war");
    cr_assert_eq(awol_reader_next(reader, &reading, &error), AWOL_OK);
    cr_assert_eq(reading.kind, AWOL_READING_EVENT, "%s", reading.reason.message);
    cr_assert_str_eq(reading.event.date, "1776-08-27");
    cr_assert_float_eq(reading.event.count.count, 7.0, 0.0);
    cr_assert_str_eq(reading.event.unit, "");
    awol_reader_close(reader);
    remove_folder(&folder);
}

Test(reader, a_column_that_the_package_sets_aside_is_neither_read_nor_told)
{
    static const char package[] =
        "{\"resources\": [{\"path\": \"rows.csv\", \"schema\": {\"fields\": ["
        "{\"name\": \"unit\", \"awol:column\": \"-\"},"
        "{\"name\": \"n\", \"title\": \"My notes\", \"awol:column\": \"-\"}]}}]}";
    const struct awol_reader_settings settings = {0};
    struct folder folder;
    struct awol_reader *reader = NULL;
    struct awol_reading reading;
    struct awol_error error = {0};

    make_folder(&folder, "date,unit,My notes,Remarks\n1776,a,b,c\n", package);
    cr_assert_eq(awol_reader_open(folder.file, &settings, &reader, &error), AWOL_OK, "%s",
                 error.message);
    cr_assert_str_eq(awol_reader_unused(reader), "“Remarks”");
    cr_assert_eq(awol_reader_next(reader, &reading, &error), AWOL_OK);
    cr_assert_eq(reading.kind, AWOL_READING_EVENT, "%s", reading.reason.message);
    cr_assert_str_eq(reading.event.unit, "");
    awol_reader_close(reader);
    remove_folder(&folder);
}

Test(reader, the_users_columns_come_before_the_packages)
{
    static const char package[] = "{\"resources\": [{\"path\": \"rows.csv\", \"schema\": {"
                                  "\"fields\": [{\"name\": \"a\", \"awol:column\": \"date\"}]}}]}";
    struct awol_column_map columns;
    const struct awol_reader_settings settings = {.opt_columns = &columns};
    struct folder folder;
    struct awol_reader *reader = NULL;
    struct awol_reading reading;
    struct awol_error error = {0};

    awol_column_map_init(&columns);
    cr_assert_eq(awol_column_map_parse(&columns, "date=b", &error), AWOL_OK);
    make_folder(&folder, "a,b\n1776,1777\n", package);
    cr_assert_eq(awol_reader_open(folder.file, &settings, &reader, &error), AWOL_OK, "%s",
                 error.message);
    cr_assert_eq(awol_reader_next(reader, &reading, &error), AWOL_OK);
    cr_assert_str_eq(reading.event.date, "1777");
    awol_reader_close(reader);
    awol_column_map_release(&columns);
    remove_folder(&folder);
}

Test(reader, files_that_are_refused)
{
    static const struct {
        const char *text;
        const char *package;
        const char *format;
        enum awol_status status;
        const char *message;
    } cases[] = {
        {"", NULL, NULL, AWOL_DATA, "the file is empty"},
        {"count\n1\n", NULL, NULL, AWOL_DATA, "no column is the date"},
        {"date;count,x\n1;2\n", NULL, NULL, AWOL_DATA, "--separator"},
        {"# awol: events 1\n# end\n", NULL, NULL, AWOL_DATA, "an awol stream already"},
        {"date\n1776\n", "{", NULL, AWOL_DATA, "not JSON"},
        {"date\n1776\n", NULL, "xml", AWOL_USAGE, "no format “xml”"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct awol_reader_settings settings = {.opt_format = cases[i].format};
        struct folder folder;
        struct awol_reader *reader = NULL;
        struct awol_error error = {0};

        make_folder(&folder, cases[i].text, cases[i].package);
        cr_assert_eq(awol_reader_open(folder.file, &settings, &reader, &error), cases[i].status,
                     "case %zu: %s", i, error.message);
        cr_assert_null(reader, "case %zu", i);
        cr_assert_not_null(strstr(error.message, cases[i].message), "case %zu: %s", i,
                           error.message);
        remove_folder(&folder);
    }
}

Test(reader, a_header_without_rows)
{
    const struct awol_reader_settings settings = {0};
    struct folder folder;
    struct awol_reader *reader = NULL;
    struct awol_reading reading;
    struct awol_error error = {0};

    make_folder(&folder, "date,count\n", NULL);
    cr_assert_eq(awol_reader_open(folder.file, &settings, &reader, &error), AWOL_OK);
    cr_assert_eq(awol_reader_next(reader, &reading, &error), AWOL_DATA);
    cr_assert_str_eq(error.message, "the file has a header and no row");
    awol_reader_close(reader);
    remove_folder(&folder);
}

Test(reader, a_package_without_the_file_is_refused_if_asked_for)
{
    struct folder folder;
    struct awol_reader *reader = NULL;
    struct awol_error error = {0};
    struct awol_reader_settings settings = {0};

    make_folder(&folder, "date\n1776\n", "{\"resources\": []}");
    cr_assert_eq(awol_reader_open(folder.file, &settings, &reader, &error), AWOL_OK, "%s",
                 error.message);
    awol_reader_close(reader);
    settings.opt_package = folder.package;
    reader = NULL;
    cr_assert_eq(awol_reader_open(folder.file, &settings, &reader, &error), AWOL_DATA);
    cr_assert_not_null(strstr(error.message, "no resource has the path"), "%s", error.message);
    remove_folder(&folder);
}

/* What every row of the registry must have. */
Test(reader, the_registry)
{
    for (size_t i = 0; awol_reader_types[i]; i++) {
        const struct awol_reader_type *const type = awol_reader_types[i];

        cr_assert_eq(awol_reader_type_find(type->name), type);
        cr_assert(type->suffixes && (type->suffixes[0] || type->sniff));
        cr_assert(type->open && type->next && type->close && type->unused && type->header);
    }
    cr_assert_null(awol_reader_type_find("no such format"));
}
