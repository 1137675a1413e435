#define AWOL_BASE_STATUS_C
#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void fill(struct awol_error *error, enum awol_status status, const char *source,
                 struct awol_place place)
{
    error->status = status;
    error->place = place;
    snprintf(error->source, sizeof error->source, "%s", source);
    error->message[0] = '\0';
}

enum awol_status awol_error_set(struct awol_error *opt_error, enum awol_status status,
                                const char *format, ...)
{
    if (opt_error) {
        va_list arguments;
        fill(opt_error, status, "", (struct awol_place){0, 0});
        va_start(arguments, format);
        vsnprintf(opt_error->message, sizeof opt_error->message, format, arguments);
        va_end(arguments);
    }
    return status;
}

enum awol_status awol_error_at(struct awol_error *opt_error, const char *source,
                               struct awol_place place, const char *format, ...)
{
    if (opt_error) {
        va_list arguments;
        fill(opt_error, AWOL_DATA, source, place);
        va_start(arguments, format);
        vsnprintf(opt_error->message, sizeof opt_error->message, format, arguments);
        va_end(arguments);
    }
    return AWOL_DATA;
}

enum awol_status awol_error_memory(struct awol_error *opt_error)
{
    return awol_error_set(opt_error, AWOL_MEMORY, "out of memory");
}

enum awol_status awol_error_file(struct awol_error *opt_error, const char *path, const char *what,
                                 int error_number)
{
    if (opt_error) {
        fill(opt_error, AWOL_SYSTEM, path[0] != '\0' ? path : "“”", (struct awol_place){0, 0});
        snprintf(opt_error->message, sizeof opt_error->message, "%s: %s", what,
                 strerror(error_number));
    }
    return AWOL_SYSTEM;
}

void awol_error_format(const struct awol_error *error, char *buffer, size_t size)
{
    const char *source = strcmp(error->source, "-") == 0 ? "standard input" : error->source;
    if (source[0] == '\0')
        snprintf(buffer, size, "%s", error->message);
    else if (error->place.line == 0)
        snprintf(buffer, size, "%s: %s", source, error->message);
    else if (error->place.column == 0)
        snprintf(buffer, size, "%s:%zu: %s", source, error->place.line, error->message);
    else
        snprintf(buffer, size, "%s:%zu:%zu: %s", source, error->place.line, error->place.column,
                 error->message);
}

int awol_status_exit(enum awol_status status)
{
    switch (status) {
#define EXIT_CASE(name, exit_status, text)                                                         \
    case AWOL_##name:                                                                              \
        return exit_status;
        AWOL_STATUS_LIST(EXIT_CASE)
#undef EXIT_CASE
    }
    return 5;
}

const char *awol_status_text(enum awol_status status)
{
    switch (status) {
#define TEXT_CASE(name, exit_status, text)                                                         \
    case AWOL_##name:                                                                              \
        return text;
        AWOL_STATUS_LIST(TEXT_CASE)
#undef TEXT_CASE
    }
    return "unknown status";
}
