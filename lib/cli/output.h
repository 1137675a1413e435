/* A file that takes its name only when all of it was written. */
#ifndef AWOL_CLI_OUTPUT_H
#define AWOL_CLI_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/status.h"

/* Initialise with the path alone: struct awol_output output = {.path = path}. */
struct awol_output {
    const char *path;        /* as given; NULL = standard output */
    char *target;            /* path with symbolic links followed; NULL until opened */
    char *temporary;         /* NULL where the target is no ordinary file and is written directly */
    FILE *file;              /* NULL until opened */
    bool keep;               /* the file gets its name even where the work failed */
    struct awol_error error; /* why it could not be opened, told at the end */
};

/* AWOL_SYSTEM where the output cannot be made, told before any work is done for it. */
enum awol_status awol_output_check(const struct awol_output *output, struct awol_error *opt_error);

/* Open output->file, a temporary file beside path. Where that fails, what is written goes nowhere
 * and awol_output_end() tells. */
void awol_output_open(struct awol_output *output);

/* Flush, check and name the file if status is AWOL_OK or it is to be kept; else remove it. Returns
 * status, or what went wrong here where status is AWOL_OK. */
enum awol_status awol_output_end(struct awol_output *output, enum awol_status status,
                                 struct awol_error *opt_error);

void awol_output_release(struct awol_output *output);

#endif
