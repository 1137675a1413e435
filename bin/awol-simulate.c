/* awol-simulate: campaigns drawn from a model. */

#include "cli/tool.h"
#include "estimate/simulation.h"
#include "explain/networks.h"
#include "tool/estimation.h"
#include "tool/networks.h"
#include "tool/outline_input.h"
#include "tool/replicates.h"

static const char *const law_choices[] = {"nb", "poisson", "gp", "binomial", NULL};
static const char *const initial_choices[] = {"empty", "steady", NULL};
static const char *const form_choices[] = {"series", "events", "times", NULL};
static const char *const draw_choices[] = {"bins", "time", NULL};

static const struct awol_option options[] = {
    {.name = "model",
     .type = AWOL_OPTION_CHOICE,
     .metavar = "NAME",
     .choices = awol_model_names,
     .choice_words = awol_model_words,
     .help = "Draw from this model, without a fit: its parameters are those of --set, its days and "
             "men those of the options below."},
    {.name = "set",
     .type = AWOL_OPTION_TEXT,
     .repeatable = true,
     .metavar = "NAME=VALUE,...",
     .help = "The parameters, by the names that awol-fit prints. Without a fit each must be given; "
             "naming dispersion, trend, sin1 and cos1, offer.ID, urgency.ID, cov.NAME, "
             "background_sd, share_between or rate.UNIT brings it into the model. With a fit they "
             "take the place of its estimates."},
    {.name = "as",
     .type = AWOL_OPTION_CHOICE,
     .metavar = "FORM",
     .default_text = "series",
     .choices = form_choices,
     .help = "What to write: counts by span (for awol-fit), events (for awol-count), or a time for "
             "each departure (for awol-fit --model hawkes)."},
    {.name = "draw",
     .type = AWOL_OPTION_CHOICE,
     .metavar = "HOW",
     .default_text = "bins",
     .choices = draw_choices,
     .help =
         "How: the count of each span given those before it, as the likelihood of the fit has "
         "it (bins); or each man at a time of his own, every follower after a delay of his own, "
         "and counted afterwards (time; for null, its and cascade)."},
    {.name = "replicates",
     .letter = 'n',
     .type = AWOL_OPTION_TEXT,
     .metavar = "N|LO:HI",
     .default_text = "1; of cascades through a network 1000",
     .help = "How many campaigns to draw; or which, from LO up to but not including HI. One is "
             "written as a record, several as one table. Campaign K of a seed is the same in any "
             "run, on any machine."},
    {.name = "from",
     .type = AWOL_OPTION_TEXT,
     .metavar = "DATE",
     .help = "With --model: the first day."},
    {.name = "days",
     .type = AWOL_OPTION_INTEGER,
     .metavar = "N",
     .min = 1,
     .max = 2000000,
     .help = "With --model: how long the campaign lasts."},
    {.name = "by",
     .type = AWOL_OPTION_TEXT,
     .metavar = "day|week|month|year|Nd",
     .default_text = "day",
     .help = "With --model: the spans that are counted."},
    {.name = "men",
     .type = AWOL_OPTION_INTEGER,
     .metavar = "N",
     .min = 1,
     .max = 1e9,
     .help = "With --model: men at the start; each who leaves is one fewer. Without it they are "
             "without number, and rates are per day. With --network all and random: the men."},
    {.name = "unit",
     .type = AWOL_OPTION_TEXT,
     .metavar = "NAME",
     .default_text = "all",
     .help = "With --model: the name of the unit."},
    {.name = "units",
     .type = AWOL_OPTION_FILE,
     .metavar = "FILE",
     .help = "Units and their men (columns unit, men, parent) instead of --men and --unit. With "
             "--model men leave the smallest units, those that are no other's parent."},
    {.name = "first",
     .type = AWOL_OPTION_INTEGER,
     .metavar = "N",
     .default_text = "0",
     .min = 0,
     .max = 1e9,
     .help = "With --model reed-frost or tsir: departures in the first span, which those models "
             "take as given."},
    {.name = "offers",
     .type = AWOL_OPTION_FILE,
     .metavar = "FILE",
     .help = "With --model: dated offers. Those that --set names enter."},
    {.name = "circumstances",
     .type = AWOL_OPTION_FILE,
     .metavar = "FILE",
     .help = "With --model: battles, marches, pay, weather; each needs its circumstance.ID in "
             "--set."},
    {.name = "covariates",
     .type = AWOL_OPTION_FILE,
     .metavar = "FILE",
     .help = "With --model: covariates (columns date, name, value). Those that --set names enter."},
    {.name = "counts",
     .type = AWOL_OPTION_CHOICE,
     .metavar = "LAW",
     .default_text = "nb with a dispersion, else poisson",
     .choices = law_choices,
     .help = "With --model: law of the counts drawn by bins."},
    {.name = "kernel",
     .type = AWOL_OPTION_CHOICE,
     .metavar = "KERNEL",
     .default_text = "exponential",
     .choices = awol_kernel_names,
     .help = "With --model cascade: when the departures that one prompts follow."},
    {.name = "cuts",
     .type = AWOL_OPTION_TEXT,
     .repeatable = true,
     .metavar = "DATE,...",
     .help = "With --model piecewise or change-points: days on which a new stretch begins."},
    {.name = "bass",
     .type = AWOL_OPTION_CHOICE,
     .metavar = "LIKELIHOOD",
     .default_text = "history",
     .choices = awol_bass_names,
     .help = "With --model bass: how the counts come about."},
    {.name = "initial",
     .type = AWOL_OPTION_CHOICE,
     .metavar = "STATE",
     .default_text = "empty",
     .choices = initial_choices,
     .help = "With --model: whether the campaign begins with nobody gone (empty) or in mid-war."},
    {.name = "recorded",
     .type = AWOL_OPTION_NUMBER,
     .metavar = "SHARE",
     .default_text = "1",
     .min = 0.01,
     .max = 1,
     .help = "With --model: share of departures that is recorded."},
    {.name = "party",
     .type = AWOL_OPTION_NUMBER,
     .metavar = "MEN",
     .min = 1,
     .max = 1000,
     .help =
         "With --draw time: newcomers leave in parties of this mean size. The rate counts men."},
};

static const struct awol_option network_options[] = {
    {.name = "network",
     .type = AWOL_OPTION_CHOICE,
     .metavar = "KIND",
     .choices = awol_networks_names,
     .choice_words = awol_networks_words,
     .help =
         "Draw cascades of men who leave when the share of those they heed who have left reaches "
         "a threshold of their own. --set gives threshold_mean and threshold_sd (0: the same for "
         "all), and may give never, first (men who leave first), reached and lowered (an offer "
         "that lowers the thresholds of so many by so much) and large (the share from which on a "
         "cascade is called large)."},
    {.name = "ties",
     .type = AWOL_OPTION_TEXT,
     .metavar = "Z,...",
     .help = "How many a man heeds, on average. With --network units of his smallest unit, then of "
             "the rest of the next larger one, and so on."},
    {.name = "degrees",
     .type = AWOL_OPTION_FILE,
     .metavar = "FILE",
     .help = "With --network degrees: how many men have how many ties (columns ties, men)."},
    {.name = "spread",
     .type = AWOL_OPTION_TEXT,
     .metavar = "HOW,...",
     .default_text = "even; with units also units",
     .help = "How the men lie whom the offer reaches: anywhere (even), smallest units whole, one "
             "after the other (units), or both for comparison."},
};

static const struct awol_paragraph paragraphs[] = {
    {NULL,
     "Draws campaigns that never were: from a fit of awol-fit (FIT or standard input), with its "
     "days, men, offers and estimates; or, with --model, from parameters alone. What is written is "
     "a record as any other, so that it can be counted and fitted, with the table truth beside it: "
     "the parameters from which it was drawn."},
    {"MEN",
     "With --model and --men those who leave are missed: the men at risk of each span are those "
     "whom the spans before have left. From a fit the men are those of its record."},
    {"NETWORKS",
     "With --network no model is drawn, and nothing comes of a record: men leave when a share of "
     "those they heed have left (Granovetter 1978, Watts 2002). The tables tell how large cascades "
     "are, which men and units are vulnerable (one comrade is enough for them), in which window of "
     "ties cascades run, and what an offer does that reaches the same number of men evenly or unit "
     "by unit. The output is headed NOT AN ESTIMATE and lists its assumptions."},
    {"BINS AND TIME",
     "By bins a count is drawn from the law that a fit assumes, so that a fit finds what was put "
     "in. In time no formula of the fit is used: men leave, prompt others and are counted "
     "afterwards; how many scatter more than by chance follows from that alone, so there is no "
     "dispersion. Where more than one in ten leave within a span, draw in time or take shorter "
     "spans."},
};

static const struct awol_example examples[] = {
    {"a cascade of which the truth is known, fitted",
     "awol-simulate --model cascade --set rate=0.0004,eta=0.4,tau_days=5 --men 5000 --from "
     "1776-08-01 --days 200 --by day --draw time | awol-fit --model cascade | awol-table --table "
     "parameters"},
    {"ten campaigns as a fit has them",
     "awol-fit --offers datasets/simulated/offers.csv datasets/simulated/series.csv | "
     "awol-simulate --replicates 10 | awol-table"},
    {"cascades through a network of ten thousand men",
     "awol-simulate --network random --men 10000 --ties 4 --set threshold_mean=0.18,threshold_sd=0 "
     "--replicates 100 | awol-table"},
};

static const char *const see_also[] = {"awol-fit", "awol-count", "awol-boot", "awol-stream", NULL};

static const struct awol_option_group network_group = {
    "Networks", network_options, sizeof network_options / sizeof *network_options};

static const struct awol_option_group *const groups[] = {&network_group, &awol_seed_group,
                                                         &awol_threads_group, NULL};

static void read_switches(const struct awol_arguments *arguments, struct awol_request *request)
{
    static const enum awol_law laws[] = {AWOL_LAW_NB, AWOL_LAW_POISSON, AWOL_LAW_GP,
                                         AWOL_LAW_BINOMIAL};
    request->law = laws[awol_arguments_choice(arguments, "counts", law_choices)];
    request->kernel =
        (enum awol_kernel)awol_arguments_choice(arguments, "kernel", awol_kernel_names);
    request->bass = (enum awol_bass)awol_arguments_choice(arguments, "bass", awol_bass_names);
    request->steady = awol_arguments_choice(arguments, "initial", initial_choices) == 1;
    request->recorded = awol_arguments_number(arguments, "recorded", 1);
    request->period_days = 365.25;
}

/* ---- drawing ------------------------------------------------------------------------------ */

/* In time counts scatter as they do. */
static enum awol_status check_dispersion(const struct awol_arguments *arguments,
                                         const struct awol_refit *refit, bool outlined,
                                         struct awol_error *error)
{
    size_t p = refit->problem.layout.dispersion;
    if (p == SIZE_MAX || refit->values[p] == 0)
        return AWOL_OK;
    if (outlined)
        return awol_arguments_refuse(arguments, "set", error,
                                     "drawn in time, counts scatter as departures do: there is no "
                                     "dispersion to be set");
    awol_arguments_warn(arguments,
                        "the dispersion of the fit, %g, is left out: drawn in time, "
                        "counts scatter as departures do",
                        refit->values[p]);
    return AWOL_OK;
}

static enum awol_status draw(struct awol_arguments *arguments, struct awol_refit *refit,
                             bool outlined, struct awol_error *error)
{
    struct awol_replicates which;
    struct awol_simulation simulation = {.refit = NULL};
    const char *command = awol_arguments_command(arguments);
    enum awol_simulation_draw how =
        (enum awol_simulation_draw)awol_arguments_choice(arguments, "draw", draw_choices);
    enum awol_simulation_form form =
        (enum awol_simulation_form)awol_arguments_choice(arguments, "as", form_choices);
    if (awol_arguments_has(arguments, "party") && how != AWOL_SIMULATION_TIME)
        return awol_arguments_refuse(arguments, "party", error, "it goes with --draw time");
    enum awol_status status = awol_replicates_read(arguments, "1", &which, error);
    if (status == AWOL_OK && how == AWOL_SIMULATION_TIME)
        status = check_dispersion(arguments, refit, outlined, error);
    if (status != AWOL_OK)
        return status;
    if (which.last - which.first > 1 && form != AWOL_SIMULATION_SERIES)
        return awol_arguments_refuse(arguments, "as", error,
                                     "several campaigns are written as one table of series; for "
                                     "another form take one at a time (--replicates %lu:%lu)",
                                     (unsigned long)which.first, (unsigned long)which.first + 1);
    int64_t seed =
        awol_estimation_seed(arguments, outlined ? AWOL_ESTIMATION_SEED : refit->request.seed);
    status =
        awol_simulation_init(&simulation, refit, outlined, how,
                             awol_arguments_number(arguments, "party", 0), (uint64_t)seed, error);
    FILE *file = status == AWOL_OK ? awol_arguments_output(arguments) : NULL;
    if (status == AWOL_OK)
        status = which.last - which.first == 1
                     ? awol_simulation_write(&simulation, which.first, form, command, file, error)
                     : awol_simulation_write_all(&simulation, which.first, which.last, command,
                                                 file, error);
    awol_simulation_release(&simulation);
    return status;
}

static enum awol_status run(struct awol_arguments *arguments, struct awol_error *error)
{
    struct awol_outline_input input = {.has_fit = false};
    struct awol_refit refit;
    struct awol_settings values;
    bool outlined = awol_arguments_has(arguments, "model");
    awol_refit_begin(&refit);
    struct awol_arena arena;
    awol_arena_init(&arena);
    enum awol_status status = awol_arguments_settings(arguments, "set", &arena, &values, error);
    if (status == AWOL_OK)
        status = awol_networks_check(arguments, error);
    if (status == AWOL_OK && awol_arguments_has(arguments, "network")) {
        status = awol_networks_run(arguments, &values, &arena, error);
        goto done;
    }
    if (status == AWOL_OK && outlined)
        read_switches(arguments, &refit.request);
    if (status == AWOL_OK)
        status = outlined ? awol_outline_input_open(arguments, &input, &values, &refit, error)
                          : awol_outline_input_fit(arguments, &input, &values, &refit, error);
    if (status == AWOL_OK)
        status = draw(arguments, &refit, outlined, error);
done:
    awol_refit_release(&refit);
    awol_outline_input_release(&input);
    awol_arena_release(&arena);
    return status;
}

static const struct awol_tool tool = {
    .name = "awol-simulate",
    .summary = "draw campaigns from a model or a fit",
    .operands = "[FIT]",
    .max_operands = 1,
    .groups = groups,
    AWOL_TOOL_ARRAYS,
    .run = run,
};

int main(int argc, char **argv)
{
    return awol_tool_main(&tool, argc, argv);
}
