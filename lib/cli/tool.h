/* What a tool is: one option table, one function; and everything that is the same for all tools. */
#ifndef AWOL_CLI_TOOL_H
#define AWOL_CLI_TOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/setting.h"
#include "base/status.h"
#include "base/text.h"

enum awol_option_type {
    AWOL_OPTION_FLAG,    /* takes no value */
    AWOL_OPTION_TEXT,    /* any text */
    AWOL_OPTION_FILE,    /* a path; completion offers files */
    AWOL_OPTION_FOLDER,  /* the same for a folder; as `output` the tool makes it itself */
    AWOL_OPTION_NUMBER,  /* min..max */
    AWOL_OPTION_INTEGER, /* min..max */
    AWOL_OPTION_CHOICE   /* one of choices */
};

/* One row of a tool's option table. A row named as one of the added options (output, quiet, help,
 * version) stands in its place. From it come parsing and its messages, --help, the man page,
 * the completions and the table in the README. */
struct awol_option {
    const char *name; /* long name, without dashes */
    char letter;      /* 0 = none */
    enum awol_option_type type;
    bool repeatable;            /* may be given several times; values are kept in order */
    const char *metavar;        /* how the value is written in help, e.g. "FILE" */
    const char *default_text;   /* printed in help; NULL = none */
    const char *const *choices; /* NULL-terminated, for CHOICE */
    /* What choice number i does, in a few words; NULL where the names say it. */
    const char *(*choice_words)(size_t i);
    double min, max;  /* for NUMBER and INTEGER, both included */
    bool unrecorded;  /* changes no result: left out of the recorded command */
    const char *help; /* one or two sentences */
};

struct awol_example {
    const char *what;    /* what it does, in words */
    const char *command; /* a shell command line that runs in the folder of the repository */
};

struct awol_paragraph {
    const char *heading; /* NULL = goes on under the heading before */
    const char *text;    /* set line by line where it begins with a space: commands to copy */
};

/* Rows that several tools share; --help and the man page show them under a heading. */
struct awol_option_group {
    const char *heading; /* as it stands in --help: "How a file is read" */
    const struct awol_option *options;
    size_t n_options;
};

struct awol_arguments;

struct awol_tool {
    const char *name;     /* "awol-fit" */
    const char *summary;  /* one line, lower case, no full stop */
    const char *operands; /* e.g. "[FILE]"; NULL = takes none */
    size_t max_operands;
    const struct awol_option *options; /* its own; --help, --version, --quiet, --output are added */
    size_t n_options;
    const struct awol_option_group *const *groups; /* shared ones, NULL-terminated; NULL = none */
    const struct awol_paragraph *paragraphs;
    size_t n_paragraphs;
    const struct awol_example *examples;
    size_t n_examples;
    const char *const *see_also; /* NULL-terminated names */
    enum awol_status (*run)(struct awol_arguments *arguments, struct awol_error *error);
};

/* The arrays of a tool whose names are those of the fields, for the definition of its struct. */
#define AWOL_TOOL_ARRAYS                                                                           \
    .options = options, .n_options = sizeof options / sizeof options[0], .paragraphs = paragraphs, \
    .n_paragraphs = sizeof paragraphs / sizeof paragraphs[0], .examples = examples,                \
    .n_examples = sizeof examples / sizeof examples[0], .see_also = see_also

/* Parse the command line, run the tool, flush and check its output, print its failure; returns the
 * exit status. `return awol_tool_main(&tool, argc, argv);` is all of a main(). */
int awol_tool_main(const struct awol_tool *tool, int argc, char **argv);

/* ---- for run() ---------------------------------------------------------------------------- */

bool awol_arguments_has(const struct awol_arguments *arguments, const char *option);

/* The (last) value of an option as text; opt_default (may be NULL) if not given. */
const char *awol_arguments_text(const struct awol_arguments *arguments, const char *option,
                                const char *opt_default);

/* The (last) value as a number, checked against min..max when the line was parsed. */
double awol_arguments_number(const struct awol_arguments *arguments, const char *option,
                             double fallback);
int64_t awol_arguments_integer(const struct awol_arguments *arguments, const char *option,
                               int64_t fallback);

/* Which of the choices of an option was given: the first if none was. */
size_t awol_arguments_choice(const struct awol_arguments *arguments, const char *option,
                             const char *const *choices);

/* All values of a repeatable option. */
size_t awol_arguments_count(const struct awol_arguments *arguments, const char *option);
const char *awol_arguments_value(const struct awol_arguments *arguments, const char *option,
                                 size_t index);

/* The parts of "a,b,c" of all values of an option, in order; none where it is not given. They and
 * their array live in the arena. */
enum awol_status awol_arguments_list(const struct awol_arguments *arguments, const char *option,
                                     struct awol_arena *arena, const char *const **ret_parts,
                                     size_t *ret_n, struct awol_error *opt_error);

/* The same of NAME=VALUE,…; AWOL_USAGE for what is none, and for a name that is given twice. */
enum awol_status awol_arguments_settings(const struct awol_arguments *arguments, const char *option,
                                         struct awol_arena *arena,
                                         struct awol_settings *ret_settings,
                                         struct awol_error *opt_error);

size_t awol_arguments_n_operands(const struct awol_arguments *arguments);
const char *awol_arguments_operand(const struct awol_arguments *arguments, size_t index);

/* The command line as a shell would read it again, for the stream's `command` header. It leaves out
 * --output and --quiet, which do not change what is written. */
const char *awol_arguments_command(const struct awol_arguments *arguments);

/* Where results go: standard output, or with -o a temporary file beside FILE that takes its name
 * only when run() returned AWOL_OK and everything was written. Never NULL: where FILE cannot be
 * made, what is written is lost and the tool ends with that failure. */
FILE *awol_arguments_output(struct awol_arguments *arguments);

/* Let a tool that ends with a status other than AWOL_OK keep its output all the same (awol-read
 * with --rejects): the file gets its name. */
void awol_arguments_keep_output(struct awol_arguments *arguments);

/* One line on standard error unless --quiet: "awol-fit: warning: …" or "awol-fit: …". */
void awol_arguments_warn(const struct awol_arguments *arguments, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void awol_arguments_say(const struct awol_arguments *arguments, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* One line on standard error, even with --quiet, for a failure that does not end the tool. */
void awol_arguments_fail(const struct awol_arguments *arguments, const struct awol_error *error);

/* Fail with a usage message about one option. Returns AWOL_USAGE. */
enum awol_status awol_arguments_refuse(const struct awol_arguments *arguments, const char *option,
                                       struct awol_error *error, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
