/* awol: lists the tools; `awol fit …` runs `awol-fit …`. */
#include <errno.h>
#include <limits.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/man.h"
#include "cli/program.h"
#include "cli/tool.h"
#include "record/schema.h"

extern char **environ;

/* In the order of a pipeline, which teaches more than the alphabet. Only those that are installed
 * are listed. */
static const char *const names[] = {"date",  "read",    "count",   "fit",      "boot",
                                    "check", "explain", "compare", "scenario", "simulate",
                                    "table", "plot",    "report"};
enum { N_NAMES = sizeof names / sizeof names[0] };

/* The path of a tool beside this program; false where it is not there. */
static bool beside(const char *name, char *path, size_t size)
{
    char program[64];

    snprintf(program, sizeof program, "awol-%s", name);
    return awol_program_beside(program, path, size);
}

/* Only returns where there is no such tool. */
static void execute(const char *name, char **argv)
{
    char path[PATH_MAX];
    if (beside(name, path, sizeof path)) {
        argv[0] = path;
        execv(path, argv);
    }
    snprintf(path, sizeof path, "awol-%s", name);
    argv[0] = path;
    execvp(path, argv);
}

/* The tool says itself what it is for. False where it is not there. */
static bool print_row(const char *name, FILE *output)
{
    char path[PATH_MAX], summary[256] = "";
    char option[] = "--print=summary";
    char *const arguments[] = {path, option, NULL};
    posix_spawn_file_actions_t actions;
    int ends[2], status = 0;
    pid_t child;
    if (!beside(name, path, sizeof path) || pipe(ends) != 0)
        return false;
    bool started = false;
    if (posix_spawn_file_actions_init(&actions) == 0) {
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        posix_spawn_file_actions_addclose(&actions, ends[0]);
        started = posix_spawn(&child, path, &actions, NULL, arguments, environ) == 0;
        posix_spawn_file_actions_destroy(&actions);
    }
    close(ends[1]);
    FILE *answer = fdopen(ends[0], "r");
    bool read = answer != NULL && fgets(summary, sizeof summary, answer) != NULL;
    if (answer != NULL)
        fclose(answer);
    else
        close(ends[0]);
    if (started && waitpid(child, &status, 0) != child)
        status = 1;
    if (!started || !read || status != 0)
        return false;
    fprintf(output, "  %-10s %s", name, summary);
    return true;
}

static enum awol_status run(struct awol_arguments *arguments, struct awol_error *error)
{
    FILE *output = awol_arguments_output(arguments);
    (void)error;
    fputs("Usage: awol TOOL [OPTION]… [FILE]\n"
          "Tools for desertion records; `awol fit …` is `awol-fit …`. In the order of a "
          "pipeline:\n\n",
          output);
    for (size_t i = 0; i < N_NAMES; i++)
        print_row(names[i], output);
    fputs("\n`awol TOOL --help` tells more, and `man awol-stream` what passes between the tools.\n",
          output);
    return AWOL_OK;
}

static enum awol_status run_names(struct awol_arguments *arguments, struct awol_error *error)
{
    char path[PATH_MAX];
    (void)error;
    for (size_t i = 0; i < N_NAMES; i++)
        if (beside(names[i], path, sizeof path))
            fprintf(awol_arguments_output(arguments), "awol-%s\n", names[i]);
    return AWOL_OK;
}

static void print_table(struct awol_text *page, const struct awol_schema_table *table)
{
    awol_man_macro(page, ".Ss", table->name);
    awol_man_prose(page, table->meaning);
    if (table->written_by != NULL && table->written_by[0] != '\0') {
        struct awol_text by;
        awol_text_init(&by);
        awol_text_append_format(&by, "(Written by %s.)", table->written_by);
        awol_man_prose(page, awol_text_string(&by));
        awol_text_release(&by);
    }
    awol_text_append(page, ".Bl -tag -width indent\n");
    for (size_t i = 0; i < table->n_columns; i++) {
        awol_man_macro(page, ".It", table->columns[i].name);
        if (table->columns[i].required)
            awol_man_prose(page, "(required in a table made by hand)");
        awol_man_prose(page, table->columns[i].meaning);
    }
    awol_text_append(page, ".El\n");
}

/* awol-stream(5), from the tables that the tools themselves read and write by. */
static enum awol_status run_stream(struct awol_arguments *arguments, struct awol_error *error)
{
    static const char form[] =
        ".Sh DESCRIPTION\n"
        "An awol stream is the plain text that stands at every arrow between two tools.\n"
        "It is UTF-8, made of lines, with cells separated by one tab.\n"
        ".Bd -literal -offset indent\n"
        "# awol: series 1\n"
        "# campaign: ...\n"
        "# command: awol\\-count \\-\\-by month\n"
        "# table: series\n"
        "unit    start       end         count   at_risk\n"
        "\\&...\n"
        ".Ed\n"
        ".Pp\n"
        "The first line names the kind of the stream and the version of the format.\n"
        "Headers follow, one a line, then tables: a line with the name, one row of\n"
        "column names, and the rows.\n"
        "Two empty lines stand between tables, so that gnuplot finds each by its index.\n"
        "The last line is\n"
        ".Ql # end ;\n"
        "a stream without it was cut short and is refused.\n"
        ".Pp\n"
        "In cells, tab, newline, carriage return and backslash are written\n"
        ".Ql \\et , \\en , \\er\n"
        "and\n"
        ".Ql \\e\\e ;\n"
        "nothing is quoted.\n"
        ".Ql NA\n"
        "is a missing value.\n"
        "Numbers have a decimal point whatever the locale, and read back to the same\n"
        "double.\n"
        "Dates are ISO days or EDTF text.\n"
        "In spans,\n"
        ".Ql start\n"
        "is included and\n"
        ".Ql end\n"
        "is not.\n"
        ".Pp\n"
        "A table made by hand, as TSV or CSV with one header row, is read wherever its\n"
        "kind is read; it needs the columns marked as required and no\n"
        ".Ql # end .\n"
        ".Sh TABLES\n";
    struct awol_text page;
    awol_text_init(&page);
    awol_man_head(&page, "awol-stream", 5, "the text that passes between the awol tools");
    awol_text_append(&page, form);
    for (size_t i = 0; awol_schema_at(i); i++)
        print_table(&page, awol_schema_at(i));
    awol_text_append(&page, ".Sh PARAMETERS\n.Bl -tag -width indent\n");
    for (size_t i = 0; i < awol_schema_n_parameters; i++) {
        awol_man_macro(&page, ".It", awol_schema_parameters[i].name);
        awol_man_prose(&page, awol_schema_parameters[i].meaning);
        awol_text_append(&page, "Measured in:\n");
        awol_man_prose(&page, awol_schema_parameters[i].measure);
    }
    awol_text_append(&page,
                     ".El\n.Sh SEE ALSO\n.Xr awol 1 ,\n.Xr awol-read 1 ,\n.Xr awol-table 1\n");
    enum awol_status status = awol_text_check(&page, error);
    if (status == AWOL_OK)
        fputs(awol_text_string(&page), awol_arguments_output(arguments));
    awol_text_release(&page);
    return status;
}

static const struct awol_paragraph paragraphs[] = {
    {NULL, "awol is a set of small tools that read historical desertion records, count them "
           "against the men at risk, fit cascade models, and draw figures. Each tool does one "
           "job, reads the output of the one before, and writes plain text that any other "
           "program can read too."},
    {NULL, "Without an operand, awol lists its tools. With the name of a tool it runs that tool: "
           "`awol fit` is `awol-fit`."},
};

static const struct awol_example examples[] = {
    {"List the tools", "awol"},
    {"The options of one of them", "awol table --help"},
};

static const char *const see_also[] = {"awol-count", "awol-fit",    "awol-plot", "awol-read",
                                       "awol-table", "awol-stream", NULL};

static const struct awol_tool tool = {
    .name = "awol",
    .summary = "list the tools for desertion records, or run one",
    .operands = "[TOOL [ARGUMENT]…]",
    .paragraphs = paragraphs,
    .n_paragraphs = sizeof paragraphs / sizeof paragraphs[0],
    .examples = examples,
    .n_examples = sizeof examples / sizeof examples[0],
    .see_also = see_also,
    .run = run,
};

static int run_tool(char **argv)
{
    const char *name = argv[1];
    execute(name, argv + 1);
    /* EACCES and ENOTDIR are also the answer where only a folder of PATH cannot be searched. */
    if (errno != ENOENT && errno != EACCES && errno != ENOTDIR) {
        fprintf(stderr, "awol: awol-%s: cannot run: %s\n", name, strerror(errno));
        return awol_status_exit(AWOL_SYSTEM);
    }
    char shown[AWOL_SHOWN_SIZE];
    const char *nearest = awol_text_nearest(name, names, N_NAMES);
    fprintf(stderr, "awol: there is no tool %s%s%s%s\n", awol_text_show(name, shown, sizeof shown),
            nearest != NULL ? "; did you mean awol " : "; awol alone lists them",
            nearest != NULL ? nearest : "", nearest != NULL ? "?" : "");
    return awol_status_exit(AWOL_USAGE);
}

int main(int argc, char **argv)
{
    struct awol_tool part = tool;
    if (argc > 1 && argv[1][0] != '-')
        return run_tool(argv);
    if (argc == 2 && strcmp(argv[1], "--print=stream") == 0)
        part.run = run_stream;
    else if (argc == 2 && strcmp(argv[1], "--print=tools") == 0)
        part.run = run_names;
    else
        return awol_tool_main(&tool, argc, argv);
    return awol_tool_main(&part, 1, argv);
}
