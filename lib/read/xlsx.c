/* Workbooks of Office Open XML (ECMA-376 part 1, 18). */
#include <stdlib.h>
#include <string.h>

#include "read/sheet_book.h"
#include "read/xlsx_cells.h"
#include "read/xlsx_relations.h"

struct book {
    struct awol_arena arena;
    struct awol_zip *zip;
    struct awol_sheet_list *list;
    struct awol_xlsx_relations relations; /* of the workbook */
    const char **parts;                   /* of the sheets, as they stand in the list */
    struct awol_xlsx_strings strings;
    struct awol_xlsx_styles styles;
    bool from_1904;
    struct awol_xlsx_cells cells;
    struct awol_zip_xml *xml; /* of the sheet that is read */
};

static void close_xlsx(void *opened)
{
    struct book *const book = opened;

    awol_zip_xml_close(book->xml);
    awol_text_release(&book->cells.text.text);
    awol_xlsx_strings_release(&book->strings);
    awol_arena_release(&book->arena);
    free(book);
}

/* ---- the workbook ------------------------------------------------------------------------- */

static bool is_true(const char *opt_text)
{
    return opt_text && (strcmp(opt_text, "1") == 0 || strcmp(opt_text, "true") == 0);
}

/* Charts and macros have sheets of their own kinds, which hold no cells. */
static enum awol_status add_sheet(struct book *book, const struct awol_xml_tag *tag,
                                  struct awol_error *error)
{
    const char *const id = awol_xml_find(tag, AWOL_XML_RELATION, "id");
    const char *const state = awol_xml_find(tag, AWOL_XML_NONE, "state");
    const struct awol_xlsx_relation *const relation =
        id ? awol_xlsx_relations_of_id(&book->relations, id) : NULL;
    const size_t n = book->list->n;
    const char **parts;

    if (!relation || strcmp(relation->type, "worksheet") != 0)
        return AWOL_OK;
    parts = awol_arena_grow(&book->arena, book->parts, n, sizeof *parts);
    if (!parts || !awol_sheet_list_add(book->list, awol_xml_find(tag, AWOL_XML_NONE, "name"),
                                       state && strcmp(state, "visible") != 0))
        return awol_error_memory(error);
    book->parts = parts;
    parts[n] = relation->part;
    return AWOL_OK;
}

static enum awol_status start(void *state, const struct awol_xml_tag *tag, struct awol_error *error)
{
    struct book *const book = state;

    if (awol_xml_is(tag, AWOL_XML_MAIN, "workbookPr"))
        book->from_1904 = is_true(awol_xml_find(tag, AWOL_XML_NONE, "date1904"));
    else if (awol_xml_is(tag, AWOL_XML_MAIN, "sheet"))
        return add_sheet(book, tag, error);
    return AWOL_OK;
}

static enum awol_status read_workbook(struct book *book, struct awol_error *opt_error)
{
    static const struct awol_xml_handler handler = {.start = start};
    struct awol_xlsx_relations root = {.arena = &book->arena};
    const struct awol_xlsx_relation *main_part;
    const char *part = "xl/workbook.xml";
    enum awol_status status = awol_xlsx_relations_read(&root, book->zip, "", opt_error);

    if (status != AWOL_OK)
        return status;
    main_part = awol_xlsx_relations_of_type(&root, "officeDocument");
    if (main_part)
        part = main_part->part;
    status = awol_xlsx_relations_read(&book->relations, book->zip, part, opt_error);
    if (status == AWOL_OK)
        status = awol_zip_xml_read(book->zip, part, &handler, book, opt_error);
    return status;
}

static enum awol_status read_tables(struct book *book, struct awol_error *opt_error)
{
    const struct awol_xlsx_relation *const strings =
        awol_xlsx_relations_of_type(&book->relations, "sharedStrings");
    const struct awol_xlsx_relation *const styles =
        awol_xlsx_relations_of_type(&book->relations, "styles");
    enum awol_status status = AWOL_OK;

    if (strings)
        status = awol_xlsx_strings_read(&book->strings, book->zip, strings->part, opt_error);
    if (status == AWOL_OK && styles)
        status = awol_xlsx_styles_read(&book->styles, book->zip, styles->part, opt_error);
    return status;
}

static enum awol_status open_xlsx(struct awol_zip *zip, struct awol_sheet_list *list,
                                  void **ret_state, struct awol_error *opt_error)
{
    struct book *const book = calloc(1, sizeof *book);
    enum awol_status status;

    if (!book)
        return awol_error_memory(opt_error);
    awol_arena_init(&book->arena);
    awol_xlsx_strings_init(&book->strings);
    book->zip = zip;
    book->list = list;
    book->relations.arena = &book->arena;
    book->styles.arena = &book->arena;
    status = read_workbook(book, opt_error);
    if (status == AWOL_OK)
        status = read_tables(book, opt_error);
    if (status != AWOL_OK) {
        close_xlsx(book);
        return status;
    }
    *ret_state = book;
    return AWOL_OK;
}

/* ---- a sheet ------------------------------------------------------------------------------ */

static enum awol_status begin_xlsx(void *opened, size_t sheet, struct awol_sheet_rows *rows,
                                   struct awol_error *opt_error)
{
    struct book *const book = opened;

    book->cells.rows = rows;
    book->cells.strings = &book->strings;
    book->cells.styles = &book->styles;
    book->cells.from_1904 = book->from_1904;
    return awol_zip_xml_open(book->zip, book->parts[sheet], &awol_xlsx_cells_handler, &book->cells,
                             &book->xml, opt_error);
}

static enum awol_status feed_xlsx(void *opened, bool *ret_more, struct awol_error *opt_error)
{
    struct book *const book = opened;

    return awol_zip_xml_feed(book->xml, ret_more, opt_error);
}

const struct awol_book_type awol_book_xlsx = {
    .open = open_xlsx,
    .close = close_xlsx,
    .begin = begin_xlsx,
    .feed = feed_xlsx,
};
