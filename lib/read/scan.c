#include "read/scan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/stream.h"

#define FIRST_CAPACITY ((size_t)256 << 10)

/* How far a record reaches from buffer[start]; open_quote is the quote that is not closed. */
struct reach {
    bool complete;
    size_t length; /* with its line end */
    const char *open_quote;
};

/* ---- bytes -------------------------------------------------------------------------------- */

void awol_scan_release(struct awol_scan *scan)
{
    free(scan->buffer);
    scan->buffer = NULL;
}

static enum awol_status grow(struct awol_scan *scan, struct awol_error *opt_error)
{
    const size_t capacity = scan->capacity == 0 ? FIRST_CAPACITY : 2 * scan->capacity;
    char *const buffer = realloc(scan->buffer, capacity);

    if (!buffer)
        return awol_error_memory(opt_error);
    scan->buffer = buffer;
    scan->capacity = capacity;
    return AWOL_OK;
}

/* Have more bytes behind `end`. Filling all the room there is keeps the work linear, although a
 * record is looked through again after each refill: the buffer doubles. */
static enum awol_status refill(struct awol_scan *scan, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;

    if (scan->start > 0) {
        memmove(scan->buffer, scan->buffer + scan->start, scan->end - scan->start);
        scan->end -= scan->start;
        scan->start = 0;
    }
    if (scan->end == scan->capacity)
        status = grow(scan, opt_error);
    if (status != AWOL_OK)
        return status;
    errno = 0;
    scan->end += fread(scan->buffer + scan->end, 1, scan->capacity - scan->end, scan->file);
    if (ferror(scan->file))
        return awol_error_file(opt_error, scan->source, "cannot be read", errno);
    scan->at_eof = scan->end < scan->capacity;
    return AWOL_OK;
}

struct awol_place awol_scan_place(const struct awol_scan *scan, const char *at)
{
    struct awol_place place = {.line = scan->record_line, .column = 1};
    const char *line = scan->record;

    for (const char *end; (end = memchr(line, '\n', (size_t)(at - line))); line = end + 1)
        place.line++;
    place.column += (size_t)(at - line);
    return place;
}

/* ---- where a record ends ------------------------------------------------------------------ */

const char *awol_scan_skip_quoted(const struct awol_scan *scan, const char *at, const char *end)
{
    while ((at = memchr(at, scan->quote, (size_t)(end - at)))) {
        if (at + 1 == end)
            return scan->at_eof ? end : NULL;
        if (at[1] != scan->quote)
            return at + 1;
        at += 2;
    }
    return NULL;
}

bool awol_scan_is_separator(const struct awol_scan *scan, char byte)
{
    if (scan->separator != '\0')
        return byte == scan->separator;
    return byte == ',' || byte == ';' || byte == '\t';
}

static struct reach find_end_quoted(const struct awol_scan *scan, const char *start,
                                    const char *end)
{
    struct reach reach = {.length = (size_t)(end - start)};
    const char *at = start;

    while (at < end) {
        if (*at == scan->quote) {
            const char *const behind = awol_scan_skip_quoted(scan, at + 1, end);

            if (!behind) {
                reach.open_quote = at;
                return reach;
            }
            at = behind;
        }
        while (at < end && *at != '\n' && !awol_scan_is_separator(scan, *at))
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

static struct reach find_end(const struct awol_scan *scan)
{
    const char *const start = scan->buffer + scan->start;
    const size_t n = scan->end - scan->start;
    const char *const newline = n > 0 ? memchr(start, '\n', n) : NULL;
    const size_t length = newline ? (size_t)(newline - start) : n;

    if (n > 0 && memchr(start, scan->quote, length))
        return find_end_quoted(scan, start, start + n);
    return (struct reach){.complete = newline != NULL, .length = newline ? length + 1 : n};
}

static enum awol_status refuse_long(struct awol_scan *scan, const struct reach *reach,
                                    struct awol_error *opt_error)
{
    scan->broken = true;
    scan->record = scan->buffer + scan->start;
    scan->record_line = scan->line;
    scan->length = 0;
    if (reach->open_quote)
        return awol_error_at(opt_error, scan->source, awol_scan_place(scan, reach->open_quote),
                             "this quote is not closed within %u MiB", AWOL_STREAM_MAX_LINE >> 20);
    return awol_error_at(opt_error, scan->source, (struct awol_place){scan->line, 0},
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

enum awol_status awol_scan_next(struct awol_scan *scan, bool *ret_found,
                                struct awol_error *opt_error)
{
    struct reach reach = find_end(scan);

    scan->record = "";
    scan->length = 0;
    scan->open_quote = NULL;
    while (!reach.complete && !scan->at_eof) {
        if (reach.length > AWOL_STREAM_MAX_LINE)
            return refuse_long(scan, &reach, opt_error);
        const enum awol_status status = refill(scan, opt_error);
        if (status != AWOL_OK) {
            scan->broken = true;
            return status;
        }
        reach = find_end(scan);
    }
    if (reach.length > AWOL_STREAM_MAX_LINE)
        return refuse_long(scan, &reach, opt_error);
    scan->record = scan->buffer + scan->start;
    scan->record_line = scan->line;
    scan->length = reach.length;
    scan->line += count_lines(scan->record, reach.length);
    scan->start += reach.length;
    if (scan->length > 0 && scan->record[scan->length - 1] == '\n')
        scan->length--;
    if (scan->length > 0 && scan->record[scan->length - 1] == '\r')
        scan->length--;
    *ret_found = reach.length > 0;
    scan->open_quote = reach.open_quote;
    return AWOL_OK;
}

enum awol_status awol_scan_give(struct awol_scan *scan, const char *bytes, size_t length,
                                size_t line, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;

    while (scan->capacity < length && status == AWOL_OK)
        status = grow(scan, opt_error);
    if (status != AWOL_OK)
        return status;
    memcpy(scan->buffer, bytes, length);
    scan->start = 0;
    scan->end = length;
    scan->at_eof = true;
    scan->line = line;
    return AWOL_OK;
}

/* ---- lines that say nothing ------------------------------------------------------------------ */

/* Whether the line at hand says nothing: it is empty, a remark "#! …" or, where that is allowed, a
 * comment "# …". */
static bool is_silent(const struct awol_scan *scan, bool comments)
{
    const char *const line = scan->buffer + scan->start;
    const size_t n = scan->end - scan->start;
    const char second = n > 1 ? line[1] : '\n';

    if (n == 0 || line[0] == '\n' || (line[0] == '\r' && second == '\n'))
        return n > 0;
    if (line[0] != '#')
        return false;
    if (comments && (second == ' ' || second == '\n' || second == '\r'))
        return true;
    return second == '!' && n > 2 && line[2] == ' ';
}

enum awol_status awol_scan_next_line(struct awol_scan *scan, bool *ret_found,
                                     struct awol_error *opt_error)
{
    const char quote = scan->quote;
    enum awol_status status;

    scan->quote = '\n'; /* cannot stand inside a line */
    status = awol_scan_next(scan, ret_found, opt_error);
    scan->quote = quote;
    return status;
}

enum awol_status awol_scan_skip_silent(struct awol_scan *scan, bool comments,
                                       struct awol_error *opt_error)
{
    enum { NEEDED = 3 };
    enum awol_status status = AWOL_OK;
    bool found = true;

    scan->passed_remark = false;
    for (;;) {
        if (scan->end - scan->start < NEEDED && !scan->at_eof)
            status = refill(scan, opt_error);
        if (status != AWOL_OK || !is_silent(scan, comments))
            break;
        if (scan->buffer[scan->start] == '#')
            scan->passed_remark = true;
        status = awol_scan_next_line(scan, &found, opt_error);
        if (status != AWOL_OK)
            break;
    }
    if (status != AWOL_OK)
        scan->broken = true;
    return status;
}

enum awol_status awol_scan_begin(struct awol_scan *scan, struct awol_error *opt_error)
{
    const enum awol_status status = refill(scan, opt_error);
    const char *const bytes = scan->buffer;

    if (status != AWOL_OK)
        return status;
    if (scan->end == 0)
        return awol_error_at(opt_error, scan->source, (struct awol_place){0, 0}, "%s",
                             strcmp(scan->source, "-") == 0
                                 ? "nothing came: the tool before it in the pipe failed, or there "
                                   "was nothing to write"
                                 : "the file is empty: a header line was expected");
    if (scan->end >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
        return awol_error_at(opt_error, scan->source, (struct awol_place){1, 1},
                             "the file is UTF-16: save it as UTF-8");
    if (scan->end >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        scan->start = 3;
    return AWOL_OK;
}
