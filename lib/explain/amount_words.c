#include "explain/amount_words.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

typedef const char *number_text(double value, char buffer[static AWOL_NUMBER_SIZE]);

const char *awol_men_text(double men, char buffer[static AWOL_NUMBER_SIZE])
{
    if (fabs(men) >= 9.95 && fabs(men) < 1e15)
        return awol_number_format(rint(men), buffer);
    return awol_number_format_short(men, 2, buffer);
}

static const char *money_text(double value, char buffer[static AWOL_NUMBER_SIZE])
{
    if (fabs(value) >= 1000 && fabs(value) < 1e15)
        return awol_number_format(rint(value), buffer);
    return awol_number_format_short(value, fabs(value) >= 100 ? 4 : 3, buffer);
}

static const char *compose(const struct awol_amount *amount, number_text *text,
                           char buffer[static AWOL_AMOUNT_TEXT])
{
    char estimate[AWOL_NUMBER_SIZE], low[AWOL_NUMBER_SIZE], high[AWOL_NUMBER_SIZE];
    bool has_low = isfinite(amount->low), has_high = isfinite(amount->high);
    if (isfinite(amount->estimate))
        text(amount->estimate, estimate);
    else
        snprintf(estimate, sizeof estimate, "no finite number");
    text(has_low ? amount->low : 0, low);
    text(has_high ? amount->high : 0, high);
    if (has_low && has_high)
        snprintf(buffer, AWOL_AMOUNT_TEXT, "%s (%s to %s)", estimate, low, high);
    else if (has_low)
        snprintf(buffer, AWOL_AMOUNT_TEXT, "%s (above %s)", estimate, low);
    else if (has_high)
        snprintf(buffer, AWOL_AMOUNT_TEXT, "%s (below %s)", estimate, high);
    else
        snprintf(buffer, AWOL_AMOUNT_TEXT, "%s", estimate);
    return buffer;
}

const char *awol_amount_men(const struct awol_amount *amount, char buffer[static AWOL_AMOUNT_TEXT])
{
    return compose(amount, awol_men_text, buffer);
}

const char *awol_amount_number(const struct awol_amount *amount,
                               char buffer[static AWOL_AMOUNT_TEXT])
{
    return compose(amount, money_text, buffer);
}
