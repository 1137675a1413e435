/* The styles of an OpenDocument spreadsheet: how its dates are shown, and which tables are hidden.
 */
#ifndef AWOL_READ_ODS_STYLES_H
#define AWOL_READ_ODS_STYLES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "base/text.h"
#include "read/sheet_value.h"
#include "read/zip_xml.h"

/* A style of cells, or of data: of those `parent` and `data` are "". */
struct awol_ods_style {
    const char *name;
    const char *parent;
    const char *data;
    struct awol_sheet_form form;
};

struct awol_ods_styles {
    struct awol_arena *arena;
    struct awol_ods_style *data;
    size_t n_data;
    struct awol_ods_style *cells; /* sorted by name once they are all there */
    size_t n_cells;
    const char **hidden; /* of tables */
    size_t n_hidden;
    /* The style that is being read. */
    const char *table;
    bool in_data, year, month, day, time, is_time, padded;
    int digits;
};

/* A start tag, an end tag, of whichever element; fills styles where it belongs to one. */
enum awol_status awol_ods_styles_start(struct awol_ods_styles *styles,
                                       const struct awol_xml_tag *tag, struct awol_error *error);
void awol_ods_styles_end(struct awol_ods_styles *styles, const struct awol_xml_tag *tag);

/* All are read: find what each style of cells comes to. */
void awol_ods_styles_settle(struct awol_ods_styles *styles);

/* The form of a style of cells, a plain number where it has none; whether a style hides a table. */
struct awol_sheet_form awol_ods_styles_form(const struct awol_ods_styles *styles, const char *name);
bool awol_ods_styles_hides(const struct awol_ods_styles *styles, const char *name);

#endif
