/* awol-fit: a series to a fitted model. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/tool.h"
#include "date/span.h"
#include "estimate/output.h"
#include "estimate/run.h"
#include "model/model.h"
#include "tool/estimation.h"
#include "tool/fit_input.h"

static const char *const law_choices[] = {"nb", "poisson", "gp", "binomial", NULL};
static const char *const initial_choices[] = {"empty", "steady", NULL};

static const struct awol_option options[] = {
    {.name = "model",
     .type = AWOL_OPTION_CHOICE,
     .metavar = "NAME",
     .choices = awol_model_names,
     .choice_words = awol_model_words,
     .help = "Fit this model. Without it the last of null, its and cascade that the record allows "
             "is fitted."},
    {.name = "counts",
     .type = AWOL_OPTION_CHOICE,
     .metavar = "LAW",
     .default_text = "nb",
     .choices = law_choices,
     .help =
         "Law of the counts: negative binomial, Poisson, generalised Poisson, or binomial out of "
         "the men at risk, which needs an exact count in every bin."},
    {.name = "offers",
     .type = AWOL_OPTION_FILE,
     .metavar = "FILE",
     .help = "Dated offers of refuge. Those of kind offer, amnesty, distribution or counter enter "
             "unless their column use says no."},
    {.name = "offer",
     .type = AWOL_OPTION_TEXT,
     .metavar = "ID,...",
     .help = "Enter these offers only; the fit fails if the record cannot tell their effect."},
    {.name = "urgency",
     .type = AWOL_OPTION_TEXT,
     .repeatable = true,
     .metavar = "ID,...",
     .help = "Let these offers also change how many others a departure prompts, not only the "
             "rate."},
    {.name = "after-deadline",
     .type = AWOL_OPTION_INTEGER,
     .metavar = "DAYS",
     .min = 1,
     .max = 3653,
     .help = "Give so many days behind each deadline an effect of their own: whether men who would "
             "have left then had only left earlier."},
    {.name = "circumstances",
     .type = AWOL_OPTION_FILE,
     .metavar = "FILE",
     .help =
         "Battles, marches, pay, weather: dated like offers. Those with use=no are only drawn."},
    {.name = "covariate",
     .type = AWOL_OPTION_TEXT,
     .repeatable = true,
     .metavar = "COLUMN,...",
     .help =
         "Let the rate depend on these covariates of the series: columns beside the known ones, "
         "or what awol-count --covariates joined."},
    {.name = "by",
     .type = AWOL_OPTION_TEXT,
     .metavar = "day|week|month|year|Nd|spans",
     .help =
         "The base grid: bins in which the campaign is computed. Without it: years or months if "
         "every bound is the first of one, else the longest bin that divides every span. In a "
         "table with the column date alone, the counts are of so many days from that date."},
    {.name = "cuts",
     .type = AWOL_OPTION_TEXT,
     .repeatable = true,
     .metavar = "DATE,...",
     .help = "With --model piecewise: days on which a new stretch begins. Without it: years, or "
             "months where the record lies in one year."},
    {.name = "bass",
     .type = AWOL_OPTION_CHOICE,
     .metavar = "LIKELIHOOD",
     .default_text = "history",
     .choices = awol_bass_names,
     .help = "With --model bass: each bin from those who have gone by the record (history; "
             "binomial: the same, as if men did not draw others within the bin); a "
             "sample of a curve fixed at the start, out of the men at risk (multinomial); or least "
             "squares, for comparison with what others print."},
    {.name = "least-squares",
     .type = AWOL_OPTION_FLAG,
     .help = "With --model logistic, gompertz or richards: least squares on the counts, for "
             "comparison with what others print; every count is taken to err by as much."},
    {.name = "kernel",
     .type = AWOL_OPTION_CHOICE,
     .metavar = "KERNEL",
     .default_text = "exponential",
     .choices = awol_kernel_names,
     .help = "When the departures that one prompts follow: after delays with a mean that is "
             "estimated (exponential), in the next bin alone (lag), at a constant pace without "
             "end (all), or after delays that follow a power law (power; its tail is held at 1 "
             "unless --fix or --start name it)."},
    {.name = "observed",
     .type = AWOL_OPTION_TEXT,
     .metavar = "FROM/TO",
     .help = "With departures that have a time each (--model hawkes, hawkes-n): from when to when "
             "they were noted, as 1776-08-27/1776-09-30, with times of day, or as numbers of days "
             "where the column time has numbers. The end of the observation is not the last "
             "departure: that nobody left after it counts too. Rows before FROM are history."},
    {.name = "men",
     .type = AWOL_OPTION_NUMBER,
     .metavar = "N",
     .min = 1,
     .max = 1e9,
     .help = "With --observed: the men at risk when the observation begins."},
    {.name = "day-zero",
     .type = AWOL_OPTION_TEXT,
     .metavar = "DATE",
     .help = "With --observed: the day from which the column time counts, so that offers can be "
             "dated. Without it 1970-01-01."},
    {.name = "initial",
     .type = AWOL_OPTION_CHOICE,
     .metavar = "STATE",
     .default_text = "empty",
     .choices = initial_choices,
     .help = "Whether the record begins with the campaign (empty) or in mid-war (steady: earlier "
             "departures still prompt some)."},
    {.name = "trend", .type = AWOL_OPTION_FLAG, .help = "Let the rate rise or fall steadily."},
    {.name = "harmonics",
     .type = AWOL_OPTION_INTEGER,
     .metavar = "N",
     .default_text = "0",
     .min = 0,
     .max = 6,
     .help = "Let the rate follow a season with N waves."},
    {.name = "period",
     .type = AWOL_OPTION_NUMBER,
     .metavar = "DAYS",
     .default_text = "365.25",
     .min = 2,
     .max = 36525,
     .help = "Length of the season."},
    {.name = "background",
     .type = AWOL_OPTION_FLAG,
     .help = "Let a wandering background (weather, arrears, rations) stand beside the cascade in "
             "the main fit; the bracket always tries it."},
    {.name = "share-between",
     .type = AWOL_OPTION_FLAG,
     .help = "Let departures prompt departures in other units too: evenly, or first in the nearest "
             "ones where a table of units says which belong together."},
    {.name = "units",
     .type = AWOL_OPTION_FILE,
     .metavar = "FILE",
     .help = "Units and to which larger unit each belongs (columns unit, parent), for "
             "--share-between. Without it the table units of the stream, if it has one."},
    {.name = "parties",
     .type = AWOL_OPTION_FLAG,
     .help = "Count parties of men who left together, not men: each count is divided by the size "
             "in the column party. What one departure prompts is then parties."},
    {.name = "levels",
     .type = AWOL_OPTION_FLAG,
     .help =
         "Give each unit a background rate of its own; all else is shared. The summary tells how "
         "far they differ, and draws each towards the others by as much as it is uncertain."},
    {.name = "recorded",
     .type = AWOL_OPTION_NUMBER,
     .metavar = "SHARE",
     .default_text = "1",
     .min = 0.01,
     .max = 1,
     .help = "Share of departures that was recorded: it has to be known from elsewhere."},
    {.name = "prior",
     .type = AWOL_OPTION_FLAG,
     .help = "Fit a record that is too thin, leaning on weak assumptions; the output says so."},
    {.name = "fix",
     .type = AWOL_OPTION_TEXT,
     .repeatable = true,
     .metavar = "NAME=VALUE,...",
     .help = "Hold a parameter at a value."},
    {.name = "start",
     .type = AWOL_OPTION_TEXT,
     .repeatable = true,
     .metavar = "NAME=VALUE,...",
     .help =
         "Begin the search from a value, beside the usual starts. A parameter that a model holds "
         "unless told otherwise (never, of the thresholds) is let go."},
    {.name = "at",
     .type = AWOL_OPTION_TEXT,
     .metavar = "NAME=VALUE,...",
     .help = "Do not fit: give the log-likelihood and its gradient at these parameters. Every "
             "parameter of the model must be given."},
    {.name = "profile",
     .type = AWOL_OPTION_FLAG,
     .help = "Write the profile likelihoods behind the intervals too."},
    {.name = "verbose",
     .letter = 'v',
     .type = AWOL_OPTION_FLAG,
     .unrecorded = true,
     .help = "Tell on standard error how the search goes."},
};

static const struct awol_option_group *const groups[] = {&awol_level_group, &awol_seed_group,
                                                         &awol_threads_group, NULL};

static const struct awol_paragraph paragraphs[] = {
    {NULL,
     "Reads a stream of kind series, or a hand-made table with the columns start, end (or first, "
     "last, or date) and count, from FILE or standard input, and writes a stream of kind fit. "
     "Counts may be exact, ranges or bounds, of days or of long spans; totals may contain known "
     "parts; times without a row are gaps, not zeros."},
    {"TIMES",
     "The models hawkes and hawkes-n take departures with a time each: a table with the column "
     "time "
     "(days as decimals) or date (1776-08-27T14:30), perhaps men, one row a departure. A date "
     "without a time is a day of which only the number is known, and so is a time that stands "
     "twice. With them --by is the length of the bins in which the baseline is constant and the "
     "series is written: one day, unless the record is longer than a hundred years. Intervals of "
     "records beyond 32,000 departures come from the curvature; --profile follows the profiles "
     "there too."},
    {"READINGS",
     "Whether men followed each other cannot be told from one series of counts alone. Where a "
     "cascade is fitted, the table bracket gives the further departures per departure under three "
     "readings: what is left if a wandering background may have bunched the counts; timing; and "
     "timing with clustering inside single bins. They are clustering in time beyond the offers and "
     "circumstances listed, not a proof of contagion. A reading has no number where the delay fits "
     "best far inside one bin, or as long as a third of the record: it cannot be told there from "
     "parties, or from a slow change."},
    {"REFUSALS",
     "An offer needs three counts before and three after its first day; a cascade twenty counts, "
     "ten of them not zero, and thirty departures. What is refused is named in the table warnings, "
     "with the reason; asked for by name it ends the tool with status 4."},
};

static const struct awol_example examples[] = {
    {"a simulated record of a hundred weeks",
     "awol-fit --offers datasets/simulated/offers.csv datasets/simulated/series.csv"},
    {"the likelihood at given parameters",
     "awol-fit --model null --at rate=2,dispersion=0.1 datasets/simulated/series.csv"},
};

static const char *const see_also[] = {"awol-count", "awol-plot", "awol-table", "awol-stream",
                                       NULL};

static enum awol_law law_of(const char *name)
{
    return strcmp(name, "gp") == 0         ? AWOL_LAW_GP
           : strcmp(name, "poisson") == 0  ? AWOL_LAW_POISSON
           : strcmp(name, "binomial") == 0 ? AWOL_LAW_BINOMIAL
                                           : AWOL_LAW_NB;
}

static enum awol_kernel kernel_of(const char *name)
{
    int i = 0;
    while (awol_kernel_names[i] && strcmp(awol_kernel_names[i], name) != 0)
        i++;
    return (enum awol_kernel)i;
}

static enum awol_status read_cuts(const struct awol_arguments *arguments, struct awol_arena *arena,
                                  struct awol_request *request, struct awol_error *error)
{
    const char *const *texts;
    size_t n;
    enum awol_status status = awol_arguments_list(arguments, "cuts", arena, &texts, &n, error);
    if (status != AWOL_OK || n == 0)
        return status;
    int64_t *days = awol_arena_alloc(arena, n * sizeof *days);
    if (!days)
        return awol_error_memory(error);
    for (size_t i = 0; i < n; i++) {
        if (!awol_day_parse(texts[i], &days[i]))
            return awol_arguments_refuse(arguments, "cuts", error,
                                         "a day such as 1777-09-01 was expected, not “%.40s”",
                                         texts[i]);
        if (i > 0 && days[i] <= days[i - 1])
            return awol_arguments_refuse(arguments, "cuts", error,
                                         "the days must ascend, each once");
    }
    request->cuts = days;
    request->n_cuts = n;
    return AWOL_OK;
}

/* What is asked for; lists of it live in the arena. */
static enum awol_status read_options(const struct awol_arguments *arguments,
                                     struct awol_arena *arena, struct awol_request *request,
                                     struct awol_error *error)
{
    request->model = awol_model_find(awol_arguments_text(arguments, "model", ""));
    request->observed = awol_arguments_text(arguments, "observed", NULL);
    request->law = law_of(awol_arguments_text(arguments, "counts", "nb"));
    request->by = awol_arguments_text(arguments, "by", NULL);
    request->kernel = kernel_of(awol_arguments_text(arguments, "kernel", "exponential"));
    request->after_days = awol_arguments_integer(arguments, "after-deadline", 0);
    request->parties = awol_arguments_has(arguments, "parties");
    request->levels = awol_arguments_has(arguments, "levels");
    request->trend = awol_arguments_has(arguments, "trend");
    request->harmonics = (unsigned)awol_arguments_integer(arguments, "harmonics", 0);
    request->period_days = awol_arguments_number(arguments, "period", 365.25);
    request->background = awol_arguments_has(arguments, "background");
    request->share_between = awol_arguments_has(arguments, "share-between");
    while (strcmp(awol_arguments_text(arguments, "bass", "history"),
                  awol_bass_names[request->bass]) != 0)
        request->bass++;
    request->least_squares = awol_arguments_has(arguments, "least-squares");
    request->steady = strcmp(awol_arguments_text(arguments, "initial", "empty"), "steady") == 0;
    request->recorded = awol_arguments_number(arguments, "recorded", 1);
    request->prior = awol_arguments_has(arguments, "prior");
    request->level = awol_estimation_level(arguments, AWOL_ESTIMATION_LEVEL);
    request->profile = awol_arguments_has(arguments, "profile");
    request->n_threads = awol_estimation_threads(arguments);
    request->seed = awol_estimation_seed(arguments, AWOL_ESTIMATION_SEED);
    enum awol_status status =
        awol_arguments_list(arguments, "covariate", arena, &request->covariate_names,
                            &request->n_covariate_names, error);
    if (status == AWOL_OK)
        status = read_cuts(arguments, arena, request, error);
    if (status == AWOL_OK)
        status = awol_arguments_list(arguments, "offer", arena, &request->offer_ids,
                                     &request->n_offer_ids, error);
    if (status == AWOL_OK)
        status = awol_arguments_list(arguments, "urgency", arena, &request->urgency_ids,
                                     &request->n_urgency_ids, error);
    if (status == AWOL_OK)
        status = awol_arguments_settings(arguments, "at", arena, &request->at, error);
    if (status == AWOL_OK)
        status = awol_arguments_settings(arguments, "fix", arena, &request->fix, error);
    if (status == AWOL_OK)
        status = awol_arguments_settings(arguments, "start", arena, &request->start, error);
    for (size_t i = 0; status == AWOL_OK && i < request->start.n; i++)
        for (size_t k = 0; k < request->fix.n; k++)
            if (strcmp(request->start.settings[i].name, request->fix.settings[k].name) == 0)
                return awol_arguments_refuse(arguments, "start", error,
                                             "%s is held at a value by --fix already",
                                             request->start.settings[i].name);
    return status;
}

static enum awol_status write_fit(struct awol_arguments *arguments,
                                  const struct awol_fit_input *input,
                                  const struct awol_request *request, struct awol_error *error)
{
    struct awol_fit fit;
    struct awol_fitted_span *spans;
    struct awol_stream stream;
    enum awol_status status = awol_fit_run(request, &fit, &spans, error);
    if (status != AWOL_OK)
        return status;
    struct awol_fit_inputs inputs = {
        .stream = &input->stream,
        .series = &input->series,
        .opt_offers = input->has_offers ? &input->offers_table : NULL,
        .opt_circumstances = input->has_circumstances ? &input->circumstances_table : NULL,
        .command = awol_arguments_command(arguments),
        .opt_units =
            request->units && input->units_table.n_columns > 0 ? &input->units_table : NULL,
        .level = request->level};
    status = awol_fit_output(&inputs, &fit, request->at.n ? NULL : spans, &stream, error);
    if (status == AWOL_OK) {
        status = awol_stream_write(&stream, awol_arguments_output(arguments), error);
        awol_stream_release(&stream);
    }
    free(spans);
    awol_fit_release(&fit);
    return status;
}

static void say(void *context, const char *line)
{
    awol_arguments_say(context, "%s", line);
}

static enum awol_status run(struct awol_arguments *arguments, struct awol_error *error)
{
    const struct awol_listener listener = {say, arguments};
    struct awol_arena arena;
    struct awol_fit_input input = {.has_offers = false};
    struct awol_request request = {.model = NULL};
    awol_arena_init(&arena);
    enum awol_status status = read_options(arguments, &arena, &request, error);
    if (awol_arguments_has(arguments, "verbose"))
        request.listener = &listener;
    if (status == AWOL_OK)
        status = awol_fit_input_read(arguments, &input, &request, error);
    if (status == AWOL_OK)
        status = write_fit(arguments, &input, &request, error);
    awol_fit_input_release(&input);
    awol_arena_release(&arena);
    return status;
}

static const struct awol_tool tool = {
    .name = "awol-fit",
    .summary = "fit a model of departures to a series",
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
