/* awol-check: does a fitted model describe its record? */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "cli/progress.h"
#include "cli/tool.h"
#include "estimate/check.h"
#include "read/input.h"
#include "tool/estimation.h"

static const struct awol_option options[] = {
    {.name = "replicates",
     .letter = 'n',
     .type = AWOL_OPTION_INTEGER,
     .metavar = "N",
     .min = 0,
     .max = 100000,
     .default_text = "199",
     .help = "Draw so many records from the model and fit it to each: the probabilities are the "
             "share of them that lie as far from the model as the real one. 0: none, and nothing "
             "is refuted."},
    {.name = "alpha",
     .type = AWOL_OPTION_NUMBER,
     .metavar = "P",
     .min = 0.0001,
     .max = 0.5,
     .default_text = "0.01",
     .help = "A model is refuted by a probability of at most this; status 1."},
    {.name = "quick",
     .help = "Leave out the influence of single counts and the predictions of the second half, "
             "for which the model is fitted again and again."},
    {.name = "placebo",
     .help = "Move each offer to other dates, and to dates before it with nothing later used: "
             "would it have seemed to work when nothing was offered?"},
    {.name = "impute",
     .type = AWOL_OPTION_INTEGER,
     .metavar = "N",
     .min = 2,
     .max = 10000,
     .help = "Share each total over several bins out over them N times, as the model expects, fit "
             "each completed record, and combine the fits by Rubin's rules: is what the fit makes "
             "of totals, windows of days among them, right? 20 are usual."},
    {.name = "leave-out", .help = "Fit again with each circumstance left out."},
    {.name = "recorded",
     .type = AWOL_OPTION_TEXT,
     .metavar = "LOW:HIGH",
     .help = "Fit again as if only a share of the departures had been recorded, from HIGH down to "
             "LOW: 0.5:1."},
    {.name = "recorded-by-size",
     .help = "Fit again as if days without a report were silent because few left: fewer than the "
             "smallest count reported, than a quarter of them, than half."},
    {.name = "compare-unit",
     .type = AWOL_OPTION_TEXT,
     .metavar = "UNIT",
     .help = "A unit to whom the offer was not addressed: how many times as much the rate rose in "
             "the others while it stood (difference in differences)."},
};

static const struct awol_option_group *const groups[] = {&awol_seed_of_fit_group,
                                                         &awol_threads_group, NULL};

static const struct awol_paragraph paragraphs[] = {
    {NULL,
     "Reads a fit from FILE or standard input and writes it on with the tables checks, residuals, "
     "correlations, rootogram, and influence, placebo, imputed, sensitivity where they are asked "
     "for, and evidence where the record can be asked; the table summary says in sentences what "
     "they show. The status is 1 if the record refutes the "
     "model."},
    {"WHAT IS CHECKED",
     "pit: for each count, the probability of one as small, given all before it, is a number "
     "evenly spread between 0 and 1 if the model is true; the statistic is the largest distance "
     "from that (Kolmogorov). correlation: whether what one count leaves unexplained goes on in "
     "the next (Ljung and Box, four lags). scatter: the mean squared distance from what was "
     "expected, in standard deviations, or its inverse. Probabilities come from records drawn "
     "from the model and fitted again, seen through the same gaps, totals and bounds."},
    {NULL,
     "Two more are for looking at: the rootogram (how often which counts came, and how often they "
     "were expected), and the correlations with their limits. The log score ahead is of counts of "
     "the second half, each predicted from a fit to what had ended before: eight fits. Influence: "
     "each count (the 400 furthest from what was expected, where there are more) is left out and "
     "the model fitted again, by Newton steps from the fit with exact derivatives, to the top; "
     "from "
     "everywhere only where these do not end."},
    {"FIGURES OF BOTH SIDES",
     "Where the record has two figures for the same days of a unit, the table sensitivity has the "
     "fit with the other one wherever they contradict. Such rows have preferred=no in the events, "
     "and awol-count --prefer all carries them into the series; without it they are left out."},
    {"STRONGER EVIDENCE",
     "One series of counts cannot tell men who follow each other from a slow change that touched "
     "everyone. The table evidence has what can, where the record has it, against a fit without "
     "contagion in which each unit has a rate of its own. unit: do units that had lost more than "
     "their share of a time's departures go on losing more in the next three? near: the same "
     "between units that a table of units puts together (fits with --share-between --units). A "
     "change that touches all alike moves no shares. push: do the three counts after a dated push "
     "(an offer with a deadline, a battle, a march) lie on its side? Their probabilities come from "
     "the record itself: signs flipped, windows moved along it. Comrades do such things; so do "
     "what touched single units for a while (for near: neighbours for a while, as the months of "
     "one "
     "garrison), and pushes that linger beyond their date. In simulated records without contagion "
     "whose units all wander together, unit speaks in 2 of 100 (p at most .05) and near in 4; "
     "where neighbours wander together and no others do, near always speaks."},
};

static const struct awol_example examples[] = {
    {"Is a cascade refuted by the simulated record?",
     "awol-fit --offers datasets/simulated/offers.csv datasets/simulated/series.csv | awol-check "
     "--quick -n 99 | awol-table"},
};

static const char *const see_also[] = {"awol-fit", "awol-boot", "awol-stream", NULL};

static enum awol_status read_share(const struct awol_arguments *arguments,
                                   struct awol_check_settings *settings, struct awol_error *error)
{
    const char *text = awol_arguments_text(arguments, "recorded", NULL);
    char low[32];
    if (!text)
        return AWOL_OK;
    const char *colon = strchr(text, ':');
    if (colon && (size_t)(colon - text) < sizeof low) {
        memcpy(low, text, (size_t)(colon - text));
        low[colon - text] = '\0';
        if (awol_number_parse(low, &settings->recorded_low) &&
            awol_number_parse(colon + 1, &settings->recorded_high) && settings->recorded_low > 0 &&
            settings->recorded_low < settings->recorded_high && settings->recorded_high <= 1)
            return AWOL_OK;
    }
    return awol_arguments_refuse(arguments, "recorded", error,
                                 "“%s” is not two shares, as in 0.5:1", text);
}

static enum awol_status read_settings(const struct awol_arguments *arguments,
                                      const struct awol_refit *refit,
                                      struct awol_check_settings *settings,
                                      struct awol_error *error)
{
    bool quick = awol_arguments_has(arguments, "quick");
    *settings = (struct awol_check_settings){
        .seed = awol_estimation_seed(arguments, refit->request.seed),
        .replicates = (uint32_t)awol_arguments_integer(arguments, "replicates", 199),
        .alpha = awol_arguments_number(arguments, "alpha", 0.01),
        .influence = !quick,
        .ahead = !quick,
        .placebo = awol_arguments_has(arguments, "placebo"),
        .imputations = (size_t)awol_arguments_integer(arguments, "impute", 0),
        .leave_out = awol_arguments_has(arguments, "leave-out"),
        .by_size = awol_arguments_has(arguments, "recorded-by-size"),
        .opt_control = awol_arguments_text(arguments, "compare-unit", NULL),
        .n_threads = awol_estimation_threads(arguments)};
    double needed = ceil(1 / settings->alpha - 1e-9) - 1;
    if (settings->replicates > 0 && settings->replicates < needed)
        return awol_arguments_refuse(
            arguments, "replicates", error,
            "%u records cannot give a probability as small as %g: it takes "
            "%g, or another --alpha",
            settings->replicates, settings->alpha, needed);
    return read_share(arguments, settings, error);
}

static enum awol_status run_checks(struct awol_arguments *arguments, const struct awol_refit *refit,
                                   struct awol_check_settings *settings, struct awol_stream *stream,
                                   bool *ret_refuted, struct awol_error *error)
{
    struct awol_progress progress;
    const struct awol_check_progress told = {awol_progress_more, awol_progress_done_one, &progress};
    settings->opt_progress = &told;
    awol_progress_begin(&progress, arguments, "fits", 0);
    enum awol_status status = awol_check_run(refit, settings, stream, ret_refuted, error);
    awol_progress_end(&progress);
    settings->opt_progress = NULL;
    return status;
}

static enum awol_status check(struct awol_arguments *arguments, const struct awol_stream *fit,
                              struct awol_stream *stream, struct awol_error *error)
{
    struct awol_refit refit;
    struct awol_check_settings settings;
    bool refuted = false;
    enum awol_status status = awol_refit_init(&refit, fit, error);
    if (status == AWOL_OK)
        status = read_settings(arguments, &refit, &settings, error);
    if (status == AWOL_OK)
        status = run_checks(arguments, &refit, &settings, stream, &refuted, error);
    if (status == AWOL_OK)
        status = awol_stream_write(stream, awol_arguments_output(arguments), error);
    awol_refit_release(&refit);
    if (status != AWOL_OK || !refuted)
        return status;
    awol_arguments_keep_output(arguments);
    return awol_error_set(error, AWOL_NO, "the record refutes the model: see its table checks");
}

static enum awol_status run(struct awol_arguments *arguments, struct awol_error *error)
{
    static const char *const kinds[] = {"fit", NULL};
    const char *path = awol_arguments_operand(arguments, 0);
    struct awol_stream fit, stream;
    enum awol_status status = awol_input_stream(path ? path : "-", kinds, &fit, error);
    if (status != AWOL_OK)
        return status;
    status =
        awol_fit_pass_on(&fit, awol_arguments_command(arguments), &awol_check_made, &stream, error);
    if (status == AWOL_OK) {
        status = check(arguments, &fit, &stream, error);
        awol_stream_release(&stream);
    }
    awol_stream_release(&fit);
    return status;
}

static const struct awol_tool tool = {
    .name = "awol-check",
    .summary = "ask whether a fitted model describes its record",
    .operands = "[FILE]",
    .max_operands = 1,
    .groups = groups,
    AWOL_TOOL_ARRAYS,
    .run = run,
};

int main(int argc, char **argv)
{
    return awol_tool_main(&tool, argc, argv);
}
