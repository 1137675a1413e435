/* Spreadsheets of OpenDocument (ODF 1.2 part 1, 9). */
#include <stdlib.h>
#include <string.h>

#include "read/ods_cells.h"
#include "read/sheet_book.h"

struct book {
    struct awol_arena arena;
    struct awol_zip *zip;
    struct awol_sheet_list *list;
    struct awol_ods_styles styles;
    int depth;
    struct awol_ods_cells cells;
    struct awol_zip_xml *xml; /* of the content, for the sheet that is read */
};

static void close_ods(void *opened)
{
    struct book *const book = opened;

    awol_zip_xml_close(book->xml);
    awol_text_release(&book->cells.value);
    awol_text_release(&book->cells.text);
    awol_arena_release(&book->arena);
    free(book);
}

/* ---- the sheets --------------------------------------------------------------------------- */

static enum awol_status start(void *state, const struct awol_xml_tag *tag, struct awol_error *error)
{
    struct book *const book = state;
    const char *style;

    book->depth++;
    if (book->depth != AWOL_ODS_TABLE_DEPTH || !awol_xml_is(tag, AWOL_XML_TABLE, "table"))
        return awol_ods_styles_start(&book->styles, tag, error);
    style = awol_xml_find(tag, AWOL_XML_TABLE, "style-name");
    if (!awol_sheet_list_add(book->list, awol_xml_find(tag, AWOL_XML_TABLE, "name"),
                             style && awol_ods_styles_hides(&book->styles, style)))
        return awol_error_memory(error);
    return AWOL_OK;
}

static enum awol_status end(void *state, const struct awol_xml_tag *tag, struct awol_error *error)
{
    struct book *const book = state;

    (void)error;
    book->depth--;
    awol_ods_styles_end(&book->styles, tag);
    return AWOL_OK;
}

static enum awol_status start_manifest(void *state, const struct awol_xml_tag *tag,
                                       struct awol_error *error)
{
    (void)state;
    if (awol_xml_is(tag, AWOL_XML_MANIFEST, "encryption-data"))
        return awol_error_set(error, AWOL_DATA,
                              "the file is encrypted: save it without a password");
    return AWOL_OK;
}

static enum awol_status read_parts(struct book *book, struct awol_error *opt_error)
{
    static const char manifest[] = "META-INF/manifest.xml";
    static const struct awol_xml_handler handler = {.start = start, .end = end};
    static const struct awol_xml_handler manifest_handler = {.start = start_manifest};
    enum awol_status status = AWOL_OK;

    if (awol_zip_has(book->zip, manifest))
        status = awol_zip_xml_read(book->zip, manifest, &manifest_handler, NULL, opt_error);
    if (status == AWOL_OK && awol_zip_has(book->zip, "styles.xml"))
        status = awol_zip_xml_read(book->zip, "styles.xml", &handler, book, opt_error);
    book->depth = 0;
    if (status == AWOL_OK)
        status = awol_zip_xml_read(book->zip, "content.xml", &handler, book, opt_error);
    awol_ods_styles_settle(&book->styles);
    return status;
}

static enum awol_status open_ods(struct awol_zip *zip, struct awol_sheet_list *list,
                                 void **ret_state, struct awol_error *opt_error)
{
    struct book *const book = calloc(1, sizeof *book);
    enum awol_status status;

    if (!book)
        return awol_error_memory(opt_error);
    awol_arena_init(&book->arena);
    book->zip = zip;
    book->list = list;
    book->styles.arena = &book->arena;
    status = read_parts(book, opt_error);
    if (status != AWOL_OK) {
        close_ods(book);
        return status;
    }
    *ret_state = book;
    return AWOL_OK;
}

/* ---- a sheet ------------------------------------------------------------------------------ */

static enum awol_status begin_ods(void *opened, size_t sheet, struct awol_sheet_rows *rows,
                                  struct awol_error *opt_error)
{
    struct book *const book = opened;

    book->cells.rows = rows;
    book->cells.styles = &book->styles;
    book->cells.arena = &book->arena;
    book->cells.wanted = sheet;
    return awol_zip_xml_open(book->zip, "content.xml", &awol_ods_cells_handler, &book->cells,
                             &book->xml, opt_error);
}

static enum awol_status feed_ods(void *opened, bool *ret_more, struct awol_error *opt_error)
{
    struct book *const book = opened;

    return awol_zip_xml_feed(book->xml, ret_more, opt_error);
}

const struct awol_book_type awol_book_ods = {
    .open = open_ods,
    .close = close_ods,
    .begin = begin_ods,
    .feed = feed_ods,
};
