#include "read/xlsx_styles.h"

#include <stdbool.h>

#include "base/number.h"
#include "read/zip_xml.h"

struct reading {
    struct awol_xlsx_styles *styles;
    bool in_cells; /* the list that cells refer to; others have elements of the same name */
};

static int read_id(const char *opt_text)
{
    int64_t id = 0;

    if (!opt_text || !awol_number_parse_integer(opt_text, &id) || id < 0 || id > INT32_MAX)
        return 0;
    return (int)id;
}

static struct awol_sheet_form find_form(const struct awol_xlsx_styles *styles, int id)
{
    for (size_t i = 0; i < styles->n_codes; i++) {
        if (styles->codes[i].id == id)
            return styles->codes[i].form;
    }
    return awol_sheet_form_builtin(id);
}

static enum awol_status add_code(struct awol_xlsx_styles *styles, const struct awol_xml_tag *tag,
                                 struct awol_error *error)
{
    const char *const code = awol_xml_find(tag, AWOL_XML_NONE, "formatCode");
    struct awol_xlsx_code *const codes =
        awol_arena_grow(styles->arena, styles->codes, styles->n_codes, sizeof *codes);

    if (!codes)
        return awol_error_memory(error);
    styles->codes = codes;
    codes[styles->n_codes++] =
        (struct awol_xlsx_code){read_id(awol_xml_find(tag, AWOL_XML_NONE, "numFmtId")),
                                awol_sheet_form_parse(code ? code : "")};
    return AWOL_OK;
}

static enum awol_status add_form(struct awol_xlsx_styles *styles, const struct awol_xml_tag *tag,
                                 struct awol_error *error)
{
    struct awol_sheet_form *const forms =
        awol_arena_grow(styles->arena, styles->forms, styles->n_forms, sizeof *forms);

    if (!forms)
        return awol_error_memory(error);
    styles->forms = forms;
    forms[styles->n_forms++] =
        find_form(styles, read_id(awol_xml_find(tag, AWOL_XML_NONE, "numFmtId")));
    return AWOL_OK;
}

static enum awol_status start(void *state, const struct awol_xml_tag *tag, struct awol_error *error)
{
    struct reading *const reading = state;

    if (awol_xml_is(tag, AWOL_XML_MAIN, "cellXfs"))
        reading->in_cells = true;
    else if (awol_xml_is(tag, AWOL_XML_MAIN, "numFmt"))
        return add_code(reading->styles, tag, error);
    else if (reading->in_cells && awol_xml_is(tag, AWOL_XML_MAIN, "xf"))
        return add_form(reading->styles, tag, error);
    return AWOL_OK;
}

static enum awol_status end(void *state, const struct awol_xml_tag *tag, struct awol_error *error)
{
    struct reading *const reading = state;

    (void)error;
    if (awol_xml_is(tag, AWOL_XML_MAIN, "cellXfs"))
        reading->in_cells = false;
    return AWOL_OK;
}

enum awol_status awol_xlsx_styles_read(struct awol_xlsx_styles *styles, struct awol_zip *zip,
                                       const char *part, struct awol_error *opt_error)
{
    static const struct awol_xml_handler handler = {.start = start, .end = end};
    struct reading reading = {.styles = styles};

    return awol_zip_xml_read(zip, part, &handler, &reading, opt_error);
}

struct awol_sheet_form awol_xlsx_styles_form(const struct awol_xlsx_styles *styles, size_t style)
{
    return style < styles->n_forms ? styles->forms[style]
                                   : (struct awol_sheet_form){.kind = AWOL_FORM_NUMBER};
}
