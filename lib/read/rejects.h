/* The file of refused rows: each as it stands in its file, below a line that says why. Put right,
 * it can be read again. */
#ifndef AWOL_READ_REJECTS_H
#define AWOL_READ_REJECTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "read/reader.h"

struct awol_rejects;

/* Make the file at path, which must outlive it. Corrected rows are read again: AWOL_USAGE where the
 * file is one of inputs[n_inputs], which would be emptied before it is read. AWOL_SYSTEM: it cannot
 * be written. */
enum awol_status awol_rejects_open(const char *path, const char *const *inputs, size_t n_inputs,
                                   struct awol_rejects **ret_rejects, struct awol_error *opt_error);

/* Append what a reader refused; before the first row of a reader, its header. A failure to write
 * is told by awol_rejects_close(). */
void awol_rejects_write(struct awol_rejects *rejects, const struct awol_reader *reader,
                        bool first_of_reader, const struct awol_reading *reading);

/* Flush, close and free it. AWOL_SYSTEM where anything could not be written. */
enum awol_status awol_rejects_close(struct awol_rejects *rejects, struct awol_error *opt_error);

/* Remove the file and free it: a run that fails otherwise than by its rows leaves no half of a
 * file behind. NULL is left alone. */
void awol_rejects_drop(struct awol_rejects *rejects);

#endif
