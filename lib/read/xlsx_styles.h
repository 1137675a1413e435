/* The forms that the cells of an Office workbook refer to by number. */
#ifndef AWOL_READ_XLSX_STYLES_H
#define AWOL_READ_XLSX_STYLES_H

#include <stddef.h>

#include "base/status.h"
#include "base/text.h"
#include "read/sheet_value.h"
#include "read/zip_file.h"

/* A format code of the workbook's own. */
struct awol_xlsx_code {
    int id;
    struct awol_sheet_form form;
};

struct awol_xlsx_styles {
    struct awol_arena *arena;
    struct awol_xlsx_code *codes;
    size_t n_codes;
    struct awol_sheet_form *forms; /* by the number that cells have */
    size_t n_forms;
};

enum awol_status awol_xlsx_styles_read(struct awol_xlsx_styles *styles, struct awol_zip *zip,
                                       const char *part, struct awol_error *opt_error);

/* The form of a style; a plain number where there is no such style. */
struct awol_sheet_form awol_xlsx_styles_form(const struct awol_xlsx_styles *styles, size_t style);

#endif
