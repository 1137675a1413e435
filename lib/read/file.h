/* Files as users name them: a path, or "-" for standard input. */
#ifndef AWOL_READ_FILE_H
#define AWOL_READ_FILE_H

#include <stdbool.h>
#include <stdio.h>

#include "base/status.h"

/* Open for reading. AWOL_SYSTEM with the reason. */
enum awol_status awol_file_open(const char *path, FILE **ret_file, struct awol_error *opt_error);

/* NULL and standard input are left alone. */
void awol_file_close(FILE *file);

/* True if `path` is an ordinary file and one of those paths leads to the same one; "-" is standard
 * input. */
bool awol_file_is_among(const char *path, const char *const *paths, size_t n);

/* Whether the file, at its first byte, is an awol stream; it stands at its first byte afterwards.
 */
enum awol_status awol_file_is_stream(FILE *file, const char *path, bool *ret_stream,
                                     struct awol_error *opt_error);

/* The first bytes of a file that stands at its first byte, and does so afterwards. Of a pipe only
 * as many as can be given back (7) are read, and false is returned. */
#define AWOL_FILE_PEEKED 512
bool awol_file_peek(FILE *file, char bytes[static AWOL_FILE_PEEKED], size_t *ret_length);

/* The part of a path behind its last "/". Points into path. */
const char *awol_file_name(const char *path);

#endif
