/* awol-compare: models of one record ranked, or campaigns side by side and pooled. */
#include <stdlib.h>
#include <string.h>

#include "cli/tool.h"
#include "estimate/compare.h"
#include "read/input.h"
#include "tool/estimation.h"

static const struct awol_option options[] = {
    {.name = "campaigns",
     .letter = 'c',
     .help = "The fits are of different campaigns: set them side by side, per 1,000 men at risk, "
             "and pool the ratio of the offer, eta and tau_days."},
    {.name = "offer",
     .type = AWOL_OPTION_TEXT,
     .metavar = "ID",
     .help = "With --campaigns: the offer that is compared, where a fit has several."},
    {.name = "mixed",
     .help = "With --campaigns: pool campaigns that differ in event, to, basis or reported_by, "
             "with a warning for each."},
    {.name = "quick",
     .help = "Do not predict the second half of the record with each model, for which each is "
             "fitted eight times."},
};

static const struct awol_option_group *const groups[] = {&awol_level_group, &awol_threads_group,
                                                         NULL};

static const struct awol_paragraph paragraphs[] = {
    {NULL,
     "Reads two or more fits. Without --campaigns they must be of the same data: models are ranked "
     "by AICc, with BIC, and by how well each predicts the counts of the second half of the record "
     "from what came before (mean log score, and its difference to the best with a standard error "
     "that allows for neighbouring counts being alike). Fits of different data are refused, with "
     "the digest of each."},
    {NULL,
     "With --campaigns, effects are pooled on the scale of their logarithms (eta: of its logit), "
     "each with its own value: the spread between campaigns by restricted maximum likelihood, "
     "limits of the mean by Hartung and Knapp, and what another campaign may be expected to show. "
     "Each campaign's value is also given drawn towards the mean by as much as its record is "
     "thin. Campaigns that count different things are refused."},
};

static const struct awol_example examples[] = {
    {"Does a cascade describe the simulated record better than an offer alone?",
     "awol-compare <(awol-fit -q --model its --offers datasets/simulated/offers.csv "
     "datasets/simulated/series.csv) <(awol-fit -q --offers datasets/simulated/offers.csv "
     "datasets/simulated/series.csv) | awol-table"},
};

static const char *const see_also[] = {"awol-fit", "awol-check", "awol-stream", NULL};

struct files {
    struct awol_stream *streams;
    struct awol_refit *refits;
    struct awol_compared *fits;
    size_t n_streams, n_refits;
};

/* A campaign is called as its record is; where two are called alike, or none, by the file. */
static void name_fits(struct files *files, const struct awol_arguments *arguments, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *campaign = awol_stream_header(&files->streams[i], "campaign");
        files->fits[i].name = awol_arguments_operand(arguments, i);
        bool alone = campaign && campaign[0] && awol_arguments_has(arguments, "campaigns");
        for (size_t k = 0; alone && k < n; k++) {
            const char *other = awol_stream_header(&files->streams[k], "campaign");
            alone = k == i || !other || strcmp(other, campaign) != 0;
        }
        if (alone)
            files->fits[i].name = campaign;
    }
}

static enum awol_status read_fits(const struct awol_arguments *arguments, struct files *files,
                                  size_t n, struct awol_error *error)
{
    static const char *const kinds[] = {"fit", NULL};
    enum awol_status status = AWOL_OK;
    files->streams = calloc(n + 1, sizeof *files->streams);
    files->refits = calloc(n + 1, sizeof *files->refits);
    files->fits = calloc(n + 1, sizeof *files->fits);
    if (!files->streams || !files->refits || !files->fits)
        return awol_error_memory(error);
    for (size_t i = 0; status == AWOL_OK && i < n; i++) {
        status = awol_input_stream(awol_arguments_operand(arguments, i), kinds, &files->streams[i],
                                   error);
        if (status != AWOL_OK)
            break;
        files->n_streams++;
        files->n_refits++; /* released also after a failure */
        status = awol_refit_init(&files->refits[i], &files->streams[i], error);
        files->fits[i].stream = &files->streams[i];
        files->fits[i].refit = &files->refits[i];
    }
    if (status == AWOL_OK)
        name_fits(files, arguments, n);
    return status;
}

static void release_files(struct files *files)
{
    for (size_t i = 0; i < files->n_refits; i++)
        awol_refit_release(&files->refits[i]);
    for (size_t i = 0; i < files->n_streams; i++)
        awol_stream_release(&files->streams[i]);
    free(files->fits);
    free(files->refits);
    free(files->streams);
}

static enum awol_status compare(struct awol_arguments *arguments, const struct files *files,
                                size_t n, struct awol_error *error)
{
    const struct awol_compare_settings settings = {
        .level = awol_estimation_level(arguments, AWOL_ESTIMATION_LEVEL),
        .ahead = !awol_arguments_has(arguments, "quick"),
        .opt_offer = awol_arguments_text(arguments, "offer", NULL),
        .mixed = awol_arguments_has(arguments, "mixed"),
        .n_threads = awol_estimation_threads(arguments)};
    struct awol_stream stream;
    enum awol_status status =
        awol_arguments_has(arguments, "campaigns")
            ? awol_compare_campaigns(files->fits, n, &settings, &stream, error)
            : awol_compare_models(files->fits, n, &settings, &stream, error);
    if (status != AWOL_OK)
        return status;
    status = awol_stream_add_header(&stream, "command", awol_arguments_command(arguments), error);
    if (status == AWOL_OK)
        status = awol_stream_write(&stream, awol_arguments_output(arguments), error);
    awol_stream_release(&stream);
    return status;
}

static enum awol_status run(struct awol_arguments *arguments, struct awol_error *error)
{
    struct files files = {.n_streams = 0};
    size_t n = awol_arguments_n_operands(arguments);
    for (size_t i = 0; i < 2; i++) {
        const char *option = (const char *[]){"offer", "mixed"}[i];
        if (awol_arguments_has(arguments, option) && !awol_arguments_has(arguments, "campaigns"))
            return awol_arguments_refuse(arguments, option, error, "it belongs to --campaigns");
    }
    if (n < 2)
        return awol_error_set(error, AWOL_USAGE, "comparing takes at least two fits");
    enum awol_status status = read_fits(arguments, &files, n, error);
    if (status == AWOL_OK)
        status = compare(arguments, &files, n, error);
    release_files(&files);
    return status;
}

static const struct awol_tool tool = {
    .name = "awol-compare",
    .summary = "rank models of one record, or set campaigns side by side and pool them",
    .operands = "FIT FIT…",
    .max_operands = 1000,
    .groups = groups,
    AWOL_TOOL_ARRAYS,
    .run = run,
};

int main(int argc, char **argv)
{
    return awol_tool_main(&tool, argc, argv);
}
