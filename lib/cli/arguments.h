/* Inside of cli: the parsed command line, and how the parts of cli share it. */
#ifndef AWOL_CLI_ARGUMENTS_H
#define AWOL_CLI_ARGUMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/status.h"
#include "base/text.h"
#include "cli/output.h"
#include "cli/tool.h"

/* One option as it was given; value is NULL for a flag and else points into argv. */
struct awol_given {
    const struct awol_option *option;
    const char *value;
};

struct awol_arguments {
    const struct awol_tool *tool;
    struct awol_given *given;
    size_t n_given;
    const char **operands;
    size_t n_operands;
    struct awol_text command;
    struct awol_output output;
    bool quiet;
    bool stopped; /* --help, --version or --print was seen: the rest of the line was not read */
};

/* ---- options.c ---------------------------------------------------------------------------- */

/* The options of a tool: its own, then --quiet, --output, --help, --version where it does not
 * declare one of that name itself, then those of its groups. NULL for index >= their number. The
 * hidden --print is not among them. */
const struct awol_option *awol_option_at(const struct awol_tool *tool, size_t index);

/* The heading of the group whose first option stands at index; NULL elsewhere, and where the group
 * before it has the same. */
const char *awol_option_heading(const struct awol_tool *tool, size_t index);

/* By long name, --print included; NULL if there is none. */
const struct awol_option *awol_option_find(const struct awol_tool *tool, const char *name,
                                           size_t length);

/* Parse argv (which must outlive ret_arguments). AWOL_USAGE with the option, the value seen and
 * what is allowed; AWOL_MEMORY. On success the caller releases ret_arguments. */
enum awol_status awol_arguments_parse(const struct awol_tool *tool, int argc, char **argv,
                                      struct awol_arguments *ret_arguments,
                                      struct awol_error *opt_error);

/* ---- arguments.c -------------------------------------------------------------------------- */

void awol_arguments_release(struct awol_arguments *arguments);

/* Write the command line again from what was parsed, without --output and --quiet. */
enum awol_status awol_arguments_compose(struct awol_arguments *arguments,
                                        struct awol_error *opt_error);

/* ---- output.c ----------------------------------------------------------------------------- */

/* Flush and check standard output. *ret_quiet is true where its reader has gone. */
enum awol_status awol_output_flush_standard(bool *ret_quiet, struct awol_error *opt_error);

/* ---- help.c man.c complete.c ---------------------------------------------------------------- */

/* Append the words of string, wrapped at `width` characters, every line after the first indented
 * by `indent`; the first line has `column` characters already. No newline at the end. */
void awol_help_wrap(struct awol_text *text, const char *string, size_t column, size_t indent,
                    size_t width);

/* Sentences about a row that its fields imply: range, choices, default, repeatable. */
void awol_help_describe(struct awol_text *text, const struct awol_option *option);

/* "at least 0", "from 0 to 1", … or "" where any number is allowed. */
void awol_help_range(struct awol_text *text, const struct awol_option *option);

void awol_help_write(struct awol_text *text, const struct awol_tool *tool);
void awol_help_write_version(struct awol_text *text, const struct awol_tool *tool);
void awol_man_write(struct awol_text *text, const struct awol_tool *tool);

void awol_complete_bash(struct awol_text *text, const struct awol_tool *tool);
void awol_complete_zsh(struct awol_text *text, const struct awol_tool *tool);
void awol_complete_fish(struct awol_text *text, const struct awol_tool *tool);

/* What --print can write: NULL-terminated names. */
extern const char *const awol_print_choices[];

#endif
