/* awol-boot: how sure a fit is, by records drawn from it. */
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "cli/progress.h"
#include "cli/tool.h"
#include "estimate/bootstrap.h"
#include "estimate/refit.h"
#include "read/input.h"
#include "tool/estimation.h"
#include "tool/replicates.h"

static const char *const method_choices[] = {"bias-corrected", "percentile", NULL};

static const struct awol_option options[] = {
    {.name = "replicates",
     .letter = 'n',
     .type = AWOL_OPTION_TEXT,
     .metavar = "N|LO:HI",
     .default_text = "499",
     .help =
         "How many records to draw; or, for a shard, which: from LO up to but not including HI. "
         "With --merge: how many there must be."},
    {.name = "test",
     .type = AWOL_OPTION_TEXT,
     .repeatable = true,
     .metavar = "NAME,...",
     .help = "Test by simulation whether the fit could do without: eta (under two readings, "
             "eta.timing and eta.background), offer (each of them), offer.ID, circumstance.ID, "
             "dispersion."},
    {.name = "method",
     .type = AWOL_OPTION_CHOICE,
     .metavar = "METHOD",
     .default_text = "bias-corrected",
     .choices = method_choices,
     .help = "Which limits the sentences quote; the table has both."},
    {.name = "profile",
     .type = AWOL_OPTION_FLAG,
     .help =
         "Give profile limits at that level too, one-sided where the likelihood sets no other."},
    {.name = "calibrate",
     .type = AWOL_OPTION_TEXT,
     .repeatable = true,
     .metavar = "NAME,...",
     .help = "Find limits of these parameters (eta, offer.ID, ...) by trying values and drawing "
             "records with each: up to six more records a replicate for each name."},
    {.name = "partial",
     .type = AWOL_OPTION_FLAG,
     .help = "Write a shard: these replicates and what they were drawn from, to be merged."},
    {.name = "merge",
     .type = AWOL_OPTION_FLAG,
     .help = "Put shards together; the result is that of one run, byte for byte."},
};

static const struct awol_option_group *const groups[] = {
    &awol_level_of_fit_group, &awol_seed_of_fit_group, &awol_threads_group, NULL};

static const struct awol_paragraph paragraphs[] = {
    {NULL,
     "Reads a fit from FIT or standard input, draws records from it, fits each of them as the fit "
     "was made, and writes the fit with three more tables: replicates (the estimates of each), "
     "intervals (limits, and the bias of a short record with the estimate corrected for it) and "
     "tests; and with sentences in summary."},
    {"HOW RECORDS ARE DRAWN",
     "A drawn record has the spans of the real one. Where days were counted it has counts of days, "
     "where a month was, the total of its days; gaps stay gaps; the men at risk are those of the "
     "record. A range keeps its width and comes to lie anyhow around the number drawn. A bound "
     "stays as long as it holds (“at least 200” where 200 or more are drawn); else the number "
     "itself is known."},
    {NULL, "Each drawn record is searched from the estimate, and where departures prompt others "
           "from other delays too. A search that does not converge is counted in the warnings and "
           "enters the limits with the best point found. A record that cannot be fitted at all is "
           "counted as lying beyond each limit. Nothing is left out."},
    {"INTERVALS",
     "percentile_low and percentile_high are quantiles of the replicates; bc_low and bc_high the "
     "same at levels that correct for the median bias (Efron 1987). bias is the mean of the "
     "replicates less the estimate, corrected the estimate with it taken off: on the logarithm or "
     "logit, but for what can be zero (eta, dispersion, background_sd, share_between) on the value "
     "itself. A parameter for which the fit gives no estimate has no limits here either. Where an "
     "estimate is at or near zero the replicates pile up there, and bias-corrected limits come out "
     "too narrow: quote percentiles, or calibrated limits."},
    {"CALIBRATED LIMITS",
     "A profile interval ends where the likelihood has fallen by what chi-square says, which is "
     "right for long records. Where a record is short, or says little of a delay, that may be too "
     "much or too little. --calibrate eta finds it by drawing: eta is held at a value, all else is "
     "fitted to the record, records are drawn from that, and the likelihood of each is compared at "
     "the value and at its best. The value is refuted if the real record loses more than 90 of 100 "
     "drawn ones do (or as --level says). Up to three values are tried on either side, where the "
     "profile has fallen by 0.4, 1 and 2.5 times what chi-square says at the level of the fit; "
     "between them the limit is interpolated (Chuang and Lai 2000, Statistica Sinica 10:1)."},
    {NULL, "Table tests has a row for each value, and intervals the limits. A side is open where "
           "the farthest value that was tried is not refuted, and where the profile had no end: "
           "for a --level far above that of the fit, make the fit with that level. Zero is tried "
           "where the profile reaches it. With fewer than 99 replicates such limits are rough."},
    {NULL,
     "What else is fitted at a value is taken as it comes out. A delay that the record hardly "
     "tells is then a guess: of simulated records with eta .2 such limits at 90 per cent held "
     "it in .78 to .98, as the delay was long or short, those of the profile in .88 to 1.00; "
     "with larger eta they agree. tests/recovery/README.md has the table."},
    {"TESTS",
     "The model without the effect is fitted to the record; records are drawn from that; both "
     "models are fitted to each of them. p is (1 + the number of drawn records in which the "
     "full model gains as much as on the real one or more) / (1 + the number drawn). For eta it is "
     "done twice: with a steady background (timing), and with a background that may wander "
     "(background). If only the first speaks, a slow change that touched everyone explains the "
     "record as well as comrades do. Neither is a test of contagion: they are tests of clustering "
     "in time beyond the offers and circumstances that were listed."},
    {"MORE MACHINES THAN ONE",
     "--replicates LO:HI --partial writes a shard: a file with these replicates, the fit, the "
     "seed, "
     "and versions. Any engine that starts programs can make shards, in any number and order. "
     "--merge FILE... refuses shards of another fit, seed, version or set of tests, replicates "
     "that "
     "are missing (add --replicates N so that a missing end is seen too) and those that stand "
     "twice, "
     "each with the file; another C library is a warning, for its last digits may differ."},
    {NULL,
     "On a few hosts, with GNU parallel (plain host names in hosts.txt; what they need beside "
     "the name goes into ~/.ssh/config):"},
    {NULL, "  seq 0 50 950 | parallel --will-cite --sshloginfile hosts.txt \\\n"
           "    --joblog run.log --retries 3 --results shards/{} \\\n"
           "    'awol-boot --replicates {}:$(({}+50)) --partial /shared/fit.tsv' \\\n"
           "    > /dev/null\n"
           "awol-boot --merge --replicates 1000 \\\n"
           "    $(ls -d shards/* | grep -vE '[.](err|seq)$') > boot.tsv"},
    {NULL, "After an interruption the same line with --resume-failed does the rest. parallel ends "
           "with the number of jobs that failed; --merge sees what is missing."},
    {NULL, "On a cluster, as a Slurm job array; a shard gets its name when it is whole:"},
    {NULL, "  #!/bin/sh\n"
           "#SBATCH --array=0-19\n"
           "lo=$((SLURM_ARRAY_TASK_ID * 50))\n"
           "awol-boot --threads 1 --replicates $lo:$((lo + 50)) --partial \\\n"
           "    -o shards/$(printf %06d $lo).tsv fit.tsv"},
    {NULL, "Indices above the cluster's MaxArraySize are refused: make the shards larger."},
};

static const struct awol_example examples[] = {
    {"limits of a simulated record", "awol-fit --model its --offers datasets/simulated/offers.csv "
                                     "datasets/simulated/series.csv | awol-boot --replicates 19"},
    {"could it do without the offer?",
     "awol-fit --model its --offers datasets/simulated/offers.csv datasets/simulated/series.csv | "
     "awol-boot --replicates 19 --test offer | awol-table --table tests"},
    {"limits that were themselves tried out",
     "awol-fit --model its --offers datasets/simulated/offers.csv datasets/simulated/series.csv | "
     "awol-boot --replicates 99 --calibrate dispersion | awol-table --table intervals"},
};

static const char *const see_also[] = {"awol-fit", "awol-table", "parallel", "awol-stream", NULL};

/* ---- what is asked for -------------------------------------------------------------------- */

struct asked {
    uint32_t first, last;
    bool is_given; /* --replicates was */
    bool partial, merge, profile;
    const char *const *tests, *const *calibrated;
    size_t n_tests, n_calibrated, n_threads;
    enum awol_boot_method method;
};

static enum awol_status read_replicates(const struct awol_arguments *arguments, struct asked *asked,
                                        struct awol_error *error)
{
    struct awol_replicates r;
    enum awol_status status = awol_replicates_read(arguments, "499", &r, error);
    if (status != AWOL_OK)
        return status;
    if (r.is_range && !asked->partial)
        return awol_arguments_refuse(
            arguments, "replicates", error,
            "“%.60s” is a part of the replicates, which makes a shard: add "
            "--partial, or give their number",
            awol_arguments_text(arguments, "replicates", ""));
    asked->first = r.first;
    asked->last = r.last;
    asked->is_given = r.is_given;
    return AWOL_OK;
}

/* Shards bring their own; what concerns them only when they are made is refused. */
static enum awol_status check_together(const struct awol_arguments *arguments,
                                       const struct asked *asked, struct awol_error *error)
{
    static const char *const of_shards[] = {"seed", "test", "calibrate", "partial"};
    static const char *const of_results[] = {"level", "method", "profile"};
    for (size_t i = 0; i < sizeof of_shards / sizeof *of_shards; i++)
        if (asked->merge && awol_arguments_has(arguments, of_shards[i]))
            return awol_arguments_refuse(arguments, of_shards[i], error,
                                         "this is settled when shards are made, not with --merge");
    for (size_t i = 0; i < sizeof of_results / sizeof *of_results; i++)
        if (asked->partial && awol_arguments_has(arguments, of_results[i]))
            return awol_arguments_refuse(arguments, of_results[i], error,
                                         "a shard has no results yet: give it with --merge");
    if (!asked->merge && awol_arguments_n_operands(arguments) > 1)
        return awol_error_set(error, AWOL_USAGE,
                              "one fit at a time: “%.80s” is one too many (shards need --merge)",
                              awol_arguments_operand(arguments, 1));
    if (asked->merge && awol_arguments_n_operands(arguments) == 0)
        return awol_error_set(error, AWOL_USAGE,
                              "--merge needs the shards: awol-boot --merge FILE...");
    return AWOL_OK;
}

static enum awol_status read_options(const struct awol_arguments *arguments,
                                     struct awol_arena *arena, struct asked *asked,
                                     struct awol_error *error)
{
    const char *method = awol_arguments_text(arguments, "method", "bias-corrected");
    asked->partial = awol_arguments_has(arguments, "partial");
    asked->merge = awol_arguments_has(arguments, "merge");
    asked->profile = awol_arguments_has(arguments, "profile");
    asked->n_threads = awol_estimation_threads(arguments);
    asked->method =
        strcmp(method, "percentile") == 0 ? AWOL_BOOT_PERCENTILE : AWOL_BOOT_BIAS_CORRECTED;
    enum awol_status status = read_replicates(arguments, asked, error);
    if (status == AWOL_OK)
        status = check_together(arguments, asked, error);
    if (status == AWOL_OK)
        status =
            awol_arguments_list(arguments, "test", arena, &asked->tests, &asked->n_tests, error);
    if (status == AWOL_OK)
        status = awol_arguments_list(arguments, "calibrate", arena, &asked->calibrated,
                                     &asked->n_calibrated, error);
    return status;
}

/* ---- writing ------------------------------------------------------------------------------ */

/* The command that makes these bytes in one run, wherever the replicates were drawn. */
static enum awol_status compose(const struct awol_bootstrap *b, const struct asked *asked,
                                double level, struct awol_text *text, struct awol_error *error)
{
    char number[AWOL_NUMBER_SIZE];
    size_t n = b->n_rows / (1 + b->n_tests);
    awol_text_append_format(text, "awol-boot --replicates %zu --seed %lld --level %s --method %s",
                            n, (long long)b->seed, awol_number_format(level, number),
                            method_choices[asked->method == AWOL_BOOT_PERCENTILE]);
    for (size_t t = 0; t < b->n_tests; t++) {
        const struct awol_boot_test *test = &b->tests[t];
        bool again = t > 0 && strcmp(test->parameter, test[-1].parameter) == 0 && test[-1].is_point;
        if (!test->is_point)
            awol_text_append_format(text, " --test %s", test->name);
        else if (!again)
            awol_text_append_format(text, " --calibrate %s", test->parameter);
    }
    if (asked->profile)
        awol_text_append(text, " --profile");
    return awol_text_check(text, error);
}

static enum awol_status write_results(struct awol_arguments *arguments, const struct asked *asked,
                                      const struct awol_bootstrap *b, const struct awol_stream *fit,
                                      struct awol_error *error)
{
    struct awol_text command;
    struct awol_stream stream;
    struct awol_boot_report report = {.bootstrap = b,
                                      .fit = fit,
                                      .level =
                                          awol_estimation_level(arguments, b->refit->request.level),
                                      .method = asked->method,
                                      .profile = asked->profile,
                                      .n_threads = asked->n_threads};
    awol_text_init(&command);
    enum awol_status status = compose(b, asked, report.level, &command, error);
    report.command = awol_text_string(&command);
    if (status == AWOL_OK)
        status = awol_boot_output(&report, &stream, error);
    if (status == AWOL_OK) {
        status = awol_stream_write(&stream, awol_arguments_output(arguments), error);
        awol_stream_release(&stream);
    }
    awol_text_release(&command);
    return status;
}

static enum awol_status write_shard(struct awol_arguments *arguments, const struct asked *asked,
                                    const struct awol_bootstrap *b, const struct awol_stream *fit,
                                    struct awol_error *error)
{
    struct awol_stream stream;
    enum awol_status status =
        awol_boot_shard_write(b, asked->first, asked->last, fit, &stream, error);
    if (status == AWOL_OK) {
        status = awol_stream_write(&stream, awol_arguments_output(arguments), error);
        awol_stream_release(&stream);
    }
    return status;
}

/* ---- drawing ------------------------------------------------------------------------------ */

static enum awol_status draw(struct awol_arguments *arguments, const struct asked *asked,
                             struct awol_bootstrap *b, struct awol_error *error)
{
    struct awol_progress progress;
    awol_progress_begin(&progress, arguments, "records",
                        awol_bootstrap_n_tasks(b, asked->first, asked->last));
    struct awol_boot_progress told = {awol_progress_done_one, &progress};
    enum awol_status status =
        awol_bootstrap_run(b, asked->first, asked->last, asked->n_threads, &told, error);
    awol_progress_end(&progress);
    return status;
}

static enum awol_status run_fit(struct awol_arguments *arguments, const struct asked *asked,
                                struct awol_error *error)
{
    static const char *const kinds[] = {"fit", NULL};
    const char *path = awol_arguments_operand(arguments, 0);
    struct awol_stream fit;
    struct awol_refit refit;
    struct awol_bootstrap bootstrap = {.refit = NULL};
    enum awol_status status = awol_input_stream(path ? path : "-", kinds, &fit, error);
    if (status != AWOL_OK)
        return status;
    status = awol_refit_init(&refit, &fit, error);
    if (status == AWOL_OK)
        status = awol_bootstrap_init(&bootstrap, &refit,
                                     awol_estimation_seed(arguments, refit.request.seed),
                                     asked->tests, asked->n_tests, error);
    for (size_t t = 0; status == AWOL_OK && t < bootstrap.n_tests; t++)
        if (bootstrap.tests[t].is_point)
            status = awol_arguments_refuse(arguments, "test", error,
                                           "“%.60s”: a test is whether the fit could do without; "
                                           "--calibrate %.60s tries values",
                                           bootstrap.tests[t].name, bootstrap.tests[t].parameter);
    for (size_t i = 0; status == AWOL_OK && i < asked->n_calibrated; i++)
        status = awol_boot_calibrate(&bootstrap, asked->calibrated[i], error);
    if (status == AWOL_OK)
        status = draw(arguments, asked, &bootstrap, error);
    if (status == AWOL_OK)
        status = asked->partial ? write_shard(arguments, asked, &bootstrap, &fit, error)
                                : write_results(arguments, asked, &bootstrap, &fit, error);
    awol_bootstrap_release(&bootstrap);
    awol_refit_release(&refit);
    awol_stream_release(&fit);
    return status;
}

/* ---- merging ------------------------------------------------------------------------------ */

/* The names between the commas of a shard's tests. */
static enum awol_status split_tests(const char *text, struct awol_arena *arena,
                                    const char ***ret_names, size_t *ret_n,
                                    struct awol_error *error)
{
    char *copy = awol_arena_string(arena, text);
    const char **names = awol_arena_alloc(arena, (strlen(text) + 1) * sizeof *names);
    size_t n = 0;
    if (!copy || !names)
        return awol_error_memory(error);
    for (char *name = copy; *name;) {
        size_t length = strcspn(name, ",");
        bool last = name[length] == '\0';
        name[length] = '\0';
        names[n++] = name;
        name += last ? length : length + 1;
    }
    *ret_names = names;
    *ret_n = n;
    return AWOL_OK;
}

static enum awol_status merge(struct awol_arguments *arguments, const struct asked *asked,
                              const struct awol_stream *shards, size_t n,
                              const struct awol_stream *fit, struct awol_error *error)
{
    struct awol_boot_shard first;
    struct awol_arena arena;
    struct awol_refit refit;
    struct awol_bootstrap bootstrap = {.refit = NULL};
    const char **tests = NULL, *other_system = "";
    size_t n_tests = 0;
    awol_arena_init(&arena);
    enum awol_status status = awol_refit_init(&refit, fit, error);
    if (status == AWOL_OK)
        status = awol_boot_shard_read(&shards[0], &first, error);
    if (status == AWOL_OK)
        status = split_tests(first.tests, &arena, &tests, &n_tests, error);
    if (status == AWOL_OK)
        status = awol_bootstrap_init(&bootstrap, &refit, first.seed, tests, n_tests, error);
    if (status == AWOL_OK)
        status = awol_boot_shard_merge(&bootstrap, shards, n, asked->is_given ? asked->last : 0,
                                       &other_system, error);
    if (status == AWOL_OK && other_system[0])
        awol_arguments_warn(arguments,
                            "%s was made with another C library or compiler than the first shard: "
                            "last digits may differ from those of one run",
                            other_system);
    if (status == AWOL_OK)
        status = write_results(arguments, asked, &bootstrap, fit, error);
    awol_bootstrap_release(&bootstrap);
    awol_refit_release(&refit);
    awol_arena_release(&arena);
    return status;
}

static enum awol_status run_merge(struct awol_arguments *arguments, const struct asked *asked,
                                  struct awol_error *error)
{
    static const char *const kinds[] = {"shard", NULL};
    size_t n = awol_arguments_n_operands(arguments), n_read = 0;
    struct awol_stream fit, *shards = calloc(n, sizeof *shards);
    struct awol_boot_shard first;
    if (!shards)
        return awol_error_memory(error);
    enum awol_status status = AWOL_OK;
    for (; status == AWOL_OK && n_read < n; n_read += status == AWOL_OK)
        status = awol_input_stream(awol_arguments_operand(arguments, n_read), kinds,
                                   &shards[n_read], error);
    if (status == AWOL_OK)
        status = awol_boot_shard_read(&shards[0], &first, error);
    if (status == AWOL_OK)
        status = awol_boot_shard_fit(&shards[0], &fit, error);
    if (status == AWOL_OK) {
        status = merge(arguments, asked, shards, n, &fit, error);
        awol_stream_release(&fit);
    }
    for (size_t i = 0; i < n_read; i++)
        awol_stream_release(&shards[i]);
    free(shards);
    return status;
}

static enum awol_status run(struct awol_arguments *arguments, struct awol_error *error)
{
    struct awol_arena arena;
    struct asked asked = {.first = 0};
    awol_arena_init(&arena);
    enum awol_status status = read_options(arguments, &arena, &asked, error);
    if (status == AWOL_OK)
        status =
            asked.merge ? run_merge(arguments, &asked, error) : run_fit(arguments, &asked, error);
    awol_arena_release(&arena);
    return status;
}

static const struct awol_tool tool = {
    .name = "awol-boot",
    .summary = "how sure a fit is: limits, bias and tests from records drawn from it",
    .operands = "[FIT | --merge SHARD...]",
    .max_operands = SIZE_MAX,
    .groups = groups,
    AWOL_TOOL_ARRAYS,
    .run = run,
};

int main(int argc, char **argv)
{
    return awol_tool_main(&tool, argc, argv);
}
