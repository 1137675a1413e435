/* awol-simulate: campaigns drawn from a model. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "cli/tool.h"
#include "date/span.h"
#include "estimate/outline.h"
#include "estimate/simulation.h"
#include "explain/networks.h"
#include "read/input.h"
#include "tool/estimation.h"
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

/* ---- what is asked for -------------------------------------------------------------------- */

/* Tables and what they are read into; the refit has what the model needs. */
struct files {
    struct awol_stream fit;
    bool has_fit;
    struct awol_table offers, circumstances, covariates, units;
    struct awol_plan_unit *leaves;
};

static int choice_of(const struct awol_arguments *arguments, const char *option,
                     const char *const *choices)
{
    const char *given = awol_arguments_text(arguments, option, choices[0]);
    int i = 0;
    while (choices[i + 1] && strcmp(choices[i], given) != 0)
        i++;
    return i;
}

static enum awol_status read_day(const struct awol_arguments *arguments, const char *option,
                                 const char *text, int64_t *ret_day, struct awol_error *error)
{
    if (awol_day_parse(text, ret_day))
        return AWOL_OK;
    return awol_arguments_refuse(arguments, option, error,
                                 "a day such as 1776-08-01 was expected, not “%.40s”", text);
}

static enum awol_status read_cuts(const struct awol_arguments *arguments, struct awol_refit *refit,
                                  struct awol_error *error)
{
    const char *const *texts;
    size_t n;
    enum awol_status status =
        awol_arguments_list(arguments, "cuts", &refit->arena, &texts, &n, error);
    if (status != AWOL_OK || n == 0)
        return status;
    int64_t *days = awol_arena_alloc(&refit->arena, n * sizeof *days);
    if (!days)
        return awol_error_memory(error);
    for (size_t i = 0; i < n; i++) {
        status = read_day(arguments, "cuts", texts[i], &days[i], error);
        if (status != AWOL_OK)
            return status;
        if (i > 0 && days[i] <= days[i - 1])
            return awol_arguments_refuse(arguments, "cuts", error,
                                         "the days must ascend, each once");
    }
    refit->request.cuts = days;
    refit->request.n_cuts = n;
    return AWOL_OK;
}

static enum awol_status read_dated(const struct awol_arguments *arguments, const char *option,
                                   enum awol_offer_kinds kinds, struct awol_table *table,
                                   struct awol_offers *offers, const struct awol_offers **ret,
                                   struct awol_error *error)
{
    const char *path = awol_arguments_text(arguments, option, NULL);
    if (!path)
        return AWOL_OK;
    enum awol_status status = awol_input_table(path, option, table, error);
    if (status == AWOL_OK)
        status = awol_offers_from_table(table, kinds, offers, error);
    if (status == AWOL_OK)
        *ret = offers;
    return status;
}

static enum awol_status read_tables(const struct awol_arguments *arguments, struct files *files,
                                    struct awol_refit *refit, struct awol_error *error)
{
    const char *covariates = awol_arguments_text(arguments, "covariates", NULL);
    enum awol_status status = read_dated(arguments, "offers", AWOL_OFFERS, &files->offers,
                                         &refit->offers, &refit->request.offers, error);
    if (status == AWOL_OK)
        status = read_dated(arguments, "circumstances", AWOL_CIRCUMSTANCES, &files->circumstances,
                            &refit->circumstances, &refit->request.circumstances, error);
    if (status != AWOL_OK || !covariates)
        return status;
    status = awol_input_table(covariates, "covariates", &files->covariates, error);
    if (status == AWOL_OK)
        status = awol_covariates_from_table(&files->covariates, &refit->covariates, error);
    refit->request.covariates = &refit->covariates;
    return status;
}

static bool is_parent(const struct awol_units *units, size_t index)
{
    for (size_t i = 0; i < units->n; i++)
        if (units->units[i].parent == index)
            return true;
    return false;
}

/* The units from which men leave: of --units those that are no other's parent. */
static enum awol_status read_units(const struct awol_arguments *arguments, struct files *files,
                                   struct awol_refit *refit, struct awol_outline *outline,
                                   struct awol_error *error)
{
    static const char *const others[] = {"men", "unit"};
    const char *path = awol_arguments_text(arguments, "units", NULL);
    size_t n = 1;
    for (size_t i = 0; path && i < 2; i++)
        if (awol_arguments_has(arguments, others[i]))
            return awol_arguments_refuse(arguments, others[i], error,
                                         "the table of --units says it already");
    enum awol_status status = AWOL_OK;
    if (path)
        status = awol_input_table(path, "units", &files->units, error);
    if (path && status == AWOL_OK)
        status = awol_units_from_table(&files->units, &refit->units, error);
    if (status != AWOL_OK)
        return status;
    n = path ? refit->units.n : n;
    files->leaves = calloc(n + 1, sizeof *files->leaves);
    if (!files->leaves)
        return awol_error_memory(error);
    outline->units = files->leaves;
    if (!path) {
        files->leaves[outline->n_units++] =
            (struct awol_plan_unit){awol_arguments_text(arguments, "unit", "all"),
                                    awol_arguments_number(arguments, "men", NAN)};
        return AWOL_OK;
    }
    for (size_t i = 0; i < n; i++) {
        if (is_parent(&refit->units, i))
            continue;
        if (refit->units.units[i].men <= 0)
            return awol_table_error(&files->units, i, awol_table_find(&files->units, "men"), error,
                                    "a unit without men has nobody who could leave");
        files->leaves[outline->n_units++] =
            (struct awol_plan_unit){refit->units.units[i].name, refit->units.units[i].men};
    }
    for (size_t i = 0; i < n; i++)
        if (refit->units.units[i].parent != SIZE_MAX) /* else all are as near to each other */
            refit->request.units = &refit->units;
    return AWOL_OK;
}

static enum awol_status read_outline(const struct awol_arguments *arguments,
                                     struct awol_outline *outline, struct awol_error *error)
{
    const char *from = awol_arguments_text(arguments, "from", NULL);
    if (!from || !awol_arguments_has(arguments, "days"))
        return awol_error_set(
            error, AWOL_USAGE,
            "with --model the campaign needs its first day and its length: --from "
            "DATE --days N");
    outline->by = awol_arguments_text(arguments, "by", "day");
    outline->first_count = awol_arguments_number(arguments, "first", 0);
    enum awol_status status = read_day(arguments, "from", from, &outline->first_day, error);
    outline->end_day = outline->first_day + awol_arguments_integer(arguments, "days", 1);
    return status;
}

static void read_switches(const struct awol_arguments *arguments, struct awol_request *request)
{
    static const enum awol_law laws[] = {AWOL_LAW_NB, AWOL_LAW_POISSON, AWOL_LAW_GP,
                                         AWOL_LAW_BINOMIAL};
    request->law = laws[choice_of(arguments, "counts", law_choices)];
    request->kernel = (enum awol_kernel)choice_of(arguments, "kernel", awol_kernel_names);
    request->bass = (enum awol_bass)choice_of(arguments, "bass", awol_bass_names);
    request->steady = choice_of(arguments, "initial", initial_choices) == 1;
    request->recorded = awol_arguments_number(arguments, "recorded", 1);
    request->period_days = 365.25;
}

static enum awol_status open_outline(const struct awol_arguments *arguments, struct files *files,
                                     const struct awol_settings *values, struct awol_refit *refit,
                                     struct awol_error *error)
{
    struct awol_outline outline = {.n_units = 0};
    refit->request.model = awol_model_find(awol_arguments_text(arguments, "model", ""));
    if (awol_arguments_n_operands(arguments) > 0)
        return awol_error_set(error, AWOL_USAGE,
                              "--model draws without a fit: “%.80s” is one too many",
                              awol_arguments_operand(arguments, 0));
    read_switches(arguments, &refit->request);
    enum awol_status status = read_outline(arguments, &outline, error);
    if (status == AWOL_OK)
        status = read_units(arguments, files, refit, &outline, error);
    if (status == AWOL_OK)
        status = read_cuts(arguments, refit, error);
    if (status == AWOL_OK)
        status = read_tables(arguments, files, refit, error);
    if (status == AWOL_OK)
        status = awol_outline_open(&outline, values, refit, error);
    int64_t rest = status == AWOL_OK
                       ? outline.end_day - refit->series.spans[refit->series.n_spans - 1].end
                       : 0;
    if (rest > 0)
        awol_arguments_warn(arguments, "the last %lld days are no whole %s and are left out",
                            (long long)rest, outline.by);
    return status;
}

static enum awol_status open_fit(const struct awol_arguments *arguments, struct files *files,
                                 const struct awol_settings *values, struct awol_refit *refit,
                                 struct awol_error *error)
{
    static const char *const kinds[] = {"fit", NULL};
    static const char *const of_model[] = {
        "from",  "days",   "by",      "men",     "unit",          "units",
        "first", "offers", "counts",  "kernel",  "circumstances", "covariates",
        "cuts",  "bass",   "initial", "recorded"};
    const char *path = awol_arguments_operand(arguments, 0);
    for (size_t i = 0; i < sizeof of_model / sizeof *of_model; i++)
        if (awol_arguments_has(arguments, of_model[i]))
            return awol_arguments_refuse(arguments, of_model[i], error,
                                         "it goes with --model; a fit says it itself");
    enum awol_status status = awol_input_stream(path ? path : "-", kinds, &files->fit, error);
    if (status != AWOL_OK)
        return status;
    files->has_fit = true;
    awol_refit_release(refit);
    status = awol_refit_init(refit, &files->fit, error);
    return status == AWOL_OK ? awol_outline_replace(values, refit, error) : status;
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
        (enum awol_simulation_draw)choice_of(arguments, "draw", draw_choices);
    enum awol_simulation_form form =
        (enum awol_simulation_form)choice_of(arguments, "as", form_choices);
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

/* ---- networks ----------------------------------------------------------------------------- */

static enum awol_status read_ties(const struct awol_arguments *arguments, struct awol_arena *arena,
                                  struct awol_networks *networks, struct awol_error *error)
{
    const char *const *texts;
    bool wanted = networks->kind == AWOL_NETWORKS_RANDOM || networks->kind == AWOL_NETWORKS_UNITS;
    enum awol_status status =
        awol_arguments_list(arguments, "ties", arena, &texts, &networks->n_ties, error);
    double *ties = awol_arena_alloc(arena, (networks->n_ties + 1) * sizeof *ties);
    if (status == AWOL_OK && !ties)
        status = awol_error_memory(error);
    if (status != AWOL_OK)
        return status;
    if (wanted != (networks->n_ties > 0))
        return awol_arguments_refuse(arguments, "ties", error,
                                     wanted ? "how many a man heeds has to be given"
                                            : "it goes with --network random and units");
    if (networks->kind == AWOL_NETWORKS_RANDOM && networks->n_ties > 1)
        return awol_arguments_refuse(arguments, "ties", error, "one number was expected");
    for (size_t i = 0; i < networks->n_ties; i++)
        if (!awol_number_parse(texts[i], &ties[i]) || !(ties[i] >= 0 && ties[i] <= 1e8))
            return awol_arguments_refuse(arguments, "ties", error,
                                         "a number of men from 0 on was expected, not “%.40s”",
                                         texts[i]);
    networks->ties = ties;
    return AWOL_OK;
}

static enum awol_status read_spreads(const struct awol_arguments *arguments,
                                     struct awol_arena *arena, struct awol_networks *networks,
                                     struct awol_error *error)
{
    const char *const *texts;
    size_t n;
    bool units = networks->kind == AWOL_NETWORKS_UNITS;
    enum awol_status status = awol_arguments_list(arguments, "spread", arena, &texts, &n, error);
    for (size_t i = 0; status == AWOL_OK && i < n; i++) {
        size_t s = 0;
        while (awol_networks_spreads[s] && strcmp(awol_networks_spreads[s], texts[i]) != 0)
            s++;
        if (!awol_networks_spreads[s] || (s == AWOL_NETWORKS_BY_UNIT && !units))
            return awol_arguments_refuse(
                arguments, "spread", error,
                "even was expected, or with --network units also units, not "
                "“%.40s”",
                texts[i]);
        networks->spread[s] = true;
    }
    if (n == 0) {
        networks->spread[AWOL_NETWORKS_EVEN] = true;
        networks->spread[AWOL_NETWORKS_BY_UNIT] =
            units && networks->values[AWOL_NETWORKS_REACHED] > 0;
    }
    return status;
}

/* Numbers of ties of all men, from a table of how many have how many. */
static enum awol_status read_degrees(const struct awol_table *table, struct awol_networks *networks,
                                     uint32_t **degrees, struct awol_error *error)
{
    size_t ties_at, men_at;
    double ties, men;
    enum awol_status status = awol_table_require(table, "ties", &ties_at, error);
    if (status == AWOL_OK)
        status = awol_table_require(table, "men", &men_at, error);
    for (size_t row = 0; status == AWOL_OK && row < table->n_rows; row++) {
        status = awol_table_number(table, row, ties_at, &ties, error);
        if (status == AWOL_OK)
            status = awol_table_number(table, row, men_at, &men, error);
        if (status != AWOL_OK)
            return status;
        if (!(ties >= 0 && ties <= 1e8 && ties == floor(ties)))
            return awol_table_error(table, row, ties_at, error,
                                    "a whole number of ties was expected");
        if (!(men >= 0 && men <= (double)(AWOL_NETWORK_MOST_MEN - networks->men) &&
              men == floor(men)))
            return awol_table_error(table, row, men_at, error,
                                    "a whole number of men was expected, %zu at most in all",
                                    AWOL_NETWORK_MOST_MEN);
        uint32_t *longer = realloc(*degrees, (networks->men + (size_t)men + 1) * sizeof *longer);
        if (!longer)
            return awol_error_memory(error);
        *degrees = longer;
        for (size_t i = 0; i < (size_t)men; i++)
            longer[networks->men++] = (uint32_t)ties;
    }
    networks->opt_degrees = *degrees;
    return status;
}

/* What a network is made of. */
struct network_files {
    struct awol_table degrees_table, units_table;
    uint32_t *degrees;
    struct awol_units units;
    struct awol_nesting nesting;
};

static enum awol_status lay_out_units(const char *path, struct network_files *files,
                                      struct awol_error *error)
{
    struct awol_error why;
    enum awol_status status = awol_nesting_init(&files->nesting, &files->units, &why);
    if (status == AWOL_OK)
        return AWOL_OK;
    if (status == AWOL_DATA)
        return awol_error_at(error, path, (struct awol_place){0, 0}, "%s", why.message);
    return awol_error_set(error, status, "%s", why.message);
}

static enum awol_status read_men(const struct awol_arguments *arguments,
                                 struct network_files *files, struct awol_networks *networks,
                                 struct awol_error *error)
{
    static const char *const needed[] = {"men", "men", "degrees", "units"};
    const char *option = needed[networks->kind];
    for (size_t i = 1; i < 4; i++)
        if (strcmp(needed[i], option) != 0 && awol_arguments_has(arguments, needed[i]))
            return awol_arguments_refuse(arguments, needed[i], error,
                                         "with --network %s the men come from --%s",
                                         awol_networks_names[networks->kind], option);
    if (!awol_arguments_has(arguments, option))
        return awol_error_set(error, AWOL_USAGE, "--network %s needs --%s",
                              awol_networks_names[networks->kind], option);
    const char *path = awol_arguments_text(arguments, option, NULL);
    enum awol_status status = AWOL_OK;
    if (networks->kind == AWOL_NETWORKS_DEGREES) {
        status = awol_input_table(path, "degrees", &files->degrees_table, error);
        if (status == AWOL_OK)
            status = read_degrees(&files->degrees_table, networks, &files->degrees, error);
    } else if (networks->kind == AWOL_NETWORKS_UNITS) {
        status = awol_input_table(path, "units", &files->units_table, error);
        if (status == AWOL_OK)
            status = awol_units_from_table(&files->units_table, &files->units, error);
        if (status == AWOL_OK)
            status = lay_out_units(path, files, error);
        networks->opt_nesting = &files->nesting;
        networks->men = files->nesting.men;
    } else {
        networks->men = (size_t)awol_arguments_number(arguments, "men", 1);
    }
    if (status == AWOL_OK && networks->kind == AWOL_NETWORKS_UNITS &&
        networks->n_ties > files->nesting.n_levels)
        return awol_arguments_refuse(arguments, "ties", error,
                                     "%zu numbers, and the units lie in %zu levels",
                                     networks->n_ties, files->nesting.n_levels);
    if (status == AWOL_OK && (networks->men == 0 || networks->men > AWOL_NETWORK_MOST_MEN))
        status = awol_error_set(error, AWOL_USAGE, "a network has from 1 to %zu men",
                                AWOL_NETWORK_MOST_MEN);
    return status;
}

static enum awol_status check_network(const struct awol_arguments *arguments,
                                      struct awol_error *error)
{
    static const char *const others[] = {
        "model",  "as",    "draw",   "from",          "days",       "by",
        "unit",   "first", "offers", "circumstances", "covariates", "counts",
        "kernel", "cuts",  "bass",   "initial",       "recorded",   "party"};
    static const char *const own[] = {"ties", "degrees", "spread"};
    bool network = awol_arguments_has(arguments, "network");
    for (size_t i = 0; network && i < sizeof others / sizeof *others; i++)
        if (awol_arguments_has(arguments, others[i]))
            return awol_arguments_refuse(arguments, others[i], error,
                                         "it has no meaning with --network");
    for (size_t i = 0; !network && i < sizeof own / sizeof *own; i++)
        if (awol_arguments_has(arguments, own[i]))
            return awol_arguments_refuse(arguments, own[i], error, "it goes with --network");
    if (network && awol_arguments_n_operands(arguments) > 0)
        return awol_error_set(error, AWOL_USAGE, "--network takes no fit: “%.80s” is one too many",
                              awol_arguments_operand(arguments, 0));
    return AWOL_OK;
}

static enum awol_status run_network(struct awol_arguments *arguments,
                                    const struct awol_settings *values, struct awol_arena *arena,
                                    struct awol_error *error)
{
    struct network_files files = {.degrees = NULL};
    struct awol_replicates which;
    struct awol_networks networks = {
        .kind = (enum awol_networks_kind)choice_of(arguments, "network", awol_networks_names),
        .seed = (uint64_t)awol_estimation_seed(arguments, AWOL_ESTIMATION_SEED),
        .n_threads = awol_estimation_threads(arguments),
        .command = awol_arguments_command(arguments)};
    enum awol_status status = awol_networks_read(&networks, values, error);
    if (status == AWOL_OK)
        status = read_ties(arguments, arena, &networks, error);
    if (status == AWOL_OK)
        status = read_men(arguments, &files, &networks, error);
    if (status == AWOL_OK)
        status = read_spreads(arguments, arena, &networks, error);
    if (status == AWOL_OK)
        status = awol_replicates_read(arguments, "1000", &which, error);
    if (status == AWOL_OK) {
        networks.first_replicate = which.first;
        networks.last_replicate = which.last;
        status = awol_networks_write(&networks, awol_arguments_output(arguments), error);
    }
    awol_nesting_release(&files.nesting);
    awol_units_release(&files.units);
    awol_table_release(&files.units_table);
    awol_table_release(&files.degrees_table);
    free(files.degrees);
    return status;
}

static void release_files(struct files *files)
{
    free(files->leaves);
    awol_table_release(&files->units);
    awol_table_release(&files->covariates);
    awol_table_release(&files->circumstances);
    awol_table_release(&files->offers);
    if (files->has_fit)
        awol_stream_release(&files->fit);
}

static enum awol_status run(struct awol_arguments *arguments, struct awol_error *error)
{
    struct files files = {.has_fit = false};
    struct awol_refit refit;
    struct awol_settings values;
    bool outlined = awol_arguments_has(arguments, "model");
    awol_refit_begin(&refit);
    struct awol_arena arena;
    awol_arena_init(&arena);
    enum awol_status status = awol_arguments_settings(arguments, "set", &arena, &values, error);
    if (status == AWOL_OK)
        status = check_network(arguments, error);
    if (status == AWOL_OK && awol_arguments_has(arguments, "network")) {
        status = run_network(arguments, &values, &arena, error);
        goto done;
    }
    if (status == AWOL_OK)
        status = outlined ? open_outline(arguments, &files, &values, &refit, error)
                          : open_fit(arguments, &files, &values, &refit, error);
    if (status == AWOL_OK)
        status = draw(arguments, &refit, outlined, error);
done:
    awol_refit_release(&refit);
    release_files(&files);
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
