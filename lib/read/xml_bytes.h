/* The bytes of an XML file as UTF-8, piece by piece, and where in it they stand. libxml2 counts
 * columns in characters and forgets where a tag began; messages, and rows set aside, need both. */
#ifndef AWOL_READ_XML_BYTES_H
#define AWOL_READ_XML_BYTES_H

#include <iconv.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/status.h"
#include "base/text.h"

/* Offsets count the bytes handed on, from 0 behind a byte order mark. */
struct awol_xml_bytes {
    FILE *file;
    const char *source;
    iconv_t converter;
    bool converts;
    bool begun;
    bool at_eof;
    char *raw; /* as in the file, where it is to be converted */
    size_t n_raw;
    struct awol_text window; /* offsets start to start + window.length */
    size_t start;
    size_t counted; /* where line and line_start were counted to */
    size_t line;
    size_t line_start; /* offset of the first byte of that line */
};

/* file and source stay the caller's. */
void awol_xml_bytes_init(struct awol_xml_bytes *bytes, FILE *file, const char *source);
void awol_xml_bytes_release(struct awol_xml_bytes *bytes);

/* The next piece, valid until the next call; *ret_length is 0 at the end of the file. The encoding
 * is that of the byte order mark, else of the XML declaration, else UTF-8. AWOL_DATA: an encoding
 * that is not known, bytes that are not of it. AWOL_SYSTEM, AWOL_MEMORY. */
enum awol_status awol_xml_bytes_next(struct awol_xml_bytes *bytes, const char **ret_piece,
                                     size_t *ret_length, struct awol_error *opt_error);

/* Let go of the bytes before an offset. */
void awol_xml_bytes_drop(struct awol_xml_bytes *bytes, size_t offset);

/* The bytes from an offset on, which was not let go. */
const char *awol_xml_bytes_at(const struct awol_xml_bytes *bytes, size_t offset);

/* The offset of the last `<` before an offset: where the tag that ends there begins. */
size_t awol_xml_bytes_tag(const struct awol_xml_bytes *bytes, size_t end);

/* Count the lines up to an offset: places behind it are then found quickly, those before it no
 * more. */
void awol_xml_bytes_mark(struct awol_xml_bytes *bytes, size_t offset);

/* Line and column of an offset, which is not before the last that was marked or let go. */
struct awol_place awol_xml_bytes_place(const struct awol_xml_bytes *bytes, size_t offset);

#endif
