#include "read/csv.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define FIRST_CAPACITY ((size_t)256 << 10)

struct awol_csv {
    FILE *file;
    struct awol_arena arena;
    const char *source;
    char separator;
    char quote;
    bool at_eof;
    bool broken;
    char *buffer; /* start … end: bytes of the file that were not given out yet */
    size_t capacity, start, end;
    size_t line;                 /* of buffer[start] */
    const char *record;          /* the record of the last call, in the buffer */
    size_t length;               /* without its line end */
    size_t record_line, n_lines; /* where it begins; line ends in it and behind it */
    size_t n_records;
    char *text; /* the cells of it, each with its terminator */
    size_t text_capacity;
    size_t n_columns;
    const char **names;
    struct awol_place *name_places;
    const char **cells;
    struct awol_place *places;
    size_t cells_capacity;
};

/* How far a record reaches from buffer[start]; open_quote is the quote that is not closed. */
struct reach {
    bool complete;
    size_t length; /* with its line end */
    const char *open_quote;
};

/* ---- bytes -------------------------------------------------------------------------------- */

static enum awol_status grow(struct awol_csv *csv, struct awol_error *opt_error)
{
    const size_t capacity = csv->capacity == 0 ? FIRST_CAPACITY : 2 * csv->capacity;
    char *const buffer = realloc(csv->buffer, capacity);

    if (!buffer)
        return awol_error_memory(opt_error);
    csv->buffer = buffer;
    csv->capacity = capacity;
    return AWOL_OK;
}

/* Have more bytes behind `end`. Filling all the room there is keeps the work linear, although a
 * record is looked through again after each refill: the buffer doubles. */
static enum awol_status refill(struct awol_csv *csv, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;

    if (csv->start > 0) {
        memmove(csv->buffer, csv->buffer + csv->start, csv->end - csv->start);
        csv->end -= csv->start;
        csv->start = 0;
    }
    if (csv->end == csv->capacity)
        status = grow(csv, opt_error);
    if (status != AWOL_OK)
        return status;
    errno = 0;
    csv->end += fread(csv->buffer + csv->end, 1, csv->capacity - csv->end, csv->file);
    if (ferror(csv->file))
        return awol_error_file(opt_error, csv->source, "cannot be read", errno);
    csv->at_eof = csv->end < csv->capacity;
    return AWOL_OK;
}

/* Where a byte of the record stands: columns count from the last line end before it. */
static struct awol_place place_of(const struct awol_csv *csv, const char *at)
{
    struct awol_place place = {.line = csv->record_line, .column = 1};
    const char *line = csv->record;

    for (const char *end; (end = memchr(line, '\n', (size_t)(at - line))); line = end + 1)
        place.line++;
    place.column += (size_t)(at - line);
    return place;
}

/* ---- where a record ends ------------------------------------------------------------------ */

/* Behind the closing quote; NULL if it is not in sight. `at` is behind the opening one. */
static const char *skip_quoted(const struct awol_csv *csv, const char *at, const char *end)
{
    while ((at = memchr(at, csv->quote, (size_t)(end - at)))) {
        if (at + 1 == end)
            return csv->at_eof ? end : NULL;
        if (at[1] != csv->quote)
            return at + 1;
        at += 2;
    }
    return NULL;
}

static bool is_separator(const struct awol_csv *csv, char byte)
{
    if (csv->separator != '\0')
        return byte == csv->separator;
    return byte == ',' || byte == ';' || byte == '\t';
}

static struct reach find_end_quoted(const struct awol_csv *csv, const char *start, const char *end)
{
    struct reach reach = {.length = (size_t)(end - start)};
    const char *at = start;

    while (at < end) {
        if (*at == csv->quote) {
            const char *const behind = skip_quoted(csv, at + 1, end);

            if (!behind) {
                reach.open_quote = at;
                return reach;
            }
            at = behind;
        }
        while (at < end && *at != '\n' && !is_separator(csv, *at))
            at++;
        if (at < end && *at == '\n') {
            reach.complete = true;
            reach.length = (size_t)(at + 1 - start);
            return reach;
        }
        if (at < end)
            at++;
    }
    return reach;
}

static struct reach find_end(const struct awol_csv *csv)
{
    const char *const start = csv->buffer + csv->start;
    const size_t n = csv->end - csv->start;
    const char *const newline = n > 0 ? memchr(start, '\n', n) : NULL;
    const size_t length = newline ? (size_t)(newline - start) : n;

    if (n > 0 && memchr(start, csv->quote, length))
        return find_end_quoted(csv, start, start + n);
    return (struct reach){.complete = newline != NULL, .length = newline ? length + 1 : n};
}

static enum awol_status refuse_long(struct awol_csv *csv, const struct reach *reach,
                                    struct awol_error *opt_error)
{
    csv->broken = true;
    csv->record = csv->buffer + csv->start;
    csv->record_line = csv->line;
    csv->length = 0;
    if (reach->open_quote)
        return awol_error_at(opt_error, csv->source, place_of(csv, reach->open_quote),
                             "this quote is not closed within %u MiB", AWOL_STREAM_MAX_LINE >> 20);
    return awol_error_at(opt_error, csv->source, (struct awol_place){csv->line, 0},
                         "the line is longer than %u MiB", AWOL_STREAM_MAX_LINE >> 20);
}

static size_t count_lines(const char *bytes, size_t length)
{
    const char *const end = bytes + length;
    size_t n = 0;

    while ((bytes = memchr(bytes, '\n', (size_t)(end - bytes)))) {
        n++;
        bytes++;
    }
    return n;
}

/* The next record, whatever is in it, becomes csv->record. *ret_found is false at the end of the
 * file; *ret_open_quote is the quote that the file does not close. */
static enum awol_status next_record(struct awol_csv *csv, bool *ret_found,
                                    const char **ret_open_quote, struct awol_error *opt_error)
{
    struct reach reach = find_end(csv);

    csv->record = "";
    csv->length = 0;
    while (!reach.complete && !csv->at_eof) {
        if (reach.length > AWOL_STREAM_MAX_LINE)
            return refuse_long(csv, &reach, opt_error);
        const enum awol_status status = refill(csv, opt_error);
        if (status != AWOL_OK) {
            csv->broken = true;
            return status;
        }
        reach = find_end(csv);
    }
    if (reach.length > AWOL_STREAM_MAX_LINE)
        return refuse_long(csv, &reach, opt_error);
    csv->record = csv->buffer + csv->start;
    csv->record_line = csv->line;
    csv->length = reach.length;
    csv->line += count_lines(csv->record, reach.length);
    csv->start += reach.length;
    if (csv->length > 0 && csv->record[csv->length - 1] == '\n')
        csv->length--;
    if (csv->length > 0 && csv->record[csv->length - 1] == '\r')
        csv->length--;
    *ret_found = reach.length > 0;
    *ret_open_quote = reach.open_quote;
    return AWOL_OK;
}

/* ---- what is in it ------------------------------------------------------------------------ */

static enum awol_status refuse(const struct awol_csv *csv, const char *at,
                               struct awol_error *opt_error, const char *message)
{
    return awol_error_at(opt_error, csv->source, place_of(csv, at), "%s", message);
}

/* Text is UTF-8 without NUL. */
static enum awol_status check_bytes(const struct awol_csv *csv, struct awol_error *opt_error)
{
    const char *const record = csv->record;
    const char *const nul = memchr(record, '\0', csv->length);
    const size_t bad = awol_text_find_invalid_utf8(record, csv->length);

    if (nul && (size_t)(nul - record) <= bad)
        return refuse(csv, nul, opt_error, "a NUL byte: this is not text");
    if (bad < csv->length)
        return awol_error_at(opt_error, csv->source, place_of(csv, record + bad),
                             "the byte 0x%02X is not UTF-8: a file in another encoding is turned "
                             "into it by, for instance, iconv -f CP1252 -t UTF-8",
                             (unsigned)(unsigned char)record[bad]);
    return AWOL_OK;
}

static enum awol_status reserve_text(struct awol_csv *csv, struct awol_error *opt_error)
{
    const size_t needed = csv->length + 1;
    char *text;

    if (needed <= csv->text_capacity)
        return AWOL_OK;
    text = realloc(csv->text, 2 * needed);
    if (!text)
        return awol_error_memory(opt_error);
    csv->text = text;
    csv->text_capacity = 2 * needed;
    return AWOL_OK;
}

static enum awol_status reserve_cells(struct awol_csv *csv, size_t n, struct awol_error *opt_error)
{
    const char **cells;
    struct awol_place *places;

    if (n <= csv->cells_capacity)
        return AWOL_OK;
    n *= 2;
    cells = realloc(csv->cells, n * sizeof *cells);
    if (cells)
        csv->cells = cells;
    places = realloc(csv->places, n * sizeof *places);
    if (places)
        csv->places = places;
    if (!cells || !places)
        return awol_error_memory(opt_error);
    csv->cells_capacity = n;
    return AWOL_OK;
}

/* A record on its way into cells. */
struct split {
    const char *at, *end;
    const char *line_start;
    size_t line;
    char *to;
};

static void copy_bytes(struct split *split, const char *from, const char *end)
{
    memcpy(split->to, from, (size_t)(end - from));
    split->to += end - from;
}

/* The content of a quoted cell, doubled quotes single. split->at is behind the opening quote. */
static enum awol_status copy_quoted(struct awol_csv *csv, struct split *split,
                                    struct awol_error *opt_error)
{
    for (;;) {
        const char *const start = split->at;
        const char *const close = memchr(start, csv->quote, (size_t)(split->end - start));
        const char *line_end;

        if (!close)
            return refuse(csv, start - 1, opt_error, "this quote is not closed");
        for (const char *at = start; (line_end = memchr(at, '\n', (size_t)(close - at)));
             at = line_end + 1) {
            split->line++;
            split->line_start = line_end + 1;
        }
        copy_bytes(split, start, close);
        split->at = close + 1;
        if (split->at == split->end || *split->at != csv->quote)
            break;
        *split->to++ = csv->quote;
        split->at++;
    }
    if (split->at < split->end && *split->at != csv->separator)
        return refuse(csv, split->at, opt_error,
                      "text behind a closing quote: a quote inside a quoted cell is doubled");
    return AWOL_OK;
}

static enum awol_status copy_cell(struct awol_csv *csv, struct split *split, const char **ret_cell,
                                  struct awol_place *ret_place, struct awol_error *opt_error)
{
    const bool quoted = split->at < split->end && *split->at == csv->quote;
    enum awol_status status = AWOL_OK;

    *ret_cell = split->to;
    if (quoted)
        split->at++;
    *ret_place = (struct awol_place){split->line, (size_t)(split->at - split->line_start) + 1};
    if (quoted) {
        status = copy_quoted(csv, split, opt_error);
    } else {
        const char *const start = split->at;
        const char *const separator = memchr(start, csv->separator, (size_t)(split->end - start));

        split->at = separator ? separator : split->end;
        copy_bytes(split, start, split->at);
    }
    *split->to++ = '\0';
    return status;
}

/* Cut the record into cells; a record of n cells has n - 1 separators outside quotes. A terminator
 * takes the room of its separator, so that the cells never need more than the record and one. */
static enum awol_status split_record(struct awol_csv *csv, size_t *ret_n,
                                     struct awol_error *opt_error)
{
    struct split split = {.at = csv->record,
                          .end = csv->record + csv->length,
                          .line_start = csv->record,
                          .line = csv->record_line};
    enum awol_status status = reserve_text(csv, opt_error);
    size_t n = 0;

    split.to = csv->text;
    while (status == AWOL_OK) {
        status = reserve_cells(csv, n + 1, opt_error);
        if (status == AWOL_OK)
            status = copy_cell(csv, &split, &csv->cells[n], &csv->places[n], opt_error);
        n++;
        if (split.at == split.end)
            break;
        split.at++;
    }
    if (status == AWOL_OK)
        *ret_n = n;
    return status;
}

static enum awol_status refuse_ragged(const struct awol_csv *csv, size_t n,
                                      struct awol_error *opt_error)
{
    struct awol_place place = csv->places[n > csv->n_columns ? csv->n_columns : n - 1];

    if (n < csv->n_columns)
        place = place_of(csv, csv->record + csv->length);
    return awol_error_at(opt_error, csv->source, place,
                         "the row has %zu cell%s where the header has %zu%s", n, n == 1 ? "" : "s",
                         csv->n_columns,
                         n > csv->n_columns ? ": a cell that holds the separator is quoted" : "");
}

/* ---- header ------------------------------------------------------------------------------- */

/* Which candidates stand outside quotes in the header. */
static enum awol_status find_separator(struct awol_csv *csv, struct awol_error *opt_error)
{
    const char *const end = csv->record + csv->length;
    const char *comma = NULL, *semicolon = NULL;
    bool tab = false;

    for (const char *at = csv->record; at < end; at++) {
        if (*at == csv->quote && (at == csv->record || is_separator(csv, at[-1]))) {
            at = skip_quoted(csv, at + 1, end);
            if (!at || at >= end)
                break;
        }
        tab = tab || *at == '\t';
        comma = *at == ',' && !comma ? at : comma;
        semicolon = *at == ';' && !semicolon ? at : semicolon;
    }
    if (!tab && comma && semicolon)
        return refuse(csv, comma < semicolon ? semicolon : comma, opt_error,
                      "the header has both \",\" and \";\": quote the name that holds one of them, "
                      "or say which separates the columns (--separator)");
    if (tab)
        csv->separator = '\t';
    else
        csv->separator = semicolon ? ';' : ',';
    return AWOL_OK;
}

/* A comment is a line, whatever quotes are in it. */
static enum awol_status skip_comments(struct awol_csv *csv, struct awol_error *opt_error)
{
    const char quote = csv->quote;
    const char *open_quote = NULL;
    enum awol_status status = AWOL_OK;
    bool found = true;

    while (status == AWOL_OK) {
        if (csv->end - csv->start < 2 && !csv->at_eof)
            status = refill(csv, opt_error);
        if (status != AWOL_OK || csv->start == csv->end)
            break;
        const char first = csv->buffer[csv->start];
        const char second = csv->end - csv->start > 1 ? csv->buffer[csv->start + 1] : '\n';
        const bool comment = first == '#' && (second == ' ' || second == '\n' || second == '\r');
        if (!comment && first != '\n' && !(first == '\r' && second == '\n'))
            break;
        csv->quote = '\n'; /* cannot stand inside a line */
        status = next_record(csv, &found, &open_quote, opt_error);
        csv->quote = quote;
    }
    return status;
}

static enum awol_status skip_mark(struct awol_csv *csv, struct awol_error *opt_error)
{
    const enum awol_status status = refill(csv, opt_error);
    const char *const bytes = csv->buffer;

    if (status != AWOL_OK)
        return status;
    csv->record = csv->buffer;
    if (csv->end == 0)
        return awol_error_at(opt_error, csv->source, (struct awol_place){0, 0},
                             "the file is empty: a header line was expected");
    if (csv->end >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
        return refuse(csv, bytes, opt_error, "the file is UTF-16: save it as UTF-8");
    if (csv->end >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        csv->start = 3;
    return AWOL_OK;
}

/* A name without the spaces around it. */
static const char *trim(struct awol_csv *csv, const char *name)
{
    size_t length;

    name += strspn(name, " ");
    length = strlen(name);
    while (length > 0 && name[length - 1] == ' ')
        length--;
    return awol_arena_copy(&csv->arena, name, length);
}

static enum awol_status keep_names(struct awol_csv *csv, size_t n, struct awol_error *opt_error)
{
    csv->names = awol_arena_alloc(&csv->arena, n * sizeof *csv->names);
    csv->name_places = awol_arena_alloc(&csv->arena, n * sizeof *csv->name_places);
    if (!csv->names || !csv->name_places)
        return awol_error_memory(opt_error);
    for (size_t i = 0; i < n; i++) {
        csv->names[i] = trim(csv, csv->cells[i]);
        if (!csv->names[i])
            return awol_error_memory(opt_error);
        csv->name_places[i] = csv->places[i];
        for (size_t j = 0; j < i; j++) {
            char shown[AWOL_SHOWN_SIZE];

            if (csv->names[i][0] != '\0' && strcmp(csv->names[i], csv->names[j]) == 0)
                return awol_error_at(opt_error, csv->source, csv->places[i],
                                     "the column %s stands in the header twice",
                                     awol_text_show(csv->names[i], shown, sizeof shown));
        }
    }
    csv->n_columns = n;
    return AWOL_OK;
}

static enum awol_status check_header_lines(const struct awol_csv *csv, struct awol_error *opt_error)
{
    const char *const bare = memchr(csv->record, '\r', csv->length);

    if (bare && (bare + 1 == csv->record + csv->length || bare[1] != '\n'))
        return refuse(csv, bare, opt_error,
                      "the lines end in a bare carriage return: save the file with line feeds");
    return AWOL_OK;
}

static enum awol_status read_header(struct awol_csv *csv, struct awol_error *opt_error)
{
    const char *open_quote = NULL;
    bool found = false;
    size_t n = 0;
    enum awol_status status = skip_mark(csv, opt_error);

    if (status == AWOL_OK)
        status = skip_comments(csv, opt_error);
    if (status == AWOL_OK)
        status = next_record(csv, &found, &open_quote, opt_error);
    if (status == AWOL_OK && !found)
        return awol_error_at(opt_error, csv->source, (struct awol_place){0, 0},
                             "the file has no header line");
    if (status == AWOL_OK)
        status = check_bytes(csv, opt_error);
    if (status == AWOL_OK && open_quote)
        status = refuse(csv, open_quote, opt_error, "this quote is not closed");
    if (status == AWOL_OK)
        status = check_header_lines(csv, opt_error);
    if (status == AWOL_OK && csv->separator == '\0')
        status = find_separator(csv, opt_error);
    if (status == AWOL_OK)
        status = split_record(csv, &n, opt_error);
    return status == AWOL_OK ? keep_names(csv, n, opt_error) : status;
}

/* ---- interface ---------------------------------------------------------------------------- */

enum awol_status awol_csv_new(FILE *file, const char *source,
                              const struct awol_csv_settings *opt_settings,
                              struct awol_csv **ret_csv, struct awol_error *opt_error)
{
    struct awol_csv *const csv = calloc(1, sizeof *csv);
    enum awol_status status;

    if (!csv)
        return awol_error_memory(opt_error);
    csv->file = file;
    csv->line = 1;
    csv->record_line = 1;
    csv->quote = '"';
    awol_arena_init(&csv->arena);
    if (opt_settings) {
        csv->separator = opt_settings->separator;
        csv->quote = opt_settings->quote != '\0' ? opt_settings->quote : '"';
    }
    csv->source = awol_arena_string(&csv->arena, source);
    status = csv->source ? read_header(csv, opt_error) : awol_error_memory(opt_error);
    if (status != AWOL_OK) {
        awol_csv_free(csv);
        return status;
    }
    *ret_csv = csv;
    return AWOL_OK;
}

void awol_csv_free(struct awol_csv *csv)
{
    if (!csv)
        return;
    free(csv->places);
    free(csv->cells);
    free(csv->text);
    free(csv->buffer);
    awol_arena_release(&csv->arena);
    free(csv);
}

struct awol_row awol_csv_header(const struct awol_csv *csv)
{
    return (struct awol_row){csv->names, csv->name_places, csv->n_columns};
}

char awol_csv_separator(const struct awol_csv *csv)
{
    return csv->separator;
}

enum awol_status awol_csv_next(struct awol_csv *csv, struct awol_row *ret_row, bool *ret_found,
                               struct awol_error *opt_error)
{
    const char *open_quote = NULL;
    bool found = false;
    size_t n = 0;
    enum awol_status status;

    do {
        status = next_record(csv, &found, &open_quote, opt_error);
    } while (status == AWOL_OK && found && csv->length == 0);
    if (status == AWOL_OK && !found) {
        *ret_found = false;
        return AWOL_OK;
    }
    csv->n_records++;
    if (status == AWOL_OK && open_quote)
        return refuse(csv, open_quote, opt_error, "this quote is not closed");
    if (status == AWOL_OK)
        status = check_bytes(csv, opt_error);
    if (status == AWOL_OK)
        status = split_record(csv, &n, opt_error);
    if (status == AWOL_OK && n != csv->n_columns)
        status = refuse_ragged(csv, n, opt_error);
    if (status == AWOL_MEMORY)
        csv->broken = true;
    if (status != AWOL_OK)
        return status;
    *ret_row = (struct awol_row){csv->cells, csv->places, n};
    *ret_found = true;
    return AWOL_OK;
}

bool awol_csv_is_broken(const struct awol_csv *csv)
{
    return csv->broken;
}

const char *awol_csv_text(const struct awol_csv *csv, size_t *ret_length)
{
    *ret_length = csv->length;
    return csv->record;
}

size_t awol_csv_line(const struct awol_csv *csv)
{
    return csv->record_line;
}

size_t awol_csv_n_records(const struct awol_csv *csv)
{
    return csv->n_records;
}
