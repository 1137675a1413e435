#include "explain/assumption.h"

#include <stdio.h>
#include <string.h>

#include "base/number.h"

const struct awol_assumption_kind awol_assumption_kinds[AWOL_N_ASSUMPTIONS] = {
#define AWOL_ASSUMPTION_ROW(key, name, metavar, measure, least, greatest, meaning)                 \
    {name, metavar, meaning, AWOL_IN_##measure, least, greatest},
    AWOL_ASSUMPTIONS(AWOL_ASSUMPTION_ROW)
#undef AWOL_ASSUMPTION_ROW
};

void awol_assumptions_init(struct awol_assumptions *assumptions)
{
    *assumptions = (struct awol_assumptions){0};
    awol_arena_init(&assumptions->arena);
}

void awol_assumptions_release(struct awol_assumptions *assumptions)
{
    awol_arena_release(&assumptions->arena);
    *assumptions = (struct awol_assumptions){0};
}

enum awol_assumption awol_assumption_find(const char *name)
{
    size_t key = 0;
    while (key < AWOL_N_ASSUMPTIONS && strcmp(awol_assumption_kinds[key].name, name) != 0)
        key++;
    return (enum awol_assumption)key;
}

const char *awol_assumption_nearest(const char *name)
{
    const char *names[AWOL_N_ASSUMPTIONS];
    for (size_t i = 0; i < AWOL_N_ASSUMPTIONS; i++)
        names[i] = awol_assumption_kinds[i].name;
    return awol_text_nearest(name, names, AWOL_N_ASSUMPTIONS);
}

enum awol_status awol_assumption_refuse(const struct awol_assumptions *assumptions,
                                        enum awol_assumption key, struct awol_error *opt_error,
                                        const char *format, ...)
{
    const struct awol_assumed *value = &assumptions->values[key];
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    if (value->by_file)
        return awol_error_at(opt_error, assumptions->file, value->place, "%s: %s",
                             awol_assumption_kinds[key].name, message);
    return awol_error_set(opt_error, AWOL_USAGE, "--%s: %s", awol_assumption_kinds[key].name,
                          message);
}

enum awol_status awol_assumptions_miss(const struct awol_assumptions *assumptions,
                                       struct awol_error *opt_error, const char *format, ...)
{
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return awol_error_set(opt_error, AWOL_USAGE, "%s%san assumption is missing: %s",
                          assumptions->file ? assumptions->file : "", assumptions->file ? ": " : "",
                          message);
}

/* Keys that only terms need have no option of their own. */
static bool has_option(enum awol_assumption key)
{
    return key < AWOL_ASSUME_START;
}

enum awol_status awol_assumptions_need(struct awol_assumptions *assumptions,
                                       enum awol_assumption key, double *ret_low, double *ret_high,
                                       struct awol_error *opt_error)
{
    const struct awol_assumption_kind *kind = &awol_assumption_kinds[key];
    struct awol_assumed *value = &assumptions->values[key];
    if (!value->given)
        return awol_assumptions_miss(
            assumptions, opt_error, "%s%s%s%s%s (%s); nothing is assumed in its place",
            has_option(key) ? "--" : "--set ", kind->name, has_option(key) ? " " : "=",
            kind->metavar, assumptions->file ? ", or a line of the scenario file" : "",
            kind->meaning);
    value->used = true;
    *ret_low = value->low;
    *ret_high = value->high;
    return AWOL_OK;
}

enum awol_status awol_assumptions_need_one(struct awol_assumptions *assumptions,
                                           enum awol_assumption key, double *ret_value,
                                           struct awol_error *opt_error)
{
    double low = 0, high = 0;
    enum awol_status status = awol_assumptions_need(assumptions, key, &low, &high, opt_error);
    if (status != AWOL_OK)
        return status;
    if (low < high)
        return awol_assumption_refuse(assumptions, key, opt_error,
                                      "this question takes one number here, not a range");
    *ret_value = low;
    return AWOL_OK;
}

void awol_assumptions_default(struct awol_assumptions *assumptions, enum awol_assumption key,
                              double low, double high, const char *reason)
{
    struct awol_assumed *value = &assumptions->values[key];
    if (!value->given)
        *value = (struct awol_assumed){.given = true, .low = low, .high = high, .source = reason};
    value->used = true;
}

bool awol_assumptions_use(struct awol_assumptions *assumptions, enum awol_assumption key)
{
    struct awol_assumed *value = &assumptions->values[key];
    value->used = value->given;
    return value->given;
}

const char *awol_assumption_unit(enum awol_assumption_measure measure)
{
    static const char *const units[] = {
        [AWOL_IN_MEN] = "men",     [AWOL_IN_DAYS] = "days",
        [AWOL_IN_SHARE] = "share", [AWOL_IN_RATE] = "per 1000 men and month",
        [AWOL_IN_NUMBER] = "",     [AWOL_IN_MONEY] = "money",
        [AWOL_IN_DATE] = "day",
    };
    return units[measure];
}

static const char *unit_of(const struct awol_assumptions *assumptions,
                           const struct awol_assumption_kind *kind)
{
    if (kind->measure == AWOL_IN_MONEY && assumptions->currency)
        return assumptions->currency;
    const char *unit = awol_assumption_unit(kind->measure);
    return unit[0] ? unit : NULL;
}

static enum awol_status add_row(const struct awol_assumptions *assumptions, size_t key,
                                struct awol_table *table, struct awol_error *opt_error)
{
    const struct awol_assumption_kind *kind = &awol_assumption_kinds[key];
    const struct awol_assumed *value = &assumptions->values[key];
    char low[AWOL_NUMBER_SIZE], high[AWOL_NUMBER_SIZE], text[2 * AWOL_NUMBER_SIZE];
    awol_number_format(value->low, low);
    awol_number_format(value->high, high);
    snprintf(text, sizeof text, value->low < value->high ? "%s:%s" : "%s", low, high);
    const char *cells[] = {kind->name, value->opt_text ? value->opt_text : text,
                           unit_of(assumptions, kind), value->source, kind->meaning};
    return awol_table_append(table, cells, NULL, opt_error);
}

enum awol_status awol_assumptions_to_stream(const struct awol_assumptions *assumptions,
                                            struct awol_stream *stream,
                                            struct awol_error *opt_error)
{
    static const char *const columns[] = {"name", "value", "unit", "source", "meaning"};
    struct awol_table *table;
    enum awol_status status = awol_stream_add_table(stream, "assumptions", &table, opt_error);
    for (size_t i = 0; status == AWOL_OK && i < sizeof columns / sizeof *columns; i++)
        status = awol_table_add_column(table, columns[i], opt_error);
    for (size_t key = 0; status == AWOL_OK && key < AWOL_N_ASSUMPTIONS; key++)
        if (assumptions->values[key].used)
            status = add_row(assumptions, key, table, opt_error);
    return status;
}
