#include "read/xml_bytes.h"

#include <stdint.h>
#include <string.h>

void awol_xml_bytes_init(struct awol_xml_bytes *bytes)
{
    *bytes = (struct awol_xml_bytes){.line = 1};
    awol_text_init(&bytes->window);
}

void awol_xml_bytes_release(struct awol_xml_bytes *bytes)
{
    awol_text_release(&bytes->window);
}

enum awol_status awol_xml_bytes_append(struct awol_xml_bytes *bytes, const struct awol_text *piece,
                                       struct awol_error *opt_error)
{
    awol_text_append_bytes(&bytes->window, awol_text_string(piece), piece->length);
    return awol_text_check(&bytes->window, opt_error);
}

enum awol_status awol_xml_bytes_take(struct awol_xml_bytes *bytes, struct awol_xml_pieces *pieces,
                                     size_t *ret_length, struct awol_error *opt_error)
{
    const size_t before = bytes->window.length;
    const enum awol_status status = awol_xml_pieces_next(pieces, &bytes->window, opt_error);

    if (status == AWOL_DATA && opt_error && opt_error->place.line == 0)
        opt_error->place = awol_xml_bytes_place(bytes, SIZE_MAX);
    if (status == AWOL_OK)
        *ret_length = bytes->window.length - before;
    return status;
}

/* ---- places ------------------------------------------------------------------------------- */

/* Line of an offset and where it begins, counted from what was counted last. */
static size_t count_lines(const struct awol_xml_bytes *bytes, size_t offset, size_t *ret_line_start)
{
    const char *const end = awol_xml_bytes_at(bytes, offset);
    const char *at = awol_xml_bytes_at(bytes, bytes->counted);
    size_t line = bytes->line;

    *ret_line_start = bytes->line_start;
    while (at < end && (at = memchr(at, '\n', (size_t)(end - at)))) {
        at++;
        line++;
        *ret_line_start = bytes->start + (size_t)(at - bytes->window.bytes);
    }
    return line;
}

static size_t clamp(const struct awol_xml_bytes *bytes, size_t offset)
{
    const size_t end = bytes->start + bytes->window.length;

    if (offset < bytes->counted)
        return bytes->counted;
    return offset > end ? end : offset;
}

void awol_xml_bytes_mark(struct awol_xml_bytes *bytes, size_t offset)
{
    const size_t reached = clamp(bytes, offset);

    bytes->line = count_lines(bytes, reached, &bytes->line_start);
    bytes->counted = reached;
}

void awol_xml_bytes_drop(struct awol_xml_bytes *bytes, size_t offset)
{
    const size_t n = offset - bytes->start;

    if (offset <= bytes->start || n > bytes->window.length)
        return;
    awol_xml_bytes_mark(bytes, offset);
    bytes->window.length -= n;
    memmove(bytes->window.bytes, bytes->window.bytes + n, bytes->window.length);
    bytes->start = offset;
}

const char *awol_xml_bytes_at(const struct awol_xml_bytes *bytes, size_t offset)
{
    return awol_text_string(&bytes->window) + (offset - bytes->start);
}

size_t awol_xml_bytes_tag(const struct awol_xml_bytes *bytes, size_t end)
{
    const char *const tag =
        end > bytes->start ? memrchr(bytes->window.bytes, '<', end - bytes->start) : NULL;

    return tag ? bytes->start + (size_t)(tag - bytes->window.bytes) : bytes->start;
}

struct awol_place awol_xml_bytes_place(const struct awol_xml_bytes *bytes, size_t offset)
{
    const size_t reached = clamp(bytes, offset);
    size_t line_start;
    const size_t line = count_lines(bytes, reached, &line_start);

    return (struct awol_place){line, reached - line_start + 1};
}
