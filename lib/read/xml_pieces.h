/* The bytes of an XML file as UTF-8, piece by piece. */
#ifndef AWOL_READ_XML_PIECES_H
#define AWOL_READ_XML_PIECES_H

#include <iconv.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/status.h"
#include "base/text.h"

struct awol_xml_pieces {
    FILE *file;
    const char *source;
    iconv_t converter;
    bool converts;
    bool begun;
    bool at_eof;
    char *raw; /* as in the file */
    size_t n_raw;
};

/* file and source stay the caller's. */
void awol_xml_pieces_init(struct awol_xml_pieces *pieces, FILE *file, const char *source);
void awol_xml_pieces_release(struct awol_xml_pieces *pieces);

/* Append the next piece to a text, nothing at the end of the file. The encoding is that of the byte
 * order mark, else of the XML declaration, else UTF-8. AWOL_DATA: an encoding that is not known;
 * without a place, bytes that are not of it, behind all that was appended. AWOL_SYSTEM,
 * AWOL_MEMORY. */
enum awol_status awol_xml_pieces_next(struct awol_xml_pieces *pieces, struct awol_text *to,
                                      struct awol_error *opt_error);

/* True if there is more, in a file that makes nobody wait for it, as a pipe may. */
bool awol_xml_pieces_are_ahead(const struct awol_xml_pieces *pieces);

#endif
