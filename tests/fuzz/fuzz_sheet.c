/* Spreadsheets. The first byte says which part of which workbook the others are; the rest of it is
 * in order. Bytes that are a zip archive themselves are taken as they are. */
#include <zip.h>

#include "fuzz/fuzz.h"

#define TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\""
#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""

struct part {
    const char *name;
    const char *text;
};

static const struct part xlsx[] = {
    {"xl/worksheets/sheet1.xml",
     "<worksheet " MAIN "><sheetData><row><c t=\"s\"><v>0</v></c></row><row><c "
     "s=\"1\"><v>36526</v></c></row></sheetData></worksheet>"},
    {"xl/sharedStrings.xml", "<sst " MAIN "><si><t>date</t></si><si><t>1778</t></si></sst>"},
    {"xl/styles.xml", "<styleSheet " MAIN "><cellXfs><xf/><xf numFmtId=\"14\"/></cellXfs>"
                      "</styleSheet>"},
    {"xl/workbook.xml", "<workbook " MAIN " xmlns:r=\"" TYPE "\"><sheets><sheet name=\"Men\" "
                        "r:id=\"a\"/></sheets></workbook>"},
    {"xl/_rels/workbook.xml.rels",
     "<Relationships " PACKAGE "><Relationship Id=\"a\" Type=\"" TYPE
     "/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"b\" Type=\"" TYPE
     "/styles\" Target=\"styles.xml\"/><Relationship Id=\"c\" Type=\"" TYPE
     "/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"},
};
enum { XLSX_PARTS = sizeof xlsx / sizeof xlsx[0], ODS_CONTENT = XLSX_PARTS, RAW };

static void add_part(zip_t *archive, const char *name, const void *bytes, size_t size)
{
    const zip_int64_t index =
        zip_file_add(archive, name, zip_source_buffer(archive, bytes, size, 0), 0);

    MUST(index >= 0, "%s is added", name);
    zip_set_file_compression(archive, (zip_uint64_t)index, ZIP_CM_STORE, 0);
}

/* The archive as bytes; the caller frees them. */
static uint8_t *pack(size_t which, const uint8_t *data, size_t size, size_t *ret_size)
{
    static const char ods[] = "application/vnd.oasis.opendocument.spreadsheet";
    zip_source_t *const source = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *archive;
    zip_int64_t n;
    uint8_t *bytes;

    MUST(source, "memory");
    zip_source_keep(source);
    archive = zip_open_from_source(source, ZIP_TRUNCATE, NULL);
    MUST(archive, "an archive in memory");
    if (which == ODS_CONTENT) {
        add_part(archive, "mimetype", ods, strlen(ods));
        add_part(archive, "content.xml", data, size);
    }
    for (size_t i = 0; i < XLSX_PARTS && which != ODS_CONTENT; i++)
        add_part(archive, xlsx[i].name, i == which ? (const void *)data : xlsx[i].text,
                 i == which ? size : strlen(xlsx[i].text));
    MUST(zip_close(archive) == 0, "it is written");
    zip_source_open(source);
    zip_source_seek(source, 0, SEEK_END);
    n = zip_source_tell(source);
    zip_source_seek(source, 0, SEEK_SET);
    bytes = malloc((size_t)n);
    MUST(bytes && zip_source_read(source, bytes, (zip_uint64_t)n) == n, "it is read back");
    zip_source_close(source);
    zip_source_free(source);
    *ret_size = (size_t)n;
    return bytes;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct awol_column_map columns;
    size_t which, n = size;
    uint8_t *packed = NULL;
    FILE *file;

    if (size < 2)
        return 0;
    which = (size_t)(data[0] - (uint8_t)'0') % (RAW + 1);
    if (data[0] != 'P' && which != RAW)
        packed = pack(which, data + 1, size - 1, &n);
    file = fuzz_file(packed ? packed : data, n);
    awol_column_map_init(&columns);
    fuzz_read(&awol_reader_xlsx, file, &columns);
    awol_column_map_release(&columns);
    fclose(file);
    free(packed);
    return 0;
}
