/* The awol stream: the plain text that stands at every arrow between two tools.
 *
 *     # awol: series 1
 *     # campaign: …                      headers, one a line
 *     # table: series
 *     unit<TAB>start<TAB>…               one header row, then rows
 *                                        two empty lines between tables
 *     # end
 *
 * Cells escape tab, newline, carriage return and backslash as \t \n \r \\ and are never quoted. A
 * stream without its last line, of a newer version, or with a ragged row is refused with its place.
 */
#ifndef AWOL_BASE_STREAM_H
#define AWOL_BASE_STREAM_H

#include <stdbool.h>
#include <stdio.h>

#include "base/status.h"
#include "base/table.h"
#include "base/text.h"

#define AWOL_STREAM_VERSION 1
#define AWOL_STREAM_MAX_LINE (64u << 20) /* bytes; a longer line is no record */

/* ---- reading, row by row ------------------------------------------------------------------ */

struct awol_stream_reader;

/* Begin to read a stream: the headers are read, up to the first table. `source` names it in
 * messages ("-" for standard input); file stays the caller's and must outlive the reader.
 * AWOL_DATA: not an awol stream, a newer version. */
enum awol_status awol_stream_reader_new(FILE *file, const char *source,
                                        struct awol_stream_reader **ret_reader,
                                        struct awol_error *opt_error);
void awol_stream_reader_free(struct awol_stream_reader *reader);

/* The kind ("events", "series", "fit", …) of the first line. */
const char *awol_stream_reader_kind(const struct awol_stream_reader *reader);

/* Headers in the order of the file; index < count. */
size_t awol_stream_reader_n_headers(const struct awol_stream_reader *reader);
const char *awol_stream_reader_header_key(const struct awol_stream_reader *reader, size_t index);
const char *awol_stream_reader_header_value(const struct awol_stream_reader *reader, size_t index);

/* Number of the line read last, from 1. */
size_t awol_stream_reader_line(const struct awol_stream_reader *reader);

/* Go to the next table (rows not yet read are passed over, checked all the same). *ret_found is
 * false at "# end". The table gets name, source, columns and notes, and no rows. */
enum awol_status awol_stream_reader_next_table(struct awol_stream_reader *reader,
                                               struct awol_table *ret_table, bool *ret_found,
                                               struct awol_error *opt_error);

/* The next row of the table, in the reader's buffer, valid until the next call; *ret_found is false
 * at its end. */
enum awol_status awol_stream_reader_next_row(struct awol_stream_reader *reader,
                                             struct awol_row *ret_row, bool *ret_found,
                                             struct awol_error *opt_error);

/* ---- writing, row by row ------------------------------------------------------------------ */

/* Writes as it goes. Errors of the file are kept and reported by awol_stream_writer_end(); a
 * writer that is released without it leaves a stream without its last line, which every reader
 * refuses. */
struct awol_stream_writer {
    FILE *file;
    size_t n_tables;
    size_t n_columns;
};

void awol_stream_writer_begin(struct awol_stream_writer *writer, FILE *file, const char *kind);
void awol_stream_writer_header(struct awol_stream_writer *writer, const char *key,
                               const char *value);
void awol_stream_writer_table(struct awol_stream_writer *writer, const char *name,
                              const char *const *opt_notes, size_t n_notes,
                              const char *const *columns, size_t n_columns);
void awol_stream_writer_row(struct awol_stream_writer *writer, const char *const *cells);

/* Writes "# end" and flushes. AWOL_SYSTEM if anything could not be written. */
enum awol_status awol_stream_writer_end(struct awol_stream_writer *writer,
                                        struct awol_error *opt_error);

/* ---- whole streams in memory -------------------------------------------------------------- */

struct awol_header {
    const char *key;
    const char *value;
};

struct awol_stream {
    struct awol_arena arena;
    const char *kind;
    const char *source;
    struct awol_header *headers;
    size_t n_headers;
    struct awol_table *tables;
    size_t n_tables;
};

/* A stream of a kind with no header and no table; the caller releases it. */
enum awol_status awol_stream_init(struct awol_stream *stream, const char *kind,
                                  struct awol_error *opt_error);
void awol_stream_release(struct awol_stream *stream);

/* Append a copy of a header to an array of *n that is on the heap (the caller frees it) and whose
 * strings live in the arena. */
enum awol_status awol_stream_append_header(struct awol_arena *arena, struct awol_header **headers,
                                           size_t *n, const char *key, const char *value,
                                           struct awol_error *opt_error);

/* Append a header (keys may repeat: each tool of a pipe adds its "command"). */
enum awol_status awol_stream_add_header(struct awol_stream *stream, const char *key,
                                        const char *value, struct awol_error *opt_error);

/* The first value of a key, NULL if absent. */
const char *awol_stream_header(const struct awol_stream *stream, const char *key);

/* Append an empty table and return it by *ret_table; the stream owns it. A later call may move
 * the tables: fetch the pointer anew. */
enum awol_status awol_stream_add_table(struct awol_stream *stream, const char *name,
                                       struct awol_table **ret_table, struct awol_error *opt_error);

/* Append a copy of a table, which must not be of this stream, under a name. */
enum awol_status awol_stream_add_copy(struct awol_stream *stream, const struct awol_table *table,
                                      const char *name, struct awol_error *opt_error);

/* The table of that name, NULL if absent. */
struct awol_table *awol_stream_find(const struct awol_stream *stream, const char *name);

/* Read all of a stream to its "# end". */
enum awol_status awol_stream_read(FILE *file, const char *source, struct awol_stream *ret_stream,
                                  struct awol_error *opt_error);

/* Write all of it. */
enum awol_status awol_stream_write(const struct awol_stream *stream, FILE *file,
                                   struct awol_error *opt_error);

#endif
