/* awol-report: from the folder of a campaign to a folder for an article. */
#include "cli/tool.h"
#include "report/output.h"
#include "report/report.h"

static const struct awol_option options[] = {
    {.name = "records",
     .type = AWOL_OPTION_FILE,
     .metavar = "NAME",
     .help = "The file of records in DATASET, where there are several. Default: the only one."},
    {.name = "event",
     .type = AWOL_OPTION_TEXT,
     .metavar = "LIST",
     .help = "Which events are counted, as awol-count --event has it."},
    {.name = "by",
     .type = AWOL_OPTION_TEXT,
     .metavar = "BIN",
     .help = "In which bins, as awol-count --by has it: day, week, month, year, 10d."},
    {.name = "complete",
     .type = AWOL_OPTION_TEXT,
     .metavar = "FROM/TO",
     .help = "When nothing went unrecorded, as awol-count --complete has it."},
    {.name = "prefer",
     .type = AWOL_OPTION_TEXT,
     .metavar = "SIDE",
     .help = "Whose figures are counted, as awol-count --prefer has it."},
    {.name = "basis",
     .type = AWOL_OPTION_TEXT,
     .metavar = "BASIS",
     .help = "Which strength returns are used, as awol-count --basis has it."},
    {.name = "model",
     .type = AWOL_OPTION_TEXT,
     .metavar = "NAME",
     .help = "The model, as awol-fit --model has it. Default: the largest that the record bears."},
    {.name = "level",
     .type = AWOL_OPTION_TEXT,
     .metavar = "LEVEL",
     .help = "Level of the limits, as awol-fit --level has it."},
    {.name = "seed",
     .type = AWOL_OPTION_TEXT,
     .metavar = "N",
     .help = "Where random numbers begin, as awol-fit --seed has it."},
    {.name = "replicates",
     .letter = 'n',
     .type = AWOL_OPTION_INTEGER,
     .metavar = "N",
     .default_text = "199",
     .max = 100000,
     .help = "How many records awol-boot draws; 0: none, and no limits by the bootstrap."},
    {.name = "no-word",
     .type = AWOL_OPTION_FLAG,
     .help = "No Word file, even where pandoc is there."},
    {.name = "text",
     .type = AWOL_OPTION_FOLDER,
     .metavar = "FOLDER",
     .help = "Write only the text and the tables of a report that is there; its Makefile does "
             "that. Operands are not read."},
    {.name = "output",
     .letter = 'o',
     .type = AWOL_OPTION_FOLDER,
     .metavar = "FOLDER",
     .unrecorded = true,
     .help = "The folder to make; it appears only when all of it is there. An earlier report of "
             "that name is replaced, anything else is not."},
};

static const struct awol_paragraph paragraphs[] = {
    {NULL,
     "Reads the folder of a campaign: one file of records (or of counts, series.csv) and, where "
     "they are there, offers.csv, "
     "circumstances.csv, strength.csv, units.csv, SOURCE.md and datapackage.json. Runs awol-read, "
     "awol-count, awol-fit, awol-boot, awol-check, awol-explain and awol-plot on them, and writes "
     "a folder with"},
    {NULL, "  report.md        question, record, method, answer, checks, limits, references\n"
           "  report.docx      the same for Word, where pandoc is installed\n"
           "  figure-*.svg     the figures\n"
           "  table-*.md, .tex the tables (LaTeX needs the package booktabs)\n"
           "  *.tsv            the streams, for every other tool\n"
           "  provenance.tsv   SHA-256 of the inputs, commands, version\n"
           "  data/, log/      copies of the inputs; what the tools said\n"
           "  Makefile         makes all of it again"},
    {NULL, "What the records cannot bear is left out, and the report says why."},
};

static const struct awol_example examples[] = {
    {"a report on Petersburg",
     "awol-report --replicates 19 --no-word -o petersburg-report datasets/petersburg"},
    {"surrenders in Malaya",
     "awol-report --event surrendered --replicates 19 --no-word -o malaya-report datasets/malaya"},
};

static const char *const see_also[] = {"awol-read",  "awol-count",   "awol-fit",  "awol-boot",
                                       "awol-check", "awol-explain", "awol-plot", NULL};

static enum awol_status make(struct awol_arguments *arguments, struct awol_error *error)
{
    const struct awol_report_settings settings = {
        .dataset = awol_arguments_operand(arguments, 0),
        .target = awol_arguments_text(arguments, "output", NULL),
        .opt_records = awol_arguments_text(arguments, "records", NULL),
        .opt_event = awol_arguments_text(arguments, "event", NULL),
        .opt_by = awol_arguments_text(arguments, "by", NULL),
        .opt_complete = awol_arguments_text(arguments, "complete", NULL),
        .opt_prefer = awol_arguments_text(arguments, "prefer", NULL),
        .opt_basis = awol_arguments_text(arguments, "basis", NULL),
        .opt_model = awol_arguments_text(arguments, "model", NULL),
        .opt_level = awol_arguments_text(arguments, "level", NULL),
        .opt_seed = awol_arguments_text(arguments, "seed", NULL),
        .replicates = awol_arguments_text(arguments, "replicates", "199"),
        .word = !awol_arguments_has(arguments, "no-word"),
        .command = awol_arguments_command(arguments),
        .version = AWOL_VERSION,
    };
    size_t missing = 0;
    enum awol_status status = awol_report_make(&settings, &missing, error);

    if (status == AWOL_OK && missing > 0)
        awol_arguments_say(arguments,
                           "%zu part%s could not be made: the limits in report.md say why", missing,
                           missing == 1 ? "" : "s");
    return status;
}

static enum awol_status run(struct awol_arguments *arguments, struct awol_error *error)
{
    const char *const text = awol_arguments_text(arguments, "text", NULL);

    if (text)
        return awol_report_write_text(text, AWOL_VERSION, error);
    if (awol_arguments_n_operands(arguments) != 1)
        return awol_error_set(error, AWOL_USAGE,
                              "which campaign? (the folder of one, such as datasets/petersburg)");
    if (!awol_arguments_has(arguments, "output"))
        return awol_error_set(error, AWOL_USAGE, "into which folder? (-o FOLDER, which is made)");
    return make(arguments, error);
}

static const struct awol_tool tool = {
    .name = "awol-report",
    .summary = "a folder for an article: text, figures and tables of one campaign",
    .operands = "DATASET",
    .max_operands = 64,
    AWOL_TOOL_ARRAYS,
    .run = run,
};

int main(int argc, char **argv)
{
    return awol_tool_main(&tool, argc, argv);
}
