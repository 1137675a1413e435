#include "read/bulk.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "read/marks.h"

enum { SCRATCH = 32 << 10 };

/* One thread's work. */
struct bulk {
    const struct awol_layout *layout;
    const size_t *columns;
    const struct awol_bulk_sink *sink;
    struct awol_piece piece;
    struct awol_marks marks;
    bool must_check; /* not all bytes of the piece are text */
    struct awol_batch batch;
    struct awol_bytes *cells;
    struct awol_bytes records[AWOL_BATCH_ROWS];
    uint32_t lines[AWOL_BATCH_ROWS];
    struct awol_bytes *row; /* all cells of one row, where there are quotes */
    char *scratch;          /* cells whose doubled quotes became single */
    size_t n_scratch;
    struct awol_error *opt_error;
};

static void release(struct bulk *bulk)
{
    free(bulk->scratch);
    free(bulk->row);
    free(bulk->cells);
    free(bulk->marks.lines);
    free(bulk->marks.at);
    free(bulk->piece.bytes);
}

static enum awol_status reserve(struct bulk *bulk, size_t n)
{
    const size_t room = AWOL_PIECE_SIZE + 2 * (size_t)AWOL_MARKS_PADDING;

    bulk->batch.n_columns = n;
    bulk->piece.bytes = calloc(1, room);
    bulk->marks.at = malloc(room * sizeof *bulk->marks.at);
    bulk->marks.lines = malloc(room * sizeof *bulk->marks.lines);
    bulk->cells = malloc((AWOL_BATCH_ROWS * n + 1) * sizeof *bulk->cells);
    bulk->row = malloc((bulk->layout->n_columns + 1) * sizeof *bulk->row);
    bulk->scratch = malloc(SCRATCH + AWOL_MARKS_PADDING);
    if (!bulk->piece.bytes || !bulk->marks.at || !bulk->marks.lines || !bulk->cells || !bulk->row ||
        !bulk->scratch)
        return awol_error_memory(bulk->opt_error);
    bulk->batch.cells = bulk->cells;
    bulk->batch.records = bulk->records;
    bulk->batch.lines = bulk->lines;
    bulk->batch.piece = &bulk->piece;
    return AWOL_OK;
}

/* ---- rows --------------------------------------------------------------------------------- */

static enum awol_status hand_on(struct bulk *bulk)
{
    enum awol_status status = AWOL_OK;

    if (bulk->batch.n > 0)
        status = bulk->sink->rows(bulk->sink->context, &bulk->batch, bulk->opt_error);
    bulk->batch.n = 0;
    bulk->n_scratch = 0;
    return status;
}

static enum awol_status hand_odd(struct bulk *bulk, const char *start, const char *end, size_t line)
{
    const struct awol_bytes record = {start, (size_t)(end - start)};

    return bulk->sink->odd(bulk->sink->context, &bulk->piece, &record, line, bulk->opt_error);
}

/* Empty lines and remarks say nothing, whatever else is in them. */
static bool is_silent(const char *start, const char *end)
{
    if (*start == '\n' || (*start == '\r' && end - start == 2))
        return true;
    return end - start > 3 && memcmp(start, "#! ", 3) == 0;
}

static bool is_text(const struct bulk *bulk, const char *start, const char *end)
{
    const size_t length = (size_t)(end - start);

    return !bulk->must_check ||
           (!memchr(start, '\0', length) && awol_text_find_invalid_utf8(start, length) == length);
}

static void add_record(struct bulk *bulk, const char *start, const char *end, size_t line)
{
    bulk->records[bulk->batch.n] = (struct awol_bytes){start, (size_t)(end - start)};
    bulk->lines[bulk->batch.n++] = (uint32_t)line;
}

/* ---- pieces without quotes ---------------------------------------------------------------- */

/* at[0 … n_columns) are the ends of the cells. */
static void cut_plain(struct bulk *bulk, const char *start, const uint32_t *at)
{
    const char *const bytes = bulk->piece.bytes;
    const size_t n = bulk->batch.n_columns, last = bulk->layout->n_columns - 1;
    struct awol_bytes *const cells = bulk->cells + bulk->batch.n * n;

    for (size_t i = 0; i < n; i++) {
        const size_t column = bulk->columns[i];
        const char *const begin = column == 0 ? start : bytes + at[column - 1] + 1;
        const char *end = bytes + at[column];

        if (column == last && end > begin && end[-1] == '\r')
            end--;
        cells[i] = (struct awol_bytes){begin, (size_t)(end - begin)};
    }
}

/* A row is whole where its line end is the mark that stands where the last cell ends. */
static enum awol_status read_plain(struct bulk *bulk)
{
    const struct awol_marks *const marks = &bulk->marks;
    const size_t n_columns = bulk->layout->n_columns;
    const char *start = bulk->piece.bytes;
    enum awol_status status = AWOL_OK;
    size_t at = 0;

    for (size_t line = 0; line < marks->n_lines && status == AWOL_OK; line++) {
        const uint32_t line_end = marks->lines[line];
        const char *const end = bulk->piece.bytes + line_end + 1;

        if (at + n_columns <= marks->n && marks->at[at + n_columns - 1] == line_end &&
            !is_silent(start, end) && is_text(bulk, start, end)) {
            cut_plain(bulk, start, marks->at + at);
            at += n_columns;
            add_record(bulk, start, end, line);
            if (bulk->batch.n == AWOL_BATCH_ROWS)
                status = hand_on(bulk);
        } else {
            while (marks->at[at] != line_end)
                at++;
            at++;
            if (!is_silent(start, end))
                status = hand_odd(bulk, start, end, line);
        }
        start = end;
    }
    return status;
}

/* ---- pieces with quotes ------------------------------------------------------------------- */

/* A record on its way into cells: where it is, and the next mark. */
struct walk {
    const char *bytes;
    const uint32_t *at;
    size_t mark;
    size_t n_lines; /* line ends inside quotes */
    bool is_odd;
};

/* The end of a quoted cell's content. Pieces hold whole records: every quote is closed. */
static const char *walk_quoted(struct walk *walk, char quote, bool *ret_doubled)
{
    *ret_doubled = false;
    for (;; walk->mark++) {
        const uint32_t place = walk->at[walk->mark];

        walk->n_lines += walk->bytes[place] == '\n';
        if (walk->bytes[place] != quote)
            continue;
        if (walk->bytes[place + 1] == quote) {
            *ret_doubled = true;
            walk->mark++;
            continue;
        }
        walk->mark++;
        return walk->bytes + place;
    }
}

/* One cell, up to the mark behind it. */
static struct awol_bytes walk_cell(struct walk *walk, const char *start, char quote,
                                   bool *ret_doubled)
{
    const char *end;

    *ret_doubled = false;
    if (*start == quote) {
        walk->mark++;
        end = walk_quoted(walk, quote, ret_doubled);
        start++;
        if (walk->bytes + walk->at[walk->mark] != end + 1 &&
            (end[1] != '\r' || walk->bytes + walk->at[walk->mark] != end + 2 || end[2] != '\n'))
            walk->is_odd = true;
        while (walk->bytes[walk->at[walk->mark]] == quote)
            walk->mark++;
        return (struct awol_bytes){start, (size_t)(end - start)};
    }
    while (walk->bytes[walk->at[walk->mark]] == quote)
        walk->mark++;
    end = walk->bytes + walk->at[walk->mark];
    if (*end == '\n' && end > start && end[-1] == '\r')
        end--;
    return (struct awol_bytes){start, (size_t)(end - start)};
}

/* The bytes with doubled quotes single; a row that has no room for them is left to the reader. */
static bool make_single(struct bulk *bulk, struct awol_bytes *cell)
{
    char *const to = bulk->scratch + bulk->n_scratch;
    size_t n = 0;

    if (bulk->n_scratch + cell->length > SCRATCH)
        return false;
    for (size_t i = 0; i < cell->length; i++) {
        to[n++] = cell->at[i];
        i += cell->at[i] == bulk->layout->quote;
    }
    *cell = (struct awol_bytes){to, n};
    bulk->n_scratch += n;
    return true;
}

static bool is_column(const struct bulk *bulk, size_t column)
{
    for (size_t i = 0; i < bulk->batch.n_columns; i++) {
        if (bulk->columns[i] == column)
            return true;
    }
    return false;
}

/* Cut one record; walk->mark is behind its line end afterwards. */
static const char *walk_record(struct bulk *bulk, struct walk *walk, const char *start)
{
    const size_t n_columns = bulk->layout->n_columns;
    const char *at = start;

    for (size_t n = 0;; n++) {
        bool doubled;
        struct awol_bytes cell = walk_cell(walk, at, bulk->layout->quote, &doubled);

        if (doubled && is_column(bulk, n) && !make_single(bulk, &cell))
            walk->is_odd = true;
        if (n < n_columns)
            bulk->row[n] = cell;
        at = walk->bytes + walk->at[walk->mark++];
        if (*at++ != '\n')
            continue;
        walk->is_odd = walk->is_odd || n + 1 != n_columns;
        return at;
    }
}

static const char *pass_line(struct walk *walk)
{
    while (walk->bytes[walk->at[walk->mark]] != '\n')
        walk->mark++;
    return walk->bytes + walk->at[walk->mark++] + 1;
}

static enum awol_status read_quoted(struct bulk *bulk)
{
    struct walk walk = {.bytes = bulk->piece.bytes, .at = bulk->marks.at};
    const char *start = bulk->piece.bytes;
    enum awol_status status = AWOL_OK;

    for (size_t line = 0; walk.mark < bulk->marks.n && status == AWOL_OK; line++) {
        const size_t before = walk.mark;
        const char *end = pass_line(&walk);

        if (is_silent(start, end)) {
            start = end;
            continue;
        }
        walk.mark = before;
        walk.n_lines = 0;
        walk.is_odd = false;
        end = walk_record(bulk, &walk, start);
        if (walk.is_odd || !is_text(bulk, start, end)) {
            status = hand_odd(bulk, start, end, line);
        } else {
            struct awol_bytes *const cells = bulk->cells + bulk->batch.n * bulk->batch.n_columns;

            for (size_t i = 0; i < bulk->batch.n_columns; i++)
                cells[i] = bulk->row[bulk->columns[i]];
            add_record(bulk, start, end, line);
            if (bulk->batch.n == AWOL_BATCH_ROWS || bulk->n_scratch > SCRATCH / 2)
                status = hand_on(bulk);
        }
        line += walk.n_lines;
        start = end;
    }
    return status;
}

/* ---- the whole ---------------------------------------------------------------------------- */

static enum awol_status read_piece(struct bulk *bulk)
{
    const struct awol_piece *const piece = &bulk->piece;
    const char quote = piece->has_quote ? bulk->layout->quote : '\0';
    enum awol_status status;

    memset(piece->bytes + piece->length, 0, AWOL_MARKS_PADDING);
    awol_marks_find(&bulk->marks, piece->bytes, piece->length, bulk->layout->separator, quote);
    bulk->must_check = bulk->marks.has_nul ||
                       (bulk->marks.has_high &&
                        awol_text_find_invalid_utf8(piece->bytes, piece->length) < piece->length);
    status = piece->has_quote ? read_quoted(bulk) : read_plain(bulk);
    if (status == AWOL_OK)
        status = hand_on(bulk);
    if (status == AWOL_OK)
        status =
            bulk->sink->piece(bulk->sink->context, piece, bulk->marks.n_lines, bulk->opt_error);
    return status;
}

enum awol_status awol_bulk_run(struct awol_pieces *pieces, const struct awol_layout *layout,
                               const size_t *columns, size_t n, const struct awol_bulk_sink *sink,
                               struct awol_error *opt_error)
{
    struct bulk *const bulk = calloc(1, sizeof *bulk);
    enum awol_status status;

    if (!bulk)
        return awol_error_memory(opt_error);
    bulk->layout = layout;
    bulk->columns = columns;
    bulk->sink = sink;
    bulk->opt_error = opt_error;
    status = reserve(bulk, n);
    while (status == AWOL_OK) {
        status = awol_pieces_next(pieces, &bulk->piece, opt_error);
        if (status != AWOL_OK || bulk->piece.length == 0)
            break;
        status = read_piece(bulk);
    }
    release(bulk);
    free(bulk);
    return status;
}
