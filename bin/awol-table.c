/* awol-table: one table of a stream, or each of them, in the form that another program reads. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/format.h"
#include "base/stream.h"
#include "base/text.h"
#include "cli/output.h"
#include "cli/tool.h"

/* The first of these that a stream has is what its reader most likely wants. */
static const char *const preferred[] = {"summary", "parameters"};

static enum awol_status read_stream(const struct awol_arguments *arguments,
                                    struct awol_stream *ret_stream, struct awol_error *error)
{
    const char *path = awol_arguments_operand(arguments, 0);
    if (path == NULL || strcmp(path, "-") == 0)
        return awol_stream_read(stdin, "-", ret_stream, error);
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return awol_error_file(error, path, "cannot read", errno);
    enum awol_status status = awol_stream_read(file, path, ret_stream, error);
    fclose(file);
    return status;
}

static bool has_suffix(const char *path)
{
    const char *slash = strrchr(path, '/');
    return strchr(slash != NULL ? slash : path, '.') != NULL;
}

/* NULL where the output has a suffix that no format has. */
static const struct awol_table_format *choose_format(const struct awol_arguments *arguments)
{
    const char *name = awol_arguments_text(arguments, "format", NULL);
    const char *path = awol_arguments_text(arguments, "output", NULL);
    if (name != NULL)
        return awol_table_format_find(name);
    if (awol_arguments_has(arguments, "all"))
        return awol_table_format_find("csv");
    if (path != NULL && has_suffix(path))
        return awol_table_format_of_path(path);
    return awol_table_format_find("text");
}

static enum awol_status refuse_table(const struct awol_arguments *arguments,
                                     const struct awol_stream *stream, const char *name,
                                     struct awol_error *error)
{
    struct awol_text list;
    char shown[AWOL_SHOWN_SIZE];
    awol_text_init(&list);
    for (size_t i = 0; i < stream->n_tables; i++)
        awol_text_append_format(&list, "%s%s", i == 0 ? "" : ", ", stream->tables[i].name);
    awol_arguments_refuse(arguments, "table", error, "there is no %s in this stream; it has %s",
                          awol_text_show(name, shown, sizeof shown), awol_text_string(&list));
    awol_text_release(&list);
    return AWOL_USAGE;
}

static enum awol_status choose_table(const struct awol_arguments *arguments,
                                     const struct awol_stream *stream,
                                     const struct awol_table **ret_table, struct awol_error *error)
{
    const char *name = awol_arguments_text(arguments, "table", NULL);
    const struct awol_table *table = NULL;
    if (name != NULL) {
        table = awol_stream_find(stream, name);
        if (table == NULL)
            return refuse_table(arguments, stream, name, error);
    }
    for (size_t i = 0; table == NULL && i < sizeof preferred / sizeof preferred[0]; i++)
        table = awol_stream_find(stream, preferred[i]);
    *ret_table = table != NULL ? table : &stream->tables[0];
    return AWOL_OK;
}

static enum awol_status list_tables(const struct awol_stream *stream,
                                    const struct awol_table_format *format,
                                    const struct awol_format_settings *settings, FILE *file,
                                    struct awol_error *error)
{
    static const char *const columns[] = {"table", "rows", "columns"};
    struct awol_table list;
    enum awol_status status = awol_table_init(&list, "tables", "", error);
    if (status != AWOL_OK)
        return status;
    for (size_t i = 0; i < 3 && status == AWOL_OK; i++)
        status = awol_table_add_column(&list, columns[i], error);
    for (size_t i = 0; i < stream->n_tables && status == AWOL_OK; i++) {
        char rows[AWOL_NUMBER_SIZE], n_columns[AWOL_NUMBER_SIZE];
        snprintf(rows, sizeof rows, "%zu", stream->tables[i].n_rows);
        snprintf(n_columns, sizeof n_columns, "%zu", stream->tables[i].n_columns);
        const char *const cells[] = {stream->tables[i].name, rows, n_columns};
        status = awol_table_append(&list, cells, NULL, error);
    }
    if (status == AWOL_OK)
        status = awol_table_format_write(format, &list, settings, file, error);
    awol_table_release(&list);
    return status;
}

/* A name out of a stream must not lead out of the folder. */
static enum awol_status write_file(const struct awol_table *table, const char *folder,
                                   const struct awol_table_format *format,
                                   const struct awol_format_settings *settings,
                                   struct awol_arena *arena, struct awol_output *output,
                                   struct awol_error *error)
{
    struct awol_text path;
    char shown[AWOL_SHOWN_SIZE];
    if (table->name[0] == '\0' || table->name[0] == '.' || strchr(table->name, '/') != NULL)
        return awol_error_set(error, AWOL_DATA, "the table %s has no name for a file",
                              awol_text_show(table->name, shown, sizeof shown));
    awol_text_init(&path);
    awol_text_append_format(&path, "%s/%s%s", folder, table->name, format->suffix);
    output->path = path.failed ? NULL : awol_arena_string(arena, awol_text_string(&path));
    awol_text_release(&path);
    if (output->path == NULL)
        return awol_error_memory(error);
    awol_output_open(output);
    return awol_table_format_write(format, table, settings, output->file, error);
}

/* Files take their names when all of them are written: a folder has every table or none. */
static enum awol_status write_all(struct awol_stream *stream, const char *folder,
                                  const struct awol_table_format *format,
                                  const struct awol_format_settings *settings,
                                  struct awol_error *error)
{
    enum awol_status status = AWOL_OK;
    struct awol_output *outputs = calloc(stream->n_tables, sizeof *outputs);
    if (outputs == NULL)
        return awol_error_memory(error);
    bool made = mkdir(folder, 0777) == 0;
    if (!made && errno != EEXIST)
        status = awol_error_file(error, folder, "cannot make the folder", errno);
    for (size_t i = 0; i < stream->n_tables && status == AWOL_OK; i++)
        status = write_file(&stream->tables[i], folder, format, settings, &stream->arena,
                            &outputs[i], error);
    for (size_t i = 0; i < stream->n_tables; i++) {
        status = awol_output_end(&outputs[i], status, error);
        awol_output_release(&outputs[i]);
    }
    if (made && status != AWOL_OK)
        rmdir(folder);
    free(outputs);
    return status;
}

static enum awol_status run(struct awol_arguments *arguments, struct awol_error *error)
{
    const struct awol_format_settings settings = {
        .digits = (int)awol_arguments_integer(arguments, "digits", 0),
        .caption = awol_arguments_text(arguments, "caption", NULL),
    };
    const char *folder = awol_arguments_text(arguments, "all", NULL);
    const struct awol_table_format *format = choose_format(arguments);
    const struct awol_table *table = NULL;
    struct awol_stream stream;
    if (folder != NULL)
        for (size_t i = 0; i < 3; i++) {
            const char *other = (const char *[]){"table", "output", "list"}[i];
            if (awol_arguments_has(arguments, other))
                return awol_arguments_refuse(arguments, "all", error, "not together with --%s",
                                             other);
        }
    if (format == NULL)
        return awol_arguments_refuse(arguments, "output", error,
                                     "no format has the suffix of %s; choose one by --format",
                                     awol_arguments_text(arguments, "output", ""));
    enum awol_status status = read_stream(arguments, &stream, error);
    if (status != AWOL_OK)
        return status;
    if (stream.n_tables == 0)
        status = awol_error_at(error, stream.source, (struct awol_place){0, 0},
                               "the stream has no table");
    else if (folder != NULL)
        status = write_all(&stream, folder, format, &settings, error);
    else if (awol_arguments_has(arguments, "list"))
        status = list_tables(&stream, format, &settings, awol_arguments_output(arguments), error);
    else if ((status = choose_table(arguments, &stream, &table, error)) == AWOL_OK)
        status = awol_table_format_write(format, table, &settings, awol_arguments_output(arguments),
                                         error);
    awol_stream_release(&stream);
    return status;
}

static const struct awol_option options[] = {
    {.name = "table",
     .letter = 't',
     .type = AWOL_OPTION_TEXT,
     .metavar = "NAME",
     .default_text = "summary, or else parameters, or else the first",
     .help = "The table to write."},
    {.name = "format",
     .letter = 'f',
     .type = AWOL_OPTION_CHOICE,
     .choices = awol_table_format_names,
     .metavar = "FORMAT",
     .default_text = "by the suffix of --output, or else text; csv with --all",
     .help = "The form of the table."},
    {.name = "digits",
     .letter = 'd',
     .type = AWOL_OPTION_INTEGER,
     .metavar = "N",
     .min = 1,
     .max = 17,
     .default_text = "as they stand",
     .help = "Significant digits of numbers with a fraction; whole numbers stay whole."},
    {.name = "caption",
     .type = AWOL_OPTION_TEXT,
     .metavar = "TEXT",
     .help = "A caption, in text, Markdown and LaTeX."},
    {.name = "all",
     .type = AWOL_OPTION_FILE,
     .metavar = "DIR",
     .help = "Write each table to a file of its own in DIR, named after the table. DIR is made "
             "if it is not there."},
    {.name = "list", .letter = 'l', .help = "List the tables of the stream."},
};

static const struct awol_paragraph paragraphs[] = {
    {NULL, "awol-table reads a stream of any awol tool from FILE or from standard input and "
           "writes one of its tables. Nothing is computed: the cells are those of the stream, "
           "rounded only where --digits asks for it."},
    {"Formats",
     "text is aligned, for reading; numbers stand to the right, and long sentences are wrapped. "
     "csv is quoted as in RFC 4180 and tsv escaped as in the stream; both write NA for what is "
     "missing. json is an array with one object a row, in which numbers are numbers and what is "
     "missing is null. markdown is a pipe table. latex needs the package booktabs."},
};

static const struct awol_example examples[] = {
    {"What a fit found, in sentences", "awol-table tests/golden/table-text/fit.awol"},
    {"The parameters for a paper, as LaTeX with three digits",
     "awol-table -t parameters -f latex -d 3 tests/golden/table-text/fit.awol"},
    {"Every table for R or a spreadsheet, one CSV file each",
     "awol-table --all tables tests/golden/table-text/fit.awol"},
};

static const char *const see_also[] = {"awol", "awol-fit", "awol-plot", "awol-stream", NULL};

static const struct awol_tool tool = {
    .name = "awol-table",
    .summary = "write one table of a stream as text, CSV, TSV, JSON, Markdown or LaTeX",
    .operands = "[FILE]",
    .max_operands = 1,
    AWOL_TOOL_ARRAYS,
    .run = run,
};

int main(int argc, char **argv)
{
    return awol_tool_main(&tool, argc, argv);
}
