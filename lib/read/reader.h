/* Readers: what turns a file of records into events, row by row. A format is one file that defines
 * a struct awol_reader_type, and one row of the registry. */
#ifndef AWOL_READ_READER_H
#define AWOL_READ_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/status.h"
#include "read/bulk.h"
#include "read/column_map.h"
#include "record/event.h"

struct awol_reader_settings {
    const char *opt_format;                    /* name of a type; NULL: found by the file */
    const struct awol_column_map *opt_columns; /* what the user said about the columns */
    const char *opt_package;  /* a datapackage.json; NULL: the one beside the file, if any */
    char separator;           /* 0: from the package, else from the file */
    const char *opt_encoding; /* of files without a byte order mark; NULL: UTF-8 */
    const struct awol_event_types *opt_types; /* which events are read, where they have types */
    const char *opt_sheet; /* name or number, in files that have sheets; NULL: the first */
};

enum awol_reading_kind { AWOL_READING_END, AWOL_READING_EVENT, AWOL_READING_REFUSED };

/* One row: an event, or what was refused. All texts live until the next call. */
struct awol_reading {
    enum awol_reading_kind kind;
    struct awol_event event;
    const char *text; /* a refused row as it stands in the file, not terminated */
    size_t length;
    struct awol_error reason; /* why, with its place */
    bool same_row;            /* another event of the row before */
    size_t n_silent;          /* rows before this one that hold no event */
};

/* A format. `state` is what open() made. */
struct awol_reader_type {
    const char *name;
    const char *summary;
    const char *const *suffixes; /* NULL-terminated, with the point: ".csv" */

    /* True if the first bytes of a file can only be of this format; NULL: they never tell. */
    bool (*sniff)(const char *bytes, size_t length);

    /* The file is text, which is turned into UTF-8 before it is read. Formats that say themselves
     * what they are encoded in leave this out. */
    bool is_text;

    /* The file says what it is encoded in, and may be wrong: columns->opt_encoding overrules it. */
    bool takes_encoding;

    /* Begin to read a file at its first byte; the file stays the caller's. `columns` holds all
     * that was said about the columns, by the user and by a package. */
    enum awol_status (*open)(FILE *file, const char *source, const struct awol_column_map *columns,
                             void **ret_state, struct awol_error *opt_error);

    /* The next row. A row that is refused is AWOL_OK; another status ends the reading. */
    enum awol_status (*next)(void *state, struct awol_reading *ret_reading,
                             struct awol_error *opt_error);
    void (*close)(void *state);

    /* Columns of the file that no event column takes, "" if none. */
    const char *(*unused)(const void *state);

    /* The extra columns of events that the file has (record/event.h); NULL: never any. */
    unsigned (*extras)(const void *state);

    /* The header as it stands in the file, for the file of refused rows; *ret_length may be 0. */
    const char *(*header)(const void *state, size_t *ret_length);

    /* Events that were not read, once the file is read to its end, "" if none; NULL: there never
     * are any. */
    const char *(*passed_over)(void *state);

    /* What else is to be told once the file is read to its end: the sentence with that index, which
     * lives until the next call, NULL behind the last. NULL: nothing ever is. */
    const char *(*remark)(void *state, size_t index);

    /* The file may have sheets, of which columns->opt_sheet is read. */
    bool has_sheets;

    /* For read/bulk.h. How the rows are laid out, if each row is an event of its own, whatever the
     * rows before it; the column of the file that an event column takes; texts that say nothing in
     * a column of the file; let the next readings be those of one record, and behind it the end.
     * All NULL: rows are read one by one alone. */
    bool (*layout)(const void *state, struct awol_layout *ret_layout);
    size_t (*column)(const void *state, size_t event_column);
    const char *const *(*missing)(const void *state, size_t column);
    enum awol_status (*give)(void *state, const struct awol_bytes *record, size_t line,
                             struct awol_error *opt_error);
};

extern const struct awol_reader_type awol_reader_csv;
extern const struct awol_reader_type awol_reader_ods;
extern const struct awol_reader_type awol_reader_tei;
extern const struct awol_reader_type awol_reader_gedcom;
extern const struct awol_reader_type awol_reader_xlsx;

/* The registry, NULL-terminated. */
extern const struct awol_reader_type *const awol_reader_types[];

/* NULL if no type has that name. */
const struct awol_reader_type *awol_reader_type_find(const char *name);

struct awol_reader;

/* Open a file ("-" = standard input) by the type that is asked for, else by its first bytes, else
 * by its suffix, else as csv. What is packed by gzip, which its first bytes tell, is unpacked.
 * AWOL_SYSTEM: it cannot be read. AWOL_DATA: its header, or the package, is refused; it is an awol
 * stream already, or no file of records (read/kind_of_file.h). AWOL_USAGE: no such format or
 * encoding, an encoding for a format that says it itself, a sheet of a file that has none. */
enum awol_status awol_reader_open(const char *path, const struct awol_reader_settings *settings,
                                  struct awol_reader **ret_reader, struct awol_error *opt_error);
void awol_reader_close(struct awol_reader *reader);

/* The next row; AWOL_READING_END at the end of the file. AWOL_DATA: the file has no row at all, or
 * it cannot be read any further. */
enum awol_status awol_reader_next(struct awol_reader *reader, struct awol_reading *ret_reading,
                                  struct awol_error *opt_error);

const char *awol_reader_unused(const struct awol_reader *reader);
unsigned awol_reader_extras(const struct awol_reader *reader);
const char *awol_reader_header(const struct awol_reader *reader, size_t *ret_length);

/* Events of types that are not read, at the end of the file; "" if there are none. */
const char *awol_reader_passed_over(struct awol_reader *reader);

/* True where the file is text of another encoding than UTF-8, or might be taken for it: has a byte
 * order mark, or is UTF-8 although another encoding was named. */
bool awol_reader_needs_mark(const struct awol_reader *reader);

/* What else is to be told of the file once it is read: the sentence with that index, NULL behind
 * the last; it lives until the next call. */
const char *awol_reader_remark(struct awol_reader *reader, size_t index);

/* True if rows can be taken from the file by read/bulk.h, and then how they are laid out: it is a
 * regular file as it is read, and rows do not depend on one another. */
bool awol_reader_layout(const struct awol_reader *reader, struct awol_layout *ret_layout);

/* The column of the file that an event column (an index in awol_event_columns) takes,
 * AWOL_NO_COLUMN if none. Only where there is a layout, as the next one. */
size_t awol_reader_column(const struct awol_reader *reader, size_t event_column);

/* Texts that say nothing in a column of the file besides "" and NA, NULL-terminated; NULL: none. */
const char *const *awol_reader_missing(const struct awol_reader *reader, size_t column);

/* Let awol_reader_next() read one record, that begins in that line, instead of the file. */
enum awol_status awol_reader_give(struct awol_reader *reader, const struct awol_bytes *record,
                                  size_t line, struct awol_error *opt_error);

/* The fields for which the package states constraints, which are not checked; "" if none. */
const char *awol_reader_constrained(const struct awol_reader *reader);

/* Title of the data package that the file belongs to, "" if there is none. */
const char *awol_reader_title(const struct awol_reader *reader);

#endif
