#include "explain/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"

static double rounded(double value, int digits)
{
    double scale = pow(10, floor(log10(fabs(value))) - (digits - 1));
    return round(value / scale) * scale;
}

/* A whole number with a comma before each three digits. */
static void write_grouped(double value, char *buffer, size_t size)
{
    char digits[AWOL_NUMBER_SIZE * 12];
    snprintf(digits, sizeof digits, "%.0f", fabs(value));
    size_t n = strlen(digits), at = 0;
    if (value < 0)
        buffer[at++] = '-';
    for (size_t i = 0; i < n && at + 2 < size; i++) {
        if (i > 0 && (n - i) % 3 == 0)
            buffer[at++] = ',';
        buffer[at++] = digits[i];
    }
    buffer[at] = '\0';
}

const char *awol_words_number(double value, char buffer[static AWOL_WORDS_SIZE])
{
    char number[AWOL_NUMBER_SIZE];
    if (!(fabs(value) < 1e18))
        snprintf(buffer, AWOL_WORDS_SIZE, "%s", awol_number_format(value, number));
    else if (fabs(value) >= 1000)
        write_grouped(rounded(value, 3), buffer, AWOL_WORDS_SIZE);
    else if (fabs(value) >= 10)
        write_grouped(round(value), buffer, AWOL_WORDS_SIZE);
    else
        snprintf(buffer, AWOL_WORDS_SIZE, "%s",
                 awol_number_format_short(fabs(value) < 1e-3 ? 0 : value, 2, number));
    return buffer;
}

const char *awol_words_whole(double value, char buffer[static AWOL_WORDS_SIZE])
{
    if (!(fabs(value) < 1e15) || value != round(value))
        return awol_words_number(value, buffer);
    write_grouped(value, buffer, AWOL_WORDS_SIZE);
    return buffer;
}

const char *awol_words_range(double low, double high, char buffer[static AWOL_WORDS_SIZE])
{
    char a[AWOL_WORDS_SIZE], b[AWOL_WORDS_SIZE];
    awol_words_number(low, a);
    awol_words_number(high, b);
    if (strcmp(a, b) == 0)
        snprintf(buffer, AWOL_WORDS_SIZE, "%.40s", a);
    else
        snprintf(buffer, AWOL_WORDS_SIZE, "%.40s to %.40s", a, b);
    return buffer;
}

const char *awol_words_chance(double probability, char buffer[static AWOL_WORDS_SIZE])
{
    char number[AWOL_WORDS_SIZE];
    if (probability >= 0.0995 || probability <= 0)
        snprintf(buffer, AWOL_WORDS_SIZE, "%s", awol_words_number(probability, number));
    else if (probability >= 1e-6)
        snprintf(buffer, AWOL_WORDS_SIZE, "1 in %.40s",
                 awol_words_number(rounded(1 / probability, 2), number));
    else
        snprintf(buffer, AWOL_WORDS_SIZE, "less than 1 in a million");
    return buffer;
}
