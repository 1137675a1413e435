#include "read/xml_pieces.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#define PIECE (64u << 10)
#define ENCODING_SIZE 40

void awol_xml_pieces_init(struct awol_xml_pieces *pieces, FILE *file, const char *source)
{
    *pieces = (struct awol_xml_pieces){.file = file, .source = source};
}

void awol_xml_pieces_release(struct awol_xml_pieces *pieces)
{
    if (pieces->converts)
        iconv_close(pieces->converter);
    free(pieces->raw);
}

/* ---- the encoding ------------------------------------------------------------------------- */

static bool begins_with(const struct awol_xml_pieces *pieces, const char *prefix, size_t length)
{
    return pieces->n_raw >= length && memcmp(pieces->raw, prefix, length) == 0;
}

static bool is_wide(const char *encoding)
{
    return strncasecmp(encoding, "UTF-16", 6) == 0 || strncasecmp(encoding, "UTF-32", 6) == 0 ||
           strncasecmp(encoding, "UCS", 3) == 0 || strncasecmp(encoding, "ISO-10646", 9) == 0;
}

/* The name in <?xml … encoding="…"?>, "" if there is none. A declaration of wide characters in
 * bytes that could be read as single ones is a slip left by whoever converted the file. */
static void declared_encoding(const struct awol_xml_pieces *pieces, char name[static ENCODING_SIZE])
{
    static const char key[] = "encoding";
    const char *const end = memchr(pieces->raw, '>', pieces->n_raw);
    size_t n = 0;

    name[0] = '\0';
    if (!begins_with(pieces, "<?xml", 5) || !end)
        return;
    for (const char *at = pieces->raw + 5; at + sizeof key < end; at++) {
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

static void drop_raw(struct awol_xml_pieces *pieces, size_t n)
{
    pieces->n_raw -= n;
    memmove(pieces->raw, pieces->raw + n, pieces->n_raw);
}

static enum awol_status find_encoding(struct awol_xml_pieces *pieces, struct awol_error *opt_error)
{
    char name[ENCODING_SIZE] = "";

    if (begins_with(pieces, "\xef\xbb\xbf", 3))
        drop_raw(pieces, 3);
    else if (begins_with(pieces, "\xff\xfe", 2) || begins_with(pieces, "<\0", 2))
        snprintf(name, sizeof name, "UTF-16LE");
    else if (begins_with(pieces, "\xfe\xff", 2) || begins_with(pieces, "\0<", 2))
        snprintf(name, sizeof name, "UTF-16BE");
    else
        declared_encoding(pieces, name);
    if (name[0] == '\0' || strcasecmp(name, "UTF-8") == 0 || strcasecmp(name, "UTF8") == 0)
        return AWOL_OK;
    if (begins_with(pieces, "\xff\xfe", 2) || begins_with(pieces, "\xfe\xff", 2))
        drop_raw(pieces, 2);
    pieces->converter = iconv_open("UTF-8", name);
    if (pieces->converter == (iconv_t)-1)
        return awol_error_at(opt_error, pieces->source, (struct awol_place){1, 1},
                             "the encoding “%s” is not known", name);
    pieces->converts = true;
    return AWOL_OK;
}

/* ---- pieces ------------------------------------------------------------------------------- */

/* Fill a buffer of PIECE bytes that holds some already. */
static enum awol_status fill(struct awol_xml_pieces *pieces, char *buffer, size_t *n,
                             struct awol_error *opt_error)
{
    errno = 0;
    *n += fread(buffer + *n, 1, PIECE - *n, pieces->file);
    if (ferror(pieces->file))
        return awol_error_file(opt_error, pieces->source, "cannot be read", errno);
    pieces->at_eof = *n < PIECE;
    return AWOL_OK;
}

static enum awol_status fill_raw(struct awol_xml_pieces *pieces, struct awol_error *opt_error)
{
    if (pieces->at_eof)
        return AWOL_OK;
    if (!pieces->raw && !(pieces->raw = malloc(PIECE)))
        return awol_error_memory(opt_error);
    return fill(pieces, pieces->raw, &pieces->n_raw, opt_error);
}

/* Behind the first piece, of what needs no converter. */
static enum awol_status read_straight(struct awol_xml_pieces *pieces, struct awol_text *to,
                                      struct awol_error *opt_error)
{
    char *const room = awol_text_room(to, PIECE);
    size_t n = 0;
    enum awol_status status;

    if (!room)
        return awol_error_memory(opt_error);
    status = fill(pieces, room, &n, opt_error);
    if (status == AWOL_OK)
        awol_text_fill(to, n);
    return status;
}

/* A character that a piece cuts stays in raw for the next one. */
static enum awol_status convert(struct awol_xml_pieces *pieces, struct awol_text *to,
                                struct awol_error *opt_error)
{
    char *in = pieces->raw;
    size_t n_in = pieces->n_raw;

    while (n_in > 0) {
        char buffer[4096];
        char *out = buffer;
        size_t n_out = sizeof buffer;
        const size_t result = iconv(pieces->converter, &in, &n_in, &out, &n_out);
        const int failure = result == (size_t)-1 ? errno : 0;

        awol_text_append_bytes(to, buffer, (size_t)(out - buffer));
        if (failure == EINVAL && !pieces->at_eof)
            break;
        if (failure != 0 && failure != E2BIG)
            return awol_error_at(opt_error, pieces->source, (struct awol_place){0, 0},
                                 "the bytes are not of the encoding that the file declares");
    }
    drop_raw(pieces, pieces->n_raw - n_in);
    return AWOL_OK;
}

enum awol_status awol_xml_pieces_next(struct awol_xml_pieces *pieces, struct awol_text *to,
                                      struct awol_error *opt_error)
{
    enum awol_status status;

    if (pieces->begun && !pieces->converts)
        return pieces->at_eof ? AWOL_OK : read_straight(pieces, to, opt_error);
    status = fill_raw(pieces, opt_error);
    if (status == AWOL_OK && !pieces->begun)
        status = find_encoding(pieces, opt_error);
    pieces->begun = true;
    if (status == AWOL_OK && pieces->converts) {
        status = convert(pieces, to, opt_error);
    } else if (status == AWOL_OK) {
        awol_text_append_bytes(to, pieces->raw, pieces->n_raw);
        pieces->n_raw = 0;
    }
    return status == AWOL_OK ? awol_text_check(to, opt_error) : status;
}

bool awol_xml_pieces_are_ahead(const struct awol_xml_pieces *pieces)
{
    const int number = fileno(pieces->file);
    struct stat file;

    return !pieces->at_eof && number >= 0 && fstat(number, &file) == 0 && S_ISREG(file.st_mode);
}
