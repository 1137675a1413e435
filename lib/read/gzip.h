/* gzip files, read as what is in them. */
#ifndef AWOL_READ_GZIP_H
#define AWOL_READ_GZIP_H

#include <stdbool.h>
#include <stdio.h>

#include "base/status.h"

/* Whether the file, at its first byte, is gzip; it stands at its first byte afterwards. */
bool awol_gzip_is(FILE *file);

/* A file whose bytes are those packed in `file`, which stays the caller's and must outlive it, as
 * must source and fault. It is unpacked as it is read, so that memory does not grow with it;
 * several members behind each other are one text. Reading fails (ferror) where the data are
 * damaged, cut off or followed by something else: *fault then says so, AWOL_DATA with the source,
 * or AWOL_SYSTEM. The caller closes it with fclose(). AWOL_MEMORY. */
enum awol_status awol_gzip_open(FILE *file, const char *source, struct awol_error *fault,
                                FILE **ret_file, struct awol_error *opt_error);

#endif
