#include "cli/tool.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/random.h"
#include "cli/arguments.h"

/* A tool that is started without one of the three standard streams must not give its number to
 * the next file that it opens. What is written to such a standard output fails. */
static void hold_standard_streams(void)
{
    for (int descriptor = 0; descriptor <= 2; descriptor++)
        if (fcntl(descriptor, F_GETFD) == -1 && errno == EBADF &&
            open("/dev/null", descriptor == 2 ? O_WRONLY : O_RDONLY) < 0)
            return;
}

static void print_readme(struct awol_text *text, const struct awol_tool *tool)
{
    awol_text_append_format(text, "| `%s` | %s |\n", tool->name, tool->summary);
}

static void print_examples(struct awol_text *text, const struct awol_tool *tool)
{
    for (size_t i = 0; i < tool->n_examples; i++)
        awol_text_append_format(text, "%s\n", tool->examples[i].command);
}

static void print_summary(struct awol_text *text, const struct awol_tool *tool)
{
    awol_text_append_format(text, "%s\n", tool->summary);
}

static const struct {
    const char *name;
    void (*write)(struct awol_text *text, const struct awol_tool *tool);
} printers[] = {
    {"help", awol_help_write},  {"version", awol_help_write_version},
    {"man", awol_man_write},    {"bash", awol_complete_bash},
    {"zsh", awol_complete_zsh}, {"fish", awol_complete_fish},
    {"readme", print_readme},   {"examples", print_examples},
    {"summary", print_summary},
};

/* What --help, --version and --print=… write: the last option that was read tells which. */
static enum awol_status print_document(const struct awol_arguments *arguments,
                                       struct awol_error *error)
{
    const struct awol_given *given = &arguments->given[arguments->n_given - 1];
    const char *name = given->value != NULL ? given->value : given->option->name;
    struct awol_text text;
    awol_text_init(&text);
    for (size_t i = 0; i < sizeof printers / sizeof printers[0]; i++)
        if (strcmp(printers[i].name, name) == 0)
            printers[i].write(&text, arguments->tool);
    enum awol_status status = awol_text_check(&text, error);
    if (status == AWOL_OK)
        fputs(awol_text_string(&text), stdout);
    awol_text_release(&text);
    return status;
}

static enum awol_status run(struct awol_arguments *arguments, struct awol_error *error)
{
    if (arguments->stopped)
        return print_document(arguments, error);
    enum awol_status status = awol_output_check(&arguments->output, error);
    if (status != AWOL_OK)
        return status;
    status = arguments->tool->run(arguments, error);
    return awol_output_end(&arguments->output, status, error);
}

int awol_tool_main(const struct awol_tool *tool, int argc, char **argv)
{
    struct awol_error error = {0};
    struct awol_arguments arguments = {.tool = tool};
    hold_standard_streams();
    signal(SIGPIPE, SIG_DFL);
    awol_numeric_begin();

    enum awol_status status = awol_arguments_parse(tool, argc, argv, &arguments, &error);
    if (status == AWOL_OK)
        status = run(&arguments, &error);

    bool quiet = false;
    struct awol_error flush_error = {0};
    enum awol_status flushed = awol_output_flush_standard(&quiet, &flush_error);
    if (status == AWOL_OK && flushed != AWOL_OK) {
        status = flushed;
        error = flush_error;
    } else {
        quiet = status == AWOL_NO && error.message[0] == '\0';
    }
    if (status != AWOL_OK && !quiet) {
        error.status = status;
        awol_arguments_fail(&arguments, &error);
    }
    awol_arguments_release(&arguments);
    return awol_status_exit(status);
}
