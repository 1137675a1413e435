#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "read/kind_of_file.h"
#include "support/zip_parts.h"

Test(kind_of_file, by_the_first_bytes)
{
    static const struct {
        const char *bytes;
        size_t length;
        const char *kind; /* "" where the bytes may be a table */
    } cases[] = {
        {"%PDF-1.4\n", 9, "this is a PDF document: "},
        {"{\\rtf1\\ansi", 11, "this is a text in RTF: "},
        {"\x89PNG\r\n\x1a\n", 8, "this is an image (PNG): "},
        {"\xff\xd8\xff\xe0", 4, "this is an image (JPEG): "},
        {"II*\0", 4, "this is an image (TIFF): "},
        {"\xfd"
         "7zXZ\0",
         6, "this is compressed (xz): "},
        {"SQLite format 3\0", 16, "this is an SQLite database: "},
        {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, "this is an old Office file (97–2003): "},
        {"\xef\xbb\xbf <!DocType HTML>\n<html>", 25, "this is a web page, "},
        {"<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>", 62,
         "this is a workbook in the XML of Excel 2003: "},
        {"date,count\n", 11, ""},
        {"note\n<html> stands in a cell", 28, ""},
        {"<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">", 41, ""},
        {"PK\3\4", 4, ""},
        {"", 0, ""},
        {"%", 1, ""},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_error error = {0};
        const enum awol_status status =
            awol_kind_refuse(cases[i].bytes, cases[i].length, false, NULL, "file", &error);

        cr_expect_eq(status, cases[i].kind[0] ? AWOL_DATA : AWOL_OK, "%s", cases[i].bytes);
        cr_expect_eq(strncmp(error.message, cases[i].kind, strlen(cases[i].kind)), 0, "%s: %s",
                     cases[i].bytes, error.message);
    }
    cr_expect_eq(awol_kind_refuse("PK\3\4", 4, true, NULL, "file", NULL), AWOL_DATA);
}

/* [MS-CFB] 2.2: the header; 2.6: entries of 128 bytes in the sector that byte 48 names. */
static void check_office(const char *stream, const char *wanted)
{
    unsigned char bytes[1024] = {0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1};
    char start[AWOL_FILE_PEEKED];
    struct awol_error error = {0};
    FILE *const file = tmpfile();

    cr_assert_not_null(file);
    bytes[30] = 9;
    for (size_t i = 0; stream[i]; i++)
        bytes[512 + 128 + 2 * i] = (unsigned char)stream[i];
    fwrite(bytes, 1, sizeof bytes, file);
    memcpy(start, bytes, sizeof start);
    cr_expect_eq(awol_kind_refuse(start, sizeof start, false, file, "file", &error), AWOL_DATA);
    cr_expect_str_eq(error.message, wanted);
    fclose(file);
}

Test(kind_of_file, old_office_files_by_their_streams)
{
    check_office("Workbook", "this is an Excel 97–2003 workbook (.xls): save it as .xlsx or .csv");
    check_office("Workbooks", "this is an old Office file (97–2003): save it as .xlsx or .csv");
    check_office("EncryptedPackage", "this is an Office file with a password: save it without one");
    check_office("WordDocument", "this is a Word 97–2003 document (.doc): copy its table into a "
                                 "spreadsheet and save that");
}

#define TYPES(type)                                                                                \
    "<Types><Override ContentType=\"application/vnd.openxmlformats-officedocument." type           \
    "\"/></Types>"

Test(kind_of_file, by_the_parts_of_an_archive)
{
    static const struct {
        struct zip_part part;
        const char *wanted;
    } cases[] = {
        {{"mimetype", "application/vnd.oasis.opendocument.text"},
         "this is an OpenDocument text (.odt): copy its table into a spreadsheet and save that"},
        {{"[Content_Types].xml",
          "<Types><Default Extension=\"xlsx\" "
          "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet\"/>"
          "<Override ContentType=\"application/vnd.openxmlformats-officedocument."
          "wordprocessingml.document.main+xml\"/></Types>"},
         "this is a Word document: copy its table into a spreadsheet and save that"},
        {{"[Content_Types].xml", TYPES("presentationml.presentation.main+xml")},
         "this is a PowerPoint presentation: copy its table into a spreadsheet and save that"},
        {{"[Content_Types].xml",
          "<Types><Default Extension=\"bin\" "
          "ContentType=\"application/vnd.ms-excel.sheet.binary.macroEnabled.main\"/></Types>"},
         "this is a binary Excel workbook (.xlsb): save it as .xlsx or .csv"},
        {{"Index/Document.iwa", "x"},
         "this is a document of Numbers, Pages or Keynote: export it as .xlsx or .csv"},
        {{"../../etc/passwd", "x"},
         "this is a zip archive with 1 part (the first: ../../etc/passwd), and no spreadsheet: "
         "unpack it first"},
        {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, ""},
        {{"[Content_Types].xml", TYPES("spreadsheetml.sheet.main+xml")}, ""},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *const path = zip_parts_write(&cases[i].part, 1);
        FILE *const file = fopen(path, "rb");
        const struct awol_book_type *type = NULL;
        struct awol_zip *zip = NULL;
        struct awol_error error = {0};

        cr_assert_not_null(file);
        cr_assert_eq(awol_zip_open(file, path, &zip, &error), AWOL_OK, "%s", error.message);
        awol_kind_of_archive(zip, &type, &error);
        cr_expect_str_eq(error.message, cases[i].wanted, "%zu", i);
        cr_expect_eq(type != NULL, cases[i].wanted[0] == '\0', "%zu", i);
        awol_zip_close(zip);
        fclose(file);
        unlink(path);
        free(path);
    }
}
