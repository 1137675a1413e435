#include "base/number.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"

static const char *digits(const char *s)
{
    while (*s >= '0' && *s <= '9')
        s++;
    return s;
}

/* The grammar, so that strtod never sees what only it would accept (hex, inf, spaces). */
static bool is_decimal(const char *s)
{
    if (*s == '+' || *s == '-')
        s++;
    const char *whole = s;
    s = digits(s);
    size_t n = (size_t)(s - whole);
    if (*s == '.') {
        const char *fraction = ++s;
        s = digits(s);
        n += (size_t)(s - fraction);
    }
    if (n == 0)
        return false;
    if (*s == 'e' || *s == 'E') {
        s++;
        if (*s == '+' || *s == '-')
            s++;
        const char *exponent = s;
        s = digits(s);
        if (s == exponent)
            return false;
    }
    return *s == '\0';
}

/* The C locale for this thread, whatever a program around the library has set; glibc's is static,
 * so making it costs nothing and needs no release. */
static locale_t c_locale(void)
{
    return newlocale(LC_ALL_MASK, "C", (locale_t)0);
}

static double read_double(const char *s)
{
    locale_t before = uselocale(c_locale());
    double value = strtod(s, NULL);
    uselocale(before);
    return value;
}

/* The common case: digits that make a whole number below 2^53, and a point among them. That number
 * and the power of ten are exact, so that their quotient is rounded once, as it should be (Clinger
 * 1990, How to read floating point numbers accurately). */
static bool read_short(const char *s, double *ret_value)
{
    static const double powers[] = {1,    1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                    1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    enum { MOST = 18, POWERS = sizeof powers / sizeof *powers };
    int64_t whole = 0;
    size_t n = 0, decimals = 0;
    bool point = false;
    for (; *s; s++) {
        if (*s == '.') {
            point = true;
            continue;
        }
        if (*s < '0' || *s > '9' || ++n > MOST)
            return false;
        whole = whole * 10 + (*s - '0');
        decimals += point;
    }
    if (whole > (INT64_C(1) << 53) || decimals >= POWERS)
        return false;
    *ret_value = (double)whole / powers[decimals];
    return true;
}

bool awol_number_parse(const char *string, double *ret_value)
{
    double value;
    if (!is_decimal(string))
        return false;
    if (read_short(string + (*string == '-' || *string == '+'), &value))
        value = *string == '-' ? -value : value;
    else
        value = read_double(string);
    if (!isfinite(value))
        return false;
    *ret_value = value;
    return true;
}

bool awol_number_parse_integer(const char *string, int64_t *ret_value)
{
    bool negative = *string == '-';
    const char *s = string + (*string == '-' || *string == '+');
    const char *end = digits(s);
    if (end == s || *end != '\0')
        return false;
    int64_t value = 0; /* kept negative, whose range is the larger */
    for (; s < end; s++) {
        int digit = *s - '0';
        if (value < (INT64_MIN + digit) / 10)
            return false;
        value = value * 10 - digit;
    }
    if (!negative && value == INT64_MIN)
        return false;
    *ret_value = negative ? value : -value;
    return true;
}

const char *awol_number_format_integer(int64_t value, char buffer[static AWOL_NUMBER_SIZE])
{
    char reversed[20];
    size_t n = 0, out = 0;
    uint64_t left = value < 0 ? -(uint64_t)value : (uint64_t)value;
    do
        reversed[n++] = (char)('0' + left % 10);
    while ((left /= 10) > 0);
    if (value < 0)
        buffer[out++] = '-';
    while (n > 0)
        buffer[out++] = reversed[--n];
    buffer[out] = '\0';
    return buffer;
}

/* Append an exponent below zero, of two digits at least. */
static void append_exponent(char *at, int below)
{
    *at++ = 'e';
    *at++ = '-';
    *at++ = (char)('0' + below / 10);
    *at++ = (char)('0' + below % 10);
    *at = '\0';
}

/* As %g lays out a number that is not whole: with an exponent where it is below 1e-4. */
static const char *lay_out(const struct awol_decimal *decimal, bool negative,
                           char buffer[static AWOL_NUMBER_SIZE])
{
    const bool scientific = decimal->exponent < -4;
    const int before = scientific ? 1 : decimal->exponent + 1; /* digits before the point */
    char *at = buffer;
    if (negative)
        *at++ = '-';
    if (before <= 0) {
        memcpy(at, "0.0000", sizeof "0.0000");
        at += 2 - before;
    }
    char *const end = at + decimal->n_digits + (before > 0 && before < decimal->n_digits);
    char *to = end;
    uint64_t left = decimal->digits;
    for (int i = decimal->n_digits; i-- > 0; left /= 10) {
        *--to = (char)('0' + left % 10);
        if (i == before && i > 0)
            *--to = '.';
    }
    *end = '\0';
    if (scientific)
        append_exponent(end, -decimal->exponent);
    return buffer;
}

const char *awol_number_format(double value, char buffer[static AWOL_NUMBER_SIZE])
{
    if (isnan(value))
        return memcpy(buffer, "NA", 3);
    if (isinf(value))
        return value > 0 ? memcpy(buffer, "Inf", 4) : memcpy(buffer, "-Inf", 5);
    if (value == 0)
        return memcpy(buffer, "0", 2);
    /* As %.15g would have it: counts are most of a stream. */
    if (fabs(value) < 1e15 && value == trunc(value))
        return awol_number_format_integer((int64_t)value, buffer);
    struct awol_decimal decimal;
    if (awol_decimal_from_double(fabs(value), &decimal))
        return lay_out(&decimal, value < 0, buffer);
    locale_t before = uselocale(c_locale());
    /* Below the normal range fewer digits than 15 may do; above it %g drops the zeros. */
    for (int precision = fabs(value) < DBL_MIN ? 1 : 15; precision <= 17; precision++) {
        snprintf(buffer, AWOL_NUMBER_SIZE, "%.*g", precision, value);
        if (strtod(buffer, NULL) == value)
            break;
    }
    uselocale(before);
    return buffer;
}

const char *awol_number_format_short(double value, int significant,
                                     char buffer[static AWOL_NUMBER_SIZE])
{
    double size = fabs(value);
    if (!isfinite(value) || value == 0 || size < 1e-4 || size >= 1e7) {
        if (!isfinite(value) || value == 0)
            return awol_number_format(value, buffer);
        locale_t before = uselocale(c_locale());
        snprintf(buffer, AWOL_NUMBER_SIZE, "%.*g", significant, value);
        uselocale(before);
        return buffer;
    }
    int decimals = significant - 1 - (int)floor(log10(size));
    locale_t before = uselocale(c_locale());
    snprintf(buffer, AWOL_NUMBER_SIZE, "%.*f", decimals > 0 ? decimals : 0, value);
    uselocale(before);
    if (strchr(buffer, '.')) {
        char *end = buffer + strlen(buffer);
        while (end[-1] == '0')
            *--end = '\0';
        if (end[-1] == '.')
            end[-1] = '\0';
    }
    return buffer;
}

void awol_sum_add(struct awol_sum *sum, double term)
{
    double total = sum->total + term;
    if (fabs(sum->total) >= fabs(term))
        sum->compensation += (sum->total - total) + term;
    else
        sum->compensation += (term - total) + sum->total;
    sum->total = total;
}

double awol_sum_value(const struct awol_sum *sum)
{
    return sum->total + sum->compensation;
}

static const char *bound(double value, char *buffer)
{
    return awol_number_format_short(value, fabs(value) >= 100 ? 4 : 3, buffer);
}

const char *awol_interval_format(double low, double high,
                                 char buffer[static AWOL_INTERVAL_TEXT_SIZE])
{
    char a[AWOL_NUMBER_SIZE] = "", b[AWOL_NUMBER_SIZE] = "";
    if (!isnan(low))
        bound(low, a);
    if (!isnan(high))
        bound(high, b);
    if (a[0] && b[0])
        snprintf(buffer, AWOL_INTERVAL_TEXT_SIZE, "%s to %s", a, b);
    else if (a[0] || b[0])
        snprintf(buffer, AWOL_INTERVAL_TEXT_SIZE, "%s %s", a[0] ? "above" : "below", a[0] ? a : b);
    else
        snprintf(buffer, AWOL_INTERVAL_TEXT_SIZE, "no bound on either side");
    return buffer;
}
