#include "read/gedcom_lines.h"

#include <errno.h>
#include <string.h>

#define MAX_LINE (1u << 20)

void awol_gedcom_lines_init(struct awol_gedcom_lines *lines, FILE *file, const char *source)
{
    *lines = (struct awol_gedcom_lines){.source = source, .level = -1};
    awol_xml_pieces_init(&lines->pieces, file, source);
    awol_xml_bytes_init(&lines->bytes);
    awol_text_init(&lines->text);
}

void awol_gedcom_lines_release(struct awol_gedcom_lines *lines)
{
    if (lines->letters == AWOL_GEDCOM_CONVERTED)
        iconv_close(lines->converter);
    awol_text_release(&lines->text);
    awol_xml_bytes_release(&lines->bytes);
    awol_xml_pieces_release(&lines->pieces);
}

static enum awol_status refuse(const struct awol_gedcom_lines *lines, size_t column,
                               const char *what, struct awol_error *opt_error)
{
    return awol_error_at(opt_error, lines->source, (struct awol_place){lines->number, column + 1},
                         "%s", what);
}

/* ---- bytes -------------------------------------------------------------------------------- */

/* The bytes from where the next line begins, and how many there are. */
static const char *ahead(const struct awol_gedcom_lines *lines, size_t *ret_length)
{
    const struct awol_xml_bytes *const bytes = &lines->bytes;

    *ret_length = bytes->start + bytes->window.length - lines->offset;
    return awol_xml_bytes_at(bytes, lines->offset);
}

static enum awol_status read_more(struct awol_gedcom_lines *lines, struct awol_error *opt_error)
{
    size_t length = 0;
    enum awol_status status;

    awol_xml_bytes_drop(&lines->bytes, lines->offset);
    status = awol_xml_bytes_take(&lines->bytes, &lines->pieces, &length, opt_error);
    if (status == AWOL_OK)
        lines->at_end = length == 0;
    return status;
}

static const char *find_end(const char *at, size_t length)
{
    const char *const cr = memchr(at, '\r', length);
    const char *const lf = memchr(at, '\n', cr ? (size_t)(cr - at) : length);

    return lf ? lf : cr;
}

/* A line and its end; a CR that is the last byte read may be followed by its LF. */
static enum awol_status find_line(struct awol_gedcom_lines *lines, size_t *ret_length,
                                  size_t *ret_with_end, struct awol_error *opt_error)
{
    enum awol_status status = AWOL_OK;

    for (;;) {
        size_t length;
        const char *const at = ahead(lines, &length);
        const char *const end = find_end(at, length);

        if (end && (*end == '\n' || end + 1 < at + length || lines->at_end)) {
            *ret_length = (size_t)(end - at);
            *ret_with_end =
                *ret_length + 1 + (*end == '\r' && end + 1 < at + length && end[1] == '\n');
            return AWOL_OK;
        }
        if (length > MAX_LINE)
            return refuse(lines, 0, "the line is longer than 1 MiB", opt_error);
        if (lines->at_end) {
            *ret_length = *ret_with_end = length;
            return AWOL_OK;
        }
        status = read_more(lines, opt_error);
        if (status != AWOL_OK)
            return status;
    }
}

/* ---- letters ------------------------------------------------------------------------------ */

enum awol_status awol_gedcom_lines_letters(struct awol_gedcom_lines *lines,
                                           const struct awol_gedcom_line *line,
                                           struct awol_error *opt_error)
{
    const char *const name = lines->opt_encoding ? lines->opt_encoding : line->value;
    char shown[AWOL_SHOWN_SIZE];

    if (awol_text_equal_ascii(name, "ANSEL"))
        return awol_error_at(opt_error, lines->source, line->value_where,
                             "the encoding ANSEL is not read: the program that made the file can "
                             "write UTF-8 (--encoding overrules what the file says)");
    snprintf(lines->encoding, sizeof lines->encoding, "%.39s", name);
    if (lines->pieces.converts || awol_text_equal_ascii(name, "UTF-8") ||
        awol_text_equal_ascii(name, "UTF8") || awol_text_equal_ascii(name, "UNICODE") ||
        lines->letters == AWOL_GEDCOM_CONVERTED)
        return AWOL_OK;
    if (awol_text_equal_ascii(name, "ASCII") || awol_text_equal_ascii(name, "ANSI") ||
        awol_text_equal_ascii(name, "IBMPC") || awol_text_equal_ascii(name, "IBM WINDOWS") ||
        awol_text_equal_ascii(name, "MACINTOSH")) {
        lines->letters =
            awol_text_equal_ascii(name, "ASCII") ? AWOL_GEDCOM_ASCII : AWOL_GEDCOM_UNKNOWN;
        return AWOL_OK;
    }
    lines->converter = iconv_open("UTF-8", name);
    if (lines->converter == (iconv_t)-1)
        return awol_error_at(opt_error, lines->source, line->value_where,
                             "the encoding %s is not known",
                             awol_text_show(name, shown, sizeof shown));
    lines->letters = AWOL_GEDCOM_CONVERTED;
    return AWOL_OK;
}

static enum awol_status convert(struct awol_gedcom_lines *lines, const char *raw, size_t length,
                                struct awol_error *opt_error)
{
    char *in = (char *)raw; /* which iconv() does not change */
    size_t n_in = length;

    while (n_in > 0) {
        char buffer[1024];
        char *out = buffer;
        size_t n_out = sizeof buffer;
        const size_t result = iconv(lines->converter, &in, &n_in, &out, &n_out);

        awol_text_append_bytes(&lines->text, buffer, (size_t)(out - buffer));
        if (result == (size_t)-1 && errno != E2BIG)
            return awol_error_at(
                opt_error, lines->source, (struct awol_place){lines->number, length - n_in + 1},
                "the byte \\x%02X is not of the encoding %s%s", (unsigned char)raw[length - n_in],
                lines->encoding, lines->opt_encoding ? "" : ", which HEAD.CHAR names");
    }
    return AWOL_OK;
}

static enum awol_status refuse_letter(const struct awol_gedcom_lines *lines, size_t column,
                                      unsigned char byte, struct awol_error *opt_error)
{
    const struct awol_place place = {lines->number, column + 1};

    if (lines->letters == AWOL_GEDCOM_ASCII)
        return awol_error_at(opt_error, lines->source, place,
                             "the byte \\x%02X is not ASCII, which HEAD.CHAR says", byte);
    if (lines->letters == AWOL_GEDCOM_UNKNOWN)
        return awol_error_at(opt_error, lines->source, place,
                             "which letter is the byte \\x%02X? HEAD.CHAR is %s, which several "
                             "encodings are called: say which, for instance --encoding CP1252",
                             byte, lines->encoding);
    return awol_error_at(opt_error, lines->source, place, "the byte \\x%02X is not UTF-8", byte);
}

/* The line as UTF-8. */
static enum awol_status take_text(struct awol_gedcom_lines *lines, const char *raw, size_t length,
                                  struct awol_error *opt_error)
{
    const char *const nul = memchr(raw, '\0', length);
    enum awol_status status = AWOL_OK;
    size_t bad = 0;

    if (nul)
        return refuse(lines, (size_t)(nul - raw), "a NUL byte is no text", opt_error);
    if (lines->letters == AWOL_GEDCOM_UTF_8)
        bad = awol_text_find_invalid_utf8(raw, length);
    else if (lines->letters == AWOL_GEDCOM_CONVERTED)
        bad = length;
    else
        while (bad < length && (unsigned char)raw[bad] < 0x80)
            bad++;
    if (bad < length)
        return refuse_letter(lines, bad, (unsigned char)raw[bad], opt_error);
    awol_text_clear(&lines->text);
    if (lines->letters == AWOL_GEDCOM_CONVERTED)
        status = convert(lines, raw, length, opt_error);
    else
        awol_text_append_bytes(&lines->text, raw, length);
    return status == AWOL_OK ? awol_text_check(&lines->text, opt_error) : status;
}

/* ---- parts of a line ---------------------------------------------------------------------- */

static bool is_tag_byte(char byte)
{
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
           (byte >= '0' && byte <= '9') || byte == '_';
}

static enum awol_status take_level(struct awol_gedcom_lines *lines, char **at,
                                   struct awol_gedcom_line *line, struct awol_error *opt_error)
{
    char *const start = *at;
    int level = 0;

    for (; **at >= '0' && **at <= '9'; ++*at) {
        level = level * 10 + (**at - '0');
        if (level > AWOL_GEDCOM_MAX_LEVEL)
            return refuse(lines, (size_t)(start - lines->text.bytes), "a level is at most 99",
                          opt_error);
    }
    if (*at == start)
        return refuse(lines, (size_t)(start - lines->text.bytes),
                      "expected a line that begins with its level, a number", opt_error);
    if (*start == '0' && *at > start + 1)
        return refuse(lines, (size_t)(start - lines->text.bytes), "a level begins with no 0",
                      opt_error);
    if (level > lines->level + 1)
        return awol_error_at(opt_error, lines->source, line->where,
                             "the level goes from %d to %d: expected at most %d", lines->level,
                             level, lines->level + 1);
    line->level = level;
    return AWOL_OK;
}

/* "@I1@ ", without its @. */
static enum awol_status take_xref(struct awol_gedcom_lines *lines, char **at,
                                  struct awol_gedcom_line *line, struct awol_error *opt_error)
{
    char *const start = *at;
    char *end;

    line->xref = "";
    if (*start != '@')
        return AWOL_OK;
    end = strchr(start + 1, '@');
    if (!end || end == start + 1 || end[1] != ' ')
        return refuse(lines, (size_t)(start - lines->text.bytes),
                      "expected the id of a record between two @, and a tag behind it", opt_error);
    *end = '\0';
    line->xref = start + 1;
    *at = end + 1;
    while (**at == ' ')
        ++*at;
    return AWOL_OK;
}

static enum awol_status take_tag(struct awol_gedcom_lines *lines, char *at,
                                 struct awol_gedcom_line *line, struct awol_error *opt_error)
{
    char *const start = at;

    while (is_tag_byte(*at))
        at++;
    if (at == start || (*at != ' ' && *at != '\0' && *at != '\t'))
        return refuse(lines, (size_t)(at - lines->text.bytes),
                      at == start ? "expected a tag of capital letters"
                                  : "expected a tag of capital letters, and a space behind it",
                      opt_error);
    line->tag = start;
    line->value = "";
    line->value_where = (struct awol_place){lines->number, (size_t)(at - lines->text.bytes) + 1};
    if (*at == '\0')
        return AWOL_OK;
    *at++ = '\0';
    line->value = at;
    line->value_where.column++;
    return AWOL_OK;
}

static enum awol_status take_parts(struct awol_gedcom_lines *lines, struct awol_gedcom_line *line,
                                   struct awol_error *opt_error)
{
    char *at = lines->text.bytes;
    enum awol_status status;

    while (*at == ' ' || *at == '\t')
        at++;
    if (at > lines->text.bytes && lines->version == AWOL_GEDCOM_7)
        return refuse(lines, 0, "GEDCOM 7.0 has no blanks before a level", opt_error);
    line->where = (struct awol_place){lines->number, (size_t)(at - lines->text.bytes) + 1};
    status = take_level(lines, &at, line, opt_error);
    if (status == AWOL_OK && *at != ' ' && *at != '\t')
        status = refuse(lines, (size_t)(at - lines->text.bytes),
                        "expected a space behind the level", opt_error);
    while (status == AWOL_OK && (*at == ' ' || *at == '\t'))
        at++;
    if (status == AWOL_OK)
        status = take_xref(lines, &at, line, opt_error);
    return status == AWOL_OK ? take_tag(lines, at, line, opt_error) : status;
}

static bool is_blank(const char *at, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (at[i] != ' ' && at[i] != '\t')
            return false;
    }
    return true;
}

enum awol_status awol_gedcom_lines_next(struct awol_gedcom_lines *lines,
                                        struct awol_gedcom_line *ret_line, bool *ret_found,
                                        struct awol_error *opt_error)
{
    struct awol_gedcom_line line = {0};
    size_t length = 0, with_end = 0;
    enum awol_status status;

    do {
        lines->offset += with_end;
        lines->number++;
        status = find_line(lines, &length, &with_end, opt_error);
        if (status != AWOL_OK)
            return status;
        line.raw = awol_xml_bytes_at(&lines->bytes, lines->offset);
        if (with_end == 0) {
            *ret_found = false;
            return AWOL_OK;
        }
    } while (is_blank(line.raw, length));
    line.raw_length = length;
    status = take_text(lines, line.raw, length, opt_error);
    if (status == AWOL_OK)
        status = take_parts(lines, &line, opt_error);
    if (status != AWOL_OK)
        return status;
    lines->offset += with_end;
    lines->level = line.level;
    *ret_line = line;
    *ret_found = true;
    return AWOL_OK;
}
