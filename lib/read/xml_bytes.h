/* Some of the bytes of a file that was read in pieces, and where in it they stand. libxml2 counts
 * columns in characters and forgets where a tag began; messages, and rows set aside, need both. */
#ifndef AWOL_READ_XML_BYTES_H
#define AWOL_READ_XML_BYTES_H

#include <stddef.h>

#include "base/status.h"
#include "base/text.h"
#include "read/xml_pieces.h"

/* Offsets count the bytes handed on, from 0 behind a byte order mark. */
struct awol_xml_bytes {
    struct awol_text window; /* offsets start to start + window.length */
    size_t start;
    size_t counted; /* where line and line_start were counted to */
    size_t line;
    size_t line_start; /* offset of the first byte of that line */
};

void awol_xml_bytes_init(struct awol_xml_bytes *bytes);
void awol_xml_bytes_release(struct awol_xml_bytes *bytes);

/* The next piece. AWOL_MEMORY. */
enum awol_status awol_xml_bytes_append(struct awol_xml_bytes *bytes, const struct awol_text *piece,
                                       struct awol_error *opt_error);

/* The next piece straight from the file; *ret_length is 0 at its end. The failures of
 * awol_xml_pieces_next(), with their places. */
enum awol_status awol_xml_bytes_take(struct awol_xml_bytes *bytes, struct awol_xml_pieces *pieces,
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
