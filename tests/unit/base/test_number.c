#include "base/number.h"

#include <criterion/criterion.h>
#include <float.h>
#include <locale.h>
#include <math.h>

/* Names under which a locale with a decimal comma may be installed. */
static bool use_decimal_comma(void)
{
    static const char *const names[] = {"de_DE.UTF-8", "de_DE.utf8", "de_DE",       "fr_FR.UTF-8",
                                        "fr_FR.utf8",  "nl_NL.utf8", "ru_RU.UTF-8", "ru_RU.utf8"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (setlocale(LC_ALL, names[i]) && localeconv()->decimal_point[0] == ',')
            return true;
    return false;
}

static const double hard[] = {0.1,
                              0.3,
                              1.0 / 3,
                              2.0 / 3,
                              5e-324,
                              2.2250738585072011e-308, /* the largest below the normal ones */
                              DBL_MIN,
                              DBL_MAX,
                              9007199254740992.0,
                              9007199254740994.0,
                              123456789012345678.0,
                              1e22,
                              1e23,
                              8.41e21,
                              9.5e-3,
                              4.35,
                              2.675,
                              1e15,
                              999999999999999.9,
                              -0.7,
                              -1e-5,
                              1.7976931348623155e308};

static void expect_round_trip(double value)
{
    char text[AWOL_NUMBER_SIZE];
    double back;
    cr_assert(awol_number_parse(awol_number_format(value, text), &back), "%s", text);
    cr_assert_eq(back, value, "%s: %.17g, not %.17g", text, back, value);
}

Test(number, round_trip)
{
    for (size_t i = 0; i < sizeof hard / sizeof *hard; i++) {
        expect_round_trip(hard[i]);
        expect_round_trip(nextafter(hard[i], 0));
        if (hard[i] < DBL_MAX)
            expect_round_trip(nextafter(hard[i], INFINITY));
    }
}

Test(number, format_is_the_shortest)
{
    static const struct {
        double value;
        const char *expected;
    } rows[] = {{0, "0"},
                {-0.0, "0"},
                {1, "1"},
                {-12, "-12"},
                {0.1, "0.1"},
                {0.30000000000000004, "0.30000000000000004"},
                {2.5e-7, "2.5e-07"},
                {5e-324, "5e-324"},
                {1e22, "1e+22"},
                {9007199254740992.0, "9007199254740992"},
                {1.7976931348623157e308, "1.7976931348623157e+308"},
                {NAN, "NA"},
                {INFINITY, "Inf"},
                {-INFINITY, "-Inf"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[AWOL_NUMBER_SIZE];
        cr_assert_eq((void *)awol_number_format(rows[i].value, text), (void *)text);
        cr_assert_str_eq(text, rows[i].expected);
    }
}

Test(number, parse)
{
    static const struct {
        const char *text;
        double expected;
    } rows[] = {{"0", 0},
                {"-0", 0},
                {"+7", 7},
                {"007", 7},
                {"1.", 1},
                {".5", .5},
                {"-.5e1", -5},
                {"1E3", 1000},
                {"1e-3", .001},
                {"999999999999999", 999999999999999.0},
                {"9007199254740993", 9007199254740992.0}, /* 2^53 + 1: ties to even */
                {"9007199254740993.0000000000000001", 9007199254740994.0},
                {"4.9e-324", 5e-324},
                {"1.7976931348623157e308", DBL_MAX},
                {"2.2250738585072011e-308", 2.2250738585072011e-308},
                {"1e-400", 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double value = NAN;
        cr_assert(awol_number_parse(rows[i].text, &value), "%s", rows[i].text);
        cr_assert_eq(value, rows[i].expected, "%s: %.17g", rows[i].text, value);
    }
}

Test(number, parse_refuses)
{
    static const char *const rows[] = {
        "",    " 1",  "1 ",   "1e",    "1e+",    "e5", ".",   "+",     "-",       "--1",  "+-1",
        "0x1", "inf", "-inf", "nan",   "NaN",    "NA", "1,5", "1,000", "1_000",   "1e5.", "1..2",
        "1d5", "1\n", "\t1",  "1e400", "-1e400", "½",  "１",  "1.5.2", "infinity"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double value = 42;
        cr_assert_not(awol_number_parse(rows[i], &value), "“%s”", rows[i]);
        cr_assert_eq(value, 42, "“%s” changed the output", rows[i]);
    }
}

Test(number, integers)
{
    static const struct {
        const char *text;
        int64_t expected;
    } good[] = {{"0", 0},
                {"-0", 0},
                {"+12", 12},
                {"0012", 12},
                {"9223372036854775807", INT64_MAX},
                {"-9223372036854775808", INT64_MIN}};
    static const char *const bad[] = {"",
                                      " 1",
                                      "1 ",
                                      "1.0",
                                      "1e3",
                                      "0x1",
                                      "+",
                                      "-",
                                      "1,0",
                                      "9223372036854775808",
                                      "nan",
                                      "--1",
                                      "½",
                                      "-9223372036854775809",
                                      "99999999999999999999999"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        int64_t value = 42;
        cr_assert(awol_number_parse_integer(good[i].text, &value), "%s", good[i].text);
        cr_assert_eq(value, good[i].expected, "%s", good[i].text);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        int64_t value = 42;
        cr_assert_not(awol_number_parse_integer(bad[i], &value), "“%s”", bad[i]);
        cr_assert_eq(value, 42, "“%s” changed the output", bad[i]);
    }
}

Test(number, short_form)
{
    static const struct {
        double value;
        int digits;
        const char *expected;
    } rows[] = {{0, 3, "0"},           {1.0 / 3, 3, "0.333"},       {2.5, 3, "2.5"},
                {100, 3, "100"},       {123456, 3, "123456"},       {9999999, 2, "9999999"},
                {9.9996, 4, "10"},     {0.00012345, 3, "0.000123"}, {-0.05, 2, "-0.05"},
                {1e7, 3, "1e+07"},     {1.2345e-5, 3, "1.23e-05"},  {NAN, 3, "NA"},
                {-INFINITY, 3, "-Inf"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[AWOL_NUMBER_SIZE];
        awol_number_format_short(rows[i].value, rows[i].digits, text);
        cr_assert_str_eq(text, rows[i].expected, "%g to %d: %s", rows[i].value, rows[i].digits,
                         text);
    }
}

Test(number, the_locale_does_not_matter)
{
    if (!use_decimal_comma())
        cr_skip_test("no locale with a decimal comma is installed");
    char text[AWOL_NUMBER_SIZE];
    double value;
    for (size_t i = 0; i < sizeof hard / sizeof *hard; i++)
        expect_round_trip(hard[i]);
    cr_assert_str_eq(awol_number_format(2.5, text), "2.5");
    cr_assert_str_eq(awol_number_format_short(2.5, 3, text), "2.5");
    cr_assert_str_eq(awol_number_format_short(1.25e-9, 3, text), "1.25e-09");
    cr_assert(awol_number_parse("2.5", &value) && value == 2.5);
    cr_assert_not(awol_number_parse("2,5", &value));
    cr_assert_eq(localeconv()->decimal_point[0], ',', "the program's own locale is kept");
}

/* 1 + n 1e-16 - 1 loses everything in plain summation. */
Test(number, compensated_sum)
{
    struct awol_sum sum = {0, 0};
    awol_sum_add(&sum, 1);
    for (int i = 0; i < 10000; i++)
        awol_sum_add(&sum, 1e-16);
    awol_sum_add(&sum, -1);
    cr_assert_float_eq(awol_sum_value(&sum), 1e-12, 1e-24, "%.17g", awol_sum_value(&sum));
    sum = (struct awol_sum){0, 0};
    awol_sum_add(&sum, 1);
    awol_sum_add(&sum, 1e100);
    awol_sum_add(&sum, 1);
    awol_sum_add(&sum, -1e100);
    cr_assert_eq(awol_sum_value(&sum), 2); /* Neumaier 1974's example */
}

Test(number, whole_numbers_of_any_size)
{
    static const struct {
        int64_t value;
        const char *expected;
    } rows[] = {{0, "0"},
                {-7, "-7"},
                {10, "10"},
                {1234567890, "1234567890"},
                {INT64_MAX, "9223372036854775807"},
                {INT64_MIN, "-9223372036854775808"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[AWOL_NUMBER_SIZE];
        int64_t back = 1;
        cr_assert_str_eq(awol_number_format_integer(rows[i].value, text), rows[i].expected);
        cr_assert(awol_number_parse_integer(text, &back));
        cr_assert_eq(back, rows[i].value, "%s", text);
    }
}
