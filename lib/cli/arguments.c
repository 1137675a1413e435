#include "cli/arguments.h"
#include "cli/shell.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

#include "base/number.h"
#include "cli/shell.h"

void awol_arguments_release(struct awol_arguments *arguments)
{
    awol_output_release(&arguments->output);
    awol_text_release(&arguments->command);
    free(arguments->operands);
    free(arguments->given);
    *arguments = (struct awol_arguments){0};
}

enum awol_status awol_arguments_compose(struct awol_arguments *arguments,
                                        struct awol_error *opt_error)
{
    struct awol_text *command = &arguments->command;
    bool dashes = false;
    awol_text_clear(command);
    awol_text_append(command, arguments->tool->name);
    for (size_t i = 0; i < arguments->n_given; i++) {
        const struct awol_given *given = &arguments->given[i];
        if (given->option->unrecorded || strcmp(given->option->name, "output") == 0 ||
            strcmp(given->option->name, "quiet") == 0)
            continue;
        awol_text_append_format(command, " --%s", given->option->name);
        if (given->value != NULL) {
            awol_text_append(command, given->value[0] == '-' ? "=" : " ");
            awol_shell_quote(command, given->value);
        }
    }
    for (size_t i = 0; i < arguments->n_operands; i++) {
        const char *operand = arguments->operands[i];
        if (operand[0] == '-' && operand[1] != '\0' && !dashes) {
            awol_text_append(command, " --");
            dashes = true;
        }
        awol_text_append(command, " ");
        awol_shell_quote(command, operand);
    }
    return awol_text_check(command, opt_error);
}

/* ---- for run() ---------------------------------------------------------------------------------
 */

/* The last option of that name, NULL if it was not given. Asking for an option that the table
 * does not have is a fault of the tool, not of its user. */
static const struct awol_given *last(const struct awol_arguments *arguments, const char *name)
{
    assert(awol_option_find(arguments->tool, name, strlen(name)) != NULL);
    for (size_t i = arguments->n_given; i > 0; i--)
        if (strcmp(arguments->given[i - 1].option->name, name) == 0)
            return &arguments->given[i - 1];
    return NULL;
}

bool awol_arguments_has(const struct awol_arguments *arguments, const char *option)
{
    return last(arguments, option) != NULL;
}

const char *awol_arguments_text(const struct awol_arguments *arguments, const char *option,
                                const char *opt_default)
{
    const struct awol_given *given = last(arguments, option);
    return given != NULL && given->value != NULL ? given->value : opt_default;
}

double awol_arguments_number(const struct awol_arguments *arguments, const char *option,
                             double fallback)
{
    const char *value = awol_arguments_text(arguments, option, NULL);
    double number;
    return value != NULL && awol_number_parse(value, &number) ? number : fallback;
}

int64_t awol_arguments_integer(const struct awol_arguments *arguments, const char *option,
                               int64_t fallback)
{
    const char *value = awol_arguments_text(arguments, option, NULL);
    int64_t integer;
    return value != NULL && awol_number_parse_integer(value, &integer) ? integer : fallback;
}

size_t awol_arguments_count(const struct awol_arguments *arguments, const char *option)
{
    size_t n = 0;
    for (size_t i = 0; i < arguments->n_given; i++)
        if (strcmp(arguments->given[i].option->name, option) == 0)
            n++;
    return n;
}

const char *awol_arguments_value(const struct awol_arguments *arguments, const char *option,
                                 size_t index)
{
    for (size_t i = 0; i < arguments->n_given; i++)
        if (strcmp(arguments->given[i].option->name, option) == 0 && index-- == 0)
            return arguments->given[i].value;
    return NULL;
}

size_t awol_arguments_n_operands(const struct awol_arguments *arguments)
{
    return arguments->n_operands;
}

const char *awol_arguments_operand(const struct awol_arguments *arguments, size_t index)
{
    return index < arguments->n_operands ? arguments->operands[index] : NULL;
}

const char *awol_arguments_command(const struct awol_arguments *arguments)
{
    return awol_text_string(&arguments->command);
}

FILE *awol_arguments_output(struct awol_arguments *arguments)
{
    if (arguments->output.path == NULL)
        return stdout;
    if (arguments->output.file == NULL)
        awol_output_open(&arguments->output);
    return arguments->output.file;
}

void awol_arguments_keep_output(struct awol_arguments *arguments)
{
    arguments->output.keep = true;
}

/* ---- messages ----------------------------------------------------------------------------------
 */

/* One call of fputs, so that the messages of the tools of a pipe do not mix within a line. */
static void print_line(const char *name, const char *prefix, const char *message)
{
    char line[2048];
    snprintf(line, sizeof line, "%s: %s%s\n", name, prefix, message);
    fputs(line, stderr);
}

static void print_va(const struct awol_arguments *arguments, const char *prefix, const char *format,
                     va_list values) __attribute__((format(printf, 3, 0)));

static void print_va(const struct awol_arguments *arguments, const char *prefix, const char *format,
                     va_list values)
{
    char message[1536];
    if (arguments->quiet)
        return;
    vsnprintf(message, sizeof message, format, values);
    print_line(arguments->tool->name, prefix, message);
}

void awol_arguments_warn(const struct awol_arguments *arguments, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    print_va(arguments, "warning: ", format, values);
    va_end(values);
}

void awol_arguments_say(const struct awol_arguments *arguments, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    print_va(arguments, "", format, values);
    va_end(values);
}

/* A place in a file comes first on its line, where editors and other programs look for it. */
void awol_arguments_fail(const struct awol_arguments *arguments, const struct awol_error *error)
{
    char message[1280];
    awol_error_format(error, message, sizeof message);
    if (message[0] == '\0')
        snprintf(message, sizeof message, "%s", awol_status_text(error->status));
    if (error->source[0] != '\0' && error->place.line > 0) {
        char line[1536];
        snprintf(line, sizeof line, "%s\n", message);
        fputs(line, stderr);
    } else {
        print_line(arguments->tool->name, "", message);
    }
}

enum awol_status awol_arguments_refuse(const struct awol_arguments *arguments, const char *option,
                                       struct awol_error *error, const char *format, ...)
{
    char message[512];
    va_list values;
    (void)arguments;
    va_start(values, format);
    vsnprintf(message, sizeof message, format, values);
    va_end(values);
    return awol_error_set(error, AWOL_USAGE, "--%s: %s", option, message);
}

size_t awol_arguments_choice(const struct awol_arguments *arguments, const char *option,
                             const char *const *choices)
{
    const char *given = awol_arguments_text(arguments, option, choices[0]);
    size_t i = 0;
    while (choices[i + 1] != NULL && strcmp(choices[i], given) != 0)
        i++;
    return i;
}
