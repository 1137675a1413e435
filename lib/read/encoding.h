/* Text in other encodings, read as UTF-8. */
#ifndef AWOL_READ_ENCODING_H
#define AWOL_READ_ENCODING_H

#include <stdio.h>

#include "base/status.h"

/* The encoding of a text, at whose first byte the file stands and is left: by its byte order mark
 * (UTF-8, UTF-16, UTF-32), else opt_named (the caller's), else UTF-8. NULL: it is UTF-8, with a
 * mark or without. */
const char *awol_encoding_find(FILE *file, const char *opt_named);

/* AWOL_USAGE where iconv(3) knows no such encoding, or the name asks for more than one. */
enum awol_status awol_encoding_check(const char *name, struct awol_error *opt_error);

/* A file whose bytes are those of `file` as UTF-8, without a byte order mark; `file` stays the
 * caller's and must outlive it. What is not of the encoding becomes the byte 0xFF, which UTF-8
 * never has, so that it is found where it stands. The caller closes it with fclose(). AWOL_USAGE:
 * no such encoding; AWOL_MEMORY. */
enum awol_status awol_encoding_open(FILE *file, const char *name, FILE **ret_file,
                                    struct awol_error *opt_error);

#endif
