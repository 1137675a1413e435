/* The table of texts that the cells of an Office workbook refer to by number. */
#ifndef AWOL_READ_XLSX_STRINGS_H
#define AWOL_READ_XLSX_STRINGS_H

#include <stddef.h>

#include "base/status.h"
#include "base/text.h"
#include "read/zip_xml.h"

#define AWOL_XLSX_MAX_STRING_BYTES ((size_t)128 << 20)

struct awol_xlsx_strings {
    struct awol_arena arena;
    const char **texts;
    size_t n, capacity;
    size_t n_bytes;
};

void awol_xlsx_strings_init(struct awol_xlsx_strings *strings);
void awol_xlsx_strings_release(struct awol_xlsx_strings *strings);

/* Read the part. AWOL_DATA: not well-formed, or more text than is kept in memory. */
enum awol_status awol_xlsx_strings_read(struct awol_xlsx_strings *strings, struct awol_zip *zip,
                                        const char *part, struct awol_error *opt_error);

/* Text of a cell that is built from its elements: <t>, in runs or not, but not the readings that
 * stand beside Chinese characters. Zero-initialise; release `text`. */
struct awol_xlsx_text {
    struct awol_text text;
    int phonetic; /* depth inside <rPh> */
    bool in_text;
};

void awol_xlsx_text_start(struct awol_xlsx_text *text, const struct awol_xml_tag *tag);
void awol_xlsx_text_end(struct awol_xlsx_text *text, const struct awol_xml_tag *tag);
void awol_xlsx_text_add(struct awol_xlsx_text *text, const char *bytes, size_t length);

/* _x000D_ and the like are characters that XML cannot hold (ECMA-376 part 1, 22.9.2.19); in
 * place. */
void awol_xlsx_unescape(struct awol_text *text);

#endif
