#include "tool/refusals.h"

#include <stdlib.h>
#include <string.h>

#include "read/file.h"

enum { SHOWN = 10 };

static const struct awol_option options[] = {
    {.name = "rejects",
     .letter = 'r',
     .type = AWOL_OPTION_FILE,
     .metavar = "FILE",
     .help = "Write the rows that are refused to FILE, as they stand, each below a line \"#! "
             "file:line:column: reason\", and go on with the others. Put right, FILE can be read "
             "again."},
    {.name = "accept-rejects",
     .type = AWOL_OPTION_FLAG,
     .help = "With --rejects: end with status 0 although rows were refused."},
};

const struct awol_option_group awol_refusals_group = {"Rows that cannot be read", options,
                                                      sizeof options / sizeof options[0]};

/* The files that are read, for which the caller frees the array alone. */
static enum awol_status list_inputs(const struct awol_arguments *arguments,
                                    const char ***ret_inputs, size_t *ret_n,
                                    struct awol_error *error)
{
    const size_t n = awol_arguments_n_operands(arguments);
    const char **const inputs = calloc(n + 1, sizeof *inputs);

    if (!inputs)
        return awol_error_memory(error);
    inputs[0] = "-";
    for (size_t i = 0; i < n; i++)
        inputs[i] = awol_arguments_operand(arguments, i);
    *ret_inputs = inputs;
    *ret_n = n > 0 ? n : 1;
    return AWOL_OK;
}

static enum awol_status open_rejects(struct awol_refusals *refusals, const char *path,
                                     const char *const *inputs, size_t n, struct awol_error *error)
{
    struct awol_error inner;
    enum awol_status status;

    if (strcmp(path, "-") == 0)
        return awol_arguments_refuse(refusals->arguments, "rejects", error,
                                     "standard output is for the result: give a file its name, or "
                                     "/dev/stderr");
    status = awol_rejects_open(path, inputs, n, &refusals->opt_rejects, &inner);
    if (status == AWOL_USAGE)
        return awol_arguments_refuse(refusals->arguments, "rejects", error, "%s", inner.message);
    if (status != AWOL_OK)
        *error = inner;
    return status;
}

enum awol_status awol_refusals_take(struct awol_refusals *refusals, struct awol_error *error)
{
    const struct awol_arguments *const arguments = refusals->arguments;
    const char *const output = awol_arguments_text(arguments, "output", "-");
    const char *const rejects = awol_arguments_text(arguments, "rejects", NULL);
    const char **inputs = NULL;
    size_t n = 0;
    enum awol_status status = list_inputs(arguments, &inputs, &n, error);

    if (status == AWOL_OK && strcmp(output, "-") != 0 && awol_file_is_among(output, inputs, n))
        status = awol_arguments_refuse(arguments, "output", error,
                                       "%.200s is one of the files to be read", output);
    if (status == AWOL_OK && rejects && strcmp(rejects, output) == 0 && strcmp(output, "-") != 0)
        status = awol_arguments_refuse(arguments, "rejects", error,
                                       "%.200s is the file of --output", rejects);
    if (status == AWOL_OK && rejects)
        status = open_rejects(refusals, rejects, inputs, n, error);
    if (status == AWOL_OK && !rejects && awol_arguments_has(arguments, "accept-rejects"))
        status = awol_arguments_refuse(arguments, "accept-rejects", error,
                                       "it goes with --rejects FILE");
    free(inputs);
    return status;
}

void awol_refusals_begin(struct awol_refusals *refusals)
{
    refusals->n_before = refusals->n_refused;
}

void awol_refusals_pass(struct awol_refusals *refusals, size_t n)
{
    refusals->n_rows += n;
}

void awol_refusals_add(struct awol_refusals *refusals, const struct awol_reader *reader,
                       const struct awol_reading *reading)
{
    refusals->n_rows += reading->same_row ? 0 : 1;
    refusals->n_refused++;
    if (refusals->opt_rejects)
        awol_rejects_write(refusals->opt_rejects, reader,
                           refusals->n_refused == refusals->n_before + 1, reading);
    else if (refusals->n_refused <= SHOWN)
        awol_arguments_fail(refusals->arguments, &reading->reason);
}

enum awol_status awol_refusals_check(const struct awol_refusals *refusals, struct awol_error *error)
{
    if (refusals->n_refused == 0 || awol_arguments_has(refusals->arguments, "rejects"))
        return AWOL_OK;
    return awol_error_set(error, AWOL_DATA,
                          "%zu of %zu rows cannot be read%s; --rejects FILE sets them aside",
                          refusals->n_refused, refusals->n_rows,
                          refusals->n_refused > SHOWN ? " (the first ten are shown)" : "");
}

enum awol_status awol_refusals_finish(struct awol_refusals *refusals, struct awol_error *error)
{
    struct awol_arguments *const arguments = refusals->arguments;
    const char *const path = awol_arguments_text(arguments, "rejects", NULL);
    enum awol_status status = AWOL_OK;

    if (refusals->opt_rejects)
        status = awol_rejects_close(refusals->opt_rejects, error);
    refusals->opt_rejects = NULL;
    if (status != AWOL_OK || refusals->n_refused == 0)
        return status;
    awol_arguments_keep_output(arguments);
    if (!awol_arguments_has(arguments, "accept-rejects"))
        return awol_error_set(error, AWOL_DATA, "%zu of %zu rows cannot be read: they are in %s",
                              refusals->n_refused, refusals->n_rows, path);
    awol_arguments_say(arguments, "%zu of %zu rows cannot be read: they are in %s",
                       refusals->n_refused, refusals->n_rows, path);
    return AWOL_OK;
}

void awol_refusals_release(struct awol_refusals *refusals)
{
    awol_rejects_drop(refusals->opt_rejects);
}
