#include "read/xml_bytes.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define PIECE (64u << 10)
#define ENCODING_SIZE 40

void awol_xml_bytes_init(struct awol_xml_bytes *bytes, FILE *file, const char *source)
{
    *bytes = (struct awol_xml_bytes){.file = file, .source = source, .line = 1};
    awol_text_init(&bytes->window);
}

void awol_xml_bytes_release(struct awol_xml_bytes *bytes)
{
    if (bytes->converts)
        iconv_close(bytes->converter);
    free(bytes->raw);
    awol_text_release(&bytes->window);
}

/* ---- the encoding ------------------------------------------------------------------------- */

static bool begins_with(const struct awol_xml_bytes *bytes, const char *prefix, size_t length)
{
    return bytes->n_raw >= length && memcmp(bytes->raw, prefix, length) == 0;
}

static bool is_wide(const char *encoding)
{
    return strncasecmp(encoding, "UTF-16", 6) == 0 || strncasecmp(encoding, "UTF-32", 6) == 0 ||
           strncasecmp(encoding, "UCS", 3) == 0 || strncasecmp(encoding, "ISO-10646", 9) == 0;
}

/* The name in <?xml … encoding="…"?>, "" if there is none. A declaration of wide characters in
 * bytes that could be read as single ones is a slip left by whoever converted the file. */
static void declared_encoding(const struct awol_xml_bytes *bytes, char name[static ENCODING_SIZE])
{
    static const char key[] = "encoding";
    const char *const end = memchr(bytes->raw, '>', bytes->n_raw);
    size_t n = 0;

    name[0] = '\0';
    if (!begins_with(bytes, "<?xml", 5) || !end)
        return;
    for (const char *at = bytes->raw + 5; at + sizeof key < end; at++) {
        if (memcmp(at, key, sizeof key - 1) != 0)
            continue;
        at += sizeof key - 1;
        while (at < end && strchr(" \t\r\n=\"'", *at))
            at++;
        while (at < end && n + 1 < ENCODING_SIZE && !strchr("\"' \t\r\n?", *at))
            name[n++] = *at++;
        break;
    }
    name[n] = '\0';
    if (is_wide(name))
        name[0] = '\0';
}

static void drop_raw(struct awol_xml_bytes *bytes, size_t n)
{
    bytes->n_raw -= n;
    memmove(bytes->raw, bytes->raw + n, bytes->n_raw);
}

static enum awol_status find_encoding(struct awol_xml_bytes *bytes, struct awol_error *opt_error)
{
    char name[ENCODING_SIZE] = "";

    if (begins_with(bytes, "\xef\xbb\xbf", 3))
        drop_raw(bytes, 3);
    else if (begins_with(bytes, "\xff\xfe", 2) || begins_with(bytes, "<\0", 2))
        snprintf(name, sizeof name, "UTF-16LE");
    else if (begins_with(bytes, "\xfe\xff", 2) || begins_with(bytes, "\0<", 2))
        snprintf(name, sizeof name, "UTF-16BE");
    else
        declared_encoding(bytes, name);
    if (name[0] == '\0' || strcasecmp(name, "UTF-8") == 0 || strcasecmp(name, "UTF8") == 0)
        return AWOL_OK;
    if (begins_with(bytes, "\xff\xfe", 2) || begins_with(bytes, "\xfe\xff", 2))
        drop_raw(bytes, 2);
    bytes->converter = iconv_open("UTF-8", name);
    if (bytes->converter == (iconv_t)-1)
        return awol_error_at(opt_error, bytes->source, (struct awol_place){1, 1},
                             "the encoding “%s” is not known", name);
    bytes->converts = true;
    return AWOL_OK;
}

/* ---- pieces ------------------------------------------------------------------------------- */

static enum awol_status fill_raw(struct awol_xml_bytes *bytes, struct awol_error *opt_error)
{
    if (!bytes->raw && !(bytes->raw = malloc(PIECE)))
        return awol_error_memory(opt_error);
    errno = 0;
    bytes->n_raw += fread(bytes->raw + bytes->n_raw, 1, PIECE - bytes->n_raw, bytes->file);
    if (ferror(bytes->file))
        return awol_error_file(opt_error, bytes->source, "cannot be read", errno);
    bytes->at_eof = bytes->n_raw < PIECE;
    return AWOL_OK;
}

static enum awol_status refuse_bytes(struct awol_xml_bytes *bytes, struct awol_error *opt_error)
{
    const size_t offset = bytes->start + bytes->window.length;

    return awol_error_at(opt_error, bytes->source, awol_xml_bytes_place(bytes, offset),
                         "the bytes are not of the encoding that the file declares");
}

/* A character that a piece cuts stays in raw for the next one. */
static enum awol_status convert(struct awol_xml_bytes *bytes, struct awol_error *opt_error)
{
    char *in = bytes->raw;
    size_t n_in = bytes->n_raw;

    while (n_in > 0) {
        char buffer[4096];
        char *out = buffer;
        size_t n_out = sizeof buffer;
        const size_t result = iconv(bytes->converter, &in, &n_in, &out, &n_out);
        const int failure = result == (size_t)-1 ? errno : 0;

        awol_text_append_bytes(&bytes->window, buffer, (size_t)(out - buffer));
        if (failure == EINVAL && !bytes->at_eof)
            break;
        if (failure != 0 && failure != E2BIG)
            return refuse_bytes(bytes, opt_error);
    }
    drop_raw(bytes, bytes->n_raw - n_in);
    return AWOL_OK;
}

enum awol_status awol_xml_bytes_next(struct awol_xml_bytes *bytes, const char **ret_piece,
                                     size_t *ret_length, struct awol_error *opt_error)
{
    const size_t before = bytes->window.length;
    enum awol_status status = AWOL_OK;

    if (!bytes->at_eof)
        status = fill_raw(bytes, opt_error);
    if (status == AWOL_OK && !bytes->begun)
        status = find_encoding(bytes, opt_error);
    bytes->begun = true;
    if (status == AWOL_OK && bytes->converts) {
        status = convert(bytes, opt_error);
    } else if (status == AWOL_OK) {
        awol_text_append_bytes(&bytes->window, bytes->raw, bytes->n_raw);
        bytes->n_raw = 0;
    }
    if (status == AWOL_OK)
        status = awol_text_check(&bytes->window, opt_error);
    if (status != AWOL_OK)
        return status;
    *ret_piece = awol_text_string(&bytes->window) + before;
    *ret_length = bytes->window.length - before;
    return AWOL_OK;
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
    while (end > bytes->start && bytes->window.bytes[end - 1 - bytes->start] != '<')
        end--;
    return end > bytes->start ? end - 1 : end;
}

struct awol_place awol_xml_bytes_place(const struct awol_xml_bytes *bytes, size_t offset)
{
    const size_t reached = clamp(bytes, offset);
    size_t line_start;
    const size_t line = count_lines(bytes, reached, &line_start);

    return (struct awol_place){line, reached - line_start + 1};
}
