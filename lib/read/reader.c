#include "read/reader.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "read/encoding.h"
#include "read/file.h"
#include "read/gzip.h"
#include "read/kind_of_file.h"
#include "read/package.h"

const struct awol_reader_type *const awol_reader_types[] = {
    &awol_reader_csv, &awol_reader_tei,  &awol_reader_gedcom,
    &awol_reader_ods, &awol_reader_xlsx, NULL,
};

struct awol_reader {
    const char *path;        /* for messages; the caller's text, copied */
    FILE *file;              /* as it lies there */
    FILE *opt_unpacked;      /* what is in it, where it is gzip */
    FILE *opt_converted;     /* the same as UTF-8, where it is of another encoding */
    struct awol_error fault; /* of the unpacking; AWOL_OK where there is none */
    bool needs_mark;
    const struct awol_reader_type *type;
    void *state;
    struct awol_column_map columns; /* the user's wishes, then the package's */
};

const struct awol_reader_type *awol_reader_type_find(const char *name)
{
    for (size_t i = 0; awol_reader_types[i]; i++) {
        if (strcmp(awol_reader_types[i]->name, name) == 0)
            return awol_reader_types[i];
    }
    return NULL;
}

static bool has_suffix(const char *path, const char *suffix)
{
    const size_t length = strlen(path), wanted = strlen(suffix);

    return length > wanted && awol_text_equal_ascii(path + length - wanted, suffix);
}

/* The name of a packed file may go on with ".gz". */
static bool has_suffix_of(const char *path, const struct awol_reader_type *type)
{
    for (size_t i = 0; type->suffixes[i]; i++) {
        char packed[32];

        snprintf(packed, sizeof packed, "%s.gz", type->suffixes[i]);
        if (has_suffix(path, type->suffixes[i]) || has_suffix(path, packed))
            return true;
    }
    return false;
}

static const struct awol_reader_type *sniff(const char *bytes, size_t n)
{
    for (size_t i = 0; awol_reader_types[i]; i++) {
        if (awol_reader_types[i]->sniff && awol_reader_types[i]->sniff(bytes, n))
            return awol_reader_types[i];
    }
    return NULL;
}

static FILE *bytes_of(const struct awol_reader *reader)
{
    return reader->opt_unpacked ? reader->opt_unpacked : reader->file;
}

/* First bytes tell where a name can lie. */
static enum awol_status find_type(struct awol_reader *reader, const char *path,
                                  const char *opt_format, struct awol_error *opt_error)
{
    char bytes[AWOL_FILE_PEEKED];
    size_t n;
    const bool again = awol_file_peek(bytes_of(reader), bytes, &n);
    FILE *const opt_file = again ? bytes_of(reader) : NULL;

    if (opt_format) {
        reader->type = awol_reader_type_find(opt_format);
        if (!reader->type)
            return awol_error_set(opt_error, AWOL_USAGE, "there is no format “%.40s”", opt_format);
        if (!reader->type->is_text)
            return AWOL_OK;
        return awol_kind_refuse(bytes, n, true, opt_file, path, opt_error);
    }
    reader->type = sniff(bytes, n);
    for (size_t i = 0; !reader->type && awol_reader_types[i]; i++) {
        if (has_suffix_of(path, awol_reader_types[i]))
            reader->type = awol_reader_types[i];
    }
    if (!reader->type)
        reader->type = &awol_reader_csv;
    return awol_kind_refuse(bytes, n, false, opt_file, path, opt_error);
}

static enum awol_status check_sheet(const struct awol_reader *reader, const char *path,
                                    const char *opt_sheet, struct awol_error *opt_error)
{
    if (!opt_sheet || reader->type->has_sheets)
        return AWOL_OK;
    return awol_error_set(opt_error, AWOL_USAGE,
                          "%.200s is no spreadsheet, and has no sheets to "
                          "choose from (--sheet)",
                          strcmp(path, "-") == 0 ? "standard input" : path);
}

static enum awol_status copy_wishes(struct awol_reader *reader,
                                    const struct awol_reader_settings *settings,
                                    struct awol_error *opt_error)
{
    const struct awol_column_map *const columns = settings->opt_columns;
    enum awol_status status = AWOL_OK;

    awol_column_map_init(&reader->columns);
    reader->columns.separator = settings->separator;
    if (columns) {
        reader->columns.opt_spellings = columns->opt_spellings;
        reader->columns.opt_calendar = columns->opt_calendar;
        reader->columns.about_days = columns->about_days;
        reader->columns.numerals = columns->numerals;
        reader->columns.skip_lines = columns->skip_lines;
        reader->columns.header_lines = columns->header_lines;
        reader->columns.has_compact_dates = columns->has_compact_dates;
        reader->columns.from_to = columns->from_to;
        reader->columns.opt_codes = columns->opt_codes;
        reader->columns.counts = columns->counts;
        reader->columns.rate_per = columns->rate_per;
        reader->columns.is_strict = columns->is_strict;
        reader->columns.fill = columns->fill;
        reader->columns.n_fill = columns->n_fill;
        reader->columns.keep = columns->keep;
        reader->columns.n_keep = columns->n_keep;
    }
    reader->columns.opt_types = settings->opt_types;
    reader->columns.opt_sheet = settings->opt_sheet;
    for (size_t i = 0; columns && i < columns->n_wishes && status == AWOL_OK; i++)
        status = awol_column_map_wish(&reader->columns, &columns->wishes[i], opt_error);
    return status;
}

static enum awol_status read_package(struct awol_reader *reader, const char *path,
                                     const char *opt_package, struct awol_error *opt_error)
{
    char *beside = NULL;
    const char *package = opt_package;
    bool found = false;
    enum awol_status status = AWOL_OK;

    if (!package && strcmp(path, "-") == 0)
        return AWOL_OK;
    if (!package) {
        beside = awol_package_beside(path);
        if (!beside)
            return awol_error_memory(opt_error);
        package = beside;
    }
    if (opt_package || access(package, F_OK) == 0)
        status = awol_package_read(package, path, &reader->columns, &found, opt_error);
    if (status == AWOL_OK && opt_package && !found)
        status = awol_error_at(opt_error, package, (struct awol_place){0, 0},
                               "no resource has the path of this file: %.200s", path);
    free(beside);
    return status;
}

static enum awol_status refuse_stream(FILE *file, const char *path, struct awol_error *opt_error)
{
    bool stream = false;
    const enum awol_status status = awol_file_is_stream(file, path, &stream, opt_error);

    if (status == AWOL_OK && stream)
        return awol_error_at(opt_error, path, (struct awol_place){1, 1},
                             "this is an awol stream already; it goes straight to the next tool");
    return status;
}

static enum awol_status unpack(struct awol_reader *reader, const char *path,
                               struct awol_error *opt_error)
{
    enum awol_status status = awol_file_open(path, &reader->file, opt_error);

    if (status == AWOL_OK && awol_gzip_is(reader->file))
        status = awol_gzip_open(reader->file, reader->path, &reader->fault, &reader->opt_unpacked,
                                opt_error);
    return status;
}

static enum awol_status convert(struct awol_reader *reader, const char *opt_encoding,
                                struct awol_error *opt_error)
{
    if (opt_encoding && reader->type->takes_encoding)
        reader->columns.opt_encoding = opt_encoding;
    else if (opt_encoding && !reader->type->is_text)
        return awol_error_set(opt_error, AWOL_USAGE,
                              "%.200s says itself how it is encoded: it is read without --encoding",
                              strcmp(reader->path, "-") == 0 ? "standard input" : reader->path);
    if (!reader->type->is_text)
        return AWOL_OK;
    if (!opt_encoding)
        opt_encoding = reader->columns.opt_encoding;
    reader->columns.opt_encoding = awol_encoding_find(bytes_of(reader), opt_encoding);
    reader->needs_mark = opt_encoding || reader->columns.opt_encoding;
    if (!reader->columns.opt_encoding)
        return AWOL_OK;
    return awol_encoding_open(bytes_of(reader), reader->columns.opt_encoding,
                              &reader->opt_converted, opt_error);
}

/* What reads the unpacked bytes only knows that they cannot be read. */
static enum awol_status tell_fault(const struct awol_reader *reader, enum awol_status status,
                                   struct awol_error *opt_error)
{
    if (status == AWOL_OK || reader->fault.status == AWOL_OK)
        return status;
    if (opt_error)
        *opt_error = reader->fault;
    return reader->fault.status;
}

enum awol_status awol_reader_open(const char *path, const struct awol_reader_settings *settings,
                                  struct awol_reader **ret_reader, struct awol_error *opt_error)
{
    struct awol_reader *const reader = calloc(1, sizeof *reader);
    enum awol_status status;

    if (!reader)
        return awol_error_memory(opt_error);
    status = copy_wishes(reader, settings, opt_error);
    reader->path = awol_arena_string(&reader->columns.arena, path);
    if (status == AWOL_OK)
        status = reader->path ? unpack(reader, path, opt_error) : awol_error_memory(opt_error);
    if (status == AWOL_OK)
        status = find_type(reader, path, settings->opt_format, opt_error);
    if (status == AWOL_OK)
        status = check_sheet(reader, path, settings->opt_sheet, opt_error);
    if (status == AWOL_OK)
        status = refuse_stream(bytes_of(reader), path, opt_error);
    if (status == AWOL_OK)
        status = read_package(reader, path, settings->opt_package, opt_error);
    if (status == AWOL_OK)
        status = convert(reader, settings->opt_encoding, opt_error);
    if (status == AWOL_OK)
        status =
            reader->type->open(reader->opt_converted ? reader->opt_converted : bytes_of(reader),
                               path, &reader->columns, &reader->state, opt_error);
    if (status != AWOL_OK) {
        status = tell_fault(reader, status, opt_error);
        awol_reader_close(reader);
        return status;
    }
    *ret_reader = reader;
    return AWOL_OK;
}

void awol_reader_close(struct awol_reader *reader)
{
    if (!reader)
        return;
    if (reader->state)
        reader->type->close(reader->state);
    awol_file_close(reader->opt_converted);
    awol_file_close(reader->opt_unpacked);
    awol_file_close(reader->file);
    awol_column_map_release(&reader->columns);
    free(reader);
}

enum awol_status awol_reader_next(struct awol_reader *reader, struct awol_reading *ret_reading,
                                  struct awol_error *opt_error)
{
    ret_reading->same_row = false;
    ret_reading->n_silent = 0;
    return tell_fault(reader, reader->type->next(reader->state, ret_reading, opt_error), opt_error);
}

bool awol_reader_needs_mark(const struct awol_reader *reader)
{
    return reader->needs_mark;
}

const char *awol_reader_unused(const struct awol_reader *reader)
{
    return reader->type->unused(reader->state);
}

unsigned awol_reader_extras(const struct awol_reader *reader)
{
    return reader->type->extras ? reader->type->extras(reader->state) : 0;
}

const char *awol_reader_header(const struct awol_reader *reader, size_t *ret_length)
{
    return reader->type->header(reader->state, ret_length);
}

const char *awol_reader_passed_over(struct awol_reader *reader)
{
    return reader->type->passed_over ? reader->type->passed_over(reader->state) : "";
}

const char *awol_reader_remark(struct awol_reader *reader, size_t index)
{
    return reader->type->remark ? reader->type->remark(reader->state, index) : NULL;
}

bool awol_reader_layout(const struct awol_reader *reader, struct awol_layout *ret_layout)
{
    struct stat file;

    return reader->file != stdin && !reader->opt_unpacked && !reader->opt_converted &&
           fstat(fileno(reader->file), &file) == 0 && S_ISREG(file.st_mode) &&
           reader->type->layout && reader->type->layout(reader->state, ret_layout);
}

size_t awol_reader_column(const struct awol_reader *reader, size_t event_column)
{
    return reader->type->column(reader->state, event_column);
}

const char *const *awol_reader_missing(const struct awol_reader *reader, size_t column)
{
    return reader->type->missing(reader->state, column);
}

enum awol_status awol_reader_give(struct awol_reader *reader, const struct awol_bytes *record,
                                  size_t line, struct awol_error *opt_error)
{
    return reader->type->give(reader->state, record, line, opt_error);
}

const char *awol_reader_title(const struct awol_reader *reader)
{
    return reader->columns.opt_title ? reader->columns.opt_title : "";
}

const char *awol_reader_constrained(const struct awol_reader *reader)
{
    return awol_text_string(&reader->columns.constrained);
}
