#include "report/report.h"

#include <string.h>

#include "cli/interrupt.h"
#include "cli/program.h"
#include "report/dataset.h"
#include "report/folder.h"
#include "report/output.h"
#include "report/plan.h"

/* What a report is about to be: the steps and where. */
struct work {
    const struct awol_report_settings *settings;
    struct awol_dataset dataset;
    struct awol_report_folder folder;
    struct awol_plan plan;
};

#define WORDS(...)                                                                                 \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }

/* The name that a file of the dataset has in data/, in the arena. */
static const char *data_name(struct work *work, const char *name)
{
    char path[AWOL_REPORT_PATH_SIZE];
    const char *copy = NULL;

    if (awol_report_folder_file("data", name, path, NULL) == AWOL_OK)
        copy = awol_arena_string(&work->plan.arena, path);
    if (!copy)
        work->plan.failed = true;
    return copy ? copy : "";
}

/* An option with a value, where the user gave one. */
static void add_option(struct work *work, const char *option, const char *opt_value)
{
    if (opt_value)
        awol_plan_add(&work->plan, option, opt_value);
}

static void add_part(struct work *work, const char *option, enum awol_dataset_part part)
{
    if (work->dataset.parts[part])
        awol_plan_add(&work->plan, option, data_name(work, work->dataset.parts[part]));
}

/* The last words of a step: what it makes, and from what. */
static void end_step(struct work *work, const char *output, const char *input)
{
    awol_plan_add(&work->plan, "-o", output);
    awol_plan_add(&work->plan, input, NULL);
}

static void begin_optional(struct work *work, const char *output, const char *const *words)
{
    const size_t step = awol_plan_begin(&work->plan, output, words);

    if (!work->plan.failed)
        work->plan.steps[step].optional = true;
}

/* ---- the steps ---------------------------------------------------------------------------- */

/* What is fitted: counts that are in the dataset already, or those that awol-count makes. */
static const char *series_name(struct work *work)
{
    return work->dataset.is_series ? data_name(work, work->dataset.records) : "series.tsv";
}

static void plan_count(struct work *work)
{
    const struct awol_report_settings *const settings = work->settings;

    awol_plan_begin(&work->plan, "events.tsv", WORDS("awol-read"));
    end_step(work, "events.tsv", data_name(work, work->dataset.records));
    awol_plan_begin(&work->plan, "series.tsv", WORDS("awol-count"));
    add_option(work, "--event", settings->opt_event);
    add_option(work, "--by", settings->opt_by);
    add_option(work, "--prefer", settings->opt_prefer);
    add_option(work, "--complete", settings->opt_complete);
    add_part(work, "--units", AWOL_DATASET_UNITS);
    add_part(work, "--strength", AWOL_DATASET_STRENGTH);
    add_option(work, "--basis", settings->opt_basis);
    end_step(work, "series.tsv", "events.tsv");
}

/* Without a fit there is no report. */
static void plan_fit(struct work *work)
{
    const struct awol_report_settings *const settings = work->settings;

    if (!work->dataset.is_series)
        plan_count(work);
    awol_plan_begin(&work->plan, "fit.tsv", WORDS("awol-fit"));
    add_option(work, "--model", settings->opt_model);
    add_option(work, "--level", settings->opt_level);
    add_option(work, "--seed", settings->opt_seed);
    add_part(work, "--offers", AWOL_DATASET_OFFERS);
    add_part(work, "--circumstances", AWOL_DATASET_CIRCUMSTANCES);
    end_step(work, "fit.tsv", series_name(work));
}

static const char *last_stream(const struct work *work)
{
    static const char *const names[] = {"explain.tsv", "check.tsv", "boot.tsv"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (awol_plan_has(&work->plan, names[i]))
            return names[i];
    }
    return "fit.tsv";
}

/* How sure the fit is, whether it is like the record, and what the offer did. Each adds its tables
 * to the stream of the one before. */
static enum awol_status run_chain(struct work *work, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;

    if (strcmp(work->settings->replicates, "0") != 0) {
        begin_optional(work, "boot.tsv",
                       WORDS("awol-boot", "--replicates", work->settings->replicates));
        end_step(work, "boot.tsv", last_stream(work));
        status = awol_plan_run(&work->plan, work->plan.n - 1, work->folder.path, opt_error);
    }
    if (status == AWOL_OK) {
        begin_optional(work, "check.tsv", WORDS("awol-check"));
        if (!work->plan.failed)
            work->plan.steps[work->plan.n - 1].most = AWOL_NO;
        end_step(work, "check.tsv", last_stream(work));
        status = awol_plan_run(&work->plan, work->plan.n - 1, work->folder.path, opt_error);
    }
    if (status == AWOL_OK) {
        begin_optional(work, "explain.tsv", WORDS("awol-explain"));
        end_step(work, "explain.tsv", last_stream(work));
        status = awol_plan_run(&work->plan, work->plan.n - 1, work->folder.path, opt_error);
    }
    return status;
}

static void plan_figure(struct work *work, size_t index, const char *opt_figure, const char *input)
{
    begin_optional(work, awol_report_figures[index].file, WORDS("awol-plot"));
    add_option(work, "--figure", opt_figure);
    end_step(work, awol_report_figures[index].file, input);
}

static enum awol_status run_figures(struct work *work, struct awol_error *opt_error)
{
    const size_t first = work->plan.n;

    plan_figure(work, 0, NULL, series_name(work));
    plan_figure(work, 1, NULL, "fit.tsv");
    if (awol_plan_has(&work->plan, "explain.tsv"))
        plan_figure(work, 2, "attribution", "explain.tsv");
    if (awol_plan_has(&work->plan, "check.tsv"))
        plan_figure(work, 3, "goodness", "check.tsv");
    return awol_plan_run(&work->plan, first, work->folder.path, opt_error);
}

/* ---- the text ----------------------------------------------------------------------------- */

/* What could not be made, for the report's own limits. */
static enum awol_status write_missing(const struct work *work, size_t *ret_n,
                                      struct awol_error *opt_error)
{
    struct awol_text text;
    enum awol_status status;

    *ret_n = 0;
    awol_text_init(&text);
    for (size_t i = 0; i < work->plan.n; i++) {
        const struct awol_step *const step = &work->plan.steps[i];

        if (step->is_done || !step->fault)
            continue;
        awol_text_append_format(&text, "%s could not be made: %s\n", step->output, step->fault);
        ++*ret_n;
    }
    status = awol_report_put(work->folder.path, "log/missing.txt", &text, opt_error);
    awol_text_release(&text);
    return status;
}

/* The text is a step as well, so that the Makefile can write it anew. */
static enum awol_status run_text(struct work *work, struct awol_error *opt_error)
{
    const size_t first = work->plan.n;

    awol_plan_begin(&work->plan, "report.md",
                    WORDS("awol-report", "--text", ".", last_stream(work)));
    for (size_t i = 0; i < awol_report_n_figures; i++) {
        if (awol_plan_has(&work->plan, awol_report_figures[i].file))
            awol_plan_add(&work->plan, awol_report_figures[i].file, NULL);
    }
    if (work->settings->word) {
        begin_optional(work, "report.docx",
                       WORDS("env", "SOURCE_DATE_EPOCH=0", "pandoc", "--from",
                             "markdown-yaml_metadata_block"));
        end_step(work, "report.docx", "report.md");
    }
    return awol_plan_run(&work->plan, first, work->folder.path, opt_error);
}

static enum awol_status write_makefile(const struct work *work, struct awol_error *opt_error)
{
    struct awol_text text;
    enum awol_status status;

    awol_text_init(&text);
    awol_plan_write_makefile(&work->plan, &text);
    status = awol_report_put(work->folder.path, "Makefile", &text, opt_error);
    awol_text_release(&text);
    return status;
}

/* Options of awol-count, where there is nothing to count. */
static enum awol_status check_settings(const struct work *work, struct awol_error *opt_error)
{
    const struct awol_report_settings *const settings = work->settings;

    if (work->dataset.is_series &&
        (settings->opt_event || settings->opt_by || settings->opt_prefer ||
         settings->opt_complete || settings->opt_basis))
        return awol_error_set(opt_error, AWOL_USAGE,
                              "%s holds counts already: --event, --by, --prefer, --basis and "
                              "--complete are for records",
                              work->dataset.records);
    return AWOL_OK;
}

static enum awol_status fill(struct work *work, size_t *ret_missing, struct awol_error *opt_error)
{
    const char *const folder = work->folder.path;
    enum awol_status status = awol_dataset_copy(&work->dataset, folder, opt_error);

    plan_fit(work);
    if (status == AWOL_OK)
        status = awol_plan_run(&work->plan, 0, folder, opt_error);
    if (status == AWOL_OK)
        status = run_chain(work, opt_error);
    if (status == AWOL_OK)
        status = run_figures(work, opt_error);
    if (status == AWOL_OK)
        status = write_missing(work, ret_missing, opt_error);
    if (status == AWOL_OK)
        status = run_text(work, opt_error);
    if (status == AWOL_OK)
        status = write_makefile(work, opt_error);
    if (status == AWOL_OK)
        status = awol_report_write_provenance(folder, &work->plan, work->settings->command,
                                              work->settings->version, opt_error);
    return status;
}

enum awol_status awol_report_make(const struct awol_report_settings *settings,
                                  size_t *opt_ret_missing, struct awol_error *opt_error)
{
    struct work work = {.settings = settings, .folder = {.path = ""}};
    struct awol_interrupt interrupt;
    size_t missing = 0;
    enum awol_status status;

    awol_plan_init(&work.plan);
    work.plan.opt_dataset = settings->dataset;
    status = awol_dataset_open(&work.dataset, settings->dataset, settings->opt_records, opt_error);
    if (status == AWOL_OK)
        status = check_settings(&work, opt_error);
    awol_interrupt_hold(&interrupt);
    if (status == AWOL_OK)
        status = awol_report_folder_open(&work.folder, settings->target, opt_error);
    if (status == AWOL_OK)
        status = fill(&work, &missing, opt_error);
    status = awol_report_folder_end(&work.folder, status, opt_error);
    if (status == AWOL_OK && opt_ret_missing)
        *opt_ret_missing = missing;
    awol_dataset_release(&work.dataset);
    awol_plan_release(&work.plan);
    awol_interrupt_release(&interrupt);
    return status;
}
