#include "record/kind.h"

#include <math.h>
#include <stddef.h>

#include "base/number.h"
#include "base/text.h"

static const char *const names[] = {
#define KIND_NAME(name, text) text,
    AWOL_KIND_LIST(KIND_NAME)
#undef KIND_NAME
};

const char *awol_kind_name(enum awol_kind kind)
{
    return names[kind];
}

bool awol_kind_parse(const char *text, enum awol_kind *ret_kind)
{
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (awol_text_equal(text, names[i])) {
            *ret_kind = (enum awol_kind)i;
            return true;
        }
    }
    return false;
}

enum awol_kind awol_count_default_kind(const struct awol_count *count)
{
    bool has_bounds = !isnan(count->low) || !isnan(count->high);

    if (!has_bounds)
        return AWOL_KIND_EXACT;
    return isnan(count->count) ? AWOL_KIND_RANGE : AWOL_KIND_ABOUT;
}

void awol_count_bounds(const struct awol_count *count, double *ret_low, double *ret_high)
{
    bool has_bounds = !isnan(count->low) && !isnan(count->high);

    *ret_low = count->count;
    *ret_high = count->count;
    switch (count->kind) {
    case AWOL_KIND_EXACT:
        break;
    case AWOL_KIND_ABOUT:
    case AWOL_KIND_RANGE:
        if (has_bounds) {
            *ret_low = count->low;
            *ret_high = count->high;
        }
        break;
    case AWOL_KIND_AT_LEAST:
        *ret_high = (double)INFINITY;
        break;
    case AWOL_KIND_AT_MOST:
        *ret_low = 0.0;
        break;
    }
}

static enum awol_status check_whole(const char *what, double value, struct awol_error *opt_error)
{
    char text[AWOL_NUMBER_SIZE];

    if (isnan(value) || (value >= 0.0 && value <= AWOL_COUNT_MAX && floor(value) == value))
        return AWOL_OK;
    awol_number_format(value, text);
    if (value < 0.0)
        return awol_error_set(opt_error, AWOL_DATA, "%s “%s” is negative", what, text);
    if (value > AWOL_COUNT_MAX)
        return awol_error_set(opt_error, AWOL_DATA,
                              "%s “%s” is more men than any army had (at most 1000000000)", what,
                              text);
    if (floor(value) != value)
        return awol_error_set(opt_error, AWOL_DATA, "%s “%s” is not a whole number of men", what,
                              text);
    return AWOL_OK;
}

enum awol_status awol_count_validate(const struct awol_count *count, struct awol_error *opt_error)
{
    enum awol_status status;
    char a[AWOL_NUMBER_SIZE];
    char b[AWOL_NUMBER_SIZE];
    char c[AWOL_NUMBER_SIZE];

    if ((status = check_whole("count", count->count, opt_error)) != AWOL_OK ||
        (status = check_whole("count_low", count->low, opt_error)) != AWOL_OK ||
        (status = check_whole("count_high", count->high, opt_error)) != AWOL_OK)
        return status;
    if (count->kind == AWOL_KIND_EXACT && !isnan(count->count) && isnan(count->low) &&
        isnan(count->high))
        return AWOL_OK;

    awol_number_format(count->count, a);
    awol_number_format(count->low, b);
    awol_number_format(count->high, c);
    if (count->kind == AWOL_KIND_RANGE && (isnan(count->low) || isnan(count->high)))
        return awol_error_set(opt_error, AWOL_DATA,
                              "a range needs both count_low and count_high (seen “%s” and “%s”)", b,
                              c);
    if (count->kind == AWOL_KIND_ABOUT && isnan(count->low) != isnan(count->high))
        return awol_error_set(opt_error, AWOL_DATA,
                              "count_low and count_high go together (seen “%s” and “%s”); a bound "
                              "on one side is kind at-least or at-most",
                              b, c);
    if (count->kind != AWOL_KIND_RANGE && isnan(count->count))
        return awol_error_set(opt_error, AWOL_DATA, "kind %s needs a count",
                              awol_kind_name(count->kind));
    if (count->low > count->high)
        return awol_error_set(opt_error, AWOL_DATA, "count_low “%s” is above count_high “%s”", b,
                              c);
    if (count->count < count->low || count->count > count->high)
        return awol_error_set(opt_error, AWOL_DATA, "count “%s” lies outside “%s” to “%s”", a, b,
                              c);
    return AWOL_OK;
}
