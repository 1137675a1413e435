/* One value with its unit: "0.5", "0.5:2", "2 weeks", "17 percent", "100000 USD", "1776-08-14". */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "date/edtf.h"
#include "explain/assumption.h"

/* Days of a month, as awol-count has it. */
#define MONTH 30.436875

static const struct {
    enum awol_assumption_measure measure;
    const char *unit;
    double factor, divisor; /* into the unit in which values are kept */
} units[] = {
    {AWOL_IN_MEN, "men", 1, 1},
    {AWOL_IN_MEN, "man", 1, 1},
    {AWOL_IN_DAYS, "days", 1, 1},
    {AWOL_IN_DAYS, "day", 1, 1},
    {AWOL_IN_DAYS, "weeks", 7, 1},
    {AWOL_IN_DAYS, "week", 7, 1},
    {AWOL_IN_DAYS, "months", MONTH, 1},
    {AWOL_IN_DAYS, "month", MONTH, 1},
    {AWOL_IN_SHARE, "share", 1, 1},
    {AWOL_IN_SHARE, "percent", 1, 100},
    {AWOL_IN_SHARE, "per cent", 1, 100},
    {AWOL_IN_SHARE, "%", 1, 100},
    {AWOL_IN_RATE, "per 1000 men and month", 1, 1},
    {AWOL_IN_RATE, "per man and day", 1000 * MONTH, 1},
    {AWOL_IN_NUMBER, "times", 1, 1},
};
enum { N_UNITS = sizeof units / sizeof *units };

/* A text being read, and where it stands. */
struct reading {
    struct awol_assumptions *assumptions;
    enum awol_assumption key;
    struct awol_place place; /* of the text's first byte; line 0: it is of the command line */
};

static enum awol_status refuse(const struct reading *reading, size_t offset,
                               struct awol_error *opt_error, const char *what)
{
    const char *name = awol_assumption_kinds[reading->key].name;
    struct awol_place place = {reading->place.line, reading->place.column + offset};
    if (reading->place.line > 0)
        return awol_error_at(opt_error, reading->assumptions->file, place, "%s: %s", name, what);
    return awol_error_set(opt_error, AWOL_USAGE, "--%s: %s", name, what);
}

/* ---- units --------------------------------------------------------------------------------- */

static enum awol_status refuse_unit(const struct reading *reading, size_t offset, const char *unit,
                                    struct awol_error *opt_error)
{
    enum awol_assumption_measure measure = awol_assumption_kinds[reading->key].measure;
    char shown[AWOL_SHOWN_SIZE], message[AWOL_SHOWN_SIZE + 256];
    size_t n = (size_t)snprintf(message, sizeof message, "%s is no unit of it; understood %s",
                                awol_text_show(unit, shown, sizeof shown),
                                measure == AWOL_IN_NUMBER ? "is" : "are");
    for (size_t i = 0; i < N_UNITS; i++)
        if (units[i].measure == measure && n < sizeof message)
            n += (size_t)snprintf(message + n, sizeof message - n, " “%s”", units[i].unit);
    return refuse(reading, offset, opt_error, message);
}

/* The first sum of money sets the currency of all. */
static enum awol_status read_currency(const struct reading *reading, size_t offset,
                                      const char *unit, struct awol_error *opt_error)
{
    struct awol_assumptions *assumptions = reading->assumptions;
    char shown[AWOL_SHOWN_SIZE], other[AWOL_SHOWN_SIZE], message[2 * AWOL_SHOWN_SIZE + 128];
    if (unit[0] == '\0')
        return assumptions->currency
                   ? AWOL_OK
                   : refuse(reading, offset, opt_error,
                            "a sum needs its currency behind it, as in 100000 USD");
    if (!assumptions->currency) {
        assumptions->currency = awol_arena_string(&assumptions->arena, unit);
        return assumptions->currency ? AWOL_OK : awol_error_memory(opt_error);
    }
    if (strcmp(assumptions->currency, unit) == 0)
        return AWOL_OK;
    snprintf(message, sizeof message,
             "the sum is in %s and an earlier one in %s: a scenario has one currency; convert, and "
             "say at which rate in the source",
             awol_text_show(unit, shown, sizeof shown),
             awol_text_show(assumptions->currency, other, sizeof other));
    return refuse(reading, offset, opt_error, message);
}

/* Bring the value into the unit in which it is kept: 70 percent are 70/100, which is 0.7, and not
 * 70 times a hundredth, which is not. */
static enum awol_status read_unit(const struct reading *reading, size_t offset, const char *unit,
                                  struct awol_assumed *value, struct awol_error *opt_error)
{
    enum awol_assumption_measure measure = awol_assumption_kinds[reading->key].measure;
    if (measure == AWOL_IN_MONEY)
        return read_currency(reading, offset, unit, opt_error);
    if (unit[0] == '\0')
        return AWOL_OK;
    for (size_t i = 0; i < N_UNITS; i++) {
        if (units[i].measure == measure && strcmp(units[i].unit, unit) == 0) {
            value->low = value->low * units[i].factor / units[i].divisor;
            value->high = value->high * units[i].factor / units[i].divisor;
            return AWOL_OK;
        }
    }
    return refuse_unit(reading, offset, unit, opt_error);
}

/* ---- numbers and dates --------------------------------------------------------------------- */

static enum awol_status read_number(const struct reading *reading, const char *text, size_t offset,
                                    size_t length, double *ret_value, struct awol_error *opt_error)
{
    char copy[64], part[128], shown[AWOL_SHOWN_SIZE], message[AWOL_SHOWN_SIZE + 64];
    snprintf(part, sizeof part, "%.*s", (int)(length < 100 ? length : 100), text + offset);
    if (length > 0 && length < sizeof copy) {
        memcpy(copy, text + offset, length);
        copy[length] = '\0';
        if (awol_number_parse(copy, ret_value))
            return AWOL_OK;
    }
    snprintf(message, sizeof message, "%s is no number", awol_text_show(part, shown, sizeof shown));
    return refuse(reading, offset, opt_error, message);
}

static enum awol_status check_range(const struct reading *reading, const struct awol_assumed *value,
                                    struct awol_error *opt_error)
{
    const struct awol_assumption_kind *kind = &awol_assumption_kinds[reading->key];
    char a[AWOL_NUMBER_SIZE], b[AWOL_NUMBER_SIZE], c[AWOL_NUMBER_SIZE], message[256];
    double bad = value->low < kind->least || value->low > kind->greatest ? value->low : value->high;
    if (value->low > value->high) {
        snprintf(message, sizeof message, "the range goes from %s down to %s",
                 awol_number_format(value->low, a), awol_number_format(value->high, b));
        return refuse(reading, 0, opt_error, message);
    }
    if (kind->measure == AWOL_IN_MEN &&
        (value->low != floor(value->low) || value->high != floor(value->high))) {
        snprintf(message, sizeof message, "%s: men are whole",
                 awol_number_format(value->low != floor(value->low) ? value->low : value->high, a));
        return refuse(reading, 0, opt_error, message);
    }
    if (bad >= kind->least && bad <= kind->greatest)
        return AWOL_OK;
    if (kind->measure == AWOL_IN_MONEY && bad < kind->least)
        snprintf(message, sizeof message, "%s: a sum is %s", awol_number_format(bad, a),
                 kind->least > 0 ? "above zero" : "not negative");
    else
        snprintf(message, sizeof message, "%s is not from %s to %s", awol_number_format(bad, a),
                 awol_number_format(kind->least, b), awol_number_format(kind->greatest, c));
    return refuse(reading, 0, opt_error, message);
}

static enum awol_status read_quantity(const struct reading *reading, const char *text,
                                      struct awol_assumed *value, struct awol_error *opt_error)
{
    size_t length = strcspn(text, " \t%"), unit = length + strspn(text + length, " \t");
    const char *colon = memchr(text, ':', length);
    size_t first = colon ? (size_t)(colon - text) : length;
    enum awol_status status = read_number(reading, text, 0, first, &value->low, opt_error);
    value->high = value->low;
    if (status == AWOL_OK && colon)
        status = read_number(reading, text, first + 1, length - first - 1, &value->high, opt_error);
    if (status == AWOL_OK)
        status = read_unit(reading, unit, text + unit, value, opt_error);
    return status == AWOL_OK ? check_range(reading, value, opt_error) : status;
}

/* A day, or the first of a month and the like for a beginning, the last for an end. */
static enum awol_status read_date(const struct reading *reading, const char *text,
                                  struct awol_assumed *value, struct awol_error *opt_error)
{
    struct awol_edtf edtf;
    struct awol_error inner = {0};
    char shown[AWOL_SHOWN_SIZE], message[AWOL_SHOWN_SIZE + 512];
    if (awol_edtf_parse(text, &edtf, &inner) != AWOL_OK || edtf.span.open_earliest ||
        edtf.span.open_latest) {
        snprintf(message, sizeof message, "%s is no date: 1776-08-14 is, and 1776-08",
                 awol_text_show(text, shown, sizeof shown));
        return refuse(reading, 0, opt_error, message);
    }
    int64_t day = reading->key == AWOL_ASSUME_START ? edtf.span.earliest : edtf.span.latest;
    value->low = value->high = (double)day;
    value->opt_text = awol_arena_string(&reading->assumptions->arena, text);
    return value->opt_text ? AWOL_OK : awol_error_memory(opt_error);
}

static enum awol_status keep(const struct reading *reading, const char *text, const char *source,
                             struct awol_error *opt_error)
{
    struct awol_assumptions *assumptions = reading->assumptions;
    struct awol_assumed value = {.given = true,
                                 .by_file = reading->place.line > 0,
                                 .place = reading->place,
                                 .source = awol_arena_string(&assumptions->arena, source)};
    if (!value.source)
        return awol_error_memory(opt_error);
    enum awol_status status = awol_assumption_kinds[reading->key].measure == AWOL_IN_DATE
                                  ? read_date(reading, text, &value, opt_error)
                                  : read_quantity(reading, text, &value, opt_error);
    if (status == AWOL_OK)
        assumptions->values[reading->key] = value;
    return status;
}

enum awol_status awol_assumptions_set_at(struct awol_assumptions *assumptions,
                                         enum awol_assumption key, const char *text,
                                         const char *source, struct awol_place place,
                                         struct awol_error *opt_error)
{
    const struct reading reading = {assumptions, key, place};
    return keep(&reading, text, source, opt_error);
}

enum awol_status awol_assumptions_set(struct awol_assumptions *assumptions, const char *name,
                                      const char *text, struct awol_error *opt_error)
{
    const struct reading reading = {assumptions, awol_assumption_find(name), {0, 0}};
    char shown[AWOL_SHOWN_SIZE];
    if (reading.key == AWOL_N_ASSUMPTIONS) {
        const char *nearest = awol_assumption_nearest(name);
        awol_text_show(name, shown, sizeof shown);
        if (nearest)
            return awol_error_set(opt_error, AWOL_USAGE,
                                  "there is no assumption %s: is “%s” meant?", shown, nearest);
        return awol_error_set(opt_error, AWOL_USAGE,
                              "there is no assumption %s; awol-scenario --list names them", shown);
    }
    return keep(&reading, text, "the command line", opt_error);
}
