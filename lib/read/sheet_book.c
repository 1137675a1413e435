#include "read/sheet_book.h"

bool awol_sheet_list_add(struct awol_sheet_list *list, const char *opt_name, bool hidden)
{
    struct awol_sheet *const sheets =
        awol_arena_grow(list->arena, list->sheets, list->n, sizeof *sheets);
    const char *const name = awol_arena_string(list->arena, opt_name ? opt_name : "");

    if (!sheets || !name)
        return false;
    sheets[list->n++] = (struct awol_sheet){name, hidden};
    list->sheets = sheets;
    return true;
}
