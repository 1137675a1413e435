/* Delimited text with a header, record by record: comma, semicolon or tab, quoted as RFC 4180 has
 * it. Memory holds one record at a time. */
#ifndef AWOL_READ_CSV_H
#define AWOL_READ_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/status.h"
#include "base/stream.h"
#include "read/bulk.h"

struct awol_csv;

/* Zero: the separator is found in the header, the quote is '"', the header is one line, the first.
 */
struct awol_csv_settings {
    char separator;
    char quote;
    size_t skip_lines;        /* lines above the header, whatever is in them: a title */
    size_t header_lines;      /* a name of more lines is joined from them */
    const char *const *names; /* of the columns, where the file has no header; borrowed */
    size_t n_names;           /* 0: it has one. The separator is a comma then unless it is given */
    bool takes_encoding;      /* messages may speak of --encoding */
    const char *opt_encoding; /* what the file was before it was turned into UTF-8; borrowed: then
                                 columns are counted in characters, for they were others in bytes */
};

/* Begin to read: the header is read. `source` names the file in messages ("-" = standard input);
 * it is copied. The file stays the caller's and must outlive the reader.
 *
 * Lines before the header that begin with "# ", or are "#" alone, are comments; so are lines
 * anywhere between records that begin with "#! ", the remarks in a file of refused rows, so that it
 * can be put right and read again. The separator is
 * looked for in the header line only, outside quotes: a tab wherever there is one, else whichever
 * of ";" and "," occurs; where both do, it must be given. A first line "sep=;" says it, as Excel
 * understands it. Names of columns lose the spaces around them, and line ends inside become spaces;
 * a name may be empty, but none stands twice.
 *
 * A header of several lines gives each column the cells that stand above each other, joined by
 * spaces. A cell with something below it holds for the empty ones to its right, too, as
 * spreadsheets export merged cells: "Desertion" and nothing over "Date" and "Location" is
 * "Desertion Date" and "Desertion Location".
 *
 * AWOL_DATA with its place: an empty file, a header that is not UTF-8 or holds a NUL byte, a
 * separator that cannot be told, a column twice, an unclosed quote. */
enum awol_status awol_csv_new(FILE *file, const char *source,
                              const struct awol_csv_settings *opt_settings,
                              struct awol_csv **ret_csv, struct awol_error *opt_error);
void awol_csv_free(struct awol_csv *csv);

/* The names of the columns and where they stand; lives as long as the reader. */
struct awol_row awol_csv_header(const struct awol_csv *csv);

/* Columns up to the last that has a name; at least 1. Spreadsheets leave empty columns behind. */
size_t awol_csv_n_named(const struct awol_csv *csv);

/* The lines that were skipped and those of the header, as they stand in the file, without the last
 * line end; lives as long as the reader. */
const char *awol_csv_head(const struct awol_csv *csv, size_t *ret_length);

char awol_csv_separator(const struct awol_csv *csv);

/* The name of the file, as long as the reader lives. */
const char *awol_csv_source(const struct awol_csv *csv);

/* The next record, as many cells as the header has, valid until the next call. A cell's place is
 * the first byte of its content (behind the quote of a quoted one); blanks around it are dropped.
 * *ret_found is false at the end of the file. Empty lines are passed over. Empty cells behind those
 * of the header are dropped, and cells of columns behind the last named one may be missing: they
 * are empty.
 *
 * AWOL_DATA: this record is refused (too few or too many cells, a byte that is not UTF-8, a NUL
 * byte, an unclosed quote, text behind a closing quote) and the next call goes on behind it, unless
 * awol_csv_is_broken(). A record longer than AWOL_STREAM_MAX_LINE breaks the reader. */
enum awol_status awol_csv_next(struct awol_csv *csv, struct awol_row *ret_row, bool *ret_found,
                               struct awol_error *opt_error);

/* True after a failure from which reading cannot go on. */
bool awol_csv_is_broken(const struct awol_csv *csv);

/* The record of the last call (after awol_csv_new(): the header), as it stands in the file without
 * its line end; not terminated. Valid until the next call. */
const char *awol_csv_text(const struct awol_csv *csv, size_t *ret_length);

/* A place in the record of the last call, whose column counts bytes, as the file has it. */
struct awol_place awol_csv_place(const struct awol_csv *csv, struct awol_place place);

/* True if a remark ("#! …") stands before the record of the last call: it comes from elsewhere than
 * the one before it. */
bool awol_csv_is_behind_remark(const struct awol_csv *csv);

/* The line on which the record of the last call begins. */
size_t awol_csv_line(const struct awol_csv *csv);

/* Records found so far, refused ones included, the header not. */
size_t awol_csv_n_records(const struct awol_csv *csv);

/* How the records are laid out in the file, before the first of them was read. False where that
 * cannot be told, or where columns at the end have no name. */
bool awol_csv_layout(const struct awol_csv *csv, struct awol_layout *ret_layout);

/* Let awol_csv_next() read one record, copied, that begins in that line; then the file has ended.
 */
enum awol_status awol_csv_give(struct awol_csv *csv, const char *bytes, size_t length, size_t line,
                               struct awol_error *opt_error);

#endif
