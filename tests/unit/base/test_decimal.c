#include "base/decimal.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"

/* The same by the C library: it rounds exactly, as C17 allows and glibc and musl do. */
static void expect_as_printf(double value)
{
    char expected[AWOL_NUMBER_SIZE], text[AWOL_NUMBER_SIZE];
    for (int precision = 15; precision <= 17; precision++) {
        snprintf(expected, sizeof expected, "%.*g", precision, value);
        if (strtod(expected, NULL) == value)
            break;
    }
    awol_number_format(value, text);
    cr_assert_str_eq(text, expected, "%.17g: %s, not %s", value, text, expected);
}

static void expect_around(double value)
{
    double below = value, above = value;
    for (int i = 0; i < 20; i++) {
        expect_as_printf(below);
        expect_as_printf(-above);
        below = nextafter(below, 0);
        above = nextafter(above, INFINITY);
    }
}

static bool is_formatted_elsewhere(double value)
{
    return !isfinite(value) || fabs(value) < 1e-300 || value == trunc(value);
}

/* xorshift (Marsaglia 2003), so that every run checks the same numbers. */
static uint64_t next_bits(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

Test(decimal, agrees_with_printf_on_any_bits)
{
    uint64_t state = UINT64_C(88172645463325252);
    for (int i = 0; i < 20000; i++) {
        const uint64_t bits = next_bits(&state);
        double value;
        memcpy(&value, &bits, sizeof value);
        if (!is_formatted_elsewhere(value))
            expect_as_printf(value);
        expect_as_printf(ldexp((double)(bits >> 11) + 0.5, (int)(bits % 107) - 110));
    }
}

Test(decimal, agrees_with_printf_on_short_numbers)
{
    uint64_t state = UINT64_C(2463534242);
    for (int i = 0; i < 20000; i++) {
        const uint64_t bits = next_bits(&state);
        const double value =
            (double)(bits >> (12 + bits % 50)) / pow(10, (double)(bits >> 8 & 31) - 8);
        if (is_formatted_elsewhere(value))
            continue;
        expect_as_printf(value);
        if (!is_formatted_elsewhere(nextafter(value, 0)))
            expect_as_printf(nextafter(value, 0));
    }
}

/* Where the number of digits, the exponent or the distance of the doubles changes, and where two
 * texts of sixteen digits are equally near (700000000000000.25). */
Test(decimal, agrees_with_printf_at_the_edges)
{
    for (int i = -20; i < 15; i++)
        expect_around(pow(10, i) + (i >= 0 ? 1.0 / 3 : 0));
    for (int i = -60; i < 0; i++)
        expect_around(ldexp(1, i));
    for (int i = 0; i < 1000; i++)
        expect_as_printf(700000000000000 + i / 8.0 + (i % 8 == 0 ? 0.125 : 0));
    expect_around(999999999999999.9);
    expect_around(0.00099999999999999998);
    expect_around(9.9999999999999991e-05);
}

Test(decimal, says_digits_and_exponent)
{
    static const struct {
        double value;
        uint64_t digits;
        int n_digits, exponent;
    } rows[] = {{0.5, 5, 1, -1},
                {2.75, 275, 3, 0},
                {1.0 / 3, UINT64_C(3333333333333333), 16, -1},
                {0.30000000000000004, UINT64_C(30000000000000004), 17, -1},
                {2.5e-7, 25, 2, -7},
                {1000000.5, 10000005, 8, 6}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct awol_decimal decimal;
        cr_assert(awol_decimal_from_double(rows[i].value, &decimal), "%g", rows[i].value);
        cr_assert_eq(decimal.digits, rows[i].digits, "%g", rows[i].value);
        cr_assert_eq(decimal.n_digits, rows[i].n_digits, "%g", rows[i].value);
        cr_assert_eq(decimal.exponent, rows[i].exponent, "%g", rows[i].value);
    }
}

Test(decimal, leaves_what_is_too_wide)
{
    static const double rows[] = {0,    -0.5,  5e-324,   1e-17,     1e15 + 0.5,
                                  1e22, 1e308, INFINITY, -INFINITY, NAN};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct awol_decimal decimal = {.digits = 7};
        cr_assert_not(awol_decimal_from_double(rows[i], &decimal), "%g", rows[i]);
        cr_assert_eq(decimal.digits, 7, "%g", rows[i]);
    }
}
