#include "read/package_meaning.h"

#include <string.h>
#include <strings.h>

/* The index of a text in a list; the length of the list if it is not there. */
static size_t find(const char *const names[], const char *opt_text)
{
    size_t i = 0;

    while (names[i] && !(opt_text && strcmp(names[i], opt_text) == 0))
        i++;
    return i;
}

static const char *take_counts(const json_t *resource, struct awol_column_map *map)
{
    const json_t *const meaning = json_object_get(resource, "awol:counts-are");
    const json_t *const per = json_object_get(resource, "awol:rate-per");
    const size_t kind = find(awol_measure_names, json_string_value(meaning));

    if (meaning && !awol_measure_names[kind])
        return "awol:counts-are is none of men, cumulative, stock, monthly-mean, rate";
    if (per && (!meaning || kind != AWOL_MEASURE_RATE || !(json_number_value(per) >= 1.0) ||
                json_number_value(per) > 1e9))
        return "awol:rate-per is a number of men from 1 to 1000000000, with awol:counts-are rate";
    if (!meaning || map->counts != AWOL_MEASURE_MEN)
        return NULL;
    map->counts = (enum awol_measure_kind)kind;
    map->rate_per = per ? json_number_value(per) : 1000.0;
    return NULL;
}

static bool is_in_words(const struct awol_column_map *map)
{
    return map->opt_spellings || map->has_compact_dates;
}

static const char *take_dates(const json_t *resource, struct awol_column_map *map,
                              enum awol_status *ret_status)
{
    static const char *const forms[] = {"edtf", "text", "compact", NULL};
    static const char *const orders[] = {"dmy", "mdy", NULL};
    const json_t *const form = json_object_get(resource, "awol:dates");
    const json_t *const order = json_object_get(resource, "awol:date-order");
    const size_t at = find(forms, json_string_value(form));
    const size_t day = find(orders, json_string_value(order));
    struct awol_spelling_settings *settings;

    if (form && !forms[at])
        return "awol:dates is none of edtf, text, compact";
    if (order && (!orders[day] || !form || strcmp(forms[at], "text") != 0))
        return "awol:date-order is dmy or mdy, with awol:dates text";
    if (!form || is_in_words(map))
        return NULL;
    map->has_compact_dates = strcmp(forms[at], "compact") == 0;
    if (strcmp(forms[at], "text") != 0)
        return NULL;
    settings = awol_arena_alloc(&map->arena, sizeof *settings);
    if (!settings) {
        *ret_status = AWOL_MEMORY;
        return NULL;
    }
    *settings = (struct awol_spelling_settings){.about_days = map->about_days};
    if (order)
        settings->order = day == 0 ? AWOL_ORDER_DAY_MONTH : AWOL_ORDER_MONTH_DAY;
    map->opt_spellings = settings;
    return NULL;
}

/* Frictionless names UTF-8 where nothing is said; the file's own mark goes before either. */
static const char *take_encoding(const json_t *resource, struct awol_column_map *map,
                                 enum awol_status *ret_status)
{
    const json_t *const encoding = json_object_get(resource, "encoding");
    const char *const name = json_string_value(encoding);

    if (encoding && !name)
        return "encoding is not a text";
    if (!name || strcasecmp(name, "utf-8") == 0 || strcasecmp(name, "utf8") == 0)
        return NULL;
    map->opt_encoding = awol_arena_string(&map->arena, name);
    if (!map->opt_encoding)
        *ret_status = AWOL_MEMORY;
    return NULL;
}

const char *awol_package_meaning(const json_t *resource, struct awol_column_map *map,
                                 enum awol_status *ret_status)
{
    const char *fault;

    *ret_status = AWOL_OK;
    fault = take_counts(resource, map);
    if (!fault)
        fault = take_dates(resource, map, ret_status);
    if (!fault && *ret_status == AWOL_OK)
        fault = take_encoding(resource, map, ret_status);
    if (fault)
        *ret_status = AWOL_DATA;
    return fault;
}
