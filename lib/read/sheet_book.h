/* A workbook: its sheets by name, and the rows of one of them, piece by piece. A format of
 * spreadsheets is one struct awol_book_type. */
#ifndef AWOL_READ_SHEET_BOOK_H
#define AWOL_READ_SHEET_BOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "base/text.h"
#include "read/sheet_rows.h"
#include "read/zip_file.h"

struct awol_sheet {
    const char *name;
    bool hidden;
};

/* The list grows in an arena of the book's. */
struct awol_sheet_list {
    struct awol_arena *arena;
    struct awol_sheet *sheets;
    size_t n;
};

/* Append a sheet; its name is copied. False when out of memory. */
bool awol_sheet_list_add(struct awol_sheet_list *list, const char *opt_name, bool hidden);

struct awol_book_type {
    /* Read what the sheets are, and what is needed to read any of them. `zip` and the list stay the
     * caller's and outlive the state. */
    enum awol_status (*open)(struct awol_zip *zip, struct awol_sheet_list *list, void **ret_state,
                             struct awol_error *opt_error);
    void (*close)(void *state);

    /* Begin to read the rows of one sheet, from its index in the list, into rows; then go on,
     * *ret_more false once they are all there. */
    enum awol_status (*begin)(void *state, size_t sheet, struct awol_sheet_rows *rows,
                              struct awol_error *opt_error);
    enum awol_status (*feed)(void *state, bool *ret_more, struct awol_error *opt_error);
};

extern const struct awol_book_type awol_book_xlsx;
extern const struct awol_book_type awol_book_ods;

#endif
