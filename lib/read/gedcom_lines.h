/* The lines of a GEDCOM file: level, cross-reference, tag, value. */
#ifndef AWOL_READ_GEDCOM_LINES_H
#define AWOL_READ_GEDCOM_LINES_H

#include <iconv.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/status.h"
#include "base/text.h"
#include "date/gedcom.h"
#include "read/xml_bytes.h"

/* Levels are bounded so that what reads them needs no memory for the path. */
#define AWOL_GEDCOM_MAX_LEVEL 99

/* One line; texts are terminated UTF-8, "" where there is none, and live until the next one. */
struct awol_gedcom_line {
    int level;
    const char *xref; /* without its @ */
    const char *tag;
    const char *value;
    struct awol_place where;       /* of the level */
    struct awol_place value_where; /* of the value */
    const char *raw;               /* as in the file (of UTF-16: as UTF-8), without its end */
    size_t raw_length;
};

/* Bytes that are no ASCII: letters of UTF-8; none; of another encoding, by iconv; of one that is
 * not known. */
enum awol_gedcom_letters {
    AWOL_GEDCOM_UTF_8,
    AWOL_GEDCOM_ASCII,
    AWOL_GEDCOM_CONVERTED,
    AWOL_GEDCOM_UNKNOWN
};

struct awol_gedcom_lines {
    struct awol_xml_bytes bytes;
    struct awol_xml_pieces pieces; /* UTF-16 by its byte order mark; else bytes as they are */
    const char *source;
    const char *opt_encoding;         /* the user's, instead of what HEAD.CHAR says; borrowed */
    enum awol_gedcom_version version; /* any, until the header has said it */
    enum awol_gedcom_letters letters;
    char encoding[40]; /* as the header calls it */
    iconv_t converter;
    size_t offset, number; /* of the line read last, and where the next one begins */
    int level;             /* of the line read last */
    bool at_end;
    struct awol_text text; /* of the line */
};

/* file and source stay the caller's. */
void awol_gedcom_lines_init(struct awol_gedcom_lines *lines, FILE *file, const char *source);
void awol_gedcom_lines_release(struct awol_gedcom_lines *lines);

/* The next line; *ret_found is false at the end of the file. Ends of lines are CR, LF or both. In
 * 5.5.1 there may be blanks before a level, and empty lines. AWOL_DATA with the place: a line
 * longer than 1 MiB, no level, a level that is more than one deeper than the line before, no tag,
 * bytes that are not of the encoding, a NUL. AWOL_SYSTEM, AWOL_MEMORY. */
enum awol_status awol_gedcom_lines_next(struct awol_gedcom_lines *lines,
                                        struct awol_gedcom_line *ret_line, bool *ret_found,
                                        struct awol_error *opt_error);

/* HEAD.CHAR, or opt_encoding instead: what the letters are from the next line on. AWOL_DATA: ANSEL.
 * A name that stands for more than one encoding (ANSI) is an error once there is a letter that is
 * not ASCII. */
enum awol_status awol_gedcom_lines_letters(struct awol_gedcom_lines *lines,
                                           const struct awol_gedcom_line *line,
                                           struct awol_error *opt_error);

#endif
