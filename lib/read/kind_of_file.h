/* What a file is that is no table: by its bytes, not its name, so that a message can say it and
 * what to do instead. */
#ifndef AWOL_READ_KIND_OF_FILE_H
#define AWOL_READ_KIND_OF_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/status.h"
#include "read/file.h"
#include "read/sheet_book.h"

/* Refuse a file that begins with these bytes and that no reader reads: AWOL_DATA, "this is a PDF
 * document: …". Zip archives are refused only where text is wanted. opt_file, at its first byte
 * before and after, tells more of old Office files; NULL where it cannot be read twice. */
enum awol_status awol_kind_refuse(const char *bytes, size_t length, bool wants_text, FILE *opt_file,
                                  const char *source, struct awol_error *opt_error);

/* Which workbook an archive is; AWOL_DATA if it is none: "this is a Word document: …". */
enum awol_status awol_kind_of_archive(struct awol_zip *zip, const struct awol_book_type **ret_type,
                                      struct awol_error *opt_error);

#endif
