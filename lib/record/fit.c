#include "record/fit.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"

void awol_fit_init(struct awol_fit *fit)
{
    *fit = (struct awol_fit){.n_parameters = 0};
    awol_arena_init(&fit->arena);
}

void awol_fit_release(struct awol_fit *fit)
{
    awol_arena_release(&fit->arena);
    *fit = (struct awol_fit){.n_parameters = 0};
}

enum awol_status awol_fit_add_line(struct awol_fit *fit, struct awol_fit_lines *list,
                                   const char *key, const char *value, struct awol_error *opt_error)
{
    struct awol_fit_line *lines = awol_arena_grow(&fit->arena, list->lines, list->n, sizeof *lines);
    struct awol_fit_line line = {awol_arena_string(&fit->arena, key),
                                 awol_arena_string(&fit->arena, value)};
    if (!lines || !line.key || !line.value)
        return awol_error_memory(opt_error);
    list->lines = lines;
    list->lines[list->n++] = line;
    return AWOL_OK;
}

enum awol_status awol_fit_add(struct awol_fit *fit, struct awol_fit_lines *list,
                              struct awol_error *opt_error, const char *key, const char *format,
                              ...)
{
    char text[4096];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return awol_fit_add_line(fit, list, key, text, opt_error);
}

enum awol_status awol_fit_add_number(struct awol_fit *fit, const char *key, double value,
                                     struct awol_error *opt_error)
{
    char text[AWOL_NUMBER_SIZE];
    return awol_fit_add_line(fit, &fit->model, key, awol_number_format(value, text), opt_error);
}

enum awol_status awol_fit_add_parameter(struct awol_fit *fit,
                                        const struct awol_fit_parameter *parameter,
                                        struct awol_error *opt_error)
{
    struct awol_fit_parameter *all =
        awol_arena_grow(&fit->arena, fit->parameters, fit->n_parameters, sizeof *all);
    struct awol_fit_parameter copy = *parameter;
    copy.name = awol_arena_string(&fit->arena, parameter->name);
    copy.method = awol_arena_string(&fit->arena, parameter->method);
    copy.measure = awol_arena_string(&fit->arena, parameter->measure);
    copy.meaning = awol_arena_string(&fit->arena, parameter->meaning);
    if (!all || !copy.name || !copy.method || !copy.measure || !copy.meaning)
        return awol_error_memory(opt_error);
    fit->parameters = all;
    fit->parameters[fit->n_parameters++] = copy;
    return AWOL_OK;
}

enum awol_status awol_fit_add_reading(struct awol_fit *fit, const struct awol_fit_reading *reading,
                                      struct awol_error *opt_error)
{
    struct awol_fit_reading *all =
        awol_arena_grow(&fit->arena, fit->readings, fit->n_readings, sizeof *all);
    struct awol_fit_reading copy = *reading;
    copy.reading = awol_arena_string(&fit->arena, reading->reading);
    copy.counts = awol_arena_string(&fit->arena, reading->counts);
    copy.name = awol_arena_string(&fit->arena, reading->name);
    if (!all || !copy.reading || !copy.counts || !copy.name)
        return awol_error_memory(opt_error);
    fit->readings = all;
    fit->readings[fit->n_readings++] = copy;
    return AWOL_OK;
}

enum awol_status awol_fit_add_point(struct awol_fit *fit, struct awol_fit_points *list,
                                    const char *name, double value, double slope,
                                    struct awol_error *opt_error)
{
    struct awol_fit_point *all = awol_arena_grow(&fit->arena, list->points, list->n, sizeof *all);
    const char *copy = awol_arena_string(&fit->arena, name);
    if (!all || !copy)
        return awol_error_memory(opt_error);
    list->points = all;
    list->points[list->n++] = (struct awol_fit_point){copy, value, slope};
    return AWOL_OK;
}

const char *awol_fit_model(const struct awol_fit *fit, const char *key)
{
    for (size_t i = 0; i < fit->model.n; i++)
        if (strcmp(fit->model.lines[i].key, key) == 0)
            return fit->model.lines[i].value;
    return NULL;
}

const struct awol_fit_parameter *awol_fit_find(const struct awol_fit *fit, const char *name)
{
    for (size_t i = 0; i < fit->n_parameters; i++)
        if (strcmp(fit->parameters[i].name, name) == 0)
            return &fit->parameters[i];
    return NULL;
}
