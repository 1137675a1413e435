/* Options whose value is a list. */
#include <string.h>

#include "base/number.h"
#include "cli/tool.h"

enum awol_status awol_arguments_list(const struct awol_arguments *arguments, const char *option,
                                     struct awol_arena *arena, const char *const **ret_parts,
                                     size_t *ret_n, struct awol_error *opt_error)
{
    const char **parts = NULL;
    size_t n = 0;
    for (size_t k = 0; k < awol_arguments_count(arguments, option); k++) {
        const char *at = awol_arguments_value(arguments, option, k);
        while (at != NULL) {
            size_t length = strcspn(at, ",");
            char *part = awol_arena_copy(arena, at, length);
            parts = awol_arena_grow(arena, parts, n, sizeof *parts);
            if (part == NULL || parts == NULL)
                return awol_error_memory(opt_error);
            parts[n++] = part;
            at = at[length] == ',' ? at + length + 1 : NULL;
        }
    }
    *ret_parts = parts;
    *ret_n = n;
    return AWOL_OK;
}

enum awol_status awol_arguments_settings(const struct awol_arguments *arguments, const char *option,
                                         struct awol_arena *arena,
                                         struct awol_settings *ret_settings,
                                         struct awol_error *opt_error)
{
    const char *const *parts;
    size_t n;
    enum awol_status status = awol_arguments_list(arguments, option, arena, &parts, &n, opt_error);
    if (status != AWOL_OK)
        return status;
    struct awol_setting *settings = awol_arena_alloc(arena, (n + 1) * sizeof *settings);
    if (settings == NULL)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < n; i++) {
        const char *equals = strchr(parts[i], '=');
        if (equals == NULL || !awol_number_parse(equals + 1, &settings[i].value))
            return awol_arguments_refuse(arguments, option, opt_error,
                                         "NAME=VALUE was expected, not “%.60s”", parts[i]);
        char *name = awol_arena_copy(arena, parts[i], (size_t)(equals - parts[i]));
        if (name == NULL)
            return awol_error_memory(opt_error);
        for (size_t k = 0; k < i; k++)
            if (strcmp(settings[k].name, name) == 0)
                return awol_arguments_refuse(arguments, option, opt_error, "%s is given twice",
                                             name);
        settings[i].name = name;
    }
    *ret_settings = (struct awol_settings){settings, n};
    return AWOL_OK;
}
