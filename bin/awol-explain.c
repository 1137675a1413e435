/* awol-explain: what an offer did, by a fitted model. */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "cli/tool.h"
#include "date/span.h"
#include "explain/explain.h"
#include "read/input.h"
#include "tool/estimation.h"

static const struct awol_option options[] = {
    {.name = "offer",
     .type = AWOL_OPTION_TEXT,
     .metavar = "ID",
     .default_text = "all",
     .help = "The offer of the fit that the other campaign is without, or has otherwise."},
    {.name = "offer-to",
     .type = AWOL_OPTION_TEXT,
     .metavar = "UNIT",
     .help = "The other campaign has the offer made to that unit; to all units with “all”."},
    {.name = "deadline",
     .type = AWOL_OPTION_TEXT,
     .metavar = "DAY",
     .help = "The other campaign has the offer end with that day, sooner or later than it did."},
    {.name = "strength",
     .type = AWOL_OPTION_NUMBER,
     .metavar = "X",
     .min = 0,
     .max = 10,
     .help =
         "The other campaign has the offer X times as strong: a ratio of 4 becomes 2 at 0.5, 16 "
         "at 2."},
    {.name = "simulations",
     .letter = 'n',
     .type = AWOL_OPTION_INTEGER,
     .metavar = "N",
     .min = 0,
     .max = 100000,
     .default_text = "499",
     .help = "Simulate so many pairs of campaigns; 0: none."},
    {.name = "fixed",
     .type = AWOL_OPTION_NUMBER,
     .metavar = "MONEY",
     .min = 0,
     .max = 1e12,
     .help = "What the offer cost whatever the number of men."},
    {.name = "per-man",
     .type = AWOL_OPTION_NUMBER,
     .metavar = "MONEY",
     .min = 0,
     .max = 1e12,
     .help = "What it cost for each man who came while it stood."},
    {.name = "alternative",
     .type = AWOL_OPTION_NUMBER,
     .metavar = "MONEY",
     .min = 0,
     .max = 1e12,
     .help = "What it costs to remove a man otherwise."},
    {.name = "replacement",
     .type = AWOL_OPTION_NUMBER,
     .metavar = "MONEY",
     .min = 0,
     .max = 1e12,
     .help = "What it cost the other side to replace a man (levy money, by contract)."},
    {.name = "currency",
     .type = AWOL_OPTION_TEXT,
     .metavar = "WORD",
     .default_text = "units of money",
     .help = "What money is called, one currency for all of it."},
    {.name = "men",
     .type = AWOL_OPTION_NUMBER,
     .metavar = "N",
     .min = 1,
     .max = 1e9,
     .help = "Read no fit: so many men came, and no more is known. The costs are given for shares "
             "of them who would have come anyway."},
    {.name = "anyway",
     .type = AWOL_OPTION_TEXT,
     .metavar = "SHARE,...",
     .default_text = "0,0.5,0.9,0.99",
     .help = "With --men: these shares, each below 1."},
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
    {"WHAT ELSE COULD HAVE BEEN",
     "counterfactual and worlds set the campaign beside one without the offer, or with --offer-to, "
     "--deadline and --strength beside one with another offer: both simulated, with the same "
     "chances for every man. Their difference is not the number attributed: men whom no offer took "
     "are still there to leave later. Both are given. Where the record has one strength "
     "throughout, "
     "men are taken to have been replaced, and nobody is missed."},
    {"WHAT A MAN COST",
     "With --fixed or --per-man the table cost has what each man who came cost, what each man cost "
     "whom the offer brought (who would not have come anyway), and with --alternative from how "
     "many "
     "of these on it was the cheaper. The men who came are those of the days on which it stood; "
     "all "
     "of them were paid."},
    {NULL,
     "The programme Chieu Hoi (South Vietnam) took in 20,242 men in 1966 at 125.12 dollars each, "
     "and this was set against 322,000 dollars for each enemy killed (Barger and Johnston, as "
     "quoted by "
     "Friedman; datasets/chieu-hoi has the contradicting figures). The comparison subtracts nobody "
     "who would have come anyway: 11,124 had come in 1965 under the same standing offer (New York "
     "Times, in The Press, Christchurch, 15 July 1966). The example below says what is left of it. "
     "Even so it does not say that a man who came in would have fought, that he stayed, or what "
     "the "
     "322,000 divide."},
};

static const struct awol_example examples[] = {
    {"How many of the simulated men left because of the offer?",
     "awol-fit --offers datasets/simulated/offers.csv datasets/simulated/series.csv | awol-explain "
     "| awol-table"},
    {"Chieu Hoi, 1966: 125.12 dollars against 322,000, if so many would have come anyway",
     "awol-explain --men 20242 --per-man 125.12 --alternative 322000 --currency dollars "
     "--anyway 0,0.55,0.9,0.999 | awol-table"},
};

static const char *const see_also[] = {"awol-fit", "awol-boot", "awol-plot", "awol-stream", NULL};

static enum awol_status read_change(const struct awol_arguments *arguments,
                                    struct awol_change *ret_change, struct awol_error *error)
{
    const char *unit = awol_arguments_text(arguments, "offer-to", NULL);
    const char *deadline = awol_arguments_text(arguments, "deadline", NULL);
    *ret_change = (struct awol_change){.opt_id = awol_arguments_text(arguments, "offer", NULL),
                                       .without = !unit && !deadline &&
                                                  !awol_arguments_has(arguments, "strength"),
                                       .opt_unit = unit && strcmp(unit, "all") == 0 ? "" : unit,
                                       .has_deadline = deadline != NULL,
                                       .strength = awol_arguments_number(arguments, "strength", 1)};
    if (deadline && !awol_day_parse(deadline, &ret_change->deadline))
        return awol_arguments_refuse(arguments, "deadline", error,
                                     "“%.60s” is not a day, as 1777-09-01", deadline);
    return AWOL_OK;
}

static struct awol_cost_terms read_terms(const struct awol_arguments *arguments)
{
    return (struct awol_cost_terms){
        .fixed = awol_arguments_number(arguments, "fixed", (double)NAN),
        .per_man = awol_arguments_number(arguments, "per-man", (double)NAN),
        .alternative = awol_arguments_number(arguments, "alternative", (double)NAN),
        .replacement = awol_arguments_number(arguments, "replacement", (double)NAN),
        .currency = awol_arguments_text(arguments, "currency", "units of money")};
}

static enum awol_status read_shares(const struct awol_arguments *arguments,
                                    struct awol_arena *arena, double *shares, size_t most,
                                    size_t *ret_n, struct awol_error *error)
{
    static const double usual[] = {0, 0.5, 0.9, 0.99};
    const char *const *parts;
    size_t n;
    enum awol_status status = awol_arguments_list(arguments, "anyway", arena, &parts, &n, error);
    if (status != AWOL_OK)
        return status;
    if (n > most)
        return awol_arguments_refuse(arguments, "anyway", error, "more than %zu shares", most);
    for (size_t i = 0; i < n; i++)
        if (!awol_number_parse(parts[i], &shares[i]) || !(shares[i] >= 0 && shares[i] < 1))
            return awol_arguments_refuse(arguments, "anyway", error,
                                         "“%.60s” is not a share from 0 up to but not including 1",
                                         parts[i]);
    *ret_n = n;
    if (n == 0) {
        memcpy(shares, usual, sizeof usual);
        *ret_n = sizeof usual / sizeof *usual;
    }
    return AWOL_OK;
}

/* Options that alter or divide a campaign need a fit. */
static enum awol_status check_assumed(const struct awol_arguments *arguments,
                                      const struct awol_cost_terms *terms, struct awol_error *error)
{
    static const char *const others[] = {"offer",       "offer-to", "deadline", "strength",
                                         "simulations", "quick",    "level",    "seed"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (awol_arguments_has(arguments, others[i]))
            return awol_arguments_refuse(arguments, others[i], error,
                                         "with --men no fit is read, to which it could apply");
    if (awol_arguments_n_operands(arguments) > 0)
        return awol_arguments_refuse(arguments, "men", error, "no fit is read, and “%.60s” is one",
                                     awol_arguments_operand(arguments, 0));
    if (!awol_cost_is_asked(terms))
        return awol_arguments_refuse(arguments, "men", error,
                                     "costs are missing: --fixed, --per-man, --replacement");
    return AWOL_OK;
}

static enum awol_status assume(struct awol_arguments *arguments, struct awol_error *error)
{
    enum { MOST_SHARES = 100 };
    const struct awol_cost_terms terms = read_terms(arguments);
    double shares[MOST_SHARES];
    struct awol_stream stream;
    struct awol_arena arena;
    size_t n = 0;
    awol_arena_init(&arena);
    enum awol_status status = check_assumed(arguments, &terms, error);
    if (status == AWOL_OK)
        status = read_shares(arguments, &arena, shares, MOST_SHARES, &n, error);
    if (status == AWOL_OK)
        status = awol_cost_assumed(&terms, awol_arguments_number(arguments, "men", 0), shares, n,
                                   awol_arguments_command(arguments), &stream, error);
    if (status == AWOL_OK) {
        status = awol_stream_write(&stream, awol_arguments_output(arguments), error);
        awol_stream_release(&stream);
    }
    awol_arena_release(&arena);
    return status;
}

static enum awol_status explain(struct awol_arguments *arguments, const struct awol_stream *fit,
                                struct awol_stream *stream, struct awol_error *error)
{
    struct awol_refit refit;
    struct awol_change change;
    enum awol_status status = awol_refit_init(&refit, fit, error);
    if (status == AWOL_OK)
        status = read_change(arguments, &change, error);
    if (status == AWOL_OK) {
        const struct awol_explain_settings settings = {
            .level = awol_estimation_level(arguments, refit.request.level),
            .seed = (uint64_t)awol_estimation_seed(arguments, refit.request.seed),
            .n_threads = awol_estimation_threads(arguments),
            .readings = !awol_arguments_has(arguments, "quick"),
            .n_simulations = (size_t)awol_arguments_integer(arguments, "simulations", 499),
            .change = change,
            .cost = read_terms(arguments)};
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
    const struct awol_cost_terms terms = read_terms(arguments);
    enum awol_status status = awol_cost_check(&terms, error);
    if (status != AWOL_OK)
        return status;
    if (awol_arguments_has(arguments, "men"))
        return assume(arguments, error);
    if (awol_arguments_has(arguments, "anyway"))
        return awol_arguments_refuse(arguments, "anyway", error,
                                     "only with --men: a fit says itself who would have come");
    status = awol_input_stream(path ? path : "-", kinds, &fit, error);
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
    .groups = groups,
    AWOL_TOOL_ARRAYS,
    .run = run,
};

int main(int argc, char **argv)
{
    return awol_tool_main(&tool, argc, argv);
}
