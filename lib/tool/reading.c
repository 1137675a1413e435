#include "tool/reading.h"

#include <stdlib.h>
#include <string.h>

#include "read/encoding.h"
#include "tool/dates.h"

void awol_reading_options_init(struct awol_reading_options *options)
{
    *options = (struct awol_reading_options){0};
    awol_column_map_init(&options->columns);
    awol_event_types_init(&options->types);
    options->settings.opt_columns = &options->columns;
    options->settings.opt_types = &options->types;
}

void awol_reading_options_release(struct awol_reading_options *options)
{
    free(options->fill);
    awol_codes_release(&options->codes);
    awol_event_types_release(&options->types);
    awol_column_map_release(&options->columns);
}

bool awol_reading_options_given(const struct awol_arguments *arguments, const char **ret_name)
{
    for (size_t i = 0; awol_reading_groups[i]; i++) {
        for (size_t k = 0; k < awol_reading_groups[i]->n_options; k++) {
            const char *const name = awol_reading_groups[i]->options[k].name;

            if (!awol_arguments_has(arguments, name))
                continue;
            if (ret_name)
                *ret_name = name;
            return true;
        }
    }
    return false;
}

/* ---- one option --------------------------------------------------------------------------- */

static bool ends_in_json(const char *path)
{
    const size_t length = strlen(path);

    return length > 5 && strcmp(path + length - 5, ".json") == 0;
}

static enum awol_status take_columns(struct awol_reading_options *options,
                                     const struct awol_arguments *arguments,
                                     struct awol_error *error)
{
    const char *const map = awol_arguments_text(arguments, "map", NULL);
    const char *const codes = awol_arguments_text(arguments, "codes", NULL);
    enum awol_status status = AWOL_OK;

    for (size_t i = 0; i < awol_arguments_count(arguments, "columns"); i++) {
        struct awol_error inner;

        status = awol_column_map_parse(&options->columns,
                                       awol_arguments_value(arguments, "columns", i), &inner);
        if (status == AWOL_USAGE)
            return awol_arguments_refuse(arguments, "columns", error, "%s", inner.message);
        if (status != AWOL_OK)
            return awol_error_memory(error);
    }
    if (map && ends_in_json(map))
        options->settings.opt_package = map;
    else if (map)
        status = awol_column_map_read(&options->columns, map, error);
    if (status == AWOL_OK && codes) {
        status = awol_codes_read(&options->codes, codes, error);
        options->columns.opt_codes = &options->codes;
    }
    return status;
}

static enum awol_status take_dates(struct awol_reading_options *options,
                                   const struct awol_arguments *arguments, struct awol_error *error)
{
    static const char *const others[] = {"dmy",        "mdy",           "lang",
                                         "year-start", "document-date", "feasts"};
    const char *const form = awol_arguments_text(arguments, "dates", "edtf");
    const char *const calendar = awol_arguments_text(arguments, "calendar", NULL);
    const bool text = strcmp(form, "text") == 0;
    enum awol_status status;

    for (size_t i = 0; i < sizeof others / sizeof others[0] && !text; i++) {
        if (awol_arguments_has(arguments, others[i]))
            return awol_arguments_refuse(arguments, others[i], error, "it goes with --dates text");
    }
    options->columns.has_compact_dates = strcmp(form, "compact") == 0;
    if (options->columns.has_compact_dates && awol_arguments_has(arguments, "about"))
        return awol_arguments_refuse(arguments, "about", error, "no compact date has ~ or circa");
    if (!text && calendar && strcmp(calendar, "french-republican") == 0)
        return awol_arguments_refuse(arguments, "calendar", error,
                                     "dates of the French Republic need --dates text");
    status = awol_dates_take(arguments, &options->spellings, error);
    if (status != AWOL_OK)
        return status;
    options->columns.opt_calendar = calendar;
    if (text)
        options->columns.opt_spellings = &options->spellings;
    options->columns.about_days = options->spellings.about_days;
    return AWOL_OK;
}

static enum awol_from_to take_from_to(const struct awol_arguments *arguments)
{
    const char *const meaning = awol_arguments_text(arguments, "from-to-as", "");

    if (meaning[0] == '\0')
        return AWOL_FROM_TO_BY_KIND;
    return strcmp(meaning, "span") == 0 ? AWOL_FROM_TO_SPAN : AWOL_FROM_TO_WINDOW;
}

static enum awol_status take_types(struct awol_reading_options *options,
                                   const struct awol_arguments *arguments, struct awol_error *error)
{
    for (size_t i = 0; i < awol_arguments_count(arguments, "types"); i++) {
        struct awol_error inner;
        const enum awol_status status = awol_event_types_parse(
            &options->types, awol_arguments_value(arguments, "types", i), &inner);

        if (status == AWOL_USAGE)
            return awol_arguments_refuse(arguments, "types", error, "%s", inner.message);
        if (status != AWOL_OK)
            return awol_error_memory(error);
    }
    return AWOL_OK;
}

static enum awol_status take_counts(struct awol_reading_options *options,
                                    const struct awol_arguments *arguments,
                                    struct awol_error *error)
{
    const bool cumulative = awol_arguments_has(arguments, "cumulative");
    const char *const name =
        awol_arguments_text(arguments, "counts-are", cumulative ? "cumulative" : "men");

    for (size_t i = 0; awol_measure_names[i]; i++) {
        if (strcmp(awol_measure_names[i], name) == 0)
            options->columns.counts = (enum awol_measure_kind)i;
    }
    if (cumulative && options->columns.counts != AWOL_MEASURE_CUMULATIVE)
        return awol_arguments_refuse(arguments, "cumulative", error, "not together with %s",
                                     "another --counts-are");
    if (awol_arguments_has(arguments, "rate-per") && options->columns.counts != AWOL_MEASURE_RATE)
        return awol_arguments_refuse(arguments, "rate-per", error,
                                     "it goes with --counts-are rate");
    options->columns.rate_per = awol_arguments_number(arguments, "rate-per", 1000.0);
    return AWOL_OK;
}

static enum awol_status take_fill(struct awol_reading_options *options,
                                  const struct awol_arguments *arguments, struct awol_error *error)
{
    const size_t n = awol_arguments_count(arguments, "fill");

    options->fill = calloc(n + 1, sizeof *options->fill);
    if (!options->fill)
        return awol_error_memory(error);
    for (size_t i = 0; i < n; i++)
        options->fill[i] = awol_arguments_value(arguments, "fill", i);
    options->columns.fill = options->fill;
    options->columns.n_fill = n;
    return AWOL_OK;
}

static enum awol_status take_keep(struct awol_reading_options *options,
                                  const struct awol_arguments *arguments, struct awol_error *error)
{
    struct awol_column_map *const columns = &options->columns;
    enum awol_status status = awol_arguments_list(arguments, "keep", &columns->arena,
                                                  &columns->keep, &columns->n_keep, error);

    if (status == AWOL_OK && columns->n_keep > AWOL_EVENT_MAX_KEPT)
        return awol_arguments_refuse(arguments, "keep", error, "at most %d columns can be kept",
                                     AWOL_EVENT_MAX_KEPT);
    for (size_t i = 0; i < columns->n_keep && status == AWOL_OK; i++) {
        const char *const name = columns->keep[i];

        if (awol_column_is_known(name))
            return awol_arguments_refuse(arguments, "keep", error,
                                         "%s is a column of the events already", name);
        for (size_t k = 0; k < i; k++) {
            if (strcmp(columns->keep[k], name) == 0)
                return awol_arguments_refuse(arguments, "keep", error, "“%.60s” is named twice",
                                             name);
        }
    }
    return status;
}

size_t awol_reading_layout(const struct awol_reading_options *options, unsigned extras,
                           const char *ret_columns[static AWOL_EVENT_MAX_COLUMNS])
{
    size_t n = awol_event_layout(extras, ret_columns);

    for (size_t i = 0; i < options->columns.n_keep; i++)
        ret_columns[n++] = options->columns.keep[i];
    return n;
}

static enum awol_status take_separator(struct awol_reading_options *options,
                                       const struct awol_arguments *arguments,
                                       struct awol_error *error)
{
    const char *const text = awol_arguments_text(arguments, "separator", NULL);

    if (!text)
        return AWOL_OK;
    if (strcmp(text, "tab") == 0 || strcmp(text, "\\t") == 0)
        options->settings.separator = '\t';
    else if (strlen(text) == 1 && text[0] > 0 && !strchr("\"\r\n", text[0]))
        options->settings.separator = text[0];
    else
        return awol_arguments_refuse(arguments, "separator", error, "“%.20s” is not one character",
                                     text);
    return AWOL_OK;
}

static enum awol_status take_numerals(struct awol_reading_options *options,
                                      const struct awol_arguments *arguments,
                                      struct awol_error *error)
{
    struct awol_numerals *const numerals = &options->columns.numerals;
    const char *const thousands = awol_arguments_text(arguments, "thousands", NULL);
    const char *const decimal = awol_arguments_text(arguments, "decimal", NULL);

    if (thousands && !awol_numerals_parse_thousands(thousands, &numerals->thousands))
        return awol_arguments_refuse(arguments, "thousands", error,
                                     "“%.20s” is none of comma, point, apostrophe, space, none",
                                     thousands);
    if (decimal)
        numerals->decimal = strcmp(decimal, "comma") == 0 ? AWOL_DECIMAL_COMMA : AWOL_DECIMAL_POINT;
    if (awol_numerals_clash(numerals))
        return awol_arguments_refuse(arguments, "decimal", error,
                                     "it is the mark of --thousands already");
    return AWOL_OK;
}

static enum awol_status take_encoding(struct awol_reading_options *options,
                                      const struct awol_arguments *arguments,
                                      struct awol_error *error)
{
    const char *const name = awol_arguments_text(arguments, "encoding", NULL);
    struct awol_error inner;
    enum awol_status status;

    if (!name)
        return AWOL_OK;
    status = awol_encoding_check(name, &inner);
    if (status == AWOL_USAGE)
        return awol_arguments_refuse(arguments, "encoding", error, "%s", inner.message);
    options->settings.opt_encoding = name;
    return status == AWOL_OK ? AWOL_OK : awol_error_memory(error);
}

enum awol_status awol_reading_options_take(struct awol_reading_options *options,
                                           const struct awol_arguments *arguments,
                                           struct awol_error *error)
{
    enum awol_status status;

    options->columns.skip_lines = (size_t)awol_arguments_integer(arguments, "skip-lines", 0);
    options->columns.header_lines = (size_t)awol_arguments_integer(arguments, "header-lines", 1);
    options->settings.opt_format = awol_arguments_text(arguments, "format", NULL);
    options->columns.from_to = take_from_to(arguments);
    options->columns.is_strict = awol_arguments_has(arguments, "strict");
    options->settings.opt_sheet = awol_arguments_text(arguments, "sheet", NULL);
    status = take_separator(options, arguments, error);
    if (status == AWOL_OK)
        status = take_counts(options, arguments, error);
    if (status == AWOL_OK)
        status = take_fill(options, arguments, error);
    if (status == AWOL_OK)
        status = take_keep(options, arguments, error);
    if (status == AWOL_OK)
        status = take_encoding(options, arguments, error);
    if (status == AWOL_OK)
        status = take_numerals(options, arguments, error);
    if (status == AWOL_OK)
        status = take_types(options, arguments, error);
    if (status == AWOL_OK)
        status = take_dates(options, arguments, error);
    if (status == AWOL_OK)
        status = take_columns(options, arguments, error);
    return status;
}
