#include "date/compact.h"

#include <criterion/criterion.h>
#include <string.h>

Test(compact, what_is_known)
{
    static const char *const cases[][2] = {
        {"18640715", "1864-07-15"}, {"18640700", "1864-07"},    {"186407--", "1864-07"},
        {"18640000", "1864"},       {"1864----", "1864"},       {"1864--00", "1864"},
        {"1864--15", "1864-XX-15"}, {"18640015", "1864-XX-15"}, {"186-----", "186X"},
        {"18------", "18XX"},       {"186-0715", "186X-07-15"}, {"00011231", "0001-12-31"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char edtf[AWOL_COMPACT_EDTF_SIZE];

        cr_assert_eq(awol_compact_to_edtf(cases[i][0], edtf, NULL), AWOL_OK, "%s", cases[i][0]);
        cr_assert_str_eq(edtf, cases[i][1], "%s: %s", cases[i][0], edtf);
    }
}

Test(compact, refusals)
{
    static const struct {
        const char *text;
        size_t column;
        const char *message;
    } cases[] = {
        {"", 1, "expected YYYYMMDD"},         {"1864", 5, "expected YYYYMMDD"},
        {"1864071", 8, "expected YYYYMMDD"},  {"186407150", 9, "expected YYYYMMDD"},
        {"1864 715", 5, "expected YYYYMMDD"}, {"1864-07-15", 9, "expected YYYYMMDD"},
        {"----0715", 1, "the year"},          {"00000715", 1, "the year"},
        {"1-640715", 3, "last figures"},      {"18640-15", 5, "half of a month"},
        {"1864071-", 7, "half of a month"},   {"18641315", 5, "a month 01 to 12"},
        {"18642100", 5, "a month 01 to 12"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char edtf[AWOL_COMPACT_EDTF_SIZE] = "kept";
        struct awol_error error = {0};

        cr_assert_eq(awol_compact_to_edtf(cases[i].text, edtf, &error), AWOL_DATA, "%s",
                     cases[i].text);
        cr_assert_not_null(strstr(error.message, cases[i].message), "%s: %s", cases[i].text,
                           error.message);
        cr_assert_eq(error.place.column, cases[i].column, "%s: %zu", cases[i].text,
                     error.place.column);
        cr_assert_str_eq(edtf, "kept");
    }
}

Test(compact, nothing_known)
{
    cr_assert(awol_compact_is_empty("00000000"));
    cr_assert(awol_compact_is_empty("--------"));
    cr_assert_not(awol_compact_is_empty("1864----"));
    cr_assert_not(awol_compact_is_empty(""));
}

/* 1864-07-31: the parts begin at 1, 6 and 9 in EDTF, at 1, 5 and 7 without the marks. */
Test(compact, columns)
{
    cr_assert_eq(awol_compact_column(1), 1);
    cr_assert_eq(awol_compact_column(4), 4);
    cr_assert_eq(awol_compact_column(6), 5);
    cr_assert_eq(awol_compact_column(9), 7);
    cr_assert_eq(awol_compact_column(10), 8);
}
