/* awol-date: date texts as days, by rules that have names. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/stream.h"
#include "base/text.h"
#include "cli/tool.h"
#include "date/gedcom.h"
#include "date/spelling.h"
#include "date/tei.h"
#include "read/file.h"
#include "tool/dates.h"

enum grammar { TEXT, EDTF, TEI, GEDCOM };

static const char *const grammars[] = {"text", "edtf", "tei", "gedcom", NULL};
static const char *const gedcom_versions[] = {"5.5.1", "7.0", NULL};

static const struct awol_option options[] = {
    {.name = "from",
     .letter = 'f',
     .type = AWOL_OPTION_CHOICE,
     .metavar = "GRAMMAR",
     .choices = grammars,
     .default_text = "text",
     .help =
         "What the texts are: text, as historians write dates; edtf, ISO 8601-2:2019; tei, what "
         "stands in @when, @from and the like of TEI P5; gedcom, what stands behind DATE. None "
         "is tried after another: 1910-30 means different things as text and as edtf, -0043 as "
         "edtf and as tei."},
    {.name = "gedcom",
     .letter = 'g',
     .type = AWOL_OPTION_CHOICE,
     .metavar = "VERSION",
     .choices = gedcom_versions,
     .default_text = "either, but not both in one text",
     .help = "With --from gedcom: by which version's grammar the texts are read."},
    {.name = "dmy", .help = "In 3/4/1776 the day stands first: 3 April."},
    {.name = "mdy", .help = "In 3/4/1776 the month stands first: 4 March."},
    {.name = "calendar",
     .letter = 'c',
     .type = AWOL_OPTION_CHOICE,
     .metavar = "NAME",
     .choices = awol_dates_calendars,
     .default_text = "gregorian",
     .help = "The calendar of the texts. What says itself that it is old style, or names a month "
             "of the French Republic, goes by that. All days that are written are Gregorian."},
    {.name = "lang",
     .letter = 'l',
     .type = AWOL_OPTION_CHOICE,
     .repeatable = true,
     .metavar = "LANGUAGE",
     .choices = awol_dates_languages,
     .default_text = "all three",
     .help = "Read the words of this language only; may be given again. Latin words are always "
             "read."},
    {.name = "year-start",
     .type = AWOL_OPTION_CHOICE,
     .metavar = "MM-DD",
     .choices = awol_dates_year_starts,
     .default_text = "01-01",
     .help = "The day on which the year number changes. With 03-25, 11 February 1731 is the one "
             "that is called 1732 today. Dual years (1731/2) say it themselves."},
    {.name = "about",
     .type = AWOL_OPTION_INTEGER,
     .metavar = "DAYS",
     .min = 0,
     .max = 36500,
     .default_text = "365",
     .help = "How far circa, about, ~ move each end of a year outwards; a month's ends move by "
             "30/365 of it, a day's by 3/365. It stands in the column widened."},
    {.name = "feasts",
     .help =
         "Read feasts too: Michaelmas 1776, Pfingsten 1777, la Toussaint 1778; the movable ones "
         "by the Easter of the calendar of the text. Without it they are refused."},
    {.name = "document-date",
     .type = AWOL_OPTION_TEXT,
     .metavar = "YYYY-MM-DD",
     .help = "The date of the letter or newspaper, in the calendar of the texts: inst. is its "
             "month, ult. the month before, prox. the next, and the past twenty-four hours end "
             "with it."},
};

static const struct awol_paragraph paragraphs[] = {
    {"DESCRIPTION",
     "Reads dates, one an operand or one a line of standard input, and writes for each what it "
     "means: EDTF, the first and the last day that it leaves possible, and the rule that read it. "
     "A text that no rule reads, or that two read differently, is refused with the column and what "
     "was expected there, and the status is 3. Nothing is guessed."},
    {"SPELLINGS",
     "Days: 27 Aug. 1776, Aug. 27th, 1776, 27ten Augusti 1776, 27.8.1776, 27.VIII.1776, 27/8/1776 "
     "(3/4/1776 needs --dmy or --mdy), 27 7bris 1776, the 7th inst., eodem or ditto (the row "
     "before). Months and years: Aug. 1776, Hornung 1776, 1776. Spans: 27-29 Aug. 1776, 1776-77, "
     "between … and …, zwischen … und …, entre … et …, from … to …, before, vor, ante, avant, "
     "after, nach, post, après. Dual years: 11 Feb. 1731/2. The French Republic: 11 frimaire an "
     "XIII."},
    {NULL, "Before and after keep the day, month or year that they name: before 1776 is ../1776. "
           "Early, mid and late (Anfang, Mitte, Ende; début, mi-, fin) are days 1 to 10, 11 to 20, "
           "21 to the end of a month, and thirds of a year. Spring is March to May; winter 1776 is "
           "December 1776 to February 1777. The rule names its parts, joined by +: "
           "before+about+month-year; disputed is a word that others read as another month."},
    {NULL,
     "A night is two days: in the night of the 7th (in der Nacht vom 7., dans la nuit du 7) is 7 "
     "to "
     "8, in der Nacht zum 8. as well. First and second half are days 1 to 15 and 16 to the end of "
     "a "
     "month, or six months of a year. 27 and 28 Aug. is a span, because the days follow one "
     "another. A weekday beside a date must be that day's, or the date is disputed; so for primidi "
     "to décadi. [1776] is read as 1776, supplied. Not after, spätestens, au plus tard are before, "
     "with that day; dès and à partir de are since. The ? of 1868-1871? is that of both years."},
    {"FEASTS",
     "With --feasts. Fixed: New Year's Day, Epiphany (Dreikönige), Candlemas (Lichtmess, "
     "Chandeleur, 2 February), Lady Day (25 March), St George (23 April), Midsummer Day or St John "
     "(Johannis, Saint-Jean, 24 June), St James (Jacobi, 25 July), Lammas (1 August), Assumption, "
     "Michaelmas (Michaelis, Saint-Michel, 29 September), All Saints (Allerheiligen, Toussaint), "
     "All Souls, Martinmas (Martini, Saint-Martin, 11 November), St Andrew (30 November), "
     "Christmas (Weihnachten, Noël). By Easter (Ostern, Pâques): Shrove Tuesday, Ash Wednesday, "
     "Palm Sunday, Good Friday, Ascension, Whitsun (Pfingsten, Pentecôte), Trinity, Corpus "
     "Christi."},
    {"FILES OF OTHERS",
     "--from tei: 1776, 1776-08, 1776-08-27 with a zone or a time of day or without, which are "
     "left "
     "out; -0001 is 1 BCE, there is no year 0000, and what has no year (--08-27) is refused. EDTF "
     "is read with a warning, but not before the year 1, where the two count differently. --from "
     "gedcom: 27 AUG 1776, AUG 1776, 1776, 44 BCE; ABT and EST are approximate, CAL and EST "
     "uncertain; BEF, AFT, BET … AND, FROM … TO, INT; @#DJULIAN@ 11 FEB 1731/32 or JULIAN 11 FEB "
     "1732, @#DFRENCH R@ 11 FRIM 13 or FRENCH_R 11 FRIM 13. The Hebrew calendar is refused, and so "
     "is a phrase alone. In a dual year the later one is read."},
    {NULL, "A two-digit year is refused, and so are 1800s (a decade or a century), 1801-02 (a "
           "month or two years) and 11/22 Feb. 1732 (a span, or one day by two calendars)."},
};

static const struct awol_example examples[] = {
    {"What some dates mean", "awol-date '27ten Augusti 1776' 'Anfang August 1776' 'ca. 1776'"},
    {"An old style date of a year that began on 25 March",
     "awol-date --calendar julian --year-start 03-25 '11 February 1731'"},
    {"The dates of a genealogical file",
     "awol-date --from gedcom 'BET 11 FEB 1731/32 AND MAR 1731/32' 'FRENCH_R 11 FRIM 13'"},
    {"Quarter days and movable feasts", "awol-date --feasts 'Michaelmas 1776' 'Pfingsten 1777'"},
    {"A newspaper's 7th instant", "awol-date --document-date 1777-06-12 'the 7th inst.'"},
};

static const char *const see_also[] = {"awol-read", "awol-stream", NULL};

static const char *const columns[] = {"text",     "edtf",      "earliest", "latest",
                                      "calendar", "qualifier", "rule",     "widened",
                                      "warning",  "column",    "reason"};
enum { N_COLUMNS = sizeof columns / sizeof columns[0] };

struct job {
    struct awol_arguments *arguments;
    struct awol_spelling_settings settings;
    enum grammar grammar;
    struct awol_gedcom_settings gedcom;
    struct awol_stream_writer writer;
    struct awol_spelling before;
    bool has_before;
    size_t n_rows, n_refused;
};

/* ---- options ------------------------------------------------------------------------------ */

/* Options that say nothing of texts in this grammar. */
static enum awol_status refuse_others(const struct job *job, struct awol_error *error)
{
    static const struct {
        const char *name;
        bool goes_with[4];
    } rows[] = {
        {"dmy", {[TEXT] = true}},           {"mdy", {[TEXT] = true}},
        {"lang", {[TEXT] = true}},          {"year-start", {[TEXT] = true}},
        {"document-date", {[TEXT] = true}}, {"calendar", {[TEXT] = true, [EDTF] = true}},
        {"feasts", {[TEXT] = true}},        {"gedcom", {[GEDCOM] = true}},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (awol_arguments_has(job->arguments, rows[i].name) && !rows[i].goes_with[job->grammar])
            return awol_arguments_refuse(job->arguments, rows[i].name, error,
                                         "not together with --from %s", grammars[job->grammar]);
    }
    if (job->grammar == EDTF && job->settings.calendar == AWOL_FRENCH_REPUBLICAN)
        return awol_arguments_refuse(job->arguments, "calendar", error,
                                     "EDTF has no dates of the French Republic");
    return AWOL_OK;
}

static void take_grammar(struct job *job)
{
    const char *const name = awol_arguments_text(job->arguments, "from", "text");
    const char *const version = awol_arguments_text(job->arguments, "gedcom", "");

    while (strcmp(grammars[job->grammar], name) != 0)
        job->grammar++;
    job->gedcom.about_days = job->settings.about_days;
    if (version[0] != '\0')
        job->gedcom.version = strcmp(version, "7.0") == 0 ? AWOL_GEDCOM_7 : AWOL_GEDCOM_5;
}

static enum awol_status take_settings(struct job *job, struct awol_error *error)
{
    enum awol_status status = awol_dates_take(job->arguments, &job->settings, error);

    if (status != AWOL_OK)
        return status;
    take_grammar(job);
    return refuse_others(job, error);
}

/* ---- rows --------------------------------------------------------------------------------- */

static void begin(struct job *job)
{
    char about[32];

    snprintf(about, sizeof about, "%lld", (long long)job->settings.about_days);
    awol_stream_writer_begin(&job->writer, awol_arguments_output(job->arguments), "dates");
    awol_stream_writer_header(&job->writer, "command", awol_arguments_command(job->arguments));
    awol_stream_writer_header(&job->writer, "about_days", about);
    awol_stream_writer_table(&job->writer, "dates", NULL, 0, columns, N_COLUMNS);
}

/* A stream is UTF-8: a byte that is not becomes U+FFFD. */
static void clean(const char *text, struct awol_text *ret_text)
{
    size_t length = strlen(text), bad;

    while ((bad = awol_text_find_invalid_utf8(text, length)) < length) {
        awol_text_append_bytes(ret_text, text, bad);
        awol_text_append(ret_text, "\xEF\xBF\xBD");
        text += bad + 1;
        length -= bad + 1;
    }
    awol_text_append(ret_text, text);
}

static enum awol_status write_refusal(struct job *job, const char *text,
                                      const struct awol_error *reason, struct awol_error *error)
{
    struct awol_text shown;
    enum awol_status status;
    char column[32];
    const char *cells[N_COLUMNS];

    awol_text_init(&shown);
    clean(text, &shown);
    cells[0] = awol_text_string(&shown);
    for (size_t i = 1; i < N_COLUMNS; i++)
        cells[i] = AWOL_NA;
    snprintf(column, sizeof column, "%zu", reason->place.column);
    cells[N_COLUMNS - 2] = column;
    cells[N_COLUMNS - 1] = reason->message;
    status = awol_text_check(&shown, error);
    if (status == AWOL_OK)
        awol_stream_writer_row(&job->writer, cells);
    awol_text_release(&shown);
    return status;
}

static void write_date(struct job *job, const char *text, const struct awol_spelling *date)
{
    char earliest[AWOL_DAY_TEXT_SIZE] = "..", latest[AWOL_DAY_TEXT_SIZE] = "..", widened[32];
    const char *const qualifier = awol_qualifier_name(date->qualifier);
    const char *const cells[N_COLUMNS] = {text,
                                          awol_spelling_edtf(date),
                                          earliest,
                                          latest,
                                          awol_calendar_name(date->calendar),
                                          qualifier[0] != '\0' ? qualifier : AWOL_NA,
                                          date->rule,
                                          widened,
                                          date->opt_warning ? date->opt_warning : AWOL_NA,
                                          AWOL_NA,
                                          AWOL_NA};

    if (!date->span.open_earliest)
        awol_day_format(date->span.earliest, earliest);
    if (!date->span.open_latest)
        awol_day_format(date->span.latest, latest);
    snprintf(widened, sizeof widened, "%lld", (long long)date->widened);
    awol_stream_writer_row(&job->writer, cells);
}

static enum awol_status read_date(struct job *job, const char *text, struct awol_spelling *ret_date,
                                  struct awol_error *reason)
{
    const size_t length = strlen(text);
    const size_t bad = awol_text_find_invalid_utf8(text, length);

    if (bad < length)
        return awol_error_at(reason, "", (struct awol_place){0, bad + 1}, "expected UTF-8");
    switch (job->grammar) {
    case EDTF:
        return awol_spelling_from_edtf(text, &job->settings, ret_date, reason);
    case TEI:
        return awol_tei_parse(text, &job->settings, ret_date, reason);
    case GEDCOM:
        return awol_gedcom_parse(text, &job->gedcom, ret_date, reason);
    case TEXT:
        break;
    }
    return awol_spelling_parse(text, &job->settings, job->has_before ? &job->before : NULL,
                               ret_date, reason);
}

static enum awol_status take_text(struct job *job, const char *text, struct awol_error *error)
{
    struct awol_spelling date;
    struct awol_error reason;

    job->n_rows++;
    job->has_before = read_date(job, text, &date, &reason) == AWOL_OK;
    if (!job->has_before) {
        job->n_refused++;
        return write_refusal(job, text, &reason, error);
    }
    job->before = date;
    write_date(job, text, &date);
    return AWOL_OK;
}

static enum awol_status take_lines(struct job *job, struct awol_error *error)
{
    char *line = NULL;
    size_t capacity = 0, number = 0;
    ssize_t length;
    enum awol_status status = AWOL_OK;

    errno = 0;
    while (status == AWOL_OK && (length = getline(&line, &capacity, stdin)) >= 0) {
        number++;
        if (strlen(line) != (size_t)length)
            status = awol_error_at(error, "-", (struct awol_place){number, strlen(line) + 1},
                                   "a NUL byte is no text");
        while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
            line[--length] = '\0';
        if (status == AWOL_OK)
            status = take_text(job, line, error);
    }
    if (status == AWOL_OK && (ferror(stdin) || (errno == ENOMEM && !feof(stdin))))
        status = errno == ENOMEM ? awol_error_memory(error)
                                 : awol_error_file(error, "-", "cannot be read", errno);
    free(line);
    return status;
}

static enum awol_status finish(struct job *job, struct awol_error *error)
{
    const enum awol_status status = awol_stream_writer_end(&job->writer, error);

    if (status != AWOL_OK || job->n_refused == 0)
        return status;
    awol_arguments_keep_output(job->arguments);
    return awol_error_set(error, AWOL_DATA,
                          "%zu of %zu dates cannot be read: the columns column and reason say why",
                          job->n_refused, job->n_rows);
}

static enum awol_status run(struct awol_arguments *arguments, struct awol_error *error)
{
    static const char *const lines = "-";
    const size_t n = awol_arguments_n_operands(arguments);
    const char *const output = awol_arguments_text(arguments, "output", "-");
    struct job job = {.arguments = arguments};
    enum awol_status status = take_settings(&job, error);

    if (status == AWOL_OK && n == 0 && strcmp(output, "-") != 0 &&
        awol_file_is_among(output, &lines, 1))
        status = awol_arguments_refuse(arguments, "output", error, "%.200s is the file to be read",
                                       output);
    if (status != AWOL_OK)
        return status;
    begin(&job);
    for (size_t i = 0; i < n && status == AWOL_OK; i++)
        status = take_text(&job, awol_arguments_operand(arguments, i), error);
    if (n == 0)
        status = take_lines(&job, error);
    return status == AWOL_OK ? finish(&job, error) : status;
}

static const struct awol_tool tool = {
    .name = "awol-date",
    .summary = "dates as historians write them to days, with the rule that read them",
    .operands = "[DATE…]",
    .max_operands = SIZE_MAX,
    AWOL_TOOL_ARRAYS,
    .run = run,
};

int main(int argc, char **argv)
{
    return awol_tool_main(&tool, argc, argv);
}
