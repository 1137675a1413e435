#include "report/dataset.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "report/folder.h"

static const char *const part_names[AWOL_DATASET_N_PARTS] = {"offers.csv",   "circumstances.csv",
                                                             "strength.csv", "units.csv",
                                                             "SOURCE.md",    "datapackage.json"};

static bool is_part(const char *name, size_t *ret_part)
{
    for (size_t i = 0; i < AWOL_DATASET_N_PARTS; i++) {
        if (strcmp(part_names[i], name) == 0) {
            *ret_part = i;
            return true;
        }
    }
    return false;
}

static bool ends_as_records(const char *name)
{
    static const char *const suffixes[] = {".csv", ".tsv",  ".xml", ".ged",
                                           ".ods", ".xlsx", ".gz",  ".txt"};
    const size_t length = strlen(name);

    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
        const size_t n = strlen(suffixes[i]);

        if (length > n && strcmp(name + length - n, suffixes[i]) == 0)
            return true;
    }
    return false;
}

static int is_of_interest(const struct dirent *entry)
{
    static const char *const others[] = {"sums.csv", "rates.csv", "costs.csv", "covariates.csv"};
    const char *const name = entry->d_name;
    size_t part;

    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (strcmp(name, others[i]) == 0)
            return 0;
    }
    return name[0] != '.' && (is_part(name, &part) || ends_as_records(name));
}

static enum awol_status take(struct awol_dataset *dataset, const char *name,
                             struct awol_text *candidates, size_t *n, struct awol_error *opt_error)
{
    char *const copy = awol_arena_string(&dataset->arena, name);
    size_t part;

    if (!copy)
        return awol_error_memory(opt_error);
    if (is_part(name, &part)) {
        dataset->parts[part] = copy;
        return AWOL_OK;
    }
    awol_text_append_format(candidates, "%s%s", *n > 0 ? ", " : "", name);
    dataset->records = copy;
    ++*n;
    return awol_text_check(candidates, opt_error);
}

static enum awol_status choose(struct awol_dataset *dataset, const char *opt_records,
                               const char *candidates, size_t n, struct awol_error *opt_error)
{
    if (opt_records) {
        dataset->records = awol_arena_string(&dataset->arena, opt_records);
        return dataset->records ? AWOL_OK : awol_error_memory(opt_error);
    }
    if (n == 0)
        return awol_error_set(opt_error, AWOL_DATA,
                              "%s: no file of records (.csv, .tsv, .xml, .ged, .xlsx, .ods)",
                              dataset->folder);
    if (n > 1)
        return awol_error_set(opt_error, AWOL_DATA,
                              "%s: several files could be the records, say which with --records: "
                              "%s",
                              dataset->folder, candidates);
    return AWOL_OK;
}

enum awol_status awol_dataset_open(struct awol_dataset *dataset, const char *folder,
                                   const char *opt_records, struct awol_error *opt_error)
{
    struct dirent **files = NULL;
    struct awol_text candidates;
    size_t n_candidates = 0;
    enum awol_status status = AWOL_OK;
    const int n = scandir(folder, &files, is_of_interest, alphasort);

    *dataset = (struct awol_dataset){.folder = folder};
    awol_arena_init(&dataset->arena);
    if (n < 0)
        return awol_error_file(opt_error, folder, "cannot be read", errno);
    awol_text_init(&candidates);
    for (int i = 0; i < n; i++) {
        if (status == AWOL_OK)
            status = take(dataset, files[i]->d_name, &candidates, &n_candidates, opt_error);
        free(files[i]);
    }
    free(files);
    if (status == AWOL_OK)
        status =
            choose(dataset, opt_records, awol_text_string(&candidates), n_candidates, opt_error);
    awol_text_release(&candidates);
    dataset->is_series = status == AWOL_OK && (strcmp(dataset->records, "series.csv") == 0 ||
                                               strcmp(dataset->records, "series.tsv") == 0);
    return status;
}

void awol_dataset_release(struct awol_dataset *dataset)
{
    awol_arena_release(&dataset->arena);
}

static enum awol_status copy_one(const struct awol_dataset *dataset, const char *name,
                                 const char *to, struct awol_error *opt_error)
{
    char from[AWOL_REPORT_PATH_SIZE], target[AWOL_REPORT_PATH_SIZE];
    enum awol_status status = awol_report_folder_file(dataset->folder, name, from, opt_error);

    if (status == AWOL_OK)
        status = awol_report_folder_file("data", name, target, opt_error);
    return status == AWOL_OK ? awol_report_folder_copy(to, from, target, opt_error) : status;
}

enum awol_status awol_dataset_copy(const struct awol_dataset *dataset, const char *to,
                                   struct awol_error *opt_error)
{
    enum awol_status status = copy_one(dataset, dataset->records, to, opt_error);

    for (size_t i = 0; i < AWOL_DATASET_N_PARTS && status == AWOL_OK; i++) {
        if (dataset->parts[i])
            status = copy_one(dataset, dataset->parts[i], to, opt_error);
    }
    return status;
}
