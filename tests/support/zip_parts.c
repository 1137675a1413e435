#include "support/zip_parts.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

char *zip_parts_write(const struct zip_part *parts, size_t n)
{
    char path[] = "/tmp/awol-parts-XXXXXX";
    const int file = mkstemp(path);
    char *const copy = malloc(sizeof path);
    zip_t *archive;

    cr_assert_geq(file, 0);
    close(file);
    archive = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    cr_assert(archive != NULL && copy != NULL);
    for (size_t i = 0; i < n; i++) {
        zip_source_t *source;
        zip_int64_t index;

        if (!parts[i].text)
            continue;
        source = zip_source_buffer(archive, parts[i].text, strlen(parts[i].text), 0);
        index = zip_file_add(archive, parts[i].name, source, ZIP_FL_OVERWRITE);
        cr_assert_geq(index, 0, "%s", parts[i].name);
        if (i == 0)
            zip_set_file_compression(archive, (zip_uint64_t)index, ZIP_CM_STORE, 0);
    }
    cr_assert_eq(zip_close(archive), 0);
    memcpy(copy, path, sizeof path);
    return copy;
}

static char *join(const char *before, const char *text, const char *behind)
{
    const size_t size = strlen(before) + strlen(text) + strlen(behind) + 1;
    char *const joined = malloc(size);

    cr_assert_not_null(joined);
    snprintf(joined, size, "%s%s%s", before, text, behind);
    return joined;
}

static const struct zip_part workbook[] = {
    {"[Content_Types].xml",
     "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override "
     "PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument."
     "spreadsheetml.sheet.main+xml\"/></Types>"},
    {"_rels/.rels",
     "<Relationships " XLSX_PACKAGE "><Relationship Id=\"rId1\" Type=\"" XLSX_RELATION
     "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"},
    {"xl/workbook.xml", "<workbook " XLSX_MAIN " xmlns:r=\"" XLSX_RELATION "\"><sheets>"
                        "<sheet name=\"Men\" sheetId=\"1\" r:id=\"rId1\"/>"
                        "<sheet name=\"Offers\" sheetId=\"2\" r:id=\"rId2\"/></sheets></workbook>"},
    {"xl/_rels/workbook.xml.rels",
     "<Relationships " XLSX_PACKAGE ">"
     "<Relationship Id=\"rId1\" Type=\"" XLSX_RELATION "/worksheet\" Target=\"worksheets/a.xml\"/>"
     "<Relationship Id=\"rId2\" Type=\"" XLSX_RELATION
     "/worksheet\" Target=\"/xl/worksheets/./../worksheets/b.xml\"/>"
     "<Relationship Id=\"rId3\" Type=\"" XLSX_RELATION "/styles\" Target=\"styles.xml\"/>"
     "<Relationship Id=\"rId4\" Type=\"" XLSX_RELATION
     "/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"},
    {"xl/styles.xml",
     "<styleSheet " XLSX_MAIN "><numFmts count=\"2\">"
     "<numFmt numFmtId=\"164\" formatCode=\"0000\"/>"
     "<numFmt numFmtId=\"165\" formatCode=\"[$-407]yyyy;@\"/></numFmts>"
     "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
     "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"17\"/><xf numFmtId=\"22\"/>"
     "<xf numFmtId=\"20\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>"},
    {"xl/sharedStrings.xml",
     "<sst " XLSX_MAIN "><si><t>shared</t></si>"
     "<si><r><t>tw</t></r><rPh sb=\"0\" eb=\"1\"><t>no</t></rPh><r><t>o</t></r></si></sst>"},
    {"xl/worksheets/b.xml", "<worksheet " XLSX_MAIN "><sheetData><row r=\"2\"><c r=\"B2\" "
                            "t=\"inlineStr\"><is><t>date</t></is></c></row><row><c r=\"B3\" "
                            "t=\"str\"><v>1778</v></c></row></sheetData></worksheet>"},
};

char *xlsx_write(const char *rows, const struct zip_part *opt_others, size_t n_others)
{
    enum { PARTS = sizeof workbook / sizeof workbook[0] };
    char *const sheet =
        join("<worksheet " XLSX_MAIN "><sheetData>", rows, "</sheetData><mergeCells/></worksheet>");
    struct zip_part parts[PARTS + 8];
    size_t n = PARTS;
    char *path;

    memcpy(parts, workbook, sizeof workbook);
    parts[n++] = (struct zip_part){"xl/worksheets/a.xml", sheet};
    for (size_t i = 0; i < n_others; i++) {
        size_t at = 0;

        while (at < n && strcmp(parts[at].name, opt_others[i].name) != 0)
            at++;
        n += at == n;
        cr_assert_leq(n, sizeof parts / sizeof parts[0]);
        parts[at] = opt_others[i];
    }
    path = zip_parts_write(parts, n);
    free(sheet);
    return path;
}

char *ods_write(const char *tables)
{
    static const char before[] =
        "<o:document-content xmlns:o=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
        "xmlns:t=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
        "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
        "xmlns:s=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "
        "xmlns:n=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" "
        "xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\">"
        "<o:automatic-styles>"
        "<s:style s:name=\"hidden\" s:family=\"table\"><s:table-properties t:display=\"false\"/>"
        "</s:style>"
        "<n:date-style s:name=\"N1\"><n:month/><n:text> </n:text><n:year/></n:date-style>"
        "<n:date-style s:name=\"N2\"><n:day/><n:month/><n:year/></n:date-style>"
        "<n:number-style s:name=\"N3\"><n:number n:decimal-places=\"0\" "
        "n:min-integer-digits=\"4\"/></n:number-style>"
        "<s:style s:name=\"month\" s:family=\"table-cell\" s:data-style-name=\"N1\"/>"
        "<s:style s:name=\"date\" s:family=\"table-cell\" s:data-style-name=\"N2\"/>"
        "<s:style s:name=\"child\" s:family=\"table-cell\" s:parent-style-name=\"month\"/>"
        "<s:style s:name=\"padded\" s:family=\"table-cell\" s:data-style-name=\"N3\"/>"
        "</o:automatic-styles><o:body><o:spreadsheet>";
    char *const content = join(before, tables, "</o:spreadsheet></o:body></o:document-content>");
    const struct zip_part parts[] = {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                                     {"content.xml", content}};
    char *const path = zip_parts_write(parts, 2);

    free(content);
    return path;
}
