#include "report/output.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/format.h"
#include "report/folder.h"

const struct awol_report_figure awol_report_figures[] = {
    {"figure-1-record.svg", "The record: men who left, by the days on which they were counted",
     false},
    {"figure-2-fit.svg", "The record and what the model expects of it", false},
    {"figure-3-attribution.svg", "Why men left, by this model, and what would have been without",
     false},
    {"figure-4-checks.svg", "Whether the model is like the record", false},
};
const size_t awol_report_n_figures = sizeof awol_report_figures / sizeof awol_report_figures[0];

enum awol_status awol_report_put(const char *folder, const char *name, const struct awol_text *text,
                                 struct awol_error *opt_error)
{
    char path[AWOL_REPORT_PATH_SIZE];
    FILE *file;
    bool whole;
    enum awol_status status = awol_text_check(text, opt_error);

    if (status == AWOL_OK)
        status = awol_report_folder_file(folder, name, path, opt_error);
    if (status != AWOL_OK)
        return status;
    file = fopen(path, "wb");
    if (!file)
        return awol_error_file(opt_error, path, "cannot be written", errno);
    whole = fwrite(awol_text_string(text), 1, text->length, file) == text->length;
    whole = fclose(file) == 0 && whole;
    return whole ? AWOL_OK : awol_error_file(opt_error, path, "cannot be written", errno);
}

enum awol_status awol_report_get(const char *folder, const char *name, struct awol_text *text,
                                 struct awol_error *opt_error)
{
    char path[AWOL_REPORT_PATH_SIZE], bytes[4096];
    size_t n;
    FILE *file;
    enum awol_status status = awol_report_folder_file(folder, name, path, opt_error);

    if (status != AWOL_OK)
        return status;
    file = fopen(path, "rb");
    if (!file)
        return AWOL_OK;
    while ((n = fread(bytes, 1, sizeof bytes, file)) > 0)
        awol_text_append_bytes(text, bytes, n);
    if (ferror(file))
        status = awol_error_file(opt_error, path, "cannot be read", errno);
    fclose(file);
    return status == AWOL_OK ? awol_text_check(text, opt_error) : status;
}

/* ---- text and tables ---------------------------------------------------------------------- */

/* What the text is made of, to be released. */
struct material {
    struct awol_stream events, series, fit;
    bool is_counted; /* here, from records: there are events and series */
    struct awol_text counting, missing;
    struct awol_report_figure figures[8]; /* as many as awol_report_figures */
};

static enum awol_status read_stream(const char *folder, const char *name,
                                    struct awol_stream *ret_stream, struct awol_error *opt_error)
{
    char path[AWOL_REPORT_PATH_SIZE];
    FILE *file;
    enum awol_status status = awol_report_folder_file(folder, name, path, opt_error);

    if (status != AWOL_OK)
        return status;
    file = fopen(path, "rb");
    if (!file)
        return awol_error_file(opt_error, path, "cannot be opened", errno);
    status = awol_stream_read(file, path, ret_stream, opt_error);
    fclose(file);
    return status;
}

static bool has_file(const char *folder, const char *name)
{
    char path[AWOL_REPORT_PATH_SIZE];

    return awol_report_folder_file(folder, name, path, NULL) == AWOL_OK && access(path, R_OK) == 0;
}

/* The last stream of the chain that was made. */
static const char *find_fit(const char *folder)
{
    static const char *const names[] = {"explain.tsv", "check.tsv", "boot.tsv"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (has_file(folder, names[i]))
            return names[i];
    }
    return "fit.tsv";
}

/* Messages without the names of the tools, which mean nothing to a reader. */
static enum awol_status read_log(const char *folder, const char *name, struct awol_text *lines,
                                 struct awol_error *opt_error)
{
    struct awol_text log;
    enum awol_status status;

    awol_text_init(&log);
    status = awol_report_get(folder, name, &log, opt_error);
    for (const char *at = awol_text_string(&log); status == AWOL_OK && *at != '\0';) {
        const size_t length = strcspn(at, "\n");
        size_t skip = strncmp(at, "awol-", 5) == 0 ? strcspn(at, ":") + 2 : 0;

        if (strncmp(at + (skip < length ? skip : 0), "warning: ", 9) == 0)
            skip += 9;
        if (skip < length) {
            awol_text_append_bytes(lines, at + skip, length - skip);
            awol_text_append(lines, "\n");
        }
        at += length + (at[length] == '\n');
    }
    awol_text_release(&log);
    return status == AWOL_OK ? awol_text_check(lines, opt_error) : status;
}

static void release_material(struct material *material)
{
    awol_text_release(&material->missing);
    awol_text_release(&material->counting);
    awol_stream_release(&material->fit);
    awol_stream_release(&material->series);
    awol_stream_release(&material->events);
}

static enum awol_status read_material(const char *folder, struct material *material,
                                      struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;

    material->is_counted = has_file(folder, "series.tsv");
    if (material->is_counted)
        status = read_stream(folder, "events.tsv", &material->events, opt_error);
    if (status == AWOL_OK && material->is_counted)
        status = read_stream(folder, "series.tsv", &material->series, opt_error);
    if (status == AWOL_OK)
        status = read_stream(folder, find_fit(folder), &material->fit, opt_error);
    if (status == AWOL_OK)
        status = read_log(folder, "log/events.tsv.txt", &material->counting, opt_error);
    if (status == AWOL_OK)
        status = read_log(folder, "log/series.tsv.txt", &material->counting, opt_error);
    if (status == AWOL_OK)
        status = awol_report_get(folder, "log/missing.txt", &material->missing, opt_error);
    for (size_t i = 0; i < awol_report_n_figures; i++) {
        material->figures[i] = awol_report_figures[i];
        material->figures[i].is_there = has_file(folder, awol_report_figures[i].file);
    }
    return status;
}

static enum awol_status write_table(const char *folder, const struct awol_report_table *wanted,
                                    const struct awol_stream *fit, struct awol_error *opt_error)
{
    static const char *const formats[] = {"markdown", "latex"};
    const struct awol_format_settings settings = {.digits = 3, .caption = wanted->caption};
    struct awol_table table;
    bool found = false;
    enum awol_status status = awol_report_table_select(wanted, fit, &table, &found, opt_error);

    if (status != AWOL_OK || !found)
        return status;
    for (size_t i = 0; i < sizeof formats / sizeof formats[0] && status == AWOL_OK; i++) {
        const struct awol_table_format *const format = awol_table_format_find(formats[i]);
        char name[128];
        struct awol_text text;

        snprintf(name, sizeof name, "%s%s", wanted->name, format->suffix);
        awol_text_init(&text);
        status = awol_table_format_append(format, &table, &settings, &text, opt_error);
        if (status == AWOL_OK)
            status = awol_report_put(folder, name, &text, opt_error);
        awol_text_release(&text);
    }
    awol_table_release(&table);
    return status;
}

enum awol_status awol_report_write_text(const char *folder, const char *version,
                                        struct awol_error *opt_error)
{
    struct material material = {.is_counted = false};
    struct awol_text text;
    enum awol_status status;

    awol_text_init(&text);
    status = read_material(folder, &material, opt_error);
    if (status == AWOL_OK) {
        const struct awol_report_sources sources = {
            .opt_events = material.is_counted ? &material.events : NULL,
            .series = material.is_counted ? &material.series : &material.fit,
            .fit = &material.fit,
            .counting = awol_text_string(&material.counting),
            .missing = awol_text_string(&material.missing),
            .has_source_note = has_file(folder, "data/SOURCE.md"),
            .figures = material.figures,
            .n_figures = awol_report_n_figures,
            .version = version,
        };

        status = awol_report_write(&sources, &text, opt_error);
    }
    for (size_t i = 0; i < awol_report_n_tables && status == AWOL_OK; i++)
        status = write_table(folder, &awol_report_tables[i], &material.fit, opt_error);
    if (status == AWOL_OK)
        status = awol_report_put(folder, "report.md", &text, opt_error);
    awol_text_release(&text);
    release_material(&material);
    return status;
}

/* ---- provenance --------------------------------------------------------------------------- */

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static enum awol_status append_digests(const char *folder, struct awol_text *text,
                                       struct awol_error *opt_error)
{
    char path[AWOL_REPORT_PATH_SIZE];
    struct dirent **files = NULL;
    enum awol_status status = awol_report_folder_file(folder, "data", path, opt_error);
    const int n = status == AWOL_OK ? scandir(path, &files, is_visible, alphasort) : 0;

    for (int i = 0; i < n; i++) {
        char name[AWOL_REPORT_PATH_SIZE], digest[AWOL_DIGEST_SIZE];
        struct awol_text bytes;

        awol_text_init(&bytes);
        if (status == AWOL_OK)
            status = awol_report_folder_file("data", files[i]->d_name, name, opt_error);
        if (status == AWOL_OK)
            status = awol_report_get(folder, name, &bytes, opt_error);
        if (status == AWOL_OK)
            awol_text_append_format(text, "input\t%s\tsha256:%s\n", name,
                                    awol_digest(awol_text_string(&bytes), bytes.length, digest));
        awol_text_release(&bytes);
        free(files[i]);
    }
    free(files);
    return status;
}

enum awol_status awol_report_write_provenance(const char *folder, const struct awol_plan *plan,
                                              const char *command, const char *version,
                                              struct awol_error *opt_error)
{
    struct awol_text text;
    enum awol_status status;

    awol_text_init(&text);
    awol_text_append(&text, "what\tname\tvalue\n");
    awol_text_append_format(&text, "version\tawol\t%s\ncommand\treport\t%s\n", version, command);
    status = append_digests(folder, &text, opt_error);
    for (size_t i = 0; i < plan->n; i++) {
        if (!plan->steps[i].is_done)
            continue;
        awol_text_append_format(&text, "command\t%s\t", plan->steps[i].output);
        awol_step_format(&plan->steps[i], &text);
        awol_text_append(&text, "\n");
    }
    if (status == AWOL_OK)
        status = awol_report_put(folder, AWOL_REPORT_PROVENANCE, &text, opt_error);
    awol_text_release(&text);
    return status;
}
