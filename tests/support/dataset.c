#include "support/dataset.h"

#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "date/edtf.h"
#include "read/input.h"
#include "read/package.h"
#include "read/reader.h"

#define PATH_SIZE 4096

void support_dataset_tell(struct support_dataset_report *report, const char *file,
                          struct awol_place place, const char *format, ...)
{
    va_list arguments;

    fprintf(report->out, "%s:%zu:%zu: ", file, place.line, place.column);
    va_start(arguments, format);
    vfprintf(report->out, format, arguments);
    va_end(arguments);
    fputc('\n', report->out);
    report->n_problems++;
}

/* What the data are told to be wrong by is a problem; anything else ends the check. */
static enum awol_status settle(struct support_dataset_report *report, enum awol_status status,
                               const struct awol_error *error)
{
    if (status != AWOL_DATA && status != AWOL_USAGE)
        return status;
    support_dataset_tell(report, error->source, error->place, "%s", error->message);
    return AWOL_OK;
}

/* ---- records ------------------------------------------------------------------------------ */

struct figure {
    char *unit, *event, *id;
    struct awol_span when;
    size_t line;
    bool at_least;
};

struct figures {
    struct figure *list;
    size_t n;
};

static void figures_release(struct figures *figures)
{
    for (size_t i = 0; i < figures->n; i++) {
        free(figures->list[i].unit);
        free(figures->list[i].event);
        free(figures->list[i].id);
    }
    free(figures->list);
}

static enum awol_status keep_figure(struct figures *figures, const struct awol_event *event,
                                    struct awol_error *error)
{
    struct figure *const list = realloc(figures->list, (figures->n + 1) * sizeof *list);
    struct figure *figure;

    if (!list)
        return awol_error_memory(error);
    figures->list = list;
    figure = &list[figures->n++];
    *figure = (struct figure){
        .unit = awol_text_duplicate(event->unit),
        .event = awol_text_duplicate(event->event),
        .id = awol_text_duplicate(event->id),
        .when = event->when,
        .line = event->where.line,
        .at_least = event->count.kind == AWOL_KIND_AT_LEAST,
    };
    return figure->unit && figure->event && figure->id ? AWOL_OK : awol_error_memory(error);
}

/* Of two lower bounds that cross, the narrower one is counted: they are no two figures. */
static bool cross(const struct figure *a, const struct figure *b)
{
    return strcmp(a->unit, b->unit) == 0 && strcmp(a->event, b->event) == 0 &&
           !(a->at_least && b->at_least) && awol_span_overlaps(a->when, b->when) &&
           !awol_span_contains(a->when, b->when) && !awol_span_contains(b->when, a->when);
}

static void check_overlaps(const char *path, const struct figures *figures,
                           struct support_dataset_report *report)
{
    for (size_t i = 0; i < figures->n; i++) {
        for (size_t k = 0; k < i; k++) {
            if (cross(&figures->list[i], &figures->list[k]))
                support_dataset_tell(report, path, (struct awol_place){figures->list[i].line, 1},
                                     "%s and %s (line %zu) are both preferred, of one unit, and "
                                     "their days cross",
                                     figures->list[i].id, figures->list[k].id,
                                     figures->list[k].line);
        }
    }
}

/* A source in words may hold its page: TEI has no other place for it. */
static bool has_page(const struct awol_event *event)
{
    return event->page[0] != '\0' || strstr(event->source, ", p. ") ||
           strstr(event->source, ", pp. ");
}

static void check_event(const char *path, const struct awol_event *event,
                        struct support_dataset_report *report)
{
    if (event->source[0] == '\0')
        support_dataset_tell(report, path, event->where, "%s has no source", event->id);
    if (!has_page(event))
        support_dataset_tell(report, path, event->where,
                             "%s has no page (“unpaged”, “not seen” where there is none)",
                             event->id);
    if (event->rule[0] == '\0')
        support_dataset_tell(report, path, event->where, "%s has no rule that read its date",
                             event->id);
}

static enum awol_status check_records(const char *path, struct support_dataset_report *report,
                                      struct awol_error *error)
{
    const struct awol_reader_settings settings = {0};
    struct awol_reader *reader = NULL;
    struct awol_reading reading;
    struct figures figures = {0};
    enum awol_status status = awol_reader_open(path, &settings, &reader, error);

    while (status == AWOL_OK) {
        status = awol_reader_next(reader, &reading, error);
        if (status != AWOL_OK || reading.kind == AWOL_READING_END)
            break;
        report->n_rows++;
        if (reading.kind == AWOL_READING_REFUSED) {
            support_dataset_tell(report, path, reading.reason.place, "%s", reading.reason.message);
            continue;
        }
        check_event(path, &reading.event, report);
        if (reading.event.preferred)
            status = keep_figure(&figures, &reading.event, error);
    }
    if (status == AWOL_OK)
        check_overlaps(path, &figures, report);
    figures_release(&figures);
    awol_reader_close(reader);
    return settle(report, status, error);
}

/* ---- other tables ------------------------------------------------------------------------- */

static void check_dates(const struct awol_table *table, const char *path, size_t row,
                        struct support_dataset_report *report)
{
    static const char *const columns[] = {"date", "issued", "start", "end"};

    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        const size_t column = awol_table_find(table, columns[i]);
        struct awol_edtf edtf;
        struct awol_error error;

        if (!awol_table_is_missing(table, row, column) &&
            awol_edtf_parse(awol_table_cell(table, row, column), &edtf, &error) != AWOL_OK)
            support_dataset_tell(report, path, awol_table_place(table, row, column), "%s",
                                 error.message);
    }
}

static enum awol_status check_table(const char *path, bool is_sourced,
                                    struct support_dataset_report *report, struct awol_error *error)
{
    struct awol_table table;
    enum awol_status status = awol_input_table(path, "table", &table, error);

    if (status != AWOL_OK)
        return settle(report, status, error);
    report->n_rows += table.n_rows;
    for (size_t i = 0; i < table.n_rows && is_sourced; i++) {
        static const char *const columns[] = {"source", "page"};

        for (size_t k = 0; k < 2; k++) {
            const size_t column = awol_table_find(&table, columns[k]);

            if (awol_table_is_missing(&table, i, column))
                support_dataset_tell(report, path, awol_table_place(&table, i, column),
                                     "the row has no %s (“unpaged”, “not seen” where a source has "
                                     "no page)",
                                     columns[k]);
        }
        check_dates(&table, path, i, report);
    }
    awol_table_release(&table);
    return AWOL_OK;
}

/* ---- a folder ----------------------------------------------------------------------------- */

static bool is_one_of(const char *name, const char *const *names)
{
    while (*names && strcmp(*names, name) != 0)
        names++;
    return *names != NULL;
}

static enum awol_status check_resource(const char *folder, const char *path,
                                       struct support_dataset_report *report,
                                       struct awol_error *error)
{
    char package[PATH_SIZE];
    struct awol_column_map map;
    bool found = false;
    enum awol_status status;

    snprintf(package, sizeof package, "%s/datapackage.json", folder);
    awol_column_map_init(&map);
    status = awol_package_read(package, path, &map, &found, error);
    awol_column_map_release(&map);
    if (status == AWOL_OK && !found)
        support_dataset_tell(report, path, (struct awol_place){1, 1},
                             "no resource of datapackage.json has this path");
    return settle(report, status, error);
}

static enum awol_status check_file(const char *folder, const char *name,
                                   struct support_dataset_report *report, struct awol_error *error)
{
    static const char *const sourced[] = {"offers.csv", "circumstances.csv", "strength.csv",
                                          "rates.csv",  "costs.csv",         NULL};
    static const char *const plain[] = {"units.csv", "sums.csv", NULL};
    char path[PATH_SIZE];
    enum awol_status status;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    report->n_files++;
    status = check_resource(folder, path, report, error);
    if (status != AWOL_OK)
        return status;
    if (is_one_of(name, plain))
        return check_table(path, false, report, error);
    if (is_one_of(name, sourced))
        return check_table(path, true, report, error);
    return check_records(path, report, error);
}

static int is_data(const struct dirent *entry)
{
    static const char *const others[] = {"SOURCE.md", "datapackage.json", NULL};

    return entry->d_name[0] != '.' && !is_one_of(entry->d_name, others);
}

/* The package is the folder's own, not one that was copied and left as it was. */
static enum awol_status check_package(const char *folder, struct support_dataset_report *report,
                                      struct awol_error *error)
{
    char path[PATH_SIZE], file[PATH_SIZE];
    json_error_t fault;
    const json_t *resource, *name;
    const char *const own = strrchr(folder, '/') ? strrchr(folder, '/') + 1 : folder;
    json_t *package;
    size_t i;

    snprintf(path, sizeof path, "%s/datapackage.json", folder);
    package = json_load_file(path, 0, &fault);
    if (!package)
        return awol_error_at(error, path, (struct awol_place){0, 0}, "%s", fault.text);
    name = json_object_get(package, "name");
    if (!json_is_string(name) || strcmp(json_string_value(name), own) != 0)
        support_dataset_tell(report, path, (struct awol_place){1, 1},
                             "its name is not that of the folder, %s", own);
    json_array_foreach(json_object_get(package, "resources"), i, resource)
    {
        const char *const said = json_string_value(json_object_get(resource, "path"));

        snprintf(file, sizeof file, "%s/%s", folder, said ? said : "");
        if (!said || access(file, R_OK) != 0)
            support_dataset_tell(report, path, (struct awol_place){1, 1},
                                 "resource %zu, %s, is not there", i + 1, said ? said : "?");
    }
    json_decref(package);
    return AWOL_OK;
}

static void check_source_note(const char *folder, struct support_dataset_report *report)
{
    char path[PATH_SIZE];
    FILE *file;

    snprintf(path, sizeof path, "%s/SOURCE.md", folder);
    file = fopen(path, "rb");
    if (file)
        fclose(file);
    else
        support_dataset_tell(report, path, (struct awol_place){0, 0},
                             "is missing: who counted whom, what is not there, rights");
}

enum awol_status support_dataset_check(const char *folder, struct support_dataset_report *report,
                                       struct awol_error *error)
{
    struct dirent **files = NULL;
    const int n = scandir(folder, &files, is_data, alphasort);
    enum awol_status status = AWOL_OK;

    if (n < 0)
        return awol_error_file(error, folder, "read", errno);
    check_source_note(folder, report);
    status = settle(report, check_package(folder, report, error), error);
    for (int i = 0; i < n; i++) {
        if (status == AWOL_OK)
            status = check_file(folder, files[i]->d_name, report, error);
        if (status == AWOL_OK && strcmp(files[i]->d_name, "sums.csv") == 0)
            status = settle(report, support_dataset_sums(folder, report, error), error);
        free(files[i]);
    }
    free(files);
    return status;
}
