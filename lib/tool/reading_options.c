/* The rows of the options that say how files of records are read. */
#include "tool/dates.h"
#include "tool/reading.h"

static const char *const date_forms[] = {"edtf", "text", "compact", NULL};

static const char *const decimal_marks[] = {"point", "comma", NULL};

static const char *const formats[] = {"csv", "tei", "gedcom", "xlsx", "ods", NULL};

static const char *const from_to_meanings[] = {"window", "span", NULL};

static const struct awol_option file_options[] = {
    {.name = "format",
     .letter = 'f',
     .type = AWOL_OPTION_CHOICE,
     .metavar = "NAME",
     .choices = formats,
     .default_text = "by the file",
     .help = "The format of the files. csv: a table with a header, separated by commas, semicolons "
             "or tabs. tei: TEI P5, whose events and states are read. gedcom: GEDCOM 5.5.1 or 7.0, "
             "whose persons' events and attributes are read. xlsx, ods: a sheet of a spreadsheet."},
    {.name = "sheet",
     .type = AWOL_OPTION_TEXT,
     .metavar = "NAME|N",
     .default_text = "the first that is not hidden; the others are told",
     .help = "Which sheet of a spreadsheet is read, by its name, or by its number among those that "
             "are not hidden."},
    {.name = "types",
     .letter = 't',
     .type = AWOL_OPTION_TEXT,
     .repeatable = true,
     .metavar = "TYPE[/SUBTYPE][=EVENT],…",
     .default_text = "the words of the events, and their nouns",
     .help =
         "Which events of a TEI file are read, by @type and @subtype, or of a GEDCOM file, by TYPE "
         "and value, and as which word of the events: --types desertion,return=rejoined. A type "
         "without a word is that word which "
         "it is or names, else deserted; * is any type, or none. Without the option: deserted, "
         "absent, surrendered, captured, rejoined, discharged, died, attempted, and desertion, "
         "absence, surrender, capture, discharge, death. Types that are not read are told. "
         "A tag of GEDCOM may be named as well (DEAT=died)."},
    {.name = "columns",
     .letter = 'c',
     .type = AWOL_OPTION_TEXT,
     .repeatable = true,
     .metavar = "COLUMN=HEADER,…",
     .help = "Which column of the file is which column of the events. A header text that holds a "
             "comma stands in quotes, which the shell must leave alone: "
             "--columns 'count=\"No., total\"'. Several events in one row have numbered columns, # "
             "being the number (date=dsrtdt#,place=dsrtpl#), or are named by their event "
             "(deserted:date=dsrtdt#,rejoined:date=returned); each date is an event then, and the "
             "row is a man. -=HEADER sets a column aside."},
    {.name = "map",
     .letter = 'm',
     .type = AWOL_OPTION_FILE,
     .metavar = "FILE",
     .help =
         "The same from a file of lines \"column = header text\", or from a datapackage.json, "
         "whose fields may have a property \"awol:column\" (\"-\": a column that is not meant "
         "to be read; \"deserted:date#\" on each of d01, d02 …). A datapackage.json beside the "
         "file is read without being asked for. On the file itself it may say "
         "\"awol:counts-are\" and \"awol:rate-per\", \"awol:dates\" and \"awol:date-order\" (dmy "
         "or mdy), as the options here do, which go before it."},
    {.name = "counts-are",
     .type = AWOL_OPTION_CHOICE,
     .metavar = "WHAT",
     .choices = awol_measure_names,
     .default_text = "men",
     .help =
         "What the counts of a table are. men: as they stand. cumulative: totals up to the end "
         "of their date; the men of a row are what the total of its unit grew by since the row "
         "before, and a fall refuses the row. stock: men still away; a rise is a lower bound of "
         "those who left. monthly-mean: times the months of the date. rate: times at_risk over "
         "--rate-per. Rows of a unit stand in the order of their dates. Means and rates give "
         "about so many men, with the bounds that their last figure leaves."},
    {.name = "cumulative", .help = "The same as --counts-are cumulative."},
    {.name = "rate-per",
     .type = AWOL_OPTION_NUMBER,
     .metavar = "MEN",
     .default_text = "1000",
     .min = 1,
     .max = 1e9,
     .help = "With --counts-are rate: the rates are per so many men."},
    {.name = "codes",
     .type = AWOL_OPTION_FILE,
     .metavar = "FILE",
     .help = "What the codes or words of a database mean: a table with the columns column (of the "
             "file), code, and columns of the events, as \"Funktion,34,deserted,enemy\" below "
             "\"column,code,event,to\". The event - is none: such rows are passed over and "
             "counted. A code that the table lacks refuses its row."},
    {.name = "separator",
     .letter = 's',
     .type = AWOL_OPTION_TEXT,
     .metavar = "CHARACTER",
     .default_text = "the one that the header has",
     .help = "What separates the columns: one character, or the word tab."},
    {.name = "encoding",
     .type = AWOL_OPTION_TEXT,
     .metavar = "NAME",
     .default_text = "UTF-8",
     .help = "What a table is encoded in, by a name that iconv(1) knows: CP1252 is what Windows "
             "writes in western Europe. A byte order mark in the file goes before it. Columns in "
             "messages are counted in characters then. Of GEDCOM it overrules HEAD.CHAR, which may "
             "be ANSI."},
    {.name = "thousands",
     .type = AWOL_OPTION_TEXT,
     .metavar = "MARK",
     .help = "What groups the digits of numbers by three: a comma, a point, or the words comma, "
             "point, apostrophe, space (also one that does not break), none. Without it, 20.732 "
             "and 1,094 are refused: they may be thousands or fractions."},
    {.name = "decimal",
     .type = AWOL_OPTION_CHOICE,
     .metavar = "MARK",
     .choices = decimal_marks,
     .default_text = "point; comma where the point groups thousands",
     .help = "What stands before the decimals of numbers."},
    {.name = "fill",
     .type = AWOL_OPTION_TEXT,
     .repeatable = true,
     .metavar = "COLUMN,…",
     .help = "Cells that were merged over several rows: an empty one in these columns, which are "
             "named by their header text or as columns of the events, takes the last one above it "
             "that is not. Behind a row of another length, whose cells cannot be told apart, or a "
             "line \"#! …\", an empty one refuses its row."},
    {.name = "keep",
     .type = AWOL_OPTION_TEXT,
     .repeatable = true,
     .metavar = "COLUMN,…",
     .help = "Columns of the file that go on as they are, behind those of the events, under their "
             "header texts: age, nativity. awol-count --person-time carries them as covariates."},
    {.name = "strict",
     .help = "Refuse rows that are doubtful, which are read and told otherwise: a date of which a "
             "word or form has been used in two ways (7bris to Xbris; dual years; a year of one or "
             "two digits), a set of dates taken as a span, EDTF in @when of TEI, an event without "
             "a date of which another column is filled, something behind the last column that has "
             "a name. --rejects keeps them."},
    {.name = "skip-lines",
     .type = AWOL_OPTION_INTEGER,
     .metavar = "N",
     .min = 0,
     .max = 10000,
     .default_text = "0",
     .help = "Pass over the first N lines of a table: a title above the header."},
    {.name = "header-lines",
     .type = AWOL_OPTION_INTEGER,
     .metavar = "N",
     .min = 1,
     .max = 10,
     .default_text = "1",
     .help = "The header of a table has N lines; cells above each other are joined by a space. A "
             "merged cell is exported as one with empty ones to its right: “Desertion” over Date "
             "and Location gives “Desertion Date” and “Desertion Location”. An upper cell with "
             "nothing below it is the name of its own column only."},
};

static const struct awol_option date_options[] = {
    {.name = "dates",
     .letter = 'd',
     .type = AWOL_OPTION_CHOICE,
     .metavar = "FORM",
     .choices = date_forms,
     .default_text = "edtf",
     .help =
         "How the dates of a table are written: edtf; text as awol-date(1) reads it; or compact, "
         "which is YYYYMMDD with -- or 00 for a part that is not known (18640700, 1864----). None "
         "is tried after another. With text, a TEI event without dates of its own has those of "
         "the one date element in it, or its words; and a GEDCOM event without a date those of "
         "its phrase."},
    {.name = "dmy", .help = "With --dates text: in 3/4/1776 the day stands first."},
    {.name = "mdy", .help = "With --dates text: in 3/4/1776 the month stands first."},
    {.name = "feasts", .help = "With --dates text: Michaelmas 1776, Ostern 1777 and the like."},
    {.name = "calendar",
     .type = AWOL_OPTION_CHOICE,
     .metavar = "NAME",
     .choices = awol_dates_calendars,
     .default_text = "gregorian",
     .help = "The calendar of dates in rows whose column calendar says none. French Republican "
             "dates need --dates text. All days that are written are Gregorian."},
    {.name = "lang",
     .type = AWOL_OPTION_CHOICE,
     .repeatable = true,
     .metavar = "LANGUAGE",
     .choices = awol_dates_languages,
     .default_text = "all three",
     .help = "With --dates text: read the words of this language only; may be given again."},
    {.name = "year-start",
     .type = AWOL_OPTION_CHOICE,
     .metavar = "MM-DD",
     .choices = awol_dates_year_starts,
     .default_text = "01-01",
     .help = "With --dates text: the day on which the year number changes. With 03-25, 11 "
             "February 1731 is the one that is called 1732 today."},
    {.name = "document-date",
     .type = AWOL_OPTION_TEXT,
     .metavar = "YYYY-MM-DD",
     .help = "With --dates text: the date of the letter or newspaper that the file is taken from, "
             "in the calendar of its dates: inst. is its month, ult. the month before, prox. the "
             "next. A column document_date, in words like the others, goes before it."},
    {.name = "about",
     .type = AWOL_OPTION_INTEGER,
     .metavar = "DAYS",
     .min = 0,
     .max = 36500,
     .default_text = "365",
     .help = "How far circa, ~ and ABT of GEDCOM move the ends of a year outwards; a month's by "
             "30/365 of it, a day's by 3/365. The rule of such a row begins with about; with 0 "
             "they move nothing. Days in the columns earliest and latest stand as they are."},
    {.name = "from-to-as",
     .type = AWOL_OPTION_CHOICE,
     .metavar = "MEANING",
     .choices = from_to_meanings,
     .default_text = "window for events, span for states of TEI and attributes of GEDCOM",
     .help = "What @from and @to of TEI, and FROM and TO of GEDCOM, say. window: it was at some "
             "time between them, as for @notBefore and @notAfter. span: it lasted from the one to "
             "the other, and is dated by its beginning. Catalogues write one and mean the other."},
};

const struct awol_option_group awol_reading_file_group = {
    "How a file is read", file_options, sizeof file_options / sizeof file_options[0]};
const struct awol_option_group awol_reading_date_group = {
    "How its dates are read", date_options, sizeof date_options / sizeof date_options[0]};

const struct awol_option_group *const awol_reading_groups[] = {&awol_reading_file_group,
                                                               &awol_reading_date_group, NULL};
