#include "support/table_text.h"

#include <criterion/criterion.h>

#define MAX_COLUMNS 32

struct awol_table test_table(const char *name, const char *lines)
{
    struct awol_table table;
    const char *at = lines;
    size_t line = 1;

    cr_assert_eq(awol_table_init(&table, name, "t.csv", NULL), AWOL_OK);
    while (*at != '\0') {
        char cells[MAX_COLUMNS][256];
        const char *pointers[MAX_COLUMNS];
        struct awol_place places[MAX_COLUMNS];
        size_t n = 0;

        for (;;) {
            size_t length = strcspn(at, "|\n");

            memcpy(cells[n], at, length);
            cells[n][length] = '\0';
            pointers[n] = cells[n];
            places[n] = (struct awol_place){line, n + 1};
            n++;
            at += length;
            if (*at != '|')
                break;
            at++;
        }
        for (size_t i = 0; line == 1 && i < n; i++)
            cr_assert_eq(awol_table_add_column(&table, cells[i], NULL), AWOL_OK);
        cr_assert_eq(n, table.n_columns, "ragged test table, line %zu", line);
        if (line > 1)
            cr_assert_eq(awol_table_append(&table, pointers, places, NULL), AWOL_OK);
        line++;
        at += *at == '\n';
    }
    return table;
}
