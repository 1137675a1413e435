/* A zip archive that is read part by part, never unpacked to files. */
#ifndef AWOL_READ_ZIP_FILE_H
#define AWOL_READ_ZIP_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/status.h"

struct awol_zip;

/* Open the archive that is in a file; what cannot be read from any place of it, as a pipe, is
 * copied to a temporary file first. file and source stay the caller's. AWOL_DATA: no archive, or
 * one that is cut off, damaged, or of more parts or bytes than a workbook has. AWOL_SYSTEM. */
enum awol_status awol_zip_open(FILE *file, const char *source, struct awol_zip **ret_zip,
                               struct awol_error *opt_error);
void awol_zip_close(struct awol_zip *zip);

const char *awol_zip_source(const struct awol_zip *zip);

/* How many parts the archive has, and the name of one; "" where it has none. */
size_t awol_zip_n_parts(const struct awol_zip *zip);
const char *awol_zip_name(const struct awol_zip *zip, size_t index);

/* Names are compared up to the case of A to Z, as Office does. */
bool awol_zip_has(const struct awol_zip *zip, const char *name);

struct awol_zip_part;

/* Begin to read a part. AWOL_DATA: there is none of that name, it is encrypted, or packed in a way
 * that is not known. name stays the caller's. */
enum awol_status awol_zip_part_open(struct awol_zip *zip, const char *name,
                                    struct awol_zip_part **ret_part, struct awol_error *opt_error);
void awol_zip_part_close(struct awol_zip_part *part);

/* The next bytes, at most `size`; *ret_length is 0 at the end. AWOL_DATA: damaged bytes (the
 * checksum is looked at), or so many out of so few that nobody made them by hand. */
enum awol_status awol_zip_part_read(struct awol_zip_part *part, char *buffer, size_t size,
                                    size_t *ret_length, struct awol_error *opt_error);

/* Refuse the part: "SOURCE: PART, line N: what". Returns AWOL_DATA. */
enum awol_status awol_zip_part_refuse(const struct awol_zip_part *part, size_t line,
                                      struct awol_error *opt_error, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
