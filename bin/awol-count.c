/* awol-count: events to a series of counts and men at risk. */
#include "base/number.h"
#include "cli/tool.h"
#include "count/count.h"
#include "count/settings.h"
#include "read/input.h"
#include "tool/persons.h"
#include "tool/records.h"

static const char *const what_choices[] = {"men", "events", "first", "net", NULL};
static const char *const side_choices[] = {"preferred", "own", "enemy", "all", NULL};
static const char *const basis_choices[] = {
    "present-for-duty", "present", "present-and-absent", "establishment", "sent",
    "enemy-estimate",   NULL};

static const struct awol_option options[] = {
    {.name = "by",
     .type = AWOL_OPTION_TEXT,
     .metavar = "day|week|month|year|Nd",
     .help = "Count in bins of this length. Without it, the days of each row are a span of the "
             "series, and rows of the same unit and days add."},
    {.name = "units",
     .type = AWOL_OPTION_FILE,
     .metavar = "FILE",
     .help = "Table of units and of the larger unit that each belongs to. Counts of a part become "
             "lower bounds of the whole where the whole is counted too."},
    {.name = "unit",
     .type = AWOL_OPTION_INTEGER,
     .metavar = "LEVEL",
     .min = 0,
     .max = 1000,
     .help = "Count at this level of the table of units, 0 being the top."},
    {.name = "from",
     .type = AWOL_OPTION_TEXT,
     .metavar = "DATE",
     .help = "Leave out rows that begin before this day."},
    {.name = "to",
     .type = AWOL_OPTION_TEXT,
     .metavar = "DATE",
     .help = "Leave out rows that end after this day."},
    {.name = "complete",
     .type = AWOL_OPTION_TEXT,
     .metavar = "FROM/TO",
     .help = "State that nothing went unrecorded from one day to another, both included: bins "
             "(days without --by) in which nothing is counted are zeros then, not gaps."},
    {.name = "event",
     .type = AWOL_OPTION_TEXT,
     .metavar = "LIST",
     .default_text = "deserted",
     .help = "Which events to count, with commas: deserted, absent, surrendered, captured, "
             "rejoined, discharged, died, attempted. A row that names none is taken as deserted."},
    {.name = "count",
     .type = AWOL_OPTION_CHOICE,
     .metavar = "WHAT",
     .default_text = "men",
     .choices = what_choices,
     .help = "Count men; events (rows, whatever their number of men); the first event of each man "
             "alone; or net: the men who left less those who rejoined in the same bin. With net, "
             "the men at risk are those of the last strength return less the men who have gone for "
             "good since, so that who came back is at risk again. More returns than departures in "
             "a bin are refused, for no count is below zero."},
    {.name = "prefer",
     .type = AWOL_OPTION_CHOICE,
     .metavar = "SIDE",
     .default_text = "preferred",
     .choices = side_choices,
     .help = "Which of contradicting rows to count: those marked preferred, those reported by the "
             "men's own side, by the enemy; or all, rivals being carried as preferred=no."},
    {.name = "strength",
     .type = AWOL_OPTION_FILE,
     .metavar = "FILE",
     .help = "Strength returns: the men at risk at the start of each span. A return without a "
             "unit is used only where a single unit is counted."},
    {.name = "basis",
     .type = AWOL_OPTION_CHOICE,
     .metavar = "BASIS",
     .choices = basis_choices,
     .help = "Use only strength on this basis. Two bases are never mixed."},
    {.name = "covariates",
     .type = AWOL_OPTION_FILE,
     .metavar = "FILE",
     .help = "Numbers that change on known days (columns date, name, value); each becomes a "
             "column of the series, its mean over the span."},
    {.name = "per",
     .type = AWOL_OPTION_NUMBER,
     .metavar = "MEN",
     .default_text = "1000",
     .min = 1,
     .max = 1e9,
     .help = "Rates are per so many men at risk and month."},
    {.name = "level",
     .type = AWOL_OPTION_NUMBER,
     .metavar = "LEVEL",
     .default_text = "0.9",
     .min = 0.01,
     .max = 0.9999,
     .help = "Level of the exact (Garwood) limits of the rates."},
};

static const struct awol_option_group *const groups[] = {
    &awol_persons_group,  &awol_reading_file_group, &awol_reading_date_group,
    &awol_refusals_group, &awol_campaign_group,     NULL};

static const struct awol_paragraph paragraphs[] = {
    {NULL,
     "Reads a stream of events from FILE or standard input and writes a stream of kind series. A "
     "time without a row is a gap in which nobody counted, never a zero. Spans of a unit may nest: "
     "a total over months of which some are known. Lower bounds that say nothing new or cross "
     "something else are set aside (preferred=no); standard error says how many."},
    {"FILES OF RECORDS",
     "FILE may also be what awol-read reads, in any of its formats and with its options: the "
     "series "
     "is that of awol-read FILE | awol-count, and nothing is written in between. Tables as plain "
     "files of UTF-8 are read by as many threads as there are processors, eight at most, in memory "
     "that grows with the units and their days, not with the rows; how many threads there were "
     "makes no difference to the result. Rows that cannot be read are told as awol-read tells "
     "them. With --same, --count first and --count net all rows are held in memory."},
};

static const struct awol_example examples[] = {
    {"the Hessian record against its strengths",
     "awol-read datasets/hessian/deserters.csv | awol-count --strength "
     "datasets/hessian/strength.csv"},
    {"the same without a stream between, by month",
     "awol-count --by month --complete 1776-08-15/1783-11-30 datasets/hessian/deserters.csv"},
    {"men coming into the Union lines, the corps being parts of their armies",
     "awol-read datasets/petersburg/deserters.csv | awol-count --units "
     "datasets/petersburg/units.csv --strength datasets/petersburg/strength.csv"},
};

static const char *const see_also[] = {"awol-read", "awol-fit", "awol-stream", NULL};

static enum awol_status read_days(const struct awol_arguments *arguments, const char *option,
                                  bool *ret_given, struct awol_span *ret_days,
                                  struct awol_error *error)
{
    const char *text = awol_arguments_text(arguments, option, NULL);
    struct awol_error inner;

    if (text == NULL)
        return AWOL_OK;
    if (awol_settings_days(text, ret_days, &inner) != AWOL_OK)
        return awol_arguments_refuse(arguments, option, error, "%s", inner.message);
    *ret_given = true;
    return AWOL_OK;
}

static enum awol_status read_options(const struct awol_arguments *arguments, const char **words,
                                     struct awol_count_options *count,
                                     enum awol_persons_output *ret_output, struct awol_error *error)
{
    struct awol_tally_options *tally = &count->tally;
    struct awol_span from = {0}, to = {0}, complete = {0};
    struct awol_error inner;
    enum awol_status status;

    if (awol_settings_events(awol_arguments_text(arguments, "event", "deserted"), words,
                             &tally->n_events, &inner) != AWOL_OK)
        return awol_arguments_refuse(arguments, "event", error, "%s", inner.message);
    if (awol_arguments_has(arguments, "by") &&
        awol_settings_period(awol_arguments_text(arguments, "by", NULL), tally, &inner) != AWOL_OK)
        return awol_arguments_refuse(arguments, "by", error, "%s", inner.message);
    if (awol_arguments_has(arguments, "unit") && !awol_arguments_has(arguments, "units"))
        return awol_arguments_refuse(arguments, "unit", error, "it needs the table of --units");
    if ((status = read_days(arguments, "from", &tally->has_from, &from, error)) != AWOL_OK ||
        (status = read_days(arguments, "to", &tally->has_to, &to, error)) != AWOL_OK ||
        (status = read_days(arguments, "complete", &tally->is_complete, &complete, error)) !=
            AWOL_OK)
        return status;
    if (tally->has_from && tally->has_to && to.latest < from.earliest)
        return awol_arguments_refuse(arguments, "to", error, "it is before --from");
    tally->from = from.earliest;
    tally->to = to.latest;
    tally->complete_first = complete.earliest;
    tally->complete_last = complete.latest;
    tally->events = words;
    tally->opt_basis = awol_arguments_text(arguments, "basis", NULL);
    count->level = awol_arguments_integer(arguments, "unit", -1);
    count->per = awol_arguments_number(arguments, "per", 1000.0);
    count->confidence = awol_arguments_number(arguments, "level", 0.9);
    count->command = awol_arguments_command(arguments);
    if ((status = awol_settings_prefer(awol_arguments_text(arguments, "prefer", "preferred"),
                                       &tally->prefer, error)) != AWOL_OK)
        return status;
    return awol_persons_take(arguments, count, ret_output, error);
}

/* The table of an option that names a file; *ret_given stays NULL where it is not given. */
static enum awol_status read_table(const struct awol_arguments *arguments, const char *option,
                                   struct awol_table *table, const struct awol_table **ret_given,
                                   struct awol_error *error)
{
    const char *path = awol_arguments_text(arguments, option, NULL);
    const char *operand = awol_arguments_operand(arguments, 0);
    enum awol_status status;

    if (path == NULL)
        return AWOL_OK;
    if (awol_text_equal(path, "-") && (operand == NULL || awol_text_equal(operand, "-")))
        return awol_arguments_refuse(arguments, option, error,
                                     "standard input holds the events already");
    if ((status = awol_input_table(path, option, table, error)) == AWOL_OK)
        *ret_given = table;
    return status;
}

static void tell(const struct awol_arguments *arguments, const struct awol_count_options *count,
                 const struct awol_count_report *report)
{
    char men[AWOL_NUMBER_SIZE];
    char sum[AWOL_NUMBER_SIZE + 32] = "";
    const char *what = awol_arguments_text(arguments, "count", "men");
    bool is_default = awol_text_equal(what, "men") || awol_text_equal(what, "events");

    for (size_t i = 0; i < AWOL_N_REMARKS; i++) {
        if (report->n[i] > 0)
            awol_arguments_warn(arguments, "%s: %zu (first: %s)",
                                awol_remark_text((enum awol_remark)i), report->n[i],
                                report->examples[i]);
    }
    if (count->net)
        awol_arguments_say(arguments, "%zu %s of men who came back taken from the count",
                           report->n_returns, report->n_returns == 1 ? "row" : "rows");
    /* Units may hold the same men, in a part and in the whole: only those of one unit add. */
    if (report->n_units == 1)
        snprintf(sum, sizeof sum, "%s%s %s in ", report->has_bounds ? "at least " : "",
                 awol_number_format(report->men, men), count->tally.count_rows ? "events" : "men");
    awol_arguments_say(arguments, "%s%zu %s (event %s; %s%s%srows %s; basis %s): %zu %s of %zu %s",
                       sum, report->n_rows, report->n_rows == 1 ? "row" : "rows",
                       awol_arguments_text(arguments, "event", "deserted"),
                       is_default ? "" : "count ", is_default ? "" : what, is_default ? "" : "; ",
                       awol_arguments_text(arguments, "prefer", "preferred"),
                       report->basis[0] == '\0' ? "none" : report->basis, report->n_spans,
                       report->n_spans == 1 ? "span" : "spans", report->n_units,
                       report->n_units == 1 ? "unit" : "units");
}

/* A run of the tool. */
struct job {
    struct awol_arguments *arguments;
    struct awol_records records;
    struct awol_count_options count;
    enum awol_persons_output output;
    struct awol_count_inputs inputs;
};

/* From a stream of events, or from records whose rows have to be seen together. */
static enum awol_status count_table(struct job *job, const char *path, bool is_stream,
                                    struct awol_stream *ret_series,
                                    struct awol_count_report *ret_report, struct awol_error *error)
{
    const char *const *const kinds = awol_persons_kinds(job->output);
    struct awol_stream events = {0};
    const char *option = NULL;
    enum awol_status status;

    /* A table of spells, or of events and whatever else is to be carried on, is taken as it is. */
    if (is_stream ||
        (job->output > AWOL_PERSONS_PAIRS && !awol_records_asked(&job->records, &option))) {
        status = awol_input_stream(path, kinds, &events, error);
    } else {
        status = awol_records_take_person(&job->records, &job->count.choose.opt_person, error);
        if (status == AWOL_OK)
            status = awol_records_read(&job->records, path, &events, error);
    }
    job->inputs.events = &events;
    if (status == AWOL_OK && job->output != AWOL_PERSONS_SERIES)
        status = awol_persons_write(job->arguments, &events, &job->count, job->output, error);
    else if (status == AWOL_OK)
        status = awol_count_run(&job->inputs, &job->count, ret_series, ret_report, error);
    job->inputs.events = NULL;
    awol_stream_release(&events);
    return status;
}

static enum awol_status count_records(struct job *job, const char *path,
                                      struct awol_stream *ret_series,
                                      struct awol_count_report *ret_report,
                                      struct awol_error *error)
{
    struct awol_stream headers = {0};
    struct awol_count_taken taken;
    enum awol_status status =
        awol_records_count(&job->records, path, &job->count.tally, &taken, &headers, error);

    job->inputs.events = &headers;
    if (status == AWOL_OK)
        status = awol_count_finish(&job->inputs, &job->count, &taken, ret_series, error);
    if (status == AWOL_OK)
        *ret_report = taken.report;
    job->inputs.events = NULL;
    awol_stream_release(&headers);
    awol_count_taken_release(&taken);
    return status;
}

static enum awol_status count_file(struct job *job, struct awol_error *error)
{
    const char *const operand = awol_arguments_operand(job->arguments, 0);
    const char *const path = operand == NULL ? "-" : operand;
    struct awol_stream series = {0};
    struct awol_count_report report;
    bool is_stream = false;
    enum awol_status status = awol_records_find_stream(&job->records, path, &is_stream, error);

    if (status != AWOL_OK)
        return status;
    if (is_stream || job->output != AWOL_PERSONS_SERIES || awol_count_needs_table(&job->count))
        status = count_table(job, path, is_stream, &series, &report, error);
    else
        status = count_records(job, path, &series, &report, error);
    if (status == AWOL_OK && job->output == AWOL_PERSONS_SERIES) {
        tell(job->arguments, &job->count, &report);
        status = awol_stream_write(&series, awol_arguments_output(job->arguments), error);
    }
    awol_stream_release(&series);
    return status == AWOL_OK ? awol_refusals_finish(&job->records.refusals, error) : status;
}

static enum awol_status run(struct awol_arguments *arguments, struct awol_error *error)
{
    const char *words[AWOL_MAX_EVENT_WORDS];
    struct job job = {
        .arguments = arguments, .records.refusals.arguments = arguments, .count.level = -1};
    struct awol_count_inputs *const inputs = &job.inputs;
    struct awol_table units = {0}, strength = {0}, covariates = {0};
    enum awol_status status = awol_records_take(&job.records, error);

    if (status == AWOL_OK)
        status = read_options(arguments, words, &job.count, &job.output, error);
    if (status == AWOL_OK)
        status = read_table(arguments, "units", &units, &inputs->opt_units, error);
    if (status == AWOL_OK)
        status = read_table(arguments, "strength", &strength, &inputs->opt_strength, error);
    if (status == AWOL_OK)
        status = read_table(arguments, "covariates", &covariates, &inputs->opt_covariates, error);
    if (status == AWOL_OK)
        status = count_file(&job, error);
    awol_records_release(&job.records);
    awol_table_release(&covariates);
    awol_table_release(&strength);
    awol_table_release(&units);
    return status;
}

static const struct awol_tool tool = {
    .name = "awol-count",
    .summary = "count events against the men at risk",
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
