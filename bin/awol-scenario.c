/* awol-scenario: what an offer could do, from assumptions alone. */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "cli/tool.h"
#include "explain/scenario.h"
#include "explain/scenario_file.h"
#include "read/file.h"
#include "read/input.h"
#include "tool/estimation.h"

/* Units of which one would not think. */
#define UNIT_MEN ""
#define UNIT_DAYS ""
#define UNIT_SHARE ""
#define UNIT_NUMBER ""
#define UNIT_RATE ", per 1,000 men and month"

#define ASSUMPTION(key, assumed, value, measure, least, greatest, meaning)                         \
    {.name = (assumed),                                                                            \
     .type = AWOL_OPTION_TEXT,                                                                     \
     .metavar = (value),                                                                           \
     .help = "Assumed: " meaning UNIT_##measure "."},

static const struct awol_option cascade[] = {AWOL_ASSUMPTIONS_CASCADE(ASSUMPTION)};
static const struct awol_option total[] = {AWOL_ASSUMPTIONS_TOTAL(ASSUMPTION)};
static const struct awol_option followers[] = {AWOL_ASSUMPTIONS_FOLLOWERS(ASSUMPTION)};
static const struct awol_option threshold[] = {AWOL_ASSUMPTIONS_THRESHOLD(ASSUMPTION)};

#define GROUP(rows, words)                                                                         \
    {                                                                                              \
        words, rows, sizeof(rows) / sizeof *(rows)                                                 \
    }
static const struct awol_option_group assumption_groups[] = {
    GROUP(cascade, "Assumptions: departures that prompt others"),
    GROUP(total, "Assumptions of the question total"),
    GROUP(followers, "Assumptions of the question followers"),
    GROUP(threshold, "Assumptions of the question threshold"),
};

static const struct awol_option_group *const groups[] = {&assumption_groups[0],
                                                         &assumption_groups[1],
                                                         &assumption_groups[2],
                                                         &assumption_groups[3],
                                                         &awol_seed_group,
                                                         &awol_threads_group,
                                                         NULL};

static const struct awol_option options[] = {
    {.name = "set",
     .type = AWOL_OPTION_TEXT,
     .repeatable = true,
     .metavar = "NAME=VALUE",
     .help = "Assume a value by its name in scenario files; it takes the place of what the file "
             "says."},
    {.name = "list",
     .help = "List the names of all assumptions with their units, ranges and meaning, and end."},
    {.name = "finite",
     .help = "The men have an end: each departure leaves fewer who can follow. With --men; allows "
             "eta of 1 and more."},
    {.name = "at-least",
     .type = AWOL_OPTION_TEXT,
     .repeatable = true,
     .metavar = "N,…",
     .default_text = "10,50,100",
     .help = "Ask for the probability of at least so many followers."},
    {.name = "countries",
     .type = AWOL_OPTION_FILE,
     .metavar = "FILE",
     .help = "Share the men of an offer's terms and their cost out over the countries of a table: "
             "a column country, and columns of numbers, the keys."},
    {.name = "share-by",
     .type = AWOL_OPTION_TEXT,
     .metavar = "KEY",
     .default_text = "all",
     .help = "One key: a column of --countries, as population or gdp, or equal."},
    {.name = "replicates",
     .letter = 'n',
     .type = AWOL_OPTION_INTEGER,
     .metavar = "N",
     .min = 1,
     .max = 1000000,
     .default_text = "2000",
     .help = "Simulate so many cascades or units, or draw so often from ranges."},
};

static const struct awol_paragraph paragraphs[] = {
    {NULL,
     "Computes what assumptions imply, where there is no record, or one number only. QUESTION is "
     "one of total, followers, terms, threshold. Assumptions come from options, from the scenario "
     "FILE, or from --set; values are numbers or ranges LO:HI, with a unit behind a space where it "
     "is not the usual one ('2 weeks', '17 percent'). What a question needs and nobody says is an "
     "error; the table assumptions lists all that was used, defaults too, with sources. Every "
     "output is headed NOT AN ESTIMATE, and is one."},
    {"QUESTIONS",
     "total: given --men, a --total in a --window of days and a range for the ordinary --rate, "
     "which pairs of a direct effect and of eta make the total, over a band of --tau. The share "
     "that an offer moved itself is 1 - eta only for deserters who all come on the first day; for "
     "newcomers spread over the window it is larger."},
    {NULL,
     "followers: of --first deserters, how many follow if each prompts --eta others on average; "
     "how many by a --deadline; how much more a departure would have to prompt while a short offer "
     "stands, for it to do as much as a standing one. Probabilities are by formula (Borel, Tanner) "
     "and by simulation; with --finite by simulation alone."},
    {NULL,
     "terms: an offer in a scenario file. What it is worth to a man (what is promised, at the "
     "chance that it is kept and that he comes through, less what he stands to lose), for how many "
     "that is enough (log-normal), how many find an occasion before the end, how many follow them, "
     "and what each costs. Ranges are drawn from, and the table levers says which of them "
     "matters."},
    {NULL,
     "threshold: a unit whose men go each when a share of it has gone (normal law of thresholds): "
     "where it rests, what first group or offer would carry it away, how many would go who do not "
     "say so. FILE may be a fit of awol-fit --model threshold, - for standard input."},
    {"THE SCENARIO FILE",
     "One assumption a line: NAME = VALUE UNIT # SOURCE. A line without a source is refused; "
     "“# assumed” is one. A line title = TEXT names the scenario. --list names the assumptions, "
     "and datasets/scenarios has examples."},
};

static const struct awol_example examples[] = {
    {"3,000 of 30,000 in 18 days: the offer, or comrades?",
     "awol-scenario total --men 30000 --total 3000 --window 18 --rate 1:4 --tau 1:30 | awol-table"},
    {"two first deserters, and an offer of two weeks",
     "awol-scenario followers --first 1:2 --eta 0.5:0.8 --tau 7 --deadline 14 | awol-table"},
    {"the handbills of 1776 as their terms",
     "awol-scenario terms datasets/scenarios/hessian-1776.scenario | awol-table"},
    {"what would carry a company of 100 men away",
     "awol-scenario threshold --threshold-mean 0.25 --threshold-sd 0.1 --men 100 | awol-table"},
    {"the same of a fitted unit, as a figure", "awol-fit -q --by day --model threshold --fix "
                                               "kappa=0.2 tests/golden/fit-threshold/series.csv | "
                                               "awol-scenario threshold - | awol-plot"},
};

static const char *const see_also[] = {"awol-fit", "awol-plot", "awol-table", "awol-stream", NULL};

/* ---- options ------------------------------------------------------------------------------------
 */

static enum awol_status read_at_least(const struct awol_arguments *arguments,
                                      struct awol_arena *arena,
                                      struct awol_scenario_settings *settings,
                                      struct awol_error *error)
{
    static const double usual[] = {10, 50, 100};
    const char *const *parts;
    size_t n;
    enum awol_status status = awol_arguments_list(arguments, "at-least", arena, &parts, &n, error);
    if (status != AWOL_OK)
        return status;
    settings->at_least = usual;
    settings->n_at_least = sizeof usual / sizeof *usual;
    if (n == 0)
        return AWOL_OK;
    double *numbers = awol_arena_alloc(arena, n * sizeof *numbers);
    if (!numbers)
        return awol_error_set(error, AWOL_MEMORY, "out of memory");
    for (size_t i = 0; i < n; i++)
        if (!awol_number_parse(parts[i], &numbers[i]) || !(numbers[i] >= 1) || numbers[i] > 1e6 ||
            numbers[i] != floor(numbers[i]))
            return awol_arguments_refuse(arguments, "at-least", error,
                                         "“%s” is no number of men from 1 to 1000000", parts[i]);
    settings->at_least = numbers;
    settings->n_at_least = n;
    return AWOL_OK;
}

/* Nothing is assumed twice: neither by two --set nor by the option of that name. */
static enum awol_status check_once(const struct awol_arguments *arguments, const char *name,
                                   const struct awol_assumptions *assumptions,
                                   struct awol_error *error)
{
    enum awol_assumption key = awol_assumption_find(name);
    if (key == AWOL_N_ASSUMPTIONS || !assumptions->values[key].given)
        return AWOL_OK;
    for (size_t g = 0; g < sizeof assumption_groups / sizeof *assumption_groups; g++)
        for (size_t i = 0; i < assumption_groups[g].n_options; i++)
            if (strcmp(assumption_groups[g].options[i].name, name) == 0 &&
                awol_arguments_has(arguments, name))
                return awol_arguments_refuse(arguments, "set", error,
                                             "%s is given twice, by --%s too", name, name);
    return awol_arguments_refuse(arguments, "set", error, "%s is given twice", name);
}

static enum awol_status read_assumptions(const struct awol_arguments *arguments,
                                         struct awol_arena *arena,
                                         struct awol_assumptions *assumptions,
                                         struct awol_error *error)
{
    enum awol_status status = AWOL_OK;
    for (size_t g = 0; g < sizeof assumption_groups / sizeof *assumption_groups; g++)
        for (size_t i = 0; status == AWOL_OK && i < assumption_groups[g].n_options; i++) {
            const char *name = assumption_groups[g].options[i].name;
            const char *text = awol_arguments_text(arguments, name, NULL);
            if (text)
                status = awol_assumptions_set(assumptions, name, text, error);
        }
    for (size_t i = 0; status == AWOL_OK && i < awol_arguments_count(arguments, "set"); i++) {
        char *name = awol_arena_string(arena, awol_arguments_value(arguments, "set", i));
        char *equals = name ? strchr(name, '=') : NULL;
        if (!name)
            return awol_error_set(error, AWOL_MEMORY, "out of memory");
        if (!equals)
            return awol_arguments_refuse(arguments, "set", error,
                                         "“%s” is not NAME=VALUE, as in death=0.1", name);
        *equals = '\0';
        status = check_once(arguments, name, assumptions, error);
        if (status == AWOL_OK)
            status = awol_assumptions_set(assumptions, name, equals + 1, error);
    }
    return status;
}

/* FILE is a scenario, or the fit of a model of thresholds. */
static enum awol_status read_file(const char *path, struct awol_assumptions *assumptions,
                                  struct awol_stream *fit, bool *ret_fit, struct awol_error *error)
{
    static const char *const kinds[] = {"fit", NULL};
    FILE *file;
    bool is_stream = strcmp(path, "-") == 0;
    enum awol_status status = AWOL_OK;
    if (!is_stream) {
        status = awol_file_open(path, &file, error);
        if (status != AWOL_OK)
            return status;
        status = awol_file_is_stream(file, path, &is_stream, error);
        if (status == AWOL_OK && !is_stream)
            status = awol_scenario_file_read(file, path, assumptions, error);
        awol_file_close(file);
    }
    if (status == AWOL_OK && is_stream) {
        status = awol_input_stream(path, kinds, fit, error);
        *ret_fit = status == AWOL_OK;
    }
    return status;
}

static enum awol_status list(struct awol_arguments *arguments)
{
    FILE *output = awol_arguments_output(arguments);
    for (size_t i = 0; i < AWOL_N_ASSUMPTIONS; i++) {
        const struct awol_assumption_kind *kind = &awol_assumption_kinds[i];
        const char *unit = awol_assumption_unit(kind->measure);
        fprintf(output, "%s\t%s\t", kind->name, unit[0] ? unit : "number");
        if (kind->measure == AWOL_IN_DATE)
            fprintf(output, "EDTF");
        else
            fprintf(output, "%.10g to %.10g", kind->least, kind->greatest);
        fprintf(output, "\t%s\n", kind->meaning);
    }
    return AWOL_OK;
}

/* ---- the answer ---------------------------------------------------------------------------------
 */

static enum awol_status find_question(const struct awol_arguments *arguments,
                                      const struct awol_question **ret_question,
                                      struct awol_error *error)
{
    const char *names[8];
    size_t n = 0;
    const char *word = awol_arguments_operand(arguments, 0);
    for (size_t i = 0; awol_questions[i] && n < sizeof names / sizeof *names; i++)
        names[n++] = awol_questions[i]->name;
    if (!word)
        return awol_error_set(error, AWOL_USAGE,
                              "which question? total, followers, terms or threshold; as in "
                              "awol-scenario followers --eta 0.6 --tau 7");
    *ret_question = awol_question_find(word);
    if (*ret_question)
        return AWOL_OK;
    const char *nearest = awol_text_nearest(word, names, n);
    return awol_error_set(error, AWOL_USAGE,
                          "“%.60s” is no question: total, followers, terms and threshold are%s%s%s",
                          word, nearest ? "; is “" : "", nearest ? nearest : "",
                          nearest ? "” meant?" : "");
}

static enum awol_status answer(struct awol_arguments *arguments,
                               const struct awol_question *question,
                               const struct awol_scenario_settings *settings,
                               struct awol_assumptions *assumptions, struct awol_error *error)
{
    struct awol_stream stream;
    enum awol_status status = awol_scenario_answer(question, settings, assumptions, &stream, error);
    if (status != AWOL_OK)
        return status;
    status = awol_stream_write(&stream, awol_arguments_output(arguments), error);
    awol_stream_release(&stream);
    return status;
}

static enum awol_status check_options(const struct awol_arguments *arguments,
                                      const struct awol_question *question,
                                      struct awol_error *error)
{
    bool terms = question == &awol_question_terms;
    if (awol_arguments_has(arguments, "countries") && !terms)
        return awol_arguments_refuse(arguments, "countries", error,
                                     "men are shared out by the question terms alone");
    if (awol_arguments_has(arguments, "share-by") && !awol_arguments_has(arguments, "countries"))
        return awol_arguments_refuse(arguments, "share-by", error,
                                     "there is nothing to share over without --countries FILE");
    if (awol_arguments_has(arguments, "finite") && (terms || question == &awol_question_threshold))
        return awol_arguments_refuse(arguments, "finite", error,
                                     "in the question %s the men always have an end",
                                     question->name);
    return AWOL_OK;
}

static enum awol_status ask(struct awol_arguments *arguments, const struct awol_question *question,
                            struct awol_arena *arena, struct awol_assumptions *assumptions,
                            struct awol_error *error)
{
    struct awol_scenario_settings settings = {
        .command = awol_arguments_command(arguments),
        .finite = awol_arguments_has(arguments, "finite"),
        .draws = {.replicates = (uint32_t)awol_arguments_integer(arguments, "replicates", 2000),
                  .seed = (uint64_t)awol_estimation_seed(arguments, AWOL_ESTIMATION_SEED),
                  .n_threads = awol_estimation_threads(arguments)},
        .opt_share_by = awol_arguments_text(arguments, "share-by", NULL)};
    struct awol_stream fit = {0};
    struct awol_table countries = {0};
    bool has_fit = false, has_countries = false;
    const char *path = awol_arguments_operand(arguments, 1);
    const char *shared = awol_arguments_text(arguments, "countries", NULL);
    enum awol_status status = read_at_least(arguments, arena, &settings, error);
    if (status == AWOL_OK)
        status = read_assumptions(arguments, arena, assumptions, error);
    if (status == AWOL_OK && path)
        status = read_file(path, assumptions, &fit, &has_fit, error);
    if (status == AWOL_OK && has_fit && question != &awol_question_threshold)
        status = awol_error_set(error, AWOL_USAGE,
                                "the question %s takes assumptions, not a fit; the question "
                                "threshold takes one of --model threshold",
                                question->name);
    if (status == AWOL_OK && shared) {
        status = awol_input_table(shared, "countries", &countries, error);
        has_countries = status == AWOL_OK;
    }
    settings.opt_fit = has_fit ? &fit : NULL;
    settings.opt_countries = has_countries ? &countries : NULL;
    if (status == AWOL_OK)
        status = answer(arguments, question, &settings, assumptions, error);
    if (has_countries)
        awol_table_release(&countries);
    if (has_fit)
        awol_stream_release(&fit);
    return status;
}

static enum awol_status run(struct awol_arguments *arguments, struct awol_error *error)
{
    const struct awol_question *question;
    struct awol_assumptions assumptions;
    struct awol_arena arena;
    if (awol_arguments_has(arguments, "list"))
        return list(arguments);
    enum awol_status status = find_question(arguments, &question, error);
    if (status == AWOL_OK)
        status = check_options(arguments, question, error);
    if (status != AWOL_OK)
        return status;
    awol_arena_init(&arena);
    awol_assumptions_init(&assumptions);
    status = ask(arguments, question, &arena, &assumptions, error);
    awol_assumptions_release(&assumptions);
    awol_arena_release(&arena);
    return status;
}

static const struct awol_tool tool = {
    .name = "awol-scenario",
    .summary = "what an offer could do, from assumptions alone",
    .operands = "QUESTION [FILE]",
    .max_operands = 2,
    .groups = groups,
    AWOL_TOOL_ARRAYS,
    .run = run,
};

int main(int argc, char **argv)
{
    return awol_tool_main(&tool, argc, argv);
}
