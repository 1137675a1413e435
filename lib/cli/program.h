/* Starting other programs of the project. */
#ifndef AWOL_CLI_PROGRAM_H
#define AWOL_CLI_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

/* The path of an executable in the folder where this program itself is, into path[size]. False
 * where there is none. */
bool awol_program_beside(const char *name, char *path, size_t size);

/* Run words[0], which is looked for beside this program and then in PATH, with these words (NULL at
 * their end), without a shell, in a folder. Standard input is empty, standard output is lost, what
 * it says goes into the file `log` of that folder. *ret_exit is its exit status.
 * AWOL_SYSTEM: it could not be started, or a signal ended it. */
enum awol_status awol_program_run(const char *const *words, const char *folder, const char *log,
                                  int *ret_exit, struct awol_error *opt_error);

#endif
