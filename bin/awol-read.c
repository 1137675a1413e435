#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/stream.h"
#include "base/text.h"
#include "cli/tool.h"
#include "date/spelling.h"
#include "read/file.h"
#include "read/reader.h"
#include "record/event.h"

enum { SHOWN_REFUSALS = 10 };

static const char *const date_forms[] = {"edtf", "text", NULL};

static const char *const formats[] = {"csv", "tei", NULL};

static const struct awol_option options[] = {
    {.name = "format",
     .letter = 'f',
     .type = AWOL_OPTION_CHOICE,
     .metavar = "NAME",
     .choices = formats,
     .default_text = "by the file",
     .help = "The format of the files. csv: a table with a header, separated by commas, semicolons "
             "or tabs. tei: TEI P5, whose events and states are read."},
    {.name = "types",
     .letter = 't',
     .type = AWOL_OPTION_TEXT,
     .repeatable = true,
     .metavar = "TYPE[/SUBTYPE][=EVENT],…",
     .default_text = "the words of the events, and their nouns",
     .help = "Which events of a TEI file are read, by @type and @subtype, and as which word of the "
             "events: --types desertion,return=rejoined. A type without a word is that word which "
             "it is or names, else deserted; * is any type, or none. Without the option: deserted, "
             "absent, surrendered, captured, rejoined, discharged, died, attempted, and desertion, "
             "absence, surrender, capture, discharge, death. Types that are not read are told."},
    {.name = "columns",
     .letter = 'c',
     .type = AWOL_OPTION_TEXT,
     .repeatable = true,
     .metavar = "COLUMN=HEADER,…",
     .help = "Which column of the file is which column of the events. A header text that holds a "
             "comma stands in quotes, which the shell must leave alone: "
             "--columns 'count=\"No., total\"'."},
    {.name = "map",
     .letter = 'm',
     .type = AWOL_OPTION_FILE,
     .metavar = "FILE",
     .help = "The same from a file of lines \"column = header text\", or from a datapackage.json, "
             "whose fields may have a property \"awol:column\" (\"-\": a column that is not meant "
             "to be read). A datapackage.json beside the file is read without being asked for."},
    {.name = "separator",
     .letter = 's',
     .type = AWOL_OPTION_TEXT,
     .metavar = "CHARACTER",
     .default_text = "the one that the header has",
     .help = "What separates the columns: one character, or the word tab."},
    {.name = "dates",
     .letter = 'd',
     .type = AWOL_OPTION_CHOICE,
     .metavar = "FORM",
     .choices = date_forms,
     .default_text = "edtf",
     .help =
         "How the dates of a table are written: edtf, or text as awol-date(1) reads it. Neither "
         "is tried after the other."},
    {.name = "dmy", .help = "With --dates text: in 3/4/1776 the day stands first."},
    {.name = "mdy", .help = "With --dates text: in 3/4/1776 the month stands first."},
    {.name = "about",
     .type = AWOL_OPTION_INTEGER,
     .metavar = "DAYS",
     .min = 0,
     .max = 36500,
     .default_text = "365",
     .help = "With --dates text: how far circa and ~ move the ends of a year outwards; a month's "
             "by 30/365 of it, a day's by 3/365. The rule of such a row has about in it."},
    {.name = "report",
     .unrecorded = true,
     .help = "Say for every rule that read a date how often it did, with the first text."},
    {.name = "rejects",
     .letter = 'r',
     .type = AWOL_OPTION_FILE,
     .metavar = "FILE",
     .help = "Write the rows that are refused to FILE, as they stand, each below a line \"#! "
             "file:line:column: reason\", and go on with the others. Put right, FILE can be read "
             "again."},
    {.name = "accept-rejects",
     .type = AWOL_OPTION_FLAG,
     .help = "With --rejects: end with status 0 although rows were refused."},
    {.name = "campaign",
     .type = AWOL_OPTION_TEXT,
     .metavar = "TEXT",
     .default_text = "the title in datapackage.json, else the name of the file",
     .help = "What the records are about; it is carried to every later result and figure."},
};

static const struct awol_paragraph paragraphs[] = {
    {"DESCRIPTION",
     "Reads records of desertion and writes them as a stream of events, in the order of the files. "
     "A column of a file whose name is that of a column of the events (see awol-stream(5)) is read "
     "as that; others are named with --columns or --map, and columns that nothing takes are listed "
     "on standard error. Only date is needed: EDTF (ISO 8601-2:2019), levels 0 to 2, as "
     "1776-08-27, 1776-08, 1776-08?, 1776-08-27/1776-09-03, ../1776-08-27, 1776-08-1X. A set of "
     "dates ([1776-08-03,1776-08-27]) counts as the shortest span that holds them all. With julian "
     "in the column calendar, the date is read as old style."},
    {NULL, "With --dates text, dates are read as awol-date(1) reads them: 27 Aug. 1776, 3 7bris "
           "1776, Anfang August 1776, ca. 1776, eodem (the row before). The column date is EDTF "
           "all the same, text keeps the words, and rule names the rule."},
    {NULL, "In TEI, an event or a state is a row: of the person in whose description it stands, "
           "else one of each person in it. Dates are @when, @notBefore, @notAfter, @from, @to, as "
           "days of the Gregorian calendar whatever @calendar says of the words, with -0001 for 1 "
           "BCE; in @when-iso and the like, EDTF. A state is dated by its beginning. The unit is "
           "the org of the event's @ref, else the affiliation that holds on that day, else the one "
           "orgName in the event, else the org that it stands in; the place is @where, else the "
           "one placeName; "
           "orgs and places get their names if they are declared before they are used, else they "
           "keep their ids. @cert below high stands in qualifier, @source or bibl in source."},
    {NULL, "A row without a count is one man; a row without an id gets FILE:LINE."},
    {"ROWS THAT CANNOT BE READ",
     "A bad date, number or word, or a cell too few, refuses the row and nothing is guessed. "
     "Without "
     "--rejects, the first ten are shown with line, column and reason, and the stream is left "
     "without its last line, so that the next tool refuses it; status 3. With --rejects the stream "
     "is whole, and the status is 3 unless --accept-rejects is given. Events of a TEI file in FILE "
     "are for the eye: they are put right in their own file. An event whose date is not known is "
     "refused; a birth or a death is no event. XML that is not well-formed, or refers to an entity "
     "that it declares, is not read any further; status 3."},
};

static const struct awol_example examples[] = {
    {"The desertions among the Hessian auxiliaries, as events",
     "awol-read datasets/hessian/deserters.csv"},
    {"A table with other names for its columns",
     "printf 'Day;Men\\n1778-06-18;12\\n' | awol-read --columns date=Day,count=Men"},
    {"Dates as the source has them",
     "printf 'date,count\\n27ten Augusti 1776,3\\neodem,1\\n' | awol-read --dates text --report"},
    {"A person of a TEI file, whose return is told by another word",
     "printf '<TEI><person xml:id=\"m1\"><event type=\"desertion\" when=\"1778-06-18\"/>"
     "<event type=\"return\" when=\"1778-07\"/></person></TEI>' | "
     "awol-read --types desertion,return=rejoined"},
    {"Keep what cannot be read for correction",
     "printf 'date,count\\n1778-06-18,12\\n1778-06-31,5\\n' | awol-read --rejects /dev/null "
     "--accept-rejects"},
};

static const char *const see_also[] = {"awol-count", "awol-date", "awol-stream", NULL};

/* A run of the tool. */
struct job {
    struct awol_arguments *arguments;
    struct awol_reader_settings settings;
    struct awol_column_map columns;
    struct awol_event_types types;
    struct awol_stream_writer writer;
    bool begun;
    unsigned extras; /* columns that the stream has besides the common ones */
    FILE *rejects;
    size_t n_rows, n_refused;
    struct awol_spelling_settings spellings;
    struct awol_arena arena; /* texts of the rules */
    struct rule *rules;
    size_t n_rules;
};

/* A rule that read dates. */
struct rule {
    const char *name;
    const char *example;
    size_t n;
};

/* ---- options ------------------------------------------------------------------------------ */

static bool ends_in_json(const char *path)
{
    const size_t length = strlen(path);

    return length > 5 && strcmp(path + length - 5, ".json") == 0;
}

static enum awol_status take_columns(struct job *job, struct awol_error *error)
{
    const char *const map = awol_arguments_text(job->arguments, "map", NULL);
    enum awol_status status = AWOL_OK;

    for (size_t i = 0; i < awol_arguments_count(job->arguments, "columns"); i++) {
        struct awol_error inner;

        status = awol_column_map_parse(&job->columns,
                                       awol_arguments_value(job->arguments, "columns", i), &inner);
        if (status == AWOL_USAGE)
            return awol_arguments_refuse(job->arguments, "columns", error, "%s", inner.message);
        if (status != AWOL_OK)
            return awol_error_memory(error);
    }
    if (map && ends_in_json(map))
        job->settings.opt_package = map;
    else if (map)
        status = awol_column_map_read(&job->columns, map, error);
    return status;
}

static enum awol_status take_dates(struct job *job, struct awol_error *error)
{
    struct awol_arguments *const arguments = job->arguments;
    const bool text = strcmp(awol_arguments_text(arguments, "dates", "edtf"), "text") == 0;
    const char *const others[] = {"dmy", "mdy", "about"};

    for (size_t i = 0; i < 3 && !text; i++) {
        if (awol_arguments_has(arguments, others[i]))
            return awol_arguments_refuse(arguments, others[i], error, "it goes with --dates text");
    }
    if (!text)
        return AWOL_OK;
    if (awol_arguments_has(arguments, "dmy") && awol_arguments_has(arguments, "mdy"))
        return awol_arguments_refuse(arguments, "dmy", error, "not together with --mdy");
    if (awol_arguments_has(arguments, "dmy"))
        job->spellings.order = AWOL_ORDER_DAY_MONTH;
    if (awol_arguments_has(arguments, "mdy"))
        job->spellings.order = AWOL_ORDER_MONTH_DAY;
    job->spellings.about_days = awol_arguments_integer(arguments, "about", AWOL_ABOUT_DAYS);
    job->columns.opt_spellings = &job->spellings;
    return AWOL_OK;
}

static enum awol_status take_types(struct job *job, struct awol_error *error)
{
    for (size_t i = 0; i < awol_arguments_count(job->arguments, "types"); i++) {
        struct awol_error inner;
        const enum awol_status status = awol_event_types_parse(
            &job->types, awol_arguments_value(job->arguments, "types", i), &inner);

        if (status == AWOL_USAGE)
            return awol_arguments_refuse(job->arguments, "types", error, "%s", inner.message);
        if (status != AWOL_OK)
            return awol_error_memory(error);
    }
    return AWOL_OK;
}

static enum awol_status take_separator(struct job *job, struct awol_error *error)
{
    const char *const text = awol_arguments_text(job->arguments, "separator", NULL);

    if (!text)
        return AWOL_OK;
    if (strcmp(text, "tab") == 0 || strcmp(text, "\\t") == 0)
        job->settings.separator = '\t';
    else if (strlen(text) == 1 && text[0] > 0 && !strchr("\"\r\n", text[0]))
        job->settings.separator = text[0];
    else
        return awol_arguments_refuse(job->arguments, "separator", error,
                                     "“%.20s” is not one character", text);
    return AWOL_OK;
}

/* Corrected rows are read again: the file that they stand in must not be emptied before. */
static bool is_input(const struct job *job, const char *path)
{
    struct stat wanted, input;

    if (stat(path, &wanted) != 0 || !S_ISREG(wanted.st_mode))
        return false;
    for (size_t i = 0; i < awol_arguments_n_operands(job->arguments); i++) {
        if (stat(awol_arguments_operand(job->arguments, i), &input) == 0 &&
            input.st_dev == wanted.st_dev && input.st_ino == wanted.st_ino)
            return true;
    }
    return false;
}

static enum awol_status open_rejects(struct job *job, struct awol_error *error)
{
    const char *const path = awol_arguments_text(job->arguments, "rejects", NULL);

    if (!path && awol_arguments_has(job->arguments, "accept-rejects"))
        return awol_arguments_refuse(job->arguments, "accept-rejects", error,
                                     "it goes with --rejects FILE");
    if (!path)
        return AWOL_OK;
    if (is_input(job, path))
        return awol_arguments_refuse(job->arguments, "rejects", error,
                                     "%.200s is one of the files to be read", path);
    job->rejects = fopen(path, "wb");
    return job->rejects ? AWOL_OK : awol_error_file(error, path, "cannot be written", errno);
}

/* A run that fails otherwise than by its rows leaves no half of a file behind. */
static void drop_rejects(struct job *job)
{
    struct stat opened;

    if (!job->rejects)
        return;
    if (fstat(fileno(job->rejects), &opened) == 0 && S_ISREG(opened.st_mode))
        remove(awol_arguments_text(job->arguments, "rejects", ""));
    fclose(job->rejects);
}

static enum awol_status close_rejects(struct job *job, struct awol_error *error)
{
    bool failed;

    if (!job->rejects)
        return AWOL_OK;
    errno = 0;
    failed = ferror(job->rejects) != 0;
    failed = fclose(job->rejects) != 0 || failed;
    job->rejects = NULL;
    if (failed)
        return awol_error_file(error, awol_arguments_text(job->arguments, "rejects", ""),
                               "cannot be written", errno != 0 ? errno : EIO);
    return AWOL_OK;
}

/* ---- rows --------------------------------------------------------------------------------- */

static size_t n_files(const struct job *job)
{
    const size_t n = awol_arguments_n_operands(job->arguments);

    return n == 0 ? 1 : n;
}

static const char *file_at(const struct job *job, size_t index)
{
    if (awol_arguments_n_operands(job->arguments) == 0)
        return "-";
    return awol_arguments_operand(job->arguments, index);
}

static const char *shown_name(const char *path)
{
    return strcmp(path, "-") == 0 ? "standard input" : path;
}

/* Which extra columns any of the files has: the stream has the same ones from its first row on. A
 * file that cannot be opened says so in its turn. */
static unsigned find_extras(const struct job *job, const struct awol_reader *first)
{
    unsigned extras = awol_reader_extras(first);

    for (size_t i = 1; i < n_files(job); i++) {
        const char *const path = file_at(job, i);
        struct awol_reader *reader = NULL;
        struct stat file;

        if (stat(path, &file) != 0 || !S_ISREG(file.st_mode) ||
            awol_reader_open(path, &job->settings, &reader, NULL) != AWOL_OK)
            continue;
        extras |= awol_reader_extras(reader);
        awol_reader_close(reader);
    }
    return extras;
}

/* Headers come out when the first file is open, because its package may name the campaign. */
static void begin_stream(struct job *job, const struct awol_reader *reader)
{
    const char *columns[AWOL_EVENT_MAX_COLUMNS];
    const char *campaign = awol_reader_title(reader);

    if (job->begun)
        return;
    job->begun = true;
    if (campaign[0] == '\0')
        campaign = awol_file_name(shown_name(file_at(job, 0)));
    campaign = awol_arguments_text(job->arguments, "campaign", campaign);
    awol_stream_writer_begin(&job->writer, awol_arguments_output(job->arguments), "events");
    awol_stream_writer_header(&job->writer, "campaign", campaign);
    for (size_t i = 0; i < n_files(job); i++)
        awol_stream_writer_header(&job->writer, "source", shown_name(file_at(job, i)));
    awol_stream_writer_header(&job->writer, "command", awol_arguments_command(job->arguments));
    job->extras = find_extras(job, reader);
    awol_stream_writer_table(&job->writer, "events", NULL, 0, columns,
                             awol_event_layout(job->extras, columns));
}

static void write_reject(struct job *job, const struct awol_reader *reader, bool first,
                         const struct awol_reading *reading)
{
    char reason[1200];
    size_t length;
    const char *const header = awol_reader_header(reader, &length);

    if (first && length > 0) {
        fwrite(header, 1, length, job->rejects);
        putc('\n', job->rejects);
    }
    awol_error_format(&reading->reason, reason, sizeof reason);
    fprintf(job->rejects, "#! %s\n", reason);
    fwrite(reading->text, 1, reading->length, job->rejects);
    putc('\n', job->rejects);
}

static enum awol_status count_rule(struct job *job, const struct awol_event *event,
                                   struct awol_error *error)
{
    struct rule *rules;
    size_t i = 0;

    while (i < job->n_rules && strcmp(job->rules[i].name, event->rule) != 0)
        i++;
    if (i < job->n_rules) {
        job->rules[i].n++;
        return AWOL_OK;
    }
    rules = realloc(job->rules, (i + 1) * sizeof *rules);
    if (!rules)
        return awol_error_memory(error);
    job->rules = rules;
    rules[i] = (struct rule){.name = awol_arena_string(&job->arena, event->rule),
                             .example = awol_arena_string(&job->arena, event->text),
                             .n = 1};
    if (!rules[i].name || !rules[i].example)
        return awol_error_memory(error);
    job->n_rules++;
    return AWOL_OK;
}

static void report_rules(const struct job *job)
{
    char shown[AWOL_SHOWN_SIZE];

    for (size_t i = 0; i < job->n_rules; i++)
        awol_arguments_say(job->arguments, "%zu by the rule %s, first %s", job->rules[i].n,
                           job->rules[i].name[0] != '\0' ? job->rules[i].name : "of the days",
                           awol_text_show(job->rules[i].example, shown, sizeof shown));
}

static enum awol_status read_rows(struct job *job, struct awol_reader *reader,
                                  struct awol_error *error)
{
    struct awol_reading reading;
    const size_t before = job->n_refused;
    const bool report = awol_arguments_has(job->arguments, "report");
    enum awol_status status;

    for (;;) {
        status = awol_reader_next(reader, &reading, error);
        if (status != AWOL_OK || reading.kind == AWOL_READING_END)
            return status;
        job->n_rows++;
        if (reading.kind == AWOL_READING_EVENT) {
            awol_event_write(&reading.event, job->extras, &job->writer);
            if (report)
                status = count_rule(job, &reading.event, error);
            if (status != AWOL_OK)
                return status;
            continue;
        }
        job->n_refused++;
        if (job->rejects)
            write_reject(job, reader, job->n_refused == before + 1, &reading);
        else if (job->n_refused <= SHOWN_REFUSALS)
            awol_arguments_fail(job->arguments, &reading.reason);
    }
}

static enum awol_status read_file(struct job *job, const char *path, struct awol_error *error)
{
    struct awol_reader *reader = NULL;
    enum awol_status status = awol_reader_open(path, &job->settings, &reader, error);

    if (status != AWOL_OK)
        return status;
    if (awol_reader_unused(reader)[0] != '\0')
        awol_arguments_say(job->arguments, "%s: columns that are not read: %s", shown_name(path),
                           awol_reader_unused(reader));
    begin_stream(job, reader);
    status = read_rows(job, reader, error);
    if (status == AWOL_OK && awol_reader_passed_over(reader)[0] != '\0')
        awol_arguments_say(job->arguments, "%s: events of types that are not read: %s",
                           shown_name(path), awol_reader_passed_over(reader));
    awol_reader_close(reader);
    return status;
}

/* ---- the end ------------------------------------------------------------------------------ */

static enum awol_status refuse_all(const struct job *job, struct awol_error *error)
{
    return awol_error_set(error, AWOL_DATA,
                          "%zu of %zu rows cannot be read%s; --rejects FILE sets them aside",
                          job->n_refused, job->n_rows,
                          job->n_refused > SHOWN_REFUSALS ? " (the first ten are shown)" : "");
}

static enum awol_status finish(struct job *job, struct awol_error *error)
{
    const char *const path = awol_arguments_text(job->arguments, "rejects", NULL);
    enum awol_status status;

    if (job->n_refused > 0 && !path)
        return refuse_all(job, error);
    status = awol_stream_writer_end(&job->writer, error);
    if (status == AWOL_OK)
        status = close_rejects(job, error);
    if (status != AWOL_OK || job->n_refused == 0)
        return status;
    awol_arguments_keep_output(job->arguments);
    if (!awol_arguments_has(job->arguments, "accept-rejects"))
        return awol_error_set(error, AWOL_DATA, "%zu of %zu rows cannot be read: they are in %s",
                              job->n_refused, job->n_rows, path);
    awol_arguments_say(job->arguments, "%zu of %zu rows cannot be read: they are in %s",
                       job->n_refused, job->n_rows, path);
    return AWOL_OK;
}

static enum awol_status run(struct awol_arguments *arguments, struct awol_error *error)
{
    struct job job = {.arguments = arguments,
                      .settings.opt_format = awol_arguments_text(arguments, "format", NULL)};
    enum awol_status status;

    awol_column_map_init(&job.columns);
    awol_event_types_init(&job.types);
    job.settings.opt_columns = &job.columns;
    awol_arena_init(&job.arena);
    job.settings.opt_types = &job.types;
    status = take_separator(&job, error);
    if (status == AWOL_OK)
        status = take_types(&job, error);
    if (status == AWOL_OK)
        status = take_dates(&job, error);
    if (status == AWOL_OK)
        status = take_columns(&job, error);
    if (status == AWOL_OK)
        status = open_rejects(&job, error);
    for (size_t i = 0; i < n_files(&job) && status == AWOL_OK; i++)
        status = read_file(&job, file_at(&job, i), error);
    if (status == AWOL_OK)
        report_rules(&job);
    if (status == AWOL_OK)
        status = finish(&job, error);
    drop_rejects(&job);
    awol_event_types_release(&job.types);
    awol_column_map_release(&job.columns);
    awol_arena_release(&job.arena);
    free(job.rules);
    return status;
}

static const struct awol_tool tool = {
    .name = "awol-read",
    .summary = "records of desertion to events",
    .operands = "[FILE…]",
    .max_operands = SIZE_MAX,
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .paragraphs = paragraphs,
    .n_paragraphs = sizeof paragraphs / sizeof paragraphs[0],
    .examples = examples,
    .n_examples = sizeof examples / sizeof examples[0],
    .see_also = see_also,
    .run = run,
};

int main(int argc, char **argv)
{
    return awol_tool_main(&tool, argc, argv);
}
