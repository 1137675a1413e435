#include "read/csv.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "read/csv_state.h"

/* ---- what is in it ------------------------------------------------------------------------ */

enum awol_status awol_csv_refuse(const struct awol_csv *csv, const char *at, const char *message,
                                 struct awol_error *opt_error)
{
    return awol_error_at(opt_error, csv->scan.source, awol_scan_place(&csv->scan, at), "%s",
                         message);
}

/* Text is UTF-8 without NUL. */
static enum awol_status refuse_byte(const struct awol_csv *csv, const char *at,
                                    struct awol_error *opt_error)
{
    const struct awol_place place = awol_scan_place(&csv->scan, at);

    if (csv->opt_encoding)
        return awol_error_at(opt_error, csv->scan.source, place,
                             "what stands here is not of the encoding %.40s", csv->opt_encoding);
    return awol_error_at(opt_error, csv->scan.source, place, "the byte 0x%02X is not UTF-8: %s",
                         (unsigned)(unsigned char)*at,
                         csv->takes_encoding
                             ? "say how the file is encoded, for instance --encoding CP1252"
                             : "a file in another encoding is turned into it by, for instance, "
                               "iconv -f CP1252 -t UTF-8");
}

/* Each letter of plain text has one NUL byte in UTF-16. */
static bool is_wide(const struct awol_csv *csv)
{
    const char *const record = csv->scan.record;

    return csv->takes_encoding && csv->scan.record_line == 1 && csv->scan.length > 2 &&
           (record[0] == '\0') != (record[1] == '\0');
}

enum awol_status awol_csv_check_bytes(const struct awol_csv *csv, struct awol_error *opt_error)
{
    const char *const record = csv->scan.record;
    const char *const nul = memchr(record, '\0', csv->scan.length);
    const size_t bad = awol_text_find_invalid_utf8(record, csv->scan.length);

    if (nul && (size_t)(nul - record) <= bad && nul - record < 2 && is_wide(csv))
        return awol_csv_refuse(csv, nul,
                               record[0] == '\0'
                                   ? "a NUL byte: this may be UTF-16, --encoding UTF-16BE"
                                   : "a NUL byte: this may be UTF-16, --encoding UTF-16LE",
                               opt_error);
    if (nul && (size_t)(nul - record) <= bad)
        return awol_csv_refuse(csv, nul, "a NUL byte: this is not text", opt_error);
    return bad < csv->scan.length ? refuse_byte(csv, record + bad, opt_error) : AWOL_OK;
}

static enum awol_status reserve_text(struct awol_csv *csv, struct awol_error *opt_error)
{
    const size_t needed = csv->scan.length + 1;
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
        const char *const close = memchr(start, csv->scan.quote, (size_t)(split->end - start));
        const char *line_end;

        if (!close)
            return awol_csv_refuse(csv, start - 1, "this quote is not closed", opt_error);
        for (const char *at = start; (line_end = memchr(at, '\n', (size_t)(close - at)));
             at = line_end + 1) {
            split->line++;
            split->line_start = line_end + 1;
        }
        copy_bytes(split, start, close);
        split->at = close + 1;
        if (split->at == split->end || *split->at != csv->scan.quote)
            break;
        *split->to++ = csv->scan.quote;
        split->at++;
    }
    if (split->at < split->end && *split->at != csv->scan.separator)
        return awol_csv_refuse(
            csv, split->at, "text behind a closing quote: a quote inside a quoted cell is doubled",
            opt_error);
    return AWOL_OK;
}

static const char *trim(char *cell, struct awol_place *place)
{
    size_t length;
    const size_t blanks = (size_t)(awol_text_trim(cell, &length) - cell);

    cell[blanks + length] = '\0';
    place->column += blanks;
    return cell + blanks;
}

static enum awol_status copy_cell(struct awol_csv *csv, struct split *split, const char **ret_cell,
                                  struct awol_place *ret_place, struct awol_error *opt_error)
{
    const bool quoted = split->at < split->end && *split->at == csv->scan.quote;
    char *const cell = split->to;
    enum awol_status status = AWOL_OK;

    if (quoted)
        split->at++;
    *ret_place = (struct awol_place){split->line, (size_t)(split->at - split->line_start) + 1};
    if (quoted) {
        status = copy_quoted(csv, split, opt_error);
    } else {
        const char *const start = split->at;
        const char *const separator =
            memchr(start, csv->scan.separator, (size_t)(split->end - start));

        split->at = separator ? separator : split->end;
        copy_bytes(split, start, split->at);
    }
    *split->to++ = '\0';
    *ret_cell = trim(cell, ret_place);
    return status;
}

/* Cut the record into cells; a record of n cells has n - 1 separators outside quotes. A terminator
 * takes the room of its separator, so that the cells never need more than the record and one. */
enum awol_status awol_csv_split(struct awol_csv *csv, size_t *ret_n, struct awol_error *opt_error)
{
    struct split split = {.at = csv->scan.record,
                          .end = csv->scan.record + csv->scan.length,
                          .line_start = csv->scan.record,
                          .line = csv->scan.record_line};
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

static enum awol_status refuse_ragged(const struct awol_csv *csv, size_t n, size_t extra,
                                      struct awol_error *opt_error)
{
    struct awol_place place = csv->places[extra < n ? extra : n - 1];

    if (n < csv->n_columns)
        place = awol_scan_place(&csv->scan, csv->scan.record + csv->scan.length);
    return awol_error_at(opt_error, csv->scan.source, place,
                         "the row has %zu cell%s where the header has %zu%s", n, n == 1 ? "" : "s",
                         csv->n_columns,
                         n > csv->n_columns ? ": a cell that holds the separator is quoted" : "");
}

/* As many cells as the header has: spreadsheets write more empty ones, and leave out those behind
 * the last column that has a name. */
static enum awol_status fit_to_header(struct awol_csv *csv, size_t n, struct awol_error *opt_error)
{
    size_t extra = csv->n_columns;
    enum awol_status status;

    while (extra < n && csv->cells[extra][0] == '\0')
        extra++;
    if (n < csv->n_named || extra < n)
        return refuse_ragged(csv, n, extra, opt_error);
    status = reserve_cells(csv, csv->n_columns, opt_error);
    for (size_t i = n; i < csv->n_columns && status == AWOL_OK; i++) {
        csv->cells[i] = "";
        csv->places[i] = awol_scan_place(&csv->scan, csv->scan.record + csv->scan.length);
    }
    return status;
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
    csv->scan.file = file;
    csv->scan.line = 1;
    csv->scan.record_line = 1;
    csv->scan.quote = '"';
    awol_arena_init(&csv->arena);
    awol_text_init(&csv->head);
    if (opt_settings) {
        csv->scan.separator = opt_settings->separator;
        csv->scan.quote = opt_settings->quote != '\0' ? opt_settings->quote : '"';
        csv->takes_encoding = opt_settings->takes_encoding;
        csv->opt_encoding = opt_settings->opt_encoding;
    }
    csv->scan.source = awol_arena_string(&csv->arena, source);
    status = csv->scan.source ? awol_csv_read_head(csv, opt_settings, opt_error)
                              : awol_error_memory(opt_error);
    if (status == AWOL_DATA && opt_error)
        opt_error->place = awol_csv_place(csv, opt_error->place);
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
    awol_text_release(&csv->head);
    awol_scan_release(&csv->scan);
    awol_arena_release(&csv->arena);
    free(csv);
}

struct awol_row awol_csv_header(const struct awol_csv *csv)
{
    return (struct awol_row){csv->names, csv->name_places, csv->n_columns};
}

size_t awol_csv_n_named(const struct awol_csv *csv)
{
    return csv->n_named;
}

const char *awol_csv_head(const struct awol_csv *csv, size_t *ret_length)
{
    *ret_length = csv->head.length;
    return awol_text_string(&csv->head);
}

char awol_csv_separator(const struct awol_csv *csv)
{
    return csv->scan.separator;
}

static enum awol_status next(struct awol_csv *csv, struct awol_row *ret_row, bool *ret_found,
                             struct awol_error *opt_error)
{
    bool found = false;
    size_t n = 0;
    enum awol_status status = awol_scan_skip_silent(&csv->scan, false, opt_error);

    if (status == AWOL_OK)
        status = awol_scan_next(&csv->scan, &found, opt_error);
    if (status == AWOL_OK && !found) {
        *ret_found = false;
        return AWOL_OK;
    }
    csv->n_records++;
    if (status == AWOL_OK && csv->scan.open_quote)
        return awol_csv_refuse(csv, csv->scan.open_quote, "this quote is not closed", opt_error);
    if (status == AWOL_OK)
        status = awol_csv_check_bytes(csv, opt_error);
    if (status == AWOL_OK)
        status = awol_csv_split(csv, &n, opt_error);
    if (status == AWOL_OK && n != csv->n_columns)
        status = fit_to_header(csv, n, opt_error);
    if (status == AWOL_MEMORY)
        csv->scan.broken = true;
    if (status != AWOL_OK)
        return status;
    *ret_row = (struct awol_row){csv->cells, csv->places, csv->n_columns};
    *ret_found = true;
    return AWOL_OK;
}

enum awol_status awol_csv_next(struct awol_csv *csv, struct awol_row *ret_row, bool *ret_found,
                               struct awol_error *opt_error)
{
    const enum awol_status status = next(csv, ret_row, ret_found, opt_error);

    if (status == AWOL_DATA && opt_error)
        opt_error->place = awol_csv_place(csv, opt_error->place);
    return status;
}

struct awol_place awol_csv_place(const struct awol_csv *csv, struct awol_place place)
{
    const char *at = csv->scan.record; /* NULL before the first */
    const char *const end = at ? at + csv->scan.length : NULL;
    size_t column = 1;

    if (!csv->opt_encoding || place.column == 0 || place.line < csv->scan.record_line)
        return place;
    for (size_t line = csv->scan.record_line; at && line < place.line; line++) {
        at = memchr(at, '\n', (size_t)(end - at));
        at = at ? at + 1 : NULL;
    }
    for (size_t i = 1; at && at < end && i < place.column; i++, at++)
        column += ((unsigned char)*at & 0xC0) != 0x80;
    if (at)
        place.column = at < end && ((unsigned char)*at & 0xC0) == 0x80 ? column - 1 : column;
    return place;
}

const char *awol_csv_source(const struct awol_csv *csv)
{
    return csv->scan.source;
}

bool awol_csv_is_broken(const struct awol_csv *csv)
{
    return csv->scan.broken;
}

const char *awol_csv_text(const struct awol_csv *csv, size_t *ret_length)
{
    *ret_length = csv->scan.length;
    return csv->scan.record;
}

bool awol_csv_is_behind_remark(const struct awol_csv *csv)
{
    return csv->scan.passed_remark;
}

size_t awol_csv_line(const struct awol_csv *csv)
{
    return csv->scan.record_line;
}

size_t awol_csv_n_records(const struct awol_csv *csv)
{
    return csv->n_records;
}

bool awol_csv_layout(const struct awol_csv *csv, struct awol_layout *ret_layout)
{
    const off_t reached = ftello(csv->scan.file);
    const size_t ahead = csv->scan.end - csv->scan.start;

    if (reached < 0 || (uint64_t)reached < ahead || csv->n_named < csv->n_columns)
        return false;
    *ret_layout = (struct awol_layout){.separator = csv->scan.separator,
                                       .quote = csv->scan.quote,
                                       .n_columns = csv->n_columns,
                                       .offset = (uint64_t)reached - ahead,
                                       .line = csv->scan.line};
    return true;
}

enum awol_status awol_csv_give(struct awol_csv *csv, const char *bytes, size_t length, size_t line,
                               struct awol_error *opt_error)
{
    return awol_scan_give(&csv->scan, bytes, length, line, opt_error);
}
