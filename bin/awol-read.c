#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/stream.h"
#include "base/text.h"
#include "cli/tool.h"
#include "read/reader.h"
#include "read/rule_tally.h"
#include "record/event.h"
#include "tool/reading.h"
#include "tool/records.h"

static const struct awol_option options[] = {
    {.name = "report",
     .unrecorded = true,
     .help = "Say for every rule that read a date how often it did, with the first text."},
};

static const struct awol_option_group *const groups[] = {
    &awol_reading_file_group, &awol_reading_date_group, &awol_refusals_group, &awol_campaign_group,
    NULL};

static const struct awol_paragraph paragraphs[] = {
    {"DESCRIPTION",
     "Reads records of desertion and writes them as a stream of events, in the order of the files. "
     "A column of a file whose name is that of a column of the events (see awol-stream(5)), in "
     "small letters or capitals, is read as that; others are named with --columns or --map, and "
     "columns that nothing takes are listed "
     "on standard error. Only date is needed: EDTF (ISO 8601-2:2019), levels 0 to 2, as "
     "1776-08-27, 1776-08, 1776-08?, 1776-08-27/1776-09-03, ../1776-08-27, 1776-08-1X. A set of "
     "dates ([1776-08-03,1776-08-27]) counts as the shortest span that holds them all. With julian "
     "in the column calendar, the date is read as old style."},
    {NULL,
     "With --dates text, dates are read as awol-date(1) reads them: 27 Aug. 1776, 3 7bris "
     "1776, Anfang August 1776, ca. 1776, eodem (the row before). The column date is EDTF "
     "all the same, text keeps the words, and rule names the rule. A column of the file that is "
     "called text is then read only if --columns names it."},
    {NULL,
     "A table is UTF-8, or what its byte order mark or --encoding says; a file may be packed by "
     "gzip, whatever its name. Neither is guessed: bytes that are not of the encoding refuse "
     "their row. Columns without a name at the end of a table are none where they are empty."},
    {NULL,
     "A row is one man where the table has no column count, or where it names him (person, name); "
     "another row whose count is empty is refused, because not known is not one. A row without an "
     "id gets FILE:LINE. A count may be in "
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
    struct awol_refusals refusals;
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

    if (job->begun)
        return;
    job->begun = true;
    awol_stream_writer_begin(&job->writer, awol_arguments_output(job->arguments), "events");
    awol_stream_writer_header(&job->writer, "campaign",
                              awol_records_campaign(job->arguments, reader, file_at(job, 0)));
    for (size_t i = 0; i < n_files(job); i++)
        awol_stream_writer_header(&job->writer, "source", awol_records_shown(file_at(job, i)));
    awol_stream_writer_header(&job->writer, "command", awol_arguments_command(job->arguments));
    job->extras = find_extras(job, reader);
    awol_stream_writer_table(&job->writer, "events", NULL, 0, columns,
                             awol_reading_layout(&job->reading, job->extras, columns));
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
    const bool report = awol_arguments_has(job->arguments, "report");
    enum awol_status status;

    for (;;) {
        status = awol_reader_next(reader, &reading, error);
        if (status != AWOL_OK)
            return status;
        awol_refusals_pass(&job->refusals, reading.n_silent);
        if (reading.kind == AWOL_READING_END)
            return AWOL_OK;
        if (reading.kind == AWOL_READING_REFUSED) {
            awol_refusals_add(&job->refusals, reader, &reading);
            continue;
        }
        awol_refusals_pass(&job->refusals, reading.same_row ? 0 : 1);
        awol_event_write(&reading.event, job->extras, &job->writer);
        if (report)
            status = awol_rule_tally_add(&job->rules, &reading.event, error);
        if (status != AWOL_OK)
            return status;
    }
}

static enum awol_status read_file(struct job *job, const char *path, struct awol_error *error)
{
    struct awol_reader *reader = NULL;
    enum awol_status status = awol_reader_open(path, &job->reading.settings, &reader, error);

    if (status != AWOL_OK)
        return status;
    awol_records_tell_begin(job->arguments, reader, path);
    begin_stream(job, reader);
    awol_refusals_begin(&job->refusals);
    status = read_rows(job, reader, error);
    if (status == AWOL_OK)
        awol_records_tell_end(job->arguments, reader, path);
    awol_reader_close(reader);
    return status;
}

static enum awol_status run(struct awol_arguments *arguments, struct awol_error *error)
{
    struct job job = {.arguments = arguments, .refusals.arguments = arguments};
    enum awol_status status;

    awol_reading_options_init(&job.reading);
    awol_rule_tally_init(&job.rules);
    status = awol_reading_options_take(&job.reading, arguments, error);
    if (status == AWOL_OK)
        status = awol_refusals_take(&job.refusals, error);
    for (size_t i = 0; i < n_files(&job) && status == AWOL_OK; i++)
        status = read_file(&job, file_at(&job, i), error);
    if (status == AWOL_OK)
        report_rules(&job);
    if (status == AWOL_OK)
        status = awol_refusals_check(&job.refusals, error);
    if (status == AWOL_OK)
        status = awol_stream_writer_end(&job.writer, error);
    if (status == AWOL_OK)
        status = awol_refusals_finish(&job.refusals, error);
    awol_refusals_release(&job.refusals);
    awol_rule_tally_release(&job.rules);
    awol_reading_options_release(&job.reading);
    return status;
}

static const struct awol_tool tool = {
    .name = "awol-read",
    .summary = "records of desertion to events",
    .operands = "[FILE…]",
    .max_operands = SIZE_MAX,
    .groups = groups,
    AWOL_TOOL_ARRAYS,
    .run = run,
};

int main(int argc, char **argv)
{
    return awol_tool_main(&tool, argc, argv);
}
