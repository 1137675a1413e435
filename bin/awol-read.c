#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/stream.h"
#include "base/text.h"
#include "cli/tool.h"
#include "read/file.h"
#include "read/reader.h"
#include "read/rejects.h"
#include "read/rule_tally.h"
#include "record/event.h"
#include "tool/reading.h"

enum { SHOWN_REFUSALS = 10 };

static const struct awol_option options[] = {
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
    {NULL,
     "A table is UTF-8, or what its byte order mark or --encoding says; a file may be packed by "
     "gzip, whatever its name. Neither is guessed: bytes that are not of the encoding refuse "
     "their row. Columns without a name at the end of a table are none where they are empty."},
    {NULL,
     "A row without a count is one man; a row without an id gets FILE:LINE. A count may be in "
     "words, in English, German or French: 75 to 100, between 75 and 100, at least 500, not "
     "less than 500, 500 or more, over 500 (501), up to 500, under 500 (499), about 500, 500+, "
     "<500, mindestens, über, höchstens, etwa, au moins, environ. They say its kind."},
    {"SEVERAL EVENTS IN ONE ROW",
     "A file with one row a man and numbered columns (dsrtdt01, dsrtdt02 …) gives one event for "
     "each date that is filled: --columns 'id=recid,deserted:date=dsrtdt#,deserted:place=dsrtpl#,"
     "rejoined:date=rtrndt#'. A word before a colon is the event; a number without a date is no "
     "event. The events keep the man's id in person, and the header text of their date in id. "
     "Where "
     "one of them cannot be read, the row is refused as a whole. Rows without any date are "
     "counted, "
     "and so are events without a date of which another column is filled. The map file may have "
     "the "
     "same names (deserted:date = dsrtdt#)."},
    {"MEN WHO STAYED",
     "A row with enter or leave, and with neither date nor event, is a man of whom nothing is told "
     "but that he was there: his count is 0, and awol-count --person-time has his days. Where the "
     "file has no column for the event, nor a day in leave, the row is told as doubtful."},
    {"SPREADSHEETS",
     "Of a spreadsheet (.xlsx, .ods) one sheet is read: the first, or that of --sheet. Its first "
     "row in which anything stands is the header. A date is what its cell shows: one that shows "
     "August 1776 is that month, although the program keeps it as the first of August. Dates "
     "before 1900 are read where the program can keep them (LibreOffice) or has them as text "
     "(Excel). True and false are yes and no. A cell that shows an error, or holds a formula "
     "without a stored result, refuses its row if it is in a column that is read. The line of a "
     "message is the row of the sheet, its column the column, and the message begins with the name "
     "of the cell. Rows in the file of --rejects are csv."},
    {"TEI",
     "In TEI, an event or a state is a row: of the person in whose description it stands, "
     "else one of each person in it. Dates are @when, @notBefore, @notAfter, @from, @to, as "
     "days of the Gregorian calendar whatever @calendar says of the words, with -0001 for 1 "
     "BCE; in @when-iso and the like, EDTF. A state is dated by its beginning. The unit is "
     "the org of the event's @ref, else the affiliation that holds on that day, else the one "
     "orgName in the event, else the org that it stands in; the place is @where, else the "
     "one placeName; "
     "orgs and places get their names if they are declared before they are used, else they "
     "keep their ids. The first persName of a person is his name, and a roleName in it or beside "
     "it his rank, unless its @type is of another kind. @cert below high stands in qualifier, "
     "@source or bibl in source."},
    {"GEDCOM",
     "An EVEN, a FACT or a tag of an extension (_MILT) of a person is a row. TYPE says what it is, "
     "else its value, else the tag; AGNC is the unit, PLAC the place, NAME the man's name without "
     "its strokes. A source is called by its TITL if it stands in the file before it is cited, "
     "else "
     "by its id; QUAY 0 and 1 stand in qualifier. Dates are those of awol-date --from gedcom, in "
     "the grammar of the version that the file says; calendar is that of the text. NOTE and CAUS "
     "are for the eye. Births and deaths are no events unless --types names their tags. HEAD.CHAR "
     "may be UTF-8, ASCII, UNICODE or a name that iconv(1) knows; ANSEL is refused."},
    {"ROWS THAT CANNOT BE READ",
     "A bad date, number or word, or a cell too few, refuses the row and nothing is guessed. "
     "Without "
     "--rejects, the first ten are shown with line, column and reason, and the stream is left "
     "without its last line, so that the next tool refuses it; status 3. With --rejects the stream "
     "is whole, and the status is 3 unless --accept-rejects is given. Events of a TEI or GEDCOM "
     "file in FILE are for the eye: they are put right in their own file. An event whose date is "
     "not known is "
     "refused; a birth or a death is no event. GEDCOM with a broken line, a level that is skipped "
     "or "
     "no 0 TRLR, and XML that is not well-formed, or refers to an entity "
     "that it declares, is not read any further; status 3."},
};

static const struct awol_example examples[] = {
    {"The desertions among the Hessian auxiliaries, as events",
     "awol-read datasets/hessian/deserters.csv"},
    {"A table with other names for its columns",
     "printf 'Day;Men\\n1778-06-18;12\\n' | awol-read --columns date=Day,count=Men"},
    {"Dates as the source has them",
     "printf 'date,count\\n27ten Augusti 1776,3\\neodem,1\\n' | awol-read --dates text --report"},
    {"One row a man, and his desertions in numbered columns",
     "printf 'recid,d1,d2,back\\n7,186407--,18640901,18640800\\n' | awol-read --dates compact "
     "--columns 'id=recid,deserted:date=d#,rejoined:date=back'"},
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
    struct awol_reading_options reading;
    struct awol_stream_writer writer;
    bool begun;
    unsigned extras; /* columns that the stream has besides the common ones */
    struct awol_rejects *opt_rejects;
    size_t n_rows, n_refused;
    struct awol_rule_tally rules;
};

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

static enum awol_status open_rejects(struct job *job, struct awol_error *error)
{
    const char *const path = awol_arguments_text(job->arguments, "rejects", NULL);
    const size_t n = awol_arguments_n_operands(job->arguments);
    const char **const inputs = calloc(n + 1, sizeof *inputs);
    struct awol_error inner;
    enum awol_status status;

    if (!inputs)
        return awol_error_memory(error);
    for (size_t i = 0; i < n; i++)
        inputs[i] = awol_arguments_operand(job->arguments, i);
    status = awol_rejects_open(path, inputs, n, &job->opt_rejects, &inner);
    free(inputs);
    if (status == AWOL_USAGE)
        return awol_arguments_refuse(job->arguments, "rejects", error, "%s", inner.message);
    if (status != AWOL_OK)
        *error = inner;
    return status;
}

static enum awol_status take_rejects(struct job *job, struct awol_error *error)
{
    if (awol_arguments_has(job->arguments, "rejects"))
        return open_rejects(job, error);
    if (awol_arguments_has(job->arguments, "accept-rejects"))
        return awol_arguments_refuse(job->arguments, "accept-rejects", error,
                                     "it goes with --rejects FILE");
    return AWOL_OK;
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
            awol_reader_open(path, &job->reading.settings, &reader, NULL) != AWOL_OK)
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

static void report_rules(const struct job *job)
{
    char shown[AWOL_SHOWN_SIZE];

    for (size_t i = 0; i < job->rules.n_rules; i++) {
        const struct awol_rule_count *const rule = &job->rules.rules[i];

        awol_arguments_say(job->arguments, "%zu by the rule %s, first %s", rule->n,
                           rule->name[0] != '\0' ? rule->name : "of the days",
                           awol_text_show(rule->example, shown, sizeof shown));
    }
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
        if (status != AWOL_OK)
            return status;
        job->n_rows += reading.n_silent;
        if (reading.kind == AWOL_READING_END)
            return AWOL_OK;
        job->n_rows += reading.same_row ? 0 : 1;
        if (reading.kind == AWOL_READING_EVENT) {
            awol_event_write(&reading.event, job->extras, &job->writer);
            if (report)
                status = awol_rule_tally_add(&job->rules, &reading.event, error);
            if (status != AWOL_OK)
                return status;
            continue;
        }
        job->n_refused++;
        if (job->opt_rejects)
            awol_rejects_write(job->opt_rejects, reader, job->n_refused == before + 1, &reading);
        else if (job->n_refused <= SHOWN_REFUSALS)
            awol_arguments_fail(job->arguments, &reading.reason);
    }
}

static enum awol_status read_file(struct job *job, const char *path, struct awol_error *error)
{
    struct awol_reader *reader = NULL;
    enum awol_status status = awol_reader_open(path, &job->reading.settings, &reader, error);

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
    for (size_t i = 0; status == AWOL_OK && awol_reader_remark(reader, i); i++)
        awol_arguments_warn(job->arguments, "%s: %s", shown_name(path),
                            awol_reader_remark(reader, i));
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
    if (status == AWOL_OK && job->opt_rejects) {
        status = awol_rejects_close(job->opt_rejects, error);
        job->opt_rejects = NULL;
    }
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
    struct job job = {.arguments = arguments};
    enum awol_status status;

    awol_reading_options_init(&job.reading);
    awol_rule_tally_init(&job.rules);
    status = awol_reading_options_take(&job.reading, arguments, error);
    if (status == AWOL_OK)
        status = take_rejects(&job, error);
    for (size_t i = 0; i < n_files(&job) && status == AWOL_OK; i++)
        status = read_file(&job, file_at(&job, i), error);
    if (status == AWOL_OK)
        report_rules(&job);
    if (status == AWOL_OK)
        status = finish(&job, error);
    awol_rejects_drop(job.opt_rejects);
    awol_rule_tally_release(&job.rules);
    awol_reading_options_release(&job.reading);
    return status;
}

static const struct awol_tool tool = {
    .name = "awol-read",
    .summary = "records of desertion to events",
    .operands = "[FILE…]",
    .max_operands = SIZE_MAX,
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .groups = awol_reading_groups,
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
