/* awol-explain: what an offer did, by a fitted model. */
#include "cli/tool.h"
#include "explain/explain.h"
#include "read/input.h"
#include "tool/estimation.h"

static const struct awol_option options[] = {
    {.name = "quick",
     .help = "Do not fit the record under the other readings of eta, of which the sentences then "
             "say nothing."},
};

static const struct awol_option_group *const groups[] = {
    &awol_level_of_fit_group, &awol_seed_of_fit_group, &awol_threads_group, NULL};

static const struct awol_paragraph paragraphs[] = {
    {NULL,
     "Reads a fit with an offer from FILE or standard input and writes it on with more tables, and "
     "with sentences in the table summary. Limits come from the replicates of awol-boot where the "
     "stream has them."},
    {"WHO LEFT BECAUSE OF IT",
     "attribution divides each count of the record: who would have left anyway, who came for the "
     "offer, who followed comrades whom it had brought, and (awol-fit --urgency) who followed only "
     "because it hastened them. The parts add to the count. attributed has their sums with limits, "
     "each offer alone, and the sums under the other readings of what bunches: a wandering "
     "background, timing, clustering. Whom a departure prompts is a comrade or whatever else "
     "lingers; the counts cannot tell."},
};

static const struct awol_example examples[] = {
    {"How many of the simulated men left because of the offer?",
     "awol-fit --offers datasets/simulated/offers.csv datasets/simulated/series.csv | awol-explain "
     "| awol-table"},
};

static const char *const see_also[] = {"awol-fit", "awol-boot", "awol-plot", "awol-stream", NULL};

static enum awol_status explain(struct awol_arguments *arguments, const struct awol_stream *fit,
                                struct awol_stream *stream, struct awol_error *error)
{
    struct awol_refit refit;
    enum awol_status status = awol_refit_init(&refit, fit, error);
    if (status == AWOL_OK) {
        const struct awol_explain_settings settings = {
            .level = awol_estimation_level(arguments, refit.request.level),
            .seed = (uint64_t)awol_estimation_seed(arguments, refit.request.seed),
            .n_threads = awol_estimation_threads(arguments),
            .readings = !awol_arguments_has(arguments, "quick")};
        status =
            awol_explain_run(&refit, awol_stream_find(fit, "replicates"), &settings, stream, error);
    }
    if (status == AWOL_OK)
        status = awol_stream_write(stream, awol_arguments_output(arguments), error);
    awol_refit_release(&refit);
    return status;
}

static enum awol_status run(struct awol_arguments *arguments, struct awol_error *error)
{
    static const char *const kinds[] = {"fit", NULL};
    const char *path = awol_arguments_operand(arguments, 0);
    struct awol_stream fit, stream;
    enum awol_status status = awol_input_stream(path ? path : "-", kinds, &fit, error);
    if (status != AWOL_OK)
        return status;
    status = awol_fit_pass_on(&fit, awol_arguments_command(arguments), &awol_explain_made, &stream,
                              error);
    if (status == AWOL_OK) {
        status = explain(arguments, &fit, &stream, error);
        awol_stream_release(&stream);
    }
    awol_stream_release(&fit);
    return status;
}

static const struct awol_tool tool = {
    .name = "awol-explain",
    .summary = "say what an offer did, by a fitted model",
    .operands = "[FILE]",
    .max_operands = 1,
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .groups = groups,
    .paragraphs = paragraphs,
    .n_paragraphs = sizeof paragraphs / sizeof *paragraphs,
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .see_also = see_also,
    .run = run,
};

int main(int argc, char **argv)
{
    return awol_tool_main(&tool, argc, argv);
}
