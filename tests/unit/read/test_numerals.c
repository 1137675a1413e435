#include "read/numerals.h"

#include <criterion/criterion.h>
#include <string.h>

#define NONE AWOL_THOUSANDS_NONE
#define POINT AWOL_THOUSANDS_POINT
#define COMMA AWOL_THOUSANDS_COMMA
#define APOSTROPHE AWOL_THOUSANDS_APOSTROPHE
#define SPACE AWOL_THOUSANDS_SPACE

Test(numerals, plain_numbers_and_what_is_refused)
{
    static const struct {
        struct awol_numerals numerals;
        const char *text;
        const char *plain; /* NULL: refused */
        size_t column;     /* where */
        const char *hint;
    } cases[] = {
        /* nothing said: what can be one thing only */
        {{0}, "12", "12", 0, NULL},
        {{0}, "1.5", "1.5", 0, NULL},
        {{0}, "0.125", "0.1250", 0, NULL},
        {{0}, "1234.125", "1234.1250", 0, NULL},
        {{0}, "75 to 100", "75 to 100", 0, NULL},
        {{0}, "75 100 men", NULL, 3, "--thousands space"},
        {{0}, "5 or 6", "5 or 6", 0, NULL},
        {{0}, "5, 6", "5, 6", 0, NULL},
        {{0}, "20.732", NULL, 3, "--thousands . or --decimal point"},
        {{0}, "1.234.567", NULL, 2, "--thousands ."},
        {{0}, "1,094", NULL, 2, "--thousands , or --decimal comma"},
        {{0}, "1,5", NULL, 2, "--decimal comma"},
        {{0}, "67 840", NULL, 3, "--thousands space"},
        {{0},
         "67\xC2\xA0"
         "840",
         NULL,
         3,
         "--thousands space"},
        {{0}, "1'094", NULL, 2, "--thousands apostrophe"},
        {{0}, "about 1,094", NULL, 8, "--thousands ,"},
        {{0}, "-3", "-3", 0, NULL},
        {{0}, "", "", 0, NULL},
        {{0}, "many", "many", 0, NULL},
        /* 20.732 is Spanish, 67 840 Ukrainian, 1,094 English for thousands */
        {{POINT, 0}, "20.732", "20732", 0, NULL},
        {{POINT, 0}, "1.234.567,5", "1234567.5", 0, NULL},
        {{POINT, 0}, "12,5", "12.5", 0, NULL},
        {{POINT, 0}, "20.73", NULL, 4, "three digits"},
        {{POINT, 0}, "1234.567", NULL, 1, "at most three digits"},
        {{COMMA, 0}, "1,094", "1094", 0, NULL},
        {{COMMA, 0}, "1,094.5", "1094.5", 0, NULL},
        {{COMMA, 0}, "20.732", "20.7320", 0, NULL},
        {{COMMA, 0}, "1,09", NULL, 3, "three digits"},
        {{COMMA, 0}, "1,0944", NULL, 3, "three digits"},
        {{COMMA, 0}, "75 to 1,100", "75 to 1100", 0, NULL},
        {{COMMA, 0}, "1,100 men", "1100 men", 0, NULL},
        {{SPACE, 0}, "67 840", "67840", 0, NULL},
        {{SPACE, 0},
         "67\xE2\x80\xAF"
         "840",
         "67840",
         0,
         NULL},
        {{SPACE, 0},
         "1\xC2\xA0"
         "067\xE2\x80\x89"
         "840",
         "1067840",
         0,
         NULL},
        {{SPACE, AWOL_DECIMAL_COMMA}, "67 840,25", "67840.25", 0, NULL},
        {{SPACE, 0}, "67 84", NULL, 4, "three digits"},
        {{APOSTROPHE, 0}, "1'094", "1094", 0, NULL},
        {{APOSTROPHE, 0},
         "1\xE2\x80\x99"
         "094.5",
         "1094.5",
         0,
         NULL},
        {{NONE, 0}, "20.732", "20.7320", 0, NULL},
        {{NONE, 0}, "1,094", NULL, 2, "--thousands ,"},
        {{0, AWOL_DECIMAL_POINT}, "20.732", "20.7320", 0, NULL},
        {{0, AWOL_DECIMAL_COMMA}, "1,5", "1.5", 0, NULL},
        {{0, AWOL_DECIMAL_COMMA}, "0.5", NULL, 2, "--thousands ."},
        {{0, AWOL_DECIMAL_COMMA}, "1,094", "1.0940", 0, NULL},
        {{0, AWOL_DECIMAL_COMMA}, "1.094,5", NULL, 2, "--thousands ."},
        {{0, AWOL_DECIMAL_COMMA}, "1,094,5", NULL, 6, "behind the decimals"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct awol_text plain;
        struct awol_error error = {0};
        enum awol_status status;

        awol_text_init(&plain);
        status = awol_numerals_plain(&cases[i].numerals, cases[i].text, &plain, &error);
        cr_assert_eq(status, cases[i].plain ? AWOL_OK : AWOL_DATA, "case %zu, %s: %s", i,
                     cases[i].text, awol_text_string(&plain));
        if (cases[i].plain) {
            cr_assert_str_eq(awol_text_string(&plain), cases[i].plain, "case %zu: %s", i,
                             awol_text_string(&plain));
        } else {
            cr_assert_not_null(strstr(error.message, cases[i].hint), "case %zu: %s", i,
                               error.message);
            cr_assert_eq(error.place.column, cases[i].column, "case %zu, %s: %zu", i, cases[i].text,
                         error.place.column);
        }
        awol_text_release(&plain);
    }
}

Test(numerals, words_and_marks_of_a_command_line)
{
    static const struct {
        const char *text;
        enum awol_thousands thousands;
    } cases[] = {
        {"none", AWOL_THOUSANDS_NONE},
        {".", AWOL_THOUSANDS_POINT},
        {"comma", AWOL_THOUSANDS_COMMA},
        {",", AWOL_THOUSANDS_COMMA},
        {"'", AWOL_THOUSANDS_APOSTROPHE},
        {"\xE2\x80\x99", AWOL_THOUSANDS_APOSTROPHE},
        {" ", AWOL_THOUSANDS_SPACE},
        {"space", AWOL_THOUSANDS_SPACE},
        {"\xE2\x80\xAF", AWOL_THOUSANDS_SPACE},
    };
    const struct awol_numerals clash = {AWOL_THOUSANDS_COMMA, AWOL_DECIMAL_COMMA};
    const struct awol_numerals none = {AWOL_THOUSANDS_POINT, AWOL_DECIMAL_UNKNOWN};
    enum awol_thousands seen;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        cr_assert(awol_numerals_parse_thousands(cases[i].text, &seen), "case %zu", i);
        cr_assert_eq(seen, cases[i].thousands, "case %zu", i);
    }
    cr_assert_not(awol_numerals_parse_thousands("", &seen));
    cr_assert_not(awol_numerals_parse_thousands("5", &seen));
    cr_assert_not(awol_numerals_parse_thousands(",.", &seen));
    cr_assert(awol_numerals_clash(&clash));
    cr_assert_not(awol_numerals_clash(&none));
}
