#include "read/codes.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "read/row_columns.h"

static enum awol_status read_text(const char *text, struct awol_codes *codes,
                                  struct awol_error *error)
{
    char path[] = "/tmp/awol-codes-XXXXXX";
    const int descriptor = mkstemp(path);
    FILE *const file = fdopen(descriptor, "wb");
    enum awol_status status;

    cr_assert_not_null(file);
    fputs(text, file);
    fclose(file);
    status = awol_codes_read(codes, path, error);
    remove(path);
    return status;
}

static const char table[] = "column,code,event,to\n"
                            "Funktion,34,deserted,enemy\n"
                            "Funktion,12,-,\n"
                            "Grad,,,home\n"
                            "Grad,G,,enemy\n";

Test(codes, what_they_mean)
{
    const size_t event = awol_row_columns_index("event"), to = awol_row_columns_index("to");
    const char *cells[AWOL_EVENT_MAX_COLUMNS];
    struct awol_codes codes;
    struct awol_error error = {0};
    bool none = false;

    cr_assert_eq(read_text(table, &codes, &error), AWOL_OK, "%s", error.message);
    cr_assert_str_eq(awol_codes_column(&codes, 0), "Funktion");
    cr_assert_str_eq(awol_codes_column(&codes, 1), "Grad");
    cr_assert_null(awol_codes_column(&codes, 2));
    for (size_t i = 0; i < AWOL_EVENT_MAX_COLUMNS; i++)
        cells[i] = "";
    cr_assert_eq(awol_codes_apply(&codes, "Funktion", "34", cells, &none, &error), AWOL_OK);
    cr_assert_not(none);
    cr_assert_str_eq(cells[event], "deserted");
    cr_assert_str_eq(cells[to], "enemy");
    cr_assert_eq(awol_codes_apply(&codes, "Grad", "G", cells, &none, &error), AWOL_OK,
                 "the same twice is no contradiction");
    cr_assert_eq(awol_codes_apply(&codes, "Grad", "", cells, &none, &error), AWOL_DATA);
    cr_assert_not_null(strstr(error.message, "means to “home”, and the row says “enemy” already"));
    cr_assert_eq(awol_codes_apply(&codes, "Funktion", "12", cells, &none, &error), AWOL_OK);
    cr_assert(none);
    cr_assert_eq(awol_codes_apply(&codes, "Funktion", "43", cells, &none, &error), AWOL_DATA);
    cr_assert_not_null(strstr(error.message, "Funktion “43” is none of the 2 codes"), "%s",
                       error.message);
    cr_assert_eq(awol_codes_apply(&codes, "Funktion", "", cells, &none, &error), AWOL_DATA);
    cr_assert_not_null(strstr(error.message, "Funktion is empty"), "%s", error.message);
    awol_codes_release(&codes);
}

Test(codes, tables_that_are_refused)
{
    static const struct {
        const char *text;
        size_t line;
        const char *message;
    } cases[] = {
        {"code,event\n1,deserted\n", 1, "no column “column”"},
        {"column,code,colour\nF,1,red\n", 1, "“colour” is no column of events"},
        {"column,code,event\n,1,deserted\n", 2, "names no column of the file"},
        {"column,code,event\nF,1,AWOL\n", 2, "event “AWOL” is not one of"},
        {"column,code,to\nF,1,Jersey\n", 2, "to “Jersey” is not one of"},
        {"column,code,event\nF,1,-\nF,1,-\n", 3, "code “1” stands twice"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_codes codes;
        struct awol_error error = {0};

        cr_assert_eq(read_text(cases[i].text, &codes, &error), AWOL_DATA, "%s", cases[i].text);
        cr_assert_not_null(strstr(error.message, cases[i].message), "%s", error.message);
        cr_assert_eq(error.place.line, cases[i].line, "%s: %zu", cases[i].text, error.place.line);
    }
}
