#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "read/reader.h"
#include "read/sheet_table.h"
#include "support/zip_parts.h"

/* A sheet as text: "a|b|c" a line, the header first; "LINE:COLUMN MESSAGE" where it ends in a
 * failure, with the name of the file left out. */
static void read_sheet(const char *path, const struct awol_sheet_settings *settings,
                       struct awol_text *text)
{
    struct awol_sheet_table *table = NULL;
    struct awol_error error = {0};
    FILE *const file = fopen(path, "rb");
    enum awol_status status;
    bool found = true;
    struct awol_row row = {0};

    cr_assert_not_null(file);
    awol_text_init(text);
    status = awol_sheet_table_open(file, path, settings, &table, &error);
    if (status == AWOL_OK)
        row = awol_sheet_table_header(table);
    while (status == AWOL_OK && found) {
        for (size_t i = 0; i < row.n; i++)
            awol_text_append_format(text, "%s%s", i > 0 ? "|" : "", row.cells[i]);
        awol_text_append(text, "\n");
        status = awol_sheet_table_next(table, &row, &found, &error);
    }
    if (status != AWOL_OK)
        awol_text_append_format(text, "%zu:%zu %s\n", error.place.line, error.place.column,
                                error.message);
    awol_sheet_table_close(table);
    fclose(file);
}

static void check_sheet(char *path, const struct awol_sheet_settings *settings, const char *wanted,
                        const char *what)
{
    struct awol_text text;

    read_sheet(path, settings, &text);
    cr_expect_str_eq(awol_text_string(&text), wanted, "%s", what);
    awol_text_release(&text);
    unlink(path);
    free(path);
}

static void check_xlsx(const char *rows, const char *wanted)
{
    static const struct awol_sheet_settings settings = {0};

    check_sheet(xlsx_write(rows, NULL, 0), &settings, wanted, rows);
}

#define HEADER "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"s\"><v>1</v></c></row>"

Test(sheet, xlsx_cells)
{
    check_xlsx(HEADER, "shared||two\n");
    check_xlsx(HEADER "<row r=\"7\"><c r=\"B7\"><v>1776</v></c></row>", "shared||two\n|1776|\n");
    check_xlsx(HEADER "<row><c><v>1</v></c><c/><c><v>1.7760000000000002E3</v></c></row>",
               "shared||two\n1||1776\n");
    check_xlsx(HEADER
               "<row r=\"2\"><c t=\"inlineStr\"><is><r><t>a</t></r><rPh><t>no</t></rPh><r><t "
               "xml:space=\"preserve\"> b</t></r></is></c></row>",
               "shared||two\na b||\n");
    check_xlsx(HEADER "<row r=\"2\"><c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c></row>",
               "shared||two\nyes|no|\n");
    check_xlsx(HEADER "<row r=\"2\"><c t=\"str\"><f>A1&amp;\"x\"</f><v>x_x0041_y_x</v></c></row>",
               "shared||two\nxAy_x||\n");
    check_xlsx(HEADER "<row r=\"2\"><c s=\"1\"><v>36526</v></c><c s=\"2\"><v>36526</v></c><c "
                      "s=\"3\"><f>NOW()</f><v>36526.25</v></c></row>",
               "shared||two\n2000-01-01|2000-01|2000-01-01T06:00:00\n");
    check_xlsx(HEADER "<row r=\"2\"><c s=\"4\"><v>0.25</v></c><c s=\"5\"><v>17</v></c><c "
                      "s=\"6\"><v>36526</v></c></row>",
               "shared||two\n06:00:00|0017|2000\n");
    check_xlsx(HEADER "<row r=\"2\"><c t=\"d\"><v>1776-08-27T00:00:00</v></c></row>",
               "shared||two\n1776-08-27||\n");
    /* Formatted, and empty: a spreadsheet leaves thousands of these behind. */
    check_xlsx(HEADER "<row r=\"2\"><c r=\"A2\" s=\"1\"/><c r=\"XFD2\"/></row><row r=\"1048576\"/>",
               "shared||two\n");
}

Test(sheet, xlsx_days_from_1904)
{
    static const struct awol_sheet_settings settings = {0};
    static const struct zip_part other = {
        "xl/workbook.xml",
        "<w:workbook xmlns:w=\"http://purl.oclc.org/ooxml/spreadsheetml/main\" "
        "xmlns:r=\"http://purl.oclc.org/ooxml/officeDocument/relationships\"><w:workbookPr "
        "date1904=\"1\"/><w:sheets><w:sheet name=\"Men\" r:id=\"rId1\"/></w:sheets></w:workbook>"};

    check_sheet(xlsx_write(HEADER "<row r=\"2\"><c s=\"1\"><v>35064</v></c></row>", &other, 1),
                &settings, "shared||two\n2000-01-01||\n", "1904, strict");
}

#define COVERED                                                                                    \
    "<t:covered-table-cell o:value-type=\"string\"><text:p>no</text:p></t:covered-table-cell>"
#define TEXT(text) "<t:table-cell o:value-type=\"string\"><text:p>" text "</text:p></t:table-cell>"
#define ODS_HEADER "<t:table-row>" TEXT("a") TEXT("b") TEXT("c") "</t:table-row>"

static void check_ods(const char *rows, const char *wanted)
{
    static const struct awol_sheet_settings settings = {0};
    struct awol_text tables;

    awol_text_init(&tables);
    awol_text_append_format(&tables,
                            "<t:table t:name=\"Men\"><t:table-column/><t:table-column "
                            "t:number-columns-repeated=\"2\" t:default-cell-style-name=\"child\"/>"
                            "%s</t:table>",
                            rows);
    check_sheet(ods_write(awol_text_string(&tables)), &settings, wanted, rows);
    awol_text_release(&tables);
}

Test(sheet, ods_cells)
{
    check_ods(ODS_HEADER, "a|b|c\n");
    check_ods(ODS_HEADER
              "<t:table-row><t:table-cell o:value-type=\"float\" "
              "o:value=\"1776.0\"><text:p>1.776</text:p></t:table-cell><t:table-cell "
              "o:value-type=\"percentage\" o:value=\"0.25\"/><t:table-cell "
              "o:value-type=\"currency\" o:currency=\"EUR\" o:value=\"3\"/></t:table-row>",
              "a|b|c\n1776|0.25|3\n");
    check_ods(ODS_HEADER "<t:table-row><t:table-cell o:value-type=\"date\" "
                         "o:date-value=\"1776-08-01\" t:style-name=\"date\"/><t:table-cell "
                         "o:value-type=\"date\" o:date-value=\"1776-08-01\"/><t:table-cell "
                         "o:value-type=\"time\" o:time-value=\"PT06H05M00S\"/></t:table-row>",
              "a|b|c\n1776-08-01|1776-08|06:05:00\n");
    check_ods(ODS_HEADER "<t:table-row><t:table-cell o:value-type=\"boolean\" "
                         "o:boolean-value=\"true\"/><t:table-cell t:style-name=\"padded\" "
                         "o:value-type=\"float\" o:value=\"17\"/></t:table-row>",
              "a|b|c\nyes|0017|\n");
    /* Text: runs of spaces, several paragraphs; a comment is not the value. */
    check_ods(ODS_HEADER
              "<t:table-row><t:table-cell o:value-type=\"string\"><o:annotation><text:p>no</text:p>"
              "</o:annotation><text:p>\n a <text:span>b</text:span><text:s text:c=\"2\"/>c</text:p>"
              "<text:p>d<text:line-break/>e</text:p></t:table-cell></t:table-row>",
              "a|b|c\na b  c\nd\ne||\n");
    check_ods(ODS_HEADER "<t:table-row><t:table-cell t:number-columns-spanned=\"2\" "
                         "o:value-type=\"string\"><text:p>x</text:p></t:table-cell>" COVERED TEXT(
                             "y") "</t:table-row>",
              "a|b|c\nx||y\n");
    /* Repeated cells and rows; a million empty ones, in groups and not, and beyond the last. */
    check_ods("<t:table-row t:number-rows-repeated=\"4\"/>" ODS_HEADER
              "<t:table-row-group><t:table-row t:number-rows-repeated=\"2\"><t:table-cell "
              "t:number-columns-repeated=\"2\" o:value-type=\"string\"><text:p>x</text:p>"
              "</t:table-cell><t:table-cell t:number-columns-repeated=\"16382\"/></t:table-row>"
              "</t:table-row-group><t:table-row t:number-rows-repeated=\"99999999999999999999\"/>"
              "<t:table-row t:number-rows-repeated=\"9000000000000000000\"><t:table-cell "
              "t:number-columns-repeated=\"9000000000000000000\"/></t:table-row><t:table-row/>",
              "a|b|c\nx|x|\nx|x|\n");
}

Test(sheet, which_sheet)
{
    static const struct {
        const char *sheet;
        const char *seen;
    } cases[] = {
        {"Men", "shared||two\n"},
        {"men", "shared||two\n"},
        {"1", "shared||two\n"},
        {"2", "|date\n|1778\n"},
        {"Offers", "|date\n|1778\n"},
        {"Ofers", "0:0 there is no sheet “Ofers”; the sheets are “Men”, “Offers”: is “Offers” "
                  "meant?\n"},
        {"3", "0:0 there is no sheet “3”; the sheets are “Men”, “Offers”\n"},
        {"0", "0:0 there is no sheet “0”; the sheets are “Men”, “Offers”\n"},
        {"", "0:0 there is no sheet “”; the sheets are “Men”, “Offers”\n"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct awol_sheet_settings settings = {.opt_sheet = cases[i].sheet};

        check_sheet(xlsx_write(HEADER, NULL, 0), &settings, cases[i].seen, cases[i].sheet);
    }
}

Test(sheet, hidden_sheets_are_read_only_by_name)
{
    static const char tables[] = "<t:table t:name=\"1778\" t:style-name=\"hidden\">" ODS_HEADER
                                 "</t:table><t:table t:name=\"Men\"><t:table-row>" TEXT(
                                     "m") "</t:table-row></t:table><t:table "
                                          "t:name=\"More\"><t:table-row>" TEXT("n") "</"
                                                                                    "t:table-row></"
                                                                                    "t:table>";
    static const struct awol_sheet_settings first = {0}, second = {.opt_sheet = "2"},
                                            named = {.opt_sheet = "1778"};

    check_sheet(ods_write(tables), &first, "m\n", "the first");
    check_sheet(ods_write(tables), &second, "n\n", "the second");
    check_sheet(ods_write(tables), &named, "a|b|c\n", "by its name");
}

Test(sheet, header_of_two_rows_below_a_title)
{
    static const struct awol_sheet_settings settings = {.skip_lines = 2, .header_lines = 2};

    check_sheet(xlsx_write("<row r=\"1\"><c t=\"inlineStr\"><is><t>Roll</t></is></c></row>"
                           "<row r=\"3\"><c/><c t=\"s\"><v>0</v></c></row>"
                           "<row r=\"4\"><c t=\"inlineStr\"><is><t>Name</t></is></c><c "
                           "t=\"inlineStr\"><is><t>Date</t></is></c><c "
                           "t=\"inlineStr\"><is><t>Place</t></is></c></row>"
                           "<row r=\"5\"><c r=\"C5\"><v>1</v></c></row>",
                           NULL, 0),
                &settings, "Name|shared Date|shared Place\n||1\n", "two rows");
}

Test(sheet, what_cannot_be_read)
{
    static const struct {
        const char *rows;
        const char *seen;
    } cases[] = {
        {"",
         "0:0 the sheet is empty; the sheet “Men” is read; --sheet NAME reads another: “Offers”\n"},
        {"<row r=\"3\"/><row r=\"3\"/>", "0:0 xl/worksheets/a.xml in it, line 1: row 3 stands "
                                         "behind row 3\n"},
        {"<row r=\"1048577\"/>",
         "0:0 xl/worksheets/a.xml in it, line 1: row 1048577: a sheet has 1048576 rows\n"},
        {"<row r=\"x\"/>", "0:0 xl/worksheets/a.xml in it, line 1: the number of a row is “x”\n"},
        {"<row r=\"0\"/>", "0:0 xl/worksheets/a.xml in it, line 1: the number of a row is “0”\n"},
        {"<row><c r=\"XFE1\"><v>1</v></c></row>",
         "0:0 xl/worksheets/a.xml in it, line 1: there is no cell “XFE1”\n"},
        {"<row><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>",
         "0:0 xl/worksheets/a.xml in it, line 1: row 1: its cells are not in order\n"},
        {"<row><c t=\"s\"><v>2</v></c></row>",
         "0:0 xl/worksheets/a.xml in it, line 1: row 1: the text with the number “2” is not in the "
         "file: it is damaged\n"},
        {"<row><c t=\"s\"><v>-1</v></c></row>", "0:0 xl/worksheets/a.xml in it, line 1: row 1: the "
                                                "text with the number “-1” is not in the "
                                                "file: it is damaged\n"},
        {"<row>", "0:0 xl/worksheets/a.xml in it, line 1: not well-formed XML: Opening and ending "
                  "tag mismatch: row line 1 and sheetData\n"},
        {"<row>&x;</row>", "0:0 xl/worksheets/a.xml in it, line 1: the entity “x” is not expanded: "
                           "the text that it stands for is expected\n"},
        {HEADER "<row><c t=\"inlineStr\"><is><t>x</t></is></c><c t=\"s\"><v>0</v></c></row><row "
                "r=\"2\"/>",
         "0:0 xl/worksheets/a.xml in it, line 1: row 2 stands behind row 2\n"},
        {"<row><c t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><t> shared\n</t></is></c></row>",
         "1:2 cell B1: the column “shared” stands in the header twice\n"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_xlsx(cases[i].rows, cases[i].seen);
}

Test(sheet, document_types_are_refused)
{
    static const struct awol_sheet_settings settings = {0};
    static const struct zip_part other = {
        "xl/worksheets/a.xml",
        "<!DOCTYPE worksheet [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>\n<worksheet>&b;"
        "</worksheet>"};

    check_sheet(xlsx_write("", &other, 1), &settings,
                "0:0 xl/worksheets/a.xml in it, line 1: a document type is declared, which no "
                "spreadsheet does\n",
                "doctype");
}

Test(sheet, deep_nesting_is_refused)
{
    static const struct awol_sheet_settings settings = {0};
    struct awol_text deep;

    awol_text_init(&deep);
    for (int i = 0; i < 100000; i++)
        awol_text_append(&deep, "<a>");
    check_sheet(xlsx_write(awol_text_string(&deep), NULL, 0), &settings,
                "0:0 xl/worksheets/a.xml in it, line 1: elements stand in each other 256 deep\n",
                "deep");
    awol_text_release(&deep);
}

/* 400 MiB of spaces are 400 KiB in the archive. */
Test(sheet, zip_bombs_are_refused)
{
    static const struct awol_sheet_settings settings = {0};
    const size_t n = (size_t)400 << 20;
    char *const spaces = malloc(n + 1);

    cr_assert_not_null(spaces);
    memset(spaces, ' ', n);
    spaces[n] = '\0';
    check_sheet(xlsx_write(spaces, NULL, 0), &settings,
                "0:0 xl/worksheets/a.xml in it: it unpacks to more than 250 times its size: no "
                "sheet that somebody filled in does, and it is not read any further\n",
                "bomb");
    free(spaces);
}

/* ---- through the reader ------------------------------------------------------------------- */

/* "DATE COUNT" a line, or "LINE:COLUMN REASON" and the row as csv. */
static void read_events(const char *path, struct awol_text *text)
{
    const struct awol_reader_settings settings = {0};
    struct awol_reader *reader = NULL;
    struct awol_reading reading;
    struct awol_error error = {0};

    awol_text_init(text);
    cr_assert_eq(awol_reader_open(path, &settings, &reader, &error), AWOL_OK, "%s", error.message);
    while (awol_reader_next(reader, &reading, &error) == AWOL_OK &&
           reading.kind != AWOL_READING_END) {
        if (reading.kind == AWOL_READING_EVENT)
            awol_text_append_format(text, "%s %g\n", reading.event.date, reading.event.count.count);
        else
            awol_text_append_format(text, "%zu:%zu %s\n%.*s\n", reading.reason.place.line,
                                    reading.reason.place.column, reading.reason.message,
                                    (int)reading.length, reading.text);
    }
    for (size_t i = 0; awol_reader_remark(reader, i); i++)
        awol_text_append_format(text, "%s\n", awol_reader_remark(reader, i));
    awol_reader_close(reader);
}

Test(sheet, refusals_name_the_cell)
{
    static const char rows[] =
        "<row><c t=\"str\"><v>note</v></c><c t=\"str\"><v>date</v></c>"
        "<c t=\"str\"><v>count</v></c></row>"
        "<row><c t=\"e\"><v>#REF!</v></c><c s=\"1\"><v>36526</v></c><c><v>3</v></c></row>"
        "<row><c t=\"str\"><v>a \"b\", c</v></c><c s=\"1\"><v>60</v></c><c><v>3</v></c></row>"
        "<row><c/><c t=\"e\"><f>A9</f><v>#REF!</v></c></row>"
        "<row><c/><c><f>A1+1</f></c></row>"
        "<row><c/><c><f>A1+1</f><v/></c></row>"
        "<row><c/><c t=\"str\"><v>1778-13-01</v></c></row>"
        "<row><c/><c><v>1778</v></c><c t=\"str\"><v>many</v></c></row>"
        "<row><c/><c><v>1778</v></c><c><v>1.5</v></c><c/><c t=\"str\"><v>beside</v></c></row>"
        "<row r=\"17\"><c/><c s=\"1\"><v>x</v></c></row>";
    char *const path = xlsx_write(rows, NULL, 0);
    struct awol_text text;

    read_events(path, &text);
    cr_expect_str_eq(
        awol_text_string(&text),
        "2000-01-01 3\n"
        "3:2 cell B3: “60”: 29 February 1900 stands only in spreadsheets: 1900 was no leap year\n"
        "\"a \"\"b\"\", c\",60,3\n"
        "4:2 cell B4: “#REF!”: the cell shows an error and no value\n"
        ",#REF!,\n"
        "5:2 cell B5: “=”: the formula has no result in the file: open it in a spreadsheet program "
        "and save it\n"
        ",=,\n"
        "6:2 cell B6: “=”: the formula has no result in the file: open it in a spreadsheet program "
        "and save it\n"
        ",=,\n"
        "7:2 cell B7, byte 6: date “1778-13-01”: expected a month 01 to 12 or a part of the year "
        "21 to 41, found 13\n"
        ",1778-13-01,\n"
        "8:3 cell C8: count “many”: expected a number of men, as 75, 75 to 100, at "
        "least 75, over 75, up to 75, about 75\n"
        ",1778,many\n"
        "9:3 cell C9: count “1.5” is not a whole number of men\n"
        ",1778,1.5,,beside\n"
        "17:2 cell B17: “x”: the cell has no number where one is stored\n"
        ",x,\n"
        "the sheet “Men” is read; --sheet NAME reads another: “Offers”\n"
        "1 row is doubtful: something stands behind the last column that has a name, and is not "
        "read (line 9, “beside”)\n");
    awol_text_release(&text);
    unlink(path);
    free(path);
}
