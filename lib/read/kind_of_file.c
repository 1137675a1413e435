#include "read/kind_of_file.h"

#include <string.h>
#include <strings.h>

/* ---- by the first bytes ------------------------------------------------------------------- */

#define AS_TABLE "copy its table into a spreadsheet and save that"
#define UNPACK "unpack it first"
#define TRANSCRIBE "what is written on it has to be copied into a table first"

struct beginning {
    const char *bytes;
    size_t length;
    const char *kind;
    const char *advice;
};

/* The bytes of a string, with those that are NUL. */
#define BEGINS(string) (string), sizeof(string) - 1

static const struct beginning beginnings[] = {
    {BEGINS("%PDF-"), "a PDF document", AS_TABLE},
    {BEGINS("{\\rtf"), "a text in RTF", AS_TABLE},
    {BEGINS("\x89PNG"), "an image (PNG)", TRANSCRIBE},
    {BEGINS("\xff\xd8\xff"), "an image (JPEG)", TRANSCRIBE},
    {BEGINS("GIF8"), "an image (GIF)", TRANSCRIBE},
    {BEGINS("II*\0"), "an image (TIFF)", TRANSCRIBE},
    {BEGINS("MM\0*"), "an image (TIFF)", TRANSCRIBE},
    {BEGINS("AT&TFOR"), "a DjVu document", TRANSCRIBE},
    {BEGINS("SQLite format 3"), "an SQLite database",
     "write its table out with sqlite3 -header -csv FILE 'select * from TABLE'"},
    {BEGINS("\0\1\0\0Standard"), "an Access database", "export its table as .csv or .xlsx"},
    {BEGINS("$FL2"), "a data file of SPSS", "save it as .csv"},
    {BEGINS("<stata_dta>"), "a data file of Stata", "save it as .csv"},
    {BEGINS("RDX2"), "a data file of R", "write it with write.csv()"},
    {BEGINS("PAR1"), "a Parquet file", "save it as .csv"},
    {BEGINS("{\""), "JSON", "save it as .csv"},
    {BEGINS("{\n"), "JSON", "save it as .csv"},
    {BEGINS("[{"), "JSON", "save it as .csv"},
    {BEGINS("[\n"), "JSON", "save it as .csv"},
    {BEGINS("BZh"), "compressed (bzip2)", UNPACK},
    {BEGINS("\xfd"
            "7zXZ"),
     "compressed (xz)", UNPACK},
    {BEGINS("(\xb5/\xfd"), "compressed (zstd)", UNPACK},
    {BEGINS("7z\xbc\xaf"), "an archive (7z)", UNPACK},
    {BEGINS("Rar!\x1a"), "an archive (RAR)", UNPACK},
};

/* What is read by other ways than as a table. */
static const struct beginning no_tables[] = {
    {BEGINS("<?xml"), "XML, and a table is expected here", "save it as .csv"},
    {BEGINS("<TEI"), "XML, and a table is expected here", "save it as .csv"},
};

static const struct beginning zip_beginning = {
    BEGINS("PK\3\4"), "a zip archive, as spreadsheets are, and no text",
    "save the sheet as .csv; records in .xlsx and .ods are read by awol-read"};

static const struct beginning office_beginning = {BEGINS("\xd0\xcf\x11\xe0\xa1\xb1\x1a"),
                                                  "an old Office file (97–2003)",
                                                  "save it as .xlsx or .csv"};

/* Web pages and other XML that a spreadsheet may have written; anywhere in the first bytes. */
static const struct beginning markups[] = {
    {BEGINS("<!doctype html"), "a web page, which some programs save with a name in .xls",
     "open it in a spreadsheet program and save it as .xlsx or .csv"},
    {BEGINS("<html"), "a web page, which some programs save with a name in .xls",
     "open it in a spreadsheet program and save it as .xlsx or .csv"},
    {BEGINS("urn:schemas-microsoft-com:office:spreadsheet"), "a workbook in the XML of Excel 2003",
     "save it as .xlsx or .csv"},
    {BEGINS("progid=\"Excel.Sheet\""), "a workbook in the XML of Excel 2003",
     "save it as .xlsx or .csv"},
    {BEGINS("opendocument.spreadsheet"), "an OpenDocument spreadsheet in one piece of XML (.fods)",
     "save it as .ods, .xlsx or .csv"},
};

static bool begins(const char *bytes, size_t length, const struct beginning *beginning)
{
    return length >= beginning->length && memcmp(bytes, beginning->bytes, beginning->length) == 0;
}

static bool contains(const char *bytes, size_t length, const struct beginning *markup)
{
    for (size_t at = 0; at + markup->length <= length; at++) {
        if (strncasecmp(bytes + at, markup->bytes, markup->length) == 0)
            return true;
    }
    return false;
}

static bool is_markup(const char *bytes, size_t length)
{
    size_t at = length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

    while (at < length && bytes[at] && strchr(" \t\r\n", bytes[at]))
        at++;
    return at < length && bytes[at] == '<';
}

static const struct beginning *find_beginning(const char *bytes, size_t length)
{
    for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++) {
        if (begins(bytes, length, &beginnings[i]))
            return &beginnings[i];
    }
    for (size_t i = 0; is_markup(bytes, length) && i < sizeof markups / sizeof markups[0]; i++) {
        if (contains(bytes, length, &markups[i]))
            return &markups[i];
    }
    return NULL;
}

/* ---- old Office files --------------------------------------------------------------------- */

/* Streams that tell what is in the file system that such a file is ([MS-CFB]). */
static const struct beginning streams[] = {
    {BEGINS("EncryptedPackage"), "an Office file with a password", "save it without one"},
    {BEGINS("Workbook"), "an Excel 97–2003 workbook (.xls)", "save it as .xlsx or .csv"},
    {BEGINS("Book"), "an Excel 5 workbook (.xls)", "save it as .xlsx or .csv"},
    {BEGINS("WordDocument"), "a Word 97–2003 document (.doc)", AS_TABLE},
    {BEGINS("PowerPoint Document"), "a PowerPoint 97–2003 presentation (.ppt)", AS_TABLE},
};

static unsigned long number_at(const unsigned char *bytes, int n)
{
    unsigned long value = 0;

    while (n-- > 0)
        value = value << 8 | bytes[n];
    return value;
}

/* The name of a directory entry is in UTF-16, with its terminator. */
static bool has_name(const unsigned char *entry, const struct beginning *stream)
{
    for (size_t i = 0; i <= stream->length; i++) {
        const unsigned char wanted =
            i < stream->length ? (unsigned char)stream->bytes[i] : (unsigned char)'\0';

        if (entry[2 * i] != wanted || entry[2 * i + 1] != 0)
            return false;
    }
    return true;
}

/* The directory begins in the sector that the header names, and is rarely cut in pieces. */
static const struct beginning *find_stream(const char *bytes, size_t length, FILE *file)
{
    enum { ENTRY = 128, MAX_ENTRIES = 64 };
    const unsigned char *const header = (const unsigned char *)bytes;
    const struct beginning *found = &office_beginning;
    unsigned char directory[ENTRY * MAX_ENTRIES];
    unsigned long shift, sector;
    size_t n;

    if (length < AWOL_FILE_PEEKED)
        return found;
    shift = number_at(header + 30, 2);
    sector = number_at(header + 48, 4);
    if ((shift != 9 && shift != 12) || sector > 0x7fffff ||
        fseek(file, (long)((sector + 1) << shift), SEEK_SET) != 0)
        return found;
    n = fread(directory, ENTRY, MAX_ENTRIES, file);
    for (size_t i = 0; i < sizeof streams / sizeof streams[0] && found == &office_beginning; i++) {
        for (size_t entry = 0; entry < n; entry++) {
            if (has_name(directory + ENTRY * entry, &streams[i]))
                found = &streams[i];
        }
    }
    return found;
}

static enum awol_status refuse(const char *source, const char *kind, const char *advice,
                               struct awol_error *opt_error)
{
    return awol_error_at(opt_error, source, (struct awol_place){0, 0}, "this is %s: %s", kind,
                         advice);
}

enum awol_status awol_kind_refuse(const char *bytes, size_t length, bool wants_text, FILE *opt_file,
                                  const char *source, struct awol_error *opt_error)
{
    const struct beginning *found = find_beginning(bytes, length);

    for (size_t i = 0; wants_text && i < sizeof no_tables / sizeof no_tables[0]; i++) {
        if (!found && begins(bytes, length, &no_tables[i]))
            found = &no_tables[i];
    }
    if (wants_text && begins(bytes, length, &zip_beginning))
        found = &zip_beginning;
    if (begins(bytes, length, &office_beginning)) {
        found = opt_file ? find_stream(bytes, length, opt_file) : &office_beginning;
        if (opt_file)
            rewind(opt_file);
    }
    return found ? refuse(source, found->kind, found->advice, opt_error) : AWOL_OK;
}

/* ---- zip archives ------------------------------------------------------------------------- */

/* A part of the archive, what stands in it ("" = anything), and what the archive then is. */
struct content {
    const char *part;
    const char *bytes;
    const struct awol_book_type *opt_book;
    const char *kind;
    const char *advice;
};

#define TYPES "[Content_Types].xml"
#define OASIS "application/vnd.oasis.opendocument."

/* The first that fits. An Office document may hold one of another kind, whose type has no "main".
 */
static const struct content contents[] = {
    {"mimetype", OASIS "spreadsheet", &awol_book_ods, "", ""},
    {"mimetype", OASIS "text", NULL, "an OpenDocument text (.odt)", AS_TABLE},
    {"mimetype", OASIS "presentation", NULL, "an OpenDocument presentation (.odp)", AS_TABLE},
    {"mimetype", OASIS "graphics", NULL, "an OpenDocument drawing (.odg)", AS_TABLE},
    {"mimetype", OASIS "database", NULL, "an OpenDocument database (.odb)",
     "export its table as .csv"},
    {"mimetype", "application/epub", NULL, "a book in EPUB", AS_TABLE},
    {TYPES, "ms-excel.sheet.binary", NULL, "a binary Excel workbook (.xlsb)",
     "save it as .xlsx or .csv"},
    {TYPES, "spreadsheetml.sheet.main", &awol_book_xlsx, "", ""},
    {TYPES, "spreadsheetml.template.main", &awol_book_xlsx, "", ""},
    {TYPES, "ms-excel.sheet.macroEnabled.main", &awol_book_xlsx, "", ""},
    {TYPES, "ms-excel.template.macroEnabled.main", &awol_book_xlsx, "", ""},
    {TYPES, "wordprocessingml.", NULL, "a Word document", AS_TABLE},
    {TYPES, "ms-word.", NULL, "a Word document", AS_TABLE},
    {TYPES, "presentationml.", NULL, "a PowerPoint presentation", AS_TABLE},
    {TYPES, "ms-powerpoint.", NULL, "a PowerPoint presentation", AS_TABLE},
    {"xl/workbook.xml", "", &awol_book_xlsx, "", ""},
    {"Index/Document.iwa", "", NULL, "a document of Numbers, Pages or Keynote",
     "export it as .xlsx or .csv"},
    {"Index.zip", "", NULL, "a document of Numbers, Pages or Keynote",
     "export it as .xlsx or .csv"},
};

/* The first bytes of a part, terminated; "" if there is none. */
static enum awol_status read_start(struct awol_zip *zip, const char *name, char *buffer,
                                   size_t size, struct awol_error *opt_error)
{
    struct awol_zip_part *part = NULL;
    size_t length = 0, n = 1;
    enum awol_status status = AWOL_OK;

    if (awol_zip_has(zip, name))
        status = awol_zip_part_open(zip, name, &part, opt_error);
    while (part && status == AWOL_OK && n > 0 && length + 1 < size) {
        status = awol_zip_part_read(part, buffer + length, size - 1 - length, &n, opt_error);
        length += status == AWOL_OK ? n : 0;
    }
    buffer[length] = '\0';
    awol_zip_part_close(part);
    return status;
}

enum awol_status awol_kind_of_archive(struct awol_zip *zip, const struct awol_book_type **ret_type,
                                      struct awol_error *opt_error)
{
    char mimetype[200], types[32768];
    enum awol_status status = read_start(zip, "mimetype", mimetype, sizeof mimetype, opt_error);

    if (status == AWOL_OK)
        status = read_start(zip, TYPES, types, sizeof types, opt_error);
    for (size_t i = 0; i < sizeof contents / sizeof contents[0] && status == AWOL_OK; i++) {
        const struct content *const content = &contents[i];
        const char *const bytes = content->part[0] == 'm' ? mimetype : types;

        if (!awol_zip_has(zip, content->part) || !strstr(bytes, content->bytes))
            continue;
        if (!content->opt_book)
            return refuse(awol_zip_source(zip), content->kind, content->advice, opt_error);
        *ret_type = content->opt_book;
        return AWOL_OK;
    }
    if (status != AWOL_OK)
        return status;
    return awol_error_at(opt_error, awol_zip_source(zip), (struct awol_place){0, 0},
                         "this is a zip archive with %zu part%s (the first: %.100s), and no "
                         "spreadsheet: " UNPACK,
                         awol_zip_n_parts(zip), awol_zip_n_parts(zip) == 1 ? "" : "s",
                         awol_zip_n_parts(zip) > 0 ? awol_zip_name(zip, 0) : "none");
}
